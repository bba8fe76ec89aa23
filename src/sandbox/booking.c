/* booking.c: when interviews are, who is in them and who has answered. See booking.h. */
#include "booking.h"

#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "overlay.h"
#include "rng.h"

enum { ROLL_STATUS = 60, ROLL_CREATED, ROLL_DAY, ROLL_HOUR, ROLL_NONE, ROLL_CANCEL, ROLL_FEEDBACK = 200 };

/* Working hours of an office in central Europe, in UTC. */
#define FIRST_HOUR 8
#define HOURS 8

static uint64_t roll(const struct world *world, const struct journey *journey, unsigned move, unsigned field)
{
	return world_roll(world, KIND_SCHEDULE, (uint64_t)journey->application << 8 | move, field);
}

/* The first working moment of a day at or after ms, hour hours into it. */
static int64_t working(int64_t ms, uint32_t hour)
{
	int64_t day = ms / DAY_MS, weekday = (day + 4) % 7; /* 1970-01-01 was a Thursday */

	if (weekday == 6)
		day += 2;
	if (weekday == 0)
		day++;
	return day * DAY_MS + (FIRST_HOUR + (int64_t)hour) * HOUR_MS;
}

static bool has_interviews(const struct stage *stage)
{
	return stage->interviews[0] != 0;
}

/* ---- who ---- */

static uint32_t interviewer(
	const struct world *world, const struct journey *journey, const struct event *event, unsigned n)
{
	const struct job *job = &world->jobs[journey->job];
	uint64_t mixed = (uint64_t)journey->application * 31 + event->interview;

	/* The first definition is the recruiter's call. */
	if (event->interview == 0)
		return job->recruiter;
	if (n == 0 && interviews[event->interview].debrief)
		return job->recruiter;
	if (n == 0 && event->interview == 5)
		return job->manager;
	return world_colleague(world, job->title->family, mixed, n);
}

static void seat(const struct world *world, const struct journey *journey, unsigned move, struct event *event)
{
	const struct interview *interview = &interviews[event->interview];
	uint64_t bits = roll(world, journey, move, ROLL_FEEDBACK + event->interview);

	event->people_count = interview->people;
	for (unsigned i = 0; i < interview->people; i++) {
		struct event_person *person = &event->people[i];

		person->user = interviewer(world, journey, event, i);
		for (unsigned k = 0; k < i; k++)
			if (event->people[k].user == person->user)
				person->user = (person->user + 1) % 6 + 1;
		person->training = NULL;
		if (i > 0 && rng_below(bits << i, 9) == 0)
			person->training = rng_below(bits << (i + 9), 2) ? "Shadow" : "Reverse-Shadow";
		person->required = interview->required && !person->training;
		person->submitted = ASHBY_NO_TIME;
	}
}

/* ---- feedback ---- */

/* How many of 100 have answered, by how long ago the interview ended. */
static unsigned answered(int64_t since)
{
	return since < 3 * HOUR_MS ? 20 : since < DAY_MS ? 55 : since < 4 * DAY_MS ? 82 : 95;
}

static void answer(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out)
{
	bool mine = journey->role && journey->role->scene == SCENE_OWED_MINE && move + 1 == journey->count;
	bool half = journey->role && journey->role->scene == SCENE_OWED && move + 1 == journey->count;

	for (unsigned e = 0; e < out->event_count; e++) {
		struct event *event = &out->events[e];

		for (unsigned i = 0; i < event->people_count; i++) {
			struct event_person *person = &event->people[i];
			uint64_t bits =
				roll(world, journey, move, ROLL_FEEDBACK + 32 + e * STAGE_INTERVIEWS + i);
			int64_t since = world->now - event->end,
				delay = 10 * MINUTE_MS + (int64_t)rng_below(bits, 30) * HOUR_MS;

			if (mine || (half && e >= 2) || !person->required || since <= 0)
				continue;
			else if (rng_below(bits << 8, 100) < answered(since) || half)
				person->submitted = event->end + (delay < since ? delay : since / 2);
		}
	}
}

/* What came in since the start. */
static void answer_late(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out)
{
	for (unsigned e = 0; e < out->event_count; e++)
		for (unsigned i = 0; i < out->events[e].people_count; i++) {
			const struct change *late = overlay_find(world,
				(struct id){ KIND_FEEDBACK, journey->application,
					feedback_sub(move, out->events[e].number, i) });

			if (late)
				out->events[e].people[i].submitted = late->at;
		}
}

