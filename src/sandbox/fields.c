/* fields.c: custom fields and their values. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "records.h"
#include "rng.h"

enum { ROLL_FIELD_HAS = 300, ROLL_FIELD_VALUE = 400 };

void put_selectable_values(struct call *c, const char *const *values)
{
	out_array(c->out, "selectableValues");
	for (; *values; values++) {
		out_object(c->out, NULL);
		out_text(c->out, "label", *values);
		out_text(c->out, "value", *values);
		out_bool(c->out, "isArchived", false);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

static unsigned values_of(const struct custom_field *field)
{
	unsigned n = 0;

	while (field->values[n])
		n++;
	return n;
}

static void put_text_value(struct call *c, const struct custom_field *field, uint64_t bits)
{
	static const struct {
		const char *title;
		const char *values[4];
	} texts[] = {
		{ "Notice", { "3 months", "4 weeks", "none", "end of quarter" } },
		{ "Bonus", { "10%", "5%", "15%", "–" } },
		{ "Equity", { "0.08%, 4 y, 1 y cliff", "0.02%, 4 y", "0.25%, 4 y, 1 y cliff", "none" } },
		{ "Cost centre", { "4100", "4120-B", "5200", "6000" } },
		{ "Backfill for", { "K. Weiß", "J. Novák", "A. Holm", "Team East" } },
		{ "For the agency",
			{ "Please call before noon.", "Fee agreed: 18 %", "Second introduction",
				"Do not submit elsewhere" } },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcmp(texts[i].title, field->title) == 0) {
			out_text(c->out, "value", texts[i].values[rng_below(bits, 4)]);
			return;
		}
	out_text(c->out, "value", "");
}

static void put_select(struct call *c, const struct custom_field *field, uint64_t bits)
{
	const char *value = field->values[rng_below(bits, values_of(field))];

	out_text(c->out, "valueLabel", value);
	out_text(c->out, "value", value);
}

static void put_multi(struct call *c, const struct custom_field *field, uint64_t bits)
{
	unsigned n = values_of(field), chosen = 1U << rng_below(bits, n) | 1U << rng_below(bits << 16, n);

	for (unsigned pass = 0; pass < 2; pass++) {
		out_array(c->out, pass ? "value" : "valueLabel");
		for (unsigned i = 0; i < n; i++)
			if (chosen >> i & 1)
				out_text(c->out, NULL, field->values[i]);
		out_close(c->out, ']');
	}
}

static void put_range(struct call *c, uint64_t bits, bool money)
{
	int64_t low = money ? 50000 + 2500 * (int64_t)rng_below(bits, 24) : 1 + rng_below(bits, 6);

	out_object(c->out, "value");
	out_text(c->out, "type", money ? "compensation-range" : "number-range");
	out_int(c->out, "minValue", low);
	out_int(c->out, "maxValue", money ? low + 12500 : low + 2);
	if (money) {
		out_text(c->out, "currencyCode", "EUR");
		out_text(c->out, "interval", "1 YEAR");
	}
	out_close(c->out, '}');
}

static void put_value(struct call *c, const struct custom_field *field, uint64_t bits)
{
	if (strcmp(field->type, "ValueSelect") == 0) {
		put_select(c, field, bits);
	} else if (strcmp(field->type, "MultiValueSelect") == 0) {
		put_multi(c, field, bits);
	} else if (strcmp(field->type, "Boolean") == 0) {
		out_bool(c->out, "value", rng_below(bits, 2));
	} else if (strcmp(field->type, "Number") == 0) {
		out_number(c->out, "value", rng_below(bits, 41) / 2.0);
	} else if (strcmp(field->type, "Date") == 0) {
		out_day(c->out, "value", c->world->now + (int64_t)rng_below(bits, 60) * DAY_MS);
	} else if (strcmp(field->type, "Currency") == 0) {
		out_object(c->out, "value");
		out_int(c->out, "value", 1000 * (int64_t)(2 + rng_below(bits, 90)));
		out_text(c->out, "currencyCode", "EUR");
		out_close(c->out, '}');
	} else if (strstr(field->type, "Range")) {
		put_range(c, bits, field->type[0] == 'C');
	} else {
		put_text_value(c, field, bits);
	}
}

static const char *const objects[] = { "Candidate", "Application", "Job", "Offer", "Opening", "Employee",
	"Talent_Project" };
/* As requests name them; a version is what a field of an offer or an opening is on. */
static const char *const asked_objects[] = { "Candidate", "Application", "Job", "Offer_Version",
	"Opening_Version", "Employee", "Talent_Project" };

