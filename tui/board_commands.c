/* board_commands.c: what keys do on a board, and how one is opened. Moves the list's cursor by stages and cards. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "board_in.h"
#include "cmdbar.h"

enum { PLANS_MAX = 16, PATH = 64 };

/* ---- moving ---- */

static void go_to(struct board *b, uint32_t row)
{
	b->follow = true;
	list_goto(b->list.page, rows_find(&b->list, row));
}

/* By so many cards up or down, within the stage. */
static unsigned go_by(struct page *page, int64_t by)
{
	struct board *b = board_of(page);
	const struct board_stage *stage;
	int64_t to;
	uint32_t at;

	board_group(b);
	if (!board_stages_card(&b->stages, b->list.cursor, &b->at, &at))
		return REACT_DRAW;
	stage = &b->stages.stage[b->at];
	to = at + by;
	to = to < 0 ? 0 : to >= stage->count ? stage->count - 1 : to;
	b->depth = (uint32_t)to;
	go_to(b, b->stages.card[stage->first + to]);
	return REACT_DRAW;
}

static int64_t page_cards(const struct page *page)
{
	const struct board *b = board_of(page);

	return b->cards > 1 ? b->cards - 1 : 1;
}

#define MOVE(name, expression)                                                            \
	static unsigned name(struct app *app, struct page *page, const struct args *args) \
	{                                                                                 \
		(void)app;                                                                \
		(void)args;                                                               \
		return go_by(page, (expression));                                         \
	}

MOVE(do_next, 1)
MOVE(do_prev, -1)
MOVE(do_half_down, (page_cards(page) + 1) / 2)
MOVE(do_half_up, -(page_cards(page) + 1) / 2)
MOVE(do_page_down, page_cards(page))
MOVE(do_page_up, -page_cards(page))
MOVE(do_top, -(int64_t)UINT32_MAX)
MOVE(do_bottom, UINT32_MAX)

/* To the next stage that has cards; past the last of them only the view moves, so that empty stages can be seen. */
static unsigned go_aside(struct page *page, int step)
{
	struct board *b = board_of(page);
	int count, to;

	board_group(b);
	count = (int)b->stages.count;
	for (to = b->at + step; to >= 0 && to < count && b->stages.stage[to].count == 0;)
		to += step;
	if (to < 0 || to >= count) {
		b->follow = false;
		b->left = step < 0 ? 0 : count;
		return REACT_DRAW;
	}
	b->at = to;
	to = (int)(b->depth < b->stages.stage[b->at].count ? b->depth : b->stages.stage[b->at].count - 1);
	go_to(b, b->stages.card[b->stages.stage[b->at].first + (uint32_t)to]);
	return REACT_DRAW;
}

static unsigned do_stage_next(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return go_aside(page, 1);
}

static unsigned do_stage_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)app;
	(void)args;
	return go_aside(page, -1);
}

static unsigned do_mark(struct app *app, struct page *page, const struct args *args)
{
	struct list *l = &board_of(page)->list;

	rows_mark(l, l->cursor, !rows_marked(l, l->cursor));
	return do_next(app, page, args);
}

/* ---- other jobs ---- */

static bool is_open_job(const struct board *b, uint32_t row)
{
	return ashby_store_live(b->list.page->app->store, ASHBY_JOBS, row) &&
		ashby_text_equal(board_text(b, JOB_STATUS, row), ashby_text_str("Open"));
}

/* By title, then by row: jobs may be named alike. */
static int job_order(const struct board *b, uint32_t x, uint32_t y)
{
	int order = ashby_text_collate(board_text(b, JOB_TITLE, x), board_text(b, JOB_TITLE, y));

	return order ? order : (x > y) - (x < y);
}

/* The open job beside this one in the order of titles; ASHBY_NO_ROW past the end. */
static uint32_t job_beside(const struct board *b, uint32_t job, int step)
{
	uint32_t slots = ashby_store_slots(b->list.page->app->store, ASHBY_JOBS), best = ASHBY_NO_ROW;

	for (uint32_t row = 0; row < slots; row++) {
		if (row == job || !is_open_job(b, row) || job_order(b, row, job) * step < 0)
			continue;
		if (best == ASHBY_NO_ROW || job_order(b, row, best) * step < 0)
			best = row;
	}
	return best;
}

static unsigned other_job(struct app *app, struct page *page, int step)
{
	struct board *b = board_of(page);
	uint32_t job = ashby_store_find(app->store, ASHBY_JOBS, ashby_text_str(page->id)), to;

	to = job == ASHBY_NO_ROW ? job : job_beside(b, job, step);
	if (to == ASHBY_NO_ROW)
		status_say(app, step > 0 ? "that was the last open job" : "that was the first open job");
	else
		board_take_job(page, to);
	return REACT_DRAW;
}

