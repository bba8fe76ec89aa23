/* interviews.c: plans, stages, interview definitions, schedules, events, briefings. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "derived.h"
#include "edits.h"
#include "overlay.h"
#include "records.h"
#include "rng.h"

/* ---- plans and stages ---- */

static uint32_t all_plans(struct call *c)
{
	(void)c;
	return plan_count;
}

static bool write_plan(struct call *c, struct row row)
{
	int64_t created = c->world->now - c->world->span - 60 * DAY_MS + row.index * DAY_MS;

	if (plans[row.index].archived && !call_bool(c, "includeArchived"))
		return false;
	out_object(c->out, NULL);
	put_id(c, "id", KIND_PLAN, row.index, 0);
	out_text(c->out, "title", plans[row.index].title);
	out_bool(c->out, "isArchived", plans[row.index].archived);
	out_time(c->out, "createdAt", created);
	out_time(c->out, "updatedAt", created + 33 * DAY_MS);
	out_close(c->out, '}');
	return true;
}

void plan_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_PLAN, .count = all_plans, .write = write_plan });
}

void put_stage(struct call *c, const char *key, unsigned plan, unsigned order)
{
	const struct stage *stage = &plans[plan].stages[order];

	out_object(c->out, key);
	put_id(c, "id", KIND_STAGE, plan, order);
	out_text(c->out, "title", stage->title);
	out_text(c->out, "type", stage_type_names[stage->type]);
	out_int(c->out, "orderInInterviewPlan", order);
	if (stage->group >= 0)
		put_id(c, "interviewStageGroupId", KIND_STAGE_GROUP, (uint32_t)stage->group, 0);
	else
		out_null(c->out, "interviewStageGroupId");
	put_id(c, "interviewPlanId", KIND_PLAN, plan, 0);
	out_close(c->out, '}');
}

void stage_list(struct call *c)
{
	struct id id;

	if (!call_need(c, "interviewPlanId", KIND_PLAN, "interview_plan_not_found", &id))
		return;
	out_array(c->out, "results");
	for (unsigned i = 0; i < plans[id.index].count; i++)
		put_stage(c, NULL, id.index, i);
	out_close(c->out, ']');
	out_bool(c->out, "moreDataAvailable", false);
}

void stage_info(struct call *c)
{
	struct id id;

	if (call_need(c, "interviewStageId", KIND_STAGE, "interview_stage_not_found", &id))
		put_stage(c, "results", id.index, id.sub);
}

void stage_group_list(struct call *c)
{
	out_array(c->out, "results");
	for (unsigned i = 0; i < stage_group_count; i++) {
		out_object(c->out, NULL);
		put_id(c, "id", KIND_STAGE_GROUP, i, 0);
		out_text(c->out, "title", stage_groups[i].title);
		out_int(c->out, "order", i);
		out_text(c->out, "stageType", stage_group_types[i]);
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

/* ---- definitions ---- */

void put_interview(struct call *c, const char *key, unsigned index)
{
	const struct interview *interview = &interviews[index];

	out_object(c->out, key);
	put_id(c, "id", KIND_INTERVIEW, index, 0);
	out_text(c->out, "title", interview->title);
	if (interview->external)
		out_text(c->out, "externalTitle", interview->external);
	out_bool(c->out, "isArchived", interview->archived);
	out_bool(c->out, "isDebrief", interview->debrief);
	out_bool(c->out, "isFeedbackRequired", interview->required);
	out_bool(c->out, "isFeedbackRequested", true);
	out_text(c->out, "instructionsHtml",
		interview->instructions < 0 ? NULL : instructions_html[interview->instructions]);
	out_text(c->out, "instructionsPlain",
		interview->instructions < 0 ? NULL : instructions_plain[interview->instructions]);
	if (interview->job >= 0 && (uint32_t)interview->job < c->world->job_count)
		put_id(c, "jobId", KIND_JOB, (uint32_t)interview->job, 0);
	put_id(c, "feedbackFormDefinitionId", KIND_FORM, interview->form, 0);
	out_close(c->out, '}');
}

static uint32_t all_interviews(struct call *c)
{
	(void)c;
	return interview_count;
}

static bool write_interview(struct call *c, struct row row)
{
	if (interviews[row.index].archived && !call_bool(c, "includeArchived"))
		return false;
	if (interviews[row.index].job >= 0 && !call_bool(c, "includeNonSharedInterviews"))
		return false;
	put_interview(c, NULL, row.index);
	return true;
}

void interview_list(struct call *c)
{
	list_page(c,
		&(struct listing){
			.kind = KIND_INTERVIEW, .count = all_interviews, .write = write_interview });
}

void interview_info(struct call *c)
{
	struct id id;

	if (call_need(c, "id", KIND_INTERVIEW, "interview_not_found", &id))
		put_interview(c, "results", id.index);
}

/* ---- pools ---- */

void put_pool(struct call *c, const char *key, uint32_t pool)
{
	static const char *const titles[] = { "Engineers", "Data people", "Designers", "Product people",
		"Sellers", "Everybody else" };
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_POOL, pool, 0);
	if (pool < FAMILY_COUNT) {
		out_text(c->out, "title", titles[pool]);
		out_bool(c->out, "isArchived", false);
	}
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_POOL, pool, 0), c->out, from);
}

