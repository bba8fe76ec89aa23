/*
 * Every write of the published contract against the sandbox: what is documented is accepted and answered as the schema
 * says; a required parameter that is missing, a wrong type and a value outside its list are refused by name.
 */
#include "contract.h"

#include "booking.h"
#include "journey.h"
#include "offer.h"
#include "overlay.h"
#include "upload.h"

/* ---- the people and things that samples name: @word in a sample is the id of this ---- */

struct name {
	const char *word;
	struct id id;
};

#define NAMES 48
static struct name names[NAMES];
static unsigned name_count;
static char handle[300]; /* @handle */

static void name_it(const char *word, enum kind kind, uint32_t index, uint32_t sub)
{
	assert_true(name_count < NAMES);
	names[name_count++] = (struct name){ word, { kind, index, sub } };
}

static bool is_over(const struct world *world, uint32_t candidate)
{
	struct candidate who;

	world_candidate(world, candidate, &who);
	for (unsigned i = 0; i < who.application_count; i++) {
		struct journey journey;

		journey_tell(world, who.applications[i], &journey);
		if (journey_now(&journey)->type < STAGE_HIRED)
			return false;
	}
	return who.application_count > 0;
}

/* An application under way, before any offer, whose candidate can be written to. */
static void find_open(const struct world *world, struct journey *out)
{
	struct candidate who;

	for (uint32_t a = world_applications(world); a-- > 0;) {
		journey_tell(world, a, out);
		world_candidate(world, out->candidate, &who);
		if (!out->role && who.email[0] && journey_now(out)->type == STAGE_ACTIVE)
			return;
	}
	fail_msg("no application is open");
}

static uint32_t find_job(const struct world *world, const char *status)
{
	for (uint32_t i = 0; i < world->job_count; i++)
		if (strcmp(world->jobs[i].status, status) == 0 && world->jobs[i].plan_count)
			return i;
	fail_msg("no job is %s", status);
	return 0;
}

static uint32_t find_location(bool region)
{
	for (uint32_t i = 0; i < location_count; i++)
		if (locations[i].region == region)
			return i;
	return 0;
}

static void name_all(const struct world *world)
{
	struct journey open;
	uint32_t over = 0;

	find_open(world, &open);
	while (!is_over(world, over))
		over++;
	name_count = 0;
	name_it("candidate", KIND_CANDIDATE, open.candidate, 0);
	name_it("over", KIND_CANDIDATE, over, 0);
	name_it("application", KIND_APPLICATION, open.application, 0);
	name_it("archive", KIND_STAGE, open.plan, plans[open.plan].count - 1);
	name_it("stage", KIND_STAGE, open.plan, 1);
	name_it("plan", KIND_PLAN, open.plan, 0);
	name_it("move", KIND_MOVE, open.application, 0);
	name_it("reason", KIND_ARCHIVE_REASON, 1, 0);
	name_it("template", KIND_TEMPLATE, 0, 0);
	name_it("source", KIND_SOURCE, 1, 0);
	name_it("me", KIND_USER, ME, 0);
	name_it("approver", KIND_USER, world->jobs[open.job].manager, 0);
	name_it("job", KIND_JOB, open.job, 0);
	name_it("draft", KIND_JOB, find_job(world, "Draft"), 0);
	name_it("posting", KIND_POSTING, 0, 0);
	name_it("opening", KIND_OPENING, 0, 0);
	name_it("close", KIND_CLOSE_REASON, 0, 0);
	name_it("jobtemplate", KIND_JOB_TEMPLATE, 0, 0);
	name_it("brand", KIND_BRAND, 0, 0);
	name_it("department", KIND_DEPARTMENT, 1, 0);
	name_it("parent", KIND_DEPARTMENT, 3, 0);
	name_it("location", KIND_LOCATION, find_location(false), 0);
	name_it("region", KIND_LOCATION, find_location(true), 0);
	name_it("tag", KIND_TAG, 2, 0);
	name_it("project", KIND_PROJECT, 1, 0);
	name_it("role", KIND_ROLE, ROLE_SOURCER, 0);
	name_it("permit", KIND_CUSTOM_FIELD, 0, 0);
	name_it("notice", KIND_CUSTOM_FIELD, 1, 0);
	name_it("employee", KIND_CUSTOM_FIELD, custom_field_count, 0);
	name_it("interview", KIND_INTERVIEW, 1, 0);
	name_it("schedule", KIND_SCHEDULE, open.application, SCHEDULE_OWN);
	name_it("event", KIND_EVENT, open.application, event_sub(SCHEDULE_OWN, 0));
	name_it("form", KIND_FORM, 1, 0);
	name_it("referral", KIND_FORM, 23, 0);
	name_it("survey", KIND_FORM, 22, 0);
	name_it("process", KIND_OFFER_PROCESS, open.application, 0);
	name_it("offerform", KIND_OFFER_FORM, open.application, 0);
	name_it("offer", KIND_OFFER, open.application, 0);
	name_it("version", KIND_OFFER_VERSION, open.application, 0);
	name_it("step", KIND_APPROVAL_PART, open.application, 7);
	name_it("webhook", KIND_WEBHOOK, 0, 0);
	name_it("pool", KIND_POOL, 2, 0);
	name_it("training", KIND_TRAINING_STAGE, 2, 1);
	name_it("pause", KIND_PAUSE, world->user_count, 0);
}

