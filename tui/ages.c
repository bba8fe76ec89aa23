/* ages.c: histories of applications, as far as they have been read. Knows rows and replies; draws nothing. */
#include "ages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "joins.h"
#include "list.h"
#include "mine.h"
#include "tell.h"

enum {
	SAMPLE = 50,        /* past applications a job */
	STAGES_MAX = 64,    /* a job's stages; more are not told apart */
	LOOKED_AT = 16,     /* applications that pages without a list look at */
	ROWS_A_TURN = 8192, /* looked through at a time: a turn is short */
	ID = 40,
};

enum asked { ASKED_NOT, ASKED_NOW, ASKED_DONE };

/* Of an application in the stage that it was last seen in. */
struct known {
	uint32_t stage;
	enum asked asked;
	int64_t seen;    /* the last look at it */
	int64_t entered; /* ASHBY_NO_TIME: not known */
	int64_t after;   /* it was elsewhere until then, ASHBY_NO_TIME: nothing is known of that */
};

struct stage {
	char id[ID];
	int64_t *ms;
	unsigned n, cap;
	struct habit habit;
};

struct sample {
	uint32_t row[SAMPLE]; /* the newest first */
	unsigned count, next; /* next: of those, the first that was not asked for */
	bool wanted, whole;
	struct stage *stage;
	unsigned stages;
};

static const struct {
	enum ashby_kind kind;
	const char *path;
} paths[] = {
	{ ASHBY_APPLICATIONS, "job.id" },
	{ ASHBY_APPLICATIONS, "status" },
	{ ASHBY_APPLICATIONS, "currentInterviewStage.id" },
	{ ASHBY_APPLICATIONS, "currentInterviewStage.type" },
	{ ASHBY_APPLICATIONS, "createdAt" },
	{ ASHBY_APPLICATIONS, "updatedAt" },
};

enum path { JOB, STATUS, STAGE, TYPE, CREATED, UPDATED, PATHS };

struct ages {
	struct ashby_field field[PATHS];
	struct known *known; /* by application */
	uint32_t known_cap;
	struct sample *sample; /* by job */
	uint32_t jobs;
	uint32_t chosen; /* applications looked through for the samples */
	bool all_chosen;
	uint32_t mine_next;
	uint64_t mine_version;
	enum mine_scope mine_scope;
	uint32_t looked[LOOKED_AT];
	unsigned looked_count;
	struct ashby_err refused;
};

struct ages *ages_new(struct app *app)
{
	struct ages *a = xcalloc(1, sizeof(*a));

	(void)app;
	for (int i = 0; i < PATHS; i++)
		ashby_field_find(paths[i].kind, paths[i].path, &a->field[i]);
	return a;
}

static void free_samples(struct ages *a)
{
	for (uint32_t i = 0; i < a->jobs; i++) {
		for (unsigned s = 0; s < a->sample[i].stages; s++)
			free(a->sample[i].stage[s].ms);
		free(a->sample[i].stage);
	}
	free(a->sample);
}

void ages_free(struct ages *a)
{
	if (!a)
		return;
	free_samples(a);
	free(a->known);
	free(a);
}

static struct ashby_text text_of(struct app *app, enum path path, uint32_t row)
{
	return ashby_field_text(app->store, &app->ages->field[path], row);
}

static int64_t time_of(struct app *app, enum path path, uint32_t row)
{
	return ashby_field_time(app->store, &app->ages->field[path], row);
}

static uint32_t row_of(struct app *app, enum path path, uint32_t row)
{
	return ashby_field_row(app->store, &app->ages->field[path], row);
}

static bool is(struct app *app, enum path path, uint32_t row, const char *word)
{
	return ashby_text_equal(text_of(app, path, row), ashby_text_str(word));
}

static bool is_active(struct app *app, uint32_t row)
{
	return ashby_store_live(app->store, ASHBY_APPLICATIONS, row) && is(app, STATUS, row, "Active");
}

/* The stage's row, also before its own record has come. */
static uint32_t stage_of(struct app *app, uint32_t row)
{
	return ashby_store_find(app->store, ASHBY_STAGES, text_of(app, STAGE, row));
}

/* ---- ages ---- */

/* What is known of a row; what was known of another stage is forgotten, but for when it was last seen there. */
static struct known *known_of(struct app *app, uint32_t row)
{
	struct ages *a = app->ages;
	uint32_t stage = stage_of(app, row);
	struct known *k;

