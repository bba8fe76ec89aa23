/*
 * app.c: the running program: takes the terminal, joins keys, signals, traffic and rows in one loop, draws once a turn.
 * Knows no view's inside.
 */
#include "app.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "cmdbar.h"
#include "input.h"
#include "joins.h"
#include "keys.h"
#include "page.h"
#include "popup.h"
#include "screen.h"
#include "session.h"
#include "status.h"
#include "tell.h"

enum { KEYS_FILE_MAX = 256 * 1024, SIGNALLED = 128 };

int64_t app_now(struct app *app)
{
	(void)app;
	return ashby_clock_now();
}

void app_dirty(struct app *app)
{
	app->dirty = true;
}

void app_quit(struct app *app, int exit_status)
{
	app->quitting = true;
	app->exit_status = exit_status;
	ashby_loop_stop(app->loop);
}

/* ---- what happens in a turn ---- */

static void on_key(void *arg, tui_key key)
{
	struct app *app = arg;

	if (!app->quitting)
		keys_press(app, key);
}

static void on_tty(void *arg, int fd, unsigned events)
{
	struct app *app = arg;

	(void)fd;
	if (!input_drain(app->input, on_key, app) || (events & ASHBY_HANGUP))
		app_quit(app, SIGNALLED + SIGHUP);
}

static void on_quit_signal(void *arg, int signo)
{
	app_quit(arg, SIGNALLED + signo);
}

static void on_resize(void *arg, int signo)
{
	struct app *app = arg;

	(void)signo;
	if (screen_resized())
		popup_place_all(app);
	/* Of a burst only the last size may be seen, and it may be the one before; what the terminal cut is gone. */
	screen_redraw();
	app_dirty(app);
}

static void on_stop(void *arg, int signo)
{
	struct app *app = arg;

	(void)signo;
	screen_suspend();
	popup_place_all(app);
	app_dirty(app);
}

static void on_continue(void *arg, int signo)
{
	struct app *app = arg;

	(void)signo;
	screen_take();
	popup_place_all(app);
	app_dirty(app);
}

/* The account's `me` is an e-mail address: once the users have come it has a name. */
static void find_me(struct app *app)
{
	const char *mail = app->account ? app->account->me : NULL;
	struct ashby_field email, first, last;
	uint32_t slots = ashby_store_slots(app->store, ASHBY_USERS);
	struct ashby_buf name;

	if (!mail || *app->me_id || !ashby_field_find(ASHBY_USERS, "email", &email) ||
		!ashby_field_find(ASHBY_USERS, "firstName", &first) ||
		!ashby_field_find(ASHBY_USERS, "lastName", &last))
		return;
	for (uint32_t row = 0; row < slots; row++) {
		struct ashby_text id = ashby_store_id(app->store, ASHBY_USERS, row);

		if (!ashby_text_equal(ashby_field_text(app->store, &email, row), ashby_text_str(mail)))
			continue;
		ashby_buf_init(&name, 1024);
		tell_short_name(&name, ashby_field_text(app->store, &first, row),
			ashby_field_text(app->store, &last, row));
		snprintf(app->me, sizeof(app->me), "%s", ashby_buf_str(&name));
		snprintf(app->me_id, sizeof(app->me_id), "%.*s", (int)id.len, id.raw);
		ashby_buf_release(&name);
		return;
	}
}

/* Pages of other tabs hear of changes too: they take them in when they are drawn. */
static void on_rows(void *arg, uint32_t kinds)
{
	struct app *app = arg;

	if (kinds & UINT32_C(1) << ASHBY_USERS)
		find_me(app);
	for (int i = 0; i < app->tabs; i++) {
		for (struct page *page = app->tab[i]; page; page = page->below) {
			const struct view *view = page->view;
			uint32_t watched = view->watches |
				(view->engine == &list_engine ? UINT32_C(1) << view->kind : 0);

			if ((kinds & watched) && view->engine->event && view->engine->event(page, kinds) &&
				i == app->tab_now)
				app_dirty(app);
		}
	}
}

/* Whether another kind has ended with the same: one outage is said once. */
static bool is_said(const struct app *app, enum ashby_error error)
{
	for (int kind = 0; error != ASHBY_EPERM && kind < ASHBY_KIND_COUNT; kind++) {
		if (app->said_error[kind] == error)
			return true;
	}
	return false;
}

