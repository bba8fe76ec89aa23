/*
 * behind.h: what is read ahead of need, one call at a time, slowly: ages, habits of stages, who owes feedback. After
 * each call it rests as long as the call took, and calls that a person waits for go first. Knows no screen.
 */
#ifndef BEHIND_H
#define BEHIND_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/client.h>

struct app;
struct behind;
struct behind_ask;

typedef void behind_came_fn(struct app *app, const struct behind_ask *ask, const struct ashby_reply *reply);

struct behind_ask {
	const char *endpoint;
	char body[160];
	uint32_t row; /* what it is about, for `came` */
	behind_came_fn *came;
};

enum behind_next {
	BEHIND_NONE,  /* nothing to ask for now */
	BEHIND_ASK,   /* ask is filled */
	BEHIND_LATER, /* still looking: ask again in the next turn */
};

struct behind *behind_new(struct app *app);
void behind_free(struct behind *behind); /* accepts NULL */
/* Something may be wanted now: rows came, another page is in front. Cheap; accepts a program without one. */
void behind_kick(struct app *app);
/* Forgets failures: the user asked for a refresh. */
void behind_again(struct app *app);
/* Whether it has more to read, and has not given up. */
bool behind_busy(struct app *app);
/* {"NAME":"ID"}; false if the id does not fit. */
bool behind_body(struct behind_ask *ask, const char *name, struct ashby_text id);

#endif
