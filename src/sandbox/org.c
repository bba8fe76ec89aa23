/* org.c: users, departments, locations, sources, reasons, tags, custom fields, roles. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "overlay.h"
#include "records.h"
#include "rng.h"

enum { ROLL_FIELD_HAS = 300, ROLL_FIELD_VALUE = 400 };

void put_id(struct call *c, const char *key, enum kind kind, uint32_t index, uint32_t sub)
{
	out_id(c->out, key, c->world->seed, id_of(kind, index, sub));
}

/* ---- users ---- */

void put_user_members(struct call *c, uint32_t index)
{
	struct user user;

	world_user(c->world, index, &user);
	put_id(c, "id", KIND_USER, index, 0);
	out_text(c->out, "firstName", user.person.first);
	out_text(c->out, "lastName", user.person.last);
	if (user.person.email[0])
		out_text(c->out, "email", user.person.email);
	out_text(c->out, "globalRole", user.role);
	out_bool(c->out, "isEnabled", user.enabled);
	out_time(c->out, "updatedAt", user.updated);
}

void put_user(struct call *c, const char *key, uint32_t index)
{
	if (index == NOBODY) {
		out_null(c->out, key);
		return;
	}
	out_object(c->out, key);
	put_user_members(c, index);
	out_close(c->out, '}');
}

void put_team_member(struct call *c, uint32_t index, unsigned role)
{
	struct user user;

	world_user(c->world, index, &user);
	out_object(c->out, NULL);
	put_id(c, "userId", KIND_USER, index, 0);
	out_text(c->out, "firstName", user.person.first);
	out_text(c->out, "lastName", user.person.last);
	out_text(c->out, "email", user.person.email);
	out_text(c->out, "role", roles[role]);
	out_close(c->out, '}');
}

static uint32_t user_count(struct call *c)
{
	return c->world->user_count;
}

static void full_user(struct call *c, const char *key, uint32_t index)
{
	struct user user;

	world_user(c->world, index, &user);
	out_object(c->out, key);
	put_user_members(c, index);
	if (user.manager != NOBODY)
		put_id(c, "managerId", KIND_USER, user.manager, 0);
	out_close(c->out, '}');
}

static bool write_user(struct call *c, struct row row)
{
	struct user user;

	world_user(c->world, row.index, &user);
	if (!user.enabled && !call_bool(c, "includeDeactivated"))
		return false;
	full_user(c, NULL, row.index);
	return true;
}

void user_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_USER, .count = user_count, .write = write_user });
}

void user_info(struct call *c)
{
	struct id id;

	if (call_need(c, "userId", KIND_USER, "user_not_found", &id))
		full_user(c, "results", id.index);
}

void user_search(struct call *c)
{
	struct ashby_text email = call_text(c, "email");
	uint32_t index = world_user_by_email(c->world, email.raw, email.len);

	out_array(c->out, "results");
	if (index != NOBODY)
		full_user(c, NULL, index);
	out_close(c->out, ']');
}

void user_settings(struct call *c)
{
	struct id id;

	if (!call_need(c, "userId", KIND_USER, "user_not_found", &id))
		return;
	out_object(c->out, "results");
	put_id(c, "id", KIND_USER, id.index, 0);
	out_int(c->out, "dailyLimit", 2 + id.index % 3);
	out_int(c->out, "weeklyLimit", 8);
	out_close(c->out, '}');
}

