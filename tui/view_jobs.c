/* view_jobs.c: the jobs, with what is in their pipelines counted from the applications in memory. */
#include <math.h>
#include <stdio.h>

#include "app.h"
#include "doc.h"
#include "field.h"
#include "joins.h"
#include "preview.h"
#include "tell.h"

static void count(struct page *page, uint32_t n, struct cell *out)
{
	snprintf(out->words, sizeof(out->words), "%u%s", (unsigned)n,
		joins_whole(page->app, ASHBY_APPLICATIONS) ? "" : "+");
	out->key = n;
	out->role = n == 0 ? ROLE_DIM : ROLE_TEXT;
}

static void cell_review(struct page *page, uint32_t row, struct cell *out)
{
	count(page, joins_job(page->app, row).review, out);
}

static void cell_active(struct page *page, uint32_t row, struct cell *out)
{
	count(page, joins_job(page->app, row).active, out);
}

static void cell_offer(struct page *page, uint32_t row, struct cell *out)
{
	count(page, joins_job(page->app, row).offer, out);
}

static void cell_openings(struct page *page, uint32_t row, struct cell *out)
{
	struct job_counts counts = joins_job(page->app, row);

	out->key = counts.openings;
	if (counts.openings > 0)
		snprintf(out->words, sizeof(out->words), "%u/%u", (unsigned)counts.filled,
			(unsigned)counts.openings);
}

static void cell_status(struct page *page, uint32_t row, struct cell *out)
{
	out->text = field_text(page, row, "status");
	out->role = field_is(page, row, "status", "Open") ? ROLE_TEXT : ROLE_DIM;
}

static bool is_open(struct page *page, uint32_t row)
{
	return field_is(page, row, "status", "Open");
}

static void cell_manager(struct page *page, uint32_t row, struct cell *out)
{
	field_people(page, row, "hiringManager", out);
}

static void preview(struct page *page, uint32_t row, struct doc *doc, bool fetch)
{
	struct job_counts counts = joins_job(page->app, row);
	const char *more = joins_whole(page->app, ASHBY_APPLICATIONS) ? "" : "+";

	(void)fetch;
	preview_joined(page, row, doc, "status", ", ", "locationId->name", NULL);
	doc_heading(doc, "PIPELINE", -1);
	preview_labelf(doc, "active", "%u%s", (unsigned)counts.active, more);
	preview_labelf(doc, "to review", "%u%s", (unsigned)counts.review, more);
	preview_labelf(doc, "in offer", "%u%s", (unsigned)counts.offer, more);
	if (counts.openings > 0)
		preview_labelf(doc, "openings", "%u of %u filled", (unsigned)counts.filled,
			(unsigned)counts.openings);
	doc_heading(doc, "TEAM", -1);
	preview_text(page, row, doc, "hiring manager", "hiringManager");
	preview_text(page, row, doc, "recruiter", "recruiter");
	preview_text(page, row, doc, "coordinator", "coordinator");
	doc_heading(doc, "JOB", -1);
	preview_text(page, row, doc, "department", "departmentId->name");
	preview_text(page, row, doc, "requisition", "customRequisitionId");
	preview_date(page, row, doc, "open since", "openedAt");
	preview_date(page, row, doc, "closed", "closedAt");
}

static const struct column columns[] = {
	{ "JOB", "title", NULL, SHOW_TEXT, 30, 24, COLUMN_NAME | COLUMN_GROW, 0 },
	{ "STATUS", "status", cell_status, SHOW_TEXT, 8, 6, 0, 7 },
	{ "REVIEW", NULL, cell_review, SHOW_NUMBER, 7, 6, COLUMN_RIGHT, 8 },
	{ "ACTIVE", NULL, cell_active, SHOW_NUMBER, 7, 6, COLUMN_RIGHT, 9 },
	{ "OFFER", NULL, cell_offer, SHOW_NUMBER, 6, 5, COLUMN_RIGHT, 6 },
	{ "FILLED", NULL, cell_openings, SHOW_NUMBER, 6, 6, COLUMN_RIGHT, 4 },
	{ "DEPARTMENT", "departmentId->name", NULL, SHOW_TEXT, 16, 12, 0, 2 },
	{ "LOCATION", "locationId->name", NULL, SHOW_TEXT, 14, 12, 0, 3 },
	{ "MANAGER", "hiringManager", cell_manager, SHOW_TEXT, 14, 12, 0, 1 },
	{ "OPEN", "openedAt", NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 5 },
	{ "CHGD", "updatedAt", NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 5 },
	{ "REQUISITION", "customRequisitionId", NULL, SHOW_TEXT, 12, 8, COLUMN_HIDDEN, 1 },
	{ "RECRUITER", "recruiter", NULL, SHOW_TEXT, 14, 8, COLUMN_HIDDEN, 1 },
	{ "TYPE", "employmentType", NULL, SHOW_TEXT, 10, 8, COLUMN_HIDDEN, 1 },
};

static const struct list_filter filters[] = {
	{ "open", "open", is_open },
	{ NULL, NULL, NULL },
};

DEFINE_VIEW(jobs) = {
	.name = "jobs",
	.title = "Jobs",
	.order = 10,
	.digit = '1',
	.engine = &list_engine,
	.footer = "open board sort find columns preview yank command",
	.kind = ASHBY_JOBS,
	.watches = UINT32_C(1) << ASHBY_APPLICATIONS | UINT32_C(1) << ASHBY_OPENINGS |
		UINT32_C(1) << ASHBY_DEPARTMENTS | UINT32_C(1) << ASHBY_LOCATIONS,
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.sort = "CHGD",
	.detail = "job",
	.filters = filters,
	.filter = "open",
	.preview = preview,
	.updated = "updatedAt",
};
