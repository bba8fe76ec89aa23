/*
 * list_chooser.c: which columns a list shows, in what order and how wide: a popup over the list, which follows at once,
 * and the command that does the same in words. What was chosen is kept for each view.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "list_choice.h"
#include "list_in.h"
#include "local.h"
#include "popup.h"

enum { WORDS = 4096, EDGES = 4, WIDE = 44, WIDTH_X = 34, CTRL_N = 0x0e, CTRL_P = 0x10 };

/* ---- columns in their places ---- */

static void swap_bytes(void *a, void *b, size_t size)
{
	unsigned char *x = a, *y = b;

	for (size_t i = 0; i < size; i++) {
		unsigned char kept = x[i];

		x[i] = y[i];
		y[i] = kept;
	}
}

#define SWAP(array, a, b) swap_bytes(&(array)[a], &(array)[b], sizeof((array)[0]))

static void swap(struct list *l, int a, int b)
{
	SWAP(l->column, a, b);
	SWAP(l->field, a, b);
	SWAP(l->has_field, a, b);
	SWAP(l->hidden, a, b);
	SWAP(l->custom, a, b);
	l->sort = l->sort == a ? b : l->sort == b ? a : l->sort;
}

static void move_to(struct list *l, int from, int to)
{
	for (; from > to; from--)
		swap(l, from, from - 1);
	for (; from < to; from++)
		swap(l, from, from + 1);
}

static void set_width(struct column *column, int width)
{
	column->width = width < 1 ? 1 : width > CHOICE_WIDEST ? CHOICE_WIDEST : width;
	column->min = column->min < column->width ? column->min : column->width;
	/* Who says how wide wants it so wide. */
	column->flags &= ~(unsigned)COLUMN_GROW;
}

/* The words of the filter know columns by their places. */
static void settle(struct list *l)
{
	match_parse(l, l->typed);
	if (l->words.count > 0)
		rows_want(l, STEP_FILTER);
	app_dirty(l->page->app);
}

static void align(struct column *column, char how)
{
	if (how == '>')
		column->flags |= COLUMN_RIGHT;
	else if (how == '<')
		column->flags &= ~(unsigned)COLUMN_RIGHT;
}

/* Puts one column at its place; false if there is none of that name. */
static bool choose(struct list *l, const struct list_choice *choice, int place, bool believe)
{
	int column = column_named(l, choice->name);

	if (column < 0 && believe)
		column = custom_add(l, choice->name);
	if (column < 0)
		return false;
	/* Said twice: where it was said first. */
	place = column < place ? column : place;
	move_to(l, column, place);
	l->hidden[place] = false;
	align(&l->column[place], choice->align);
	if (choice->width > 0)
		set_width(&l->column[place], choice->width);
	return true;
}

static void hide_all(struct list *l)
{
	for (unsigned i = 0; i < l->columns; i++)
		l->hidden[i] = !(l->column[i].flags & COLUMN_NAME);
}

/* Columns as they were: by the words of the view's own table. */
static void reset(struct list *l)
{
	const struct view *view = l->page->view;

	for (unsigned i = 0; i < view->column_count; i++) {
		int at = column_named(l, view->columns[i].title);

		move_to(l, at, (int)i);
		l->column[i] = view->columns[i];
		l->hidden[i] = view->columns[i].flags & COLUMN_HIDDEN;
	}
	for (unsigned i = view->column_count; i < l->columns; i++)
		l->hidden[i] = true;
}

/* All words or none. believe: a name that is no column yet is a custom field. *wrong gets the word at fault. */
static bool apply(struct list *l, const struct args *args, bool believe, const char **wrong, const char **why)
{
	struct list_choice choice;
	bool named = false;
	int place = 0;

	for (int i = 0; i < args->count; i++) {
		*wrong = args->word[i];
		*why = "there is no such column or custom field here";
		if (!choice_parse(args->word[i], &choice, why) ||
			(!believe && column_named(l, choice.name) < 0))
			return false;
		named = named || column_named(l, choice.name) == column_of_name(l);
	}
	hide_all(l);
	/* A row is somebody: the name stands first if it is not said where. */
	if (!named) {
		move_to(l, column_of_name(l), 0);
		place = 1;
	}
	for (int i = 0; i < args->count; i++) {
		choice_parse(args->word[i], &choice, why);
		place += choose(l, &choice, place, believe);
	}
	return true;
}

/* ---- kept for each view ---- */

static const struct column *own_column(const struct list *l, const char *title)
{
	const struct view *view = l->page->view;

	for (unsigned i = 0; i < view->column_count; i++) {
		if (strcmp(view->columns[i].title, title) == 0)
			return &view->columns[i];
	}
	return NULL;
}

