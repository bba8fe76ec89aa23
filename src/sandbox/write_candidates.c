/* write_candidates.c: the writes of candidates: records, tags, projects, files. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "upload.h"
#include "write.h"

static struct id candidate_id(uint32_t index)
{
	return id_of(KIND_CANDIDATE, index, 0);
}

/* ---- links and addresses ---- */

static const struct {
	const char *param, *type;
} link_params[] = {
	{ "linkedInUrl", "LinkedIn" },
	{ "githubUrl", "GitHub" },
	{ "website", "Website" },
	{ "websiteUrl", "Website" },
};

static void put_link(struct call *c, const char *type, struct ashby_text url)
{
	out_object(c->out, NULL);
	out_text(c->out, "type", type);
	out_bytes(c->out, "url", url.raw, url.len);
	out_close(c->out, '}');
}

/* The links that stay: those of a type for which the request has none. */
static void keep_links(struct call *c, struct ashby_value links)
{
	for (struct ashby_value e = ashby_value_first(links); e.node; e = ashby_value_next(e)) {
		bool replaced = false;

		for (size_t i = 0; i < sizeof(link_params) / sizeof(link_params[0]); i++)
			if (call_has(c, link_params[i].param) &&
				ashby_text_equal(
					ashby_get_text(e, "type"), ashby_text_str(link_params[i].type)))
				replaced = true;
		if (replaced)
			continue;
		out_raw(c->out, NULL, "");
		ashby_value_print(c->out, e, 0);
	}
}

static void set_links(struct call *c, uint32_t index)
{
	struct ashby_record *before;
	bool any = false;

	if (call_has(c, "socialLinks")) {
		copy_param(c, candidate_id(index), "socialLinks", "socialLinks");
		return;
	}
	for (size_t i = 0; i < sizeof(link_params) / sizeof(link_params[0]); i++)
		any |= call_has(c, link_params[i].param);
	if (!any)
		return;
	pen_open(c);
	put_candidate(c, NULL, index);
	before = pen_read(c);
	pen_open(c);
	out_array(c->out, NULL);
	if (before)
		keep_links(c, ashby_get(ashby_record_root(before), "socialLinks"));
	for (size_t i = 0; i < sizeof(link_params) / sizeof(link_params[0]); i++)
		if (call_has(c, link_params[i].param))
			put_link(c, link_params[i].type, call_text(c, link_params[i].param));
	out_close(c->out, ']');
	pen_set(c, candidate_id(index), "socialLinks");
	ashby_record_unref(before);
}

static bool check_links(struct call *c)
{
	static const struct ashby_param link[] = {
		{ .name = "type", .type = ASHBY_PARAM_STRING, .required = true },
		{ .name = "url", .type = ASHBY_PARAM_STRING, .required = true },
		{ .type = ASHBY_PARAM_END },
	};
	unsigned n = 0;

	for (struct ashby_value e = ashby_value_first(ashby_get(c->body, "socialLinks")); e.node;
		e = ashby_value_next(e)) {
		char place[32];

		snprintf(place, sizeof(place), "socialLinks[%u]", n++);
		if (!check_members(c, e, place, link))
			return false;
	}
	return true;
}

/* More addresses than the first: those there are, and the ones of the request. */
static void set_emails(struct call *c, uint32_t index)
{
	struct ashby_value list = ashby_get(c->body, "alternateEmailAddresses");
	struct ashby_text before, one = call_text(c, "alternateEmail");

	if (!one.len && !ashby_value_count(list))
		return;
	pen_open(c);
	out_array(c->out, NULL);
	if (edits_get(c->world, candidate_id(index), ".emails", &before) && before.len > 2)
		ashby_buf_add(c->out, before.raw + 1, before.len - 2);
	for (struct ashby_value e = ashby_value_first(list); e.node || one.len; e = ashby_value_next(e)) {
		struct ashby_text value = e.node ? ashby_value_text(e) : one;

		if (!e.node)
			one.len = 0;
		out_object(c->out, NULL);
		out_bytes(c->out, "value", value.raw, value.len);
		out_text(c->out, "type", "Personal");
		out_bool(c->out, "isPrimary", false);
		out_close(c->out, '}');
		if (!e.node)
			break;
	}
	out_close(c->out, ']');
	pen_set(c, candidate_id(index), ".emails");
}

