/* list_commands.c: what keys do in a list. Moves, marks, sorts and opens; knows no view. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "list_in.h"
#include "popup.h"

enum { GROW_STEP = 2, SHIFT_MAX = LIST_COLUMNS };

/* ---- moving ---- */

/* A range grows and shrinks with the cursor: only rows between the old place and the new one change. */
static void mark_between(struct list *l, uint32_t before)
{
	uint32_t start = rows_find(l, l->range);
	uint32_t first = before < l->at ? before : l->at, last = before > l->at ? before : l->at;
	uint32_t low = start < l->at ? start : l->at, high = start > l->at ? start : l->at;

	for (uint32_t i = first; i <= last && i < l->count; i++)
		rows_mark(l, l->row[i], i >= low && i <= high);
}

static void go(struct list *l, int64_t position)
{
	uint32_t before = l->at;

	l->touched = true;
	if (position < 0)
		position = 0;
	rows_place(l, position > UINT32_MAX ? UINT32_MAX : (uint32_t)position);
	if (l->range != ASHBY_NO_ROW)
		mark_between(l, before);
}

static int page_rows(const struct list *l)
{
	return l->body_rows > 1 ? l->body_rows - 1 : 1;
}

#define MOVE(name, expression)                                                            \
	static unsigned name(struct app *app, struct page *page, const struct args *args) \
	{                                                                                 \
		struct list *l = list_of(page);                                           \
		(void)app;                                                                \
		(void)args;                                                               \
		go(l, (expression));                                                      \
		list_want_more(page);                                                     \
		return REACT_DRAW;                                                        \
	}

MOVE(do_next, (int64_t)l->at + 1)
MOVE(do_prev, (int64_t)l->at - 1)
MOVE(do_half_down, (int64_t)l->at + (page_rows(l) + 1) / 2)
MOVE(do_half_up, (int64_t)l->at - (page_rows(l) + 1) / 2)
MOVE(do_page_down, (int64_t)l->at + page_rows(l))
MOVE(do_page_up, (int64_t)l->at - page_rows(l))
MOVE(do_top, 0)

static unsigned do_bottom(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);
	struct ashby_sync_state sync;

	(void)args;
	go(l, (int64_t)l->count - 1);
	list_want_more(page);
	ashby_sync_state(app->sync, page->view->kind, &sync);
	if (sync.more)
		status_say(app, "the last loaded row; Ashby has more");
	return REACT_DRAW;
}

bool list_detail(struct page *page, char id[static 128], struct ashby_buf *name)
{
	struct list *l = list_of(page);
	const struct view *view = page->view;
	struct ashby_field path;
	struct ashby_text text;

	if (!view->detail || l->cursor == ASHBY_NO_ROW || l->cursor == l->ghost)
		return false;
	text = ashby_store_id(page->app->store, view->kind, l->cursor);
	if (view->detail_path && ashby_field_find(view->kind, view->detail_path, &path))
		text = ashby_field_text(page->app->store, &path, l->cursor);
	snprintf(id, 128, "%.*s", (int)text.len, text.raw ? text.raw : "");
	list_cell_text(page, (unsigned)column_of_name(l), l->cursor, name);
	return true;
}

static unsigned do_open(struct app *app, struct page *page, const struct args *args)
{
	struct ashby_buf name;
	char id[128];

	(void)args;
	ashby_buf_init(&name, 1024);
	if (list_detail(page, id, &name))
		app_open(app, page->view->detail, id, ashby_text_of(name.data, name.len));
	ashby_buf_release(&name);
	return REACT_DRAW;
}

/* ---- marks ---- */

static unsigned do_mark(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);

	(void)app;
	(void)args;
	rows_mark(l, l->cursor, !rows_marked(l, l->cursor));
	go(l, (int64_t)l->at + 1);
	return REACT_DRAW;
}

static unsigned do_mark_range(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);

	(void)args;
	if (l->range != ASHBY_NO_ROW) {
		l->range = ASHBY_NO_ROW;
		status_say(app, "range ended, %u marked", (unsigned)l->marked);
		return REACT_DRAW;
	}
	l->range = l->cursor;
	rows_mark(l, l->cursor, true);
	status_say(app, "range: move, then v again");
	return REACT_DRAW;
}

static unsigned do_mark_invert(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);

	(void)app;
	(void)args;
	for (uint32_t i = 0; i < l->count; i++)
		rows_mark(l, l->row[i], !rows_marked(l, l->row[i]));
	return REACT_DRAW;
}

static unsigned do_mark_all(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);

	(void)app;
	(void)args;
	for (uint32_t i = 0; i < l->count; i++)
		rows_mark(l, l->row[i], true);
	return REACT_DRAW;
}

