/*
 * detail.c: the engine of details: a document in sections under a bar that names them, one section on the screen at a
 * time. Views fill the document; this file scrolls, finds, and walks to the next record of the list below. It knows
 * nothing of what is shown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "detail_in.h"
#include "doc.h"

#define WIDE 130 /* from here on the first section stays at the left, the others stand beside it */

static void fill(struct page *page, int cols)
{
	struct detail *d = page->state;

	d->cols = cols;
	doc_clear(d->doc);
	if (page->view->fill)
		page->view->fill(page, d->doc);
	d->stale = false;
}

static bool two_panes(const struct detail *d)
{
	return d->body >= WIDE && doc_sections(d->doc) > 1;
}

/* Both panes are as wide, so that one layout serves both. */
void detail_lay_out(struct page *page, int body)
{
	struct detail *d = page->state;

	if (d->stale || d->body != body) {
		d->body = body;
		fill(page, body >= WIDE ? (body - 3) / 2 : body);
		if (d->cols != body && !two_panes(d))
			fill(page, body);
		doc_layout(d->doc, d->cols, !d->nowrap);
	}
	doc_mark(d->doc, d->words);
}

int detail_width(const struct page *page)
{
	const struct detail *d = page->state;

	return page->view->engine == &detail_engine ? d->cols : 0;
}

/* ---- the lines of a section ---- */

static int begin_of(const struct detail *d, int section)
{
	return section < doc_sections(d->doc) ? doc_section_line(d->doc, section) : 0;
}

static int end_of(const struct detail *d, int section) /* one past its last line */
{
	return section + 1 < doc_sections(d->doc) ? doc_section_line(d->doc, section + 1) : doc_lines(d->doc);
}

int detail_first_line(const struct detail *d)
{
	return begin_of(d, d->section);
}

int detail_last_line(const struct detail *d)
{
	return end_of(d, d->section);
}

void detail_clamp(struct detail *d)
{
	int sections = doc_sections(d->doc), max;

	if (d->section >= sections)
		d->section = sections > 0 ? sections - 1 : 0;
	max = detail_last_line(d) - detail_first_line(d) - d->rows;
	if (d->top > max)
		d->top = max;
	if (d->top < 0)
		d->top = 0;
}

/* The first section keeps its place, the others begin at their top. */
void detail_go_to_section(struct detail *d, int to)
{
	if (to == d->section)
		return;
	if (d->section == 0)
		d->first_top = d->top;
	d->section = to;
	d->top = to == 0 ? d->first_top : 0;
}

void detail_changed(struct page *page)
{
	struct detail *d = page->view->engine == &detail_engine ? page->state : NULL;

	if (d)
		d->stale = true;
	app_dirty(page->app);
}

void detail_reload(struct page *page)
{
	ashby_scope_cancel(page->scope);
	if (page->view->close)
		page->view->close(page);
	if (page->own)
		memset(page->own, 0, page->view->state_size);
	if (page->view->load)
		page->view->load(page);
	detail_changed(page);
}

void detail_show(struct page *page, struct ashby_text id)
{
	struct detail *d = page->state;

	if (id.len == 0 || id.len >= sizeof page->id)
		return;
	memcpy(page->id, id.raw, id.len);
	page->id[id.len] = '\0';
	page->crumb[0] = '\0';
	d->top = d->first_top = 0;
	d->found = -1;
	detail_reload(page);
}

void detail_crumb(struct page *page, struct ashby_text name)
{
	if (name.len > 0)
		snprintf(page->crumb, sizeof page->crumb, "%.*s", (int)name.len, name.raw);
}

void detail_section(struct page *page, const char *title)
{
	struct detail *d = page->state;
	size_t len = strlen(title);

	detail_lay_out(page, d->body ? d->body : 80);
	for (int i = 0; i < doc_sections(d->doc); i++)
		if (strncmp(doc_section_title(d->doc, i), title, len) == 0)
			detail_go_to_section(d, i);
	app_dirty(page->app);
}

/* ---- engine ---- */

static void detail_open(struct page *page)
{
	struct detail *d = page->state;

	d->doc = doc_new();
	d->stale = true;
	d->found = -1;
}

static void detail_close(struct page *page)
{
	struct detail *d = page->state;

	doc_free(d->doc);
	d->doc = NULL;
}

static unsigned detail_event(struct page *page, uint32_t kinds)
{
	struct detail *d = page->state;

	if (!(kinds & page->view->watches))
		return REACT_NONE;
	d->stale = true;
	return REACT_DRAW;
}

/* The bar starts with the section that leaves the one in front visible. */
static int bar_start(const struct detail *d, int cols)
{
	int start = 0;

	for (;; start++) {
		int x = 0;

		for (int i = start; i <= d->section && i < doc_sections(d->doc); i++)
			x += (int)strlen(doc_section_title(d->doc, i)) + 2;
		if (x <= cols || start >= d->section)
			return start;
	}
}

