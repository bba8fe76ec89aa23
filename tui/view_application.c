/*
 * view_application.c: the detail of an application: its candidate, where it stands, notes, feedback, interviews, offer.
 * Several calls side by side; each part is shown as it comes.
 */
#include <stdlib.h>
#include <string.h>
#include "people.h"

#define OTHERS_MAX 6
#define BRIEFINGS_MAX 12

struct application {
	struct fetch info, candidate, notes, feedback, schedules, offers, criteria;
	struct owed owed;
	struct fetch others[OTHERS_MAX]; /* the candidate's other applications, one call each */
	size_t other_count;
};

/* ---- asking ---- */

static void candidate_came(struct page *page, struct fetch *fetch)
{
	struct application *a = page->own;
	struct ashby_value v = ashby_value_first(ashby_get(fetch_value(fetch), "applicationIds"));
	struct ashby_buf body;

	ashby_buf_init(&body, 4096);
	for (; v.node && a->other_count < OTHERS_MAX; v = ashby_value_next(v))
		if (!ashby_text_equal(ashby_value_text(v), ashby_text_str(page->id)))
			fetch_one(&a->others[a->other_count++], page, "application.info",
				fetch_body(&body, "applicationId", ashby_value_text(v), NULL), NULL);
	ashby_buf_release(&body);
}

static void ask_candidate(struct page *page, struct ashby_text id)
{
	struct application *a = page->own;
	struct ashby_buf body;

	if (id.len == 0)
		return;
	ashby_buf_init(&body, 4096);
	fetch_one(&a->candidate, page, "candidate.info", fetch_body(&body, "id", id, NULL), candidate_came);
	fetch_list(&a->notes, page, "candidate.listNotes", fetch_body(&body, "candidateId", id, NULL), NULL);
	ashby_buf_release(&body);
}

static void info_came(struct page *page, struct fetch *fetch)
{
	struct ashby_value v = fetch_value(fetch);

	detail_crumb(page, ashby_get_text(v, "candidate.name"));
	ask_candidate(page, ashby_get_text(v, "candidate.id"));
}

static void briefing_came(struct page *page, struct fetch *fetch)
{
	struct application *a = page->own;

	(void)fetch;
	a->owed.whole = a->schedules.state == FETCH_DONE;
	for (size_t i = 0; i < a->owed.count; i++)
		a->owed.whole = a->owed.whole && a->owed.briefings[i].fetch.state == FETCH_DONE;
}

static bool ended(struct page *page, struct ashby_value event)
{
	int64_t end = ashby_get_time(event, "endTime");

	return end != ASHBY_NO_TIME && end <= app_now(page->app);
}

/* One briefing an ended event tells who owes feedback. */
static void schedules_came(struct page *page, struct fetch *fetch)
{
	struct application *a = page->own;
	struct ashby_value s = { NULL };
	struct ashby_buf body;
	size_t at = 0;

	if (fetch->state != FETCH_DONE || a->owed.briefings)
		return;
	ashby_buf_init(&body, 4096);
	a->owed.briefings = xcalloc(BRIEFINGS_MAX, sizeof *a->owed.briefings);
	while (fetch_next(fetch, &at, &s)) {
		struct ashby_value e = ashby_value_first(ashby_get(s, "interviewEvents"));

		for (; e.node && a->owed.count < BRIEFINGS_MAX; e = ashby_value_next(e)) {
			struct briefing *b = &a->owed.briefings[a->owed.count];

			if (!ended(page, e))
				continue;
			a->owed.count++;
			b->ended_ms = ashby_get_time(e, "endTime");
			fetch_one(&b->fetch, page, "interviewBriefing.info",
				fetch_body(&body, "interviewEventId", ashby_get_text(e, "id"), NULL),
				briefing_came);
		}
	}
	briefing_came(page, fetch);
	ashby_buf_release(&body);
}

static void load(struct page *page)
{
	struct application *a = page->own;
	struct ashby_text id = ashby_text_str(page->id);
	struct ashby_buf body;

	people_want(page);
	detail_crumb(page, people_stored(page, ASHBY_APPLICATIONS, id, "candidate.name"));
	ashby_buf_init(&body, 4096);
	fetch_one(&a->info, page, "application.info",
		fetch_body(&body, "applicationId", id,
			",\"expand\":[\"applicationFormSubmissions\",\"referrals\"]"),
		info_came);
	ask_candidate(page, people_stored(page, ASHBY_APPLICATIONS, id, "candidate.id"));
	fetch_body(&body, "applicationId", id, NULL);
	fetch_list(&a->feedback, page, "applicationFeedback.list", ashby_buf_str(&body), NULL);
	fetch_list(&a->schedules, page, "interviewSchedule.list", ashby_buf_str(&body), schedules_came);
	fetch_list(&a->offers, page, "offer.list", ashby_buf_str(&body), NULL);
	fetch_list(&a->criteria, page, "application.listCriteriaEvaluations", ashby_buf_str(&body), NULL);
	ashby_buf_release(&body);
}

