/* list_draw.c: heads, rows, day lines and empty states of a list. Touches the rows in view only. */
#include <stdio.h>
#include <string.h>

#include "list_columns.h"
#include "list_in.h"
#include "tell.h"

enum { GROUP_X = 1 };

struct pen {
	struct list *l;
	struct box box;
	struct list_columns columns;
};

static void compute(struct pen *p)
{
	const struct list *l = p->l;

	list_columns_compute(
		&p->columns, l->column, l->columns, l->hidden, p->box.rect.cols, l->shift, l->sort);
}

/* ---- heads ---- */

static void draw_heads(struct pen *p)
{
	const struct list *l = p->l;

	for (unsigned i = 0; i < p->columns.count; i++) {
		const struct list_slot *slot = &p->columns.slot[i];
		unsigned style = l->column[i].flags & COLUMN_RIGHT ? DRAW_RIGHT : 0;
		const char *title = l->column[i].title, *space;

		if (slot->cols == 0)
			continue;
		if ((int)i != p->l->sort) {
			draw_label(&p->box, 0, slot->x, slot->cols, ROLE_DIM | style, title);
			continue;
		}
		space = (int)strlen(title) + 2 <= slot->cols ? " " : "";
		/* The mark of the order must not be what is cut off: the word gives a cell. */
		draw_labelf(&p->box, 0, slot->x, slot->cols, ROLE_DIM | style | DRAW_NO_MARK, "%.*s%s%s",
			slot->cols - 1, title, space, draw_glyph(p->l->descending ? GLYPH_DOWN : GLYPH_UP));
	}
}

/* ---- one row ---- */

static enum role flag_role(const char *flag)
{
	return flag[0] && flag[1] ? ROLE_BAD : ROLE_LATE;
}

/* Cells of a row. Returns whether one of them is very late. */
static bool draw_cells(struct pen *p, int y, uint32_t row, unsigned flags)
{
	const struct list *l = p->l;
	bool late = false;

	for (unsigned i = 0; i < p->columns.count; i++) {
		const struct list_slot *slot = &p->columns.slot[i];
		unsigned style = flags | (l->column[i].flags & COLUMN_RIGHT ? DRAW_RIGHT : 0);
		struct cell cell;

		if (slot->cols == 0)
			continue;
		cell_get(p->l, i, row, &cell);
		draw_text(&p->box, y, slot->x, slot->cols, style | cell.role,
			cell.text.len > 0 ? cell.text : ashby_text_str(cell.words));
		if (!slot->flag || !cell.flag)
			continue;
		draw_label(&p->box, y, slot->x + slot->cols + 1, 2, flags | flag_role(cell.flag), cell.flag);
		late = late || flag_role(cell.flag) == ROLE_BAD;
	}
	return late;
}

static void draw_row(struct pen *p, int y, uint32_t position)
{
	struct list *l = p->l;
	uint32_t row = l->row[position];
	bool here = position == l->at, marked = rows_marked(l, row), late = false;
	unsigned flags = here ? DRAW_SELECTED : 0;
	int mark_x = p->columns.left > 2 ? 1 : here ? 1 : 0;

	if (here)
		draw_fill(&p->box, y, 0, p->box.rect.cols, flags);
	if (row == l->ghost) {
		draw_labelf(&p->box, y, p->columns.left, p->box.rect.cols - p->columns.left, ROLE_DIM | flags,
			"%s: no longer here", l->ghost_name);
	} else {
		late = draw_cells(p, y, row, flags);
	}
	if (here) {
		draw_label(&p->box, y, 0, 1, ROLE_TEXT | flags, ">");
		draw_cursor(&p->box, y, 0);
	}
	if (marked)
		draw_label(&p->box, y, mark_x, 1, ROLE_PRESS | flags, "*");
	else if (l->asleep_count > 0 && asleep_is(l, row))
		draw_label(&p->box, y, mark_x, 1, ROLE_DIM | flags, "z");
	else if (late)
		draw_label(&p->box, y, mark_x, 1, ROLE_TEXT | flags, "!");
}

/* Under the name, a cell further in; its flag before it. */
static void draw_second(struct pen *p, int y, const struct cell *cell)
{
	int x = p->columns.slot[column_of_name(p->l)].x;

	if (cell->flag)
		draw_label(&p->box, y, x - 1, 2, flag_role(cell->flag), cell->flag);
	draw_text(&p->box, y, x + 1, p->box.rect.cols - x - 1, cell->role,
		cell->text.len > 0 ? cell->text : ashby_text_str(cell->words));
}

/* ---- what stands around a row ---- */

/* What a row brings with it. */
struct around {
	bool group, rule, second;
	char group_words[64], rule_words[64];
	struct cell below;
};

