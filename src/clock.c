/* clock.c: what time it is, which a program may fix so that demos, tests and replays stand still. */
#include "ashby/date.h"

#include <time.h>

static int64_t fixed_ms = ASHBY_NO_TIME;

void ashby_clock_fix(int64_t ms)
{
	fixed_ms = ms;
}

int64_t ashby_clock_now(void)
{
	struct timespec t;

	if (fixed_ms != ASHBY_NO_TIME)
		return fixed_ms;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
