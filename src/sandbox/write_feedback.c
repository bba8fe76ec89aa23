/* write_feedback.c: answers to forms: feedback, applications by form, referrals, surveys. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "derived.h"
#include "submission.h"
#include "write.h"

/* The submitted form as a reply tells it. */
static void put_instance(struct call *c, struct id id, unsigned form, struct ashby_value list)
{
	out_object(c->out, "submittedFormInstance");
	out_id(c->out, "id", c->world->seed, id);
	put_form(c, "formDefinition", form);
	put_submission(c, "submittedValues", list);
	out_close(c->out, '}');
}

static void set_submission(struct call *c, struct id id, struct ashby_value list)
{
	pen_open(c);
	put_submission(c, NULL, list);
	pen_set(c, id, "submittedValues");
}

/* ---- feedback ---- */

/* A seat of an event for the user; seat is EVENT_SEATS if the event is not named. */
struct seat {
	struct booking booking;
	struct event *event;
	unsigned seat;
	uint32_t user;
};

static bool need_seat(struct call *c, const struct journey *journey, struct seat *out)
{
	struct journey again;
	struct id id;

	out->event = NULL;
	if (!call_user(c, "userId", &out->user))
		return false;
	if (out->user == NOBODY)
		out->user = author_of(c);
	if (!call_has(c, "interviewEventId"))
		return true;
	if (!call_has(c, "userId"))
		return check_fail(c, "", "userId", "is required together with interviewEventId");
	if (call_id(c, "interviewEventId", KIND_EVENT, &id) && id.index == journey->application &&
		find_booking(c, id.index, id.sub / EVENT_NUMBERS, &again, &out->booking))
		out->event = booking_event(&out->booking, id.sub % EVENT_NUMBERS);
	c->parameter = "interviewEventId";
	if (!out->event)
		return call_fail(c, "interview_event_not_found",
			"the application has no interview event with this interviewEventId");
	for (out->seat = 0; out->seat < out->event->people_count; out->seat++)
		if (out->event->people[out->seat].user == out->user)
			return true;
	return check_fail(c, "", "userId", "is no interviewer of this event");
}

static bool need_form(struct call *c, unsigned *form)
{
	struct id id;

	if (call_id(c, "formDefinitionId", KIND_FORM, &id) && id.index < FORM_COUNT) {
		*form = id.index;
		return true;
	}
	c->parameter = "formDefinitionId";
	return call_fail(c, "feedback_form_definition_not_found",
		"there is no feedback form with this formDefinitionId");
}

/* Where the feedback goes: to its seat if nobody has answered there, else loose to the end. */
static struct id place_feedback(struct call *c, const struct journey *journey, const struct seat *seat)
{
	struct id application = id_of(KIND_APPLICATION, journey->application, 0);
	int64_t count = edits_int(c->world, application, ".feedback", 0);

	if (seat->event && seat->event->people[seat->seat].submitted == ASHBY_NO_TIME)
		return id_of(KIND_FEEDBACK, journey->application,
			feedback_sub(seat->booking.move, seat->event->number, seat->seat));
	edits_set_int(c->world, application, ".feedback", count + 1);
	return id_of(KIND_FEEDBACK, journey->application, FEEDBACK_LOOSE + (uint32_t)count);
}

static void set_event_of(struct call *c, struct id id, const struct journey *journey, const struct seat *seat)
{
	if (!seat->event)
		return;
	pen_open(c);
	put_id(c, NULL, KIND_INTERVIEW, seat->event->interview, 0);
	pen_set(c, id, "interviewId");
	pen_open(c);
	put_id(c, NULL, KIND_EVENT, journey->application, event_sub(seat->booking.move, seat->event->number));
	pen_set(c, id, "interviewEventId");
	pen_open(c);
	put_id(c, NULL, KIND_MOVE, journey->application, seat->booking.history);
	pen_set(c, id, "applicationHistoryId");
}

static void set_feedback(struct call *c, struct id id, unsigned form, uint32_t user, struct ashby_value list)
{
	mark(c, id);
	edits_set_int(c->world, id, ".form", form);
	edits_set_int(c->world, id, ".user", user);
	edits_set_int(c->world, id, ".created", moment_of(c, id));
	set_submission(c, id, list);
	set_time(c, id, "submittedAt", moment_of(c, id));
	pen_open(c);
	put_form(c, NULL, form);
	pen_set(c, id, "formDefinition");
	pen_open(c);
	put_id(c, NULL, KIND_FORM, form, 0);
	pen_set(c, id, "feedbackFormDefinitionId");
	if (derived_add(c->world, id, moment_of(c, id)))
		c->out->error = ASHBY_ENOMEM;
}

