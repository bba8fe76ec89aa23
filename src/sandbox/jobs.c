/* jobs.c: jobs, openings, postings and plans of a job. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "overlay.h"
#include "records.h"
#include "rng.h"

enum { ROLL_OPENING = 500 };

static bool expands(const struct call *c, const char *what)
{
	return call_lists(c, "expand", what, false);
}

static const struct job *job_at(const struct call *c, uint32_t index)
{
	return &c->world->jobs[index];
}

void put_job_team(struct call *c, uint32_t index)
{
	const struct job *job = job_at(c, index);
	struct ashby_text json;

	if (edits_get(c->world, id_of(KIND_JOB, index, 0), "hiringTeam", &json)) {
		out_raw(c->out, "hiringTeam", json.raw);
		return;
	}
	out_array(c->out, "hiringTeam");
	put_team_member(c, NULL, job->recruiter, ROLE_RECRUITER);
	put_team_member(c, NULL, job->manager, ROLE_MANAGER);
	put_team_member(c, NULL, job->coordinator, ROLE_COORDINATOR);
	if (job->sponsor != NOBODY)
		put_team_member(c, NULL, job->sponsor, ROLE_SPONSOR);
	out_close(c->out, ']');
}

/* ---- jobs ---- */

/* "" if the job has none. */
static void requisition(const struct call *c, uint32_t index, char *text, size_t size)
{
	text[0] = '\0';
	if (index < c->world->origin_count && index % 4 != 3)
		snprintf(text, size, "REQ-%u", 2400 + index * 7);
	edits_text(c->world, id_of(KIND_JOB, index, 0), "customRequisitionId", text, size);
}

static void put_ids(struct call *c, const struct job *job, uint32_t index)
{
	char text[80];

	if (job->plan_count && strcmp(job->status, "Archived") != 0)
		put_id(c, "defaultInterviewPlanId", KIND_PLAN, job->plans[0], 0);
	out_array(c->out, "interviewPlanIds");
	for (unsigned i = 0; i < job->plan_count; i++)
		put_id(c, NULL, KIND_PLAN, job->plans[i], 0);
	out_close(c->out, ']');
	put_custom_fields(c, FIELD_JOB, index, id_of(KIND_JOB, index, 0));
	out_array(c->out, "jobPostingIds");
	for (unsigned i = 0; i < posting_count(job, index); i++)
		put_id(c, NULL, KIND_POSTING, index, i);
	/* A posting that was drafted and never published. */
	if (call_bool(c, "includeUnpublishedJobPostingsIds") && index % 6 == 1)
		put_id(c, NULL, KIND_POSTING, index, 7);
	out_close(c->out, ']');
	requisition(c, index, text, sizeof(text));
	out_text(c->out, "customRequisitionId", text[0] ? text : NULL);
	put_id(c, "brandId", KIND_BRAND, 0, 0);
}

static void put_job_openings(struct call *c, uint32_t index)
{
	out_array(c->out, "openings");
	for (unsigned i = 0; i < job_at(c, index)->openings; i++)
		put_opening(c, NULL, index, i);
	out_close(c->out, ']');
}

void put_compensation(struct call *c, uint32_t index)
{
	const char *currency = location_at(job_at(c, index)->title->location)->currency;
	struct ashby_text json;

	out_object(c->out, "compensation");
	if (edits_get(c->world, id_of(KIND_JOB, index, 0), ".tiers", &json)) {
		out_raw(c->out, "compensationTiers", json.raw);
		out_close(c->out, '}');
		return;
	}
	out_array(c->out, "compensationTiers");
	out_object(c->out, NULL);
	put_id(c, "id", KIND_TIER, index, 0);
	out_null(c->out, "title");
	out_null(c->out, "additionalInformation");
	out_array(c->out, "components");
	out_object(c->out, NULL);
	put_id(c, "id", KIND_TIER, index, 1);
	out_text(c->out, "summary", "70K – 95K");
	out_text(c->out, "compensationType", "Salary");
	out_text(c->out, "interval", "1 YEAR");
	out_text(c->out, "currencyCode", currency);
	out_null(c->out, "label");
	out_int(c->out, "minValue", 70000);
	out_int(c->out, "maxValue", 95000);
	out_close(c->out, '}');
	out_object(c->out, NULL);
	put_id(c, "id", KIND_TIER, index, 2);
	out_text(c->out, "summary", "0.25% – 1%");
	out_text(c->out, "compensationType", "EquityPercentage");
	out_text(c->out, "interval", "NONE");
	out_null(c->out, "currencyCode");
	out_null(c->out, "label");
	out_number(c->out, "minValue", 0.25);
	out_number(c->out, "maxValue", 1);
	out_close(c->out, '}');
	out_close(c->out, ']');
	out_text(c->out, "tierSummary", "70K – 95K • 0.25% – 1%");
	out_close(c->out, '}');
	out_close(c->out, ']');
	out_close(c->out, '}');
}

