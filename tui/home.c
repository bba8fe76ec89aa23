/* home.c: collects what needs attention. The rules stand here, one function a section. */
#include "home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ages.h"
#include "app.h"
#include "briefings.h"
#include "joins.h"

/* data: the fields that are read, found once */
static const struct {
	enum ashby_kind kind;
	const char *path;
} paths[] = {
	{ ASHBY_OFFERS, "applicationId" },
	{ ASHBY_APPROVALS, "waitsFor" },
	{ ASHBY_APPROVALS, "entityType" },
	{ ASHBY_APPROVALS, "entityId" },
	{ ASHBY_APPROVALS, "requestedAt" },
	{ ASHBY_APPROVALS, "submittedAt" },
	{ ASHBY_APPROVALS, "completedAt" },
	{ ASHBY_EVENTS, "applicationId" },
	{ ASHBY_EVENTS, "startTime" },
	{ ASHBY_EVENTS, "endTime" },
	{ ASHBY_EVENTS, "status" },
	{ ASHBY_APPLICATIONS, "job.id" },
	{ ASHBY_APPLICATIONS, "status" },
	{ ASHBY_APPLICATIONS, "currentInterviewStage.type" },
};

enum path {
	OFFER_APPLICATION,
	APPROVAL_WAITS,
	APPROVAL_TYPE,
	APPROVAL_ENTITY,
	APPROVAL_REQUESTED,
	APPROVAL_SUBMITTED,
	APPROVAL_COMPLETED,
	EVENT_APPLICATION,
	EVENT_START,
	EVENT_END,
	EVENT_STATUS,
	APPLICATION_JOB,
	APPLICATION_STATUS,
	APPLICATION_STAGE,
	PATHS
};

static struct ashby_field field[PATHS];

static void find_fields(void)
{
	if (field[0].kind == paths[0].kind && field[PATHS - 1].kind == paths[PATHS - 1].kind)
		return;
	for (int i = 0; i < PATHS; i++)
		ashby_field_find(paths[i].kind, paths[i].path, &field[i]);
}

static struct ashby_text text_of(struct app *app, enum path path, uint32_t row)
{
	return ashby_field_text(app->store, &field[path], row);
}

static int64_t time_of(struct app *app, enum path path, uint32_t row)
{
	return ashby_field_time(app->store, &field[path], row);
}

static uint32_t row_of(struct app *app, enum path path, uint32_t row)
{
	return ashby_field_row(app->store, &field[path], row);
}

static bool is(struct app *app, enum path path, uint32_t row, const char *word)
{
	return ashby_text_equal(text_of(app, path, row), ashby_text_str(word));
}

static struct home_item *add(struct home *home, enum home_section section, enum ashby_kind kind, uint32_t row)
{
	struct home_item *item;

	if (home->count == home->cap) {
		home->cap = home->cap ? home->cap * 2 : 64;
		home->item = xrealloc(home->item, home->cap * sizeof(*home->item));
	}
	item = &home->item[home->count++];
	*item = (struct home_item){ .section = section,
		.kind = kind,
		.row = row,
		.n = 1,
		.application = ASHBY_NO_ROW,
		.at = ASHBY_NO_TIME };
	return item;
}

/* ---- approvals ---- */

static bool waits(struct app *app, uint32_t approval)
{
	return text_of(app, APPROVAL_WAITS, approval).len > 0 &&
		time_of(app, APPROVAL_COMPLETED, approval) == ASHBY_NO_TIME;
}

static int64_t asked_at(struct app *app, uint32_t approval)
{
	int64_t at = time_of(app, APPROVAL_REQUESTED, approval);

	return at != ASHBY_NO_TIME ? at : time_of(app, APPROVAL_SUBMITTED, approval);
}

static bool for_scope(
	struct home *home, struct app *app, uint32_t approval, enum ashby_kind kind, uint32_t row)
{
	if (home->scope == SCOPE_ME)
		return mine_in(app, text_of(app, APPROVAL_WAITS, approval));
	return mine_passes(app, home->scope, kind, row);
}

