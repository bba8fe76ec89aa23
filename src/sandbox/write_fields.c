/* write_fields.c: custom fields and their values. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "write.h"

/* ---- values by the type of the field ---- */

static bool is_string(struct call *c, uint32_t field, struct ashby_value value)
{
	(void)c;
	(void)field;
	return ashby_type(value) == ASHBY_STRING;
}

static bool is_boolean(struct call *c, uint32_t field, struct ashby_value value)
{
	(void)c;
	(void)field;
	return ashby_type(value) == ASHBY_BOOL;
}

static bool is_number(struct call *c, uint32_t field, struct ashby_value value)
{
	(void)c;
	(void)field;
	return ashby_type(value) == ASHBY_NUMBER;
}

static bool is_date(struct call *c, uint32_t field, struct ashby_value value)
{
	int64_t ms;

	return is_string(c, field, value) && ashby_date_parse(ashby_value_text(value), &ms);
}

static bool is_url(struct call *c, uint32_t field, struct ashby_value value)
{
	struct ashby_text text = ashby_value_text(value);

	return is_string(c, field, value) &&
		((text.len > 7 && memcmp(text.raw, "http://", 7) == 0) ||
			(text.len > 8 && memcmp(text.raw, "https://", 8) == 0));
}

static bool is_uuid(struct call *c, uint32_t field, struct ashby_value value)
{
	return is_string(c, field, value) &&
		id_is_uuid(ashby_value_text(value).raw, ashby_value_text(value).len);
}

static bool is_currency(struct call *c, uint32_t field, struct ashby_value value)
{
	return is_number(c, field, ashby_get(value, "value")) &&
		ashby_get_text(value, "currencyCode").len == 3;
}

static bool is_range(struct call *c, uint32_t field, struct ashby_value value)
{
	struct ashby_value low = ashby_get(value, "minValue"), high = ashby_get(value, "maxValue");

	return is_number(c, field, low) && is_number(c, field, high) &&
		ashby_value_number(low, 0) <= ashby_value_number(high, 0);
}

static bool is_number_range(struct call *c, uint32_t field, struct ashby_value value)
{
	return ashby_text_equal(ashby_get_text(value, "type"), ashby_text_str("number-range")) &&
		is_range(c, field, value);
}

static bool is_pay_range(struct call *c, uint32_t field, struct ashby_value value)
{
	return ashby_text_equal(ashby_get_text(value, "type"), ashby_text_str("compensation-range")) &&
		is_range(c, field, value) && ashby_get_text(value, "currencyCode").len == 3 &&
		ashby_get_text(value, "interval").len;
}

/* The label of a value that can be selected; absent if it cannot (any more). */
static struct ashby_value label_of(struct ashby_value values, struct ashby_text value)
{
	for (struct ashby_value e = ashby_value_first(values); e.node; e = ashby_value_next(e))
		if (ashby_text_equal(ashby_get_text(e, "value"), value) &&
			!ashby_value_bool(ashby_get(e, "isArchived"), false))
			return ashby_get(e, "label");
	return (struct ashby_value){ NULL };
}

static struct ashby_record *look_at_field(struct call *c, uint32_t field)
{
	pen_open(c);
	put_field(c, NULL, field);
	return pen_read(c);
}

static bool all_selectable(struct call *c, uint32_t field, struct ashby_value value)
{
	struct ashby_record *record = look_at_field(c, field);
	struct ashby_value values, e;
	bool fits = record != NULL;

	if (!record)
		return false;
	values = ashby_get(ashby_record_root(record), "selectableValues");
	if (ashby_type(value) == ASHBY_STRING)
		fits = label_of(values, ashby_value_text(value)).node != NULL;
	else
		for (e = ashby_value_first(value); e.node && fits; e = ashby_value_next(e))
			fits = label_of(values, ashby_value_text(e)).node != NULL;
	ashby_record_unref(record);
	return fits;
}

