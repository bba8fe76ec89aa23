/* forms.c: form definitions, and feedback with what was answered in them. Knows nothing of HTTP. */
#include <string.h>

#include "ashby/date.h"
#include "derived.h"
#include "edits.h"
#include "names.h"
#include "records.h"
#include "rng.h"

static const char *const verdicts[] = { "Strong Yes", "Yes", "No", "Strong No", NULL };
static const char *const levels[] = { "Junior", "Mid", "Senior", "Staff", NULL };
static const char *const permits[] = { "Yes", "No", "I need a visa", NULL };

static const struct form forms[] = {
	{ FORM_TECHNICAL, "Technical interview", 5,
		{ { "overall_recommendation", "ValueSelect", "Overall recommendation", true, verdicts },
			{ "coding", "Score", "Coding", true, NULL },
			{ "design", "Score", "Design", false, NULL },
			{ "level", "ValueSelect", "Level", false, levels },
			{ "notes", "RichText", "Notes", true, NULL } } },
	{ FORM_CALL, "First call", 4,
		{ { "overall_recommendation", "ValueSelect", "Overall recommendation", true, verdicts },
			{ "motivation", "LongText", "Why us, why now", false, NULL },
			{ "german", "Boolean", "Speaks German", false, NULL },
			{ "notice", "String", "Notice period", false, NULL } } },
	{ FORM_SHORT, "Values", 3,
		{ { "overall_recommendation", "ValueSelect", "Overall recommendation", true, verdicts },
			{ "values", "Score", "Values", true, NULL },
			{ "notes", "RichText", "Notes", false, NULL } } },
	{ FORM_CASE, "Case or exercise", 5,
		{ { "overall_recommendation", "ValueSelect", "Overall recommendation", true, verdicts },
			{ "structure", "Score", "Structure", true, NULL },
			{ "numbers", "Score", "Numbers", false, NULL },
			{ "presentation", "Score", "Presentation", false, NULL },
			{ "notes", "RichText", "Notes", true, NULL } } },
	{ FORM_APPLICATION, "Application", 6,
		{ { "_systemfield_name", "String", "Name", true, NULL },
			{ "_systemfield_email", "Email", "Email", true, NULL },
			{ "_systemfield_permit", "ValueSelect", "Are you allowed to work here?", true,
				permits },
			{ "years", "Number", "Years of experience", false, NULL },
			{ "why_us", "LongText", "Why do you want to work with us?", false, NULL },
			{ "start", "Date", "When could you start?", false, NULL } } },
	{ FORM_OFFER, "Offer", 5,
		{ { "_systemfield_start_date", "Date", "Start date", true, NULL },
			{ "_systemfield_salary", "Currency", "Base", true, NULL },
			{ "bonus", "String", "Bonus", false, NULL },
			{ "equity", "String", "Equity", false, NULL },
			{ "expires", "Date", "Expires", false, NULL } } },
	{ FORM_SURVEY, "How was it?", 2,
		{ { "nps", "Score", "Would you recommend us?", true, NULL },
			{ "text", "LongText", "What should we do better?", false, NULL } } },
	{ FORM_REFERRAL, "Referral", 3,
		{ { "_systemfield_name", "String", "Who is it?", true, NULL },
			{ "_systemfield_email", "Email", "How do we reach them?", false, NULL },
			{ "why", "LongText", "Why?", true, NULL } } },
};

const struct form *form_find(unsigned number)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (forms[i].number == number)
			return &forms[i];
	return &forms[0];
}

static void put_form_field(struct call *c, const struct form *form, unsigned n)
{
	const struct form_field *field = &form->fields[n];

	out_object(c->out, NULL);
	out_bool(c->out, "isRequired", field->required);
	out_object(c->out, "field");
	put_id(c, "id", KIND_FORM_FIELD, form->number, n);
	out_text(c->out, "type", field->type);
	out_text(c->out, "path", field->path);
	out_text(c->out, "humanReadablePath", field->title);
	out_text(c->out, "title", field->title);
	out_bool(c->out, "isNullable", !field->required);
	if (field->values)
		put_selectable_values(c, field->values);
	out_close(c->out, '}');
	out_close(c->out, '}');
}

