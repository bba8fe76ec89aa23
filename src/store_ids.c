/*
 * store_ids.c: ids of one kind. A UUID takes 16 bytes and is written out only for those who ask; an id that is
 * anything else is kept as it is. Numbers are never given up: an id heard of once keeps its own.
 */
#include "store_parts.h"

#include <stdlib.h>
#include <string.h>

#define UUID_LEN 36

/* What is compared. No UUID of ours has a high half of 0 but the nil one, which is then kept as an odd id. */
struct key {
	uint64_t high, low;
};

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_dash(size_t i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

/* Only the form that the API writes, in small letters: another spelling would not come back as it was. */
static bool parse_uuid(struct ashby_text text, struct key *key)
{
	uint64_t half[2] = { 0, 0 };
	unsigned digits = 0;

	if (text.len != UUID_LEN)
		return false;
	for (size_t i = 0; i < UUID_LEN; i++) {
		int value = digit(text.raw[i]);

		if (is_dash(i) ? text.raw[i] != '-' : value < 0)
			return false;
		if (!is_dash(i)) {
			half[digits / 16] = half[digits / 16] << 4 | (uint64_t)value;
			digits++;
		}
	}
	*key = (struct key){ half[0], half[1] };
	return key->high != 0;
}

static void print_uuid(const struct key *key, unsigned char *at)
{
	unsigned digits = 0;

	for (size_t i = 0; i < UUID_LEN; i++) {
		if (is_dash(i)) {
			at[i] = '-';
			continue;
		}
		at[i] = (unsigned char)"0123456789abcdef"[(digits < 16 ? key->high : key->low) >>
				(60 - digits % 16 * 4) &
			15];
		digits++;
	}
}

static struct key key_of(const struct ashby__ids *ids, uint32_t number)
{
	return (struct key){ ashby__cells_get(&ids->high, number), ashby__cells_get(&ids->low, number) };
}

/* Ids of tests and imports count upwards, so the bits are mixed well. */
static uint32_t hash_key(const struct key *key)
{
	uint64_t hash = key->high ^ key->low * 0x9e3779b97f4a7c15u;

	hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9u;
	hash = (hash ^ hash >> 27) * 0x94d049bb133111ebu;
	return (uint32_t)(hash ^ hash >> 31);
}

static uint32_t key_slot(const struct ashby__ids *ids, const struct key *key)
{
	uint32_t slot = hash_key(key) & (ids->slots - 1);

	while (ids->table[slot]) {
		struct key other = key_of(ids, ids->table[slot] - 1);

		if (other.high == key->high && other.low == key->low)
			break;
		slot = (slot + 1) & (ids->slots - 1);
	}
	return slot;
}

uint32_t ashby__ids_find(const struct ashby__ids *ids, struct ashby_text text)
{
	struct key key;
	uint32_t slot;

	if (ids->count == 0)
		return ASHBY__NO_ID;
	if (!parse_uuid(text, &key)) {
		key = (struct key){ 0, ashby__dict_find(&ids->odd, &ids->texts, text) };
		if (key.low == 0)
			return ASHBY__NO_ID;
	}
	slot = key_slot(ids, &key);
	return ids->table[slot] ? ids->table[slot] - 1 : ASHBY__NO_ID;
}

static bool grow(struct ashby__ids *ids)
{
	struct ashby__ids wider = *ids;

	if ((ids->count + 1) * 8ull <= ids->slots * 7ull)
		return true;
	wider.slots = ids->slots ? ids->slots * 2 : 16;
	wider.table = calloc(wider.slots, sizeof(*wider.table));
	if (!wider.table)
		return false;
	for (uint32_t number = 0; number < ids->count; number++) {
		struct key key = key_of(ids, number);

		wider.table[key_slot(&wider, &key)] = number + 1;
	}
	free(ids->table);
	*ids = wider;
	return true;
}

uint32_t ashby__ids_add(struct ashby__ids *ids, struct ashby_text text)
{
	uint32_t number = ashby__ids_find(ids, text);
	struct key key;

	if (number != ASHBY__NO_ID)
		return number;
	if (ids->count == ASHBY__NO_ID - 1 || !grow(ids))
		return ASHBY__NO_ID;
	if (!parse_uuid(text, &key)) {
		key = (struct key){ 0, ashby__dict_add(&ids->odd, &ids->texts, text) };
		if (key.low == 0)
			return ASHBY__NO_ID;
	}
	number = ids->count;
	if (!ashby__cells_room(&ids->high, number, key.high) ||
		!ashby__cells_room(&ids->low, number, key.low))
		return ASHBY__NO_ID;
	ashby__cells_set(&ids->high, number, key.high);
	ashby__cells_set(&ids->low, number, key.low);
	ids->table[key_slot(ids, &key)] = number + 1;
	ids->count++;
	return number;
}

struct ashby_text ashby__ids_text(struct ashby__ids *ids, uint32_t number)
{
	struct key key = key_of(ids, number);
	uint32_t ref = (uint32_t)ashby__cells_get(&ids->shown, number);

	if (key.high == 0)
		return ashby__dict_text(&ids->odd, &ids->texts, (uint32_t)key.low);
	if (!ref) {
		ref = ashby__arena_add(&ids->texts, UUID_LEN);
		if (!ref || !ashby__cells_room(&ids->shown, number, ref))
			return (struct ashby_text){ NULL, 0 };
		print_uuid(&key, ashby__arena_at(&ids->texts, ref));
		ashby__cells_set(&ids->shown, number, ref);
	}
	return (struct ashby_text){ (const char *)ashby__arena_at(&ids->texts, ref), UUID_LEN };
}

void ashby__ids_release(struct ashby__ids *ids)
{
	ashby__cells_release(&ids->high);
	ashby__cells_release(&ids->low);
	ashby__cells_release(&ids->shown);
	ashby__dict_release(&ids->odd);
	ashby__arena_release(&ids->texts);
	free(ids->table);
	*ids = (struct ashby__ids){ 0 };
}

size_t ashby__ids_memory(const struct ashby__ids *ids)
{
	return ashby__cells_memory(&ids->high) + ashby__cells_memory(&ids->low) +
		ashby__cells_memory(&ids->shown) + ashby__dict_memory(&ids->odd) +
		ashby__arena_memory(&ids->texts) + (size_t)ids->slots * sizeof(*ids->table);
}
