/* offer.c: offers, versions and approvals. See offer.h. */
#include "offer.h"

#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "overlay.h"
#include "rng.h"

/* Of the offers that the seed tells of. */
#define SEED_STEPS 2

enum {
	ROLL_NONE = 80,
	ROLL_CREATED,
	ROLL_VERSIONS,
	ROLL_STATUS,
	ROLL_SALARY,
	ROLL_START,
	ROLL_STEP,
	ROLL_REJECTED
};

static uint64_t roll(const struct world *world, const struct journey *journey, unsigned field)
{
	return world_roll(world, KIND_OFFER, journey->application, field);
}

static unsigned offer_move(const struct journey *journey)
{
	unsigned i;

	for (i = 0; i < journey->count; i++)
		if (journey_stage(journey, i)->type == STAGE_OFFER)
			break;
	return i;
}

/* Yearly pay in the currency's whole units. */
static int64_t base_pay(const struct job *job, const char *currency)
{
	static const struct {
		const char *currency;
		int64_t unit;
	} units[] = { { "EUR", 1000 }, { "GBP", 900 }, { "USD", 1500 }, { "JPY", 130000 }, { "INR", 42000 },
		{ "BRL", 2600 } };
	static const int64_t pay[FAMILY_COUNT] = { 84, 72, 70, 82, 76, 52 };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(units[i].currency, currency) == 0)
			return pay[job->title->family] * units[i].unit;
	return pay[job->title->family] * 1000;
}

/* ---- where it stands ---- */

struct state {
	const char *status, *acceptance, *approval;
};

static const struct state accepted = { "CandidateAccepted", "Accepted", "Approved" };
static const struct state declined = { "CandidateRejected", "Declined", "Approved" };
static const struct state cancelled = { "OfferCancelled", "Cancelled", "WaitingOnApprovals" };
static const struct state to_start = { "WaitingOnApprovalStart", "Created", NULL };
static const struct state undefined = { "WaitingOnApprovalDefinition", "Created", NULL };
static const struct state to_approve = { "WaitingOnOfferApproval", "Created", "WaitingOnApprovals" };
static const struct state refused = { "WaitingOnOfferApproval", "Created", "Declined" };
static const struct state pending = { "WaitingOnCandidateResponse", "Pending", "Approved" };
static const struct state out_now = { "WaitingOnCandidateResponse", "WaitingOnResponse", "Approved" };

static const struct state *scene_state(enum scene scene)
{
	switch (scene) {
	case SCENE_OFFER_MINE:
	case SCENE_OFFER_OTHER: return &to_approve;
	case SCENE_OFFER_START: return &to_start;
	case SCENE_OFFER_OUT: return &out_now;
	default: return NULL;
	}
}

static const struct state *open_state(uint64_t bits)
{
	unsigned at = rng_below(bits, 100);

	return at < 16    ? &to_start
		: at < 20 ? &undefined
		: at < 50 ? &to_approve
		: at < 53 ? &refused
		: at < 60 ? &pending
			  : &out_now;
}

static const struct state *state_of(const struct world *world, const struct journey *journey, unsigned move)
{
	const struct change *change = overlay_find(world, (struct id){ KIND_OFFER, journey->application, 0 });

	if (move + 1 == journey->count) {
		if (change)
			return &out_now;
		if (journey->role)
			return scene_state(journey->role->scene);
		return open_state(roll(world, journey, ROLL_STATUS));
	}
	if (journey_stage(journey, move + 1)->type == STAGE_HIRED)
		return &accepted;
	if (journey->reason > REASON_CANDIDATE_FIRST)
		return &declined;
	return &cancelled;
}

/* ---- versions ---- */

static void set_versions(const struct world *world, const struct journey *journey, const struct state *state,
	int64_t end, struct offer *out)
{
	unsigned at = rng_below(roll(world, journey, ROLL_VERSIONS), 10);
	int64_t pay = base_pay(&world->jobs[journey->job], out->currency), step = pay / 40;
	uint64_t bits = roll(world, journey, ROLL_SALARY);

	out->version_count = at < 5 ? 1 : at < 8 ? 2 : 3;
	if (journey->role && journey->role->scene == SCENE_OFFER_MINE)
		out->version_count = 3;
	pay += step * rng_below(bits, 9);
	for (unsigned i = 0; i < out->version_count; i++) {
		struct offer_version *version = &out->versions[i];

		version->created =
			out->created + (end - out->created) * (int64_t)i / (int64_t)(out->version_count + 1);
		version->salary = pay + step * (int64_t)i;
		version->start =
			(end / DAY_MS + 40 + rng_below(roll(world, journey, ROLL_START), 60)) * DAY_MS;
		version->approval = i + 1 == out->version_count ? state->approval : "Approved";
	}
	/* A day at the beginning of a month is what people agree on. */
	for (unsigned i = 0; i < out->version_count; i++) {
		int year, month, day;

		ashby_date_civil(out->versions[i].start / DAY_MS, &year, &month, &day);
		out->versions[i].start = ashby_date_days(year, month, 1) * DAY_MS;
	}
}