static unsigned do_job_next(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return other_job(app, page, 1);
}

static unsigned do_job_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return other_job(app, page, -1);
}

/* ---- other plans of the job ---- */

struct plans {
	struct ashby_text id[PLANS_MAX];
	int count;
};

static void add_plan(struct plans *plans, struct ashby_text id)
{
	int i;

	for (i = 0; i < plans->count && !ashby_text_equal(plans->id[i], id); i++)
		;
	if (id.len > 0 && i == plans->count && i < PLANS_MAX)
		plans->id[plans->count++] = id;
}

/* The job's usual plan, and those that people of this job are in: an unused plan would be an empty board. */
static void plans_of(const struct board *b, struct plans *out)
{
	struct app *app = b->list.page->app;
	struct ashby_text job = ashby_text_str(b->list.page->id);
	uint32_t slots = ashby_store_slots(app->store, ASHBY_APPLICATIONS);
	struct ashby_field job_id, plan_id;

	memset(out, 0, sizeof(*out));
	add_plan(out, board_text(b, JOB_PLAN, ashby_store_find(app->store, ASHBY_JOBS, job)));
	if (!ashby_field_find(ASHBY_APPLICATIONS, "job.id", &job_id) ||
		!ashby_field_find(ASHBY_APPLICATIONS, "currentInterviewStage.interviewPlanId", &plan_id))
		return;
	for (uint32_t row = 0; row < slots; row++) {
		if (ashby_store_live(app->store, ASHBY_APPLICATIONS, row) &&
			ashby_text_equal(ashby_field_text(app->store, &job_id, row), job))
			add_plan(out, ashby_field_text(app->store, &plan_id, row));
	}
}

static unsigned other_plan(struct app *app, struct page *page, int step)
{
	struct board *b = board_of(page);
	struct plans plans;
	int at = 0;

	plans_of(b, &plans);
	if (!*b->plan || plans.count < 2) {
		status_say(app, "this job's people are all in one plan");
		return REACT_DRAW;
	}
	while (at < plans.count && !ashby_text_equal(plans.id[at], ashby_text_str(b->plan)))
		at++;
	board_take_plan(page, plans.id[(at + step + plans.count) % plans.count]);
	return REACT_DRAW;
}

static unsigned do_plan_next(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return other_plan(app, page, 1);
}

static unsigned do_plan_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)args;
	return other_plan(app, page, -1);
}

/* ---- opening ---- */

/* data: where the job of a row is */
static const struct {
	enum ashby_kind kind;
	const char *path;
} job_paths[] = {
	{ ASHBY_JOBS, "id" },
	{ ASHBY_APPLICATIONS, "job.id" },
	{ ASHBY_SCHEDULES, "applicationId->job.id" },
	{ ASHBY_EVENTS, "applicationId->job.id" },
	{ ASHBY_OFFERS, "applicationId->job.id" },
	{ ASHBY_CANDIDATES, "applicationIds[-1]->job.id" },
};

static struct ashby_text job_of_row(struct app *app, enum ashby_kind kind, uint32_t row)
{
	struct ashby_field field;

	for (size_t i = 0; i < sizeof(job_paths) / sizeof(job_paths[0]); i++) {
		if (job_paths[i].kind == kind && ashby_field_find(kind, job_paths[i].path, &field))
			return ashby_field_text(app->store, &field, row);
	}
	return ashby_text_str(NULL);
}

/* The first job that has the words in its title, an open one before others. */
static struct ashby_text job_named(struct app *app, const char *words)
{
	uint32_t slots = ashby_store_slots(app->store, ASHBY_JOBS), found = ASHBY_NO_ROW;
	struct ashby_field title, status;

	if (!ashby_field_find(ASHBY_JOBS, "title", &title) ||
		!ashby_field_find(ASHBY_JOBS, "status", &status))
		return ashby_text_str(NULL);
	for (uint32_t row = 0; row < slots; row++) {
		bool open =
			ashby_text_equal(ashby_field_text(app->store, &status, row), ashby_text_str("Open"));

		if (!ashby_store_live(app->store, ASHBY_JOBS, row) || (found != ASHBY_NO_ROW && !open) ||
			!ashby_text_find(ashby_field_text(app->store, &title, row), ashby_text_str(words)))
			continue;
		found = row;
		if (open)
			break;
	}
	return found == ASHBY_NO_ROW ? ashby_text_str(NULL) : ashby_store_id(app->store, ASHBY_JOBS, found);
}

