/* resume.c: the smallest PDF that readers accept. Its font has no letters beyond ASCII, so names are written in it. */
#include "resume.h"

#include <stdio.h>
#include <string.h>

#include "names.h"
#include "rng.h"

#define OBJECTS 5

static void line(struct ashby_buf *text, const char *words)
{
	ashby_buf_addc(text, '(');
	for (; *words; words++) {
		if (strchr("()\\", *words))
			ashby_buf_addc(text, '\\');
		ashby_buf_addc(text, (unsigned char)*words < 0x7f ? *words : '?');
	}
	ashby_buf_adds(text, ") Tj T*\n");
}

/* ann.lee is written Ann Lee. */
static void heading(struct ashby_buf *text, const char *ascii)
{
	char words[160];
	bool first = true;
	size_t n;

	for (n = 0; ascii[n] && n + 1 < sizeof(words); n++) {
		words[n] = ascii[n] == '.' ? ' ' : ascii[n];
		if (first && words[n] >= 'a' && words[n] <= 'z')
			words[n] = (char)(words[n] - 'a' + 'A');
		first = words[n] == ' ';
	}
	words[n] = '\0';
	line(text, words);
}

static void page(struct ashby_buf *text, const struct world *world, uint32_t index)
{
	static const char *const skills[] = { "Go, C, eBPF", "Rust, PostgreSQL", "Figma, research",
		"SQL, dbt, Python", "Negotiation, CRM", "Kubernetes, Terraform" };
	static const char *const employers[] = { "Kontur", "Marlin Data", "Halden Pay", "Northbeam Labs",
		"Copperline" };
	uint64_t bits = world_roll(world, KIND_FILE, index, 0);
	struct candidate who;
	char words[200];

	world_candidate(world, index, &who);
	ashby_buf_adds(text, "BT /F1 11 Tf 56 780 Td 15 TL\n");
	heading(text, who.ascii);
	line(text, who.email);
	line(text, who.phone);
	line(text, "");
	line(text, "EXPERIENCE");
	for (unsigned i = 0; i < 3; i++) {
		snprintf(words, sizeof(words), "%s, %u-%s", employers[rng_below(bits << (i * 9), 5)],
			2021 - i * 4,
			i == 0           ? "now"
				: i == 1 ? "21"
					 : "17");
		line(text, words);
		line(text, "  Led a team of six; cut the slowest answers by a third; on call.");
	}
	line(text, "");
	line(text, "SKILLS");
	line(text, skills[rng_below(bits, sizeof(skills) / sizeof(skills[0]))]);
	line(text, "English, German B2");
	ashby_buf_adds(text, "ET\n");
}

void resume_print(struct ashby_buf *out, const struct world *world, uint32_t candidate)
{
	static const char *const objects[OBJECTS - 1] = {
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
		 "/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	};
	size_t at[OBJECTS], start = out->len, table;
	struct ashby_buf text;

	ashby_buf_init(&text, 1 << 16);
	page(&text, world, candidate);
	ashby_buf_adds(out, "%PDF-1.4\n");
	for (unsigned i = 0; i < OBJECTS - 1; i++) {
		at[i] = out->len - start;
		ashby_buf_addf(out, "%u 0 obj\n%s\nendobj\n", i + 1, objects[i]);
	}
	at[OBJECTS - 1] = out->len - start;
	ashby_buf_addf(out, "%d 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n", OBJECTS, text.len,
		ashby_buf_str(&text));
	table = out->len - start;
	ashby_buf_addf(out, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
	for (unsigned i = 0; i < OBJECTS; i++)
		ashby_buf_addf(out, "%010zu 00000 n \n", at[i]);
	ashby_buf_addf(
		out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", OBJECTS + 1, table);
	ashby_buf_release(&text);
}