static void one_offer(struct home *home, struct app *app, uint32_t offer)
{
	uint32_t approval = joins_approval(app, offer);
	struct home_item *item;

	if (approval == ASHBY_NO_ROW || !waits(app, approval) ||
		!for_scope(home, app, approval, ASHBY_OFFERS, offer))
		return;
	item = add(home, HOME_APPROVALS, ASHBY_OFFERS, offer);
	item->application = row_of(app, OFFER_APPLICATION, offer);
	item->at = asked_at(app, approval);
}

/* A job or an opening that wants to be approved, as far as it is a job that is known. */
static void one_approval(struct home *home, struct app *app, uint32_t approval)
{
	uint32_t job;

	if (is(app, APPROVAL_TYPE, approval, "offer") || !waits(app, approval))
		return;
	job = ashby_store_find(app->store, ASHBY_JOBS, text_of(app, APPROVAL_ENTITY, approval));
	if (job == ASHBY_NO_ROW || !ashby_store_live(app->store, ASHBY_JOBS, job) ||
		!for_scope(home, app, approval, ASHBY_JOBS, job))
		return;
	add(home, HOME_APPROVALS, ASHBY_JOBS, job)->at = asked_at(app, approval);
}

/* ---- events ---- */

static bool is_today(struct app *app, int64_t ms)
{
	struct ashby_wall now, then;

	ashby_zone_wall(app->zone, app_now(app), &now);
	ashby_zone_wall(app->zone, ms, &then);
	return now.year == then.year && now.month == then.month && now.day == then.day;
}

static void one_event_today(struct home *home, struct app *app, uint32_t event)
{
	int64_t start = time_of(app, EVENT_START, event), end = time_of(app, EVENT_END, event);
	struct home_item *item;

	if (start == ASHBY_NO_TIME || (end == ASHBY_NO_TIME ? start : end) <= app_now(app) ||
		!is_today(app, start) || is(app, EVENT_STATUS, event, "Cancelled") ||
		!mine_passes(app, home->scope, ASHBY_EVENTS, event))
		return;
	item = add(home, HOME_TODAY, ASHBY_EVENTS, event);
	item->application = row_of(app, EVENT_APPLICATION, event);
	item->at = start;
}

/* ---- feedback ---- */

bool home_owes(struct app *app, uint32_t event, struct ashby_text user_id)
{
	struct ashby_text missing;

	if (user_id.len == 0 || !briefings_due(app, event) || !briefings_missing(app, event, &missing))
		return false;
	for (size_t i = 0; i + user_id.len <= missing.len; i++) {
		if (memcmp(missing.raw + i, user_id.raw, user_id.len) == 0)
			return true;
	}
	return false;
}

static void one_event_due(struct home *home, struct app *app, uint32_t event)
{
	struct ashby_text missing;

	if (!briefings_due(app, event) || !mine_passes(app, home->scope, ASHBY_EVENTS, event) ||
		!briefings_missing(app, event, &missing) || missing.len == 0)
		return;
	if (home->due_count == home->due_cap) {
		home->due_cap = home->due_cap ? home->due_cap * 2 : 32;
		home->due = xrealloc(home->due, home->due_cap * sizeof(*home->due));
	}
	home->due[home->due_count++] = event;
}

static void owe(struct home *home, struct app *app)
{
	for (unsigned i = 0; i < home->due_count; i++) {
		struct home_item *item;

		if (!home_owes(app, home->due[i], ashby_text_str(app->me_id)))
			continue;
		item = add(home, HOME_OWE, ASHBY_EVENTS, home->due[i]);
		item->application = row_of(app, EVENT_APPLICATION, item->row);
		item->at = time_of(app, EVENT_END, item->row);
	}
}

/* The item of an interviewer, made at the first of what is missing of that person. */
static struct home_item *of_user(struct home *home, unsigned first, uint32_t user)
{
	for (unsigned i = first; i < home->count; i++) {
		if (home->item[i].row == user)
			return &home->item[i];
	}
	add(home, HOME_CHASE, ASHBY_USERS, user)->n = 0;
	return &home->item[home->count - 1];
}