bool offer_tell(const struct world *world, const struct journey *journey, struct offer *out)
{
	const struct kept_offer *kept = edits_kept(world, (struct id){ KIND_OFFER, journey->application, 0 });
	unsigned move = offer_move(journey);
	const struct change *change;
	const struct state *state;
	int64_t entered, end, delay;

	if (kept) {
		*out = kept->offer;
		return true;
	}
	if (move >= journey->count)
		return false;
	entered = journey->moves[move].at;
	end = move + 1 < journey->count ? journey_left(journey, move) : world->now;
	if (end < entered)
		end = entered;
	delay = (2 + (int64_t)rng_below(roll(world, journey, ROLL_CREATED), 20)) * HOUR_MS;
	if (delay > (end - entered) / 2)
		delay = (end - entered) / 2;
	*out = (struct offer){ .created = entered + delay, .decided = ASHBY_NO_TIME };
	out->currency = location_at(world->jobs[journey->job].title->location)->currency;
	state = state_of(world, journey, move);
	if (!state)
		return false;
	out->status = state->status;
	out->acceptance = state->acceptance;
	set_versions(world, journey, state, end, out);
	if (state == &accepted || state == &declined)
		out->decided = end - (end - out->created) / 20;
	out->updated = out->decided != ASHBY_NO_TIME
		? out->decided
		: out->versions[out->version_count - 1].created + 5 * MINUTE_MS;
	if (out->updated > end)
		out->updated = end;
	change = overlay_find(world, (struct id){ KIND_OFFER, journey->application, 0 });
	if (change && change->at > out->updated)
		out->updated = change->at;
	return true;
}

/* ---- approval ---- */

static void decide(struct approver *person, const char *decision, int64_t at)
{
	person->decision = decision;
	person->decided = at;
}

static void seat_approvers(const struct world *world, const struct journey *journey, struct approval *out)
{
	const struct job *job = &world->jobs[journey->job];
	uint64_t bits = roll(world, journey, ROLL_STEP);
	bool mine = (journey->role && journey->role->scene == SCENE_OFFER_MINE) ||
		(!journey->role && job->recruiter == ME && rng_below(bits, 3) == 0);

	out->step_count = SEED_STEPS;
	out->steps[0].needed = 1;
	out->steps[0].people_count = 1;
	out->steps[0].people[0].user = job->manager;
	out->steps[1].needed = mine && journey->role ? 1 : 1 + rng_below(bits << 8, 2);
	out->steps[1].people_count = 2;
	out->steps[1].people[0].user = mine ? ME : 12 + (uint32_t)FAMILY_OPERATIONS;
	out->steps[1].people[1].user = 12;
}

bool offer_approval(const struct world *world, const struct journey *journey, const struct offer *offer,
	unsigned version, struct approval *out)
{
	const struct kept_offer *kept = edits_kept(world, (struct id){ KIND_OFFER, journey->application, 0 });
	const struct offer_version *v = &offer->versions[version];
	int64_t until =
		version + 1 < offer->version_count ? offer->versions[version + 1].created : offer->updated;
	/* How many steps are done: all, or the first one of those that wait. */
	unsigned done;

	if (!v->approval)
		return false;
	if (kept) {
		*out = kept->approvals[version];
		return true;
	}
	*out = (struct approval){
		.created = v->created, .submitted = v->created + 8 * MINUTE_MS, .completed = ASHBY_NO_TIME
	};
	seat_approvers(world, journey, out);
	if (until < out->submitted)
		until = out->submitted;
	done = strcmp(v->approval, "Approved") == 0 ? SEED_STEPS : 1;
	if (strcmp(v->approval, "Declined") == 0 ||
		(journey->role && journey->role->scene == SCENE_OFFER_OTHER))
		done = 0;
	for (unsigned s = 0; s < out->step_count; s++) {
		out->steps[s].completed = ASHBY_NO_TIME;
		for (unsigned i = 0; i < out->steps[s].people_count; i++) {
			struct approver *person = &out->steps[s].people[i];

			*person = (struct approver){ person->user, "pending", ASHBY_NO_TIME, ASHBY_NO_TIME };
			if (s <= done)
				person->requested = out->submitted;
			if (s < done && i < out->steps[s].needed)
				decide(person, "approve",
					out->submitted + (until - out->submitted) * (int64_t)(s + 1) / 3);
		}
		if (s < done)
			out->steps[s].completed =
				out->submitted + (until - out->submitted) * (int64_t)(s + 1) / 3;
	}
	if (strcmp(v->approval, "Declined") == 0)
		decide(&out->steps[0].people[0], "reject", out->submitted + (until - out->submitted) / 2);
	if (done == out->step_count)
		out->completed = out->steps[out->step_count - 1].completed;
	return true;
}

/* ---- what requests change ---- */

void offer_steps(const struct world *world, const struct journey *journey, struct approval *out)
{
	*out = (struct approval){
		.created = ASHBY_NO_TIME, .submitted = ASHBY_NO_TIME, .completed = ASHBY_NO_TIME
	};
	seat_approvers(world, journey, out);
	for (unsigned s = 0; s < out->step_count; s++) {
		out->steps[s].completed = ASHBY_NO_TIME;
		for (unsigned i = 0; i < out->steps[s].people_count; i++)
			out->steps[s].people[i] = (struct approver){ out->steps[s].people[i].user, "pending",
				ASHBY_NO_TIME, ASHBY_NO_TIME };
	}
}

bool offer_load(const struct world *world, const struct journey *journey, struct kept_offer *out)
{
	memset(out, 0, sizeof(*out));
	if (!offer_tell(world, journey, &out->offer))
		return false;
	for (unsigned v = 0; v < out->offer.version_count; v++)
		if (!offer_approval(world, journey, &out->offer, v, &out->approvals[v]))
			offer_steps(world, journey, &out->approvals[v]);
	return true;
}

enum ashby_error offer_keep(struct world *world, uint32_t application, struct kept_offer *kept)
{
	struct id id = { KIND_OFFER, application, 0 };
	enum ashby_error error = overlay_mark(world, id);

	if (error)
		return error;
	kept->offer.updated = overlay_find(world, id)->at;
	edits_keep(world, id, kept, sizeof(*kept));
	return ASHBY_OK;
}