	if (row >= a->known_cap) {
		uint32_t cap = ashby_store_slots(app->store, ASHBY_APPLICATIONS);

		a->known = xrealloc(a->known, cap * sizeof(*a->known));
		for (uint32_t i = a->known_cap; i < cap; i++)
			a->known[i] = (struct known){ ASHBY_NO_ROW, ASKED_NOT, ASHBY_NO_TIME, ASHBY_NO_TIME,
				ASHBY_NO_TIME };
		a->known_cap = cap;
	}
	k = &a->known[row];
	if (k->stage != stage)
		*k = (struct known){ stage, ASKED_NOT, ASHBY_NO_TIME, ASHBY_NO_TIME, k->seen };
	k->seen = app_now(app);
	return k;
}

/* An application to review is there since it was made; of any other its history tells. */
static int64_t entered(struct app *app, uint32_t row, bool *exact)
{
	const struct known *k = known_of(app, row);
	int64_t created = time_of(app, CREATED, row);

	*exact = true;
	if (k->entered != ASHBY_NO_TIME)
		return k->entered;
	if (k->after == ASHBY_NO_TIME && is(app, TYPE, row, "PreInterviewScreen"))
		return created;
	*exact = false;
	return k->after != ASHBY_NO_TIME && k->after > created ? k->after : created;
}

static struct sample *sample_of(struct app *app, uint32_t job)
{
	return job < app->ages->jobs ? &app->ages->sample[job] : NULL;
}

static bool stage_is(const struct stage *stage, struct ashby_text id)
{
	return strlen(stage->id) == id.len && memcmp(stage->id, id.raw, id.len) == 0;
}

bool ages_usual(struct app *app, uint32_t job, struct ashby_text stage_id, struct habit *out)
{
	const struct sample *sample = sample_of(app, job);

	if (!app->ages->all_chosen || app->ages->refused.error || (sample && !sample->whole))
		return false;
	*out = (struct habit){ .n = 0 };
	for (unsigned i = 0; sample && i < sample->stages; i++) {
		if (stage_is(&sample->stage[i], stage_id))
			*out = sample->stage[i].habit;
	}
	return true;
}

struct age ages_of(struct app *app, uint32_t row)
{
	struct age age = { .ms = ASHBY_NO_TIME };
	struct ashby_text type = text_of(app, TYPE, row);
	int64_t since;

	if (!is_active(app, row))
		return age;
	since = entered(app, row, &age.exact);
	if (since == ASHBY_NO_TIME)
		return age;
	age.ms = app_now(app) - since;
	age.limit_ms = late_days_limit(&app->options.late_days, type.raw, (unsigned)type.len);
	age.measured =
		age.exact && ages_usual(app, row_of(app, JOB, row), text_of(app, STAGE, row), &age.habit);
	if (age.measured)
		age.late = habit_judge(&age.habit, age.ms, age.limit_ms);
	return age;
}

void ages_cell(struct app *app, uint32_t row, struct cell *out)
{
	struct age age = ages_of(app, row);
	char span[16];

	if (age.ms == ASHBY_NO_TIME)
		return;
	habit_span(age.ms, span);
	snprintf(out->words, sizeof(out->words), "%s%s", age.exact ? "" : "<=", span);
	/* What is known stands before what is only bounded. */
	out->key = age.exact ? (double)age.ms : (double)age.ms - 1e15;
	out->flag = habit_flag(age.late);
}

void ages_tell(const struct age *age, struct ashby_buf *out)
{
	char span[16];

	if (age->ms == ASHBY_NO_TIME)
		return;
	habit_span(age->ms, span);
	ashby_buf_addf(out, "%s%s", age->exact ? "" : "<=", span);
	if (!age->measured)
		return;
	ashby_buf_adds(out, ", ");
	habit_tell(&age->habit, age->limit_ms, out);
}

const struct ashby_err *ages_refused(struct app *app)
{
	return &app->ages->refused;
}

void ages_again(struct app *app)
{
	struct ages *a = app->ages;

	memset(&a->refused, 0, sizeof(a->refused));
	for (uint32_t i = 0; i < a->known_cap; i++) {
		if (a->known[i].entered == ASHBY_NO_TIME)
			a->known[i].asked = ASKED_NOT;
	}
	a->mine_next = 0;
}

/* ---- asking ---- */

static void refuse(struct app *app, const struct ashby_reply *reply)
{
	if (reply->error == ASHBY_EPERM)
		app->ages->refused = reply->err;
}

