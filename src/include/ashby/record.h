/*
 * record.h: JSON from the server, opaque, reference-counted, immutable, read by path.
 *
 * A record owns one parsed JSON document and its text. A value is a borrowed handle into it and dies with it; the
 * absent value is a valid handle for which every getter gives its fallback, so that look-ups chain without checks.
 *
 * Path: keys joined by dots, [n] for an element (negative from the end), [key=text] for the first element of an
 * array whose member equals text: "job.title", "results[0].id", "hiringTeam[role=Recruiter].firstName".
 * Keys are compared exactly. "" is the value itself.
 */
#ifndef ASHBY_RECORD_H
#define ASHBY_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/buf.h"
#include "ashby/error.h"
#include "ashby/text.h"

struct ashby_record;

struct ashby_value {
	const void *node; /* NULL is the absent value; private */
};

enum ashby_type {
	ASHBY_ABSENT,
	ASHBY_NULL,
	ASHBY_BOOL,
	ASHBY_NUMBER,
	ASHBY_STRING,
	ASHBY_ARRAY,
	ASHBY_OBJECT,
};

/* Limits of a document (SAFETY H11). 0 in a field takes the default named here. */
struct ashby_limits {
	size_t bytes; /* 16 MiB */
	int depth;    /* 64 */
	size_t nodes; /* 1,000,000 */
	size_t width; /* 10,000 keys an object */
};

/*
 * Reads one JSON document. Repairs what would lose data or a whole page: lone surrogate escapes, \u0000, bad UTF-8
 * and raw control characters become U+FFFD, a BOM is dropped. Trailing bytes but white space are an error.
 * ASHBY_EREPLY with the place and the first 80 characters in err, ASHBY_ELIMIT, ASHBY_ENOMEM. limits may be NULL.
 */
enum ashby_error ashby_record_parse(struct ashby_record **out, struct ashby_text json,
	const struct ashby_limits *limits, struct ashby_err *err);
struct ashby_record *ashby_record_ref(struct ashby_record *record);
void ashby_record_unref(struct ashby_record *record); /* accepts NULL */

struct ashby_value ashby_record_root(const struct ashby_record *record);
/* The document's text after repair: what was read, byte for byte where nothing had to be repaired. */
struct ashby_text ashby_record_json(const struct ashby_record *record);

struct ashby_value ashby_get(struct ashby_value value, const char *path);
enum ashby_type ashby_type(struct ashby_value value);
/* A string's bytes; the empty text for every other type. */
struct ashby_text ashby_value_text(struct ashby_value value);
double ashby_value_number(struct ashby_value value, double fallback);
/* A whole number within +-2^53, else the fallback. */
int64_t ashby_value_int(struct ashby_value value, int64_t fallback);
bool ashby_value_bool(struct ashby_value value, bool fallback);
/* Shorthand for the getter after ashby_get. */
struct ashby_text ashby_get_text(struct ashby_value value, const char *path);
/* A time of the API in milliseconds, ASHBY_NO_TIME if absent or none. */
int64_t ashby_get_time(struct ashby_value value, const char *path);

/* Elements of an array or members of an object; 0 for others. */
size_t ashby_value_count(struct ashby_value value);
struct ashby_value ashby_value_first(struct ashby_value value);
struct ashby_value ashby_value_next(struct ashby_value element);
/* The key of an object's member as reached by first and next; the empty text in an array. */
struct ashby_text ashby_value_key(struct ashby_value member);

/*
 * Calls fn for each element of the array (or member of the object) at path with its raw JSON, until fn returns an
 * error, which is returned. Anything else at path has no elements.
 */
typedef enum ashby_error ashby_element_fn(void *arg, struct ashby_value element, struct ashby_text json);
enum ashby_error ashby_record_each(
	const struct ashby_record *record, const char *path, ashby_element_fn *fn, void *arg);

/* Appends a value as JSON. indent 0: one line; else spaces a level. Numbers that were whole stay whole. */
enum ashby_error ashby_value_print(struct ashby_buf *out, struct ashby_value value, int indent);
/*
 * For a JSON text on its way to a terminal: C1, bidi and zero-width characters inside strings become \uXXXX, which is
 * the same value. Everything else is copied as it is.
 */
enum ashby_error ashby_json_escape_hidden(struct ashby_buf *out, struct ashby_text json);

/* ---- writing JSON ---- */

/* Appends a JSON string with quotes; bad UTF-8 becomes U+FFFD. */
enum ashby_error ashby_json_quote(struct ashby_buf *out, struct ashby_text text);

/*
 * A request body under construction: an object whose members keep their order and their exact JSON text.
 * Setting a name again replaces its value in place.
 */
struct ashby_body;
enum ashby_error ashby_body_new(struct ashby_body **out);
/* From a JSON object; ASHBY_EUSAGE if text is not exactly one object (err says where and why). Duplicate keys too. */
enum ashby_error ashby_body_parse(struct ashby_body **out, struct ashby_text json, struct ashby_err *err);
void ashby_body_free(struct ashby_body *body); /* accepts NULL */
enum ashby_error ashby_body_set_json(struct ashby_body *body, const char *name, struct ashby_text json);
enum ashby_error ashby_body_set_text(struct ashby_body *body, const char *name, struct ashby_text text);
enum ashby_error ashby_body_set_int(struct ashby_body *body, const char *name, int64_t number);
enum ashby_error ashby_body_set_bool(struct ashby_body *body, const char *name, bool value);
void ashby_body_remove(struct ashby_body *body, const char *name);
bool ashby_body_rename(struct ashby_body *body, const char *from, const char *to);
size_t ashby_body_count(const struct ashby_body *body);
/* Member i: its name and raw JSON; both belong to the body until its next change. */
const char *ashby_body_name(const struct ashby_body *body, size_t i);
struct ashby_text ashby_body_json(const struct ashby_body *body, size_t i);
/* The raw JSON of a member; false if absent. */
bool ashby_body_get(const struct ashby_body *body, const char *name, struct ashby_text *json);
enum ashby_error ashby_body_print(const struct ashby_body *body, struct ashby_buf *out);

#endif
