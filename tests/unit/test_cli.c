/* test_cli.c: the command line's options, verbs and refusals; bodies from words; tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "headless_body.h"
#include "table.h"

/* What the functions under test print is not looked at here: it goes nowhere. */
static int saved[2];

static void hush(void)
{
	int null = open("/dev/null", O_WRONLY);

	for (int i = 0; i < 2; i++) {
		saved[i] = dup(i + 1);
		dup2(null, i + 1);
	}
	close(null);
}

static void speak(void)
{
	fflush(stdout);
	fflush(stderr);
	for (int i = 0; i < 2; i++) {
		dup2(saved[i], i + 1);
		close(saved[i]);
	}
}

/* Cuts a line into words and reads it. */
static int read_line(struct cli *cli, char *line, char **argv)
{
	int argc = 0, status;
	char *rest = line;

	argv[argc++] = rest;
	while ((rest = strchr(rest, ' '))) {
		*rest++ = '\0';
		argv[argc++] = rest;
	}
	argv[argc] = NULL;
	hush();
	status = cli_read(cli, argc, argv);
	speak();
	return status;
}

static void test_options(void **state)
{
	char line[] = "ashby-tui --account acme call --readonly list_jobs --limit 3 --log=/tmp/x -- --demo";
	char *argv[20];
	struct cli cli;

	(void)state;
	assert_int_equal(read_line(&cli, line, argv), -1);
	assert_string_equal(cli.account, "acme");
	assert_string_equal(cli.log, "/tmp/x");
	assert_true(cli.read_only);
	assert_false(cli.demo);
	assert_string_equal(cli.verb->name, "call");
	assert_int_equal(cli.argc, 4);
	assert_string_equal(cli.argv[0], "list_jobs");
	assert_string_equal(cli.argv[1], "--limit");
	assert_string_equal(cli.argv[2], "3");
	assert_string_equal(cli.argv[3], "--demo");
}

static void test_no_verb(void **state)
{
	char line[] = "ashby-tui --demo --base-url unix:/tmp/x";
	char *argv[20];
	struct cli cli;

	(void)state;
	assert_int_equal(read_line(&cli, line, argv), -1);
	assert_null(cli.verb);
	assert_true(cli.demo);
	assert_string_equal(cli.base_url, "unix:/tmp/x");
}