/* Says what a pass ended with, once: a list that could not be read must not look empty. */
static void say_pass_errors(struct app *app)
{
	struct ashby_sync_state state;
	bool said;

	for (int kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		ashby_sync_state(app->sync, (enum ashby_kind)kind, &state);
		if (state.running || state.err.error == ASHBY_OK) {
			app->said_error[kind] = ASHBY_OK;
			continue;
		}
		if (app->said_error[kind] == state.err.error)
			continue;
		said = is_said(app, state.err.error);
		app->said_error[kind] = state.err.error;
		if (!said)
			status_error(app, &state.err, ashby_kind_info((enum ashby_kind)kind)->name);
	}
}

/* Pages of lines may show the traffic itself. */
static void tell_page(struct app *app)
{
	struct page *page = app_page(app);

	if (page && page->view->engine == &text_engine && page->view->engine->event(page, 0))
		app_dirty(app);
}

static void on_traffic(void *arg)
{
	struct app *app = arg;

	log_calls(&app->session->log, app->client);
	say_pass_errors(app);
	status_traffic(app);
	tell_page(app);
}

static void on_end(void *arg)
{
	struct app *app = arg;

	if (!app->dirty || app->quitting)
		return;
	app->dirty = false;
	frame_draw(app);
	screen_flush();
}

/* ---- start ---- */

static void on_key_line(void *arg, const char *file, int line, const char *message)
{
	status_warn(arg, "%s:%d: %s", file, line, message);
}

/* The user's keys.conf; absent is fine. */
static void load_user_keys(struct app *app)
{
	char path[1100], *text;
	size_t len;
	FILE *file;

	if (!*app->session->own_folder)
		return;
	snprintf(path, sizeof(path), "%s/keys.conf", app->session->own_folder);
	file = fopen(path, "re");
	if (!file)
		return;
	text = xmalloc(KEYS_FILE_MAX);
	len = fread(text, 1, KEYS_FILE_MAX - 1, file);
	text[len] = '\0';
	fclose(file);
	keymap_load(app->keymap, text, "keys.conf", on_key_line, app);
	free(text);
}

/* What was typed before, in the account's own folder; without one it lasts as long as the program. */
static void load_history(struct app *app)
{
	struct ashby_err err;
	char *folder;

	if (ashby_folder(&folder, "state", app->account ? app->account->name : NULL, &err) != ASHBY_OK)
		return;
	cmdbar_history_load(app->bar, folder);
	free(folder);
}

/* Settings of the file that are ours; the session has read the rest. */
static void load_options(struct app *app)
{
	const char *name, *value, *why;
	int line;

	for (size_t i = 0; (name = ashby_config_item(app->session->config, i, &value, &line)); i++) {
		if (options_known(name) && !options_set(app, name, value, &why))
			status_warn(app, "config:%d: %s = %s: %s", line, name, value, why);
	}
}

static bool watch_all(struct app *app, struct ashby_watch **tty)
{
	static const struct {
		int signo;
		ashby_signal_fn *fn;
	} signals[] = {
		{ SIGTERM, on_quit_signal },
		{ SIGHUP, on_quit_signal },
		{ SIGINT, on_quit_signal },
		{ SIGWINCH, on_resize },
		{ SIGTSTP, on_stop },
		{ SIGCONT, on_continue },
	};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		if (ashby_loop_signal(app->loop, signals[i].signo, signals[i].fn, app) != ASHBY_OK)
			return false;
	}
	ashby_loop_at_end(app->loop, on_end, app);
	ashby_client_listen(app->client, on_traffic, app);
	return ashby_watch_new(tty, app->loop, STDIN_FILENO, ASHBY_READABLE, on_tty, app) == ASHBY_OK;
}

static void unwatch_all(struct app *app, struct ashby_watch *tty)
{
	ashby_watch_free(tty);
	ashby_client_listen(app->client, NULL, NULL);
	ashby_loop_at_end(app->loop, NULL, NULL);
}

/* Everything between the screen and the loop. */
static enum ashby_error app_init(struct app *app, struct session *session, const struct cli *cli)
{
	enum ashby_error error;
	struct ashby_err err;

