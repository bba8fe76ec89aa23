/* check.c: a strict reading of the catalogue's rows. See check.h. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "ashby/date.h"

/* Writes whose schemas forbid what they do not name. */
static const char *const closed[] = { "candidate.removeTag" };

/* What null clears, though the catalogue does not say that it may be given. */
static const struct {
	const char *endpoint, *param;
} cleared[] = {
	{ "department.move", "parentId" },
	{ "department.update", "externalName" },
	{ "department.update", "extraData" },
	{ "location.updateExternalName", "externalName" },
	{ "user.updateInterviewerSettings", "dailyLimit" },
	{ "user.updateInterviewerSettings", "weeklyLimit" },
};

bool check_fail(struct call *c, const char *place, const char *name, const char *format, ...)
{
	char why[160];
	va_list ap;

	snprintf(c->place, sizeof(c->place), "%s%s%s", place, *place && *name ? "." : "", name);
	c->parameter = c->place;
	va_start(ap, format);
	vsnprintf(why, sizeof(why), format, ap);
	va_end(ap);
	return call_fail(c, "invalid_input", "%s %s", c->place, why);
}

/* ---- one value ---- */

static bool is_among(const char *list, struct ashby_text word)
{
	while (list) {
		const char *end = strchr(list, '|');
		size_t n = end ? (size_t)(end - list) : strlen(list);

		if (n == word.len && memcmp(list, word.raw, n) == 0)
			return true;
		list = end ? end + 1 : NULL;
	}
	return false;
}

static bool is_date(struct ashby_text text)
{
	int year, month, day;

	return ashby_date_calendar(text, &year, &month, &day);
}

static bool is_url(struct ashby_text text)
{
	return (text.len > 8 && memcmp(text.raw, "https://", 8) == 0) ||
		(text.len > 7 && memcmp(text.raw, "http://", 7) == 0);
}

static bool is_email(struct ashby_text text)
{
	const char *at = text.len ? memchr(text.raw, '@', text.len) : NULL;

	return at && at > text.raw && at + 1 < text.raw + text.len && !memchr(text.raw, ' ', text.len);
}

/* Whether the text of a string is of the kind that the type asks for. */
static bool text_fits(enum ashby_param_type type, struct ashby_text text)
{
	int64_t ms;

	switch (type) {
	case ASHBY_PARAM_UUID: return id_is_uuid(text.raw, text.len);
	case ASHBY_PARAM_DATETIME: return ashby_date_parse(text, &ms);
	case ASHBY_PARAM_DATE: return is_date(text);
	case ASHBY_PARAM_EMAIL: return is_email(text);
	case ASHBY_PARAM_URL: return is_url(text);
	default: return true;
	}
}

static bool array_fits(const struct ashby_param *param, struct ashby_value value)
{
	enum ashby_param_type of = param->type == ASHBY_PARAM_UUIDS ? ASHBY_PARAM_UUID : ASHBY_PARAM_STRING;

	if (ashby_type(value) != ASHBY_ARRAY)
		return false;
	if (param->type == ASHBY_PARAM_ARRAY)
		return true;
	for (struct ashby_value e = ashby_value_first(value); e.node; e = ashby_value_next(e)) {
		if (ashby_type(e) != ASHBY_STRING || !text_fits(of, ashby_value_text(e)))
			return false;
		if (param->values && !is_among(param->values, ashby_value_text(e)))
			return false;
	}
	return true;
}

static bool number_fits(const struct ashby_param *param, struct ashby_value value)
{
	double number = ashby_value_number(value, 0);

	if (ashby_type(value) != ASHBY_NUMBER)
		return false;
	if (param->type != ASHBY_PARAM_NUMBER && ashby_value_int(value, INT64_MIN) == INT64_MIN)
		return false;
	return (!param->min && !param->max) || (number >= (double)param->min && number <= (double)param->max);
}

