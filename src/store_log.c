/*
 * store_log.c: JSON texts one after the other in blocks; when they are more than the budget, the oldest block goes
 * and the owner of each text in it is told. Knows rows only as numbers to hand back.
 */
#include "store_parts.h"

#include <stdlib.h>
#include <string.h>

/* A place is a block's number and a unit in it, + 1. What does not fit an empty block gets one of its own. */
#define LOG_UNIT 16u
#define BLOCK_BITS 14
#define BLOCK_UNITS (1u << BLOCK_BITS)
#define BLOCK_BYTES (BLOCK_UNITS * LOG_UNIT)

struct ashby__block {
	struct ashby__block *newer;
	uint32_t number;
	size_t used, size;
	unsigned char bytes[];
};

struct entry {
	uint32_t kind, row, len, padding;
};

static size_t entry_size(size_t len)
{
	return sizeof(struct entry) + (len + LOG_UNIT - 1) / LOG_UNIT * LOG_UNIT;
}

static void drop_oldest(struct ashby__log *log)
{
	struct ashby__block *block = log->oldest;
	struct entry entry;

	log->oldest = block->newer;
	if (!log->oldest)
		log->newest = NULL;
	log->block[block->number] = NULL;
	for (size_t at = 0; at < block->used; at += entry_size(entry.len)) {
		memcpy(&entry, block->bytes + at, sizeof(entry));
		log->fn(log->arg, entry.kind, entry.row,
			(block->number << BLOCK_BITS | (uint32_t)(at / LOG_UNIT)) + 1);
	}
	log->bytes -= sizeof(*block) + block->size;
	free(block);
}

void ashby__log_limit(struct ashby__log *log, size_t max)
{
	log->max = max;
	while (log->bytes > max)
		drop_oldest(log);
}

/* A number that no block has; false for want of memory. */
static bool free_number(struct ashby__log *log, uint32_t *number)
{
	struct ashby__block **block;
	uint32_t i = 0;

	while (i < log->blocks && log->block[i])
		i++;
	if (i == log->blocks) {
		if (i == UINT32_MAX >> BLOCK_BITS)
			return false;
		block = realloc(log->block, (i + 1) * sizeof(*block));
		if (!block)
			return false;
		block[i] = NULL;
		log->block = block;
		log->blocks++;
	}
	*number = i;
	return true;
}

static struct ashby__block *add_block(struct ashby__log *log, size_t size)
{
	struct ashby__block *block;
	uint32_t number;

	while (log->oldest && log->bytes + sizeof(*block) + size > log->max)
		drop_oldest(log);
	if (sizeof(*block) + size > log->max || !free_number(log, &number))
		return NULL;
	block = malloc(sizeof(*block) + size);
	if (!block)
		return NULL;
	*block = (struct ashby__block){ .number = number, .size = size };
	log->block[number] = block;
	*(log->newest ? &log->newest->newer : &log->oldest) = block;
	log->newest = block;
	log->bytes += sizeof(*block) + size;
	return block;
}

uint32_t ashby__log_add(struct ashby__log *log, unsigned kind, uint32_t row, struct ashby_text json)
{
	struct entry entry = { .kind = kind, .row = row, .len = (uint32_t)json.len };
	struct ashby__block *block = log->newest;
	size_t size = entry_size(json.len), at;

	if (json.len == 0 || json.len > log->max)
		return 0;
	if (!block || size > block->size - block->used)
		block = add_block(log, size > BLOCK_BYTES ? size : BLOCK_BYTES);
	if (!block)
		return 0;
	at = block->used;
	memcpy(block->bytes + at, &entry, sizeof(entry));
	memcpy(block->bytes + at + sizeof(entry), json.raw, json.len);
	block->used += size;
	return (block->number << BLOCK_BITS | (uint32_t)(at / LOG_UNIT)) + 1;
}

struct ashby_text ashby__log_text(const struct ashby__log *log, uint32_t place)
{
	const unsigned char *at;
	struct entry entry;

	at = log->block[(place - 1) >> BLOCK_BITS]->bytes +
		(size_t)((place - 1) & (BLOCK_UNITS - 1)) * LOG_UNIT;
	memcpy(&entry, at, sizeof(entry));
	return (struct ashby_text){ (const char *)at + sizeof(entry), entry.len };
}

void ashby__log_release(struct ashby__log *log)
{
	while (log->oldest) {
		struct ashby__block *block = log->oldest;

		log->oldest = block->newer;
		free(block);
	}
	free(log->block);
	log->block = NULL;
	log->newest = NULL;
	log->blocks = 0;
	log->bytes = 0;
}
