/* joins.c: one pass over the kinds that belong together, kept until one of them changes. Knows no view and no curses. */
#include "joins.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app.h"
#include "tell.h"

enum {
	CHEAP_US = 3000, /* a build this quick is made whenever something changed ... */
	REST = 20,       /* ... a dearer one after a rest of so many times its cost */
	DAY_MS = 24 * 60 * 60 * 1000,
	WEEK_DAYS = 6,
};

static const enum ashby_kind watched[] = { ASHBY_JOBS, ASHBY_APPLICATIONS, ASHBY_EVENTS, ASHBY_SCHEDULES,
	ASHBY_OFFERS, ASHBY_APPROVALS, ASHBY_OPENINGS };
enum { WATCHED = sizeof(watched) / sizeof(watched[0]) };

/* data: the fields that are read, found once */
static const struct {
	enum ashby_kind kind;
	const char *path;
} paths[] = {
	{ ASHBY_APPLICATIONS, "job.id" },
	{ ASHBY_APPLICATIONS, "status" },
	{ ASHBY_APPLICATIONS, "currentInterviewStage.type" },
	{ ASHBY_EVENTS, "applicationId" },
	{ ASHBY_EVENTS, "startTime" },
	{ ASHBY_EVENTS, "endTime" },
	{ ASHBY_EVENTS, "status" },
	{ ASHBY_EVENTS, "interviewId->title" },
	{ ASHBY_SCHEDULES, "applicationId" },
	{ ASHBY_SCHEDULES, "status" },
	{ ASHBY_SCHEDULES, "updatedAt" },
	{ ASHBY_OFFERS, "applicationId" },
	{ ASHBY_OFFERS, "offerStatus" },
	{ ASHBY_OFFERS, "latestVersion.id" },
	{ ASHBY_OFFERS, "latestVersion.createdAt" },
	{ ASHBY_APPROVALS, "entityId" },
	{ ASHBY_APPROVALS, "waitsFor" },
	{ ASHBY_APPROVALS, "steps" },
	{ ASHBY_APPROVALS, "stepsDone" },
	{ ASHBY_OPENINGS, "latestVersion.jobIds[0]" },
	{ ASHBY_OPENINGS, "openingState" },
	{ ASHBY_USERS, "firstName" },
	{ ASHBY_USERS, "lastName" },
};

enum path {
	APPLICATION_JOB,
	APPLICATION_STATUS,
	APPLICATION_STAGE,
	EVENT_APPLICATION,
	EVENT_START,
	EVENT_END,
	EVENT_STATUS,
	EVENT_TITLE,
	SCHEDULE_APPLICATION,
	SCHEDULE_STATUS,
	SCHEDULE_UPDATED,
	OFFER_APPLICATION,
	OFFER_STATUS,
	OFFER_VERSION,
	OFFER_CREATED,
	APPROVAL_ENTITY,
	APPROVAL_WAITS,
	APPROVAL_STEPS,
	APPROVAL_DONE,
	OPENING_JOB,
	OPENING_STATE,
	USER_FIRST,
	USER_LAST,
	PATHS
};

struct joins {
	struct app *app;
	struct ashby_field field[PATHS];
	uint64_t version[WATCHED];
	bool built;
	int64_t cost_us, built_us;
	struct ashby_timer *later;

	struct job_counts *job;
	uint32_t jobs;
	struct of_application {
		uint32_t event, schedule, offer; /* rows, ASHBY_NO_ROW: none */
	} * application;
	uint32_t applications;
	uint32_t *approval; /* by offer */
	uint32_t offers;
};

static void on_later(void *arg)
{
	struct joins *j = arg;
	struct page *page = app_page(j->app);

	j->built_us = 0;
	if (page && page->view->engine->event)
		page->view->engine->event(page, UINT32_C(1) << page->view->kind);
	app_dirty(j->app);
}

struct joins *joins_new(struct app *app)
{
	struct joins *j = xcalloc(1, sizeof(*j));

	j->app = app;
	for (int i = 0; i < PATHS; i++)
		ashby_field_find(paths[i].kind, paths[i].path, &j->field[i]);
	if (ashby_timer_new(&j->later, app->loop, on_later, j) != ASHBY_OK)
		j->later = NULL;
	return j;
}

void joins_free(struct joins *j)
{
	if (!j)
		return;
	ashby_timer_free(j->later);
	free(j->job);
	free(j->application);
	free(j->approval);
	free(j);
}

