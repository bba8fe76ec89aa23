/* mine.c: who a row belongs to, as bits by row, and the scopes. One pass when a kind has changed; draws nothing. */
#include "mine.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app.h"
#include "joins.h"
#include "list.h"

enum { CHEAP_US = 3000, REST = 20 }; /* a dear pass rests so many times its cost */

enum { BIT_ME = 1, BIT_JOB = 2 };

static const enum ashby_kind kinds[] = { ASHBY_JOBS, ASHBY_APPLICATIONS, ASHBY_CANDIDATES, ASHBY_SCHEDULES,
	ASHBY_EVENTS, ASHBY_OFFERS, ASHBY_APPROVALS };
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static const struct {
	enum ashby_kind kind;
	const char *path;
} paths[] = {
	{ ASHBY_JOBS, "hiringTeam[].userId" },
	{ ASHBY_APPLICATIONS, "hiringTeam[].userId" },
	{ ASHBY_APPLICATIONS, "job.id" },
	{ ASHBY_APPLICATIONS, "candidate.id" },
	{ ASHBY_SCHEDULES, "scheduledBy.id" },
	{ ASHBY_SCHEDULES, "applicationId" },
	{ ASHBY_EVENTS, "interviewers[].id" },
	{ ASHBY_EVENTS, "applicationId" },
	{ ASHBY_EVENTS, "interviewScheduleId" },
	{ ASHBY_OFFERS, "applicationId" },
	{ ASHBY_APPROVALS, "waitsFor" },
};

enum path {
	JOB_TEAM,
	APPLICATION_TEAM,
	APPLICATION_JOB,
	APPLICATION_CANDIDATE,
	SCHEDULE_BY,
	SCHEDULE_APPLICATION,
	EVENT_WHO,
	EVENT_APPLICATION,
	EVENT_SCHEDULE,
	OFFER_APPLICATION,
	APPROVAL_WAITS,
	PATHS
};

struct mine {
	struct ashby_field field[PATHS];
	uint8_t *bits[ASHBY_KIND_COUNT];
	uint32_t count[ASHBY_KIND_COUNT];
	uint64_t version[KINDS];
	char me[sizeof(((struct app *)0)->me_id)];
	bool built;
	int64_t cost_us, built_us;
	enum mine_scope home, lists;
	struct ashby_timer *later;
};

/* ---- building ---- */

bool mine_in(struct app *app, struct ashby_text ids)
{
	size_t len = strlen(app->me_id);

	for (size_t i = 0; len > 0 && i + len <= ids.len; i++) {
		if (ids.raw[i] == app->me_id[0] && memcmp(ids.raw + i, app->me_id, len) == 0)
			return true;
	}
	return false;
}

static bool is_me(struct app *app, enum path path, uint32_t row)
{
	return mine_in(app, ashby_field_text(app->store, &app->mine->field[path], row));
}

static void give(struct mine *m, enum ashby_kind kind, uint32_t row, unsigned bits)
{
	if (row < m->count[kind])
		m->bits[kind][row] |= (uint8_t)bits;
}

static unsigned bits_of(const struct mine *m, enum ashby_kind kind, uint32_t row)
{
	return row < m->count[kind] ? m->bits[kind][row] : 0;
}

static uint32_t row_of(struct app *app, enum path path, uint32_t row)
{
	return ashby_field_row(app->store, &app->mine->field[path], row);
}

static void one_job(struct app *app, uint32_t row)
{
	if (is_me(app, JOB_TEAM, row))
		give(app->mine, ASHBY_JOBS, row, BIT_ME | BIT_JOB);
}

static void one_application(struct app *app, uint32_t row)
{
	struct mine *m = app->mine;

	give(m, ASHBY_APPLICATIONS, row, bits_of(m, ASHBY_JOBS, row_of(app, APPLICATION_JOB, row)) & BIT_JOB);
	if (is_me(app, APPLICATION_TEAM, row))
		give(m, ASHBY_APPLICATIONS, row, BIT_ME);
}

static void one_schedule(struct app *app, uint32_t row)
{
	if (!is_me(app, SCHEDULE_BY, row))
		return;
	give(app->mine, ASHBY_SCHEDULES, row, BIT_ME);
	give(app->mine, ASHBY_APPLICATIONS, row_of(app, SCHEDULE_APPLICATION, row), BIT_ME);
}

