/*
 * tell.c: values as a person reads them. Pure.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "tell.h"

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
	"Nov", "Dec" };

const char *tell_age(int64_t ms, int64_t now_ms, char buf[static 32])
{
	char age[16];

	if (ms == ASHBY_NO_TIME) {
		snprintf(buf, 32, "-");
	} else {
		ashby_date_age(ms, now_ms, age);
		snprintf(buf, 32, "%s", age);
	}
	return buf;
}

static const char *month(int m)
{
	return months[m >= 1 && m <= 12 ? m - 1 : 0];
}

const char *tell_day(const struct ashby_zone *zone, int64_t ms, int64_t now_ms, char buf[static 32])
{
	struct ashby_wall wall, now;

	if (ms == ASHBY_NO_TIME) {
		snprintf(buf, 32, "-");
		return buf;
	}
	ashby_zone_wall(zone, ms, &wall);
	ashby_zone_wall(zone, now_ms, &now);
	if (wall.year == now.year)
		snprintf(buf, 32, "%d %s", wall.day, month(wall.month));
	else
		snprintf(buf, 32, "%d %s %d", wall.day, month(wall.month), wall.year);
	return buf;
}

const char *tell_clock(const struct ashby_zone *zone, int64_t ms, char buf[static 32])
{
	struct ashby_wall wall;

	if (ms == ASHBY_NO_TIME) {
		snprintf(buf, 32, "-");
		return buf;
	}
	ashby_zone_wall(zone, ms, &wall);
	snprintf(buf, 32, "%02d:%02d", wall.hour, wall.minute);
	return buf;
}

const char *tell_time(const struct ashby_zone *zone, int64_t ms, int64_t now_ms, char buf[static 32])
{
	char day[32], clock[32];

	tell_day(zone, ms, now_ms, day);
	if (ms != ASHBY_NO_TIME)
		snprintf(buf, 32, "%.20s %.8s", day, tell_clock(zone, ms, clock));
	else
		snprintf(buf, 32, "-");
	return buf;
}

bool tell_calendar(struct ashby_text text, char buf[static 32])
{
	int year, mon, day;

	if (text.len > 10 && text.raw[10] == 'T')
		text.len = 10;
	if (!ashby_date_calendar(text, &year, &mon, &day))
		return false;
	snprintf(buf, 32, "%d %s %d", day, month(mon), year);
	return true;
}

/* 92000 as 92,000; cents only if there are any. */
static void grouped(double value, char *buf, size_t size)
{
	char digits[40];
	size_t len, at = 0, whole;

	snprintf(digits, sizeof digits, floor(value) == value ? "%.0f" : "%.2f", fabs(value));
	len = strlen(digits);
	whole = strcspn(digits, ".");
	if (value < 0 && size > 1)
		buf[at++] = '-';
	for (size_t i = 0; i < len && at + 2 < size; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0)
			buf[at++] = ',';
		buf[at++] = digits[i];
	}
	buf[at] = '\0';
}

bool tell_amount(double value, struct ashby_text currency, char buf[static 64])
{
	char amount[48];
	bool code = currency.len == 3;

	if (!isfinite(value) || fabs(value) > 1e15)
		return false;
	for (size_t i = 0; i < currency.len && code; i++)
		code = isalpha((unsigned char)currency.raw[i]) != 0;
	grouped(value, amount, sizeof amount);
	if (code)
		snprintf(buf, 64, "%.3s %s", currency.raw, amount);
	else
		snprintf(buf, 64, "%s", amount);
	return true;
}

bool tell_money(struct ashby_value money, char buf[static 64])
{
	return tell_amount(ashby_value_number(ashby_get(money, "value"), NAN),
		ashby_get_text(money, "currencyCode"), buf);
}

const char *tell_api(struct ashby_text camel, char *buf, size_t size)
{
	size_t at = 0;

	for (size_t i = 0; i < camel.len && at + 2 < size; i++) {
		unsigned char c = (unsigned char)camel.raw[i];

		if (i > 0 && isupper(c) && !isupper((unsigned char)camel.raw[i - 1]) &&
			camel.raw[i - 1] != ' ')
			buf[at++] = ' ';
		buf[at++] = c == '_' ? ' ' : (char)tolower(c);
	}
	buf[at] = '\0';
	return buf;
}

void tell_short_name(struct ashby_buf *out, struct ashby_text first, struct ashby_text last)
{
	struct ashby_buf clean;
	size_t step;
	int cols = 0;

	ashby_buf_init(&clean, ASHBY_BUF_MAX);
	ashby_text_clean(&clean, first, ASHBY_TEXT_LINE, NULL);
	step = ashby_text_step(ashby_buf_str(&clean), clean.len, &cols);
	if (step > 0 && cols == 1 && last.len > 0) {
		ashby_buf_add(out, clean.data, step);
		ashby_buf_adds(out, ". ");
	} else if (step > 0) { /* no initials in scripts that have none */
		ashby_buf_add(out, clean.data, clean.len);
		ashby_buf_adds(out, last.len > 0 ? " " : "");
	}
	ashby_buf_add(out, last.raw, last.len);
	ashby_buf_release(&clean);
}
