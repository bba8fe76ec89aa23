/* test_zone.c: wall times against the C library's, changes of the clock, damaged files, names that lead astray. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "ashby/date.h"
#include "ashby/zone.h"
#include "zone_in.h"

static struct ashby_zone *zone_of(const char *name)
{
	struct ashby_zone *zone = NULL;
	struct ashby_err err = { 0 };

	if (ashby_zone_new(&zone, name, &err))
		fail_msg("'%s': %s", name, err.message);
	return zone;
}

static int64_t utc(const char *iso)
{
	int64_t ms;

	assert_true(ashby_date_parse(ashby_text_str(iso), &ms));
	return ms;
}

static void format(const struct ashby_wall *w, char out[static 80])
{
	snprintf(out, 80, "%04d-%02d-%02d %02d:%02d:%02d %d %+d %s", w->year, w->month, w->day, w->hour,
		w->minute, w->second, w->weekday, w->offset_s, w->abbreviation);
}

static const char *const zones[] = { "Europe/Berlin", "America/New_York", "Asia/Kolkata",
	"Australia/Lord_Howe", "UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia",
	"Pacific/Kiritimati", "Africa/Casablanca", "Europe/Dublin", "America/Nuuk", "Asia/Gaza",
	"Antarctica/Troll", "America/Sao_Paulo", "Pacific/Auckland" };

/* ---- against the C library ---- */

static void compare_with_libc(const struct ashby_zone *zone, const char *name, int64_t t)
{
	struct ashby_wall w;
	time_t time = (time_t)t;
	struct tm tm;
	char ours[80], theirs[80];

	ashby_zone_wall(zone, t * 1000 + 999, &w);
	assert_non_null(localtime_r(&time, &tm));
	format(&w, ours);
	snprintf(theirs, sizeof(theirs), "%04d-%02d-%02d %02d:%02d:%02d %d", tm.tm_year + 1900, tm.tm_mon + 1,
		tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, tm.tm_wday);
	if (strncmp(ours, theirs, strlen(theirs)) != 0)
		fail_msg("%s at %lld: '%s', the C library '%s'", name, (long long)t, ours, theirs);
}

/* A wall time leads back to itself; the instant is the same or the earlier one of two. */
static void there_and_back(const struct ashby_zone *zone, int64_t t)
{
	struct ashby_wall w, again;
	char one[80], two[80];
	int64_t back;

	ashby_zone_wall(zone, t * 1000, &w);
	back = ashby_zone_instant(zone, &w);
	assert_true(back <= t * 1000);
	ashby_zone_wall(zone, back, &again);
	format(&w, one);
	format(&again, two);
	assert_memory_equal(one, two, strlen("2026-01-01 00:00:00 0"));
}

static void test_against_libc(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		struct ashby_zone *zone = zone_of(zones[i]);

		setenv("TZ", zones[i], 1);
		tzset();
		/* From 1900 to 2400, by steps that visit every hour of a day. */
		for (int64_t t = -2208988800; t < INT64_C(13569465600); t += 500009) {
			compare_with_libc(zone, zones[i], t);
			there_and_back(zone, t);
		}
		assert_string_equal(ashby_zone_name(zone), zones[i]);
		ashby_zone_free(zone);
	}
	setenv("TZ", "UTC", 1);
	tzset();
}

/* ---- changes of the clock ---- */

static const struct {
	const char *zone, *utc, *wall;
} walls[] = {
	{ "Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29 01:59:59 0 +3600 CET" },
	{ "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29 03:00:00 0 +7200 CEST" },
	{ "Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25 02:59:59 0 +7200 CEST" },
	{ "Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25 02:00:00 0 +3600 CET" },
	{ "Europe/Berlin", "2126-07-01T12:00:00Z", "2126-07-01 14:00:00 1 +7200 CEST" },
	{ "Europe/Berlin", "2126-12-31T23:30:00Z", "2127-01-01 00:30:00 3 +3600 CET" },
	{ "America/New_York", "2026-03-08T06:59:59Z", "2026-03-08 01:59:59 0 -18000 EST" },
	{ "America/New_York", "2026-03-08T07:00:00Z", "2026-03-08 03:00:00 0 -14400 EDT" },
	{ "America/New_York", "2026-11-01T05:59:59Z", "2026-11-01 01:59:59 0 -14400 EDT" },
	{ "America/New_York", "2026-11-01T06:00:00Z", "2026-11-01 01:00:00 0 -18000 EST" },
	{ "Asia/Kolkata", "2026-06-30T18:30:00Z", "2026-07-01 00:00:00 3 +19800 IST" },
	{ "Australia/Lord_Howe", "2026-04-04T14:59:59Z", "2026-04-05 01:59:59 0 +39600 +11" },
	{ "Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05 01:30:00 0 +37800 +1030" },
	{ "Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04 02:30:00 0 +39600 +11" },
	{ "UTC", "1969-12-31T23:59:59Z", "1969-12-31 23:59:59 3 +0 UTC" },
};

