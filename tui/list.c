/* list.c: the engine of lists: one for every view that shows rows. Joins rows, drawing, preview and commands. */
#include <stdio.h>
#include <string.h>

#include "list_in.h"
#include "mine.h"
#include "screen.h"

enum { AHEAD_SCREENS = 2 };

static enum ashby_kind source_kind(const struct view *view)
{
	/* Events are cut from the schedules' records. */
	return view->kind == ASHBY_EVENTS ? ASHBY_SCHEDULES : view->kind;
}

void list_want_more(struct page *page)
{
	struct list *l = list_of(page);
	uint32_t rows = (uint32_t)(l->body_rows > 0 ? l->body_rows : 50);

	/* Under a filter or an order the last rows shown may be anywhere among those that Ashby has. */
	ashby_sync_want(page->app->sync, source_kind(page->view),
		(l->at + rows >= l->count ? l->total : l->at) + rows * AHEAD_SCREENS);
}

/* "CHGD desc": a column's title or path, and the direction. */
static void first_sort(struct list *l)
{
	char name[64];
	const char *sort = l->page->view->sort, *blank;

	l->sort = -1;
	if (!sort)
		return;
	blank = strchr(sort, ' ');
	snprintf(name, sizeof(name), "%.*s", blank ? (int)(blank - sort) : (int)strlen(sort), sort);
	l->sort = column_named(l, name);
	l->descending = blank && strcmp(blank + 1, "desc") == 0;
}

static const struct list_filter *filter_named(const struct view *view, const char *name)
{
	for (const struct list_filter *filter = view->filters; filter && filter->name; filter++) {
		if (strcmp(filter->name, name) == 0)
			return filter;
	}
	return NULL;
}

static void first_filter(struct list *l)
{
	if (l->page->view->filter)
		l->standing = filter_named(l->page->view, l->page->view->filter);
}

static void list_open(struct page *page)
{
	struct list *l = list_of(page);
	int rows, cols;

	l->page = page;
	l->cursor = l->ghost = l->range = l->found_from = ASHBY_NO_ROW;
	screen_size(&rows, &cols);
	l->body_rows = rows;
	cells_open(l);
	chooser_restore(l);
	first_sort(l);
	first_filter(l);
	preview_open(l);
	rows_want(l, STEP_COLLECT);
	list_want_more(page);
	for (int kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		if (page->view->watches & (UINT32_C(1) << kind))
			ashby_sync_want(page->app->sync, (enum ashby_kind)kind, 1);
	}
}

static void list_close(struct page *page)
{
	struct list *l = list_of(page);

	rows_release(l);
	for (unsigned i = 0; i < l->columns; i++)
		custom_free(l->custom[i]);
	preview_close(l);
}

static unsigned list_event(struct page *page, uint32_t kinds)
{
	struct list *l = list_of(page);

	/* Not in front: it is enough to know; kinds 0 says that it is in front again. */
	if (page != app_page(page->app)) {
		l->stale = true;
		return REACT_NONE;
	}
	if (kinds != 0 || l->stale)
		rows_stale(l);
	preview_moved(l);
	return REACT_DRAW;
}

static void list_wish(struct page *page, struct layout_wish *out)
{
	struct list *l = list_of(page);

	out->heads = 1;
	out->preview = l->doc ? page->app->options.preview : PREVIEW_OFF;
	out->list_keeps = page->app->options.list_keeps;
	out->grow = l->grow;
}

static void list_count_words(struct page *page, struct ashby_buf *out)
{
	struct list *l = list_of(page);
	struct ashby_sync_state sync;

	ashby_sync_state(page->app->sync, source_kind(page->view), &sync);
	if (l->total == 0 && sync.synced_ms == ASHBY_NO_TIME)
		return;
	ashby_buf_addf(out, "%u%s/%u%s", (unsigned)(l->count - (l->ghost != ASHBY_NO_ROW)),
		l->partial ? ".." : "", (unsigned)l->total, sync.more ? "+" : "");
}

static void list_crumb(struct page *page, struct ashby_buf *out)
{
	struct list *l = list_of(page);

	if (mine_scope_lists(page->app) != SCOPE_ALL)
		ashby_buf_adds(out, mine_words(mine_scope_lists(page->app)));
	if (l->standing)
		ashby_buf_addf(out, "%s%s", out->len ? "\n" : "", l->standing->crumb);
	if (*l->typed)
		ashby_buf_addf(out, "%s/%s", out->len ? "\n" : "", l->typed);
	if (out->len == 0 && page->view->crumb && l->cursor != ASHBY_NO_ROW)
		page->view->crumb(page, l->cursor, out);
}

