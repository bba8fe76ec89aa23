/* drift.h: changes records by and by, as people at work would. Which ones, and how, comes from the seed. */
#ifndef SANDBOX_DRIFT_H
#define SANDBOX_DRIFT_H

#include <stdbool.h>
#include "ashby/error.h"
#include "ashby/loop.h"
#include "world.h"

struct drift;

/* per_minute changes; with a fixed clock their times follow each other by a millisecond. */
enum ashby_error drift_new(
	struct drift **out, struct ashby_loop *loop, struct world *world, int per_minute, bool fixed_clock);
void drift_free(struct drift *drift); /* accepts NULL */
/* The next change of the world, whichever it is. */
enum ashby_error drift_once(struct world *world);

#endif
