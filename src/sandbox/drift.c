/* drift.c: what happens next in the organisation. Knows nothing of HTTP. */
#include "drift.h"

#include <stdlib.h>

#include "ashby/date.h"
#include "booking.h"
#include "derived.h"
#include "journey.h"
#include "offer.h"
#include "edits.h"
#include "overlay.h"
#include "part.h"
#include "rng.h"

struct drift {
	struct ashby_timer *timer;
	struct world *world;
	int per_minute;
	bool fixed_clock;
};

/* How many applications to look at before one is found that can change in the way wanted. */
#define TRIES 400

/* One change in so many is a candidate who vanishes, or is merged into another. */
#define RARE 60

enum { ROLL_WHAT = 1, ROLL_WHY, ROLL_WHO, ROLL_RARE = 1000 };

static uint64_t roll(const struct world *world, unsigned field)
{
	return rng_at(world->seed, 0xd1f7, overlay_seq(world), field);
}

static struct id id_of(enum kind kind, uint32_t index, uint32_t sub)
{
	return (struct id){ kind, index, sub };
}

static bool is_open(const struct journey *journey)
{
	enum stage_type type = journey_now(journey)->type;

	return type != STAGE_HIRED && type != STAGE_ARCHIVED;
}

/* The application of this try, one of the recent half; false if it is not under way. */
static bool pick(struct world *world, unsigned try, struct journey *out)
{
	uint32_t count = world_applications(world), from = count / 2;

	if (!count)
		return false;
	journey_tell(world, from + rng_below(roll(world, ROLL_WHO + try), count - from), out);
	return world_has(world, id_of(KIND_APPLICATION, out->application, 0)) && is_open(out);
}

/* ---- deeds; each returns false if this try has nothing to do ---- */

/* What the schedules and offers of the new stage are goes to the end of their ledgers. */
static enum ashby_error enter(struct world *world, uint32_t application)
{
	struct journey journey;
	struct booking booking;
	struct offer offer;
	enum ashby_error error = ASHBY_OK;
	unsigned last;

	journey_tell(world, application, &journey);
	last = journey.count - 1;
	if (booking_tell(world, &journey, last, &booking)) {
		error = overlay_touch(world, id_of(KIND_SCHEDULE, application, last), 0);
		if (!error)
			error = derived_add(world, id_of(KIND_SCHEDULE, application, last), booking.created);
	}
	if (!error && journey_now(&journey)->type == STAGE_OFFER && offer_tell(world, &journey, &offer))
		error = derived_add(world, id_of(KIND_OFFER, application, 0), offer.created);
	return error;
}

static bool move_on(struct world *world, unsigned try, enum ashby_error *error)
{
	struct journey journey;

	if (!pick(world, try, &journey) || journey.role || journey.count >= JOURNEY_MOVES - 2)
		return false;
	*error = overlay_move(world,
		&(struct extra_move){ .application = journey.application,
			.plan = journey.plan,
			.order = journey.moves[journey.count - 1].order + 1,
			.actor = world->jobs[journey.job].recruiter });
	if (!*error)
		*error = enter(world, journey.application);
	return true;
}

static bool archive(struct world *world, unsigned try, enum ashby_error *error)
{
	struct journey journey;

	if (!pick(world, try, &journey) || journey.role || journey.count >= JOURNEY_MOVES - 2)
		return false;
	*error = overlay_move(world,
		&(struct extra_move){ .application = journey.application,
			.plan = journey.plan,
			.order = plans[journey.plan].count - 1,
			.actor = world->jobs[journey.job].recruiter,
			.reason = 1 + rng_below(roll(world, ROLL_WHY), REASON_ORG_COUNT) });
	return true;
}

static bool apply(struct world *world, unsigned try, enum ashby_error *error)
{
	(void)try;
	*error = overlay_add_newcomer(world);
	return true;
}

static bool touch(struct world *world, unsigned try, enum ashby_error *error)
{
	struct journey journey;

	if (!pick(world, try, &journey))
		return false;
	*error = overlay_touch(world, id_of(KIND_APPLICATION, journey.application, 0), 0);
	return true;
}

static bool tag(struct world *world, unsigned try, enum ashby_error *error)
{
	uint32_t count = world_candidates(world);
	uint32_t candidate = count ? rng_below(roll(world, ROLL_WHO + try), count) : 0;
	const struct change *before = overlay_find(world, id_of(KIND_CANDIDATE, candidate, 0));

	if (!count || !world_has(world, id_of(KIND_CANDIDATE, candidate, 0)))
		return false;
	*error = overlay_touch(world, id_of(KIND_CANDIDATE, candidate, 0),
		(before ? before->value : 0) |
			UINT32_C(1) << rng_below(roll(world, ROLL_WHY), tag_count - 1));
	return true;
}

