/*
 * detail_commands.c: what keys do in a detail: scrolling, sections, finding, the list below, links.
 */
#include <string.h>
#include "app.h"
#include "clip.h"
#include "detail_in.h"
#include "popup.h"

/* ---- finding ---- */

static unsigned match(struct app *app, struct page *page, bool back)
{
	struct detail *d = page->state;
	int from = d->found >= 0 ? d->found + (back ? -1 : 1) : detail_first_line(d) + d->top;

	if (!d->words[0]) {
		status_say(app, "nothing to look for yet: / starts");
		return REACT_NONE;
	}
	if (!detail_search(d, from, back))
		status_warn(app, "\"%s\" is not in this page", d->words);
	return REACT_DRAW;
}

static unsigned match_next(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return match(app, page, false);
}

static unsigned match_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return match(app, page, true);
}

/* ---- moving ---- */

static unsigned scroll(struct page *page, int by)
{
	struct detail *d = page->state;

	d->top += by;
	detail_clamp(d);
	return REACT_DRAW;
}

static unsigned line_next(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return scroll(page, 1);
}

static unsigned line_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return scroll(page, -1);
}

static int page_rows(const struct page *page, int part)
{
	const struct detail *d = page->state;
	int rows = d->rows / part - (part == 1 ? 1 : 0);

	return rows < 1 ? 1 : rows;
}

static unsigned half_down(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return scroll(page, page_rows(page, 2));
}

static unsigned half_up(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return scroll(page, -page_rows(page, 2));
}

static unsigned section_by(struct page *page, int by)
{
	struct detail *d = page->state;
	int to = d->section + by;

	if (to < 0 || to >= doc_sections(d->doc))
		return REACT_NONE;
	detail_go_to_section(d, to);
	return REACT_DRAW;
}

/* A page down; from the end of a section on to the next one. */
static unsigned page_down(struct app *app, struct page *page, const struct args *args)
{
	struct detail *d = page->state;

	(void)app, (void)args;
	if (detail_first_line(d) + d->top + d->rows >= detail_last_line(d))
		return section_by(page, 1);
	return scroll(page, page_rows(page, 1));
}

static unsigned page_up(struct app *app, struct page *page, const struct args *args)
{
	struct detail *d = page->state;

	(void)app, (void)args;
	if (d->top == 0)
		return section_by(page, -1);
	return scroll(page, -page_rows(page, 1));
}

static unsigned top(struct app *app, struct page *page, const struct args *args)
{
	struct detail *d = page->state;

	(void)app, (void)args;
	d->top = 0;
	return REACT_DRAW;
}

static unsigned bottom(struct app *app, struct page *page, const struct args *args)
{
	struct detail *d = page->state;

	(void)app, (void)args;
	d->top = detail_last_line(d);
	detail_clamp(d);
	return REACT_DRAW;
}

static unsigned section_next(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return section_by(page, 1);
}

static unsigned section_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return section_by(page, -1);
}

static unsigned section(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	detail_section(page, args->word[0]);
	return REACT_DRAW;
}

static void complete_section(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	struct detail *d = page->state;

	(void)app;
	for (int i = 0; n == 0 && i < doc_sections(d->doc); i++) {
		const char *title = doc_section_title(d->doc, i);

		ashby_buf_addf(out, "%.*s\t%s\n", (int)strcspn(title, " "), title, title);
	}
}

static unsigned wrap(struct app *app, struct page *page, const struct args *args)
{
	struct detail *d = page->state;

	(void)args;
	d->nowrap = !d->nowrap;
	d->stale = true;
	status_say(app, d->nowrap ? "long lines are cut" : "long lines are wrapped");
	return REACT_DRAW;
}

/* ---- the list below ---- */

