/*
 * booking.h: interview schedules, their events and the feedback on them. A schedule belongs to one move of an
 * application: its being in a stage that has interviews. Knows nothing of HTTP or JSON.
 */
#ifndef SANDBOX_BOOKING_H
#define SANDBOX_BOOKING_H

#include "journey.h"

#define BOOKING_EVENTS STAGE_INTERVIEWS
#define EVENT_PEOPLE 4

struct event_person {
	uint32_t user;
	bool required;        /* feedback is */
	const char *training; /* NULL, "Shadow", "Reverse-Shadow" */
	int64_t submitted;    /* feedback came; ASHBY_NO_TIME: not (yet) */
};

struct event {
	unsigned interview;
	int64_t start, end;
	struct event_person people[EVENT_PEOPLE];
	unsigned people_count;
};

struct booking {
	const char *status;
	unsigned move;
	int64_t created, updated;
	uint32_t scheduled_by; /* NOBODY before it is scheduled */
	struct event events[BOOKING_EVENTS];
	unsigned event_count;
};

/* False if that move has no schedule. */
bool booking_tell(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out);

#endif