/* Somebody answers: the first feedback that is missing on a meeting that is over. */
static bool answer(struct world *world, unsigned try, enum ashby_error *error)
{
	struct journey journey;
	struct booking booking;
	unsigned move;

	if (!pick(world, try, &journey) || journey.role)
		return false;
	move = journey.count - 1;
	if (!booking_tell(world, &journey, move, &booking))
		return false;
	for (unsigned e = 0; e < booking.event_count; e++)
		for (unsigned i = 0; i < booking.events[e].people_count; i++) {
			const struct event_person *person = &booking.events[e].people[i];
			struct id id = id_of(KIND_FEEDBACK, journey.application,
				feedback_sub(move, booking.events[e].number, i));

			if (!person->required || person->submitted != ASHBY_NO_TIME ||
				booking.events[e].end > world->now)
				continue;
			*error = overlay_touch(world, id, 0);
			if (!*error)
				*error = derived_add(world, id, overlay_find(world, id)->at);
			if (!*error)
				*error = overlay_touch(
					world, id_of(KIND_SCHEDULE, journey.application, move), 1);
			return true;
		}
	return false;
}

/* A schedule that waited gets its date. */
static bool schedule(struct world *world, unsigned try, enum ashby_error *error)
{
	struct journey journey;
	struct booking booking;

	if (!pick(world, try, &journey) || journey.role ||
		!booking_tell(world, &journey, journey.count - 1, &booking) || booking.event_count)
		return false;
	*error = overlay_touch(world, id_of(KIND_SCHEDULE, journey.application, journey.count - 1), 1);
	return true;
}

static bool edit_job(struct world *world, unsigned try, enum ashby_error *error)
{
	uint32_t job = rng_below(roll(world, ROLL_WHO + try), world->job_count);

	*error = overlay_touch(world, id_of(KIND_JOB, job, 0), 0);
	return true;
}

/* Somebody who is in no part of the story; false if this try has nobody. */
static bool part(struct world *world, unsigned try, enum ashby_error *error)
{
	uint32_t count = world_candidates(world), who, into;

	if (count < 2)
		return false;
	who = rng_below(roll(world, ROLL_RARE + 1 + 2 * try), count);
	into = rng_below(roll(world, ROLL_RARE + 2 + 2 * try), count);
	if (cast_of_candidate(world, who) || cast_of_candidate(world, into) ||
		!world_has(world, id_of(KIND_CANDIDATE, who, 0)) ||
		!world_has(world, id_of(KIND_CANDIDATE, into, 0)))
		return false;
	if (rng_below(roll(world, ROLL_WHY), 2)) {
		*error = part_delete_candidate(world, who);
		return true;
	}
	if (!part_can_merge(world, who, into))
		return false;
	*error = part_merge(world, who, into);
	return true;
}

enum ashby_error drift_once(struct world *world)
{
	/* What a day at work is made of, in shares. */
	static bool (*const deeds[])(struct world *, unsigned, enum ashby_error *) = { move_on, move_on,
		archive, apply, apply, touch, touch, tag, answer, answer, schedule, edit_job };
	unsigned count = sizeof(deeds) / sizeof(deeds[0]), first = rng_below(roll(world, ROLL_WHAT), count);
	enum ashby_error error = ASHBY_OK;

	for (unsigned try = 0; rng_below(roll(world, ROLL_RARE), RARE) == 0 && try < TRIES; try++)
		if (part(world, try, &error))
			return error;
	/* If there is nothing of that sort to do, the next sort; somebody can always apply. */
	for (unsigned n = 0; n < count; n++)
		for (unsigned try = 0; try < TRIES; try++)
			if (deeds[(first + n) % count](world, try, &error))
				return error;
	return error;
}

/* ---- by the clock ---- */

static void tick(void *arg)
{
	struct drift *drift = arg;

	if (!drift->fixed_clock)
		overlay_set_clock(drift->world, ashby_clock_now());
	/* Without memory the world stands still; the server goes on. */
	if (!drift_once(drift->world))
		ashby_timer_start(drift->timer, 60000 / drift->per_minute);
}

enum ashby_error drift_new(
	struct drift **out, struct ashby_loop *loop, struct world *world, int per_minute, bool fixed_clock)
{
	struct drift *drift = calloc(1, sizeof(*drift));
	enum ashby_error error;

	if (!drift)
		return ASHBY_ENOMEM;
	*drift = (struct drift){ .world = world, .per_minute = per_minute, .fixed_clock = fixed_clock };
	error = ashby_timer_new(&drift->timer, loop, tick, drift);
	if (error) {
		free(drift);
		return error;
	}
	ashby_timer_start(drift->timer, 60000 / per_minute);
	*out = drift;
	return ASHBY_OK;
}

void drift_free(struct drift *drift)
{
	if (!drift)
		return;
	ashby_timer_free(drift->timer);
	free(drift);
}
