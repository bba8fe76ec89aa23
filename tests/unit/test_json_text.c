/* test_json_text.c: JSON on its way to a terminal shows what nobody would see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/record.h"
#include "utf8.h"

#define FFFD "\uFFFD"

/* Written again here, from the rules and not from the code's table. */
static bool unseen(uint32_t cp)
{
	static const uint32_t ranges[][2] = {
		{ 0x00, 0x1F },
		{ 0x7F, 0x9F },
		{ 0xAD, 0xAD },
		{ 0x34F, 0x34F },
		{ 0x61C, 0x61C },
		{ 0x180B, 0x180F },
		{ 0x200B, 0x200F },
		{ 0x2028, 0x202E },
		{ 0x2060, 0x206F },
		{ 0xFE00, 0xFE0F },
		{ 0xFEFF, 0xFEFF },
		{ 0xFFF9, 0xFFFB },
		{ 0xE0000, 0xE0FFF },
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (cp >= ranges[i][0] && cp <= ranges[i][1])
			return true;
	return false;
}

static void assert_escaped(const char *json, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 1000);
	assert_int_equal(ashby_json_escape_hidden(&out, ashby_text_str(json)), ASHBY_OK);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void test_escape_hidden(void **state)
{
	(void)state;
	assert_escaped("", "");
	assert_escaped("{\"a\": \"J\u00FCrgen \u674E \U0001F600\"}\n",
		"{\"a\": \"J\u00FCrgen \u674E \U0001F600\"}\n");
	assert_escaped("\"\xC2\x9B"
		       "31m\u202E\u200B\u200D\uFE0F\x7F\"",
		"\"\\u009b31m\\u202e\\u200b\\u200d\\ufe0f\\u007f\"");
	assert_escaped("\"\U000E0041\"", "\"\\udb40\\udc41\"");
	assert_escaped("\"\u2028\xC2\x85"
		       "\"",
		"\"\\u2028\\u0085\"");
	assert_escaped("[1,\r\n\t2]", "[1,\r\n\t2]");
	assert_escaped("<\x1B[2J\rgone>", "<\\u001b[2J\\u000dgone>");
	assert_escaped("\"\x9B\"", "\"" FFFD "\"");
}

/* The same value, and nothing that a reader could not see. */
static void test_escape_every_code_point(void **state)
{
	char json[16] = "\"";
	struct ashby_buf out;
	struct ashby_record *record;

	(void)state;
	ashby_buf_init(&out, 1000);
	for (uint32_t cp = 0x20; cp <= 0x10FFFF; cp++) {
		size_t len = 1 + ashby__utf8_put(json + 1, cp);

		if (cp == '"' || cp == '\\' || (cp >= 0xD800 && cp <= 0xDFFF))
			continue;
		json[len] = '"';
		ashby_buf_clear(&out);
		ashby_json_escape_hidden(&out, ashby_text_of(json, len + 1));
		for (size_t at = 0, step; at < out.len; at += step) {
			uint32_t shown;

			step = ashby__utf8_next(out.data + at, out.len - at, &shown);
			if (unseen(shown))
				fail_msg("U+%04X came out", (unsigned)shown);
		}
		assert_int_equal(
			ashby_record_parse(&record, ashby_text_of(out.data, out.len), NULL, NULL), ASHBY_OK);
		assert_true(ashby_text_equal(
			ashby_value_text(ashby_record_root(record)), ashby_text_of(json + 1, len - 1)));
		ashby_record_unref(record);
	}
	ashby_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape_hidden),
		cmocka_unit_test(test_escape_every_code_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
