/*
 * board.c: the engine of the board: a job's applications by stage. Rows come from the list engine; here they are dealt
 * to the stages of a plan. Draws nothing.
 */
#include "board.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board_in.h"
#include "field.h"
#include "joins.h"

enum { PREVIEW_SMALLER = 3 }; /* lines that the preview leaves to the cards */

/* data: the fields that are read, found once */
static const struct {
	enum ashby_kind kind;
	const char *path;
} paths[BOARD_PATHS] = {
	[STAGE_TITLE] = { ASHBY_STAGES, "title" },
	[STAGE_TYPE] = { ASHBY_STAGES, "type" },
	[STAGE_ORDER] = { ASHBY_STAGES, "orderInInterviewPlan" },
	[STAGE_PLAN] = { ASHBY_STAGES, "interviewPlanId" },
	[JOB_TITLE] = { ASHBY_JOBS, "title" },
	[JOB_STATUS] = { ASHBY_JOBS, "status" },
	[JOB_PLAN] = { ASHBY_JOBS, "defaultInterviewPlanId" },
	[JOB_PLANS] = { ASHBY_JOBS, "interviewPlanIds" },
	[PLAN_TITLE] = { ASHBY_PLANS, "title" },
};

struct ashby_text board_text(const struct board *b, enum board_path path, uint32_t row)
{
	return ashby_field_text(b->list.page->app->store, &b->field[path], row);
}

static bool is(struct ashby_text text, const char *word)
{
	return ashby_text_equal(text, ashby_text_str(word));
}

static uint32_t job_of(const struct page *page)
{
	return ashby_store_find(page->app->store, ASHBY_JOBS, ashby_text_str(page->id));
}

/* ---- which rows ---- */

/* A job with one plan shows all its people, whatever stage they are said to be in. */
static bool has_plans(const struct board *b)
{
	const struct page *page = b->list.page;

	return ashby_field_number(page->app->store, &b->field[JOB_PLANS], job_of(page)) > 1;
}

bool board_accepts(struct page *page, uint32_t row)
{
	const struct board *b = board_of(page);

	if (!field_is(page, row, "job.id", page->id))
		return false;
	if (*b->plan && !field_is(page, row, "currentInterviewStage.interviewPlanId", b->plan))
		return false;
	return field_is(page, row, "status", "Active") || field_is(page, row, "status", "Hired");
}

/* ---- stages ---- */

static void stages_of_plan(struct board *b, struct ashby_text plan)
{
	const struct ashby_store *store = b->list.page->app->store;
	uint32_t slots = ashby_store_slots(store, ASHBY_STAGES);

	for (uint32_t row = 0; plan.len > 0 && row < slots; row++) {
		struct ashby_text type;

		if (!ashby_store_live(store, ASHBY_STAGES, row) ||
			!ashby_text_equal(board_text(b, STAGE_PLAN, row), plan))
			continue;
		type = board_text(b, STAGE_TYPE, row);
		if (!is(type, "Archived"))
			board_stages_add(&b->stages, ashby_store_id(store, ASHBY_STAGES, row),
				board_text(b, STAGE_TITLE, row),
				ashby_field_number(store, &b->field[STAGE_ORDER], row), is(type, "Hired"));
	}
}

/* A stage that has not been read, or that the key may not read, is known from those who are in it. */
static void stage_of_row(struct board *b, uint32_t row)
{
	struct page *page = b->list.page;
	struct ashby_text id = field_text(page, row, "currentInterviewStage.id");
	int known = board_stages_find(&b->stages, id);

	if ((known >= 0 && b->stages.stage[known].seen) ||
		field_is(page, row, "currentInterviewStage.type", "Archived"))
		return;
	board_stages_add(&b->stages, id, field_text(page, row, "currentInterviewStage.title"),
		field_number(page, row, "currentInterviewStage.orderInInterviewPlan"),
		field_is(page, row, "currentInterviewStage.type", "Hired"));
}

