/* submission.c: checks the values of a form against its definition. See submission.h. */
#include "submission.h"

#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "check.h"
#include "records.h"

/* ---- values by the type of the field ---- */

static bool is_string(struct ashby_value value)
{
	return ashby_type(value) == ASHBY_STRING;
}

static bool is_boolean(struct ashby_value value)
{
	return ashby_type(value) == ASHBY_BOOL;
}

static bool is_whole(struct ashby_value value)
{
	return ashby_value_int(value, INT64_MIN) != INT64_MIN;
}

static bool is_date(struct ashby_value value)
{
	int64_t ms;

	return is_string(value) && ashby_date_parse(ashby_value_text(value), &ms);
}

static bool is_score(struct ashby_value value)
{
	int64_t score = ashby_value_int(ashby_get(value, "score"), 0);

	return score >= 1 && score <= 4;
}

static bool is_rich_text(struct ashby_value value)
{
	return ashby_text_equal(ashby_get_text(value, "type"), ashby_text_str("PlainText")) &&
		is_string(ashby_get(value, "value"));
}

static bool is_currency(struct ashby_value value)
{
	return ashby_get_text(value, "currencyCode").len == 3 &&
		ashby_type(ashby_get(value, "value")) == ASHBY_NUMBER;
}

static bool is_email(struct ashby_value value)
{
	struct ashby_text text = ashby_value_text(value);

	return text.len && memchr(text.raw, '@', text.len);
}

static const struct {
	const char *type;
	bool (*fits)(struct ashby_value value);
	const char *wanted;
} types[] = {
	{ "String", is_string, "a string" },
	{ "LongText", is_string, "a string" },
	{ "ValueSelect", is_string, "one of the field's values" },
	{ "Email", is_email, "an e-mail address" },
	{ "Boolean", is_boolean, "a boolean" },
	{ "Number", is_whole, "an integer" },
	{ "Date", is_date, "a date" },
	{ "Score", is_score, "{score: 1 to 4}" },
	{ "RichText", is_rich_text, "{type: PlainText, value}" },
	{ "Currency", is_currency, "{currencyCode, value}" },
};

static bool is_selectable(const struct form_field *field, struct ashby_value value)
{
	for (const char *const *v = field->values; *v; v++)
		if (ashby_text_equal(ashby_value_text(value), ashby_text_str(*v)))
			return true;
	return false;
}

static bool check_value(
	struct call *c, const struct form_field *field, struct ashby_value value, const char *place)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(types[i].type, field->type) != 0)
			continue;
		if (!types[i].fits(value) || (field->values && !is_selectable(field, value)))
			return check_fail(c, place, field->path, "must be %s", types[i].wanted);
	}
	return true;
}

/* ---- the whole ---- */

struct ashby_value submission_value(struct ashby_value list, const char *path)
{
	struct ashby_value e = ashby_value_first(list);

	while (e.node && !ashby_text_equal(ashby_get_text(e, "path"), ashby_text_str(path)))
		e = ashby_value_next(e);
	return ashby_get(e, "value");
}

static bool check_paths(struct call *c, struct ashby_value list, const char *place, const struct form *form)
{
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		struct ashby_text path = ashby_get_text(e, "path");
		char name[64];
		unsigned i = 0;

		if (!path.len || ashby_type(ashby_get(e, "value")) == ASHBY_ABSENT)
			return check_fail(c, place, "", "must be an array of {path, value}");
		while (i < form->count && !ashby_text_equal(path, ashby_text_str(form->fields[i].path)))
			i++;
		snprintf(name, sizeof(name), "%.*s", (int)path.len, path.raw);
		if (i == form->count)
			return check_fail(c, place, name, "is no field of the form");
	}
	return true;
}

bool submission_check(struct call *c, struct ashby_value list, const char *place, unsigned number)
{
	const struct form *form = form_find(number);

	if (ashby_type(list) != ASHBY_ARRAY)
		return check_fail(c, place, "", "must be an array of {path, value}");
	if (!check_paths(c, list, place, form))
		return false;
	for (unsigned i = 0; i < form->count; i++) {
		const struct form_field *field = &form->fields[i];
		struct ashby_value value = submission_value(list, field->path);
		enum ashby_type type = ashby_type(value);

		if (type == ASHBY_ABSENT || type == ASHBY_NULL) {
			if (field->required)
				return check_fail(c, place, field->path, "is required");
			continue;
		}
		if (!check_value(c, field, value, place))
			return false;
	}
	return true;
}

void put_submission(struct call *c, const char *key, struct ashby_value list)
{
	out_object(c->out, key);
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		struct ashby_text path = ashby_get_text(e, "path");
		struct ashby_value value = ashby_get(e, "value"), score = ashby_get(value, "score");
		char name[64], digits[24];

		snprintf(name, sizeof(name), "%.*s", (int)path.len, path.raw);
		/* A score goes in as an object and comes out as a string. */
		if (ashby_type(score) == ASHBY_NUMBER) {
			snprintf(digits, sizeof(digits), "%d", (int)ashby_value_int(score, 0));
			out_text(c->out, name, digits);
			continue;
		}
		out_raw(c->out, name, "");
		ashby_value_print(c->out, value, 0);
	}
	out_close(c->out, '}');
}
