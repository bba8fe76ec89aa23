/*
 * world.h: the made-up organisation. Facts about any record are worked out from the seed whenever they are asked for;
 * only the jobs (few) and the changes since the start are stored. Knows nothing of HTTP, JSON or endpoints.
 *
 * Candidates and applications are numbered in the order of their createdAt. A row of five candidates holds their first
 * applications and, from some row on, second ones of people of earlier rows; so both directions are arithmetic.
 */
#ifndef SANDBOX_WORLD_H
#define SANDBOX_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/error.h"
#include "company.h"
#include "id.h"

#define NOBODY UINT32_MAX
#define MINUTE_MS INT64_C(60000)
#define HOUR_MS INT64_C(3600000)
#define DAY_MS INT64_C(86400000)

/* The user behind "me" in demos and tests. */
#define ME 0
#define ME_EMAIL "mei.chen@example.test"

struct job {
	const struct job_title *title;
	struct job_title *own_title; /* where a request has written one; title points to it */
	const char *status;
	int64_t created, opened, closed, updated; /* ASHBY_NO_TIME: never */
	unsigned plans[2], plan_count;
	unsigned openings;
	uint32_t recruiter, manager, coordinator, sponsor; /* users; sponsor may be NOBODY */
	bool confidential;
	bool fresh; /* created by a request: nothing hangs on it that the seed knows of */
};

struct changes; /* overlay.h */
struct edits;   /* edits.h */
struct uploads; /* upload.h */
struct ledgers; /* derived.h */
struct cast_member;

#define CAST_MAX 24

struct world {
	uint64_t seed;
	int64_t now;                             /* the moment the world is told from; it does not move */
	int64_t span;                            /* ms from the first candidate to now */
	uint32_t candidates, rows, applications; /* at the start */
	uint32_t job_count, user_count;
	struct job *jobs;    /* as they are now */
	struct job *origins; /* as they were at the start: what the seed's stories are told from */
	uint32_t origin_count;
	uint32_t *job_weights; /* running sums of the titles' weights */
	uint32_t lag[2]; /* rows between a candidate's row and that of the second and third application */
	struct {
		uint32_t candidate, application;
		const struct cast_member *role;
	} cast[CAST_MAX]; /* people of the story, by application */
	unsigned cast_count;
	struct changes *changes;
	struct edits *edits;
	struct ledgers *ledgers;
	struct uploads *uploads; /* NULL before the first */
};

struct world_options {
	uint64_t seed;
	int64_t now;
	uint32_t candidates, jobs;
};

enum ashby_error world_new(struct world **out, const struct world_options *options);
void world_free(struct world *world); /* accepts NULL */

/* Whether an id's numbers are those of a record that there is (for the kinds that requests name). */
bool world_has(const struct world *world, struct id id);
/* How many records of a kind requests have created (those that are numbered behind the seed's). */
uint32_t world_created(const struct world *world, enum kind kind);
/* Numbers a new one, where the seed's are those below first. */
struct id world_create(struct world *world, enum kind kind, uint32_t first);
/* The index of openings that were created: they belong to the jobs that they name, not to one. */
#define OPENING_LOOSE (UINT32_MAX - 1)
/* Even bits for a fact of a record: field tells facts apart. */
uint64_t world_roll(const struct world *world, enum kind kind, uint64_t index, unsigned field);
/* True for share of 100 records. */
bool world_chance(const struct world *world, enum kind kind, uint64_t index, unsigned field, unsigned share);

/* ---- people of the organisation ---- */

struct person {
	char first[64], last[64], email[96]; /* email "" if there is none */
};

struct user {
	struct person person;
	const char *role;
	bool enabled;
	uint32_t manager; /* NOBODY: none */
	int64_t updated;
	enum family family;
};
void world_user(const struct world *world, uint32_t index, struct user *out);
/* Somebody of the family who is still there; n tells several apart. */
uint32_t world_colleague(const struct world *world, enum family family, uint64_t index, unsigned n);
/* The user with this address, NOBODY if there is none. */
uint32_t world_user_by_email(const struct world *world, const char *email, size_t len);

/* ---- candidates and their applications ---- */

/* No candidate has more applications than this. */
#define CANDIDATE_APPLICATIONS 16

struct candidate {
	bool written; /* created by a request: nothing is told from the seed */
	char name[160], ascii[128];
	char email[160]; /* "" if none was given */
	char phone[32];  /* "" if none was given */
	unsigned culture;
	int64_t created, updated;
	uint32_t applications[CANDIDATE_APPLICATIONS];
	unsigned application_count;
	unsigned source;   /* 1 + number; 0: none */
	uint32_t credited; /* user, or NOBODY */
	unsigned files, notes;
	bool resume;
	uint32_t tags; /* bits */
};
uint32_t world_candidates(const struct world *world); /* changes included */
uint32_t world_applications(const struct world *world);
void world_candidate(const struct world *world, uint32_t index, struct candidate *out);
/* 1 + number of the source, 0: none. */
unsigned world_candidate_source(const struct world *world, uint32_t index);
int64_t world_candidate_created(const struct world *world, uint32_t index);
/* Which applications are a candidate's; returns how many. */
unsigned world_candidate_applications(
	const struct world *world, uint32_t candidate, uint32_t out[static CANDIDATE_APPLICATIONS]);
/* Whose the application is, and when it came. */
uint32_t world_application_candidate(const struct world *world, uint32_t application);
int64_t world_application_created(const struct world *world, uint32_t application);

#endif