void user_pauses(struct call *c)
{
	struct id id;

	if (!call_need(c, "userId", KIND_USER, "user_not_found", &id))
		return;
	out_array(c->out, "results");
	if (id.index % 17 == 4) {
		out_object(c->out, NULL);
		put_id(c, "id", KIND_PAUSE, id.index, 0);
		put_id(c, "userId", KIND_USER, id.index, 0);
		out_time(c->out, "startsAt", c->world->now - 3 * DAY_MS);
		out_time(c->out, "endsAt", c->world->now + 11 * DAY_MS);
		out_text(c->out, "comment", "On leave, back on the 1st.");
		out_time(c->out, "createdAt", c->world->now - 9 * DAY_MS);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

/* ---- departments and locations ---- */

static int64_t founded(const struct call *c, unsigned index)
{
	return c->world->now - c->world->span - 90 * DAY_MS + index * 7 * HOUR_MS;
}

static uint32_t all_departments(struct call *c)
{
	(void)c;
	return department_count;
}

static void put_department(struct call *c, const char *key, uint32_t index)
{
	const struct department *department = &departments[index];

	out_object(c->out, key);
	put_id(c, "id", KIND_DEPARTMENT, index, 0);
	out_text(c->out, "name", department->name);
	out_text(c->out, "externalName", department->external);
	out_bool(c->out, "isArchived", department->archived);
	if (department->parent >= 0)
		put_id(c, "parentId", KIND_DEPARTMENT, (uint32_t)department->parent, 0);
	else
		out_null(c->out, "parentId");
	out_time(c->out, "createdAt", founded(c, index));
	out_time(c->out, "updatedAt", founded(c, index) + 40 * DAY_MS);
	out_raw(c->out, "extraData", department->extra ? department->extra : "null");
	out_close(c->out, '}');
}

static bool write_department(struct call *c, struct row row)
{
	if (departments[row.index].archived && !call_bool(c, "includeArchived"))
		return false;
	put_department(c, NULL, row.index);
	return true;
}

void department_list(struct call *c)
{
	list_page(c,
		&(struct listing){
			.kind = KIND_DEPARTMENT, .count = all_departments, .write = write_department });
}

void department_info(struct call *c)
{
	struct id id;

	if (call_need(c, "departmentId", KIND_DEPARTMENT, "department_not_found", &id))
		put_department(c, "results", id.index);
}

static void put_address(struct call *c, const struct location *location)
{
	out_object(c->out, "address");
	out_object(c->out, "postalAddress");
	out_text(c->out, "addressCountry", location->country);
	out_text(c->out, "addressRegion", location->area);
	out_text(c->out, "addressLocality", location->city);
	if (location->postcode)
		out_text(c->out, "postalCode", location->postcode);
	if (location->street)
		out_text(c->out, "streetAddress", location->street);
	out_close(c->out, '}');
	out_close(c->out, '}');
}

void put_location(struct call *c, const char *key, unsigned index)
{
	const struct location *location = &locations[index];

	out_object(c->out, key);
	put_id(c, "id", KIND_LOCATION, index, 0);
	out_text(c->out, "name", location->name);
	if (location->external)
		out_text(c->out, "externalName", location->external);
	out_bool(c->out, "isArchived", location->archived);
	if (location->country)
		put_address(c, location);
	if (location->workplace) {
		out_bool(c->out, "isRemote", strcmp(location->workplace, "Remote") == 0);
		out_text(c->out, "workplaceType", location->workplace);
	}
	if (location->parent >= 0)
		put_id(c, "parentLocationId", KIND_LOCATION, (uint32_t)location->parent, 0);
	out_text(c->out, "type", location->region ? "LocationHierarchy" : "Location");
	out_close(c->out, '}');
}

static uint32_t all_locations(struct call *c)
{
	(void)c;
	return location_count;
}

static bool write_location(struct call *c, struct row row)
{
	const struct location *location = &locations[row.index];

	if (location->archived && !call_bool(c, "includeArchived"))
		return false;
	if (location->region && !call_bool(c, "includeLocationHierarchy"))
		return false;
	put_location(c, NULL, row.index);
	return true;
}

void location_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_LOCATION, .count = all_locations, .write = write_location });
}

void location_info(struct call *c)
{
	struct id id;

	if (call_need(c, "locationId", KIND_LOCATION, "location_not_found", &id))
		put_location(c, "results", id.index);
}

/* ---- sources and reasons ---- */

void put_source(struct call *c, const char *key, unsigned source)
{
	const struct source *s = &sources[source - 1];

	if (!source) {
		out_null(c->out, key);
		return;
	}
	out_object(c->out, key);
	put_id(c, "id", KIND_SOURCE, source - 1, 0);
	out_text(c->out, "title", s->title);
	out_bool(c->out, "isArchived", s->archived);
	out_object(c->out, "sourceType");
	put_id(c, "id", KIND_SOURCE_TYPE, s->type, 0);
	out_text(c->out, "title", source_types[s->type].title);
	out_bool(c->out, "isArchived", source_types[s->type].archived);
	out_close(c->out, '}');
	out_close(c->out, '}');
}

