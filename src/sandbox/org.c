/* org.c: users, departments, locations, sources, reasons, tags, roles. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "overlay.h"
#include "records.h"

uint32_t total(struct call *c, enum kind kind, uint32_t seeded)
{
	return seeded + world_created(c->world, kind);
}

static bool is_archived(const struct call *c, struct id id, bool told)
{
	return edits_bool(c->world, id, "isArchived", told);
}

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

void put_team_member(struct call *c, const char *key, uint32_t index, unsigned role)
{
	struct user user;

	world_user(c->world, index, &user);
	out_object(c->out, key);
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

void put_full_user(struct call *c, const char *key, uint32_t index)
{
	struct user user;
	size_t from = c->out->len;

	world_user(c->world, index, &user);
	out_object(c->out, key);
	put_user_members(c, index);
	if (edits_has(c->world, id_of(KIND_USER, index, 0), ".fields"))
		put_custom_fields(c, FIELD_EMPLOYEE, index, id_of(KIND_USER, index, 0));
	if (user.manager != NOBODY)
		put_id(c, "managerId", KIND_USER, user.manager, 0);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_USER, index, 0), c->out, from);
}

static bool write_user(struct call *c, struct row row)
{
	struct user user;

	world_user(c->world, row.index, &user);
	if (!user.enabled && !call_bool(c, "includeDeactivated"))
		return false;
	put_full_user(c, NULL, row.index);
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
		put_full_user(c, "results", id.index);
}

void user_search(struct call *c)
{
	struct ashby_text email = call_text(c, "email");
	uint32_t index = world_user_by_email(c->world, email.raw, email.len);

	out_array(c->out, "results");
	if (index != NOBODY)
		put_full_user(c, NULL, index);
	out_close(c->out, ']');
}

/* Of the limits requests write into members that only this record has. */
void put_interviewer_settings(struct call *c, const char *key, uint32_t index)
{
	struct id id = id_of(KIND_USER, index, 0);

	out_object(c->out, key);
	put_id(c, "id", KIND_USER, index, 0);
	out_int(c->out, "dailyLimit", edits_int(c->world, id, ".dailyLimit", 2 + index % 3));
	out_int(c->out, "weeklyLimit", edits_int(c->world, id, ".weeklyLimit", 8));
	out_close(c->out, '}');
}

void user_settings(struct call *c)
{
	struct id id;

	if (call_need(c, "userId", KIND_USER, "user_not_found", &id))
		put_interviewer_settings(c, "results", id.index);
}

/* The first as many as there are users are theirs, for those who have one; then come those made since. */
void put_pause(struct call *c, const char *key, uint32_t pause)
{
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_PAUSE, pause, 0);
	if (pause < c->world->user_count) {
		put_id(c, "userId", KIND_USER, pause, 0);
		out_time(c->out, "startsAt", c->world->now - 3 * DAY_MS);
		out_time(c->out, "endsAt", c->world->now + 11 * DAY_MS);
		out_text(c->out, "comment", "On leave, back on the 1st.");
		out_time(c->out, "createdAt", c->world->now - 9 * DAY_MS);
	}
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_PAUSE, pause, 0), c->out, from);
}

void user_pauses(struct call *c)
{
	uint32_t count = total(c, KIND_PAUSE, c->world->user_count);
	struct id id;

	if (!call_need(c, "userId", KIND_USER, "user_not_found", &id))
		return;
	out_array(c->out, "results");
	if (id.index % 17 == 4 && !edits_deleted(c->world, id_of(KIND_PAUSE, id.index, 0)))
		put_pause(c, NULL, id.index);
	for (uint32_t i = c->world->user_count; i < count; i++)
		if (edits_int(c->world, id_of(KIND_PAUSE, i, 0), ".user", -1) == id.index &&
			!edits_deleted(c->world, id_of(KIND_PAUSE, i, 0)))
			put_pause(c, NULL, i);
	out_close(c->out, ']');
}

/* ---- departments and locations ---- */

static int64_t founded(const struct call *c, unsigned index)
{
	return c->world->now - c->world->span - 90 * DAY_MS + index * 7 * HOUR_MS;
}

static uint32_t all_departments(struct call *c)
{
	return total(c, KIND_DEPARTMENT, department_count);
}

static int64_t changed(const struct call *c, struct id id, int64_t told)
{
	const struct change *change = overlay_find(c->world, id);

	return change ? change->at : told;
}

static void tell_department(struct call *c, uint32_t index)
{
	const struct department *department = &departments[index];

	out_text(c->out, "name", department->name);
	out_text(c->out, "externalName", department->external);
	out_bool(c->out, "isArchived", department->archived);
	if (department->parent >= 0)
		put_id(c, "parentId", KIND_DEPARTMENT, (uint32_t)department->parent, 0);
	else
		out_null(c->out, "parentId");
	out_time(c->out, "createdAt", founded(c, index));
}

void put_department(struct call *c, const char *key, uint32_t index)
{
	struct id id = id_of(KIND_DEPARTMENT, index, 0);
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_DEPARTMENT, index, 0);
	if (index < department_count)
		tell_department(c, index);
	out_time(c->out, "updatedAt", changed(c, id, founded(c, index) + 40 * DAY_MS));
	if (index < department_count && departments[index].extra)
		out_raw(c->out, "extraData", departments[index].extra);
	else
		out_null(c->out, "extraData");
	out_close(c->out, '}');
	edits_show(c->world, id, c->out, from);
}

static bool write_department(struct call *c, struct row row)
{
	bool told = row.index < department_count && departments[row.index].archived;

	if (is_archived(c, id_of(KIND_DEPARTMENT, row.index, 0), told) && !call_bool(c, "includeArchived"))
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

static void tell_location(struct call *c, const struct location *location)
{
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
}

void put_location(struct call *c, const char *key, unsigned index)
{
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_LOCATION, index, 0);
	if (index < location_count)
		tell_location(c, &locations[index]);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_LOCATION, index, 0), c->out, from);
}

static uint32_t all_locations(struct call *c)
{
	return total(c, KIND_LOCATION, location_count);
}

static bool write_location(struct call *c, struct row row)
{
	struct id id = id_of(KIND_LOCATION, row.index, 0);
	const struct location *location = location_at(row.index);

	if (is_archived(c, id, location->archived) && !call_bool(c, "includeArchived"))
		return false;
	if (edits_bool(c->world, id, ".region", location->region) &&
		!call_bool(c, "includeLocationHierarchy"))
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
	return total(c, KIND_TAG, tag_count);
}

void put_tag(struct call *c, const char *key, uint32_t index)
{
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_TAG, index, 0);
	if (index < tag_count) {
		out_text(c->out, "title", tags[index].title);
		out_bool(c->out, "isArchived", tags[index].archived);
	}
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_TAG, index, 0), c->out, from);
}

static bool write_tag(struct call *c, struct row row)
{
	bool told = row.index < tag_count && tags[row.index].archived;

	if (is_archived(c, id_of(KIND_TAG, row.index, 0), told) && !call_bool(c, "includeArchived"))
		return false;
	put_tag(c, NULL, row.index);
	return true;
}

void tag_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_TAG, .count = all_tags, .write = write_tag });
}

void put_role(struct call *c, unsigned role)
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
