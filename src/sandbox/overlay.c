/* overlay.c: sorted arrays of changes. Knows nothing of what a change means. */
#include "overlay.h"

#include <stdlib.h>
#include <string.h>

struct array {
	void *items;
	size_t count, cap;
};

struct changes {
	struct array log[KIND_COUNT]; /* of struct change */
	struct array moves;           /* of struct extra_move, by application, then time */
	struct array newcomers;       /* of int64_t: when they came */
	struct array arrivals;        /* of struct arrival */
	struct array owned;           /* of struct ownership, by candidate */
	uint32_t seq;
	int64_t clock, last;
};

enum ashby_error overlay_new(struct changes **out)
{
	struct changes *changes = calloc(1, sizeof(*changes));

	if (!changes)
		return ASHBY_ENOMEM;
	*out = changes;
	return ASHBY_OK;
}

void overlay_free(struct changes *changes)
{
	if (!changes)
		return;
	for (unsigned i = 0; i < KIND_COUNT; i++)
		free(changes->log[i].items);
	free(changes->moves.items);
	free(changes->newcomers.items);
	free(changes->arrivals.items);
	free(changes->owned.items);
	free(changes);
}

/* Opens a gap of one item at `at`; NULL if there is no memory. */
static void *insert(struct array *array, size_t at, size_t size)
{
	char *items = array->items;

	if (array->count == array->cap) {
		size_t cap = array->cap ? array->cap * 2 : 16;

		items = realloc(array->items, cap * size);
		if (!items)
			return NULL;
		array->items = items;
		array->cap = cap;
	}
	memmove(items + (at + 1) * size, items + at * size, (array->count - at) * size);
	array->count++;
	return items + at * size;
}

void overlay_set_clock(struct world *world, int64_t ms)
{
	world->changes->clock = ms;
}

static int64_t tick(struct world *world)
{
	struct changes *changes = world->changes;
	int64_t now = changes->clock > world->now ? changes->clock : world->now;

	changes->last = now > changes->last ? now : changes->last + 1;
	return changes->last;
}

uint32_t overlay_seq(const struct world *world)
{
	return world->changes->seq;
}

