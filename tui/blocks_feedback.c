/*
 * blocks_feedback.c: scorecards. Forms differ from one organisation to the next, so nothing is taken for granted but a
 * field that calls itself overall; everything else is shown under its own title.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "blocks.h"

static bool mentions_overall(struct ashby_value field)
{
	struct ashby_text word = ashby_text_str("overall");

	return ashby_text_find(ashby_get_text(field, "path"), word) ||
		ashby_text_find(ashby_get_text(field, "humanReadablePath"), word) ||
		ashby_text_find(ashby_get_text(field, "title"), word);
}

static struct ashby_value member(struct ashby_value values, struct ashby_text key)
{
	struct ashby_value v = ashby_value_first(values);

	while (v.node && !ashby_text_equal(ashby_value_key(v), key))
		v = ashby_value_next(v);
	return v;
}

/* Calls fn for each field of the form that has an answer, until it returns false. */
typedef bool answer_fn(void *arg, struct ashby_value field, struct ashby_value answer);

static void each_answer(struct ashby_value feedback, answer_fn *fn, void *arg)
{
	struct ashby_value definition = ashby_get(feedback, "formDefinition");
	struct ashby_value values = ashby_get(feedback, "submittedValues");
	struct ashby_value s = ashby_value_first(ashby_get(definition, "sections"));

	for (; s.node; s = ashby_value_next(s)) {
		for (struct ashby_value f = ashby_value_first(ashby_get(s, "fields")); f.node;
			f = ashby_value_next(f)) {
			struct ashby_value field = ashby_get(f, "field");
			struct ashby_value answer = member(values, ashby_get_text(field, "path"));

			if (answer.node && ashby_type(answer) != ASHBY_NULL && !fn(arg, field, answer))
				return;
		}
	}
}

struct found {
	struct ashby_value field, answer;
};

static bool find_overall(void *arg, struct ashby_value field, struct ashby_value answer)
{
	struct found *found = arg;

	if (!mentions_overall(field) || ashby_value_text(answer).len > 40)
		return true;
	found->field = field;
	found->answer = answer;
	return false;
}

/* The option's label, or the answer itself. */
static struct ashby_value words_of(struct ashby_value field, struct ashby_value answer)
{
	struct ashby_value label = block_option(field, answer);

	if (ashby_type(answer) == ASHBY_OBJECT && ashby_get(answer, "score").node) {
		answer = ashby_get(answer, "score");
		label = block_option(field, answer);
	}
	return label.node ? label : answer;
}

static unsigned answer_role(struct ashby_text words)
{
	if (ashby_text_find(words, ashby_text_str("yes")) || ashby_text_find(words, ashby_text_str("hire")))
		return ashby_text_find(words, ashby_text_str("no ")) ? ROLE_BAD : ROLE_GOOD;
	return words.len >= 2 && ashby_text_find(words, ashby_text_str("no")) ? ROLE_BAD : ROLE_TEXT;
}

static void overall(struct page *page, struct doc *doc, struct ashby_value feedback)
{
	const struct ashby_value none = { NULL };
	struct found found = { none, none };
	struct ashby_value words;

	each_answer(feedback, find_overall, &found);
	if (!found.field.node) {
		doc_label(doc, ROLE_DIM, "-");
		return;
	}
	words = words_of(found.field, found.answer);
	block_value(page, doc, answer_role(ashby_value_text(words)), words, none);
}

struct rest {
	struct page *page;
	struct doc *doc;
	int shown;
};

/* The short answers besides the overall one, as "Title value". */
static bool short_answer(void *arg, struct ashby_value field, struct ashby_value answer)
{
	const struct ashby_value none = { NULL };
	struct rest *rest = arg;
	struct ashby_value words = words_of(field, answer);
	enum ashby_type type = ashby_type(words);

	if (mentions_overall(field) || type == ASHBY_OBJECT || type == ASHBY_ARRAY ||
		ashby_value_text(words).len > 16)
		return true;
	doc_label(rest->doc, ROLE_DIM, rest->shown > 0 ? ", " : "");
	doc_text(rest->doc, ROLE_DIM, ashby_get_text(field, "title"));
	doc_label(rest->doc, ROLE_DIM, " ");
	block_value(rest->page, rest->doc, ROLE_TEXT, words, none);
	return ++rest->shown < 4;
}

static void given(struct page *page, struct doc *doc, struct ashby_value feedback)
{
	struct rest rest = { page, doc, 0 };
	char age[32];

	doc_line(doc);
	doc_hang(doc, 34);
	doc_labelf(doc, ROLE_DIM, "%5s",
		tell_age(ashby_get_time(feedback, "submittedAt"), app_now(page->app), age));
	doc_tab(doc, 7);
	block_person(doc, ROLE_TEXT, ashby_get(feedback, "submittedByUser"));
	doc_tab(doc, 22);
	overall(page, doc, feedback);
	doc_tab(doc, 34);
	each_answer(feedback, short_answer, &rest);
}

/* ---- who owes it ---- */

/* Shadows and interviewers in training are not waited for. */
static bool owes(struct ashby_value interviewer)
{
	return ashby_value_bool(ashby_get(interviewer, "isFeedbackRequired"), false) &&
		ashby_get_text(interviewer, "trainingRole").len == 0;
}

