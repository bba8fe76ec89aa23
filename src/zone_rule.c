/* zone_rule.c: reads and applies the yearly rule of a time zone. Pure; knows no files. */
#include "zone_in.h"

#include <string.h>

#include "ashby/date.h"

#define DAY_S 86400
#define HOUR_S 3600
#define HOURS_MAX 167 /* TZif version 3 lets a change lie up to a week off its day */

/* ---- reading ---- */

struct reader {
	const char *at;
	bool bad;
};

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static int read_int(struct reader *r, int max)
{
	int value = 0;

	if (!digit(*r->at))
		r->bad = true;
	for (; digit(*r->at) && !r->bad; r->at++) {
		value = value * 10 + (*r->at - '0');
		if (value > max)
			r->bad = true;
	}
	return value;
}

static bool read_char(struct reader *r, char c)
{
	if (*r->at != c)
		return false;
	r->at++;
	return true;
}

static void need_char(struct reader *r, char c)
{
	if (!read_char(r, c))
		r->bad = true;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static int read_time(struct reader *r, int hours_max)
{
	bool minus = *r->at == '-';
	int seconds;

	if (!read_char(r, '-'))
		read_char(r, '+');
	seconds = read_int(r, hours_max) * HOUR_S;
	if (read_char(r, ':'))
		seconds += read_int(r, 59) * 60;
	if (read_char(r, ':'))
		seconds += read_int(r, 59);
	return minus ? -seconds : seconds;
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* CET, or <+0330>. A name too long for its place is cut. */
static void read_name(struct reader *r, struct zone_kind *kind)
{
	bool quoted = read_char(r, '<');
	const char *from = r->at;
	size_t len;

	while (letter(*r->at) || (quoted && (digit(*r->at) || *r->at == '+' || *r->at == '-')))
		r->at++;
	len = (size_t)(r->at - from);
	if (len < 3)
		r->bad = true;
	if (len >= sizeof(kind->abbreviation))
		len = sizeof(kind->abbreviation) - 1;
	memcpy(kind->abbreviation, from, len);
	kind->abbreviation[len] = '\0';
	if (quoted)
		need_char(r, '>');
}

/* Jn, n or Mm.w.d, each with /time. */
static void read_change(struct reader *r, struct zone_change *change)
{
	if (read_char(r, 'M')) {
		change->form = ZONE_WEEKDAY;
		change->month = read_int(r, 12);
		need_char(r, '.');
		change->week = read_int(r, 5);
		need_char(r, '.');
		change->day = read_int(r, 6);
		if (!change->month || !change->week)
			r->bad = true;
	} else {
		change->form = read_char(r, 'J') ? ZONE_JULIAN : ZONE_DAY;
		change->day = read_int(r, 365);
		if (change->form == ZONE_JULIAN && !change->day)
			r->bad = true;
	}
	change->time_s = read_char(r, '/') ? read_time(r, HOURS_MAX) : 2 * HOUR_S;
}

bool ashby__zone_rule_parse(struct zone_rule *out, const char *text)
{
	struct zone_rule rule;
	struct reader r = { .at = text };

	memset(&rule, 0, sizeof(rule));
	read_name(&r, &rule.standard);
	rule.standard.offset_s = -read_time(&r, 24);
	rule.has_summer = *r.at != '\0';
	if (rule.has_summer && !r.bad) {
		read_name(&r, &rule.summer);
		rule.summer.offset_s = rule.standard.offset_s + HOUR_S;
		if (*r.at && *r.at != ',')
			rule.summer.offset_s = -read_time(&r, 24);
		/* Without dates those of the United States hold, as everywhere else. */
		if (!*r.at)
			r.at = ",M3.2.0,M11.1.0";
		need_char(&r, ',');
		read_change(&r, &rule.start);
		need_char(&r, ',');
		read_change(&r, &rule.end);
	}
	if (r.bad || *r.at)
		return false;
	*out = rule;
	return true;
}

/* ---- applying ---- */

static bool leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days since 1970 of the day of a change. */
static int64_t change_day(const struct zone_change *change, int year)
{
	int64_t first, next;

	if (change->form != ZONE_WEEKDAY) {
		first = ashby_date_days(year, 1, 1);
		if (change->form == ZONE_DAY)
			return first + change->day;
		return first + change->day - 1 + (leap_year(year) && change->day > 59);
	}
	first = ashby_date_days(year, change->month, 1);
	next = change->month < 12 ? ashby_date_days(year, change->month + 1, 1)
				  : ashby_date_days(year + 1, 1, 1);
	/* 1970-01-01 was a Thursday, day 4; days before it are negative. */
	first += ((change->day - (first + 4)) % 7 + 7) % 7 + 7 * (change->week - 1);
	return first < next ? first : first - 7;
}

static int64_t change_at(const struct zone_change *change, int year, const struct zone_kind *before)
{
	return change_day(change, year) * DAY_S + change->time_s - before->offset_s;
}

const struct zone_kind *ashby__zone_rule_at(const struct zone_rule *rule, int64_t t)
{
	int64_t local = t + rule->standard.offset_s, start, end;
	int year, month, day;
	bool summer;

	if (!rule->has_summer)
		return &rule->standard;
	ashby_date_civil(local >= 0 ? local / DAY_S : -((DAY_S - 1 - local) / DAY_S), &year, &month, &day);
	start = change_at(&rule->start, year, &rule->standard);
	end = change_at(&rule->end, year, &rule->summer);
	summer = start < end ? t >= start && t < end : t >= start || t < end;
	return summer ? &rule->summer : &rule->standard;
}