static void put_component(struct call *c, struct ashby_value location, const char *type, const char *name)
{
	struct ashby_text text = ashby_get_text(location, name);

	if (!text.len)
		return;
	out_object(c->out, NULL);
	out_text(c->out, "type", type);
	out_bytes(c->out, "name", text.raw, text.len);
	out_close(c->out, '}');
}

static void set_location(struct call *c, uint32_t index)
{
	struct ashby_value location = ashby_get(c->body, "location");
	static const char *const names[] = { "city", "region", "country" };
	char summary[240] = "";
	size_t len = 0;

	if (!ashby_value_count(location))
		return;
	for (size_t i = 0; i < 3; i++) {
		struct ashby_text text = ashby_get_text(location, names[i]);

		if (text.len && len < sizeof(summary))
			len += (size_t)snprintf(summary + len, sizeof(summary) - len, "%s%.*s",
				len ? ", " : "", (int)text.len, text.raw);
	}
	pen_open(c);
	out_object(c->out, NULL);
	put_id(c, "id", KIND_PLACE, index, 1);
	out_text(c->out, "locationSummary", summary);
	out_array(c->out, "locationComponents");
	put_component(c, location, "Country", "country");
	put_component(c, location, "Region", "region");
	put_component(c, location, "City", "city");
	out_close(c->out, ']');
	out_close(c->out, '}');
	pen_set(c, candidate_id(index), "location");
}

/* ---- create and update ---- */

struct origin {
	unsigned source;
	uint32_t credited;
};

static bool check_candidate(struct call *c, struct origin *origin)
{
	return call_source(c, "sourceId", &origin->source) &&
		call_credit(c, "creditedToUserId", &origin->credited) && check_links(c);
}

static void set_facts(struct call *c, uint32_t index, const struct origin *origin)
{
	struct id id = candidate_id(index);

	copy_param(c, id, "name", ".name");
	copy_param(c, id, "email", ".email");
	copy_param(c, id, "phoneNumber", ".phone");
	if (call_has(c, "sourceId"))
		edits_set_int(c->world, id, ".source", origin->source);
	if (call_has(c, "creditedToUserId") && !c->warning)
		edits_set_int(c->world, id, ".credited", origin->credited);
	if (call_has(c, "createdAt"))
		edits_set_int(c->world, id, ".created", call_time(c, "createdAt", c->world->now));
	set_links(c, index);
	set_emails(c, index);
	set_location(c, index);
}

void candidate_create(struct call *c)
{
	struct origin origin;
	uint32_t index;

	if (!check_candidate(c, &origin))
		return;
	if (overlay_add_candidate(c->world, &index)) {
		c->out->error = ASHBY_ENOMEM;
		return;
	}
	edits_set_bool(c->world, candidate_id(index), ".written", true);
	set_facts(c, index, &origin);
	put_candidate(c, "results", index);
}

void candidate_update(struct call *c)
{
	struct origin origin;
	uint32_t index;
	size_t from;

	if (!need_candidate(c, "candidateId", &index) || !check_candidate(c, &origin))
		return;
	set_facts(c, index, &origin);
	mark(c, candidate_id(index));
	c->noted = !call_has(c, "sendNotifications") || call_bool(c, "sendNotifications");
	from = c->out->len;
	put_candidate(c, "results", index);
	/* The real reply says so, and a list says otherwise a moment later. */
	null_member(c, from, "source");
}

/* ---- tags and projects ---- */

static void set_tag(struct call *c, bool on)
{
	struct ashby_record *before;
	uint32_t index;
	struct id tag;
	char member[24], path[80], uuid[ID_TEXT + 1];
	bool is;

	if (!need_candidate(c, "candidateId", &index) ||
		!call_need(c, "tagId", KIND_TAG, "tag_not_found", &tag))
		return;
	pen_open(c);
	put_candidate(c, NULL, index);
	before = pen_read(c);
	id_print(c->world->seed, tag, uuid);
	snprintf(path, sizeof(path), "tags[id=%s]", uuid);
	is = before && ashby_type(ashby_get(ashby_record_root(before), path)) == ASHBY_OBJECT;
	ashby_record_unref(before);
	/* A tag that is there (or was not) stays: nothing has changed then. */
	if (is != on) {
		snprintf(member, sizeof(member), ".tag%u", tag.index);
		edits_set_bool(c->world, candidate_id(index), member, on);
		mark(c, candidate_id(index));
	}
	put_candidate(c, "results", index);
}

