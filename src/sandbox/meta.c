/* meta.c: the key, boards, brands, templates, projects, reports, surveys, webhooks. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "records.h"

/* ---- the key ---- */

static const char *const scopes[] = { "jobsRead", "jobsWrite", "candidatesRead", "candidatesWrite",
	"interviewsRead", "interviewsWrite", "hiringProcessMetadataRead", "hiringProcessMetadataWrite",
	"organizationRead", "organizationWrite", "offersRead", "offersWrite", "apiKeysRead", "apiKeysWrite",
	"approvalsRead", "approvalsWrite", "reportsRead", "notetakerRead" };

/* jobsRead is told as jobs:read. */
static void put_scope(struct call *c, const char *scope)
{
	const char *tail = strstr(scope, "Write");
	char text[64];

	if (!tail)
		tail = strstr(scope, "Read");
	snprintf(
		text, sizeof(text), "%.*s:%s", (int)(tail - scope), scope, tail[0] == 'W' ? "write" : "read");
	out_text(c->out, NULL, text);
}

void api_key_info(struct call *c)
{
	out_object(c->out, "results");
	out_text(c->out, "title", "Sandbox key");
	out_time(c->out, "createdAt", c->world->now - 40 * DAY_MS);
	out_array(c->out, "scopes");
	for (size_t i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++)
		if (key_has_scope(c->key, scopes[i]))
			put_scope(c, scopes[i]);
	out_close(c->out, ']');
	out_close(c->out, '}');
}

void webhook_info(struct call *c)
{
	struct id id;

	if (!call_need(c, "webhookId", KIND_WEBHOOK, "webhook_not_found", &id))
		return;
	out_object(c->out, "results");
	put_id(c, "id", KIND_WEBHOOK, id.index, 0);
	out_bool(c->out, "enabled", true);
	out_text(c->out, "requestUrl", "https://hooks.example.test/ashby");
	out_text(c->out, "webhookType", "candidateStageChange");
	out_close(c->out, '}');
}

/* ---- boards, brands, templates ---- */

void board_list(struct call *c)
{
	out_array(c->out, "results");
	for (unsigned i = 0; i < 2; i++) {
		out_object(c->out, NULL);
		put_id(c, "id", KIND_BOARD, i, 0);
		out_text(c->out, "title", i ? "Internal board" : "Careers page");
		out_bool(c->out, "isInternal", i == 1);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

void brand_list(struct call *c)
{
	out_array(c->out, "results");
	out_object(c->out, NULL);
	put_id(c, "id", KIND_BRAND, 0, 0);
	out_text(c->out, "name", "Marlowe Grid");
	out_text(c->out, "hostedJobsPageSlug", "marlowe-grid");
	out_close(c->out, '}');
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

static uint32_t three(struct call *c)
{
	(void)c;
	return 3;
}

static bool write_job_template(struct call *c, struct row row)
{
	int64_t created = c->world->now - c->world->span + row.index * DAY_MS;

	out_object(c->out, NULL);
	put_id(c, "id", KIND_JOB_TEMPLATE, row.index, 0);
	out_text(c->out, "title", job_titles[row.index * 2].title);
	out_text(c->out, "status", row.index == 2 ? "Inactive" : "Active");
	put_id(c, "locationId", KIND_LOCATION, job_titles[row.index * 2].location, 0);
	put_id(c, "departmentId", KIND_DEPARTMENT, job_titles[row.index * 2].department, 0);
	put_id(c, "defaultInterviewPlanId", KIND_PLAN, family_plans[job_titles[row.index * 2].family], 0);
	out_array(c->out, "interviewPlanIds");
	put_id(c, NULL, KIND_PLAN, family_plans[job_titles[row.index * 2].family], 0);
	out_close(c->out, ']');
	out_time(c->out, "createdAt", created);
	out_time(c->out, "updatedAt", created + DAY_MS);
	out_close(c->out, '}');
	return true;
}

void job_template_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_JOB_TEMPLATE, .count = three, .write = write_job_template });
}