static void one_event(struct app *app, uint32_t row)
{
	if (!is_me(app, EVENT_WHO, row))
		return;
	give(app->mine, ASHBY_EVENTS, row, BIT_ME);
	give(app->mine, ASHBY_APPLICATIONS, row_of(app, EVENT_APPLICATION, row), BIT_ME);
}

/* An approver's offer, by the approval of its latest version. */
static void one_offer(struct app *app, uint32_t row)
{
	uint32_t approval = joins_approval(app, row);

	if (approval == ASHBY_NO_ROW || !is_me(app, APPROVAL_WAITS, approval))
		return;
	give(app->mine, ASHBY_APPROVALS, approval, BIT_ME);
	give(app->mine, ASHBY_OFFERS, row, BIT_ME);
	give(app->mine, ASHBY_APPLICATIONS, row_of(app, OFFER_APPLICATION, row), BIT_ME);
}

/* ---- what an application gives to what belongs to it ---- */

static unsigned of_application(struct app *app, uint32_t application)
{
	return bits_of(app->mine, ASHBY_APPLICATIONS, application);
}

static void schedule_inherits(struct app *app, uint32_t row)
{
	give(app->mine, ASHBY_SCHEDULES, row, of_application(app, row_of(app, SCHEDULE_APPLICATION, row)));
}

static void event_inherits(struct app *app, uint32_t row)
{
	give(app->mine, ASHBY_EVENTS, row, of_application(app, row_of(app, EVENT_APPLICATION, row)));
}

static void offer_inherits(struct app *app, uint32_t row)
{
	uint32_t approval = joins_approval(app, row);
	unsigned bits = of_application(app, row_of(app, OFFER_APPLICATION, row));

	give(app->mine, ASHBY_OFFERS, row, bits);
	if (approval != ASHBY_NO_ROW)
		give(app->mine, ASHBY_APPROVALS, approval, bits);
}

static void candidate_inherits(struct app *app, uint32_t row)
{
	give(app->mine, ASHBY_CANDIDATES, row_of(app, APPLICATION_CANDIDATE, row), of_application(app, row));
}

/* In this order: each step rests on those before it. */
static const struct {
	enum ashby_kind kind;
	void (*fn)(struct app *app, uint32_t row);
} steps[] = {
	{ ASHBY_JOBS, one_job },
	{ ASHBY_APPLICATIONS, one_application },
	{ ASHBY_SCHEDULES, one_schedule },
	{ ASHBY_EVENTS, one_event },
	{ ASHBY_OFFERS, one_offer },
	{ ASHBY_SCHEDULES, schedule_inherits },
	{ ASHBY_EVENTS, event_inherits },
	{ ASHBY_OFFERS, offer_inherits },
	{ ASHBY_APPLICATIONS, candidate_inherits },
};

static void build(struct app *app)
{
	struct mine *m = app->mine;

	for (int i = 0; i < KINDS; i++) {
		enum ashby_kind kind = kinds[i];

		m->version[i] = ashby_store_version(app->store, kind);
		m->count[kind] = ashby_store_slots(app->store, kind);
		m->bits[kind] = xrealloc(m->bits[kind], m->count[kind] + 1);
		memset(m->bits[kind], 0, m->count[kind] + 1);
	}
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		for (uint32_t row = 0; row < m->count[steps[i].kind]; row++) {
			if (ashby_store_live(app->store, steps[i].kind, row))
				steps[i].fn(app, row);
		}
	}
	memcpy(m->me, app->me_id, sizeof(m->me));
	m->built = true;
}

static bool changed(struct app *app)
{
	const struct mine *m = app->mine;

	for (int i = 0; i < KINDS; i++) {
		if (ashby_store_version(app->store, kinds[i]) != m->version[i])
			return true;
	}
	return !m->built || strcmp(m->me, app->me_id) != 0;
}

static int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static const struct mine *fresh(struct app *app)
{
	struct mine *m = app->mine;
	int64_t now;

	if (!changed(app))
		return m;
	now = clock_us();
	if (m->built && m->cost_us > CHEAP_US && now - m->built_us < m->cost_us * REST) {
		if (m->later)
			ashby_timer_start(m->later, m->cost_us * REST / 1000);
		return m;
	}
	build(app);
	m->built_us = clock_us();
	m->cost_us = m->built_us - now;
	return m;
}

/* ---- what is asked ---- */

