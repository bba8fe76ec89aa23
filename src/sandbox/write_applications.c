/* write_applications.c: the writes of applications. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "derived.h"
#include "write.h"

static struct id application_id(const struct journey *journey)
{
	return id_of(KIND_APPLICATION, journey->application, 0);
}

/* ---- what comes with a stage ---- */

/* A schedule or an offer that the new stage brings goes to the end of its list. */
static void enter(struct call *c, uint32_t application)
{
	struct journey journey;
	struct booking booking;
	struct id id;

	journey_tell(c->world, application, &journey);
	id = id_of(KIND_SCHEDULE, application, journey.count - 1);
	if (!booking_tell(c->world, &journey, journey.count - 1, &booking))
		return;
	if (overlay_touch(c->world, id, 0) || derived_add(c->world, id, booking.created))
		c->out->error = ASHBY_ENOMEM;
}

static unsigned first_of(unsigned plan, enum stage_type type)
{
	for (unsigned i = 0; i < plans[plan].count; i++)
		if (plans[plan].stages[i].type == type)
			return i;
	return 0;
}

/* ---- changeStage ---- */

/* 1 + number of the archive reason; 0: none is given. False if the stage wants another. */
static bool reason_for(struct call *c, struct id stage, unsigned *reason)
{
	bool archives = plans[stage.index].stages[stage.sub].type == STAGE_ARCHIVED;
	struct id id;

	*reason = 0;
	if (!archives) {
		if (call_has(c, "archiveReasonId"))
			return check_fail(c, "", "archiveReasonId", "is only for a stage of type Archived");
		if (call_has(c, "archiveEmail"))
			return check_fail(c, "", "archiveEmail", "is only for a stage of type Archived");
		return true;
	}
	if (!call_has(c, "archiveReasonId"))
		return check_fail(c, "", "archiveReasonId", "is required for a stage of type Archived");
	if (!call_need(c, "archiveReasonId", KIND_ARCHIVE_REASON, "archive_reason_not_found", &id))
		return false;
	*reason = 1 + id.index;
	return true;
}

static bool check_email(struct call *c)
{
	static const struct ashby_param mail[] = {
		{ .name = "communicationTemplateId", .type = ASHBY_PARAM_UUID, .required = true },
		{ .name = "sendAt", .type = ASHBY_PARAM_DATETIME },
		{ .type = ASHBY_PARAM_END },
	};
	struct ashby_value email = ashby_get(c->body, "archiveEmail");
	struct id id;

	if (ashby_type(email) == ASHBY_ABSENT)
		return true;
	if (!check_members(c, email, "archiveEmail", mail))
		return false;
	c->parameter = "archiveEmail.communicationTemplateId";
	if (!value_id(c, ashby_get(email, "communicationTemplateId"), KIND_TEMPLATE, &id))
		return call_fail(c, "communication_template_not_found",
			"there is no communication template with this communicationTemplateId");
	/* The third one is for connecting on a network. */
	if (id.index == 2)
		return call_fail(c, "communication_template_not_allowed",
			"the communication template cannot be sent as an e-mail");
	return true;
}

/* The stage that a parameter names, of a plan that the application's job has. */
static bool need_stage(struct call *c, const struct journey *journey, struct id *stage)
{
	if (!call_need(c, "interviewStageId", KIND_STAGE, "interview_stage_not_found", stage))
		return false;
	if (stage->index == journey->plan)
		return true;
	return call_fail(c, "interview_stage_not_found",
		"the interview stage is not one of the application's interview plan");
}

void application_change_stage(struct call *c)
{
	struct extra_move move = { .actor = actor_of(c) };
	struct journey journey;
	struct candidate who;
	struct id stage;
	bool mails = call_has(c, "archiveEmail"), archived;

	if (!need_application(c, "applicationId", &journey) || !need_stage(c, &journey, &stage) ||
		!reason_for(c, stage, &move.reason) || !check_email(c))
		return;
	if (journey.count == JOURNEY_MOVES) {
		check_fail(c, "", "applicationId", "has as many moves as this sandbox keeps");
		return;
	}
	archived = journey_now(&journey)->type == STAGE_ARCHIVED;
	world_candidate(c->world, journey.candidate, &who);
	/* Whoever cannot be written to stays where they are. */
	if (mails && !archived && !who.email[0]) {
		call_fail(c, "archive_email_failed",
			"the e-mail cannot be sent: the candidate has no address; nothing has changed");
		return;
	}
	move.application = journey.application;
	move.plan = stage.index;
	move.order = stage.sub;
	if (overlay_move(c->world, &move)) {
		c->out->error = ASHBY_ENOMEM;
		return;
	}
	c->noted = mails && !archived;
	enter(c, journey.application);
	journey_tell(c->world, journey.application, &journey);
	put_application(c, "results", &journey);
}

/* ---- create ---- */

