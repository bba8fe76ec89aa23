/* applications.c: applications, their history and criteria. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "names.h"
#include "overlay.h"
#include "records.h"
#include "rng.h"

enum { ROLL_SUBMITTER = 800, ROLL_POSTING, ROLL_CRITERIA, ROLL_SUBMISSION, ROLL_VERDICT = 820 };

#define CRITERIA 3

static uint64_t roll(const struct call *c, uint32_t application, unsigned field)
{
	return world_roll(c->world, KIND_APPLICATION, application, field);
}

/* ---- parts ---- */

static void put_who(struct call *c, const struct journey *journey, const struct candidate *who)
{
	out_object(c->out, "candidate");
	put_id(c, "id", KIND_CANDIDATE, journey->candidate, 0);
	out_text(c->out, "name", who->name);
	if (who->email[0])
		put_contact(c, "primaryEmailAddress", who->email, "Personal", true);
	if (who->phone[0])
		put_contact(c, "primaryPhoneNumber", who->phone, "Personal", true);
	out_close(c->out, '}');
}

static void put_reason(struct call *c, unsigned reason)
{
	const struct reason *r = &archive_reasons[reason ? reason - 1 : 0];

	if (!reason) {
		out_null(c->out, "archiveReason");
		return;
	}
	out_object(c->out, "archiveReason");
	put_id(c, "id", KIND_ARCHIVE_REASON, reason - 1, 0);
	out_text(c->out, "text", r->text);
	out_text(c->out, "reasonType", r->type);
	out_bool(c->out, "isArchived", r->archived);
	out_array(c->out, "customFields");
	out_close(c->out, ']');
	out_close(c->out, '}');
}

static void put_short_job(struct call *c, uint32_t index)
{
	const struct job *job = &c->world->jobs[index];
	char name[200];

	out_object(c->out, "job");
	put_id(c, "id", KIND_JOB, index, 0);
	out_text(c->out, "title", job_name(c, index, name, sizeof(name)));
	put_id(c, "locationId", KIND_LOCATION, job->title->location, 0);
	put_id(c, "departmentId", KIND_DEPARTMENT, job->title->department, 0);
	put_id(c, "brandId", KIND_BRAND, 0, 0);
	out_close(c->out, '}');
}

static bool applied(const struct candidate *who)
{
	return who->source && !who->written && sources[who->source - 1].type == 0;
}

void put_application_team(struct call *c, const struct journey *journey)
{
	struct ashby_text json;

	if (edits_get(c->world, id_of(KIND_APPLICATION, journey->application, 0), "hiringTeam", &json))
		out_raw(c->out, "hiringTeam", json.raw);
	else
		put_job_team(c, journey->job);
}

static void put_submission_facts(struct call *c, const struct journey *journey, const struct candidate *who)
{
	uint64_t bits = roll(c, journey->application, ROLL_SUBMITTER);
	const struct job *job = &c->world->jobs[journey->job];

	if (applied(who) && strcmp(job->status, "Open") == 0)
		put_id(c, "appliedViaJobPostingId", KIND_POSTING, journey->job, 0);
	else
		out_null(c->out, "appliedViaJobPostingId");
	/* Most keys never see these. */
	if (rng_below(bits, 12) == 0 && !who->written) {
		char ip[24];

		snprintf(ip, sizeof(ip), "198.51.100.%u", rng_below(bits << 8, 254) + 1);
		out_text(c->out, "submitterClientIp", ip);
		out_text(c->out, "submitterUserAgent",
			user_agents[rng_below(bits << 16, word_count(user_agents))]);
	} else {
		out_null(c->out, "submitterClientIp");
		out_null(c->out, "submitterUserAgent");
	}
}

static void put_members(struct call *c, const struct journey *journey, const struct candidate *who)
{
	unsigned last = journey->count - 1;

	put_id(c, "id", KIND_APPLICATION, journey->application, 0);
	out_time(c->out, "createdAt", journey->created);
	out_time(c->out, "updatedAt", journey->updated);
	out_text(c->out, "status", journey_status(journey));
	put_custom_fields(
		c, FIELD_APPLICATION, journey->application, id_of(KIND_APPLICATION, journey->application, 0));
	put_who(c, journey, who);
	put_stage(c, "currentInterviewStage", journey->plan, journey->moves[last].order);
	put_source(c, "source", who->source);
	put_reason(c, journey->reason);
	if (journey_now(journey)->type == STAGE_ARCHIVED)
		out_time(c->out, "archivedAt", journey->moves[last].at);
	put_short_job(c, journey->job);
	put_user(c, "creditedToUser", who->credited);
	put_application_team(c, journey);
	put_submission_facts(c, journey, who);
	if (call_lists(c, "expand", "openings", false)) {
		out_array(c->out, "openings");
		if (c->world->jobs[journey->job].openings)
			put_opening(c, NULL, journey->job, c->world->jobs[journey->job].openings - 1);
		out_close(c->out, ']');
	}
}

