/* test_record.c: the JSON gate (what it repairs, refuses, limits) and reading by path. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/date.h"
#include "ashby/record.h"
#include "json.h"

#define FFFD "\xEF\xBF\xBD"

static struct ashby_record *parse(const char *json)
{
	struct ashby_record *record = NULL;
	struct ashby_err err = { 0 };

	if (ashby_record_parse(&record, ashby_text_str(json), NULL, &err))
		fail_msg("%s: %s", json, err.message);
	return record;
}

static void assert_text(struct ashby_text text, const char *expected)
{
	assert_int_equal(text.len, strlen(expected));
	assert_memory_equal(text.len ? text.raw : "", expected, text.len);
}

static void assert_refused(const char *json, size_t len, const char *reason)
{
	struct ashby_record *record = NULL;
	struct ashby_err err = { 0 };
	enum ashby_error error = ashby_record_parse(&record, ashby_text_of(json, len), NULL, &err);

	if (error != ASHBY_EREPLY)
		fail_msg("'%s': %s", json, ashby_error_name(error));
	assert_null(record);
	if (!strstr(err.message, reason))
		fail_msg("'%s' gave '%s', not '%s'", json, err.message, reason);
}

/* ---- the gate ---- */

/* What goes in as one document, and what its text is after repair (NULL: the same). */
static const struct {
	const char *in, *out;
} repairs[] = {
	{ "{}", NULL },
	{ " [1, 2.50, -0, 1e3]\n", NULL },
	{ "\"plain \\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9\"", NULL },
	{ "\"J\xC3\xBCrgen \xD7\x90 \xE6\x9D\x8E \xF0\x9F\x98\x80\"", NULL },
	{ "\"\\ud83d\\ude00\"", NULL },
	{ "\xEF\xBB\xBF{\"a\":1}", "{\"a\":1}" },
	{ "\"a\\u0000b\"", "\"a" FFFD "b\"" },
	{ "\"\\ud83d\"", "\"" FFFD "\"" },
	{ "\"\\ud83d\\u0041\"", "\"" FFFD "\\u0041\"" },
	{ "\"\\ud83d\\ud83d\\ude00\"", "\"" FFFD "\\ud83d\\ude00\"" },
	{ "\"\\ude00x\"", "\"" FFFD "x\"" },
	{ "\"\\ud83d\\n\"", "\"" FFFD "\\n\"" },
	{ "\"a\x1B[31mb\nc\"", "\"a" FFFD "[31mb" FFFD "c\"" },
	{ "\"\xFF\"", "\"" FFFD "\"" },
	{ "\"\xC3(\"", "\"" FFFD "(\"" },
	{ "\"\xE6\x9D\"", "\"" FFFD "\"" },
	{ "\"\xF0\x9F\x98\"", "\"" FFFD "\"" },
	{ "\"\xC0\x80\"", "\"" FFFD FFFD "\"" },
	{ "\"\xED\xA0\x80\"", "\"" FFFD FFFD FFFD "\"" },
	{ "\"\xF4\x90\x80\x80\"", "\"" FFFD FFFD FFFD FFFD "\"" },
	{ "{\"k\\u0000\":1}", "{\"k" FFFD "\":1}" },
};

static void test_repair(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(repairs) / sizeof(repairs[0]); i++) {
		struct ashby_record *record = parse(repairs[i].in);
		struct ashby_record *again;

		assert_text(ashby_record_json(record), repairs[i].out ? repairs[i].out : repairs[i].in);
		again = parse(ashby_record_json(record).raw);
		assert_true(ashby_text_equal(ashby_record_json(again), ashby_record_json(record)));
		ashby_record_unref(again);
		ashby_record_unref(record);
	}
}

static void test_raw_nul(void **state)
{
	struct ashby_record *record = NULL;

	(void)state;
	assert_int_equal(ashby_record_parse(&record, ashby_text_of("\"a\0b\"", 5), NULL, NULL), ASHBY_OK);
	assert_text(ashby_value_text(ashby_record_root(record)), "a" FFFD "b");
	ashby_record_unref(record);
}

