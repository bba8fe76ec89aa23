/*
 * complete.c: what could stand where the cursor is in a command line.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <ashby/catalog.h>
#include "app.h"
#include "command.h"
#include "complete.h"

#define ITEMS_MAX 300

void complete_init(struct complete *complete)
{
	*complete = (struct complete){ .item = NULL };
}

void complete_release(struct complete *complete)
{
	free(complete->item);
	complete_init(complete);
}

static void add(struct complete *c, const char *word, const char *hint)
{
	struct complete_item *item;

	if (c->count == ITEMS_MAX)
		return;
	if (c->count == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 32;
		c->item = xrealloc(c->item, c->cap * sizeof *c->item);
	}
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->item[i].word, word) == 0)
			return; /* the nearer table has it already */
	item = &c->item[c->count++];
	snprintf(item->word, sizeof item->word, "%s", word);
	snprintf(item->hint, sizeof item->hint, "%s", hint ? hint : "");
}

/* 0: begins with it, 1: holds it, -1: neither. */
static int rank(const char *word, const char *typed, size_t len)
{
	if (strncasecmp(word, typed, len) == 0)
		return 0;
	for (const char *p = word; *p; p++)
		if (strncasecmp(p, typed, len) == 0)
			return 1;
	return -1;
}

/* ---- the catalogue ---- */

/* "read  cursor, limit, status" */
static void function_hint(const struct ashby_function *f, char *buf, size_t size)
{
	size_t at;

	snprintf(buf, size, "%-5s  ", f->effect == ASHBY_WRITE ? "write" : "read");
	for (const struct ashby_param *p = f->params; p->type != ASHBY_PARAM_END; p++) {
		at = strlen(buf);
		if (at + strlen(p->name) + 4 > size)
			break;
		snprintf(buf + at, size - at, "%s%s%s", p == f->params ? "" : ", ", p->name,
			p->required ? "*" : "");
	}
}

static void add_endpoints(struct complete *c, const char *typed, size_t len, bool names)
{
	size_t count;
	const struct ashby_function *f = ashby_catalog(&count);
	char hint[96];

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < count; i++) {
			const char *word = names ? f[i].name : f[i].endpoint;

			if (!word || rank(word, typed, len) != pass)
				continue;
			function_hint(&f[i], hint, sizeof hint);
			add(c, word, hint);
		}
	}
}

/* The word at text, as a function of the catalogue. */
static const struct ashby_function *function_at(const char *text, size_t len)
{
	char word[128], endpoint[128];
	const char *name;

	if (len == 0 || len >= sizeof word)
		return NULL;
	memcpy(word, text, len);
	word[len] = '\0';
	name = ashby_endpoint_name(word, endpoint);
	return ashby_catalog_find(name ? name : word);
}

static void param_hint(const struct ashby_param *p, char *buf, size_t size)
{
	snprintf(buf, size, "%s%s%s%s", ashby_param_type_name(p->type), p->required ? ", required" : "",
		p->values         ? "  "
			: p->help ? "  "
				  : "",
		p->values         ? p->values
			: p->help ? p->help
				  : "");
}

/* What stands for the record under the cursor. */
static const struct {
	const char *param, *token, *hint;
} tokens[] = {
	{ "applicationId", "%app", "the application under the cursor" },
	{ "candidateId", "%cand", "the candidate under the cursor" },
	{ "jobId", "%job", "the job under the cursor" },
	{ "offerId", "%offer", "the offer under the cursor" },
};

static void add_words(struct complete *c, const char *list, const char *typed, size_t len, const char *quote)
{
	char word[96];

	while (list && *list) {
		size_t n = strcspn(list, "|");

		snprintf(word, sizeof word, "%s%.*s%s", quote, (int)n, list, quote);
		if (rank(word + strlen(quote), typed, len) >= 0)
			add(c, word, "");
		list += n + (list[n] == '|');
	}
}

static void add_values(
	struct complete *c, const struct ashby_param *p, const char *typed, size_t len, const char *quote)
{
	char word[96];

	add_words(c, p->values, typed, len, quote);
	/* Those that only we know stand in no JSON body that is sent as it is. */
	if (!*quote)
		add_words(c, p->meanings, typed, len, quote);
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		if (strcmp(p->name, tokens[i].param) != 0 || rank(tokens[i].token, typed, len) < 0)
			continue;
		snprintf(word, sizeof word, "%s%s%s", quote, tokens[i].token, quote);
		add(c, word, tokens[i].hint);
	}
}

/* ---- inside a JSON body ---- */

/* Where the cursor is in a body that is still being written. */
struct place {
	int depth;
	bool in_string, value; /* value: after the colon */
	size_t string_from;    /* the quote that opened the string in work */
	size_t key_from, key_len;
};

