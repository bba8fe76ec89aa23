/* test_text.c: the sanitiser over every code point and a corpus of hostile and honest text; widths. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <cmocka.h>

#include "ashby/text.h"
#include "utf8.h"

#define FFFD "\uFFFD"

static const unsigned all_flags[] = {
	ASHBY_TEXT_LINE,
	ASHBY_TEXT_BLOCK,
	ASHBY_TEXT_ASCII,
	ASHBY_TEXT_BLOCK | ASHBY_TEXT_ASCII,
};

/* ---- what holds for every output ---- */

static bool is_in(uint32_t cp, const uint32_t (*ranges)[2])
{
	for (; (*ranges)[1]; ranges++)
		if (cp >= (*ranges)[0] && cp <= (*ranges)[1])
			return true;
	return false;
}

/* Written again here, from the rules and not from the code's table: what must never come out. */
static const uint32_t never[][2] = {
	{ 0x00, 0x09 },
	{ 0x0B, 0x1F },
	{ 0x7F, 0x9F },
	{ 0xAD, 0xAD },
	{ 0x34F, 0x34F },
	{ 0x61C, 0x61C },
	{ 0x115F, 0x1160 },
	{ 0x17B4, 0x17B5 },
	{ 0x180B, 0x180F },
	{ 0x200B, 0x200B },
	{ 0x200E, 0x200F },
	{ 0x2028, 0x202E },
	{ 0x2060, 0x206F },
	{ 0x3164, 0x3164 },
	{ 0xD800, 0xF8FF },
	{ 0xFDD0, 0xFDEF },
	{ 0xFE00, 0xFE0F },
	{ 0xFEFF, 0xFEFF },
	{ 0xFFA0, 0xFFA0 },
	{ 0xFFF0, 0xFFFB },
	{ 0xFFFE, 0xFFFF },
	{ 0x1BCA0, 0x1BCA3 },
	{ 0x1D173, 0x1D17A },
	{ 0xE0000, 0x10FFFF },
	{ 0, 0 },
};

static void assert_fit(const char *clean, size_t len, unsigned flags)
{
	size_t at = 0;
	uint32_t cp;

	while (at < len) {
		at += ashby__utf8_next(clean + at, len - at, &cp);
		if (cp == UTF8_BAD)
			fail_msg("bad UTF-8 came out");
		if (is_in(cp, never))
			fail_msg("U+%04X came out", (unsigned)cp);
		if (cp == '\n' && !(flags & ASHBY_TEXT_BLOCK))
			fail_msg("a line break came out of a one-line field");
		if (cp > 0x7E && flags & ASHBY_TEXT_ASCII)
			fail_msg("U+%04X came out for an ASCII terminal", (unsigned)cp);
	}
}

/* Clusters cover the text, their columns add up, and each but a line break has some. */
static void assert_clusters(const char *clean, size_t len)
{
	size_t at = 0, step;
	int columns, sum = 0;

	while ((step = ashby_text_step(clean + at, len - at, &columns))) {
		if (columns < 1 && clean[at] != '\n')
			fail_msg("a cluster without columns");
		at += step;
		sum += columns;
	}
	assert_int_equal(at, len);
	assert_int_equal(sum, ashby_text_width(clean, len));
}

static struct ashby_buf once, twice;

/* Cleans and checks what must hold; the result is in once. */
static struct ashby_text_report check(struct ashby_text text, unsigned flags)
{
	struct ashby_text_report report = { 77, 77 };

	ashby_buf_clear(&once);
	ashby_buf_clear(&twice);
	assert_int_equal(ashby_text_clean(&once, text, flags, &report), ASHBY_OK);
	assert_fit(ashby_buf_str(&once), once.len, flags);
	assert_int_equal(ashby_text_clean(&twice, ashby_text_of(ashby_buf_str(&once), once.len), flags, NULL),
		ASHBY_OK);
	if (twice.len != once.len || memcmp(ashby_buf_str(&once), ashby_buf_str(&twice), once.len) != 0)
		fail_msg("cleaning '%s' (flags %u) again gave '%s'", ashby_buf_str(&once), flags,
			ashby_buf_str(&twice));
	assert_clusters(ashby_buf_str(&once), once.len);
	return report;
}

static void check_all(const char *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof(all_flags) / sizeof(all_flags[0]); i++)
		check(ashby_text_of(bytes, len), all_flags[i]);
}