static struct ashby_text plan_shown(const struct board *b)
{
	return *b->plan ? ashby_text_str(b->plan) : board_text(b, JOB_PLAN, job_of(b->list.page));
}

static void count_late(struct board *b, int age)
{
	struct page *page = b->list.page;
	struct cell cell;

	b->active = b->attention = 0;
	for (uint32_t i = 0; i < b->list.base_count; i++) {
		uint32_t row = b->list.base[i];
		int at;

		if (!field_is(page, row, "status", "Active"))
			continue;
		b->active++;
		cell_get(&b->list, (unsigned)age, row, &cell);
		if (!cell.flag)
			continue;
		b->attention++;
		at = board_stages_find(&b->stages, field_text(page, row, "currentInterviewStage.id"));
		if (at >= 0)
			b->stages.stage[at].late++;
	}
}

static void deal(struct board *b)
{
	struct list *l = &b->list;

	if (b->column_cap < l->count) {
		b->column_cap = l->count;
		b->column = xrealloc(b->column, l->count * sizeof(*b->column));
	}
	for (uint32_t i = 0; i < l->count; i++) {
		struct ashby_text id = field_text(l->page, l->row[i], "currentInterviewStage.id");

		/* Who has gone keeps the column where the cursor was. */
		b->column[i] = l->row[i] == l->ghost && b->at < (int)b->stages.count
			? b->at
			: board_stages_find(&b->stages, id);
	}
	board_stages_deal(&b->stages, l->row, b->column, l->count);
}

void board_group(struct board *b)
{
	struct list *l = &b->list;
	int age = column_named(l, "AGE");
	uint32_t at;

	board_stages_begin(&b->stages);
	stages_of_plan(b, plan_shown(b));
	for (uint32_t i = 0; i < l->base_count; i++)
		stage_of_row(b, l->base[i]);
	board_stages_end(&b->stages);
	for (uint32_t i = 0; i < b->stages.count; i++)
		b->stages.stage[i].late = 0;
	if (age >= 0)
		count_late(b, age);
	deal(b);
	if (!board_stages_card(&b->stages, l->cursor, &b->at, &at) && b->at >= (int)b->stages.count)
		b->at = 0;
}

uint32_t board_start(struct page *page)
{
	struct board *b = board_of(page);

	board_group(b);
	return b->stages.cards > 0 ? b->stages.card[0] : ASHBY_NO_ROW;
}

/* ---- job and plan ---- */

/* The plan's stages are asked for; until the job has been read there is no plan to ask for. */
static void want_stages(struct board *b)
{
	struct page *page = b->list.page;
	struct ashby_text plan = board_text(b, JOB_PLAN, job_of(page));

	if (!*b->plan && has_plans(b) && plan.len < sizeof(b->plan)) {
		snprintf(b->plan, sizeof(b->plan), "%.*s", (int)plan.len, plan.raw ? plan.raw : "");
		list_changed(page);
	}
	plan = plan_shown(b);
	if (plan.len > 0)
		ashby_sync_plan(page->app->sync, plan);
}

static void start_over(struct page *page)
{
	struct board *b = board_of(page);

	rows_unmark_all(&b->list);
	b->list.touched = false;
	b->left = b->at = 0;
	b->follow = true;
	b->depth = 0;
	for (uint32_t i = 0; i < b->stages.count; i++)
		b->stages.stage[i].top = 0;
	want_stages(b);
	list_changed(page);
}

void board_take_job(struct page *page, uint32_t job)
{
	struct board *b = board_of(page);
	struct ashby_text id = ashby_store_id(page->app->store, ASHBY_JOBS, job);

	snprintf(page->id, sizeof(page->id), "%.*s", (int)id.len, id.raw ? id.raw : "");
	b->plan[0] = '\0';
	start_over(page);
}

void board_take_plan(struct page *page, struct ashby_text plan)
{
	struct board *b = board_of(page);

	snprintf(b->plan, sizeof(b->plan), "%.*s", (int)plan.len, plan.raw ? plan.raw : "");
	start_over(page);
}

/* ---- the engine ---- */