static void print_columns(const struct list *l, struct ashby_buf *out)
{
	for (unsigned i = 0; i < l->columns; i++) {
		const struct column *now = &l->column[i], *own = own_column(l, now->title);
		struct list_choice choice = { .width = own && own->width == now->width ? 0 : now->width };

		if (l->hidden[i])
			continue;
		snprintf(choice.name, sizeof(choice.name), "%s", now->title);
		if (((own ? own->flags : 0) ^ now->flags) & COLUMN_RIGHT)
			choice.align = now->flags & COLUMN_RIGHT ? '>' : '<';
		choice_print(out, &choice);
	}
}

static char *name_of(const struct list *l, char buf[static 64])
{
	snprintf(buf, 64, "%s", l->page->view->name);
	return buf;
}

static void keep(struct list *l, bool own)
{
	struct ashby_buf words;
	char name[64], none[] = "";
	struct local_item item = {
		.type = LOCAL_COLUMNS, .key = name_of(l, name), .view = none, .title = none
	};

	ashby_buf_init(&words, WORDS);
	print_columns(l, &words);
	item.value = words.data ? words.data : none;
	if (own)
		app_local_drop(l->page->app, LOCAL_COLUMNS, name);
	else
		app_local_set(l->page->app, &item);
	ashby_buf_release(&words);
}

void chooser_restore(struct list *l)
{
	const struct local *local = l->page->app->local;
	const struct local_item *item = local ? local_find(local, LOCAL_COLUMNS, l->page->view->name) : NULL;
	const char *wrong, *why;
	struct ashby_buf buf;
	struct args args;
	char line[WORDS + 16];

	if (!item)
		return;
	ashby_buf_init(&buf, WORDS * 2);
	snprintf(line, sizeof(line), "columns %s", item->value);
	if (command_split(line, &buf, &args, &why) == 0)
		apply(l, &args, true, &wrong, &why);
	ashby_buf_release(&buf);
}

/* ---- the popup ---- */

struct chooser {
	int at, top;
	struct ashby_buf before; /* the columns when it opened */
};

static struct list *list_under(const struct popup *popup)
{
	struct page *page = app_page(popup->app);

	return page && page->view->engine == &list_engine ? list_of(page) : NULL;
}

static void place(struct popup *popup, int rows, int cols, struct rect *out)
{
	const struct list *l = list_under(popup);

	out->cols = WIDE;
	out->rows = (l ? (int)l->columns : 0) + 2;
	out->rows = out->rows > rows - 4 ? rows - 4 : out->rows;
	out->y = (rows - out->rows) / 2;
	/* To the right, so that the columns themselves are seen. */
	out->x = cols - WIDE - 1;
}

static void draw_one(const struct list *l, const struct box *box, int y, int i, bool here)
{
	unsigned flag = here ? DRAW_SELECTED : 0;
	bool right = l->column[i].flags & COLUMN_RIGHT;

	draw_fill(box, y, 1, box->rect.cols - 2, ROLE_TEXT | flag);
	draw_label(box, y, 2, 3, ROLE_PRESS | flag, l->hidden[i] ? "[ ]" : "[x]");
	draw_text(box, y, 6, WIDTH_X - 7, (l->hidden[i] ? ROLE_DIM : ROLE_TEXT) | flag,
		ashby_text_str(l->column[i].title));
	draw_labelf(box, y, WIDTH_X, 6, ROLE_DIM | flag, "%3d %s", l->column[i].width, right ? ">" : "<");
	if (here)
		draw_cursor(box, y, 1);
}

static void draw(struct popup *popup, const struct box *box)
{
	struct chooser *chooser = popup->own;
	struct list *l = list_under(popup);
	int rows = box->rect.rows - 2;

	draw_frame(box, "Columns", "Space show, JK move, +- size, D own");
	if (!l)
		return;
	if (chooser->at < chooser->top)
		chooser->top = chooser->at;
	if (chooser->at >= chooser->top + rows)
		chooser->top = chooser->at - rows + 1;
	for (int y = 0; y < rows && chooser->top + y < (int)l->columns; y++)
		draw_one(l, box, y + 1, chooser->top + y, chooser->top + y == chooser->at);
}

static void go(struct chooser *chooser, struct list *l, int by)
{
	(void)l;
	chooser->at += by;
}

static void toggle(struct chooser *chooser, struct list *l, int by)
{
	(void)by;
	if (l->column[chooser->at].flags & COLUMN_NAME)
		status_say(l->page->app, "%s always stays", l->column[chooser->at].title);
	else
		l->hidden[chooser->at] = !l->hidden[chooser->at];
	settle(l);
}

