/* spoil.c: what a fault makes of a reply's body. Knows nothing of sockets. */
#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "out.h"

static const char hostile[] = "Mallory\\u001b]0;gotcha\\u0007\\u001b[31m\\u009b2J\\u202eecalp\\r\\nroot ";

/* Puts text into the first name (or title) of the reply. */
static void insert(struct ashby_buf *reply, const char *text)
{
	char *at = reply->data ? strstr(reply->data, "\"name\":\"") : NULL, *tail;
	size_t place;

	if (!at)
		at = reply->data ? strstr(reply->data, "\"title\":\"") : NULL;
	if (!at)
		return;
	place = (size_t)(strchr(at, ':') - reply->data) + 2;
	tail = strdup(reply->data + place);
	if (!tail)
		return;
	ashby_buf_cut(reply, place);
	ashby_buf_adds(reply, text);
	ashby_buf_adds(reply, tail);
	free(tail);
}

static void prefix(struct ashby_buf *reply, const char *text)
{
	char *tail = strdup(ashby_buf_str(reply));

	if (!tail)
		return;
	ashby_buf_clear(reply);
	ashby_buf_adds(reply, text);
	ashby_buf_adds(reply, tail);
	free(tail);
}

/* Replaces the head {"success":true by another. */
static void new_head(struct ashby_buf *reply, const char *head)
{
	static const char usual[] = "{\"success\":true";
	const char *data = ashby_buf_str(reply);
	char *tail;

	if (strncmp(data, usual, sizeof(usual) - 1) != 0)
		return;
	tail = strdup(data + sizeof(usual) - 1);
	if (!tail)
		return;
	ashby_buf_clear(reply);
	ashby_buf_adds(reply, head);
	/* With nothing in front the comma goes too. */
	ashby_buf_adds(reply, head[1] || tail[0] != ',' ? tail : tail + 1);
	free(tail);
}

static void add_warning(struct ashby_buf *reply, const char *code)
{
	ashby_buf_cut(reply, reply->len ? reply->len - 1 : 0);
	out_array(reply, "warnings");
	out_text(reply, NULL, *code ? code : "partially_applied");
	out_close(reply, ']');
	out_close(reply, '}');
}

/* The value of a string member in a flat JSON text, with its quotes; len 0 if it is not there. */
static const char *member(const char *json, const char *key, size_t *len)
{
	const char *at = strstr(json, key), *end;

	*len = 0;
	at = at ? strchr(at + strlen(key), '"') : NULL;
	end = at ? strchr(at + 1, '"') : NULL;
	if (end)
		*len = (size_t)(end - at) + 1;
	return at;
}

static void same_cursor(struct ashby_buf *reply, const struct ashby_buf *request)
{
	size_t sent_len, given_len;
	const char *sent = member(ashby_buf_str(request), "\"cursor\":", &sent_len);
	const char *given = member(ashby_buf_str(reply), "\"nextCursor\":", &given_len);
	size_t place;
	char *tail;

	if (!sent_len || !given_len)
		return;
	place = (size_t)(given - reply->data);
	tail = strdup(given + given_len);
	if (!tail)
		return;
	ashby_buf_cut(reply, place);
	ashby_buf_add(reply, sent, sent_len);
	ashby_buf_adds(reply, tail);
	free(tail);
}

/* The end of the object that starts at `from`. */
static size_t object_end(const char *data, size_t from, size_t len)
{
	unsigned depth = 0;
	bool quoted = false;

	for (size_t i = from; i < len; i++) {
		if (quoted && data[i] == '\\')
			i++;
		else if (data[i] == '"')
			quoted = !quoted;
		else if (!quoted && data[i] == '{')
			depth++;
		else if (!quoted && data[i] == '}' && --depth == 0)
			return i + 1;
	}
	return from;
}

static void twice(struct ashby_buf *reply)
{
	const char *at = strstr(ashby_buf_str(reply), "\"results\":[{");
	size_t from, end;
	char *tail;

	if (!at)
		return;
	from = (size_t)(at - reply->data) + strlen("\"results\":[");
	end = object_end(reply->data, from, reply->len);
	tail = strdup(reply->data + from);
	if (!tail)
		return;
	ashby_buf_cut(reply, end);
	ashby_buf_addc(reply, ',');
	ashby_buf_adds(reply, tail);
	free(tail);
}

bool fault_spoil(const struct fault *fault, struct ashby_buf *reply, const struct ashby_buf *request)
{
	switch (fault->kind) {
	case FAULT_CUT_JSON: ashby_buf_cut(reply, reply->len / 2); return true;
	case FAULT_TRAILING: ashby_buf_adds(reply, "\n{\"success\":false}"); return true;
	case FAULT_BOM: prefix(reply, "\xef\xbb\xbf"); return true;
	case FAULT_BAD_UTF8: insert(reply, "\xff\xc3(\xe2\x82 "); return true;
	case FAULT_SURROGATE: insert(reply, "\\ud83d "); return true;
	case FAULT_NUL: insert(reply, "N\\u0000ul "); return true;
	case FAULT_ESCAPES: insert(reply, hostile); return true;
	case FAULT_NO_SUCCESS: new_head(reply, "{"); return true;
	case FAULT_STRING_SUCCESS: new_head(reply, "{\"success\":\"true\""); return true;
	case FAULT_WARN: add_warning(reply, fault->argument); return true;
	case FAULT_SAME_CURSOR: same_cursor(reply, request); return true;
	case FAULT_TWICE: twice(reply); return true;
	default: return false;
	}
}