void pool_member(uint32_t user, char name[24])
{
	snprintf(name, 24, ".user%u", user);
}

/* What a user is in a pool: a few have been in it from the beginning. */
static int64_t place_in(struct call *c, uint32_t pool, uint32_t user)
{
	char name[24];
	bool told = false;

	for (unsigned n = 0; n < 3 && pool < FAMILY_COUNT; n++)
		told |= world_colleague(c->world, (enum family)pool, pool, n) == user;
	pool_member(user, name);
	return edits_int(c->world, id_of(KIND_POOL, pool, 0), name, told);
}

static void put_trainee(struct call *c, uint32_t pool, uint32_t user, uint32_t stage)
{
	out_object(c->out, NULL);
	put_user_members(c, user);
	out_object(c->out, "currentProgress");
	put_id(c, "trainingPathId", KIND_TRAINING_STAGE, pool, 0);
	put_id(c, "trainingPathStageId", KIND_TRAINING_STAGE, pool, stage);
	out_int(c->out, "interviewsCompleted", 0);
	out_close(c->out, '}');
	out_close(c->out, '}');
}

void put_full_pool(struct call *c, const char *key, uint32_t pool)
{
	put_pool(c, key, pool);
	if (c->out->error)
		return;
	ashby_buf_cut(c->out, c->out->len - 1);
	out_array(c->out, "qualifiedMembers");
	for (uint32_t i = 0; i < c->world->user_count; i++)
		if (place_in(c, pool, i) == 1)
			put_user(c, NULL, i);
	out_close(c->out, ']');
	out_array(c->out, "trainees");
	for (uint32_t i = 0; i < c->world->user_count; i++)
		if (place_in(c, pool, i) > 1)
			put_trainee(c, pool, i, (uint32_t)place_in(c, pool, i) - 1);
	out_close(c->out, ']');
	out_close(c->out, '}');
}

static uint32_t all_pools(struct call *c)
{
	return total(c, KIND_POOL, FAMILY_COUNT);
}

static bool write_pool(struct call *c, struct row row)
{
	if (edits_bool(c->world, id_of(KIND_POOL, row.index, 0), "isArchived", false) &&
		!call_bool(c, "includeArchivedPools"))
		return false;
	put_pool(c, NULL, row.index);
	return true;
}

void pool_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_POOL, .count = all_pools, .write = write_pool });
}

void pool_info(struct call *c)
{
	struct id id;

	if (call_need(c, "interviewerPoolId", KIND_POOL, "interviewer_pool_not_found", &id))
		put_full_pool(c, "results", id.index);
}

/* ---- events ---- */

static bool any_feedback(const struct event *event)
{
	for (unsigned i = 0; i < event->people_count; i++)
		if (event->people[i].submitted != ASHBY_NO_TIME)
			return true;
	return false;
}

static void put_interviewer(struct call *c, const struct journey *journey, const struct event_person *person)
{
	out_object(c->out, NULL);
	put_user_members(c, person->user);
	out_text(c->out, "trainingRole", person->training);
	if (person->training)
		put_pool(c, "interviewerPool", c->world->jobs[journey->job].title->family);
	else
		out_null(c->out, "interviewerPool");
	out_bool(c->out, "isFeedbackRequired", person->required);
	out_close(c->out, '}');
}

static void put_event_place(struct call *c, const struct event *event, const char *id, uint32_t place)
{
	char link[120];

	out_text(c->out, "location", place % 3 == 0 ? "Room Blåhus, 4th floor" : NULL);
	if (place % 3 == 0) {
		out_null(c->out, "meetingLink");
	} else {
		snprintf(link, sizeof(link), "https://meet.example.test/%.13s", id);
		out_text(c->out, "meetingLink", link);
	}
	out_text(c->out, "interviewerCalendarEventId", event->start % 7 ? NULL : "cal_7v2h0sample");
}

