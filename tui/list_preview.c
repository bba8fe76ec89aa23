/* list_preview.c: what is known of the row under the cursor, beside or below the list. Knows a view by its functions. */
#include <string.h>

#include "list_in.h"
#include "tell.h"

enum { REST_MS = 300 }; /* the cursor has to rest so long before anything is asked for */

static void make(struct list *l, bool fetch)
{
	doc_clear(l->doc);
	if (l->cursor != ASHBY_NO_ROW && l->cursor != l->ghost)
		l->page->view->preview(l->page, l->cursor, l->doc, fetch);
	l->doc_stale = false;
	l->doc_cols = 0;
}

/* The only place where a preview may ask for something: drawing never does. */
static void on_rest(void *arg)
{
	struct list *l = arg;

	make(l, true);
	app_dirty(l->page->app);
}

void preview_open(struct list *l)
{
	if (!l->page->view->preview)
		return;
	l->doc = doc_new();
	l->doc_row = ASHBY_NO_ROW;
	if (ashby_timer_new(&l->rest, l->page->app->loop, on_rest, l) != ASHBY_OK)
		l->rest = NULL;
}

void preview_close(struct list *l)
{
	ashby_timer_free(l->rest);
	doc_free(l->doc);
}

void preview_moved(struct list *l)
{
	if (!l->doc)
		return;
	l->doc_stale = true;
	if (l->cursor == l->doc_row)
		return;
	l->doc_row = l->cursor;
	l->doc_top = 0;
	if (l->rest && l->page->app->options.preview != PREVIEW_OFF)
		ashby_timer_start(l->rest, REST_MS);
}

static void fill(struct list *l, int cols)
{
	if (l->doc_stale)
		make(l, false);
	if (l->doc_cols == cols)
		return;
	l->doc_cols = cols;
	doc_layout(l->doc, cols, true);
}

/* The row's name and when it last changed: on the rule above a preview below, or as its own first line. */
static void draw_title(struct list *l, const struct box *line, int x, enum role role)
{
	const struct app *app = l->page->app;
	struct ashby_field updated;
	int right = 0, cols = line->rect.cols;
	struct ashby_buf name;
	char age[32];

	if (l->cursor == ASHBY_NO_ROW || l->cursor == l->ghost)
		return;
	if (l->page->view->updated &&
		ashby_field_find(l->page->view->kind, l->page->view->updated, &updated)) {
		int64_t at = ashby_field_time(app->store, &updated, l->cursor);

		if (at != ASHBY_NO_TIME) {
			tell_age(at, ashby_clock_now(), age);
			right = (int)strlen(age) + (int)sizeof(" updated  ago ") - 1 + x;
			draw_labelf(line, 0, cols - right, right, ROLE_DIM, " updated %s ago ", age);
		}
	}
	ashby_buf_init(&name, 1024);
	list_cell_text(l->page, (unsigned)column_of_name(l), l->cursor, &name);
	x += draw_label(line, 0, x, 1, role, " ");
	x += draw_text(line, 0, x, cols - x - right - 1, role, ashby_text_of(name.data, name.len));
	draw_label(line, 0, x, 1, role, " ");
	ashby_buf_release(&name);
}

static void scroll(struct list *l, int rows)
{
	int most = doc_lines(l->doc) - rows;

	if (l->doc_top > most)
		l->doc_top = most;
	if (l->doc_top < 0)
		l->doc_top = 0;
}

void preview_draw(struct list *l, const struct layout *layout, struct surface *surface)
{
	struct box box = { surface, layout->preview }, line = { surface, layout->rule };

	if (!l->doc || layout->place == PREVIEW_OFF)
		return;
	if (layout->place == PREVIEW_BOTTOM) {
		draw_hline(&line, 0, 0, line.rect.cols);
		draw_title(l, &line, 2, ROLE_TEXT);
	} else {
		if (layout->place == PREVIEW_RIGHT)
			draw_vline(&line, 0, 0, line.rect.rows);
		line = box_part(&box, 0, 0, 1, box.rect.cols);
		draw_title(l, &line, 0, ROLE_NOW);
		box = box_part(&box, 1, 0, box.rect.rows - 1, box.rect.cols);
	}
	box = box_part(&box, 0, 1, box.rect.rows, box.rect.cols - 2);
	fill(l, box.rect.cols);
	scroll(l, box.rect.rows);
	doc_draw(l->doc, &box, l->doc_top);
	if (layout->place == PREVIEW_FULL)
		draw_cursor(&box, 0, 0);
}

void list_preview_changed(struct page *page)
{
	struct list *l = list_of(page);

	l->doc_stale = true;
	app_dirty(page->app);
}
