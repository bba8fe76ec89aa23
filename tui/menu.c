/* menu.c: a popup to pick one of several from: by letter, by typing a part of it, or with the arrows. */
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "popup.h"

enum { FILTER = 64, EDGES = 4, HINT_GAP = 3, COLS_MIN = 24 };

struct menu {
	char *title;
	struct menu_item *item; /* with words and hints of our own */
	int count;
	menu_fn *fn, *drop;
	menu_free_fn *free_arg;
	void *arg;
	char filter[FILTER];
	int at, top; /* among those shown */
};

static bool shown(const struct menu *menu, int i)
{
	return ashby_text_find(ashby_text_str(menu->item[i].words), ashby_text_str(menu->filter));
}

static int count_shown(const struct menu *menu)
{
	int n = 0;

	for (int i = 0; i < menu->count; i++)
		n += shown(menu, i);
	return n;
}

/* The item that is the n-th of those shown, -1 if there is none. */
static int nth(const struct menu *menu, int n)
{
	for (int i = 0; i < menu->count; i++) {
		if (shown(menu, i) && n-- == 0)
			return i;
	}
	return -1;
}

static int columns(const char *s)
{
	return s ? (int)strlen(s) : 0;
}

static void place(struct popup *popup, int rows, int cols, struct rect *out)
{
	const struct menu *menu = popup->own;
	int wide = columns(menu->title) + 2, words = 0, hints = 0;

	for (int i = 0; i < menu->count; i++) {
		words = columns(menu->item[i].words) > words ? columns(menu->item[i].words) : words;
		hints = columns(menu->item[i].hint) > hints ? columns(menu->item[i].hint) : hints;
	}
	words += 4 + (hints ? hints + HINT_GAP : 0);
	wide = wide > words ? wide : words;
	wide = wide > COLS_MIN ? wide : COLS_MIN;
	out->cols = wide + EDGES;
	out->rows = menu->count + 2;
	if (out->rows > rows - 3)
		out->rows = rows - 3 > 3 ? rows - 3 : 3;
	out->y = (rows - out->rows) / 2;
	out->x = (cols - out->cols) / 2;
}

static void draw_item(const struct menu *menu, const struct box *box, int y, int i, bool selected)
{
	unsigned flag = selected ? DRAW_SELECTED : 0;
	const struct menu_item *item = &menu->item[i];
	int cols = box->rect.cols - 2, hints = columns(item->hint);
	char name[16];

	draw_fill(box, y, 1, cols, ROLE_TEXT | flag);
	if (item->letter != KEY_NONE)
		draw_label(box, y, 2, 2, ROLE_PRESS | flag, key_label(item->letter, name));
	draw_label(box, y, 5, cols - 5 - (hints ? hints + HINT_GAP : 0), ROLE_TEXT | flag, item->words);
	if (item->hint)
		draw_label(box, y, cols - hints, hints, ROLE_DIM | flag, item->hint);
	if (selected)
		draw_cursor(box, y, 1);
}

static void draw(struct popup *popup, const struct box *box)
{
	struct menu *menu = popup->own;
	int rows = box->rect.rows - 2;
	char title[FILTER + 80];

	title[0] = '\0';
	strncat(title, menu->title, 70);
	if (*menu->filter) {
		strncat(title, ": ", 3);
		strncat(title, menu->filter, FILTER);
	}
	draw_frame(box, title, menu->drop ? "Enter goes, Del removes" : NULL);
	if (menu->at >= menu->top + rows)
		menu->top = menu->at - rows + 1;
	if (menu->at < menu->top)
		menu->top = menu->at;
	for (int y = 0; y < rows; y++) {
		int i = nth(menu, menu->top + y);

		if (i < 0)
			break;
		draw_item(menu, box, y + 1, i, menu->top + y == menu->at);
	}
	if (count_shown(menu) == 0)
		draw_label(box, 1, 2, box->rect.cols - 4, ROLE_DIM, "nothing matches; Backspace");
}

/* The menu goes first: what runs may open another. Its argument goes last. */
static unsigned run(struct popup *popup, menu_fn *fn, int item)
{
	struct menu *menu = popup->own;
	struct app *app = popup->app;
	menu_free_fn *free_arg = menu->free_arg;
	void *arg = menu->arg;

	if (item < 0 || !fn)
		return REACT_NONE;
	menu->free_arg = NULL;
	popup_close(popup);
	fn(app, arg, item);
	if (free_arg)
		free_arg(arg);
	return REACT_DRAW;
}

