/* envelope.h: what a reply says, from its status, its content type and its body. Pure. Private to src/. */
#ifndef ASHBY_ENVELOPE_H
#define ASHBY_ENVELOPE_H

#include "ashby/error.h"
#include "ashby/record.h"
#include "ashby/text.h"

/* A reply that came whole, as far as HTTP can tell. */
struct ashby__evidence {
	int http;
	const char *content_type; /* "" if none */
	const char *request_id;   /* of the header, "" if none */
	int retry_after_s;        /* clamped, 0 if none */
	struct ashby_text body;
	const struct ashby_record *record; /* the body as JSON, NULL if it is not */
	const struct ashby_err *parse;     /* why not; NULL if the body is empty */
	const char *endpoint;
	const char *permission; /* that the endpoint needs, or NULL if unknown */
};

struct ashby__envelope {
	struct ashby_err err;        /* error 0: success */
	struct ashby_value results;  /* of a success, else absent */
	struct ashby_value warnings; /* a list that is not empty, else absent */
};

/* What an envelope says under whatever status, read more strictly than for a reader of lists. */
enum ashby__success {
	SUCCESS_NONE, /* nothing: no JSON object by its type and form, or not exactly one boolean "success" in it */
	SUCCESS_TRUE,
	SUCCESS_FALSE,
};

enum ashby__success ashby__envelope_success(const struct ashby__evidence *in);
void ashby__envelope_read(struct ashby__envelope *out, const struct ashby__evidence *in);

#endif