static void chase_event(struct home *home, struct app *app, unsigned first, uint32_t event)
{
	struct ashby_text ids = { NULL, 0 };
	int64_t end = time_of(app, EVENT_END, event);

	briefings_missing(app, event, &ids);
	for (size_t at = 0, len; at < ids.len; at += len + 2) {
		struct ashby_text id;
		struct home_item *item;
		uint32_t user;

		for (len = 0; at + len < ids.len && ids.raw[at + len] != ','; len++)
			;
		id = ashby_text_of(ids.raw + at, len);
		user = ashby_store_find(app->store, ASHBY_USERS, id);
		if (user == ASHBY_NO_ROW || ashby_text_equal(id, ashby_text_str(app->me_id)))
			continue;
		item = of_user(home, first, user);
		item->n++;
		if (item->at == ASHBY_NO_TIME || end < item->at) {
			item->at = end;
			item->application = row_of(app, EVENT_APPLICATION, event);
		}
	}
}

static void chase(struct home *home, struct app *app)
{
	unsigned first = home->count;

	for (unsigned i = 0; i < home->due_count; i++)
		chase_event(home, app, first, home->due[i]);
}

/* ---- applications ---- */

static bool is_active(struct app *app, uint32_t row)
{
	return is(app, APPLICATION_STATUS, row, "Active");
}

static bool to_review(struct app *app, uint32_t row)
{
	return is(app, APPLICATION_STAGE, row, "PreInterviewScreen");
}

static void one_late(struct home *home, struct app *app, uint32_t row)
{
	struct home_item *item;
	struct age age;

	if (!is_active(app, row) || to_review(app, row) ||
		!mine_passes(app, home->scope, ASHBY_APPLICATIONS, row))
		return;
	age = ages_of(app, row);
	if (age.late == LATE_NOT)
		return;
	item = add(home, HOME_LATE, ASHBY_APPLICATIONS, row);
	item->application = row;
	item->at = app_now(app) - age.ms;
	item->late = age.late;
}

/* Grouped by job: the one that waits longest stands for its job. */
static void review(struct home *home, struct app *app)
{
	uint32_t jobs = ashby_store_slots(app->store, ASHBY_JOBS);
	uint32_t slots = ashby_store_slots(app->store, ASHBY_APPLICATIONS);
	unsigned *at = xcalloc(jobs + 1, sizeof(*at)); /* place of the job's item, from 1 */

	for (uint32_t row = 0; row < slots; row++) {
		uint32_t job = row_of(app, APPLICATION_JOB, row);
		struct home_item *item;
		struct age age;

		if (job >= jobs || !ashby_store_live(app->store, ASHBY_APPLICATIONS, row) ||
			!is_active(app, row) || !to_review(app, row) ||
			!mine_passes(app, home->scope, ASHBY_APPLICATIONS, row))
			continue;
		if (!at[job]) {
			add(home, HOME_REVIEW, ASHBY_JOBS, job)->n = 0;
			at[job] = home->count;
		}
		item = &home->item[at[job] - 1];
		age = ages_of(app, row);
		item->n++;
		if (item->at != ASHBY_NO_TIME && app_now(app) - age.ms >= item->at)
			continue;
		item->application = row;
		item->at = age.ms == ASHBY_NO_TIME ? ASHBY_NO_TIME : app_now(app) - age.ms;
		item->late = age.late;
	}
	free(at);
}

/* ---- all ---- */

