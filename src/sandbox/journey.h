/*
 * journey.h: the way of an application through the stages of its job's plan, up to now.
 * Worked out from the seed, plus the moves of the overlay. Knows nothing of HTTP or JSON.
 */
#ifndef SANDBOX_JOURNEY_H
#define SANDBOX_JOURNEY_H

#include "ashby/error.h"
#include "cast.h"
#include "world.h"

#define JOURNEY_MOVES 48

struct move {
	unsigned plan, order; /* the stage entered */
	unsigned number;      /* in its id: stays when the history is written anew */
	int64_t at;
	uint32_t actor; /* user, or NOBODY */
};

struct journey {
	uint32_t application, candidate, job;
	unsigned plan; /* of the current stage */
	int64_t created, updated;
	struct move moves[JOURNEY_MOVES]; /* at least one; the last is the current stage */
	unsigned count;
	unsigned reason;                /* 1 + number of the archive reason while archived, else 0 */
	const struct cast_member *role; /* or NULL */
};

void journey_tell(const struct world *world, uint32_t application, struct journey *out);
/* From now on the story is this one, and what is added to it later. Sets updated. */
enum ashby_error journey_keep(struct world *world, struct journey *journey);
/* The stage of the n-th move. */
const struct stage *journey_stage(const struct journey *journey, unsigned n);
const struct stage *journey_now(const struct journey *journey);
/* When the n-th move's stage was left; ASHBY_NO_TIME if it is the current one. */
int64_t journey_left(const struct journey *journey, unsigned n);
/* Lead, Active, Hired, Archived. */
const char *journey_status(const struct journey *journey);

#endif
