/*
 * edits.h: what was written over records, and the records that were created: for each id the members of its JSON that
 * differ from what the seed tells, and at most one struct of facts. Only what was changed is here.
 * A member whose name starts with a dot is for the sandbox and is never shown.
 */
#ifndef SANDBOX_EDITS_H
#define SANDBOX_EDITS_H

#include "ashby/buf.h"
#include "ashby/record.h"
#include "world.h"

struct edits;

enum ashby_error edits_new(struct edits **out);
void edits_free(struct edits *edits); /* accepts NULL */
/* Whether memory ran out while something was set: what was set then is lost. */
bool edits_failed(const struct world *world);

/* The raw JSON of a member; false if it was not written. */
bool edits_get(const struct world *world, struct id id, const char *name, struct ashby_text *json);
bool edits_has(const struct world *world, struct id id, const char *name);
/* The text of a member that is a string, cut to size; false if it is not written, or is null. */
bool edits_text(const struct world *world, struct id id, const char *name, char *text, size_t size);
int64_t edits_int(const struct world *world, struct id id, const char *name, int64_t fallback);
bool edits_bool(const struct world *world, struct id id, const char *name, bool fallback);
/* How many records of a kind and index (their subs) something was written over. */
uint32_t edits_count(const struct world *world, enum kind kind, uint32_t index);

void edits_set(struct world *world, struct id id, const char *name, struct ashby_text json);
void edits_set_text(struct world *world, struct id id, const char *name, struct ashby_text text);
void edits_set_int(struct world *world, struct id id, const char *name, int64_t value);
void edits_set_bool(struct world *world, struct id id, const char *name, bool value);
/* The member will be absent. */
void edits_drop(struct world *world, struct id id, const char *name);

/* Puts the members written into the object that ends out and starts at `from` (or a comma and key after). */
void edits_show(const struct world *world, struct id id, struct ashby_buf *out, size_t from);

/* The facts kept for an id; NULL if there are none. They are read as the struct that they were kept as. */
const void *edits_kept(const struct world *world, struct id id);
void edits_keep(struct world *world, struct id id, const void *facts, size_t size);

/* A record that there is no more. */
void edits_delete(struct world *world, struct id id);
bool edits_deleted(const struct world *world, struct id id);

#endif