static int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- reading ---- */

static struct ashby_text text_of(const struct joins *j, enum path path, uint32_t row)
{
	return ashby_field_text(j->app->store, &j->field[path], row);
}

static bool text_is(const struct joins *j, enum path path, uint32_t row, const char *word)
{
	return ashby_text_equal(text_of(j, path, row), ashby_text_str(word));
}

static int64_t time_of(const struct joins *j, enum path path, uint32_t row)
{
	return ashby_field_time(j->app->store, &j->field[path], row);
}

static uint32_t row_of(const struct joins *j, enum path path, uint32_t row)
{
	return ashby_field_row(j->app->store, &j->field[path], row);
}

/* ---- building ---- */

static void one_application(struct joins *j, uint32_t row)
{
	uint32_t job = row_of(j, APPLICATION_JOB, row);

	if (job >= j->jobs || !text_is(j, APPLICATION_STATUS, row, "Active"))
		return;
	j->job[job].active++;
	if (text_is(j, APPLICATION_STAGE, row, "PreInterviewScreen"))
		j->job[job].review++;
	else if (text_is(j, APPLICATION_STAGE, row, "Offer"))
		j->job[job].offer++;
}

/* The next interview: the earliest that has not ended. */
static void one_event(struct joins *j, uint32_t row)
{
	uint32_t application = row_of(j, EVENT_APPLICATION, row), *best;
	int64_t end = time_of(j, EVENT_END, row);

	if (application >= j->applications || text_is(j, EVENT_STATUS, row, "Cancelled") ||
		end == ASHBY_NO_TIME || end < app_now(j->app))
		return;
	best = &j->application[application].event;
	if (*best == ASHBY_NO_ROW || time_of(j, EVENT_START, row) < time_of(j, EVENT_START, *best))
		*best = row;
}

static void one_schedule(struct joins *j, uint32_t row)
{
	uint32_t application = row_of(j, SCHEDULE_APPLICATION, row), *best;

	if (application >= j->applications || text_is(j, SCHEDULE_STATUS, row, "Cancelled"))
		return;
	best = &j->application[application].schedule;
	if (*best == ASHBY_NO_ROW || time_of(j, SCHEDULE_UPDATED, row) > time_of(j, SCHEDULE_UPDATED, *best))
		*best = row;
}

static void one_offer(struct joins *j, uint32_t row)
{
	uint32_t application = row_of(j, OFFER_APPLICATION, row), *best;

	if (application >= j->applications)
		return;
	best = &j->application[application].offer;
	if (*best == ASHBY_NO_ROW || time_of(j, OFFER_CREATED, row) > time_of(j, OFFER_CREATED, *best))
		*best = row;
}

static void one_opening(struct joins *j, uint32_t row)
{
	uint32_t job = row_of(j, OPENING_JOB, row);

	if (job >= j->jobs || text_is(j, OPENING_STATE, row, "Draft"))
		return;
	j->job[job].openings++;
	if (text_is(j, OPENING_STATE, row, "Filled"))
		j->job[job].filled++;
}

static void each(struct joins *j, enum ashby_kind kind, void (*fn)(struct joins *j, uint32_t row))
{
	uint32_t slots = ashby_store_slots(j->app->store, kind);

	for (uint32_t row = 0; row < slots; row++) {
		if (ashby_store_live(j->app->store, kind, row))
			fn(j, row);
	}
}

struct version {
	struct ashby_text id;
	uint32_t offer;
};

static int by_id(const void *a, const void *b)
{
	return ashby_text_compare(((const struct version *)a)->id, ((const struct version *)b)->id);
}

/* An approval names the offer's version, not the offer. */
static void join_approvals(struct joins *j)
{
	uint32_t count = 0, slots = ashby_store_slots(j->app->store, ASHBY_APPROVALS);
	struct version *versions = xcalloc(j->offers, sizeof(*versions));

	for (uint32_t row = 0; row < j->offers; row++) {
		j->approval[row] = ASHBY_NO_ROW;
		if (ashby_store_live(j->app->store, ASHBY_OFFERS, row))
			versions[count++] = (struct version){ text_of(j, OFFER_VERSION, row), row };
	}
	qsort(versions, count, sizeof(*versions), by_id);
	for (uint32_t row = 0; row < slots; row++) {
		struct version wanted = { .id = text_of(j, APPROVAL_ENTITY, row) }, *found;

		if (!ashby_store_live(j->app->store, ASHBY_APPROVALS, row))
			continue;
		found = bsearch(&wanted, versions, count, sizeof(*versions), by_id);
		if (found)
			j->approval[found->offer] = row;
	}
	free(versions);
}

