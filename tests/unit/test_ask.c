/*
 * test_ask.c: a planned call step by step against a scripted server: blocks over several pages, one that fails, another
 * endpoint that knows the id, who asks, and a scope that dies in between. Exactly one callback in every case.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "ashby/adapt.h"
#include "session_kit.h"

#define ID "3ae2b801-19f6-41ef-ad28-214bd731948f"
#define SAYS(json) OK_HEAD "Connection: close\r\n\r\n" json
#define NO SAYS("{\"success\":false,\"errorInfo\":{\"code\":\"not_found\",\"message\":\"unknown\"}}")

/* What was answered, as text: the record dies with the callback. */
struct answer {
	struct got got;
	char json[2048];
};

static void on_answer(void *arg, const struct ashby_reply *reply)
{
	struct answer *answer = arg;
	struct ashby_text json = { NULL, 0 };

	kit_got(&answer->got, reply);
	if (reply->record)
		json = ashby_record_json(reply->record);
	snprintf(answer->json, sizeof(answer->json), "%.*s", (int)json.len, json.raw ? json.raw : "");
}

static void ask(struct kit *kit, struct answer *answer, const char *function, const char *given,
	const char *with, const char *me)
{
	const struct ashby_function *row = ashby_catalog_find(function);
	struct ashby_body *body = NULL;
	struct ashby_plan plan;
	struct ashby_buf text;
	struct ashby_err err;

	memset(answer, 0, sizeof(*answer));
	ashby_buf_init(&text, 65536);
	assert_int_equal(ashby_body_parse(&body, ashby_text_str(given), &err), ASHBY_OK);
	if (ashby_function_check(row, body, &err) || ashby_plan_make(&plan, row, body, with, &err))
		fail_msg("%s", err.message);
	ashby_plan_set_me(&plan, me);
	ashby_body_print(body, &text);
	assert_int_equal(
		ashby_ask(kit->scope, &plan, ashby_buf_str(&text), 0, on_answer, answer, &err), ASHBY_OK);
	assert_int_equal(answer->got.count, 0);
	ashby_buf_release(&text);
	ashby_body_free(body);
}

static void sent(const struct kit *kit, size_t i, const char *endpoint, const char *body)
{
	char line[128];

	snprintf(line, sizeof(line), "POST /%s HTTP/1.1\r\n", endpoint);
	assert_true(i < kit->server.request_count);
	assert_memory_equal(kit->server.requests[i], line, strlen(line));
	assert_string_equal(strstr(kit->server.requests[i], "\r\n\r\n") + 4, body);
}

static void test_blocks(void **state)
{
	static const struct script rows[] = {
		{ SAYS("{\"success\":true,\"results\":{\"id\":\"a1\",\"candidate\":{\"id\":\"c1\"}},\"x\":"
		       "1}"),
			0, SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":[{\"f\":1},{\"f\":2}],\"moreDataAvailable\":true,"
		       "\"nextCursor\":\"n\"}"),
			0, SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":[{\"f\":3}],\"moreDataAvailable\":false}"), 0,
			SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":[]}"), 0, SERVER_CLOSE },
	};
	struct answer answer;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ask(&kit, &answer, "get_application", "{\"id\":\"" ID "\"}", "feedback,notes", NULL);
	kit_wait(&kit, &answer.got);
	assert_int_equal(answer.got.error, ASHBY_OK);
	assert_string_equal(answer.json,
		"{\"success\":true,\"results\":{\"id\":\"a1\",\"candidate\":{\"id\":\"c1\"},\"feedback\":[{"
		"\"f\":1},{\"f\":2},"
		"{\"f\":3}],\"notes\":[]},\"x\":1}");
	sent(&kit, 1, "applicationFeedback.list", "{\"applicationId\":\"a1\"}");
	sent(&kit, 2, "applicationFeedback.list", "{\"applicationId\":\"a1\",\"cursor\":\"n\"}");
	sent(&kit, 3, "candidate.listNotes", "{\"candidateId\":\"c1\"}");
	assert_int_equal(answer.got.count, 1);
	kit_release(&kit);
}

/* The ids that a block would be read by are not there: it is empty, and nothing is asked. */
static void test_block_without_id(void **state)
{
	static const struct script rows[] = { { SAYS("{\"success\":true,\"results\":{}}"), 0,
		SERVER_CLOSE } };
	struct answer answer;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ask(&kit, &answer, "get_application", "{\"id\":\"" ID "\"}", "notes", NULL);
	kit_wait(&kit, &answer.got);
	assert_string_equal(answer.json, "{\"success\":true,\"results\":{\"notes\":[]}}");
	assert_int_equal(kit.server.request_count, 1);
	kit_release(&kit);
}

static void test_block_fails(void **state)
{
	static const struct script rows[] = {
		{ SAYS("{\"success\":true,\"results\":{\"id\":\"a1\"}}"), 0, SERVER_CLOSE },
		{ NO, 0, SERVER_CLOSE },
	};
	struct answer answer;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ask(&kit, &answer, "get_application", "{\"id\":\"" ID "\"}", "feedback,criteria", NULL);
	kit_wait(&kit, &answer.got);
	assert_int_equal(answer.got.error, ASHBY_EAPI);
	assert_string_equal(answer.got.err.message, "feedback cannot be added: unknown");
	assert_int_equal(answer.got.results, 0);
	assert_int_equal(kit.server.request_count, 2);
	assert_int_equal(answer.got.count, 1);
	kit_release(&kit);
}