static void assert_clean(const char *text, unsigned flags, const char *expected)
{
	check(ashby_text_str(text), flags);
	if (strcmp(ashby_buf_str(&once), expected) != 0)
		fail_msg("'%s' became '%s', not '%s'", text, ashby_buf_str(&once), expected);
}

/* ---- exhaustive ---- */

/* Puts cp even if it is a surrogate, which makes bad UTF-8 of the kind that is met. */
static void test_every_code_point(void **state)
{
	char bytes[64];

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		size_t len = ashby__utf8_put(bytes, cp);

		check_all(bytes, len);
		/* After a letter, and after one more of itself. */
		bytes[0] = 'a';
		len = 1 + ashby__utf8_put(bytes + 1, cp);
		check_all(bytes, len);
		len += ashby__utf8_put(bytes + len, cp);
		bytes[len++] = 'z';
		check(ashby_text_of(bytes, len), ASHBY_TEXT_LINE);
	}
}

/* Contexts in which joiners, marks and emoji depend on their neighbours, around one character of each kind. */
static void test_every_neighbour(void **state)
{
	static const char *const kinds[] = { "a", " ", "\n", "\r", "\t", "\x1B", "\xFF", "\u0301", "\u094D",
		"\u0915", "\u200C", "\u200D", "\u200B", "\u202E", "\uFE0F", "\U0001F469", "\U0001F4BB",
		"\U0001F3FD", "\u05D0", "\u4E2D", "\U0001F1E9", "\u20E3", "\u1161", "\uE000" };
	const size_t count = sizeof(kinds) / sizeof(kinds[0]);
	size_t total = count * count * count * count;
	char bytes[32];

	(void)state;
	for (size_t i = 0; i < total; i++) {
		size_t rest = i, len = 0;

		for (int k = 0; k < 4; k++, rest /= count) {
			const char *kind = kinds[rest % count];

			memcpy(bytes + len, kind, strlen(kind));
			len += strlen(kind);
		}
		check(ashby_text_of(bytes, len), ASHBY_TEXT_LINE);
		check(ashby_text_of(bytes, len), ASHBY_TEXT_BLOCK);
	}
}

static void test_every_byte_pair(void **state)
{
	char bytes[4] = { 0, 0, 'x', (char)0xC2 };

	(void)state;
	for (int i = 0; i < 65536; i++) {
		bytes[0] = (char)(i >> 8);
		bytes[1] = (char)i;
		check(ashby_text_of(bytes, 4), ASHBY_TEXT_LINE);
		check(ashby_text_of(bytes, 2), ASHBY_TEXT_BLOCK);
	}
}

/* A fixed sequence that looks random, cut from the kinds of bytes that make trouble. */
static void test_noise(void **state)
{
	static const unsigned char pool[] = { 'a', ' ', '\n', '\r', '\t', 0x1B, 0x00, 0x7F, 0x80, 0x8D, 0x9B,
		0xA0, 0xBB, 0xBF, 0xC2, 0xCC, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xFF, 0x81, 0xA4, 0x95,
		0x98, 0x9F };
	uint32_t seed = 1;
	char bytes[40];

	(void)state;
	for (int round = 0; round < 200000; round++) {
		size_t len = round % sizeof(bytes);

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = (char)pool[(seed >> 16) % sizeof(pool)];
		}
		check(ashby_text_of(bytes, len), all_flags[round % 4]);
	}
}

/* ---- hostile ---- */