/* Writes a sample with the ids in place of its words. */
static void fill(const struct world *world, const char *sample, struct ashby_buf *out)
{
	while (*sample) {
		size_t len = strcspn(sample, "@"), word;
		char id[ID_TEXT + 1] = "";

		ashby_buf_add(out, sample, len);
		sample += len;
		if (!*sample)
			return;
		word = strspn(sample + 1, "abcdefghijklmnopqrstuvwxyz");
		for (unsigned i = 0; i < name_count; i++)
			if (strlen(names[i].word) == word && memcmp(names[i].word, sample + 1, word) == 0)
				id_print(world->seed, names[i].id, id);
		if (word == 6 && memcmp(sample + 1, "handle", 6) == 0)
			ashby_buf_adds(out, handle);
		else if (*id)
			ashby_buf_adds(out, id);
		else
			ashby_buf_add(out, sample, word + 1);
		sample += word + 1;
	}
}

/* ---- samples ---- */

#define EVENT                                                                                    \
	"{\"startTime\":\"2026-11-30T09:00:00Z\",\"endTime\":\"2026-11-30T10:00:00Z\","          \
	"\"interviewId\":\"@interview\",\"interviewers\":[{\"email\":\"mei.chen@example.test\"," \
	"\"feedbackRequired\":true}],\"extraData\":{\"room\":\"3\"}}"
#define OFFER_FORM                                                                                \
	"{\"fieldSubmissions\":[{\"path\":\"_systemfield_start_date\",\"value\":\"2027-02-01\"}," \
	"{\"path\":\"_systemfield_salary\",\"value\":{\"currencyCode\":\"EUR\",\"value\":80000}}]}"
#define CALL_FORM "{\"fieldSubmissions\":[{\"path\":\"overall_recommendation\",\"value\":\"Yes\"}]}"
#define DATA "{\"identifier\":\"a\",\"label\":\"A\",\"type\":\"string\",\"value\":\"b\"}"
#define ADDRESS "{\"postalAddress\":{\"addressCountry\":\"Germany\",\"addressLocality\":\"Berlin\"}}"

