/*
 * owner.h: which process something belongs to, in a form that outlives it: a number alone comes back after a while,
 * together with the time of its start and of the machine's it does not. Private to src/.
 */
#ifndef ASHBY_OWNER_H
#define ASHBY_OWNER_H

#include <stdbool.h>
#include <stdint.h>

struct ashby__owner {
	int64_t pid;
	char start[24]; /* clock ticks after boot, as the system counts them; "" where it does not say */
	char boot[40];  /* id of this run of the machine; "" where there is none */
};

void ashby__owner_self(struct ashby__owner *out);
/* Whether that process still runs. Where the system tells too little, a number in use counts as alive. */
bool ashby__owner_alive(const struct ashby__owner *owner);

#endif
