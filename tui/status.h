/* status.h: the inside of the status line (what others say is in app.h): what is shown, what is awaited, how old it is. */
#ifndef STATUS_H
#define STATUS_H

#include "draw.h"

struct app;
struct status;

struct status *status_new(struct app *app);
void status_free(struct status *status); /* accepts NULL */
void status_key(struct app *app);        /* a key was pressed: an error that was seen may go */
/* The traffic changed: starts or stops the spinner. */
void status_traffic(struct app *app);
void status_draw(struct app *app, const struct box *line);

#endif