/* What a parameter is given: the row of its endpoint, else that of any; "" leaves it out. */
static const struct {
	const char *endpoint, *param, *json;
} samples[] = {
	{ "application.create", "interviewStageId", "\"FirstPreInterviewScreen\"" },
	{ "application.create", "applicationHistory",
		"[{\"stageId\":\"@stage\",\"stageNumber\":0,\"enteredStageAt\":\"2026-11-01T08:00:00Z\"}]" },
	{ "application.changeStage", "interviewStageId", "\"@archive\"" },
	{ "application.changeStage", "archiveEmail",
		"{\"communicationTemplateId\":\"@template\",\"sendAt\":\"2026-11-25T08:00:00Z\"}" },
	{ "application.transfer", "jobId", "\"@draft\"" },
	{ "application.updateHistory", "applicationHistory",
		"[{\"stageId\":\"@stage\",\"stageNumber\":0,\"enteredStageAt\":\"2026-11-01T08:00:00Z\","
		"\"applicationHistoryId\":\"@move\"},{\"stageId\":\"@archive\",\"stageNumber\":1,"
		"\"enteredStageAt\":\"2026-11-02T08:00:00Z\",\"archiveReasonId\":\"@reason\"}]" },
	{ "candidate.anonymize", "candidateId", "\"@over\"" },
	{ "candidate.update", "socialLinks",
		"[{\"type\":\"GitHub\",\"url\":\"https://github.example.test/a\"}]" },
	{ "approvalDefinition.update", "entityType", "\"offer\"" },
	{ "approvalDefinition.update", "entityId", "\"@version\"" },
	{ "approvalDefinition.update", "approvalStepDefinitions",
		"[{\"approvalsRequired\":1,\"approvers\":[{\"userId\":\"@me\",\"type\":\"user\"}]}]" },
	{ "customField.create", "fieldType", "\"ValueSelect\"" },
	{ "customField.setValue", "objectType", "\"Candidate\"" },
	{ "customField.setValues", "objectType", "\"Candidate\"" },
	{ "customField.updateSelectableValues", "customFieldId", "\"@permit\"" },
	{ "department.move", "parentId", "\"@parent\"" },
	{ "hiringTeam.addMember", "jobId", "" },
	{ "hiringTeam.addMember", "openingId", "" },
	{ "hiringTeam.removeMember", "applicationId", "" },
	{ "hiringTeam.removeMember", "openingId", "" },
	{ "interviewSchedule.cancel", "id", "\"@schedule\"" },
	{ "interviewSchedule.update", "interviewEventIdToCancel", "[\"@event\"]" },
	{ "job.setStatus", "jobId", "\"@draft\"" },
	{ "job.setStatus", "status", "\"Open\"" },
	{ "location.create", "parentLocationId", "\"@region\"" },
	{ "opening.setOpeningState", "openingState", "\"Closed\"" },
	{ "referral.create", "id", "\"@referral\"" },
	{ "referral.create", "fieldSubmissions",
		"[{\"path\":\"_systemfield_name\",\"value\":\"Ann "
		"Lee\"},{\"path\":\"why\",\"value\":\"Good.\"}]" },
	{ "user.setCustomFieldValue", "fieldId", "\"@employee\"" },
	{ "user.setCustomFieldValues", "values", "[{\"fieldId\":\"@employee\",\"fieldValue\":\"M\"}]" },
	{ "surveySubmission.create", "submittedValues", "{\"nps\":\"4\"}" },
	{ NULL, "email", "\"new.person@example.test\"" },
	{ "assessment.addCompletedToCandidate", "assessment",
		"{\"assessmentTypeId\":\"@job\",\"assessmentId\":\"@job\",\"assessmentName\":\"A\","
		"\"result\":" DATA ",\"metadata\":[]}" },
	{ "assessment.addCompletedToCandidate", "partnerId", "\"@job\"" },
	{ "offer.create", "offerForm", OFFER_FORM },
	{ "offer.update", "offerForm", OFFER_FORM },
	{ "location.move", "parentLocationHierarchyId", "\"@region\"" },
	{ NULL, "applicationForm",
		"{\"fieldSubmissions\":[{\"path\":\"_systemfield_name\",\"value\":\"Ann Lee\"},{\"path\":"
		"\"_systemfield_email\",\"value\":\"ann@example.test\"},{\"path\":\"_systemfield_permit\","
		"\"value\":"
		"\"Yes\"}]}" },
	{ NULL, "applicationId", "\"@application\"" },
	{ NULL, "archiveReasonId", "\"@reason\"" },
	{ NULL, "candidateId", "\"@candidate\"" },
	{ NULL, "jobId", "\"@job\"" },
	{ NULL, "jobTemplateId", "\"@jobtemplate\"" },
	{ NULL, "brandId", "\"@brand\"" },
	{ NULL, "interviewPlanId", "\"@plan\"" },
	{ NULL, "defaultInterviewPlanId", "\"@plan\"" },
	{ NULL, "interviewStageId", "\"@stage\"" },
	{ NULL, "sourceId", "\"@source\"" },
	{ NULL, "creditedToUserId", "\"@me\"" },
	{ NULL, "userId", "\"@me\"" },
	{ NULL, "teamMemberId", "\"@me\"" },
	{ NULL, "interviewerUserId", "\"@me\"" },
	{ NULL, "roleId", "\"@role\"" },
	{ NULL, "tagId", "\"@tag\"" },
	{ NULL, "tagIds", "[\"@tag\"]" },
	{ NULL, "projectId", "\"@project\"" },
	{ NULL, "objectId", "\"@candidate\"" },
	{ NULL, "fieldId", "\"@notice\"" },
	{ NULL, "fieldValue", "\"soon\"" },
	{ NULL, "values", "[{\"fieldId\":\"@notice\",\"fieldValue\":\"x\"}]" },
	{ NULL, "departmentId", "\"@department\"" },
	{ NULL, "teamId", "\"@department\"" },
	{ NULL, "parentId", "\"@department\"" },
	{ NULL, "locationId", "\"@location\"" },
	{ NULL, "locationIds", "[\"@location\"]" },
	{ NULL, "jobIds", "[\"@job\"]" },
	{ NULL, "jobPostingId", "\"@posting\"" },
	{ NULL, "openingId", "\"@opening\"" },
	{ NULL, "closeReasonId", "\"@close\"" },
	{ NULL, "offerProcessId", "\"@process\"" },
	{ NULL, "offerFormId", "\"@offerform\"" },
	{ NULL, "offerId", "\"@offer\"" },
	{ NULL, "offerVersionId", "\"@version\"" },
	{ NULL, "approvalStepId", "\"@step\"" },
	{ "offer.approve", "userId", "\"@approver\"" },
	{ NULL, "interviewScheduleId", "\"@schedule\"" },
	{ NULL, "interviewEventId", "\"@event\"" },
	{ NULL, "interviewId", "\"@interview\"" },
	{ NULL, "interviewEvents", "[" EVENT "]" },
	{ NULL, "interviewEvent", EVENT },
	{ NULL, "formDefinitionId", "\"@form\"" },
	{ NULL, "surveyFormDefinitionId", "\"@survey\"" },
	{ NULL, "feedbackForm", CALL_FORM },
	{ NULL, "fileHandle", "\"@handle\"" },
	{ NULL, "resumeHandle", "\"@handle\"" },
	{ NULL, "webhookId", "\"@webhook\"" },
	{ NULL, "requestUrl", "\"https://hooks.example.test/new\"" },
	{ NULL, "interviewerPoolId", "\"@pool\"" },
	{ NULL, "interviewerPoolTrainingPathStageId", "\"@training\"" },
	{ NULL, "interviewerPauseId", "\"@pause\"" },
	{ NULL, "assessment_id", "\"@job\"" },
	{ NULL, "assessment_status", DATA },
	{ NULL, "assessment_profile_url", DATA },
	{ NULL, "assessment_result", DATA },
	{ NULL, "cancelled_reason", DATA },
	{ NULL, "metadata", "[" DATA "]" },
	{ "candidate.createNote", "note", "{\"type\":\"text/html\",\"value\":\"<b>Hi</b>\"}" },
	{ NULL, "address", ADDRESS },
	{ NULL, "location", "{\"city\":\"Berlin\",\"country\":\"Germany\"}" },
	{ NULL, "alternateEmailAddresses", "[\"other@example.test\"]" },
	{ NULL, "alternateEmail", "\"other@example.test\"" },
	{ NULL, "selectableValues", "[{\"label\":\"New\",\"value\":\"new\"}]" },
	{ NULL, "extraData", "{\"a\":\"b\"}" },
	{ NULL, "utmData", "{\"utm_source\":\"campus\"}" },
	{ NULL, "description", "" },
	{ "jobPosting.update", "description", "{\"type\":\"text/html\",\"content\":\"<p>Come</p>\"}" },
	{ "opening.create", "description", "\"A seat\"" },
	{ NULL, "compensationTiers",
		"[{\"title\":\"Base\",\"components\":[{\"compensationType\":\"Salary\",\"interval\":\"1 "
		"YEAR\","
		"\"currencyCode\":\"EUR\",\"minValue\":70000,\"maxValue\":90000}]}]" },
	{ NULL, "endsAt", "\"2026-12-20T00:00:00Z\"" },
};

