/* journey.c: telling an application's story from the seed. See journey.h. */
#include "journey.h"

#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "overlay.h"
#include "rng.h"

enum {
	ROLL_JOB = 40,
	ROLL_START,
	ROLL_ACTOR,
	ROLL_REASON,
	ROLL_UPDATED,
	ROLL_PLAN,
	ROLL_STALE,
	ROLL_MOVE = 100
};

/* What is usual in a stage of each type: how many of 100 end here, and the days until something happens. */
static const struct {
	unsigned ends;
	double low, high;
} usual[] = {
	[STAGE_LEAD] = { 45, 0.5, 30 },
	[STAGE_SCREEN] = { 58, 0.1, 12 },
	[STAGE_ACTIVE] = { 44, 2.5, 20 },
	[STAGE_OFFER] = { 22, 2, 12 },
};

static uint64_t roll(const struct world *world, uint32_t application, unsigned field)
{
	return world_roll(world, KIND_APPLICATION, application, field);
}

static uint32_t weighted_job(const struct world *world, uint64_t bits)
{
	uint32_t total = world->job_weights[world->origin_count - 1], at, low = 0,
		 high = world->origin_count - 1;

	if (!total)
		return 0;
	at = rng_below(bits, total);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (world->job_weights[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t pick_job(const struct world *world, uint32_t application, int64_t when)
{
	uint64_t bits = roll(world, application, ROLL_JOB);

	for (unsigned try = 0; try < 8; try++) {
		uint32_t job = weighted_job(world, bits = rng_mix(bits));
		const struct job *j = &world->origins[job];

		if (j->opened != ASHBY_NO_TIME && j->opened <= when &&
			(j->closed == ASHBY_NO_TIME || j->closed > when + HOUR_MS))
			return job;
	}
	return 0;
}

static unsigned find_type(const struct plan *plan, enum stage_type type)
{
	for (unsigned i = 0; i < plan->count; i++)
		if (plan->stages[i].type == type)
			return i;
	return 0;
}

static void step(struct journey *out, unsigned order, int64_t at, uint32_t actor)
{
	if (out->count < JOURNEY_MOVES) {
		out->moves[out->count] = (struct move){ out->plan, order, out->count, at, actor };
		out->count++;
	}
}

/* Who moves: mostly the recruiter, sometimes a rule of the plan (nobody). */
static uint32_t actor(const struct world *world, const struct journey *out, uint64_t bits)
{
	const struct job *job = &world->origins[out->job];
	unsigned at = rng_below(bits, 10);

	return at < 6 ? job->recruiter : at < 8 ? job->coordinator : at < 9 ? job->manager : NOBODY;
}

static unsigned pick_reason(enum stage_type type, uint64_t bits)
{
	bool candidate = type == STAGE_OFFER || rng_below(bits, 100) < 18;

	if (candidate)
		return 1 + REASON_CANDIDATE_FIRST + rng_below(bits << 8, REASON_CANDIDATE_COUNT);
	return 1 +
		rng_below(
			bits << 8, rng_below(bits << 16, 30) == 0 ? REASON_ORG_COUNT + 2 : REASON_ORG_COUNT);
}

static int64_t stay(uint64_t bits, enum stage_type type)
{
	double u = rng_unit(bits), days = usual[type].low + (usual[type].high - usual[type].low) * u * u;

	/* Some stories drag on. */
	if (rng_below(bits << 13, 100) < 9)
		days = days * 3 + 4;
	return (int64_t)(days * (double)DAY_MS);
}

/* People decide at work: a moment at night becomes one of the same day's office hours, unless that is before `from`. */
static int64_t at_work(int64_t ms, int64_t from)
{
	int64_t day = ms - ms % DAY_MS, rest = ms % DAY_MS, shifted = day + 7 * HOUR_MS + rest * 10 / 24;

	return shifted > from ? shifted : ms;
}

static void end(const struct world *world, struct journey *out, int64_t at, unsigned reason, uint64_t bits)
{
	step(out, find_type(&plans[out->plan], STAGE_ARCHIVED), at, actor(world, out, bits));
	out->reason = reason;
}

/* Walks on from the current stage until now is reached. */
static void walk(const struct world *world, struct journey *out)
{
	const struct job *job = &world->origins[out->job];
	int64_t until = job->closed != ASHBY_NO_TIME ? job->closed : world->now;
	bool stale = world_chance(world, KIND_APPLICATION, out->application, ROLL_STALE, 9);

	for (unsigned i = 0; i < PLAN_STAGES; i++) {
		const struct stage *stage = journey_now(out);
		uint64_t bits = roll(world, out->application, ROLL_MOVE + i);
		int64_t at = out->moves[out->count - 1].at;

		if (stage->type == STAGE_HIRED || stage->type == STAGE_ARCHIVED)
			return;
		at = stale && stage->type <= STAGE_SCREEN ? world->now + DAY_MS
							  : at_work(at + stay(bits, stage->type), at);
		if (at >= until) {
			if (job->closed != ASHBY_NO_TIME)
				end(world, out, until + rng_below(bits, 90000), 1 + REASON_FILLED, bits);
			return;
		}
		if (rng_below(bits << 24, 100) < usual[stage->type].ends)
			end(world, out, at, pick_reason(stage->type, rng_mix(bits)), bits);
		else
			step(out, out->moves[out->count - 1].order + 1, at, actor(world, out, bits));
	}
}

/* The way of somebody in the cast: evenly up to the stage of the part. */
static void act(const struct world *world, struct journey *out)
{
	const struct plan *plan = &plans[out->plan];
	unsigned first = find_type(plan, STAGE_SCREEN), last = first;
	int64_t entered = world->now - (int64_t)out->role->stage_days * DAY_MS - HOUR_MS,
		start = out->created + 900, gap;

	for (unsigned i = first; i < plan->count; i++)
		if (strcmp(plan->stages[i].title, out->role->stage) == 0)
			last = i;
	step(out, first, start, NOBODY);
	gap = last > first ? (entered - start) / (int64_t)(last - first) : 0;
	for (unsigned i = first + 1; i <= last; i++)
		step(out, i, start + gap * (int64_t)(i - first), world->origins[out->job].recruiter);
}

/* The number of a step that is new: beyond all that there are. */
static unsigned next_number(const struct journey *out)
{
	unsigned number = 0;

	for (unsigned i = 0; i < out->count; i++)
		if (out->moves[i].number >= number)
			number = out->moves[i].number + 1;
	return number;
}

static void extra_moves(const struct world *world, struct journey *out, int64_t after)
{
	size_t count;
	const struct extra_move *moves = overlay_moves(world, out->application, &count);

	for (size_t i = 0; i < count; i++) {
		unsigned number = next_number(out);

		if (moves[i].at <= after || out->count == JOURNEY_MOVES)
			continue;
		out->plan = moves[i].plan;
		step(out, moves[i].order, moves[i].at, moves[i].actor);
		out->moves[out->count - 1].number = number;
		out->reason = moves[i].reason;
	}
}

static void set_updated(const struct world *world, struct journey *out)
{
	const struct change *change =
		overlay_find(world, (struct id){ KIND_APPLICATION, out->application, 0 });
	int64_t last = out->moves[out->count - 1].at, rest = world->now - last;
	double u = rng_unit(roll(world, out->application, ROLL_UPDATED));

	/* Half of the updates are the move itself; the others came later: a note, a field. */
	out->updated = last + 420;
	if (u > 0.5 && rest > 0)
		out->updated =
			last + (int64_t)((u - 0.5) * 2 * (double)(rest < 9 * DAY_MS ? rest : 9 * DAY_MS));
	if (out->updated > world->now)
		out->updated = last;
	if (change && change->at > out->updated)
		out->updated = change->at;
}

static void begin(const struct world *world, struct journey *out)
{
	const struct plan *plan = &plans[out->plan];
	unsigned source = world_candidate_source(world, out->candidate);
	bool lead;

	lead = source && sources[source - 1].lead &&
		rng_below(roll(world, out->application, ROLL_START), 100) < 80;
	step(out, lead ? find_type(plan, STAGE_LEAD) : find_type(plan, STAGE_SCREEN), out->created + 35,
		NOBODY);
}

static void tell_seed(const struct world *world, struct journey *out)
{
	const struct job *job;

	out->job = out->role ? cast_job(world, out->role) : pick_job(world, out->application, out->created);
	job = &world->origins[out->job];
	out->plan = job->plan_count ? job->plans[0] : 0;
	if (job->plan_count > 1 && !out->role &&
		world_chance(world, KIND_APPLICATION, out->application, ROLL_PLAN, 15))
		out->plan = job->plans[1];
	if (out->role) {
		act(world, out);
	} else {
		begin(world, out);
		walk(world, out);
	}
}

static const struct arrival *arrived(const struct world *world, uint32_t application)
{
	const struct arrival *arrival =
		application >= world->applications ? overlay_arrival(world, application) : NULL;

	return arrival && arrival->job != NOBODY ? arrival : NULL;
}

void journey_tell(const struct world *world, uint32_t application, struct journey *out)
{
	struct id id = { KIND_APPLICATION, application, 0 };
	const struct journey *kept = edits_kept(world, id);
	const struct arrival *arrival = arrived(world, application);
	int64_t after = INT64_MIN;

	out->application = application;
	out->created = edits_int(world, id, ".created", world_application_created(world, application));
	out->candidate = world_application_candidate(world, application);
	out->role = cast_of_application(world, application);
	out->count = 0;
	out->reason = 0;
	if (kept) {
		out->job = kept->job;
		out->plan = kept->plan;
		out->count = kept->count;
		out->reason = kept->reason;
		memcpy(out->moves, kept->moves, sizeof(out->moves));
		after = kept->updated;
	} else if (arrival) {
		out->job = arrival->job;
		out->plan = arrival->plan;
		step(out, arrival->order, out->created, NOBODY);
	} else {
		tell_seed(world, out);
	}
	extra_moves(world, out, after);
	set_updated(world, out);
}

enum ashby_error journey_keep(struct world *world, struct journey *journey)
{
	struct id id = { KIND_APPLICATION, journey->application, 0 };
	enum ashby_error error = overlay_mark(world, id);

	if (error)
		return error;
	journey->updated = overlay_find(world, id)->at;
	edits_keep(world, id, journey, sizeof(*journey));
	return ASHBY_OK;
}

const struct stage *journey_stage(const struct journey *journey, unsigned n)
{
	return &plans[journey->moves[n].plan].stages[journey->moves[n].order];
}

const struct stage *journey_now(const struct journey *journey)
{
	return journey_stage(journey, journey->count - 1);
}

int64_t journey_left(const struct journey *journey, unsigned n)
{
	/* The real thing leaves a stage a moment before it enters the next. */
	return n + 1 < journey->count ? journey->moves[n + 1].at - 3 : ASHBY_NO_TIME;
}

const char *journey_status(const struct journey *journey)
{
	static const char *const names[] = { "Lead", "Active", "Active", "Active", "Hired", "Archived" };

	return names[journey_now(journey)->type];
}
