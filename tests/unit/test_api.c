/*
 * test_api.c: text into bodies, checks with errors that name the parameter, other spellings, classes of
 * writes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "ashby/catalog.h"

#define ID "\"3ae2b801-19f6-41ef-ad28-214bd731948f\""
#define NOW INT64_C(1764000000000) /* 2025-11-24T16:00:00Z */

static struct ashby_err err;

static struct ashby_body *body_of(const char *json)
{
	struct ashby_body *body = NULL;

	assert_int_equal(ashby_body_parse(&body, ashby_text_str(json), &err), ASHBY_OK);
	return body;
}

static void assert_body(const struct ashby_body *body, const char *json)
{
	struct ashby_buf text;

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	assert_int_equal(ashby_body_print(body, &text), ASHBY_OK);
	assert_string_equal(ashby_buf_str(&text), json);
	ashby_buf_release(&text);
}

/* ---- NAME=VALUE ---- */

struct set {
	const char *function, *name, *value;
	const char *body;    /* what becomes of {} */
	const char *refusal; /* or what the error must say */
};

static const struct set sets[] = {
	{ "list_candidates", "limit", "3", "{\"limit\":3}", NULL },
	{ "list_candidates", "limit", "", "{}", NULL },
	{ "list_candidates", "limit", "0", NULL, "'limit' must be an integer from 1 to 100, not '0'" },
	{ "list_candidates", "limit", "101", NULL, "from 1 to 100" },
	{ "list_candidates", "limit", "3x", NULL, "'3x'" },
	{ "list_candidates", "limit", " 3", NULL, "' 3'" },
	{ "list_candidates", "limit", "99999999999999999999", NULL, "integer" },
	{ "list_candidates", "createdAfter", "2025-11-01", "{\"createdAfter\":1761955200000}", NULL },
	{ "list_candidates", "created_after", "-7d", "{\"createdAfter\":1763395200000}", NULL },
	{ "list_candidates", "createdAfter", "soon", NULL, "-7d" },
	{ "list_candidates", "limt", "3", NULL,
		"candidate.list has no parameter 'limt': did you mean 'limit'?" },
	{ "list_candidates", "offset", "3", NULL, "nextCursor is the next one's cursor, and --all" },
	{ "list_candidates", "zzz", "3", NULL, "it takes createdAfter, cursor, syncToken, limit" },
	{ "apiKey.info", "zzz", "3", NULL, "it takes none" },
	{ "list_jobs", "status", "open", "{\"status\":[\"Open\"]}", NULL },
	{ "list_jobs", "status", "Open,draft", "{\"status\":[\"Open\",\"Draft\"]}", NULL },
	{ "list_jobs", "status", "Opened", NULL,
		"'status' must be an array of Draft, Open, Closed, Archived" },
	{ "list_applications", "status", "active", "{\"status\":\"Active\"}", NULL },
	{ "list_applications", "status", "rejected", "{\"status\":\"Rejected\"}", NULL },
	{ "list_applications", "status", "lost", NULL,
		"one of Hired, Archived, Active, Lead, Rejected, Withdrawn, not 'lost'" },
	{ "create_note", "jobId", ID, NULL, "notes are on candidates" },
	{ "create_note", "contentType", "TEXT/HTML", "{\"contentType\":\"text/html\"}", NULL },
	{ "create_note", "contentType", "text/rtf", NULL, "one of text/plain, text/html" },
	{ "update_job", "brandId", ID, NULL, "only job.create takes a brand" },
	{ "list_openings", "status", "open", "{\"status\":\"Open\"}", NULL },
	{ "create_opening", "body", "{\"identifier\":\"X\"}", "{\"body\":{\"identifier\":\"X\"}}", NULL },
	{ "create_opening", "body", "[1]", NULL, "a JSON object" },
	{ "list_applications", "job_id", "nope", NULL, "'jobId' must be a UUID, not 'nope'" },
	{ "get_candidate", "candidateId", "3ae2b801-19f6-41ef-ad28-214bd731948f", "{\"id\":" ID "}", NULL },
	{ "user.list", "includeDeactivated", "yes", "{\"includeDeactivated\":true}", NULL },
	{ "user.list", "includeDeactivated", "1", NULL, "true or false" },
	{ "user.search", "email", "amara@example.test", "{\"email\":\"amara@example.test\"}", NULL },
	{ "user.search", "email", "amara", NULL, "an e-mail address" },
	{ "candidate.create", "alternateEmailAddresses", "a,b", "{\"alternateEmailAddresses\":[\"a,b\"]}",
		NULL },
	{ "candidate.create", "createdAt", "2025-11-01", "{\"createdAt\":\"2025-11-01T00:00:00.000Z\"}",
		NULL },
	{ "candidate.create", "location", "{\"city\":\"Lagos\"}", "{\"location\":{\"city\":\"Lagos\"}}",
		NULL },
	{ "candidate.create", "location", "Lagos", NULL, "a JSON object" },
	{ "candidate.create", "name", "\"Zo\xc3\xab\"\n", "{\"name\":\"\\\"Zo\xc3\xab\\\"\\n\"}", NULL },
	{ "opening.create", "targetHireDate", "2026-02-28", "{\"targetHireDate\":\"2026-02-28\"}", NULL },
	{ "opening.create", "targetHireDate", "2026-02-30", NULL, "a date" },
	{ "opening.create", "targetHireDate", "-1d", "{\"targetHireDate\":\"2025-11-23\"}", NULL },
	{ "create_webhook", "requestUrl", "javascript:1", NULL, "URL" },
	{ "create_webhook", "requestUrl", "https://example.test/x",
		"{\"requestUrl\":\"https://example.test/x\"}", NULL },
	{ "create_note", "content", "met her", "{\"note\":\"met her\"}", NULL },
	{ "set_custom_field_value", "value", "true", "{\"fieldValue\":\"true\"}", NULL },
	{ "offer.setStatus", "anything", "goes", "{\"anything\":\"goes\"}", NULL },
};

