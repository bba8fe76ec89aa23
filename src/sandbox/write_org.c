/* write_org.c: tags, departments, locations, pools, settings of users, webhooks. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "write.h"

static void set_archived(struct call *c, struct id id, bool archived)
{
	edits_set_bool(c->world, id, "isArchived", archived);
	mark(c, id);
}

/* ---- tags ---- */

/* The tag with this title, NOBODY if there is none. */
static uint32_t find_tag(struct call *c, struct ashby_text title)
{
	for (uint32_t i = 0; i < total(c, KIND_TAG, tag_count); i++) {
		struct ashby_record *tag;
		bool same;

		pen_open(c);
		put_tag(c, NULL, i);
		tag = pen_read(c);
		same = tag && ashby_text_equal(ashby_get_text(ashby_record_root(tag), "title"), title);
		ashby_record_unref(tag);
		if (same)
			return i;
	}
	return NOBODY;
}

void tag_create(struct call *c)
{
	uint32_t tag = find_tag(c, call_text(c, "title"));
	struct id id;

	if (tag == NOBODY) {
		id = world_create(c->world, KIND_TAG, tag_count);
		copy_param(c, id, "title", "title");
		set_archived(c, id, false);
		tag = id.index;
	}
	put_tag(c, "results", tag);
}

void tag_archive(struct call *c)
{
	struct id id;

	if (!call_need(c, "tagId", KIND_TAG, "tag_not_found", &id))
		return;
	set_archived(c, id, true);
	put_tag(c, "results", id.index);
}

/* ---- departments ---- */

static bool need_department(struct call *c, const char *name, struct id *id)
{
	return call_need(c, name, KIND_DEPARTMENT, "department_not_found", id);
}

static void set_parent(struct call *c, struct id id, const char *param, const char *member)
{
	struct id parent;

	copy_param(c, id, param, member);
	edits_set_int(
		c->world, id, ".parent", call_id(c, param, id.kind, &parent) ? (int64_t)parent.index : -1);
}

void department_create(struct call *c)
{
	struct id id, parent;

	if (call_has(c, "parentId") && !need_department(c, "parentId", &parent))
		return;
	id = world_create(c->world, KIND_DEPARTMENT, department_count);
	set_raw(c, id, "externalName", "null");
	set_raw(c, id, "parentId", "null");
	copy_param(c, id, "name", "name");
	copy_param(c, id, "externalName", "externalName");
	copy_param(c, id, "extraData", "extraData");
	set_parent(c, id, "parentId", "parentId");
	set_archived(c, id, false);
	set_time(c, id, "createdAt", moment_of(c, id));
	put_department(c, "results", id.index);
}

void department_update(struct call *c)
{
	struct id id;

	if (!need_department(c, "departmentId", &id))
		return;
	copy_param(c, id, "name", "name");
	copy_param(c, id, "externalName", "externalName");
	copy_param(c, id, "extraData", "extraData");
	mark(c, id);
	put_department(c, "results", id.index);
}

/* Under itself, or under one of its own. */
static bool is_below(struct call *c, uint32_t department, uint32_t above)
{
	int at = (int)department;

	for (unsigned depth = 0; at >= 0 && depth < 100; depth++) {
		if ((uint32_t)at == above)
			return true;
		at = department_parent(c, (unsigned)at);
	}
	return false;
}

void department_move(struct call *c)
{
	struct id id, parent;

	if (!need_department(c, "departmentId", &id))
		return;
	if (call_has(c, "parentId")) {
		if (!need_department(c, "parentId", &parent))
			return;
		if (is_below(c, parent.index, id.index)) {
			check_fail(c, "", "parentId", "is the department itself or one below it");
			return;
		}
	} else {
		set_raw(c, id, "parentId", "null");
	}
	set_parent(c, id, "parentId", "parentId");
	mark(c, id);
	put_department(c, "results", id.index);
}

static void department_archived(struct call *c, bool archived)
{
	struct id id;

	if (!need_department(c, "departmentId", &id))
		return;
	set_archived(c, id, archived);
	put_department(c, "results", id.index);
}

void department_archive(struct call *c)
{
	department_archived(c, true);
}

void department_restore(struct call *c)
{
	department_archived(c, false);
}

/* ---- locations ---- */

static bool need_location(struct call *c, const char *name, struct id *id)
{
	return call_need(c, name, KIND_LOCATION, "location_not_found", id);
}

static bool is_region(const struct call *c, struct id id)
{
	return edits_bool(c->world, id, ".region", location_at(id.index)->region);
}

static bool need_region(struct call *c, const char *name, struct id *id)
{
	if (!need_location(c, name, id))
		return false;
	return is_region(c, *id) || check_fail(c, "", name, "must be of a LocationHierarchy");
}

static void put_result(struct call *c, struct id id)
{
	mark(c, id);
	put_location(c, "results", id.index);
}

