/* test_retry.c: the table of which failure is tried again, how often, after how long; Retry-After. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "retry.h"

static void retry_after_is_clamped(void **state)
{
	static const struct {
		int64_t given;
		int want;
	} rows[] = { { 0, 0 }, { -5, 0 }, { -350144863, 0 }, { 1, 1 }, { 120, 120 }, { 300, 300 },
		{ 301, 300 }, { 344000000, 300 }, { INT64_MAX, 300 }, { INT64_MIN, 0 } };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(ashby__retry_after(rows[i].given), rows[i].want);
}

/* Tries in all that an error gets. */
static int tries_of(enum ashby_error error, int http)
{
	struct ashby_err err = { .error = error, .http = http };
	int tries = 1;

	while (tries < 100 && ashby__retry_wait(&err, tries, 7) >= 0)
		tries++;
	return tries;
}

static void only_what_passes_by_itself_is_tried_again(void **state)
{
	static const struct {
		enum ashby_error error;
		int http, tries;
	} rows[] = {
		{ ASHBY_ENET, 0, 4 },
		{ ASHBY_ETIMEOUT, 0, 4 },
		{ ASHBY_ENET, 200, 4 },
		{ ASHBY_ESERVER, 500, 4 },
		{ ASHBY_ESERVER, 503, 4 },
		{ ASHBY_ESERVER, 599, 4 },
		{ ASHBY_ESERVER, 408, 4 },
		{ ASHBY_ESERVER, 302, 1 },
		{ ASHBY_ESERVER, 100, 1 },
		{ ASHBY_ESERVER, 600, 1 },
		{ ASHBY_ERATE, 429, 5 },
		{ ASHBY_ETLS, 0, 1 },
		{ ASHBY_EAUTH, 401, 1 },
		{ ASHBY_EPERM, 403, 1 },
		{ ASHBY_EAPI, 200, 1 },
		{ ASHBY_EAPI, 400, 1 },
		{ ASHBY_EREPLY, 200, 1 },
		{ ASHBY_ELIMIT, 200, 1 },
		{ ASHBY_ENOMEM, 0, 1 },
		{ ASHBY_ECANCELLED, 0, 1 },
		{ ASHBY_OK, 200, 1 },
		{ (enum ashby_error)999, 0, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(tries_of(rows[i].error, rows[i].http), rows[i].tries);
}

static void waits_are_jittered_within_bounds(void **state)
{
	static const int ceilings[] = { 1000, 2000, 4000 };
	struct ashby_err err = { .error = ASHBY_ENET };
	int64_t wait, low, high;
	uint32_t random;
	int tries;

	(void)state;
	for (tries = 1; tries <= 3; tries++) {
		low = INT64_MAX;
		high = 0;
		for (random = 0; random < 20000; random++) {
			wait = ashby__retry_wait(&err, tries, random * 2654435761u);
			low = wait < low ? wait : low;
			high = wait > high ? wait : high;
		}
		assert_in_range(low, 500, 520);
		assert_in_range(high, ceilings[tries - 1] - 20, ceilings[tries - 1]);
	}
	err.error = ASHBY_ERATE;
	assert_in_range(ashby__retry_wait(&err, 4, UINT32_MAX), 500, 8000);
	err.retry_after_s = 17;
	assert_int_equal(ashby__retry_wait(&err, 1, 1), 17000);
	assert_int_equal(ashby__retry_wait(&err, 5, 1), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(retry_after_is_clamped),
		cmocka_unit_test(only_what_passes_by_itself_is_tried_again),
		cmocka_unit_test(waits_are_jittered_within_bounds),
	};

	return cmocka_run_group_tests_name("retry", tests, NULL, NULL);
}