void source_list(struct call *c)
{
	out_array(c->out, "results");
	for (unsigned i = 0; i < source_count; i++)
		if (!sources[i].archived || call_bool(c, "includeArchived"))
			put_source(c, NULL, i + 1);
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

void tracking_link_list(struct call *c)
{
	out_array(c->out, "results");
	for (unsigned i = 0; i < 4; i++) {
		if (i == 3 && !call_bool(c, "includeDisabled"))
			continue;
		out_object(c->out, NULL);
		put_id(c, "id", KIND_TRACKING_LINK, i, 0);
		out_text(c->out, "code",
			(const char *const[]){ "meetup24", "newsletter", "campus", "old" }[i]);
		out_bool(c->out, "enabled", i != 3);
		put_id(c, "sourceId", KIND_SOURCE, i * 2 + 1, 0);
		out_text(c->out, "link", "https://jobs.example.test/?utm_source=sample");
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

void archive_reason_list(struct call *c)
{
	out_array(c->out, "results");
	for (unsigned i = 0; i < archive_reason_count; i++) {
		const struct reason *reason = &archive_reasons[i];

		if (reason->archived && !call_bool(c, "includeArchived"))
			continue;
		out_object(c->out, NULL);
		put_id(c, "id", KIND_ARCHIVE_REASON, i, 0);
		out_text(c->out, "text", reason->text);
		out_text(c->out, "reasonType", reason->type);
		out_bool(c->out, "isArchived", reason->archived);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

void close_reason_list(struct call *c)
{
	out_array(c->out, "results");
	for (unsigned i = 0; i < close_reason_count; i++) {
		if (close_reasons[i].archived && !call_bool(c, "includeArchived"))
			continue;
		out_object(c->out, NULL);
		put_id(c, "id", KIND_CLOSE_REASON, i, 0);
		out_text(c->out, "reasonText", close_reasons[i].title);
		out_bool(c->out, "isArchived", close_reasons[i].archived);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

/* ---- tags and roles ---- */

static uint32_t all_tags(struct call *c)
{
	(void)c;
	return tag_count;
}

static bool write_tag(struct call *c, struct row row)
{
	if (tags[row.index].archived && !call_bool(c, "includeArchived"))
		return false;
	out_object(c->out, NULL);
	put_id(c, "id", KIND_TAG, row.index, 0);
	out_text(c->out, "title", tags[row.index].title);
	out_bool(c->out, "isArchived", tags[row.index].archived);
	out_close(c->out, '}');
	return true;
}

void tag_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_TAG, .count = all_tags, .write = write_tag });
}

static void put_role(struct call *c, unsigned role)
{
	out_object(c->out, NULL);
	put_id(c, "id", KIND_ROLE, role, 0);
	out_text(c->out, "title", roles[role]);
	out_close(c->out, '}');
}

void role_list(struct call *c)
{
	bool ids = ashby_type(ashby_get(c->body, "namesOnly")) == ASHBY_BOOL && !call_bool(c, "namesOnly");

	out_array(c->out, "results");
	for (unsigned i = 0; i < role_count; i++) {
		if (ids)
			put_role(c, i);
		else
			out_text(c->out, NULL, roles[i]);
	}
	out_close(c->out, ']');
}

void application_roles(struct call *c)
{
	out_array(c->out, "results");
	for (unsigned i = 0; i < role_count; i++)
		put_role(c, i);
	out_close(c->out, ']');
}

/* ---- custom fields ---- */

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

void put_custom_fields(struct call *c, enum field_of of, uint32_t index)
{
	out_array(c->out, "customFields");
	for (unsigned i = 0; i < custom_field_count; i++) {
		const struct custom_field *field = &custom_fields[i];

		if (field->of != of ||
			!world_chance(c->world, KIND_CUSTOM_FIELD, index, ROLL_FIELD_HAS + i, field->share))
			continue;
		out_object(c->out, NULL);
		put_id(c, "id", KIND_CUSTOM_FIELD, i, 0);
		out_bool(c->out, "isPrivate", field->is_private);
		out_text(c->out, "title", field->title);
		put_value(c, field, world_roll(c->world, KIND_CUSTOM_FIELD, index, ROLL_FIELD_VALUE + i));
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

static uint32_t all_fields(struct call *c)
{
	(void)c;
	return custom_field_count;
}

static void put_field(struct call *c, const char *key, uint32_t index)
{
	static const char *const of[] = { "Candidate", "Application", "Job", "Offer", "Opening" };
	const struct custom_field *field = &custom_fields[index];

	out_object(c->out, key);
	put_id(c, "id", KIND_CUSTOM_FIELD, index, 0);
	out_bool(c->out, "isPrivate", field->is_private);
	out_text(c->out, "title", field->title);
	out_text(c->out, "objectType", of[field->of]);
	out_bool(c->out, "isArchived", field->archived);
	out_text(c->out, "fieldType", field->type);
	out_bool(c->out, "isRequired", field->required);
	if (field->values)
		put_selectable_values(c, field->values);
	out_close(c->out, '}');
}

static bool write_field(struct call *c, struct row row)
{
	if (custom_fields[row.index].archived && !call_bool(c, "includeArchived"))
		return false;
	put_field(c, NULL, row.index);
	return true;
}

void custom_field_list(struct call *c)
{
	list_page(
		c, &(struct listing){ .kind = KIND_CUSTOM_FIELD, .count = all_fields, .write = write_field });
}

void custom_field_info(struct call *c)
{
	struct id id;

	if (call_need(c, "customFieldId", KIND_CUSTOM_FIELD, "custom_field_not_found", &id))
		put_field(c, "results", id.index);
}