void template_list(struct call *c)
{
	static const char *const titles[] = { "Thank you, not this time", "Invitation to a first call",
		"Connect on the network" };
	static const char *const types[] = { "email", "email", "linkedInConnection" };

	out_array(c->out, "results");
	for (unsigned i = 0; i < 3; i++) {
		out_object(c->out, NULL);
		put_id(c, "id", KIND_TEMPLATE, i, 0);
		out_time(c->out, "createdAt", c->world->now - (300 - i) * DAY_MS);
		out_time(c->out, "updatedAt", c->world->now - (200 - i) * DAY_MS);
		out_text(c->out, "title", titles[i]);
		out_array(c->out, "intendedTypes");
		out_text(c->out, NULL, types[i]);
		if (i == 1)
			out_text(c->out, NULL, "inMail");
		out_close(c->out, ']');
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

/* ---- projects ---- */

static const char *const projects[] = { "Silver medallists, storage", "Berlin meetup 2026", "Boomerangs 🎣" };

static void put_project(struct call *c, const char *key, uint32_t index)
{
	out_object(c->out, key);
	put_id(c, "id", KIND_PROJECT, index, 0);
	out_text(c->out, "title", projects[index]);
	if (index)
		out_text(c->out, "description", "People to come back to.");
	out_bool(c->out, "isArchived", false);
	out_bool(c->out, "confidential", false);
	put_id(c, "authorId", KIND_USER, index, 0);
	out_time(c->out, "createdAt", c->world->now - (200 - index * 30) * DAY_MS);
	out_array(c->out, "customFieldEntries");
	out_close(c->out, ']');
	out_close(c->out, '}');
}

static bool write_project(struct call *c, struct row row)
{
	put_project(c, NULL, row.index);
	return true;
}

void project_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_PROJECT, .count = three, .write = write_project });
}

void project_info(struct call *c)
{
	struct id id;

	if (call_need(c, "projectId", KIND_PROJECT, "project_not_found", &id))
		put_project(c, "results", id.index);
}

void project_search(struct call *c)
{
	out_array(c->out, "results");
	for (uint32_t i = 0; i < 3; i++)
		if (ashby_text_find(ashby_text_str(projects[i]), call_text(c, "title")))
			put_project(c, NULL, i);
	out_close(c->out, ']');
}

void candidate_projects(struct call *c)
{
	struct id id;

	if (!call_need(c, "candidateId", KIND_CANDIDATE, "candidate_not_found", &id))
		return;
	out_array(c->out, "results");
	if (id.index % 8 == 5)
		put_project(c, NULL, id.index % 3);
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

/* ---- reports ---- */

void report_run(struct call *c)
{
	struct id id;

	/* The real one answers an unknown report with an empty object. */
	if (!call_id(c, "reportId", KIND_REPORT, &id)) {
		out_object(c->out, "results");
		out_close(c->out, '}');
		return;
	}
	out_object(c->out, "results");
	out_text(c->out, "requestId", "rep_sample");
	out_text(c->out, "status", "complete");
	out_object(c->out, "reportData");
	out_raw(c->out, "data",
		"[[\"Job\",\"Applications\"],[\"Backend Engineer\",214],[\"Product Designer\",null]]");
	out_raw(c->out, "columnNames", "[\"Job\",\"Applications\"]");
	out_object(c->out, "metadata");
	out_time(c->out, "updatedAt", c->world->now);
	out_text(c->out, "title", "Applications by job");
	out_close(c->out, '}');
	out_close(c->out, '}');
	out_null(c->out, "failureReason");
	out_close(c->out, '}');
}

/* ---- surveys: asked for, answered by nobody yet ---- */

static uint32_t none(struct call *c)
{
	(void)c;
	return 0;
}

static bool write_nothing(struct call *c, struct row row)
{
	(void)c;
	(void)row;
	return false;
}

void survey_request_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_SURVEY, .count = none, .write = write_nothing });
}

void survey_submission_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_SURVEY, .count = none, .write = write_nothing });
}