static void put_event(
	struct call *c, const struct journey *journey, const struct booking *booking, unsigned n)
{
	const struct event *event = &booking->events[n];
	uint32_t sub = event_sub(booking->move, event->number);
	size_t from = c->out->len;
	char id[ID_TEXT + 1], link[160];

	id_print(c->world->seed, id_of(KIND_EVENT, journey->application, sub), id);
	out_object(c->out, NULL);
	out_text(c->out, "id", id);
	put_id(c, "interviewId", KIND_INTERVIEW, event->interview, 0);
	put_id(c, "interviewScheduleId", KIND_SCHEDULE, journey->application, booking->move);
	out_array(c->out, "interviewerUserIds");
	for (unsigned i = 0; i < event->people_count; i++)
		put_id(c, NULL, KIND_USER, event->people[i].user, 0);
	out_close(c->out, ']');
	out_array(c->out, "interviewers");
	for (unsigned i = 0; i < event->people_count; i++)
		put_interviewer(c, journey, &event->people[i]);
	out_close(c->out, ']');
	out_time(c->out, "createdAt",
		booking->created + 3 * MINUTE_MS < booking->updated ? booking->created + 3 * MINUTE_MS
								    : booking->created);
	out_time(c->out, "updatedAt", booking->updated);
	out_time(c->out, "startTime", event->start);
	out_time(c->out, "endTime", event->end);
	snprintf(link, sizeof(link), "https://app.example.test/interview-briefings/%s/feedback", id);
	out_text(c->out, "feedbackLink", link);
	put_event_place(c, event, id, journey->application);
	out_bool(c->out, "hasSubmittedFeedback", any_feedback(event));
	if (call_lists(c, "expand", "interview", false))
		put_interview(c, "interview", event->interview);
	out_null(c->out, "notetakerTranscriptId");
	out_object(c->out, "extraData");
	out_close(c->out, '}');
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_EVENT, journey->application, sub), c->out, from);
}

/* ---- schedules ---- */

static uint32_t schedule_count(struct call *c)
{
	const struct ledgers *ledgers = derived_get(c->world);

	return ledgers ? ledgers->schedules.count : 0;
}

static struct row schedule_at(struct call *c, uint32_t position)
{
	const struct entry *entry = &derived_get(c->world)->schedules.entries[position];

	return (struct row){ entry->index, entry->sub };
}

static int64_t schedule_created(struct call *c, uint32_t position)
{
	return derived_get(c->world)->schedules.entries[position].created;
}

void put_schedule(
	struct call *c, const char *key, const struct journey *journey, const struct booking *booking)
{
	out_object(c->out, key);
	put_id(c, "id", KIND_SCHEDULE, journey->application, booking->move);
	out_text(c->out, "status", booking->status);
	put_id(c, "applicationId", KIND_APPLICATION, journey->application, 0);
	put_id(c, "interviewStageId", KIND_STAGE, booking->plan, booking->order);
	put_user(c, "scheduledBy", booking->scheduled_by);
	out_time(c->out, "createdAt", booking->created);
	out_time(c->out, "updatedAt", booking->updated);
	out_array(c->out, "interviewEvents");
	for (unsigned i = 0; i < booking->event_count; i++)
		put_event(c, journey, booking, i);
	out_close(c->out, ']');
	out_close(c->out, '}');
}

static bool write_schedule(struct call *c, struct row row)
{
	struct journey journey;
	struct booking booking;
	struct id id;

	if (call_has(c, "applicationId") &&
		(!call_id(c, "applicationId", KIND_APPLICATION, &id) || id.index != row.index))
		return false;
	if (!find_booking(c, row.index, row.sub, &journey, &booking))
		return false;
	if (call_has(c, "interviewStageId") &&
		(!call_id(c, "interviewStageId", KIND_STAGE, &id) || id.index != booking.plan ||
			id.sub != booking.order))
		return false;
	put_schedule(c, NULL, &journey, &booking);
	return true;
}

void schedule_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_SCHEDULE,
			.count = schedule_count,
			.at = schedule_at,
			.created = schedule_created,
			.write = write_schedule });
}

