/* write_schedules.c: bookings of interviews, their events, and feedback that is asked for. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "derived.h"
#include "write.h"

static const struct ashby_param event_params[] = {
	{ .name = "startTime", .type = ASHBY_PARAM_DATETIME, .required = true },
	{ .name = "endTime", .type = ASHBY_PARAM_DATETIME, .required = true },
	{ .name = "interviewers", .type = ASHBY_PARAM_ARRAY, .required = true },
	{ .name = "interviewId", .type = ASHBY_PARAM_UUID },
	{ .name = "interviewEventId", .type = ASHBY_PARAM_UUID },
	{ .name = "extraData", .type = ASHBY_PARAM_OBJECT },
	{ .type = ASHBY_PARAM_END },
};
static const struct ashby_param interviewer_params[] = {
	{ .name = "email", .type = ASHBY_PARAM_STRING, .required = true },
	{ .name = "feedbackRequired", .type = ASHBY_PARAM_BOOL },
	{ .type = ASHBY_PARAM_END },
};

/* ---- reading an event ---- */

static bool read_people(struct call *c, struct ashby_value list, const char *place, struct event *out)
{
	out->people_count = 0;
	if (!ashby_value_count(list) || ashby_value_count(list) > EVENT_PEOPLE)
		return check_fail(c, place, "interviewers", "must have from 1 to %d people", EVENT_PEOPLE);
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		struct ashby_text email = ashby_get_text(e, "email");
		struct event_person *person = &out->people[out->people_count++];

		if (!check_members(c, e, place, interviewer_params))
			return false;
		*person = (struct event_person){ .user = world_user_by_email(c->world, email.raw, email.len),
			.required = ashby_value_bool(ashby_get(e, "feedbackRequired"), true),
			.submitted = ASHBY_NO_TIME };
		if (person->user == NOBODY) {
			c->parameter = "email";
			return call_fail(c, "user_not_found", "there is no user with the e-mail %.*s",
				(int)(email.len < 100 ? email.len : 100), email.raw);
		}
	}
	return true;
}

static bool read_event(struct call *c, struct ashby_value value, const char *place, struct event *out)
{
	struct id interview;

	if (!check_members(c, value, place, event_params) ||
		!read_people(c, ashby_get(value, "interviewers"), place, out))
		return false;
	out->start = ashby_get_time(value, "startTime");
	out->end = ashby_get_time(value, "endTime");
	if (out->end <= out->start)
		return check_fail(c, place, "endTime", "must be after startTime");
	if (ashby_type(ashby_get(value, "interviewId")) == ASHBY_ABSENT)
		return true;
	c->parameter = "interviewId";
	if (!value_id(c, ashby_get(value, "interviewId"), KIND_INTERVIEW, &interview))
		return call_fail(c, "interview_not_found", "there is no interview with this interviewId");
	out->interview = interview.index;
	return true;
}

static void set_extra(struct call *c, const struct journey *journey, const struct booking *booking,
	const struct event *event, struct ashby_value value)
{
	struct id id = id_of(KIND_EVENT, journey->application, event_sub(booking->move, event->number));

	if (ashby_type(ashby_get(value, "extraData")) == ASHBY_OBJECT)
		set_value(c, id, "extraData", ashby_get(value, "extraData"));
	mark(c, id);
	set_time(c, id, "updatedAt", moment_of(c, id));
}

/* ---- create ---- */

static bool new_booking(struct call *c, const struct journey *journey, struct booking *out)
{
	const struct move *now = &journey->moves[journey->count - 1];
	struct id application = id_of(KIND_APPLICATION, journey->application, 0);
	int64_t count = edits_int(c->world, application, ".schedules", 0);

	if (SCHEDULE_OWN + count > SCHEDULE_MAX)
		return check_fail(c, "", "applicationId", "has as many schedules as this sandbox keeps");
	*out = (struct booking){ .status = "Scheduled",
		.move = SCHEDULE_OWN + (unsigned)count,
		.plan = now->plan,
		.order = now->order,
		.history = now->number,
		.own = true,
		.scheduled_by = author_of(c) };
	return true;
}

