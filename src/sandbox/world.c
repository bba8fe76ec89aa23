/* world.c: sizes, jobs, and the arithmetic between candidates and applications. Knows nothing of HTTP or JSON. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "ashby/date.h"
#include "cast.h"
#include "derived.h"
#include "edits.h"
#include "overlay.h"
#include "rng.h"
#include "upload.h"

/* Candidates in a row, and where in the row's time their applications lie (see world.h). */
#define ROW 5
#define LONE_EVERY 11 /* one row in so many has a candidate without any application */
#define THIRD_EVERY 3 /* one row in so many has somebody who applies a third time */

/* Facts that world.c rolls for; other files use numbers of their own kinds. */
enum {
	ROLL_SLOT = 1,
	ROLL_LAG,
	ROLL_REAPPLIES,
	ROLL_JOB_AGE,
	ROLL_JOB_CLOSED,
	ROLL_JOB_TEAM,
	ROLL_JOB_UPDATED
};

uint64_t world_roll(const struct world *world, enum kind kind, uint64_t index, unsigned field)
{
	return rng_at(world->seed, (uint64_t)kind + 1, index, field);
}

bool world_chance(const struct world *world, enum kind kind, uint64_t index, unsigned field, unsigned share)
{
	return rng_below(world_roll(world, kind, index, field), 100) < share;
}

/* ---- time ---- */

/* When the point p (0: the beginning, 1: now) of the history was: the organisation grows, so recent days are fuller. */
static int64_t moment(const struct world *world, double p)
{
	double rest = 1 - p;

	return world->now - 2 * MINUTE_MS -
		(int64_t)((double)world->span * (0.45 * rest + 0.55 * rest * rest));
}

static int64_t row_moment(const struct world *world, uint32_t row, double within)
{
	return moment(world, ((double)row + within) / (double)world->rows);
}

int64_t world_candidate_created(const struct world *world, uint32_t index)
{
	double u;

	if (index >= world->candidates)
		return overlay_candidate_created(world, index);
	u = 0.1 + 0.8 * rng_unit(world_roll(world, KIND_CANDIDATE, index, ROLL_SLOT));
	return row_moment(world, index / ROW, 0.1 + 0.9 * (index % ROW + u) / ROW);
}

/* ---- rows ---- */

static bool is_lone(uint32_t candidate)
{
	return candidate % ROW == 3 && candidate / ROW % LONE_EVERY == 4;
}

/* How many x < n have x % m == r. */
static uint32_t marks(uint32_t n, uint32_t m, uint32_t r)
{
	return n > r ? (n - r - 1) / m + 1 : 0;
}

static bool has_second(const struct world *world, uint32_t row)
{
	return row >= world->lag[0];
}

static bool has_third(const struct world *world, uint32_t row)
{
	return row >= world->lag[1] && (row - world->lag[1]) % THIRD_EVERY == 0;
}

/* Applications in the rows before this one, as if every row were full. */
static uint32_t before_row(const struct world *world, uint32_t row)
{
	uint32_t count = row * ROW - marks(row, LONE_EVERY, 4);

	if (row > world->lag[0])
		count += row - world->lag[0];
	if (row > world->lag[1])
		count += marks(row - world->lag[1], THIRD_EVERY, 0);
	return count;
}

/* First applications of the candidates from the row's beginning up to this one. */
static uint32_t firsts_before(uint32_t candidate)
{
	uint32_t within = candidate % ROW;

	return within - (within > 3 && is_lone(candidate - within + 3) ? 1 : 0);
}

static uint32_t first_application(const struct world *world, uint32_t candidate)
{
	uint32_t row = candidate / ROW;

	return before_row(world, row) + has_second(world, row) + has_third(world, row) +
		firsts_before(candidate);
}

/* Who of a row applies again. */
static uint32_t again(const struct world *world, uint32_t row)
{
	return row * ROW + rng_below(world_roll(world, KIND_CANDIDATE, row, ROLL_REAPPLIES), 3);
}

