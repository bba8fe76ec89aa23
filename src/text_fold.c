/* text_fold.c: searching without regard to case, and the order of names in a list. Raw text, no memory, no locale. */
#include "ashby/text.h"

#include <string.h>
#include <utf8proc.h>

#include "utf8.h"

/* ---- search ---- */

static unsigned char lower_ascii(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* By way of upper case, so that forms with one capital (s and long s, both sigmas) are one. */
static uint32_t fold(uint32_t cp)
{
	if (cp < 0x80)
		return lower_ascii((unsigned char)cp);
	if (cp == UTF8_BAD)
		return UTF8_REPLACEMENT;
	return (uint32_t)utf8proc_tolower(utf8proc_toupper((utf8proc_int32_t)cp));
}

/* Eight bytes at a time: this runs over every row at every key typed into a filter. */
static bool is_ascii(struct ashby_text text)
{
	unsigned char all = 0;
	uint64_t wide = 0, eight;
	size_t i = 0;

	for (; i + sizeof(eight) <= text.len; i += sizeof(eight)) {
		memcpy(&eight, text.raw + i, sizeof(eight));
		wide |= eight;
	}
	for (; i < text.len; i++)
		all |= (unsigned char)text.raw[i];
	return !(wide & UINT64_C(0x8080808080808080)) && all < 0x80;
}

/* needle is not empty. */
static bool find_ascii(struct ashby_text hay, struct ashby_text needle)
{
	unsigned char first = lower_ascii((unsigned char)needle.raw[0]);
	unsigned char upper = first >= 'a' && first <= 'z' ? first ^ 0x20 : first;
	size_t i, k;

	for (i = 0; i + needle.len <= hay.len; i++) {
		if ((unsigned char)hay.raw[i] != first && (unsigned char)hay.raw[i] != upper)
			continue;
		for (k = 1; k < needle.len; k++)
			if (lower_ascii((unsigned char)hay.raw[i + k]) !=
				lower_ascii((unsigned char)needle.raw[k]))
				break;
		if (k == needle.len)
			return true;
	}
	return false;
}

static bool begins(struct ashby_text hay, struct ashby_text needle)
{
	size_t at = 0, k = 0;
	uint32_t a, b;

	while (k < needle.len) {
		if (at == hay.len)
			return false;
		at += ashby__utf8_next(hay.raw + at, hay.len - at, &a);
		k += ashby__utf8_next(needle.raw + k, needle.len - k, &b);
		if (fold(a) != fold(b))
			return false;
	}
	return true;
}

bool ashby_text_find(struct ashby_text hay, struct ashby_text needle)
{
	uint32_t first, cp;
	size_t len;

	if (!needle.len)
		return true;
	if (is_ascii(needle) && is_ascii(hay))
		return find_ascii(hay, needle);
	ashby__utf8_next(needle.raw, needle.len, &first);
	first = fold(first);
	for (; hay.len; hay.raw += len, hay.len -= len) {
		len = ashby__utf8_next(hay.raw, hay.len, &cp);
		if (fold(cp) == first && begins(hay, needle))
			return true;
	}
	return false;
}

/* ---- order ---- */

/* Letters that people look for under a plain one, although Unicode does not take them apart. */
static const struct {
	uint32_t cp;
	const char *as;
} letters[] = {
	{ 0x00E6, "ae" },
	{ 0x00F0, "d" },
	{ 0x00F8, "o" },
	{ 0x00FE, "th" },
	{ 0x0111, "d" },
	{ 0x0127, "h" },
	{ 0x0131, "i" },
	{ 0x0142, "l" },
	{ 0x0153, "oe" },
	{ 0x0167, "t" },
};

/* Walks a text as a sequence of keys: base letters without case and accents. */
struct keys {
	struct ashby_text text;
	utf8proc_int32_t pending[8];
	int at, count;
};

static void spell(struct keys *k, const char *as)
{
	for (k->at = k->count = 0; as[k->count]; k->count++)
		k->pending[k->count] = as[k->count];
}

/* Fills pending with the keys of one character, which may be none. */
static void take_apart(struct keys *k, uint32_t cp)
{
	const int options = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
	const int room = sizeof(k->pending) / sizeof(k->pending[0]);
	utf8proc_ssize_t count;
	int class = 0;

	count = utf8proc_decompose_char((utf8proc_int32_t)cp, k->pending, room, options, &class);
	if (count < 0 || count > room) {
		k->pending[0] = (utf8proc_int32_t)cp;
		count = 1;
	}
	k->at = 0;
	k->count = (int)count;
	for (size_t i = 0; count == 1 && i < sizeof(letters) / sizeof(letters[0]); i++)
		if ((uint32_t)k->pending[0] == letters[i].cp)
			spell(k, letters[i].as);
}

/* The next key, -1 at the end. */
static utf8proc_int32_t next_key(struct keys *k)
{
	uint32_t cp;
	size_t len;

	while (k->at == k->count) {
		if (!k->text.len)
			return -1;
		len = ashby__utf8_next(k->text.raw, k->text.len, &cp);
		k->text.raw += len;
		k->text.len -= len;
		if (cp < 0x80)
			return lower_ascii((unsigned char)cp);
		take_apart(k, cp == UTF8_BAD ? UTF8_REPLACEMENT : cp);
	}
	return k->pending[k->at++];
}

/* Lists are sorted by names, and names begin alike: ASCII needs no taking apart. */
static void skip_alike(struct ashby_text *a, struct ashby_text *b)
{
	size_t least = a->len < b->len ? a->len : b->len, i = 0;

	while (i < least && !((a->raw[i] | b->raw[i]) & 0x80) &&
		lower_ascii((unsigned char)a->raw[i]) == lower_ascii((unsigned char)b->raw[i]))
		i++;
	*a = (struct ashby_text){ a->raw + i, a->len - i };
	*b = (struct ashby_text){ b->raw + i, b->len - i };
}

int ashby_text_collate(struct ashby_text a, struct ashby_text b)
{
	struct keys ka = { .text = a }, kb = { .text = b };
	utf8proc_int32_t x, y;

	skip_alike(&ka.text, &kb.text);
	do {
		x = next_key(&ka);
		y = next_key(&kb);
	} while (x == y && x >= 0);
	return x != y ? (x > y) - (x < y) : ashby_text_compare(a, b);
}

uint64_t ashby_text_collate_head(struct ashby_text text)
{
	struct keys k = { .text = text };
	uint64_t head = 0;
	utf8proc_int32_t key;
	int shift = 56;

	/* One byte a key, 0 for the end; a key that does not fit is the largest byte, and what follows it is not told. */
	for (; shift >= 0; shift -= 8) {
		key = next_key(&k);
		if (key < 0)
			break;
		head |= (uint64_t)(key < 0xfe ? key + 1 : 0xff) << shift;
		if (key >= 0xfe)
			break;
	}
	return head;
}
