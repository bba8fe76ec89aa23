/*
 * test_adapt.c: what is done on this side of the API: filters, other values, other endpoints, reads that come first,
 * blocks; and that nothing of it reaches the wire.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/adapt.h"
#include "adapt.h"

#define ID "\"3ae2b801-19f6-41ef-ad28-214bd731948f\""

static struct ashby_err err;

/* Checks and plans; what is left of the body is text. */
static enum ashby_error plan_of(struct ashby_plan *plan, const char *function, const char *given,
	const char *with, struct ashby_buf *text)
{
	const struct ashby_function *row = ashby_catalog_find(function);
	struct ashby_body *body = NULL;
	enum ashby_error error;

	memset(&err, 0, sizeof(err));
	assert_non_null(row);
	assert_int_equal(ashby_body_parse(&body, ashby_text_str(given), &err), ASHBY_OK);
	error = ashby_function_check(row, body, &err);
	if (!error)
		error = ashby_plan_make(plan, row, body, with, &err);
	ashby_buf_init(text, ASHBY_BUF_MAX);
	ashby_body_print(body, text);
	ashby_body_free(body);
	return error;
}

static const struct {
	const char *function, *given, *with;
	const char *endpoint, *sent; /* what goes out */
	const char *path, *kept;     /* the first condition, or NULL */
	size_t most;
	const char *remark;  /* part of the first one, or NULL */
	const char *refusal; /* or what the error must say */
} rows[] = {
	{ "list_jobs", "{\"status\":\"open\"}", NULL, "job.list", "{\"status\":[\"Open\"]}", NULL, NULL, 0,
		NULL, NULL },
	{ "list_applications", "{\"status\":\"rejected\",\"job_id\":" ID "}", NULL, "application.list",
		"{\"status\":\"Archived\",\"jobId\":" ID "}", "archiveReason.reasonType", "RejectedByOrg", 0,
		NULL, NULL },
	{ "list_applications", "{\"status\":\"withdrawn\"}", NULL, "application.list",
		"{\"status\":\"Archived\"}", "archiveReason.reasonType", "RejectedByCandidate", 0, NULL,
		NULL },
	{ "list_applications", "{\"status\":\"archived\"}", NULL, "application.list",
		"{\"status\":\"Archived\"}", NULL, NULL, 0, NULL, NULL },
	{ "list_openings", "{\"status\":\"filled\"}", NULL, "opening.list", "{}", "openingState", "Filled", 0,
		NULL, NULL },
	{ "list_openings", "{\"limit\":9,\"jobId\":" ID "}", NULL, "opening.list", "{\"limit\":9}",
		"latestVersion.jobIds", "3ae2b801-19f6-41ef-ad28-214bd731948f", 0, NULL, NULL },
	{ "list_openings", "{\"jobId\":null}", NULL, "opening.list", "{}", NULL, NULL, 0, NULL, NULL },
	{ "list_sources", "{\"limit\":7,\"cursor\":\"x\"}", NULL, "source.list", "{}", NULL, NULL, 7,
		"source.list: cursor is not sent", NULL },
	{ "search_jobs", "{\"query\":\"eng\",\"limit\":2}", NULL, "job.search", "{\"title\":\"eng\"}", NULL,
		NULL, 2, NULL, NULL },
	{ "list_job_postings", "{}", NULL, "jobPosting.list", "{}", NULL, NULL, 0, "unlisted postings",
		NULL },
	{ "list_job_postings", "{\"listedOnly\":true,\"jobId\":" ID "}", NULL, "jobPosting.list",
		"{\"listedOnly\":true}", "jobId", "3ae2b801-19f6-41ef-ad28-214bd731948f", 0, NULL, NULL },
	{ "list_interviews", "{\"application_id\":" ID ",\"limit\":5}", NULL, "interviewSchedule.list",
		"{\"applicationId\":" ID ",\"limit\":5}", NULL, NULL, 0, NULL, NULL },
	{ "list_interviews", "{\"application_id\":" ID ",\"includeArchived\":true}", NULL, NULL, NULL, NULL,
		NULL, 0, NULL, "interviewSchedule.list has no parameter 'includeArchived'" },
	{ "get_application", "{\"id\":" ID "}", "answers,Openings,answers", "application.info",
		"{\"applicationId\":" ID ",\"expand\":[\"applicationFormSubmissions\",\"openings\"]}", NULL,
		NULL, 0, NULL, NULL },
	{ "get_job", "{\"id\":" ID ",\"expand\":[\"location\"]}", "openings,postings", "job.info",
		"{\"id\":" ID ",\"expand\":[\"location\",\"openings\"]}", NULL, NULL, 0, NULL, NULL },
	{ "get_job", "{\"id\":" ID "}", "salary", NULL, NULL, NULL, NULL, 0, NULL,
		"job.info cannot be asked with 'salary': it knows postings, plan, applications, location, "
		"openings" },
	{ "list_users", "{}", "x", NULL, NULL, NULL, NULL, 0, NULL, "it has no blocks" },
};