static void test_set(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		const struct set *set = &sets[i];
		const struct ashby_function *function = ashby_catalog_find(set->function);
		struct ashby_body *body = body_of("{}");
		enum ashby_error error;

		memset(&err, 0, sizeof(err));
		error = ashby_function_set(function, body, set->name, set->value, NOW, &err);
		if (set->body) {
			if (error)
				fail_msg("%s: %s", set->name, err.message);
			assert_body(body, set->body);
		} else {
			assert_int_equal(error, ASHBY_EUSAGE);
			if (!strstr(err.message, set->refusal))
				fail_msg("'%s' does not say '%s'", err.message, set->refusal);
			assert_body(body, "{}");
		}
		ashby_body_free(body);
	}
}

/* ---- whole bodies ---- */

struct check {
	const char *function, *given;
	const char *body;    /* what it becomes */
	const char *refusal; /* or what the error must say */
};

static const struct check checks[] = {
	{ "list_candidates", "{}", "{}", NULL },
	{ "list_candidates", "{\"limit\":5,\"cursor\":null}", "{\"limit\":5,\"cursor\":null}", NULL },
	{ "list_candidates", "{\"limit\":\"5\"}", NULL,
		"'limit' must be an integer from 1 to 100, not \"5\"" },
	{ "list_candidates", "{\"limit\":5.5}", NULL, "not 5.5" },
	{ "list_candidates", "{\"Limit\":5}", NULL, "did you mean 'limit'?" },
	{ "list_candidates", "{\"createdAfter\":\"2025-11-01\"}", "{\"createdAfter\":1761955200000}", NULL },
	{ "list_candidates", "{\"createdAfter\":\"soon\"}", NULL, "milliseconds" },
	{ "list_jobs", "{\"status\":\"open\"}", "{\"status\":[\"Open\"]}", NULL },
	{ "list_jobs", "{\"status\":[\"open\",\"CLOSED\"]}", "{\"status\":[\"Open\",\"Closed\"]}", NULL },
	{ "list_jobs", "{\"status\":[\"open\",1]}", NULL, "[\"open\",1]" },
	{ "list_jobs", "{\"status\":[\"opened\"]}", NULL,
		"an array of Draft, Open, Closed, Archived, not [\"opened\"]" },
	{ "list_applications", "{\"status\":\"active\"}", "{\"status\":\"Active\"}", NULL },
	{ "job.setStatus", "{\"jobId\":" ID ",\"status\":\"open\"}", "{\"jobId\":" ID ",\"status\":\"Open\"}",
		NULL },
	{ "create_opening", "{\"body\":{\"identifier\":\"A\",\"isBackfill\":true},\"identifier\":\"B\"}",
		"{\"identifier\":\"B\",\"isBackfill\":true}", NULL },
	{ "create_opening", "{\"body\":[]}", NULL, "'body' must be a JSON object" },
	{ "create_opening", "{\"body\":{\"identifer\":\"A\"}}", NULL, "did you mean 'identifier'?" },
	{ "approve_offer", "{\"offerVersionId\":" ID ",\"userId\":" ID "}", NULL,
		"takes approvalStepId and userId together" },
	{ "approve_offer", "{\"offerVersionId\":" ID ",\"approvalStepId\":" ID ",\"userId\":" ID "}",
		"{\"offerVersionId\":" ID ",\"approvalStepId\":" ID ",\"userId\":" ID "}", NULL },
	{ "hiringTeam.addMember",
		"{\"jobId\":" ID ",\"openingId\":" ID ",\"teamMemberId\":" ID ",\"roleId\":" ID "}", NULL,
		"takes only one of applicationId, jobId and openingId" },
	{ "create_note", "{\"applicationId\":" ID ",\"note\":\"x\"}",
		"{\"applicationId\":" ID ",\"note\":\"x\"}", NULL },
	{ "create_note", "{\"applicationId\":" ID ",\"candidateId\":" ID ",\"note\":\"x\"}", NULL,
		"takes only one of candidateId and applicationId" },
	{ "create_note", "{\"note\":\"x\"}", NULL, "candidate.createNote needs 'candidateId'" },
	{ "list_jobs", "{\"status\":[\"Open\"]}", "{\"status\":[\"Open\"]}", NULL },
	{ "get_candidate", "{\"candidateId\":" ID "}", "{\"id\":" ID "}", NULL },
	{ "get_candidate", "{\"candidateId\":" ID ",\"id\":" ID "}", NULL,
		"'id' and 'candidateId' are the same" },
	{ "get_candidate", "{}", NULL, "candidate.info needs one of id and externalMappingId" },
	{ "get_candidate", "{\"id\":null}", NULL, "needs one of" },
	{ "candidate.addTag", "{}", NULL, "candidate.addTag needs 'candidateId', 'tagId'" },
	{ "candidate.addTag", "{\"candidateId\":null,\"tagId\":" ID "}", NULL,
		"'candidateId' must be a UUID, not null" },
	{ "application.changeSource", "{\"applicationId\":" ID ",\"sourceId\":null}",
		"{\"applicationId\":" ID ",\"sourceId\":null}", NULL },
	{ "create_note", "{\"candidateId\":" ID ",\"content\":\"x\",\"contentType\":\"text/html\"}",
		"{\"candidateId\":" ID ",\"note\":{\"type\":\"text/html\",\"value\":\"x\"}}", NULL },
	{ "create_note", "{\"candidateId\":" ID ",\"contentType\":\"text/html\"}", NULL,
		"candidate.createNote needs 'note'" },
	{ "create_note", "{\"candidateId\":" ID ",\"note\":{\"value\":\"x\"},\"contentType\":\"text/html\"}",
		NULL, "needs a plain 'note'" },
	{ "interviewSchedule.update", "{\"interviewScheduleId\":" ID "}", NULL,
		"needs one of interviewEvent and interviewEventIdToCancel" },
	{ "assessment.update", "{\"assessment_id\":" ID ",\"timestamp\":1}",
		"{\"assessment_id\":" ID ",\"timestamp\":1}", NULL },
	{ "candidate.create", "{\"name\":\"A\",\"location\":[]}", NULL, "a JSON object, not []" },
	{ "opening.create", "{\"jobIds\":[" ID ",\"x\"]}", NULL, "an array of UUIDs" },
	{ "offer.setStatus", "{\"status\":{\"any\":1}}", "{\"status\":{\"any\":1}}", NULL },
};