static bool complete(const struct booking *out)
{
	for (unsigned e = 0; e < out->event_count; e++)
		for (unsigned i = 0; i < out->events[e].people_count; i++)
			if (out->events[e].people[i].required &&
				out->events[e].people[i].submitted == ASHBY_NO_TIME)
				return false;
	return true;
}

/* ---- when ---- */

static void put_events(const struct world *world, const struct journey *journey, unsigned move, int64_t start,
	struct booking *out)
{
	const struct stage *stage = journey_stage(journey, move);

	for (unsigned i = 0; i < STAGE_INTERVIEWS && stage->interviews[i]; i++) {
		struct event *event = &out->events[out->event_count++];

		event->number = i;
		event->interview = (unsigned)stage->interviews[i] - 1;
		event->start = start;
		event->end = start + interviews[event->interview].minutes * MINUTE_MS;
		start = event->end + 15 * MINUTE_MS;
		/* The second half of a long loop is after lunch. */
		if (i == 1)
			start += 45 * MINUTE_MS;
		seat(world, journey, move, event);
	}
	answer(world, journey, move, out);
	answer_late(world, journey, move, out);
}

static int64_t quarter(int64_t ms)
{
	return ms - ms % (15 * MINUTE_MS);
}

/* Where a part of the cast has its interview; ASHBY_NO_TIME: not by hand. */
static int64_t scene_start(const struct world *world, enum scene scene, unsigned stage_days)
{
	switch (scene) {
	case SCENE_TODAY_MINE: return quarter(world->now + 3 * HOUR_MS);
	case SCENE_TODAY: return quarter(world->now + 90 * MINUTE_MS);
	case SCENE_OWED_MINE: return quarter(world->now - 3 * HOUR_MS);
	case SCENE_OWED: return working(world->now - 5 * DAY_MS, 1);
	case SCENE_TOMORROW: return working(world->now + DAY_MS, stage_days % HOURS);
	default: return ASHBY_NO_TIME;
	}
}

/* Before there is a date: what the schedule waits for. Out of 100, running sums. */
static const struct {
	unsigned share;
	const char *status;
} waiting[] = {
	{ 14, "NeedsScheduling" },
	{ 23, "WaitingOnCandidateAvailability" },
	{ 31, "WaitingOnCandidateBooking" },
	{ 37, "CandidateAvailabilitySubmitted" },
	{ 42, "OnHold" },
	{ 44, "Unknown" },
	{ 48, "Cancelled" },
};

static const char *waits_for(uint64_t bits)
{
	unsigned at = rng_below(bits, 100);

	for (unsigned i = 0; i < sizeof(waiting) / sizeof(waiting[0]); i++)
		if (at < waiting[i].share)
			return waiting[i].status;
	return NULL;
}

void booking_settle(const struct world *world, struct booking *out)
{
	int64_t end = out->event_count ? out->events[out->event_count - 1].end : world->now;

	for (unsigned e = 0; e < out->event_count; e++)
		if (out->events[e].end > end)
			end = out->events[e].end;

	if (end > world->now)
		out->status = "Scheduled";
	else
		out->status = complete(out) ? "Complete" : "WaitingOnFeedback";
}

/* The current stage. */
static void tell_open(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out)
{
	enum scene scene = journey->role ? journey->role->scene : SCENE_NONE;
	const struct change *change =
		overlay_find(world, (struct id){ KIND_SCHEDULE, journey->application, move });
	int64_t start = scene_start(world, scene, journey->role ? journey->role->stage_days : 0),
		earliest = out->created + DAY_MS;

	out->status = scene == SCENE_NONE ? waits_for(roll(world, journey, move, ROLL_STATUS)) : NULL;
	/* A move made since the start waits to be scheduled; its schedule's changes count how far it is. */
	if (out->created > world->now)
		out->status = change && change->value >= 1 ? NULL : "NeedsScheduling";
	else if (change)
		out->status = NULL;
	if (out->status)
		return;
	if (start == ASHBY_NO_TIME)
		start = working(
			earliest + (int64_t)rng_below(roll(world, journey, move, ROLL_DAY), 7) * DAY_MS,
			rng_below(roll(world, journey, move, ROLL_HOUR), HOURS));
	if (change && start < change->at)
		start = working(change->at + 2 * DAY_MS, 2);
	put_events(world, journey, move, start, out);
	out->scheduled_by = world->jobs[journey->job].coordinator;
	booking_settle(world, out);
}

