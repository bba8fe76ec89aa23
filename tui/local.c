/* local.c: a person's own items about an account, in memory and as lines of a text. Pure: knows no file and no view. */
#include "local.h"

#include <stdlib.h>
#include <string.h>

#include "app.h"

enum { FIELDS = 6, ITEMS_MAX = 10000 };

struct line {
	struct local_item item;
	char *other; /* a line that is no item of ours, or NULL */
};

struct local {
	struct line *line;
	unsigned count, cap, version;
};

static const char *const types[LOCAL_TYPES] = {
	[LOCAL_FILTER] = "filter",
	[LOCAL_BOOKMARK] = "bookmark",
	[LOCAL_SNOOZE] = "snooze",
	[LOCAL_COLUMNS] = "columns",
};

struct local *local_new(void)
{
	return xcalloc(1, sizeof(struct local));
}

static void release(struct line *line)
{
	free(line->item.key);
	free(line->item.view);
	free(line->item.value);
	free(line->item.title);
	free(line->other);
}

void local_clear(struct local *local)
{
	for (unsigned i = 0; i < local->count; i++)
		release(&local->line[i]);
	local->count = 0;
	local->version++;
}

void local_free(struct local *local)
{
	if (!local)
		return;
	local_clear(local);
	free(local->line);
	free(local);
}

/* ---- items ---- */

static int index_of(const struct local *local, enum local_type type, const char *key)
{
	for (unsigned i = 0; i < local->count; i++) {
		const struct line *line = &local->line[i];

		if (!line->other && line->item.type == type && strcmp(line->item.key, key) == 0)
			return (int)i;
	}
	return -1;
}

const struct local_item *local_find(const struct local *local, enum local_type type, const char *key)
{
	int i = index_of(local, type, key);

	return i < 0 ? NULL : &local->line[i].item;
}

const struct local_item *local_at(const struct local *local, enum local_type type, unsigned n)
{
	for (unsigned i = 0; i < local->count; i++) {
		const struct line *line = &local->line[i];

		if (!line->other && line->item.type == type && n-- == 0)
			return &line->item;
	}
	return NULL;
}

static struct line *append(struct local *local)
{
	if (local->count == local->cap) {
		local->cap = local->cap ? local->cap * 2 : 32;
		local->line = xrealloc(local->line, local->cap * sizeof(*local->line));
	}
	memset(&local->line[local->count], 0, sizeof(*local->line));
	return &local->line[local->count++];
}

static char *copy(const char *text)
{
	return xstrdup(text ? text : "");
}

void local_set(struct local *local, const struct local_item *item)
{
	struct local_item made = { .type = item->type, .when_ms = item->when_ms };
	int i = index_of(local, item->type, item->key);

	if (i < 0 && local->count >= ITEMS_MAX)
		return;
	/* Copied first: the texts may be those of the item that is replaced. */
	made.key = copy(item->key);
	made.view = copy(item->view);
	made.value = copy(item->value);
	made.title = copy(item->title);
	if (i >= 0)
		release(&local->line[i]);
	else
		append(local);
	local->line[i >= 0 ? (unsigned)i : local->count - 1] = (struct line){ .item = made };
	local->version++;
}

bool local_drop(struct local *local, enum local_type type, const char *key)
{
	int i = index_of(local, type, key);

	if (i < 0)
		return false;
	release(&local->line[i]);
	memmove(&local->line[i], &local->line[i + 1],
		(local->count - (unsigned)i - 1) * sizeof(*local->line));
	local->count--;
	local->version++;
	return true;
}

unsigned local_version(const struct local *local)
{
	return local->version;
}

/* ---- lines ---- */

/* What may not stand in a field as it is, and the letter after a backslash that stands for it. */
static const struct {
	char byte, letter;
} escapes[] = { { '\\', '\\' }, { '\t', 't' }, { '\n', 'n' }, { '\r', 'r' } };

enum { ESCAPES = sizeof(escapes) / sizeof(escapes[0]) };

static void print_field(struct ashby_buf *out, const char *text)
{
	for (; *text; text++) {
		int i = 0;

		while (i < ESCAPES && escapes[i].byte != *text)
			i++;
		if (i == ESCAPES) {
			ashby_buf_addc(out, *text);
		} else {
			ashby_buf_addc(out, '\\');
			ashby_buf_addc(out, escapes[i].letter);
		}
	}
	ashby_buf_addc(out, '\t');
}

void local_print(const struct local *local, struct ashby_buf *out)
{
	for (unsigned i = 0; i < local->count; i++) {
		const struct local_item *item = &local->line[i].item;

		if (local->line[i].other) {
			ashby_buf_addf(out, "%s\n", local->line[i].other);
			continue;
		}
		ashby_buf_addf(out, "%s\t", types[item->type]);
		print_field(out, item->key);
		print_field(out, item->view);
		print_field(out, item->value);
		print_field(out, item->title);
		ashby_buf_addf(out, "%lld\n", (long long)item->when_ms);
	}
}

/* Resolves the escapes in place. */
static void unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == '\\' && text[1]) {
			text++;
			for (int i = 0; i < ESCAPES; i++) {
				if (escapes[i].letter == *text) {
					*text = escapes[i].byte;
					break;
				}
			}
		}
		*to++ = *text;
	}
	*to = '\0';
}

static int type_named(const char *word)
{
	for (int i = 0; i < LOCAL_TYPES; i++) {
		if (strcmp(types[i], word) == 0)
			return i;
	}
	return -1;
}

/* Cuts a line into its fields, in place; false if it has not as many. */
static bool cut(char *line, char *field[static FIELDS])
{
	int n = 0;

	for (char *at = line; n < FIELDS; n++) {
		char *tab = strchr(at, '\t');

		field[n] = at;
		if (!tab)
			break;
		*tab = '\0';
		at = tab + 1;
	}
	return n == FIELDS - 1;
}

static void parse_line(struct local *local, const char *text)
{
	char *line = xstrdup(text), *field[FIELDS];
	struct local_item item;
	int type;

	if (!cut(line, field) || (type = type_named(field[0])) < 0) {
		if (*text)
			append(local)->other = xstrdup(text);
		free(line);
		return;
	}
	for (int i = 1; i < FIELDS - 1; i++)
		unescape(field[i]);
	item = (struct local_item){ .type = (enum local_type)type,
		.key = field[1],
		.view = field[2],
		.value = field[3],
		.title = field[4],
		.when_ms = strtoll(field[5], NULL, 10) };
	local_set(local, &item);
	free(line);
}

void local_parse(struct local *local, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = xmalloc(len + 1);

		memcpy(line, text, len);
		line[len] = '\0';
		parse_line(local, line);
		free(line);
		text += len + (text[len] == '\n');
	}
}