static void build(struct joins *j)
{
	const struct ashby_store *store = j->app->store;

	j->jobs = ashby_store_slots(store, ASHBY_JOBS);
	j->applications = ashby_store_slots(store, ASHBY_APPLICATIONS);
	j->offers = ashby_store_slots(store, ASHBY_OFFERS);
	j->job = xrealloc(j->job, j->jobs * sizeof(*j->job));
	j->application = xrealloc(j->application, j->applications * sizeof(*j->application));
	j->approval = xrealloc(j->approval, j->offers * sizeof(*j->approval));
	if (j->jobs > 0)
		memset(j->job, 0, j->jobs * sizeof(*j->job));
	for (uint32_t i = 0; i < j->applications; i++)
		j->application[i] = (struct of_application){ ASHBY_NO_ROW, ASHBY_NO_ROW, ASHBY_NO_ROW };
	each(j, ASHBY_APPLICATIONS, one_application);
	each(j, ASHBY_OPENINGS, one_opening);
	each(j, ASHBY_EVENTS, one_event);
	each(j, ASHBY_SCHEDULES, one_schedule);
	each(j, ASHBY_OFFERS, one_offer);
	join_approvals(j);
}

static bool changed(const struct joins *j)
{
	for (int i = 0; i < WATCHED; i++) {
		if (ashby_store_version(j->app->store, watched[i]) != j->version[i])
			return true;
	}
	return !j->built;
}

static struct joins *fresh(struct app *app)
{
	struct joins *j = app->joins;
	int64_t now;

	if (!changed(j))
		return j;
	now = clock_us();
	if (j->built && j->cost_us > CHEAP_US && now - j->built_us < j->cost_us * REST) {
		if (j->later)
			ashby_timer_start(j->later, j->cost_us * REST / 1000);
		return j;
	}
	for (int i = 0; i < WATCHED; i++)
		j->version[i] = ashby_store_version(app->store, watched[i]);
	build(j);
	j->built = true;
	j->built_us = clock_us();
	j->cost_us = j->built_us - now;
	return j;
}

/* ---- what is asked ---- */

bool joins_whole(struct app *app, enum ashby_kind kind)
{
	struct ashby_sync_state sync;

	ashby_sync_state(app->sync, kind, &sync);
	return sync.synced_ms != ASHBY_NO_TIME && !sync.more;
}

struct job_counts joins_job(struct app *app, uint32_t job)
{
	const struct joins *j = fresh(app);

	return job < j->jobs ? j->job[job] : (struct job_counts){ 0 };
}

uint32_t joins_approval(struct app *app, uint32_t offer)
{
	const struct joins *j = fresh(app);

	return offer < j->offers ? j->approval[offer] : ASHBY_NO_ROW;
}

/* Days from today to the day of a time, in the zone in use. */
static int64_t days_off(struct app *app, int64_t ms)
{
	struct ashby_wall now, then;

	ashby_zone_wall(app->zone, app_now(app), &now);
	ashby_zone_wall(app->zone, ms, &then);
	return ashby_date_days(then.year, then.month, then.day) -
		ashby_date_days(now.year, now.month, now.day);
}

void joins_when(struct app *app, int64_t ms, char buf[static 32])
{
	static const char *const names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	int64_t days = days_off(app, ms);
	struct ashby_wall wall;

	ashby_zone_wall(app->zone, ms, &wall);
	if (days == 0 || days == 1)
		snprintf(buf, 32, "%s %02d:%02d", days ? "tomorrow" : "today", wall.hour, wall.minute);
	else if (days > 1 && days <= WEEK_DAYS)
		snprintf(buf, 32, "%s %02d:%02d", names[wall.weekday % 7], wall.hour, wall.minute);
	else
		tell_time(app->zone, ms, app_now(app), buf);
}

/* data: Ashby's states of an offer in fewer words, good, bad or neither */
static const struct {
	const char *status, *words;
	enum role role;
} offer_states[] = {
	{ "WaitingOnApprovalStart", "approval not started", ROLE_TEXT },
	{ "WaitingOnApprovalDefinition", "approval not defined", ROLE_TEXT },
	{ "WaitingOnOfferApproval", "offer in approval", ROLE_TEXT },
	{ "WaitingOnCandidateResponse", "with the candidate", ROLE_TEXT },
	{ "CandidateAccepted", "offer accepted", ROLE_GOOD },
	{ "CandidateRejected", "offer declined", ROLE_BAD },
	{ "OfferCancelled", "offer cancelled", ROLE_DIM },
};

