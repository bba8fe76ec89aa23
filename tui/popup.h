/*
 * popup.h: what lies over the pages for a moment: a menu, a question, help, hints after a prefix key, completion.
 * Each has a panel of its own. Keys go to the one on top; nothing below sees them.
 */
#ifndef POPUP_H
#define POPUP_H

#include <stdbool.h>
#include "draw.h"
#include "key.h"

struct app;
struct popup;

struct popup_class {
	const char *context; /* keymap context: "menu", "dialog", "help" */
	/* How large it wants to be and where: clipped to the screen by the caller. */
	void (*place)(struct popup *popup, int rows, int cols, struct rect *out);
	void (*draw)(struct popup *popup, const struct box *box);
	unsigned (*key)(struct popup *popup, tui_key key); /* reaction bits */
	void (*close)(struct popup *popup);                /* frees its own */
	bool passive;                                      /* takes no keys: hints, completion */
};

struct popup {
	const struct popup_class *class;
	struct app *app;
	struct surface *surface;
	struct popup *below;
	void *own;
};

struct popup *popup_open(struct app *app, const struct popup_class *class, void *own);
void popup_close(struct popup *popup);
/* The one that takes keys, or NULL. */
struct popup *popup_top(struct app *app);
void popup_place_all(struct app *app); /* after a resize */
void popup_draw_all(struct app *app);
void popup_close_all(struct app *app);

/* A menu: items picked by letter, typing filters, Enter takes the first, Esc leaves. fn gets the item's index. */
struct menu_item {
	tui_key letter; /* KEY_NONE: none */
	const char *words;
	const char *hint; /* or NULL */
};
typedef void menu_fn(struct app *app, void *arg, int item);
void menu_open(
	struct app *app, const char *title, const struct menu_item *items, int count, menu_fn *fn, void *arg);
/* Of the menu just opened: Delete runs drop with the item, and free ends the argument with the menu. Both may be NULL. */
typedef void menu_free_fn(void *arg);
void menu_more(struct app *app, menu_fn *drop, menu_free_fn *free_arg);

/* A question: only y says yes; n, Esc, q no; Enter does nothing; keys sleep 500 ms. */
typedef void question_fn(struct app *app, void *arg, bool yes);
void question_open(struct app *app, const char *title, const char *words, question_fn *fn, void *arg);

#endif
