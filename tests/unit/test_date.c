/* test_date.c: times as text, the calendar, ages, and the clock that can be fixed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/date.h"

#define DAY_MS INT64_C(86400000)

static const struct {
	const char *text, *iso; /* NULL: refused */
} times[] = {
	{ "2026-05-28T21:07:04.042Z", "2026-05-28T21:07:04.042Z" },
	{ "2026-05-28T21:07:04Z", "2026-05-28T21:07:04.000Z" },
	{ "2026-05-28T21:07:04", "2026-05-28T21:07:04.000Z" },
	{ "2026-05-28 21:07", "2026-05-28T21:07:00.000Z" },
	{ "2026-05-28", "2026-05-28T00:00:00.000Z" },
	{ "2026-05-28t21:07:04.5z", "2026-05-28T21:07:04.500Z" },
	{ "2026-05-28T21:07:04,25Z", "2026-05-28T21:07:04.250Z" },
	{ "2026-05-28T21:07:04.0429999999999999999999Z", "2026-05-28T21:07:04.042Z" },
	{ "2026-05-28T23:07:04+02:00", "2026-05-28T21:07:04.000Z" },
	{ "2026-05-28T15:37:04-0530", "2026-05-28T21:07:04.000Z" },
	{ "2026-05-28T23:07:04+02", "2026-05-28T21:07:04.000Z" },
	{ "2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000Z" },
	{ "2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000Z" },
	{ "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
	{ "2000-02-29", "2000-02-29T00:00:00.000Z" },
	{ "0001-01-01", "0001-01-01T00:00:00.000Z" },
	{ "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
	{ "", NULL },
	{ "2026", NULL },
	{ "2026-5-28", NULL },
	{ "2026-13-01", NULL },
	{ "2026-00-01", NULL },
	{ "2026-02-29", NULL },
	{ "1900-02-29", NULL },
	{ "2026-04-31", NULL },
	{ "2026-05-28T", NULL },
	{ "2026-05-28T24:00:00Z", NULL },
	{ "2026-05-28T21:60:00Z", NULL },
	{ "2026-05-28T21:07:61Z", NULL },
	{ "2026-05-28T21:07:0Z", NULL },
	{ "2026-05-28T2:07", NULL },
	{ "2026-05-28T21-07", NULL },
	{ "2026-05-28T21:07:04.Z", NULL },
	{ "2026-05-28T21:07:04+", NULL },
	{ "2026-05-28T21:07:04+2", NULL },
	{ "2026-05-28T21:07:04+02:0", NULL },
	{ "2026-05-28T21:07:04+02:", NULL },
	{ "2026-05-28T21:07:04+24:00", NULL },
	{ "2026-05-28T21:07:04ZZ", NULL },
	{ "2026-05-28Z", NULL },
	{ " 2026-05-28", NULL },
	{ "2026-05-28 ", NULL },
	{ "soon", NULL },
};

static void test_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		int64_t ms = 77;
		char iso[25];

		if (ashby_date_parse(ashby_text_str(times[i].text), &ms) != (times[i].iso != NULL))
			fail_msg("'%s'", times[i].text);
		if (!times[i].iso) {
			assert_int_equal(ms, 77);
			continue;
		}
		ashby_date_iso(ms, iso);
		assert_string_equal(iso, times[i].iso);
	}
	assert_false(ashby_date_parse(ashby_text_of(NULL, 0), &(int64_t){ 0 }));
	assert_false(ashby_date_parse(ashby_text_of("2026-05-28\0", 11), &(int64_t){ 0 }));
}

static void test_iso_ends(void **state)
{
	char iso[25];

	(void)state;
	ashby_date_iso(ASHBY_NO_TIME, iso);
	assert_string_equal(iso, "0000-01-01T00:00:00.000Z");
	ashby_date_iso(INT64_MAX, iso);
	assert_string_equal(iso, "9999-12-31T23:59:59.999Z");
	ashby_date_iso(0, iso);
	assert_string_equal(iso, "1970-01-01T00:00:00.000Z");
}

/* Every day of 800 years follows the one before it. */
static void test_every_day(void **state)
{
	int64_t days = ashby_date_days(1600, 1, 1);
	int year, month, day, last_year = 1599, last_month = 12, last_day = 31;

	(void)state;
	assert_int_equal(ashby_date_days(1970, 1, 1), 0);
	for (; days < ashby_date_days(2400, 1, 1); days++) {
		ashby_date_civil(days, &year, &month, &day);
		assert_int_equal(ashby_date_days(year, month, day), days);
		if (day == 1) {
			assert_int_equal(month, last_month % 12 + 1);
			assert_int_equal(year, last_year + (month == 1));
			assert_in_range(last_day, 28, 31);
		} else {
			assert_int_equal(day, last_day + 1);
			assert_int_equal(month, last_month);
		}
		last_year = year;
		last_month = month;
		last_day = day;
	}
}

