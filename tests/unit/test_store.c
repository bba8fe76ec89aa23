/* test_store.c: rows in memory: what is put, joined, counted, dropped; what it weighs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/store.h"

#define ID(kind, n) "00000000-0000-4" #kind "-8000-00000000000" #n
#define APPLICATION ID(001, 1)
#define CANDIDATE ID(002, 1)
#define JOB ID(003, 1)

static int setup(void **state)
{
	return ashby_store_new((struct ashby_store **)state);
}

static int teardown(void **state)
{
	ashby_store_free(*state);
	return 0;
}

static struct ashby_record *parse(const char *json)
{
	struct ashby_record *record = NULL;
	struct ashby_err err = { 0 };

	if (ashby_record_parse(&record, ashby_text_str(json), NULL, &err))
		fail_msg("%s: %s", json, err.message);
	return record;
}

static enum ashby_error try_put(struct ashby_store *store, enum ashby_kind kind, const char *json)
{
	struct ashby_record *record = parse(json);
	enum ashby_error error =
		ashby_store_put(store, kind, ashby_record_root(record), ashby_text_str(json));

	ashby_record_unref(record);
	return error;
}

static void put(struct ashby_store *store, enum ashby_kind kind, const char *json)
{
	assert_int_equal(try_put(store, kind, json), ASHBY_OK);
}

static uint32_t find(struct ashby_store *store, enum ashby_kind kind, const char *id)
{
	return ashby_store_find(store, kind, ashby_text_str(id));
}

static struct ashby_field field(enum ashby_kind kind, const char *path)
{
	struct ashby_field field;

	if (!ashby_field_find(kind, path, &field))
		fail_msg("no field %s", path);
	return field;
}

static void assert_text(struct ashby_text text, const char *expected)
{
	if (text.len != strlen(expected) || (text.len && memcmp(text.raw, expected, text.len) != 0))
		fail_msg("'%.*s' is not '%s'", (int)text.len, text.raw ? text.raw : "", expected);
}

static void assert_field(struct ashby_store *store, enum ashby_kind kind, const char *id, const char *path,
	const char *expected)
{
	struct ashby_field f = field(kind, path);

	assert_text(ashby_field_text(store, &f, find(store, kind, id)), expected);
}

static double number(struct ashby_store *store, enum ashby_kind kind, const char *id, const char *path)
{
	struct ashby_field f = field(kind, path);

	return ashby_field_number(store, &f, find(store, kind, id));
}

static int64_t time_at(struct ashby_store *store, enum ashby_kind kind, const char *id, const char *path)
{
	struct ashby_field f = field(kind, path);

	return ashby_field_time(store, &f, find(store, kind, id));
}

static const char application[] =
	"{\"id\":\"" APPLICATION "\",\"status\":\"Active\",\"createdAt\":\"2026-05-28T21:07:04.042Z\","
	"\"updatedAt\":\"2026-05-29T00:00:00.000Z\",\"candidate\":{\"id\":\"" CANDIDATE
	"\",\"name\":\"Priya Raman\","
	"\"primaryEmailAddress\":{\"value\":\"priya@example.test\",\"type\":\"Work\",\"isPrimary\":true}},"
	"\"job\":{\"id\":\"" JOB "\",\"title\":\"Backend Engineer\",\"brandId\":\"x\"},\"source\":null,"
	"\"creditedToUser\":null,\"archiveReason\":null,"
	"\"currentInterviewStage\":{\"id\":\"" ID(004,
		1) "\",\"title\":\"Onsite\",\"type\":\"Active\","
		   "\"orderInInterviewPlan\":4,\"interviewPlanId\":\"" ID(005,
			   1) "\",\"interviewStageGroupId\":null},"
			      "\"hiringTeam\":[{\"userId\":\"" ID(006,
				      1) "\",\"firstName\":\"Jo\",\"lastName\":\"Ortiz\",\"role\":"
					 "\"Hiring Manager\"},{\"userId\":\"" ID(006,
						 2) "\",\"firstName\":\"Mei\",\"lastName\":\"Chen\",\"role\":"
						    "\"Recruiter\"}],\"unheardOf\":{\"a\":[1,2,{\"b\":null}]}"
						    "}";

static void an_application_has_its_columns(void **state)
{
	enum ashby_kind kind = ASHBY_APPLICATIONS;
	struct ashby_text json;

	put(*state, kind, application);
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
	assert_text(json, application);
}

static void null_and_absent_are_none(void **state)
{
	enum ashby_kind kind = ASHBY_APPLICATIONS;

	put(*state, kind, application);
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
	put(*state, ASHBY_APPLICATIONS, application);
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

static void a_pass_ends_what_it_has_not_seen(void **state)
{
	struct ashby_field title = field(ASHBY_TAGS, "title");

	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"A\"}");
	put(*state, ASHBY_TAGS, "{\"id\":\"b\",\"title\":\"B\"}");
	ashby_store_pass_begin(*state, ASHBY_TAGS);
	put(*state, ASHBY_TAGS, "{\"id\":\"b\",\"title\":\"B\"}");
	put(*state, ASHBY_TAGS, "{\"id\":\"c\",\"title\":\"C\"}");
	assert_int_equal(ashby_store_count(*state, ASHBY_TAGS), 3);
	ashby_store_pass_end(*state, ASHBY_TAGS);
	assert_int_equal(ashby_store_count(*state, ASHBY_TAGS), 2);
	assert_int_equal(find(*state, ASHBY_TAGS, "a"), ASHBY_NO_ROW);
	assert_false(ashby_store_live(*state, ASHBY_TAGS, 0));
	/* A line that fades may still be drawn. */
	assert_text(ashby_field_text(*state, &title, 0), "A");
	assert_text(ashby_store_id(*state, ASHBY_TAGS, 0), "a");
	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"again\"}");
	assert_int_equal(find(*state, ASHBY_TAGS, "a"), 0);
	assert_int_equal(ashby_store_slots(*state, ASHBY_TAGS), 3);
}