static void close_view(struct page *page)
{
	struct application *a = page->own;

	fetch_release(&a->info);
	fetch_release(&a->candidate);
	fetch_release(&a->notes);
	fetch_release(&a->feedback);
	fetch_release(&a->schedules);
	fetch_release(&a->offers);
	fetch_release(&a->criteria);
	for (size_t i = 0; i < a->owed.count; i++)
		fetch_release(&a->owed.briefings[i].fetch);
	for (size_t i = 0; i < a->other_count; i++)
		fetch_release(&a->others[i]);
	free(a->owed.briefings);
}

/* ---- overview ---- */

static struct ashby_value info_of(struct page *page)
{
	const struct application *a = page->own;

	return fetch_value(&a->info);
}

static bool is_word(struct ashby_value value, const char *path, const char *word)
{
	return ashby_text_equal(ashby_get_text(value, path), ashby_text_str(word));
}

/* "Backend Engineer, Onsite   19d in stage": from the record, or from the row while it comes. */
static void standing(struct page *page, struct doc *doc)
{
	struct ashby_value info = info_of(page);
	struct ashby_text id = ashby_text_str(page->id);
	struct ashby_text job = ashby_get_text(info, "job.title"),
			  stage = ashby_get_text(info, "currentInterviewStage.title");
	int64_t entered = block_entered(ashby_get(info, "applicationHistory"));
	int width = detail_width(page);
	char age[32];

	if (!info.node) {
		job = people_stored(page, ASHBY_APPLICATIONS, id, "job.title");
		stage = people_stored(page, ASHBY_APPLICATIONS, id, "currentInterviewStage.title");
	}
	doc_line(doc);
	block_text(doc, ROLE_TEXT, job);
	doc_label(doc, ROLE_TEXT, ", ");
	block_text(doc, ROLE_TEXT, stage);
	doc_tab(doc, width >= 90 ? width / 2 : 34);
	if (is_word(info, "status", "Archived"))
		block_archived(page, doc, info);
	else if (entered != ASHBY_NO_TIME)
		doc_labelf(doc, ROLE_TEXT, "%s in stage", tell_age(entered, app_now(page->app), age));
	else if (info.node)
		doc_labelf(doc, ROLE_DIM, "at most %s in stage",
			tell_age(ashby_get_time(info, "createdAt"), app_now(page->app), age));
	else
		doc_label(doc, ROLE_DIM, "...");
}

/* The next event, or what the schedules wait for. False if nothing is known to come. */
static bool next_interview(struct page *page, struct doc *doc)
{
	const struct application *a = page->own;
	struct ashby_value s = { NULL }, next = { NULL }, waits = { NULL };
	size_t at = 0;
	int64_t first = INT64_MAX;
	char buf[64], when[32];

	while (fetch_next(&a->schedules, &at, &s)) {
		struct ashby_value e = ashby_value_first(ashby_get(s, "interviewEvents"));

		if (is_word(s, "status", "Cancelled"))
			continue;
		if (!e.node && !is_word(s, "status", "Complete"))
			waits = s;
		for (; e.node; e = ashby_value_next(e)) {
			int64_t start = ashby_get_time(e, "startTime");

			if (start != ASHBY_NO_TIME && start > app_now(page->app) && start < first)
				first = start, next = e;
		}
	}
	if (next.node) {
		block_joined(page->app, doc, ASHBY_INTERVIEWS, ashby_get_text(next, "interviewId"), "title");
		doc_labelf(
			doc, ROLE_TEXT, ", %s", tell_time(page->app->zone, first, app_now(page->app), when));
		return true;
	}
	if (waits.node)
		doc_label(doc, ROLE_LATE, tell_api(ashby_get_text(waits, "status"), buf, sizeof buf));
	return waits.node != NULL;
}

static struct ashby_value newest_offer(const struct application *a)
{
	struct ashby_value v = { NULL }, newest = { NULL };
	int64_t best = INT64_MIN;
	size_t at = 0;