/* Where it starts: a stage by its id, the word for the first screen, or the plan's first Lead stage. */
static bool start_stage(struct call *c, struct arrival *arrival)
{
	struct ashby_text given = call_text(c, "interviewStageId");
	struct id stage;

	if (!given.len) {
		arrival->order = first_of(arrival->plan, STAGE_LEAD);
	} else if (ashby_text_equal(given, ashby_text_str("FirstPreInterviewScreen"))) {
		arrival->order = first_of(arrival->plan, STAGE_SCREEN);
	} else {
		if (!call_id(c, "interviewStageId", KIND_STAGE, &stage) || stage.index != arrival->plan) {
			c->parameter = "interviewStageId";
			return call_fail(c, "interview_stage_not_found",
				"there is no such stage in the interview plan");
		}
		arrival->order = stage.sub;
	}
	return true;
}

static bool start_plan(struct call *c, struct arrival *arrival)
{
	const struct job *job = &c->world->jobs[arrival->job];
	struct id plan;

	if (call_has(c, "interviewPlanId")) {
		if (!call_need(c, "interviewPlanId", KIND_PLAN, "interview_plan_not_found", &plan))
			return false;
		arrival->plan = plan.index;
		return true;
	}
	if (!job->plan_count)
		return call_fail(c, "interview_plan_not_found", "the job has no interview plan");
	arrival->plan = job->plans[0];
	return true;
}

/* Sets source and credit of an application; what the candidate says is for those that nobody wrote. */
static void set_origin(struct call *c, struct id id, unsigned source, uint32_t credited)
{
	if (ashby_type(ashby_get(c->body, "sourceId")) != ASHBY_ABSENT) {
		pen_open(c);
		put_source(c, NULL, source);
		pen_set(c, id, "source");
	}
	if (call_has(c, "creditedToUserId") && !c->warning) {
		pen_open(c);
		put_user(c, NULL, credited);
		pen_set(c, id, "creditedToUser");
	}
	if (call_has(c, "createdAt"))
		edits_set_int(c->world, id, ".created", call_time(c, "createdAt", c->world->now));
}

static bool room_for_one(struct call *c, uint32_t candidate)
{
	struct candidate who;

	world_candidate(c->world, candidate, &who);
	if (who.application_count < CANDIDATE_APPLICATIONS)
		return true;
	return check_fail(c, "", "candidateId", "has as many applications as this sandbox keeps");
}

/* The steps of an applicationHistory as a story; false if one is wrong. */
static bool read_history(struct call *c, struct journey *journey);

static bool add_application(struct call *c, struct arrival *arrival, uint32_t *application)
{
	if (!overlay_add_application(c->world, arrival, application))
		return true;
	c->out->error = ASHBY_ENOMEM;
	return false;
}

void application_create(struct call *c)
{
	struct arrival arrival = { .job = 0 };
	struct journey journey;
	unsigned source;
	uint32_t credited, application;
	struct id id;

	if (!need_candidate(c, "candidateId", &arrival.candidate) || !need_job(c, "jobId", &arrival.job) ||
		!start_plan(c, &arrival) || !start_stage(c, &arrival) ||
		!call_source(c, "sourceId", &source) || !call_credit(c, "creditedToUserId", &credited) ||
		!room_for_one(c, arrival.candidate))
		return;
	journey = (struct journey){ .plan = arrival.plan, .job = arrival.job };
	if (call_has(c, "applicationHistory") && !read_history(c, &journey))
		return;
	if (!add_application(c, &arrival, &application))
		return;
	id = id_of(KIND_APPLICATION, application, 0);
	set_origin(c, id, source, credited);
	if (journey.count) {
		journey.application = application;
		if (journey_keep(c->world, &journey))
			c->out->error = ASHBY_ENOMEM;
	}
	mark(c, id_of(KIND_CANDIDATE, arrival.candidate, 0));
	enter(c, application);
	journey_tell(c->world, application, &journey);
	/* The reply of create has the history, unlike a list's. */
	put_full_application(c, "results", &journey);
}

/* ---- update, changeSource, transfer ---- */

void application_update(struct call *c)
{
	struct journey journey;
	unsigned source;
	uint32_t credited;
	size_t from;

	if (!need_application(c, "applicationId", &journey) || !call_source(c, "sourceId", &source) ||
		!call_credit(c, "creditedToUserId", &credited))
		return;
	set_origin(c, application_id(&journey), source, credited);
	mark(c, application_id(&journey));
	c->noted = !call_has(c, "sendNotifications") || call_bool(c, "sendNotifications");
	journey_tell(c->world, journey.application, &journey);
	from = c->out->len;
	put_application(c, "results", &journey);
	/* The real reply says so, and a list says otherwise a moment later. */
	null_member(c, from, "source");
}

void application_change_source(struct call *c)
{
	struct journey journey;
	unsigned source;

	if (!need_application(c, "applicationId", &journey) || !call_source(c, "sourceId", &source))
		return;
	set_origin(c, application_id(&journey), source, NOBODY);
	mark(c, application_id(&journey));
	journey_tell(c->world, journey.application, &journey);
	put_application(c, "results", &journey);
}