static int64_t updated_at(const struct call *c, uint32_t index)
{
	const struct change *change = overlay_find(c->world, id_of(KIND_JOB, index, 0));

	return change ? change->at : job_at(c, index)->updated;
}

void put_job(struct call *c, const char *key, uint32_t index)
{
	const struct job *job = job_at(c, index);
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_JOB, index, 0);
	out_text(c->out, "title", job->title->title);
	out_bool(c->out, "confidential", job->confidential);
	out_text(c->out, "status", job->status);
	out_text(c->out, "employmentType", job->title->employment);
	put_id(c, "locationId", KIND_LOCATION, job->title->location, 0);
	put_id(c, "departmentId", KIND_DEPARTMENT, job->title->department, 0);
	put_ids(c, job, index);
	put_job_team(c, index);
	put_user(c, "author", job->recruiter);
	out_time(c->out, "createdAt", job->created);
	out_time(c->out, "updatedAt", updated_at(c, index));
	out_time(c->out, "openedAt", job->opened);
	out_time(c->out, "closedAt", job->closed);
	if (expands(c, "location"))
		put_location(c, "location", job->title->location);
	if (expands(c, "openings"))
		put_job_openings(c, index);
	if (expands(c, "compensation"))
		put_compensation(c, index);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_JOB, index, 0), c->out, from);
}

static uint32_t all_jobs(struct call *c)
{
	return c->world->job_count;
}

static int64_t job_created(struct call *c, uint32_t position)
{
	return job_at(c, position)->created;
}

static bool within(const struct call *c, const char *name, int64_t at, bool after)
{
	int64_t bound = call_int(c, name, INT64_MIN);

	if (bound == INT64_MIN)
		return true;
	return at != ASHBY_NO_TIME && (after ? at > bound : at < bound);
}

static bool write_job(struct call *c, struct row row)
{
	const struct job *job = job_at(c, row.index);

	if (!call_lists(c, "status", job->status, strcmp(job->status, "Draft") != 0))
		return false;
	if (!within(c, "openedAfter", job->opened, true) || !within(c, "openedBefore", job->opened, false) ||
		!within(c, "closedAfter", job->closed, true) ||
		!within(c, "closedBefore", job->closed, false))
		return false;
	put_job(c, NULL, row.index);
	return true;
}

void job_list(struct call *c)
{
	list_page(c,
		&(struct listing){
			.kind = KIND_JOB, .count = all_jobs, .created = job_created, .write = write_job });
}

bool need_job(struct call *c, const char *name, uint32_t *index)
{
	struct id id;

	if (!call_need(c, name, KIND_JOB, "job_not_found", &id))
		return false;
	*index = id.index;
	return true;
}

void job_info(struct call *c)
{
	uint32_t index;

	if (need_job(c, "id", &index))
		put_job(c, "results", index);
}

void job_search(struct call *c)
{
	struct ashby_text title = call_text(c, "title"), wanted = call_text(c, "requisitionId");

	if (!call_has(c, "title") && !call_has(c, "requisitionId")) {
		call_fail(c, "invalid_input", "title or requisitionId is required");
		return;
	}
	out_array(c->out, "results");
	for (uint32_t i = 0; i < c->world->job_count; i++) {
		char text[80], name[200];

		requisition(c, i, text, sizeof(text));
		if (wanted.len && !ashby_text_equal(wanted, ashby_text_str(text)))
			continue;
		job_name(c, i, name, sizeof(name));
		if (title.len && !ashby_text_find(ashby_text_str(name), title))
			continue;
		put_job(c, NULL, i);
	}
	out_close(c->out, ']');
}

/* ---- the plan of a job with what is to be scheduled ---- */