/* A stage that was left: its interviews lie between, or were called off. */
static void tell_past(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out)
{
	int64_t left = journey_left(journey, move), start;
	uint32_t hour = rng_below(roll(world, journey, move, ROLL_HOUR), HOURS);

	/* The first day in between that has an office hour left; a few meet in the evening. */
	start = working(out->created + (left - out->created) / 4, hour);
	for (int64_t day = out->created + DAY_MS; start + 5 * HOUR_MS > left && day < left; day += DAY_MS / 2)
		start = working(day, 0);
	if (start + HOUR_MS > left || start < out->created)
		start = quarter(out->created + (left - out->created) / 4);
	out->status = "Cancelled";
	/* Over before anybody could meet (the job was closed), or called off. */
	if (left - out->created < 2 * HOUR_MS)
		return;
	out->scheduled_by = world->jobs[journey->job].coordinator;
	if (journey_stage(journey, move + 1)->type == STAGE_ARCHIVED &&
		rng_below(roll(world, journey, move, ROLL_CANCEL), 100) < 30)
		return;
	put_events(world, journey, move, start, out);
	out->status = "Complete";
}

static void set_updated(const struct world *world, const struct journey *journey, struct booking *out)
{
	const struct change *change =
		overlay_find(world, (struct id){ KIND_SCHEDULE, journey->application, out->move });

	out->updated = out->created + 4 * MINUTE_MS;
	for (unsigned e = 0; e < out->event_count; e++)
		for (unsigned i = 0; i < out->events[e].people_count; i++)
			if (out->events[e].people[i].submitted > out->updated)
				out->updated = out->events[e].people[i].submitted;
	if (out->updated > world->now)
		out->updated = out->created > world->now ? out->created : world->now;
	if (change && change->at > out->updated)
		out->updated = change->at;
}

/* One that a request has made or changed. */
static bool tell_kept(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out)
{
	const struct booking *kept =
		edits_kept(world, (struct id){ KIND_SCHEDULE, journey->application, move });

	if (!kept)
		return false;
	*out = *kept;
	answer_late(world, journey, move, out);
	if (out->event_count)
		booking_settle(world, out);
	set_updated(world, journey, out);
	return true;
}

enum ashby_error booking_keep(struct world *world, const struct journey *journey, struct booking *booking)
{
	struct id id = { KIND_SCHEDULE, journey->application, booking->move };
	enum ashby_error error = overlay_mark(world, id);

	if (error)
		return error;
	booking->updated = overlay_find(world, id)->at;
	edits_keep(world, id, booking, sizeof(*booking));
	return ASHBY_OK;
}

struct event *booking_event(struct booking *booking, unsigned number)
{
	for (unsigned e = 0; e < booking->event_count; e++)
		if (booking->events[e].number == number)
			return &booking->events[e];
	return NULL;
}

bool booking_tell(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out)
{
	bool open = move + 1 == journey->count;
	int64_t entered, end, delay;

	if (tell_kept(world, journey, move, out))
		return true;
	if (move >= journey->count)
		return false;
	entered = journey->moves[move].at;
	end = open ? world->now : journey_left(journey, move);
	if (!has_interviews(journey_stage(journey, move)))
		return false;
	if (open && journey->role && journey->role->scene == SCENE_UNSCHEDULED)
		return false;
	/* Some wait without anybody having thought of a date. */
	if (open && !journey->role && entered <= world->now &&
		rng_below(roll(world, journey, move, ROLL_NONE), 100) < 12)
		return false;
	delay = (int64_t)rng_below(roll(world, journey, move, ROLL_CREATED), 20 * 60) * MINUTE_MS;
	if (end > entered && delay > (end - entered) / 3)
		delay = (end - entered) / 3;
	*out = (struct booking){ .move = move,
		.plan = journey->moves[move].plan,
		.order = journey->moves[move].order,
		.history = journey->moves[move].number,
		.created = entered + (end > entered ? delay : 0),
		.scheduled_by = NOBODY };
	if (open || end > world->now)
		tell_open(world, journey, move, out);
	else
		tell_past(world, journey, move, out);
	/* Left since the start: what was still to come is called off, the rest stays as it was told. */
	if (!open && end > world->now)
		out->status =
			strcmp(out->status, "Scheduled") != 0 && out->event_count ? "Complete" : "Cancelled";
	set_updated(world, journey, out);
	return true;
}