static bool read_events(struct call *c, struct booking *out)
{
	struct ashby_value list = ashby_get(c->body, "interviewEvents");

	if (!ashby_value_count(list) || ashby_value_count(list) > BOOKING_EVENTS)
		return check_fail(c, "", "interviewEvents", "must have from 1 to %d events", BOOKING_EVENTS);
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		char place[40];

		snprintf(place, sizeof(place), "interviewEvents[%u]", out->event_count);
		out->events[out->event_count].number = out->event_count;
		if (!read_event(c, e, place, &out->events[out->event_count]))
			return false;
		out->event_count++;
	}
	return true;
}

static void add_booking(struct call *c, const struct journey *journey, struct booking *booking)
{
	struct id application = id_of(KIND_APPLICATION, journey->application, 0),
		  id = id_of(KIND_SCHEDULE, journey->application, booking->move);

	edits_set_int(c->world, application, ".schedules", booking->move + 1 - SCHEDULE_OWN);
	mark(c, application);
	mark(c, id);
	booking->created = moment_of(c, id);
	edits_set_int(c->world, id, ".created", booking->created);
	edits_set_int(c->world, id, ".events", booking->event_count);
	if (booking->event_count)
		booking_settle(c->world, booking);
	if (booking_keep(c->world, journey, booking) || derived_add(c->world, id, booking->created))
		c->out->error = ASHBY_ENOMEM;
}

void schedule_create(struct call *c)
{
	struct journey journey;
	struct booking booking;
	unsigned n = 0;

	if (!need_application(c, "applicationId", &journey))
		return;
	if (journey_now(&journey)->type == STAGE_ARCHIVED) {
		check_fail(c, "", "applicationId", "is of an application that is archived");
		return;
	}
	if (!new_booking(c, &journey, &booking) || !read_events(c, &booking))
		return;
	add_booking(c, &journey, &booking);
	for (struct ashby_value e = ashby_value_first(ashby_get(c->body, "interviewEvents")); e.node;
		e = ashby_value_next(e))
		set_extra(c, &journey, &booking, &booking.events[n++], e);
	put_schedule(c, "results", &journey, &booking);
}

/* ---- update and cancel ---- */

static bool need_schedule(struct call *c, const char *param, struct journey *journey, struct booking *booking)
{
	struct id id;

	if (call_id(c, param, KIND_SCHEDULE, &id) && find_booking(c, id.index, id.sub, journey, booking))
		return true;
	c->parameter = param;
	return call_fail(
		c, "interview_schedule_not_found", "there is no interview schedule with this %s", param);
}

static bool has_feedback(const struct event *event)
{
	for (unsigned i = 0; i < event->people_count; i++)
		if (event->people[i].submitted != ASHBY_NO_TIME)
			return true;
	return false;
}

static struct event *find_event(
	struct call *c, struct ashby_value value, const struct journey *journey, struct booking *booking)
{
	struct event *event = NULL;
	struct id id;

	if (value_id(c, value, KIND_EVENT, &id) && id.index == journey->application &&
		id.sub / EVENT_NUMBERS == booking->move)
		event = booking_event(booking, id.sub % EVENT_NUMBERS);
	if (event)
		return event;
	c->parameter = "interviewEventId";
	call_fail(c, "interview_event_not_found", "the schedule has no event with this id");
	return NULL;
}

/* A new event has a number of its own: not one that a cancelled one had. */
static unsigned next_number(
	const struct call *c, const struct journey *journey, const struct booking *booking)
{
	struct id id = id_of(KIND_SCHEDULE, journey->application, booking->move);
	unsigned next = (unsigned)edits_int(c->world, id, ".events", 0);

	for (unsigned e = 0; e < booking->event_count; e++)
		if (booking->events[e].number >= next)
			next = booking->events[e].number + 1;
	return next;
}

static bool apply_event(
	struct call *c, struct ashby_value value, const struct journey *journey, struct booking *booking)
{
	struct ashby_value which = ashby_get(value, "interviewEventId");
	struct event event = { .number = 0 }, *there = NULL;

	if (ashby_type(which) != ASHBY_ABSENT) {
		there = find_event(c, which, journey, booking);
		if (!there)
			return false;
		event = *there;
	} else {
		event.number = next_number(c, journey, booking);
		if (event.number >= EVENT_NUMBERS || booking->event_count == BOOKING_EVENTS)
			return check_fail(
				c, "", "interviewEvent", "would be one more than this sandbox keeps");
	}
	if (!read_event(c, value, "interviewEvent", &event))
		return false;
	if (!there)
		there = &booking->events[booking->event_count++];
	*there = event;
	return true;
}

