/* view_applications.c: who is where in which job, how long, and what comes next. */
#include <stdio.h>

#include "ages.h"
#include "app.h"
#include "applications.h"
#include "doc.h"
#include "field.h"
#include "joins.h"
#include "preview.h"
#include "recent.h"

static const char *const contexts[] = { "candidate", NULL };

static bool is_active(struct page *page, uint32_t row)
{
	return field_is(page, row, "status", "Active");
}

static bool to_review(struct page *page, uint32_t row)
{
	return is_active(page, row) &&
		field_is(page, row, "currentInterviewStage.type", "PreInterviewScreen");
}

/* The rule of Home's LATE and of the flags beside the age. */
static bool is_stale(struct page *page, uint32_t row)
{
	return ages_of(page->app, row).late != LATE_NOT;
}

static void cell_age(struct page *page, uint32_t row, struct cell *out)
{
	ages_cell(page->app, row, out);
}

static void cell_next(struct page *page, uint32_t row, struct cell *out)
{
	joins_next(page->app, row, out);
}

static void cell_stage(struct page *page, uint32_t row, struct cell *out)
{
	out->text = field_text(page, row, "currentInterviewStage.title");
	out->role = is_active(page, row) ? ROLE_TEXT : ROLE_DIM;
}

static void cell_recruiter(struct page *page, uint32_t row, struct cell *out)
{
	field_people(page, row, "recruiter", out);
}

static void preview_stage(struct page *page, uint32_t row, struct doc *doc)
{
	struct cell cell = { .role = ROLE_TEXT };
	struct ashby_buf words;
	struct age age;

	if (!preview_joined(page, row, doc, "job.title", ", ", "currentInterviewStage.title", NULL))
		return;
	cell_age(page, row, &cell);
	age = ages_of(page->app, row);
	ashby_buf_init(&words, 128);
	ages_tell(&age, &words);
	doc_labelf(doc, ROLE_TEXT, "   %s", ashby_buf_str(&words));
	ashby_buf_release(&words);
	if (cell.flag) {
		doc_right(doc);
		doc_label(doc, cell.flag[1] ? ROLE_BAD : ROLE_LATE, cell.flag);
	}
	if (is_active(page, row))
		return;
	preview_joined(page, row, doc, "status", ": ", "archiveReason.text", NULL);
}

static void preview(struct page *page, uint32_t row, struct doc *doc, bool fetch)
{
	struct cell next = { .role = ROLE_TEXT };

	preview_ends(page, row, doc, "candidate.id->position", "candidate.id->company",
		"candidate.id->location.locationSummary");
	preview_joined(page, row, doc, "candidate.primaryEmailAddress.value", "   ",
		"candidate.primaryPhoneNumber.value", NULL);
	doc_blank(doc);
	preview_stage(page, row, doc);
	joins_next(page->app, row, &next);
	if (*next.words) {
		doc_heading(doc, "NEXT", -1);
		doc_line(doc);
		doc_label(doc, ROLE_TEXT, "  ");
		doc_text(doc, next.role, ashby_text_str(next.words));
	}
	doc_heading(doc, "ABOUT", -1);
	preview_text(page, row, doc, "source", "source.title");
	preview_text(page, row, doc, "credited to", "creditedToUser");
	preview_text(page, row, doc, "recruiter", "recruiter");
	preview_text(page, row, doc, "hiring manager", "hiringManager");
	preview_date(page, row, doc, "applied", "createdAt");
	preview_date(page, row, doc, "archived", "archivedAt");
	recent_notes(page, page->own, field_text(page, row, "candidate.id"), doc, fetch);
}

void applications_age(struct page *page, uint32_t row, struct cell *out)
{
	cell_age(page, row, out);
}

void applications_preview(struct page *page, uint32_t row, struct doc *doc, bool fetch)
{
	preview(page, row, doc, fetch);
}

static void close_view(struct page *page)
{
	recent_release(page->own);
}

static const struct column columns[] = {
	{ "CANDIDATE", "candidate.name", NULL, SHOW_TEXT, 24, 16, COLUMN_NAME | COLUMN_GROW, 0 },
	{ "JOB", "job.title", NULL, SHOW_TEXT, 20, 16, COLUMN_GROW, 4 },
	{ "STAGE", "currentInterviewStage.title", cell_stage, SHOW_TEXT, 18, 14, COLUMN_SHORT, 6 },
	{ "AGE", NULL, cell_age, SHOW_AGE, 6, 6, COLUMN_RIGHT | COLUMN_FLAG, 0 },
	{ "NEXT", NULL, cell_next, SHOW_TEXT, 24, 18, COLUMN_GROW, 5 },
	{ "RECRUITER", "recruiter", cell_recruiter, SHOW_TEXT, 12, 9, 0, 3 },
	{ "CHGD", "updatedAt", NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 2 },
	{ "SOURCE", "source.title", NULL, SHOW_TEXT, 14, 8, COLUMN_HIDDEN, 1 },
	{ "STATUS", "status", NULL, SHOW_TEXT, 8, 6, COLUMN_HIDDEN, 1 },
	{ "MANAGER", "hiringManager", NULL, SHOW_TEXT, 14, 9, COLUMN_HIDDEN, 1 },
	{ "APPLIED", "createdAt", NULL, SHOW_DATE, 11, 6, COLUMN_HIDDEN | COLUMN_RIGHT, 1 },
};

static const struct list_filter filters[] = {
	{ "active", "active", is_active },
	{ "review", "to review", to_review },
	{ "stale", "late for their stage", is_stale },
	{ NULL, NULL, NULL },
};

DEFINE_VIEW(applications) = {
	.name = "applications",
	.title = "Applications",
	.order = 30,
	.digit = '3',
	.engine = &list_engine,
	.contexts = contexts,
	.footer = "note move archive tag open board sort find columns preview yank command",
	.kind = ASHBY_APPLICATIONS,
	.watches = UINT32_C(1) << ASHBY_EVENTS | UINT32_C(1) << ASHBY_SCHEDULES |
		UINT32_C(1) << ASHBY_INTERVIEWS | UINT32_C(1) << ASHBY_OFFERS,
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.sort = "CHGD",
	.detail = "application",
	.filters = filters,
	.filter = "active",
	.preview = preview,
	.updated = "updatedAt",
	.state_size = sizeof(struct recent),
	.close = close_view,
};
