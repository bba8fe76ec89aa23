/* test_body.c: building a request's body, and quoting JSON strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/record.h"

static void assert_printed(const struct ashby_body *body, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 10000);
	assert_int_equal(ashby_body_print(body, &out), ASHBY_OK);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void test_build(void **state)
{
	struct ashby_body *body = NULL;
	struct ashby_text json;

	(void)state;
	assert_int_equal(ashby_body_new(&body), ASHBY_OK);
	assert_printed(body, "{}");
	assert_int_equal(
		ashby_body_set_text(body, "name", ashby_text_str("J\xC3\xBCrgen \"J\"\n")), ASHBY_OK);
	assert_int_equal(ashby_body_set_int(body, "limit", INT64_MIN), ASHBY_OK);
	assert_int_equal(ashby_body_set_bool(body, "open", true), ASHBY_OK);
	assert_int_equal(ashby_body_set_json(body, "list", ashby_text_str(" [1,  2.50]\n")), ASHBY_OK);
	assert_printed(body,
		"{\"name\":\"J\xC3\xBCrgen \\\"J\\\"\\n\",\"limit\":-9223372036854775808,\"open\":true,"
		"\"list\":[1,  2.50]}");
	/* Set again: in place. */
	assert_int_equal(ashby_body_set_int(body, "limit", 5), ASHBY_OK);
	assert_int_equal(ashby_body_set_json(body, "name", ashby_text_str("null")), ASHBY_OK);
	assert_printed(body, "{\"name\":null,\"limit\":5,\"open\":true,\"list\":[1,  2.50]}");
	assert_int_equal(ashby_body_count(body), 4);
	assert_string_equal(ashby_body_name(body, 1), "limit");
	assert_null(ashby_body_name(body, 4));
	assert_int_equal(ashby_body_json(body, 3).len, strlen("[1,  2.50]"));
	assert_int_equal(ashby_body_json(body, 4).len, 0);
	assert_true(ashby_body_get(body, "open", &json));
	assert_true(ashby_text_equal(json, ashby_text_str("true")));
	assert_false(ashby_body_get(body, "Open", &json));
	/* Renaming keeps the place and never makes two of one name. */
	assert_true(ashby_body_rename(body, "limit", "per \"page\""));
	assert_false(ashby_body_rename(body, "limit", "x"));
	assert_false(ashby_body_rename(body, "open", "list"));
	ashby_body_remove(body, "name");
	ashby_body_remove(body, "name");
	assert_printed(body, "{\"per \\\"page\\\"\":5,\"open\":true,\"list\":[1,  2.50]}");
	ashby_body_free(body);
	ashby_body_free(NULL);
}

static void test_set_json_takes_one_value(void **state)
{
	static const char *const bad[] = { "", " ", "1 2", "{", "1}", "\"a", "'a'", "a", "1,", "\"\xFF\"",
		"\"\n\"", "\xEF\xBB\xBFnull" };
	struct ashby_body *body = NULL;

	(void)state;
	assert_int_equal(ashby_body_new(&body), ASHBY_OK);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (ashby_body_set_json(body, "x", ashby_text_str(bad[i])) != ASHBY_EUSAGE)
			fail_msg("'%s' was taken", bad[i]);
	assert_int_equal(ashby_body_count(body), 0);
	ashby_body_free(body);
}

static void test_parse(void **state)
{
	static const char json[] =
		" { \"b\\u00e9\" : 1.50 , \"a\":{\"x\": [ ]},\"big\":18446744073709551615 }\n";
	struct ashby_body *body = NULL;

	(void)state;
	assert_int_equal(ashby_body_parse(&body, ashby_text_str(json), NULL), ASHBY_OK);
	assert_printed(body, "{\"b\xC3\xA9\":1.50,\"a\":{\"x\": [ ]},\"big\":18446744073709551615}");
	ashby_body_free(body);
	assert_int_equal(ashby_body_parse(&body, ashby_text_str("{}"), NULL), ASHBY_OK);
	assert_int_equal(ashby_body_count(body), 0);
	ashby_body_free(body);
}

static void test_parse_refuses(void **state)
{
	static const struct {
		const char *json, *reason;
	} bad[] = {
		{ "", "the end instead of a value" },
		{ "[1]", "not an object" },
		{ "null", "not an object" },
		{ "{\"a\":1", "at byte 6" },
		{ "{\"a\":1}{}", "more than one value at byte 7" },
		{ "{\"a\":1,\"b\":2,\"a\":3}", "'a' is given twice" },
		{ "{\"a\":\"\\ud83d\"}", "half a surrogate pair" },
		{ "{\"a\":\"\\u0000\"}", "\\u0000" },
		{ "{\"a\":\"\xFF\"}", "bad UTF-8" },
		{ "{\"a\":\"\t\"}", "control character" },
	};
	struct ashby_body *body = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct ashby_err err = { 0 };

		assert_int_equal(ashby_body_parse(&body, ashby_text_str(bad[i].json), &err), ASHBY_EUSAGE);
		assert_int_equal(err.error, ASHBY_EUSAGE);
		assert_null(body);
		if (!strstr(err.message, bad[i].reason))
			fail_msg("'%s' gave '%s'", bad[i].json, err.message);
	}
}

static void test_quote(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		const char *json;
	} quotes[] = {
		{ "", 0, "\"\"" },
		{ "plain", 5, "\"plain\"" },
		{ "\"\\/\b\f\n\r\t", 8, "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
		{ "a\0b\x1F\x7F", 5, "\"a\\u0000b\\u001f\x7F\"" },
		{ "\xC3\xA9\xF0\x9F\x98\x80", 6, "\"\xC3\xA9\xF0\x9F\x98\x80\"" },
		{ "\xFF(\xC3", 3, "\"\xEF\xBF\xBD(\xEF\xBF\xBD\"" },
	};
	struct ashby_buf out;

	(void)state;
	ashby_buf_init(&out, 1000);
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
		ashby_buf_clear(&out);
		assert_int_equal(
			ashby_json_quote(&out, ashby_text_of(quotes[i].text, quotes[i].len)), ASHBY_OK);
		assert_string_equal(ashby_buf_str(&out), quotes[i].json);
	}
	ashby_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_build),
		cmocka_unit_test(test_set_json_takes_one_value),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_refuses),
		cmocka_unit_test(test_quote),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
