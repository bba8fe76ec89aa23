/* home_commands.c: what keys do on Home: open what waits, say why it waits, copy it. Knows no drawing. */
#include <stdio.h>
#include <string.h>

#include "ages.h"
#include "behind.h"
#include "clip.h"
#include "home_in.h"
#include "popup.h"

enum { COPY_MAX = 32 * 1024, EVENTS_MAX = 30, WORDS = 160, EVENT_COLS = 60 };

static struct ashby_text text_of(struct app *app, enum ashby_kind kind, uint32_t row, const char *path)
{
	struct ashby_field field;

	if (row == ASHBY_NO_ROW || !ashby_field_find(kind, path, &field))
		return ashby_text_str("");
	return ashby_field_text(app->store, &field, row);
}

/* ---- opening ---- */

static void open_detail(struct app *app, const char *view, struct ashby_text id, struct ashby_text crumb)
{
	char word[64];

	snprintf(word, sizeof(word), "%.*s", (int)id.len, id.raw ? id.raw : "");
	if (*word)
		app_open(app, view, word, crumb);
}

static void open_schedule(struct app *app, uint32_t event)
{
	open_detail(app, "schedule", text_of(app, ASHBY_EVENTS, event, "interviewScheduleId"),
		text_of(app, ASHBY_EVENTS, event, "applicationId->candidate.name"));
}

/* A tab under one of its filters, in Home's scope, and with words to look for. */
static void open_list(struct app *app, const char *view, const char *filter, struct ashby_text words)
{
	char typed[WORDS];

	mine_set_lists(app, mine_scope_home(app));
	app_open(app, view, "", ashby_text_str(""));
	list_filter_by_name(app_page(app), filter);
	snprintf(typed, sizeof(typed), "%.*s", (int)words.len, words.raw ? words.raw : "");
	if (*typed && app_page(app)->view->engine->find)
		app_page(app)->view->engine->find(app_page(app), typed, true);
}

static void open_record(struct app *app, const struct home_item *item)
{
	struct ashby_text name = text_of(app, ASHBY_APPLICATIONS, item->application, "candidate.name");

	if (item->kind == ASHBY_OFFERS)
		open_detail(app, "offer", ashby_store_id(app->store, ASHBY_OFFERS, item->row), name);
	else if (item->kind == ASHBY_JOBS && item->section == HOME_APPROVALS)
		open_detail(app, "job", ashby_store_id(app->store, ASHBY_JOBS, item->row),
			text_of(app, ASHBY_JOBS, item->row, "title"));
	else
		open_detail(app, "application",
			ashby_store_id(app->store, ASHBY_APPLICATIONS, item->application), name);
}

static void open_event(struct app *app, const struct home_page *h, const struct home_item *item)
{
	(void)h;
	open_schedule(app, item->row);
}

static void open_one(struct app *app, const struct home_page *h, const struct home_item *item)
{
	(void)h;
	open_record(app, item);
}

static void open_review(struct app *app, const struct home_page *h, const struct home_item *item)
{
	(void)h;
	if (item->n == 1)
		open_record(app, item);
	else
		open_list(app, "applications", "review", text_of(app, ASHBY_JOBS, item->row, "title"));
}

/* The n-th event that an interviewer owes feedback for. */
static uint32_t owed(struct app *app, const struct home_page *h, const struct home_item *item, int n)
{
	for (unsigned i = 0; i < h->home.due_count; i++) {
		if (home_owes(app, h->home.due[i], ashby_store_id(app->store, ASHBY_USERS, item->row)) &&
			n-- == 0)
			return h->home.due[i];
	}
	return ASHBY_NO_ROW;
}

static void on_event_picked(struct app *app, void *arg, int n)
{
	struct page *page = app_page(app);
	const struct home_item *item;
	uint32_t event;

	(void)arg;
	if (!page || page->view->commands != home_commands)
		return;
	item = home_under(page);
	event = item && item->section == HOME_CHASE ? owed(app, page->state, item, n) : ASHBY_NO_ROW;
	if (event != ASHBY_NO_ROW)
		open_schedule(app, event);
}

static void open_chase(struct app *app, const struct home_page *h, const struct home_item *item)
{
	char words[EVENTS_MAX][WORDS];
	struct menu_item items[EVENTS_MAX];
	struct ashby_buf buf, clean;
	int n, used;

	if (item->n == 1) {
		open_schedule(app, owed(app, h, item, 0));
		return;
	}
	ashby_buf_init(&buf, COPY_MAX);
	ashby_buf_init(&clean, COPY_MAX);
	for (n = 0; n < EVENTS_MAX && owed(app, h, item, n) != ASHBY_NO_ROW; n++) {
		ashby_buf_clear(&buf);
		ashby_buf_clear(&clean);
		home_tell_event(app, owed(app, h, item, n), &buf);
		ashby_text_clean(&clean, ashby_text_of(buf.data, buf.len), ASHBY_TEXT_LINE, NULL);
		snprintf(words[n], WORDS, "%.*s",
			(int)ashby_text_cut(clean.data, clean.len, EVENT_COLS, &used), ashby_buf_str(&clean));
		items[n] = (struct menu_item){ n < 9 ? (tui_key)('1' + n) : KEY_NONE, words[n], NULL };
	}
	ashby_buf_release(&buf);
	ashby_buf_release(&clean);
	menu_open(app, "Feedback is missing", items, n, on_event_picked, NULL);
}

