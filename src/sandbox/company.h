/*
 * company.h: what does not depend on the seed: the organisation's departments, places, sources, reasons, fields,
 * plans, interviews and the jobs it hires for. Tables only.
 */
#ifndef SANDBOX_COMPANY_H
#define SANDBOX_COMPANY_H

#include <stdbool.h>
#include <stdint.h>

enum family {
	FAMILY_ENGINEERING,
	FAMILY_DATA,
	FAMILY_DESIGN,
	FAMILY_PRODUCT,
	FAMILY_SALES,
	FAMILY_OPERATIONS,
	FAMILY_COUNT
};

struct department {
	const char *name, *external;
	int parent; /* -1: none */
	bool archived;
	const char *extra; /* JSON or NULL */
};

struct location {
	const char *name, *external;
	int parent;  /* -1: none */
	bool region; /* a LocationHierarchy */
	const char *workplace, *country, *area, *city, *postcode, *street;
	const char *currency;
	bool archived;
};

struct source {
	const char *title;
	unsigned type;
	bool archived;
	unsigned weight;
	bool lead; /* people found by us: they start in a Lead stage */
};

struct titled {
	const char *title;
	bool archived;
};

struct reason {
	const char *text, *type;
	bool archived;
};

enum field_of {
	FIELD_CANDIDATE,
	FIELD_APPLICATION,
	FIELD_JOB,
	FIELD_OFFER,
	FIELD_OPENING,
	FIELD_EMPLOYEE,
	FIELD_PROJECT
};

struct custom_field {
	const char *title, *type;
	enum field_of of;
	bool is_private, required, archived;
	const char *const *values; /* labels of a select, ended by NULL */
	unsigned share;            /* how many of 100 records have it */
};

enum stage_type { STAGE_LEAD, STAGE_SCREEN, STAGE_ACTIVE, STAGE_OFFER, STAGE_HIRED, STAGE_ARCHIVED };

#define STAGE_INTERVIEWS 4

struct stage {
	const char *title;
	enum stage_type type;
	int group;                           /* -1: in none */
	int8_t interviews[STAGE_INTERVIEWS]; /* 1 + number of the definition; 0 ends the list */
};

#define PLAN_STAGES 12

struct plan {
	const char *title;
	bool archived;
	unsigned count;
	struct stage stages[PLAN_STAGES];
};

struct interview {
	const char *title, *external; /* external NULL: absent */
	unsigned minutes;
	unsigned people;
	unsigned form;
	bool required, debrief, archived;
	int job;          /* the job whose own it is, -1 if shared */
	int instructions; /* which text, -1 for none */
};

struct job_title {
	const char *title;
	enum family family;
	unsigned department, location;
	const char *employment, *status;
	unsigned weight;
	unsigned openings;
	int second_plan; /* -1: the family's plan only */
};

extern const struct department departments[];
extern const struct location locations[];
extern const struct titled source_types[];
extern const struct source sources[];
extern const struct reason archive_reasons[];
extern const struct titled close_reasons[];
extern const struct titled tags[];
extern const char *const roles[];
extern const struct custom_field custom_fields[];
extern const struct titled stage_groups[];
extern const struct plan plans[];
extern const struct interview interviews[];
extern const char *const instructions_html[];
extern const char *const instructions_plain[];
extern const struct job_title job_titles[];
extern const char *const stage_type_names[];
extern const char *const stage_group_types[];
extern const unsigned department_count, location_count, source_type_count, source_count, archive_reason_count,
	close_reason_count, tag_count, role_count, custom_field_count, stage_group_count, plan_count,
	interview_count, instruction_count, job_title_count;
/* What a location is besides its name, also of one that a request has made; never NULL. */
const struct location *location_at(unsigned location);
/* The usual plan of a family. */
extern const unsigned family_plans[FAMILY_COUNT];

/* Roles of a hiring team, by their place in roles. */
enum { ROLE_RECRUITER, ROLE_MANAGER, ROLE_COORDINATOR, ROLE_SOURCER, ROLE_SPONSOR };

/* Archive reasons that the story needs. */
enum { REASON_FILLED = 8, REASON_ORG_COUNT = 8, REASON_CANDIDATE_FIRST = 10, REASON_CANDIDATE_COUNT = 4 };

#endif