void put_application(struct call *c, const char *key, const struct journey *journey)
{
	struct candidate who;
	size_t from = c->out->len;

	world_candidate(c->world, journey->candidate, &who);
	out_object(c->out, key);
	put_members(c, journey, &who);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_APPLICATION, journey->application, 0), c->out, from);
}

/* ---- application.list ---- */

static uint32_t all_applications(struct call *c)
{
	return world_applications(c->world);
}

static int64_t application_created(struct call *c, uint32_t position)
{
	return world_application_created(c->world, position);
}

static bool write_application(struct call *c, struct row row)
{
	struct ashby_text status = call_text(c, "status");
	struct journey journey;
	struct id job;

	if (edits_deleted(c->world, id_of(KIND_APPLICATION, row.index, 0)))
		return false;
	journey_tell(c->world, row.index, &journey);
	if (call_has(c, "jobId") && (!call_id(c, "jobId", KIND_JOB, &job) || job.index != journey.job))
		return false;
	if (status.len && !ashby_text_equal(status, ashby_text_str(journey_status(&journey))))
		return false;
	put_application(c, NULL, &journey);
	return true;
}

void application_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_APPLICATION,
			.count = all_applications,
			.created = application_created,
			.write = write_application });
}

/* ---- application.info ---- */

bool need_application(struct call *c, const char *name, struct journey *out)
{
	struct id id;

	if (!call_need(c, name, KIND_APPLICATION, "application_not_found", &id))
		return false;
	journey_tell(c->world, id.index, out);
	return true;
}

static void put_move(struct call *c, const struct journey *journey, unsigned n)
{
	const struct move *move = &journey->moves[n];

	out_object(c->out, NULL);
	put_id(c, "id", KIND_MOVE, journey->application, move->number);
	put_id(c, "stageId", KIND_STAGE, move->plan, move->order);
	out_text(c->out, "title", journey_stage(journey, n)->title);
	out_time(c->out, "enteredStageAt", move->at);
	if (n + 1 < journey->count)
		out_time(c->out, "leftStageAt", journey_left(journey, n));
	out_int(c->out, "stageNumber", n);
	out_array(c->out, "allowedActions");
	out_text(c->out, NULL, "set_entered_at");
	if (n)
		out_text(c->out, NULL, "delete");
	out_close(c->out, ']');
	if (move->actor == NOBODY)
		out_null(c->out, "actorId");
	else
		put_id(c, "actorId", KIND_USER, move->actor, 0);
	out_close(c->out, '}');
}

static bool has_submission(const struct call *c, const struct journey *journey)
{
	if (edits_has(c->world, id_of(KIND_SUBMISSION, journey->application, 0), "submittedValues"))
		return true;
	return journey->application < c->world->applications &&
		world_chance(c->world, KIND_APPLICATION, journey->application, ROLL_SUBMISSION, 70);
}

static void put_submissions(struct call *c, const struct journey *journey)
{
	out_array(c->out, "applicationFormSubmissions");
	if (has_submission(c, journey)) {
		size_t from = c->out->len;

		out_object(c->out, NULL);
		put_id(c, "id", KIND_SUBMISSION, journey->application, 0);
		put_form(c, "formDefinition", FORM_APPLICATION);
		put_form_values(c, "submittedValues", FORM_APPLICATION,
			roll(c, journey->application, ROLL_SUBMISSION));
		out_close(c->out, '}');
		edits_show(c->world, id_of(KIND_SUBMISSION, journey->application, 0), c->out, from);
	}
	out_close(c->out, ']');
}

static void put_referrals(struct call *c, const struct journey *journey, const struct candidate *who)
{
	out_array(c->out, "referrals");
	if (who->source && strcmp(source_types[sources[who->source - 1].type].title, "Referral") == 0) {
		out_object(c->out, NULL);
		put_user(c, "user", who->credited);
		out_time(c->out, "referredAt", journey->created);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

void put_full_application(struct call *c, const char *key, const struct journey *journey)
{
	int64_t resume = edits_int(c->world, id_of(KIND_CANDIDATE, journey->candidate, 0), ".resume", -1);
	struct candidate who;
	size_t from = c->out->len;

	world_candidate(c->world, journey->candidate, &who);
	out_object(c->out, key);
	put_members(c, journey, &who);
	out_array(c->out, "applicationHistory");
	for (unsigned i = 0; i < journey->count; i++)
		put_move(c, journey, i);
	out_close(c->out, ']');
	if (resume >= 0)
		put_upload(c, "resumeFileHandle", (uint32_t)resume);
	else if (who.resume)
		put_file(c, "resumeFileHandle", journey->candidate, 0);
	if (call_lists(c, "expand", "applicationFormSubmissions", false))
		put_submissions(c, journey);
	if (call_lists(c, "expand", "referrals", false))
		put_referrals(c, journey, &who);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_APPLICATION, journey->application, 0), c->out, from);
}

