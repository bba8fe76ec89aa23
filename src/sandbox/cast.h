/*
 * cast.h: the few people whose story is told by hand, so that every world has something to show: an offer that waits
 * for me, an interview today, feedback that is owed. Everybody else comes from the seed.
 */
#ifndef SANDBOX_CAST_H
#define SANDBOX_CAST_H

#include "world.h"

enum scene {
	SCENE_NONE,        /* the seed tells the rest */
	SCENE_TODAY_MINE,  /* an interview of mine later today */
	SCENE_TODAY,       /* somebody else's later today */
	SCENE_OWED_MINE,   /* mine is over, my feedback is missing */
	SCENE_OWED,        /* an onsite some days ago, half of the feedback is in */
	SCENE_OFFER_MINE,  /* an offer waits for my approval */
	SCENE_OFFER_OTHER, /* one waits for somebody else */
	SCENE_OFFER_START, /* its approval has not started */
	SCENE_OFFER_OUT,   /* the candidate has it */
	SCENE_TOMORROW,
	SCENE_UNSCHEDULED, /* long in a stage, nothing scheduled */
	SCENE_REVIEW,      /* fresh */
};

struct cast_member {
	const char *given, *family, *ascii; /* ascii: the address */
	unsigned age_days;                  /* since the application */
	unsigned stage_days;                /* in the stage */
	unsigned title;                     /* of the job, in job_titles */
	const char *stage;
	enum scene scene;
	const char *position, *company;
	unsigned culture;
};

extern const struct cast_member cast_members[];
extern const unsigned cast_member_count;

/* Gives the parts to candidates of the right age. */
void cast_fill(struct world *world);
/* The part that an application or a candidate plays, NULL if none. */
const struct cast_member *cast_of_application(const struct world *world, uint32_t application);
const struct cast_member *cast_of_candidate(const struct world *world, uint32_t candidate);
/* The job that a part is about. */
uint32_t cast_job(const struct world *world, const struct cast_member *role);

#endif