#define EVENT(id, place)                                                                                     \
	"{\"id\":\"" id "\",\"interviewId\":\"i\",\"location\":\"" place                                     \
	"\",\"startTime\":\"2026-05-28T21:00:00Z\","                                                         \
	"\"hasSubmittedFeedback\":true,\"interviewers\":[{\"id\":\"u1\",\"firstName\":\"Ann\",\"lastName\":" \
	"\"Lee\"},"                                                                                          \
	"{\"id\":\"u2\",\"firstName\":\"\",\"lastName\":\"Bo\"},{\"id\":\"u3\",\"firstName\":null}]}"
#define SCHEDULE(id, events)                                  \
	"{\"id\":\"" id "\",\"applicationId\":\"" APPLICATION \
	"\",\"status\":\"Scheduled\",\"interviewEvents\":[" events "]}"

static void events_are_cut_from_their_schedule(void **state)
{
	struct ashby_text json;

	put(*state, ASHBY_APPLICATIONS, application);
	put(*state, ASHBY_INTERVIEWS, "{\"id\":\"i\",\"title\":\"Panel\"}");
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "Room 1") "," EVENT("e2", "Room 2")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 2);
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewScheduleId", "s");
	assert_field(*state, ASHBY_EVENTS, "e1", "status", "Scheduled");
	assert_field(*state, ASHBY_EVENTS, "e1", "applicationId->candidate.name", "Priya Raman");
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewId->title", "Panel");
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewers", "Ann Lee, Bo");
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewers[].id", "u1, u2, u3");
	assert_true(number(*state, ASHBY_EVENTS, "e1", "hasSubmittedFeedback") == 1);
	assert_true(number(*state, ASHBY_SCHEDULES, "s", "interviewEvents") == 2);
	assert_true(ashby_store_json(*state, ASHBY_EVENTS, find(*state, ASHBY_EVENTS, "e2"), &json));
	assert_text(json, EVENT("e2", "Room 2"));
}