	while (fetch_next(&a->offers, &at, &v)) {
		int64_t ms = ashby_get_time(v, "latestVersion.createdAt");

		if (!newest.node || ms > best)
			newest = v, best = ms;
	}
	return newest;
}

static void next_line(struct page *page, struct doc *doc)
{
	const struct application *a = page->own;
	struct ashby_value offer = newest_offer(a);
	bool said;

	block_label(doc, "NEXT", 8);
	if (!fetch_settled(&a->schedules)) {
		doc_label(doc, ROLE_DIM, "...");
		return;
	}
	said = next_interview(page, doc);
	if (offer.node && !is_word(offer, "offerStatus", "OfferCancelled")) {
		doc_label(doc, ROLE_TEXT, said ? ". Offer " : "offer ");
		block_offer_status(doc, offer);
		said = true;
	}
	said = block_feedback_missing(page, doc, said ? ". " : "", &a->feedback, &a->owed) || said;
	if (!said)
		doc_label(doc, ROLE_DIM, "-");
}

static void source_line(struct doc *doc, struct ashby_value info)
{
	struct ashby_value by = ashby_get(info, "creditedToUser");

	block_label(doc, "SOURCE", 8);
	block_text(doc, ROLE_TEXT, ashby_get_text(info, "source.title"));
	if (by.node && ashby_type(by) == ASHBY_OBJECT) {
		doc_label(doc, ROLE_DIM, " (");
		block_person(doc, ROLE_TEXT, by);
		doc_label(doc, ROLE_DIM, ")");
	}
}

/* The hiring team on one line: who, and as what. */
static void team_line(struct doc *doc, struct ashby_value info)
{
	struct ashby_value v = ashby_value_first(ashby_get(info, "hiringTeam"));

	block_label(doc, "TEAM", 8);
	if (!v.node)
		doc_label(doc, ROLE_DIM, "-");
	for (bool first = true; v.node; v = ashby_value_next(v), first = false) {
		doc_label(doc, ROLE_TEXT, first ? "" : ", ");
		block_person(doc, ROLE_TEXT, v);
		doc_label(doc, ROLE_DIM, " ");
		doc_text(doc, ROLE_DIM, ashby_get_text(v, "role"));
	}
}

static void overview(struct page *page, struct doc *doc)
{
	const struct application *a = page->own;
	struct ashby_value info = info_of(page), candidate = fetch_value(&a->candidate);
	size_t notes = a->notes.state == FETCH_DONE ? fetch_elements(&a->notes) : 0;

	doc_section(doc, "Overview", -1);
	if (!info.node && !candidate.node) {
		doc_line(doc);
		block_text(doc, ROLE_NOW,
			people_stored(page, ASHBY_APPLICATIONS, ashby_text_str(page->id), "candidate.name"));
	} else {
		people_head(page, doc, candidate, ashby_get(info, "candidate"));
	}
	standing(page, doc);
	doc_blank(doc);
	if (block_ready(doc, &a->info, "the application")) {
		next_line(page, doc);
		team_line(doc, info);
		source_line(doc, info);
		block_label(doc, "TAGS", 8);
		block_tags(doc, ashby_get(candidate, "tags"));
		doc_blank(doc);
		block_path(page, doc, ashby_get(info, "applicationHistory"), detail_width(page));
	}
	doc_heading(doc, "NOTES", notes > 0 ? (int)notes : -1);
	block_notes(page, doc, &a->notes, 4);
	doc_heading(doc, "FEEDBACK", -1);
	block_feedback(page, doc, &a->feedback, &a->owed);
	doc_heading(doc, "INTERVIEWS", -1);
	block_interviews(page, doc, &a->schedules);
	if (a->other_count > 0)
		doc_heading(doc, "OTHER APPLICATIONS", -1);
	for (size_t i = 0; i < a->other_count; i++)
		block_application(page, doc, &a->others[i]);
	if (candidate.node) {
		doc_heading(doc, "LINKS", -1);
		block_links(doc, candidate);
	}
	if (ashby_value_count(ashby_get(info, "customFields")) > 0) {
		doc_heading(doc, "CUSTOM FIELDS", -1);
		block_custom_fields(page, doc, ashby_get(info, "customFields"));
	}
}

/* ---- the other sections ---- */

