/*
 * list.c: pages, cursors and sync tokens. A cursor carries a position and the number of the last change when its pass
 * began; a token carries such a number. Both prove with check bits that they are this endpoint's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/date.h"
#include "call.h"
#include "overlay.h"
#include "rng.h"

/* More changes than this in one incremental pass and the API says: read everything. */
#define SYNC_MAX 10000
/* As long as the real ones: 119 characters of base64url. */
#define LONG_BYTES 89
#define LONG_CHARS 119
#define POSITION_BITS 21

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct place {
	uint32_t position, sub; /* of a full pass, or the row after which an incremental one goes on */
	uint32_t seq;           /* of the last change when the pass began */
};

static uint64_t stamp(const struct call *c, uint64_t a, uint64_t b)
{
	uint64_t name = 0;

	for (const char *p = c->endpoint->name; *p; p++)
		name = name * 131 + (unsigned char)*p;
	return rng_at(c->world->seed, name, a, b);
}

static int letter(char c)
{
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? (int)(at - letters) : -1;
}

/* ---- short: a number in letters, the last two of them a check ---- */

static void print_short(const struct call *c, struct place place, char out[16])
{
	uint64_t n = (uint64_t)place.seq << POSITION_BITS | place.position, rest = n;
	size_t len = 0;

	do {
		out[len++] = letters[rest & 63];
		rest >>= 6;
	} while (rest && len < 12);
	out[len++] = letters[stamp(c, n, 1) & 63];
	out[len++] = letters[stamp(c, n, 1) >> 6 & 63];
	out[len] = '\0';
}

static bool parse_short(const struct call *c, struct ashby_text text, struct place *out)
{
	uint64_t n = 0;

	if (text.len < 3 || text.len > 12)
		return false;
	for (size_t i = text.len - 2; i-- > 0;) {
		int v = letter(text.raw[i]);

		if (v < 0)
			return false;
		n = n << 6 | (uint64_t)v;
	}
	if (letter(text.raw[text.len - 2]) != (int)(stamp(c, n, 1) & 63) ||
		letter(text.raw[text.len - 1]) != (int)(stamp(c, n, 1) >> 6 & 63))
		return false;
	*out = (struct place){ (uint32_t)(n & ((UINT32_C(1) << POSITION_BITS) - 1)), 0,
		(uint32_t)(n >> POSITION_BITS) };
	return true;
}

/* ---- long: hexadecimal digits in base64url, filled up with the check ---- */

static void fill_long(const struct call *c, struct place place, char bytes[LONG_BYTES + 16])
{
	uint64_t a = (uint64_t)place.position << 32 | place.seq;
	int len = snprintf(bytes, LONG_BYTES + 16, "p%08x%08x%08x", place.position, place.sub, place.seq);

	for (unsigned i = 0; len < LONG_BYTES; i++)
		len += snprintf(bytes + len, (size_t)(LONG_BYTES + 16 - len), "%016llx",
			(unsigned long long)stamp(c, a + i, place.sub + 2));
}

static void print_long(const struct call *c, struct place place, char out[LONG_CHARS + 1])
{
	char bytes[LONG_BYTES + 16];
	uint32_t bits = 0, have = 0;
	size_t len = 0;

	fill_long(c, place, bytes);
	for (size_t i = 0; len < LONG_CHARS; i++) {
		bits = bits << 8 | (i < LONG_BYTES ? (unsigned char)bytes[i] : 0);
		for (have += 8; have >= 6 && len < LONG_CHARS; have -= 6)
			out[len++] = letters[bits >> (have - 6) & 63];
	}
	out[len] = '\0';
}

static bool parse_long(const struct call *c, struct ashby_text text, struct place *out)
{
	char bytes[28], again[LONG_CHARS + 1];
	uint32_t bits = 0, have = 0;
	size_t len = 0;
	struct place place;

	if (text.len != LONG_CHARS)
		return false;
	for (size_t i = 0; len < 25; i++) {
		int v = letter(text.raw[i]);

		if (v < 0)
			return false;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			bytes[len++] = (char)(bits >> have & 0xff);
		}
	}
	bytes[len] = '\0';
	if (sscanf(bytes, "p%8x%8x%8x", &place.position, &place.sub, &place.seq) != 3)
		return false;
	print_long(c, place, again);
	if (memcmp(again, text.raw, LONG_CHARS) != 0)
		return false;
	*out = place;
	return true;
}

static void out_cursor(struct call *c, struct place place, bool incremental)
{
	char text[LONG_CHARS + 1];

	if (incremental || (c->endpoint->flags & ENDPOINT_LONG))
		print_long(c, place, text);
	else
		print_short(c, place, text);
	out_bool(c->out, "moreDataAvailable", true);
	out_text(c->out, "nextCursor", text);
}

/* ---- sync tokens: 9 letters, 24 bits of number and 30 of check ---- */

