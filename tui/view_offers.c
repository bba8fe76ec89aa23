/* view_offers.c: offers, what they wait for, and for whom. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "doc.h"
#include "field.h"
#include "joins.h"
#include "preview.h"
#include "recent.h"
#include "tell.h"

static const char *const contexts[] = { "candidate", NULL };

static void cell_status(struct page *page, uint32_t row, struct cell *out)
{
	joins_offer_words(field_text(page, row, "offerStatus"), out);
}

/* In approval: for whom it waits. A key without that right sees no approvals: then "in approval" is all there is. */
static void cell_waits(struct page *page, uint32_t row, struct cell *out)
{
	uint32_t approval = joins_approval(page->app, row);
	struct ashby_buf words;

	if (!field_is(page, row, "offerStatus", "WaitingOnOfferApproval")) {
		if (field_is(page, row, "offerStatus", "WaitingOnCandidateResponse"))
			snprintf(out->words, sizeof(out->words), "candidate");
		return;
	}
	ashby_buf_init(&words, sizeof(out->words) - 1);
	if (approval != ASHBY_NO_ROW && joins_waits_for(page->app, approval, &words))
		snprintf(out->words, sizeof(out->words), "%s", ashby_buf_str(&words));
	else
		snprintf(out->words, sizeof(out->words), "%s",
			joins_whole(page->app, ASHBY_APPROVALS) ? "in approval" : "...");
	ashby_buf_release(&words);
}

static void cell_salary(struct page *page, uint32_t row, struct cell *out)
{
	double value = field_number(page, row, "latestVersion.salary.value");

	out->key = value;
	if (!isnan(value))
		tell_amount(value, field_text(page, row, "latestVersion.salary.currencyCode"), out->words);
}

static bool is_pending(struct page *page, uint32_t row)
{
	return field_is(page, row, "offerStatus", "WaitingOnOfferApproval");
}

static bool is_open(struct page *page, uint32_t row)
{
	struct ashby_text status = field_text(page, row, "offerStatus");

	return status.len > 7 && memcmp(status.raw, "Waiting", 7) == 0;
}

static void preview(struct page *page, uint32_t row, struct doc *doc, bool fetch)
{
	struct cell cell = { .role = ROLE_TEXT };
	char day[32];

	preview_joined(page, row, doc, "applicationId->job.title", ", ",
		"applicationId->currentInterviewStage.title", NULL);
	cell_status(page, row, &cell);
	doc_line(doc);
	doc_text(doc, cell.role, ashby_text_str(cell.words));
	memset(&cell, 0, sizeof(cell));
	cell_waits(page, row, &cell);
	if (*cell.words)
		preview_labelf(doc, "waits for", "%s", cell.words);
	doc_heading(doc, "TERMS", -1);
	memset(&cell, 0, sizeof(cell));
	cell_salary(page, row, &cell);
	if (*cell.words)
		preview_labelf(doc, "salary", "%s", cell.words);
	if (tell_calendar(field_text(page, row, "latestVersion.startDate"), day))
		preview_labelf(doc, "start", "%s", day);
	preview_text(page, row, doc, "opening", "latestVersion.openingId->latestVersion.identifier");
	doc_heading(doc, "VERSION", -1);
	preview_text(page, row, doc, "by", "latestVersion.author");
	preview_date(page, row, doc, "made", "latestVersion.createdAt");
	preview_date(page, row, doc, "decided", "decidedAt");
	recent_notes(page, page->own, field_text(page, row, "applicationId->candidate.id"), doc, fetch);
}

static void close_view(struct page *page)
{
	recent_release(page->own);
}

static const struct column columns[] = {
	{ "CANDIDATE", "applicationId->candidate.name", NULL, SHOW_TEXT, 24, 16, COLUMN_NAME | COLUMN_GROW,
		0 },
	{ "JOB", "applicationId->job.title", NULL, SHOW_TEXT, 22, 16, COLUMN_GROW, 6 },
	{ "STATUS", "offerStatus", cell_status, SHOW_TEXT, 20, 20, 0, 7 },
	{ "WAITS FOR", NULL, cell_waits, SHOW_TEXT, 18, 14, COLUMN_GROW, 5 },
	{ "SALARY", NULL, cell_salary, SHOW_MONEY, 14, 14, COLUMN_RIGHT, 3 },
	{ "START", "latestVersion.startDate", NULL, SHOW_DATE, 11, 11, COLUMN_RIGHT, 2 },
	{ "MADE", "latestVersion.createdAt", NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 4 },
	{ "RECRUITER", "applicationId->recruiter", NULL, SHOW_TEXT, 14, 9, COLUMN_HIDDEN, 1 },
	{ "BY", "latestVersion.author", NULL, SHOW_TEXT, 14, 9, COLUMN_HIDDEN, 1 },
	{ "DECIDED", "decidedAt", NULL, SHOW_DATE, 11, 6, COLUMN_HIDDEN | COLUMN_RIGHT, 1 },
};

static const struct list_filter filters[] = {
	{ "pending", "waiting for approval", is_pending },
	{ "open", "open", is_open },
	{ NULL, NULL, NULL },
};

DEFINE_VIEW(offers) = {
	.name = "offers",
	.title = "Offers",
	.order = 50,
	.digit = '5',
	.engine = &list_engine,
	.contexts = contexts,
	.footer = "approve note tag open sort find columns preview yank command",
	.kind = ASHBY_OFFERS,
	.watches = UINT32_C(1) << ASHBY_APPLICATIONS | UINT32_C(1) << ASHBY_APPROVALS |
		UINT32_C(1) << ASHBY_USERS,
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.sort = "MADE",
	.detail = "offer",
	.filters = filters,
	.preview = preview,
	.updated = "latestVersion.createdAt",
	.state_size = sizeof(struct recent),
	.close = close_view,
};
