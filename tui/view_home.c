/*
 * view_home.c: the page that can be empty: what needs attention, by section. Its engine keeps the cursor on its thing
 * while lines move. The rules are home.c's, the words home_tell.c's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "behind.h"
#include "home_in.h"
#include "screen.h"
#include "tell.h"

enum {
	MINUTE_MS = 60 * 1000,
	CHEAP_US = 5000, /* a dearer collection rests so many times its cost */
	REST = 20,
	SHOWN_MAX = 12, /* lines of a section, at most, and at least */
	SHOWN_MIN = 2,
	ROWS_FIRST = 20, /* before the first draw */
	NARROW = 60,
	WIDE = 130,
	INDENT = 3,
};

static const char *const contexts[] = { "candidate", NULL };

/* ---- lines ---- */

static void add_line(struct home_page *h, enum home_line_type type, enum home_section section, unsigned item)
{
	if (h->count == h->cap) {
		h->cap = h->cap ? h->cap * 2 : 64;
		h->line = xrealloc(h->line, h->cap * sizeof(*h->line));
	}
	h->line[h->count++] = (struct home_line){ type, section, item };
}

static unsigned items_of(const struct home_page *h, int section)
{
	return h->home.first[section + 1] - h->home.first[section];
}

static unsigned lines_with(const struct home_page *h, unsigned shown)
{
	unsigned lines = 0;

	for (int s = 0; s < HOME_SECTIONS; s++) {
		unsigned n = items_of(h, s);

		lines += n ? 1 + (n > shown ? shown + 1 : n) : 0;
	}
	return lines;
}

/* As many lines a section as the page has room for; "+1 more" would take the line of that one. */
static void section_lines(struct home_page *h, int section, unsigned shown)
{
	unsigned n = items_of(h, section), first = h->home.first[section];

	if (n == 0)
		return;
	if (n == shown + 1)
		shown = n;
	add_line(h, LINE_HEAD, (enum home_section)section, 0);
	for (unsigned i = 0; i < n && i < shown; i++)
		add_line(h, LINE_ITEM, (enum home_section)section, first + i);
	if (n > shown)
		add_line(h, LINE_MORE, (enum home_section)section, n - shown);
}

static void words_lines(struct home_page *h, const char *words)
{
	free(h->words);
	h->words = xstrdup(words);
	for (size_t at = 0; h->words[at]; at += strcspn(h->words + at, "\n") + 1) {
		add_line(h, LINE_WORDS, HOME_APPROVALS, (unsigned)at);
		if (!h->words[at + strcspn(h->words + at, "\n")])
			break;
	}
}

/* What failed, what is still being read; else, on an empty page, that it is empty. */
static void last_lines(struct home_page *h)
{
	struct app *app = h->page->app;
	struct ashby_buf words;
	char clock[32];

	ashby_buf_init(&words, 16 * 1024);
	home_failures(app, &words);
	if (words.len)
		ashby_buf_addc(&words, '\n');
	if (!home_reading(app, &words) && h->home.count == 0)
		ashby_buf_addf(&words, "%s Last sync %s.",
			words.len ? "Of the rest nothing waits for you." : "Nothing waits for you.",
			tell_clock(app->zone, home_synced(app), clock));
	if (words.len && h->count > 0)
		add_line(h, LINE_BLANK, HOME_APPROVALS, 0);
	words_lines(h, ashby_buf_str(&words));
	ashby_buf_release(&words);
}

/* ---- the cursor ---- */

static bool selectable(const struct home_page *h, unsigned at)
{
	return at < h->count && (h->line[at].type == LINE_ITEM || h->line[at].type == LINE_MORE);
}

static uint32_t row_at(const struct home_page *h, unsigned at)
{
	return h->line[at].type == LINE_ITEM ? h->home.item[h->line[at].item].row : 0;
}

static void remember(struct home_page *h)
{
	if (!selectable(h, h->at))
		return;
	h->type = h->line[h->at].type;
	h->section = h->line[h->at].section;
	h->row = row_at(h, h->at);
}

/* On its thing again; if that has gone, on what is nearest to where it was. */
static void place_cursor(struct home_page *h)
{
	for (unsigned i = 0; h->moved && i < h->count; i++) {
		if (selectable(h, i) && h->line[i].type == h->type && h->line[i].section == h->section &&
			row_at(h, i) == h->row) {
			h->at = i;
			return;
		}
	}
	if (!h->moved)
		h->at = 0;
	for (unsigned off = 0; off < h->count + h->at; off++) {
		if (selectable(h, h->at + off)) {
			h->at += off;
			break;
		}
		if (off <= h->at && selectable(h, h->at - off)) {
			h->at -= off;
			break;
		}
	}
	remember(h);
}

