/* names.c: data only. See names.h for what may be added. */
/* data */
#include "names.h"

#include <stddef.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
#define PEOPLE(g, f) .given = g, .given_count = COUNT(g), .family = f, .family_count = COUNT(f)

static const struct name german_given[] = {
	{ "Jürgen", "juergen" },
	{ "Anneliese", "anneliese" },
	{ "Björn", "bjoern" },
	{ "Käthe", "kaethe" },
	{ "Lukas", "lukas" },
	{ "Emma", "emma" },
	{ "Jonas", "jonas" },
	{ "Helga", "helga" },
	{ "Peter", "peter" },
	{ "Lena", "lena" },
	{ "Karl-Heinz", "karlheinz" },
	{ "Greta", "greta" },
	{ "Felix", "felix" },
	{ "Mareike", "mareike" },
	{ "Sönke", "soenke" },
	{ "Theo", "theo" },
};
static const struct name german_family[] = {
	{ "Müller", "mueller" },
	{ "Schäfer", "schaefer" },
	{ "Vogel", "vogel" },
	{ "Brandt", "brandt" },
	{ "Weiß", "weiss" },
	{ "Fischer", "fischer" },
	{ "Schulz", "schulz" },
	{ "Köhler", "koehler" },
	{ "von der Heide", "vonderheide" },
	{ "Großmann", "grossmann" },
	{ "Bauer", "bauer" },
	{ "Jürgens", "juergens" },
	{ "Hartwig", "hartwig" },
	{ "Lüdtke", "luedtke" },
	{ "Ziegler", "ziegler" },
};
static const struct name british_given[] = {
	{ "Ben", "ben" },
	{ "Grace", "grace" },
	{ "Sam", "sam" },
	{ "Chloe", "chloe" },
	{ "Oliver", "oliver" },
	{ "Nia", "nia" },
	{ "Siân", "sian" },
	{ "Callum", "callum" },
	{ "Zoë", "zoe" },
	{ "Imogen", "imogen" },
	{ "Rhys", "rhys" },
	{ "Aoife", "aoife" },
	{ "Ciarán", "ciaran" },
	{ "Tamsin", "tamsin" },
};
static const struct name british_family[] = {
	{ "Carter", "carter" },
	{ "Whitfield", "whitfield" },
	{ "Brown", "brown" },
	{ "Ashworth", "ashworth" },
	{ "O’Connell", "oconnell" },
	{ "Llewellyn", "llewellyn" },
	{ "MacLeod", "macleod" },
	{ "Okonjo", "okonjo" },
	{ "Featherstonehaugh", "featherstonehaugh" },
	{ "Singh", "singh" },
	{ "Begum", "begum" },
	{ "Hughes", "hughes" },
	{ "Ní Bhriain", "nibhriain" },
	{ "Pemberton", "pemberton" },
};
static const struct name indian_given[] = {
	{ "Priya", "priya" },
	{ "Ravi", "ravi" },
	{ "Aditi", "aditi" },
	{ "Arjun", "arjun" },
	{ "Kavya", "kavya" },
	{ "Meenakshi", "meenakshi" },
	{ "Sanjay", "sanjay" },
	{ "Ananya", "ananya" },
	{ "Harish", "harish" },
	{ "Ishaan", "ishaan" },
	{ "Lakshmi", "lakshmi" },
	{ "Vikram", "vikram" },
};
static const struct name indian_family[] = {
	{ "Menon", "menon" },
	{ "Iyer", "iyer" },
	{ "Subramaniam", "subramaniam" },
	{ "Sharma", "sharma" },
	{ "Banerjee", "banerjee" },
	{ "Deshpande", "deshpande" },
	{ "Kulkarni", "kulkarni" },
	{ "Chaudhary", "chaudhary" },
	{ "Venkataraghavan", "venkataraghavan" },
	{ "Gupta", "gupta" },
	{ "Nair", "nair" },
};
static const struct name hindi_given[] = {
	{ "अमित", "amit" },
	{ "सुनीता", "sunita" },
	{ "राहुल", "rahul" },
	{ "नेहा", "neha" },
	{ "विजय", "vijay" },
	{ "कविता", "kavita" },
	{ "मोहन", "mohan" },
};
static const struct name hindi_family[] = {
	{ "शर्मा", "sharma" },
	{ "गुप्ता", "gupta" },
	{ "वर्मा", "varma" },
	{ "सिंह", "singh" },
	{ "जोशी", "joshi" },
	{ "पटेल", "patel" },
};
static const struct name iberian_given[] = {
	{ "Inês", "ines" },
	{ "João", "joao" },
	{ "Beatriz", "beatriz" },
	{ "Iñaki", "inaki" },
	{ "María José", "mariajose" },
	{ "Nuño", "nuno" },
	{ "Catarina", "catarina" },
	{ "Gonçalo", "goncalo" },
	{ "Lucía", "lucia" },
	{ "Andrés", "andres" },
	{ "Begoña", "begona" },
	{ "Conceição", "conceicao" },
};
static const struct name iberian_family[] = {
	{ "Duarte", "duarte" },
	{ "Lima", "lima" },
	{ "García Márquez", "garciamarquez" },
	{ "Ibáñez", "ibanez" },
	{ "da Conceição e Silva", "dasilva" },
	{ "Núñez", "nunez" },
	{ "Gonçalves", "goncalves" },
	{ "Etxeberria", "etxeberria" },
	{ "Magalhães", "magalhaes" },
	{ "Peña", "pena" },
	{ "Araújo", "araujo" },
};
static const struct name french_given[] = {
	{ "Chloé", "chloe" },
	{ "François", "francois" },
	{ "Zoé", "zoe" },
	{ "Éloïse", "eloise" },
	{ "Hervé", "herve" },
	{ "Maëlle", "maelle" },
	{ "Gaël", "gael" },
	{ "Océane", "oceane" },
	{ "Jean-Baptiste", "jeanbaptiste" },
	{ "Anaïs", "anais" },
};
static const struct name french_family[] = {
	{ "Martin", "martin" },
	{ "Lefèvre", "lefevre" },
	{ "Bérénger", "berenger" },
	{ "d’Ormesson", "dormesson" },
	{ "Nguyên-Le Goff", "nguyenlegoff" },
	{ "Çelik", "celik" },
	{ "Lacroix", "lacroix" },
	{ "Guérin", "guerin" },
	{ "Diallo", "diallo" },
};
static const struct name nordic_given[] = {
	{ "Oskar", "oskar" },
	{ "Åsa", "asa" },
	{ "Jørgen", "joergen" },
	{ "Sigríður", "sigridur" },
	{ "Lærke", "laerke" },
	{ "Anders", "anders" },
	{ "Jón", "jon" },
	{ "Päivi", "paivi" },
	{ "Øyvind", "oeyvind" },
	{ "Þórunn", "thorunn" },
	{ "Maija", "maija" },
};
static const struct name nordic_family[] = {
	{ "Lindqvist", "lindqvist" },
	{ "Holm", "holm" },
	{ "Bakke", "bakke" },
	{ "Sæther", "saether" },
	{ "Ångström", "angstroem" },
	{ "Hämäläinen", "hamalainen" },
	{ "Guðmundsdóttir", "gudmundsdottir" },
	{ "Østergaard", "oestergaard" },
	{ "Sjöberg", "sjoeberg" },
	{ "Rasmussen", "rasmussen" },
};
static const struct name slavic_given[] = {
	{ "Tomáš", "tomas" },
	{ "Marek", "marek" },
	{ "Łucja", "lucja" },
	{ "Wojciech", "wojciech" },
	{ "Zdeněk", "zdenek" },
	{ "Agnieszka", "agnieszka" },
	{ "Đorđe", "djordje" },
	{ "Živa", "ziva" },
	{ "Eva", "eva" },
	{ "Ivan", "ivan" },
	{ "Małgorzata", "malgorzata" },
	{ "Ștefan", "stefan" },
};
static const struct name slavic_family[] = {
	{ "Havel", "havel" },
	{ "Nowak", "nowak" },
	{ "Wiśniewska", "wisniewska" },
	{ "Dvořák", "dvorak" },
	{ "Brzęczyszczykiewicz", "brzeczyszczykiewicz" },
	{ "Horvat", "horvat" },
	{ "Kovačević", "kovacevic" },
	{ "Žižka", "zizka" },
	{ "Kovács", "kovacs" },
	{ "Popescu", "popescu" },
	{ "Szabó", "szabo" },
};
static const struct name cyrillic_given[] = {
	{ "Ольга", "olha" },
	{ "Тарас", "taras" },
	{ "Мирослава", "myroslava" },
	{ "Йосип", "yosyp" },
	{ "Катерина", "kateryna" },
	{ "Богдан", "bohdan" },
	{ "Елена", "elena" },
	{ "Димитър", "dimitar" },
};
static const struct name cyrillic_family[] = {
	{ "Шевченко", "shevchenko" },
	{ "Коваленко", "kovalenko" },
	{ "Їжакевич", "yizhakevych" },
	{ "Петрова", "petrova" },
	{ "Ґалаґан", "galagan" },
	{ "Димитрова", "dimitrova" },
	{ "Бондар", "bondar" },
};
static const struct name greek_given[] = {
	{ "Μαρία", "maria" },
	{ "Γιώργος", "giorgos" },
	{ "Ελένη", "eleni" },
	{ "Νίκος", "nikos" },
	{ "Κωνσταντίνος", "konstantinos" },
	{ "Αθηνά", "athina" },
};
static const struct name greek_family[] = {
	{ "Παπαδόπουλος", "papadopoulos" },
	{ "Ιωάννου", "ioannou" },
	{ "Καραγιάννης", "karagiannis" },
	{ "Οικονόμου", "oikonomou" },
	{ "Βλάχου", "vlachou" },
};
static const struct name turkish_given[] = {
	{ "Özge", "ozge" },
	{ "İbrahim", "ibrahim" },
	{ "Çağla", "cagla" },
	{ "Gülşah", "gulsah" },
	{ "Umut", "umut" },
	{ "Işıl", "isil" },
	{ "Barış", "baris" },
};
static const struct name turkish_family[] = {
	{ "Yıldız", "yildiz" },
	{ "Özbek", "ozbek" },
	{ "Şahin", "sahin" },
	{ "Kılıç", "kilic" },
	{ "Çetinkaya", "cetinkaya" },
	{ "Aydın", "aydin" },
};
static const struct name vietnamese_given[] = {
	{ "Thị Hồng Nhung", "hongnhung" },
	{ "Văn Đức", "vanduc" },
	{ "Linh", "linh" },
	{ "Quỳnh Anh", "quynhanh" },
	{ "Minh Tuấn", "minhtuan" },
	{ "Thảo", "thao" },
	{ "Hữu Phước", "huuphuoc" },
};
static const struct name vietnamese_family[] = {
	{ "Nguyễn", "nguyen" },
	{ "Trần", "tran" },
	{ "Phạm", "pham" },
	{ "Đặng", "dang" },
	{ "Vũ", "vu" },
	{ "Lê", "le" },
};
static const struct name chinese_given[] = {
	{ "小明", "xiaoming" },
	{ "雨涵", "yuhan" },
	{ "子轩", "zixuan" },
	{ "静", "jing" },
	{ "建国", "jianguo" },
	{ "美玲", "meiling" },
	{ "浩然", "haoran" },
	{ "思远", "siyuan" },
};
static const struct name chinese_family[] = {
	{ "王", "wang" },
	{ "李", "li" },
	{ "张", "zhang" },
	{ "欧阳", "ouyang" },
	{ "陈", "chen" },
	{ "刘", "liu" },
	{ "赵", "zhao" },
};
static const struct name japanese_given[] = {
	{ "さくら", "sakura" },
	{ "健二", "kenji" },
	{ "結衣", "yui" },
	{ "大輔", "daisuke" },
	{ "ユキ", "yuki" },
	{ "翔太", "shota" },
};
static const struct name japanese_family[] = {
	{ "佐藤", "sato" },
	{ "森", "mori" },
	{ "高橋", "takahashi" },
	{ "小林", "kobayashi" },
	{ "渡辺", "watanabe" },
};
static const struct name korean_given[] = {
	{ "하나", "hana" },
	{ "민준", "minjun" },
	{ "서연", "seoyeon" },
	{ "지훈", "jihun" },
	{ "은지", "eunji" },
};
static const struct name korean_family[] = {
	{ "김", "kim" },
	{ "이", "lee" },
	{ "박", "park" },
	{ "최", "choi" },
	{ "남궁", "namgung" },
};
static const struct name arabic_given[] = {
	{ "فاطمة", "fatima" },
	{ "أحمد", "ahmed" },
	{ "نور", "noor" },
	{ "ليلى", "layla" },
	{ "يوسف", "yusuf" },
	{ "مريم", "maryam" },
};
static const struct name arabic_family[] = {
	{ "الحداد", "alhaddad" },
	{ "الإدريسي", "elidrissi" },
	{ "ناصر", "nasser" },
	{ "صالح", "saleh" },
	{ "المصري", "almasri" },
};
static const struct name levant_given[] = {
	{ "Fatima Zahra", "fatimazahra" },
	{ "Omar", "omar" },
	{ "Noor", "noor" },
	{ "Ahmed", "ahmed" },
	{ "Yasmine", "yasmine" },
	{ "Khalid", "khalid" },
	{ "Farah", "farah" },
	{ "Youssef", "youssef" },
};
static const struct name levant_family[] = {
	{ "El Idrissi", "elidrissi" },
	{ "Haddad", "haddad" },
	{ "Karimi", "karimi" },
	{ "Nasser", "nasser" },
	{ "Ben Youssef", "benyoussef" },
	{ "al-Sayegh", "alsayegh" },
	{ "Mansour", "mansour" },
};
static const struct name hebrew_given[] = {
	{ "יעל", "yael" },
	{ "אבישי", "avishai" },
	{ "נועה", "noa" },
	{ "דוד", "david" },
	{ "שירה", "shira" },
};
static const struct name hebrew_family[] = {
	{ "כהן", "cohen" },
	{ "לוי", "levi" },
	{ "מזרחי", "mizrahi" },
	{ "בן־דוד", "bendavid" },
	{ "פרידמן", "friedman" },
};
static const struct name african_given[] = {
	{ "Aisha", "aisha" },
	{ "Daniel", "daniel" },
	{ "Wanjirũ", "wanjiru" },
	{ "Ọlá", "ola" },
	{ "Chinedu", "chinedu" },
	{ "Amara", "amara" },
	{ "Kwame", "kwame" },
	{ "Thandiwe", "thandiwe" },
	{ "Musa", "musa" },
	{ "Ṣadé", "sade" },
	{ "Adéọlá", "adeola" },
};
static const struct name african_family[] = {
	{ "Bello", "bello" },
	{ "Okafor", "okafor" },
	{ "Njoroge", "njoroge" },
	{ "Adeyemi", "adeyemi" },
	{ "Ọláwálé", "olawale" },
	{ "Mensah", "mensah" },
	{ "Dlamini", "dlamini" },
	{ "Ndiaye", "ndiaye" },
	{ "Wolde-Giorgis", "woldegiorgis" },
};
static const struct name italian_given[] = {
	{ "Sofia", "sofia" },
	{ "Paolo", "paolo" },
	{ "Lucia", "lucia" },
	{ "Niccolò", "niccolo" },
	{ "Giulia", "giulia" },
	{ "Lorenzo", "lorenzo" },
};
static const struct name italian_family[] = {
	{ "Rossi", "rossi" },
	{ "Ferrari", "ferrari" },
	{ "Ricci", "ricci" },
	{ "De Santis", "desantis" },
	{ "Forlì", "forli" },
	{ "D’Angelo", "dangelo" },
};