/* The card of the application that it was opened from. */
static void show_card(struct page *page, uint32_t row)
{
	struct board *b = board_of(page);
	uint32_t position = rows_find(&b->list, row);

	b->list.touched = true;
	b->list.cursor = row;
	b->follow = true;
	if (position < b->list.count)
		list_goto(page, position);
}

unsigned board_command(struct app *app, struct page *page, const struct args *args)
{
	struct ashby_text job = ashby_text_str(NULL);
	enum ashby_kind kind = ASHBY_KIND_COUNT;
	uint32_t row = ASHBY_NO_ROW;
	struct page *board;
	char id[BOARD_ID];

	if (args->count > 0)
		job = job_named(app, args->rest);
	else if (page_row(page, &kind, &row))
		job = job_of_row(app, kind, row);
	if (job.len == 0 || job.len >= sizeof(id)) {
		status_warn(app,
			args->count > 0 ? "no job has '%s' in its title"
					: "%s: go to a job or an application first, or name a job",
			args->count > 0 ? args->rest : "board");
		return REACT_DRAW;
	}
	if (page && page->view->engine == &board_engine && strcmp(page->id, job.raw) == 0)
		return REACT_NONE;
	snprintf(id, sizeof(id), "%.*s", (int)job.len, job.raw);
	board = app_open(app, "board", id, ashby_text_str(NULL));
	if (board && kind == ASHBY_APPLICATIONS)
		show_card(board, row);
	return REACT_DRAW;
}

void board_complete(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	uint32_t slots = ashby_store_slots(app->store, ASHBY_JOBS);
	struct ashby_field title, status;

	(void)page;
	if (n > 0 || !ashby_field_find(ASHBY_JOBS, "title", &title) ||
		!ashby_field_find(ASHBY_JOBS, "status", &status))
		return;
	for (uint32_t row = 0; row < slots; row++) {
		struct ashby_text state = ashby_field_text(app->store, &status, row);

		if (!ashby_store_live(app->store, ASHBY_JOBS, row) ||
			!ashby_text_equal(state, ashby_text_str("Open")))
			continue;
		ashby_text_clean(out, ashby_field_text(app->store, &title, row), ASHBY_TEXT_LINE, NULL);
		ashby_buf_adds(out, "\t\n");
	}
}

/* data */
/* clang-format off */
const struct command board_commands[] = {
	{ "next", do_next, 0, 0, 0, "card", NULL, "next card", "GO", NULL },
	{ "prev", do_prev, 0, 0, 0, "previous", NULL, "card before", "GO", NULL },
	{ "half-down", do_half_down, 0, 0, 0, "half down", NULL, "half a column down", "GO", NULL },
	{ "half-up", do_half_up, 0, 0, 0, "half up", NULL, "half a column up", "GO", NULL },
	{ "page-down", do_page_down, 0, 0, 0, "page down", NULL, "a column down", "GO", NULL },
	{ "page-up", do_page_up, 0, 0, 0, "page up", NULL, "a column up", "GO", NULL },
	{ "top", do_top, 0, 0, 0, "first", NULL, "first card of the stage", "GO", NULL },
	{ "bottom", do_bottom, 0, 0, 0, "last", NULL, "last card of the stage", "GO", NULL },
	{ "stage-next", do_stage_next, 0, 0, 0, "stage", NULL, "stage to the right", "GO", NULL },
	{ "stage-prev", do_stage_prev, 0, 0, 0, "stage", NULL, "stage to the left", "GO", NULL },
	{ "job-next", do_job_next, 0, 0, 0, "job", NULL, "next open job, by title", "GO", NULL },
	{ "job-prev", do_job_prev, 0, 0, 0, "job", NULL, "open job before, by title", "GO", NULL },
	{ "plan-next", do_plan_next, 0, 0, 0, "plan", NULL, "next interview plan of this job", "GO", NULL },
	{ "plan-prev", do_plan_prev, 0, 0, 0, "plan", NULL, "interview plan before", "GO", NULL },
	{ "mark", do_mark, 0, 0, NEEDS_ROW, "mark", NULL, "mark the card and move down", "LIST", NULL },
	{ "match-next", do_next, 0, 0, 0, "next match", NULL, "next card that the filter left", "FIND", NULL },
	{ "match-prev", do_prev, 0, 0, 0, "previous match", NULL, "card before that the filter left", "FIND", NULL },
	{ .name = NULL },
};
/* clang-format on */
