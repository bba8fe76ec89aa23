/*
 * joins.h: what rows of several kinds say together: a job's counts, what an application waits for, an offer's approval.
 * Built in one pass over the rows in memory when one of the kinds has changed. Draws nothing.
 */
#ifndef JOINS_H
#define JOINS_H

#include <stdbool.h>
#include <stdint.h>
#include "view.h"

struct joins;

struct joins *joins_new(struct app *app);
void joins_free(struct joins *joins); /* accepts NULL */

struct job_counts {
	uint32_t review, active, offer; /* active includes the other two */
	uint32_t openings, filled;
};
struct job_counts joins_job(struct app *app, uint32_t job);
/* Whether all applications have been read: else counts are "at least". */
bool joins_whole(struct app *app, enum ashby_kind kind);

/* NEXT of an application: an interview, what is waited for, the offer, to review. Key: when, for sorting. */
void joins_next(struct app *app, uint32_t application, struct cell *out);
/* An offer's status in words, with its role. */
void joins_offer_words(struct ashby_text status, struct cell *out);
/* The approval of an offer's latest version, ASHBY_NO_ROW if there is none. */
uint32_t joins_approval(struct app *app, uint32_t offer);
/* "H. Sato +1, step 2 of 3": who an approval waits for. False if for nobody. */
bool joins_waits_for(struct app *app, uint32_t approval, struct ashby_buf *out);
/* A date and time near now: "today 16:30", "Thu 14:00", "24 Nov 14:00". */
void joins_when(struct app *app, int64_t ms, char buf[static 32]);

#endif