static bool is_select(struct call *c, uint32_t field, struct ashby_value value)
{
	return ashby_type(value) == ASHBY_STRING && all_selectable(c, field, value);
}

static bool is_selects(struct call *c, uint32_t field, struct ashby_value value)
{
	return ashby_type(value) == ASHBY_ARRAY && all_selectable(c, field, value);
}

static const struct {
	const char *type;
	bool (*fits)(struct call *c, uint32_t field, struct ashby_value value);
	const char *wanted;
} types[] = {
	{ "String", is_string, "a string" },
	{ "LongText", is_string, "a string" },
	{ "Boolean", is_boolean, "a boolean" },
	{ "Number", is_number, "a number" },
	{ "Date", is_date, "an ISO date" },
	{ "Url", is_url, "an http or https URL" },
	{ "UUID", is_uuid, "a UUID" },
	{ "Currency", is_currency, "{value, currencyCode}" },
	{ "NumberRange", is_number_range, "{type: number-range, minValue, maxValue}" },
	{ "CompensationRange", is_pay_range,
		"{type: compensation-range, minValue, maxValue, currencyCode, interval}" },
	{ "ValueSelect", is_select, "one of the field's values" },
	{ "MultiValueSelect", is_selects, "an array of the field's values" },
};

static bool check_value(
	struct call *c, uint32_t field, const char *type, struct ashby_value value, const char *place)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].type, type) == 0 && ashby_type(value) != ASHBY_NULL &&
			!types[i].fits(c, field, value))
			return check_fail(c, "", place, "must be %s", types[i].wanted);
	return true;
}

/* ---- whose field ---- */

/* What objectType names: the record and the sort of field that it takes. */
static const struct {
	const char *name;
	enum kind kind;
	enum field_of of;
	const char *code;
} owners[] = {
	{ "Application", KIND_APPLICATION, FIELD_APPLICATION, "application_not_found" },
	{ "Candidate", KIND_CANDIDATE, FIELD_CANDIDATE, "candidate_not_found" },
	{ "Job", KIND_JOB, FIELD_JOB, "job_not_found" },
	{ "Opening", KIND_OPENING, FIELD_OPENING, "opening_not_found" },
};

static bool need_owner(struct call *c, struct id *owner, enum field_of *of)
{
	for (size_t i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		if (!ashby_text_equal(call_text(c, "objectType"), ashby_text_str(owners[i].name)))
			continue;
		*of = owners[i].of;
		return call_need(c, "objectId", owners[i].kind, owners[i].code, owner);
	}
	return false;
}

struct setting {
	struct id owner;
	enum field_of of;
};

/* A field and a value for it; false if they do not belong together. */
static bool check_setting(struct call *c, const struct setting *setting, struct ashby_value field,
	struct ashby_value value, const char *place, uint32_t *number)
{
	struct field_facts facts;
	struct id id;

	c->parameter = "fieldId";
	if (!value_id(c, field, KIND_CUSTOM_FIELD, &id))
		return call_fail(c, "custom_field_not_found", "there is no custom field with this fieldId");
	field_tell(c, id.index, &facts);
	if (facts.of != setting->of)
		return check_fail(c, "", "fieldId", "is a field of other objects");
	if (facts.archived)
		return check_fail(c, "", "fieldId", "is an archived field");
	*number = id.index;
	return check_value(c, id.index, facts.type, value, place);
}

/* Labels of what was selected: a string for one, an array for many. */
static void put_labels(struct call *c, struct ashby_value values, struct ashby_value value)
{
	if (ashby_type(value) == ASHBY_STRING) {
		struct ashby_text label = ashby_value_text(label_of(values, ashby_value_text(value)));

		out_bytes(c->out, "valueLabel", label.raw, label.len);
		return;
	}
	out_array(c->out, "valueLabel");
	for (struct ashby_value e = ashby_value_first(value); e.node; e = ashby_value_next(e)) {
		struct ashby_text label = ashby_value_text(label_of(values, ashby_value_text(e)));

		out_bytes(c->out, NULL, label.raw, label.len);
	}
	out_close(c->out, ']');
}