static const struct {
	const char *name, *in, *line;
	unsigned replaced, hidden;
} hostile[] = {
	{ "escape", "a\x1B[31mred", "a" FFFD "[31mred", 1, 0 },
	{ "osc 52", "\x1B]52;c;aGk=\x07", FFFD "]52;c;aGk=" FFFD, 2, 0 },
	{ "c1 csi",
		"\xC2\x9B"
		"31m",
		FFFD "31m", 1, 0 },
	{ "raw c1",
		"\x9B"
		"31m",
		FFFD "31m", 1, 0 },
	{ "c1 osc",
		"\xC2\x9D"
		"0;t\xC2\x9C"
		"",
		FFFD "0;t" FFFD, 2, 0 },
	{ "cr overwrite", "Mallory\rAnn", "Mallory" FFFD "Ann", 1, 0 },
	{ "backspace", "ab\b\bxy", "ab" FFFD FFFD "xy", 2, 0 },
	{ "newline row", "Ann\nBob", "Ann \u21B5Bob", 0, 0 },
	{ "crlf", "Ann\r\nBob", "Ann \u21B5Bob", 0, 0 },
	{ "next line",
		"Ann\xC2\x85"
		"Bob",
		"Ann \u21B5Bob", 0, 0 },
	{ "line separator", "Ann\u2028Bob\u2029", "Ann \u21B5Bob \u21B5", 0, 0 },
	{ "tab", "a\tb", "a b", 0, 0 },
	{ "delete", "a\x7F", "a" FFFD, 1, 0 },
	{ "right to left override", "Ann\u202Etxt.exe", "Anntxt.exe", 0, 1 },
	{ "isolates", "\u2066a\u2069\u200E\u200F\u061C", "a", 0, 5 },
	{ "zero width", "A\u200Bn\u2060n\uFEFF", "Ann", 0, 3 },
	{ "soft hyphen", "A\u00ADnn\u034F", "Ann", 0, 2 },
	{ "hangul fillers", "\u3164\uFFA0\u115F\u1160x", "x", 0, 4 },
	{ "tags", "hi\U000E0041\U000E0042\U000E007F", "hi", 0, 3 },
	{ "joiner in Latin", "An\u200Dn\u200C", "Ann", 0, 2 },
	{ "private use", "\uE000\U000F0000\U0010FFFD", FFFD FFFD FFFD, 3, 0 },
	{ "noncharacter", "\uFDD0\uFFFF", FFFD FFFD, 2, 0 },
	{ "surrogate", "\xED\xA0\xBD", FFFD FFFD FFFD, 3, 0 },
	{ "overlong slash", "\xC0\xAF", FFFD FFFD, 2, 0 },
	{ "cut", "\xF0\x9F\x98", FFFD, 1, 0 },
	{ "combining flood", "e\u0301\u0302\u0303\u0304\u0305\u0306x", "e\u0301\u0302\u0303\u0304x", 2, 0 },
	{ "leading mark", "\u0301x", "\u25CC\u0301x", 0, 0 },
	{ "interlinear", "a\uFFF9b\uFFFAc\uFFFB", "abc", 0, 3 },
	{ "variation selector", "a\uFE01", "a", 0, 1 },
};

static void test_hostile(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct ashby_text_report report;

		check_all(hostile[i].in, strlen(hostile[i].in));
		report = check(ashby_text_str(hostile[i].in), ASHBY_TEXT_LINE);
		if (strcmp(ashby_buf_str(&once), hostile[i].line) != 0)
			fail_msg("%s: became '%s'", hostile[i].name, ashby_buf_str(&once));
		if (report.replaced != hostile[i].replaced || report.hidden != hostile[i].hidden)
			fail_msg("%s: %u replaced, %u hidden", hostile[i].name, report.replaced,
				report.hidden);
	}
	check(ashby_text_of("a\0b", 3), ASHBY_TEXT_LINE);
	assert_string_equal(ashby_buf_str(&once), "a" FFFD "b");
	check(ashby_text_of(NULL, 0), ASHBY_TEXT_LINE);
	assert_string_equal(ashby_buf_str(&once), "");
}

/* ---- honest ---- */

static const struct {
	const char *text;
	int columns;
} honest[] = {
	{ "Ann O'Brien-Smith (she/her)", 27 },
	{ "J\u00FCrgen M\u00FC\u00DFig", 12 },
	{ "Nguy\u1EC5n Th\u1ECB H\u1ED3ng", 15 },
	{ "e\u0301le\u0300ve", 5 },
	{ "\u05D3\u05D5\u05D3 \u05DB\u05D4\u05DF", 7 },
	{ "\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD", 4 },
	{ "\u0645\u062D\u0645\u062F \u0639\u0644\u064A", 8 },
	{ "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", 7 },
	{ "\u674E\u5C0F\u9F99", 6 },
	{ "\u5C71\u7530 \u592A\u90CE", 9 },
	{ "\uAE40\uBBFC\uC218", 6 },
	{ "\u0E2A\u0E21\u0E0A\u0E32\u0E22", 5 },
	{ "\u041D\u0430\u0442\u0430\u043B\u044C\u044F", 7 },
	{ "\U0001F600 Ann", 6 },
	{ "\U0001F1E9\U0001F1EA", 2 },
};