void location_create(struct call *c)
{
	bool remote = call_bool(c, "isRemote");
	struct id id, parent;

	if (call_has(c, "parentLocationId") && !need_region(c, "parentLocationId", &parent))
		return;
	id = world_create(c->world, KIND_LOCATION, location_count);
	copy_param(c, id, "name", "name");
	copy_param(c, id, "type", "type");
	copy_param(c, id, "address", "address");
	copy_param(c, id, "externalName", "externalName");
	copy_param(c, id, "extraData", "extraData");
	copy_param(c, id, "parentLocationId", "parentLocationId");
	edits_set_bool(c->world, id, "isArchived", false);
	edits_set_bool(c->world, id, "isRemote", remote);
	edits_set_text(c->world, id, "workplaceType", ashby_text_str(remote ? "Remote" : "OnSite"));
	copy_param(c, id, "workplaceType", "workplaceType");
	edits_set_bool(c->world, id, ".region",
		ashby_text_equal(call_text(c, "type"), ashby_text_str("LocationHierarchy")));
	put_result(c, id);
}

static void location_archived(struct call *c, bool archived)
{
	struct id id;

	if (!need_location(c, "locationId", &id))
		return;
	edits_set_bool(c->world, id, "isArchived", archived);
	put_result(c, id);
}

void location_archive(struct call *c)
{
	location_archived(c, true);
}

void location_restore(struct call *c)
{
	location_archived(c, false);
}

void location_move(struct call *c)
{
	struct id id, parent;

	if (!need_location(c, "locationId", &id) || !need_region(c, "parentLocationHierarchyId", &parent))
		return;
	if (parent.index == id.index) {
		check_fail(c, "", "parentLocationHierarchyId", "is the location itself");
		return;
	}
	copy_param(c, id, "parentLocationHierarchyId", "parentLocationId");
	put_result(c, id);
}

static void location_copied(struct call *c, const char *name)
{
	struct id id;

	if (!need_location(c, "locationId", &id))
		return;
	copy_param(c, id, name, name);
	put_result(c, id);
}

void location_update_address(struct call *c)
{
	location_copied(c, "address");
}

void location_update_name(struct call *c)
{
	location_copied(c, "name");
}

void location_update_external_name(struct call *c)
{
	location_copied(c, "externalName");
}

void location_update_workplace(struct call *c)
{
	struct id id;

	if (!need_location(c, "locationId", &id))
		return;
	edits_set_bool(c->world, id, "isRemote",
		ashby_text_equal(call_text(c, "workplaceType"), ashby_text_str("Remote")));
	copy_param(c, id, "workplaceType", "workplaceType");
	put_result(c, id);
}

/* ---- pools ---- */

static bool need_pool(struct call *c, struct id *id)
{
	return call_need(c, "interviewerPoolId", KIND_POOL, "interviewer_pool_not_found", id);
}

static void put_training_stage(struct call *c, uint32_t pool, uint32_t n)
{
	out_object(c->out, NULL);
	put_id(c, "id", KIND_TRAINING_STAGE, pool, n);
	out_text(c->out, "interviewerRole", n == 1 ? "Shadow" : "ReverseShadow");
	out_int(c->out, "interviewsRequired", 2);
	out_bool(c->out, "isArchived", false);
	out_bool(c->out, "approvalRequired", n == 2);
	out_close(c->out, '}');
}

static void set_training(struct call *c, struct id id)
{
	if (!call_has(c, "requiresTraining"))
		return;
	pen_open(c);
	out_object(c->out, NULL);
	put_id(c, "id", KIND_TRAINING_STAGE, id.index, 0);
	out_bool(c->out, "enabled", call_bool(c, "requiresTraining"));
	out_array(c->out, "trainingStages");
	put_training_stage(c, id.index, 1);
	put_training_stage(c, id.index, 2);
	out_close(c->out, ']');
	out_close(c->out, '}');
	pen_set(c, id, "trainingPath");
}

static void put_pool_result(struct call *c, struct id id)
{
	mark(c, id);
	put_full_pool(c, "results", id.index);
}

void pool_create(struct call *c)
{
	struct id id = world_create(c->world, KIND_POOL, FAMILY_COUNT);

	copy_param(c, id, "title", "title");
	edits_set_bool(c->world, id, "isArchived", false);
	set_training(c, id);
	put_pool_result(c, id);
}

void pool_update(struct call *c)
{
	struct id id;

	if (!need_pool(c, &id))
		return;
	copy_param(c, id, "title", "title");
	set_training(c, id);
	put_pool_result(c, id);
}

static void pool_archived(struct call *c, bool archived)
{
	struct id id;

	if (!need_pool(c, &id))
		return;
	edits_set_bool(c->world, id, "isArchived", archived);
	put_pool_result(c, id);
}

void pool_archive(struct call *c)
{
	pool_archived(c, true);
}

void pool_restore(struct call *c)
{
	pool_archived(c, false);
}