static void put_set_value(struct call *c, const char *key, uint32_t field, struct ashby_value value,
	const struct ashby_record *record)
{
	struct ashby_value values = ashby_get(ashby_record_root(record), "selectableValues");
	struct field_facts facts;

	field_tell(c, field, &facts);
	out_object(c->out, key);
	put_id(c, "id", KIND_CUSTOM_FIELD, field, 0);
	out_bool(c->out, "isPrivate", facts.is_private);
	out_text(c->out, "title", facts.title);
	if (strstr(facts.type, "Select") && ashby_type(value) != ASHBY_NULL)
		put_labels(c, values, value);
	out_raw(c->out, "value", "");
	ashby_value_print(c->out, value, 0);
	out_close(c->out, '}');
}

/* null clears: the record does not have the field then, and the reply says null. */
static void set_one(struct call *c, const struct setting *setting, const char *key, uint32_t field,
	struct ashby_value value)
{
	struct ashby_record *record = look_at_field(c, field);
	char member[24];

	if (!record)
		return;
	/* Small objects of users come without fields: only who has one shows them. */
	if (setting->owner.kind == KIND_USER)
		edits_set_bool(c->world, setting->owner, ".fields", true);
	field_member(field, member);
	if (ashby_type(value) == ASHBY_NULL) {
		set_raw(c, setting->owner, member, "null");
	} else {
		pen_open(c);
		put_set_value(c, NULL, field, value, record);
		pen_set(c, setting->owner, member);
	}
	put_set_value(c, key, field, value, record);
	ashby_record_unref(record);
}

static void set_value_of(struct call *c, const struct setting *setting)
{
	struct ashby_value value = ashby_get(c->body, "fieldValue");
	uint32_t field;

	if (!check_setting(c, setting, ashby_get(c->body, "fieldId"), value, "fieldValue", &field))
		return;
	mark(c, setting->owner);
	set_one(c, setting, "results", field, value);
}

static void set_values_of(struct call *c, const struct setting *setting)
{
	static const struct ashby_param pair[] = {
		{ .name = "fieldId", .type = ASHBY_PARAM_UUID, .required = true },
		{ .name = "fieldValue", .type = ASHBY_PARAM_ANY, .required = true },
		{ .type = ASHBY_PARAM_END },
	};
	struct ashby_value list = ashby_get(c->body, "values"), e;
	unsigned n = 0;
	uint32_t field;

	if (!ashby_value_count(list)) {
		check_fail(c, "", "values", "must have at least one element");
		return;
	}
	for (e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		char place[40];

		snprintf(place, sizeof(place), "values[%u]", n++);
		if (!check_members(c, e, place, pair) ||
			!check_setting(c, setting, ashby_get(e, "fieldId"), ashby_get(e, "fieldValue"), place,
				&field))
			return;
	}
	mark(c, setting->owner);
	out_array(c->out, "results");
	for (e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		struct id id;

		if (value_id(c, ashby_get(e, "fieldId"), KIND_CUSTOM_FIELD, &id))
			set_one(c, setting, NULL, id.index, ashby_get(e, "fieldValue"));
	}
	out_close(c->out, ']');
}

void field_set_value(struct call *c)
{
	struct setting setting;

	if (need_owner(c, &setting.owner, &setting.of))
		set_value_of(c, &setting);
}

void field_set_values(struct call *c)
{
	struct setting setting;

	if (need_owner(c, &setting.owner, &setting.of))
		set_values_of(c, &setting);
}

static bool need_employee(struct call *c, struct setting *setting)
{
	setting->of = FIELD_EMPLOYEE;
	return call_need(c, "userId", KIND_USER, "user_not_found", &setting->owner);
}

