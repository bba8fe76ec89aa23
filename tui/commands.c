/* commands.c: the commands that work everywhere. Those of a view or an engine stand with it. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "board.h"
#include "cmdbar.h"
#include "behind.h"
#include "mine.h"
#include "page.h"
#include "popup.h"
#include "screen.h"

/* ---- places ---- */

static int tab_named(struct app *app, const char *name)
{
	if (strcmp(name, "next") == 0)
		return (app->tab_now + 1) % app->tabs;
	if (strcmp(name, "prev") == 0)
		return (app->tab_now + app->tabs - 1) % app->tabs;
	if (strcmp(name, "last") == 0)
		return app->tab_before;
	for (int i = 0; i < app->tabs; i++) {
		if (strcmp(app->tab_view[i]->name, name) == 0)
			return i;
	}
	return -1;
}

static unsigned do_view(struct app *app, struct page *page, const struct args *args)
{
	int tab = tab_named(app, args->word[0]);

	(void)page;
	if (tab < 0) {
		status_warn(app, "there is no view '%s'", args->word[0]);
		return REACT_DRAW;
	}
	app_tab(app, tab);
	if (args->count > 1 && !list_filter_by_name(app_page(app), args->word[1]))
		status_warn(app, "%s has no filter '%s'", args->word[0], args->word[1]);
	return REACT_DRAW;
}

static void complete_view(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)page;
	for (int i = 0; n == 0 && i < app->tabs; i++)
		ashby_buf_addf(out, "%s\t%s\n", app->tab_view[i]->name, app->tab_view[i]->title);
	if (n == 0)
		ashby_buf_adds(
			out, "next\tthe one after this\nprev\tthe one before this\nlast\twhere you were\n");
}

static void on_quit_answer(struct app *app, void *arg, bool yes)
{
	(void)arg;
	if (yes)
		app_quit(app, 0);
}

static unsigned do_back(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	if (page && page->below)
		app_back(app);
	else
		question_open(app, "Quit", "Leave ashby-tui?", on_quit_answer, NULL);
	return REACT_DRAW;
}

static unsigned do_quit(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)page;
	(void)args;
	return REACT_QUIT;
}

/* Drops one layer: what the page has (filter, marks), then what it waits for. Popups take Esc themselves. */
static unsigned do_bare(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	(void)args;
	app->bare = !app->bare;
	screen_redraw();
	return REACT_DRAW;
}

static unsigned do_blur(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	(void)args;
	draw_blur(!draw_is_blurred());
	status_say(app,
		draw_is_blurred() ? "blurred: e-mail addresses, phone numbers and pay are stars"
				  : "not blurred any more");
	return REACT_DRAW;
}

static unsigned do_cancel(struct app *app, struct page *page, const struct args *args)
{
	struct ashby_sync_state sync;

	(void)args;
	if (app->bare)
		return do_bare(app, page, args);
	if (!page || (page->view->engine->cancel && page->view->engine->cancel(page)))
		return REACT_DRAW;
	if (ashby_scope_pending(page->scope) > 0) {
		ashby_scope_cancel(page->scope);
		status_say(app, "request cancelled");
		return REACT_DRAW;
	}
	if (!page->view->engine->lists)
		return REACT_NONE;
	ashby_sync_state(app->sync, page->view->kind, &sync);
	if (sync.running) {
		ashby_sync_cancel(app->sync, page->view->kind);
		status_say(app, "reading stopped: r goes on");
	}
	return REACT_DRAW;
}

static unsigned do_abort(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	(void)args;
	if (ashby_client_cancel_newest(app->client))
		status_say(app, "the newest request was cancelled");
	else
		status_say(app, "nothing to cancel; Q quits");
	return REACT_DRAW;
}

/* ---- typing ---- */

/* A line that could not run comes back: nothing typed is lost. */
static void on_command(struct app *app, const char *words, bool done)
{
	unsigned reaction;

	if (!done || !words || !*words)
		return;
	reaction = command_run(app, words);
	if (reaction & REACT_QUIT)
		app_quit(app, 0);
	if (reaction & REACT_RETRY)
		cmdbar_open(app->bar, CMDBAR_COMMAND, ":", words, on_command);
}

static unsigned do_command(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	cmdbar_open(app->bar, CMDBAR_COMMAND, ":", args->rest, on_command);
	return REACT_DRAW;
}

static void on_find(struct app *app, const char *words, bool done)
{
	struct page *page = app_page(app);

	if (page && page->view->engine->find)
		page->view->engine->find(page, words, done);
	app_dirty(app);
}

unsigned commands_find(struct app *app, struct page *page, const struct args *args)
{
	if (!page || !page->view->engine->find) {
		status_say(app, "there is nothing to search here");
		return REACT_DRAW;
	}
	if (args->count > 0)
		page->view->engine->find(page, args->rest, true);
	else
		cmdbar_open(app->bar, CMDBAR_FIND, "/", "", on_find);
	return REACT_DRAW;
}

/* ---- data ---- */

static unsigned do_refresh(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	if (!page || !page->view->engine->lists)
		return REACT_NONE;
	ashby_sync_refresh(app->sync, page->view->kind);
	behind_again(app);
	for (int kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		if (page->view->watches & (UINT32_C(1) << kind))
			ashby_sync_refresh(app->sync, (enum ashby_kind)kind);
	}
	return REACT_DRAW;
}