static int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void build(struct home_page *h)
{
	unsigned rows = (unsigned)(h->rows > 0 ? h->rows : ROWS_FIRST), shown = SHOWN_MAX;
	int64_t from = clock_us();

	home_collect(&h->home, h->page->app);
	while (shown > SHOWN_MIN && lines_with(h, shown) + 2 > rows)
		shown--;
	h->count = 0;
	for (int s = 0; s < HOME_SECTIONS; s++)
		section_lines(h, s, shown);
	last_lines(h);
	place_cursor(h);
	h->stale = false;
	h->built_us = clock_us();
	h->cost_us = h->built_us - from;
}

/* Built when it is looked at; a dear one not for every page that comes. */
static void fresh(struct home_page *h)
{
	int64_t rest = h->cost_us > CHEAP_US ? h->cost_us * REST : 0;

	if (!h->stale)
		return;
	if (h->built_us && clock_us() - h->built_us < rest) {
		ashby_timer_start(h->later, rest / 1000 + 1);
		return;
	}
	build(h);
}

const struct home_item *home_under(struct page *page)
{
	struct home_page *h = page->state;

	fresh(h);
	if (!selectable(h, h->at) || h->line[h->at].type != LINE_ITEM)
		return NULL;
	return &h->home.item[h->line[h->at].item];
}

/* ---- engine ---- */

static void look_again(void *arg)
{
	struct home_page *h = arg;

	h->stale = true;
	if (app_page(h->page->app) == h->page)
		app_dirty(h->page->app);
}

/* Times to wait and ages go on by the minute. */
static void on_minute(void *arg)
{
	struct home_page *h = arg;

	look_again(h);
	ashby_timer_start(h->minute, MINUTE_MS);
}

static void open_page(struct page *page)
{
	struct home_page *h = page->state;

	h->page = page;
	h->stale = true;
	snprintf(page->crumb, sizeof(page->crumb), "Needs attention");
	if (ashby_timer_new(&h->minute, page->app->loop, on_minute, h) == ASHBY_OK)
		ashby_timer_start(h->minute, MINUTE_MS);
	if (ashby_timer_new(&h->later, page->app->loop, look_again, h) != ASHBY_OK)
		h->later = NULL;
	for (int kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		if (page->view->watches & (UINT32_C(1) << kind) &&
			ashby_kind_info((enum ashby_kind)kind)->list)
			ashby_sync_want(page->app->sync, (enum ashby_kind)kind, 1);
	}
	behind_kick(page->app);
}

static void close_page(struct page *page)
{
	struct home_page *h = page->state;

	ashby_timer_free(h->minute);
	ashby_timer_free(h->later);
	home_release(&h->home);
	free(h->line);
	free(h->words);
}

static unsigned on_event(struct page *page, uint32_t kinds)
{
	struct home_page *h = page->state;

	if (kinds && !(kinds & page->view->watches))
		return REACT_NONE;
	h->stale = true;
	return REACT_DRAW;
}

static void wish(struct page *page, struct layout_wish *out)
{
	(void)page;
	out->heads = 0;
	out->preview = PREVIEW_OFF;
}

static void count_words(struct page *page, struct ashby_buf *out)
{
	static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	const struct app *app = page->app;
	struct ashby_wall wall;
	int rows, cols;
	char when[32];

	screen_size(&rows, &cols);
	ashby_zone_wall(app->zone, app_now(page->app), &wall);
	if (cols < NARROW) {
		ashby_buf_addf(out, "%02d:%02d", wall.hour, wall.minute);
		return;
	}
	ashby_buf_addf(out, "%s %s", days[wall.weekday % 7],
		tell_time(app->zone, app_now(page->app), app_now(page->app), when));
	if (*app->me)
		ashby_buf_addf(out, ", %s", app->me);
}

static void crumb_words(struct page *page, struct ashby_buf *out)
{
	if (mine_known(page->app))
		ashby_buf_adds(out, mine_words(mine_scope_home(page->app)));
}

static void note_words(struct page *page, struct ashby_buf *out)
{
	struct home_page *h = page->state;
	unsigned things = 0;

	for (int s = 0; s < HOME_SECTIONS; s++)
		things += home_things(&h->home, (enum home_section)s);
	if (things > 0)
		ashby_buf_addf(out, "%u thing%s%s", things, things == 1 ? "" : "s",
			h->cols < NARROW ? "" : "; empty means you are done");
}