/* All lists are made anew; Home too, which counts as a list here. */
static void lists_changed(struct app *app)
{
	for (int i = 0; i < app->tabs; i++) {
		for (struct page *page = app->tab[i]; page; page = page->below) {
			if (page->view->engine->lists)
				list_changed(page);
			else if (page->view->watches && page->view->engine->event)
				page->view->engine->event(page, page->view->watches);
		}
	}
	app_dirty(app);
}

static void on_later(void *arg)
{
	struct app *app = arg;

	app->mine->built_us = 0;
	lists_changed(app);
}

struct mine *mine_new(struct app *app)
{
	struct mine *m = xcalloc(1, sizeof(*m));

	for (int i = 0; i < PATHS; i++)
		ashby_field_find(paths[i].kind, paths[i].path, &m->field[i]);
	if (ashby_timer_new(&m->later, app->loop, on_later, app) != ASHBY_OK)
		m->later = NULL;
	m->home = SCOPE_ME;
	m->lists = SCOPE_ALL;
	return m;
}

void mine_free(struct mine *m)
{
	if (!m)
		return;
	ashby_timer_free(m->later);
	for (int i = 0; i < ASHBY_KIND_COUNT; i++)
		free(m->bits[i]);
	free(m);
}

bool mine_known(struct app *app)
{
	return *app->me_id != '\0';
}

bool mine_passes(struct app *app, enum mine_scope scope, enum ashby_kind kind, uint32_t row)
{
	const struct mine *m;

	if (scope == SCOPE_ALL || !mine_known(app))
		return true;
	m = fresh(app);
	if (!m->bits[kind])
		return true;
	return bits_of(m, kind, row) & (scope == SCOPE_ME ? BIT_ME : BIT_ME | BIT_JOB);
}

enum mine_scope mine_scope_home(struct app *app)
{
	return mine_known(app) ? app->mine->home : SCOPE_ALL;
}

enum mine_scope mine_scope_lists(struct app *app)
{
	return mine_known(app) ? app->mine->lists : SCOPE_ALL;
}

void mine_set_lists(struct app *app, enum mine_scope scope)
{
	if (app->mine->lists == scope)
		return;
	app->mine->lists = scope;
	lists_changed(app);
}

static const char *const words[] = { [SCOPE_ME] = "me", [SCOPE_JOBS] = "my jobs", [SCOPE_ALL] = "all" };

const char *mine_words(enum mine_scope scope)
{
	return words[scope];
}

uint32_t mine_kinds(struct app *app)
{
	uint32_t bits = 0;

	for (int i = 0; mine_scope_lists(app) != SCOPE_ALL && i < KINDS; i++)
		bits |= UINT32_C(1) << kinds[i];
	return bits;
}

/* ---- the command ---- */

static const char *const names[] = { [SCOPE_ME] = "me", [SCOPE_JOBS] = "jobs", [SCOPE_ALL] = "all" };

/* Me, my jobs, all, me: for Home from me on, for lists from all on. -1: no such scope. */
static int scope_named(const char *name, enum mine_scope now)
{
	if (strcmp(name, "next") == 0)
		return (now + 1) % 3;
	for (int i = 0; i < 3; i++) {
		if (strcmp(name, names[i]) == 0)
			return i;
	}
	return -1;
}

unsigned mine_do_scope(struct app *app, struct page *page, const struct args *args)
{
	bool home = page && strcmp(page->view->name, "home") == 0;
	enum mine_scope *scope = home ? &app->mine->home : &app->mine->lists;
	int wanted = scope_named(args->count > 0 ? args->word[0] : "next", *scope);

	if (wanted < 0) {
		status_warn(app, "scope is me, jobs, all or next");
		return REACT_DRAW | REACT_RETRY;
	}
	if (!mine_known(app)) {
		status_warn(app, "who you are is not known: me = YOUR E-MAIL in the account's configuration");
		return REACT_DRAW;
	}
	*scope = (enum mine_scope)wanted;
	lists_changed(app);
	status_say(app, "%s: %s", home ? "Home" : "lists", words[*scope]);
	return REACT_DRAW;
}

void mine_complete(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app;
	(void)page;
	if (n == 0)
		ashby_buf_adds(out,
			"me\tI am on the team, interview, approve or scheduled it\n"
			"jobs\tjobs whose hiring team I am on\n"
			"all\teverything\nnext\tthe one after this\n");
}
