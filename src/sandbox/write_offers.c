/* write_offers.c: from the start of an offer to its approval. Knows nothing of HTTP. */
#include <string.h>

#include "ashby/date.h"
#include "derived.h"
#include "submission.h"
#include "write.h"

/* ---- the process ---- */

static bool has_offer(const struct call *c, const struct journey *journey, struct offer *offer)
{
	return offer_tell(c->world, journey, offer);
}

static const char *process_status(const struct call *c, const struct journey *journey)
{
	struct offer offer;

	if (!has_offer(c, journey, &offer))
		return "WaitingOnOfferCreation";
	/* Of the process this status is not told. */
	if (strcmp(offer.status, "WaitingOnApprovalDefinition") == 0)
		return "WaitingOnApprovalStart";
	return offer.status;
}

static void put_process(struct call *c, const struct journey *journey)
{
	out_object(c->out, "results");
	put_id(c, "id", KIND_OFFER_PROCESS, journey->application, 0);
	put_id(c, "applicationId", KIND_APPLICATION, journey->application, 0);
	out_text(c->out, "status", process_status(c, journey));
	out_close(c->out, '}');
}

void offer_process_start(struct call *c)
{
	struct journey journey;
	struct offer offer;
	struct id id;

	if (!need_application(c, "applicationId", &journey))
		return;
	if (journey_now(&journey)->type == STAGE_ARCHIVED || journey_now(&journey)->type == STAGE_HIRED) {
		check_fail(c, "", "applicationId", "is of an application that has ended");
		return;
	}
	id = id_of(KIND_OFFER_PROCESS, journey.application, 0);
	/* A process that runs is found again, as it stands. */
	if (!has_offer(c, &journey, &offer) && !edits_has(c->world, id, ".started")) {
		edits_set_bool(c->world, id, ".started", true);
		mark(c, id);
	}
	put_process(c, &journey);
}

/* The application of a process that was started, or that the seed's offer has gone through. */
static bool need_process(struct call *c, struct journey *journey)
{
	struct offer offer;
	struct id id;

	if (call_id(c, "offerProcessId", KIND_OFFER_PROCESS, &id) &&
		world_has(c->world, id_of(KIND_APPLICATION, id.index, 0))) {
		journey_tell(c->world, id.index, journey);
		if (edits_has(c->world, id, ".started") || has_offer(c, journey, &offer))
			return true;
	}
	c->parameter = "offerProcessId";
	return call_fail(c, "offer_process_not_found", "there is no offer process with this offerProcessId");
}

void offer_start(struct call *c)
{
	struct journey journey;
	struct offer offer;
	struct id id;

	if (!need_process(c, &journey))
		return;
	if (has_offer(c, &journey, &offer)) {
		check_fail(c, "", "offerProcessId", "has an offer already: use offer.update");
		return;
	}
	id = id_of(KIND_OFFER_FORM, journey.application, 0);
	edits_set_bool(c->world, id, ".started", true);
	mark(c, id);
	out_object(c->out, "results");
	put_id(c, "id", KIND_OFFER_FORM, journey.application, 0);
	put_form(c, "formDefinition", FORM_OFFER);
	out_close(c->out, '}');
}

/* ---- versions ---- */

static struct ashby_value submitted(const struct call *c)
{
	return ashby_get(c->body, "offerForm.fieldSubmissions");
}

static bool check_offer_form(struct call *c)
{
	return submission_check(c, submitted(c), "offerForm.fieldSubmissions", FORM_OFFER);
}

static void set_field(struct call *c, struct id version, const char *title, struct ashby_value value)
{
	for (uint32_t i = 0; i < field_count(c); i++) {
		struct field_facts field;
		char member[24];

		field_tell(c, i, &field);
		if (field.of != FIELD_OFFER || strcmp(field.title, title) != 0)
			continue;
		pen_open(c);
		out_object(c->out, NULL);
		put_id(c, "id", KIND_CUSTOM_FIELD, i, 0);
		out_bool(c->out, "isPrivate", field.is_private);
		out_text(c->out, "title", field.title);
		out_raw(c->out, "value", "");
		ashby_value_print(c->out, value, 0);
		out_close(c->out, '}');
		field_member(i, member);
		pen_set(c, version, member);
	}
}