static void put_activities(struct call *c, unsigned plan, unsigned order)
{
	const struct stage *stage = &plans[plan].stages[order];

	out_array(c->out, "activities");
	for (unsigned i = 0; i < STAGE_INTERVIEWS && stage->interviews[i]; i++) {
		unsigned interview = (unsigned)stage->interviews[i] - 1;

		out_object(c->out, NULL);
		put_id(c, "id", KIND_ACTIVITY, plan * 16 + order, i);
		out_text(c->out, "title", interviews[interview].title);
		out_array(c->out, "interviews");
		out_object(c->out, NULL);
		put_id(c, "id", KIND_ACTIVITY, plan * 16 + order, 8 + i);
		out_text(c->out, "title", interviews[interview].title);
		put_id(c, "interviewId", KIND_INTERVIEW, interview, 0);
		out_int(c->out, "interviewDurationMinutes", interviews[interview].minutes);
		out_bool(c->out, "isSchedulable", true);
		out_close(c->out, '}');
		out_close(c->out, ']');
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

void job_plan_info(struct call *c)
{
	const struct job *job;
	uint32_t index;

	if (!need_job(c, "jobId", &index))
		return;
	job = job_at(c, index);
	if (!job->plan_count) {
		call_fail(c, "interview_plan_not_found", "the job has no interview plan");
		return;
	}
	out_object(c->out, "results");
	put_id(c, "jobId", KIND_JOB, index, 0);
	put_id(c, "interviewPlanId", KIND_PLAN, job->plans[0], 0);
	out_array(c->out, "stages");
	for (unsigned i = 0; i < plans[job->plans[0]].count; i++) {
		const struct stage *stage = &plans[job->plans[0]].stages[i];

		out_object(c->out, NULL);
		put_id(c, "id", KIND_STAGE, job->plans[0], i);
		out_text(c->out, "title", stage->title);
		out_text(c->out, "type", stage_type_names[stage->type]);
		out_int(c->out, "orderInInterviewPlan", i);
		if (stage->group >= 0)
			put_id(c, "interviewStageGroupId", KIND_STAGE_GROUP, (uint32_t)stage->group, 0);
		put_activities(c, job->plans[0], i);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
	out_close(c->out, '}');
}

/* ---- openings ---- */

static const char *opening_state(const struct call *c, uint32_t job, uint32_t opening)
{
	const char *status = job_at(c, job)->status;

	if (strcmp(status, "Draft") == 0)
		return opening ? "Draft" : "Approved";
	if (strcmp(status, "Open") != 0)
		return opening == 0 ? "Filled" : "Closed";
	/* Of a job that is open the older ones may be filled. */
	return opening + 1 < job_at(c, job)->openings &&
			world_chance(c->world, KIND_OPENING, job, ROLL_OPENING + opening, 75)
		? "Filled"
		: "Open";
}

void put_opening_team(struct call *c, uint32_t index, uint32_t opening)
{
	struct ashby_text json;

	if (edits_get(c->world, id_of(KIND_OPENING, index, opening), ".team", &json)) {
		out_raw(c->out, "hiringTeam", json.raw);
	} else if (index == OPENING_LOOSE) {
		out_array(c->out, "hiringTeam");
		out_close(c->out, ']');
	} else {
		put_job_team(c, index);
	}
}

/* What was written over the version is an object of its own: it has to be laid over that of the opening. */
static void show_version(struct call *c, uint32_t index, uint32_t opening, size_t from)
{
	edits_show(c->world, id_of(KIND_OPENING_VERSION, index, opening), c->out, from);
}

static void put_opening_version(struct call *c, uint32_t index, uint32_t opening, int64_t created)
{
	const struct job *job = job_at(c, index);
	size_t from = c->out->len;
	char text[48];

	out_object(c->out, "latestVersion");
	put_id(c, "id", KIND_OPENING_VERSION, index, opening);
	snprintf(text, sizeof(text), "OP-%u-%u", 100 + index, opening + 1);
	out_text(c->out, "identifier", text);
	snprintf(text, sizeof(text), "Seat %u of %u", opening + 1, job->openings);
	out_text(c->out, "description", text);
	put_id(c, "authorId", KIND_USER, job->recruiter, 0);
	out_time(c->out, "createdAt", created);
	out_array(c->out, "jobIds");
	put_id(c, NULL, KIND_JOB, index, 0);
	out_close(c->out, ']');
	if (opening % 2 == 0)
		out_day(c->out, "targetHireDate", created + 90 * DAY_MS);
	out_day(c->out, "targetStartDate", created + 150 * DAY_MS);
	out_bool(c->out, "isBackfill", opening % 3 == 1);
	out_text(c->out, "employmentType", job->title->employment);
	out_array(c->out, "locationIds");
	put_id(c, NULL, KIND_LOCATION, job->title->location, 0);
	out_close(c->out, ']');
	put_opening_team(c, index, opening);
	put_custom_fields(c, FIELD_OPENING, index * 8 + opening, id_of(KIND_OPENING, index, opening));
	out_close(c->out, '}');
	show_version(c, index, opening, from);
}

/* Openings are made with the job, a moment apart. */
static int64_t opening_created(const struct call *c, uint32_t job, uint32_t opening)
{
	return job_at(c, job)->created + (2 + opening) * MINUTE_MS;
}

/* One that a request has created: all that is known of it was written. */
static void put_loose_opening(struct call *c, const char *key, uint32_t opening)
{
	size_t from = c->out->len, version;

	out_object(c->out, key);
	put_id(c, "id", KIND_OPENING, OPENING_LOOSE, opening);
	version = c->out->len;
	out_object(c->out, "latestVersion");
	put_id(c, "id", KIND_OPENING_VERSION, OPENING_LOOSE, opening);
	put_opening_team(c, OPENING_LOOSE, opening);
	put_custom_fields(c, FIELD_OPENING, 0, id_of(KIND_OPENING, OPENING_LOOSE, opening));
	out_close(c->out, '}');
	show_version(c, OPENING_LOOSE, opening, version);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_OPENING, OPENING_LOOSE, opening), c->out, from);
}

static void put_told_opening(struct call *c, const char *key, uint32_t index, uint32_t opening)
{
	const struct job *job = job_at(c, index);
	const char *state = opening_state(c, index, opening);
	bool ended = strcmp(state, "Filled") == 0 || strcmp(state, "Closed") == 0;
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_OPENING, index, opening);
	if (job->opened != ASHBY_NO_TIME)
		out_time(c->out, "openedAt", job->opened);
	if (ended)
		out_time(c->out, "closedAt",
			job->closed != ASHBY_NO_TIME ? job->closed
						     : job->opened + (c->world->now - job->opened) / 2);
	out_bool(c->out, "isArchived", false);
	if (ended)
		put_id(c, "closeReasonId", KIND_CLOSE_REASON, state[0] == 'F' ? 0 : 1, 0);
	out_text(c->out, "openingState", state);
	put_opening_version(c, index, opening, opening_created(c, index, opening));
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_OPENING, index, opening), c->out, from);
}