static const struct {
	const char *json, *reason;
} refused[] = {
	{ "", "the end instead of a value" },
	{ " ", "the end instead of a value" },
	{ "{", "no key" },
	{ "{\"a\"}", "no ':'" },
	{ "{\"a\":}", "no value" },
	{ "{\"a\":1,}", "no key" },
	{ "{\"a\":1", "the end inside an object" },
	{ "{a:1}", "no key" },
	{ "[1,]", "no value" },
	{ "[1", "the end inside an array" },
	{ "[1}", "neither ',' nor ']'" },
	{ "{\"a\":1]", "neither ',' nor '}'" },
	{ "{}{}", "more than one value" },
	{ "1 2", "more than one value" },
	{ "nul", "no value" },
	{ "nulll", "more than one value" },
	{ "0123", "begins with 0" },
	{ "-", "without digits" },
	{ "+1", "no value" },
	{ "1.", "after its point" },
	{ "1e", "exponent" },
	{ "NaN", "no value" },
	{ "\"abc", "the end inside a string" },
	{ "\"\\x41\"", "a bad escape" },
	{ "\"\\u12g4\"", "a bad escape" },
	{ "\"\\u12", "a bad escape" },
	{ "\"\\", "a bad escape" },
	{ "<html><head>", "begins '<html><head>'" },
	{ "[1,\x1B]", "at byte 3" },
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_refused(refused[i].json, strlen(refused[i].json), refused[i].reason);
	assert_refused("{}\0", 3, "more than one value");
	assert_refused("[1\0]", 4, "neither ','");
}

static void test_excerpt_is_80_characters(void **state)
{
	char json[400] = "";
	struct ashby_record *record = NULL;
	struct ashby_err err;
	size_t seen = 0;

	(void)state;
	for (int i = 0; i < 100; i++)
		memcpy(json + 2 * i, "\xC3\xA9", 3);
	assert_int_equal(ashby_record_parse(&record, ashby_text_str(json), NULL, &err), ASHBY_EREPLY);
	for (const char *at = err.message; (at = strstr(at, "\xC3\xA9")); at += 2)
		seen++;
	assert_int_equal(seen, 80);
}

/* Every beginning of a document is refused, and nothing crashes on it. */
static void test_cut_documents(void **state)
{
	static const char json[] = "{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\ud83d\\ude00\xC3\xA9\"],\"b\":{}}";
	struct ashby_record *record;

	(void)state;
	for (size_t len = 0; len < sizeof(json) - 1; len++) {
		char *exact = malloc(len ? len : 1);

		assert_non_null(exact);
		memcpy(exact, json, len);
		assert_int_equal(
			ashby_record_parse(&record, ashby_text_of(exact, len), NULL, NULL), ASHBY_EREPLY);
		free(exact);
	}
}

/* Any byte anywhere in a small document: refused or read, but what is read is valid and reads again the same. */
static void test_any_byte(void **state)
{
	static const char json[] = "{\"a\":[1,-2.5e3,true,null,\"x\\ud83d\\ude00\xC3\xA9\"],\"b\":{}}";
	char changed[sizeof(json)];

	(void)state;
	for (size_t at = 0; at < sizeof(json) - 1; at++) {
		for (int byte = 0; byte < 256; byte++) {
			struct ashby_record *record = NULL, *again = NULL;
			enum ashby_error error;

			memcpy(changed, json, sizeof(json));
			changed[at] = (char)byte;
			error = ashby_record_parse(
				&record, ashby_text_of(changed, sizeof(json) - 1), NULL, NULL);
			assert_true(error == ASHBY_OK || error == ASHBY_EREPLY);
			if (error)
				continue;
			assert_int_equal(
				ashby_record_parse(&again, ashby_record_json(record), NULL, NULL), ASHBY_OK);
			assert_true(ashby_text_equal(ashby_record_json(again), ashby_record_json(record)));
			ashby_record_unref(again);
			ashby_record_unref(record);
		}
	}
}

/* ---- limits ---- */

static enum ashby_error parse_repeated(const char *one, size_t count, const struct ashby_limits *limits)
{
	struct ashby_record *record = NULL;
	struct ashby_buf json;
	enum ashby_error error;

	ashby_buf_init(&json, ASHBY_BUF_MAX);
	for (size_t i = 0; i < count; i++)
		ashby_buf_adds(&json, one);
	error = ashby_record_parse(&record, ashby_text_of(json.data, json.len), limits, NULL);
	ashby_buf_release(&json);
	ashby_record_unref(record);
	return error;
}