/* The postings of one job are chosen from all. */
static void test_block_is_filtered(void **state)
{
	static const struct script rows[] = {
		{ SAYS("{\"success\":true,\"results\":{\"id\":\"j1\"}}"), 0, SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":[{\"jobId\":\"j0\"},{\"jobId\":\"j1\",\"n\":1},{"
		       "\"jobId\":\"j1\",\"n\":2}]}"),
			0, SERVER_CLOSE },
	};
	struct answer answer;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ask(&kit, &answer, "get_job", "{\"id\":\"" ID "\"}", "postings", NULL);
	kit_wait(&kit, &answer.got);
	assert_string_equal(answer.json,
		"{\"success\":true,\"results\":{\"id\":\"j1\",\"postings\":[{\"jobId\":\"j1\",\"n\":1},{"
		"\"jobId\":\"j1\","
		"\"n\":2}]}}");
	sent(&kit, 1, "jobPosting.list", "{}");
	kit_release(&kit);
}

static void test_who_asks(void **state)
{
	static const struct script rows[] = {
		{ SAYS("{\"success\":true,\"results\":{\"title\":\"Key\"}}"), 0, SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":[{\"id\":\"u1\"},{\"id\":\"u2\"}]}"), 0, SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":{\"title\":\"Key\"}}"), 0, SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":[]}"), 0, SERVER_CLOSE },
	};
	struct answer answer;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ask(&kit, &answer, "get_current_user", "{}", NULL, "ann@example.test");
	kit_wait(&kit, &answer.got);
	assert_string_equal(
		answer.json, "{\"success\":true,\"results\":{\"title\":\"Key\",\"user\":{\"id\":\"u1\"}}}");
	sent(&kit, 1, "user.search", "{\"email\":\"ann@example.test\"}");
	ask(&kit, &answer, "get_current_user", "{}", NULL, "ann@example.test");
	kit_wait(&kit, &answer.got);
	assert_string_equal(answer.json, "{\"success\":true,\"results\":{\"title\":\"Key\",\"user\":null}}");
	kit_release(&kit);
}

static void test_detour(void **state)
{
	static const struct script rows[] = {
		{ NO, 0, SERVER_CLOSE },
		{ SAYS("{\"success\":true,\"results\":{\"interviewers\":[]}}"), 0, SERVER_CLOSE },
		{ NO, 0, SERVER_CLOSE },
		{ NO, 0, SERVER_CLOSE },
	};
	struct answer answer;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ask(&kit, &answer, "get_interview", "{\"id\":\"" ID "\"}", NULL, NULL);
	kit_wait(&kit, &answer.got);
	assert_int_equal(answer.got.error, ASHBY_OK);
	assert_string_equal(answer.got.endpoint, "interviewBriefing.info");
	sent(&kit, 1, "interviewBriefing.info", "{\"interviewEventId\":\"" ID "\"}");
	ask(&kit, &answer, "get_interview", "{\"id\":\"" ID "\"}", NULL, NULL);
	kit_wait(&kit, &answer.got);
	assert_int_equal(answer.got.error, ASHBY_EAPI);
	assert_string_equal(answer.got.err.message, "unknown; nor is it the id of an interview event");
	assert_string_equal(answer.got.err.code, "not_found");
	assert_int_equal(kit.server.request_count, 4);
	kit_release(&kit);
}

static void test_trims_and_keeps_warnings(void **state)
{
	static const struct script rows[] = {
		{ SAYS("{\"success\":true,\"results\":[{\"id\":1},{\"id\":2},{\"id\":3}],\"warnings\":[\"w\"]"
		       "}"),
			0, SERVER_CLOSE },
	};
	struct answer answer;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ask(&kit, &answer, "list_sources", "{\"limit\":2}", NULL, NULL);
	kit_wait(&kit, &answer.got);
	assert_int_equal(answer.got.results, 2);
	assert_int_equal(answer.got.warnings, 1);
	sent(&kit, 0, "source.list", "{}");
	kit_release(&kit);
}

/* Cancelled in the first step and in a later one. */
static void test_scope_dies(void **state)
{
	static const struct script rows[] = {
		{ SAYS("{\"success\":true,\"results\":{\"id\":\"a1\"}}"), 0, SERVER_CLOSE },
		{ NULL, 0, SERVER_KEEP },
	};
	size_t steps;

	(void)state;
	for (steps = 1; steps <= 2; steps++) {
		struct answer answer;
		struct kit kit;

		kit_init(&kit, false, NULL);
		SCRIPT(&kit, rows);
		ask(&kit, &answer, "get_application", "{\"id\":\"" ID "\"}", "feedback", NULL);
		kit_requests(&kit, steps);
		ashby_scope_free(kit.scope);
		kit.scope = NULL;
		assert_int_equal(answer.got.count, 1);
		assert_int_equal(answer.got.error, ASHBY_ECANCELLED);
		kit_release(&kit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_block_without_id),
		cmocka_unit_test(test_block_fails),
		cmocka_unit_test(test_block_is_filtered),
		cmocka_unit_test(test_who_asks),
		cmocka_unit_test(test_detour),
		cmocka_unit_test(test_trims_and_keeps_warnings),
		cmocka_unit_test(test_scope_dies),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
