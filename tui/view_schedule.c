/*
 * view_schedule.c: the detail of an interview schedule: its events, who interviews, what to prepare, who owes feedback.
 * The API has no call for one schedule: those of its application are asked for, and this one taken.
 */
#include <stdlib.h>
#include <string.h>
#include "people.h"

#define EVENTS_MAX 12

struct schedule {
	struct fetch list, application;
	struct fetch *briefings; /* one an event, in the schedule's order */
	size_t count;
};

static bool has_event(struct ashby_value schedule, struct ashby_text id)
{
	struct ashby_value e = ashby_value_first(ashby_get(schedule, "interviewEvents"));

	while (e.node && !ashby_text_equal(ashby_get_text(e, "id"), id))
		e = ashby_value_next(e);
	return e.node != NULL;
}

static struct ashby_value found(struct page *page)
{
	const struct schedule *s = page->own;
	struct ashby_text id = ashby_text_str(page->id);
	struct ashby_value v = { NULL };
	size_t at = 0;

	while (fetch_next(&s->list, &at, &v))
		if (ashby_text_equal(ashby_get_text(v, "id"), id) || has_event(v, id))
			break;
	return v;
}

static void list_came(struct page *page, struct fetch *fetch)
{
	struct schedule *s = page->own;
	struct ashby_value v;
	struct ashby_buf body;

	if (fetch->state != FETCH_DONE || s->briefings)
		return;
	v = ashby_value_first(ashby_get(found(page), "interviewEvents"));
	s->briefings = xcalloc(EVENTS_MAX, sizeof *s->briefings);
	ashby_buf_init(&body, 4096);
	for (; v.node && s->count < EVENTS_MAX; v = ashby_value_next(v))
		fetch_one(&s->briefings[s->count++], page, "interviewBriefing.info",
			fetch_body(&body, "interviewEventId", ashby_get_text(v, "id"),
				",\"expand\":[\"interview\",\"interviewers\"]"),
			NULL);
	ashby_buf_release(&body);
}

static struct ashby_text application_id(struct page *page)
{
	struct ashby_text id = ashby_text_str(page->id);
	struct ashby_text found_id = people_stored(page, ASHBY_SCHEDULES, id, "applicationId");

	return found_id.len > 0 ? found_id : people_stored(page, ASHBY_EVENTS, id, "applicationId");
}

static void application_came(struct page *page, struct fetch *fetch)
{
	detail_crumb(page, ashby_get_text(fetch_value(fetch), "candidate.name"));
}

static void load(struct page *page)
{
	struct schedule *s = page->own;
	struct ashby_text id = application_id(page);
	struct ashby_buf body;

	people_want(page);
	detail_crumb(page, people_stored(page, ASHBY_APPLICATIONS, id, "candidate.name"));
	ashby_buf_init(&body, 4096);
	fetch_body(&body, "applicationId", id, NULL);
	fetch_list(&s->list, page, "interviewSchedule.list", id.len > 0 ? ashby_buf_str(&body) : "{}",
		list_came);
	if (id.len > 0)
		fetch_one(&s->application, page, "application.info", ashby_buf_str(&body), application_came);
	ashby_buf_release(&body);
}

static void close_view(struct page *page)
{
	struct schedule *s = page->own;

	fetch_release(&s->list);
	fetch_release(&s->application);
	for (size_t i = 0; i < s->count; i++)
		fetch_release(&s->briefings[i]);
	free(s->briefings);
}

static void head(struct page *page, struct doc *doc)
{
	const struct schedule *s = page->own;
	struct ashby_value a = fetch_value(&s->application), v = found(page);
	struct ashby_text id = application_id(page);
	char words[64];

	doc_line(doc);
	block_text(doc, ROLE_NOW,
		a.node ? ashby_get_text(a, "candidate.name")
		       : people_stored(page, ASHBY_APPLICATIONS, id, "candidate.name"));
	doc_right(doc);
	doc_label(doc, ROLE_TEXT, tell_api(ashby_get_text(v, "status"), words, sizeof words));
	doc_line(doc);
	doc_text(doc, ROLE_TEXT,
		a.node ? ashby_get_text(a, "job.title")
		       : people_stored(page, ASHBY_APPLICATIONS, id, "job.title"));
	doc_label(doc, ROLE_TEXT, ", ");
	block_text(doc, ROLE_TEXT,
		a.node ? ashby_get_text(a, "currentInterviewStage.title")
		       : people_stored(page, ASHBY_APPLICATIONS, id, "currentInterviewStage.title"));
}