const struct culture cultures[] = {
	{ "Germany", "Berlin", "Berlin", "Europe/Berlin", "+49 30 23125", PEOPLE(german_given, german_family),
		false, 18 },
	{ "United Kingdom", "England", "London", "Europe/London", "+44 20 7946 0",
		PEOPLE(british_given, british_family), false, 12 },
	{ "India", "Karnataka", "Bengaluru", "Asia/Kolkata", "+91 80 5550 0",
		PEOPLE(indian_given, indian_family), false, 8 },
	{ "India", "Delhi", "New Delhi", "Asia/Kolkata", "+91 11 5550 0", PEOPLE(hindi_given, hindi_family),
		false, 2 },
	{ "Portugal", "Lisboa", "Lisbon", "Europe/Lisbon", "+351 21 555 0",
		PEOPLE(iberian_given, iberian_family), false, 8 },
	{ "France", "Finistère", "Brest", "Europe/Paris", "+33 1 99 00 0",
		PEOPLE(french_given, french_family), false, 6 },
	{ "Sweden", "Skåne", "Malmö", "Europe/Stockholm", "+46 8 465 004",
		PEOPLE(nordic_given, nordic_family), false, 7 },
	{ "Czech Republic", "Prague", "Prague", "Europe/Prague", "+420 555 01",
		PEOPLE(slavic_given, slavic_family), false, 9 },
	{ "Ukraine", "Kyiv", "Kyiv", "Europe/Kyiv", "+380 44 555 0", PEOPLE(cyrillic_given, cyrillic_family),
		false, 3 },
	{ "Greece", "Attica", "Athens", "Europe/Athens", "+30 21 5550 0", PEOPLE(greek_given, greek_family),
		false, 2 },
	{ "Türkiye", "Şanlıurfa", "Şanlıurfa", "Europe/Istanbul", "+90 212 555 0",
		PEOPLE(turkish_given, turkish_family), false, 3 },
	{ "Vietnam", "Hồ Chí Minh", "Hồ Chí Minh", "Asia/Ho_Chi_Minh", "+84 28 5550 0",
		PEOPLE(vietnamese_given, vietnamese_family), true, 2 },
	{ "China", "Shanghai", "Shanghai", "Asia/Shanghai", "+86 21 5550 0",
		PEOPLE(chinese_given, chinese_family), true, 3 },
	{ "Japan", "Tokyo", "Tokyo", "Asia/Tokyo", "+81 3 5550 0", PEOPLE(japanese_given, japanese_family),
		true, 2 },
	{ "South Korea", "Seoul", "Seoul", "Asia/Seoul", "+82 2 5550 0", PEOPLE(korean_given, korean_family),
		true, 1 },
	{ "Egypt", "Cairo", "Cairo", "Africa/Cairo", "+20 2 5550 0", PEOPLE(arabic_given, arabic_family),
		false, 2 },
	{ "Morocco", "Casablanca-Settat", "Casablanca", "Africa/Casablanca", "+212 522 55 50",
		PEOPLE(levant_given, levant_family), false, 4 },
	{ "Israel", "Tel Aviv", "Tel Aviv", "Asia/Jerusalem", "+972 3 555 0",
		PEOPLE(hebrew_given, hebrew_family), false, 1 },
	{ "Nigeria", "Lagos", "Lagos", "Africa/Lagos", "+234 1 555 0", PEOPLE(african_given, african_family),
		false, 5 },
	{ "Italy", "Lazio", "Rome", "Europe/Rome", "+39 06 5550 0", PEOPLE(italian_given, italian_family),
		false, 2 },
};
const unsigned culture_count = COUNT(cultures);