static void an_event_that_left_its_schedule_is_dead(void **state)
{
	put(*state, ASHBY_SCHEDULES,
		SCHEDULE("s", EVENT("e1", "1") "," EVENT("e2", "2") "," EVENT("e3", "3")));
	put(*state, ASHBY_SCHEDULES,
		SCHEDULE("s", EVENT("e3", "4") "," EVENT("e4", "5") "," EVENT("e3", "6")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 2);
	assert_int_equal(find(*state, ASHBY_EVENTS, "e1"), ASHBY_NO_ROW);
	assert_int_equal(find(*state, ASHBY_EVENTS, "e2"), ASHBY_NO_ROW);
	assert_field(*state, ASHBY_EVENTS, "e3", "location", "6");
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "back")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 1);
	assert_field(*state, ASHBY_EVENTS, "e1", "location", "back");
	put(*state, ASHBY_SCHEDULES, "{\"id\":\"s\",\"interviewEvents\":null}");
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 0);
}

static void events_die_with_their_schedule(void **state)
{
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "1") "," EVENT("e2", "2")));
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", EVENT("e3", "3")));
	ashby_store_pass_begin(*state, ASHBY_SCHEDULES);
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", EVENT("e3", "3")));
	ashby_store_pass_end(*state, ASHBY_SCHEDULES);
	assert_int_equal(ashby_store_count(*state, ASHBY_SCHEDULES), 1);
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 1);
	assert_field(*state, ASHBY_EVENTS, "e3", "location", "3");
}

static void an_event_may_move_to_another_schedule(void **state)
{
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e1", "1") "," EVENT("e2", "2")));
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", EVENT("e3", "3") "," EVENT("e1", "4")));
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", EVENT("e2", "5")));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 3);
	assert_field(*state, ASHBY_EVENTS, "e1", "interviewScheduleId", "t");
	assert_field(*state, ASHBY_EVENTS, "e2", "interviewScheduleId", "s");
	put(*state, ASHBY_SCHEDULES, SCHEDULE("s", ""));
	assert_int_equal(find(*state, ASHBY_EVENTS, "e2"), ASHBY_NO_ROW);
	put(*state, ASHBY_SCHEDULES, SCHEDULE("t", ""));
	assert_int_equal(ashby_store_count(*state, ASHBY_EVENTS), 0);
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

static void json_is_kept_up_to_a_budget(void **state)
{
	struct ashby_text json;
	char text[3000];
	uint32_t kept = 0;
	size_t columns, bytes;

	ashby_store_limit_json(*state, 2 << 20);
	for (int i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "{\"id\":\"%d\",\"title\":\"t\",\"padding\":\"%0*d\"}", i,
			1000 + i % 1000, i);
		put(*state, ASHBY_TAGS, text);
	}
	ashby_store_memory(*state, &columns, &bytes);
	assert_in_range(bytes, 1 << 20, (2 << 20) + (64 << 10));
	for (uint32_t row = 0; row < 5000; row++) {
		if (!ashby_store_json(*state, ASHBY_TAGS, row, &json))
			continue;
		snprintf(text, sizeof(text), "{\"id\":\"%u\",", row);
		assert_memory_equal(json.raw, text, strlen(text));
		kept++;
	}
	assert_in_range(kept, 1000, 1500);
	assert_false(ashby_store_json(*state, ASHBY_TAGS, 0, &json));
	assert_true(ashby_store_json(*state, ASHBY_TAGS, 4999, &json));
	assert_field(*state, ASHBY_TAGS, "0", "title", "t");
	ashby_store_limit_json(*state, 0);
	assert_false(ashby_store_json(*state, ASHBY_TAGS, 4999, &json));
	put(*state, ASHBY_TAGS, "{\"id\":\"0\",\"title\":\"u\"}");
	assert_false(ashby_store_json(*state, ASHBY_TAGS, 0, &json));
}