/* ---- order ---- */

static void sort_by(struct list *l, int column, bool descending)
{
	l->sort = column;
	l->descending = descending;
	rows_want(l, STEP_SORT);
}

static void on_sort_picked(struct app *app, void *arg, int item)
{
	struct list *l = list_of(app_page(app));

	(void)arg;
	/* The same column again: the other way round. */
	sort_by(l, item, item == l->sort && !l->descending);
}

/* A letter of the title that no item has yet. */
static tui_key free_letter(const char *title, const struct menu_item *items, int count)
{
	for (; *title; title++) {
		tui_key letter = (tui_key)(*title >= 'A' && *title <= 'Z' ? *title | 0x20 : *title);
		bool taken = letter < 'a' || letter > 'z';

		for (int i = 0; i < count && !taken; i++)
			taken = items[i].letter == letter;
		if (!taken)
			return letter;
	}
	return KEY_NONE;
}

static int column_items(struct list *l, struct menu_item *items, const char *(*hint)(struct list *, int))
{
	int count = (int)l->columns;

	for (int i = 0; i < count; i++) {
		items[i] = (struct menu_item){ free_letter(l->column[i].title, items, i), l->column[i].title,
			hint(l, i) };
	}
	return count;
}

static const char *sort_hint(struct list *l, int column)
{
	return column != l->sort ? NULL : l->descending ? "now, descending" : "now, ascending";
}

static unsigned do_sort(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);
	struct menu_item items[LIST_COLUMNS];
	int column;

	if (args->count == 0) {
		menu_open(app, "Sort by", items, column_items(l, items, sort_hint), on_sort_picked, NULL);
		return REACT_DRAW;
	}
	column = column_named(l, args->word[0]);
	if (column < 0)
		status_warn(app, "no column '%s' here", args->word[0]);
	else
		sort_by(l, column, args->count > 1 && strcasecmp(args->word[1], "desc") == 0);
	return REACT_DRAW;
}

static void complete_columns(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	const struct list *l = list_of(page);

	(void)app;
	for (unsigned i = 0; n == 0 && i < l->columns; i++)
		ashby_buf_addf(
			out, "%s\t%s\n", l->column[i].title, l->column[i].path ? l->column[i].path : "");
	if (n == 1)
		ashby_buf_adds(out, "desc\tlargest, latest or last first\n");
}

static unsigned do_sort_reverse(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);

	(void)app;
	(void)args;
	sort_by(l, l->sort, !l->descending);
	return REACT_DRAW;
}

static unsigned sort_beside(struct page *page, int step)
{
	struct list *l = list_of(page);
	int count = (int)l->columns, column = l->sort;

	for (int i = 0; i < count; i++) {
		column = (column + step + count) % count;
		if (!l->hidden[column])
			break;
	}
	sort_by(l, column, false);
	status_say(page->app, "sorted by %s", l->column[column].title);
	return REACT_DRAW;
}

static unsigned do_sort_left(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return sort_beside(page, -1);
}

static unsigned do_sort_right(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return sort_beside(page, 1);
}

/* ---- columns ---- */

static unsigned shift(struct page *page, int by)
{
	struct list *l = list_of(page);
	int most = (int)l->columns - 2;

	l->shift += by;
	l->shift = l->shift < 0 ? 0 : l->shift > most ? most : l->shift;
	return REACT_DRAW;
}

static unsigned do_shift_left(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return shift(page, -1);
}

static unsigned do_shift_right(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return shift(page, 1);
}

/* ---- preview ---- */

static unsigned do_preview(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);

	(void)args;
	app->options.preview = app->options.preview == PREVIEW_OFF ? PREVIEW_AUTO : PREVIEW_OFF;
	preview_moved(l);
	status_say(app, "preview %s", app->options.preview == PREVIEW_OFF ? "off" : "on");
	return REACT_DRAW;
}

static unsigned do_preview_place(struct app *app, struct page *page, const struct args *args)
{
	static const enum preview_place next[] = {
		[PREVIEW_AUTO] = PREVIEW_RIGHT,
		[PREVIEW_RIGHT] = PREVIEW_BOTTOM,
		[PREVIEW_BOTTOM] = PREVIEW_FULL,
		[PREVIEW_FULL] = PREVIEW_AUTO,
		[PREVIEW_OFF] = PREVIEW_AUTO,
	};
	static const char *const words[] = {
		[PREVIEW_AUTO] = "where it fits",
		[PREVIEW_RIGHT] = "right",
		[PREVIEW_BOTTOM] = "bottom",
		[PREVIEW_FULL] = "full",
	};

	(void)page;
	(void)args;
	app->options.preview = next[app->options.preview];
	status_say(app, "preview %s", words[app->options.preview]);
	return REACT_DRAW;
}