static void came_age(struct app *app, const struct behind_ask *ask, const struct ashby_reply *reply)
{
	struct known *k = known_of(app, ask->row);
	struct ashby_text stage = text_of(app, STAGE, ask->row);

	k->asked = ASKED_DONE;
	refuse(app, reply);
	for (struct ashby_value v = ashby_value_first(reply->results); v.node; v = ashby_value_next(v)) {
		if (ashby_get_time(v, "leftStageAt") == ASHBY_NO_TIME &&
			ashby_text_equal(ashby_get_text(v, "stageId"), stage))
			k->entered = ashby_get_time(v, "enteredStageAt");
	}
}

static enum behind_next ask_for(struct app *app, uint32_t row, behind_came_fn *came, struct behind_ask *ask)
{
	ask->endpoint = "application.listHistory";
	ask->row = row;
	ask->came = came;
	return behind_body(ask, "applicationId", ashby_store_id(app->store, ASHBY_APPLICATIONS, row))
		? BEHIND_ASK
		: BEHIND_NONE;
}

/* Asks for the history of an application whose age it would tell. */
static enum behind_next ask_age(struct app *app, uint32_t row, struct behind_ask *ask)
{
	struct known *k;

	if (app->ages->refused.error || !is_active(app, row) || stage_of(app, row) == ASHBY_NO_ROW)
		return BEHIND_NONE;
	k = known_of(app, row);
	if (k->asked != ASKED_NOT || k->entered != ASHBY_NO_TIME ||
		(k->after == ASHBY_NO_TIME && is(app, TYPE, row, "PreInterviewScreen")))
		return BEHIND_NONE;
	k->asked = ASKED_NOW;
	return ask_for(app, row, came_age, ask);
}

static void want_job(struct app *app, uint32_t application)
{
	struct sample *sample = sample_of(app, row_of(app, JOB, application));

	if (sample)
		sample->wanted = true;
}

static enum behind_next look(struct app *app, uint32_t row, struct behind_ask *ask)
{
	if (row == ASHBY_NO_ROW)
		return BEHIND_NONE;
	want_job(app, row);
	return ask_age(app, row, ask);
}

void ages_want(struct app *app, uint32_t row)
{
	struct ages *a = app->ages;

	for (unsigned i = 0; i < LOOKED_AT && i < a->looked_count; i++) {
		if (a->looked[i] == row)
			return;
	}
	a->looked[a->looked_count++ % LOOKED_AT] = row;
	behind_kick(app);
}

enum behind_next ages_next_shown(struct app *app, struct behind_ask *ask)
{
	const struct ages *a = app->ages;
	struct page *page = app_page(app);
	enum behind_next next = BEHIND_NONE;

	if (page && page->view->engine->lists && page->view->kind == ASHBY_APPLICATIONS) {
		uint32_t end = list_top(page) + list_rows(page);

		for (uint32_t i = list_top(page); next == BEHIND_NONE && i < end; i++)
			next = look(app, list_row_at(page, i), ask);
	}
	for (unsigned i = 0; next == BEHIND_NONE && i < LOOKED_AT && i < a->looked_count; i++)
		next = look(app, a->looked[i], ask);
	return next;
}

/* The active applications that Home tells of; and those of everybody while it tells of all. */
enum behind_next ages_next_mine(struct app *app, struct behind_ask *ask)
{
	struct ages *a = app->ages;
	uint64_t version = ashby_store_version(app->store, ASHBY_APPLICATIONS);
	uint32_t slots = ashby_store_slots(app->store, ASHBY_APPLICATIONS), end;
	enum mine_scope scope = mine_scope_home(app);

	if (version != a->mine_version || scope != a->mine_scope) {
		a->mine_next = 0;
		a->mine_version = version;
		a->mine_scope = scope;
	}
	if (!a->all_chosen)
		return BEHIND_NONE;
	for (end = a->mine_next + ROWS_A_TURN; a->mine_next < end && a->mine_next < slots;) {
		uint32_t row = a->mine_next++;

		if (is_active(app, row) && mine_passes(app, scope, ASHBY_APPLICATIONS, row) &&
			look(app, row, ask) == BEHIND_ASK)
			return BEHIND_ASK;
	}
	return a->mine_next < slots ? BEHIND_LATER : BEHIND_NONE;
}

/* ---- samples ---- */