static void a_record_larger_than_a_block_is_kept(void **state)
{
	size_t len = 600000;
	char *text = malloc(len + 100);
	struct ashby_text json;
	int head = snprintf(text, 100, "{\"id\":\"a\",\"padding\":\"");

	memset(text + head, 'x', len);
	memcpy(text + head + len, "\"}", 3);
	put(*state, ASHBY_TAGS, "{\"id\":\"b\"}");
	put(*state, ASHBY_TAGS, text);
	put(*state, ASHBY_TAGS, "{\"id\":\"c\"}");
	assert_true(ashby_store_json(*state, ASHBY_TAGS, 1, &json));
	assert_text(json, text);
	assert_true(ashby_store_json(*state, ASHBY_TAGS, 2, &json));
	assert_text(json, "{\"id\":\"c\"}");
	free(text);
}

/* An application as a page has it: names, mails and numbers all different, the rest from small sets. */
static void put_application(struct ashby_store *store, unsigned i)
{
	char json[2000];

	snprintf(json, sizeof(json),
		"{\"id\":\"%08x-aaaa-4000-8000-%012u\",\"status\":\"%s\",\"createdAt\":\"2025-%02u-%02uT21:"
		"07:04.%03uZ\","
		"\"updatedAt\":\"2026-%02u-%02uT11:07:04.%03uZ\",\"archivedAt\":\"2026-01-01T00:00:00.%"
		"03uZ\","
		"\"candidate\":{\"id\":\"%08x-bbbb-4000-8000-%012u\",\"name\":\"Candidate %06u\","
		"\"primaryEmailAddress\":{\"value\":\"person.%06u@example.test\"},"
		"\"primaryPhoneNumber\":{\"value\":\"+49 30 %07u\"}},"
		"\"job\":{\"id\":\"00000000-cccc-4000-8000-%012u\",\"title\":\"Job number %u\"},"
		"\"source\":{\"title\":\"Source %u\",\"sourceType\":{\"title\":\"Inbound\"}},"
		"\"creditedToUser\":{\"firstName\":\"User\",\"lastName\":\"%u\"},"
		"\"archiveReason\":{\"text\":\"Reason %u\",\"reasonType\":\"RejectedByOrg\"},"
		"\"currentInterviewStage\":{\"id\":\"00000000-dddd-4000-8000-%012u\",\"title\":\"Stage %u\","
		"\"type\":\"Active\",\"orderInInterviewPlan\":%u,\"interviewPlanId\":\"00000000-eeee-4000-"
		"8000-%012u\"},"
		"\"hiringTeam\":[{\"userId\":\"u%u\",\"firstName\":\"Re\",\"lastName\":\"%u\",\"role\":"
		"\"Recruiter\"}]}",
		i * 2654435761u, i, i % 3 ? "Archived" : "Active", i % 12 + 1, i % 28 + 1, i % 1000,
		i % 11 + 1, i % 27 + 1, i % 999, i % 997, i * 40503u, i, i, i, i, i % 400, i % 400, i % 50,
		i % 200, i % 20, i % 3000, i % 12, i % 12, i % 300, i % 200, i % 200);
	put(store, ASHBY_APPLICATIONS, json);
}

static void a_hundred_thousand_applications_are_small(void **state)
{
	size_t columns, json;

	for (unsigned i = 0; i < 100000; i++)
		put_application(*state, i);
	ashby_store_memory(*state, &columns, &json);
	assert_int_equal(ashby_store_count(*state, ASHBY_APPLICATIONS), 100000);
	/* The rows of the candidates that they name included. */
	assert_in_range(columns, 1, 160 * 100000);
	assert_in_range(json, 32 << 20, (64 << 20) + (1 << 20));
	print_message("%zu bytes an application\n", columns / 100000);
}

