/* retry.h: which failed read is tried again, and when. Pure. Private to src/. */
#ifndef ASHBY_RETRY_H
#define ASHBY_RETRY_H

#include <stdint.h>
#include "ashby/error.h"

/* What Retry-After says, as whole seconds within 1..300; 0 if it was absent, odd or in the past. */
int ashby__retry_after(int64_t seconds);
/* Milliseconds until the next try after so many tries, or -1: no more. random: any 32 random bits. */
int64_t ashby__retry_wait(const struct ashby_err *err, int tries, uint32_t random);

#endif