static bool fits(const struct ashby_param *param, struct ashby_value value)
{
	switch (param->type) {
	case ASHBY_PARAM_ANY: return true;
	case ASHBY_PARAM_BOOL: return ashby_type(value) == ASHBY_BOOL;
	case ASHBY_PARAM_OBJECT: return ashby_type(value) == ASHBY_OBJECT;
	case ASHBY_PARAM_INT:
	case ASHBY_PARAM_NUMBER:
	case ASHBY_PARAM_EPOCH: return number_fits(param, value);
	case ASHBY_PARAM_STRINGS:
	case ASHBY_PARAM_UUIDS:
	case ASHBY_PARAM_ARRAY: return array_fits(param, value);
	default: break;
	}
	if (ashby_type(value) != ASHBY_STRING || !text_fits(param->type, ashby_value_text(value)))
		return false;
	return !param->values || is_among(param->values, ashby_value_text(value));
}

/* ---- objects ---- */

static bool is_cleared(const struct call *c, const char *param)
{
	for (size_t i = 0; i < sizeof(cleared) / sizeof(cleared[0]); i++)
		if (strcmp(cleared[i].endpoint, c->endpoint->name) == 0 &&
			strcmp(cleared[i].param, param) == 0)
			return true;
	return false;
}

static bool check_member(
	struct call *c, struct ashby_value object, const char *place, const struct ashby_param *param)
{
	struct ashby_value value = ashby_get(object, param->name);
	enum ashby_type type = ashby_type(value);

	if (type == ASHBY_ABSENT)
		return !param->required || check_fail(c, place, param->name, "is required");
	if (type == ASHBY_NULL &&
		(param->nullable || param->type == ASHBY_PARAM_ANY || is_cleared(c, param->name)))
		return true;
	/* A text that must be there must say something. */
	if (type == ASHBY_STRING && param->required && ashby_value_text(value).len == 0)
		return check_fail(c, place, param->name, "must not be empty");
	if (fits(param, value))
		return true;
	if (param->values)
		return check_fail(c, place, param->name, "must be one of %s", param->values);
	return check_fail(c, place, param->name, "must be of type %s", ashby_param_type_name(param->type));
}

bool check_members(
	struct call *c, struct ashby_value object, const char *place, const struct ashby_param *params)
{
	if (ashby_type(object) != ASHBY_OBJECT)
		return check_fail(c, place, "", "must be an object");
	for (; params->type != ASHBY_PARAM_END; params++)
		if (!check_member(c, object, place, params))
			return false;
	return true;
}

static bool check_one_of(struct call *c, const char *names)
{
	char name[64];

	for (const char *at = names; at;) {
		const char *end = strchr(at, '|');

		snprintf(name, sizeof(name), "%.*s", end ? (int)(end - at) : (int)strlen(at), at);
		if (call_has(c, name))
			return true;
		at = end ? end + 1 : NULL;
	}
	return check_fail(c, "", names, "is required: one of them");
}

static bool is_closed(const char *endpoint)
{
	for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++)
		if (strcmp(closed[i], endpoint) == 0)
			return true;
	return false;
}

static bool check_names(struct call *c, const struct ashby_function *function)
{
	for (struct ashby_value m = ashby_value_first(c->body); m.node; m = ashby_value_next(m)) {
		const struct ashby_param *param = function->params;
		char name[64];

		while (param->type != ASHBY_PARAM_END &&
			!ashby_text_equal(ashby_value_key(m), ashby_text_str(param->name)))
			param++;
		snprintf(name, sizeof(name), "%.*s", (int)ashby_value_key(m).len, ashby_value_key(m).raw);
		if (param->type == ASHBY_PARAM_END)
			return check_fail(c, "", name, "is not a property of %s", function->endpoint);
	}
	return true;
}

bool check_write(struct call *c)
{
	const struct ashby_function *function = ashby_catalog_find(c->endpoint->name);

	if (!function)
		return call_fail(c, "invalid_input", "%s is not described anywhere", c->endpoint->name);
	if (!check_members(c, c->body, "", function->params))
		return false;
	if (function->one_of && !check_one_of(c, function->one_of))
		return false;
	return !is_closed(function->endpoint) || check_names(c, function);
}