static void rows_that_change_all_day_do_not_grow(void **state)
{
	size_t before, after, json;
	char text[400];

	ashby_store_limit_json(*state, 0);
	for (int round = 0; round < 60; round++) {
		for (int i = 0; i < 1000; i++) {
			snprintf(text, sizeof(text), "{\"id\":\"%d\",\"name\":\"%0*d\",\"company\":\"%0*d\"}",
				i, 1 + (i + round) % 40, i, 1 + (i * 7 + round) % 30, round);
			put(*state, ASHBY_CANDIDATES, text);
		}
		if (round == 39)
			ashby_store_memory(*state, &before, &json);
	}
	ashby_store_memory(*state, &after, &json);
	assert_int_equal(before, after);
	assert_field(*state, ASHBY_CANDIDATES, "5", "name", "0000000000000000000000005");
}

static void collect(void *arg, uint32_t kinds)
{
	uint32_t *seen = arg;

	seen[0]++;
	seen[1] |= kinds;
}

static void listeners_are_told_once_a_turn(void **state)
{
	struct ashby_listener *listener, *gone;
	uint32_t seen[2] = { 0, 0 }, none[2] = { 0, 0 };
	struct ashby_loop *loop;

	assert_int_equal(ashby_loop_new(&loop), ASHBY_OK);
	assert_int_equal(ashby_store_listen(&listener, *state, loop, collect, seen), ASHBY_OK);
	assert_int_equal(ashby_store_listen(&gone, *state, loop, collect, none), ASHBY_OK);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\"}");
	put(*state, ASHBY_TAGS, "{\"id\":\"b\"}");
	put(*state, ASHBY_SOURCES, "{\"id\":\"a\"}");
	ashby_listener_free(gone);
	assert_int_equal(seen[0], 0);
	ashby_loop_turn(loop, 0);
	assert_int_equal(seen[0], 1);
	assert_int_equal(seen[1], 1u << ASHBY_TAGS | 1u << ASHBY_SOURCES);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\"}");
	ashby_loop_turn(loop, 0);
	assert_int_equal(seen[0], 1);
	put(*state, ASHBY_TAGS, "{\"id\":\"a\",\"title\":\"new\"}");
	ashby_loop_turn(loop, 0);
	assert_int_equal(seen[0], 2);
	assert_int_equal(none[0], 0);
	ashby_listener_free(listener);
	ashby_listener_free(NULL);
	ashby_loop_free(loop);
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
		cmocka_unit_test_setup_teardown(a_pass_ends_what_it_has_not_seen, setup, teardown),
		cmocka_unit_test_setup_teardown(events_are_cut_from_their_schedule, setup, teardown),
		cmocka_unit_test_setup_teardown(an_event_that_left_its_schedule_is_dead, setup, teardown),
		cmocka_unit_test_setup_teardown(events_die_with_their_schedule, setup, teardown),
		cmocka_unit_test_setup_teardown(an_event_may_move_to_another_schedule, setup, teardown),
		cmocka_unit_test_setup_teardown(an_approval_says_whom_it_waits_for, setup, teardown),
		cmocka_unit_test_setup_teardown(roles_go_by_the_organisations_titles, setup, teardown),
		cmocka_unit_test_setup_teardown(long_texts_are_cut_between_characters, setup, teardown),
		cmocka_unit_test_setup_teardown(times_of_all_years_are_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(json_is_kept_up_to_a_budget, setup, teardown),
		cmocka_unit_test_setup_teardown(a_record_larger_than_a_block_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hundred_thousand_applications_are_small, setup, teardown),
		cmocka_unit_test_setup_teardown(rows_that_change_all_day_do_not_grow, setup, teardown),
		cmocka_unit_test_setup_teardown(listeners_are_told_once_a_turn, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
