/*
 * param.c: the types of the catalogue's parameters, one row a type: what it wants in words, how text becomes
 * JSON, which JSON fits. Knows nothing of functions, bodies or the command line.
 */
#include "param.h"
#include "ashby/date.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * Appends JSON for text. ASHBY_EUSAGE: it is none of that type. Values and ranges are looked at afterwards.
 */
typedef enum ashby_error convert_fn(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out);
typedef bool fits_fn(const struct ashby_param *param, struct ashby_value value);

struct type {
	const char *wants;
	convert_fn *convert;
	fits_fn *fits;
};

/* ---- allowed values ---- */

/*
 * The next name of a list joined by '|': sets *name and *len and returns what follows, NULL after the last.
 */
static const char *next_value(const char *list, const char **name, size_t *len)
{
	*name = list;
	*len = strcspn(list, "|");
	return list[*len] ? list + *len + 1 : NULL;
}

/* The allowed spelling of what differs from it in case only; without raw if there is none. */
static struct ashby_text find_value(const char *list, struct ashby_text text)
{
	const char *name;
	size_t len;

	while (list) {
		list = next_value(list, &name, &len);
		if (len == text.len && !strncasecmp(name, text.raw, len))
			return ashby_text_of(name, len);
	}
	return ashby_text_of(NULL, 0);
}

static bool is_allowed(const struct ashby_param *param, struct ashby_text text)
{
	struct ashby_text found;

	if (!param->values)
		return true;
	found = find_value(param->values, text);
	if (!found.raw)
		found = find_value(param->meanings, text);
	return found.raw && ashby_text_equal(found, text);
}

static struct ashby_text spell_value(const struct ashby_param *param, const char *text, size_t text_len)
{
	struct ashby_text given = ashby_text_of(text, text_len), found = find_value(param->values, given);

	if (!found.raw)
		found = find_value(param->meanings, given);
	return found.raw ? found : given;
}

/* ---- text to JSON ---- */

static enum ashby_error convert_string(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	(void)now_ms;
	return ashby_json_quote(out, spell_value(param, text, strlen(text)));
}

/* One value stands for an array of one. Where no value can hold a comma, a comma parts several. */
static enum ashby_error convert_list(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	bool splits = param->values || param->type == ASHBY_PARAM_UUIDS;
	size_t len;

	(void)now_ms;
	ashby_buf_addc(out, '[');
	for (;;) {
		len = splits ? strcspn(text, ",") : strlen(text);
		ashby_json_quote(out, spell_value(param, text, len));
		if (!text[len])
			break;
		text += len + 1;
		ashby_buf_addc(out, ',');
	}
	return ashby_buf_addc(out, ']');
}

static enum ashby_error convert_int(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	char *end;
	long long number;

	(void)param;
	(void)now_ms;
	errno = 0;
	number = strtoll(text, &end, 10);
	if (errno || *end || isspace((unsigned char)*text))
		return ASHBY_EUSAGE;
	return ashby_buf_addf(out, "%lld", number);
}

static enum ashby_error convert_bool(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	static const struct {
		const char *word, *json;
	} words[] = {
		{ "true", "true" },
		{ "yes", "true" },
		{ "on", "true" },
		{ "false", "false" },
		{ "no", "false" },
		{ "off", "false" },
	};

	(void)param;
	(void)now_ms;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcasecmp(text, words[i].word))
			return ashby_buf_adds(out, words[i].json);
	return ASHBY_EUSAGE;
}

static enum ashby_error convert_epoch(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	int64_t ms;

	(void)param;
	if (!ashby_date_parse_human(text, now_ms, &ms))
		return ASHBY_EUSAGE;
	return ashby_buf_addf(out, "%lld", (long long)ms);
}

static enum ashby_error convert_datetime(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	int64_t ms;
	char iso[25];

	(void)param;
	if (!ashby_date_parse_human(text, now_ms, &ms))
		return ASHBY_EUSAGE;
	ashby_date_iso(ms, iso);
	return ashby_json_quote(out, ashby_text_str(iso));
}

