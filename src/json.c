/*
 * json.c: the gate for JSON from outside. It checks grammar and limits and repairs the text before cJSON, which
 * would cut a string at \u0000 and refuse a whole page for half an emoji, sees it. Knows nothing of records.
 */
#include "json.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sys.h"
#include "utf8.h"

#define DEPTH_MAX 512   /* of any limits: the tree is walked and freed by recursion */
#define NUMBER_MAX 63   /* bytes: what cJSON reads of a number */
#define EXCERPT_MAX 80  /* characters of the text shown in an error */
#define PLAIN_DIGITS 15 /* a whole number of so many digits survives a double and its printing */

static const struct ashby_limits default_limits = {
	.bytes = (size_t)16 << 20,
	.depth = 64,
	.nodes = 1000000,
	.width = 10000,
};

struct gate {
	const char *in;
	size_t len, at;
	size_t copied; /* input before this is in out, as it was or repaired */
	struct ashby_buf *out;
	struct ashby_limits limits;
	unsigned flags;
	size_t nodes;
	int depth;
	struct {
		char close; /* ']' or '}' */
		size_t width;
	} level[DEPTH_MAX];
	struct ashby_err *err;
};

/* ---- errors ---- */

/* The beginning of the text, on one line; the sanitiser still has to see it before a terminal does. */
static void excerpt(char at[static EXCERPT_MAX * 4 + 1], const char *in, size_t len)
{
	size_t used = 0, i = 0;
	uint32_t cp;

	for (int n = 0; n < EXCERPT_MAX && i < len; n++) {
		i += ashby__utf8_next(in + i, len - i, &cp);
		if (cp == UTF8_BAD)
			cp = UTF8_REPLACEMENT;
		else if (cp < 0x20)
			cp = ' ';
		used += ashby__utf8_put(at + used, cp);
	}
	at[used] = '\0';
}

static enum ashby_error bad(const struct gate *g, const char *what)
{
	char start[EXCERPT_MAX * 4 + 1];

	excerpt(start, g->in, g->len);
	return ashby_err_set(
		g->err, ASHBY_EREPLY, "not JSON: %s at byte %zu; the text begins '%s'", what, g->at, start);
}

static enum ashby_error over(const struct gate *g, const char *what, size_t limit)
{
	return ashby_err_set(
		g->err, ASHBY_ELIMIT, "JSON refused at byte %zu: more than %zu %s", g->at, limit, what);
}

/* ---- repair ---- */

/* Puts U+FFFD in the place of the len bytes at the cursor. */
static enum ashby_error replace(struct gate *g, size_t len, const char *what)
{
	if (g->flags & JSON_STRICT)
		return bad(g, what);
	ashby_buf_add(g->out, g->in + g->copied, g->at - g->copied);
	ashby_buf_adds(g->out, "\xEF\xBF\xBD");
	g->at += len;
	g->copied = g->at;
	return ASHBY_OK;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The value of \uXXXX at an offset, -1 if there is none. */
static long escape_value(const struct gate *g, size_t at)
{
	long value = 0;

	if (at + 6 > g->len || g->in[at] != '\\' || g->in[at + 1] != 'u')
		return -1;
	for (size_t i = at + 2; i < at + 6; i++) {
		int digit = hex_value(g->in[i]);

		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

static enum ashby_error take_escape(struct gate *g)
{
	char c = g->at + 1 < g->len ? g->in[g->at + 1] : '\0';
	long value, low;

	if (c && strchr("\"\\/bfnrt", c)) {
		g->at += 2;
		return ASHBY_OK;
	}
	value = escape_value(g, g->at);
	if (value < 0)
		return bad(g, "a bad escape");
	if (value == 0)
		return replace(g, 6, "\\u0000");
	if (value < 0xD800 || value > 0xDFFF) {
		g->at += 6;
		return ASHBY_OK;
	}
	low = value < 0xDC00 ? escape_value(g, g->at + 6) : -1;
	if (low < 0xDC00 || low > 0xDFFF)
		return replace(g, 6, "half a surrogate pair");
	g->at += 12;
	return ASHBY_OK;
}

/* ---- tokens ---- */

static bool string_plain(char c)
{
	return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

static enum ashby_error take_string(struct gate *g)
{
	enum ashby_error error = ASHBY_OK;
	uint32_t cp;
	size_t len;

	g->at++;
	while (!error) {
		while (g->at < g->len && string_plain(g->in[g->at]))
			g->at++;
		if (g->at >= g->len)
			return bad(g, "the end inside a string");
		if (g->in[g->at] == '"')
			break;
		if (g->in[g->at] == '\\') {
			error = take_escape(g);
			continue;
		}
		len = ashby__utf8_next(g->in + g->at, g->len - g->at, &cp);
		if (cp == UTF8_BAD)
			error = replace(g, len, "bad UTF-8");
		else if (cp < 0x20)
			error = replace(g, len, "a control character in a string");
		else
			g->at += len;
	}
	g->at++;
	return error;
}

static size_t take_digits(struct gate *g)
{
	size_t from = g->at;

	while (g->at < g->len && g->in[g->at] >= '0' && g->in[g->at] <= '9')
		g->at++;
	return g->at - from;
}

static bool take_char(struct gate *g, const char *set)
{
	if (g->at >= g->len || !g->in[g->at] || !strchr(set, g->in[g->at]))
		return false;
	g->at++;
	return true;
}

static enum ashby_error take_number(struct gate *g)
{
	size_t from = g->at;

	take_char(g, "-");
	if (take_char(g, "0")) {
		if (g->at < g->len && g->in[g->at] >= '0' && g->in[g->at] <= '9')
			return bad(g, "a number that begins with 0");
	} else if (!take_digits(g)) {
		return bad(g, "a number without digits");
	}
	if (take_char(g, ".") && !take_digits(g))
		return bad(g, "a number without digits after its point");
	if (take_char(g, "eE")) {
		take_char(g, "+-");
		if (!take_digits(g))
			return bad(g, "a number without digits in its exponent");
	}
	return g->at - from > NUMBER_MAX ? over(g, "characters in a number", NUMBER_MAX) : ASHBY_OK;
}

static enum ashby_error take_word(struct gate *g)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i]);

		if (g->len - g->at >= len && memcmp(g->in + g->at, words[i], len) == 0) {
			g->at += len;
			return ASHBY_OK;
		}
	}
	return bad(g, g->at < g->len ? "no value" : "the end instead of a value");
}

