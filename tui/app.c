/*
 * app.c: the running program: takes the terminal, joins keys, signals, traffic and rows in one loop, draws once a turn.
 * Knows no view's inside.
 */
#include "app.h"
#include "accounts_app.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ages.h"
#include "behind.h"
#include "briefings.h"
#include "cli.h"
#include "cmdbar.h"
#include "input.h"
#include "joins.h"
#include "keyfiles.h"
#include "keys.h"
#include "local.h"
#include "mine.h"
#include "page.h"
#include "popup.h"
#include "screen.h"
#include "session.h"
#include "settings.h"
#include "status.h"
#include "welcome.h"

enum { SIGNALLED = 128, SWITCH_MAX = sizeof(((struct app *)0)->switch_to) };

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

void app_switch(struct app *app, const char *account)
{
	snprintf(app->switch_to, sizeof(app->switch_to), "%s", account);
	app_quit(app, 0);
}

void app_lend(struct app *app)
{
	if (app->lent)
		return;
	app->lent = true;
	ashby_watch_set(app->tty, 0);
	screen_lend();
}

void app_take(struct app *app)
{
	if (!app->lent)
		return;
	app->lent = false;
	ashby_watch_set(app->tty, ASHBY_READABLE);
	screen_take();
	popup_place_all(app);
	app_dirty(app);
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
	if (app->lent)
		return;
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
	if (app->lent)
		return;
	screen_suspend();
	popup_place_all(app);
	app_dirty(app);
}

static void on_continue(void *arg, int signo)
{
	struct app *app = arg;

	(void)signo;
	if (app->lent)
		return;
	screen_take();
	popup_place_all(app);
	app_dirty(app);
}

