/* test_outcome.c: the table of outcomes, every row and every way past it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "outcome.h"

struct row {
	const char *what;
	struct ashby__attempt attempt;
	enum ashby__verdict verdict;
};

#define WHOLE .sent = true, .whole = true
#define NO WHOLE, .success = SUCCESS_FALSE
#define SILENT .code = "", .message = ""

static const struct row rows[] = {
	{ "nothing was sent", { .http = 0, SILENT }, VERDICT_UNSENT },
	{ "nothing was sent, whatever else is said",
		{ .whole = true, .http = 200, .success = SUCCESS_TRUE, SILENT }, VERDICT_UNSENT },
	{ "no reply", { .sent = true, SILENT }, VERDICT_UNKNOWN },
	{ "a cut success", { .sent = true, .http = 200, .success = SUCCESS_TRUE, SILENT }, VERDICT_UNKNOWN },
	{ "a cut refusal", { .sent = true, .http = 422, .success = SUCCESS_FALSE, SILENT }, VERDICT_UNKNOWN },
	{ "success", { WHOLE, .http = 200, .success = SUCCESS_TRUE, SILENT }, VERDICT_CONFIRMED },
	{ "success with a word of trouble",
		{ WHOLE, .http = 200, .success = SUCCESS_TRUE, .code = "internal_error", .message = "" },
		VERDICT_CONFIRMED },
	{ "200 that is no envelope", { WHOLE, .http = 200, SILENT }, VERDICT_UNKNOWN },
	{ "201", { WHOLE, .http = 201, .success = SUCCESS_TRUE, SILENT }, VERDICT_UNKNOWN },
	{ "no", { NO, .http = 200, .code = "invalid_input", .message = "internal" }, VERDICT_FAILED },
	{ "no, a refused state", { NO, .http = 200, .code = "opening_in_use", .message = "" },
		VERDICT_FAILED },
	{ "no, without a reason", { NO, .http = 200, SILENT }, VERDICT_FAILED },
	{ "no, in words", { NO, .http = 200, .code = "", .message = "limit is too high" }, VERDICT_FAILED },
	{ "no, of its own fault", { NO, .http = 200, .code = "internal_error", .message = "" },
		VERDICT_UNKNOWN },
	{ "no, in capitals", { NO, .http = 200, .code = "INTERNAL_SERVER_ERROR", .message = "" },
		VERDICT_UNKNOWN },
	{ "no, too late", { NO, .http = 200, .code = "request_timeout", .message = "" }, VERDICT_UNKNOWN },
	{ "no, it does not know", { NO, .http = 200, .code = "unknown_error", .message = "" },
		VERDICT_UNKNOWN },
	{ "no, unlisted", { NO, .http = 200, .code = "service_unavailable", .message = "" },
		VERDICT_UNKNOWN },
	{ "no, of its own fault, in words",
		{ NO, .http = 200, .code = "", .message = "Internal Server Error" }, VERDICT_UNKNOWN },
	{ "no, too late, in words", { NO, .http = 200, .code = "", .message = "the query timed out" },
		VERDICT_UNKNOWN },
	{ "too many, under 200", { NO, .http = 200, .code = "rate_limit_exceeded", .message = "" },
		VERDICT_FAILED },
	{ "400", { NO, .http = 400, .code = "invalid_input", .message = "" }, VERDICT_FAILED },
	{ "400, whatever its code", { NO, .http = 400, .code = "internal_error", .message = "" },
		VERDICT_FAILED },
	{ "400 of somebody in between", { WHOLE, .http = 400, SILENT }, VERDICT_UNKNOWN },
	{ "400 that says yes", { WHOLE, .http = 400, .success = SUCCESS_TRUE, SILENT }, VERDICT_UNKNOWN },
	{ "401", { NO, .http = 401, SILENT }, VERDICT_FAILED },
	{ "401 in plain text", { WHOLE, .http = 401, SILENT }, VERDICT_FAILED },
	{ "401 that says yes", { WHOLE, .http = 401, .success = SUCCESS_TRUE, SILENT }, VERDICT_UNKNOWN },
	{ "402", { NO, .http = 402, SILENT }, VERDICT_UNKNOWN },
	{ "403", { NO, .http = 403, SILENT }, VERDICT_FAILED },
	{ "403 in plain text", { WHOLE, .http = 403, SILENT }, VERDICT_FAILED },
	{ "404", { NO, .http = 404, SILENT }, VERDICT_FAILED },
	{ "404 of somebody in between", { WHOLE, .http = 404, SILENT }, VERDICT_UNKNOWN },
	{ "405", { NO, .http = 405, SILENT }, VERDICT_FAILED },
	{ "408", { NO, .http = 408, SILENT }, VERDICT_UNKNOWN },
	{ "409", { NO, .http = 409, SILENT }, VERDICT_FAILED },
	{ "413", { NO, .http = 413, SILENT }, VERDICT_FAILED },
	{ "415", { NO, .http = 415, SILENT }, VERDICT_FAILED },
	{ "422", { NO, .http = 422, SILENT }, VERDICT_FAILED },
	{ "429", { NO, .http = 429, SILENT }, VERDICT_LIMITED },
	{ "429 of somebody in between", { WHOLE, .http = 429, SILENT }, VERDICT_UNKNOWN },
	{ "100 and no more", { WHOLE, .http = 100, SILENT }, VERDICT_UNKNOWN },
	{ "302", { WHOLE, .http = 302, SILENT }, VERDICT_UNKNOWN },
	{ "500", { NO, .http = 500, .code = "invalid_input", .message = "" }, VERDICT_UNKNOWN },
	{ "503", { WHOLE, .http = 503, SILENT }, VERDICT_UNKNOWN },
};

static void the_evidence_gives_the_verdict(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (ashby__outcome(&rows[i].attempt) != rows[i].verdict)
			fail_msg("%s: verdict %d", rows[i].what, (int)ashby__outcome(&rows[i].attempt));
}

/* The law behind the table: only a whole reply under these statuses decides anything. */
static void whatever_is_not_listed_is_unknown(void **state)
{
	static const int listed[] = { 200, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429 };
	struct ashby__attempt attempt = { WHOLE, SILENT };
	bool known;
	size_t i;
	int success;

	(void)state;
	for (attempt.http = 0; attempt.http < 1000; attempt.http++)
		for (success = SUCCESS_NONE; success <= SUCCESS_FALSE; success++) {
			known = false;
			for (i = 0; i < sizeof(listed) / sizeof(*listed); i++)
				known = known || listed[i] == attempt.http;
			attempt.success = (enum ashby__success)success;
			if (!known)
				assert_int_equal(ashby__outcome(&attempt), VERDICT_UNKNOWN);
			if (attempt.http != 200 || success != SUCCESS_TRUE)
				assert_int_not_equal(ashby__outcome(&attempt), VERDICT_CONFIRMED);
		}
}