static void test_honest(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(honest) / sizeof(honest[0]); i++) {
		struct ashby_text_report report = check(ashby_text_str(honest[i].text), ASHBY_TEXT_LINE);

		assert_string_equal(ashby_buf_str(&once), honest[i].text);
		assert_int_equal(report.replaced + report.hidden, 0);
		assert_int_equal(ashby_text_width(once.data, once.len), honest[i].columns);
		check_all(honest[i].text, strlen(honest[i].text));
	}
	/* Devanagari: a virama, and ZWJ after it, are spelling; so is the eyelash form of ra. */
	assert_clean("\u0905\u0928\u0941\u0937\u094D\u0915\u093E", 0,
		"\u0905\u0928\u0941\u0937\u094D\u0915\u093E");
	assert_clean("\u0915\u094D\u200D\u0937", 0, "\u0915\u094D\u200D\u0937");
	assert_clean("\u0930\u200D\u094D\u092F", 0, "\u0930\u200D\u094D\u092F");
	/* A joiner counts as a mark, and needs what comes after it to stay. */
	assert_clean("\u0915\u094D\u094D\u094D\u200D\u094D", 0, "\u0915\u094D\u094D\u094D\u094D");
	assert_clean("\u0645\u200C\xFF", 0, "\u0645" FFFD);
	/* A conjoining syllable. */
	assert_clean("\u1112\u1161\u11AB", 0, "\u1112\u1161\u11AB");
}

static void test_emoji(void **state)
{
	static const char coder[] = "\U0001F469\u200D\U0001F4BB x";
	static const char family[] = "\U0001F468\u200D\U0001F469\u200D\U0001F467.";

	(void)state;
	assert_clean(coder, ASHBY_TEXT_LINE, "\U0001F469 x");
	assert_clean(coder, ASHBY_TEXT_BLOCK, "\U0001F469\U0001F4BB x");
	assert_clean(family, ASHBY_TEXT_LINE, "\U0001F468.");
	assert_clean("\U0001F3F3\uFE0F\u200D\U0001F308", ASHBY_TEXT_LINE, "\U0001F3F3");
	assert_clean("\u26A0\uFE0F", ASHBY_TEXT_LINE, "\u26A0");
	assert_clean("\U0001F44D\U0001F3FD ok", ASHBY_TEXT_LINE, "\U0001F44D ok");
	assert_clean("1\uFE0F\u20E3", ASHBY_TEXT_LINE, "1\u20E3");
	/* Two emoji side by side stay two; a ZWJ before a word glues nothing. */
	assert_clean("\U0001F600\U0001F600", ASHBY_TEXT_LINE, "\U0001F600\U0001F600");
	assert_clean("\U0001F600\u200Dok", ASHBY_TEXT_LINE, "\U0001F600ok");
}

/* ---- blocks, ASCII, length ---- */

static void test_block(void **state)
{
	(void)state;
	assert_clean("a\nb\r\nc\xC2\x85"
		     "d\u2028e\rf",
		ASHBY_TEXT_BLOCK, "a\nb\nc\nd\ne" FFFD "f");
	assert_clean("\tx\nab\ty\n1234567\tz\n12345678\tw", ASHBY_TEXT_BLOCK,
		"        x\nab      y\n1234567 z\n12345678        w");
	assert_clean("\u4E2D\t|", ASHBY_TEXT_BLOCK, "\u4E2D      |");
	assert_clean("a\n\u0301", ASHBY_TEXT_BLOCK, "a\n\u25CC\u0301");
	assert_clean("\n\n", ASHBY_TEXT_BLOCK, "\n\n");
}

static void test_ascii(void **state)
{
	(void)state;
	assert_clean("J\u00FCrgen", ASHBY_TEXT_ASCII, "J?rgen");
	assert_clean("\u674E x", ASHBY_TEXT_ASCII, "?? x");
	assert_clean("e\u0301\u202E\u200B", ASHBY_TEXT_ASCII, "e");
	assert_clean("\u0301", ASHBY_TEXT_ASCII, "?");
	assert_clean("\x1B[m\xFF", ASHBY_TEXT_ASCII, "?[m?");
	assert_clean("a\nb", ASHBY_TEXT_ASCII, "a /b");
	assert_clean("a\nb\tc", ASHBY_TEXT_ASCII | ASHBY_TEXT_BLOCK, "a\nb       c");
}

