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
/* What is known of a record's change, NULL if it has none. */
const struct change *overlay_find(const struct world *world, struct id id);
/* All changes of a kind, ascending by (index, sub). */
const struct change *overlay_all(const struct world *world, enum kind kind, size_t *count);

enum ashby_error overlay_move(
	struct world *world, uint32_t application, unsigned order, uint32_t actor, unsigned reason);
const struct extra_move *overlay_moves(const struct world *world, uint32_t application, size_t *count);

/* People who applied since the start: candidates and applications are appended, one each. */
enum ashby_error overlay_add_newcomer(struct world *world);
uint32_t overlay_newcomers(const struct world *world);
int64_t overlay_candidate_created(const struct world *world, uint32_t candidate);
uint32_t overlay_candidate_application(const struct world *world, uint32_t candidate);
uint32_t overlay_application_candidate(const struct world *world, uint32_t application);
int64_t overlay_application_created(const struct world *world, uint32_t application);

#endif
