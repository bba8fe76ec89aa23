/*
 * briefings.h: who has not given feedback after an interview that has ended. Ashby's lists only say whether anybody
 * has; the briefing of each event says who, a call each, made behind for events of the last days.
 */
#ifndef BRIEFINGS_H
#define BRIEFINGS_H

#include "behind.h"
#include "view.h"

enum { BRIEFING_DAYS = 14 };

struct briefings;

struct briefings *briefings_new(struct app *app);
void briefings_free(struct briefings *briefings); /* accepts NULL */

/* Whether the event has ended, within the last days, and is not cancelled: it is looked after here. */
bool briefings_due(struct app *app, uint32_t event);
/* False while it is not known. missing: ids of users joined by ", ", "" if nobody; good until the next reply. */
bool briefings_missing(struct app *app, uint32_t event, struct ashby_text *missing);
/* How many events in Home's scope are not known yet. */
unsigned briefings_open(struct app *app);
const struct ashby_err *briefings_refused(struct app *app); /* error 0 if they can be read */
void briefings_again(struct app *app);

enum behind_next briefings_next(struct app *app, struct behind_ask *ask);

#endif