static void draw_bar(const struct detail *d, const struct box *box)
{
	int x = 1, start = bar_start(d, box->rect.cols - 2);

	if (start > 0)
		draw_label(box, 0, 0, 1, ROLE_DIM, "<");
	for (int i = start; i < doc_sections(d->doc); i++) {
		const char *title = doc_section_title(d->doc, i);
		int room = box->rect.cols - x - 1;

		if (room < 4)
			break;
		if (i == d->section)
			x += draw_labelf(box, 0, x, room, ROLE_NOW, "[%s]", title);
		else
			x += draw_labelf(box, 0, x, room, ROLE_DIM, " %s ", title);
	}
}

static void draw_section(const struct detail *d, const struct box *box, int section, int top)
{
	for (int y = 0, line = begin_of(d, section) + top; y < box->rect.rows && line < end_of(d, section);
		y++, line++)
		doc_draw_line(d->doc, box, y, line, 0);
}

/* The first section at the left, and beside it the one in front; the second one while the first is. */
static void draw_panes(const struct detail *d, const struct box *text)
{
	struct box left = box_part(text, 0, 0, text->rect.rows, d->cols);
	struct box right = box_part(text, 0, d->cols + 3, text->rect.rows, d->cols);

	draw_vline(text, 0, d->cols + 1, text->rect.rows);
	if (d->section == 0) {
		draw_section(d, &left, 0, d->top);
		draw_section(d, &right, 1, 0);
	} else {
		draw_section(d, &left, 0, d->first_top);
		draw_section(d, &right, d->section, d->top);
	}
}

static void detail_draw(struct page *page, const struct layout *layout, struct surface *surface)
{
	struct detail *d = page->state;
	struct box heads = { surface, layout->heads }, body = { surface, layout->body };
	struct box text;
	int rule = layout->heads.rows > 0 && layout->body.rows > 12, x;

	if (rule)
		draw_hline(&body, 0, 0, body.rect.cols);
	text = box_part(&body, rule, 1, body.rect.rows - rule, body.rect.cols - 2);
	d->rows = text.rect.rows;
	detail_lay_out(page, text.rect.cols);
	detail_clamp(d);
	if (heads.rect.rows > 0)
		draw_bar(d, &heads);
	if (two_panes(d))
		draw_panes(d, &text);
	else
		draw_section(d, &text, d->section, d->top);
	x = two_panes(d) && d->section > 0 ? d->cols + 3 : 0;
	draw_cursor(&text, d->found >= 0 ? d->found - detail_first_line(d) - d->top : 0, x);
}

static void detail_wish(struct page *page, struct layout_wish *out)
{
	(void)page;
	out->heads = 1;
	out->preview = PREVIEW_OFF;
}

static void detail_count(struct page *page, struct ashby_buf *out)
{
	struct detail *d = page->state;
	int all = detail_last_line(d) - detail_first_line(d), end = d->top + d->rows;

	if (all > 0)
		ashby_buf_addf(out, "line %d-%d of %d", d->top + 1, end < all ? end : all, all);
}

static bool detail_row(struct page *page, enum ashby_kind *kind, uint32_t *row)
{
	uint32_t at;

	if (page->view->kind >= ASHBY_KIND_COUNT || !page->id[0])
		return false;
	at = ashby_store_find(page->app->store, page->view->kind, ashby_text_str(page->id));
	if (at == ASHBY_NO_ROW)
		return false;
	*kind = page->view->kind;
	*row = at;
	return true;
}

static bool detail_cancel(struct page *page)
{
	struct detail *d = page->state;

	if (d->words[0]) {
		d->words[0] = '\0';
		d->found = -1;
		return true;
	}
	if (ashby_scope_pending(page->scope) > 0) {
		ashby_scope_cancel(page->scope);
		detail_changed(page);
		return true;
	}
	return false;
}

/* ---- finding ---- */

static void go_to_line(struct detail *d, int line)
{
	for (int i = doc_sections(d->doc) - 1; i >= 0; i--) {
		if (doc_section_line(d->doc, i) <= line) {
			detail_go_to_section(d, i);
			break;
		}
	}
	line -= detail_first_line(d);
	if (line < d->top || line >= d->top + d->rows)
		d->top = line - d->rows / 3;
	detail_clamp(d);
}

bool detail_search(struct detail *d, int from, bool back)
{
	int line = doc_find(d->doc, d->words, from, back);

	if (line < 0)
		line = doc_find(d->doc, d->words, back ? doc_lines(d->doc) - 1 : 0, back);
	d->found = line;
	if (line >= 0)
		go_to_line(d, line);
	return line >= 0;
}

static void detail_find(struct page *page, const char *words, bool done)
{
	struct detail *d = page->state;

	snprintf(d->words, sizeof d->words, "%s", words ? words : "");
	detail_lay_out(page, d->body ? d->body : 80);
	if (d->words[0] && !detail_search(d, detail_first_line(d) + d->top, false) && done)
		status_warn(page->app, "\"%s\" is not in this page", d->words);
	app_dirty(page->app);
}

const struct engine detail_engine = {
	.context = "detail",
	.state_size = sizeof(struct detail),
	.open = detail_open,
	.close = detail_close,
	.event = detail_event,
	.draw = detail_draw,
	.wish = detail_wish,
	.count = detail_count,
	.row = detail_row,
	.cancel = detail_cancel,
	.find = detail_find,
	.commands = detail_commands,
};