static void test_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		const struct check *check = &checks[i];
		struct ashby_body *body = body_of(check->given);
		enum ashby_error error;

		memset(&err, 0, sizeof(err));
		error = ashby_function_check(ashby_catalog_find(check->function), body, &err);
		if (check->body) {
			if (error)
				fail_msg("%s: %s", check->given, err.message);
			assert_body(body, check->body);
		} else {
			assert_int_equal(error, ASHBY_EUSAGE);
			if (!strstr(err.message, check->refusal))
				fail_msg("'%s' does not say '%s'", err.message, check->refusal);
		}
		ashby_body_free(body);
	}
}

static void test_err_may_be_null(void **state)
{
	struct ashby_body *body = body_of("{\"limit\":0}");
	const struct ashby_function *function = ashby_catalog_find("candidate.list");

	(void)state;
	assert_int_equal(ashby_function_check(function, body, NULL), ASHBY_EUSAGE);
	assert_int_equal(ashby_function_set(function, body, "limit", "x", NOW, NULL), ASHBY_EUSAGE);
	assert_int_equal(ashby_function_set(function, body, "no", "x", NOW, NULL), ASHBY_EUSAGE);
	ashby_body_free(body);
}

/* ---- classes ---- */

static void test_class(void **state)
{
	static const struct {
		const char *endpoint, *body;
		enum ashby_class danger;
	} rows[] = {
		{ "candidate.list", "{}", ASHBY_CLASS_NONE },
		{ "candidate.createNote", "{}", ASHBY_CLASS_A },
		{ "candidate.createNote", "{\"sendNotifications\":true}", ASHBY_CLASS_B },
		{ "candidate.update", "{}", ASHBY_CLASS_B },
		{ "candidate.update", "{\"sendNotifications\":false}", ASHBY_CLASS_A },
		{ "application.changeStage", "{}", ASHBY_CLASS_B },
		{ "application.changeStage", "{\"archiveEmail\":null}", ASHBY_CLASS_B },
		{ "application.changeStage", "{\"archiveEmail\":{}}", ASHBY_CLASS_C },
		{ "interviewSchedule.update", "{\"allowFeedbackDeletion\":true}", ASHBY_CLASS_C },
		{ "offer.approve", "{}", ASHBY_CLASS_C },
		{ "offer.approve", "{\"approvalStepId\":" ID ",\"userId\":" ID "}", ASHBY_CLASS_B },
		{ "candidate.anonymize", "{}", ASHBY_CLASS_C },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ashby_body *body = body_of(rows[i].body);

		assert_int_equal(
			ashby_function_class(ashby_catalog_find(rows[i].endpoint), body), rows[i].danger);
		ashby_body_free(body);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_err_may_be_null),
		cmocka_unit_test(test_class),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