static bool row_under(struct page *page, enum ashby_kind *kind, uint32_t *row)
{
	const struct home_item *item = home_under(page);

	if (!item || item->kind == ASHBY_USERS)
		return false;
	*kind = item->kind;
	*row = item->row;
	if (item->section == HOME_REVIEW) {
		*kind = ASHBY_APPLICATIONS;
		*row = item->application;
	}
	return *row != ASHBY_NO_ROW && (item->section != HOME_REVIEW || item->n == 1);
}

/* ---- drawing ---- */

/* Where the columns of a line stand, by the width. */
struct places {
	int name, what, job, when, flag, why; /* 0: not shown */
	int name_cols, what_cols, job_cols, when_cols;
};

static struct places places_of(int cols)
{
	struct places p = { .name = INDENT };

	if (cols < NARROW) {
		p.when_cols = 5;
		p.flag = cols - 3;
		p.when = p.flag - p.when_cols - 1;
		p.name_cols = (p.when - INDENT) / 2;
		p.what = INDENT + p.name_cols + 1;
		p.what_cols = p.when - p.what - 1;
		return p;
	}
	p.when_cols = 12;
	p.name_cols = cols < WIDE ? cols * 23 / 80 : 34;
	p.what = p.name + p.name_cols + 1;
	p.what_cols = cols < WIDE ? cols - p.what - p.when_cols - 6 : 44;
	if (cols >= WIDE) {
		p.job = p.what + p.what_cols + 2;
		p.job_cols = 26;
	}
	p.when = cols < WIDE ? p.what + p.what_cols + 1 : p.job + p.job_cols + 2;
	p.flag = p.when + 6;
	if (cols >= WIDE)
		p.why = p.when + p.when_cols + 2;
	return p;
}

/* Without "waiting " and "in " where there is no room. */
static struct ashby_text short_when(const struct home_cells *cells, int cols)
{
	const char *words = ashby_buf_str(&cells->when), *blank = strrchr(words, ' ');

	return ashby_text_str(cols < NARROW && blank ? blank + 1 : words);
}

static void draw_item(
	struct home_page *h, const struct box *box, int y, const struct home_item *item, unsigned flags)
{
	struct places p = places_of(box->rect.cols);
	const char *flag = habit_flag(item->late);
	unsigned right = box->rect.cols < NARROW ? DRAW_RIGHT : 0;
	struct home_cells cells;

	home_cells_init(&cells);
	home_tell(h->page->app, &h->home, item, &cells);
	draw_text(box, y, p.name, p.name_cols, ROLE_TEXT | flags,
		ashby_text_of(cells.name.data, cells.name.len));
	draw_text(box, y, p.what, p.what_cols, ROLE_TEXT | flags,
		ashby_text_of(cells.what.data, cells.what.len));
	if (p.job)
		draw_text(box, y, p.job, p.job_cols, ROLE_DIM | flags,
			ashby_text_of(cells.job.data, cells.job.len));
	draw_text(box, y, p.when, p.when_cols, ROLE_TEXT | right | flags, short_when(&cells, box->rect.cols));
	if (flag)
		draw_label(box, y, p.flag, 2, (item->late == LATE_VERY ? ROLE_BAD : ROLE_LATE) | flags, flag);
	if (p.why)
		draw_label(box, y, p.why, box->rect.cols - p.why, ROLE_DIM | flags,
			home_why_short(item->section));
	home_cells_release(&cells);
}

static void draw_line(struct home_page *h, const struct box *box, int y, unsigned at)
{
	const struct home_line *line = &h->line[at];
	bool here = at == h->at && selectable(h, at);
	unsigned flags = here ? DRAW_SELECTED : 0;
	int cols = box->rect.cols, x = 1;
	const char *words;

	if (here) {
		draw_fill(box, y, 0, cols, flags);
		draw_label(box, y, 0, 1, ROLE_TEXT | flags, ">");
		draw_cursor(box, y, 0);
	}
	switch (line->type) {
	case LINE_HEAD:
		x += draw_label(box, y, x, cols - x, ROLE_NOW, home_heading(&h->home, line->section));
		draw_labelf(
			box, y, x + 2, cols - x - 2, ROLE_TEXT, "%u", home_things(&h->home, line->section));
		break;
	case LINE_ITEM: draw_item(h, box, y, &h->home.item[line->item], flags); break;
	case LINE_MORE:
		draw_labelf(box, y, INDENT, cols - INDENT, ROLE_TEXT | flags, "+%u more", line->item);
		break;
	case LINE_WORDS:
		words = h->words + line->item;
		draw_text(box, y, x, cols - x, strncmp(words, "Could", 5) == 0 ? ROLE_LATE : ROLE_DIM,
			ashby_text_of(words, strcspn(words, "\n")));
		break;
	case LINE_BLANK: break;
	}
}