/* ---- replies of their own ---- */

static void envelope(struct ashby_buf *reply, const char *code, const char *request_id)
{
	out_object(reply, NULL);
	out_bool(reply, "success", false);
	out_array(reply, "errors");
	out_text(reply, NULL, code);
	out_close(reply, ']');
	out_object(reply, "errorInfo");
	out_text(reply, "code", code);
	out_text(reply, "message", "A fault of the sandbox, made on purpose.");
	out_text(reply, "requestId", request_id);
	out_close(reply, '}');
	out_close(reply, '}');
}

static void fill(struct ashby_buf *reply, const char *head, char byte, int64_t count, const char *tail)
{
	char *at;

	ashby_buf_adds(reply, head);
	at = ashby_buf_room(reply, (size_t)count);
	if (!at)
		return;
	memset(at, byte, (size_t)count);
	reply->len += (size_t)count;
	ashby_buf_adds(reply, tail);
}

/* Bits of a deflate stream, least significant first. */
struct bits {
	struct ashby_buf *out;
	unsigned long held;
	unsigned count;
};

static void put_bits(struct bits *b, unsigned long value, unsigned count)
{
	b->held |= value << b->count;
	for (b->count += count; b->count >= 8; b->count -= 8) {
		ashby_buf_addc(b->out, (char)(b->held & 0xff));
		b->held >>= 8;
	}
}

/*
 * One fixed-Huffman block: a space, then "copy 258 bytes from one back" until it is big enough. The stream has no end:
 * who waits for one reads the whole of it.
 */
static void bomb(struct ashby_buf *reply, int64_t mib)
{
	struct bits b = { reply, 0, 0 };

	ashby_buf_add(reply, "\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
	put_bits(&b, 1 | 1 << 1, 3);
	put_bits(&b, 0x0a, 8); /* the literal ' ' (code 0x50), bits reversed */
	for (int64_t n = mib * 1024 * 1024 / 258; n > 0; n--) {
		put_bits(&b, 0xa3, 8); /* length 258: code 285 (0xc5), bits reversed */
		put_bits(&b, 0, 5);    /* distance 1 */
	}
}

static bool replaces(enum fault_kind kind)
{
	static const enum fault_kind own[] = { FAULT_STATUS, FAULT_REDIRECT, FAULT_PORTAL, FAULT_ENVELOPE,
		FAULT_RATE, FAULT_FAIL, FAULT_FAIL_NULL, FAULT_FAIL_OBJECTS, FAULT_EMPTY, FAULT_ROOT,
		FAULT_HUGE, FAULT_DEEP, FAULT_BOMB };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i] == kind)
			return true;
	return false;
}

bool fault_replace(const struct fault *fault, struct ashby_buf *reply, const char *request_id)
{
	int64_t mib = fault->number < 512 ? fault->number : 512;

	if (!replaces(fault->kind))
		return false;
	ashby_buf_clear(reply);
	switch (fault->kind) {
	case FAULT_STATUS:
	case FAULT_REDIRECT:
		ashby_buf_adds(reply,
			"<html><head><title>Sorry</title></head><body><h1>Something is "
			"wrong</h1></body></html>\n");
		return true;
	case FAULT_PORTAL:
		ashby_buf_adds(reply,
			"<!doctype html><title>Guest network</title><form>Accept the terms to go "
			"on</form>\n");
		return true;
	case FAULT_ENVELOPE: envelope(reply, "internal_error", request_id); return true;
	case FAULT_RATE: envelope(reply, "rate_limit_exceeded", request_id); return true;
	case FAULT_FAIL:
		envelope(reply, *fault->argument ? fault->argument : "internal_error", request_id);
		return true;
	case FAULT_FAIL_NULL:
		ashby_buf_adds(reply, "{\"success\":false,\"errors\":null,\"errorInfo\":null}");
		return true;
	case FAULT_FAIL_OBJECTS:
		ashby_buf_adds(reply,
			"{\"success\":false,\"errors\":[{\"message\":\"limit is too "
			"high\",\"parameter\":\"limit\"}]}");
		return true;
	case FAULT_EMPTY: return true;
	case FAULT_ROOT: ashby_buf_adds(reply, "[{\"success\":true}]"); return true;
	case FAULT_HUGE:
		fill(reply, "{\"success\":true,\"results\":\"", 'x', mib * 1024 * 1024, "\"}");
		return true;
	case FAULT_DEEP:
		fill(reply, "{\"success\":true,\"results\":", '[',
			fault->number < 64000000 ? fault->number : 64000000, "");
		return true;
	case FAULT_BOMB: bomb(reply, mib); return true;
	default: return false;
	}
}
