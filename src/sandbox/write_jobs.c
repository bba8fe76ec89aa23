/* write_jobs.c: jobs, openings and postings. Knows nothing of HTTP. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/date.h"
#include "write.h"

static struct id job_id(uint32_t index)
{
	return id_of(KIND_JOB, index, 0);
}

/* ---- jobs ---- */

struct job_facts {
	struct id team, location, plan;
	bool has_team, has_location, has_plan;
};

static bool read_facts(struct call *c, struct job_facts *out)
{
	out->has_team = call_has(c, "teamId");
	out->has_location = call_has(c, "locationId");
	out->has_plan = call_has(c, "defaultInterviewPlanId");
	if (out->has_team && !call_need(c, "teamId", KIND_DEPARTMENT, "department_not_found", &out->team))
		return false;
	if (out->has_location &&
		!call_need(c, "locationId", KIND_LOCATION, "location_not_found", &out->location))
		return false;
	return !out->has_plan ||
		call_need(c, "defaultInterviewPlanId", KIND_PLAN, "interview_plan_not_found", &out->plan);
}

/* A title that can be written; NULL if there is no memory. */
static struct job_title *own_title(struct call *c, struct job *job)
{
	if (job->own_title)
		return job->own_title;
	job->own_title = malloc(sizeof(*job->own_title));
	if (!job->own_title) {
		c->out->error = ASHBY_ENOMEM;
		return NULL;
	}
	*job->own_title = *job->title;
	job->title = job->own_title;
	return job->own_title;
}

static void set_facts(struct call *c, uint32_t index, const struct job_facts *facts)
{
	struct job *job = &c->world->jobs[index];
	struct job_title *title = own_title(c, job);
	unsigned at = 0;

	if (!title)
		return;
	copy_param(c, job_id(index), "title", "title");
	copy_param(c, job_id(index), "customRequisitionId", "customRequisitionId");
	if (facts->has_team)
		title->department = facts->team.index;
	if (facts->has_location)
		title->location = facts->location.index;
	if (!facts->has_plan)
		return;
	/* The default one is first; the others stay. */
	while (at < job->plan_count && job->plans[at] != facts->plan.index)
		at++;
	if (at == job->plan_count && job->plan_count < 2)
		job->plan_count++;
	if (at > 1)
		at = 1;
	job->plans[at] = job->plans[0];
	job->plans[0] = facts->plan.index;
}

static bool add_job(struct call *c, uint32_t *index)
{
	static const struct job_title blank = { .title = "",
		.family = FAMILY_OPERATIONS,
		.employment = "FullTime",
		.status = "Draft",
		.second_plan = -1 };
	struct world *world = c->world;
	struct job *jobs = realloc(world->jobs, (world->job_count + 1) * sizeof(*jobs));

	if (!jobs) {
		c->out->error = ASHBY_ENOMEM;
		return false;
	}
	world->jobs = jobs;
	*index = world->job_count++;
	jobs[*index] = (struct job){ .title = &blank,
		.status = "Draft",
		.created = world->now,
		.opened = ASHBY_NO_TIME,
		.closed = ASHBY_NO_TIME,
		.updated = world->now,
		.recruiter = author_of(c),
		.manager = world_colleague(world, FAMILY_OPERATIONS, *index, 90),
		.coordinator = 8,
		.sponsor = NOBODY,
		.fresh = true };
	mark(c, job_id(*index));
	jobs[*index].created = moment_of(c, job_id(*index));
	return true;
}

static bool check_template(struct call *c)
{
	struct id template, brand;

	/* The third template is not active. */
	if (call_has(c, "jobTemplateId") &&
		(!call_id(c, "jobTemplateId", KIND_JOB_TEMPLATE, &template) || template.index >= 2)) {
		c->parameter = "jobTemplateId";
		return call_fail(
			c, "job_template_not_found", "there is no active template with this jobTemplateId");
	}
	if (call_has(c, "brandId") && (!call_id(c, "brandId", KIND_BRAND, &brand) || brand.index > 0)) {
		c->parameter = "brandId";
		return call_fail(c, "brand_not_found", "there is no brand with this brandId");
	}
	return true;
}