/* The version that the form describes, without its approval. */
static void fill(struct call *c, const struct journey *journey, struct offer *offer)
{
	struct offer_version *version = &offer->versions[offer->version_count];
	struct id id = id_of(KIND_OFFER_VERSION, journey->application, offer->version_count++);
	struct ashby_value salary = submission_value(submitted(c), "_systemfield_salary");
	const struct form *form = form_find(FORM_OFFER);

	edits_set_bool(c->world, id, ".written", true);
	mark(c, id);
	*version = (struct offer_version){ .created = moment_of(c, id),
		.salary = (int64_t)ashby_value_number(ashby_get(salary, "value"), 0) };
	ashby_date_parse(
		ashby_value_text(submission_value(submitted(c), "_systemfield_start_date")), &version->start);
	set_value(c, id, "salary", salary);
	for (unsigned i = 0; i < form->count; i++) {
		struct ashby_value value = submission_value(submitted(c), form->fields[i].path);

		if (ashby_type(value) > ASHBY_NULL)
			set_field(c, id, form->fields[i].title, value);
	}
}

static void keep(struct call *c, const struct journey *journey, struct kept_offer *kept)
{
	if (offer_keep(c->world, journey->application, kept))
		c->out->error = ASHBY_ENOMEM;
	mark(c, id_of(KIND_APPLICATION, journey->application, 0));
	put_offer(c, "results", journey, &kept->offer, true);
}

void offer_create(struct call *c)
{
	struct journey journey;
	struct kept_offer kept;
	struct id form;

	memset(&kept, 0, sizeof(kept));
	if (!need_process(c, &journey))
		return;
	if (!call_id(c, "offerFormId", KIND_OFFER_FORM, &form) || form.index != journey.application ||
		!edits_has(c->world, form, ".started")) {
		c->parameter = "offerFormId";
		call_fail(c, "offer_form_not_found", "offer.start has given out no such offerFormId");
		return;
	}
	if (has_offer(c, &journey, &kept.offer)) {
		check_fail(c, "", "offerProcessId", "has an offer already: use offer.update");
		return;
	}
	if (!check_offer_form(c))
		return;
	kept.offer = (struct offer){ .status = "WaitingOnApprovalStart",
		.acceptance = "Created",
		.decided = ASHBY_NO_TIME,
		.currency = location_at(c->world->jobs[journey.job].title->location)->currency };
	fill(c, &journey, &kept.offer);
	kept.offer.created = kept.offer.versions[0].created;
	offer_steps(c->world, &journey, &kept.approvals[0]);
	if (derived_add(c->world, id_of(KIND_OFFER, journey.application, 0), kept.offer.created))
		c->out->error = ASHBY_ENOMEM;
	keep(c, &journey, &kept);
}

/* ---- approval ---- */

static void ask_step(struct approval *approval, unsigned step, int64_t now)
{
	for (unsigned i = 0; i < approval->steps[step].people_count; i++)
		approval->steps[step].people[i].requested = now;
}

/* The approval of the last version begins: the first step's people are asked. */
static void start_approval(struct call *c, const struct journey *journey, struct kept_offer *kept)
{
	unsigned last = kept->offer.version_count - 1;
	struct approval *approval = &kept->approvals[last];
	struct id id = id_of(KIND_APPROVAL, journey->application, last);

	mark(c, id);
	approval->created = approval->submitted = moment_of(c, id);
	approval->completed = ASHBY_NO_TIME;
	ask_step(approval, 0, approval->submitted);
	kept->offer.versions[last].approval = "WaitingOnApprovals";
	kept->offer.status = "WaitingOnOfferApproval";
	kept->offer.acceptance = "Created";
	if (derived_add(c->world, id, approval->created))
		c->out->error = ASHBY_ENOMEM;
}

