/* test_text_fold.c: searching without case, the order of names, comparing bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/text.h"

static const struct {
	const char *hay, *needle;
	bool found;
} finds[] = {
	{ "Ann Smith", "", true },
	{ "", "", true },
	{ "", "a", false },
	{ "Ann Smith", "SMITH", true },
	{ "Ann Smith", "nn s", true },
	{ "Ann Smith", "smithe", false },
	{ "aab", "ab", true },
	{ "[bracket]", "{bracket}", false },
	{ "J\u00FCrgen", "J\u00DCR", true },
	{ "J\u00FCrgen", "rgen", true },
	{ "J\u00FCrgen", "jur", false },
	{ "\u0414\u043C\u0438\u0442\u0440\u0438\u0439", "\u0434\u041C\u0418", true },
	{ "\u039F\u0394\u03A5\u03A3\u03A3\u0395\u03A5\u03A3", "\u03C3\u03B5\u03C5\u03C2", true },
	{ "\u017Fmith", "smith", true },
	{ "kelvin", "\u212Aelvin", true },
	{ "\u674E\u5C0F\u9F99", "\u5C0F", true },
	{ "\u674E\u5C0F\u9F99", "\u5C0E", false },
	{ "a\xFF"
	  "b",
		"B", true },
	{ "a\xFF", "\xFE", true },
	{ "a\u00E9", "\u00E9b", false },
	{ "a_", "_", true },
};

static void test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++)
		if (ashby_text_find(ashby_text_str(finds[i].hay), ashby_text_str(finds[i].needle)) !=
			finds[i].found)
			fail_msg("'%s' in '%s'", finds[i].needle, finds[i].hay);
	assert_true(ashby_text_find(ashby_text_of(NULL, 0), ashby_text_of(NULL, 0)));
	assert_false(ashby_text_find(ashby_text_of(NULL, 0), ashby_text_str("a")));
}

/* In the order that a list should have. */
static const char *const ordered[] = { "", " z", "1", "adam", "Adam B", "\u00C6gir", "Alan",
	"\u00C5ngstr\u00F6m", "eclair", "e\u0301clair", "\u00E9clair", "Emma", "\u0141ukasz", "Lum",
	"Strasse", "Stra\u00DFe", "zoe", "Zo\u00EB Smith", "\u05D3\u05D5\u05D3", "\u674E" };

static void test_collate(void **state)
{
	const size_t count = sizeof(ordered) / sizeof(ordered[0]);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < count; k++) {
			int order =
				ashby_text_collate(ashby_text_str(ordered[i]), ashby_text_str(ordered[k]));

			if ((order > 0) - (order < 0) != (i > k) - (i < k))
				fail_msg("'%s' and '%s' gave %d", ordered[i], ordered[k], order);
		}
	}
	assert_true(ashby_text_collate(ashby_text_str("Ann"), ashby_text_str("ann")) < 0);
	assert_true(ashby_text_collate(ashby_text_str("ann"), ashby_text_str("Bo")) < 0);
	assert_int_equal(ashby_text_collate(ashby_text_of(NULL, 0), ashby_text_str("")), 0);
}

/* A smaller head sorts first, whatever follows. */
static void test_collate_head(void **state)
{
	static const char *const texts[] = { "", "a", "A", "ab", "Anna", "\u00c5nn", "annabelle b",
		"annabelle c", "b", "\u8d75", "a\u8d75", "a\u8d76", "az", "\u00e6", "ae", "\U0001F680" };
	enum { TEXTS = sizeof(texts) / sizeof(texts[0]) };

	(void)state;
	for (size_t i = 0; i < TEXTS; i++) {
		for (size_t k = 0; k < TEXTS; k++) {
			struct ashby_text a = ashby_text_str(texts[i]), b = ashby_text_str(texts[k]);

			if (ashby_text_collate_head(a) < ashby_text_collate_head(b))
				assert_true(ashby_text_collate(a, b) < 0);
		}
	}
	assert_true(
		ashby_text_collate_head(ashby_text_str("ab")) < ashby_text_collate_head(ashby_text_str("b")));
}

static void test_compare(void **state)
{
	(void)state;
	assert_true(ashby_text_equal(ashby_text_str(NULL), ashby_text_of(NULL, 0)));
	assert_true(ashby_text_equal(ashby_text_str("ab"), ashby_text_of("abc", 2)));
	assert_false(ashby_text_equal(ashby_text_str("ab"), ashby_text_str("abc")));
	assert_true(ashby_text_compare(ashby_text_str("ab"), ashby_text_str("abc")) < 0);
	assert_true(ashby_text_compare(ashby_text_str("\xFF"), ashby_text_str("a")) > 0);
	assert_true(ashby_text_compare(ashby_text_of(NULL, 0), ashby_text_str("a")) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_collate),
		cmocka_unit_test(test_collate_head),
		cmocka_unit_test(test_compare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
