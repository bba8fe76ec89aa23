/*
 * call.h: one request while it is being answered, and the table of endpoints. A handler reads c->body and writes the
 * envelope's members after "success" into c->out, or calls call_fail. Knows nothing of HTTP.
 */
#ifndef SANDBOX_CALL_H
#define SANDBOX_CALL_H

#include <stdbool.h>
#include <stdint.h>
#include "ashby/buf.h"
#include "ashby/record.h"
#include "out.h"
#include "world.h"

/* How "no such record" is said: the API has several ways, and a client has to meet them all. */
enum failure_shape {
	SHAPE_FULL,       /* errors: [code], errorInfo {code, message, requestId} */
	SHAPE_STRINGS,    /* errors: [code], no errorInfo */
	SHAPE_OBJECTS,    /* errors: [{message, parameter}], errorInfo {code, requestId} */
	SHAPE_NO_MESSAGE, /* errorInfo {code, requestId} only */
	SHAPE_NONE,       /* errors and errorInfo null */
	SHAPE_CODES,      /* errors: [{code, message}] */
};

enum param_type {
	TAKES_END,
	TAKES_TEXT,
	TAKES_UUID,
	TAKES_INT,
	TAKES_BOOL,
	TAKES_ENUM,
	TAKES_ENUMS,
	TAKES_TEXTS
};

struct param {
	const char *name;
	enum param_type type;
	bool required;
	const char *values; /* of an enum, joined by '|' */
};

enum endpoint_flags {
	ENDPOINT_CURSOR = 1, /* takes cursor and limit */
	ENDPOINT_SYNC = 2,   /* and syncToken */
	ENDPOINT_LONG = 4,   /* long cursors */
	ENDPOINT_STRICT = 8, /* refuses properties it does not know */
	ENDPOINT_CREATED_AFTER = 16,
	ENDPOINT_SILENT = 32, /* its reply has no moreDataAvailable */
};

struct call;
typedef void call_fn(struct call *c);

struct endpoint {
	const char *name;
	const char *permission; /* NULL: none is needed */
	call_fn *run;
	unsigned flags;
	enum failure_shape shape;
	const struct param *params; /* ends with TAKES_END; NULL: none. Of a write they are the catalogue's */
};
/* The last row has no name. */
extern const struct endpoint endpoint_reads[], endpoint_writes[], endpoint_controls[];
const struct endpoint *endpoint_find(const char *name);

struct key {
	const char *text;   /* the API key */
	const char *scopes; /* names joined by ',', NULL: all */
};

struct call {
	struct world *world;
	const struct key *key;
	const char *base_url;
	bool on_behalf; /* of this user; else the key acts, which is nobody */
	uint32_t user;  /* NOBODY: of somebody who is none of ours */
	const struct endpoint *endpoint;
	struct ashby_value body;
	struct ashby_buf *out;
	const char *request_id;
	/* what became of it */
	const char *code; /* NULL: success */
	char message[240];
	const char *parameter;
	char place[96]; /* what parameter points to where it is inside a parameter */
	int status;
	bool ran;     /* the endpoint's handler did */
	bool applied; /* and something has changed */
	/* of a write */
	struct ashby_buf *reply, scratch; /* while out is the scratch: see write.h */
	const char *warning;              /* a code for "warnings", or NULL */
	bool noted;                       /* it would have told people: for the ledger */
};

/* Answers a body for an endpoint: the whole envelope into c->out. */
void call_answer(struct call *c, struct ashby_text body);
/* Gives up with a code; message is a sentence. Returns false for `return call_fail(...)`. */
bool call_fail(struct call *c, const char *code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A failure envelope into c->out, in the shape given. */
void call_envelope(struct call *c, enum failure_shape shape);
/* The names of the scopes of this key, one by one; returns NULL at the end. */
bool key_has_scope(const struct key *key, const char *scope);

/* ---- reading the body (types have been checked) ---- */

bool call_has(const struct call *c, const char *name);
struct ashby_text call_text(const struct call *c, const char *name);
int64_t call_int(const struct call *c, const char *name, int64_t fallback);
bool call_bool(const struct call *c, const char *name);
/* Whether an array parameter has this element, or is not there and absent_is is true. */
bool call_lists(const struct call *c, const char *name, const char *element, bool absent_is);
/* The record that a UUID parameter names; false if it is absent or is no record of that kind. */
bool call_id(const struct call *c, const char *name, enum kind kind, struct id *out);
/* As call_id, but fails with code when it is none. */
bool call_need(struct call *c, const char *name, enum kind kind, const char *code, struct id *out);

/* ---- lists ---- */

struct row {
	uint32_t index, sub;
};

struct listing {
	enum kind kind;
	uint32_t (*count)(struct call *c);
	/* Position to row; NULL: the position is the index. */
	struct row (*at)(struct call *c, uint32_t position);
	/* When the row at a position was created; ascending. NULL: createdAfter does not apply. */
	int64_t (*created)(struct call *c, uint32_t position);
	/* Writes one element; false (and nothing written) if the request's filters leave it out. */
	bool (*write)(struct call *c, struct row row);
};
/* Answers with a page, cursors and a sync token as the endpoint's flags say. */
void list_page(struct call *c, const struct listing *listing);
/* Answers with everything. */
void list_all(struct call *c, const struct listing *listing);

#endif
