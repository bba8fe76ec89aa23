/*
 * date.c: times as text and back, and the calendar. Pure: knows no zone (zone.h does) and no clock (clock.c does).
 */
#include "ashby/date.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define YEAR_MS (DAY_MS * 1461 / 4)
#define MONTH_MS (YEAR_MS / 12)
/* Epoch numbers below this are seconds: as milliseconds they would lie before 1973. */
#define SECONDS_BELOW INT64_C(100000000000)
/* What ashby_date_iso can write with four digits of a year: 0000-01-01 to 9999-12-31. */
#define MS_MIN (INT64_C(-719528) * DAY_MS)
#define MS_MAX (INT64_C(2932897) * DAY_MS - 1)

/* ---- calendar ---- */

int64_t ashby_date_days(int year, int month, int day)
{
	/* Years that begin in March put the leap day at their end; 400 of them have 146097 days. */
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void ashby_date_civil(int64_t days, int *year, int *month, int *day)
{
	int64_t era, of_era, year_of_era, of_year, part;

	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	of_era = days - era * 146097;
	year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	part = (5 * of_year + 2) / 153;
	*day = (int)(of_year - (153 * part + 2) / 5 + 1);
	*month = (int)(part < 10 ? part + 3 : part - 9);
	*year = (int)(year_of_era + era * 400 + (*month <= 2));
}

static bool day_exists(int year, int month, int day)
{
	int y, m, d;

	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	ashby_date_civil(ashby_date_days(year, month, day), &y, &m, &d);
	return m == month && d == day;
}

/* ---- reading ---- */

struct scan {
	const char *at, *end;
};

/* Exactly so many digits. */
static bool scan_digits(struct scan *s, int count, int *value)
{
	*value = 0;
	for (; count > 0; count--, s->at++) {
		if (s->at >= s->end || *s->at < '0' || *s->at > '9')
			return false;
		*value = *value * 10 + (*s->at - '0');
	}
	return true;
}

static bool scan_char(struct scan *s, const char *set)
{
	if (s->at >= s->end || !*s->at || !strchr(set, *s->at))
		return false;
	s->at++;
	return true;
}

static bool scan_date(struct scan *s, int *year, int *month, int *day)
{
	return scan_digits(s, 4, year) && scan_char(s, "-") && scan_digits(s, 2, month) &&
		scan_char(s, "-") && scan_digits(s, 2, day) && day_exists(*year, *month, *day);
}

/* A fraction of a second of any length; what is finer than milliseconds is cut. */
static bool scan_fraction(struct scan *s, int64_t *ms)
{
	int64_t unit = 100;
	int digit, count = 0;

	while (s->at < s->end && *s->at >= '0' && *s->at <= '9') {
		scan_digits(s, 1, &digit);
		*ms += digit * unit;
		unit /= 10;
		count++;
	}
	return count > 0;
}

/* HH:MM, HH:MM:SS or HH:MM:SS.fff. A leap second counts as the next one. */
static bool scan_clock(struct scan *s, int64_t *ms)
{
	int hour, minute, second = 0;

	if (!scan_digits(s, 2, &hour) || !scan_char(s, ":") || !scan_digits(s, 2, &minute))
		return false;
	if (scan_char(s, ":") && !scan_digits(s, 2, &second))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	*ms = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
	return !scan_char(s, ".,") || scan_fraction(s, ms);
}

/* Z, +HH:MM, +HHMM, +HH or nothing. */
static bool scan_offset(struct scan *s, int64_t *ms)
{
	int hour, minute = 0;
	bool west;

	*ms = 0;
	if (s->at == s->end || scan_char(s, "Zz"))
		return true;
	west = *s->at == '-';
	if (!scan_char(s, "+-") || !scan_digits(s, 2, &hour))
		return false;
	if ((scan_char(s, ":") || s->at < s->end) && !scan_digits(s, 2, &minute))
		return false;
	if (hour > 23 || minute > 59)
		return false;
	*ms = (hour * HOUR_MS + minute * MINUTE_MS) * (west ? -1 : 1);
	return true;
}

bool ashby_date_parse(struct ashby_text text, int64_t *ms)
{
	struct scan s = { text.raw, text.len ? text.raw + text.len : text.raw };
	int64_t clock = 0, offset = 0;
	int year, month, day;

	if (!scan_date(&s, &year, &month, &day))
		return false;
	if (scan_char(&s, "Tt ") && (!scan_clock(&s, &clock) || !scan_offset(&s, &offset)))
		return false;
	if (s.at != s.end)
		return false;
	*ms = ashby_date_days(year, month, day) * DAY_MS + clock - offset;
	return true;
}

bool ashby_date_calendar(struct ashby_text text, int *year, int *month, int *day)
{
	struct scan s = { text.raw, text.len ? text.raw + text.len : text.raw };
	int y, m, d;

	if (!scan_date(&s, &y, &m, &d) || s.at != s.end)
		return false;
	*year = y;
	*month = m;
	*day = d;
	return true;
}

/* ---- what a person may write ---- */

static const struct unit {
	const char *name;
	int64_t ms;
} units[] = {
	{ "s", SECOND_MS },
	{ "m", MINUTE_MS },
	{ "h", HOUR_MS },
	{ "d", DAY_MS },
	{ "w", 7 * DAY_MS },
};

/* Digits up to a size that cannot overflow when it is multiplied by a week. */
static bool scan_count(struct scan *s, int64_t *count)
{
	int digit, digits = 0;

	for (*count = 0; s->at < s->end && *s->at >= '0' && *s->at <= '9'; digits++) {
		if (*count > INT64_C(1000000000000000))
			return false;
		scan_digits(s, 1, &digit);
		*count = *count * 10 + digit;
	}
	return digits > 0;
}

/* -7d, +3w, 2h with a sign; *ms is the way from now. */
static bool scan_relative(struct scan *s, int64_t *ms)
{
	bool back = *s->at == '-';
	int64_t count;

	if (!scan_char(s, "+-") || !scan_count(s, &count) || count > MS_MAX / (7 * DAY_MS))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if ((size_t)(s->end - s->at) == 1 && *s->at == *units[i].name) {
			*ms = count * units[i].ms * (back ? -1 : 1);
			return true;
		}
	}
	return false;
}