const char *const companies[] = {
	"Kontur",
	"Marlin Data",
	"Halden Pay",
	"Northbeam Labs",
	"Café Orbit",
	"Ostrava Steel",
	"Blåhus",
	"Tidewater Bank",
	"Quill & Co.",
	"Sedge Analytics",
	"Vermilion Games",
	"Puente Logística",
	"Hanami 株式会社",
	"Kestrel Air",
	"Grünwald Energie",
	"Fennel Health",
	"Parallax",
	"Copperline",
	"Université de Brest",
	"Saltmarsh",
	NULL,
};

const char *const schools[] = {
	"TU Wien",
	"Universidade do Porto",
	"University of Lagos",
	"Jönköping University",
	"Charles University, Prague",
	"Humboldt-Universität zu Berlin",
	"University of Leeds",
	"Indian Institute of Science",
	"École Centrale de Nantes",
	"Boğaziçi Üniversitesi",
	"Seoul National University",
	"Self-taught",
	NULL,
};

const char *const note_texts[] = {
	"Wants a decision before the 30th, other offer in hand.",
	"Panel went well; ask for the system design feedback.",
	"Notice period 3 months, flexible from May.",
	"Very clear on trade-offs. Asked good questions about on-call.",
	"Salary expectation 95k, three days remote.",
	"Worked with this person for two years; would hire again.",
	"Called twice, no answer. Trying again on Thursday morning.",
	"Prefers mornings. Speaks German B2, English C1.",
	"Not looking right now; happy to hear from us in spring.",
	"Relocation from Lisbon possible, partner works remotely. Needs help with the flat 🏠",
	"Sent the task on Monday, is back from holidays on the 12th.\nAsked for two more days: fine with "
	"everyone.",
	"Strong portfolio. The second case is the one to talk about.",
	"Great chat! 🚀 Energy for the whole team.",
	"Works on open source, see profile. Compaction talk from 2024 is worth the half hour.",
	"Asked about visa sponsorship; legal says yes for this role.",
	"Reference check done: two out of three, all positive.",
	"気になる点はありません。次の面談に進めてください。",
	"Hat schon bei uns in der Bäckerei um die Ecke gejobbt :)",
	"Compared with the last round: more hands-on, less talk. I would go on.",
	"Please do not schedule before 10:00, school run.",
	NULL,
};