void candidate_add_tag(struct call *c)
{
	set_tag(c, true);
}

void candidate_remove_tag(struct call *c)
{
	set_tag(c, false);
}

static void set_project(struct call *c, bool on)
{
	uint32_t index;
	struct id project;
	char member[24];

	if (!need_candidate(c, "candidateId", &index) ||
		!call_need(c, "projectId", KIND_PROJECT, "project_not_found", &project))
		return;
	snprintf(member, sizeof(member), ".project%u", project.index);
	if (edits_bool(c->world, candidate_id(index), member, index % 8 == 5 && project.index == index % 3) !=
		on) {
		edits_set_bool(c->world, candidate_id(index), member, on);
		mark(c, candidate_id(index));
	}
	put_candidate(c, "results", index);
}

void candidate_add_project(struct call *c)
{
	set_project(c, true);
}

void candidate_remove_project(struct call *c)
{
	set_project(c, false);
}

void candidate_set_fraud_status(struct call *c)
{
	uint32_t index;

	if (!need_candidate(c, "candidateId", &index))
		return;
	copy_param(c, candidate_id(index), "fraudStatus", "fraudStatus");
	mark(c, candidate_id(index));
	put_candidate(c, "results", index);
}

/* ---- anonymising ---- */

static bool all_ended(struct call *c, const struct candidate *who)
{
	for (unsigned i = 0; i < who->application_count; i++) {
		struct journey journey;

		journey_tell(c->world, who->applications[i], &journey);
		if (journey_now(&journey)->type != STAGE_ARCHIVED &&
			journey_now(&journey)->type != STAGE_HIRED)
			return false;
	}
	return true;
}

void candidate_anonymize(struct call *c)
{
	static const char *const gone[] = { "position", "company", "school", "location", "resumeFileHandle" };
	struct candidate who;
	uint32_t index;
	struct id id;
	char name[40];

	if (!need_candidate(c, "candidateId", &index))
		return;
	id = candidate_id(index);
	world_candidate(c->world, index, &who);
	if (!all_ended(c, &who)) {
		call_fail(c, "candidate_has_active_applications",
			"every application of the candidate must be archived or hired first");
		return;
	}
	snprintf(name, sizeof(name), "Anonymized Candidate %04X", index & 0xffff);
	edits_set_text(c->world, id, ".name", ashby_text_str(name));
	edits_set_text(c->world, id, ".email", ashby_text_str(""));
	edits_set_text(c->world, id, ".phone", ashby_text_str(""));
	edits_set_bool(c->world, id, ".anonymous", true);
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		edits_drop(c->world, id, gone[i]);
	set_raw(c, id, ".emails", "[]");
	set_raw(c, id, "emailAddresses", "[]");
	set_raw(c, id, "socialLinks", "[]");
	set_raw(c, id, "fileHandles", "[]");
	set_raw(c, id, "customFields", "[]");
	set_raw(c, id, "timezone", "null");
	mark(c, id);
	for (unsigned i = 0; i < who.application_count; i++)
		mark(c, id_of(KIND_APPLICATION, who.applications[i], 0));
	put_candidate(c, "results", index);
}

/* ---- files ---- */

/* The upload that a parameter names, complete and not yet used. */
static bool need_upload(struct call *c, const char *param, uint32_t *number)
{
	struct id id;

	c->parameter = param;
	if (!file_parse(c, call_text(c, param), &id) || id.kind != KIND_UPLOAD)
		return call_fail(c, "file_not_found", "the %s is not known", param);
	if (!upload_at(c->world, id.index)->complete)
		return call_fail(c, "file_not_found", "nothing was uploaded for this %s", param);
	*number = id.index;
	return true;
}