static void take_space(struct gate *g)
{
	while (take_char(g, " \t\n\r"))
		;
}

/* ---- structure ---- */

static enum ashby_error take_key(struct gate *g)
{
	enum ashby_error error;

	take_space(g);
	if (g->at >= g->len || g->in[g->at] != '"')
		return bad(g, "no key");
	if (++g->level[g->depth - 1].width > g->limits.width)
		return over(g, "keys in an object", g->limits.width);
	error = take_string(g);
	if (error)
		return error;
	take_space(g);
	return take_char(g, ":") ? ASHBY_OK : bad(g, "no ':' after a key");
}

/* Enters an array or object at its bracket; *empty tells that it was left again at once. */
static enum ashby_error take_open(struct gate *g, bool *empty)
{
	char close = g->in[g->at] == '{' ? '}' : ']';

	if (g->depth >= g->limits.depth)
		return over(g, "levels", (size_t)g->limits.depth);
	g->at++;
	take_space(g);
	*empty = g->at < g->len && g->in[g->at] == close;
	if (*empty) {
		g->at++;
		return ASHBY_OK;
	}
	g->level[g->depth].close = close;
	g->level[g->depth++].width = 0;
	return close == '}' ? take_key(g) : ASHBY_OK;
}

/* One value, or the beginning of one: *whole is false inside an array or object that has just been entered. */
static enum ashby_error take_value(struct gate *g, bool *whole)
{
	char c;

	take_space(g);
	c = g->at < g->len ? g->in[g->at] : '\0';
	*whole = true;
	if (++g->nodes > g->limits.nodes)
		return over(g, "values", g->limits.nodes);
	if (c == '{' || c == '[')
		return take_open(g, whole);
	if (c == '"')
		return take_string(g);
	if (c == '-' || (c >= '0' && c <= '9'))
		return take_number(g);
	return take_word(g);
}

/* After a value: leaves what ends here; *more tells that another value follows. */
static enum ashby_error take_after(struct gate *g, bool *more)
{
	for (*more = false; g->depth > 0; g->depth--) {
		char close = g->level[g->depth - 1].close;

		take_space(g);
		if (take_char(g, ",")) {
			*more = true;
			return close == '}' ? take_key(g) : ASHBY_OK;
		}
		if (g->at >= g->len)
			return bad(g, close == '}' ? "the end inside an object" : "the end inside an array");
		if (g->in[g->at] != close)
			return bad(g, close == '}' ? "neither ',' nor '}'" : "neither ',' nor ']'");
		g->at++;
	}
	return ASHBY_OK;
}

static enum ashby_error take_document(struct gate *g)
{
	enum ashby_error error;
	bool whole, more = true;

	while (more) {
		error = take_value(g, &whole);
		if (!error && whole)
			error = take_after(g, &more);
		if (error)
			return error;
	}
	take_space(g);
	return g->at < g->len ? bad(g, "more than one value") : ASHBY_OK;
}

