/*
 * records.h: records and parts of records as the API writes them, shared by the endpoints' files, and the handlers
 * that the table of endpoints names. A key of NULL writes an array element.
 */
#ifndef SANDBOX_RECORDS_H
#define SANDBOX_RECORDS_H

#include "booking.h"
#include "call.h"
#include "journey.h"
#include "offer.h"

static inline struct id id_of(enum kind kind, uint32_t index, uint32_t sub)
{
	return (struct id){ kind, index, sub };
}

/* Shorthand for out_id. */
void put_id(struct call *c, const char *key, enum kind kind, uint32_t index, uint32_t sub);

/* org.c: records that requests create are numbered behind those of the tables */
uint32_t total(struct call *c, enum kind kind, uint32_t seeded);
void put_tag(struct call *c, const char *key, uint32_t tag);
void put_department(struct call *c, const char *key, uint32_t department);
void put_role(struct call *c, unsigned role);
void put_user(struct call *c, const char *key, uint32_t user);     /* NOBODY writes null */
void put_user_members(struct call *c, uint32_t user);              /* without the braces */
void put_source(struct call *c, const char *key, unsigned source); /* 1 + number; 0 writes null */
void put_location(struct call *c, const char *key, unsigned location);
void put_team_member(struct call *c, const char *key, uint32_t user, unsigned role);
void put_full_user(struct call *c, const char *key, uint32_t user);
void put_interviewer_settings(struct call *c, const char *key, uint32_t user);
void put_pause(struct call *c, const char *key, uint32_t pause);

/* fields.c */
struct field_facts {
	char title[160], type[32];
	enum field_of of;
	bool is_private, archived;
};
uint32_t field_count(struct call *c);
void field_tell(struct call *c, uint32_t field, struct field_facts *out);
void put_field(struct call *c, const char *key, uint32_t field);
/* The values of a record: index tells whose the seed's are, owner what was written since. */
void put_custom_fields(struct call *c, enum field_of of, uint32_t index, struct id owner);
/* The member of the owner that has a field's value. */
void field_member(uint32_t field, char name[24]);
void put_selectable_values(struct call *c, const char *const *values);

/* places.c: names and such of departments and locations, those that requests made or changed included */
const char *location_name(const struct call *c, unsigned location, char *text, size_t size);
const char *department_name(const struct call *c, unsigned department, char *text, size_t size);
const char *job_name(const struct call *c, uint32_t job, char *text, size_t size);
/* -1: none */
int department_parent(const struct call *c, unsigned department);

/* jobs.c */
void put_job_team(struct call *c, uint32_t job);
void put_job(struct call *c, const char *key, uint32_t job);
void put_opening(struct call *c, const char *key, uint32_t job, uint32_t opening);
uint32_t opening_count(struct call *c);
void put_opening_team(struct call *c, uint32_t job, uint32_t opening);
bool need_job(struct call *c, const char *name, uint32_t *index);
void put_compensation(struct call *c, uint32_t job);

/* postings.c */
/* Added to the sub of a posting: what was written over its details, which lists do not have. */
#define POSTING_DETAIL 256
unsigned posting_count(const struct job *job, uint32_t index);
void put_posting_detail(struct call *c, const char *key, uint32_t job, unsigned posting);

/* candidates.c */
void put_contact(struct call *c, const char *key, const char *value, const char *type, bool primary);
void put_file(struct call *c, const char *key, uint32_t candidate, unsigned file);
void put_candidate(struct call *c, const char *key, uint32_t candidate);
bool need_candidate(struct call *c, const char *name, uint32_t *index);
void put_note(struct call *c, const char *key, struct id note);
/* The notes that the seed knows of; those written since are numbered behind them. */
unsigned seed_notes(const struct call *c, uint32_t candidate);
void put_upload(struct call *c, const char *key, uint32_t upload);
/* The candidate and file that a handle names; false if it is none of ours. */
bool file_parse(const struct call *c, struct ashby_text handle, struct id *out);