/* A calendar date is never shifted by a zone; a relative one is counted from today in UTC. */
static enum ashby_error convert_date(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	int64_t ms;
	char iso[25];
	int year, month, day;

	(void)param;
	if (ashby_date_calendar(ashby_text_str(text), &year, &month, &day))
		return ashby_json_quote(out, ashby_text_str(text));
	if (isdigit((unsigned char)*text) || !ashby_date_parse_human(text, now_ms, &ms))
		return ASHBY_EUSAGE;
	ashby_date_iso(ms, iso);
	return ashby_json_quote(out, ashby_text_of(iso, 10));
}

/* Numbers, objects and arrays are JSON already; what is not is found when it is read back. */
static enum ashby_error convert_json(
	const struct ashby_param *param, const char *text, int64_t now_ms, struct ashby_buf *out)
{
	(void)param;
	(void)now_ms;
	return ashby_buf_adds(out, text);
}

/* ---- what fits ---- */

static bool fits_string(const struct ashby_param *param, struct ashby_value value)
{
	return ashby_type(value) == ASHBY_STRING && is_allowed(param, ashby_value_text(value));
}

static bool is_uuid(struct ashby_text text)
{
	if (text.len != 36)
		return false;
	for (size_t i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text.raw[i] != '-' : !isxdigit((unsigned char)text.raw[i]))
			return false;
	}
	return true;
}

static bool fits_uuid(const struct ashby_param *param, struct ashby_value value)
{
	(void)param;
	return is_uuid(ashby_value_text(value));
}

static bool fits_int(const struct ashby_param *param, struct ashby_value value)
{
	int64_t number = ashby_value_int(value, INT64_MIN);

	if (number == INT64_MIN)
		return false;
	return (!param->min && !param->max) || (number >= param->min && number <= param->max);
}

static bool fits_number(const struct ashby_param *param, struct ashby_value value)
{
	(void)param;
	return ashby_type(value) == ASHBY_NUMBER;
}

static bool fits_bool(const struct ashby_param *param, struct ashby_value value)
{
	(void)param;
	return ashby_type(value) == ASHBY_BOOL;
}

static bool fits_datetime(const struct ashby_param *param, struct ashby_value value)
{
	int64_t ms;

	(void)param;
	return ashby_type(value) == ASHBY_STRING && ashby_date_parse(ashby_value_text(value), &ms);
}

static bool fits_date(const struct ashby_param *param, struct ashby_value value)
{
	int year, month, day;

	(void)param;
	return ashby_type(value) == ASHBY_STRING &&
		ashby_date_calendar(ashby_value_text(value), &year, &month, &day);
}

static bool has_blank(struct ashby_text text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.raw[i] <= ' ')
			return true;
	return false;
}

/* Only what can be no address at all is refused: the rest is for the server to say. */
static bool fits_email(const struct ashby_param *param, struct ashby_value value)
{
	struct ashby_text text = ashby_value_text(value);
	const char *at = text.len ? memchr(text.raw, '@', text.len) : NULL;

	(void)param;
	return at && at > text.raw && at < text.raw + text.len - 1 && !has_blank(text);
}

static bool fits_url(const struct ashby_param *param, struct ashby_value value)
{
	struct ashby_text text = ashby_value_text(value);
	bool http = text.len > 7 && !memcmp(text.raw, "http://", 7);
	bool https = text.len > 8 && !memcmp(text.raw, "https://", 8);

	(void)param;
	return (http || https) && !has_blank(text);
}

static bool fits_strings(const struct ashby_param *param, struct ashby_value value)
{
	if (ashby_type(value) != ASHBY_ARRAY)
		return false;
	for (struct ashby_value e = ashby_value_first(value); ashby_type(e) != ASHBY_ABSENT;
		e = ashby_value_next(e))
		if (!fits_string(param, e))
			return false;
	return true;
}