void put_form(struct call *c, const char *key, unsigned number)
{
	const struct form *form = form_find(number);

	out_object(c->out, key);
	out_array(c->out, "sections");
	out_object(c->out, NULL);
	out_text(c->out, "title", form->title);
	out_array(c->out, "fields");
	for (unsigned i = 0; i < form->count; i++)
		put_form_field(c, form, i);
	out_close(c->out, ']');
	out_close(c->out, '}');
	out_close(c->out, ']');
	out_close(c->out, '}');
}

void put_form_record(struct call *c, const char *key, unsigned number)
{
	out_object(c->out, key);
	put_id(c, "id", KIND_FORM, number, 0);
	put_id(c, "organizationId", KIND_ORGANISATION, 0, 0);
	out_text(c->out, "title", form_find(number)->title);
	out_bool(c->out, "isArchived", false);
	out_bool(c->out, "isDefaultForm", number == FORM_TECHNICAL);
	put_form(c, "formDefinition", number);
	out_close(c->out, '}');
}

/* ---- values ---- */

static void put_value(struct call *c, const struct form_field *field, uint64_t bits)
{
	static const char *const words[] = { "4 weeks", "3 months", "10%", "none", "Sample Person" };

	if (field->values) {
		unsigned n = 0, at;

		while (field->values[n])
			n++;
		/* Most verdicts are kind: the worst is rare. */
		at = rng_below(bits, n * 3);
		out_text(c->out, field->path, field->values[at < n * 2 ? at / 2 % n : at - n * 2]);
	} else if (strcmp(field->type, "Score") == 0) {
		char digit[2] = { (char)('1' + rng_below(bits, 4)), '\0' };

		out_text(c->out, field->path, digit);
	} else if (strcmp(field->type, "Boolean") == 0) {
		out_bool(c->out, field->path, rng_below(bits, 2));
	} else if (strcmp(field->type, "Number") == 0) {
		out_int(c->out, field->path, 1 + rng_below(bits, 18));
	} else if (strcmp(field->type, "Date") == 0) {
		out_day(c->out, field->path, c->world->now + (int64_t)rng_below(bits, 120) * DAY_MS);
	} else if (strcmp(field->type, "RichText") == 0) {
		out_object(c->out, field->path);
		out_text(c->out, "type", "PlainText");
		out_text(c->out, "value", feedback_texts[rng_below(bits, word_count(feedback_texts))]);
		out_close(c->out, '}');
	} else if (strcmp(field->type, "LongText") == 0) {
		out_text(c->out, field->path, cover_texts[rng_below(bits, word_count(cover_texts))]);
	} else if (strcmp(field->type, "Email") == 0) {
		out_text(c->out, field->path, "sample.person@example.test");
	} else {
		out_text(c->out, field->path, words[rng_below(bits, sizeof(words) / sizeof(words[0]))]);
	}
}

void put_form_values(struct call *c, const char *key, unsigned number, uint64_t bits)
{
	const struct form *form = form_find(number);

	out_object(c->out, key);
	for (unsigned i = 0; i < form->count; i++) {
		bits = rng_mix(bits);
		/* What is optional is often left open. */
		if (form->fields[i].required || rng_below(bits << 32, 3))
			put_value(c, &form->fields[i], bits);
	}
	out_close(c->out, '}');
}

/* ---- feedback form definitions ---- */

static uint32_t all_forms(struct call *c)
{
	(void)c;
	return FORM_COUNT;
}

static bool write_form(struct call *c, struct row row)
{
	put_form_record(c, NULL, row.index);
	return true;
}

void form_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_FORM, .count = all_forms, .write = write_form });
}

void form_info(struct call *c)
{
	struct id id;

	if (call_need(c, "feedbackFormDefinitionId", KIND_FORM, "feedback_form_definition_not_found", &id))
		put_form_record(c, "results", id.index);
}

void referral_form_info(struct call *c)
{
	put_form_record(c, "results", FORM_REFERRAL);
}

static void put_survey(struct call *c, const char *key)
{
	out_object(c->out, key);
	put_id(c, "id", KIND_FORM, FORM_SURVEY, 0);
	put_id(c, "organizationId", KIND_ORGANISATION, 0, 0);
	out_text(c->out, "title", form_find(FORM_SURVEY)->title);
	out_bool(c->out, "isArchived", false);
	out_bool(c->out, "isDefaultForm", true);
	put_form(c, "formDefinition", FORM_SURVEY);
	out_text(c->out, "surveyType", "CandidateExperience");
	out_close(c->out, '}');
}

static uint32_t one(struct call *c)
{
	(void)c;
	return 1;
}