void job_create(struct call *c)
{
	struct job_facts facts;
	uint32_t index;

	if (!read_facts(c, &facts) || !check_template(c) || !add_job(c, &index))
		return;
	set_raw(c, job_id(index), "hiringTeam", "[]");
	edits_set_bool(c->world, job_id(index), ".written", true);
	set_facts(c, index, &facts);
	put_job(c, "results", index);
}

void job_update(struct call *c)
{
	struct job_facts facts;
	uint32_t index;

	if (!need_job(c, "jobId", &index) || !read_facts(c, &facts))
		return;
	set_facts(c, index, &facts);
	mark(c, job_id(index));
	put_job(c, "results", index);
}

/* Which status may follow which. */
static const struct {
	const char *from, *to;
} transitions[] = {
	{ "Draft", "Open" },
	{ "Draft", "Archived" },
	{ "Open", "Closed" },
	{ "Closed", "Draft" },
	{ "Closed", "Archived" },
	{ "Archived", "Draft" },
};

/* The status as a text that stays; NULL if it must not follow. */
static const char *next_status(struct call *c, const char *from)
{
	for (size_t i = 0; i < sizeof(transitions) / sizeof(transitions[0]); i++)
		if (strcmp(transitions[i].from, from) == 0 &&
			ashby_text_equal(call_text(c, "status"), ashby_text_str(transitions[i].to)))
			return transitions[i].to;
	return NULL;
}

void job_set_status(struct call *c)
{
	struct job *job;
	const char *next;
	uint32_t index;

	if (!need_job(c, "jobId", &index))
		return;
	job = &c->world->jobs[index];
	next = next_status(c, job->status);
	if (!next) {
		check_fail(c, "", "status", "cannot follow %s", job->status);
		return;
	}
	if (strcmp(next, "Open") == 0 && !job->plan_count) {
		call_fail(c, "interview_plan_not_found",
			"a job without a default interview plan cannot be opened");
		return;
	}
	mark(c, job_id(index));
	job->status = next;
	if (strcmp(next, "Open") == 0) {
		job->opened = moment_of(c, job_id(index));
		job->closed = ASHBY_NO_TIME;
	} else if (strcmp(next, "Closed") == 0) {
		job->closed = moment_of(c, job_id(index));
	}
	put_job(c, "results", index);
}

/* ---- compensation ---- */

static const struct ashby_param tier_params[] = {
	{ .name = "title", .type = ASHBY_PARAM_STRING, .nullable = true },
	{ .name = "additionalInformation", .type = ASHBY_PARAM_STRING, .nullable = true },
	{ .name = "components", .type = ASHBY_PARAM_ARRAY, .required = true },
	{ .type = ASHBY_PARAM_END },
};
static const struct ashby_param component_params[] = {
	{ .name = "compensationType", .type = ASHBY_PARAM_STRING, .required = true },
	{ .name = "interval",
		.type = ASHBY_PARAM_STRING,
		.required = true,
		.values = "NONE|1 TIME|1 HOUR|1 DAY|1 WEEK|2 WEEK|1 MONTH|2 MONTH|1 YEAR|6 MONTH|0.5 MONTH|"
			  "3 MONTH" },
	{ .name = "currencyCode", .type = ASHBY_PARAM_STRING, .nullable = true },
	{ .name = "label", .type = ASHBY_PARAM_STRING, .nullable = true },
	{ .name = "minValue", .type = ASHBY_PARAM_NUMBER, .required = true, .nullable = true },
	{ .name = "maxValue", .type = ASHBY_PARAM_NUMBER, .required = true, .nullable = true },
	{ .type = ASHBY_PARAM_END },
};

static bool check_tiers(struct call *c, struct ashby_value tiers)
{
	for (struct ashby_value t = ashby_value_first(tiers); t.node; t = ashby_value_next(t)) {
		if (!check_members(c, t, "compensationTiers[]", tier_params))
			return false;
		if (ashby_value_count(tiers) > 1 && !ashby_get_text(t, "title").len)
			return check_fail(
				c, "compensationTiers[]", "title", "is required with several tiers");
		for (struct ashby_value e = ashby_value_first(ashby_get(t, "components")); e.node;
			e = ashby_value_next(e))
			if (!check_members(c, e, "compensationTiers[].components[]", component_params))
				return false;
	}
	return true;
}

