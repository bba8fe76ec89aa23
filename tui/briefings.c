/* briefings.c: briefings of events, as far as they have been read. Knows rows and replies; draws nothing. */
#include "briefings.h"

#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "mine.h"

static const int64_t window_ms = INT64_C(24) * 60 * 60 * 1000 * BRIEFING_DAYS;

enum { MISSING_MAX = 4096, EVENTS_A_TURN = 8192 };

struct briefing {
	int64_t updated; /* of the event when it was asked for: another time, another briefing */
	bool asked, known;
	char *missing; /* NULL: nobody */
};

static const struct {
	enum ashby_kind kind;
	const char *path;
} paths[] = {
	{ ASHBY_EVENTS, "endTime" },
	{ ASHBY_EVENTS, "status" },
	{ ASHBY_EVENTS, "updatedAt" },
};

enum path { END, STATUS, UPDATED, PATHS };

struct briefings {
	struct ashby_field field[PATHS];
	struct briefing *of; /* by event */
	uint32_t cap, next;
	uint64_t version;
	enum mine_scope scope;
	struct ashby_err refused;
};

struct briefings *briefings_new(struct app *app)
{
	struct briefings *b = xcalloc(1, sizeof(*b));

	(void)app;
	for (int i = 0; i < PATHS; i++)
		ashby_field_find(paths[i].kind, paths[i].path, &b->field[i]);
	return b;
}

void briefings_free(struct briefings *b)
{
	if (!b)
		return;
	for (uint32_t i = 0; i < b->cap; i++)
		free(b->of[i].missing);
	free(b->of);
	free(b);
}

static struct briefing *briefing_of(struct app *app, uint32_t event)
{
	struct briefings *b = app->briefings;
	int64_t updated = ashby_field_time(app->store, &b->field[UPDATED], event);
	struct briefing *of;

	if (event >= b->cap) {
		uint32_t cap = ashby_store_slots(app->store, ASHBY_EVENTS);

		b->of = xrealloc(b->of, cap * sizeof(*b->of));
		memset(b->of + b->cap, 0, (cap - b->cap) * sizeof(*b->of));
		b->cap = cap;
	}
	of = &b->of[event];
	/* What it said stands until the new one has come. */
	if (of->updated != updated)
		of->asked = false;
	of->updated = updated;
	return of;
}

bool briefings_due(struct app *app, uint32_t event)
{
	const struct briefings *b = app->briefings;
	int64_t end = ashby_field_time(app->store, &b->field[END], event), now = app_now(app);

	return ashby_store_live(app->store, ASHBY_EVENTS, event) && end != ASHBY_NO_TIME && end <= now &&
		now - end <= window_ms &&
		!ashby_text_equal(
			ashby_field_text(app->store, &b->field[STATUS], event), ashby_text_str("Cancelled"));
}

bool briefings_missing(struct app *app, uint32_t event, struct ashby_text *missing)
{
	const struct briefing *of = briefing_of(app, event);

	if (of->known)
		*missing = ashby_text_str(of->missing);
	return of->known;
}

static bool wanted(struct app *app, uint32_t event)
{
	return briefings_due(app, event) && mine_passes(app, mine_scope_home(app), ASHBY_EVENTS, event);
}

unsigned briefings_open(struct app *app)
{
	uint32_t slots = ashby_store_slots(app->store, ASHBY_EVENTS);
	unsigned n = 0;

	for (uint32_t i = 0; !app->briefings->refused.error && i < slots; i++)
		n += wanted(app, i) && !briefing_of(app, i)->asked;
	return n;
}

const struct ashby_err *briefings_refused(struct app *app)
{
	return &app->briefings->refused;
}

void briefings_again(struct app *app)
{
	struct briefings *b = app->briefings;

	memset(&b->refused, 0, sizeof(b->refused));
	for (uint32_t i = 0; i < b->cap; i++)
		b->of[i].asked = false;
	b->next = 0;
}

/* Those whose feedback is required, who are not in training, and who have given none. */
static void came(struct app *app, const struct behind_ask *ask, const struct ashby_reply *reply)
{
	struct briefing *of = briefing_of(app, ask->row);
	struct ashby_value v = ashby_value_first(ashby_get(reply->results, "interviewers"));
	struct ashby_buf missing;

	if (reply->error == ASHBY_EPERM)
		app->briefings->refused = reply->err;
	/* What failed by accident is asked for again when the events change, or by a refresh. */
	if (reply->error != ASHBY_EPERM && reply->error != ASHBY_EAPI && reply->error != ASHBY_OK)
		of->asked = false;
	if (reply->error != ASHBY_OK)
		return;
	ashby_buf_init(&missing, MISSING_MAX);
	for (; v.node; v = ashby_value_next(v)) {
		struct ashby_text id = ashby_get_text(v, "userId");

		if (id.len == 0 || !ashby_value_bool(ashby_get(v, "isFeedbackRequired"), false) ||
			ashby_value_bool(ashby_get(v, "hasSubmittedFeedback"), false) ||
			ashby_get_text(v, "trainingRole").len > 0)
			continue;
		ashby_buf_adds(&missing, missing.len ? ", " : "");
		ashby_buf_add(&missing, id.raw, id.len);
	}
	free(of->missing);
	of->missing = missing.len ? xstrdup(ashby_buf_str(&missing)) : NULL;
	of->known = true;
	ashby_buf_release(&missing);
}

enum behind_next briefings_next(struct app *app, struct behind_ask *ask)
{
	struct briefings *b = app->briefings;
	uint64_t version = ashby_store_version(app->store, ASHBY_EVENTS);
	uint32_t slots = ashby_store_slots(app->store, ASHBY_EVENTS), end;
	enum mine_scope scope = mine_scope_home(app);

	if (version != b->version || scope != b->scope)
		b->next = 0;
	b->version = version;
	b->scope = scope;
	for (end = b->next + EVENTS_A_TURN; !b->refused.error && b->next < end && b->next < slots;) {
		uint32_t event = b->next++;

		if (!wanted(app, event) || briefing_of(app, event)->asked)
			continue;
		if (!behind_body(ask, "interviewEventId", ashby_store_id(app->store, ASHBY_EVENTS, event)))
			continue;
		ask->endpoint = "interviewBriefing.info";
		ask->row = event;
		ask->came = came;
		briefing_of(app, event)->asked = true;
		return BEHIND_ASK;
	}
	return !b->refused.error && b->next < slots ? BEHIND_LATER : BEHIND_NONE;
}
