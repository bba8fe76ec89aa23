/* page.h: pages and the stacks of the tabs, for app.c and the commands that move between places. */
#ifndef PAGE_H
#define PAGE_H

#include "view.h"

/* A page of a view over `below`; id and crumb are copied. NULL if its scope cannot be made. */
struct page *page_new(struct app *app, const struct view *view, const char *id, struct ashby_text crumb,
	struct page *below);
void page_free(struct page *page); /* its requests end first; accepts NULL */
/* Fills app->tab_view from the views that have a digit, by their order. */
void tabs_init(struct app *app);
/* Frees what is over the root of a tab. */
void tabs_to_root(struct app *app, int tab);
void tabs_free(struct app *app);
/* The tab of a view, -1 if it is none. */
int tabs_of(const struct app *app, const struct view *view);
/* Draws everything: tabs, crumb, page, status, keys, popups. */
void frame_draw(struct app *app);

#endif
