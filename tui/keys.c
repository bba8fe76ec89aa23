/* keys.c: from key presses to commands. Knows no view; hints are drawn here, since they are about keys alone. */
#include "keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "cmdbar.h"
#include "input.h"
#include "popup.h"
#include "status.h"

enum { HINT_MS = 300, HINT_COLS = 34, HINT_MAX = 40, HINT_KEY = 4 };

struct keys {
	struct app *app;
	tui_key typed[KEYMAP_SEQUENCE];
	unsigned count;
	struct ashby_timer *timer;
	struct popup *hints;
};

struct keys *keys_new(struct app *app)
{
	struct keys *keys = xcalloc(1, sizeof(*keys));

	keys->app = app;
	return keys;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	ashby_timer_free(keys->timer);
	free(keys);
}

const char *keys_typed(const struct app *app, char *buf)
{
	return keymap_keys_name(app->keys->typed, app->keys->count, buf);
}

/* ---- hints after a prefix ---- */

/* The i-th binding that goes on from what is typed. */
static const struct binding *follower(const struct keys *keys, unsigned i)
{
	const char *contexts[8];
	const struct binding *b;

	app_contexts(keys->app, app_page(keys->app), contexts);
	for (unsigned n = 0; (b = keymap_at(keys->app->keymap, contexts, n)); n++) {
		if (b->count > keys->count &&
			memcmp(b->keys, keys->typed, keys->count * sizeof(tui_key)) == 0 && i-- == 0)
			return b;
	}
	return NULL;
}

static int followers(const struct keys *keys)
{
	int n = 0;

	while (n < HINT_MAX && follower(keys, (unsigned)n))
		n++;
	return n;
}

static int hint_columns(int cols)
{
	return cols - 4 > 2 * HINT_COLS ? 2 : 1;
}

static void place_hints(struct popup *popup, int rows, int cols, struct rect *out)
{
	int across = hint_columns(cols), n = followers(popup->own);

	out->cols = across * HINT_COLS + 4;
	out->rows = (n + across - 1) / across + 2;
	out->y = rows - 2 - out->rows;
	out->x = 1;
}

static void draw_hints(struct popup *popup, const struct box *box)
{
	const struct keys *keys = popup->own;
	int across = (box->rect.cols - 4) / HINT_COLS > 1 ? 2 : 1, n = followers(keys),
	    down = (n + across - 1) / across;
	char title[64];

	draw_frame(box, keymap_keys_name(keys->typed, keys->count, title), NULL);
	for (int i = 0; i < n; i++) {
		const struct binding *b = follower(keys, (unsigned)i);
		const struct command *command = command_find(keys->app, b->command);
		int y = 1 + i % down, x = 2 + i / down * HINT_COLS;
		char name[64];

		keymap_keys_name(b->keys + keys->count, b->count - keys->count, name);
		draw_label(box, y, x, HINT_KEY, ROLE_PRESS, name);
		draw_label(box, y, x + HINT_KEY, HINT_COLS - HINT_KEY - 2, ROLE_TEXT,
			b->help                            ? b->help
				: command && command->help ? command->help
							   : b->command);
	}
}

static const struct popup_class hints_class = {
	.context = "hints",
	.place = place_hints,
	.draw = draw_hints,
	.passive = true,
};

static void on_hint_timer(void *arg)
{
	struct keys *keys = arg;

	if (keys->count > 0 && !keys->hints && keys->app->options.hints && followers(keys) > 0)
		keys->hints = popup_open(keys->app, &hints_class, keys);
}

static void forget(struct keys *keys)
{
	keys->count = 0;
	if (keys->timer)
		ashby_timer_stop(keys->timer);
	if (keys->hints)
		popup_close(keys->hints);
	keys->hints = NULL;
}

static void wait_for_more(struct keys *keys)
{
	if (keys->hints) {
		popup_close(keys->hints);
		keys->hints = NULL;
		on_hint_timer(keys);
		return;
	}
	if (!keys->timer && ashby_timer_new(&keys->timer, keys->app->loop, on_hint_timer, keys) != ASHBY_OK)
		return;
	ashby_timer_start(keys->timer, HINT_MS);
}

/* ---- dispatch ---- */

static void react(struct app *app, unsigned reaction)
{
	if (reaction & REACT_QUIT)
		app_quit(app, 0);
	app_dirty(app);
}

static void unknown(struct app *app, const tui_key *typed, unsigned count)
{
	char name[64];

	/* A sequence left with Esc is no mistake. */
	if (typed[count - 1] == TUI_KEY_ESC)
		return;
	keymap_keys_name(typed, count, name);
	status_say(app, "%s does nothing here; ? shows the keys", name);
}

static void sequence(struct app *app, tui_key key)
{
	struct keys *keys = app->keys;
	const struct binding *binding = NULL;
	const char *contexts[8];
	tui_key typed[KEYMAP_SEQUENCE];
	unsigned count;

	app_contexts(app, app_page(app), contexts);
	keys->typed[keys->count++] = key;
	switch (keymap_find(app->keymap, contexts, keys->typed, keys->count, &binding)) {
	case KEYMAP_FULL: {
		forget(keys);
		react(app, command_run(app, binding->command));
		break;
	}
	case KEYMAP_PREFIX: wait_for_more(keys); break;
	case KEYMAP_NONE:
		count = keys->count;
		memcpy(typed, keys->typed, sizeof(typed));
		forget(keys);
		unknown(app, typed, count);
		break;
	}
}

void keys_press(struct app *app, tui_key key)
{
	struct popup *popup = popup_top(app);

	status_key(app);
	app_dirty(app);
	if (popup) {
		if (popup->class->key)
			react(app, popup->class->key(popup, key));
	} else if (cmdbar_is_open(app->bar)) {
		if (key == TUI_KEY_PASTE)
			cmdbar_paste(app->bar, input_paste(app->input));
		else
			cmdbar_key(app->bar, key);
	} else if (key == TUI_KEY_PASTE) {
		status_say(app, "a paste does nothing here: open / or : first");
	} else {
		sequence(app, key);
	}
}