void feedback_submit(struct call *c)
{
	struct ashby_value list = ashby_get(c->body, "feedbackForm.fieldSubmissions");
	struct journey journey;
	struct seat seat;
	unsigned form = FORM_TECHNICAL;
	struct id id;

	if (!need_application(c, "applicationId", &journey) || !need_form(c, &form) ||
		!need_seat(c, &journey, &seat) ||
		!submission_check(c, list, "feedbackForm.fieldSubmissions", form))
		return;
	id = place_feedback(c, &journey, &seat);
	set_feedback(c, id, form, seat.user, list);
	if (id.sub >= FEEDBACK_LOOSE)
		set_event_of(c, id, &journey, &seat);
	if (seat.event)
		mark(c, id_of(KIND_SCHEDULE, journey.application, seat.booking.move));
	mark(c, id_of(KIND_APPLICATION, journey.application, 0));
	out_object(c->out, "results");
	put_instance(c, id, form, list);
	out_close(c->out, '}');
}

/* ---- application forms and referrals: a candidate and an application out of answers ---- */

static void copy_answer(
	struct call *c, struct id id, struct ashby_value list, const char *path, const char *member)
{
	struct ashby_value value = submission_value(list, path);

	if (ashby_type(value) == ASHBY_STRING)
		set_value(c, id, member, value);
}

/* The plan's first stage of this type. */
static unsigned first_of(unsigned plan, enum stage_type type)
{
	for (unsigned i = 0; i < plans[plan].count; i++)
		if (plans[plan].stages[i].type == type)
			return i;
	return 0;
}

static bool add_person(
	struct call *c, uint32_t job, enum stage_type stage, struct ashby_value list, struct journey *out)
{
	const struct job *j = &c->world->jobs[job];
	struct arrival arrival = { .job = job, .plan = j->plan_count ? j->plans[0] : 0 };
	uint32_t application;
	struct id id;

	arrival.order = first_of(arrival.plan, stage);
	if (overlay_add_candidate(c->world, &arrival.candidate) ||
		overlay_add_application(c->world, &arrival, &application)) {
		c->out->error = ASHBY_ENOMEM;
		return false;
	}
	id = id_of(KIND_CANDIDATE, arrival.candidate, 0);
	edits_set_bool(c->world, id, ".written", true);
	copy_answer(c, id, list, "_systemfield_name", ".name");
	copy_answer(c, id, list, "_systemfield_email", ".email");
	set_submission(c, id_of(KIND_SUBMISSION, application, 0), list);
	journey_tell(c->world, application, out);
	return true;
}

static bool check_tags(struct call *c)
{
	struct ashby_value list = ashby_get(c->body, "tagIds");
	struct id tag;

	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e))
		if (!value_id(c, e, KIND_TAG, &tag)) {
			c->parameter = "tagIds";
			return call_fail(c, "tag_not_found", "there is no tag with one of these tagIds");
		}
	return true;
}

static void set_tags(struct call *c, uint32_t candidate)
{
	struct ashby_value list = ashby_get(c->body, "tagIds");
	struct id tag;

	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		char member[24];

		if (!value_id(c, e, KIND_TAG, &tag))
			continue;
		snprintf(member, sizeof(member), ".tag%u", tag.index);
		edits_set_bool(c->world, id_of(KIND_CANDIDATE, candidate, 0), member, true);
	}
}

void application_form_submit(struct call *c)
{
	struct ashby_value list = ashby_get(c->body, "applicationForm.fieldSubmissions");
	struct journey journey;
	struct id posting;

	if (!call_need(c, "jobPostingId", KIND_POSTING, "job_posting_not_found", &posting) || !check_tags(c))
		return;
	if (call_has(c, "allowSubmissionForUnpublishedJobPosting") &&
		!call_bool(c, "allowSubmissionForUnpublishedJobPosting") &&
		posting.sub >= posting_count(&c->world->jobs[posting.index], posting.index)) {
		call_fail(c, "job_posting_not_published", "the job posting is not published");
		return;
	}
	if (!submission_check(c, list, "applicationForm.fieldSubmissions", FORM_APPLICATION) ||
		!add_person(c, posting.index, STAGE_SCREEN, list, &journey))
		return;
	set_tags(c, journey.candidate);
	copy_param(
		c, id_of(KIND_APPLICATION, journey.application, 0), "jobPostingId", "appliedViaJobPostingId");
	out_object(c->out, "results");
	put_instance(c, id_of(KIND_SUBMISSION, journey.application, 0), FORM_APPLICATION, list);
	out_object(c->out, "formMessages");
	out_null(c->out, "blocked");
	out_null(c->out, "blockMessageForCandidateHtml");
	out_close(c->out, '}');
	out_close(c->out, '}');
}