static void copy_inside(struct call *c, struct ashby_value object, const char *name)
{
	struct ashby_value value = ashby_get(object, name);

	out_raw(c->out, name, value.node ? "" : "null");
	if (value.node)
		ashby_value_print(c->out, value, 0);
}

static void summary_of(struct ashby_value component, char *text, size_t size)
{
	struct ashby_text type = ashby_get_text(component, "compensationType");
	double low = ashby_value_number(ashby_get(component, "minValue"), 0),
	       high = ashby_value_number(ashby_get(component, "maxValue"), 0);
	bool share = ashby_text_equal(type, ashby_text_str("EquityPercentage"));

	if (share)
		snprintf(text, size, "%g%% – %g%%", low, high);
	else
		snprintf(text, size, "%gK – %gK", low / 1000, high / 1000);
}

static void put_tier(struct call *c, uint32_t job, uint32_t n, struct ashby_value tier)
{
	static const char *const copied[] = { "compensationType", "interval", "currencyCode", "label",
		"minValue", "maxValue" };
	char all[240] = "", text[64];
	uint32_t at = 0;
	size_t len = 0;

	out_object(c->out, NULL);
	put_id(c, "id", KIND_TIER, job, n * 64 + 64);
	copy_inside(c, tier, "title");
	copy_inside(c, tier, "additionalInformation");
	out_array(c->out, "components");
	for (struct ashby_value e = ashby_value_first(ashby_get(tier, "components")); e.node;
		e = ashby_value_next(e)) {
		summary_of(e, text, sizeof(text));
		if (len + sizeof(text) < sizeof(all))
			len += (size_t)snprintf(all + len, sizeof(all) - len, "%s%s", len ? " • " : "", text);
		out_object(c->out, NULL);
		put_id(c, "id", KIND_TIER, job, n * 64 + 65 + at++);
		out_text(c->out, "summary", text);
		for (size_t i = 0; i < sizeof(copied) / sizeof(copied[0]); i++)
			copy_inside(c, e, copied[i]);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
	out_text(c->out, "tierSummary", all);
	out_close(c->out, '}');
}

void job_update_compensation(struct call *c)
{
	struct ashby_value tiers = ashby_get(c->body, "compensationTiers");
	struct ashby_text json;
	uint32_t index, n = 0;

	if (!need_job(c, "jobId", &index) || !check_tiers(c, tiers))
		return;
	pen_open(c);
	out_array(c->out, NULL);
	for (struct ashby_value t = ashby_value_first(tiers); t.node; t = ashby_value_next(t))
		put_tier(c, index, n++, t);
	out_close(c->out, ']');
	pen_set(c, job_id(index), ".tiers");
	mark(c, job_id(index));
	put_job(c, "results", index);
	/* The record, and the tiers as one more member of it. */
	if (!edits_get(c->world, job_id(index), ".tiers", &json) || c->out->error)
		return;
	ashby_buf_cut(c->out, c->out->len - 1);
	out_raw(c->out, "compensationTiers", json.raw);
	out_close(c->out, '}');
}

/* ---- postings ---- */

static void set_description(struct call *c, struct id id, struct ashby_text html)
{
	struct ashby_buf plain;

	ashby_buf_init(&plain, ASHBY_BUF_MAX);
	for (size_t i = 0; i < html.len; i++) {
		const char *end = html.raw[i] == '<' ? memchr(html.raw + i, '>', html.len - i) : NULL;

		if (end)
			i = (size_t)(end - html.raw);
		else
			ashby_buf_addc(&plain, html.raw[i]);
	}
	edits_set_text(c->world, id, "descriptionHtml", html);
	edits_set_text(c->world, id, "descriptionPlain", ashby_text_of(plain.data, plain.len));
	pen_open(c);
	out_object(c->out, NULL);
	out_null(c->out, "descriptionOpening");
	out_object(c->out, "descriptionBody");
	out_bytes(c->out, "html", html.raw, html.len);
	out_bytes(c->out, "plain", plain.data, plain.len);
	out_close(c->out, '}');
	out_null(c->out, "descriptionClosing");
	out_close(c->out, '}');
	pen_set(c, id, "descriptionParts");
	if (plain.error)
		c->out->error = plain.error;
	ashby_buf_release(&plain);
}

void posting_update(struct call *c)
{
	static const struct ashby_param description[] = {
		{ .name = "type", .type = ASHBY_PARAM_STRING, .required = true, .values = "text/html" },
		{ .name = "content", .type = ASHBY_PARAM_STRING, .required = true },
		{ .type = ASHBY_PARAM_END },
	};
	struct ashby_value given = ashby_get(c->body, "description");
	struct id id, detail;

	if (!call_need(c, "jobPostingId", KIND_POSTING, "job_posting_not_found", &id) ||
		(given.node && !check_members(c, given, "description", description)))
		return;
	detail = id_of(KIND_POSTING, id.index, id.sub + POSTING_DETAIL);
	copy_param(c, id, "title", "title");
	copy_param(c, id, "workplaceType", "workplaceType");
	copy_param(c, detail, "suppressDescriptionOpening", "suppressDescriptionOpening");
	copy_param(c, detail, "suppressDescriptionClosing", "suppressDescriptionClosing");
	if (given.node)
		set_description(c, detail, ashby_get_text(given, "content"));
	mark(c, id);
	put_posting_detail(c, "results", id.index, id.sub);
}

/* ---- openings ---- */

static bool need_opening(struct call *c, struct id *id)
{
	return call_need(c, "openingId", KIND_OPENING, "opening_not_found", id);
}

static struct id version_of(struct id opening)
{
	return id_of(KIND_OPENING_VERSION, opening.index, opening.sub);
}

static bool check_ids(struct call *c, const char *name, enum kind kind, const char *code)
{
	struct id id;

	for (struct ashby_value e = ashby_value_first(ashby_get(c->body, name)); e.node;
		e = ashby_value_next(e))
		if (!value_id(c, e, kind, &id)) {
			c->parameter = name;
			return call_fail(c, code, "there is no record with one of these %s", name);
		}
	return true;
}

static bool check_opening(struct call *c)
{
	struct id team;

	if (call_has(c, "teamId") && !call_need(c, "teamId", KIND_DEPARTMENT, "department_not_found", &team))
		return false;
	return check_ids(c, "locationIds", KIND_LOCATION, "location_not_found") &&
		check_ids(c, "jobIds", KIND_JOB, "job_not_found");
}

static void copy_version(struct call *c, struct id id)
{
	static const char *const copied[] = { "identifier", "description", "teamId", "locationIds", "jobIds",
		"targetHireDate", "targetStartDate", "isBackfill", "employmentType" };

	for (size_t i = 0; i < sizeof(copied) / sizeof(copied[0]); i++)
		copy_param(c, version_of(id), copied[i], copied[i]);
}

/* The state, and the times that go with it. */
static void set_state(struct call *c, struct id id, const char *state)
{
	edits_set_text(c->world, id, "openingState", ashby_text_str(state));
	if (strcmp(state, "Open") == 0)
		set_time(c, id, "openedAt", moment_of(c, id));
	if (strcmp(state, "Closed") == 0) {
		set_time(c, id, "closedAt", moment_of(c, id));
		copy_param(c, id, "closeReasonId", "closeReasonId");
	} else {
		edits_drop(c->world, id, "closedAt");
		edits_drop(c->world, id, "closeReasonId");
	}
}

static void put_result(struct call *c, struct id id)
{
	put_opening(c, "results", id.index, id.sub);
}

void opening_create(struct call *c)
{
	struct id id = id_of(KIND_OPENING, OPENING_LOOSE, edits_count(c->world, KIND_OPENING, OPENING_LOOSE));
	char state[16] = "Draft";

	if (!check_opening(c))
		return;
	if (call_has(c, "openingState"))
		call_str(c, "openingState", state, sizeof(state));
	edits_set_bool(c->world, id, ".written", true);
	edits_set_bool(c->world, id, "isArchived", false);
	mark(c, id);
	set_state(c, id, state);
	set_raw(c, version_of(id), "identifier", "\"\"");
	set_raw(c, version_of(id), "description", "\"\"");
	set_raw(c, version_of(id), "jobIds", "[]");
	set_raw(c, version_of(id), "locationIds", "[]");
	set_raw(c, version_of(id), "isBackfill", "false");
	set_raw(c, version_of(id), "employmentType", "\"FullTime\"");
	set_time(c, version_of(id), "createdAt", moment_of(c, id));
	pen_open(c);
	put_id(c, NULL, KIND_USER, author_of(c), 0);
	pen_set(c, version_of(id), "authorId");
	copy_version(c, id);
	put_result(c, id);
}

void opening_update(struct call *c)
{
	struct id id;

	if (!need_opening(c, &id) || !check_opening(c))
		return;
	copy_version(c, id);
	mark(c, id);
	put_result(c, id);
}

/* Adds an id to a list of the version, or takes it out. */
static void change_list(struct call *c, struct id id, const char *list, struct ashby_text wanted, bool on)
{
	struct ashby_record *before;
	struct ashby_value ids;
	bool there = false;

	pen_open(c);
	put_opening(c, NULL, id.index, id.sub);
	before = pen_read(c);
	ids = ashby_get(ashby_get(ashby_record_root(before), "latestVersion"), list);
	pen_open(c);
	out_array(c->out, NULL);
	for (struct ashby_value e = ashby_value_first(ids); e.node; e = ashby_value_next(e)) {
		bool same = ashby_text_equal(ashby_value_text(e), wanted);

		there |= same;
		if (!same || on)
			out_bytes(c->out, NULL, ashby_value_text(e).raw, ashby_value_text(e).len);
	}
	if (on && !there)
		out_bytes(c->out, NULL, wanted.raw, wanted.len);
	out_close(c->out, ']');
	pen_set(c, version_of(id), list);
	if (there != on)
		mark(c, id);
	ashby_record_unref(before);
	put_result(c, id);
}

static void change_jobs(struct call *c, bool on)
{
	struct id id, job;

	if (need_opening(c, &id) && call_need(c, "jobId", KIND_JOB, "job_not_found", &job))
		change_list(c, id, "jobIds", call_text(c, "jobId"), on);
}

static void change_locations(struct call *c, bool on)
{
	struct id id, location;

	if (need_opening(c, &id) &&
		call_need(c, "locationId", KIND_LOCATION, "location_not_found", &location))
		change_list(c, id, "locationIds", call_text(c, "locationId"), on);
}

void opening_add_job(struct call *c)
{
	change_jobs(c, true);
}

void opening_remove_job(struct call *c)
{
	change_jobs(c, false);
}

void opening_add_location(struct call *c)
{
	change_locations(c, true);
}

void opening_remove_location(struct call *c)
{
	change_locations(c, false);
}

void opening_set_state(struct call *c)
{
	char state[16];
	struct id id, reason;

	if (!need_opening(c, &id))
		return;
	call_str(c, "openingState", state, sizeof(state));
	if (call_has(c, "closeReasonId")) {
		if (strcmp(state, "Closed") != 0) {
			check_fail(c, "", "closeReasonId", "is only for the state Closed");
			return;
		}
		if (!call_need(c, "closeReasonId", KIND_CLOSE_REASON, "close_reason_not_found", &reason))
			return;
	}
	mark(c, id);
	set_state(c, id, state);
	put_result(c, id);
}

void opening_set_archived(struct call *c)
{
	struct id id;

	if (!need_opening(c, &id))
		return;
	mark(c, id);
	copy_param(c, id, "archive", "isArchived");
	if (call_bool(c, "archive"))
		set_time(c, id, "archivedAt", moment_of(c, id));
	else
		edits_drop(c->world, id, "archivedAt");
	put_result(c, id);
}