/* Pages of other tabs hear of changes too: they take them in when they are drawn. */
static void on_rows(void *arg, uint32_t kinds)
{
	struct app *app = arg;
	uint32_t mine = mine_kinds(app);

	behind_kick(app);
	for (int i = 0; i < app->tabs; i++) {
		for (struct page *page = app->tab[i]; page; page = page->below) {
			const struct view *view = page->view;
			uint32_t watched =
				view->watches | (view->engine->lists ? UINT32_C(1) << view->kind | mine : 0);

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
		/* A refused key is said once, not for each list. */
		if (!said && state.err.error != ASHBY_EAUTH)
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
	accounts_traffic(app);
	status_traffic(app);
	tell_page(app);
}

static void on_end(void *arg)
{
	struct app *app = arg;

	if (!app->dirty || app->quitting || app->lent)
		return;
	app->dirty = false;
	frame_draw(app);
	screen_flush();
	/* Other rows may be in view now. */
	behind_kick(app);
}

/* ---- start ---- */

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

static bool watch_all(struct app *app)
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
	return ashby_watch_new(&app->tty, app->loop, STDIN_FILENO, ASHBY_READABLE, on_tty, app) == ASHBY_OK;
}

static void unwatch_all(struct app *app)
{
	ashby_watch_free(app->tty);
	app->tty = NULL;
	app->session->who.changed = NULL;
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
	if (!app->status)
		return ASHBY_ENOMEM;
	/* An unknown TZ is no reason not to start: times are then UTC, and said to be. */
	if (ashby_zone_new(&app->zone, NULL, &err) != ASHBY_OK)
		app->zone = NULL;
	error = ashby_store_new(&app->store);
	if (error == ASHBY_OK)
		error = settings_roles(session->config, app->store);
	if (error == ASHBY_OK)
		error = ashby_sync_new(&app->sync, app->client, app->store, app->loop);
	if (error == ASHBY_OK)
		error = ashby_store_listen(&app->listener, app->store, app->loop, on_rows, app);
	app->joins = joins_new(app);
	app->mine = mine_new(app);
	app->ages = ages_new(app);
	app->briefings = briefings_new(app);
	app->behind = behind_new(app);
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
	behind_free(app->behind);
	briefings_free(app->briefings);
	ages_free(app->ages);
	mine_free(app->mine);
	joins_free(app->joins);
	app_local_close(app);
	ashby_listener_free(app->listener);
	ashby_sync_free(app->sync);
	ashby_store_free(app->store);
	ashby_zone_free(app->zone);
}

static void open_first(struct app *app)
{
	const struct view *first = view_find("home");
	int tab = first ? tabs_of(app, first) : 0;

	app->tab_now = app->tab_before = tab < 0 ? 0 : tab;
	app_tab(app, app->tab_now);
}

static void on_session_key(void *arg)
{
	accounts_key(arg);
}

static void on_person(void *arg)
{
	accounts_person(arg);
	/* What said a name says "you" now. */
	on_rows(arg, UINT32_C(1) << ASHBY_USERS);
}

static void start_key(struct app *app)
{
	struct session *session = app->session;

	session->on_key = on_session_key;
	session->on_key_arg = app;
	session->who.changed = on_person;
	session->who.arg = app;
	if (session->key_known || session->key_failed)
		on_session_key(app);
	else
		accounts_fetch_key(app);
}

/* A helper that asks in the terminal gets it before the screen does. */
static void ask_in_terminal(struct session *session)
{
	struct ashby_err err;

	session->ask = IDENTITY_PERSON | IDENTITY_RIGHTS;
	if (!session->account->key_command_tty || session->account->env_key ||
		session_key(session, &err) != ASHBY_OK)
		return;
	while (!session->key_known && !session->key_failed)
		if (ashby_loop_turn(session->loop, -1) != ASHBY_OK)
			return;
}

/* What outlives an account: what was set by hand, and why the one that was wanted is not the one in use. */
struct kept {
	bool any;
	struct options options;
	struct ashby_zone *zone;
	struct ashby_err sorry;
};

static void take_kept(struct app *app, struct kept *kept)
{
	if (!kept->any) {
		load_options(app);
		return;
	}
	app->options = kept->options;
	ashby_zone_free(app->zone);
	app->zone = kept->zone;
	kept->zone = NULL;
	if (kept->sorry.error)
		status_error(app, &kept->sorry, "account");
	kept->sorry.error = ASHBY_OK;
}

static void keep(struct app *app, struct kept *kept)
{
	kept->any = true;
	kept->options = app->options;
	kept->zone = app->zone;
	app->zone = NULL;
}

/* Runs with the screen on, until the end or until another account is wanted. */
static void run(struct app *app, struct session *session, const struct cli *cli, struct kept *kept)
{
	if (app_init(app, session, cli) == ASHBY_OK && watch_all(app)) {
		if (draw_is_ascii())
			status_say(app, "this locale has ASCII only: other letters are shown as ?");
		take_kept(app, kept);
		keyfiles_load(app);
		load_history(app);
		app_local_open(app);
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
	app_take(app);
	unwatch_all(app);
	if (*app->switch_to)
		keep(app, kept);
	app_release(app);
}

/* The session of the next account, or again of the one before when that cannot be. False: neither. */
static bool open_next(
	struct session *session, struct cli *cli, char *name, const char *next, struct ashby_err *err)
{
	char before[SWITCH_MAX];
	struct ashby_err again;

	snprintf(before, sizeof(before), "%s", session->account->name);
	snprintf(name, SWITCH_MAX, "%s", next);
	cli->account = name;
	/* A key that was typed is that account's, and goes nowhere else. */
	session_forget_typed(session);
	if (session_reopen(session, cli, err) == ASHBY_OK)
		return true;
	snprintf(name, SWITCH_MAX, "%s", before);
	return session_reopen(session, cli, &again) == ASHBY_OK;
}

/* One account after the other, with the screen on all the time. */
static int run_accounts(struct session *session, struct cli *cli, struct ashby_err *err)
{
	struct kept kept = { .any = false };
	char name[SWITCH_MAX], next[SWITCH_MAX];
	int status;

	do {
		struct app *app = xcalloc(1, sizeof(*app));

		session->ask = IDENTITY_PERSON | IDENTITY_RIGHTS;
		run(app, session, cli, &kept);
		status = app->exit_status;
		memcpy(next, app->switch_to, sizeof(next));
		free(app);
		if (*next && !open_next(session, cli, name, next, &kept.sorry)) {
			*err = kept.sorry;
			status = -1;
			break;
		}
	} while (*next);
	ashby_zone_free(kept.zone);
	return status;
}

/* What has to be settled before the screen is taken; -1 to go on, else the exit status. */
static int prepare(struct session *session, struct cli *cli)
{
	struct ashby_err err = { .error = ASHBY_OK };

	if (!screen_possible(&err) || session_open(session, cli, &err) != ASHBY_OK)
		return cli_refuse("%s", err.message);
	switch (welcome(session, cli, &err)) {
	case WELCOME_GO: ask_in_terminal(session); return -1;
	case WELCOME_LEAVE: session_close(session); return EXIT_DONE;
	case WELCOME_FAILED: break;
	}
	session_close(session);
	return cli_refuse("%s", err.message);
}

int app_run(const struct cli *given)
{
	struct cli cli = *given;
	struct session session;
	struct ashby_err err;
	int status;

	screen_locale();
	status = prepare(&session, &cli);
	if (status >= 0)
		return status;
	if (!screen_start(&err)) {
		session_close(&session);
		return cli_refuse("%s", err.message);
	}
	status = run_accounts(&session, &cli, &err);
	screen_stop();
	session_close(&session);
	return status < 0 ? cli_refuse("%s", err.message) : status;
}
