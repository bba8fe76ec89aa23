/* test_catalog_find.c: names, guesses, spellings, effects, and endpoints as people paste them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "ashby/catalog.h"

static void test_find(void **state)
{
	(void)state;
	assert_string_equal(ashby_catalog_find("candidate.list")->name, "list_candidates");
	assert_ptr_equal(ashby_catalog_find("list_candidates"), ashby_catalog_find("candidate.list"));
	assert_string_equal(ashby_catalog_find("get_current_user")->endpoint, "apiKey.info");
	assert_null(ashby_catalog_find("user.me"));
	assert_null(ashby_catalog_find("Candidate.List"));
	assert_null(ashby_catalog_find(""));
	assert_null(ashby_catalog_find(NULL));
}

static void test_effect(void **state)
{
	(void)state;
	assert_int_equal(ashby_endpoint_effect("candidate.list"), ASHBY_READ);
	assert_int_equal(ashby_endpoint_effect("candidate.anonymize"), ASHBY_WRITE);
	assert_int_equal(ashby_endpoint_effect("no.suchThing"), ASHBY_WRITE);
	assert_int_equal(ashby_endpoint_effect(NULL), ASHBY_WRITE);
}

static void test_guess(void **state)
{
	(void)state;
	assert_string_equal(ashby_catalog_guess("list_candidate"), "list_candidates");
	assert_string_equal(ashby_catalog_guess("listCandidates"), "list_candidates");
	assert_string_equal(ashby_catalog_guess("candidates.list"), "candidate.list");
	assert_string_equal(ashby_catalog_guess("ofer.aprove"), "offer.approve");
	assert_null(ashby_catalog_guess("xyzzy"));
	assert_null(ashby_catalog_guess(""));
}

static void test_param_find(void **state)
{
	const struct ashby_function *list = ashby_catalog_find("application.list");
	const struct ashby_function *info = ashby_catalog_find("get_candidate");

	(void)state;
	assert_string_equal(ashby_param_find(list, "jobId")->name, "jobId");
	assert_string_equal(ashby_param_find(list, "job_id")->name, "jobId");
	assert_string_equal(ashby_param_find(list, "created_after")->name, "createdAfter");
	assert_string_equal(ashby_param_find(info, "candidateId")->name, "id");
	assert_string_equal(ashby_param_find(ashby_catalog_find("create_note"), "content")->name, "note");
	assert_null(ashby_param_find(list, "jobid"));
	assert_null(ashby_param_find(list, "job_"));
	assert_null(ashby_param_find(list, "offset"));
	assert_null(ashby_param_find(info, "candidate"));
	assert_null(ashby_param_find(info, ""));
}

static void test_endpoint_name(void **state)
{
	static const struct {
		const char *given, *name;
	} rows[] = {
		{ "candidate.list", "candidate.list" },
		{ " /candidate.list/ \n", "candidate.list" },
		{ "https://api.ashbyhq.com/candidate.list", "candidate.list" },
		{ "/api/v1/candidate.list", "candidate.list" },
		{ "//candidate.list", "candidate.list" },
		{ "candidate", NULL },
		{ "candidate.", NULL },
		{ ".list", NULL },
		{ "", NULL },
		{ "candidate.list?x=1", NULL },
		{ "candidate.list\r\nHost: x", NULL },
		{ "../candidate.list", NULL },
		{ "candidate.list.more", NULL },
		{ "candi%64ate.list", NULL },
		{ "https://api.ashbyhq.com", NULL },
	};
	char buf[128];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *name = ashby_endpoint_name(rows[i].given, buf);

		if (rows[i].name)
			assert_string_equal(name, rows[i].name);
		else
			assert_null(name);
	}
}

static void test_endpoint_name_too_long(void **state)
{
	char buf[128], given[300];

	(void)state;
	memset(given, 'a', sizeof(given));
	given[100] = '.';
	given[299] = '\0';
	assert_null(ashby_endpoint_name(given, buf));
}

static void test_type_names(void **state)
{
	(void)state;
	for (int type = ASHBY_PARAM_STRING; type <= ASHBY_PARAM_ANY; type++)
		assert_true(strlen(ashby_param_type_name((enum ashby_param_type)type)) > 2);
	assert_string_equal(ashby_param_type_name((enum ashby_param_type)99), "any");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_effect),
		cmocka_unit_test(test_guess),
		cmocka_unit_test(test_param_find),
		cmocka_unit_test(test_endpoint_name),
		cmocka_unit_test(test_endpoint_name_too_long),
		cmocka_unit_test(test_type_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