static bool fits_uuids(const struct ashby_param *param, struct ashby_value value)
{
	if (ashby_type(value) != ASHBY_ARRAY)
		return false;
	for (struct ashby_value e = ashby_value_first(value); ashby_type(e) != ASHBY_ABSENT;
		e = ashby_value_next(e))
		if (!fits_uuid(param, e))
			return false;
	return true;
}

static bool fits_object(const struct ashby_param *param, struct ashby_value value)
{
	(void)param;
	return ashby_type(value) == ASHBY_OBJECT;
}

static bool fits_array(const struct ashby_param *param, struct ashby_value value)
{
	(void)param;
	return ashby_type(value) == ASHBY_ARRAY;
}

static bool fits_any(const struct ashby_param *param, struct ashby_value value)
{
	(void)param;
	return ashby_type(value) != ASHBY_ABSENT;
}

/* ---- the types ---- */

static const struct type types[] = {
	[ASHBY_PARAM_STRING] = { "a string", convert_string, fits_string },
	[ASHBY_PARAM_UUID] = { "a UUID", convert_string, fits_uuid },
	[ASHBY_PARAM_INT] = { "an integer", convert_int, fits_int },
	[ASHBY_PARAM_NUMBER] = { "a number", convert_json, fits_number },
	[ASHBY_PARAM_BOOL] = { "true or false", convert_bool, fits_bool },
	[ASHBY_PARAM_EPOCH] = { "a time in milliseconds since 1970 (as text also 2026-11-01 or -7d)",
		convert_epoch, fits_int },
	[ASHBY_PARAM_DATETIME] = { "a date and time (2026-11-01T09:00:00Z, as text also -7d)",
		convert_datetime, fits_datetime },
	[ASHBY_PARAM_DATE] = { "a date (2026-11-01)", convert_date, fits_date },
	[ASHBY_PARAM_EMAIL] = { "an e-mail address", convert_string, fits_email },
	[ASHBY_PARAM_URL] = { "an http or https URL", convert_string, fits_url },
	[ASHBY_PARAM_STRINGS] = { "an array of strings", convert_list, fits_strings },
	[ASHBY_PARAM_UUIDS] = { "an array of UUIDs", convert_list, fits_uuids },
	[ASHBY_PARAM_OBJECT] = { "a JSON object", convert_json, fits_object },
	[ASHBY_PARAM_ARRAY] = { "a JSON array", convert_json, fits_array },
	[ASHBY_PARAM_ANY] = { "a value", convert_string, fits_any },
};

/* ---- refusals ---- */

static void add_names(struct ashby_buf *out, const char *list, const char *comma)
{
	const char *name;
	size_t len;

	for (; list; comma = ", ") {
		list = next_value(list, &name, &len);
		ashby_buf_adds(out, comma);
		ashby_buf_add(out, name, len);
	}
}

static void add_allowed(struct ashby_buf *out, const struct ashby_param *param)
{
	if (!param->values) {
		ashby_buf_adds(out, types[param->type].wants);
		if (param->min || param->max)
			ashby_buf_addf(
				out, " from %lld to %lld", (long long)param->min, (long long)param->max);
		return;
	}
	ashby_buf_adds(out,
		param->type == ASHBY_PARAM_STRINGS   ? "an array of"
			: strchr(param->values, '|') ? "one of"
						     : "only");
	add_names(out, param->values, " ");
	add_names(out, param->meanings, ", ");
}

static enum ashby_error refuse(const struct ashby_param *param, const char *given, struct ashby_err *err)
{
	struct ashby_buf allowed;

	ashby_buf_init(&allowed, 4096);
	add_allowed(&allowed, param);
	ashby_err_set(
		err, ASHBY_EUSAGE, "'%s' must be %s, not %.80s", param->name, ashby_buf_str(&allowed), given);
	ashby_buf_release(&allowed);
	return ASHBY_EUSAGE;
}

static enum ashby_error refuse_text(const struct ashby_param *param, const char *text, struct ashby_err *err)
{
	struct ashby_buf given;

