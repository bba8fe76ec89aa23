/* test_envelope.c: every form of a reply that was seen or feared, a row each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <string.h>

#include "envelope.h"

#define JSON "application/json; charset=utf-8"
#define BOM "\xEF\xBB\xBF"

struct row {
	const char *what;
	int http;
	const char *type, *body;
	enum ashby_error error;
	const char *code, *message; /* message: a part of it, NULL for any */
};

static const struct row rows[] = {
	/* 200 and a success */
	{ "object", 200, JSON, "{\"success\":true,\"results\":{\"id\":\"x\"}}", ASHBY_OK, "", "" },
	{ "list", 200, "application/json", "{\"success\":true,\"results\":[]}", ASHBY_OK, "", "" },
	{ "no content type", 200, "", "{\"success\":true}", ASHBY_OK, "", "" },
	{ "+json", 200, "application/problem+json", "{\"success\":true}", ASHBY_OK, "", "" },
	{ "byte order mark", 200, JSON, BOM "{\"success\":true}", ASHBY_OK, "", "" },
	{ "201", 201, JSON, "{\"success\":true}", ASHBY_OK, "", "" },
	/* 200 and a refusal, in every form */
	{ "errorInfo", 200, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"invalid_input\",\"message\":\"no such job\"}}",
		ASHBY_EAPI, "invalid_input", "no such job" },
	{ "errorInfo beside errors", 200, JSON,
		"{\"success\":false,\"errors\":[\"other\"],\"errorInfo\":{\"code\":\"c\",\"message\":"
		"\"first\"}}",
		ASHBY_EAPI, "c", "first" },
	{ "errorInfo without message", 200, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"file_not_found\"}}", ASHBY_EAPI,
		"file_not_found", "file_not_found" },
	{ "errorInfo without message, errors with", 200, JSON,
		"{\"success\":false,\"errors\":[\"not there\"],\"errorInfo\":{\"code\":\"file_not_found\"}}",
		ASHBY_EAPI, "file_not_found", "not there" },
	{ "errors are a code", 200, JSON, "{\"success\":false,\"errors\":[\"application_not_found\"]}",
		ASHBY_EAPI, "application_not_found", "application_not_found" },
	{ "errors are a sentence", 200, JSON, "{\"success\":false,\"errors\":[\"Not found\"]}", ASHBY_EAPI,
		"", "Not found" },
	{ "errors are objects with parameter", 200, JSON,
		"{\"success\":false,\"errors\":[{\"message\":\"must be a UUID\",\"parameter\":\"jobId\"}]}",
		ASHBY_EAPI, "", "must be a UUID (jobId)" },
	{ "errors are objects with code", 200, JSON,
		"{\"success\":false,\"errors\":[{\"code\":\"bad_thing\",\"message\":\"it is bad\"}]}",
		ASHBY_EAPI, "bad_thing", "it is bad" },
	{ "several errors", 200, JSON, "{\"success\":false,\"errors\":[\"One thing\",{\"message\":\"two\"}]}",
		ASHBY_EAPI, "", "One thing; two" },
	{ "a long list of errors", 200, JSON,
		"{\"success\":false,\"errors\":[\"A b\",\"B\",\"C\",\"D\",\"E\",\"F\",\"G\"]}", ASHBY_EAPI,
		"", "A b; B; C; D; E; and 2 more" },
	{ "errors is one string", 200, JSON, "{\"success\":false,\"errors\":\"some_code\"}", ASHBY_EAPI,
		"some_code", "some_code" },
	{ "both null", 200, JSON, "{\"success\":false,\"errors\":null,\"errorInfo\":null}", ASHBY_EAPI, "",
		"no reason" },
	{ "nothing at all", 200, JSON, "{\"success\":false}", ASHBY_EAPI, "", "no reason" },
	{ "odd types", 200, JSON, "{\"success\":false,\"errors\":[1,[],null],\"errorInfo\":7}", ASHBY_EAPI,
		"", "no reason" },
	{ "permission under 200", 200, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"missing_endpoint_permission\",\"message\":"
		"\"x\"}}",
		ASHBY_EPERM, "missing_endpoint_permission", "candidatesRead" },
	{ "rate under 200", 200, JSON, "{\"success\":false,\"errorInfo\":{\"code\":\"rate_limit_exceeded\"}}",
		ASHBY_ERATE, "rate_limit_exceeded", NULL },
	{ "reports at once", 200, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"concurrent_limit_exceeded\"}}", ASHBY_ERATE,
		"concurrent_limit_exceeded", NULL },
	/* 200 and not an envelope */
	{ "success missing", 200, JSON, "{\"results\":[]}", ASHBY_EREPLY, "", "does not say" },
	{ "success a string", 200, JSON, "{\"success\":\"true\"}", ASHBY_EREPLY, "", "does not say" },
	{ "success null", 200, JSON, "{\"success\":null}", ASHBY_EREPLY, "", "does not say" },
	{ "success a number", 200, JSON, "{\"success\":1}", ASHBY_EREPLY, "", "does not say" },
	{ "root is a list", 200, JSON, "[]", ASHBY_EREPLY, "", "not an object" },
	{ "root is a string", 200, JSON, "\"ok\"", ASHBY_EREPLY, "", "not an object" },
	{ "a captive portal", 200, "text/html", "<html>\x1b[2JLog in</html>", ASHBY_EREPLY, "",
		"text/html: <html>" },
	{ "JSON called text", 200, "text/plain", "{\"success\":true}", ASHBY_EREPLY, "", "text/plain" },
	{ "words called JSON", 200, JSON, "Bad gateway", ASHBY_EREPLY, "", "Bad gateway" },
	{ "two documents", 200, JSON, "{\"success\":true}{}", ASHBY_EREPLY, "", NULL },
	{ "cut", 200, JSON, "{\"success\":true,\"results\":[{\"id\":\"a", ASHBY_ENET, "", "cut short" },
	{ "cut after a mark", 200, JSON, BOM " {\"success\":tr", ASHBY_ENET, "", "cut short" },
	{ "empty", 200, JSON, "", ASHBY_ENET, "", "empty" },
	{ "204", 204, "", "", ASHBY_ENET, "", "empty" },
	{ "white space", 200, JSON, " \r\n", ASHBY_ENET, "", "cut short" },
	/* the key */
	{ "401 text", 401, "text/plain", "Unauthorized", ASHBY_EAUTH, "", "Unauthorized" },
	{ "401 nothing", 401, "", "", ASHBY_EAUTH, "", "HTTP 401" },
	{ "403 text", 403, "text/plain", "Invalid API key", ASHBY_EAUTH, "", "Invalid API key" },
	{ "403 page", 403, "text/html", "<h1>Forbidden</h1>", ASHBY_EAUTH, "", "switched off" },
	{ "403 envelope of another code", 403, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"key_disabled\",\"message\":\"key is off\"}}",
		ASHBY_EAUTH, "key_disabled", "key is off" },
	{ "403 permission", 403, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"missing_endpoint_permission\",\"requestId\":"
		"\"r\"}}",
		ASHBY_EPERM, "missing_endpoint_permission", "lacks the permission candidatesRead" },
	{ "403 permission, old form", 403, JSON,
		"{\"success\":false,\"errors\":[\"missing_endpoint_permission\"]}", ASHBY_EPERM,
		"missing_endpoint_permission", "candidatesRead" },
	/* other statuses */
	{ "400", 400, JSON, "{\"success\":false,\"errorInfo\":{\"code\":\"invalid_input\"}}", ASHBY_EAPI,
		"invalid_input", "invalid_input" },
	{ "404 page", 404, "text/html", "<p>nope</p>", ASHBY_EAPI, "", "does not know" },
	{ "405", 405, "", "", ASHBY_EAPI, "", "HTTP 405" },
	{ "409", 409, JSON, "{\"errors\":[\"Taken already\"]}", ASHBY_EAPI, "", "Taken already" },
	{ "413", 413, "", "", ASHBY_EAPI, "", NULL },
	{ "415", 415, "", "", ASHBY_EAPI, "", NULL },
	{ "422", 422, JSON, "{}", ASHBY_EAPI, "", "refused" },
	{ "400 that calls itself a success", 400, JSON, "{\"success\":true}", ASHBY_EAPI, "", "refused" },
	{ "429 envelope", 429, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow "
		"down\"}}",
		ASHBY_ERATE, "rate_limit_exceeded", "slow down" },
	{ "429 text", 429, "text/plain", "slow", ASHBY_ERATE, "", "slow" },
	{ "408", 408, "", "", ASHBY_ESERVER, "", NULL },
	{ "500 envelope", 500, JSON,
		"{\"success\":false,\"errorInfo\":{\"code\":\"internal\",\"message\":\"oops\"}}",
		ASHBY_ESERVER, "internal", "oops" },
	{ "502 page", 502, "text/html", "<html>bad gateway</html>", ASHBY_ESERVER, "", "bad gateway" },
	{ "503 success", 503, JSON, "{\"success\":true}", ASHBY_ESERVER, "", "failed" },
	{ "302", 302, "", "", ASHBY_ESERVER, "", "not followed" },
	{ "304", 304, "", "", ASHBY_ESERVER, "", NULL },
	{ "700", 700, "", "", ASHBY_ESERVER, "", "odd status" },
};

