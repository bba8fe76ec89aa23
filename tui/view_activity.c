/*
 * view_activity.c: what the program asks of Ashby: the pace it keeps, calls on their way, the last ones that ended.
 * Errors stay until 500 calls have passed. It shows ids and numbers, never what was sent or came.
 */
#include <stdio.h>
#include <string.h>
#include "app.h"
#include "clip.h"
#include "doc.h"
#include "tell.h"
#include "textview.h"

#define CALLS_MAX 500

struct activity {
	uint64_t open; /* serial of the call that is shown in full, 0: none */
};

static const char *const states[] = { "waiting", "running", "retrying", "done" };

/* ---- pace ---- */

static void pace(struct page *page, struct doc *doc)
{
	struct ashby_traffic t;

	ashby_client_traffic(page->app->client, &t);
	doc_line(doc);
	if (t.stopped) {
		doc_label(doc, ROLE_BAD, "all traffic has stopped: ");
		doc_text(doc, ROLE_TEXT, ashby_text_str(t.stop.message));
		doc_line(doc);
	} else if (t.pause_ms > 0) {
		doc_labelf(doc, ROLE_LATE, "%s: waits %llds more", t.limited ? "429" : "no request is left",
			(long long)((t.pause_ms + 999) / 1000));
		doc_label(doc, ROLE_DIM, t.partner_scope ? " (for the whole integration)" : "");
		doc_line(doc);
	}
	doc_labelf(doc, ROLE_TEXT, "%zu on their way, %zu waiting", t.running, t.waiting);
	if (t.rate > 0)
		doc_labelf(doc, ROLE_DIM, "   pace %.1f a second", t.rate);
	else
		doc_label(doc, ROLE_DIM, "   no limit on the pace");
	if (t.remaining >= 0)
		doc_labelf(doc, t.remaining > 0 ? ROLE_DIM : ROLE_LATE, ", %lld", (long long)t.remaining);
	if (t.remaining >= 0 && t.limit >= 0)
		doc_labelf(doc, ROLE_DIM, " of %lld", (long long)t.limit);
	if (t.remaining >= 0)
		doc_label(doc, ROLE_DIM, " left");
	doc_labelf(doc, ROLE_DIM, "   %llu sent, ", (unsigned long long)t.sent);
	doc_labelf(doc, t.failed > 0 ? ROLE_LATE : ROLE_DIM, "%llu failed", (unsigned long long)t.failed);
}

/* ---- calls ---- */

static const char *size_of(size_t bytes, char buf[static 16])
{
	if (bytes < 1024)
		snprintf(buf, 16, "%zu B", bytes);
	else if (bytes < (size_t)1024 * 1024)
		snprintf(buf, 16, "%.0f KB", (double)bytes / 1024);
	else
		snprintf(buf, 16, "%.1f MB", (double)bytes / 1024 / 1024);
	return buf;
}

static unsigned role_of(const struct ashby_activity *a)
{
	if (a->state != ASHBY_DONE)
		return ROLE_PRESS;
	return a->error == ASHBY_OK ? ROLE_TEXT : a->error == ASHBY_ECANCELLED ? ROLE_DIM : ROLE_BAD;
}

static void outcome(struct doc *doc, const struct ashby_activity *a)
{
	if (a->state != ASHBY_DONE)
		doc_label(doc, ROLE_PRESS, states[a->state]);
	else if (a->error == ASHBY_OK)
		doc_label(doc, ROLE_DIM, "ok");
	else
		doc_label(doc, role_of(a), ashby_error_name(a->error));
}

static void call_line(struct page *page, struct doc *doc, const struct ashby_activity *a)
{
	struct ashby_wall wall;
	char size[16];

	ashby_zone_wall(page->app->zone, a->started_ms, &wall);
	doc_line(doc);
	doc_labelf(doc, ROLE_DIM, " %02d:%02d:%02d", wall.hour, wall.minute, wall.second);
	doc_tab(doc, 11);
	doc_text(doc, role_of(a), ashby_text_str(a->endpoint));
	doc_tab(doc, 48);
	if (a->http > 0)
		doc_labelf(doc, ROLE_TEXT, "%3d", a->http);
	doc_tab(doc, 53);
	doc_labelf(doc, ROLE_TEXT, "%5lld ms", (long long)a->elapsed_ms);
	doc_tab(doc, 63);
	doc_labelf(doc, ROLE_TEXT, "%8s", a->bytes > 0 ? size_of(a->bytes, size) : "");
	doc_tab(doc, 73);
	outcome(doc, a);
	if (a->tries > 1)
		doc_labelf(doc, ROLE_LATE, "  %d tries", a->tries);
	if (a->prefetch)
		doc_label(doc, ROLE_DIM, "  ahead");
	if (a->code[0]) {
		doc_label(doc, ROLE_DIM, "  ");
		doc_text(doc, ROLE_TEXT, ashby_text_str(a->code));
	}
}