static bool write_survey(struct call *c, struct row row)
{
	(void)row;
	put_survey(c, NULL);
	return true;
}

void survey_form_list(struct call *c)
{
	list_page(c, &(struct listing){ .kind = KIND_SURVEY, .count = one, .write = write_survey });
}

void survey_form_info(struct call *c)
{
	struct id id;

	if (call_need(c, "surveyFormDefinitionId", KIND_FORM, "survey_form_definition_not_found", &id))
		put_survey(c, "results");
}

/* ---- feedback ---- */

static uint32_t feedback_count(struct call *c)
{
	const struct ledgers *ledgers = derived_get(c->world);

	return ledgers ? ledgers->feedback.count : 0;
}

static struct row feedback_at(struct call *c, uint32_t position)
{
	const struct entry *entry = &derived_get(c->world)->feedback.entries[position];

	return (struct row){ entry->index, entry->sub };
}

static int64_t feedback_created(struct call *c, uint32_t position)
{
	return derived_get(c->world)->feedback.entries[position].created;
}

static void put_feedback(
	struct call *c, const struct journey *journey, const struct booking *booking, uint32_t sub)
{
	const struct event *event = NULL;
	unsigned number = sub / EVENT_SEATS % EVENT_NUMBERS;
	size_t from = c->out->len;
	unsigned form;

	for (unsigned e = 0; e < booking->event_count; e++)
		if (booking->events[e].number == number)
			event = &booking->events[e];
	form = interviews[event->interview].form;
	out_object(c->out, NULL);
	put_id(c, "id", KIND_FEEDBACK, journey->application, sub);
	put_form(c, "formDefinition", form);
	put_form_values(
		c, "submittedValues", form, world_roll(c->world, KIND_FEEDBACK, journey->application, sub));
	put_user(c, "submittedByUser", event->people[sub % EVENT_SEATS].user);
	put_id(c, "interviewId", KIND_INTERVIEW, event->interview, 0);
	put_id(c, "interviewEventId", KIND_EVENT, journey->application, event_sub(booking->move, number));
	put_id(c, "feedbackFormDefinitionId", KIND_FORM, form, 0);
	put_id(c, "applicationHistoryId", KIND_MOVE, journey->application, booking->history);
	put_id(c, "applicationId", KIND_APPLICATION, journey->application, 0);
	out_time(c->out, "submittedAt", event->people[sub % EVENT_SEATS].submitted);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_FEEDBACK, journey->application, sub), c->out, from);
}

/* Feedback that a request has brought and that is no answer of a seat: all is in what was written. */
static bool write_loose(struct call *c, struct row row)
{
	struct id id = id_of(KIND_FEEDBACK, row.index, row.sub);
	size_t from = c->out->len;

	if (!world_has(c->world, id_of(KIND_APPLICATION, row.index, 0)))
		return false;
	out_object(c->out, NULL);
	put_id(c, "id", KIND_FEEDBACK, row.index, row.sub);
	put_form(c, "formDefinition", (unsigned)edits_int(c->world, id, ".form", FORM_TECHNICAL));
	put_user(c, "submittedByUser", (uint32_t)edits_int(c->world, id, ".user", ME));
	put_id(c, "applicationId", KIND_APPLICATION, row.index, 0);
	out_close(c->out, '}');
	edits_show(c->world, id, c->out, from);
	return true;
}

static bool is_answered(struct booking *booking, uint32_t sub)
{
	const struct event *event = booking_event(booking, sub / EVENT_SEATS % EVENT_NUMBERS);

	return event && sub % EVENT_SEATS < event->people_count &&
		event->people[sub % EVENT_SEATS].submitted != ASHBY_NO_TIME;
}

static bool write_feedback(struct call *c, struct row row)
{
	struct journey journey;
	struct booking booking;
	struct id id;

	if (call_has(c, "applicationId") &&
		(!call_id(c, "applicationId", KIND_APPLICATION, &id) || id.index != row.index))
		return false;
	if (row.sub >= FEEDBACK_LOOSE)
		return write_loose(c, row);
	if (!find_booking(c, row.index, row.sub / EVENT_SEATS / EVENT_NUMBERS, &journey, &booking) ||
		!is_answered(&booking, row.sub))
		return false;
	put_feedback(c, &journey, &booking, row.sub);
	return true;
}

void feedback_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_FEEDBACK,
			.count = feedback_count,
			.at = feedback_at,
			.created = feedback_created,
			.write = write_feedback });
}