/* What a parameter is given by its type alone. */
static const struct {
	const char *type, *json, *wrong;
} by_type[] = {
	{ "string", "\"Sample\"", "7" },
	{ "boolean", "true", "\"yes\"" },
	{ "integer", "1200", "\"many\"" },
	{ "int64", "1795525320000", "\"today\"" },
	{ "datetime", "\"2026-11-20T10:00:00.000Z\"", "\"at noon\"" },
	{ "date", "\"2027-01-31\"", "\"31.1.\"" },
	{ "url", "\"https://example.test/m\"", "7" },
	{ "uuid", NULL, "\"4711\"" },
	{ "array", NULL, "\"one\"" },
	{ "[]object", NULL, "\"one\"" },
	{ "object", NULL, "\"one\"" },
	{ "FormSubmission", NULL, "\"one\"" },
	{ "AssessmentData", NULL, "\"one\"" },
	{ "string|{type,value}", NULL, "7" },
	{ "object|[]object", NULL, "7" },
	{ "uuid|[]uuid", NULL, "7" },
	{ "uuid|string", NULL, "7" },
};

static const char *sample_of(const char *endpoint, const char *param)
{
	for (unsigned any = 0; any < 2; any++)
		for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
			if (strcmp(samples[i].param, param) == 0 &&
				(any ? !samples[i].endpoint
				     : samples[i].endpoint && strcmp(samples[i].endpoint, endpoint) == 0))
				return samples[i].json;
	return NULL;
}