static void walk_string(struct place *place, const char *body, size_t len, size_t *i)
{
	size_t from = *i;

	for (++*i; *i < len && body[*i] != '"'; ++*i)
		if (body[*i] == '\\')
			++*i;
	place->in_string = *i >= len;
	place->string_from = from;
	if (!place->value && place->depth == 1 && !place->in_string) {
		place->key_from = from + 1;
		place->key_len = *i - from - 1;
	}
}

static void walk(struct place *place, const char *body, size_t len)
{
	*place = (struct place){ .depth = 0 };
	for (size_t i = 0; i < len; i++) {
		switch (body[i]) {
		case '"': walk_string(place, body, len, &i); break;
		case '{':
		case '[': place->depth++; break;
		case '}':
		case ']': place->depth--; break;
		case ':': place->value = place->value || place->depth == 1; break;
		case ',': place->value = place->value && place->depth != 1; break;
		default: break;
		}
	}
}

static bool has_key(const char *body, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = body; (p = strstr(p, name)); p += len)
		if (p > body && p[-1] == '"' && p[len] == '"')
			return true;
	return false;
}

static void add_keys(
	struct complete *c, const struct ashby_function *f, const char *body, const char *typed, size_t len)
{
	char word[96], hint[96];

	for (int pass = 0; pass < 2; pass++) {
		for (const struct ashby_param *p = f->params; p->type != ASHBY_PARAM_END; p++) {
			if (p->use != ASHBY_PARAM_SENT || rank(p->name, typed, len) != pass ||
				(len == 0 && has_key(body, p->name)))
				continue;
			snprintf(word, sizeof word, "\"%s\":", p->name);
			param_hint(p, hint, sizeof hint);
			add(c, word, hint);
		}
	}
}

static void complete_body(
	struct complete *c, const struct ashby_function *f, const char *line, size_t at, size_t point)
{
	const char *body = line + at;
	size_t len = point - at;
	struct place place;

	walk(&place, body, len);
	if (len == 0) {
		add(c, "{}", "no parameters");
		return;
	}
	if (place.depth != 1 && !(place.depth == 2 && place.value && place.in_string))
		return;
	if (!place.value) {
		size_t from = place.in_string ? place.string_from : len;

		if (!place.in_string && body[len - 1] != '{' && body[len - 1] != ',' && body[len - 1] != ' ')
			return;
		c->from = at + from;
		add_keys(c, f, body, body + from + place.in_string, len - from - place.in_string);
	} else {
		char name[64];
		const struct ashby_param *p;
		size_t from = place.in_string ? place.string_from : len;

		if (place.key_len == 0 || place.key_len >= sizeof name)
			return;
		memcpy(name, body + place.key_from, place.key_len);
		name[place.key_len] = '\0';
		p = ashby_param_find(f, name);
		if (!p || (!place.in_string && body[len - 1] != ':' && body[len - 1] != ' '))
			return;
		c->from = at + from;
		add_values(c, p, body + from + place.in_string, len - from - place.in_string, "\"");
	}
}

/* ---- NAME=VALUE after a function's name ---- */

static void complete_pairs(struct complete *c, const struct ashby_function *f, const char *line, size_t point)
{
	size_t from = point;
	const char *equals;
	char word[96], hint[96];

	while (from > 0 && line[from - 1] != ' ')
		from--;
	equals = memchr(line + from, '=', point - from);
	c->from = from;
	if (equals) {
		const struct ashby_param *p;
		char name[64];
		size_t len = (size_t)(equals - line) - from;

		if (len == 0 || len >= sizeof name)
			return;
		memcpy(name, line + from, len);
		name[len] = '\0';
		p = ashby_param_find(f, name);
		c->from = (size_t)(equals - line) + 1;
		if (p)
			add_values(c, p, equals + 1, point - c->from, "");
		return;
	}
	for (const struct ashby_param *p = f->params; p->type != ASHBY_PARAM_END; p++) {
		if (rank(p->name, line + from, point - from) != 0)
			continue;
		snprintf(word, sizeof word, "%s=", p->name);
		param_hint(p, hint, sizeof hint);
		add(c, word, hint);
	}
}

/* ---- commands ---- */

static void add_table(
	struct complete *c, const struct command *table, const char *typed, size_t len, int pass)
{
	for (; table && table->name; table++)
		if (rank(table->name, typed, len) == pass)
			add(c, table->name, table->help);
}

static void complete_name(struct complete *c, struct app *app, const char *typed, size_t len)
{
	struct page *page = app ? app_page(app) : NULL;

	for (int pass = 0; app && pass < 2; pass++) {
		if (page)
			add_table(c, page->view->commands, typed, len, pass);
		if (page)
			add_table(c, page->view->engine->commands, typed, len, pass);
		for (int i = 0; command_tables[i]; i++)
			add_table(c, command_tables[i], typed, len, pass);
	}
	if (len > 0)
		add_endpoints(c, typed, len, true);
}

