/*
 * view_job.c: the detail of a job: what it is, who hires, its openings, the interview plan, the posting's words.
 */
#include <stdlib.h>
#include <string.h>
#include "people.h"

struct job {
	struct fetch info, postings, posting, stages;
};

/* The description comes from the posting that is listed, else from the first one. */
static void postings_came(struct page *page, struct fetch *fetch)
{
	struct job *j = page->own;
	struct ashby_value v = { NULL }, best = { NULL };
	struct ashby_buf body;
	size_t at = 0;

	while (fetch_next(fetch, &at, &v)) {
		bool listed = ashby_value_bool(ashby_get(v, "isListed"), false);

		if (ashby_text_equal(ashby_get_text(v, "jobId"), ashby_text_str(page->id)) &&
			(!best.node || listed))
			best = v;
	}
	if (!best.node)
		return;
	ashby_buf_init(&body, 4096);
	fetch_one(&j->posting, page, "jobPosting.info",
		fetch_body(&body, "jobPostingId", ashby_get_text(best, "id"), NULL), NULL);
	ashby_buf_release(&body);
}

static void info_came(struct page *page, struct fetch *fetch)
{
	struct job *j = page->own;
	struct ashby_value info = fetch_value(fetch);
	struct ashby_text plan = ashby_get_text(info, "defaultInterviewPlanId");
	struct ashby_buf body;

	detail_crumb(page, ashby_get_text(info, "title"));
	if (plan.len == 0)
		return;
	ashby_buf_init(&body, 4096);
	fetch_list(&j->stages, page, "interviewStage.list", fetch_body(&body, "interviewPlanId", plan, NULL),
		NULL);
	ashby_buf_release(&body);
}

static void load(struct page *page)
{
	struct job *j = page->own;
	struct ashby_text id = ashby_text_str(page->id);
	struct ashby_buf body;

	people_want(page);
	detail_crumb(page, people_stored(page, ASHBY_JOBS, id, "title"));
	ashby_buf_init(&body, 4096);
	fetch_one(&j->info, page, "job.info",
		fetch_body(&body, "id", id, ",\"expand\":[\"location\",\"openings\"]"), info_came);
	fetch_one(&j->postings, page, "jobPosting.list", "{}", postings_came);
	ashby_buf_release(&body);
}

static void close_view(struct page *page)
{
	struct job *j = page->own;

	fetch_release(&j->info);
	fetch_release(&j->postings);
	fetch_release(&j->posting);
	fetch_release(&j->stages);
}

static void day_row(
	struct page *page, struct doc *doc, const char *label, struct ashby_value info, const char *path)
{
	char day[32];
	int64_t ms = ashby_get_time(info, path);

	if (ms == ASHBY_NO_TIME)
		return;
	block_row(doc, label);
	doc_label(doc, ROLE_TEXT, tell_day(page->app->zone, ms, app_now(page->app), day));
}

static void facts(struct page *page, struct doc *doc, struct ashby_value info)
{
	struct ashby_text requisition = ashby_get_text(info, "customRequisitionId");
	struct ashby_text place = ashby_get_text(info, "location.name");
	char words[64];

	block_row(doc, "Department");
	block_joined(page->app, doc, ASHBY_DEPARTMENTS, ashby_get_text(info, "departmentId"), "name");
	block_row(doc, "Location");
	if (place.len > 0)
		doc_text(doc, ROLE_TEXT, place);
	else
		block_joined(page->app, doc, ASHBY_LOCATIONS, ashby_get_text(info, "locationId"), "name");
	block_row(doc, "Employment");
	block_text(doc, ROLE_TEXT,
		ashby_text_str(tell_api(ashby_get_text(info, "employmentType"), words, sizeof words)));
	block_row(doc, "Requisition");
	block_text(doc, ROLE_TEXT, requisition);
	day_row(page, doc, "Open since", info, "openedAt");
	day_row(page, doc, "Closed", info, "closedAt");
	day_row(page, doc, "Changed", info, "updatedAt");
	block_custom_fields(page, doc, ashby_get(info, "customFields"));
	block_row(doc, "Id");
	doc_text(doc, ROLE_DIM, ashby_get_text(info, "id"));
}

static void openings(struct doc *doc, struct ashby_value list)
{
	char words[64], day[32];

	for (struct ashby_value v = ashby_value_first(list); v.node; v = ashby_value_next(v)) {
		struct ashby_text state = ashby_get_text(v, "openingState");
		bool filled = ashby_text_equal(state, ashby_text_str("Filled"));

		doc_line(doc);
		doc_label(doc, ROLE_TEXT, "  ");
		block_text(doc, ROLE_TEXT, ashby_get_text(v, "latestVersion.identifier"));
		doc_tab(doc, 26);
		doc_label(doc, filled ? ROLE_GOOD : ROLE_TEXT, tell_api(state, words, sizeof words));
		if (tell_calendar(ashby_get_text(v, "latestVersion.targetStartDate"), day))
			doc_labelf(doc, ROLE_DIM, "  wanted from %s", day);
	}
	if (ashby_value_count(list) == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no openings");
	}
}