/* Nothing is left to approve: the offer goes on to the candidate. */
static void finish(struct kept_offer *kept, int64_t now)
{
	unsigned last = kept->offer.version_count - 1;

	kept->approvals[last].completed = now;
	kept->offer.versions[last].approval = "Approved";
	kept->offer.status = "WaitingOnCandidateResponse";
	kept->offer.acceptance = "Pending";
}

static bool need_offer(struct call *c, const char *param, enum kind kind, const char *code,
	struct journey *journey, struct kept_offer *kept, unsigned *version)
{
	struct id id;

	c->parameter = param;
	if (!call_id(c, param, kind, &id) || !world_has(c->world, id_of(KIND_APPLICATION, id.index, 0)))
		return call_fail(c, code, "there is no record with this %s", param);
	journey_tell(c->world, id.index, journey);
	if (!offer_load(c->world, journey, kept))
		return call_fail(c, code, "there is no record with this %s", param);
	*version = id.sub;
	if (kind == KIND_OFFER_VERSION && id.sub >= kept->offer.version_count)
		return call_fail(c, code, "there is no record with this %s", param);
	return true;
}

/* An older version is not what is being decided on. */
static bool need_last_version(
	struct call *c, struct journey *journey, struct kept_offer *kept, unsigned *version)
{
	if (!need_offer(c, "offerVersionId", KIND_OFFER_VERSION, "offer_version_not_found", journey, kept,
		    version))
		return false;
	if (*version + 1 == kept->offer.version_count)
		return true;
	return check_fail(c, "", "offerVersionId", "is not the offer's latest version");
}

void offer_update(struct call *c)
{
	static const char *const over[] = { "CandidateAccepted", "CandidateRejected", "OfferCancelled" };
	struct journey journey;
	struct kept_offer kept;
	unsigned version;

	if (!need_offer(c, "offerId", KIND_OFFER, "offer_not_found", &journey, &kept, &version) ||
		!check_offer_form(c))
		return;
	for (size_t i = 0; i < sizeof(over) / sizeof(over[0]); i++)
		if (strcmp(kept.offer.status, over[i]) == 0) {
			check_fail(c, "", "offerId", "is of an offer that is %s", over[i]);
			return;
		}
	if (kept.offer.version_count == OFFER_VERSIONS) {
		check_fail(c, "", "offerId", "has as many versions as this sandbox keeps");
		return;
	}
	fill(c, &journey, &kept.offer);
	offer_steps(c->world, &journey, &kept.approvals[kept.offer.version_count - 1]);
	/* A new version: whoever had approved the old one is asked again. */
	start_approval(c, &journey, &kept);
	keep(c, &journey, &kept);
}

void offer_start_approval(struct call *c)
{
	struct journey journey;
	struct kept_offer kept;
	unsigned version;

	if (!need_last_version(c, &journey, &kept, &version))
		return;
	if (strcmp(kept.offer.status, "WaitingOnApprovalStart") != 0) {
		check_fail(c, "", "offerVersionId", "is of an offer that is %s, not WaitingOnApprovalStart",
			kept.offer.status);
		return;
	}
	start_approval(c, &journey, &kept);
	keep(c, &journey, &kept);
}

static void approve_all(struct kept_offer *kept, unsigned version, int64_t now)
{
	struct approval *approval = &kept->approvals[version];

	for (unsigned s = 0; s < approval->step_count; s++) {
		if (approval->steps[s].completed != ASHBY_NO_TIME)
			continue;
		approval->steps[s].completed = now;
		for (unsigned i = 0; i < approval->steps[s].people_count; i++)
			if (approval->steps[s].people[i].decided == ASHBY_NO_TIME) {
				approval->steps[s].people[i].decision = "approve";
				approval->steps[s].people[i].decided = now;
			}
	}
	finish(kept, now);
}