static void test_calendar(void **state)
{
	int year = 0, month = 0, day = 0;

	(void)state;
	assert_true(ashby_date_calendar(ashby_text_str("2026-02-28"), &year, &month, &day));
	assert_int_equal(year, 2026);
	assert_int_equal(month, 2);
	assert_int_equal(day, 28);
	assert_false(ashby_date_calendar(ashby_text_str("2026-02-29"), &year, &month, &day));
	assert_false(ashby_date_calendar(ashby_text_str("2026-02-28T00:00:00Z"), &year, &month, &day));
	assert_false(ashby_date_calendar(ashby_text_str("20260228"), &year, &month, &day));
	assert_false(ashby_date_calendar(ashby_text_of(NULL, 0), &year, &month, &day));
	assert_int_equal(day, 28);
}

static void test_human(void **state)
{
	static const struct {
		const char *text;
		int64_t ms; /* INT64_MIN: refused */
	} human[] = {
		{ "now", INT64_C(1780002424042) },
		{ "today", INT64_C(1779926400000) },
		{ "-7d", INT64_C(1780002424042) - 7 * DAY_MS },
		{ "-2h", INT64_C(1780002424042) - 7200000 },
		{ "-30m", INT64_C(1780002424042) - 1800000 },
		{ "-5s", INT64_C(1780002424042) - 5000 },
		{ "+3w", INT64_C(1780002424042) + 21 * DAY_MS },
		{ "2026-11-01", INT64_C(1793491200000) },
		{ "2026-11-01T12:00:00+01:00", INT64_C(1793530800000) },
		{ "1780002424042", INT64_C(1780002424042) },
		{ "1780002424", INT64_C(1780002424000) },
		{ "0", 0 },
		{ "", INT64_MIN },
		{ "7d", INT64_MIN },
		{ "-7", INT64_MIN },
		{ "-d", INT64_MIN },
		{ "-7y", INT64_MIN },
		{ "-7dd", INT64_MIN },
		{ "+-7d", INT64_MIN },
		{ "-99999999999999999999999d", INT64_MIN },
		{ "99999999999999999999999", INT64_MIN },
		{ "-999999999w", INT64_MIN },
		{ "9999999999999999", INT64_MIN },
		{ "-200000w", INT64_MIN },
		{ "yesterday", INT64_MIN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(human) / sizeof(human[0]); i++) {
		int64_t ms = INT64_MIN;

		if (ashby_date_parse_human(human[i].text, INT64_C(1780002424042), &ms) !=
				(human[i].ms != INT64_MIN) ||
			ms != human[i].ms)
			fail_msg("'%s' gave %lld", human[i].text, (long long)ms);
	}
}

static void test_age(void **state)
{
	static const struct {
		int64_t s;
		const char *age;
	} ages[] = {
		{ -5, "0s" },
		{ 0, "0s" },
		{ 45, "45s" },
		{ 59, "59s" },
		{ 60, "1m" },
		{ 12 * 60 + 59, "12m" },
		{ 3599, "59m" },
		{ 3600, "1h" },
		{ 4 * 3600, "4h" },
		{ 86399, "23h" },
		{ 86400, "1d" },
		{ 19 * 86400, "19d" },
		{ 60 * 86400, "60d" },
		{ 61 * 86400, "2mo" },
		{ 250 * 86400, "8mo" },
		{ 729 * 86400, "23mo" },
		{ 731 * 86400, "2y" },
		{ 1100 * 86400, "3y" },
		{ INT64_C(99999999999999), "999y" },
	};
	char buf[16];

	(void)state;
	for (size_t i = 0; i < sizeof(ages) / sizeof(ages[0]); i++) {
		ashby_date_age(INT64_C(-62000000000000), ages[i].s * 1000 - INT64_C(62000000000000), buf);
		assert_string_equal(buf, ages[i].age);
	}
	ashby_date_age(ASHBY_NO_TIME, INT64_MAX, buf);
	assert_true(strlen(buf) <= 4);
	ashby_date_age(INT64_MAX, ASHBY_NO_TIME, buf);
	assert_string_equal(buf, "0s");
}

static void test_clock(void **state)
{
	int64_t before = ashby_clock_now();

	(void)state;
	assert_true(before > INT64_C(1700000000000));
	ashby_clock_fix(INT64_C(1780002424042));
	assert_true(ashby_clock_now() == INT64_C(1780002424042));
	ashby_clock_fix(ASHBY_NO_TIME);
	assert_true(ashby_clock_now() >= before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_iso_ends),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_human),
		cmocka_unit_test(test_age),
		cmocka_unit_test(test_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
