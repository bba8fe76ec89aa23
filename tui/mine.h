/*
 * mine.h: what is mine, and the scope that Home and the lists are under: me, my jobs, all. Mine: I am on the hiring
 * team, an interviewer, an approver, or scheduled it. Built in one pass over the rows in memory; draws nothing.
 */
#ifndef MINE_H
#define MINE_H

#include "view.h"

enum mine_scope { SCOPE_ME, SCOPE_JOBS, SCOPE_ALL };

struct mine;

struct mine *mine_new(struct app *app);
void mine_free(struct mine *mine); /* accepts NULL */

bool mine_known(struct app *app); /* who I am is known: else everything passes */
/* Whether a row passes a scope; kinds that belong to nobody (users, tags) do. */
bool mine_passes(struct app *app, enum mine_scope scope, enum ashby_kind kind, uint32_t row);
/* Whether my id is among those of a list ("id, id"). */
bool mine_in(struct app *app, struct ashby_text ids);

/* The scope of Home and that of the lists, kept for the session; all while I am not known. */
enum mine_scope mine_scope_home(struct app *app);
enum mine_scope mine_scope_lists(struct app *app);
void mine_set_lists(struct app *app, enum mine_scope scope); /* all lists are made anew */
const char *mine_words(enum mine_scope scope);               /* "me", "my jobs", "all" */
/* Kinds whose changes may change what passes; 0 while nothing is left out of the lists. */
uint32_t mine_kinds(struct app *app);
/* "scope me|jobs|all|next", of the page in front. */
unsigned mine_do_scope(struct app *app, struct page *page, const struct args *args);
void mine_complete(struct app *app, struct page *page, int n, struct ashby_buf *out);

#endif