static void test_walls(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(walls) / sizeof(walls[0]); i++) {
		struct ashby_zone *zone = zone_of(walls[i].zone);
		struct ashby_wall w;
		char text[80];

		ashby_zone_wall(zone, utc(walls[i].utc), &w);
		format(&w, text);
		assert_string_equal(text, walls[i].wall);
		ashby_zone_free(zone);
	}
}

static const struct {
	const char *zone;
	struct ashby_wall wall;
	const char *utc;
} instants[] = {
	/* Plain, in a gap (the instant after it), and one of two (the earlier). */
	{ "Europe/Berlin", { .year = 2026, .month = 6, .day = 1, .hour = 9 }, "2026-06-01T07:00:00Z" },
	{ "Europe/Berlin", { .year = 2026, .month = 3, .day = 29, .hour = 2, .minute = 30 },
		"2026-03-29T01:00:00Z" },
	{ "Europe/Berlin", { .year = 2026, .month = 10, .day = 25, .hour = 2, .minute = 30 },
		"2026-10-25T00:30:00Z" },
	{ "America/New_York", { .year = 2026, .month = 3, .day = 8, .hour = 2, .minute = 59 },
		"2026-03-08T07:00:00Z" },
	{ "America/New_York", { .year = 2026, .month = 11, .day = 1, .hour = 1 }, "2026-11-01T05:00:00Z" },
	{ "Australia/Lord_Howe", { .year = 2026, .month = 10, .day = 4, .hour = 2, .minute = 15 },
		"2026-10-03T15:30:00Z" },
	{ "Australia/Lord_Howe", { .year = 2026, .month = 4, .day = 5, .hour = 1, .minute = 45 },
		"2026-04-04T14:45:00Z" },
	{ "Asia/Kolkata", { .year = 2026, .month = 1, .day = 1 }, "2025-12-31T18:30:00Z" },
	/* Samoa left out a whole day. */
	{ "Pacific/Apia", { .year = 2011, .month = 12, .day = 30, .hour = 12 }, "2011-12-30T10:00:00Z" },
	/* A day past its month's end, as "tomorrow" may make it. */
	{ "Europe/Berlin", { .year = 2026, .month = 1, .day = 32 }, "2026-01-31T23:00:00Z" },
};

static void test_instants(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(instants) / sizeof(instants[0]); i++) {
		struct ashby_zone *zone = zone_of(instants[i].zone);

		if (ashby_zone_instant(zone, &instants[i].wall) != utc(instants[i].utc))
			fail_msg("%s, for %s", instants[i].zone, instants[i].utc);
		ashby_zone_free(zone);
	}
}

static void test_utc_is_null(void **state)
{
	struct ashby_wall w;
	char text[80];

	(void)state;
	assert_string_equal(ashby_zone_name(NULL), "UTC");
	ashby_zone_wall(NULL, utc("2026-05-28T21:07:04.042Z"), &w);
	format(&w, text);
	assert_string_equal(text, "2026-05-28 21:07:04 4 +0 UTC");
	assert_true(ashby_zone_instant(NULL, &w) == utc("2026-05-28T21:07:04Z"));
	ashby_zone_wall(NULL, -1, &w);
	assert_int_equal(w.second, 59);
	/* The ends of the scale are far away, but lead nowhere else. */
	ashby_zone_wall(NULL, INT64_MIN, &w);
	assert_true(ashby_zone_instant(NULL, &w) < INT64_MIN / 2);
	w.year = INT32_MAX;
	assert_true(ashby_zone_instant(NULL, &w) > INT64_MAX / 2);
	ashby_zone_free(NULL);
}