static const struct command *command_of(const struct command *table, const char *name)
{
	for (; table && table->name; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

/* Moves the cursor of the list that this page was opened from, and shows the record it is on then. */
static unsigned other(struct app *app, struct page *page, const char *move)
{
	struct page *list = page->below;
	const struct args none = { .rest = "" };
	const struct command *command;
	enum ashby_kind kind;
	uint32_t row, before = ASHBY_NO_ROW;
	struct ashby_text id;

	if (!list || !list->view->engine->row || list->view->engine == &detail_engine) {
		status_say(app, "there is no list below this page");
		return REACT_NONE;
	}
	if (page_row(list, &kind, &row))
		before = row;
	command = command_of(list->view->commands, move);
	if (!command)
		command = command_of(list->view->engine->commands, move);
	if (!command)
		return REACT_NONE;
	command->run(app, list, &none);
	if (!page_row(list, &kind, &row) || row == before) {
		status_say(
			app, strcmp(move, "next") == 0 ? "that was the last one" : "that was the first one");
		return REACT_DRAW;
	}
	id = ashby_store_id(app->store, kind, row);
	detail_show(page, id);
	return REACT_DRAW;
}

static unsigned other_next(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return other(app, page, "next");
}

static unsigned other_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return other(app, page, "prev");
}

static unsigned refresh(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	detail_reload(page);
	status_say(app, "asked again");
	return REACT_DRAW;
}

/* ---- links ---- */

#define LINKS_MAX 24

static void link_picked(struct app *app, void *arg, int item)
{
	struct page *page = app_page(app);
	struct detail *d = page ? page->state : NULL;
	const char *words;
	struct ashby_text url;
	char letter;

	(void)arg;
	if (!page || page->view->engine != &detail_engine ||
		!doc_link_at(d->doc, item, &letter, &words, &url))
		return;
	clip_copy(app, url, words);
}

static unsigned links(struct app *app, struct page *page, const struct args *args)
{
	struct detail *d = page->state;
	struct menu_item items[LINKS_MAX];
	struct ashby_text url;
	const char *words;
	char letter;
	int count = 0;

	(void)args;
	detail_lay_out(page, d->body ? d->body : 80);
	while (count < LINKS_MAX && doc_link_at(d->doc, count, &letter, &words, &url)) {
		items[count] = (struct menu_item){ .letter = (unsigned char)letter, .words = words };
		count++;
	}
	if (count == 0) {
		status_say(app, "no links here");
		return REACT_NONE;
	}
	menu_open(app, "Copy link", items, count, link_picked, NULL);
	return REACT_DRAW;
}

const struct command detail_commands[] = {
	{ "next", line_next, 0, 0, 0, "down", NULL, "one line down", "GO", NULL },
	{ "prev", line_prev, 0, 0, 0, "up", NULL, "one line up", "GO", NULL },
	{ "half-down", half_down, 0, 0, 0, "half down", NULL, "half a page down", "GO", NULL },
	{ "half-up", half_up, 0, 0, 0, "half up", NULL, "half a page up", "GO", NULL },
	{ "page-down", page_down, 0, 0, 0, "page down", NULL, "a page down, then the next section", "GO",
		NULL },
	{ "page-up", page_up, 0, 0, 0, "page up", NULL, "a page up, then the section before", "GO", NULL },
	{ "top", top, 0, 0, 0, "top", NULL, "the first line of the section", "GO", NULL },
	{ "bottom", bottom, 0, 0, 0, "bottom", NULL, "the last line of the section", "GO", NULL },
	{ "section-next", section_next, 0, 0, 0, "section", NULL, "the next section", "GO", NULL },
	{ "section-prev", section_prev, 0, 0, 0, "section", NULL, "the section before", "GO", NULL },
	{ "section", section, 1, 1, 0, "section", "NAME", "the section of that name", "GO",
		complete_section },
	{ "other-next", other_next, 0, 0, 0, "next record", NULL, "the next record of the list", "GO", NULL },
	{ "other-prev", other_prev, 0, 0, 0, "previous", NULL, "the previous record of the list", "GO",
		NULL },
	{ "find", commands_find, 0, -1, 0, "find", "[WORDS]", "look for words on this page", "FIND", NULL },
	{ "match-next", match_next, 0, 0, 0, "next match", NULL, "the next place with the words", "FIND",
		NULL },
	{ "match-prev", match_prev, 0, 0, 0, "previous match", NULL, "the previous place with the words",
		"FIND", NULL },
	{ "wrap", wrap, 0, 0, 0, "wrap", NULL, "wrap long lines, or cut them", "SEE", NULL },
	{ "links", links, 0, 0, 0, "links", NULL, "copy one of the links of this page", "DO", NULL },
	{ "refresh", refresh, 0, 0, 0, "refresh", NULL, "ask for everything on this page again", "PROGRAM",
		NULL },
	{ .name = NULL },
};
