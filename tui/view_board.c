/* view_board.c: the pipeline of one job, a column a stage: who is where, how long, and what comes next. */
#include "app.h"
#include "applications.h"
#include "board.h"
#include "field.h"
#include "joins.h"
#include "recent.h"

static const char *const contexts[] = { "candidate", NULL };

static void cell_next(struct page *page, uint32_t row, struct cell *out)
{
	joins_next(page->app, row, out);
}

static void cell_recruiter(struct page *page, uint32_t row, struct cell *out)
{
	field_people(page, row, "recruiter", out);
}

static void close_view(struct page *page)
{
	recent_release(page->own);
}

/* What a card shows, what it is found and sorted by. */
static const struct column columns[] = {
	{ "CANDIDATE", "candidate.name", NULL, SHOW_TEXT, 24, 16, COLUMN_NAME | COLUMN_GROW, 0 },
	{ "STAGE", "currentInterviewStage.title", NULL, SHOW_TEXT, 18, 14, 0, 6 },
	{ "AGE", NULL, applications_age, SHOW_AGE, 6, 6, COLUMN_RIGHT | COLUMN_FLAG, 0 },
	{ "NEXT", NULL, cell_next, SHOW_TEXT, 24, 18, COLUMN_GROW, 5 },
	{ "RECRUITER", "recruiter", cell_recruiter, SHOW_TEXT, 12, 9, 0, 3 },
	{ "CHGD", "updatedAt", NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 2 },
	{ "SOURCE", "source.title", NULL, SHOW_TEXT, 14, 8, 0, 1 },
	{ "APPLIED", "createdAt", NULL, SHOW_DATE, 11, 6, COLUMN_RIGHT, 1 },
};

DEFINE_VIEW(board) = {
	.name = "board",
	.title = "Board",
	.order = 35,
	.engine = &board_engine,
	.contexts = contexts,
	.commands = board_commands,
	.footer = "stage-next note move archive open job-next mark find back sort preview command",
	.kind = ASHBY_APPLICATIONS,
	.watches = UINT32_C(1) << ASHBY_JOBS | UINT32_C(1) << ASHBY_PLANS | UINT32_C(1) << ASHBY_STAGES |
		UINT32_C(1) << ASHBY_EVENTS | UINT32_C(1) << ASHBY_SCHEDULES |
		UINT32_C(1) << ASHBY_INTERVIEWS | UINT32_C(1) << ASHBY_OFFERS,
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.sort = "APPLIED",
	.detail = "application",
	.accepts = board_accepts,
	.start = board_start,
	.preview = applications_preview,
	.updated = "updatedAt",
	.state_size = sizeof(struct recent),
	.close = close_view,
};