typedef void owed_fn(void *arg, struct ashby_value interviewer, int64_t since_ms);

/* Calls fn for those who owe feedback; returns how many were to give it in all. */
static size_t each_owed(const struct owed *owed, owed_fn *fn, void *arg)
{
	size_t all = 0;

	for (size_t i = 0; i < owed->count; i++) {
		struct ashby_value briefing = fetch_value(&owed->briefings[i].fetch);
		struct ashby_value v = ashby_value_first(ashby_get(briefing, "interviewers"));

		for (; v.node; v = ashby_value_next(v)) {
			if (!owes(v))
				continue;
			all++;
			if (!ashby_value_bool(ashby_get(v, "hasSubmittedFeedback"), false) && fn)
				fn(arg, v, owed->briefings[i].ended_ms);
		}
	}
	return all;
}

static void waiting_line(void *arg, struct ashby_value interviewer, int64_t since_ms)
{
	struct rest *rest = arg;
	char age[32];

	doc_line(rest->doc);
	doc_labelf(rest->doc, ROLE_DIM, "%5s", "-");
	doc_tab(rest->doc, 7);
	block_user(rest->page->app, rest->doc, ROLE_TEXT, ashby_get_text(interviewer, "userId"));
	doc_tab(rest->doc, 22);
	doc_label(rest->doc, ROLE_LATE, "waiting");
	if (since_ms != ASHBY_NO_TIME)
		doc_labelf(rest->doc, ROLE_LATE, " %s", tell_age(since_ms, app_now(rest->page->app), age));
	rest->shown++;
}

static void missing_name(void *arg, struct ashby_value interviewer, int64_t since_ms)
{
	struct rest *rest = arg;
	char age[32];

	doc_label(rest->doc, ROLE_TEXT, rest->shown > 0 ? ", " : "");
	block_user(rest->page->app, rest->doc, ROLE_TEXT, ashby_get_text(interviewer, "userId"));
	if (since_ms != ASHBY_NO_TIME)
		doc_labelf(rest->doc, ROLE_TEXT, " (%s)", tell_age(since_ms, app_now(rest->page->app), age));
	rest->shown++;
}

static void count_one(void *arg, struct ashby_value interviewer, int64_t since_ms)
{
	size_t *count = arg;

	(void)interviewer, (void)since_ms;
	++*count;
}

void block_feedback_note(struct doc *doc, const struct fetch *feedback, const struct owed *owed)
{
	size_t missing = 0, all;
	char note[48];

	if (feedback->state != FETCH_DONE || !owed->whole) {
		block_note_count(doc, feedback);
		return;
	}
	all = each_owed(owed, count_one, &missing);
	if (all == 0) {
		block_note_count(doc, feedback);
		return;
	}
	snprintf(note, sizeof note, "%zu/%zu", all - missing, all);
	doc_section_note(doc, note);
}

bool block_feedback_missing(struct page *page, struct doc *doc, const char *before,
	const struct fetch *feedback, const struct owed *owed)
{
	struct rest rest = { page, doc, 0 };
	size_t missing = 0;

	if (feedback->state != FETCH_DONE || !owed->whole)
		return false;
	each_owed(owed, count_one, &missing);
	if (missing == 0)
		return false;
	doc_label(doc, ROLE_TEXT, before);
	doc_label(doc, ROLE_TEXT, *before ? "Feedback " : "feedback ");
	doc_label(doc, ROLE_LATE, "missing: ");
	each_owed(owed, missing_name, &rest);
	return true;
}

void block_feedback(struct page *page, struct doc *doc, const struct fetch *feedback, const struct owed *owed)
{
	struct rest rest = { page, doc, 0 };
	struct ashby_value v = { NULL };
	size_t at = 0;

	if (!block_ready(doc, feedback, "the feedback"))
		return;
	while (fetch_next(feedback, &at, &v)) {
		given(page, doc, v);
		rest.shown++;
	}
	if (owed->whole)
		each_owed(owed, waiting_line, &rest);
	if (rest.shown == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no feedback yet");
	}
}

void block_feedback_full(struct page *page, struct doc *doc, const struct fetch *feedback)
{
	struct ashby_value v = { NULL };
	size_t at = 0;
	char when[32];

	if (!block_ready(doc, feedback, "the feedback"))
		return;
	while (fetch_next(feedback, &at, &v)) {
		struct ashby_text interview = ashby_get_text(v, "interviewId");

		doc_blank(doc);
		doc_line(doc);
		doc_label(doc, ROLE_TEXT, "  ");
		block_person(doc, ROLE_NOW, ashby_get(v, "submittedByUser"));
		if (interview.len > 0) {
			doc_label(doc, ROLE_DIM, ", ");
			block_joined(page->app, doc, ASHBY_INTERVIEWS, interview, "title");
		}
		doc_tab(doc, 44);
		overall(page, doc, v);
		doc_right(doc);
		doc_label(doc, ROLE_DIM,
			tell_time(
				page->app->zone, ashby_get_time(v, "submittedAt"), app_now(page->app), when));
		block_form(page, doc, ashby_get(v, "formDefinition"), ashby_get(v, "submittedValues"));
	}
	if (fetch_elements(feedback) == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no feedback yet");
	}
}