/* Candidates that a command's row gives, "word\thint" a line; those that fit what was typed. */
static void take_lines(struct complete *c, char *lines, const char *typed, size_t len)
{
	for (int pass = 0; pass < 2; pass++) {
		for (char *line = lines, *next; *line; line = next) {
			size_t end = strcspn(line, "\n"), tab = strcspn(line, "\t\n");
			char word[96], hint[96] = "";

			next = line + end + (line[end] == '\n');
			snprintf(word, sizeof word, "%.*s", (int)tab, line);
			if (tab < end)
				snprintf(hint, sizeof hint, "%.*s", (int)(end - tab - 1), line + tab + 1);
			if (rank(word, typed, len) == pass)
				add(c, word, hint);
		}
	}
}

static void complete_argument(
	struct complete *c, struct app *app, const struct command *command, const char *line, size_t point)
{
	struct ashby_buf out;
	size_t from = point;
	int n = -1;

	while (from > 0 && line[from - 1] != ' ')
		from--;
	for (size_t i = 0; i < from; i++)
		n += line[i] == ' ' && i > 0 && line[i - 1] != ' ';
	c->from = from;
	if (!command->complete || n < 0)
		return;
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	command->complete(app, app_page(app), n, &out);
	if (out.len > 0)
		take_lines(c, out.data, line + from, point - from);
	ashby_buf_release(&out);
}

/* ---- the line that looks for something ---- */

void complete_find(struct complete *c, struct app *app, const char *line, size_t point)
{
	struct page *page = app ? app_page(app) : NULL;
	const struct engine *engine = page ? page->view->engine : NULL;
	struct ashby_buf out;
	char word[96];
	size_t from = point;

	c->count = 0;
	c->from = point;
	c->signature[0] = '\0';
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	if (engine && engine->find_hint)
		engine->find_hint(page, &out);
	snprintf(c->signature, sizeof c->signature, "%s", ashby_buf_str(&out));
	ashby_buf_clear(&out);
	while (from > 0 && line[from - 1] != ' ')
		from--;
	c->from = from;
	snprintf(word, sizeof word, "%.*s", (int)(point - from), line + from);
	if (engine && engine->find_words)
		engine->find_words(page, word, &out);
	if (out.len > 0)
		take_lines(c, out.data, "", 0);
	ashby_buf_release(&out);
}

/* ---- the line ---- */

static bool raw_call(const char *line, size_t len)
{
	return (len == 3 && strncmp(line, "api", 3) == 0) || (len == 8 && strncmp(line, "api_post", 8) == 0);
}

static void function_signature(struct complete *c, const struct ashby_function *f)
{
	char hint[140];

	function_hint(f, hint, sizeof hint);
	snprintf(c->signature, sizeof c->signature, "%s  %s", f->endpoint, hint);
}

static void complete_call(struct complete *c, const char *line, size_t command, size_t point)
{
	size_t at = command + strspn(line + command, " "), end = at + strcspn(line + at, " ");
	const struct ashby_function *f = function_at(line + at, end - at);

	snprintf(c->signature, sizeof c->signature,
		"api <category.method> [JSON]   %%app %%cand %%job %%offer fill in from the row under the "
		"cursor");
	if (point <= end) {
		c->from = at;
		add_endpoints(c, line + at, point > at ? point - at : 0, false);
		if (f && point == end)
			function_signature(c, f);
		return;
	}
	if (!f)
		return;
	function_signature(c, f);
	c->from = point;
	complete_body(c, f, line, end + strspn(line + end, " "), point);
}

void complete_line(struct complete *c, struct app *app, const char *line, size_t point)
{
	size_t blank = strspn(line, " "), end = blank + strcspn(line + blank, " ");
	const struct command *command;
	const struct ashby_function *f;

	c->count = 0;
	c->from = point;
	c->signature[0] = '\0';
	command = app ? command_find(app, line) : NULL;
	if (command && command->help)
		snprintf(c->signature, sizeof c->signature, "%s %s   %s", command->name,
			command->args ? command->args : "", command->help);
	if (point <= end) {
		c->from = blank < point ? blank : point;
		complete_name(c, app, line + c->from, point - c->from);
		return;
	}
	if (raw_call(line + blank, end - blank)) {
		complete_call(c, line, end, point);
	} else if (command) {
		complete_argument(c, app, command, line, point);
	} else if ((f = function_at(line + blank, end - blank))) {
		function_signature(c, f);
		complete_pairs(c, f, line, point);
	}
}
