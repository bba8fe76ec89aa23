/* json.h: the gate that JSON text passes before it becomes a record; the only door to cJSON_Parse. */
#ifndef ASHBY_JSON_H
#define ASHBY_JSON_H

#include <stddef.h>
#include "ashby/record.h"

struct cJSON;

enum json_flags {
	JSON_REPAIR = 0,
	JSON_STRICT = 1, /* what would need a repair is an error: for JSON that we send */
};

/*
 * Checks one document against the grammar and the limits and appends it, repaired, to out. Needs no memory but out's
 * and a fixed stack, whatever the input. ASHBY_EREPLY, ASHBY_ELIMIT or ASHBY_ENOMEM, with the place in err.
 */
enum ashby_error ashby__json_gate(struct ashby_buf *out, struct ashby_text in,
	const struct ashby_limits *limits, unsigned flags, struct ashby_err *err);

/* The tree of a text that has passed the gate; freed with ashby__json_free. */
enum ashby_error ashby__json_tree(struct cJSON **out, const struct ashby_buf *text, struct ashby_err *err);
void ashby__json_free(struct cJSON *tree);

/* Both walk text that has passed the gate: past white space, and past one value that begins at at. */
size_t ashby__json_space(const char *json, size_t at);
size_t ashby__json_skip(const char *json, size_t at);

/* Gives cJSON an allocator that wipes what it frees. Before the first record, once. */
void ashby__json_init_memory(void);

/* ashby_record_parse with flags of this header. */
enum ashby_error ashby__record_parse(struct ashby_record **out, struct ashby_text json,
	const struct ashby_limits *limits, unsigned flags, struct ashby_err *err);

#endif
