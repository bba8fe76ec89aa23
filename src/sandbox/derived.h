/*
 * derived.h: in which order the records that hang on applications were created: schedules, feedback, offers,
 * approvals. A ledger is an array of small keys, not of records; all are made in one pass when the first is asked for.
 */
#ifndef SANDBOX_DERIVED_H
#define SANDBOX_DERIVED_H

#include "world.h"

struct entry {
	int64_t created;
	uint32_t index, sub; /* as in the record's id */
};

struct ledger {
	struct entry *entries; /* ascending by created */
	uint32_t count, cap;
};

struct ledgers {
	struct ledger schedules, feedback, offers, approvals;
};

/* The ledgers, made if need be; NULL if there is no memory. */
const struct ledgers *derived_get(struct world *world);
void derived_free(struct ledgers *ledgers); /* accepts NULL */
/* Enters what a change has made. No effect while the ledgers have not been made: they will then include it. */
enum ashby_error derived_add(struct world *world, struct id id, int64_t created);

#endif