/* The stage of its training that a user starts in; 0: none, they are qualified. */
static bool training_stage(struct call *c, struct id pool, uint32_t *stage)
{
	struct id id;

	*stage = 0;
	if (!call_has(c, "interviewerPoolTrainingPathStageId"))
		return true;
	if (!call_id(c, "interviewerPoolTrainingPathStageId", KIND_TRAINING_STAGE, &id) ||
		id.index != pool.index || !id.sub || !edits_has(c->world, pool, "trainingPath")) {
		c->parameter = "interviewerPoolTrainingPathStageId";
		return call_fail(c, "training_stage_not_found", "the pool has no such stage of training");
	}
	*stage = id.sub;
	return true;
}

void pool_add_user(struct call *c)
{
	struct id pool, user;
	uint32_t stage;
	char member[24];

	if (!need_pool(c, &pool) || !call_need(c, "userId", KIND_USER, "user_not_found", &user) ||
		!training_stage(c, pool, &stage))
		return;
	pool_member(user.index, member);
	edits_set_int(c->world, pool, member, 1 + stage);
	put_pool_result(c, pool);
}

void pool_remove_user(struct call *c)
{
	struct id pool, user;
	char member[24];

	if (!need_pool(c, &pool) || !call_need(c, "userId", KIND_USER, "user_not_found", &user))
		return;
	pool_member(user.index, member);
	edits_set_int(c->world, pool, member, 0);
	put_pool_result(c, pool);
}

/* ---- users ---- */

void user_update_settings(struct call *c)
{
	struct id id;

	if (!call_need(c, "userId", KIND_USER, "user_not_found", &id))
		return;
	copy_param(c, id, "dailyLimit", ".dailyLimit");
	copy_param(c, id, "weeklyLimit", ".weeklyLimit");
	mark(c, id);
	put_interviewer_settings(c, "results", id.index);
}

void user_create_pause(struct call *c)
{
	int64_t starts = call_time(c, "startsAt", ASHBY_NO_TIME),
		ends = call_time(c, "endsAt", ASHBY_NO_TIME);
	struct id user, id;

	if (!call_need(c, "userId", KIND_USER, "user_not_found", &user))
		return;
	if (starts != ASHBY_NO_TIME && ends != ASHBY_NO_TIME && ends <= starts) {
		check_fail(c, "", "endsAt", "must be after startsAt");
		return;
	}
	id = world_create(c->world, KIND_PAUSE, c->world->user_count);
	mark(c, id);
	copy_param(c, id, "userId", "userId");
	edits_set_int(c->world, id, ".user", user.index);
	set_time(c, id, "startsAt", starts == ASHBY_NO_TIME ? moment_of(c, id) : starts);
	set_raw(c, id, "endsAt", "null");
	if (ends != ASHBY_NO_TIME)
		set_time(c, id, "endsAt", ends);
	set_raw(c, id, "comment", "null");
	copy_param(c, id, "comment", "comment");
	set_time(c, id, "createdAt", moment_of(c, id));
	put_pause(c, "results", id.index);
}

void user_delete_pause(struct call *c)
{
	struct id id;

	if (!call_need(c, "interviewerPauseId", KIND_PAUSE, "interviewer_pause_not_found", &id))
		return;
	if (id.index < c->world->user_count && id.index % 17 != 4) {
		call_fail(c, "interviewer_pause_not_found", "there is no pause with this interviewerPauseId");
		return;
	}
	edits_delete(c->world, id);
	mark(c, id);
	out_object(c->out, "results");
	put_id(c, "id", KIND_PAUSE, id.index, 0);
	out_close(c->out, '}');
}

/* ---- webhooks ---- */

void webhook_create(struct call *c)
{
	struct id id;

	if (!ashby_text_find(call_text(c, "requestUrl"), ashby_text_str("://"))) {
		check_fail(c, "", "requestUrl", "must be a URL");
		return;
	}
	id = world_create(c->world, KIND_WEBHOOK, 1);
	copy_param(c, id, "requestUrl", "requestUrl");
	copy_param(c, id, "webhookType", "webhookType");
	copy_param(c, id, "secretToken", ".secret");
	mark(c, id);
	put_webhook(c, "results", id.index);
}

void webhook_update(struct call *c)
{
	struct id id;

	if (!call_need(c, "webhookId", KIND_WEBHOOK, "webhook_not_found", &id))
		return;
	if (!call_has(c, "enabled") && !call_has(c, "requestUrl") && !call_has(c, "secretToken")) {
		check_fail(c, "", "enabled", "or requestUrl or secretToken is required");
		return;
	}
	copy_param(c, id, "enabled", "enabled");
	copy_param(c, id, "requestUrl", "requestUrl");
	copy_param(c, id, "secretToken", ".secret");
	mark(c, id);
	put_webhook(c, "results", id.index);
}

void webhook_delete(struct call *c)
{
	struct id id;

	if (!call_need(c, "webhookId", KIND_WEBHOOK, "webhook_not_found", &id))
		return;
	edits_delete(c->world, id);
	mark(c, id);
	out_object(c->out, "results");
	put_id(c, "webhookId", KIND_WEBHOOK, id.index, 0);
	out_close(c->out, '}');
}