static unsigned pick(struct popup *popup, int item)
{
	return run(popup, ((struct menu *)popup->own)->fn, item);
}

static void move(struct menu *menu, int by)
{
	int count = count_shown(menu);

	menu->at += by;
	if (menu->at >= count)
		menu->at = count - 1;
	if (menu->at < 0)
		menu->at = 0;
}

static void type(struct menu *menu, tui_key key)
{
	char name[16];
	size_t len = strlen(menu->filter);

	key_label(key, name);
	if (key == ' ')
		memcpy(name, " ", 2);
	if (len + strlen(name) < sizeof(menu->filter))
		memcpy(menu->filter + len, name, strlen(name) + 1);
	menu->at = menu->top = 0;
}

static void untype(struct menu *menu)
{
	size_t len = strlen(menu->filter);

	while (len > 0 && (menu->filter[len - 1] & 0xc0) == 0x80)
		len--;
	if (len > 0)
		menu->filter[len - 1] = '\0';
	menu->at = menu->top = 0;
}

static const struct {
	tui_key key;
	int by;
} moves[] = {
	{ TUI_KEY_DOWN, 1 },
	{ TUI_KEY_UP, -1 },
	{ 0x0e, 1 },
	{ 0x10, -1 },
	{ TUI_KEY_PGDN, 10 },
	{ TUI_KEY_PGUP, -10 },
};

static unsigned key(struct popup *popup, tui_key key)
{
	struct menu *menu = popup->own;

	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		if (moves[i].key == key) {
			move(menu, moves[i].by);
			return REACT_DRAW;
		}
	}
	if (key == TUI_KEY_ENTER)
		return pick(popup, nth(menu, menu->at));
	if (key == TUI_KEY_DELETE)
		return run(popup, menu->drop, nth(menu, menu->at));
	if (key == TUI_KEY_ESC || key == 0x07 || key == 0x03) {
		popup_close(popup);
		return REACT_DRAW;
	}
	if (key == TUI_KEY_BACKSPACE) {
		untype(menu);
		return REACT_DRAW;
	}
	if (key < 0x20 || key > 0x10ffff)
		return REACT_NONE;
	for (int i = 0; !*menu->filter && i < menu->count; i++) {
		if (menu->item[i].letter == key)
			return pick(popup, i);
	}
	type(menu, key);
	return REACT_DRAW;
}

/* Words and hints are copies; they are const for the drawing only, so their owner is kept beside them. */
static void close(struct popup *popup)
{
	struct menu *menu = popup->own;

	if (menu->free_arg)
		menu->free_arg(menu->arg);
	free(menu->title);
	free(menu->item);
	free(menu);
}

static const struct popup_class menu_class = {
	.context = "menu",
	.place = place,
	.draw = draw,
	.key = key,
	.close = close,
};

/* The items and all their texts in one block, so that one free is enough. */
static struct menu_item *copy_items(const struct menu_item *items, int count)
{
	size_t size = (size_t)count * sizeof(*items);
	struct menu_item *copy;
	char *at;

	for (int i = 0; i < count; i++)
		size += strlen(items[i].words) + 1 + (items[i].hint ? strlen(items[i].hint) + 1 : 0);
	copy = xmalloc(size);
	at = (char *)(copy + count);
	for (int i = 0; i < count; i++) {
		size_t len = strlen(items[i].words) + 1;

		copy[i] = items[i];
		copy[i].words = memcpy(at, items[i].words, len);
		at += len;
		if (!items[i].hint)
			continue;
		len = strlen(items[i].hint) + 1;
		copy[i].hint = memcpy(at, items[i].hint, len);
		at += len;
	}
	return copy;
}

void menu_open(
	struct app *app, const char *title, const struct menu_item *items, int count, menu_fn *fn, void *arg)
{
	struct menu *menu = xcalloc(1, sizeof(*menu));

	menu->title = xstrdup(title);
	menu->item = copy_items(items, count);
	menu->count = count;
	menu->fn = fn;
	menu->arg = arg;
	popup_open(app, &menu_class, menu);
}

void menu_more(struct app *app, menu_fn *drop, menu_free_fn *free_arg)
{
	struct menu *menu = popup_top(app)->own;

	menu->drop = drop;
	menu->free_arg = free_arg;
}