static void offer_section(struct page *page, struct doc *doc)
{
	const struct application *a = page->own;
	struct ashby_value v = { NULL };
	size_t at = 0;

	doc_section(doc, "Offer", -1);
	block_note_count(doc, &a->offers);
	if (!block_ready(doc, &a->offers, "the offers"))
		return;
	while (fetch_next(&a->offers, &at, &v)) {
		doc_heading(doc, "OFFER", -1);
		doc_tab(doc, 26);
		block_offer_status(doc, v);
		block_terms(page, doc, ashby_get(v, "latestVersion"));
	}
	if (fetch_elements(&a->offers) == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no offer yet");
	}
}

static void answers(struct page *page, struct doc *doc, struct ashby_value info)
{
	struct ashby_value v = ashby_value_first(ashby_get(info, "applicationFormSubmissions"));

	for (; v.node; v = ashby_value_next(v)) {
		doc_heading(doc, "ANSWERS TO THE APPLICATION FORM", -1);
		block_form(page, doc, ashby_get(v, "formDefinition"), ashby_get(v, "submittedValues"));
	}
}

static void criteria(struct page *page, struct doc *doc)
{
	const struct application *a = page->own;
	struct ashby_value v = { NULL };
	size_t at = 0;

	if (a->criteria.state != FETCH_DONE || fetch_elements(&a->criteria) == 0)
		return; /* most organisations have not switched it on: then there is nothing to say */
	doc_section(doc, "AI review", (int)fetch_elements(&a->criteria));
	doc_line(doc);
	doc_label(doc, ROLE_DIM, "Written by Ashby's AI from the resume and the answers, not by a person.");
	while (fetch_next(&a->criteria, &at, &v)) {
		struct ashby_text outcome = ashby_get_text(v, "outcome");

		doc_blank(doc);
		doc_line(doc);
		doc_text(doc, ROLE_NOW, ashby_get_text(v, "criterion.title"));
		doc_right(doc);
		doc_text(doc, ROLE_TEXT, outcome.len > 0 ? outcome : ashby_get_text(v, "status"));
		doc_block(doc, ROLE_TEXT, ashby_get_text(v, "reasoning"), 2);
	}
}

static void fields(struct page *page, struct doc *doc)
{
	const struct application *a = page->own;
	struct ashby_value info = info_of(page);
	char when[32];

	doc_section(doc, "Fields", -1);
	doc_heading(doc, "APPLICATION", -1);
	if (block_ready(doc, &a->info, "the application")) {
		block_row(doc, "Applied");
		doc_label(doc, ROLE_TEXT,
			tell_time(page->app->zone, ashby_get_time(info, "createdAt"), app_now(page->app),
				when));
		block_row(doc, "Changed");
		doc_label(doc, ROLE_TEXT,
			tell_time(page->app->zone, ashby_get_time(info, "updatedAt"), app_now(page->app),
				when));
		block_row(doc, "Id");
		doc_text(doc, ROLE_TEXT, ashby_get_text(info, "id"));
		block_custom_fields(page, doc, ashby_get(info, "customFields"));
		answers(page, doc, info);
	}
	doc_blank(doc);
	if (block_ready(doc, &a->candidate, "the candidate"))
		people_fields(page, doc, fetch_value(&a->candidate));
}

static void fill(struct page *page, struct doc *doc)
{
	const struct application *a = page->own;

	overview(page, doc);
	doc_section(doc, "Notes", -1);
	block_note_count(doc, &a->notes);
	block_notes(page, doc, &a->notes, 0);
	doc_section(doc, "Feedback", -1);
	block_feedback_note(doc, &a->feedback, &a->owed);
	block_feedback_full(page, doc, &a->feedback);
	doc_section(doc, "Interviews", -1);
	block_note_count(doc, &a->schedules);
	block_interviews(page, doc, &a->schedules);
	offer_section(page, doc);
	doc_section(doc, "History", -1);
	if (block_ready(doc, &a->info, "the application"))
		block_history(page, doc, ashby_get(info_of(page), "applicationHistory"));
	criteria(page, doc);
	fields(page, doc);
}

static const char *const contexts[] = { "candidate", NULL };

DEFINE_VIEW(application) = {
	.name = "application",
	.title = "Application",
	.engine = &detail_engine,
	.contexts = contexts,
	.footer = "note move archive section-next other-next links find inspect wrap",
	.kind = ASHBY_APPLICATIONS,
	.watches = 1u << ASHBY_USERS | 1u << ASHBY_INTERVIEWS,
	.load = load,
	.fill = fill,
	.close = close_view,
	.state_size = sizeof(struct application),
};