/* The first source of the type Referral, as 1 + number. */
static unsigned referral_source(void)
{
	for (unsigned i = 0; i < source_count; i++)
		if (strcmp(source_types[sources[i].type].title, "Referral") == 0)
			return i + 1;
	return 0;
}

void referral_create(struct call *c)
{
	struct ashby_value list = ashby_get(c->body, "fieldSubmissions");
	struct journey journey;
	struct id form, user, id;

	if (!call_id(c, "id", KIND_FORM, &form) || form.index != FORM_REFERRAL) {
		c->parameter = "id";
		call_fail(c, "referral_form_not_found", "there is no referral form with this id");
		return;
	}
	if (!call_need(c, "creditedToUserId", KIND_USER, "user_not_found", &user) ||
		!submission_check(c, list, "fieldSubmissions", FORM_REFERRAL) ||
		!add_person(c, 0, STAGE_LEAD, list, &journey))
		return;
	id = id_of(KIND_CANDIDATE, journey.candidate, 0);
	edits_set_int(c->world, id, ".source", referral_source());
	edits_set_int(c->world, id, ".credited", user.index);
	if (call_has(c, "createdAt")) {
		int64_t created = call_time(c, "createdAt", journey.created);

		edits_set_int(c->world, id, ".created", created);
		edits_set_int(c->world, id_of(KIND_APPLICATION, journey.application, 0), ".created", created);
		journey_tell(c->world, journey.application, &journey);
	}
	put_application(c, "results", &journey);
}

/* ---- surveys ---- */

static bool need_survey(struct call *c, struct id *application)
{
	struct id candidate, form;

	if (!call_need(c, "candidateId", KIND_CANDIDATE, "candidate_not_found", &candidate) ||
		!call_need(c, "applicationId", KIND_APPLICATION, "application_not_found", application))
		return false;
	if (world_application_candidate(c->world, application->index) != candidate.index)
		return call_fail(c, "application_not_found", "the application is not one of the candidate");
	if (call_id(c, "surveyFormDefinitionId", KIND_FORM, &form) && form.index == FORM_SURVEY)
		return true;
	c->parameter = "surveyFormDefinitionId";
	return call_fail(c, "survey_form_definition_not_found",
		"there is no survey form with this surveyFormDefinitionId");
}

static struct id new_survey(struct call *c, uint32_t index)
{
	struct id id = id_of(KIND_SURVEY, index, edits_count(c->world, KIND_SURVEY, index));

	copy_param(c, id, "candidateId", "candidateId");
	copy_param(c, id, "applicationId", "applicationId");
	copy_param(c, id, "surveyFormDefinitionId", "surveyFormDefinitionId");
	mark(c, id);
	return id;
}

void survey_request_create(struct call *c)
{
	struct id application;

	if (need_survey(c, &application))
		put_survey_request(c, "results", new_survey(c, 0).sub);
}

void survey_submission_create(struct call *c)
{
	struct ashby_value values = ashby_get(c->body, "submittedValues");
	struct id application, id;

	if (!need_survey(c, &application))
		return;
	for (struct ashby_value m = ashby_value_first(values); m.node; m = ashby_value_next(m)) {
		const struct form *form = form_find(FORM_SURVEY);
		char name[64];
		unsigned i = 0;

		snprintf(name, sizeof(name), "%.*s", (int)ashby_value_key(m).len, ashby_value_key(m).raw);
		while (i < form->count && strcmp(form->fields[i].path, name) != 0)
			i++;
		if (i == form->count) {
			check_fail(c, "submittedValues", name, "is no field of the form");
			return;
		}
	}
	id = new_survey(c, 1);
	copy_param(c, id, "submittedValues", "submittedValues");
	set_time(c, id, "submittedAt", moment_of(c, id));
	put_survey_submission(c, "results", id.sub);
}
