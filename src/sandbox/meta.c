/* meta.c: the key, boards, brands, templates, projects, reports, surveys, webhooks. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "edits.h"
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

/* Number 0 was there before; the secret is told to nobody. */
void put_webhook(struct call *c, const char *key, uint32_t index)
{
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_WEBHOOK, index, 0);
	out_bool(c->out, "enabled", true);
	if (!index) {
		out_text(c->out, "requestUrl", "https://hooks.example.test/ashby");
		out_text(c->out, "webhookType", "candidateStageChange");
	}
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_WEBHOOK, index, 0), c->out, from);
}

void webhook_info(struct call *c)
{
	struct id id;

	if (call_need(c, "webhookId", KIND_WEBHOOK, "webhook_not_found", &id))
		put_webhook(c, "results", id.index);
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

void put_project(struct call *c, const char *key, uint32_t index)
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
	for (uint32_t i = 0; i < 3; i++) {
		char member[24];

		snprintf(member, sizeof(member), ".project%u", i);
		if (edits_bool(c->world, id, member, id.index % 8 == 5 && i == id.index % 3))
			put_project(c, NULL, i);
	}
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

/* ---- surveys: those that requests ask for and answer ---- */

/* Requests have index 0, submissions 1. */
static uint32_t request_count(struct call *c)
{
	return edits_count(c->world, KIND_SURVEY, 0);
}

static uint32_t submission_count(struct call *c)
{
	return edits_count(c->world, KIND_SURVEY, 1);
}

void put_survey_request(struct call *c, const char *key, uint32_t request)
{
	struct id id = id_of(KIND_SURVEY, 0, request);
	char uuid[ID_TEXT + 1], url[120];
	size_t from = c->out->len;

	id_print(c->world->seed, id, uuid);
	snprintf(url, sizeof(url), "https://app.example.test/surveys/%s", uuid);
	out_object(c->out, key);
	out_text(c->out, "id", uuid);
	out_text(c->out, "surveyUrl", url);
	out_close(c->out, '}');
	edits_show(c->world, id, c->out, from);
}

void put_survey_submission(struct call *c, const char *key, uint32_t submission)
{
	struct id id = id_of(KIND_SURVEY, 1, submission);
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_SURVEY, 1, submission);
	out_text(c->out, "surveyType", "CandidateExperience");
	put_form(c, "formDefinition", FORM_SURVEY);
	out_close(c->out, '}');
	edits_show(c->world, id, c->out, from);
}

/* Whether a record's member is the one that the request asks for, if it asks. */
static bool matches(struct call *c, struct id record, const char *name)
{
	char text[64] = "";

	if (!call_has(c, name))
		return true;
	edits_text(c->world, record, name, text, sizeof(text));
	return ashby_text_equal(call_text(c, name), ashby_text_str(text));
}

static struct row request_at(struct call *c, uint32_t position)
{
	(void)c;
	return (struct row){ 0, position };
}

static struct row submission_at(struct call *c, uint32_t position)
{
	(void)c;
	return (struct row){ 1, position };
}

static bool write_request(struct call *c, struct row row)
{
	struct id id = id_of(KIND_SURVEY, 0, row.sub);

	if (row.index != 0 || !matches(c, id, "applicationId") || !matches(c, id, "candidateId"))
		return false;
	put_survey_request(c, NULL, row.sub);
	return true;
}

static bool write_submission(struct call *c, struct row row)
{
	if (row.index != 1 ||
		!ashby_text_equal(call_text(c, "surveyType"), ashby_text_str("CandidateExperience")))
		return false;
	put_survey_submission(c, NULL, row.sub);
	return true;
}

void survey_request_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_SURVEY,
			.count = request_count,
			.at = request_at,
			.write = write_request });
}

void survey_submission_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_SURVEY,
			.count = submission_count,
			.at = submission_at,
			.write = write_submission });
}