static uint32_t row_of(const struct world *world, uint32_t application)
{
	uint32_t low = 0, high = world->rows;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (before_row(world, middle) <= application)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Which application of its row it is: nth 0 and 1 are second and third ones, 2 is a first one of *candidate. */
static unsigned place(const struct world *world, uint32_t application, uint32_t *row, uint32_t *candidate)
{
	uint32_t at;

	*row = row_of(world, application);
	at = application - before_row(world, *row);
	if (has_second(world, *row) && at-- == 0) {
		*candidate = again(world, *row - world->lag[0]);
		return 0;
	}
	if (has_third(world, *row) && at-- == 0) {
		*candidate = again(world, *row - world->lag[1]);
		return 1;
	}
	*candidate = *row * ROW + at;
	if (at >= 3 && is_lone(*row * ROW + 3))
		(*candidate)++;
	return 2;
}

uint32_t world_application_candidate(const struct world *world, uint32_t application)
{
	uint32_t row, candidate;
	int64_t now = edits_int(world, (struct id){ KIND_APPLICATION, application, 0 }, ".candidate", -1);

	if (now >= 0)
		return (uint32_t)now;
	if (application >= world->applications)
		return overlay_arrival(world, application)->candidate;
	place(world, application, &row, &candidate);
	return candidate;
}

int64_t world_application_created(const struct world *world, uint32_t application)
{
	uint32_t row, candidate;
	unsigned nth;

	if (application >= world->applications)
		return overlay_arrival(world, application)->at;
	nth = place(world, application, &row, &candidate);
	if (nth < 2)
		return row_moment(world, row, nth == 0 ? 0.03 : 0.06);
	return world_candidate_created(world, candidate) + 20 +
		rng_below(world_roll(world, KIND_APPLICATION, application, ROLL_LAG), 700);
}

/* Those that the seed knows of. */
static unsigned seed_applications(
	const struct world *world, uint32_t candidate, uint32_t out[static CANDIDATE_APPLICATIONS])
{
	uint32_t row = candidate / ROW;
	unsigned n = 0;

	if (!is_lone(candidate))
		out[n++] = first_application(world, candidate);
	for (unsigned nth = 0; nth < 2; nth++) {
		uint32_t later = row + world->lag[nth];

		if (later >= world->rows || again(world, row) != candidate)
			continue;
		if (nth == 1 && !has_third(world, later))
			continue;
		out[n++] = before_row(world, later) + nth;
	}
	return n;
}

unsigned world_candidate_applications(
	const struct world *world, uint32_t candidate, uint32_t out[static CANDIDATE_APPLICATIONS])
{
	unsigned n = candidate < world->candidates ? seed_applications(world, candidate, out) : 0;
	size_t count;
	const struct ownership *later = overlay_applications_of(world, candidate, &count);

	for (size_t i = 0; i < count && n < CANDIDATE_APPLICATIONS; i++)
		out[n++] = later[i].application;
	return n;
}

static uint32_t count_applications(const struct world *world)
{
	uint32_t last = world->candidates;

	if (!last)
		return 0;
	if (is_lone(last - 1))
		return first_application(world, last - 1);
	return first_application(world, last - 1) + 1;
}

/* ---- jobs ---- */

static void set_team(const struct world *world, uint32_t index, struct job *job)
{
	uint64_t bits = world_roll(world, KIND_JOB, index, ROLL_JOB_TEAM);

	/* Users 0 to 7 are recruiters, 8 to 11 coordinators, 12 to 17 lead a family (see people.c). */
	job->recruiter = index % 3 == 0 ? ME : 1 + rng_below(bits, 7);
	job->coordinator = 8 + rng_below(bits << 8, 4);
	job->manager = world_colleague(world, job->title->family, index, 90);
	job->sponsor = index % 4 == 1 ? 12 + (uint32_t)job->title->family : NOBODY;
}

static void set_times(const struct world *world, uint32_t index, struct job *job)
{
	double slot = ((double)index + rng_unit(world_roll(world, KIND_JOB, index, ROLL_JOB_AGE))) /
		world->job_count;
	int64_t age = (int64_t)((double)world->span * (1.0 - 0.97 * slot));
	bool draft = strcmp(job->status, "Draft") == 0, open = strcmp(job->status, "Open") == 0;
	double closed = 0.35 + 0.4 * rng_unit(world_roll(world, KIND_JOB, index, ROLL_JOB_CLOSED));

	job->created = world->now - age;
	if (index == 0)
		job->created = world->now - world->span - 12 * DAY_MS;
	age = world->now - job->created;
	job->opened = job->created + (index == 0 ? DAY_MS : age / 40);
	job->closed = open ? ASHBY_NO_TIME : job->opened + (int64_t)((double)(age - age / 40) * closed);
	/* A draft, and a job that was archived before it was ever opened (it has no openings). */
	if (draft || (!open && job->openings == 0))
		job->opened = job->closed = ASHBY_NO_TIME;
	job->updated = world->now - age / 9 -
		(int64_t)rng_below(world_roll(world, KIND_JOB, index, ROLL_JOB_UPDATED), 3600) * 997;
	if (job->updated < job->created || index == 0)
		job->updated = job->created + age / 2;
	if (job->closed != ASHBY_NO_TIME && job->updated < job->closed)
		job->updated = job->closed + 350;
}

static void set_job(const struct world *world, uint32_t index, struct job *job)
{
	job->title = &job_titles[index % job_title_count];
	job->status = job->title->status;
	job->openings = job->title->openings;
	job->confidential = index == 19;
	job->plans[0] = family_plans[job->title->family];
	job->plan_count = job->openings || strcmp(job->status, "Archived") != 0 ? 1 : 0;
	if (job->title->second_plan >= 0)
		job->plans[job->plan_count++] = (unsigned)job->title->second_plan;
	set_team(world, index, job);
	set_times(world, index, job);
}

static enum ashby_error make_jobs(struct world *world)
{
	uint32_t sum = 0;

	world->jobs = calloc(world->job_count, sizeof(*world->jobs));
	world->job_weights = calloc(world->job_count, sizeof(*world->job_weights));
	world->origins = calloc(world->job_count, sizeof(*world->origins));
	if (!world->jobs || !world->job_weights || !world->origins)
		return ASHBY_ENOMEM;
	for (uint32_t i = 0; i < world->job_count; i++) {
		set_job(world, i, &world->jobs[i]);
		sum += world->jobs[i].title->weight;
		world->job_weights[i] = sum;
	}
	memcpy(world->origins, world->jobs, world->job_count * sizeof(*world->jobs));
	return ASHBY_OK;
}

/* ---- the whole ---- */

enum ashby_error world_new(struct world **out, const struct world_options *options)
{
	struct world *world = calloc(1, sizeof(*world));
	enum ashby_error error;

	if (!world)
		return ASHBY_ENOMEM;
	world->seed = rng_mix(options->seed);
	world->now = options->now;
	world->candidates = options->candidates;
	world->job_count = options->jobs ? options->jobs : 1;
	world->origin_count = world->job_count;
	world->user_count = 96 + world->job_count;
	world->span =
		(int64_t)(400 + (options->candidates < 140000 ? options->candidates / 200 : 700)) * DAY_MS;
	world->rows = (options->candidates + ROW - 1) / ROW;
	world->lag[0] = 1 + world->rows / 4;
	world->lag[1] = 2 + world->rows / 2;
	world->applications = count_applications(world);
	error = overlay_new(&world->changes);
	if (!error)
		error = edits_new(&world->edits);
	if (!error)
		error = make_jobs(world);
	if (error) {
		world_free(world);
		return error;
	}
	cast_fill(world);
	*out = world;
	return ASHBY_OK;
}

void world_free(struct world *world)
{
	if (!world)
		return;
	derived_free(world->ledgers);
	uploads_free(world->uploads);
	edits_free(world->edits);
	overlay_free(world->changes);
	free(world->job_weights);
	for (uint32_t i = 0; world->jobs && i < world->job_count; i++)
		free(world->jobs[i].own_title);
	free(world->jobs);
	free(world->origins);
	free(world);
}

uint32_t world_candidates(const struct world *world)
{
	return world->candidates + overlay_newcomers(world);
}

uint32_t world_applications(const struct world *world)
{
	return world->applications + overlay_arrivals(world);
}