static void out_token(struct call *c, uint32_t seq)
{
	uint64_t n = (uint64_t)seq << 30 | (stamp(c, seq, 7) & ((UINT32_C(1) << 30) - 1));
	char text[10];

	for (unsigned i = 0; i < 9; i++)
		text[i] = letters[n >> (48 - 6 * i) & 63];
	text[9] = '\0';
	out_text(c->out, "syncToken", text);
}

static bool parse_token(struct call *c, struct ashby_text text, uint32_t *seq)
{
	uint64_t n = 0;

	for (size_t i = 0; i < text.len && text.len == 9; i++) {
		int v = letter(text.raw[i]);

		if (v < 0)
			break;
		n = n << 6 | (uint64_t)v;
	}
	*seq = (uint32_t)(n >> 30);
	if (text.len != 9 ||
		(n & ((UINT32_C(1) << 30) - 1)) != (stamp(c, *seq, 7) & ((UINT32_C(1) << 30) - 1)))
		return call_fail(c, "sync_token_invalid", "the sync token cannot be decoded");
	/* A token of a longer life than this sandbox's. */
	if (*seq > overlay_seq(c->world))
		return call_fail(c, "sync_token_expired", "the sync token has expired");
	return true;
}

/* ---- passes ---- */

static bool read_cursor(struct call *c, struct place *out)
{
	struct ashby_text text = call_text(c, "cursor");

	if (!text.len && !call_has(c, "cursor"))
		return true;
	if (parse_long(c, text, out) || (!(c->endpoint->flags & ENDPOINT_LONG) && parse_short(c, text, out)))
		return true;
	return call_fail(c, "invalid_next_cursor", "the cursor cannot be decoded");
}

static struct row row_at(struct call *c, const struct listing *listing, uint32_t position)
{
	return listing->at ? listing->at(c, position) : (struct row){ position, 0 };
}

/* The first position created after the time that the request names. */
static uint32_t first_position(struct call *c, const struct listing *listing, uint32_t count)
{
	int64_t after = call_int(c, "createdAfter", INT64_MIN);
	uint32_t low = 0, high = count;

	if (!listing->created || after == INT64_MIN || !(c->endpoint->flags & ENDPOINT_CREATED_AFTER))
		return 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (listing->created(c, middle) <= after)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void finish(struct call *c, uint32_t seq)
{
	if (c->endpoint->flags & ENDPOINT_SILENT)
		return;
	out_bool(c->out, "moreDataAvailable", false);
	if (c->endpoint->flags & ENDPOINT_SYNC)
		out_token(c, seq);
}

static void full_pass(struct call *c, const struct listing *listing, struct place place)
{
	uint32_t count = listing->count(c), first = first_position(c, listing, count), written = 0;
	uint32_t limit = (uint32_t)call_int(c, "limit", 100), position = place.position;

	if (c->code)
		return;
	if (position < first)
		position = first;
	out_array(c->out, "results");
	for (; position < count && written < limit; position++)
		if (listing->write(c, row_at(c, listing, position)))
			written++;
	out_close(c->out, ']');
	place.position = position;
	if (position < count)
		out_cursor(c, place, false);
	else
		finish(c, place.seq);
}

static void changed_pass(
	struct call *c, const struct listing *listing, struct place place, uint32_t since, bool started)
{
	size_t count, changed = 0, i = 0;
	const struct change *all = overlay_all(c->world, listing->kind, &count);
	uint32_t limit = (uint32_t)call_int(c, "limit", 100), written = 0;

	for (i = 0; i < count; i++)
		changed += all[i].seq > since;
	if (changed > SYNC_MAX) {
		call_fail(c, "incremental_sync_too_large",
			"more than %d records have changed: read everything", SYNC_MAX);
		return;
	}
	out_array(c->out, "results");
	for (i = 0; i < count && written < limit; i++) {
		const struct change *change = &all[i];

		if (started &&
			(change->index < place.position ||
				(change->index == place.position && change->sub <= place.sub)))
			continue;
		if (change->seq > since && listing->write(c, (struct row){ change->index, change->sub })) {
			written++;
			place.position = change->index;
			place.sub = change->sub;
		}
	}
	out_close(c->out, ']');
	if (i < count)
		out_cursor(c, place, true);
	else
		finish(c, place.seq);
}

void list_page(struct call *c, const struct listing *listing)
{
	bool sync = (c->endpoint->flags & ENDPOINT_SYNC) && call_has(c, "syncToken"),
	     started = call_has(c, "cursor");
	struct place place = { 0, 0, overlay_seq(c->world) };
	uint32_t since = 0;

	if ((sync && !parse_token(c, call_text(c, "syncToken"), &since)) || !read_cursor(c, &place))
		return;
	if (sync)
		changed_pass(c, listing, place, since, started);
	else
		full_pass(c, listing, place);
}

void list_all(struct call *c, const struct listing *listing)
{
	uint32_t count = listing->count(c);

	if (c->code)
		return;
	out_array(c->out, "results");
	for (uint32_t i = 0; i < count; i++)
		listing->write(c, row_at(c, listing, i));
	out_close(c->out, ']');
	if (!(c->endpoint->flags & ENDPOINT_SILENT))
		out_bool(c->out, "moreDataAvailable", false);
}