static void assert_long(const char *unit, unsigned flags, const char *ending)
{
	struct ashby_buf text;
	size_t end = strlen(ending);

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	while (text.len < 70000)
		ashby_buf_adds(&text, unit);
	check(ashby_text_of(text.data, text.len), flags);
	assert_in_range(once.len, 65536 - 16, 65536);
	assert_memory_equal(once.data + once.len - end, ending, end);
	assert_memory_equal(once.data, text.data, 60000);
	ashby_buf_release(&text);
}

/* A cut right after a ZWJ takes it away too, since what it joined is gone. */
static void check_long_joined(void)
{
	struct ashby_buf text;

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	ashby_buf_adds(&text, "ab");
	while (text.len < 70000)
		ashby_buf_adds(&text, "\u0915\u094D\u200D\u0937");
	check(ashby_text_of(text.data, text.len), ASHBY_TEXT_LINE);
	assert_memory_equal(once.data + once.len - 9, "\u0915\u094D\u2026", 9);
	ashby_buf_release(&text);
}

static void test_long(void **state)
{
	char exact[65537];

	(void)state;
	memset(exact, 'a', sizeof(exact));
	check(ashby_text_of(exact, 65536), ASHBY_TEXT_LINE);
	assert_int_equal(once.len, 65536);
	assert_int_equal(once.data[65535], 'a');
	check(ashby_text_of(exact, 65537), ASHBY_TEXT_LINE);
	assert_int_equal(once.len, 65536);
	assert_memory_equal(once.data + 65530, "aaa\u2026", 6);
	assert_long("a", ASHBY_TEXT_LINE, "a\u2026");
	assert_long("ab", ASHBY_TEXT_ASCII, "~");
	assert_long("\u4E2D", ASHBY_TEXT_LINE, "\u4E2D\u2026");
	assert_long("x\n", ASHBY_TEXT_BLOCK, "\u2026");
	assert_long("e\u0301\u0302\u0303\u0304", ASHBY_TEXT_LINE, "\u0304\u2026");
	assert_long("ae\u0301\u0302\u0303\u0304", ASHBY_TEXT_LINE, "\u2026");
	assert_long("\u0915\u094D\u200D\u0937", ASHBY_TEXT_LINE, "\u2026");
	assert_long("\u0645\u200C", ASHBY_TEXT_LINE, "\u0645\u2026");
	assert_long("\U0001F600", ASHBY_TEXT_BLOCK, "\U0001F600\u2026");
	check_long_joined();
}

static void test_appends(void **state)
{
	struct ashby_buf out;

	(void)state;
	ashby_buf_init(&out, 1000);
	ashby_buf_adds(&out, "Name: e");
	assert_int_equal(
		ashby_text_clean(&out, ashby_text_str("\u0301x\ty"), ASHBY_TEXT_BLOCK, NULL), ASHBY_OK);
	assert_string_equal(ashby_buf_str(&out), "Name: e\u25CC\u0301x      y");
	ashby_buf_release(&out);
	ashby_buf_init(&out, 4);
	assert_int_equal(ashby_text_clean(&out, ashby_text_str("\xFF\xFF\xFF"), 0, NULL), ASHBY_ENOMEM);
	ashby_buf_release(&out);
}

/* ---- cutting ---- */

static void assert_cut(const char *text, int columns, size_t len, int used)
{
	int got;

	assert_int_equal(ashby_text_cut(text, strlen(text), columns, &got), len);
	assert_int_equal(got, used);
}

static void test_cut(void **state)
{
	(void)state;
	assert_cut("hello", 3, 3, 3);
	assert_cut("hello", 9, 5, 5);
	assert_cut("hello", 0, 0, 0);
	assert_cut("", 5, 0, 0);
	assert_cut("\u674E\u5C0F\u9F99", 3, 3, 2);
	assert_cut("\u674E\u5C0F\u9F99", 4, 6, 4);
	assert_cut("e\u0301e\u0301", 1, 3, 1);
	assert_cut("a\u674E", 2, 1, 1);
	/* A flag is not halved. */
	assert_cut("\U0001F1E9\U0001F1EA", 1, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_every_neighbour),
		cmocka_unit_test(test_every_byte_pair),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_honest),
		cmocka_unit_test(test_emoji),
		cmocka_unit_test(test_block),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_cut),
	};
	int failed;

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	ashby_buf_init(&once, ASHBY_BUF_MAX);
	ashby_buf_init(&twice, ASHBY_BUF_MAX);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	ashby_buf_release(&once);
	ashby_buf_release(&twice);
	return failed;
}