/* The JSON for a parameter, NULL to leave it out. */
static const char *value_of(const char *endpoint, const char *param, struct ashby_value row)
{
	static char text[80];
	const char *json = sample_of(endpoint, param), *type = text_at(row, "type");

	if (json)
		return *json ? json : NULL;
	if (ashby_type(ashby_get(row, "enum")) == ASHBY_ARRAY) {
		snprintf(text, sizeof(text), "\"%s\"", text_at(row, "enum[0]"));
		return text;
	}
	for (size_t i = 0; i < sizeof(by_type) / sizeof(by_type[0]); i++)
		if (strcmp(by_type[i].type, type) == 0 && by_type[i].json)
			return by_type[i].json;
	fail_msg("%s: no sample for %s of type %s", endpoint, param, type);
	return NULL;
}

/* ---- what has to be there first ---- */

#define PROCESS                                                              \
	{                                                                    \
		"offerProcess.start", "{\"applicationId\":\"@application\"}" \
	}
#define START                                                      \
	{                                                          \
		"offer.start", "{\"offerProcessId\":\"@process\"}" \
	}
#define CREATE                                                                             \
	{                                                                                  \
		"offer.create",                                                            \
			"{\"offerProcessId\":\"@process\",\"offerFormId\":\"@offerform\"," \
			"\"offerForm\":" OFFER_FORM "}"                                    \
	}
#define BOOK                                                                                   \
	{                                                                                      \
		"interviewSchedule.create",                                                    \
			"{\"applicationId\":\"@application\",\"interviewEvents\":[" EVENT "]}" \
	}
#define UPLOAD                                                                              \
	{                                                                                   \
		"file.createFileUploadHandle",                                              \
			"{\"fileUploadContext\":\"CandidateFiles\",\"filename\":\"a.pdf\"," \
			"\"contentType\":\"application/pdf\",\"contentLength\":3}"          \
	}
#define FIELD                                                                                       \
	{                                                                                           \
		"customField.create",                                                               \
			"{\"fieldType\":\"String\",\"objectType\":\"Employee\",\"title\":\"Size\"}" \
	}