static void around(struct list *l, uint32_t position, struct around *out)
{
	const struct view *view = l->page->view;
	uint32_t row = l->row[position], before = position ? l->row[position - 1] : ASHBY_NO_ROW;
	char words[64];

	memset(out, 0, sizeof(*out));
	if (row == l->ghost)
		return;
	if (view->group) {
		view->group(l->page, row, out->group_words);
		out->group = before == ASHBY_NO_ROW;
		if (before != ASHBY_NO_ROW) {
			view->group(l->page, before, words);
			out->group = strcmp(words, out->group_words) != 0;
		}
	}
	out->rule = view->between && view->between(l->page, before, row, out->rule_words);
	out->second = view->second && view->second(l->page, row, &out->below);
}

static int lines_of(const struct around *a, bool first)
{
	return 1 + (a->group ? 1 + !first : 0) + a->rule + a->second;
}

/* Moves the top so that the cursor's row is in view with what belongs to it. */
static void show_cursor(struct list *l, int rows)
{
	struct around a;
	int lines = 0;
	uint32_t top;

	if (l->count == 0 || rows <= 0)
		return;
	if (l->top >= l->count)
		l->top = l->count - 1;
	if (l->at < l->top)
		l->top = l->at;
	/* Upwards from the cursor: the first row that does not fit any more bounds the top. */
	for (top = l->at + 1; top > l->top; top--) {
		around(l, top - 1, &a);
		lines += lines_of(&a, top - 1 == l->top);
		if (lines > rows && top <= l->at)
			break;
	}
	l->top = top;
}

static void draw_rule(struct pen *p, int y, const char *words)
{
	int used;

	draw_hline(&p->box, y, 1, 2);
	used = draw_label(&p->box, y, 4, p->box.rect.cols - 4, ROLE_TEXT, words);
	draw_hline(&p->box, y, 5 + used, p->box.rect.cols - 5 - used);
}

static void draw_rows(struct pen *p)
{
	struct list *l = p->l;
	int rows = p->box.rect.rows, y = 0;

	show_cursor(l, rows);
	for (uint32_t i = l->top; i < l->count && y < rows; i++) {
		struct around a;

		around(l, i, &a);
		if (a.group) {
			y += y > 0;
			draw_label(
				&p->box, y++, GROUP_X, p->box.rect.cols - GROUP_X, ROLE_NOW, a.group_words);
		}
		if (a.rule)
			draw_rule(p, y++, a.rule_words);
		draw_row(p, y++, i);
		if (a.second)
			draw_second(p, y++, &a.below);
	}
}

/* ---- nothing to show ---- */

static void say_empty(struct list *l, char *out, size_t size)
{
	const struct app *app = l->page->app;
	const struct view *view = l->page->view;
	enum ashby_kind kind = view->kind == ASHBY_EVENTS ? ASHBY_SCHEDULES : view->kind;
	struct ashby_sync_state sync;
	char clock[32];

	ashby_sync_state(app->sync, kind, &sync);
	if (l->job.step != STEP_NONE ||
		(l->total == 0 && (sync.running || sync.synced_ms == ASHBY_NO_TIME) && !sync.err.error))
		snprintf(out, size, "reading %s ...", ashby_kind_info(kind)->name);
	else if (l->total == 0 && sync.err.error == ASHBY_ECANCELLED)
		snprintf(out, size, "Stopped before anything came. r goes on.");
	else if (l->total == 0 && sync.err.error)
		snprintf(out, size, "Could not load: %s%s%s", sync.err.message, *sync.err.code ? ", " : "",
			sync.err.code);
	else if (l->words.count > 0)
		snprintf(out, size, "No row has \"%s\". Esc drops the filter.", l->typed);
	else if (l->standing)
		snprintf(out, size, "None: %s. Esc shows all.", l->standing->crumb);
	else
		snprintf(out, size, "No %s. Last sync %s.", ashby_kind_info(view->kind)->name,
			tell_clock(app->zone, sync.synced_ms, clock));
}

static void draw_empty(struct pen *p)
{
	char words[800];

	say_empty(p->l, words, sizeof(words));
	draw_label(&p->box, 0, p->columns.left, p->box.rect.cols - p->columns.left, ROLE_DIM, words);
	draw_cursor(&p->box, 0, 0);
}

void list_draw(struct page *page, const struct layout *layout, struct surface *surface)
{
	struct pen p = { .l = list_of(page), .box = { surface, layout->body } };

	p.l->body_rows = layout->body.rows;
	compute(&p);
	if (p.l->count > 0)
		draw_rows(&p);
	else
		draw_empty(&p);
	if (layout->heads.rows) {
		p.box.rect = layout->heads;
		draw_heads(&p);
	}
	preview_draw(p.l, layout, surface);
}