/* What a line of a section opens, and the list with all of them. */
static const struct {
	void (*open)(struct app *app, const struct home_page *h, const struct home_item *item);
	const char *view, *filter;
} sections[HOME_SECTIONS] = {
	[HOME_APPROVALS] = { open_one, "offers", "pending" },
	[HOME_TODAY] = { open_event, "interviews", "coming" },
	[HOME_OWE] = { open_event, "interviews", "nofeedback" },
	[HOME_CHASE] = { open_chase, "interviews", "nofeedback" },
	[HOME_LATE] = { open_one, "applications", "stale" },
	[HOME_REVIEW] = { open_review, "applications", "review" },
};

static unsigned do_open(struct app *app, struct page *page, const struct args *args)
{
	const struct home_item *item = home_under(page);
	const struct home_page *h = page->state;

	(void)args;
	if (item)
		sections[item->section].open(app, h, item);
	else if (h->at < h->count && h->line[h->at].type == LINE_MORE)
		open_list(app, sections[h->line[h->at].section].view, sections[h->line[h->at].section].filter,
			ashby_text_str(""));
	return REACT_DRAW;
}

static unsigned do_why(struct app *app, struct page *page, const struct args *args)
{
	const struct home_item *item = home_under(page);
	const struct home_page *h = page->state;

	(void)args;
	if (item)
		home_why_open(app, &h->home, item);
	else
		status_say(app, "nothing under the cursor to explain");
	return REACT_DRAW;
}

/* ---- copying ---- */

static void copy_path(struct app *app, const struct home_item *item, const char *path, const char *what)
{
	struct ashby_text text = text_of(app, ASHBY_APPLICATIONS, item->application, path);

	if (text.len > 0)
		clip_copy(app, text, what);
	else
		status_say(app, "there is no %s", what);
}

static void copy_reminder(struct app *app, const struct home_page *h, const struct home_item *item)
{
	struct ashby_buf text;

	if (item->section != HOME_CHASE) {
		status_say(app, "a reminder is for a line of FEEDBACK TO CHASE");
		return;
	}
	ashby_buf_init(&text, COPY_MAX);
	home_reminder(app, &h->home, item, &text);
	clip_copy(app, ashby_text_of(text.data, text.len), "reminder");
	ashby_buf_release(&text);
}

static void copy_line(struct app *app, const struct home_page *h, const struct home_item *item)
{
	struct home_cells cells;

	home_cells_init(&cells);
	home_tell(app, &h->home, item, &cells);
	ashby_buf_addf(&cells.name, "\t%s\t%s", ashby_buf_str(&cells.what), ashby_buf_str(&cells.when));
	clip_copy(app, ashby_text_of(cells.name.data, cells.name.len), "line");
	home_cells_release(&cells);
}

static void copy_id(struct app *app, const struct home_item *item)
{
	clip_copy(app, ashby_store_id(app->store, item->kind, item->row), "id");
}

static const struct {
	const char *word, *path, *what;
} copied[] = {
	{ "name", "candidate.name", "name" },
	{ "email", "candidate.primaryEmailAddress.value", "e-mail" },
	{ "phone", "candidate.primaryPhoneNumber.value", "phone number" },
};

static unsigned do_yank(struct app *app, struct page *page, const struct args *args)
{
	const struct home_item *item = home_under(page);
	const struct home_page *h = page->state;
	const char *word = args->count > 0 ? args->word[0] : "row";

	if (!item)
		return REACT_NONE;
	for (size_t i = 0; i < sizeof(copied) / sizeof(copied[0]); i++) {
		if (strcmp(copied[i].word, word) == 0) {
			copy_path(app, item, copied[i].path, copied[i].what);
			return REACT_DRAW;
		}
	}
	if (strcmp(word, "reminder") == 0)
		copy_reminder(app, h, item);
	else if (strcmp(word, "id") == 0)
		copy_id(app, item);
	else if (strcmp(word, "row") == 0)
		copy_line(app, h, item);
	else
		status_warn(app, "there is no '%s' to copy here", word);
	return REACT_DRAW;
}

static void complete_yank(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app;
	(void)page;
	if (n == 0)
		ashby_buf_adds(out,
			"row\tthe line\nname\tthe candidate's name\nemail\tthe e-mail address\n"
			"phone\tthe phone number\nid\tthe id\n"
			"reminder\tone reminder with every link, for who owes feedback\n");
}

/* ---- data ---- */

static unsigned do_refresh(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	for (int kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		if (page->view->watches & (UINT32_C(1) << kind) &&
			ashby_kind_info((enum ashby_kind)kind)->list)
			ashby_sync_refresh(app->sync, (enum ashby_kind)kind);
	}
	behind_again(app);
	return REACT_DRAW;
}

/* data */
/* clang-format off */
const struct command home_commands[] = {
	{ "open", do_open, 0, 0, 0, "open", NULL, "open what waits, or the list of all of them", "GO", NULL },
	{ "why", do_why, 0, 0, 0, "why", NULL, "the rule that brought this line here", "SEE", NULL },
	{ "yank", do_yank, 0, 1, 0, "copy", "[row|name|email|phone|id|reminder]", "copy the line or a part; a reminder with every link", "DO", complete_yank },
	{ "refresh", do_refresh, 0, 0, 0, "refresh", NULL, "ask what has changed", "PROGRAM", NULL },
	{ NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