static const struct {
	const char *endpoint;
	struct {
		const char *endpoint, *body;
	} first[4];
} preparations[] = {
	{ "offer.start", { PROCESS } },
	{ "offer.create", { PROCESS, START } },
	{ "offer.update", { PROCESS, START, CREATE } },
	{ "offer.startApprovalProcess", { PROCESS, START, CREATE } },
	{ "approvalDefinition.update", { PROCESS, START, CREATE } },
	{ "offer.approve",
		{ PROCESS, START, CREATE,
			{ "offer.startApprovalProcess", "{\"offerVersionId\":\"@version\"}" } } },
	{ "interviewSchedule.update", { BOOK } },
	{ "interviewSchedule.cancel", { BOOK } },
	{ "applicationFeedback.submit", { BOOK } },
	{ "candidate.uploadFile", { UPLOAD } },
	{ "candidate.uploadResume", { UPLOAD } },
	{ "user.setCustomFieldValue", { FIELD } },
	{ "user.setCustomFieldValues", { FIELD } },
	{ "candidate.removeTag",
		{ { "candidate.addTag", "{\"candidateId\":\"@candidate\",\"tagId\":\"@tag\"}" } } },
	{ "candidate.removeProject",
		{ { "candidate.addProject",
			"{\"candidateId\":\"@candidate\",\"projectId\":\"@project\"}" } } },
	{ "application.removeHiringTeamMember",
		{ { "application.addHiringTeamMember",
			"{\"applicationId\":\"@application\",\"teamMemberId\":\"@me\",\"roleId\":\"@"
			"role\"}" } } },
	{ "hiringTeam.removeMember",
		{ { "hiringTeam.addMember",
			"{\"jobId\":\"@job\",\"teamMemberId\":\"@me\",\"roleId\":\"@role\"}" } } },
	{ "opening.removeJob", { { "opening.addJob", "{\"openingId\":\"@opening\",\"jobId\":\"@job\"}" } } },
	{ "opening.removeLocation",
		{ { "opening.addLocation", "{\"openingId\":\"@opening\",\"locationId\":\"@location\"}" } } },
	{ "opening.addLocation",
		{ { "opening.removeLocation",
			"{\"openingId\":\"@opening\",\"locationId\":\"@location\"}" } } },
	{ "interviewerPool.addUser",
		{ { "interviewerPool.update",
			"{\"interviewerPoolId\":\"@pool\",\"requiresTraining\":true}" } } },
	{ "user.deleteInterviewerPause", { { "user.createInterviewerPause", "{\"userId\":\"@me\"}" } } },
};

static void prepare_one(struct world *world, const char *endpoint, const char *sample)
{
	struct ashby_buf body;
	struct reply reply;

	ashby_buf_init(&body, ASHBY_BUF_MAX);
	fill(world, sample, &body);
	ask(&reply, world, endpoint, ashby_buf_str(&body));
	if (!is_success(&reply))
		fail_msg("%s %s: %s", endpoint, ashby_buf_str(&body), ashby_buf_str(&reply.text));
	snprintf(handle, sizeof(handle), "%s", text_at(reply.root, "results.handle"));
	if (uploads_count(world))
		upload_at(world, 0)->complete = true;
	reply_release(&reply);
	ashby_buf_release(&body);
}

static struct world *prepared(const char *endpoint)
{
	struct world *world = world_of(1, 260, 24);

	name_all(world);
	for (size_t i = 0; i < sizeof(preparations) / sizeof(preparations[0]); i++)
		for (unsigned n = 0; n < 4 && strcmp(preparations[i].endpoint, endpoint) == 0; n++)
			if (preparations[i].first[n].endpoint)
				prepare_one(world, preparations[i].first[n].endpoint,
					preparations[i].first[n].body);
	return world;
}

/* ---- asking ---- */

/* The documented body, with `but` left out (value NULL) or given another value. */
static void body_of(const struct world *world, const char *endpoint, struct ashby_value request,
	const char *but, const char *value, struct ashby_buf *out)
{
	const char *comma = "";

	ashby_buf_clear(out);
	ashby_buf_addc(out, '{');
	for (struct ashby_value row = ashby_value_first(request); row.node; row = ashby_value_next(row)) {
		const char *json;
		char param[64];

		snprintf(param, sizeof(param), "%.*s", (int)ashby_value_key(row).len,
			ashby_value_key(row).raw);
		json = but && strcmp(but, param) == 0 ? value : value_of(endpoint, param, row);
		if (!json)
			continue;
		ashby_buf_addf(out, "%s\"%s\":", comma, param);
		fill(world, json, out);
		comma = ",";
	}
	ashby_buf_addc(out, '}');
}

static void is_refused(struct world *world, const char *endpoint, const char *param, const char *body)
{
	uint32_t before = overlay_seq(world);
	struct reply reply;

	ask(&reply, world, endpoint, body);
	if (is_success(&reply))
		fail_msg("%s takes a wrong %s: %s", endpoint, param, body);
	if (strcmp(text_at(reply.root, "errorInfo.code"), "invalid_input") != 0 ||
		!strstr(text_at(reply.root, "errorInfo.message"), param))
		fail_msg("%s: %s is refused with %s", endpoint, param, ashby_buf_str(&reply.text));
	if (overlay_seq(world) != before)
		fail_msg("%s: a refusal of %s has changed something", endpoint, param);
	reply_release(&reply);
}

static const char *wrong_of(const char *type)
{
	for (size_t i = 0; i < sizeof(by_type) / sizeof(by_type[0]); i++)
		if (strcmp(by_type[i].type, type) == 0)
			return by_type[i].wrong;
	return NULL;
}

