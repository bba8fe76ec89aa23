/* derived.c: one pass over the applications, then a sort by time. See derived.h. */
#include "derived.h"

#include <stdlib.h>

#include "ashby/date.h"
#include "booking.h"
#include "edits.h"
#include "journey.h"
#include "offer.h"
#include "overlay.h"

static enum ashby_error append(struct ledger *ledger, uint32_t index, uint32_t sub, int64_t created)
{
	if (ledger->count == ledger->cap) {
		uint32_t cap = ledger->cap ? ledger->cap * 2 : 256;
		struct entry *entries = realloc(ledger->entries, cap * sizeof(*entries));

		if (!entries)
			return ASHBY_ENOMEM;
		ledger->entries = entries;
		ledger->cap = cap;
	}
	ledger->entries[ledger->count++] = (struct entry){ created, index, sub };
	return ASHBY_OK;
}

static enum ashby_error add_schedule(
	struct world *world, struct ledgers *out, const struct journey *journey, unsigned move)
{
	struct booking booking;
	enum ashby_error error;

	if (!booking_tell(world, journey, move, &booking))
		return ASHBY_OK;
	error = append(&out->schedules, journey->application, move, booking.created);
	for (unsigned e = 0; e < booking.event_count && !error; e++)
		for (unsigned i = 0; i < booking.events[e].people_count && !error; i++)
			if (booking.events[e].people[i].submitted != ASHBY_NO_TIME)
				error = append(&out->feedback, journey->application,
					feedback_sub(move, booking.events[e].number, i),
					booking.events[e].people[i].submitted);
	return error;
}

static enum ashby_error add_offer(struct world *world, struct ledgers *out, const struct journey *journey)
{
	struct offer offer;
	struct approval approval;
	enum ashby_error error;

	if (!offer_tell(world, journey, &offer))
		return ASHBY_OK;
	error = append(&out->offers, journey->application, 0, offer.created);
	for (unsigned v = 0; v < offer.version_count && !error; v++)
		if (offer_approval(world, journey, &offer, v, &approval))
			error = append(&out->approvals, journey->application, v, approval.created);
	return error;
}

/* What requests have made beside what the stories tell. */
static enum ashby_error collect_own(
	struct world *world, struct ledger *ledger, enum kind kind, uint32_t first)
{
	size_t count;
	const struct change *all = overlay_all(world, kind, &count);
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < count && !error; i++)
		if (all[i].sub >= first)
			error = append(ledger, all[i].index, all[i].sub,
				edits_int(world, (struct id){ kind, all[i].index, all[i].sub }, ".created",
					all[i].at));
	return error;
}

static enum ashby_error collect(struct world *world, struct ledgers *out)
{
	uint32_t count = world_applications(world);
	enum ashby_error late;

	for (uint32_t a = 0; a < count; a++) {
		enum ashby_error error = ASHBY_OK;
		struct journey journey;

		journey_tell(world, a, &journey);
		for (unsigned m = 0; m < journey.count && !error; m++)
			error = add_schedule(world, out, &journey, m);
		if (!error)
			error = add_offer(world, out, &journey);
		if (error)
			return error;
	}
	late = collect_own(world, &out->schedules, KIND_SCHEDULE, SCHEDULE_OWN);
	return late ? late : collect_own(world, &out->feedback, KIND_FEEDBACK, FEEDBACK_LOOSE);
}

static int by_time(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->created != y->created)
		return x->created < y->created ? -1 : 1;
	if (x->index != y->index)
		return x->index < y->index ? -1 : 1;
	return x->sub < y->sub ? -1 : x->sub > y->sub;
}

static void sort(struct ledger *ledger)
{
	if (ledger->count)
		qsort(ledger->entries, ledger->count, sizeof(*ledger->entries), by_time);
}

const struct ledgers *derived_get(struct world *world)
{
	struct ledgers *ledgers = world->ledgers;

	if (ledgers)
		return ledgers;
	ledgers = calloc(1, sizeof(*ledgers));
	if (!ledgers)
		return NULL;
	if (collect(world, ledgers)) {
		derived_free(ledgers);
		return NULL;
	}
	sort(&ledgers->schedules);
	sort(&ledgers->feedback);
	sort(&ledgers->offers);
	sort(&ledgers->approvals);
	return world->ledgers = ledgers;
}

void derived_free(struct ledgers *ledgers)
{
	if (!ledgers)
		return;
	free(ledgers->schedules.entries);
	free(ledgers->feedback.entries);
	free(ledgers->offers.entries);
	free(ledgers->approvals.entries);
	free(ledgers);
}

enum ashby_error derived_add(struct world *world, struct id id, int64_t created)
{
	struct ledgers *ledgers = world->ledgers;

	if (!ledgers)
		return ASHBY_OK;
	switch (id.kind) {
	case KIND_SCHEDULE: return append(&ledgers->schedules, id.index, id.sub, created);
	case KIND_FEEDBACK: return append(&ledgers->feedback, id.index, id.sub, created);
	case KIND_OFFER: return append(&ledgers->offers, id.index, id.sub, created);
	case KIND_APPROVAL: return append(&ledgers->approvals, id.index, id.sub, created);
	default: return ASHBY_EUSAGE;
	}
}