/* Who interviews in an event, in training or not, with or without feedback. */
static void interviewers(struct page *page, struct doc *doc, struct ashby_value briefing)
{
	struct ashby_value v = ashby_value_first(ashby_get(briefing, "interviewers"));

	for (; v.node; v = ashby_value_next(v)) {
		struct ashby_text training = ashby_get_text(v, "trainingRole");
		bool given = ashby_value_bool(ashby_get(v, "hasSubmittedFeedback"), false);

		doc_line(doc);
		doc_label(doc, ROLE_TEXT, "    ");
		if (ashby_get(v, "user").node)
			block_person(doc, ROLE_TEXT, ashby_get(v, "user"));
		else
			block_user(page->app, doc, ROLE_TEXT, ashby_get_text(v, "userId"));
		doc_tab(doc, 26);
		if (training.len > 0)
			doc_text(doc, ROLE_DIM, training);
		else if (given)
			doc_label(doc, ROLE_GOOD, "feedback in");
		else if (ashby_value_bool(ashby_get(v, "isFeedbackRequired"), false))
			doc_label(doc, ROLE_TEXT, "feedback wanted");
		else
			doc_label(doc, ROLE_DIM, "no feedback asked");
	}
}

static void span(struct page *page, struct doc *doc, struct ashby_value event)
{
	int64_t start = ashby_get_time(event, "startTime"), end = ashby_get_time(event, "endTime");
	char from[32], to[32];

	tell_time(page->app->zone, start, app_now(page->app), from);
	doc_labelf(doc, ROLE_TEXT, "%s-%s", from, tell_clock(page->app->zone, end, to));
}

static void event(struct page *page, struct doc *doc, struct ashby_value e, const struct fetch *briefing)
{
	struct ashby_text title = ashby_get_text(fetch_value(briefing), "interview.title");
	struct ashby_text link = ashby_get_text(e, "meetingLink"), place = ashby_get_text(e, "location");
	struct ashby_text instructions = ashby_get_text(fetch_value(briefing), "interview.instructionsPlain");

	doc_blank(doc);
	doc_line(doc);
	if (title.len > 0)
		doc_text(doc, ROLE_NOW, title);
	else
		block_joined(page->app, doc, ASHBY_INTERVIEWS, ashby_get_text(e, "interviewId"), "title");
	doc_tab(doc, 34);
	span(page, doc, e);
	if (place.len > 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "    at ");
		doc_text(doc, ROLE_TEXT, place);
	}
	if (link.len > 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "    meeting ");
		doc_text(doc, ROLE_TEXT, link);
		doc_link(doc, 'm', "meeting", link);
	}
	if (ashby_get_text(e, "feedbackLink").len > 0)
		doc_link(doc, 'f', "feedback form", ashby_get_text(e, "feedbackLink"));
	if (block_ready(doc, briefing, "the briefing"))
		interviewers(page, doc, fetch_value(briefing));
	if (instructions.len > 0) {
		doc_blank(doc);
		doc_block(doc, ROLE_TEXT, instructions, 4);
	}
}

static void fill(struct page *page, struct doc *doc)
{
	const struct schedule *s = page->own;
	struct ashby_value v = found(page), e = ashby_value_first(ashby_get(v, "interviewEvents"));
	size_t i = 0;

	doc_section(doc, "Overview", -1);
	head(page, doc);
	doc_blank(doc);
	if (!block_ready(doc, &s->list, "the schedule"))
		return;
	if (!v.node) {
		doc_line(doc);
		doc_label(doc, ROLE_BAD, "Ashby does not list this schedule any more");
		return;
	}
	block_label(doc, "BOOKED BY", 12);
	block_person(doc, ROLE_TEXT, ashby_get(v, "scheduledBy"));
	doc_heading(doc, "EVENTS", -1);
	block_schedule(page, doc, v);
	doc_section(doc, "Briefing", -1);
	for (; e.node && i < s->count; e = ashby_value_next(e))
		event(page, doc, e, &s->briefings[i++]);
}

static const char *const contexts[] = { "candidate", NULL };

DEFINE_VIEW(schedule) = {
	.name = "schedule",
	.title = "Interview",
	.engine = &detail_engine,
	.contexts = contexts,
	.footer = "note section-next other-next links find inspect wrap",
	.kind = ASHBY_SCHEDULES,
	.watches = 1u << ASHBY_USERS | 1u << ASHBY_INTERVIEWS,
	.load = load,
	.fill = fill,
	.close = close_view,
	.state_size = sizeof(struct schedule),
};