static void add_step(struct call *c, struct journey *journey, unsigned plan, unsigned order)
{
	unsigned number = 0;

	for (unsigned i = 0; i < journey->count; i++)
		if (journey->moves[i].number >= number)
			number = journey->moves[i].number + 1;
	mark(c, application_id(journey));
	journey->plan = plan;
	journey->moves[journey->count++] =
		(struct move){ plan, order, number, moment_of(c, application_id(journey)), actor_of(c) };
}

void application_transfer(struct call *c)
{
	struct journey journey;
	struct id plan, stage;
	uint32_t job;

	if (!need_application(c, "applicationId", &journey) || !need_job(c, "jobId", &job) ||
		!call_need(c, "interviewPlanId", KIND_PLAN, "interview_plan_not_found", &plan) ||
		!call_need(c, "interviewStageId", KIND_STAGE, "interview_stage_not_found", &stage))
		return;
	if (stage.index != plan.index) {
		call_fail(c, "interview_stage_not_found", "the stage is not one of the interview plan");
		return;
	}
	if (plans[stage.index].stages[stage.sub].type == STAGE_ARCHIVED) {
		check_fail(c, "", "interviewStageId", "must not be a stage of type Archived");
		return;
	}
	if (journey.count == JOURNEY_MOVES) {
		check_fail(c, "", "applicationId", "has as many moves as this sandbox keeps");
		return;
	}
	journey.job = job;
	journey.reason = 0;
	add_step(c, &journey, stage.index, stage.sub);
	if (journey_keep(c->world, &journey))
		c->out->error = ASHBY_ENOMEM;
	c->noted = !call_has(c, "startAutomaticActivities") || call_bool(c, "startAutomaticActivities");
	enter(c, journey.application);
	journey_tell(c->world, journey.application, &journey);
	put_application(c, "results", &journey);
}

/* ---- the history ---- */

static const struct ashby_param step_params[] = {
	{ .name = "stageId", .type = ASHBY_PARAM_UUID, .required = true },
	{ .name = "stageNumber", .type = ASHBY_PARAM_INT, .required = true },
	{ .name = "enteredStageAt", .type = ASHBY_PARAM_DATETIME, .required = true },
	{ .name = "applicationHistoryId", .type = ASHBY_PARAM_UUID },
	{ .name = "archiveReasonId", .type = ASHBY_PARAM_UUID },
	{ .type = ASHBY_PARAM_END },
};

/* The step's number if it is one of the history that is replaced; else a new one. */
static bool step_number(
	struct call *c, struct ashby_value step, const struct journey *before, struct move *move)
{
	struct id id;

	if (ashby_type(ashby_get(step, "applicationHistoryId")) == ASHBY_ABSENT)
		return true;
	if (!value_id(c, ashby_get(step, "applicationHistoryId"), KIND_MOVE, &id) ||
		id.index != before->application)
		return call_fail(c, "application_history_not_found",
			"there is no history event with this applicationHistoryId");
	move->number = id.sub;
	for (unsigned i = 0; i < before->count; i++)
		if (before->moves[i].number == id.sub)
			move->actor = before->moves[i].actor;
	return true;
}

static bool read_step(struct call *c, struct ashby_value step, const char *place,
	const struct journey *before, struct journey *out)
{
	struct move move = { .number = 256 + out->count, .actor = actor_of(c) };
	struct id stage, reason;

	if (!check_members(c, step, place, step_params))
		return false;
	if (!value_id(c, ashby_get(step, "stageId"), KIND_STAGE, &stage))
		return call_fail(c, "interview_stage_not_found", "there is no stage with this stageId");
	move.plan = stage.index;
	move.order = stage.sub;
	move.at = ashby_get_time(step, "enteredStageAt");
	out->reason = 0;
	if (plans[stage.index].stages[stage.sub].type == STAGE_ARCHIVED) {
		if (!value_id(c, ashby_get(step, "archiveReasonId"), KIND_ARCHIVE_REASON, &reason))
			return check_fail(
				c, place, "archiveReasonId", "is required for a stage of type Archived");
		out->reason = 1 + reason.index;
	}
	if (out->count && move.at < out->moves[out->count - 1].at)
		return check_fail(c, place, "enteredStageAt", "must not be before the one in front of it");
	if (!step_number(c, step, before, &move))
		return false;
	out->plan = move.plan;
	out->moves[out->count++] = move;
	return true;
}

static bool read_history(struct call *c, struct journey *journey)
{
	struct ashby_value list = ashby_get(c->body, "applicationHistory");
	struct journey before = *journey;

	if (!ashby_value_count(list) || ashby_value_count(list) > JOURNEY_MOVES)
		return check_fail(
			c, "", "applicationHistory", "must have from 1 to %d events", JOURNEY_MOVES);
	journey->count = 0;
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		char place[40];

		snprintf(place, sizeof(place), "applicationHistory[%u]", journey->count);
		if (!read_step(c, e, place, &before, journey))
			return false;
	}
	return true;
}

void application_update_history(struct call *c)
{
	struct journey journey;

	if (!need_application(c, "applicationId", &journey) || !read_history(c, &journey))
		return;
	if (journey_keep(c->world, &journey))
		c->out->error = ASHBY_ENOMEM;
	journey_tell(c->world, journey.application, &journey);
	put_full_application(c, "results", &journey);
}
