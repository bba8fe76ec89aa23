/*
 * textview.c: the engine of pages that are lines with a cursor. Knows nothing of what the lines say.
 */
#include <stdio.h>
#include <string.h>
#include "app.h"
#include "doc.h"
#include "textview.h"

struct text {
	struct doc *doc;
	bool stale;
	int target; /* under the cursor, -1: the first there is */
	int top, rows, cols;
	char filter[64];
};

static void lay_out(struct page *page, int cols)
{
	struct text *t = page->state;

	if (t->stale || t->cols != cols) {
		t->cols = cols;
		doc_clear(t->doc);
		page->view->fill(page, t->doc);
		doc_layout(t->doc, cols, false);
		t->stale = false;
	}
	doc_mark(t->doc, t->filter);
}

/* The line of the cursor; the first thing's if its own is gone. -1: there is nothing to be on. */
static int cursor_line(struct text *t)
{
	int line = t->target >= 0 ? doc_target_line(t->doc, t->target) : -1;

	for (int i = 0; line < 0 && i < doc_lines(t->doc); i++)
		if (doc_target_at(t->doc, i) >= 0)
			line = i;
	if (line >= 0)
		t->target = doc_target_at(t->doc, line);
	return line;
}

int text_target(struct page *page)
{
	struct text *t = page->state;

	lay_out(page, t->cols > 0 ? t->cols : 80);
	return cursor_line(t) >= 0 ? t->target : -1;
}

void text_changed(struct page *page)
{
	struct text *t = page->state;

	t->stale = true;
	app_dirty(page->app);
}

const char *text_filter(const struct page *page)
{
	const struct text *t = page->state;

	return t->filter;
}

int text_width(const struct page *page)
{
	const struct text *t = page->state;

	return t->cols;
}

static void text_open(struct page *page)
{
	struct text *t = page->state;

	t->doc = doc_new();
	t->stale = true;
	t->target = -1;
}

static void text_close(struct page *page)
{
	struct text *t = page->state;

	doc_free(t->doc);
}

/* Rows of kinds that the view watches, or (kinds 0) the traffic. */
static unsigned text_event(struct page *page, uint32_t kinds)
{
	struct text *t = page->state;

	if (kinds && !(kinds & page->view->watches))
		return REACT_NONE;
	t->stale = true;
	return REACT_DRAW;
}

static void keep_visible(struct text *t, int line)
{
	int max = doc_lines(t->doc) - t->rows;

	if (line >= 0 && line < t->top)
		t->top = line;
	if (line >= 0 && line >= t->top + t->rows)
		t->top = line - t->rows + 1;
	if (t->top > max)
		t->top = max;
	/* The lines above the first thing are its heads. */
	if (t->top < 0 || (line >= 0 && line < t->rows && doc_target_at(t->doc, 0) < 0 && line <= 4))
		t->top = 0;
}

static void text_draw(struct page *page, const struct layout *layout, struct surface *surface)
{
	struct text *t = page->state;
	struct box body = { surface, layout->body };
	struct box text = box_part(&body, 0, 1, body.rect.rows, body.rect.cols - 1);
	int line;

	t->rows = body.rect.rows;
	lay_out(page, text.rect.cols - 1);
	line = cursor_line(t);
	keep_visible(t, line);
	for (int y = 0; y < text.rect.rows; y++) {
		bool selected = line >= 0 && t->top + y < doc_lines(t->doc) && t->top + y == line;

		if (selected) {
			draw_fill(&body, y, 0, body.rect.cols, ROLE_TEXT | DRAW_SELECTED);
			draw_label(&body, y, 0, 1, ROLE_TEXT | DRAW_SELECTED, ">");
			draw_cursor(&body, y, 0);
		}
		doc_draw_line(t->doc, &text, y, t->top + y, selected ? DRAW_SELECTED : 0);
	}
	if (line < 0)
		draw_cursor(&body, 0, 0);
}

static void text_wish(struct page *page, struct layout_wish *out)
{
	(void)page;
	out->heads = 0;
	out->preview = PREVIEW_OFF;
}

static bool text_cancel(struct page *page)
{
	struct text *t = page->state;

	if (!t->filter[0])
		return false;
	t->filter[0] = '\0';
	text_changed(page);
	return true;
}

static void text_find(struct page *page, const char *words, bool done)
{
	struct text *t = page->state;

	(void)done;
	snprintf(t->filter, sizeof t->filter, "%s", words ? words : "");
	t->top = 0;
	text_changed(page);
}

/* ---- moving ---- */

/* The line of the next thing, so many lines on at least; the last one if there are no more. */
static unsigned by(struct page *page, int lines)
{
	struct text *t = page->state;
	int line, last, step = lines < 0 ? -1 : 1, left = lines < 0 ? -lines : lines;

	lay_out(page, t->cols > 0 ? t->cols : 80);
	last = line = cursor_line(t);
	if (line < 0) {
		t->top += lines;
		return REACT_DRAW;
	}
	for (int i = line + step; i >= 0 && i < doc_lines(t->doc); i += step) {
		int target = doc_target_at(t->doc, i);

		left--;
		if (target >= 0 && target != doc_target_at(t->doc, last))
			last = i;
		if (left <= 0 && last != line)
			break;
	}
	t->target = doc_target_at(t->doc, last);
	return REACT_DRAW;
}

static int part(const struct page *page, int of)
{
	const struct text *t = page->state;

	return t->rows / of > 1 ? t->rows / of - (of == 1) : 1;
}

static unsigned next(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, 1);
}

static unsigned prev(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, -1);
}

static unsigned half_down(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, part(page, 2));
}

static unsigned half_up(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, -part(page, 2));
}

static unsigned page_down(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, part(page, 1));
}

static unsigned page_up(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, -part(page, 1));
}

static unsigned top(struct app *app, struct page *page, const struct args *args)
{
	struct text *t = page->state;

	(void)app, (void)args;
	t->target = -1;
	t->top = 0;
	return REACT_DRAW;
}

static unsigned bottom(struct app *app, struct page *page, const struct args *args)
{
	const struct text *t = page->state;

	(void)app, (void)args;
	return by(page, doc_lines(t->doc));
}

static const struct command commands[] = {
	{ "next", next, 0, 0, 0, "down", NULL, "the next line", "GO", NULL },
	{ "prev", prev, 0, 0, 0, "up", NULL, "the line before", "GO", NULL },
	{ "half-down", half_down, 0, 0, 0, "half down", NULL, "half a page down", "GO", NULL },
	{ "half-up", half_up, 0, 0, 0, "half up", NULL, "half a page up", "GO", NULL },
	{ "page-down", page_down, 0, 0, 0, "page down", NULL, "a page down", "GO", NULL },
	{ "page-up", page_up, 0, 0, 0, "page up", NULL, "a page up", "GO", NULL },
	{ "top", top, 0, 0, 0, "top", NULL, "the first line", "GO", NULL },
	{ "bottom", bottom, 0, 0, 0, "bottom", NULL, "the last line", "GO", NULL },
	{ .name = NULL },
};

const struct engine text_engine = {
	.context = "text",
	.state_size = sizeof(struct text),
	.open = text_open,
	.close = text_close,
	.event = text_event,
	.draw = text_draw,
	.wish = text_wish,
	.cancel = text_cancel,
	.find = text_find,
	.commands = commands,
};
