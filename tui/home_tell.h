/*
 * home_tell.h: a thing of Home in words: what its line says, and the rule that brought it there. Only reads.
 */
#ifndef HOME_TELL_H
#define HOME_TELL_H

#include <ashby/buf.h>
#include "home.h"

/* The cells of a line. Text from outside is in them: they are drawn as text. */
struct home_cells {
	struct ashby_buf name, what, job, when;
};

void home_cells_init(struct home_cells *cells);
void home_cells_release(struct home_cells *cells);
void home_tell(
	struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out);
/* "APPROVALS WAITING FOR YOU" */
const char *home_heading(const struct home *home, enum home_section section);
/* The rule in a few words, for wide screens; never NULL. */
const char *home_why_short(enum home_section section);
/* The rule and its numbers, a sentence a line; text from outside is in it. */
void home_why(struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out);
/* A reminder for an interviewer: who is waited for, with each link to the form. */
void home_reminder(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out);
/* A due event in one line: "Priya Raman, Onsite: coding, 4d". */
void home_tell_event(struct app *app, uint32_t event, struct ashby_buf *out);

#endif