static int by_order(const void *a, const void *b)
{
	const struct ashby_value *x = a, *y = b;
	int64_t m = ashby_value_int(ashby_get(*x, "orderInInterviewPlan"), 0);
	int64_t n = ashby_value_int(ashby_get(*y, "orderInInterviewPlan"), 0);

	return m < n ? -1 : m > n ? 1 : 0;
}

static void plan(struct doc *doc, const struct fetch *stages)
{
	struct ashby_value v = { NULL };
	struct ashby_value *list;
	size_t at = 0, n = 0;

	if (stages->state == FETCH_NONE || !block_ready(doc, stages, "the stages"))
		return;
	list = xcalloc(fetch_elements(stages) + 1, sizeof *list);
	while (fetch_next(stages, &at, &v))
		list[n++] = v;
	qsort(list, n, sizeof *list, by_order);
	for (size_t i = 0; i < n; i++) {
		char words[64];

		doc_line(doc);
		doc_labelf(doc, ROLE_DIM, "  %2zu  ", i + 1);
		doc_text(doc, ROLE_TEXT, ashby_get_text(list[i], "title"));
		doc_tab(doc, 34);
		doc_label(doc, ROLE_DIM, tell_api(ashby_get_text(list[i], "type"), words, sizeof words));
	}
	free(list);
}

static void overview(struct page *page, struct doc *doc)
{
	const struct job *j = page->own;
	struct ashby_value info = fetch_value(&j->info);
	struct ashby_text title = ashby_get_text(info, "title"), status = ashby_get_text(info, "status");
	bool open = ashby_text_equal(status, ashby_text_str("Open"));

	doc_section(doc, "Overview", -1);
	doc_line(doc);
	block_text(doc, ROLE_NOW,
		title.len > 0 ? title : people_stored(page, ASHBY_JOBS, ashby_text_str(page->id), "title"));
	doc_right(doc);
	doc_text(doc, open ? ROLE_GOOD : ROLE_DIM, status);
	if (ashby_value_bool(ashby_get(info, "confidential"), false))
		doc_label(doc, ROLE_LATE, "  confidential");
	doc_blank(doc);
	if (!block_ready(doc, &j->info, "the job"))
		return;
	facts(page, doc, info);
	doc_blank(doc);
	block_team(doc, ashby_get(info, "hiringTeam"), 26);
	doc_heading(doc, "OPENINGS", (int)ashby_value_count(ashby_get(info, "openings")));
	openings(doc, ashby_get(info, "openings"));
	doc_heading(doc, "INTERVIEW PLAN", -1);
	plan(doc, &j->stages);
}

static void posting(struct page *page, struct doc *doc)
{
	const struct job *j = page->own;
	struct ashby_value v = fetch_value(&j->posting);
	char day[32];

	doc_section(doc, "Posting", -1);
	if (!block_ready(doc, &j->postings, "the postings"))
		return;
	if (j->posting.state == FETCH_NONE) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no posting for this job");
		return;
	}
	if (!block_ready(doc, &j->posting, "the posting"))
		return;
	doc_line(doc);
	doc_text(doc, ROLE_NOW, ashby_get_text(v, "title"));
	if (!ashby_value_bool(ashby_get(v, "isListed"), true))
		doc_label(doc, ROLE_LATE, "  unlisted");
	doc_right(doc);
	if (tell_calendar(ashby_get_text(v, "publishedDate"), day))
		doc_labelf(doc, ROLE_DIM, "published %s", day);
	block_link(doc, 'a', "apply", ashby_get_text(v, "applyLink"));
	block_link(doc, 'e', "external", ashby_get_text(v, "externalLink"));
	doc_blank(doc);
	doc_block(doc, ROLE_TEXT, ashby_get_text(v, "descriptionPlain"), 0);
}

static void fill(struct page *page, struct doc *doc)
{
	overview(page, doc);
	posting(page, doc);
}

DEFINE_VIEW(job) = {
	.name = "job",
	.title = "Job",
	.engine = &detail_engine,
	.footer = "board section-next other-next links find inspect wrap",
	.kind = ASHBY_JOBS,
	.watches = 1u << ASHBY_USERS | 1u << ASHBY_DEPARTMENTS | 1u << ASHBY_LOCATIONS,
	.load = load,
	.fill = fill,
	.close = close_view,
	.state_size = sizeof(struct job),
};
