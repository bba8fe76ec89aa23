/*
 * store_arena.c: bytes that stay where they are. A piece given back is used again for one of the same size, so that
 * rows which change all day do not make the program grow. Knows nothing of what the bytes are.
 */
#include "store_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A reference counts units from the start of the first chunk; unit 0 is never given out. */
#define ARENA_UNIT 4u
#define ARENA_CHUNK_BITS 14
#define CHUNK_UNITS (1u << ARENA_CHUNK_BITS)
#define CHUNK_BYTES (CHUNK_UNITS * ARENA_UNIT)
/* Up to 1 KiB each size has a class of its own, above that steps of 256 bytes. */
#define FINE 256u
#define STEP 64u

static uint32_t units_of(size_t len)
{
	uint32_t units = (uint32_t)((len + ARENA_UNIT - 1) / ARENA_UNIT);

	return units <= FINE ? units : FINE + (units - FINE + STEP - 1) / STEP * STEP;
}

static uint32_t class_of(uint32_t units)
{
	return units <= FINE ? units : FINE + (units - FINE) / STEP;
}

unsigned char *ashby__arena_at(const struct ashby__arena *arena, uint32_t ref)
{
	return arena->chunk[ref >> ARENA_CHUNK_BITS] + (size_t)(ref & (CHUNK_UNITS - 1)) * ARENA_UNIT;
}

static bool add_chunk(struct ashby__arena *arena)
{
	unsigned char **chunk;

	/* The reference's 32 bits are all used. */
	if (arena->chunks == UINT32_MAX >> ARENA_CHUNK_BITS)
		return false;
	chunk = realloc(arena->chunk, (arena->chunks + 1) * sizeof(*chunk));
	if (!chunk)
		return false;
	arena->chunk = chunk;
	chunk[arena->chunks] = malloc(CHUNK_BYTES);
	if (!chunk[arena->chunks])
		return false;
	arena->used = arena->chunks++ ? 0 : 1;
	return true;
}

uint32_t ashby__arena_add(struct ashby__arena *arena, size_t len)
{
	uint32_t units = units_of(len), *free_list, ref;

	assert(len > 0 && len < CHUNK_BYTES - STEP * ARENA_UNIT);
	free_list = &arena->free[class_of(units)];
	if (*free_list) {
		ref = *free_list;
		memcpy(free_list, ashby__arena_at(arena, ref), sizeof(*free_list));
		return ref;
	}
	if ((!arena->chunks || units > CHUNK_UNITS - arena->used) && !add_chunk(arena))
		return 0;
	ref = (arena->chunks - 1) << ARENA_CHUNK_BITS | arena->used;
	arena->used += units;
	return ref;
}

void ashby__arena_drop(struct ashby__arena *arena, uint32_t ref, size_t len)
{
	uint32_t *free_list = &arena->free[class_of(units_of(len))];

	memcpy(ashby__arena_at(arena, ref), free_list, sizeof(*free_list));
	*free_list = ref;
}

void ashby__arena_release(struct ashby__arena *arena)
{
	for (uint32_t i = 0; i < arena->chunks; i++)
		free(arena->chunk[i]);
	free(arena->chunk);
	*arena = (struct ashby__arena){ 0 };
}

size_t ashby__arena_memory(const struct ashby__arena *arena)
{
	return arena->chunks * (CHUNK_BYTES + sizeof(*arena->chunk));
}
