/* id.c: UUIDs by a keyed permutation of (kind, index, sub). Knows nothing of what is behind a number. */
#include "id.h"

#include <string.h>

#include "rng.h"

/* Version 4, variant 1: of the 128 bits 6 are fixed, 64 carry the payload, 58 prove that it is ours. */
#define CHECK_HIGH 12
#define CHECK_LOW 46

static uint64_t half(uint64_t seed, unsigned round, uint64_t x)
{
	return rng_at(seed, 0x1d, round, x) & UINT32_MAX;
}

static uint64_t permute(uint64_t seed, uint64_t payload)
{
	uint64_t left = payload >> 32, right = payload & UINT32_MAX;

	for (unsigned round = 0; round < 4; round++) {
		uint64_t next = left ^ half(seed, round, right);

		left = right;
		right = next;
	}
	return left << 32 | right;
}

static uint64_t permute_back(uint64_t seed, uint64_t mixed)
{
	uint64_t left = mixed >> 32, right = mixed & UINT32_MAX;

	for (unsigned round = 4; round-- > 0;) {
		uint64_t before = right ^ half(seed, round, left);

		right = left;
		left = before;
	}
	return left << 32 | right;
}

static void words(uint64_t seed, struct id id, uint64_t out[2])
{
	uint64_t payload = (uint64_t)id.kind << 56 | (uint64_t)(id.sub & 0xffffff) << 32 | id.index;
	uint64_t mixed = permute(seed, payload);
	uint64_t check = rng_at(seed, 0xc4, payload, 0);

	out[0] = mixed >> 16 << 16 | UINT64_C(0x4000) | (check >> (64 - CHECK_HIGH));
	out[1] = UINT64_C(1) << 63 | (mixed & 0xffff) << CHECK_LOW |
		(check & ((UINT64_C(1) << CHECK_LOW) - 1));
}

void id_print(uint64_t seed, struct id id, char text[static ID_TEXT + 1])
{
	static const char hex[] = "0123456789abcdef";
	uint64_t word[2];
	char *p = text;

	words(seed, id, word);
	for (unsigned i = 0; i < 32; i++) {
		if (i == 8 || i == 12 || i == 16 || i == 20)
			*p++ = '-';
		*p++ = hex[word[i / 16] >> (60 - 4 * (i % 16)) & 15];
	}
	*p = '\0';
}

static int nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool read_words(const char *text, uint64_t len, uint64_t out[2])
{
	unsigned digits = 0;

	out[0] = out[1] = 0;
	if (len != ID_TEXT)
		return false;
	for (unsigned i = 0; i < ID_TEXT; i++) {
		int n;

		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (text[i] != '-')
				return false;
			continue;
		}
		n = nibble(text[i]);
		if (n < 0)
			return false;
		out[digits / 16] = out[digits / 16] << 4 | (uint64_t)n;
		digits++;
	}
	return true;
}

bool id_is_uuid(const char *text, uint64_t len)
{
	uint64_t word[2];

	return read_words(text, len, word);
}

bool id_parse(uint64_t seed, const char *text, uint64_t len, struct id *out)
{
	uint64_t word[2], again[2], payload;
	struct id id;

	if (!read_words(text, len, word))
		return false;
	payload = permute_back(seed, word[0] >> 16 << 16 | (word[1] >> CHECK_LOW & 0xffff));
	id.kind = (enum kind)(payload >> 56);
	id.sub = (uint32_t)(payload >> 32) & 0xffffff;
	id.index = (uint32_t)payload;
	words(seed, id, again);
	if (memcmp(word, again, sizeof(word)) != 0 || id.kind <= KIND_NONE || id.kind >= KIND_COUNT)
		return false;
	*out = id;
	return true;
}