/* ---- names ---- */

static void test_refused_names(void **state)
{
	static const char *const names[] = { "../../../etc/passwd", "Europe/../Europe/Berlin",
		"/etc/localtime", "Europe/Ber\nlin", "Europe/Ber\x1B[31m", "Mars/Olympus",
		"Europe/B\xC3\xA9rlin", " ", "Europe", ".", "zone1970.tab", "CET-1CEST",
		"Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	struct ashby_zone *zone = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct ashby_err err = { 0 };
		enum ashby_error error = ashby_zone_new(&zone, names[i], &err);

		if (error != ASHBY_EUSAGE && error != ASHBY_ELOCAL)
			fail_msg("'%s' was taken", names[i]);
		assert_int_equal(err.error, error);
		assert_non_null(strstr(err.message, "zone"));
		assert_null(strchr(err.message, '\x1B'));
	}
	assert_null(zone);
	assert_int_equal(ashby_zone_new(&zone, "Mars/Olympus", NULL), ASHBY_EUSAGE);
}

static void assert_variable(const char *tz, const char *name, int offset_s)
{
	struct ashby_zone *zone;
	struct ashby_wall w;

	setenv("TZ", tz, 1);
	zone = zone_of("");
	assert_string_equal(ashby_zone_name(zone), name);
	ashby_zone_wall(zone, utc("2026-07-01T12:00:00Z"), &w);
	assert_int_equal(w.offset_s, offset_s);
	ashby_zone_free(zone);
}

static void test_variable(void **state)
{
	struct ashby_zone *zone = NULL;

	(void)state;
	assert_variable("Europe/Berlin", "Europe/Berlin", 7200);
	assert_variable(":Asia/Kolkata", "Asia/Kolkata", 19800);
	assert_variable("/usr/share/zoneinfo/Asia/Kolkata", "Asia/Kolkata", 19800);
	assert_variable("", "UTC", 0);
	assert_variable("UTC", "UTC", 0);
	assert_variable("EST5EDT,M3.2.0,M11.1.0", "EST", -14400);
	assert_variable("<+0330>-3:30", "+0330", 12600);
	setenv("TZ", "no such thing", 1);
	assert_int_equal(ashby_zone_new(&zone, NULL, NULL), ASHBY_EUSAGE);
	setenv("TZ", "/etc/passwd", 1);
	assert_int_equal(ashby_zone_new(&zone, NULL, NULL), ASHBY_EUSAGE);
	setenv("TZ", ":/etc/localtime", 1);
	zone = zone_of("");
	ashby_zone_free(zone);
	unsetenv("TZ");
	zone = zone_of(NULL);
	assert_true(strlen(ashby_zone_name(zone)) > 0);
	ashby_zone_free(zone);
	setenv("TZ", "UTC", 1);
}

/* ---- rules ---- */

static void test_rules(void **state)
{
	static const char *const bad[] = { "", "CE", "CET", "CET-", "CET-25", "CET-1CEST,M13.1.0,M10.5.0",
		"CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0",
		"CET-1CEST,J0,J365", "CET-1CEST,J366,J1", "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1",
		"CET-1CEST,M3.5.0,M10.5.0x", "CET-99999999999999999999" };
	struct zone_rule rule;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (ashby__zone_rule_parse(&rule, bad[i]))
			fail_msg("'%s' was taken", bad[i]);
	/* Days of the year with and without the leap day: 1 March is J60, and 60 in a leap year. */
	assert_true(ashby__zone_rule_parse(&rule, "AAA0BBB,J60/0,J300/0"));
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2028-02-29T23:59:59Z") / 1000)->offset_s, 0);
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2028-03-01T00:00:00Z") / 1000)->offset_s, 3600);
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2027-02-28T23:59:59Z") / 1000)->offset_s, 0);
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2027-03-01T00:00:00Z") / 1000)->offset_s, 3600);
	assert_true(ashby__zone_rule_parse(&rule, "AAA0BBB,59/0,300/0"));
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2028-02-29T00:00:00Z") / 1000)->offset_s, 3600);
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2027-02-28T23:59:59Z") / 1000)->offset_s, 0);
	/* Without dates, with seconds, with a name too long for a wall time. */
	assert_true(ashby__zone_rule_parse(&rule, "EST5EDT"));
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2026-07-01T00:00:00Z") / 1000)->offset_s, -4 * 3600);
	assert_true(ashby__zone_rule_parse(&rule, "<+123456789>-1:02:03"));
	assert_int_equal(rule.standard.offset_s, 3723);
	assert_string_equal(rule.standard.abbreviation, "+123456");
	/* South of the equator summer spans the new year. */
	assert_true(ashby__zone_rule_parse(&rule, "NZST-12NZDT,M9.5.0,M4.1.0/3"));
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2026-01-01T00:00:00Z") / 1000)->offset_s, 13 * 3600);
	assert_int_equal(ashby__zone_rule_at(&rule, utc("2026-06-01T00:00:00Z") / 1000)->offset_s, 12 * 3600);
	assert_string_equal(
		ashby__zone_rule_at(&rule, utc("2026-06-01T00:00:00Z") / 1000)->abbreviation, "NZST");
}

