/*
 * fault.h: what goes wrong on purpose. A rule is PATTERN:KIND[@ARGUMENT][:WHEN]; fault_help lists the kinds.
 * Deciding is here, doing is the server's. Knows nothing of sockets.
 */
#ifndef SANDBOX_FAULT_H
#define SANDBOX_FAULT_H

#include <stdbool.h>
#include <stdint.h>
#include "ashby/buf.h"
#include "ashby/error.h"

enum fault_kind {
	FAULT_NONE,
	FAULT_REFUSE,     /* the connection is closed as soon as it is made */
	FAULT_CUT_BEFORE, /* closed after the body was read, before anything is done */
	FAULT_CUT_AFTER,  /* closed after the work, before a byte of the reply */
	FAULT_CUT_STATUS,
	FAULT_CUT_HEADERS,
	FAULT_CUT_BODY,
	FAULT_RESET,    /* a reset instead of a reply */
	FAULT_STALL,    /* no reply, the connection stays open */
	FAULT_DRIP,     /* so many bytes a second */
	FAULT_STATUS,   /* a status with an HTML page */
	FAULT_ENVELOPE, /* a status with an envelope */
	FAULT_RATE,     /* 429 with Retry-After */
	FAULT_REDIRECT,
	FAULT_EMPTY,     /* 200, no body */
	FAULT_PORTAL,    /* 200 and a log-in page */
	FAULT_GARBAGE,   /* bytes that are not HTTP */
	FAULT_HEADERS,   /* so many KiB of headers */
	FAULT_FAIL,      /* success false with this code */
	FAULT_FAIL_NULL, /* success false, no reason */
	FAULT_FAIL_OBJECTS,
	FAULT_ROOT,       /* an array where the envelope should be */
	FAULT_NO_SUCCESS, /* an envelope without "success" */
	FAULT_STRING_SUCCESS,
	FAULT_WARN,     /* success with a warning */
	FAULT_CUT_JSON, /* half the JSON, whole by HTTP */
	FAULT_TRAILING, /* bytes after the JSON */
	FAULT_BOM,
	FAULT_BAD_UTF8,
	FAULT_SURROGATE,   /* a lone surrogate escape */
	FAULT_NUL,         /* a NUL escape */
	FAULT_ESCAPES,     /* terminal sequences in a text */
	FAULT_HUGE,        /* so many MiB of JSON */
	FAULT_DEEP,        /* so many brackets */
	FAULT_BOMB,        /* gzip of so many MiB */
	FAULT_SAME_CURSOR, /* nextCursor is the cursor that was sent */
	FAULT_TWICE,       /* the first element comes twice */
	FAULT_CLOSE,       /* a whole reply, then the connection is closed */
};

struct fault {
	enum fault_kind kind;
	const char *argument; /* "" if none was given */
	int64_t number;       /* of the argument, or the kind's usual one */
	const char *rule;     /* as written; NULL with FAULT_NONE */
	bool acts;            /* the request is carried out all the same */
};

struct faults;

enum ashby_error faults_new(struct faults **out, uint64_t seed);
void faults_free(struct faults *faults); /* accepts NULL */
/* Another seed for the shares of requests; before the first of them. */
void faults_seed(struct faults *faults, uint64_t seed);
/* Adds rules joined by commas; ASHBY_EUSAGE says what is wrong with which. */
enum ashby_error faults_add(struct faults *faults, const char *spec, struct ashby_err *err);
/* Which fault the next request for this endpoint has; counts it. Refusals are asked for apart. */
struct fault faults_next(struct faults *faults, const char *endpoint);
bool faults_refuse(struct faults *faults);
/* The kinds with what they do, as lines for --help. */
void fault_help(struct ashby_buf *out);

/* Changes a finished reply as the kind says; request is the body that was sent. False if the kind changes no body. */
bool fault_spoil(const struct fault *fault, struct ashby_buf *reply, const struct ashby_buf *request);
/* The reply is no longer the endpoint's at all: an own body. */
bool fault_replace(const struct fault *fault, struct ashby_buf *reply, const char *request_id);

#endif
