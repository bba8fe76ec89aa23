/* test_pace.c: the pace of one key, on a clock of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pace.h"

/* Requests that go within so many ms, each ending at once; the clock goes on in steps of 1 ms. */
static int go_for(struct ashby__pace *pace, int64_t *now, int64_t ms)
{
	int64_t end = *now + ms;
	int count = 0;

	for (; *now < end; ++*now) {
		while (ashby__pace_wait(pace, false, *now) == 0) {
			ashby__pace_start(pace, *now);
			ashby__pace_end(pace);
			count++;
		}
	}
	return count;
}

static void auto_starts_at_five_and_climbs_to_twenty(void **state)
{
	struct ashby__pace pace;
	int64_t now = 1000000;

	(void)state;
	ashby__pace_init(&pace, 0, false, now);
	assert_in_range(go_for(&pace, &now, 1000), 8, 9); /* four at once, then five a second */
	assert_in_range(go_for(&pace, &now, 10000), 49, 51);
	go_for(&pace, &now, 20000);
	assert_true(pace.rate == 6);
	go_for(&pace, &now, 20 * 30000);
	assert_true(pace.rate == 20);
	assert_in_range(go_for(&pace, &now, 1000), 19, 21);
}

static void idle_time_does_not_count_as_clean(void **state)
{
	struct ashby__pace pace;
	int64_t now = 0;

	(void)state;
	ashby__pace_init(&pace, 0, false, now);
	go_for(&pace, &now, 100);
	now += 1000000;
	go_for(&pace, &now, 100);
	assert_true(pace.rate == 5);
	assert_true(pace.tokens <= 4);
}

static void a_429_pauses_halves_once_and_recovers(void **state)
{
	struct ashby__pace pace;
	int64_t now = 0;

	(void)state;
	ashby__pace_init(&pace, 0, false, now);
	go_for(&pace, &now, 100);
	ashby__pace_limited(&pace, 2000, now);
	ashby__pace_limited(&pace, 3000, now);
	assert_true(pace.rate == 2.5);
	assert_int_equal(ashby__pace_pause(&pace, now), 3000);
	assert_int_equal(ashby__pace_wait(&pace, false, now), 3000);
	assert_int_equal(go_for(&pace, &now, 3000), 0);
	assert_in_range(go_for(&pace, &now, 4000), 9, 11);
	go_for(&pace, &now, 31000);
	assert_true(pace.rate == 3.5);
	for (int i = 0; i < 10; i++) {
		ashby__pace_limited(&pace, 1, now);
		now += 10;
	}
	assert_true(pace.rate == 0.5);
}

static void a_fixed_rate_does_not_climb_over_itself(void **state)
{
	struct ashby__pace pace;
	int64_t now = 0;

	(void)state;
	ashby__pace_init(&pace, 2, true, now);
	go_for(&pace, &now, 120000);
	assert_true(pace.rate == 2);
	assert_in_range(go_for(&pace, &now, 10000), 19, 21);
	ashby__pace_limited(&pace, 10, now);
	assert_true(pace.rate == 1);
	go_for(&pace, &now, 120000);
	assert_true(pace.rate == 2);
}

static void off_has_no_rate_but_keeps_pauses_and_places(void **state)
{
	struct ashby__pace pace;
	int64_t now = 5;
	int i;

	(void)state;
	ashby__pace_init(&pace, 0, true, now);
	assert_true(pace.rate == 0);
	for (i = 0; i < 3; i++) {
		assert_int_equal(ashby__pace_wait(&pace, true, now), 0);
		ashby__pace_start(&pace, now);
	}
	assert_int_equal(ashby__pace_wait(&pace, true, now), -1);
	assert_int_equal(ashby__pace_wait(&pace, false, now), 0);
	ashby__pace_start(&pace, now);
	assert_int_equal(ashby__pace_wait(&pace, false, now), -1);
	ashby__pace_end(&pace);
	assert_int_equal(ashby__pace_wait(&pace, false, now), 0);
	ashby__pace_limited(&pace, 40, now);
	assert_int_equal(ashby__pace_wait(&pace, false, now), 40);
	ashby__pace_init(&pace, -1, false, now);
	assert_true(pace.rate == 0);
}

static void the_last_request_of_a_quota_is_the_last(void **state)
{
	struct ashby__pace pace;
	int64_t now = 1000;

	(void)state;
	ashby__pace_init(&pace, 0, false, now);
	ashby__pace_quota(&pace, 1, 30, now);
	ashby__pace_quota(&pace, 0, 0, now);
	ashby__pace_quota(&pace, -1, 30, now);
	assert_int_equal(ashby__pace_wait(&pace, false, now), 0);
	ashby__pace_quota(&pace, 0, 7, now);
	assert_int_equal(ashby__pace_wait(&pace, false, now), 7000);
	/* A longer wait that is under way stays; nobody is asked to wait for hours. */
	ashby__pace_limited(&pace, 20000, now);
	ashby__pace_quota(&pace, 0, 7, now);
	assert_int_equal(ashby__pace_pause(&pace, now), 20000);
	ashby__pace_quota(&pace, 0, 86400, now);
	assert_int_equal(ashby__pace_pause(&pace, now), 60000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(auto_starts_at_five_and_climbs_to_twenty),
		cmocka_unit_test(idle_time_does_not_count_as_clean),
		cmocka_unit_test(a_429_pauses_halves_once_and_recovers),
		cmocka_unit_test(a_fixed_rate_does_not_climb_over_itself),
		cmocka_unit_test(off_has_no_rate_but_keeps_pauses_and_places),
		cmocka_unit_test(the_last_request_of_a_quota_is_the_last),
	};

	return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