/* The latest first, then what waits longest; today by the clock. Equal ones keep a fixed order, by row. */
static int by_need(const void *a, const void *b)
{
	const struct home_item *x = a, *y = b;

	if (x->late != y->late)
		return x->late > y->late ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static void each(struct home *home, struct app *app, enum ashby_kind kind,
	void (*fn)(struct home *home, struct app *app, uint32_t row))
{
	uint32_t slots = ashby_store_slots(app->store, kind);

	for (uint32_t row = 0; row < slots; row++) {
		if (ashby_store_live(app->store, kind, row))
			fn(home, app, row);
	}
}

static void collect_approvals(struct home *home, struct app *app)
{
	each(home, app, ASHBY_OFFERS, one_offer);
	each(home, app, ASHBY_APPROVALS, one_approval);
}

static void collect_today(struct home *home, struct app *app)
{
	each(home, app, ASHBY_EVENTS, one_event_today);
}

static void collect_late(struct home *home, struct app *app)
{
	each(home, app, ASHBY_APPLICATIONS, one_late);
}

static void (*const collectors[HOME_SECTIONS])(struct home *home, struct app *app) = {
	[HOME_APPROVALS] = collect_approvals,
	[HOME_TODAY] = collect_today,
	[HOME_OWE] = owe,
	[HOME_CHASE] = chase,
	[HOME_LATE] = collect_late,
	[HOME_REVIEW] = review,
};

void home_collect(struct home *home, struct app *app)
{
	find_fields();
	home->scope = mine_scope_home(app);
	home->count = home->due_count = 0;
	each(home, app, ASHBY_EVENTS, one_event_due);
	for (int section = 0; section < HOME_SECTIONS; section++) {
		home->first[section] = home->count;
		collectors[section](home, app);
		if (home->count > home->first[section])
			qsort(home->item + home->first[section], home->count - home->first[section],
				sizeof(*home->item), by_need);
	}
	home->first[HOME_SECTIONS] = home->count;
}

void home_release(struct home *home)
{
	free(home->item);
	free(home->due);
	memset(home, 0, sizeof(*home));
}

unsigned home_things(const struct home *home, enum home_section section)
{
	unsigned n = 0;

	for (unsigned i = home->first[section]; i < home->first[section + 1]; i++)
		n += home->item[i].n;
	return n;
}

/* ---- whether it is whole ---- */

static const enum ashby_kind rests_on[] = { ASHBY_APPROVALS, ASHBY_OFFERS, ASHBY_SCHEDULES,
	ASHBY_APPLICATIONS, ASHBY_JOBS, ASHBY_USERS };
enum { RESTS_ON = sizeof(rests_on) / sizeof(rests_on[0]) };

/* One cause is told once: "Could not load approvals, offers: ...". */
struct failures {
	struct ashby_buf what;
	struct ashby_err err;
};

static void tell_failures(struct failures *f, struct ashby_buf *out)
{
	if (f->err.error)
		ashby_buf_addf(out, "%sCould not load %s: %s%s%s", out->len ? "\n" : "",
			ashby_buf_str(&f->what), f->err.message, *f->err.code ? ", " : "", f->err.code);
	f->err.error = ASHBY_OK;
}

static void add_failure(
	struct failures *f, struct ashby_buf *out, const char *what, const struct ashby_err *err)
{
	if (!err->error)
		return;
	if (f->err.error && strcmp(f->err.message, err->message) == 0) {
		ashby_buf_addf(&f->what, ", %s", what);
		return;
	}
	tell_failures(f, out);
	f->err = *err;
	ashby_buf_clear(&f->what);
	ashby_buf_adds(&f->what, what);
}

void home_failures(struct app *app, struct ashby_buf *out)
{
	struct failures f = { .err = { .error = ASHBY_OK } };
	struct ashby_sync_state sync;

	ashby_buf_init(&f.what, 1024);
	for (int i = 0; i < RESTS_ON; i++) {
		ashby_sync_state(app->sync, rests_on[i], &sync);
		if (!sync.running)
			add_failure(&f, out, ashby_kind_info(rests_on[i])->name, &sync.err);
	}
	add_failure(&f, out, "who owes feedback", briefings_refused(app));
	add_failure(&f, out, "how long stages take", ages_refused(app));
	tell_failures(&f, out);
	ashby_buf_release(&f.what);
}

bool home_reading(struct app *app, struct ashby_buf *out)
{
	struct ashby_sync_state sync;
	bool any = false;

	for (int i = 0; i < RESTS_ON; i++) {
		ashby_sync_state(app->sync, rests_on[i], &sync);
		if (joins_whole(app, rests_on[i]) || (sync.err.error && !sync.running))
			continue;
		ashby_buf_addf(out, "%s%s", any ? ", " : "reading ", ashby_kind_info(rests_on[i])->name);
		any = true;
	}
	if (!any && briefings_open(app) > 0) {
		ashby_buf_addf(out, "reading the feedback of %u interviews", briefings_open(app));
		any = true;
	} else if (!any && behind_busy(app)) {
		ashby_buf_adds(out, "reading how long stages take");
		any = true;
	}
	return any;
}

int64_t home_synced(struct app *app)
{
	int64_t oldest = ASHBY_NO_TIME;
	struct ashby_sync_state sync;

	for (int i = 0; i < RESTS_ON; i++) {
		ashby_sync_state(app->sync, rests_on[i], &sync);
		if (sync.synced_ms != ASHBY_NO_TIME && (oldest == ASHBY_NO_TIME || sync.synced_ms < oldest))
			oldest = sync.synced_ms;
	}
	return oldest;
}