static void set_limits(struct gate *g, const struct ashby_limits *limits)
{
	g->limits = default_limits;
	if (!limits)
		return;
	if (limits->bytes)
		g->limits.bytes = limits->bytes;
	if (limits->depth > 0)
		g->limits.depth = limits->depth < DEPTH_MAX ? limits->depth : DEPTH_MAX;
	if (limits->nodes)
		g->limits.nodes = limits->nodes;
	if (limits->width)
		g->limits.width = limits->width;
}

enum ashby_error ashby__json_gate(struct ashby_buf *out, struct ashby_text in,
	const struct ashby_limits *limits, unsigned flags, struct ashby_err *err)
{
	struct gate g;
	enum ashby_error error;

	g.in = in.len ? in.raw : "";
	g.len = in.len;
	g.at = g.copied = g.nodes = 0;
	g.depth = 0;
	g.out = out;
	g.flags = flags;
	g.err = err;
	set_limits(&g, limits);
	if (g.len > g.limits.bytes)
		return over(&g, "bytes", g.limits.bytes);
	if (!(flags & JSON_STRICT) && g.len >= 3 && memcmp(g.in, "\xEF\xBB\xBF", 3) == 0)
		g.at = g.copied = 3;
	error = take_document(&g);
	if (error)
		return error;
	if (ashby_buf_add(out, g.in + g.copied, g.len - g.copied))
		return ashby_err_set(
			err, ASHBY_ENOMEM, "out of memory while reading JSON of %zu bytes", g.len);
	return ASHBY_OK;
}

/* ---- text that has passed ---- */

size_t ashby__json_space(const char *json, size_t at)
{
	while (json[at] && strchr(" \t\n\r", json[at]))
		at++;
	return at;
}

static size_t skip_string(const char *json, size_t at)
{
	for (at++; json[at] != '"'; at++)
		if (json[at] == '\\')
			at++;
	return at + 1;
}

size_t ashby__json_skip(const char *json, size_t at)
{
	int depth = 0;

	if (json[at] == '"')
		return skip_string(json, at);
	if (json[at] != '{' && json[at] != '[')
		return at + strcspn(json + at, " \t\n\r,]}");
	do {
		if (json[at] == '"') {
			at = skip_string(json, at);
			continue;
		}
		if (json[at] == '{' || json[at] == '[')
			depth++;
		else if (json[at] == '}' || json[at] == ']')
			depth--;
		at++;
	} while (depth > 0);
	return at;
}

/* ---- the tree ---- */

/* The next number of a text at or after *at, and its length. The text is known to hold one. */
static size_t next_number(const char *json, size_t *at)
{
	while (json[*at] != '-' && (json[*at] < '0' || json[*at] > '9'))
		*at = json[*at] == '"' ? skip_string(json, *at) : *at + 1;
	return strspn(json + *at, "+-.eE0123456789");
}

static bool number_plain(const char *s, size_t len)
{
	size_t sign = s[0] == '-';

	return len - sign <= PLAIN_DIGITS && strspn(s, "-0123456789") == len && !(sign && s[1] == '0');
}

/*
 * A double holds less than the text of a number does. Where that matters the text is kept in the node's string, which
 * cJSON ignores for numbers and frees with the node. Nodes and the text's numbers come in the same order.
 */
static bool keep_numbers(cJSON *node, const char *json, size_t *at)
{
	for (; node; node = node->next) {
		if (cJSON_IsNumber(node)) {
			size_t len = next_number(json, at);

			if (!number_plain(json + *at, len)) {
				node->valuestring = cJSON_malloc(len + 1);
				if (!node->valuestring)
					return false;
				memcpy(node->valuestring, json + *at, len);
				node->valuestring[len] = '\0';
			}
			*at += len;
		}
		if (node->child && !keep_numbers(node->child, json, at))
			return false;
	}
	return true;
}

enum ashby_error ashby__json_tree(struct cJSON **out, const struct ashby_buf *text, struct ashby_err *err)
{
	cJSON *tree = cJSON_ParseWithLengthOpts(text->data, text->len, NULL, false);
	size_t at = 0;

	/* The gate lets nothing pass that cJSON refuses, so what is left to fail is memory. */
	if (!tree || !keep_numbers(tree, text->data, &at)) {
		cJSON_Delete(tree);
		return ashby_err_set(
			err, ASHBY_ENOMEM, "out of memory while reading JSON of %zu bytes", text->len);
	}
	*out = tree;
	return ASHBY_OK;
}

void ashby__json_free(struct cJSON *tree)
{
	cJSON_Delete(tree);
}

static void *json_malloc(size_t len)
{
	return malloc(len);
}

void ashby__json_init_memory(void)
{
	cJSON_Hooks hooks = { .malloc_fn = json_malloc, .free_fn = ashby__wipe_free };

	cJSON_InitHooks(&hooks);
}