const char *const note_html[] = {
	"<p>Spoke for <b>40 minutes</b>. Three things:</p><ul><li>team size matters</li><li>wants to "
	"mentor</li>"
	"<li>compensation: fixed &gt; variable</li></ul>",
	"<p>Portfolio: <a href=\"https://portfolio.example.test/work\" target=\"_blank\" "
	"rel=\"noopener\">work</a> "
	"&amp; talks</p><p></p><p>Questions for the panel:</p><ol><li>scope of the last "
	"project</li><li><i>why</i> leave"
	"</li></ol>",
	"<p>Ran the sample: <code>make bench</code></p><pre>p50  1.2 ms\np99  9.8 ms</pre><p>Good "
	"enough.</p>",
	NULL,
};

const char *const feedback_texts[] = {
	"Explained the failure modes before I asked. Code was tidy, tests came first.",
	"Good instincts, but needed hints for the second half.",
	"Calm, precise, listens. I would enjoy working with this person.",
	"Struggled with the open question and did not ask for help.",
	"Clear communicator. Depth in storage is real; breadth in networking less so.",
	"The presentation was polished, the numbers behind it were thin.",
	"Solved it two ways and compared both honestly.",
	"Late by ten minutes, apologised, then a very good hour.",
	"Knows the market, named three accounts we lost and why.",
	"Not enough signal: the call dropped twice. Suggest a second round.",
	NULL,
};

const char *const cover_texts[] = {
	"I have run on-call for five years and would like to build things that wake nobody.",
	"Your storage paper is why I am writing.",
	"Looking for a team that ships weekly and reviews kindly.",
	"I am moving to Berlin in March and would love to talk.",
	"A friend in your support team told me how you treat incidents.",
	"J’aimerais mettre mon expérience au service de votre équipe.",
	NULL,
};

const char *const user_agents[] = {
	"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	"Version/17.4 Safari/605.1.15",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	"Mobile/15E148",
	NULL,
};

unsigned word_count(const char *const *list)
{
	unsigned n = 0;

	while (list[n])
		n++;
	return n;
}
