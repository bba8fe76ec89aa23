/* out.c: JSON members into a buffer. Knows nothing of the API. */
#include "out.h"

#include <string.h>

#include "ashby/date.h"
#include "ashby/record.h"

static void start(struct ashby_buf *b, const char *key)
{
	char last = b->len ? b->data[b->len - 1] : '[';

	if (last != '{' && last != '[')
		ashby_buf_addc(b, ',');
	if (!key)
		return;
	ashby_buf_addc(b, '"');
	ashby_buf_adds(b, key);
	ashby_buf_add(b, "\":", 2);
}

void out_object(struct ashby_buf *b, const char *key)
{
	start(b, key);
	ashby_buf_addc(b, '{');
}

void out_array(struct ashby_buf *b, const char *key)
{
	start(b, key);
	ashby_buf_addc(b, '[');
}

void out_close(struct ashby_buf *b, char bracket)
{
	ashby_buf_addc(b, bracket);
}

void out_bytes(struct ashby_buf *b, const char *key, const char *text, size_t len)
{
	start(b, key);
	ashby_json_quote(b, ashby_text_of(text, len));
}

void out_text(struct ashby_buf *b, const char *key, const char *text)
{
	if (text)
		out_bytes(b, key, text, strlen(text));
	else
		out_null(b, key);
}

void out_raw(struct ashby_buf *b, const char *key, const char *json)
{
	start(b, key);
	ashby_buf_adds(b, json);
}

void out_null(struct ashby_buf *b, const char *key)
{
	out_raw(b, key, "null");
}

void out_bool(struct ashby_buf *b, const char *key, bool value)
{
	out_raw(b, key, value ? "true" : "false");
}

void out_int(struct ashby_buf *b, const char *key, int64_t value)
{
	start(b, key);
	ashby_buf_addf(b, "%lld", (long long)value);
}

void out_number(struct ashby_buf *b, const char *key, double value)
{
	start(b, key);
	ashby_buf_addf(b, "%.10g", value);
}

static char *digits(char *p, int value, int count)
{
	for (int i = count; i-- > 0; value /= 10)
		p[i] = (char)('0' + value % 10);
	return p + count;
}

/* Dates are most of a page: written by hand, printf would take longer than the rest of the record. */
static char *day(char *p, int64_t days)
{
	int year, month, mday;

	ashby_date_civil(days, &year, &month, &mday);
	p = digits(p, year, 4);
	*p++ = '-';
	p = digits(p, month, 2);
	*p++ = '-';
	return digits(p, mday, 2);
}

static int64_t day_of(int64_t ms, int64_t *rest)
{
	int64_t days = ms / 86400000;

	*rest = ms % 86400000;
	if (*rest < 0) {
		*rest += 86400000;
		days--;
	}
	return days;
}

void out_time(struct ashby_buf *b, const char *key, int64_t ms)
{
	char text[27], *p = text;
	int64_t rest;
	int s;

	if (ms == ASHBY_NO_TIME) {
		out_null(b, key);
		return;
	}
	*p++ = '"';
	p = day(p, day_of(ms, &rest));
	s = (int)(rest / 1000);
	*p++ = 'T';
	p = digits(p, s / 3600, 2);
	*p++ = ':';
	p = digits(p, s / 60 % 60, 2);
	*p++ = ':';
	p = digits(p, s % 60, 2);
	*p++ = '.';
	p = digits(p, (int)(rest % 1000), 3);
	*p++ = 'Z';
	*p++ = '"';
	start(b, key);
	ashby_buf_add(b, text, (size_t)(p - text));
}

void out_day(struct ashby_buf *b, const char *key, int64_t ms)
{
	char text[12], *p = text;
	int64_t rest;

	*p++ = '"';
	p = day(p, day_of(ms, &rest));
	*p++ = '"';
	start(b, key);
	ashby_buf_add(b, text, (size_t)(p - text));
}

void out_id(struct ashby_buf *b, const char *key, uint64_t seed, struct id id)
{
	char text[ID_TEXT + 3];

	start(b, key);
	text[0] = '"';
	id_print(seed, id, text + 1);
	text[ID_TEXT + 1] = '"';
	ashby_buf_add(b, text, ID_TEXT + 2);
}
