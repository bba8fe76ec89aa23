/* page.c: pages, their stacks, and going from one to another. Knows no engine's inside and draws nothing. */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"

const struct view *view_find(const char *name)
{
	for (const struct view *const *view = views; *view; view++) {
		if (strcmp((*view)->name, name) == 0)
			return *view;
	}
	return NULL;
}

bool page_row(struct page *page, enum ashby_kind *kind, uint32_t *row)
{
	return page && page->view->engine->row && page->view->engine->row(page, kind, row);
}

struct page *page_new(
	struct app *app, const struct view *view, const char *id, struct ashby_text crumb, struct page *below)
{
	struct page *page = xcalloc(1, sizeof(*page));
	size_t len = crumb.len < sizeof(page->crumb) - 1 ? crumb.len : sizeof(page->crumb) - 1;

	page->app = app;
	page->view = view;
	page->below = below;
	snprintf(page->id, sizeof(page->id), "%s", id ? id : "");
	if (len > 0)
		memcpy(page->crumb, crumb.raw, len);
	if (ashby_scope_new(&page->scope, app->client) != ASHBY_OK) {
		free(page);
		return NULL;
	}
	page->state = xcalloc(1, view->engine->state_size);
	page->own = xcalloc(1, view->state_size);
	if (view->engine->open)
		view->engine->open(page);
	if (view->load)
		view->load(page);
	return page;
}

void page_free(struct page *page)
{
	if (!page)
		return;
	/* The last callbacks run here and may still look at the page's state. */
	ashby_scope_free(page->scope);
	if (page->view->close)
		page->view->close(page);
	if (page->view->engine->close)
		page->view->engine->close(page);
	free(page->state);
	free(page->own);
	free(page);
}

/* ---- tabs ---- */

void tabs_init(struct app *app)
{
	for (const struct view *const *view = views; *view; view++) {
		int at = app->tabs;

		if (!(*view)->digit || app->tabs == APP_TABS)
			continue;
		while (at > 0 && app->tab_view[at - 1]->order > (*view)->order) {
			app->tab_view[at] = app->tab_view[at - 1];
			at--;
		}
		app->tab_view[at] = *view;
		app->tabs++;
	}
}

int tabs_of(const struct app *app, const struct view *view)
{
	for (int i = 0; i < app->tabs; i++) {
		if (app->tab_view[i] == view)
			return i;
	}
	return -1;
}

void tabs_to_root(struct app *app, int tab)
{
	while (app->tab[tab] && app->tab[tab]->below) {
		struct page *page = app->tab[tab];

		app->tab[tab] = page->below;
		page_free(page);
	}
	app_dirty(app);
}

void tabs_free(struct app *app)
{
	for (int i = 0; i < app->tabs; i++) {
		tabs_to_root(app, i);
		page_free(app->tab[i]);
		app->tab[i] = NULL;
	}
}

struct page *app_page(struct app *app)
{
	return app->tabs ? app->tab[app->tab_now] : NULL;
}

/* What changed while the page was behind is taken in now. */
static void in_front(struct app *app)
{
	struct page *page = app_page(app);

	if (page && page->view->engine->event)
		page->view->engine->event(page, 0);
	app_dirty(app);
}

/* Brings a tab to the front, opened if it never was. */
static void show(struct app *app, int tab)
{
	if (!app->tab[tab]) {
		app->tab[tab] = page_new(app, app->tab_view[tab], "", ashby_text_str(NULL), NULL);
		if (!app->tab[tab]) {
			status_warn(app, "out of memory: %s cannot be opened", app->tab_view[tab]->title);
			return;
		}
	}
	if (tab != app->tab_now) {
		app->tab_before = app->tab_now;
		app->tab_now = tab;
	}
	in_front(app);
}

void app_tab(struct app *app, int tab)
{
	if (tab < 0 || tab >= app->tabs)
		return;
	if (tab == app->tab_now && app->tab[tab])
		tabs_to_root(app, tab);
	show(app, tab);
}

struct page *app_open(struct app *app, const char *name, const char *id, struct ashby_text crumb)
{
	const struct view *view = view_find(name);
	struct page *page;
	int tab;

	if (!view) {
		status_warn(app, "there is no view '%s'", name);
		return NULL;
	}
	tab = tabs_of(app, view);
	if (tab >= 0 && (!id || !*id)) {
		if (tab != app->tab_now || !app->tab[tab])
			show(app, tab);
		tabs_to_root(app, tab);
		return app->tab[tab];
	}
	page = page_new(app, view, id, crumb, app_page(app));
	if (!page) {
		status_warn(app, "out of memory: %s cannot be opened", view->title);
		return NULL;
	}
	app->tab[app->tab_now] = page;
	app_dirty(app);
	return page;
}

void app_back(struct app *app)
{
	struct page *page = app_page(app);

	if (!page || !page->below)
		return;
	app->tab[app->tab_now] = page->below;
	page_free(page);
	in_front(app);
}

void app_contexts(struct app *app, struct page *page, const char *out[8])
{
	int n = 0;

	(void)app;
	if (page) {
		out[n++] = page->view->name;
		for (const char *const *c = page->view->contexts; c && *c && n < 5; c++)
			out[n++] = *c;
		out[n++] = page->view->engine->context;
	}
	out[n++] = "*";
	out[n] = NULL;
}
