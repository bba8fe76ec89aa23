/* behind.c: runs the calls that nobody waits for, one by one. Knows who may want something, not what it means. */
#include "behind.h"

#include <string.h>
#include <stdlib.h>

#include "ages.h"
#include "app.h"
#include "briefings.h"

enum {
	TELL_MS = 500,    /* what came is shown this often, not for each call */
	REST_MAX = 2000,  /* milliseconds */
	FAILURES_MAX = 5, /* in a row: the server or the network has other troubles */
};

/* In the order of need. */
static enum behind_next (*const wants[])(struct app *app, struct behind_ask *ask) = {
	ages_next_shown,
	briefings_next,
	ages_next_mine,
	ages_next_sample,
};

struct behind {
	struct app *app;
	struct ashby_scope *scope;
	struct ashby_timer *turn, *tell;
	struct behind_ask ask;
	bool asking, idle, telling;
	int failures;
};

static void on_reply(void *arg, const struct ashby_reply *reply);

static void start(struct behind *b, int64_t ms)
{
	b->idle = false;
	ashby_timer_start(b->turn, ms);
}

static bool send(struct behind *b)
{
	struct ashby_err err;

	if (ashby_call(NULL, b->scope, b->ask.endpoint, b->ask.body, ASHBY_CALL_PREFETCH, on_reply, b, &err))
		return false;
	b->asking = true;
	return true;
}

static void on_turn(void *arg)
{
	struct behind *b = arg;

	b->idle = true;
	if (b->asking || b->failures >= FAILURES_MAX)
		return;
	for (size_t i = 0; i < sizeof(wants) / sizeof(wants[0]); i++) {
		enum behind_next next = wants[i](b->app, &b->ask);

		if (next == BEHIND_LATER) {
			start(b, 1);
			return;
		}
		if (next == BEHIND_ASK) {
			b->idle = false;
			if (!send(b))
				b->failures = FAILURES_MAX;
			return;
		}
	}
}

static void on_reply(void *arg, const struct ashby_reply *reply)
{
	struct behind *b = arg;
	struct behind_ask ask = b->ask;

	b->asking = false;
	/* A refusal is an answer: the next of its kind is not asked for. What failed otherwise may work later. */
	if (reply->error == ASHBY_OK || reply->error == ASHBY_EPERM || reply->error == ASHBY_EAPI)
		b->failures = 0;
	else
		b->failures++;
	ask.came(b->app, &ask, reply);
	if (reply->error == ASHBY_ECANCELLED)
		return;
	if (!b->telling) {
		b->telling = true;
		ashby_timer_start(b->tell, TELL_MS);
	}
	start(b, reply->elapsed_ms < REST_MAX ? reply->elapsed_ms : REST_MAX);
}

static void on_tell(void *arg)
{
	struct behind *b = arg;
	struct page *page = app_page(b->app);

	b->telling = false;
	if (page && page->view->engine->event)
		page->view->engine->event(page, UINT32_C(1) << ASHBY_APPLICATIONS);
	app_dirty(b->app);
}

struct behind *behind_new(struct app *app)
{
	struct behind *b = xcalloc(1, sizeof(*b));

	b->app = app;
	if (ashby_scope_new(&b->scope, app->client) || ashby_timer_new(&b->turn, app->loop, on_turn, b) ||
		ashby_timer_new(&b->tell, app->loop, on_tell, b)) {
		behind_free(b);
		return NULL;
	}
	b->idle = true;
	return b;
}

void behind_free(struct behind *b)
{
	if (!b)
		return;
	ashby_timer_free(b->turn);
	ashby_timer_free(b->tell);
	ashby_scope_free(b->scope);
	free(b);
}

void behind_kick(struct app *app)
{
	struct behind *b = app->behind;

	if (b && !b->asking && b->idle && b->failures < FAILURES_MAX)
		start(b, 1);
}

void behind_again(struct app *app)
{
	if (!app->behind)
		return;
	app->behind->failures = 0;
	ages_again(app);
	briefings_again(app);
	behind_kick(app);
}

bool behind_busy(struct app *app)
{
	return app->behind && !app->behind->idle && app->behind->failures < FAILURES_MAX;
}

bool behind_body(struct behind_ask *ask, const char *name, struct ashby_text id)
{
	struct ashby_buf body;
	bool fits;

	ashby_buf_init(&body, 4096);
	ashby_buf_addf(&body, "{\"%s\":", name);
	fits = ashby_json_quote(&body, id) == ASHBY_OK && id.len > 0;
	ashby_buf_addc(&body, '}');
	fits = fits && body.len < sizeof(ask->body);
	if (fits)
		memcpy(ask->body, body.data, body.len + 1);
	ashby_buf_release(&body);
	return fits;
}
