/*
 * offer.h: the offer of an application that has reached an offer stage, its versions and their approval.
 * Knows nothing of HTTP or JSON.
 */
#ifndef SANDBOX_OFFER_H
#define SANDBOX_OFFER_H

#include "ashby/error.h"
#include "journey.h"

#define OFFER_VERSIONS 16
#define APPROVAL_STEPS 6
#define STEP_PEOPLE 6

struct approver {
	uint32_t user;
	const char *decision;       /* approve, reject, pending */
	int64_t requested, decided; /* ASHBY_NO_TIME: not yet */
};

struct approval {
	int64_t created, submitted, completed;
	unsigned step_count;
	struct {
		unsigned needed, people_count;
		int64_t completed;
		struct approver people[STEP_PEOPLE];
	} steps[APPROVAL_STEPS];
};

struct offer_version {
	int64_t created;
	int64_t start; /* midnight of the first day */
	int64_t salary;
	const char *approval; /* Approved, WaitingOnApprovals, Declined, NULL */
};

struct offer {
	const char *status, *acceptance;
	int64_t created, updated, decided;
	const char *currency;
	struct offer_version versions[OFFER_VERSIONS]; /* oldest first */
	unsigned version_count;
};

/* False if the application has no offer. */
bool offer_tell(const struct world *world, const struct journey *journey, struct offer *out);
/* The approval of one version; false if there is none (an offer whose process has not started). */
bool offer_approval(const struct world *world, const struct journey *journey, const struct offer *offer,
	unsigned version, struct approval *out);
/* An offer as a request has made or changed it: of each version what its approval is, once it has one. */
struct kept_offer {
	struct offer offer;
	struct approval approvals[OFFER_VERSIONS];
};
/* From now on it is this one. Sets offer.updated. */
enum ashby_error offer_keep(struct world *world, uint32_t application, struct kept_offer *kept);
/* The offer and its approvals as they are, to be changed and kept; false if the application has no offer. */
bool offer_load(const struct world *world, const struct journey *journey, struct kept_offer *out);
/* The usual steps and people for an offer of this application; none of them asked yet. */
void offer_steps(const struct world *world, const struct journey *journey, struct approval *out);

#endif