static void carry(struct chooser *chooser, struct list *l, int by)
{
	int to = chooser->at + by;

	if (to < 0 || to >= (int)l->columns)
		return;
	swap(l, chooser->at, to);
	chooser->at = to;
	settle(l);
}

static void resize(struct chooser *chooser, struct list *l, int by)
{
	set_width(&l->column[chooser->at], l->column[chooser->at].width + by);
}

static void turn(struct chooser *chooser, struct list *l, int by)
{
	(void)by;
	l->column[chooser->at].flags ^= COLUMN_RIGHT;
}

static void own(struct chooser *chooser, struct list *l, int by)
{
	(void)chooser;
	(void)by;
	reset(l);
	settle(l);
}

static const struct {
	tui_key key;
	void (*run)(struct chooser *chooser, struct list *l, int by);
	int by;
} keys[] = {
	{ 'j', go, 1 },
	{ TUI_KEY_DOWN, go, 1 },
	{ CTRL_N, go, 1 },
	{ 'k', go, -1 },
	{ TUI_KEY_UP, go, -1 },
	{ CTRL_P, go, -1 },
	{ TUI_KEY_PGDN, go, 10 },
	{ TUI_KEY_PGUP, go, -10 },
	{ ' ', toggle, 0 },
	{ 'x', toggle, 0 },
	{ 'J', carry, 1 },
	{ 'K', carry, -1 },
	{ '+', resize, 1 },
	{ '=', resize, 1 },
	{ '-', resize, -1 },
	{ '_', resize, -1 },
	{ '>', turn, 0 },
	{ '<', turn, 0 },
	{ 'D', own, 0 },
};

static unsigned key(struct popup *popup, tui_key typed)
{
	struct chooser *chooser = popup->own;
	struct list *l = list_under(popup);

	if (!l || typed == TUI_KEY_ESC || typed == TUI_KEY_ENTER || typed == 'q' || typed == 'c' ||
		typed == 0x07 || typed == 0x03) {
		popup_close(popup);
		return REACT_DRAW;
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (keys[i].key == typed)
			keys[i].run(chooser, l, keys[i].by);
	}
	if (chooser->at >= (int)l->columns)
		chooser->at = (int)l->columns - 1;
	if (chooser->at < 0)
		chooser->at = 0;
	return REACT_DRAW;
}

/* Whether all is as the view has it. */
static bool is_own(const struct list *l)
{
	const struct view *view = l->page->view;

	for (unsigned i = 0; i < l->columns; i++) {
		const struct column *now = &l->column[i];
		bool hidden = i < view->column_count ? view->columns[i].flags & COLUMN_HIDDEN : true;

		if (l->hidden[i] != hidden ||
			(i < view->column_count &&
				(strcmp(now->title, view->columns[i].title) != 0 ||
					now->width != view->columns[i].width ||
					((now->flags ^ view->columns[i].flags) & COLUMN_RIGHT))))
			return false;
	}
	return true;
}

static void close_chooser(struct popup *popup)
{
	struct chooser *chooser = popup->own;
	struct list *l = list_under(popup);
	struct ashby_buf now;

	ashby_buf_init(&now, WORDS);
	if (l)
		print_columns(l, &now);
	if (l && strcmp(ashby_buf_str(&now), ashby_buf_str(&chooser->before)) != 0)
		keep(l, is_own(l));
	ashby_buf_release(&now);
	ashby_buf_release(&chooser->before);
	free(chooser);
}

static const struct popup_class chooser_class = {
	.context = "menu",
	.place = place,
	.draw = draw,
	.key = key,
	.close = close_chooser,
};

unsigned chooser_columns(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = list_of(page);
	const char *wrong = "", *why = "";
	struct chooser *chooser;
	bool done = true;

	custom_offer(l);
	if (args->count == 0) {
		chooser = xcalloc(1, sizeof(*chooser));
		ashby_buf_init(&chooser->before, WORDS);
		print_columns(l, &chooser->before);
		popup_open(app, &chooser_class, chooser);
		return REACT_DRAW;
	}
	if (args->count == 1 && strcmp(args->word[0], "default") == 0)
		reset(l);
	else
		done = apply(l, args, false, &wrong, &why);
	if (!done) {
		status_warn(app, "columns: %s: %s", wrong, why);
		return REACT_DRAW | REACT_RETRY;
	}
	settle(l);
	keep(l, is_own(l));
	return REACT_DRAW;
}
