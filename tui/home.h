/*
 * home.h: what needs attention, collected from rows in memory: approvals, today, feedback, late, to review. Each thing
 * is known by its section and row, which stay as they are through refreshes. Draws nothing, asks nobody.
 */
#ifndef HOME_H
#define HOME_H

#include "habit.h"
#include "mine.h"
#include "view.h"

enum home_section { HOME_APPROVALS, HOME_TODAY, HOME_OWE, HOME_CHASE, HOME_LATE, HOME_REVIEW, HOME_SECTIONS };

struct home_item {
	enum home_section section;
	enum ashby_kind kind; /* offers or jobs, events, events, users, applications, jobs */
	uint32_t row;
	uint32_t application; /* that it is about, or the first of several; ASHBY_NO_ROW */
	unsigned n;           /* how many it stands for */
	int64_t at;           /* since when; of today: when */
	enum lateness late;
};

struct home {
	enum mine_scope scope;
	struct home_item *item; /* by section, in each the most urgent first */
	unsigned count, cap;
	unsigned first[HOME_SECTIONS + 1]; /* of each section's items; the last is their end */
	uint32_t *due;                     /* events whose feedback is missing, as far as known */
	unsigned due_count, due_cap;
};

void home_collect(struct home *home, struct app *app);
void home_release(struct home *home);
/* The things of all sections: of what is grouped each one counts. */
unsigned home_things(const struct home *home, enum home_section section);
/* Whether an interviewer owes feedback for an event that is due. */
bool home_owes(struct app *app, uint32_t event, struct ashby_text user_id);

/* What keeps the page from being whole, a line each: kinds that failed ("Could not load approvals: ..."). */
void home_failures(struct app *app, struct ashby_buf *out);
/* "reading applications, offers": false if all has been read. */
bool home_reading(struct app *app, struct ashby_buf *out);
/* When the oldest of what Home rests on was read, ASHBY_NO_TIME: not yet. */
int64_t home_synced(struct app *app);

#endif