/* Where a change with this key is, or would be. */
static size_t find(const struct array *log, uint32_t index, uint32_t sub)
{
	const struct change *items = log->items;
	size_t low = 0, high = log->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (items[middle].index < index || (items[middle].index == index && items[middle].sub < sub))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct change *overlay_find(const struct world *world, struct id id)
{
	const struct array *log = &world->changes->log[id.kind];
	const struct change *items = log->items;
	size_t at = find(log, id.index, id.sub);

	if (at == log->count || items[at].index != id.index || items[at].sub != id.sub)
		return NULL;
	return &items[at];
}

const struct change *overlay_all(const struct world *world, enum kind kind, size_t *count)
{
	*count = world->changes->log[kind].count;
	return world->changes->log[kind].items;
}

static enum ashby_error put(struct world *world, struct id id, uint32_t value, int64_t at)
{
	struct array *log = &world->changes->log[id.kind];
	size_t place = find(log, id.index, id.sub);
	struct change *change = (struct change *)log->items + place;

	if (place == log->count || change->index != id.index || change->sub != id.sub)
		change = insert(log, place, sizeof(*change));
	if (!change)
		return ASHBY_ENOMEM;
	*change = (struct change){ id.index, id.sub, ++world->changes->seq, value, at };
	return ASHBY_OK;
}

enum ashby_error overlay_touch(struct world *world, struct id id, uint32_t value)
{
	return put(world, id, value, tick(world));
}

enum ashby_error overlay_mark(struct world *world, struct id id)
{
	const struct change *before = overlay_find(world, id);

	return put(world, id, before ? before->value : 0, tick(world));
}

static size_t first_move(const struct array *moves, uint32_t application)
{
	const struct extra_move *items = moves->items;
	size_t low = 0, high = moves->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (items[middle].application < application)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct extra_move *overlay_moves(const struct world *world, uint32_t application, size_t *count)
{
	const struct array *moves = &world->changes->moves;
	size_t first = first_move(moves, application);

	*count = application < UINT32_MAX ? first_move(moves, application + 1) - first : 0;
	return (const struct extra_move *)moves->items + first;
}

enum ashby_error overlay_move(struct world *world, const struct extra_move *move)
{
	struct array *moves = &world->changes->moves;
	struct extra_move *own = insert(moves, first_move(moves, move->application + 1), sizeof(*own));

	if (!own)
		return ASHBY_ENOMEM;
	*own = *move;
	own->at = tick(world);
	return put(world, (struct id){ KIND_APPLICATION, move->application, 0 }, 0, own->at);
}

/* ---- who came since ---- */

static size_t first_owned(const struct array *owned, uint32_t candidate)
{
	const struct ownership *items = owned->items;
	size_t low = 0, high = owned->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (items[middle].candidate < candidate)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum ashby_error overlay_own(struct world *world, uint32_t candidate, uint32_t application)
{
	struct array *owned = &world->changes->owned;
	struct ownership *own = insert(owned, first_owned(owned, candidate + 1), sizeof(*own));

	if (!own)
		return ASHBY_ENOMEM;
	*own = (struct ownership){ candidate, application };
	return ASHBY_OK;
}

static enum ashby_error add_candidate(struct world *world, int64_t at, uint32_t *index)
{
	struct array *list = &world->changes->newcomers;
	int64_t *came = insert(list, list->count, sizeof(*came));

	if (!came)
		return ASHBY_ENOMEM;
	*came = at;
	*index = world->candidates + (uint32_t)list->count - 1;
	return put(world, (struct id){ KIND_CANDIDATE, *index, 0 }, 0, at);
}

enum ashby_error overlay_add_candidate(struct world *world, uint32_t *index)
{
	return add_candidate(world, tick(world), index);
}

static enum ashby_error add_application(
	struct world *world, const struct arrival *arrival, int64_t at, uint32_t *application)
{
	struct array *list = &world->changes->arrivals;
	struct arrival *own = insert(list, list->count, sizeof(*own));
	enum ashby_error error;

	if (!own)
		return ASHBY_ENOMEM;
	*own = *arrival;
	own->at = at;
	*application = world->applications + (uint32_t)list->count - 1;
	error = overlay_own(world, arrival->candidate, *application);
	return error ? error : put(world, (struct id){ KIND_APPLICATION, *application, 0 }, 0, at);
}

enum ashby_error overlay_add_application(
	struct world *world, const struct arrival *arrival, uint32_t *application)
{
	return add_application(world, arrival, tick(world), application);
}

enum ashby_error overlay_add_newcomer(struct world *world)
{
	struct arrival arrival = { .job = NOBODY };
	int64_t now = tick(world);
	uint32_t application;
	enum ashby_error error = add_candidate(world, now, &arrival.candidate);

	return error ? error : add_application(world, &arrival, now, &application);
}

uint32_t overlay_newcomers(const struct world *world)
{
	return (uint32_t)world->changes->newcomers.count;
}

uint32_t overlay_arrivals(const struct world *world)
{
	return (uint32_t)world->changes->arrivals.count;
}

int64_t overlay_candidate_created(const struct world *world, uint32_t candidate)
{
	return ((const int64_t *)world->changes->newcomers.items)[candidate - world->candidates];
}

const struct arrival *overlay_arrival(const struct world *world, uint32_t application)
{
	return (const struct arrival *)world->changes->arrivals.items + (application - world->applications);
}

const struct ownership *overlay_applications_of(const struct world *world, uint32_t candidate, size_t *count)
{
	const struct array *owned = &world->changes->owned;
	size_t first = first_owned(owned, candidate);

	*count = first_owned(owned, candidate + 1) - first;
	return (const struct ownership *)owned->items + first;
}
