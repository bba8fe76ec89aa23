/* store_dict.c: texts held once and known by a code; and texts packed with their lengths. Nothing is ever taken out. */
#include "store_parts.h"

#include <stdlib.h>
#include <string.h>

/* Lengths are 7 bits a byte, the low ones first; the high bit says that there is more. */
size_t ashby__packed_size(size_t len)
{
	size_t size = len + 1;

	for (size_t rest = len >> 7; rest; rest >>= 7)
		size++;
	return size;
}

unsigned char *ashby__pack(unsigned char *at, struct ashby_text text)
{
	size_t rest = text.len;

	for (; rest > 0x7f; rest >>= 7)
		*at++ = (unsigned char)(rest | 0x80);
	*at++ = (unsigned char)rest;
	if (text.len)
		memcpy(at, text.raw, text.len);
	return at + text.len;
}

struct ashby_text ashby__unpack(const unsigned char *at)
{
	size_t len = *at & 0x7f;

	for (unsigned shift = 7; *at++ & 0x80; shift += 7)
		len |= (size_t)(*at & 0x7f) << shift;
	return (struct ashby_text){ (const char *)at, len };
}

static uint32_t hash_text(struct ashby_text text)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.raw[i]) * 1099511628211u;
	return (uint32_t)(hash ^ hash >> 32);
}

struct ashby_text ashby__dict_text(
	const struct ashby__dict *dict, const struct ashby__arena *arena, uint32_t code)
{
	if (code == 0 || code > dict->count)
		return (struct ashby_text){ NULL, 0 };
	return ashby__unpack(ashby__arena_at(arena, dict->entry[code - 1]));
}

/* Where the text's code is in the table, or the free place for it. */
static uint32_t text_slot(
	const struct ashby__dict *dict, const struct ashby__arena *arena, struct ashby_text text)
{
	uint32_t slot = hash_text(text) & (dict->slots - 1);

	while (dict->table[slot]) {
		struct ashby_text other = ashby__dict_text(dict, arena, dict->table[slot]);

		if (other.len == text.len && memcmp(other.raw, text.raw, text.len) == 0)
			break;
		slot = (slot + 1) & (dict->slots - 1);
	}
	return slot;
}

uint32_t ashby__dict_find(
	const struct ashby__dict *dict, const struct ashby__arena *arena, struct ashby_text text)
{
	if (dict->count == 0 || text.len == 0)
		return 0;
	return dict->table[text_slot(dict, arena, text)];
}

static bool grow_table(struct ashby__dict *dict, const struct ashby__arena *arena)
{
	struct ashby__dict wider = *dict;

	if ((dict->count + 1) * 8ull <= dict->slots * 7ull)
		return true;
	wider.slots = dict->slots ? dict->slots * 2 : 16;
	wider.table = calloc(wider.slots, sizeof(*wider.table));
	if (!wider.table)
		return false;
	for (uint32_t code = 1; code <= dict->count; code++)
		wider.table[text_slot(&wider, arena, ashby__dict_text(dict, arena, code))] = code;
	free(dict->table);
	*dict = wider;
	return true;
}

static bool grow_entries(struct ashby__dict *dict)
{
	uint32_t room = dict->room ? dict->room + dict->room / 2 : 8;
	uint32_t *entry;

	if (dict->count < dict->room)
		return true;
	entry = realloc(dict->entry, room * sizeof(*entry));
	if (!entry)
		return false;
	dict->entry = entry;
	dict->room = room;
	return true;
}

uint32_t ashby__dict_add(struct ashby__dict *dict, struct ashby__arena *arena, struct ashby_text text)
{
	uint32_t code = ashby__dict_find(dict, arena, text), ref;

	if (code || text.len == 0)
		return code;
	if (!grow_table(dict, arena) || !grow_entries(dict))
		return 0;
	ref = ashby__arena_add(arena, ashby__packed_size(text.len));
	if (!ref)
		return 0;
	ashby__pack(ashby__arena_at(arena, ref), text);
	dict->table[text_slot(dict, arena, text)] = dict->count + 1;
	dict->entry[dict->count++] = ref;
	return dict->count;
}

void ashby__dict_release(struct ashby__dict *dict)
{
	free(dict->entry);
	free(dict->table);
	*dict = (struct ashby__dict){ 0 };
}

size_t ashby__dict_memory(const struct ashby__dict *dict)
{
	return (size_t)dict->room * sizeof(*dict->entry) + (size_t)dict->slots * sizeof(*dict->table);
}
