/* keymap.c: key files to bindings, keys to command lines. Pure: knows no curses, no view and no command. */
#include "keymap.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"

enum { TOKEN = 64, LANG_MAX = 128, LINE = 512, CONTEXTS = 9 };

struct entry {
	struct binding binding;
	char *texts; /* what the binding's four texts point into */
};

/* The bindings that are in force in some contexts, in the order of look-up. */
struct force {
	const struct binding **binding;
	unsigned count;
	const char *context[CONTEXTS]; /* the names' owners outlive the map: views and engines */
	bool valid;
};

struct keymap {
	struct force *force;
	struct entry *entry;
	unsigned count, cap;
	char account[64];
	tui_key lang_from[LANG_MAX], lang_to[LANG_MAX];
	unsigned langs;
};

/* One line being read. */
struct reader {
	struct keymap *map;
	const char *file;
	int line;
	keymap_error_fn *fn;
	void *arg;
	const char *at;
	const char *help;
};

struct keymap *keymap_new(void)
{
	struct keymap *map = xcalloc(1, sizeof(*map));

	map->force = xcalloc(1, sizeof(*map->force));
	return map;
}

void keymap_free(struct keymap *map)
{
	if (!map)
		return;
	for (unsigned i = 0; i < map->count; i++)
		free(map->entry[i].texts);
	free(map->entry);
	free(map->force->binding);
	free(map->force);
	free(map);
}

void keymap_account(struct keymap *map, const char *account)
{
	snprintf(map->account, sizeof(map->account), "%s", account ? account : "");
}

__attribute__((format(printf, 2, 3))) static int wrong(struct reader *r, const char *format, ...)
{
	char message[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof(message), format, ap);
	va_end(ap);
	if (r->fn)
		r->fn(r->arg, r->file ? r->file : "default.keys", r->line, message);
	return 1;
}

/* The next word of the line; false at its end. Too long a word is cut and then known to nothing. */
static bool word(struct reader *r, char out[static TOKEN])
{
	size_t n = 0;

	while (*r->at == ' ' || *r->at == '\t')
		r->at++;
	while (*r->at && *r->at != ' ' && *r->at != '\t') {
		if (n + 1 < TOKEN)
			out[n++] = *r->at;
		r->at++;
	}
	out[n] = '\0';
	return n > 0;
}

/* Keys are the words that are key names as a whole: no command has a name of one character. */
static unsigned read_keys(struct reader *r, tui_key keys[static KEYMAP_SEQUENCE], int *bad)
{
	unsigned count = 0;

	*bad = 0;
	for (;;) {
		const char *start = r->at, *why = "", *trouble;
		char token[TOKEN];
		tui_key key;
		size_t used;

		if (!word(r, token))
			return count;
		used = key_parse(token, &key, &why);
		if (token[used] != '\0' || used == 0) {
			if (*token == '<') {
				*bad = wrong(r, "%s: %s", token, *why ? why : "not a key");
				return count;
			}
			r->at = start;
			return count;
		}
		trouble = key_trouble(key);
		if (trouble) {
			*bad = wrong(r, "%s", trouble);
			return count;
		}
		if (count == KEYMAP_SEQUENCE) {
			*bad = wrong(r, "more than %d keys in a sequence", KEYMAP_SEQUENCE);
			return count;
		}
		keys[count++] = key;
	}
}

static bool same_start(const struct binding *b, const tui_key *keys, unsigned count)
{
	return memcmp(b->keys, keys, count * sizeof(*keys)) == 0;
}

static bool same_level(const struct binding *b, const char *file)
{
	return !b->file == !file;
}

static void drop(struct keymap *map, unsigned i)
{
	free(map->entry[i].texts);
	memmove(&map->entry[i], &map->entry[i + 1], (map->count - i - 1) * sizeof(map->entry[0]));
	map->count--;
}