static unsigned grow(struct page *page, int by)
{
	list_of(page)->grow += by;
	return REACT_DRAW;
}

static unsigned do_grow(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return grow(page, GROW_STEP);
}

static unsigned do_shrink(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return grow(page, -GROW_STEP);
}

static unsigned do_other_next(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	list_of(page)->doc_top++;
	return REACT_DRAW;
}

static unsigned do_other_prev(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);

	(void)app;
	(void)args;
	l->doc_top -= l->doc_top > 0;
	return REACT_DRAW;
}

/* data */
/* clang-format off */
const struct command list_commands[] = {
	{ "next", do_next, 0, 0, 0, "next", NULL, "next row", "GO", NULL },
	{ "prev", do_prev, 0, 0, 0, "previous", NULL, "previous row", "GO", NULL },
	{ "half-down", do_half_down, 0, 0, 0, "half down", NULL, "half a page down", "GO", NULL },
	{ "half-up", do_half_up, 0, 0, 0, "half up", NULL, "half a page up", "GO", NULL },
	{ "page-down", do_page_down, 0, 0, 0, "page down", NULL, "a page down", "GO", NULL },
	{ "page-up", do_page_up, 0, 0, 0, "page up", NULL, "a page up", "GO", NULL },
	{ "top", do_top, 0, 0, 0, "first", NULL, "first row", "GO", NULL },
	{ "bottom", do_bottom, 0, 0, 0, "last", NULL, "last loaded row", "GO", NULL },
	{ "open", do_open, 0, 0, NEEDS_ROW, "open", NULL, "open what the cursor is on", "GO", NULL },
	{ "mark", do_mark, 0, 0, NEEDS_ROW, "mark", NULL, "mark and move down", "LIST", NULL },
	{ "mark-range", do_mark_range, 0, 0, NEEDS_ROW, "mark range", NULL, "mark from here to where you go", "LIST", NULL },
	{ "mark-invert", do_mark_invert, 0, 0, 0, "invert marks", NULL, "mark what is not marked, and the reverse", "LIST", NULL },
	{ "mark-all", do_mark_all, 0, 0, 0, "mark all", NULL, "mark all rows shown", "LIST", NULL },
	{ "sort", do_sort, 0, 2, 0, "sort", "[COLUMN [desc]]", "sort by a column", "LIST", complete_columns },
	{ "sort-reverse", do_sort_reverse, 0, 0, 0, "reverse", NULL, "the other way round", "LIST", NULL },
	{ "sort-left", do_sort_left, 0, 0, 0, "sort left", NULL, "sort by the column to the left", "LIST", NULL },
	{ "sort-right", do_sort_right, 0, 0, 0, "sort right", NULL, "sort by the column to the right", "LIST", NULL },
	{ "columns", chooser_columns, 0, -1, 0, "columns", "[NAME[:WIDTH][>]]...|default", "choose, order and size columns", "LIST", complete_columns },
	{ "shift-left", do_shift_left, 0, 0, 0, "columns left", NULL, "columns back from the left edge", "LIST", NULL },
	{ "shift-right", do_shift_right, 0, 0, 0, "columns right", NULL, "columns out over the left edge", "LIST", NULL },
	{ "preview", do_preview, 0, 0, 0, "preview", NULL, "preview on or off", "SEE", NULL },
	{ "preview-place", do_preview_place, 0, 0, 0, "preview place", NULL, "preview right, bottom, full", "SEE", NULL },
	{ "preview-grow", do_grow, 0, 0, 0, "larger preview", NULL, "larger preview", "SEE", NULL },
	{ "preview-shrink", do_shrink, 0, 0, 0, "smaller preview", NULL, "smaller preview", "SEE", NULL },
	{ "other-next", do_other_next, 0, 0, 0, "preview down", NULL, "scroll the preview down", "SEE", NULL },
	{ "other-prev", do_other_prev, 0, 0, 0, "preview up", NULL, "scroll the preview up", "SEE", NULL },
	{ "yank", list_yank, 1, 1, NEEDS_ROW, "copy", "row|name|email|phone|id|json", "copy to the terminal's clipboard", "DO",
		list_yank_words },
	{ "find", commands_find, 0, -1, 0, "filter", "[WORDS]", "leave rows that have all the words; !word has not, ~word loosely", "FIND",
		NULL },
	{ "match-next", do_next, 0, 0, 0, "next match", NULL, "next row that the filter left", "FIND", NULL },
	{ "match-prev", do_prev, 0, 0, 0, "previous match", NULL, "previous row that the filter left", "FIND", NULL },
	{ NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