	ashby_buf_init(&given, ASHBY_BUF_MAX);
	ashby_buf_addf(&given, "'%.78s'", text);
	refuse(param, ashby_buf_str(&given), err);
	ashby_buf_release(&given);
	return ASHBY_EUSAGE;
}

enum ashby_error ashby__param_convert(const struct ashby_param *param, const char *text, int64_t now_ms,
	struct ashby_buf *out, struct ashby_err *err)
{
	size_t start = out->len;
	struct ashby_record *record = NULL;
	enum ashby_error error = types[param->type].convert(param, text, now_ms, out);

	if (!error)
		error = out->error;
	if (!error)
		error = ashby_record_parse(
			&record, ashby_text_of(out->data + start, out->len - start), NULL, NULL);
	if (!error && !types[param->type].fits(param, ashby_record_root(record)))
		error = ASHBY_EUSAGE;
	ashby_record_unref(record);
	if (!error)
		return ASHBY_OK;
	ashby_buf_cut(out, start);
	if (error == ASHBY_ENOMEM)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	return refuse_text(param, text, err);
}

/* Whether text stands for a value of this type also inside of JSON. */
static bool is_lenient(const struct ashby_param *param)
{
	return param->values || param->type == ASHBY_PARAM_STRINGS || param->type == ASHBY_PARAM_UUIDS ||
		param->type == ASHBY_PARAM_EPOCH;
}

/* An array whose elements differ from allowed values in case only. */
static void spell_elements(const struct ashby_param *param, struct ashby_value array, struct ashby_buf *out)
{
	const char *comma = "[";

	for (struct ashby_value e = ashby_value_first(array); ashby_type(e) != ASHBY_ABSENT;
		e = ashby_value_next(e)) {
		struct ashby_text text = ashby_value_text(e);

		ashby_buf_adds(out, comma);
		comma = ",";
		if (ashby_type(e) == ASHBY_STRING)
			ashby_json_quote(out, spell_value(param, text.raw, text.len));
		else
			ashby_value_print(out, e, 0);
	}
	ashby_buf_adds(out, *comma == '[' ? "[]" : "]");
}

/* The right form of what did not fit; ASHBY_EUSAGE if it has none. */
static enum ashby_error spell(
	const struct ashby_param *param, struct ashby_value value, struct ashby_buf *out)
{
	struct ashby_record *record = NULL;
	enum ashby_error error;

	if (!is_lenient(param))
		return ASHBY_EUSAGE;
	if (ashby_type(value) == ASHBY_STRING)
		return ashby__param_convert(param, ashby_value_text(value).raw, ashby_clock_now(), out, NULL);
	if (ashby_type(value) != ASHBY_ARRAY || !param->values)
		return ASHBY_EUSAGE;
	spell_elements(param, value, out);
	error = out->error;
	if (!error)
		error = ashby_record_parse(&record, ashby_text_of(out->data, out->len), NULL, NULL);
	if (!error && !types[param->type].fits(param, ashby_record_root(record)))
		error = ASHBY_EUSAGE;
	ashby_record_unref(record);
	return error;
}

enum ashby_error ashby__param_check(const struct ashby_param *param, struct ashby_value value,
	struct ashby_buf *spelt, struct ashby_err *err)
{
	struct ashby_buf given;
	enum ashby_error error;

	/* What null does to an optional parameter is for the server to say: some it clears. */
	if (ashby_type(value) == ASHBY_NULL && (!param->required || param->nullable))
		return ASHBY_OK;
	if (ashby_type(value) != ASHBY_NULL && types[param->type].fits(param, value))
		return ASHBY_OK;
	error = spell(param, value, spelt);
	if (error == ASHBY_ENOMEM)
		return ashby_err_set(err, error, "out of memory");
	if (!error)
		return ASHBY_OK;
	ashby_buf_clear(spelt);
	ashby_buf_init(&given, ASHBY_BUF_MAX);
	ashby_value_print(&given, value, 0);
	refuse(param, ashby_buf_str(&given), err);
	ashby_buf_release(&given);
	return ASHBY_EUSAGE;
}