void user_set_field(struct call *c)
{
	struct setting setting;

	if (need_employee(c, &setting))
		set_value_of(c, &setting);
}

void user_set_fields(struct call *c)
{
	struct setting setting;

	if (need_employee(c, &setting))
		set_values_of(c, &setting);
}

/* ---- the fields themselves ---- */

static bool check_selectable(struct call *c)
{
	static const struct ashby_param one[] = {
		{ .name = "label", .type = ASHBY_PARAM_STRING, .required = true },
		{ .name = "value", .type = ASHBY_PARAM_STRING, .required = true },
		{ .type = ASHBY_PARAM_END },
	};
	struct ashby_value list = ashby_get(c->body, "selectableValues");
	unsigned n = 0;

	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		char place[40];

		snprintf(place, sizeof(place), "selectableValues[%u]", n++);
		if (!check_members(c, e, place, one))
			return false;
	}
	return true;
}

static void put_value_row(struct call *c, struct ashby_value row, bool archived)
{
	struct ashby_text label = ashby_get_text(row, "label"), value = ashby_get_text(row, "value");

	out_object(c->out, NULL);
	out_bytes(c->out, "label", label.raw, label.len);
	out_bytes(c->out, "value", value.raw, value.len);
	out_bool(c->out, "isArchived", archived);
	out_close(c->out, '}');
}

/* The values of the request, and behind them, archived, those it leaves out. */
static void set_selectable(struct call *c, struct id id, struct ashby_value before)
{
	struct ashby_value list = ashby_get(c->body, "selectableValues"), e;

	pen_open(c);
	out_array(c->out, NULL);
	for (e = ashby_value_first(list); e.node; e = ashby_value_next(e))
		put_value_row(c, e, false);
	for (e = ashby_value_first(before); e.node; e = ashby_value_next(e)) {
		struct ashby_value again = ashby_value_first(list);

		while (again.node &&
			!ashby_text_equal(ashby_get_text(again, "value"), ashby_get_text(e, "value")))
			again = ashby_value_next(again);
		if (!again.node)
			put_value_row(c, e, true);
	}
	out_close(c->out, ']');
	pen_set(c, id, "selectableValues");
}

void field_create(struct call *c)
{
	bool selects = ashby_text_find(call_text(c, "fieldType"), ashby_text_str("ValueSelect"));
	struct id id;

	if (selects && !ashby_value_count(ashby_get(c->body, "selectableValues"))) {
		check_fail(c, "", "selectableValues", "is required for a field of this type");
		return;
	}
	if (!check_selectable(c))
		return;
	id = world_create(c->world, KIND_CUSTOM_FIELD, custom_field_count);
	copy_param(c, id, "title", "title");
	copy_param(c, id, "fieldType", "fieldType");
	copy_param(c, id, "objectType", "objectType");
	copy_param(c, id, "objectType", ".object");
	edits_set_bool(c->world, id, "isPrivate", false);
	edits_set_bool(c->world, id, "isArchived", false);
	edits_set_bool(c->world, id, "isRequired", false);
	if (selects)
		set_selectable(c, id, (struct ashby_value){ NULL });
	mark(c, id);
	put_field(c, "results", id.index);
}

void field_update_values(struct call *c)
{
	struct ashby_record *record;
	struct field_facts facts;
	struct id id;

	if (!call_need(c, "customFieldId", KIND_CUSTOM_FIELD, "custom_field_not_found", &id) ||
		!check_selectable(c))
		return;
	field_tell(c, id.index, &facts);
	if (!strstr(facts.type, "ValueSelect")) {
		check_fail(c, "", "customFieldId", "is a field that has no selectable values");
		return;
	}
	record = look_at_field(c, id.index);
	if (!record)
		return;
	set_selectable(c, id, ashby_get(ashby_record_root(record), "selectableValues"));
	ashby_record_unref(record);
	mark(c, id);
	put_field(c, "results", id.index);
}