static void board_open(struct page *page)
{
	struct board *b = board_of(page);

	b->shown = 1;
	b->follow = true;
	b->cards = 1;
	b->list.page = page;
	for (int i = 0; i < BOARD_PATHS; i++)
		ashby_field_find(paths[i].kind, paths[i].path, &b->field[i]);
	list_engine.open(page);
	/* Who is in a job may be anywhere among all applications. */
	ashby_sync_want(page->app->sync, ASHBY_APPLICATIONS, UINT32_MAX);
	want_stages(b);
}

static void board_close(struct page *page)
{
	struct board *b = board_of(page);

	list_engine.close(page);
	board_stages_release(&b->stages);
	free(b->column);
}

static unsigned board_event(struct page *page, uint32_t kinds)
{
	want_stages(board_of(page));
	return list_engine.event(page, kinds);
}

static void board_wish(struct page *page, struct layout_wish *out)
{
	list_engine.wish(page, out);
	out->heads = 0;
	out->grow -= PREVIEW_SMALLER;
	if (out->preview != PREVIEW_OFF && out->preview != PREVIEW_FULL)
		out->preview = PREVIEW_BOTTOM;
}

static void board_count(struct page *page, struct ashby_buf *out)
{
	struct board *b = board_of(page);
	bool whole = joins_whole(page->app, ASHBY_APPLICATIONS);

	board_group(b);
	if (b->active == 0 && !whole)
		return;
	ashby_buf_addf(out, "%u%s active", (unsigned)b->active, whole ? "" : "+");
	if (b->attention > 0)
		ashby_buf_addf(out, ", %u %s attention", (unsigned)b->attention,
			b->attention == 1 ? "needs" : "need");
}

static void add_clean(struct ashby_buf *out, struct ashby_text text)
{
	if (ashby_text_clean(out, text, ASHBY_TEXT_LINE, NULL) != ASHBY_OK)
		ashby_buf_adds(out, "...");
}

static void board_crumb(struct page *page, struct ashby_buf *out)
{
	const struct board *b = board_of(page);
	uint32_t plan = ashby_store_find(page->app->store, ASHBY_PLANS, ashby_text_str(b->plan));
	struct ashby_text title = board_text(b, JOB_TITLE, job_of(page));
	struct ashby_buf more;

	if (title.len > 0)
		add_clean(out, title);
	else
		ashby_buf_adds(out, page->crumb);
	if (*b->plan && plan != ASHBY_NO_ROW) {
		ashby_buf_adds(out, "\nplan ");
		add_clean(out, board_text(b, PLAN_TITLE, plan));
	}
	ashby_buf_init(&more, 1024);
	list_engine.crumb(page, &more);
	if (more.len > 0)
		ashby_buf_addf(out, "\n%s", ashby_buf_str(&more));
	ashby_buf_release(&more);
}

static void board_note(struct page *page, struct ashby_buf *out)
{
	struct board *b = board_of(page);

	list_engine.note(page, out);
	board_group(b);
	if (b->stages.count == 0)
		return;
	ashby_buf_addf(
		out, "%scolumn %d of %u: ", out->len ? "   " : "", b->at + 1, (unsigned)b->stages.count);
	add_clean(out, b->stages.stage[b->at].title);
}

static bool board_row(struct page *page, enum ashby_kind *kind, uint32_t *row)
{
	return list_engine.row(page, kind, row);
}

static bool board_cancel(struct page *page)
{
	return list_engine.cancel(page);
}

static void board_find(struct page *page, const char *words, bool done)
{
	list_engine.find(page, words, done);
}

const struct engine board_engine = {
	.context = "board",
	.lists = true,
	.state_size = sizeof(struct board),
	.open = board_open,
	.close = board_close,
	.event = board_event,
	.draw = board_draw,
	.wish = board_wish,
	.count = board_count,
	.crumb = board_crumb,
	.note = board_note,
	.row = board_row,
	.cancel = board_cancel,
	.find = board_find,
	.find_words = match_complete,
	.find_hint = match_hint,
	.commands = list_commands,
};
