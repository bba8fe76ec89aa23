/*
 * booking.h: interview schedules, their events and the feedback on them. A schedule belongs to one move of an
 * application: its being in a stage that has interviews. Knows nothing of HTTP or JSON.
 */
#ifndef SANDBOX_BOOKING_H
#define SANDBOX_BOOKING_H

#include "ashby/error.h"
#include "journey.h"

#define BOOKING_EVENTS 8
#define EVENT_PEOPLE 6

/* Schedules that requests make are numbered from here on: lower ones are those of the moves. */
#define SCHEDULE_OWN 64
#define SCHEDULE_MAX 255
/* Feedback that belongs to no seat of an event is numbered from here on. */
#define FEEDBACK_LOOSE 0x400000

/* The sub of an event's id from its schedule's and its number; of feedback from those and the seat. */
#define EVENT_NUMBERS 64
#define EVENT_SEATS 8
static inline uint32_t event_sub(uint32_t schedule, unsigned number)
{
	return schedule * EVENT_NUMBERS + number;
}
static inline uint32_t feedback_sub(uint32_t schedule, unsigned number, unsigned seat)
{
	return event_sub(schedule, number) * EVENT_SEATS + seat;
}

struct event_person {
	uint32_t user;
	bool required;        /* feedback is */
	const char *training; /* NULL, "Shadow", "Reverse-Shadow" */
	int64_t submitted;    /* feedback came; ASHBY_NO_TIME: not (yet) */
};

struct event {
	unsigned number; /* in its id */
	unsigned interview;
	int64_t start, end;
	struct event_person people[EVENT_PEOPLE];
	unsigned people_count;
};

struct booking {
	const char *status;
	unsigned move;        /* or the number of one that a request has made: the sub of its id */
	unsigned plan, order; /* the stage */
	unsigned history;     /* the number of the move that it belongs to */
	bool own;             /* made by a request */
	int64_t created, updated;
	uint32_t scheduled_by; /* NOBODY before it is scheduled */
	struct event events[BOOKING_EVENTS];
	unsigned event_count;
};

/* False if that move has no schedule, or there is none of that number. */
bool booking_tell(
	const struct world *world, const struct journey *journey, unsigned move, struct booking *out);
/* From now on it is this one; only the answers to it are still looked up. Sets updated. */
enum ashby_error booking_keep(struct world *world, const struct journey *journey, struct booking *booking);
/* The status that follows from its events and the answers. */
void booking_settle(const struct world *world, struct booking *booking);
/* The event of this number, NULL if there is none. */
struct event *booking_event(struct booking *booking, unsigned number);

#endif