void joins_offer_words(struct ashby_text status, struct cell *out)
{
	if (status.len == 0)
		return;
	for (size_t i = 0; i < sizeof(offer_states) / sizeof(offer_states[0]); i++) {
		if (!ashby_text_equal(status, ashby_text_str(offer_states[i].status)))
			continue;
		snprintf(out->words, sizeof(out->words), "%s", offer_states[i].words);
		out->role = offer_states[i].role;
		return;
	}
	tell_api(status, out->words, sizeof(out->words));
}

static void say_event(const struct joins *j, uint32_t event, struct cell *out)
{
	int64_t start = time_of(j, EVENT_START, event);
	struct ashby_text title = text_of(j, EVENT_TITLE, event);
	char when[32];

	joins_when(j->app, start, when);
	/* The time first: it must not be what is cut off. */
	snprintf(out->words, sizeof(out->words), "%s %.*s", when,
		title.len ? (int)(title.len < 40 ? title.len : 40) : 9, title.len ? title.raw : "interview");
	out->key = (double)start;
}

/* Ashby's words for what a schedule waits for. */
static bool say_schedule(const struct joins *j, uint32_t row, struct cell *out)
{
	if (row == ASHBY_NO_ROW || text_is(j, SCHEDULE_STATUS, row, "Complete") ||
		text_is(j, SCHEDULE_STATUS, row, "Scheduled"))
		return false;
	tell_api(text_of(j, SCHEDULE_STATUS, row), out->words, sizeof(out->words));
	return *out->words != '\0';
}

void joins_next(struct app *app, uint32_t application, struct cell *out)
{
	const struct joins *j = fresh(app);
	const struct of_application *of = application < j->applications ? &j->application[application] : NULL;

	if (!of || !text_is(j, APPLICATION_STATUS, application, "Active"))
		return;
	if (of->offer != ASHBY_NO_ROW) {
		joins_offer_words(text_of(j, OFFER_STATUS, of->offer), out);
		return;
	}
	if (of->event != ASHBY_NO_ROW) {
		say_event(j, of->event, out);
		return;
	}
	if (say_schedule(j, of->schedule, out))
		return;
	if (text_is(j, APPLICATION_STAGE, application, "PreInterviewScreen")) {
		snprintf(out->words, sizeof(out->words), "to review");
		return;
	}
	/* What was not read may still say something. */
	if (!joins_whole(app, ASHBY_SCHEDULES) || !joins_whole(app, ASHBY_OFFERS)) {
		snprintf(out->words, sizeof(out->words), "...");
		out->role = ROLE_DIM;
	}
}

static bool say_user(const struct joins *j, struct ashby_text id, struct ashby_buf *out)
{
	uint32_t user = ashby_store_find(j->app->store, ASHBY_USERS, id);

	if (*j->app->me_id && ashby_text_equal(id, ashby_text_str(j->app->me_id))) {
		ashby_buf_adds(out, "you");
		return true;
	}
	if (user == ASHBY_NO_ROW)
		return false;
	tell_short_name(out, text_of(j, USER_FIRST, user), text_of(j, USER_LAST, user));
	return true;
}

bool joins_waits_for(struct app *app, uint32_t approval, struct ashby_buf *out)
{
	const struct joins *j = fresh(app);
	struct ashby_text ids = text_of(j, APPROVAL_WAITS, approval);
	double steps = ashby_field_number(app->store, &j->field[APPROVAL_STEPS], approval);
	double done = ashby_field_number(app->store, &j->field[APPROVAL_DONE], approval);
	int more = 0;
	size_t len;

	if (ids.len == 0)
		return false;
	for (len = 0; len < ids.len && ids.raw[len] != ','; len++)
		;
	for (size_t i = 0; i < ids.len; i++)
		more += ids.raw[i] == ',';
	if (!say_user(j, ashby_text_of(ids.raw, len), out))
		ashby_buf_adds(out, "...");
	if (more > 0)
		ashby_buf_addf(out, " +%d", more);
	if (!isnan(steps) && !isnan(done))
		ashby_buf_addf(out, " (%.0f/%.0f)", done + 1, steps);
	return true;
}
