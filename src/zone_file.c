/* zone_file.c: reads TZif (RFC 8536), a format that any file may claim to be. Knows nothing of names and paths. */
#include "zone_in.h"

#include <stdlib.h>
#include <string.h>

#define COUNT_MAX (1 << 18) /* of anything in a file; keeps sums of lengths far from overflow */
#define HEADER_LEN 44

struct tzif {
	const unsigned char *at, *end;
	size_t time_len; /* bytes of a time: 4 in the first block, 8 in the second */
	size_t leaps, times, kinds, chars, walls, utcs;
};

static int64_t read_number(const unsigned char *at, size_t len)
{
	uint64_t value = at[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < len; i++)
		value = value << 8 | at[i];
	return (int64_t)value;
}

/* The header of a block: its six counts. */
static bool read_header(struct tzif *f, int *version)
{
	size_t *const counts[] = { &f->utcs, &f->walls, &f->leaps, &f->times, &f->kinds, &f->chars };

	if (f->end - f->at < HEADER_LEN || memcmp(f->at, "TZif", 4) != 0)
		return false;
	*version = f->at[4];
	for (size_t i = 0; i < 6; i++) {
		int64_t count = read_number(f->at + 20 + 4 * i, 4);

		if (count < 0 || count > (int64_t)COUNT_MAX)
			return false;
		*counts[i] = (size_t)count;
	}
	f->at += HEADER_LEN;
	return true;
}

static size_t block_len(const struct tzif *f)
{
	return f->times * (f->time_len + 1) + f->kinds * 6 + f->chars + f->leaps * (f->time_len + 4) +
		f->walls + f->utcs;
}

static bool read_kinds(struct ashby_zone *zone, const struct tzif *f, const unsigned char *at)
{
	const unsigned char *chars = at + f->kinds * 6;

	for (size_t i = 0; i < f->kinds; i++, at += 6) {
		int64_t offset = read_number(at, 4);
		size_t from = at[5], len = 0;

		if (from >= f->chars || offset < -ZONE_OFFSET_MAX_S || offset > ZONE_OFFSET_MAX_S)
			return false;
		while (from + len < f->chars && chars[from + len] &&
			len < sizeof(zone->kinds[i].abbreviation) - 1)
			len++;
		zone->kinds[i].offset_s = (int)offset;
		memcpy(zone->kinds[i].abbreviation, chars + from, len);
	}
	return true;
}

/* The block at the cursor; false if it is damaged or counts leap seconds, which nothing else here does. */
static enum ashby_error read_block(struct ashby_zone *zone, struct tzif *f)
{
	const unsigned char *kind_of = f->at + f->times * f->time_len;

	if (block_len(f) > (size_t)(f->end - f->at) || f->kinds < 1 || f->kinds > 256 || f->leaps)
		return ASHBY_ELOCAL;
	zone->at = calloc(f->times + 1, sizeof(*zone->at));
	zone->kind_of = calloc(f->times + 1, 1);
	if (!zone->at || !zone->kind_of)
		return ASHBY_ENOMEM;
	zone->count = f->times;
	for (size_t i = 0; i < f->times; i++) {
		zone->at[i] = read_number(f->at + i * f->time_len, f->time_len);
		zone->kind_of[i] = kind_of[i];
		if (kind_of[i] >= f->kinds || (i && zone->at[i] <= zone->at[i - 1]))
			return ASHBY_ELOCAL;
	}
	if (!read_kinds(zone, f, kind_of + f->times))
		return ASHBY_ELOCAL;
	f->at += block_len(f);
	return ASHBY_OK;
}

/* "\nRULE\n" after the second block; an empty one means that nothing changes any more. */
static bool read_footer(struct ashby_zone *zone, const struct tzif *f)
{
	char text[128];
	size_t len = (size_t)(f->end - f->at);
	const unsigned char *end = len > 1 ? memchr(f->at + 1, '\n', len - 1) : NULL;

	if (!end || f->at[0] != '\n')
		return false;
	len = (size_t)(end - f->at) - 1;
	if (len == 0)
		return true;
	if (len >= sizeof(text))
		return false;
	memcpy(text, f->at + 1, len);
	text[len] = '\0';
	zone->has_rule = ashby__zone_rule_parse(&zone->rule, text);
	return zone->has_rule;
}

enum ashby_error ashby__zone_read(struct ashby_zone *zone, const char *bytes, size_t len)
{
	struct tzif f = { .at = (const unsigned char *)bytes, .time_len = 4 };
	enum ashby_error error;
	int version;

	f.end = f.at + len;
	if (!read_header(&f, &version))
		return ASHBY_ELOCAL;
	if (version < '2')
		return read_block(zone, &f);
	if (block_len(&f) > (size_t)(f.end - f.at))
		return ASHBY_ELOCAL;
	f.at += block_len(&f);
	f.time_len = 8;
	if (!read_header(&f, &version))
		return ASHBY_ELOCAL;
	error = read_block(zone, &f);
	if (!error && !read_footer(zone, &f))
		error = ASHBY_ELOCAL;
	return error;
}