static unsigned do_resync(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	if (!page || !page->view->engine->lists)
		return REACT_NONE;
	ashby_sync_resync(app->sync, page->view->kind);
	status_say(app, "reading all %s again", ashby_kind_info(page->view->kind)->name);
	return REACT_DRAW;
}

/* ---- program ---- */

static unsigned do_redraw(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)page;
	(void)args;
	screen_redraw();
	return REACT_DRAW;
}

static unsigned do_suspend(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	(void)args;
	screen_suspend();
	popup_place_all(app);
	return REACT_DRAW;
}

static unsigned do_set(struct app *app, struct page *page, const struct args *args)
{
	const char *why = "";
	struct ashby_buf value;

	(void)page;
	if (args->count == 2) {
		if (!options_set(app, args->word[0], args->word[1], &why))
			status_warn(app, "set %s: %s", args->word[0], why);
		return REACT_DRAW;
	}
	ashby_buf_init(&value, 4096);
	if (args->count == 0)
		options_all(app, &value);
	else if (!options_get(app, args->word[0], &value))
		ashby_buf_adds(&value, "there is no such option");
	status_say(app, "%s%s%s", args->count ? args->word[0] : "", args->count ? " is " : "",
		ashby_buf_str(&value));
	ashby_buf_release(&value);
	return REACT_DRAW;
}

static void complete_set(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)page;
	if (n == 0)
		options_complete(app, NULL, out);
}

/* Never called: command_run refuses it while writes cannot leave. */
static unsigned do_write(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)page;
	(void)args;
	return REACT_NONE;
}

#define WRITE (NEEDS_ROW | NEEDS_WRITE)
#define PERSON (NEEDS_ROW | NEEDS_WRITE | NEEDS_CANDIDATE)

/* data */
/* clang-format off */
const struct command commands_global[] = {
	{ "note", do_write, 0, -1, PERSON, "note", "[TEXT]", "add a note", "DO", NULL },
	{ "move", do_write, 0, -1, PERSON, "move", "[STAGE]", "move to another stage", "DO", NULL },
	{ "archive", do_write, 0, -1, PERSON, "archive", "[REASON]", "archive, with a reason", "DO", NULL },
	{ "tag", do_write, 0, -1, PERSON, "tags", "[add|remove TAG]", "add or remove tags", "DO", NULL },
	{ "edit", do_write, 0, 1, WRITE, "edit", "[FIELD]", "edit fields", "DO", NULL },
	{ "edit-external", do_write, 0, 1, WRITE, "edit in $EDITOR", "[FIELD]", "edit fields in $EDITOR", "DO", NULL },
	{ "approve", do_write, 0, 1, WRITE, "approve", NULL, "approve the offer's step that waits for you", "DO", NULL },
	{ "undo", do_write, 0, 0, NEEDS_WRITE, "undo", NULL, "undo the last write", "DO", NULL },
	{ "redo", do_write, 0, 0, NEEDS_WRITE, "redo", NULL, "do again what was undone", "DO", NULL },
	{ "view", do_view, 1, 2, 0, "view", "NAME|next|prev|last [FILTER]", "go to a view", "GO", complete_view },
	{ "scope", mine_do_scope, 0, 1, 0, "scope", "me|jobs|all|next", "whose rows are shown: mine, of my jobs, all", "GO", mine_complete },
	{ "board", board_command, 0, -1, 0, "board", "[JOB]", "the pipeline of a job, a column a stage", "GO", board_complete },
	{ "back", do_back, 0, 0, 0, "back", NULL, "back one level; at the root asks to quit", "GO", NULL },
	{ "cancel", do_cancel, 0, 0, 0, "drop filter, marks", NULL, "drop one layer: filter, marks, this view's request", "GO", NULL },
	{ "find", commands_find, 0, -1, 0, "find", "[WORDS]", "filter a list, search a page", "FIND", NULL },
	{ "command", do_command, 0, -1, 0, "command", "[LINE]", "type a command", "FIND", NULL },
	{ "refresh", do_refresh, 0, 0, 0, "refresh", NULL, "ask what has changed", "PROGRAM", NULL },
	{ "resync", do_resync, 0, 0, 0, "resync", NULL, "read everything again", "PROGRAM", NULL },
	{ "abort", do_abort, 0, 0, 0, "stop", NULL, "cancel the newest request", "PROGRAM", NULL },
	{ "bare", do_bare, 0, 0, 0, "bare", NULL, "one pane without bars, for copying with the mouse; Esc leaves", "PROGRAM", NULL },
	{ "blur", do_blur, 0, 0, 0, "blur", NULL, "hide e-mail addresses, phone numbers and pay on the screen", "PROGRAM", NULL },
	{ "redraw", do_redraw, 0, 0, 0, "redraw", NULL, "paint the whole screen again", "PROGRAM", NULL },
	{ "suspend", do_suspend, 0, 0, 0, "suspend", NULL, "back to the shell until fg", "PROGRAM", NULL },
	{ "set", do_set, 0, 2, 0, "set", "[OPTION [VALUE]]", "show or change an option", "PROGRAM", complete_set },
	{ "quit", do_quit, 0, 0, 0, "quit", NULL, "leave the program", "PROGRAM", NULL },
	{ NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