static void test_depth(void **state)
{
	const struct ashby_limits deep = { .depth = 1000000 };
	struct ashby_record *record = NULL;
	char json[200] = "";

	(void)state;
	memset(json, '[', 64);
	memset(json + 64, ']', 64);
	ashby_record_unref(parse(json));
	memset(json, '[', 65);
	memset(json + 65, ']', 65);
	assert_int_equal(ashby_record_parse(&record, ashby_text_str(json), NULL, NULL), ASHBY_ELIMIT);
	assert_int_equal(parse_repeated("[", 1000000, NULL), ASHBY_ELIMIT);
	assert_int_equal(parse_repeated("{\"a\":", 1000000, &deep), ASHBY_ELIMIT);
	assert_int_equal(parse_repeated("[", 100, &deep), ASHBY_EREPLY);
}

static void test_limits(void **state)
{
	const struct ashby_limits limits = { .bytes = 30, .nodes = 5, .width = 2 };
	struct ashby_record *record = NULL;
	struct ashby_err err;

	(void)state;
	assert_int_equal(ashby_record_parse(&record, ashby_text_str("[1,2,3,4]"), &limits, NULL), ASHBY_OK);
	ashby_record_unref(record);
	assert_int_equal(
		ashby_record_parse(&record, ashby_text_str("[1,2,3,4,5]"), &limits, &err), ASHBY_ELIMIT);
	assert_non_null(strstr(err.message, "more than 5 values"));
	assert_int_equal(
		ashby_record_parse(&record, ashby_text_str("{\"a\":1,\"b\":2}"), &limits, NULL), ASHBY_OK);
	ashby_record_unref(record);
	assert_int_equal(
		ashby_record_parse(&record, ashby_text_str("{\"a\":1,\"b\":2,\"c\":3}"), &limits, &err),
		ASHBY_ELIMIT);
	assert_non_null(strstr(err.message, "more than 2 keys"));
	assert_int_equal(ashby_record_parse(&record, ashby_text_str("\"123456789012345678901234567890\""),
				 &limits, &err),
		ASHBY_ELIMIT);
	assert_non_null(strstr(err.message, "more than 30 bytes"));
}

static void test_long_numbers(void **state)
{
	(void)state;
	assert_int_equal(parse_repeated("1", 63, NULL), ASHBY_OK);
	assert_int_equal(parse_repeated("1", 64, NULL), ASHBY_ELIMIT);
	assert_int_equal(parse_repeated("9", 100000, NULL), ASHBY_ELIMIT);
}

/* ---- paths and getters ---- */

static const char job[] =
	"{\"success\":true,\"results\":[{\"id\":\"j1\",\"title\":\"Engineer\",\"Title\":\"shadow\","
	"\"openings\":3,"
	"\"location\":{\"city\":null,\"remote\":true},"
	"\"hiringTeam\":[{\"role\":\"Hiring "
	"Manager\",\"firstName\":\"Ana\"},{\"role\":\"Recruiter\",\"firstName\":\"Bo\"}],"
	"\"emails\":[{\"isPrimary\":false,\"value\":\"a\"},{\"isPrimary\":true,\"value\":\"b\"}]},"
	"{\"id\":\"j2\",\"createdAt\":\"2026-05-28T21:07:04.042Z\",\"updatedAt\":1780002424042,\"bad\":"
	"\"soon\"}],"
	"\"big\":9007199254740992,\"bigger\":9007199254740994,\"half\":0.5,\"huge\":1e400,\"exp\":1e3,"
	"\"dup\":1,\"dup\":2}";

static const struct {
	const char *path, *text;
} paths[] = {
	{ "results[0].id", "j1" },
	{ "results[0].title", "Engineer" },
	{ "results[0].Title", "shadow" },
	{ "results[0].TITLE", "" },
	{ "results[-1].id", "j2" },
	{ "results[-2].id", "j1" },
	{ "results[-3].id", "" },
	{ "results[2].id", "" },
	{ "results[id=j2].id", "j2" },
	{ "results[0].hiringTeam[role=Recruiter].firstName", "Bo" },
	{ "results[0].hiringTeam[role=Nobody].firstName", "" },
	{ "results[0].emails[isPrimary=true].value", "b" },
	{ "results[0].location.city", "" },
	{ "results[0].location.city.deeper", "" },
	{ "results.id", "" },
	{ "success[0]", "" },
	{ "results[", "" },
	{ "results[]", "" },
	{ "results[x]", "" },
	{ "results[0", "" },
	{ "results[0]id", "" },
	{ "results[0].", "" },
	{ "results[99999999999999999999].id", "" },
	{ ".", "" },
};

