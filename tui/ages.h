/*
 * ages.h: how long applications have been in their stage, and how long that usually takes there: read from histories,
 * one application a call, kept in memory. Until a history is known only a bound is, and nothing is called late before
 * the sample that it is measured against is whole.
 */
#ifndef AGES_H
#define AGES_H

#include "behind.h"
#include "habit.h"
#include "view.h"

struct ages;

struct ages *ages_new(struct app *app);
void ages_free(struct ages *ages); /* accepts NULL */

struct age {
	int64_t ms;    /* ASHBY_NO_TIME: nothing is known */
	bool exact;    /* else at most so long */
	bool measured; /* habit and late are known */
	enum lateness late;
	struct habit habit;
	int64_t limit_ms;
};

/* Of an active application; one that is not has no age. */
struct age ages_of(struct app *app, uint32_t application);
/* AGE: "19d", "<=34d"; key, flag. */
void ages_cell(struct app *app, uint32_t application, struct cell *out);
/* "19d, usual 6d (n=23)" of an age, "<=34d". */
void ages_tell(const struct age *age, struct ashby_buf *out);
/* How long a stage takes in a job. False while its sample is not whole; the habit may still rest on too few cases. */
bool ages_usual(struct app *app, uint32_t job, struct ashby_text stage_id, struct habit *out);
/* Somebody looks at this application: it is read before the others. */
void ages_want(struct app *app, uint32_t application);
/* Why histories cannot be read; error 0 if they can. */
const struct ashby_err *ages_refused(struct app *app);
void ages_again(struct app *app); /* what failed is asked for again */

/* For behind.c, in the order of need. */
enum behind_next ages_next_shown(struct app *app, struct behind_ask *ask);
enum behind_next ages_next_mine(struct app *app, struct behind_ask *ask);
enum behind_next ages_next_sample(struct app *app, struct behind_ask *ask);

#endif
