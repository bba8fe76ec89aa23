/*
 * status.c: the status line: what was said (left), what is awaited and how old the data is (right). Keeps the last
 * messages for Activity. Timers run only while something on the line changes by itself.
 */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "keys.h"

enum {
	SAY_MS = 5000,
	SEEN_MS =
		1000, /* an error stands at least so long, so that a key typed blindly does not take it away */
	SPIN_AFTER_MS = 300,
	SPIN_MS = 250,
	COUNT_MS = 1000, /* seconds of a 429 count down */
	OLD_MS = 15 * 60 * 1000,
	LOG = 64,
	TEXT = 700,
	NARROW = 60,
	GAP = 2,
	NOTE_BESIDE = 20, /* columns that a note may take from a message */
};

struct message {
	char text[TEXT]; /* may hold text from outside: cleaned when drawn */
	enum role role;
	int64_t when_ms;
};

struct status {
	struct app *app;
	struct message log[LOG]; /* a ring */
	unsigned said;           /* messages ever said */
	bool shown, sticky;
	int64_t since_ms; /* loop time */
	struct ashby_timer *hide, *spin;
	bool spinning, timing;
	unsigned turn;
};

static struct message *newest(struct status *s)
{
	return s->said ? &s->log[(s->said - 1) % LOG] : NULL;
}

static void on_hide(void *arg)
{
	struct status *s = arg;

	if (!s->sticky)
		s->shown = false;
	app_dirty(s->app);
}

static void on_spin(void *arg)
{
	struct status *s = arg;

	s->timing = false;
	s->turn++;
	status_traffic(s->app);
	app_dirty(s->app);
}

struct status *status_new(struct app *app)
{
	struct status *s = xcalloc(1, sizeof(*s));

	s->app = app;
	if (ashby_timer_new(&s->hide, app->loop, on_hide, s) != ASHBY_OK ||
		ashby_timer_new(&s->spin, app->loop, on_spin, s) != ASHBY_OK) {
		status_free(s);
		return NULL;
	}
	return s;
}

void status_free(struct status *s)
{
	if (!s)
		return;
	ashby_timer_free(s->hide);
	ashby_timer_free(s->spin);
	free(s);
}

/* ---- saying ---- */

static void say(struct app *app, enum role role, bool sticky, const char *text)
{
	struct status *s = app->status;
	struct message *m = &s->log[s->said++ % LOG];

	snprintf(m->text, sizeof(m->text), "%s", text);
	m->role = role;
	m->when_ms = app_now(app);
	s->shown = true;
	s->sticky = sticky;
	s->since_ms = ashby_loop_now(app->loop);
	ashby_timer_stop(s->hide);
	if (!sticky)
		ashby_timer_start(s->hide, SAY_MS);
	app_dirty(app);
}

#define SAY(role, sticky)                                  \
	do {                                               \
		char text[TEXT];                           \
		va_list ap;                                \
		va_start(ap, format);                      \
		vsnprintf(text, sizeof(text), format, ap); \
		va_end(ap);                                \
		say(app, role, sticky, text);              \
	} while (0)

void status_say(struct app *app, const char *format, ...)
{
	SAY(ROLE_TEXT, false);
}

void status_good(struct app *app, const char *format, ...)
{
	SAY(ROLE_GOOD, false);
}

void status_warn(struct app *app, const char *format, ...)
{
	SAY(ROLE_LATE, false);
}

void status_error(struct app *app, const struct ashby_err *err, const char *what)
{
	char text[TEXT];

	if (err->error == ASHBY_ECANCELLED)
		return;
	snprintf(text, sizeof(text), "%s: %s%s%s%s", what,
		*err->message ? err->message : ashby_error_name(err->error), *err->code ? " (" : "",
		err->code, *err->code ? ")" : "");
	say(app, ROLE_BAD, true, text);
}

void status_key(struct app *app)
{
	struct status *s = app->status;

	if (s->sticky && ashby_loop_now(app->loop) - s->since_ms >= SEEN_MS) {
		s->sticky = false;
		s->shown = false;
	}
}

const char *status_log(const struct app *app, unsigned i, int64_t *when_ms, enum role *role)
{
	const struct status *s = app->status;
	const struct message *m;

	if (i >= s->said || i >= LOG)
		return NULL;
	m = &s->log[(s->said - 1 - i) % LOG];
	*when_ms = m->when_ms;
	*role = m->role;
	return m->text;
}

/* ---- what is awaited ---- */

void status_traffic(struct app *app)
{
	struct status *s = app->status;
	struct ashby_traffic traffic;
	int64_t wait = 0;

	ashby_client_traffic(app->client, &traffic);
	s->spinning = traffic.foreground > 0 && traffic.oldest_ms >= SPIN_AFTER_MS;
	if (traffic.foreground > 0)
		wait = s->spinning ? SPIN_MS : SPIN_AFTER_MS - traffic.oldest_ms;
	else if (traffic.pause_ms > 0)
		wait = COUNT_MS;
	if (wait > 0 && !s->timing) {
		s->timing = true;
		ashby_timer_start(s->spin, wait > 0 ? wait : 1);
	}
	app_dirty(app);
}