void put_opening(struct call *c, const char *key, uint32_t index, uint32_t opening)
{
	if (index == OPENING_LOOSE)
		put_loose_opening(c, key, opening);
	else
		put_told_opening(c, key, index, opening);
}

uint32_t opening_count(struct call *c)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->world->job_count; i++)
		count += job_at(c, i)->openings;
	return count + edits_count(c->world, KIND_OPENING, OPENING_LOOSE);
}

static struct row opening_at(struct call *c, uint32_t position)
{
	uint32_t job = 0;

	while (job < c->world->job_count && position >= job_at(c, job)->openings)
		position -= job_at(c, job++)->openings;
	return (struct row){ job < c->world->job_count ? job : OPENING_LOOSE, position };
}

static int64_t opening_time(struct call *c, uint32_t position)
{
	struct row row = opening_at(c, position);
	const struct change *made = overlay_find(c->world, id_of(KIND_OPENING, row.index, row.sub));

	if (row.index == OPENING_LOOSE)
		return made ? made->at : c->world->now;
	return opening_created(c, row.index, row.sub);
}

static bool write_opening(struct call *c, struct row row)
{
	put_opening(c, NULL, row.index, row.sub);
	return true;
}

void opening_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_OPENING,
			.count = opening_count,
			.at = opening_at,
			.created = opening_time,
			.write = write_opening });
}

void opening_info(struct call *c)
{
	struct id id;

	if (call_need(c, "openingId", KIND_OPENING, "opening_not_found", &id))
		put_opening(c, "results", id.index, id.sub);
}

void opening_search(struct call *c)
{
	struct ashby_text wanted = call_text(c, "identifier");

	out_array(c->out, "results");
	for (uint32_t i = 0, count = opening_count(c); i < count; i++) {
		struct row row = opening_at(c, i);
		char text[160] = "";

		if (row.index != OPENING_LOOSE)
			snprintf(text, sizeof(text), "OP-%u-%u", 100 + row.index, row.sub + 1);
		edits_text(c->world, id_of(KIND_OPENING_VERSION, row.index, row.sub), "identifier", text,
			sizeof(text));
		if (ashby_text_equal(wanted, ashby_text_str(text)))
			put_opening(c, NULL, row.index, row.sub);
	}
	out_close(c->out, ']');
}