static void read_row(const struct row *row, struct ashby_record **record, struct ashby__envelope *out)
{
	struct ashby__evidence in = { .http = row->http,
		.content_type = row->type,
		.request_id = "01HEADER",
		.retry_after_s = 9,
		.body = ashby_text_str(row->body),
		.endpoint = "candidate.list",
		.permission = "candidatesRead" };
	struct ashby_err parse;

	*record = NULL;
	if (in.body.len && ashby_record_parse(record, in.body, NULL, &parse))
		in.parse = &parse;
	in.record = *record;
	ashby__envelope_read(out, &in);
}

static void every_row_has_its_verdict(void **state)
{
	struct ashby__envelope out;
	struct ashby_record *record;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		read_row(&rows[i], &record, &out);
		if (out.err.error != rows[i].error || strcmp(out.err.code, rows[i].code) ||
			(rows[i].message && !strstr(out.err.message, rows[i].message)))
			fail_msg("'%s' gave %s, code '%s': %s", rows[i].what, ashby_error_name(out.err.error),
				out.err.code, out.err.message);
		if (out.err.error) {
			assert_int_equal(out.err.http, rows[i].http);
			assert_int_equal(out.err.retry_after_s, 9);
			assert_string_equal(out.err.request_id, "01HEADER");
			assert_int_equal(ashby_type(out.results), ASHBY_ABSENT);
			assert_null(memchr(out.err.message, 0x1b, strlen(out.err.message)));
		}
		ashby_record_unref(record);
	}
}

