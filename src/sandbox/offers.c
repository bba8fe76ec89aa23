/* offers.c: offers, their versions and approvals. Knows nothing of HTTP. */
#include <string.h>

#include "ashby/date.h"
#include "derived.h"
#include "edits.h"
#include "records.h"

static void put_version(
	struct call *c, const char *key, const struct journey *journey, const struct offer *offer, unsigned n)
{
	const struct offer_version *version = &offer->versions[n];
	const struct job *job = &c->world->jobs[journey->job];
	struct id id = id_of(KIND_OFFER_VERSION, journey->application, n);
	size_t from = c->out->len;

	out_object(c->out, key);
	put_id(c, "id", KIND_OFFER_VERSION, journey->application, n);
	out_day(c->out, "startDate", version->start);
	out_object(c->out, "salary");
	out_text(c->out, "currencyCode", offer->currency);
	out_int(c->out, "value", version->salary);
	out_close(c->out, '}');
	out_time(c->out, "createdAt", version->created);
	if (job->openings)
		put_id(c, "openingId", KIND_OPENING, journey->job, job->openings - 1);
	put_custom_fields(c, FIELD_OFFER, journey->application, id);
	out_array(c->out, "fileHandles");
	if (!edits_bool(c->world, id, ".written", false))
		put_file(c, NULL, journey->candidate, 2);
	out_close(c->out, ']');
	put_user(c, "author", job->recruiter);
	out_text(c->out, "approvalStatus", version->approval);
	out_close(c->out, '}');
	edits_show(c->world, id, c->out, from);
}

void put_offer(
	struct call *c, const char *key, const struct journey *journey, const struct offer *offer, bool full)
{
	out_object(c->out, key);
	put_id(c, "id", KIND_OFFER, journey->application, 0);
	if (offer->decided != ASHBY_NO_TIME)
		out_time(c->out, "decidedAt", offer->decided);
	put_id(c, "applicationId", KIND_APPLICATION, journey->application, 0);
	out_text(c->out, "acceptanceStatus", offer->acceptance);
	out_text(c->out, "offerStatus", offer->status);
	put_version(c, "latestVersion", journey, offer, offer->version_count - 1);
	if (full) {
		out_array(c->out, "versions");
		for (unsigned i = 0; i < offer->version_count; i++)
			put_version(c, NULL, journey, offer, i);
		out_close(c->out, ']');
		if (!call_bool(c, "excludeFormDefinition"))
			put_form(c, "formDefinition", FORM_OFFER);
	}
	out_close(c->out, '}');
}

/* False if the application has no offer, or is gone. */
static bool find_offer(
	const struct call *c, uint32_t application, struct journey *journey, struct offer *offer)
{
	if (!world_has(c->world, id_of(KIND_APPLICATION, application, 0)))
		return false;
	journey_tell(c->world, application, journey);
	return offer_tell(c->world, journey, offer);
}

static uint32_t offer_count(struct call *c)
{
	const struct ledgers *ledgers = derived_get(c->world);

	return ledgers ? ledgers->offers.count : 0;
}

static struct row offer_at(struct call *c, uint32_t position)
{
	return (struct row){ derived_get(c->world)->offers.entries[position].index, 0 };
}

static int64_t offer_created(struct call *c, uint32_t position)
{
	return derived_get(c->world)->offers.entries[position].created;
}

static bool write_offer(struct call *c, struct row row)
{
	const struct offer_version *latest;
	struct journey journey;
	struct offer offer;
	struct id id;

	if (call_has(c, "applicationId") &&
		(!call_id(c, "applicationId", KIND_APPLICATION, &id) || id.index != row.index))
		return false;
	if (!find_offer(c, row.index, &journey, &offer))
		return false;
	latest = &offer.versions[offer.version_count - 1];
	if (!call_lists(c, "offerStatus", offer.status, true) ||
		!call_lists(c, "acceptanceStatus", offer.acceptance, true) ||
		!call_lists(c, "approvalStatus", latest->approval ? latest->approval : "", true))
		return false;
	put_offer(c, NULL, &journey, &offer, false);
	return true;
}

void offer_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_OFFER,
			.count = offer_count,
			.at = offer_at,
			.created = offer_created,
			.write = write_offer });
}

void offer_info(struct call *c)
{
	struct journey journey;
	struct offer offer;
	struct id id;

	if (call_id(c, "offerId", KIND_OFFER, &id) && find_offer(c, id.index, &journey, &offer)) {
		put_offer(c, "results", &journey, &offer, true);
		return;
	}
	c->parameter = "offerId";
	call_fail(c, "offer_not_found", "there is no offer with this offerId");
}

/* ---- approvals: of offer versions, and of jobs that are drafts ---- */

static uint32_t drafts(const struct call *c, uint32_t nth, uint32_t *job)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->world->job_count; i++) {
		if (strcmp(c->world->jobs[i].status, "Draft") != 0)
			continue;
		if (count++ == nth)
			*job = i;
	}
	return count;
}