/* ---- damaged files ---- */

struct file {
	char bytes[8192];
	size_t len;
};

static void read_system_file(struct file *file, const char *path)
{
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	file->len = fread(file->bytes, 1, sizeof(file->bytes), f);
	fclose(f);
	assert_in_range(file->len, 100, sizeof(file->bytes) - 1);
}

/* Reads bytes from memory of exactly that size, and uses what was read. */
static enum ashby_error try_bytes(const char *bytes, size_t len)
{
	struct ashby_zone *zone = calloc(1, sizeof(*zone));
	char *exact = malloc(len ? len : 1);
	enum ashby_error error;
	struct ashby_wall w;

	assert_non_null(zone);
	assert_non_null(exact);
	memcpy(exact, bytes, len);
	error = ashby__zone_read(zone, exact, len);
	if (!error) {
		ashby_zone_wall(zone, INT64_C(1780002424042), &w);
		ashby_zone_instant(zone, &w);
		ashby_zone_wall(zone, INT64_MIN, &w);
		ashby_zone_wall(zone, INT64_MAX, &w);
	}
	free(exact);
	ashby_zone_free(zone);
	return error;
}

/* The old form has one block and no rule; a rule may be empty, and may not be nonsense. */
static void check_forms(const struct file *file)
{
	struct file form = *file;
	size_t len = file->len - 1;

	form.bytes[4] = '\0';
	assert_int_equal(try_bytes(form.bytes, form.len), ASHBY_OK);
	while (file->bytes[len - 1] != '\n')
		len--;
	form = *file;
	form.bytes[len] = '\n';
	assert_int_equal(try_bytes(form.bytes, len + 1), ASHBY_OK);
	form.bytes[len] = '1';
	assert_int_equal(try_bytes(form.bytes, file->len), ASHBY_ELOCAL);
	memset(form.bytes + len, 'A', 200);
	form.bytes[len + 200] = '\n';
	assert_int_equal(try_bytes(form.bytes, len + 201), ASHBY_ELOCAL);
}

static void test_damaged(void **state)
{
	static struct file file;
	uint32_t seed = 7;

	(void)state;
	read_system_file(&file, "/usr/share/zoneinfo/Europe/Berlin");
	assert_int_equal(try_bytes(file.bytes, file.len), ASHBY_OK);
	for (size_t len = 0; len < file.len; len++)
		assert_int_equal(try_bytes(file.bytes, len), ASHBY_ELOCAL);
	for (size_t at = 0; at < file.len; at++) {
		char good = file.bytes[at];

		for (int bit = 0; bit < 8; bit++) {
			file.bytes[at] = (char)(good ^ 1 << bit);
			try_bytes(file.bytes, file.len);
		}
		file.bytes[at] = good;
	}
	check_forms(&file);
	for (int round = 0; round < 20000; round++) {
		static struct file noise;

		noise = file;
		for (int i = 0; i < 4; i++) {
			seed = seed * 1664525u + 1013904223u;
			noise.bytes[(seed >> 8) % (round % 2 ? 44 : noise.len)] = (char)(seed >> 3);
		}
		try_bytes(noise.bytes, noise.len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_libc),
		cmocka_unit_test(test_walls),
		cmocka_unit_test(test_instants),
		cmocka_unit_test(test_utc_is_null),
		cmocka_unit_test(test_refused_names),
		cmocka_unit_test(test_variable),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