/* A line of the same level that has these keys, or keys that begin as these do. */
static int clashes(struct reader *r, const char *context, const tui_key *keys, unsigned count, bool force)
{
	struct keymap *map = r->map;

	for (unsigned i = 0; i < map->count; i++) {
		const struct binding *b = &map->entry[i].binding;
		unsigned least = b->count < count ? b->count : count;
		char name[64];

		if (!same_level(b, r->file) || strcmp(b->context, context) != 0 ||
			!same_start(b, keys, least))
			continue;
		if (b->count == count && force) {
			drop(map, i);
			return 0;
		}
		keymap_keys_name(b->keys, b->count, name);
		if (b->count == count)
			return wrong(r, "'%s' is bound in %s at line %d already (bind! replaces it)", name,
				context, b->line);
		return wrong(r, "'%s' of line %d begins alike: a key is an action or a prefix, not both",
			name, b->line);
	}
	return 0;
}

/* Appends a text to a block; where it now is, or NULL for none. */
static const char *pack(char **at, const char *text)
{
	const char *start = *at;
	size_t size;

	if (!text)
		return NULL;
	size = strlen(text) + 1;
	memcpy(*at, text, size);
	*at += size;
	return start;
}

static size_t size_of(const char *text)
{
	return text ? strlen(text) + 1 : 0;
}

static void add(
	struct reader *r, const char *context, const tui_key *keys, unsigned count, const char *command)
{
	struct keymap *map = r->map;
	const char *help = r->help && *r->help ? r->help : NULL;
	struct entry *entry;
	char *at;

	if (map->count == map->cap) {
		map->cap = map->cap ? map->cap * 2 : 128;
		map->entry = xrealloc(map->entry, map->cap * sizeof(*map->entry));
	}
	entry = &map->entry[map->count++];
	memset(entry, 0, sizeof(*entry));
	at = entry->texts = xmalloc(size_of(context) + size_of(command) + size_of(help) + size_of(r->file));
	entry->binding.context = pack(&at, context);
	entry->binding.command = pack(&at, command);
	entry->binding.help = pack(&at, help);
	entry->binding.file = pack(&at, r->file);
	memcpy(entry->binding.keys, keys, count * sizeof(*keys));
	entry->binding.count = count;
	entry->binding.line = r->line;
}

/* The next context of a list "a,b@account"; false at the end. *mine: it counts for the account in use. */
static bool next_context(const struct keymap *map, const char **list, char out[static TOKEN], bool *mine)
{
	size_t len = strcspn(*list, ",");
	char *at;

	if (len == 0)
		return false;
	snprintf(out, TOKEN, "%.*s", (int)len, *list);
	*list += len + ((*list)[len] == ',');
	at = strchr(out, '@');
	*mine = !at || strcmp(at + 1, map->account) == 0;
	if (at)
		*at = '\0';
	return true;
}

static int do_bind(struct reader *r, bool force)
{
	char contexts[TOKEN], context[TOKEN];
	tui_key keys[KEYMAP_SEQUENCE];
	const char *list = contexts;
	unsigned count;
	int bad;
	bool mine;

	if (!word(r, contexts))
		return wrong(r, "bind needs a context, keys and a command");
	count = read_keys(r, keys, &bad);
	if (bad)
		return 1;
	while (*r->at == ' ' || *r->at == '\t')
		r->at++;
	if (count == 0)
		return wrong(r, "no keys: one character each, or <Enter>, <C-x>, <F1>");
	if (*r->at == '\0')
		return wrong(r, "no command after the keys");
	while (next_context(r->map, &list, context, &mine)) {
		if (!mine)
			continue;
		if (clashes(r, context, keys, count, force))
			bad = 1;
		else
			add(r, context, keys, count, r->at);
	}
	return bad;
}

static int do_unbind(struct reader *r)
{
	char contexts[TOKEN], context[TOKEN];
	tui_key keys[KEYMAP_SEQUENCE];
	const char *list = contexts;
	unsigned count;
	int bad;
	bool mine;

	if (!word(r, contexts))
		return wrong(r, "unbind needs a context and keys");
	count = read_keys(r, keys, &bad);
	if (bad)
		return 1;
	if (count == 0)
		return wrong(r, "no keys");
	while (next_context(r->map, &list, context, &mine)) {
		for (unsigned i = r->map->count; mine && i-- > 0;) {
			const struct binding *b = &r->map->entry[i].binding;

			if (b->count == count && same_start(b, keys, count) &&
				strcmp(b->context, context) == 0)
				drop(r->map, i);
		}
	}
	return 0;
}