	app->cli = cli;
	app->session = session;
	app->loop = session->loop;
	app->client = session->client;
	app->account = session->account;
	app->read_only = session->read_only;
	options_init(&app->options);
	app->status = status_new(app);
	app->keys = keys_new(app);
	app->input = input_new();
	app->keymap = keymap_new();
	app->bar = cmdbar_new(app);
	keymap_account(app->keymap, app->account ? app->account->name : NULL);
	keymap_load(app->keymap, keymap_default, NULL, on_key_line, app);
	if (!app->status)
		return ASHBY_ENOMEM;
	/* An unknown TZ is no reason not to start: times are then UTC, and said to be. */
	if (ashby_zone_new(&app->zone, NULL, &err) != ASHBY_OK)
		app->zone = NULL;
	error = ashby_store_new(&app->store);
	if (error == ASHBY_OK)
		error = ashby_sync_new(&app->sync, app->client, app->store, app->loop);
	if (error == ASHBY_OK)
		error = ashby_store_listen(&app->listener, app->store, app->loop, on_rows, app);
	app->joins = joins_new(app);
	tabs_init(app);
	return error;
}

static void app_release(struct app *app)
{
	popup_close_all(app);
	tabs_free(app);
	cmdbar_free(app->bar);
	keymap_free(app->keymap);
	input_free(app->input);
	keys_free(app->keys);
	status_free(app->status);
	joins_free(app->joins);
	ashby_listener_free(app->listener);
	ashby_sync_free(app->sync);
	ashby_store_free(app->store);
	ashby_zone_free(app->zone);
}

static void open_first(struct app *app)
{
	const struct view *first = view_find("applications");
	int tab = first ? tabs_of(app, first) : 0;

	app->tab_now = app->tab_before = tab < 0 ? 0 : tab;
	app_tab(app, app->tab_now);
}

static void on_session_key(void *arg)
{
	struct app *app = arg;

	if (app->session->key_failed)
		status_error(app, &app->session->key_err, "key");
	app_dirty(app);
}

static void start_key(struct app *app)
{
	struct ashby_err err;

	app->session->on_key = on_session_key;
	app->session->on_key_arg = app;
	if (app->session->key_known || app->session->key_failed)
		on_session_key(app);
	else if (session_key(app->session, &err) != ASHBY_OK)
		status_error(app, &err, "key");
}

/* A helper that asks in the terminal gets it before the screen does. */
static void ask_in_terminal(struct session *session)
{
	struct ashby_err err;

	if (!session->account->key_command_tty || session_key(session, &err) != ASHBY_OK)
		return;
	while (!session->key_known && !session->key_failed)
		if (ashby_loop_turn(session->loop, -1) != ASHBY_OK)
			return;
}

/* Runs with the screen on; says on standard error what went wrong once it is off. */
static int run(struct app *app, struct session *session, const struct cli *cli)
{
	struct ashby_watch *tty = NULL;

	if (app_init(app, session, cli) == ASHBY_OK && watch_all(app, &tty)) {
		if (draw_is_ascii())
			status_say(app, "this locale has ASCII only: other letters are shown as ?");
		load_options(app);
		load_user_keys(app);
		load_history(app);
		open_first(app);
		start_key(app);
		if (app->account && app->account->me)
			ashby_sync_want(app->sync, ASHBY_USERS, 1);
		app_dirty(app);
		/* The first picture before the first wait. */
		on_end(app);
		ashby_loop_run(app->loop);
	} else {
		app->exit_status = EXIT_LOCAL;
	}
	unwatch_all(app, tty);
	app_release(app);
	return app->exit_status;
}

int app_run(const struct cli *cli)
{
	struct session session;
	struct ashby_err err;
	struct app *app;
	int status;

	screen_locale();
	memset(&err, 0, sizeof(err));
	if (!screen_possible(&err) || session_open(&session, cli, &err) != ASHBY_OK)
		return cli_refuse("%s", err.message);
	ask_in_terminal(&session);
	if (!screen_start(&err)) {
		session_close(&session);
		return cli_refuse("%s", err.message);
	}
	app = xcalloc(1, sizeof(*app));
	status = run(app, &session, cli);
	screen_stop();
	session_close(&session);
	free(app);
	return status;
}