static void add_file(struct call *c, uint32_t index, uint32_t number)
{
	int64_t count = edits_int(c->world, candidate_id(index), ".files", 0);
	char member[24];

	snprintf(member, sizeof(member), ".file%d", (int)count);
	edits_set_int(c->world, candidate_id(index), member, number);
	edits_set_int(c->world, candidate_id(index), ".files", count + 1);
	mark(c, candidate_id(index));
}

void candidate_upload_file(struct call *c)
{
	uint32_t index, number;

	if (!need_candidate(c, "candidateId", &index) || !need_upload(c, "fileHandle", &number))
		return;
	add_file(c, index, number);
	put_candidate(c, "results", index);
}

void candidate_upload_resume(struct call *c)
{
	uint32_t index, number;

	if (!need_candidate(c, "candidateId", &index) || !need_upload(c, "resumeHandle", &number))
		return;
	edits_set_int(c->world, candidate_id(index), ".resume", number);
	add_file(c, index, number);
	put_candidate(c, "results", index);
}

/* A name goes into a path: what would lead out of it is taken out. */
static void plain_name(struct ashby_text name, char *text, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < name.len && len + 1 < size; i++)
		if (!strchr("/\\\r\n", name.raw[i]))
			text[len++] = name.raw[i];
	text[len] = '\0';
}

void create_upload_handle(struct call *c)
{
	int64_t length = call_int(c, "contentLength", 0);
	struct upload *upload;
	char uuid[ID_TEXT + 1], url[320];
	struct ashby_record *file;
	uint32_t number;
	struct id id;

	if (length < 1 || length > (int64_t)UPLOAD_MAX) {
		check_fail(c, "", "contentLength", "must be from 1 to %u", UPLOAD_MAX);
		return;
	}
	upload = upload_new(c->world, &number);
	if (!upload) {
		c->out->error = ASHBY_ENOMEM;
		return;
	}
	plain_name(call_text(c, "filename"), upload->name, sizeof(upload->name));
	call_str(c, "contentType", upload->type, sizeof(upload->type));
	call_str(c, "fileUploadContext", upload->context, sizeof(upload->context));
	upload->length = length;
	id = id_of(KIND_UPLOAD, number, 0);
	mark(c, id);
	upload->until = moment_of(c, id) + UPLOAD_TIME_MS;
	pen_open(c);
	put_upload(c, NULL, number);
	file = pen_read(c);
	id_print(c->world->seed, id, uuid);
	snprintf(url, sizeof(url), "%s/uploads/%s", c->base_url, uuid);
	out_object(c->out, "results");
	if (file) {
		struct ashby_text handle = ashby_get_text(ashby_record_root(file), "handle");

		out_bytes(c->out, "handle", handle.raw, handle.len);
	}
	out_text(c->out, "url", url);
	out_object(c->out, "fields");
	upload_fields(c->world, number, c->out);
	out_close(c->out, '}');
	out_close(c->out, '}');
	ashby_record_unref(file);
}

/* ---- mail that was sent from elsewhere ---- */

void candidate_add_email(struct call *c)
{
	static const char *const copied[] = { "emailProviderEmailId", "subject", "from", "to", "body", "cc",
		"messageUrl", "messageIdHeader", "threadId" };
	uint32_t index, user;
	struct id id;

	if (!need_candidate(c, "candidateId", &index) || !call_user(c, "userId", &user))
		return;
	id = world_create(c->world, KIND_EMAIL, 0);
	mark(c, id);
	mark(c, candidate_id(index));
	out_object(c->out, "results");
	put_id(c, "id", KIND_EMAIL, id.index, 0);
	put_id(c, "candidateId", KIND_CANDIDATE, index, 0);
	for (size_t i = 0; i < sizeof(copied) / sizeof(copied[0]); i++) {
		struct ashby_text text = call_text(c, copied[i]);

		if (call_has(c, copied[i]))
			out_bytes(c->out, copied[i], text.raw, text.len);
	}
	out_time(c->out, "sentAt", call_time(c, "sentAt", moment_of(c, id)));
	out_bool(c->out, "isPrivate", call_bool(c, "isPrivate"));
	out_bool(c->out, "userIsSender", user != NOBODY);
	out_close(c->out, '}');
}