static int do_langmap(struct reader *r)
{
	struct keymap *map = r->map;
	char from[TOKEN], to[TOKEN];
	const char *f = from, *t = to, *why;

	if (!word(r, from) || !word(r, to))
		return wrong(r, "langmap needs the letters typed and the letters meant");
	while (*f && *t && map->langs < LANG_MAX) {
		size_t n = key_parse(f, &map->lang_from[map->langs], &why);
		size_t m = key_parse(t, &map->lang_to[map->langs], &why);

		if (n == 0 || m == 0)
			return wrong(r, "langmap: %s", why);
		f += n;
		t += m;
		map->langs++;
	}
	return *f || *t ? wrong(r, "langmap: the two do not have the same number of letters") : 0;
}

static int do_force(struct reader *r)
{
	return do_bind(r, true);
}

static int do_plain(struct reader *r)
{
	return do_bind(r, false);
}

static const struct {
	const char *name;
	int (*run)(struct reader *r);
} verbs[] = {
	{ "bind", do_plain },
	{ "bind!", do_force },
	{ "unbind", do_unbind },
	{ "langmap", do_langmap },
};

/* Splits off the words for the help: a "#" after a blank, outside of quotes. */
static void split_help(char *line, struct reader *r)
{
	bool quoted = false;

	r->help = NULL;
	for (char *p = line; *p; p++) {
		if (*p == '"')
			quoted = !quoted;
		if (*p != '#' || quoted || (p > line && p[-1] != ' ' && p[-1] != '\t'))
			continue;
		*p = '\0';
		r->help = p + 1 + strspn(p + 1, " \t");
		break;
	}
	for (size_t n = strlen(line); n > 0 && strchr(" \t\r", line[n - 1]); n--)
		line[n - 1] = '\0';
}

static int read_line(struct reader *r, char *line)
{
	char verb[TOKEN];

	split_help(line, r);
	r->at = line;
	if (!word(r, verb))
		return 0;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(verbs[i].name, verb) == 0)
			return verbs[i].run(r);
	}
	return wrong(r, "'%s' is none of bind, bind!, unbind, langmap", verb);
}

int keymap_load(struct keymap *map, const char *text, const char *file, keymap_error_fn *fn, void *arg)
{
	struct reader r = { .map = map, .file = file, .fn = fn, .arg = arg };
	int bad = 0;

	map->force->valid = false;
	while (*text) {
		size_t len = strcspn(text, "\n");
		char line[LINE];

		r.line++;
		if (len >= sizeof(line))
			bad += wrong(&r, "the line is longer than %d bytes", LINE - 1);
		else {
			memcpy(line, text, len);
			line[len] = '\0';
			bad += read_line(&r, line);
		}
		text += len + (text[len] == '\n');
	}
	return bad;
}

int keymap_reload(struct keymap *map, const char *text, const char *file, keymap_error_fn *fn, void *arg)
{
	for (unsigned i = map->count; i-- > 0;) {
		const char *from = map->entry[i].binding.file;

		if (from && strcmp(from, file) == 0)
			drop(map, i);
	}
	return keymap_load(map, text, file, fn, arg);
}

const struct binding *keymap_each(const struct keymap *map, unsigned i)
{
	return i < map->count ? &map->entry[i].binding : NULL;
}

static bool in_context(const struct binding *b, const char *context)
{
	return strcmp(b->context, context) == 0;
}

/* What one level (user's or built-in lines) of one context says of these keys. The latest line wins. */
static enum keymap_match match(const struct keymap *map, const char *context, bool user, const tui_key *keys,
	unsigned count, const struct binding **out)
{
	enum keymap_match found = KEYMAP_NONE;

	for (unsigned i = map->count; i-- > 0;) {
		const struct binding *b = &map->entry[i].binding;

		if (!b->file == user || b->count < count || !in_context(b, context) ||
			!same_start(b, keys, count))
			continue;
		if (b->count == count) {
			*out = b;
			return KEYMAP_FULL;
		}
		found = KEYMAP_PREFIX;
	}
	return found;
}

