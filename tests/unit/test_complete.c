/* test_complete.c: what is offered while a command line is typed, as far as the catalogue knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "complete.h"
#include "history.h"

static bool offers(const struct complete *c, const char *word)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->item[i].word, word) == 0)
			return true;
	return false;
}

static void complete_end(struct complete *c, const char *line)
{
	complete_line(c, NULL, line, strlen(line));
}

static void endpoints_follow_api(void **state)
{
	struct complete c;

	(void)state;
	complete_init(&c);
	complete_end(&c, "api application.li");
	assert_int_equal(c.from, 4);
	assert_string_equal(c.item[0].word, "application.list");
	assert_true(strncmp(c.item[0].hint, "read", 4) == 0);
	assert_true(offers(&c, "application.listHistory"));
	complete_end(&c, "api createnote"); /* a part of it, in any case */
	assert_true(offers(&c, "candidate.createNote"));
	complete_release(&c);
}

static void functions_go_by_the_names_of_the_reference(void **state)
{
	struct complete c;

	(void)state;
	complete_init(&c);
	complete_end(&c, "list_cand");
	assert_true(offers(&c, "list_candidates"));
	complete_end(&c, "list_candidates lim");
	assert_int_equal(c.from, strlen("list_candidates "));
	assert_true(offers(&c, "limit="));
	complete_release(&c);
}

static void parameters_are_offered_where_a_key_can_stand(void **state)
{
	struct complete c;
	const char *line = "api application.list {\"sta";

	(void)state;
	complete_init(&c);
	complete_end(&c, line);
	assert_int_equal(c.from, strlen("api application.list {"));
	assert_int_equal(c.count, 1);
	assert_string_equal(c.item[0].word, "\"status\":");
	complete_end(&c, "api application.list {\"limit\":3,");
	assert_true(offers(&c, "\"status\":"));
	assert_false(offers(&c, "\"limit\":")); /* it is there already */
	complete_end(&c, "api application.list {\"limit\":3");
	assert_int_equal(c.count, 0);
	complete_release(&c);
}

static void values_are_offered_after_the_colon(void **state)
{
	struct complete c;

	(void)state;
	complete_init(&c);
	complete_end(&c, "api application.list {\"status\":\"Ac");
	assert_true(offers(&c, "\"Active\""));
	assert_false(offers(&c, "\"Lead\""));
	complete_end(&c, "api application.info {\"applicationId\":");
	assert_true(offers(&c, "\"%app\""));
	complete_release(&c);
}

static void the_signature_tells_what_the_endpoint_takes(void **state)
{
	struct complete c;

	(void)state;
	complete_init(&c);
	complete_end(&c, "api application.list {");
	assert_non_null(strstr(c.signature, "application.list"));
	assert_non_null(strstr(c.signature, "status"));
	complete_end(&c, "api nothing.there {");
	assert_int_equal(c.count, 0);
	complete_release(&c);
}

/* Every cut of a line, and of one full of noise: no place may be read outside of it. */
static void any_place_of_any_line_is_fine(void **state)
{
	static const char *const lines[] = {
		"api application.list {\"status\":\"Ac\\\"t\",\"a\":[{\"b\":1}],\"c",
		"   api   candidate.info    {\"id\":\"%cand\"}   ",
		"list_candidates limit=3 =x a= \"q",
		"{}[]\"\"::,,\\",
		"",
	};
	struct complete c;

	(void)state;
	complete_init(&c);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		for (size_t point = 0; point <= strlen(lines[i]); point++) {
			complete_line(&c, NULL, lines[i], point);
			assert_true(c.from <= point);
		}
	}
	complete_release(&c);
}

static void assert_kept(const char *line, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 4096);
	assert_int_equal(history_keeps(line, &out), expected != NULL);
	if (expected)
		assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void history_keeps_reads_and_forgets_bodies_of_writes(void **state)
{
	(void)state;
	assert_kept("sort age desc", "sort age desc");
	assert_kept("api job.list {\"limit\":3}", "api job.list {\"limit\":3}");
	assert_kept("api candidate.createNote {\"note\":\"x\"}", "api candidate.createNote");
	assert_kept("api_post unknown.thing {\"x\":1}", "api_post unknown.thing");
	assert_kept("api", "api");
	assert_kept("create_note note=x", "create_note");
	assert_kept("list_candidates limit=3", "list_candidates limit=3");
	assert_kept("note  ask about notice", "note");
	assert_kept("   ", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(endpoints_follow_api),
		cmocka_unit_test(functions_go_by_the_names_of_the_reference),
		cmocka_unit_test(parameters_are_offered_where_a_key_can_stand),
		cmocka_unit_test(values_are_offered_after_the_colon),
		cmocka_unit_test(the_signature_tells_what_the_endpoint_takes),
		cmocka_unit_test(any_place_of_any_line_is_fine),
		cmocka_unit_test(history_keeps_reads_and_forgets_bodies_of_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