static void call_full(struct doc *doc, const struct ashby_activity *a)
{
	doc_line(doc);
	doc_tab(doc, 11);
	doc_label(doc, ROLE_DIM, "request ");
	doc_text(doc, ROLE_TEXT, ashby_text_str(a->request_id[0] ? a->request_id : "-"));
	doc_labelf(doc, ROLE_DIM, "   tries %d   bytes %zu   call %llu", a->tries, a->bytes,
		(unsigned long long)a->serial);
	if (a->code[0]) {
		doc_line(doc);
		doc_tab(doc, 11);
		doc_label(doc, ROLE_DIM, "code ");
		doc_text(doc, ROLE_BAD, ashby_text_str(a->code));
	}
}

/* Serials are cut to what a target can hold; 500 neighbours cannot clash. */
static int target_of(const struct ashby_activity *a)
{
	return (int)(a->serial & 0x3fffffff);
}

static void fill(struct page *page, struct doc *doc)
{
	const struct activity *own = page->own;
	struct ashby_activity a;
	size_t shown = 0;

	pace(page, doc);
	doc_blank(doc);
	doc_line(doc);
	doc_label(doc, ROLE_DIM, " TIME      ENDPOINT");
	doc_tab(doc, 48);
	doc_label(doc, ROLE_DIM, "HTTP      TIME      SIZE");
	doc_tab(doc, 73);
	doc_label(doc, ROLE_DIM, "OUTCOME");
	for (size_t i = 0; i < CALLS_MAX && ashby_client_activity(page->app->client, i, &a); i++) {
		const char *filter = text_filter(page);

		if (*filter && !ashby_text_find(ashby_text_str(a.endpoint), ashby_text_str(filter)) &&
			!ashby_text_find(ashby_text_str(a.code), ashby_text_str(filter)))
			continue;
		doc_target(doc, target_of(&a));
		call_line(page, doc, &a);
		if (own->open == a.serial)
			call_full(doc, &a);
		shown++;
	}
	doc_target(doc, -1);
	if (shown == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, *text_filter(page) ? " no call matches" : " no calls yet");
	}
}

static bool under_cursor(struct page *page, struct ashby_activity *out)
{
	int target = text_target(page);

	for (size_t i = 0; target >= 0 && i < CALLS_MAX && ashby_client_activity(page->app->client, i, out);
		i++)
		if (target_of(out) == target)
			return true;
	return false;
}

static unsigned open_call(struct app *app, struct page *page, const struct args *args)
{
	struct activity *own = page->own;
	struct ashby_activity a;

	(void)app, (void)args;
	if (!under_cursor(page, &a))
		return REACT_NONE;
	own->open = own->open == a.serial ? 0 : a.serial;
	text_changed(page);
	return REACT_DRAW;
}

static unsigned yank(struct app *app, struct page *page, const struct args *args)
{
	struct ashby_activity a;

	(void)args;
	if (!under_cursor(page, &a))
		return REACT_NONE;
	if (args->count > 0 && strcmp(args->word[0], "id") == 0)
		clip_copy(app, ashby_text_str(a.request_id), "request id");
	else
		clip_copy(app, ashby_text_str(a.endpoint), "endpoint");
	return REACT_DRAW;
}

static const struct command commands[] = {
	{ "open", open_call, 0, 0, 0, "details", NULL, "show or hide a call's request id and tries", "GO",
		NULL },
	{ "yank", yank, 0, 1, 0, "copy", "[row|id]", "copy the endpoint, or the request id", "DO", NULL },
	{ .name = NULL },
};

DEFINE_VIEW(activity) = {
	.name = "activity",
	.title = "Activity",
	.engine = &text_engine,
	.commands = commands,
	.footer = "open find yank abort back",
	.fill = fill,
	.state_size = sizeof(struct activity),
};