static void what_was_not_sent_is_tried_for_ten_minutes(void **state)
{
	static const int64_t waits[] = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000 };
	struct ashby__patience patience = { .why = ASHBY_ENET };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(waits) / sizeof(*waits); i++) {
		patience.unsent = (int)i + 1;
		assert_int_equal(ashby__outcome_wait(VERDICT_UNSENT, &patience), waits[i]);
	}
	patience.unsent = 100;
	patience.since_ms = 540000;
	assert_int_equal(ashby__outcome_wait(VERDICT_UNSENT, &patience), 60000);
	patience.since_ms++;
	assert_int_equal(ashby__outcome_wait(VERDICT_UNSENT, &patience), -1);
	patience = (struct ashby__patience){ .why = ASHBY_ETIMEOUT };
	assert_int_equal(ashby__outcome_wait(VERDICT_UNSENT, &patience), 1000);
}

static void what_a_moment_does_not_mend_is_not_tried_again(void **state)
{
	static const enum ashby_error why[] = { ASHBY_ETLS, ASHBY_EKEY, ASHBY_EAUTH, ASHBY_ECONFIG,
		ASHBY_ENOMEM, ASHBY_ELOCAL, ASHBY_ECANCELLED, ASHBY_EREFUSED };
	struct ashby__patience patience = { .unsent = 1 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(why) / sizeof(*why); i++) {
		patience.why = why[i];
		assert_int_equal(ashby__outcome_wait(VERDICT_UNSENT, &patience), -1);
	}
}

static void a_429_is_tried_five_times(void **state)
{
	struct ashby__patience patience = { .asked_wait_ms = 7000 };

	(void)state;
	for (patience.limited = 1; patience.limited < 5; patience.limited++)
		assert_int_equal(ashby__outcome_wait(VERDICT_LIMITED, &patience), 7000);
	assert_int_equal(ashby__outcome_wait(VERDICT_LIMITED, &patience), -1);
}

static void a_verdict_is_never_tried_again(void **state)
{
	struct ashby__patience patience = { .why = ASHBY_ENET, .asked_wait_ms = 1 };

	(void)state;
	assert_int_equal(ashby__outcome_wait(VERDICT_CONFIRMED, &patience), -1);
	assert_int_equal(ashby__outcome_wait(VERDICT_FAILED, &patience), -1);
	assert_int_equal(ashby__outcome_wait(VERDICT_UNKNOWN, &patience), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_evidence_gives_the_verdict),
		cmocka_unit_test(whatever_is_not_listed_is_unknown),
		cmocka_unit_test(what_was_not_sent_is_tried_for_ten_minutes),
		cmocka_unit_test(what_a_moment_does_not_mend_is_not_tried_again),
		cmocka_unit_test(a_429_is_tried_five_times),
		cmocka_unit_test(a_verdict_is_never_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