static void warnings_count_only_if_there_are_some(void **state)
{
	static const struct {
		const char *body;
		size_t count;
	} cases[] = {
		{ "{\"success\":true,\"results\":[1,2],\"warnings\":[\"email_not_sent\"]}", 1 },
		{ "{\"success\":true,\"results\":[1,2],\"warnings\":[]}", 0 },
		{ "{\"success\":true,\"results\":[1,2],\"warnings\":null}", 0 },
		{ "{\"success\":true,\"results\":[1,2]}", 0 },
	};
	struct row row = { "warnings", 200, JSON, NULL, ASHBY_OK, "", "" };
	struct ashby__envelope out;
	struct ashby_record *record;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		row.body = cases[i].body;
		read_row(&row, &record, &out);
		assert_int_equal(out.err.error, ASHBY_OK);
		assert_int_equal(ashby_value_count(out.results), 2);
		assert_int_equal(ashby_value_count(out.warnings), cases[i].count);
		assert_int_equal(ashby_type(out.warnings), cases[i].count ? ASHBY_ARRAY : ASHBY_ABSENT);
		ashby_record_unref(record);
	}
}

static void the_body_names_the_request_when_the_header_does_not(void **state)
{
	static const char body[] =
		"{\"success\":false,\"errorInfo\":{\"code\":\"c\",\"requestId\":\"01BODY\"}}";
	struct ashby__evidence in = {
		.http = 200, .content_type = JSON, .request_id = "", .endpoint = "job.list"
	};
	struct ashby__envelope out;
	struct ashby_record *record;

	(void)state;
	in.body = ashby_text_str(body);
	assert_int_equal(ashby_record_parse(&record, in.body, NULL, NULL), ASHBY_OK);
	in.record = record;
	ashby__envelope_read(&out, &in);
	assert_string_equal(out.err.request_id, "01BODY");
	ashby_record_unref(record);
}

static void long_texts_are_cut_between_characters(void **state)
{
	struct row row = { "long", 200, JSON, NULL, ASHBY_EAPI, "", "" };
	struct ashby__envelope out;
	struct ashby_record *record;
	struct ashby_buf body;
	size_t len;
	int i;

	(void)state;
	ashby_buf_init(&body, 100000);
	ashby_buf_adds(&body, "{\"success\":false,\"errorInfo\":{\"message\":\"x");
	for (i = 0; i < 1000; i++)
		ashby_buf_adds(&body, "\xE2\x82\xAC");
	ashby_buf_adds(&body, "\"}}");
	row.body = ashby_buf_str(&body);
	read_row(&row, &record, &out);
	len = strlen(out.err.message);
	assert_in_range(len, sizeof(out.err.message) - 4, sizeof(out.err.message) - 1);
	assert_int_equal((len - 1) % 3, 0);
	ashby_record_unref(record);
	ashby_buf_release(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_has_its_verdict),
		cmocka_unit_test(warnings_count_only_if_there_are_some),
		cmocka_unit_test(the_body_names_the_request_when_the_header_does_not),
		cmocka_unit_test(long_texts_are_cut_between_characters),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests_name("envelope", tests, NULL, NULL);
}
