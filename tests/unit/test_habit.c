/* test_habit.c: how long a stage usually takes, what is late against it, and the configured limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "habit.h"

static const int64_t day = INT64_C(86400000);

static struct habit habit_days(const int *days, unsigned n)
{
	int64_t ms[64];
	struct habit habit;

	for (unsigned i = 0; i < n; i++)
		ms[i] = days[i] * day;
	habit_of(ms, n, &habit);
	return habit;
}

static void test_of_nothing(void **state)
{
	struct habit habit = habit_days(NULL, 0);

	(void)state;
	assert_int_equal(habit.n, 0);
	assert_false(habit_speaks(&habit));
}

static void test_of_one_and_of_any_order(void **state)
{
	const int one[] = { 5 }, nine[] = { 9, 1, 8, 2, 7, 3, 6, 4, 5 };
	struct habit habit = habit_days(one, 1);

	(void)state;
	assert_int_equal(habit.median, 5 * day);
	assert_int_equal(habit.upper, 5 * day);
	habit = habit_days(nine, 9);
	assert_int_equal(habit.n, 9);
	assert_int_equal(habit.median, 5 * day);
	assert_int_equal(habit.upper, 7 * day);
}

static void test_interpolates(void **state)
{
	const int even[] = { 1, 2, 3, 4 };
	struct habit habit = habit_days(even, 4);

	(void)state;
	assert_int_equal(habit.median, 5 * day / 2);
	assert_int_equal(habit.upper, 13 * day / 4);
}

static void test_late_by_habit(void **state)
{
	const int nine[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	struct habit habit = habit_days(nine, 9);

	(void)state;
	assert_int_equal(habit_judge(&habit, 7 * day, day), LATE_NOT);
	assert_int_equal(habit_judge(&habit, 7 * day + 1, day), LATE);
	assert_int_equal(habit_judge(&habit, 10 * day, day), LATE);
	assert_int_equal(habit_judge(&habit, 10 * day + 1, day), LATE_VERY);
}

/* A spread so wide that twice the median is under the 75th percentile: very late is late at least. */
static void test_very_late_is_late_too(void **state)
{
	const int wide[] = { 1, 1, 1, 1, 2, 20, 20, 20, 20 };
	struct habit habit = habit_days(wide, 9);

	(void)state;
	assert_int_equal(habit_judge(&habit, 10 * day, day), LATE_NOT);
	assert_int_equal(habit_judge(&habit, 21 * day, day), LATE_VERY);
}

static void test_too_few_cases_take_the_limit(void **state)
{
	const int seven[] = { 1, 1, 1, 1, 1, 1, 1 };
	struct habit habit = habit_days(seven, 7);

	(void)state;
	assert_false(habit_speaks(&habit));
	assert_int_equal(habit_judge(&habit, 4 * day, 4 * day), LATE_NOT);
	assert_int_equal(habit_judge(&habit, 5 * day, 4 * day), LATE);
	assert_int_equal(habit_judge(&habit, 9 * day, 4 * day), LATE_VERY);
}

static void assert_told(const struct habit *habit, const char *words)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 64);
	habit_tell(habit, 4 * day, &out);
	assert_string_equal(ashby_buf_str(&out), words);
	ashby_buf_release(&out);
}

static void test_words(void **state)
{
	const int nine[] = { 1, 2, 3, 4, 6, 6, 7, 8, 9 };
	struct habit habit = habit_days(nine, 9);

	(void)state;
	assert_told(&habit, "usual 6d (n=9)");
	habit.n = 3;
	assert_told(&habit, "limit 4d");
	assert_null(habit_flag(LATE_NOT));
	assert_string_equal(habit_flag(LATE), "!");
	assert_string_equal(habit_flag(LATE_VERY), "!!");
}

static int64_t limit(const struct late_days *days, const char *type)
{
	return late_days_limit(days, type, (unsigned)strlen(type)) / day;
}

static void test_limits(void **state)
{
	struct late_days days = late_days_default;
	struct ashby_buf out;

	(void)state;
	assert_true(late_days_parse(&days, "review=2, offer=3"));
	assert_int_equal(limit(&days, "PreInterviewScreen"), 2);
	assert_int_equal(limit(&days, "Active"), late_days_default.days[STAGE_ACTIVE]);
	assert_int_equal(limit(&days, "Offer"), 3);
	assert_int_equal(limit(&days, "A type of next year"), late_days_default.days[STAGE_ACTIVE]);
	assert_true(late_days_parse(&days, "7"));
	assert_int_equal(limit(&days, "Offer"), 7);
	ashby_buf_init(&out, 64);
	late_days_tell(&days, &out);
	assert_string_equal(ashby_buf_str(&out), "review=7,active=7,offer=7");
	assert_true(late_days_parse(&days, ashby_buf_str(&out)));
	ashby_buf_release(&out);
}

/* A line that is wrong in one word changes nothing. */
static void test_wrong_limits(void **state)
{
	static const char *const wrong[] = { "", " ", "0", "-1", "366", "99999999999", "soon",
		"review=", "review=x", "review=3 nonsense=4", "review3" };
	struct late_days days = late_days_default;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_false(late_days_parse(&days, wrong[i]));
		assert_memory_equal(&days, &late_days_default, sizeof(days));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_of_nothing),
		cmocka_unit_test(test_of_one_and_of_any_order),
		cmocka_unit_test(test_interpolates),
		cmocka_unit_test(test_late_by_habit),
		cmocka_unit_test(test_very_late_is_late_too),
		cmocka_unit_test(test_too_few_cases_take_the_limit),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_wrong_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