static bool unreachable(enum ashby_error error)
{
	return error == ASHBY_ENET || error == ASHBY_ETIMEOUT || error == ASHBY_ESERVER ||
		error == ASHBY_ETLS;
}

static const char *trouble(
	struct app *app, const struct ashby_traffic *traffic, const struct ashby_sync_state *sync)
{
	if (traffic->stopped)
		return "key refused";
	if (sync->err.error == ASHBY_EKEY)
		return "no key";
	if (unreachable(sync->err.error))
		return "offline";
	if (sync->err.error == ASHBY_EPERM)
		return "not allowed";
	if (sync->err.error != ASHBY_OK && sync->err.error != ASHBY_ECANCELLED)
		return "could not load";
	return sync->synced_ms != ASHBY_NO_TIME && app_now(app) - sync->synced_ms > OLD_MS ? "" : NULL;
}

/* The kind whose pass tells: events are cut from schedules, and Home rests on applications most of all. */
static enum ashby_kind page_source(const struct page *page)
{
	if (page->view->engine != &list_engine)
		return ASHBY_APPLICATIONS;
	return page->view->kind == ASHBY_EVENTS ? ASHBY_SCHEDULES : page->view->kind;
}

/* How old what is shown is: "synced 14:02"; after a failure or 15 minutes "as of 14:02, offline". */
static void say_age(struct app *app, const struct ashby_traffic *traffic, bool narrow, struct ashby_buf *out)
{
	struct page *page = app_page(app);
	struct ashby_sync_state sync = { .synced_ms = ASHBY_NO_TIME };
	struct ashby_wall wall;
	const char *why;

	if (!page || (!page->view->engine->lists && strcmp(page->view->name, "home") != 0))
		return;
	ashby_sync_state(app->sync, page_source(page), &sync);
	why = trouble(app, traffic, &sync);
	if (sync.synced_ms == ASHBY_NO_TIME) {
		ashby_buf_adds(out, why ? why : sync.running ? "reading" : "");
		return;
	}
	ashby_zone_wall(app->zone, sync.synced_ms, &wall);
	if (!narrow)
		ashby_buf_adds(out, why ? "as of " : "synced ");
	ashby_buf_addf(out, "%02d:%02d%s%s", wall.hour, wall.minute, why && *why ? ", " : "", why ? why : "");
}

static void say_right(struct app *app, bool narrow, struct ashby_buf *out)
{
	static const char turns[] = "|/-\\";
	struct status *s = app->status;
	struct ashby_traffic traffic;

	ashby_client_traffic(app->client, &traffic);
	if (traffic.pause_ms > 0) {
		ashby_buf_addf(out, "%s%s, waits %ds", traffic.limited ? "429" : "no request left",
			traffic.partner_scope ? " (whole integration)" : "",
			(int)((traffic.pause_ms + 999) / 1000));
		return;
	}
	if (s->spinning && traffic.foreground > 0) {
		ashby_buf_addf(out, "%s %c", narrow ? "" : traffic.endpoint, turns[s->turn % 4]);
		return;
	}
	say_age(app, &traffic, narrow, out);
}

/* ---- drawing ---- */

/* What the page says at the left end: "1 marked", if it is no longer than room. Returns the columns taken. */
static int draw_note(struct app *app, const struct box *line, int room)
{
	struct page *page = app_page(app);
	struct ashby_buf note;
	int used = 0;

	if (!page || !page->view->engine->note)
		return 0;
	ashby_buf_init(&note, 256);
	page->view->engine->note(page, &note);
	if (note.len > 0 && (int)note.len <= room)
		used = draw_label(line, 0, 1, line->rect.cols - 2, ROLE_NOW, ashby_buf_str(&note)) + GAP;
	ashby_buf_release(&note);
	return used;
}

void status_draw(struct app *app, const struct box *line)
{
	struct status *s = app->status;
	const struct message *m = newest(s);
	int cols = line->rect.cols, right = 0, left;
	char typed[64];
	struct ashby_buf buf;

	ashby_buf_init(&buf, 512);
	say_right(app, cols < NARROW, &buf);
	if (buf.len > 0) {
		int width = ashby_text_width(ashby_buf_str(&buf), buf.len);

		width = width < cols / 2 ? width : cols / 2;
		right = width + GAP;
		draw_label(line, 0, cols - 1 - width, width, ROLE_DIM, ashby_buf_str(&buf));
	}
	ashby_buf_release(&buf);
	/* A message must not lose its end to a long note. */
	left = 1 + draw_note(app, line, s->shown && m ? NOTE_BESIDE : cols - right);
	keys_typed(app, typed);
	if (*typed)
		draw_labelf(line, 0, left, cols - left - right, ROLE_PRESS, "%s ..", typed);
	else if (s->shown && m)
		draw_label(line, 0, left, cols - left - right, m->role, m->text);
}
