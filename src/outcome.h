/*
 * outcome.h: what the evidence of one attempt says of a write: the table that decides between confirmed, failed and
 * unknown. Pure: no sockets, no clock, no journal. Private to src/.
 */
#ifndef ASHBY_OUTCOME_H
#define ASHBY_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "ashby/error.h"
#include "envelope.h"

enum ashby__verdict {
	VERDICT_UNSENT,    /* not a byte left this machine */
	VERDICT_LIMITED,   /* refused unread for now: 429 */
	VERDICT_CONFIRMED, /* applied */
	VERDICT_FAILED,    /* refused for good: not applied */
	VERDICT_UNKNOWN,   /* applied or not: only reading can tell */
};

/* What came of one attempt. */
struct ashby__attempt {
	bool sent;  /* the hook before the first byte ran and let it go */
	bool whole; /* a whole HTTP reply came: nothing cut, no limit passed, nobody stopped listening */
	int http;
	enum ashby__success success; /* what the envelope says */
	const char *code, *message;  /* of the envelope, "" if none */
};

enum ashby__verdict ashby__outcome(const struct ashby__attempt *attempt);

/* How often a write was tried already, and for how long. */
struct ashby__patience {
	int unsent, limited;   /* attempts that ended so, the last included */
	int64_t since_ms;      /* from the first attempt on */
	enum ashby_error why;  /* why the last one was not sent */
	int64_t asked_wait_ms; /* that a 429 asked for */
};

/* Milliseconds until it may be tried again, or -1: never by itself. */
int64_t ashby__outcome_wait(enum ashby__verdict verdict, const struct ashby__patience *patience);

#endif