static void test_plans(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ashby_plan plan;
		struct ashby_buf text;
		enum ashby_error error = plan_of(&plan, rows[i].function, rows[i].given, rows[i].with, &text);

		if (rows[i].refusal) {
			assert_int_equal(error, ASHBY_EUSAGE);
			if (!strstr(err.message, rows[i].refusal))
				fail_msg("'%s' does not say '%s'", err.message, rows[i].refusal);
			ashby_buf_release(&text);
			continue;
		}
		if (error)
			fail_msg("%s %s: %s", rows[i].function, rows[i].given, err.message);
		assert_string_equal(plan.function->endpoint, rows[i].endpoint);
		assert_string_equal(ashby_buf_str(&text), rows[i].sent);
		assert_int_equal(plan.keeps, rows[i].path ? 1 : 0);
		if (rows[i].path) {
			assert_string_equal(plan.keep[0].path, rows[i].path);
			assert_string_equal(plan.keep[0].value, rows[i].kept);
		}
		assert_int_equal(plan.most, rows[i].most);
		assert_int_equal(plan.remarks > 0, rows[i].remark != NULL);
		if (rows[i].remark && !strstr(plan.remark[0], rows[i].remark))
			fail_msg("'%s' does not say '%s'", plan.remark[0], rows[i].remark);
		ashby_buf_release(&text);
	}
}

/* Every parameter that the API does not know is understood by the plan, and gone from the body. */
static void test_nothing_of_ours_is_sent(void **state)
{
	size_t count, tried = 0;
	const struct ashby_function *all = ashby_catalog(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (const struct ashby_param *param = all[i].params; param->type != ASHBY_PARAM_END;
			param++) {
			struct ashby_body *body = NULL;
			struct ashby_plan plan;
			struct ashby_text json;

			if (param->use == ASHBY_PARAM_SENT || param->use == ASHBY_PARAM_ROUTED ||
				param->use == ASHBY_PARAM_FOLDED)
				continue;
			tried++;
			assert_int_equal(ashby_body_new(&body), ASHBY_OK);
			ashby_body_set_json(
				body, param->name, ashby_text_str(param->type == ASHBY_PARAM_INT ? "3" : ID));
			assert_int_equal(ashby_plan_make(&plan, &all[i], body, NULL, &err), ASHBY_OK);
			assert_false(ashby_body_get(body, param->name, &json));
			ashby_body_free(body);
		}
	assert_true(tried > 10);
}

/* Tables of ours name endpoints and parameters that are in the catalogue. */
static void test_tables_are_sound(void **state)
{
	size_t count;
	const struct ashby_function *all = ashby_catalog(&count);
	const char *endpoint;
	char name[64];

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const struct ashby__detour *detour = ashby__detour_of(&all[i]);

		for (size_t j = 0; ashby_plan_block(&all[i], j, name, &endpoint); j++)
			if (endpoint)
				assert_int_equal(ashby_endpoint_effect(endpoint), ASHBY_READ);
		for (const struct ashby_param *param = all[i].params; param->type != ASHBY_PARAM_END; param++)
			if (param->use == ASHBY_PARAM_ROUTED)
				assert_non_null(
					ashby_param_find(ashby_catalog_find(param->arg), param->name));
			else if (param->use == ASHBY_PARAM_LOOKUP || param->use == ASHBY_PARAM_FOLDED)
				assert_non_null(ashby_param_find(&all[i], param->arg));
		if (!detour)
			continue;
		assert_non_null(ashby_param_find(&all[i], detour->param));
		assert_non_null(ashby_param_find(ashby_catalog_find(detour->instead), detour->instead_param));
	}
}

static void test_block_twice_is_read_once(void **state)
{
	struct ashby_plan plan;
	struct ashby_buf text;

	(void)state;
	assert_int_equal(
		plan_of(&plan, "get_application", "{\"id\":" ID "}", "feedback,criteria,feedback,", &text),
		ASHBY_OK);
	assert_int_equal(plan.blocks, 2);
	ashby_buf_release(&text);
}

static void test_me(void **state)
{
	struct ashby_plan plan;
	struct ashby_buf text;

	(void)state;
	assert_int_equal(plan_of(&plan, "get_current_user", "{}", NULL, &text), ASHBY_OK);
	ashby_plan_set_me(&plan, NULL);
	assert_int_equal(plan.blocks, 0);
	ashby_plan_set_me(&plan, "ann@example.test");
	assert_int_equal(plan.blocks, 1);
	ashby_buf_release(&text);
	assert_int_equal(plan_of(&plan, "list_jobs", "{}", NULL, &text), ASHBY_OK);
	ashby_plan_set_me(&plan, "ann@example.test");
	assert_int_equal(plan.blocks, 0);
	ashby_buf_release(&text);
}

/* ---- a read that comes first ---- */

static struct ashby_record *record_of(const char *json)
{
	struct ashby_record *record = NULL;

