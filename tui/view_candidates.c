/* view_candidates.c: the people, with the job and stage of their newest application. */
#include <stdio.h>

#include "app.h"
#include "doc.h"
#include "field.h"
#include "preview.h"
#include "recent.h"
#include "tell.h"

static const char *const contexts[] = { "candidate", NULL };

/* Ashby does not say in which order the ids of applications come: the later of the two ends is the newest. */
static const char *newest(struct page *page, uint32_t row)
{
	int64_t first = field_time(page, row, "applicationIds[0]->createdAt");
	int64_t last = field_time(page, row, "applicationIds[-1]->createdAt");

	return first > last ? "applicationIds[0]" : "applicationIds[-1]";
}

/* A value of the newest application; "..." while that is not loaded. */
static void of_newest(struct page *page, uint32_t row, const char *column, struct cell *out)
{
	const char *reference = newest(page, row);
	char path[96];

	snprintf(path, sizeof(path), "%s->%s", reference, column);
	out->text = field_text(page, row, path);
	if (out->text.len > 0 || field_row(page, row, reference) != ASHBY_NO_ROW)
		return;
	if (field_number(page, row, "applicationIds") > 0) {
		snprintf(out->words, sizeof(out->words), "...");
		out->role = ROLE_DIM;
	}
}

static void cell_job(struct page *page, uint32_t row, struct cell *out)
{
	of_newest(page, row, "job.title", out);
}

static void cell_stage(struct page *page, uint32_t row, struct cell *out)
{
	of_newest(page, row, "currentInterviewStage.title", out);
}

static void preview(struct page *page, uint32_t row, struct doc *doc, bool fetch)
{
	double applications = field_number(page, row, "applicationIds");
	char path[96];

	preview_ends(page, row, doc, "position", "company", "location.locationSummary");
	preview_joined(page, row, doc, "primaryEmailAddress.value", "   ", "primaryPhoneNumber.value", NULL);
	doc_heading(doc, "APPLICATIONS", applications >= 0 ? (int)applications : -1);
	if (field_row(page, row, newest(page, row)) != ASHBY_NO_ROW) {
		doc_line(doc);
		doc_label(doc, ROLE_TEXT, "  ");
		snprintf(path, sizeof(path), "%s->job.title", newest(page, row));
		doc_text(doc, ROLE_TEXT, field_text(page, row, path));
		doc_label(doc, ROLE_TEXT, ", ");
		snprintf(path, sizeof(path), "%s->currentInterviewStage.title", newest(page, row));
		doc_text(doc, ROLE_TEXT, field_text(page, row, path));
		snprintf(path, sizeof(path), "%s->status", newest(page, row));
		doc_label(doc, ROLE_DIM, "   ");
		doc_text(doc, ROLE_DIM, field_text(page, row, path));
	}
	doc_heading(doc, "ABOUT", -1);
	preview_text(page, row, doc, "source", "source.title");
	preview_text(page, row, doc, "credited to", "creditedToUser");
	preview_text(page, row, doc, "tags", "tags[].title");
	preview_text(page, row, doc, "school", "school");
	preview_text(page, row, doc, "time zone", "timezone");
	preview_date(page, row, doc, "added", "createdAt");
	recent_notes(page, page->own, ashby_store_id(page->app->store, ASHBY_CANDIDATES, row), doc, fetch);
}

static void close_view(struct page *page)
{
	recent_release(page->own);
}

static const struct column columns[] = {
	{ "CANDIDATE", "name", NULL, SHOW_TEXT, 24, 16, COLUMN_NAME | COLUMN_GROW, 0 },
	{ "POSITION", "position", NULL, SHOW_TEXT, 20, 16, COLUMN_GROW, 5 },
	{ "COMPANY", "company", NULL, SHOW_TEXT, 16, 14, 0, 4 },
	{ "LOCATION", "location.locationSummary", NULL, SHOW_TEXT, 16, 12, 0, 3 },
	{ "JOB", NULL, cell_job, SHOW_TEXT, 20, 16, COLUMN_GROW, 6 },
	{ "STAGE", NULL, cell_stage, SHOW_TEXT, 18, 12, 0, 7 },
	{ "SOURCE", "source.title", NULL, SHOW_TEXT, 14, 8, 0, 1 },
	{ "ADDED", "createdAt", NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 2 },
	{ "CHGD", "updatedAt", NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 8 },
	{ "TAGS", "tags[].title", NULL, SHOW_TEXT, 20, 8, COLUMN_HIDDEN, 1 },
	{ "E-MAIL", "primaryEmailAddress.value", NULL, SHOW_TEXT, 26, 12, COLUMN_HIDDEN, 1 },
	{ "PHONE", "primaryPhoneNumber.value", NULL, SHOW_TEXT, 16, 10, COLUMN_HIDDEN, 1 },
};

DEFINE_VIEW(candidates) = {
	.name = "candidates",
	.title = "Candidates",
	.order = 20,
	.digit = '2',
	.engine = &list_engine,
	.contexts = contexts,
	.footer = "note tag open sort find columns preview yank command",
	.kind = ASHBY_CANDIDATES,
	.watches = UINT32_C(1) << ASHBY_APPLICATIONS,
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.sort = "CHGD",
	.detail = "candidate",
	.preview = preview,
	.updated = "updatedAt",
	.state_size = sizeof(struct recent),
	.close = close_view,
};
