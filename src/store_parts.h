/*
 * store_parts.h: what rows are built of: whole numbers as narrow as they are, bytes in an arena, texts held once,
 * ids in 16 bytes, JSON up to a budget. None of them knows what a column or a record is.
 *
 * Everything zeroed is empty and valid. Functions that return bool or a reference fail (false, 0) for want of memory
 * only, and then have changed nothing that can be seen.
 */
#ifndef ASHBY_STORE_PARTS_H
#define ASHBY_STORE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/text.h"

/* ---- store_cells.c: an array of numbers, as many bytes each as the largest needs, allocated where it is used ---- */

struct ashby__cells {
	unsigned char **chunk; /* of 1,024 cells; NULL while all of them are 0 */
	uint32_t chunks;
	unsigned width; /* bytes a cell, 0 while all are 0 */
};

uint64_t ashby__cells_get(const struct ashby__cells *cells, uint32_t i);
/* Makes sure that set(i, value) can be done. */
bool ashby__cells_room(struct ashby__cells *cells, uint32_t i, uint64_t value);
/* After a room for it; setting what was never made room for is right only if value is 0. */
void ashby__cells_set(struct ashby__cells *cells, uint32_t i, uint64_t value);
void ashby__cells_release(struct ashby__cells *cells);
size_t ashby__cells_memory(const struct ashby__cells *cells);

/* ---- store_arena.c: bytes that stay where they are, up to 64 KiB a piece ---- */

#define ASHBY__ARENA_CLASSES 512

struct ashby__arena {
	unsigned char **chunk;
	uint32_t chunks;
	uint32_t used; /* units of the last chunk */
	uint32_t free[ASHBY__ARENA_CLASSES];
};

/* Room for len bytes (not 0); the reference is good until it is dropped. 0: no memory. */
uint32_t ashby__arena_add(struct ashby__arena *arena, size_t len);
/* Gives a piece back; len as it was added. */
void ashby__arena_drop(struct ashby__arena *arena, uint32_t ref, size_t len);
unsigned char *ashby__arena_at(const struct ashby__arena *arena, uint32_t ref);
void ashby__arena_release(struct ashby__arena *arena);
size_t ashby__arena_memory(const struct ashby__arena *arena);

/* ---- store_dict.c: texts held once, known by a code from 1 on ---- */

struct ashby__dict {
	uint32_t *entry; /* arena references; entry[code - 1] */
	uint32_t count, room;
	uint32_t *table; /* open addressing: codes */
	uint32_t slots;
};

/* The code of a text, which is added if it is new; 0: no memory. len at most 32 KiB. */
uint32_t ashby__dict_add(struct ashby__dict *dict, struct ashby__arena *arena, struct ashby_text text);
/* 0 if it is not there. */
uint32_t ashby__dict_find(
	const struct ashby__dict *dict, const struct ashby__arena *arena, struct ashby_text text);
struct ashby_text ashby__dict_text(
	const struct ashby__dict *dict, const struct ashby__arena *arena, uint32_t code);
void ashby__dict_release(struct ashby__dict *dict);
size_t ashby__dict_memory(const struct ashby__dict *dict);

/* Texts in a row, each with its length before it. */
size_t ashby__packed_size(size_t len);
unsigned char *ashby__pack(unsigned char *at, struct ashby_text text);
struct ashby_text ashby__unpack(const unsigned char *at);

/* ---- store_ids.c: ids of one kind, numbered from 0 in the order in which they were first heard of ---- */

struct ashby__ids {
	struct ashby__cells high, low; /* the 16 bytes of a UUID, or 0 and a code of odd */
	struct ashby__cells shown;     /* a UUID as text, of those that were asked for */
	struct ashby__dict odd;        /* ids that are not UUIDs as the API writes them */
	struct ashby__arena texts;
	uint32_t count;
	uint32_t *table; /* open addressing: numbers + 1 */
	uint32_t slots;
};

#define ASHBY__NO_ID UINT32_MAX
/* An id that is not a UUID is short too; a server that sends more is not believed. */
#define ASHBY__ID_MAX 1024

uint32_t ashby__ids_find(const struct ashby__ids *ids, struct ashby_text text);
/* The number of an id, which is added if it is new; ASHBY__NO_ID: no memory. len 1 to ASHBY__ID_MAX. */
uint32_t ashby__ids_add(struct ashby__ids *ids, struct ashby_text text);
/* Stays good; the empty text if there is no memory to write it. */
struct ashby_text ashby__ids_text(struct ashby__ids *ids, uint32_t number);
void ashby__ids_release(struct ashby__ids *ids);
size_t ashby__ids_memory(const struct ashby__ids *ids);

/* ---- store_log.c: records' JSON, the oldest dropped when it is too much ---- */

struct ashby__block;

/* Told that the text of (kind, row) at that place is no longer held. */
typedef void ashby__log_fn(void *arg, unsigned kind, uint32_t row, uint32_t place);

struct ashby__log {
	struct ashby__block **block; /* by number; NULL is free */
	uint32_t blocks;
	struct ashby__block *oldest, *newest;
	size_t bytes, max;
	ashby__log_fn *fn;
	void *arg;
};

/* Copies json; its place, 0 if it is too long or there is no memory. May drop others. */
uint32_t ashby__log_add(struct ashby__log *log, unsigned kind, uint32_t row, struct ashby_text json);
struct ashby_text ashby__log_text(const struct ashby__log *log, uint32_t place);
/* Drops the oldest until it holds no more than max. */
void ashby__log_limit(struct ashby__log *log, size_t max);
void ashby__log_release(struct ashby__log *log);

#endif