void application_info(struct call *c)
{
	struct journey journey;
	struct id id;

	if (call_has(c, "applicationId")) {
		if (need_application(c, "applicationId", &journey))
			put_full_application(c, "results", &journey);
	} else if (call_id(c, "submittedFormInstanceId", KIND_SUBMISSION, &id)) {
		journey_tell(c->world, id.index, &journey);
		put_full_application(c, "results", &journey);
	} else if (call_has(c, "submittedFormInstanceId")) {
		call_fail(c, "application_not_found",
			"there is no application with this submittedFormInstanceId");
	} else {
		call_fail(c, "invalid_input", "applicationId or submittedFormInstanceId is required");
	}
}

/* ---- history and criteria: pages of one application ---- */

static uint32_t owner(const struct call *c)
{
	struct id id = { KIND_APPLICATION, 0, 0 };

	call_id(c, "applicationId", KIND_APPLICATION, &id);
	return id.index;
}

static uint32_t move_count(struct call *c)
{
	struct journey journey;

	journey_tell(c->world, owner(c), &journey);
	return journey.count;
}

static bool write_move(struct call *c, struct row row)
{
	struct journey journey;

	journey_tell(c->world, owner(c), &journey);
	put_move(c, &journey, row.index);
	return true;
}

void application_history(struct call *c)
{
	struct journey journey;

	if (need_application(c, "applicationId", &journey))
		list_page(
			c, &(struct listing){ .kind = KIND_MOVE, .count = move_count, .write = write_move });
}

static uint32_t criteria_count(struct call *c)
{
	return world_chance(c->world, KIND_APPLICATION, owner(c), ROLL_CRITERIA, 60) ? CRITERIA : 0;
}

static const struct {
	const char *title, *type, *prompt, *path;
} criteria[CRITERIA] = {
	{ "Relevant experience", "ResumePrompt",
		"Has at least three years of experience in a comparable role", NULL },
	{ "Work permit", "DidAnswerApplicationFormQuestion", "May work in the country of the job",
		"_systemfield_permit" },
	{ "Own words", "SimilarityToAiGeneratedAnswer", "The answer is not a generated text", "why_us" },
};

static void put_criterion(struct call *c, uint32_t index)
{
	out_object(c->out, "criterion");
	put_id(c, "id", KIND_CRITERION, index, 0);
	out_text(c->out, "title", criteria[index].title);
	out_text(c->out, "type", criteria[index].type);
	out_text(c->out, "prompt", criteria[index].prompt);
	if (criteria[index].path)
		put_id(c, "applicationFormDefinitionId", KIND_FORM, FORM_APPLICATION, 0);
	else
		out_null(c->out, "applicationFormDefinitionId");
	out_text(c->out, "applicationFormFieldPath", criteria[index].path);
	out_close(c->out, '}');
}

static bool write_evaluation(struct call *c, struct row row)
{
	static const char *const outcomes[] = { "DefinitelyYes", "Meets", "Does Not Meet" };
	static const char *const reasons[] = { "The resume names the role and the years.",
		"Two of the three points are covered; the third is not mentioned.",
		"Nothing in the documents speaks of this." };
	uint64_t bits = roll(c, owner(c), ROLL_VERDICT + row.index);
	unsigned at = rng_below(bits, 20), verdict = rng_below(bits << 8, 3);
	const char *status = at == 0 ? "Failed" : at == 1 ? "Skipped" : at == 2 ? "Pending" : "Completed";
	bool done = at > 2;

	out_object(c->out, NULL);
	put_id(c, "id", KIND_EVALUATION, owner(c), row.index);
	put_criterion(c, row.index);
	out_text(c->out, "status", status);
	out_text(c->out, "outcome", done ? outcomes[verdict] : NULL);
	out_text(c->out, "reasoning", done ? reasons[verdict] : NULL);
	out_text(c->out, "skipReason", at == 1 ? "NoResume" : NULL);
	if (done)
		out_number(c->out, "outcomeNumber", (2 - verdict) / 2.0);
	else
		out_null(c->out, "outcomeNumber");
	out_time(c->out, "evaluatedAt",
		done ? world_application_created(c->world, owner(c)) + 90000 : ASHBY_NO_TIME);
	out_close(c->out, '}');
	return true;
}

void application_criteria(struct call *c)
{
	struct journey journey;

	if (need_application(c, "applicationId", &journey))
		list_page(c,
			&(struct listing){ .kind = KIND_EVALUATION,
				.count = criteria_count,
				.write = write_evaluation });
}