static void test_paths(void **state)
{
	struct ashby_record *record = parse(job);
	struct ashby_value root = ashby_record_root(record), none = { NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		assert_text(ashby_get_text(root, paths[i].path), paths[i].text);
	assert_ptr_equal(ashby_get(root, "").node, root.node);
	assert_text(ashby_get_text(ashby_get(root, "results[1]"), "id"), "j2");
	assert_text(ashby_get_text(ashby_get(root, "results"), "[1].id"), "j2");
	assert_int_equal(ashby_type(ashby_get(none, "a.b")), ASHBY_ABSENT);
	ashby_record_unref(record);
}

static void test_getters(void **state)
{
	struct ashby_record *record = parse(job);
	struct ashby_value root = ashby_record_root(record);

	(void)state;
	assert_int_equal(ashby_type(root), ASHBY_OBJECT);
	assert_int_equal(ashby_type(ashby_get(root, "results")), ASHBY_ARRAY);
	assert_int_equal(ashby_type(ashby_get(root, "success")), ASHBY_BOOL);
	assert_int_equal(ashby_type(ashby_get(root, "half")), ASHBY_NUMBER);
	assert_int_equal(ashby_type(ashby_get(root, "results[0].id")), ASHBY_STRING);
	assert_int_equal(ashby_type(ashby_get(root, "results[0].location.city")), ASHBY_NULL);
	assert_int_equal(ashby_type(ashby_get(root, "nothing")), ASHBY_ABSENT);
	assert_true(ashby_value_bool(ashby_get(root, "success"), false));
	assert_true(ashby_value_bool(ashby_get(root, "half"), true));
	assert_int_equal(ashby_value_int(ashby_get(root, "results[0].openings"), -1), 3);
	assert_true(ashby_value_int(ashby_get(root, "big"), -1) == INT64_C(9007199254740992));
	assert_int_equal(ashby_value_int(ashby_get(root, "bigger"), -1), -1);
	assert_int_equal(ashby_value_int(ashby_get(root, "half"), -1), -1);
	assert_int_equal(ashby_value_int(ashby_get(root, "huge"), -1), -1);
	assert_int_equal(ashby_value_int(ashby_get(root, "exp"), -1), 1000);
	assert_int_equal(ashby_value_int(ashby_get(root, "dup"), -1), 1);
	assert_true(ashby_value_number(ashby_get(root, "half"), 0) == 0.5);
	assert_true(ashby_value_number(ashby_get(root, "huge"), -7) == -7);
	assert_true(ashby_value_number(ashby_get(root, "success"), -7) == -7);
	assert_true(ashby_get_time(root, "results[1].createdAt") == INT64_C(1780002424042));
	assert_true(ashby_get_time(root, "results[1].updatedAt") == INT64_C(1780002424042));
	assert_true(ashby_get_time(root, "results[1].bad") == ASHBY_NO_TIME);
	assert_true(ashby_get_time(root, "results[1].none") == ASHBY_NO_TIME);
	ashby_record_unref(record);
}

static void test_iteration(void **state)
{
	struct ashby_record *record = parse("{\"a\":1,\"b\":[],\"c\":{\"d\":2}}");
	struct ashby_value root = ashby_record_root(record), at = ashby_value_first(root);

	(void)state;
	assert_int_equal(ashby_value_count(root), 3);
	assert_text(ashby_value_key(at), "a");
	at = ashby_value_next(at);
	assert_text(ashby_value_key(at), "b");
	assert_int_equal(ashby_value_count(at), 0);
	assert_null(ashby_value_first(at).node);
	at = ashby_value_next(at);
	assert_int_equal(ashby_value_int(ashby_get(at, "d"), 0), 2);
	at = ashby_value_next(at);
	assert_null(at.node);
	assert_null(ashby_value_next(at).node);
	assert_text(ashby_value_key(at), "");
	ashby_record_unref(record);
}

static void test_ref(void **state)
{
	struct ashby_record *record = parse("[1]");

	(void)state;
	assert_ptr_equal(ashby_record_ref(record), record);
	ashby_record_unref(record);
	assert_int_equal(ashby_value_count(ashby_record_root(record)), 1);
	ashby_record_unref(record);
	ashby_record_unref(NULL);
}

/* ---- raw slices ---- */

struct slices {
	struct ashby_buf out;
	int stop_after;
};

static enum ashby_error collect(void *arg, struct ashby_value element, struct ashby_text json)
{
	struct slices *slices = arg;

	assert_non_null(element.node);
	ashby_buf_add(&slices->out, ashby_value_key(element).raw, ashby_value_key(element).len);
	ashby_buf_addc(&slices->out, '<');
	ashby_buf_add(&slices->out, json.raw, json.len);
	ashby_buf_addc(&slices->out, '>');
	return --slices->stop_after == 0 ? ASHBY_ECANCELLED : ASHBY_OK;
}

static void assert_slices(const char *json, const char *path, int stop_after, const char *expected)
{
	struct ashby_record *record = parse(json);
	struct slices slices = { .stop_after = stop_after };

	ashby_buf_init(&slices.out, 1000);
	assert_int_equal(
		ashby_record_each(record, path, collect, &slices), stop_after ? ASHBY_ECANCELLED : ASHBY_OK);
	assert_string_equal(ashby_buf_str(&slices.out), expected);
	ashby_buf_release(&slices.out);
	ashby_record_unref(record);
}

static void test_each(void **state)
{
	static const char spaced[] = " { \"x]\" : \"}\\\"]\" , \"results\" : [ {\"a\" : 1.50} ,\n[ ] , "
				     "\"s\\\\\" ,-1e5,null ] , \"y\":[[7],[8, 9]]} ";

	(void)state;
	assert_slices(spaced, "results", 0, "<{\"a\" : 1.50}><[ ]><\"s\\\\\"><-1e5><null>");
	assert_slices(spaced, "results", 2, "<{\"a\" : 1.50}><[ ]>");
	assert_slices(spaced, "y[1]", 0, "<8><9>");
	assert_slices(spaced, "y[-2]", 0, "<7>");
	assert_slices(spaced, "results[0]", 0, "a<1.50>");
	assert_slices(spaced, "results[1]", 0, "");
	assert_slices(spaced, "results[3]", 0, "");
	assert_slices(spaced, "nothing", 0, "");
	assert_slices("[ 1,2 ]", "", 0, "<1><2>");
	assert_slices(
		"{\"a\":{\"b\":[{\"k\":\"1\"},{\"k\":\"2\",\"v\":[true ]}]}}", "a.b[k=2].v", 0, "<true>");
}

/* ---- printing ---- */

static void assert_printed(const char *json, int indent, const char *expected)
{
	struct ashby_record *record = parse(json);
	struct ashby_buf out;

	ashby_buf_init(&out, 10000);
	assert_int_equal(ashby_value_print(&out, ashby_record_root(record), indent), ASHBY_OK);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
	ashby_record_unref(record);
}

static void test_print(void **state)
{
	(void)state;
	assert_printed("[]", 2, "[]");
	assert_printed("{ }", 2, "{}");
	assert_printed("[1 , {\"a\":null,\"b\":[true,false]}]", 0, "[1,{\"a\":null,\"b\":[true,false]}]");
	assert_printed("[1,{\"a\":[]}]", 2, "[\n  1,\n  {\n    \"a\": []\n  }\n]");
	assert_printed(
		"\"\\u001b\\u00e9\\\"\\n\\ud83d\\ude00\"", 0, "\"\\u001b\xC3\xA9\\\"\\n\xF0\x9F\x98\x80\"");
}

/* What a double cannot hold is printed as it was written; the order of keys and nesting must not confuse it. */
static void test_print_numbers(void **state)
{
	static const char numbers[] =
		"[0,-0,-5,123456789012345,9007199254740993,18446744073709551615,0.1,1.50,1e400,-2E+3]";

	(void)state;
	assert_printed(numbers, 0, numbers);
	assert_printed("{\"a1.5\":{\"b\":[1.5,\"2.5\"],\"c\":2},\"d\":[[],{},3.50,4]}", 0,
		"{\"a1.5\":{\"b\":[1.5,\"2.5\"],\"c\":2},\"d\":[[],{},3.50,4]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_repair),
		cmocka_unit_test(test_raw_nul),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_excerpt_is_80_characters),
		cmocka_unit_test(test_cut_documents),
		cmocka_unit_test(test_any_byte),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_long_numbers),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_getters),
		cmocka_unit_test(test_iteration),
		cmocka_unit_test(test_ref),
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_print_numbers),
	};

	ashby__json_init_memory();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