static void translate(const struct keymap *map, const tui_key *keys, unsigned count, tui_key *out)
{
	for (unsigned i = 0; i < count; i++) {
		out[i] = keys[i];
		for (unsigned j = 0; j < map->langs; j++) {
			if (map->lang_from[j] == keys[i])
				out[i] = map->lang_to[j];
		}
	}
}

static enum keymap_match search(const struct keymap *map, const char *const *contexts, const tui_key *keys,
	unsigned count, const struct binding **out)
{
	for (int level = 0; level < 2; level++) {
		for (const char *const *c = contexts; *c; c++) {
			enum keymap_match found = match(map, *c, level == 0, keys, count, out);

			if (found != KEYMAP_NONE)
				return found;
		}
	}
	return KEYMAP_NONE;
}

enum keymap_match keymap_find(const struct keymap *map, const char *const *contexts, const tui_key *keys,
	unsigned count, const struct binding **out)
{
	tui_key meant[KEYMAP_SEQUENCE];
	enum keymap_match found;

	if (count == 0 || count > KEYMAP_SEQUENCE)
		return KEYMAP_NONE;
	found = search(map, contexts, keys, count, out);
	if (found != KEYMAP_NONE || map->langs == 0)
		return found;
	translate(map, keys, count, meant);
	return search(map, contexts, meant, count, out);
}

/* ---- what is in force ---- */

static bool same_contexts(const struct force *force, const char *const *contexts)
{
	int i = 0;

	while (i < CONTEXTS && force->context[i] && contexts[i] &&
		strcmp(force->context[i], contexts[i]) == 0)
		i++;
	return i < CONTEXTS && !force->context[i] && !contexts[i];
}

static void find_force(const struct keymap *map, const char *const *contexts, int level, const char *context)
{
	struct force *force = map->force;

	for (unsigned n = 0; n < map->count; n++) {
		const struct binding *b = &map->entry[n].binding, *winner = NULL;

		if (!b->file == (level == 0) || !in_context(b, context))
			continue;
		if (search(map, contexts, b->keys, b->count, &winner) == KEYMAP_FULL && winner == b)
			force->binding[force->count++] = b;
	}
}

/* Help, hints and footers go through these again and again: the last answer is kept until a line is read. */
static const struct force *force_of(const struct keymap *map, const char *const *contexts)
{
	struct force *force = map->force;
	int n = 0;

	if (force->valid && same_contexts(force, contexts))
		return force;
	force->binding = xrealloc(force->binding, map->count * sizeof(*force->binding));
	force->count = 0;
	for (int level = 0; level < 2; level++) {
		for (const char *const *c = contexts; *c; c++)
			find_force(map, contexts, level, *c);
	}
	memset(force->context, 0, sizeof(force->context));
	for (; n < CONTEXTS - 1 && contexts[n]; n++)
		force->context[n] = contexts[n];
	force->valid = !contexts[n];
	return force;
}

const struct binding *keymap_at(const struct keymap *map, const char *const *contexts, unsigned i)
{
	const struct force *force = force_of(map, contexts);

	return i < force->count ? force->binding[i] : NULL;
}

const char *keymap_keys_name(const tui_key *keys, unsigned count, char *buf)
{
	size_t at = 0;

	buf[0] = '\0';
	for (unsigned i = 0; i < count && at < 64; i++) {
		char name[16];

		at += (size_t)snprintf(buf + at, 64 - at, "%s%s", i ? " " : "", key_label(keys[i], name));
	}
	return buf;
}

const char *keymap_keys_of(
	const struct keymap *map, const char *const *contexts, const char *command, char *buf)
{
	const struct binding *best = NULL, *family = NULL, *b;
	size_t len = strlen(command);

	for (unsigned i = 0; (b = keymap_at(map, contexts, i)); i++) {
		if (strcmp(b->command, command) == 0 && (!best || b->count < best->count))
			best = b;
		if (!family && strncmp(b->command, command, len) == 0 && b->command[len] == ' ')
			family = b;
	}
	if (best)
		return keymap_keys_name(best->keys, best->count, buf);
	return family ? keymap_keys_name(family->keys, 1, buf) : NULL;
}
