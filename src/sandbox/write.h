/*
 * write.h: what the handlers of writes are made of: noting changes, and writing members of records with the same
 * functions that write replies. Knows nothing of HTTP.
 */
#ifndef SANDBOX_WRITE_H
#define SANDBOX_WRITE_H

#include "check.h"
#include "edits.h"
#include "overlay.h"
#include "records.h"
#include "writes.h"

/* ---- between open and close, what is written to c->out is a value and not part of the reply ---- */

void pen_open(struct call *c);
/* Becomes the member of a record. */
void pen_set(struct call *c, struct id id, const char *name);
/* Is read back, for a look at how things are; the caller unrefs. NULL if there is no memory. */
struct ashby_record *pen_read(struct call *c);

/* ---- members from the request ---- */

/* Copies a parameter to a member of the record; no effect if it was not given. */
void copy_param(struct call *c, struct id id, const char *param, const char *member);
void set_value(struct call *c, struct id id, const char *member, struct ashby_value value);
void set_time(struct call *c, struct id id, const char *member, int64_t ms);
void set_raw(struct call *c, struct id id, const char *member, const char *json);
/* Sets a member of an object that is itself a member of the record: latestVersion.jobIds. */
void set_inside(struct call *c, struct id id, const char *object, const char *member, struct ashby_text json);

/* Notes that a record has changed: it gets a new updatedAt, and the next incremental pass has it. */
void mark(struct call *c, struct id id);
/* The moment of the last change. */
int64_t moment_of(const struct call *c, struct id id);
/* A time of the request in milliseconds, or the fallback. */
int64_t call_time(const struct call *c, const char *name, int64_t fallback);
/* The user that a parameter names, NOBODY if it is not given; false after user_not_found. */
bool call_user(struct call *c, const char *name, uint32_t *user);
/* The same for somebody to credit: whoever is not there any more gets none, and the reply has a warning. */
bool call_credit(struct call *c, const char *name, uint32_t *user);
/* 1 + number of the source that a parameter names, 0 if it is not given or null; false after source_not_found. */
bool call_source(struct call *c, const char *name, unsigned *source);
/* A parameter as a C string, cut to size. */
const char *call_str(const struct call *c, const char *name, char *text, size_t size);
/* Like call_need, for an id that is no parameter but a value inside one. */
bool value_id(struct call *c, struct ashby_value value, enum kind kind, struct id *out);

/* Who did it: the user on whose behalf, or NOBODY; where somebody must be named, the key's own user. */
uint32_t actor_of(const struct call *c);
uint32_t author_of(const struct call *c);

/* A reply of the record just written, with source null: not what a list says a moment later. */
void null_member(struct call *c, size_t from, const char *name);

#endif