static unsigned current_step(const struct approval *approval)
{
	unsigned step = 0;

	while (step < approval->step_count && approval->steps[step].completed != ASHBY_NO_TIME)
		step++;
	return step;
}

/* The seat of the user in the step that the request names; false if they cannot decide now. */
static bool find_seat(struct call *c, const struct journey *journey, const struct approval *approval,
	unsigned version, unsigned *step, unsigned *seat)
{
	struct id part, user;

	if (!call_need(c, "userId", KIND_USER, "user_not_found", &user) ||
		!call_need(c, "approvalStepId", KIND_APPROVAL_PART, "approval_step_not_found", &part))
		return false;
	*step = part.sub % 64 / 8;
	if (part.index != journey->application || part.sub / 64 != version || part.sub % 8 != 7 ||
		*step >= approval->step_count)
		return call_fail(
			c, "approval_step_not_found", "there is no such approval step of this offer version");
	if (*step != current_step(approval))
		return check_fail(c, "", "approvalStepId", "is not the current step of the approval");
	for (*seat = 0; *seat < approval->steps[*step].people_count; (*seat)++)
		if (approval->steps[*step].people[*seat].user == user.index)
			break;
	if (*seat == approval->steps[*step].people_count)
		return check_fail(c, "", "userId", "is no approver of this step");
	if (strcmp(approval->steps[*step].people[*seat].decision, "pending") != 0)
		return check_fail(c, "", "userId", "has decided on this step already");
	return true;
}

static void approve_seat(struct kept_offer *kept, unsigned version, unsigned step, unsigned seat, int64_t now)
{
	struct approval *approval = &kept->approvals[version];
	unsigned given = 0;

	approval->steps[step].people[seat].decision = "approve";
	approval->steps[step].people[seat].decided = now;
	for (unsigned i = 0; i < approval->steps[step].people_count; i++)
		given += strcmp(approval->steps[step].people[i].decision, "approve") == 0;
	if (given < approval->steps[step].needed)
		return;
	approval->steps[step].completed = now;
	if (step + 1 < approval->step_count)
		ask_step(approval, step + 1, now);
	else
		finish(kept, now);
}

void offer_approve(struct call *c)
{
	bool by_step = call_has(c, "approvalStepId");
	struct journey journey;
	struct kept_offer kept;
	unsigned version, step = 0, seat = 0;
	struct id id;

	if (!need_last_version(c, &journey, &kept, &version))
		return;
	if (by_step != call_has(c, "userId")) {
		check_fail(
			c, "", by_step ? "userId" : "approvalStepId", "is required together with the other");
		return;
	}
	if (strcmp(kept.offer.status, "WaitingOnOfferApproval") != 0) {
		check_fail(c, "", "offerVersionId", "is of an offer that is %s, not WaitingOnOfferApproval",
			kept.offer.status);
		return;
	}
	if (by_step && !find_seat(c, &journey, &kept.approvals[version], version, &step, &seat))
		return;
	id = id_of(KIND_APPROVAL, journey.application, version);
	mark(c, id);
	if (by_step)
		approve_seat(&kept, version, step, seat, moment_of(c, id));
	else
		approve_all(&kept, version, moment_of(c, id));
	keep(c, &journey, &kept);
}

/* ---- who has to approve ---- */

static const struct ashby_param step_params[] = {
	{ .name = "approvalsRequired", .type = ASHBY_PARAM_INT, .required = true, .min = 1, .max = 100 },
	{ .name = "approvers", .type = ASHBY_PARAM_ARRAY, .required = true },
	{ .type = ASHBY_PARAM_END },
};
static const struct ashby_param approver_params[] = {
	{ .name = "userId", .type = ASHBY_PARAM_UUID, .required = true },
	{ .name = "type", .type = ASHBY_PARAM_STRING, .required = true, .values = "user" },
	{ .type = ASHBY_PARAM_END },
};

static bool read_approvers(
	struct call *c, struct ashby_value list, const char *place, struct approval *out, unsigned step)
{
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		unsigned *count = &out->steps[step].people_count;
		struct id user;