/* Keeps the past application if it is among the newest of its job. */
static void choose(struct app *app, uint32_t row)
{
	struct sample *sample = sample_of(app, row_of(app, JOB, row));
	int64_t at = time_of(app, UPDATED, row);
	unsigned i;

	if (!sample || !ashby_store_live(app->store, ASHBY_APPLICATIONS, row) || is_active(app, row))
		return;
	for (i = sample->count; i > 0 && time_of(app, UPDATED, sample->row[i - 1]) < at; i--)
		;
	if (i == SAMPLE)
		return;
	if (sample->count < SAMPLE)
		sample->count++;
	memmove(&sample->row[i + 1], &sample->row[i], (sample->count - 1 - i) * sizeof(*sample->row));
	sample->row[i] = row;
}

/* Once all applications are there: which of them the habits are made of. True when it is done. */
static bool choose_more(struct app *app)
{
	struct ages *a = app->ages;
	uint32_t slots = ashby_store_slots(app->store, ASHBY_APPLICATIONS), end = a->chosen + ROWS_A_TURN;

	if (!a->sample) {
		a->jobs = ashby_store_slots(app->store, ASHBY_JOBS);
		a->sample = xcalloc(a->jobs + 1, sizeof(*a->sample));
	}
	for (; a->chosen < end && a->chosen < slots; a->chosen++)
		choose(app, a->chosen);
	a->all_chosen = a->chosen >= slots;
	/* A job without a past is known at once. */
	for (uint32_t i = 0; a->all_chosen && i < a->jobs; i++)
		a->sample[i].whole = a->sample[i].count == 0;
	return a->all_chosen;
}

static struct stage *stage_named(struct sample *sample, struct ashby_text id)
{
	for (unsigned i = 0; i < sample->stages; i++) {
		if (stage_is(&sample->stage[i], id))
			return &sample->stage[i];
	}
	if (sample->stages == STAGES_MAX || id.len == 0 || id.len >= ID)
		return NULL;
	sample->stage = xrealloc(sample->stage, (sample->stages + 1) * sizeof(*sample->stage));
	memset(&sample->stage[sample->stages], 0, sizeof(*sample->stage));
	memcpy(sample->stage[sample->stages].id, id.raw, id.len);
	return &sample->stage[sample->stages++];
}

static void add_case(struct sample *sample, struct ashby_value v)
{
	int64_t in = ashby_get_time(v, "enteredStageAt"), left = ashby_get_time(v, "leftStageAt");
	struct stage *stage;

	if (in == ASHBY_NO_TIME || left == ASHBY_NO_TIME || left < in)
		return;
	stage = stage_named(sample, ashby_get_text(v, "stageId"));
	if (!stage)
		return;
	if (stage->n == stage->cap) {
		stage->cap = stage->cap ? stage->cap * 2 : 16;
		stage->ms = xrealloc(stage->ms, stage->cap * sizeof(*stage->ms));
	}
	stage->ms[stage->n++] = left - in;
}

static void came_sample(struct app *app, const struct behind_ask *ask, const struct ashby_reply *reply)
{
	struct sample *sample = sample_of(app, row_of(app, JOB, ask->row));

	refuse(app, reply);
	/* A sample with holes says nothing: what failed by accident is asked for again. */
	if (sample && reply->error && reply->error != ASHBY_EPERM && reply->error != ASHBY_EAPI) {
		sample->next--;
		return;
	}
	for (struct ashby_value v = ashby_value_first(reply->results); sample && v.node;
		v = ashby_value_next(v))
		add_case(sample, v);
	if (!sample || sample->next < sample->count)
		return;
	sample->whole = true;
	for (unsigned i = 0; i < sample->stages; i++)
		habit_of(sample->stage[i].ms, sample->stage[i].n, &sample->stage[i].habit);
}

enum behind_next ages_next_sample(struct app *app, struct behind_ask *ask)
{
	struct ages *a = app->ages;

	if (a->refused.error || !joins_whole(app, ASHBY_APPLICATIONS) || !joins_whole(app, ASHBY_JOBS))
		return BEHIND_NONE;
	if (!a->all_chosen) {
		choose_more(app);
		return BEHIND_LATER;
	}
	for (uint32_t i = 0; i < a->jobs; i++) {
		struct sample *sample = &a->sample[i];

		if (!sample->wanted || sample->next >= sample->count)
			continue;
		return ask_for(app, sample->row[sample->next++], came_sample, ask);
	}
	return BEHIND_NONE;
}