static bool cancel_event(
	struct call *c, struct ashby_value value, const struct journey *journey, struct booking *booking)
{
	struct event *event = find_event(c, value, journey, booking);

	if (!event)
		return false;
	if (has_feedback(event) && !call_bool(c, "allowFeedbackDeletion"))
		return check_fail(
			c, "", "interviewEventIdToCancel", "has feedback: allowFeedbackDeletion deletes it");
	*event = booking->events[--booking->event_count];
	return true;
}

typedef bool apply_fn(
	struct call *c, struct ashby_value value, const struct journey *journey, struct booking *booking);

/* One value, or each of an array of them. */
static bool for_each(struct call *c, const char *name, enum ashby_type type, apply_fn *apply,
	const struct journey *journey, struct booking *booking)
{
	struct ashby_value value = ashby_get(c->body, name);

	if (ashby_type(value) == ASHBY_ABSENT)
		return true;
	if (ashby_type(value) == type)
		return apply(c, value, journey, booking);
	if (ashby_type(value) != ASHBY_ARRAY)
		return check_fail(c, "", name, "must be one or an array of them");
	for (struct ashby_value e = ashby_value_first(value); e.node; e = ashby_value_next(e))
		if (!apply(c, e, journey, booking))
			return false;
	return true;
}

void schedule_update(struct call *c)
{
	struct journey journey;
	struct booking booking;

	if (!need_schedule(c, "interviewScheduleId", &journey, &booking))
		return;
	if (!booking.own) {
		check_fail(c, "", "interviewScheduleId", "was not created with this API key");
		return;
	}
	if (strcmp(booking.status, "Cancelled") == 0) {
		check_fail(c, "", "interviewScheduleId", "is of a schedule that is cancelled");
		return;
	}
	if (!for_each(c, "interviewEventIdToCancel", ASHBY_STRING, cancel_event, &journey, &booking) ||
		!for_each(c, "interviewEvent", ASHBY_OBJECT, apply_event, &journey, &booking))
		return;
	edits_set_int(c->world, id_of(KIND_SCHEDULE, journey.application, booking.move), ".events",
		(int64_t)next_number(c, &journey, &booking));
	booking.status = "Cancelled";
	if (booking.event_count)
		booking_settle(c->world, &booking);
	if (booking_keep(c->world, &journey, &booking))
		c->out->error = ASHBY_ENOMEM;
	put_schedule(c, "results", &journey, &booking);
}

void schedule_cancel(struct call *c)
{
	struct journey journey;
	struct booking booking;

	if (!need_schedule(c, "id", &journey, &booking))
		return;
	/* Cancelled twice is cancelled once. */
	if (strcmp(booking.status, "Cancelled") != 0 || booking.event_count) {
		booking.event_count = 0;
		booking.status = call_bool(c, "allowReschedule") ? "NeedsScheduling" : "Cancelled";
		if (booking_keep(c->world, &journey, &booking))
			c->out->error = ASHBY_ENOMEM;
	}
	put_schedule(c, "results", &journey, &booking);
}

/* ---- feedback without a meeting ---- */

/* The event it hangs on is one of a schedule of its own, over as soon as it is made. */
void feedback_request_create(struct call *c)
{
	struct id interview, user;
	struct journey journey;
	struct booking booking;

	if (!need_application(c, "applicationId", &journey) ||
		!call_need(c, "interviewId", KIND_INTERVIEW, "interview_not_found", &interview) ||
		!call_need(c, "interviewerUserId", KIND_USER, "user_not_found", &user) ||
		!new_booking(c, &journey, &booking))
		return;
	booking.events[0] = (struct event){ .interview = interview.index,
		.start = c->world->now - 1,
		.end = c->world->now,
		.people = { { .user = user.index, .required = true, .submitted = ASHBY_NO_TIME } },
		.people_count = 1 };
	booking.event_count = 1;
	add_booking(c, &journey, &booking);
	out_object(c->out, "results");
	put_id(c, "interviewEventId", KIND_EVENT, journey.application, event_sub(booking.move, 0));
	put_id(c, "interviewerUserId", KIND_USER, user.index, 0);
	put_id(c, "applicationId", KIND_APPLICATION, journey.application, 0);
	out_close(c->out, '}');
}