uint32_t field_count(struct call *c)
{
	return custom_field_count + world_created(c->world, KIND_CUSTOM_FIELD);
}

static enum field_of field_object(const char *name)
{
	unsigned i = 0;

	while (i + 1 < sizeof(asked_objects) / sizeof(asked_objects[0]) &&
		strcmp(asked_objects[i], name) != 0)
		i++;
	return (enum field_of)i;
}

void field_tell(struct call *c, uint32_t index, struct field_facts *out)
{
	struct id id = id_of(KIND_CUSTOM_FIELD, index, 0);
	char object[32] = "";

	*out = (struct field_facts){ .of = FIELD_CANDIDATE };
	if (index < custom_field_count) {
		const struct custom_field *field = &custom_fields[index];

		snprintf(out->title, sizeof(out->title), "%s", field->title);
		snprintf(out->type, sizeof(out->type), "%s", field->type);
		out->of = field->of;
		out->is_private = field->is_private;
		out->archived = field->archived;
	}
	edits_text(c->world, id, "title", out->title, sizeof(out->title));
	edits_text(c->world, id, "fieldType", out->type, sizeof(out->type));
	if (edits_text(c->world, id, ".object", object, sizeof(object)))
		out->of = field_object(object);
}

void field_member(uint32_t field, char name[24])
{
	snprintf(name, 24, ".field%u", field);
}

/* The value of one field as the seed has it; false if it has none. */
static bool tell_value(struct call *c, enum field_of of, uint32_t index, unsigned n)
{
	const struct custom_field *field = &custom_fields[n];

	if (n >= custom_field_count || field->of != of ||
		!world_chance(c->world, KIND_CUSTOM_FIELD, index, ROLL_FIELD_HAS + n, field->share))
		return false;
	out_object(c->out, NULL);
	put_id(c, "id", KIND_CUSTOM_FIELD, n, 0);
	out_bool(c->out, "isPrivate", field->is_private);
	out_text(c->out, "title", field->title);
	put_value(c, field, world_roll(c->world, KIND_CUSTOM_FIELD, index, ROLL_FIELD_VALUE + n));
	out_close(c->out, '}');
	return true;
}

void put_custom_fields(struct call *c, enum field_of of, uint32_t index, struct id owner)
{
	bool seeded = !edits_bool(c->world, owner, ".written", false);
	uint32_t count = field_count(c);
	struct ashby_text json;
	char name[24];

	out_array(c->out, "customFields");
	for (uint32_t i = 0; i < count; i++) {
		field_member(i, name);
		/* What was cleared is null there. */
		if (!edits_get(c->world, owner, name, &json)) {
			if (seeded)
				tell_value(c, of, index, i);
		} else if (json.raw[0] == '{') {
			out_raw(c->out, NULL, json.raw);
		}
	}
	out_close(c->out, ']');
}

void put_field(struct call *c, const char *key, uint32_t index)
{
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_CUSTOM_FIELD, index, 0);
	if (index < custom_field_count) {
		const struct custom_field *field = &custom_fields[index];

		out_bool(c->out, "isPrivate", field->is_private);
		out_text(c->out, "title", field->title);
		out_text(c->out, "objectType", objects[field->of]);
		out_bool(c->out, "isArchived", field->archived);
		out_text(c->out, "fieldType", field->type);
		out_bool(c->out, "isRequired", field->required);
		if (field->values)
			put_selectable_values(c, field->values);
	}
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_CUSTOM_FIELD, index, 0), c->out, from);
}

static bool write_field(struct call *c, struct row row)
{
	struct field_facts field;

	field_tell(c, row.index, &field);
	if (field.archived && !call_bool(c, "includeArchived"))
		return false;
	put_field(c, NULL, row.index);
	return true;
}

void custom_field_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_CUSTOM_FIELD, .count = field_count, .write = write_field });
}

void custom_field_info(struct call *c)
{
	struct id id;

	if (call_need(c, "customFieldId", KIND_CUSTOM_FIELD, "custom_field_not_found", &id))
		put_field(c, "results", id.index);
}