/* Approvals of jobs come first: they are older. */
static uint32_t approval_count(struct call *c)
{
	const struct ledgers *ledgers = derived_get(c->world);
	uint32_t job;

	return ledgers ? drafts(c, NOBODY, &job) + ledgers->approvals.count : 0;
}

/* sub of a job's approval, out of reach of a version's number. */
#define OF_JOB 999

static struct row approval_at(struct call *c, uint32_t position)
{
	uint32_t job = 0, before = drafts(c, position, &job);
	const struct entry *entry;

	if (position < before)
		return (struct row){ job, OF_JOB };
	entry = &derived_get(c->world)->approvals.entries[position - before];
	return (struct row){ entry->index, entry->sub };
}

static void put_approver(struct call *c, const struct approver *person, uint32_t index, uint32_t sub)
{
	out_object(c->out, NULL);
	put_id(c, "id", KIND_APPROVAL_PART, index, sub);
	put_id(c, "userId", KIND_USER, person->user, 0);
	out_text(c->out, "decision", person->decision);
	if (person->decided != ASHBY_NO_TIME)
		out_time(c->out, "decidedAt", person->decided);
	if (person->requested != ASHBY_NO_TIME)
		out_time(c->out, "requestedAt", person->requested);
	out_close(c->out, '}');
}

static void put_steps(struct call *c, const struct approval *approval, struct row row)
{
	out_array(c->out, "steps");
	for (unsigned s = 0; s < approval->step_count; s++) {
		uint32_t part = row.sub * 64 + s * 8;

		out_object(c->out, NULL);
		put_id(c, "id", KIND_APPROVAL_PART, row.index, part + 7);
		out_int(c->out, "approvalsRequired", approval->steps[s].needed);
		if (approval->steps[s].completed != ASHBY_NO_TIME)
			out_time(c->out, "completedAt", approval->steps[s].completed);
		out_array(c->out, "approvers");
		for (unsigned i = 0; i < approval->steps[s].people_count; i++)
			put_approver(c, &approval->steps[s].people[i], row.index, part + i);
		out_close(c->out, ']');
		out_close(c->out, '}');
	}
	out_close(c->out, ']');
}

static void put_approval(
	struct call *c, const struct approval *approval, struct row row, enum kind entity, const char *type)
{
	bool job = row.sub == OF_JOB;

	out_object(c->out, NULL);
	put_id(c, "id", job ? KIND_JOB_APPROVAL : KIND_APPROVAL, row.index, job ? 0 : row.sub);
	put_id(c, "approvalDefinitionId", KIND_APPROVAL_PART, row.index, row.sub * 64 + 63);
	put_id(c, "entityId", entity, row.index, job ? 0 : row.sub);
	out_text(c->out, "entityType", type);
	out_time(c->out, "createdAt", approval->created);
	out_time(c->out, "submittedAt", approval->submitted);
	if (approval->completed != ASHBY_NO_TIME)
		out_time(c->out, "completedAt", approval->completed);
	put_steps(c, approval, row);
	out_close(c->out, '}');
}

static bool wanted(const struct call *c, const char *type, enum kind entity, struct row row)
{
	struct ashby_text given = call_text(c, "entityType");
	struct id id;

	if (given.len && !ashby_text_equal(given, ashby_text_str(type)))
		return false;
	if (!call_has(c, "entityId"))
		return true;
	return call_id(c, "entityId", entity, &id) && id.index == row.index &&
		(row.sub == OF_JOB || id.sub == row.sub);
}

static bool write_job_approval(struct call *c, struct row row)
{
	const struct job *job = &c->world->jobs[row.index];
	struct approval approval = { .created = job->created + HOUR_MS,
		.submitted = job->created + 2 * HOUR_MS,
		.completed = ASHBY_NO_TIME,
		.step_count = 1 };

	if (!wanted(c, "job", KIND_JOB, row))
		return false;
	approval.steps[0].needed = 1;
	approval.steps[0].people_count = 1;
	approval.steps[0].completed = ASHBY_NO_TIME;
	approval.steps[0].people[0] =
		(struct approver){ job->manager, "pending", approval.submitted, ASHBY_NO_TIME };
	put_approval(c, &approval, row, KIND_JOB, "job");
	return true;
}

static bool write_approval(struct call *c, struct row row)
{
	struct journey journey;
	struct approval approval;
	struct offer offer;

	if (row.sub == OF_JOB)
		return write_job_approval(c, row);
	if (!wanted(c, "offer", KIND_OFFER_VERSION, row))
		return false;
	if (!find_offer(c, row.index, &journey, &offer) || row.sub >= offer.version_count ||
		!offer_approval(c->world, &journey, &offer, row.sub, &approval))
		return false;
	put_approval(c, &approval, row, KIND_OFFER_VERSION, "offer");
	return true;
}

void approval_list(struct call *c)
{
	list_page(c,
		&(struct listing){ .kind = KIND_APPROVAL,
			.count = approval_count,
			.at = approval_at,
			.write = write_approval });
}