static int64_t day_start(int64_t ms)
{
	int64_t past = ms % DAY_MS;

	return ms - (past < 0 ? past + DAY_MS : past);
}

static bool in_range(int64_t ms)
{
	return ms >= MS_MIN && ms <= MS_MAX;
}

bool ashby_date_parse_human(const char *text, int64_t now_ms, int64_t *ms)
{
	size_t len = strlen(text);
	struct scan s = { text, text + len };
	int64_t value;

	if (strcmp(text, "now") == 0) {
		value = now_ms;
	} else if (strcmp(text, "today") == 0) {
		value = day_start(now_ms);
	} else if (ashby_date_parse(ashby_text_of(text, len), &value)) {
		/* it was ISO */
	} else if (*text == '-' || *text == '+') {
		if (!scan_relative(&s, &value))
			return false;
		value += now_ms;
	} else {
		if (!scan_count(&s, &value) || s.at != s.end)
			return false;
		if (value < SECONDS_BELOW)
			value *= SECOND_MS;
	}
	if (!in_range(value))
		return false;
	*ms = value;
	return true;
}

/* ---- writing ---- */

static int64_t clamped(int64_t ms)
{
	return ms < MS_MIN ? MS_MIN : ms > MS_MAX ? MS_MAX : ms;
}

void ashby_date_iso(int64_t ms, char buf[static 25])
{
	int64_t days, past;
	int year, month, day;

	ms = clamped(ms);
	past = ms - day_start(ms);
	days = day_start(ms) / DAY_MS;
	ashby_date_civil(days, &year, &month, &day);
	/* The modulo is for the compiler, which cannot see that the fields fit. */
	snprintf(buf, 25, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", (unsigned)year % 10000,
		(unsigned)month % 100, (unsigned)day % 100, (unsigned)(past / HOUR_MS) % 100,
		(unsigned)(past / MINUTE_MS % 60), (unsigned)(past / SECOND_MS % 60),
		(unsigned)(past % 1000));
}

void ashby_date_age(int64_t from_ms, int64_t now_ms, char buf[static 16])
{
	static const struct {
		int64_t below, unit; /* ages below this are counted in this */
		const char *name;
	} ages[] = {
		{ MINUTE_MS, SECOND_MS, "s" },
		{ HOUR_MS, MINUTE_MS, "m" },
		{ DAY_MS, HOUR_MS, "h" },
		{ 2 * MONTH_MS, DAY_MS, "d" },
		{ 2 * YEAR_MS, MONTH_MS, "mo" },
		{ INT64_MAX, YEAR_MS, "y" },
	};
	int64_t age = clamped(now_ms) - clamped(from_ms);
	size_t i = 0;

	if (age < 0)
		age = 0;
	while (age >= ages[i].below)
		i++;
	age /= ages[i].unit;
	snprintf(buf, 16, "%d%s", (int)(age < 999 ? age : 999), ages[i].name);
}
