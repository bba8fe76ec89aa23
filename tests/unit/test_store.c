/* test_store.c: records become rows: columns, ids, references, what is odd in a reply. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store_kit.h"

static void an_application_has_its_columns(void **state)
{
	enum ashby_kind kind = ASHBY_APPLICATIONS;
	struct ashby_text json;

	put(*state, kind, APPLICATION_RECORD);
	assert_int_equal(ashby_store_count(*state, kind), 1);
	assert_field(*state, kind, APPLICATION, "id", APPLICATION);
	assert_field(*state, kind, APPLICATION, "candidate.id", CANDIDATE);
	assert_field(*state, kind, APPLICATION, "candidate.name", "Priya Raman");
	assert_field(*state, kind, APPLICATION, "candidate.primaryEmailAddress.value", "priya@example.test");
	assert_field(*state, kind, APPLICATION, "job.title", "Backend Engineer");
	assert_field(*state, kind, APPLICATION, "currentInterviewStage.title", "Onsite");
	assert_field(*state, kind, APPLICATION, "recruiter", "Mei Chen");
	assert_field(*state, kind, APPLICATION, "hiringManager", "Jo Ortiz");
	assert_field(*state, kind, APPLICATION, "hiringTeam[].userId", ID(006, 1) ", " ID(006, 2));
	assert_true(number(*state, kind, APPLICATION, "currentInterviewStage.orderInInterviewPlan") == 4);
	assert_int_equal(time_at(*state, kind, APPLICATION, "createdAt"), INT64_C(1780002424042));
	assert_true(ashby_store_json(*state, kind, find(*state, kind, APPLICATION), &json));
	assert_text(json, APPLICATION_RECORD);
}

static void null_and_absent_are_none(void **state)
{
	enum ashby_kind kind = ASHBY_APPLICATIONS;

	put(*state, kind, APPLICATION_RECORD);
	assert_field(*state, kind, APPLICATION, "source.title", "");
	assert_field(*state, kind, APPLICATION, "creditedToUser", "");
	assert_field(*state, kind, APPLICATION, "candidate.primaryPhoneNumber.value", "");
	assert_field(*state, kind, APPLICATION, "coordinator", "");
	assert_int_equal(time_at(*state, kind, APPLICATION, "archivedAt"), ASHBY_NO_TIME);
	put(*state, ASHBY_OFFERS, "{\"id\":\"o\",\"latestVersion\":null}");
	assert_true(isnan(number(*state, ASHBY_OFFERS, "o", "latestVersion.salary.value")));
	assert_field(*state, ASHBY_OFFERS, "o", "applicationId->candidate.name", "");
}

static void a_field_of_the_wrong_type_is_none(void **state)
{
	put(*state, ASHBY_JOBS,
		"{\"id\":\"j\",\"title\":42,\"confidential\":\"yes\",\"openedAt\":{},\"departmentId\":[1],"
		"\"interviewPlanIds\":\"none\",\"hiringTeam\":{\"role\":\"Recruiter\"},\"status\":"
		"\"Frozen\"}");
	assert_field(*state, ASHBY_JOBS, "j", "title", "");
	assert_true(isnan(number(*state, ASHBY_JOBS, "j", "confidential")));
	assert_true(isnan(number(*state, ASHBY_JOBS, "j", "interviewPlanIds")));
	assert_int_equal(time_at(*state, ASHBY_JOBS, "j", "openedAt"), ASHBY_NO_TIME);
	assert_field(*state, ASHBY_JOBS, "j", "departmentId", "");
	assert_field(*state, ASHBY_JOBS, "j", "recruiter", "");
	assert_field(*state, ASHBY_JOBS, "j", "status", "Frozen");
}

static void what_is_asked_for_wrongly_is_none(void **state)
{
	struct ashby_field name = field(ASHBY_CANDIDATES, "name"), unknown;

	put(*state, ASHBY_CANDIDATES, "{\"id\":\"c\",\"name\":\"Ben\"}");
	assert_int_equal(ashby_field_time(*state, &name, 0), ASHBY_NO_TIME);
	assert_true(isnan(ashby_field_number(*state, &name, 0)));
	assert_int_equal(ashby_field_row(*state, &name, 0), ASHBY_NO_ROW);
	assert_text(ashby_field_text(*state, &name, ASHBY_NO_ROW), "");
	assert_false(ashby_store_live(*state, ASHBY_CANDIDATES, ASHBY_NO_ROW));
	assert_false(ashby_field_find(ASHBY_CANDIDATES, "nam", &unknown));
	assert_false(ashby_field_find(ASHBY_CANDIDATES, "names", &unknown));
	assert_false(ashby_field_find(ASHBY_CANDIDATES, "name->id", &unknown));
	assert_false(ashby_field_find(ASHBY_CANDIDATES, "applicationIds[0]->", &unknown));
	assert_false(
		ashby_field_find(ASHBY_USERS, "managerId->managerId->managerId->managerId->name", &unknown));
}

static void a_record_without_an_id_is_refused(void **state)
{
	struct ashby_record *page =
		parse("{\"success\":true,\"results\":[{\"id\":null},7,{\"id\":\"a\",\"title\":"
		      "\"Go\"},null,{\"title\":\"none\"}]}");

	assert_int_equal(try_put(*state, ASHBY_TAGS, "{\"title\":\"x\"}"), ASHBY_EREPLY);
	assert_int_equal(try_put(*state, ASHBY_TAGS, "[]"), ASHBY_EREPLY);
	assert_int_equal(ashby_store_put_page(*state, ASHBY_TAGS, page), ASHBY_OK);
	assert_int_equal(ashby_store_count(*state, ASHBY_TAGS), 1);
	assert_field(*state, ASHBY_TAGS, "a", "title", "Go");
	ashby_record_unref(page);
}

static void an_info_reply_is_one_record(void **state)
{
	struct ashby_record *reply = parse("{\"success\":true,\"results\":{\"id\":\"a\",\"title\":\"Go\"}}");
	struct ashby_text json;

	assert_int_equal(ashby_store_put_page(*state, ASHBY_TAGS, reply), ASHBY_OK);
	ashby_record_unref(reply);
	assert_true(ashby_store_json(*state, ASHBY_TAGS, find(*state, ASHBY_TAGS, "a"), &json));
	assert_text(json, "{\"id\":\"a\",\"title\":\"Go\"}");
}

static void the_same_id_is_the_same_row(void **state)
{
	uint64_t version;
	uint32_t row;

	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"Go\"}");
	row = find(*state, ASHBY_TAGS, "a");
	version = ashby_store_version(*state, ASHBY_TAGS);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"Go\"}");
	assert_true(ashby_store_version(*state, ASHBY_TAGS) == version);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"Golang, and more of it\"}");
	assert_true(ashby_store_version(*state, ASHBY_TAGS) > version);
	assert_int_equal(find(*state, ASHBY_TAGS, "a"), row);
	assert_int_equal(ashby_store_count(*state, ASHBY_TAGS), 1);
	assert_field(*state, ASHBY_TAGS, "a", "title", "Golang, and more of it");
	put(*state, ASHBY_TAGS, "{\"id\":\"a\"}");
	assert_field(*state, ASHBY_TAGS, "a", "title", "");
}

static void ids_come_back_as_they_were(void **state)
{
	static const char *const ids[] = { "app_12", "0", "00000000-0000-0000-0000-000000000000",
		"0B5A7A1C-0000-4000-8000-000000000001", "0b5a7a1c-0000-4000-8000-000000000001",
		"0b5a7a1c-0000-4000-8000-00000000000", "0b5a7a1c-0000-4000-8000-0000000000011",
		"0b5a7a1c00000-4000-8000-000000000001", "ffffffff-ffff-ffff-ffff-ffffffffffff",
		"0b5a7a1c-0000-4000-8000-00000000000g", "\xc3\x96zbek" };
	char json[200];

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		snprintf(json, sizeof(json), "{\"id\":\"%s\",\"title\":\"%zu\"}", ids[i], i);
		put(*state, ASHBY_TAGS, json);
	}
	assert_int_equal(ashby_store_count(*state, ASHBY_TAGS), sizeof(ids) / sizeof(ids[0]));
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		uint32_t row = find(*state, ASHBY_TAGS, ids[i]);

		assert_int_equal(row, i);
		assert_text(ashby_store_id(*state, ASHBY_TAGS, row), ids[i]);
	}
	assert_int_equal(find(*state, ASHBY_TAGS, ""), ASHBY_NO_ROW);
	assert_int_equal(find(*state, ASHBY_TAGS, "app_13"), ASHBY_NO_ROW);
}

static void id_texts_stay_good(void **state)
{
	struct ashby_text first;
	char json[200];

	for (int i = 0; i < 5000; i++) {
		snprintf(json, sizeof(json), "{\"id\":\"0b5a7a1c-0000-4000-8000-%012d\"}", i);
		put(*state, ASHBY_TAGS, json);
	}
	first = ashby_store_id(*state, ASHBY_TAGS, 0);
	for (uint32_t row = 0; row < 5000; row++)
		ashby_store_id(*state, ASHBY_TAGS, row);
	assert_text(first, "0b5a7a1c-0000-4000-8000-000000000000");
	assert_text(ashby_store_id(*state, ASHBY_TAGS, 4999), "0b5a7a1c-0000-4000-8000-000000004999");
}

static void references_join_whatever_comes_first(void **state)
{
	struct ashby_field to_job = field(ASHBY_OFFERS, "applicationId->job.id");

	put(*state, ASHBY_OFFERS, "{\"id\":\"o\",\"applicationId\":\"" APPLICATION "\"}");
	assert_int_equal(find(*state, ASHBY_APPLICATIONS, APPLICATION), ASHBY_NO_ROW);
	assert_int_equal(ashby_store_count(*state, ASHBY_APPLICATIONS), 0);
	assert_field(*state, ASHBY_OFFERS, "o", "applicationId", APPLICATION);
	assert_field(*state, ASHBY_OFFERS, "o", "applicationId->candidate.name", "");
	put(*state, ASHBY_APPLICATIONS, APPLICATION_RECORD);
	assert_field(*state, ASHBY_OFFERS, "o", "applicationId->candidate.name", "Priya Raman");
	assert_field(*state, ASHBY_OFFERS, "o", "applicationId->id", APPLICATION);
	assert_int_equal(ashby_field_row(*state, &to_job, 0), ASHBY_NO_ROW);
	put(*state, ASHBY_DEPARTMENTS, "{\"id\":\"d\",\"name\":\"R&D\"}");
	put(*state, ASHBY_JOBS, "{\"id\":\"" JOB "\",\"title\":\"B\",\"departmentId\":\"d\"}");
	assert_int_equal(ashby_field_row(*state, &to_job, 0), find(*state, ASHBY_JOBS, JOB));
	assert_field(*state, ASHBY_OFFERS, "o", "applicationId->job.id->departmentId->name", "R&D");
}

static void a_merged_candidate_is_another_reference(void **state)
{
	put(*state, ASHBY_CANDIDATES, "{\"id\":\"c1\",\"name\":\"One\"}");
	put(*state, ASHBY_CANDIDATES, "{\"id\":\"c2\",\"name\":\"Two\"}");
	put(*state, ASHBY_APPLICATIONS, "{\"id\":\"a\",\"candidate\":{\"id\":\"c1\"}}");
	assert_field(*state, ASHBY_APPLICATIONS, "a", "candidate.id->name", "One");
	put(*state, ASHBY_APPLICATIONS, "{\"id\":\"a\",\"candidate\":{\"id\":\"c2\"}}");
	assert_field(*state, ASHBY_APPLICATIONS, "a", "candidate.id->name", "Two");
	assert_field(*state, ASHBY_APPLICATIONS, "a", "candidate.id", "c2");
}

static void count_row(void *arg, uint32_t row)
{
	uint32_t *sum = arg;

	*sum += row + 1;
}

static void references_are_found_backwards(void **state)
{
	struct ashby_field direct = field(ASHBY_APPLICATIONS, "job.id");
	struct ashby_field far = field(ASHBY_OFFERS, "applicationId->job.id");
	struct ashby_field text = field(ASHBY_APPLICATIONS, "job.title");
	uint32_t sum = 0;

	put(*state, ASHBY_APPLICATIONS, "{\"id\":\"a0\",\"job\":{\"id\":\"j\"}}");
	put(*state, ASHBY_APPLICATIONS, "{\"id\":\"a1\",\"job\":{\"id\":\"other\"}}");
	put(*state, ASHBY_APPLICATIONS, "{\"id\":\"a2\",\"job\":{\"id\":\"j\"}}");
	put(*state, ASHBY_OFFERS, "{\"id\":\"o\",\"applicationId\":\"a2\"}");
	ashby_store_refs(*state, &direct, ashby_text_str("j"), count_row, &sum);
	assert_int_equal(sum, 1 + 3);
	sum = 0;
	ashby_store_refs(*state, &far, ashby_text_str("j"), count_row, &sum);
	assert_int_equal(sum, 1);
	sum = 0;
	ashby_store_refs(*state, &direct, ashby_text_str("none"), count_row, &sum);
	ashby_store_refs(*state, &text, ashby_text_str("j"), count_row, &sum);
	assert_int_equal(sum, 0);
}

static void an_approval_says_whom_it_waits_for(void **state)
{
	put(*state, ASHBY_APPROVALS,
		"{\"id\":\"a\",\"entityId\":\"v\",\"entityType\":\"offer\",\"steps\":["
		"{\"completedAt\":\"2026-01-01T00:00:00Z\",\"approvalsRequired\":1,\"approvers\":[{"
		"\"userId\":\"u0\","
		"\"decision\":\"pending\"}]},"
		"{\"completedAt\":null,\"approvalsRequired\":2,\"approvers\":[{\"userId\":\"u1\","
		"\"decision\":\"approve\"},"
		"{\"userId\":\"u2\",\"decision\":\"pending\",\"requestedAt\":\"1970-01-01T00:00:01Z\"},"
		"{\"userId\":\"u3\",\"decision\":\"pending\"}]},"
		"{\"approvalsRequired\":3,\"approvers\":[{\"userId\":\"u4\",\"decision\":\"pending\"}]}]}");
	assert_field(*state, ASHBY_APPROVALS, "a", "waitsFor", "u2, u3");
	assert_true(number(*state, ASHBY_APPROVALS, "a", "approvalsRequired") == 2);
	assert_true(number(*state, ASHBY_APPROVALS, "a", "approvalsGiven") == 1);
	assert_true(number(*state, ASHBY_APPROVALS, "a", "stepsDone") == 1);
	assert_true(number(*state, ASHBY_APPROVALS, "a", "steps") == 3);
	assert_int_equal(time_at(*state, ASHBY_APPROVALS, "a", "requestedAt"), 1000);
}

static void roles_go_by_the_organisations_titles(void **state)
{
	assert_int_equal(ashby_store_set_role(*state, ASHBY_ROLE_RECRUITER, "Talent Partner"), ASHBY_OK);
	put(*state, ASHBY_JOBS,
		"{\"id\":\"j\",\"hiringTeam\":[{\"firstName\":\"A\",\"lastName\":\"B\",\"role\":"
		"\"Recruiter\"},"
		"{\"firstName\":\"C\",\"lastName\":\"D\",\"role\":\"Talent Partner\"}]}");
	assert_field(*state, ASHBY_JOBS, "j", "recruiter", "C D");
}

static void long_texts_are_cut_between_characters(void **state)
{
	struct ashby_field name = field(ASHBY_CANDIDATES, "name");
	char json[16000] = "{\"id\":\"c\",\"name\":\"x";
	size_t len = strlen(json);
	struct ashby_text text;

	for (int i = 0; i < 5000; i++, len += 2)
		memcpy(json + len, "\xc3\xa9", 2);
	memcpy(json + len, "\"}", 3);
	put(*state, ASHBY_CANDIDATES, json);
	text = ashby_field_text(*state, &name, 0);
	assert_int_equal(text.len, 4095);
	assert_memory_equal(text.raw + text.len - 2, "\xc3\xa9", 2);
}

static void times_of_all_years_are_kept(void **state)
{
	static const char *const years[] = { "0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z",
		"1970-01-01T00:00:00.000Z", "2026-05-28T21:07:04.042Z", "9999-12-31T23:59:59.999Z" };
	struct ashby_field created = field(ASHBY_PLANS, "createdAt");
	char json[200], iso[25];

	for (uint32_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
		snprintf(json, sizeof(json), "{\"id\":\"%u\",\"createdAt\":\"%s\"}", i, years[i]);
		put(*state, ASHBY_PLANS, json);
	}
	for (uint32_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
		ashby_date_iso(ashby_field_time(*state, &created, i), iso);
		assert_string_equal(iso, years[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_application_has_its_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(null_and_absent_are_none, setup, teardown),
		cmocka_unit_test_setup_teardown(a_field_of_the_wrong_type_is_none, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_asked_for_wrongly_is_none, setup, teardown),
		cmocka_unit_test_setup_teardown(a_record_without_an_id_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(an_info_reply_is_one_record, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_id_is_the_same_row, setup, teardown),
		cmocka_unit_test_setup_teardown(ids_come_back_as_they_were, setup, teardown),
		cmocka_unit_test_setup_teardown(id_texts_stay_good, setup, teardown),
		cmocka_unit_test_setup_teardown(references_join_whatever_comes_first, setup, teardown),
		cmocka_unit_test_setup_teardown(a_merged_candidate_is_another_reference, setup, teardown),
		cmocka_unit_test_setup_teardown(references_are_found_backwards, setup, teardown),
		cmocka_unit_test_setup_teardown(an_approval_says_whom_it_waits_for, setup, teardown),
		cmocka_unit_test_setup_teardown(roles_go_by_the_organisations_titles, setup, teardown),
		cmocka_unit_test_setup_teardown(long_texts_are_cut_between_characters, setup, teardown),
		cmocka_unit_test_setup_teardown(times_of_all_years_are_kept, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
