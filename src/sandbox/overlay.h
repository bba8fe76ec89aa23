/*
 * overlay.h: what has changed since the start: the only records of the world that are stored. Each change has a number
 * that grows; a sync token is such a number. Knows nothing of HTTP or JSON.
 */
#ifndef SANDBOX_OVERLAY_H
#define SANDBOX_OVERLAY_H

#include <stddef.h>
#include <stdint.h>
#include "ashby/error.h"
#include "world.h"

struct change {
	uint32_t index, sub; /* as in its id */
	uint32_t seq;        /* of the last change */
	uint32_t value;      /* what it says is its kind's business */
	int64_t at;
};

/* A step of an application that the seed does not know. */
struct extra_move {
	uint32_t application;
	uint32_t actor;
	unsigned plan;
	unsigned order;  /* stage in the plan */
	unsigned reason; /* 1 + number of the archive reason, 0: none */
	int64_t at;
};

struct changes;

enum ashby_error overlay_new(struct changes **out);
void overlay_free(struct changes *changes); /* accepts NULL */
/* The moment at which the next change happens; it never goes back. */
void overlay_set_clock(struct world *world, int64_t ms);

/* The number of the last change, 0 at the start. */
uint32_t overlay_seq(const struct world *world);
/* Notes a change of a record: its updatedAt becomes now. */
enum ashby_error overlay_touch(struct world *world, struct id id, uint32_t value);
/* The same, and what the change says stays as it is. */
enum ashby_error overlay_mark(struct world *world, struct id id);
/* What is known of a record's change, NULL if it has none. */
const struct change *overlay_find(const struct world *world, struct id id);
/* All changes of a kind, ascending by (index, sub). */
const struct change *overlay_all(const struct world *world, enum kind kind, size_t *count);

/* Adds the step; its time is set to now. */
enum ashby_error overlay_move(struct world *world, const struct extra_move *move);
const struct extra_move *overlay_moves(const struct world *world, uint32_t application, size_t *count);

/* An application since the start. */
struct arrival {
	uint32_t candidate;
	uint32_t job; /* NOBODY: where it goes is the seed's to say */
	unsigned plan, order;
	int64_t at;
};

struct ownership {
	uint32_t candidate, application;
};

/* Somebody applies whom the seed tells of: a candidate and an application are appended. */
enum ashby_error overlay_add_newcomer(struct world *world);
/* A candidate whose facts are written by a request. */
enum ashby_error overlay_add_candidate(struct world *world, uint32_t *index);
/* An application; at is set to now. */
enum ashby_error overlay_add_application(
	struct world *world, const struct arrival *arrival, uint32_t *application);
/* The application becomes one more of this candidate's. */
enum ashby_error overlay_own(struct world *world, uint32_t candidate, uint32_t application);
uint32_t overlay_newcomers(const struct world *world); /* candidates since the start */
uint32_t overlay_arrivals(const struct world *world);  /* applications since the start */
int64_t overlay_candidate_created(const struct world *world, uint32_t candidate);
const struct arrival *overlay_arrival(const struct world *world, uint32_t application);
/* A candidate's applications of since the start. */
const struct ownership *overlay_applications_of(const struct world *world, uint32_t candidate, size_t *count);

#endif
