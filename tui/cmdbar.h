/*
 * cmdbar.h: the line at the bottom where things are typed: ":" commands, "/" filters, questions. readline edits it in
 * callback mode (its keys, its inputrc, history, C-r), fed by our loop and drawn by us: readline never touches the
 * terminal.
 */
#ifndef CMDBAR_H
#define CMDBAR_H

#include <stdbool.h>
#include "draw.h"
#include "key.h"

struct app;
struct cmdbar;

/* What is being typed. done false: it changed; done true: Enter (words) or left (NULL). */
typedef void cmdbar_fn(struct app *app, const char *words, bool done);

enum cmdbar_kind { CMDBAR_COMMAND, CMDBAR_FIND, CMDBAR_ASK };

struct cmdbar *cmdbar_new(struct app *app);
void cmdbar_free(struct cmdbar *bar);
void cmdbar_open(
	struct cmdbar *bar, enum cmdbar_kind kind, const char *prompt, const char *text, cmdbar_fn *fn);
void cmdbar_close(struct cmdbar *bar);
bool cmdbar_is_open(const struct cmdbar *bar);
void cmdbar_key(struct cmdbar *bar, tui_key key);
void cmdbar_paste(struct cmdbar *bar, struct ashby_text text);
/* Draws the line into the last row of the box (and the completion popup above it, through popup.h). */
void cmdbar_draw(struct cmdbar *bar, const struct box *line);
void cmdbar_history_load(struct cmdbar *bar, const char *folder); /* 500 lines, 0600 */
void cmdbar_history_save(struct cmdbar *bar);

#endif
