/* test_nomem_adapt.c: checks, plans and trimmed pages when memory runs out at any allocation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ashby/adapt.h"
#include "json.h"
#include "nomem.h"

#define ID "\"3ae2b801-19f6-41ef-ad28-214bd731948f\""

/* A body through all that is done to it before it is sent. */
static enum ashby_error plan(const char *function, const char *given, const char *with)
{
	const struct ashby_function *row = ashby_catalog_find(function);
	struct ashby_body *body = NULL;
	struct ashby_plan made;
	struct ashby_err err;
	enum ashby_error error = ashby_body_parse(&body, ashby_text_str(given), &err);

	if (!error)
		error = ashby_function_check(row, body, &err);
	if (!error)
		error = ashby_plan_make(&made, row, body, with, &err);
	if (error)
		assert_int_equal(err.error, error);
	ashby_body_free(body);
	return error;
}

static enum ashby_error plan_states(void)
{
	return plan("list_jobs", "{\"status\":[\"open\",\"CLOSED\"],\"createdAfter\":\"2025-11-01\"}", NULL);
}

static enum ashby_error plan_meaning(void)
{
	return plan(
		"list_applications", "{\"body\":{\"status\":\"rejected\"},\"job_id\":" ID "}", "openings");
}

static enum ashby_error plan_note(void)
{
	return plan("create_note",
		"{\"applicationId\":" ID ",\"content\":\"x\",\"contentType\":\"text/html\"}", NULL);
}

static enum ashby_error plan_blocks(void)
{
	return plan("get_application", "{\"id\":" ID ",\"expand\":[\"openings\"]}", "answers,feedback,notes");
}

static enum ashby_error trim(void)
{
	static const char page[] =
		"{\"success\":true,\"results\":[{\"s\":\"Open\"},{\"s\":\"Closed\"}],\"nextCursor\":\"c\"}";
	const struct ashby_plan made = { .keep = { { "s", "Open" } }, .keeps = 1 };
	struct ashby_record *record = NULL, *out = NULL;
	struct ashby_err err;
	enum ashby_error error = ashby_record_parse(&record, ashby_text_str(page), NULL, &err);

	if (!error)
		error = ashby_plan_trim(&made, record, &out, &err);
	if (error)
		assert_null(out);
	ashby_record_unref(out);
	ashby_record_unref(record);
	return error;
}

static void test_plans(void **state)
{
	(void)state;
	nomem_each(plan_states);
	nomem_each(plan_meaning);
	nomem_each(plan_note);
	nomem_each(plan_blocks);
}

static void test_trim(void **state)
{
	(void)state;
	nomem_each(trim);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plans),
		cmocka_unit_test(test_trim),
	};

	ashby__json_init_memory();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