static void check_param(struct world *world, const char *endpoint, struct ashby_value request,
	struct ashby_value row, struct ashby_buf *body)
{
	char param[64], type[64];
	const char *wrong;

	snprintf(param, sizeof(param), "%.*s", (int)ashby_value_key(row).len, ashby_value_key(row).raw);
	snprintf(type, sizeof(type), "%s", text_at(row, "type"));
	wrong = wrong_of(type);
	if (ashby_value_bool(ashby_get(row, "required"), false)) {
		body_of(world, endpoint, request, param, NULL, body);
		is_refused(world, endpoint, param, ashby_buf_str(body));
	}
	if (ashby_type(ashby_get(row, "enum")) == ASHBY_ARRAY) {
		body_of(world, endpoint, request, param, "\"NoSuchValue\"", body);
		is_refused(world, endpoint, param, ashby_buf_str(body));
		wrong = "7";
	}
	if (!wrong)
		return;
	body_of(world, endpoint, request, param, wrong, body);
	is_refused(world, endpoint, param, ashby_buf_str(body));
}

/* ---- replies ---- */

static void check_result_fields(const char *endpoint, struct ashby_value fields, struct ashby_value results)
{
	for (struct ashby_value f = ashby_value_first(fields); f.node; f = ashby_value_next(f)) {
		struct ashby_value value = member(results, ashby_value_key(f));
		const char *type = text_at(f, "");
		char where[120];

		if (ashby_type(value) <= ASHBY_NULL || strpbrk(type, "|[")) {
			continue;
		}
		snprintf(where, sizeof(where), "%s.%.*s", endpoint, (int)ashby_value_key(f).len,
			ashby_value_key(f).raw);
		check_type(where, strcmp(type, "url") == 0 ? "string" : type, value);
	}
}

static void check_write_reply(const char *endpoint, const struct reply *reply)
{
	struct ashby_value results = ashby_get(reply->root, "results");
	struct ashby_value instance = ashby_get(results, "submittedFormInstance");

	if (*schema_of(endpoint)) {
		check_reply(endpoint, reply);
		return;
	}
	if (instance.node)
		check_record(endpoint, "SubmittedFormInstance", instance);
	else if (strcmp(endpoint, "job.updateCompensation") == 0)
		check_record(endpoint, "Job", results);
	else if (ashby_type(results) == ASHBY_OBJECT)
		check_result_fields(
			endpoint, ashby_get(contract_part("endpoints", endpoint), "result_fields"), results);
	assert_true(ashby_type(results) == ASHBY_OBJECT || ashby_type(results) == ASHBY_ARRAY);
}

static void accepts(struct world *world, const char *endpoint, const char *body)
{
	uint32_t before = overlay_seq(world);
	struct reply reply;

	ask(&reply, world, endpoint, body);
	if (!is_success(&reply))
		fail_msg("%s %s: %s", endpoint, body, ashby_buf_str(&reply.text));
	if (overlay_seq(world) == before)
		fail_msg("%s %s has changed nothing", endpoint, body);
	check_write_reply(endpoint, &reply);
	reply_release(&reply);
}

/* ---- the walk ---- */

static void every_write_is_as_documented(void **state)
{
	unsigned walked = 0;
	struct ashby_buf body;

	(void)state;
	ashby_buf_init(&body, ASHBY_BUF_MAX);
	for (struct ashby_value e = ashby_value_first(ashby_get(ashby_record_root(contract), "endpoints"));
		e.node; e = ashby_value_next(e)) {
		struct ashby_value request = ashby_get(e, "request");
		struct world *world;
		char endpoint[64];

		if (strcmp(text_at(e, "kind"), "write") != 0 || !ashby_value_count(request))
			continue;
		snprintf(endpoint, sizeof(endpoint), "%.*s", (int)ashby_value_key(e).len,
			ashby_value_key(e).raw);
		world = prepared(endpoint);
		for (struct ashby_value row = ashby_value_first(request); row.node;
			row = ashby_value_next(row))
			check_param(world, endpoint, request, row, &body);
		body_of(world, endpoint, request, NULL, NULL, &body);
		accepts(world, endpoint, ashby_buf_str(&body));
		world_free(world);
		walked++;
	}
	assert_true(walked > 80);
	ashby_buf_release(&body);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_write_is_as_documented),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
