/*
 * id.h: the ids of the sandbox. A UUID carries the kind and the number of its record under a permutation keyed by the
 * seed, so an id is turned back into its record by arithmetic and nothing has to be stored or looked up.
 */
#ifndef SANDBOX_ID_H
#define SANDBOX_ID_H

#include <stdbool.h>
#include <stdint.h>

enum kind {
	KIND_NONE,
	KIND_USER,
	KIND_DEPARTMENT,
	KIND_LOCATION,
	KIND_SOURCE,
	KIND_SOURCE_TYPE,
	KIND_ARCHIVE_REASON,
	KIND_CLOSE_REASON,
	KIND_TAG,
	KIND_CUSTOM_FIELD,
	KIND_ROLE,
	KIND_TEMPLATE,
	KIND_STAGE_GROUP,
	KIND_PLAN,
	KIND_STAGE, /* sub: the order in its plan */
	KIND_INTERVIEW,
	KIND_FORM,
	KIND_FORM_FIELD, /* sub: which field */
	KIND_POOL,
	KIND_JOB,
	KIND_POSTING, /* sub: which posting of the job */
	KIND_OPENING, /* sub: which opening of the job */
	KIND_OPENING_VERSION,
	KIND_CANDIDATE,
	KIND_APPLICATION,
	KIND_MOVE,     /* index: application, sub: which move of its history */
	KIND_SCHEDULE, /* index: application, sub: which move */
	KIND_EVENT,    /* sub: move * 8 + event */
	KIND_FEEDBACK, /* sub: (move * 8 + event) * 4 + interviewer */
	KIND_OFFER,
	KIND_OFFER_VERSION, /* sub: version */
	KIND_APPROVAL,      /* index: application of the offer, sub: version */
	KIND_JOB_APPROVAL,
	KIND_APPROVAL_PART, /* sub: version * 64 + step * 8 + approver */
	KIND_NOTE,          /* index: candidate, sub: which note */
	KIND_FILE,          /* index: candidate, sub: which file */
	KIND_CRITERION,
	KIND_EVALUATION,
	KIND_SUBMISSION,
	KIND_PROJECT,
	KIND_BRAND,
	KIND_BOARD,
	KIND_ORGANISATION,
	KIND_ACTIVITY,
	KIND_PLACE, /* a candidate's place of living */
	KIND_WEBHOOK,
	KIND_REPORT,
	KIND_TRACKING_LINK,
	KIND_JOB_TEMPLATE,
	KIND_SURVEY,
	KIND_CLIENT_INFO,
	KIND_PAUSE,
	KIND_TIER,
	KIND_UPLOAD,        /* a file that was uploaded, by its number */
	KIND_OFFER_PROCESS, /* index: application */
	KIND_OFFER_FORM,    /* sub: the version to fill */
	KIND_ASSESSMENT,
	KIND_EMAIL,
	KIND_TRAINING_STAGE,
	KIND_COUNT
};

struct id {
	enum kind kind;
	uint32_t index;
	uint32_t sub; /* below 2^24 */
};

#define ID_TEXT 36 /* characters of a UUID, without NUL */

/* Writes the UUID and a NUL. */
void id_print(uint64_t seed, struct id id, char text[static ID_TEXT + 1]);
/* False if text is no UUID of this seed's world. Says nothing of whether the record exists. */
bool id_parse(uint64_t seed, const char *text, uint64_t len, struct id *out);
/* Whether text has the form of a UUID, of whatever world. */
bool id_is_uuid(const char *text, uint64_t len);

#endif
