/*
 * journey.h: the way of an application through the stages of its job's plan, up to now.
 * Worked out from the seed, plus the moves of the overlay. Knows nothing of HTTP or JSON.
 */
#ifndef SANDBOX_JOURNEY_H
#define SANDBOX_JOURNEY_H

#include "cast.h"
#include "world.h"

#define JOURNEY_MOVES 24

struct move {
	unsigned order; /* the stage entered, in the plan */
	int64_t at;
	uint32_t actor; /* user, or NOBODY */
};

struct journey {
	uint32_t application, candidate, job;
	unsigned plan;
	int64_t created, updated;
	struct move moves[JOURNEY_MOVES]; /* at least one; the last is the current stage */
	unsigned count;
	unsigned reason;                /* 1 + number of the archive reason while archived, else 0 */
	const struct cast_member *role; /* or NULL */
};

void journey_tell(const struct world *world, uint32_t application, struct journey *out);
/* The stage of the n-th move. */
const struct stage *journey_stage(const struct journey *journey, unsigned n);
const struct stage *journey_now(const struct journey *journey);
/* When the n-th move's stage was left; ASHBY_NO_TIME if it is the current one. */
int64_t journey_left(const struct journey *journey, unsigned n);
/* Lead, Active, Hired, Archived. */
const char *journey_status(const struct journey *journey);

#endif
