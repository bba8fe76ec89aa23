/* test_blur.c: what is hidden from a screen that others see, and what must stay readable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "blur.h"

static const char *blur(const char *text)
{
	static char out[200];

	snprintf(out, sizeof(out), "%s", text);
	blur_text(out, strlen(out));
	return out;
}

static void test_hidden(void **state)
{
	(void)state;
	assert_string_equal(
		blur("mail priya.raman+x@example.test now"), "mail *****.*****+*@*******.**** now");
	assert_string_equal(blur("+351 21 555 0143"), "+*** ** *** ****");
	assert_string_equal(blur("call (030) 555-0143."), "call (***) ***-****.");
	assert_string_equal(blur("EUR 92,000 a year"), "EUR **,*** a year");
	assert_string_equal(blur("$90 and \u20ac85"), "$** and \u20ac**");
	assert_string_equal(blur("\"value\": 92000,"), "\"value\": *****,");
}

static void test_left_alone(void **state)
{
	static const char *const texts[] = { "24 Nov 14:00", "2026-11-24T14:02:00.000Z",
		"19d, usual 6d (n=23)", "00000000-0000-4002-8000-000000000001", "12/2140+", "@ 5 pm",
		"Onsite 0d", "0 of 2", "18:00-18:30", "feedback 2 of 4" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_string_equal(blur(texts[i]), texts[i]);
}

/* Any bytes, any length: it stays inside. */
static void test_any_bytes(void **state)
{
	char text[64];

	(void)state;
	for (unsigned seed = 1; seed < 20000; seed++) {
		static const char bytes[] = "+(0@. -:9aZ$\xe2\x82\xac,'";
		size_t len = seed % sizeof(text);
		unsigned at = seed * 2654435761u;

		for (size_t i = 0; i < len; i++, at = at * 1103515245u + 12345)
			text[i] = bytes[(at >> 16) % (sizeof(bytes) - 1)];
		blur_text(text, len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_hidden), cmocka_unit_test(test_left_alone),
		cmocka_unit_test(test_any_bytes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