/* The cursor is in view, and the head over it when there is room. */
static void keep_visible(struct home_page *h, unsigned rows)
{
	unsigned first = h->at > 0 && h->line[h->at - 1].type == LINE_HEAD ? h->at - 1 : h->at;

	if (first < h->top)
		h->top = first;
	if (h->at >= h->top + rows)
		h->top = h->at - rows + 1;
	if (h->top + rows > h->count)
		h->top = h->count > rows ? h->count - rows : 0;
}

static void draw(struct page *page, const struct layout *layout, struct surface *surface)
{
	struct home_page *h = page->state;
	struct box box = { surface, layout->body };
	int y = 0;

	if (h->rows != layout->body.rows)
		h->stale = true;
	h->rows = layout->body.rows;
	h->cols = layout->body.cols;
	fresh(h);
	draw_cursor(&box, 0, 0);
	if (h->count == 0)
		return;
	keep_visible(h, (unsigned)h->rows);
	/* A line of air under the crumb where nothing is lost by it. */
	y = h->count < (unsigned)h->rows && h->top == 0;
	for (unsigned i = h->top; i < h->count && y < h->rows; i++)
		draw_line(h, &box, y++, i);
}

/* ---- moving ---- */

static unsigned move(struct page *page, int by)
{
	struct home_page *h = page->state;
	unsigned at, last;
	int left = by < 0 ? -by : by;

	fresh(h);
	for (at = last = h->at; left > 0;) {
		at = by < 0 ? at - 1 : at + 1;
		if (at >= h->count)
			break;
		if (selectable(h, at)) {
			last = at;
			left--;
		}
	}
	/* At the top the lines over the first thing come into view again. */
	if (last == h->at && by < 0)
		h->top = 0;
	h->at = last;
	h->moved = true;
	remember(h);
	return REACT_DRAW;
}

static int page_rows(const struct page *page)
{
	const struct home_page *h = page->state;

	return h->rows > 2 ? h->rows - 1 : 1;
}

#define MOVE(name, lines)                                                                 \
	static unsigned name(struct app *app, struct page *page, const struct args *args) \
	{                                                                                 \
		(void)app;                                                                \
		(void)args;                                                               \
		return move(page, (lines));                                               \
	}

enum { FAR = 1 << 20 };

MOVE(do_next, 1)
MOVE(do_prev, -1)
MOVE(do_half_down, (page_rows(page) + 1) / 2)
MOVE(do_half_up, -((page_rows(page) + 1) / 2))
MOVE(do_page_down, page_rows(page))
MOVE(do_page_up, -page_rows(page))
MOVE(do_top, -FAR)
MOVE(do_bottom, FAR)

/* data */
/* clang-format off */
static const struct command moves[] = {
	{ "next", do_next, 0, 0, 0, "down", NULL, "the next line", "GO", NULL },
	{ "prev", do_prev, 0, 0, 0, "up", NULL, "the line before", "GO", NULL },
	{ "half-down", do_half_down, 0, 0, 0, "half down", NULL, "half a page down", "GO", NULL },
	{ "half-up", do_half_up, 0, 0, 0, "half up", NULL, "half a page up", "GO", NULL },
	{ "page-down", do_page_down, 0, 0, 0, "page down", NULL, "a page down", "GO", NULL },
	{ "page-up", do_page_up, 0, 0, 0, "page up", NULL, "a page up", "GO", NULL },
	{ "top", do_top, 0, 0, 0, "top", NULL, "the first line", "GO", NULL },
	{ "bottom", do_bottom, 0, 0, 0, "bottom", NULL, "the last line", "GO", NULL },
	{ NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */

static const struct engine home_engine = {
	.context = "text",
	.state_size = sizeof(struct home_page),
	.open = open_page,
	.close = close_page,
	.event = on_event,
	.draw = draw,
	.wish = wish,
	.count = count_words,
	.crumb = crumb_words,
	.note = note_words,
	.row = row_under,
	.commands = moves,
};

DEFINE_VIEW(home) = {
	.name = "home",
	.title = "Home",
	.order = 5,
	.digit = '0',
	.engine = &home_engine,
	.contexts = contexts,
	.commands = home_commands,
	.footer = "open why approve note yank command",
	.watches = UINT32_C(1) << ASHBY_APPLICATIONS | UINT32_C(1) << ASHBY_JOBS |
		UINT32_C(1) << ASHBY_SCHEDULES | UINT32_C(1) << ASHBY_EVENTS | UINT32_C(1) << ASHBY_OFFERS |
		UINT32_C(1) << ASHBY_APPROVALS | UINT32_C(1) << ASHBY_INTERVIEWS | UINT32_C(1) << ASHBY_USERS,
};