/* applications.c */
void put_application(struct call *c, const char *key, const struct journey *journey);
/* As application.info has it, with the history. */
void put_full_application(struct call *c, const char *key, const struct journey *journey);
void put_application_team(struct call *c, const struct journey *journey);
/* The application that a parameter names, or application_not_found. */
bool need_application(struct call *c, const char *name, struct journey *out);

/* interviews.c */
void put_stage(struct call *c, const char *key, unsigned plan, unsigned order);
void put_interview(struct call *c, const char *key, unsigned interview);
void put_pool(struct call *c, const char *key, uint32_t pool);
void put_full_pool(struct call *c, const char *key, uint32_t pool); /* with its people */
/* The member of a pool that says what a user is in it: 0 nothing, 1 qualified, more: in training. */
void pool_member(uint32_t user, char name[24]);
void put_schedule(
	struct call *c, const char *key, const struct journey *journey, const struct booking *booking);
/* The booking that a schedule or an event belongs to; sub as in the schedule's id. */
bool find_booking(const struct call *c, uint32_t application, unsigned sub, struct journey *journey,
	struct booking *booking);

/* offers.c */
void put_offer(
	struct call *c, const char *key, const struct journey *journey, const struct offer *offer, bool full);

/* meta.c */
void put_project(struct call *c, const char *key, uint32_t project);
void put_webhook(struct call *c, const char *key, uint32_t webhook);
void put_survey_request(struct call *c, const char *key, uint32_t request);
void put_survey_submission(struct call *c, const char *key, uint32_t submission);

/* forms.c */
enum { FORM_TECHNICAL, FORM_CALL, FORM_SHORT, FORM_CASE, FORM_COUNT };
enum { FORM_APPLICATION = 20, FORM_OFFER, FORM_SURVEY, FORM_REFERRAL };
struct form_field {
	const char *path, *type, *title;
	bool required;
	const char *const *values;
};

struct form {
	unsigned number;
	const char *title;
	unsigned count;
	struct form_field fields[7];
};
/* The form of this number; the first one if there is none. */
const struct form *form_find(unsigned number);
void put_form(struct call *c, const char *key, unsigned form);        /* a FormDefinition */
void put_form_record(struct call *c, const char *key, unsigned form); /* a FeedbackFormDefinition */
/* The map from path to value; bits decide what is said. */
void put_form_values(struct call *c, const char *key, unsigned form, uint64_t bits);

/* clang-format off */
#define HANDLERS(X) \
	X(api_key_info) X(application_list) X(application_info) X(application_history) \
	X(application_criteria) X(application_roles) X(feedback_list) X(approval_list) \
	X(archive_reason_list) X(close_reason_list) X(template_list) X(source_list) \
	X(tracking_link_list) X(candidate_list) X(candidate_search) X(candidate_info) \
	X(candidate_notes) X(candidate_projects) X(candidate_client_info) X(candidate_fraud_checks) \
	X(tag_list) X(custom_field_list) X(custom_field_info) X(department_list) X(department_info) \
	X(location_list) X(location_info) X(file_info) X(form_list) X(form_info) X(role_list) \
	X(interview_list) X(interview_info) X(event_list) X(plan_list) X(schedule_list) X(stage_list) \
	X(stage_info) X(stage_group_list) X(job_list) X(job_info) X(job_search) X(job_plan_info) \
	X(posting_list) X(posting_info) X(board_list) X(job_template_list) X(brand_list) X(offer_list) \
	X(offer_info) X(opening_list) X(opening_info) X(opening_search) X(project_list) \
	X(project_info) X(project_search) X(report_run) X(user_list) X(user_info) X(user_search) \
	X(user_settings) X(user_pauses) X(webhook_info) X(referral_form_info) X(pool_list) \
	X(pool_info) X(transcript_info) X(survey_form_info) X(survey_form_list) X(survey_request_list) \
	X(survey_submission_list) X(briefing_info)
/* clang-format on */
#define DECLARE(name) call_fn name;
HANDLERS(DECLARE)
#undef DECLARE

#endif