	assert_int_equal(ashby_record_parse(&record, ashby_text_str(json), NULL, &err), ASHBY_OK);
	return record;
}

static void test_first(void **state)
{
	struct ashby_record *record = record_of("{\"results\":{\"candidate\":{\"id\":\"abc\"}}}");
	struct ashby_record *empty = record_of("{\"results\":{}}");
	struct ashby_reply reply = { .results = ashby_get(ashby_record_root(empty), "results") };
	struct ashby_plan plan;
	struct ashby_buf text;
	struct ashby_body *body = NULL;

	(void)state;
	assert_int_equal(
		plan_of(&plan, "create_note", "{\"applicationId\":" ID ",\"content\":\"x\"}", NULL, &text),
		ASHBY_OK);
	assert_string_equal(ashby_buf_str(&text), "{\"note\":\"x\"}");
	assert_int_equal(ashby_body_parse(&body, ashby_text_of(text.data, text.len), &err), ASHBY_OK);
	ashby_buf_clear(&text);
	assert_string_equal(ashby_plan_first(&plan, &text), "application.info");
	assert_string_equal(ashby_buf_str(&text), "{\"applicationId\":" ID "}");
	/* An unknown id can come back as an empty object. */
	assert_int_equal(ashby_plan_found(&plan, &reply, body, &err), ASHBY_EAPI);
	assert_non_null(strstr(err.message, "give candidateId instead"));
	reply.results = ashby_get(ashby_record_root(record), "results");
	assert_int_equal(ashby_plan_found(&plan, &reply, body, &err), ASHBY_OK);
	assert_null(ashby_plan_first(&plan, &text));
	ashby_buf_clear(&text);
	ashby_body_print(body, &text);
	assert_string_equal(ashby_buf_str(&text), "{\"note\":\"x\",\"candidateId\":\"abc\"}");
	ashby_buf_release(&text);
	ashby_body_free(body);
	ashby_record_unref(record);
	ashby_record_unref(empty);
}

/* ---- trimming ---- */

static void test_trim(void **state)
{
	static const char given[] =
		"{\"success\":true,\"results\":[{\"id\":1,\"s\":\"Open\"}, {\"id\":2,\"s\":\"Closed\"},"
		"{\"id\":3,\"s\":[\"X\",\"Open\"]},{\"id\":4},{\"id\":5,\"s\":\"Open\"}],\"nextCursor\":"
		"\"c\"}";
	struct ashby_plan plan = { .keep = { { "s", "Open" } }, .keeps = 1 };
	struct ashby_record *record = record_of(given), *out = NULL;

	(void)state;
	assert_true(ashby_plan_trims(&plan));
	assert_int_equal(ashby_plan_trim(&plan, record, &out, &err), ASHBY_OK);
	assert_string_equal(ashby_record_json(out).raw,
		"{\"success\":true,\"results\":[{\"id\":1,\"s\":\"Open\"},{\"id\":3,\"s\":[\"X\",\"Open\"]},"
		"{\"id\":5,\"s\":\"Open\"}],\"nextCursor\":\"c\"}");
	ashby_record_unref(out);
	plan.most = 2;
	assert_int_equal(ashby_plan_trim(&plan, record, &out, &err), ASHBY_OK);
	assert_int_equal(ashby_value_count(ashby_get(ashby_record_root(out), "results")), 2);
	ashby_record_unref(out);
	plan.keep[0].path = "none";
	assert_int_equal(ashby_plan_trim(&plan, record, &out, &err), ASHBY_OK);
	assert_int_equal(ashby_value_count(ashby_get(ashby_record_root(out), "results")), 0);
	ashby_record_unref(out);
	plan = (struct ashby_plan){ .keeps = 0 };
	assert_int_equal(ashby_plan_trim(&plan, record, &out, &err), ASHBY_OK);
	assert_ptr_equal(out, record);
	ashby_record_unref(out);
	ashby_record_unref(record);
}

static void test_explain(void **state)
{
	struct ashby_plan plan = { .function = ashby_catalog_find("list_webhooks") };

	(void)state;
	ashby_err_set(&err, ASHBY_EAPI, "the server does not know this endpoint");
	ashby_plan_explain(&plan, &err);
	assert_non_null(
		strstr(err.message, "does not know this endpoint; webhook.list is in no published source"));
	ashby_err_set(&err, ASHBY_ENET, "no route");
	ashby_plan_explain(&plan, &err);
	assert_string_equal(err.message, "no route");
	plan.function = ashby_catalog_find("list_jobs");
	ashby_err_set(&err, ASHBY_EAPI, "no");
	ashby_plan_explain(&plan, &err);
	assert_string_equal(err.message, "no");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plans),
		cmocka_unit_test(test_nothing_of_ours_is_sent),
		cmocka_unit_test(test_tables_are_sound),
		cmocka_unit_test(test_block_twice_is_read_once),
		cmocka_unit_test(test_me),
		cmocka_unit_test(test_first),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_explain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