static void test_ends(void **state)
{
	static const struct {
		const char *line;
		int status;
	} rows[] = {
		{ "ashby-tui --version", EXIT_DONE },
		{ "ashby-tui --help", EXIT_DONE },
		{ "ashby-tui call -h", EXIT_DONE },
		{ "ashby-tui --nonsense", EXIT_USAGE },
		{ "ashby-tui list_candidates", EXIT_USAGE },
		{ "ashby-tui sync", EXIT_USAGE },
		{ "ashby-tui --account", EXIT_USAGE },
		{ "ashby-tui --account=", EXIT_USAGE },
		{ "ashby-tui --demo=yes", EXIT_USAGE },
		{ "ashby-tui --now nonsense", EXIT_USAGE },
		{ "ashby-tui --key abcdefghijklmnop", EXIT_USAGE },
		{ "ashby-tui call list_jobs --api-key=abcdefghijklmnop", EXIT_USAGE },
		{ "ashby-tui 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", EXIT_USAGE },
		{ "ashby-tui call list_jobs 0123456789abcdef0123456789abcdef", EXIT_USAGE },
		{ "ashby-tui --account 0123456789abcdef0123456789abcdef", EXIT_USAGE },
		{ "ashby-tui --account=0123456789abcdef0123456789abcdef", EXIT_USAGE },
		{ "ashby-tui call get_job id=00000000-0000-4000-8000-000000000001", -1 },
		{ "ashby-tui call get_job 00000000-0000-4000-8000-000000000001", -1 },
		{ "ashby-tui call x cursor=0123456789abcdef0123456789abcdef", -1 },
		{ "ashby-tui call x --once 0123456789abcdef0123456789abcdef", -1 },
		{ "ashby-tui docs get_a_rather_long_name_of_a_function", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *line = strdup(rows[i].line), *argv[20];
		struct cli cli;

		assert_int_equal(read_line(&cli, line, argv), rows[i].status);
		free(line);
	}
}

static void test_verbs_are_described(void **state)
{
	(void)state;
	for (const struct verb *verb = verbs; verb->name; verb++) {
		assert_non_null(verb->run);
		assert_non_null(verb->args);
		assert_true(strlen(verb->help) > 10);
	}
}

/* ---- bodies ---- */

static void test_bodies(void **state)
{
	static const struct {
		const char *function, *given;
		char words[2][60];
		const char *body; /* NULL: refused */
		bool check;
	} rows[] = {
		{ "list_jobs", NULL, { "status=open", "limit=3" }, "{\"status\":[\"Open\"],\"limit\":3}",
			true },
		{ "list_jobs", "{\"limit\":5}", { "limit=3", "status=" }, "{\"limit\":3}", true },
		{ "list_jobs", NULL, { "status:=[\"Draft\"]", "cursor:=null" },
			"{\"status\":[\"Draft\"],\"cursor\":null}", true },
		{ "list_jobs", NULL, { "status:=[\"Draft\"", "limit=3" }, NULL, true },
		{ "list_jobs", NULL, { "limit", "limit=3" }, NULL, true },
		{ "list_jobs", NULL, { "=x", "limit=3" }, NULL, true },
		{ "list_jobs", NULL, { "lim-it=3", "limit=3" }, NULL, true },
		{ "list_jobs", "[]", { "limit=3", "limit=3" }, NULL, true },
		{ "list_jobs", "{\"limit\":1} x", { "limit=3", "limit=3" }, NULL, true },
		{ "list_jobs", NULL, { "colour=red", "limit=3" }, NULL, true },
		{ "list_jobs", NULL, { "colour=red", "limit=3" }, "{\"colour\":\"red\",\"limit\":3}", false },
		{ "search_jobs", NULL, { "query=Cook", "requisitionId=" }, "{\"title\":\"Cook\"}", true },
		{ "search_jobs", NULL, { "query=", "requisitionId=" }, NULL, true },
		{ "search_jobs", NULL, { "query=a=b", "requisitionId=" }, "{\"title\":\"a=b\"}", true },
		{ "search_jobs", "@/nonexistent/file", { "query=a", "query=a" }, NULL, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char one[60], two[60], *words[] = { one, two }, *text;
		struct ashby_body *body = NULL;
		struct ashby_err err = { 0 };
		enum ashby_error error;

		memcpy(one, rows[i].words[0], sizeof(one));
		memcpy(two, rows[i].words[1], sizeof(two));
		error = body_build(&body, ashby_catalog_find(rows[i].function), rows[i].given, words, 2,
			rows[i].check, &err);
		if (!rows[i].body) {
			assert_int_not_equal(error, ASHBY_OK);
			assert_true(*err.message);
			continue;
		}
		if (error)
			fail_msg("%s: %s", one, err.message);
		text = body_text(body);
		assert_string_equal(text, rows[i].body);
		free(text);
		ashby_body_free(body);
	}
}

/* ---- tables ---- */

static void assert_table(const char *type, const char *json, size_t most, const char *expected)
{
	struct ashby_record *record;
	struct table *table = table_new(type);
	struct ashby_buf out;

	assert_int_equal(ashby_record_parse(&record, ashby_text_str(json), NULL, NULL), ASHBY_OK);
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	table_add(table, ashby_record_root(record), most, &out);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
	ashby_record_unref(record);
	table_free(table);
}

static void test_tables(void **state)
{
	(void)state;
	assert_table("[]Job",
		"[{\"title\":\"Cook\",\"status\":\"Open\",\"openedAt\":\"2026-05-28T21:07:"
		"04.042Z\",\"id\":\"1\"},"
		"{\"title\":\"\\u5bff\\u53f8\",\"status\":\"Closed\",\"id\":\"2\"}]",
		9,
		"TITLE  STATUS  DEPARTMENT  LOCATION  FILLED  ACTIVE  OPENED                ID\n"
		"Cook   Open                                          2026-05-28T21:07:04Z  1\n"
		"\xe5\xaf\xbf\xe5\x8f\xb8   Closed                                                           "
		"   2\n");
	assert_table("[]Thing", "[{\"name\":\"a\",\"x\":{\"y\":1},\"id\":7}]", 9, "NAME  ID\na     7\n");
	assert_table("[]Thing", "[{\"foo\":true,\"bar\":[1]}]", 9, "FOO\ntrue\n");
	assert_table("[]string", "[\"a\",\"b\",\"c\"]", 2, "a\nb\n");
	assert_table("[]Job", "[]", 9, "");
	assert_table("Job", "{\"title\":\"Cook\",\"tags\":[1,2]}", 9, "title  Cook\ntags   [1,2]\n");
}

static void test_tables_are_clean(void **state)
{
	struct ashby_record *record;
	struct table *table = table_new(NULL);
	struct ashby_buf out;
	const char *json =
		"[{\"na\\u001bme\":\"x\",\"title\":\"\\u001b[2Ja\\nb\\u202ec\",\"id\":\"\\u009b1m\"}]";

	(void)state;
	assert_int_equal(ashby_record_parse(&record, ashby_text_str(json), NULL, NULL), ASHBY_OK);
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	table_add(table, ashby_record_root(record), 9, &out);
	assert_null(strchr(ashby_buf_str(&out), '\033'));
	assert_null(strstr(ashby_buf_str(&out), "\xc2\x9b"));
	assert_null(strstr(ashby_buf_str(&out), "\xe2\x80\xae"));
	ashby_buf_release(&out);
	ashby_record_unref(record);
	table_free(table);
}

/* A value that is too wide is cut with a mark, and the columns after it stay where they are. */
static void test_tables_cut(void **state)
{
	(void)state;
	assert_table("[]Job",
		"[{\"title\":\"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeee\",\"status\":\"Open\",\"id\":"
		"\"1\"}]",
		9,
		"TITLE                                     STATUS  DEPARTMENT  LOCATION  FILLED  ACTIVE  "
		"OPENED  ID\n"
		"aaaaaaaaaabbbbbbbbbbccccccccccddddddddd\xe2\x80\xa6  Open                                   "
		"     "
		"          1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_no_verb),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_verbs_are_described),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_tables_are_clean),
		cmocka_unit_test(test_tables_cut),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