		if (!check_members(c, e, place, approver_params))
			return false;
		if (*count == STEP_PEOPLE)
			return check_fail(c, place, "approvers", "must have at most %d people", STEP_PEOPLE);
		if (!value_id(c, ashby_get(e, "userId"), KIND_USER, &user))
			return call_fail(c, "user_not_found", "there is no user with this userId");
		out->steps[step].people[(*count)++] =
			(struct approver){ user.index, "pending", ASHBY_NO_TIME, ASHBY_NO_TIME };
	}
	return true;
}

static bool read_steps(struct call *c, struct approval *out)
{
	struct ashby_value list = ashby_get(c->body, "approvalStepDefinitions");

	*out = (struct approval){
		.created = ASHBY_NO_TIME, .submitted = ASHBY_NO_TIME, .completed = ASHBY_NO_TIME
	};
	if (ashby_value_count(list) > APPROVAL_STEPS)
		return check_fail(
			c, "", "approvalStepDefinitions", "must have at most %d steps", APPROVAL_STEPS);
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		unsigned step = out->step_count++;
		static const char place[] = "approvalStepDefinitions[]";

		out->steps[step].completed = ASHBY_NO_TIME;
		if (!check_members(c, e, place, step_params) ||
			!read_approvers(c, ashby_get(e, "approvers"), place, out, step))
			return false;
		out->steps[step].needed = (unsigned)ashby_value_int(ashby_get(e, "approvalsRequired"), 0);
		if (out->steps[step].needed > out->steps[step].people_count)
			return check_fail(
				c, place, "approvalsRequired", "must not be more than there are approvers");
	}
	return true;
}

static void put_definition(struct call *c, const struct journey *journey, unsigned version)
{
	struct ashby_value list = ashby_get(c->body, "approvalStepDefinitions");

	out_object(c->out, "results");
	put_id(c, "id", KIND_APPROVAL_PART, journey->application, version * 64 + 63);
	out_text(c->out, "entityType", "Offer");
	put_id(c, "entityId", KIND_OFFER_VERSION, journey->application, version);
	out_raw(c->out, "approvalStepDefinitions", "");
	ashby_value_print(c->out, list, 0);
	out_close(c->out, '}');
}

void approval_definition_update(struct call *c)
{
	static const char *const before_approval[] = { "WaitingOnApprovalDefinition",
		"WaitingOnApprovalStart", "WaitingOnOfferApproval" };
	struct approval steps;
	struct journey journey;
	struct kept_offer kept;
	unsigned version;
	bool open = false;

	if (!need_offer(c, "entityId", KIND_OFFER_VERSION, "offer_version_not_found", &journey, &kept,
		    &version) ||
		!read_steps(c, &steps))
		return;
	for (size_t i = 0; i < sizeof(before_approval) / sizeof(before_approval[0]); i++)
		open |= strcmp(kept.offer.status, before_approval[i]) == 0;
	if (!open || version + 1 != kept.offer.version_count) {
		check_fail(c, "", "entityId", "is of an offer version that is not to be approved any more");
		return;
	}
	kept.approvals[version] = steps;
	kept.offer.status = "WaitingOnApprovalStart";
	kept.offer.versions[version].approval = NULL;
	mark(c, id_of(KIND_APPROVAL, journey.application, version));
	/* Nobody has to approve: the offer goes on. */
	if (!steps.step_count)
		finish(&kept, moment_of(c, id_of(KIND_APPROVAL, journey.application, version)));
	else if (call_bool(c, "submitApprovalRequest"))
		start_approval(c, &journey, &kept);
	if (offer_keep(c->world, journey.application, &kept))
		c->out->error = ASHBY_ENOMEM;
	put_definition(c, &journey, version);
}

/* ---- what the API says it has and says no more of ---- */

void offer_undescribed(struct call *c)
{
	call_fail(c, "invalid_input", "the parameters of %s are not published", c->endpoint->name);
}