/* The booking that a schedule or an event belongs to. */
bool find_booking(const struct call *c, uint32_t application, unsigned sub, struct journey *journey,
	struct booking *booking)
{
	if (!world_has(c->world, id_of(KIND_APPLICATION, application, 0)))
		return false;
	journey_tell(c->world, application, journey);
	return booking_tell(c->world, journey, sub, booking);
}

static bool schedule_of(const struct call *c, struct journey *journey, struct booking *booking)
{
	struct id id;

	return call_id(c, "interviewScheduleId", KIND_SCHEDULE, &id) &&
		find_booking(c, id.index, id.sub, journey, booking);
}

static uint32_t event_count(struct call *c)
{
	struct journey journey;
	struct booking booking;

	return schedule_of(c, &journey, &booking) ? booking.event_count : 0;
}

static bool write_event(struct call *c, struct row row)
{
	struct journey journey;
	struct booking booking;

	if (!schedule_of(c, &journey, &booking) || row.index >= booking.event_count)
		return false;
	put_event(c, &journey, &booking, row.index);
	return true;
}

void event_list(struct call *c)
{
	struct journey journey;
	struct booking booking;

	if (!schedule_of(c, &journey, &booking)) {
		call_fail(c, "interview_schedule_not_found",
			"there is no interview schedule with this interviewScheduleId");
		return;
	}
	list_page(c, &(struct listing){ .kind = KIND_EVENT, .count = event_count, .write = write_event });
}

/* ---- briefings ---- */

static void put_briefed(
	struct call *c, const struct journey *journey, const struct event_person *person, bool expand)
{
	out_object(c->out, NULL);
	put_id(c, "userId", KIND_USER, person->user, 0);
	out_bool(c->out, "isFeedbackRequired", person->required);
	out_bool(c->out, "hasSubmittedFeedback", person->submitted != ASHBY_NO_TIME);
	out_text(c->out, "trainingRole", person->training);
	if (expand) {
		put_user(c, "user", person->user);
		if (person->training)
			put_pool(c, "interviewerPool", c->world->jobs[journey->job].title->family);
		else
			out_null(c->out, "interviewerPool");
	}
	out_close(c->out, '}');
}

static void put_briefing(
	struct call *c, const struct journey *journey, const struct booking *booking, unsigned n)
{
	const struct event *event = &booking->events[n];

	out_object(c->out, "results");
	put_id(c, "id", KIND_EVENT, journey->application, event_sub(booking->move, event->number));
	put_id(c, "applicationId", KIND_APPLICATION, journey->application, 0);
	put_id(c, "interviewId", KIND_INTERVIEW, event->interview, 0);
	put_id(c, "interviewStageId", KIND_STAGE, booking->plan, booking->order);
	out_array(c->out, "interviewers");
	for (unsigned i = 0; i < event->people_count; i++)
		put_briefed(c, journey, &event->people[i], call_lists(c, "expand", "interviewers", false));
	out_close(c->out, ']');
	out_bool(c->out, "hasSubmittedFeedback", any_feedback(event));
	put_id(c, "feedbackFormDefinitionId", KIND_FORM, interviews[event->interview].form, 0);
	if (call_lists(c, "expand", "feedbackFormDefinition", false))
		put_form_record(c, "feedbackFormDefinition", interviews[event->interview].form);
	if (call_lists(c, "expand", "application", false))
		put_application(c, "application", journey);
	if (call_lists(c, "expand", "candidate", false))
		put_candidate(c, "candidate", journey->candidate);
	if (call_lists(c, "expand", "job", false))
		put_job(c, "job", journey->job);
	if (call_lists(c, "expand", "interview", false))
		put_interview(c, "interview", event->interview);
	out_close(c->out, '}');
}

void briefing_info(struct call *c)
{
	struct journey journey;
	struct booking booking;
	struct id id;

	if (call_id(c, "interviewEventId", KIND_EVENT, &id) &&
		find_booking(c, id.index, id.sub / EVENT_NUMBERS, &journey, &booking)) {
		const struct event *event = booking_event(&booking, id.sub % EVENT_NUMBERS);

		if (event) {
			put_briefing(c, &journey, &booking, (unsigned)(event - booking.events));
			return;
		}
	}
	c->parameter = "interviewEventId";
	call_fail(c, "interview_event_not_found", "there is no interview event with this interviewEventId");
}

void transcript_info(struct call *c)
{
	call_fail(c, "notetaker_transcript_not_enabled",
		"notes are not taken automatically in this organisation");
}