static void list_note(struct page *page, struct ashby_buf *out)
{
	struct list *l = list_of(page);

	if (l->marked > 0)
		ashby_buf_addf(
			out, "%u marked%s", (unsigned)l->marked, l->range != ASHBY_NO_ROW ? ", range" : "");
	if (l->hidden_asleep > 0)
		ashby_buf_addf(out, "%s%u snoozed", out->len ? "   " : "", (unsigned)l->hidden_asleep);
}

static bool list_row(struct page *page, enum ashby_kind *kind, uint32_t *row)
{
	struct list *l = list_of(page);

	if (l->cursor == ASHBY_NO_ROW || l->cursor == l->ghost)
		return false;
	*kind = page->view->kind;
	*row = l->cursor;
	return true;
}

static void set_words(struct list *l, const char *typed)
{
	struct list_words before = l->words;
	bool shown = l->job.step == STEP_NONE;

	snprintf(l->typed, sizeof(l->typed), "%s", typed);
	match_parse(l, l->typed);
	/* More letters leave fewer rows: only those shown need a look. */
	rows_want(l, shown && list_words_narrow(&before, &l->words) ? STEP_NARROW : STEP_FILTER);
}

static bool list_cancel(struct page *page)
{
	struct list *l = list_of(page);

	if (*l->typed) {
		set_words(l, "");
	} else if (l->standing) {
		list_filter_by_name(page, NULL);
	} else if (l->marked > 0 || l->range != ASHBY_NO_ROW) {
		rows_unmark_all(l);
	} else {
		return false;
	}
	app_dirty(page->app);
	return true;
}

static void list_find(struct page *page, const char *words, bool done)
{
	struct list *l = list_of(page);

	if (!*l->typed && l->found_from == ASHBY_NO_ROW) {
		l->found_from = l->cursor;
		l->found_line = l->at - l->top;
	}
	/* Left with Esc: all rows again, and the cursor where it was. */
	if (!words && l->found_from != ASHBY_NO_ROW) {
		l->cursor = l->found_from;
		l->at = l->found_line;
		l->top = 0;
	}
	if (done)
		l->found_from = ASHBY_NO_ROW;
	if (strcmp(words ? words : "", l->typed) == 0)
		return;
	l->touched = true;
	set_words(l, words ? words : "");
}

bool list_filter_by_name(struct page *page, const char *name)
{
	const struct list_filter *filter;
	struct list *l;

	if (!page || !page->view->engine->lists)
		return false;
	filter = name ? filter_named(page->view, name) : NULL;
	if (name && !filter)
		return false;
	l = list_of(page);
	l->standing = filter;
	rows_want(l, STEP_COLLECT);
	return true;
}

/* ---- for views ---- */

uint32_t list_count(const struct page *page)
{
	return list_of(page)->count;
}

uint32_t list_at(const struct page *page)
{
	return list_of(page)->at;
}

uint32_t list_top(const struct page *page)
{
	return list_of(page)->top;
}

uint32_t list_rows(const struct page *page)
{
	const struct list *l = list_of(page);

	return l->body_rows > 0 ? (uint32_t)l->body_rows : 0;
}

uint32_t list_row_at(const struct page *page, uint32_t position)
{
	const struct list *l = list_of(page);

	return position < l->count ? l->row[position] : ASHBY_NO_ROW;
}

void list_goto(struct page *page, uint32_t position)
{
	struct list *l = list_of(page);

	l->touched = true;
	rows_place(l, position);
	list_want_more(page);
}

void list_changed(struct page *page)
{
	rows_want(list_of(page), STEP_COLLECT);
}

void list_each_target(struct page *page, void (*fn)(void *arg, uint32_t row), void *arg)
{
	struct list *l = list_of(page);

	if (l->marked == 0 && l->cursor != ASHBY_NO_ROW && l->cursor != l->ghost)
		fn(arg, l->cursor);
	for (uint32_t i = 0; l->marked > 0 && i < l->count; i++) {
		if (rows_marked(l, l->row[i]))
			fn(arg, l->row[i]);
	}
}

const struct engine list_engine = {
	.context = "list",
	.lists = true,
	.state_size = sizeof(struct list),
	.open = list_open,
	.close = list_close,
	.event = list_event,
	.draw = list_draw,
	.wish = list_wish,
	.count = list_count_words,
	.crumb = list_crumb,
	.note = list_note,
	.row = list_row,
	.cancel = list_cancel,
	.find = list_find,
	.find_words = match_complete,
	.find_hint = match_hint,
	.commands = list_commands,
};
