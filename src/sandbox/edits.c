/* edits.c: a sorted array of what was written. Knows nothing of what a member or a fact means. */
#include "edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In front of the name of a member that is taken out. */
#define DROPPED '-'
#define HIDDEN '.'
#define DELETED ".deleted"
/* One record as JSON; far beyond any that there is. */
#define SHOWN_MAX ((size_t)8 << 20)

struct edit {
	struct id id;
	struct ashby_body *members;
	void *kept;
};

struct edits {
	struct edit *items;
	size_t count, cap;
	bool failed;
};

enum ashby_error edits_new(struct edits **out)
{
	struct edits *edits = calloc(1, sizeof(*edits));

	if (!edits)
		return ASHBY_ENOMEM;
	*out = edits;
	return ASHBY_OK;
}

void edits_free(struct edits *edits)
{
	if (!edits)
		return;
	for (size_t i = 0; i < edits->count; i++) {
		ashby_body_free(edits->items[i].members);
		free(edits->items[i].kept);
	}
	free(edits->items);
	free(edits);
}

bool edits_failed(const struct world *world)
{
	return world->edits->failed;
}

/* ---- finding ---- */

static int order(struct id a, struct id b)
{
	if (a.kind != b.kind)
		return a.kind < b.kind ? -1 : 1;
	if (a.index != b.index)
		return a.index < b.index ? -1 : 1;
	return a.sub < b.sub ? -1 : a.sub > b.sub;
}

/* Where the edit of an id is, or would be. */
static size_t place(const struct edits *edits, struct id id)
{
	size_t low = 0, high = edits->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order(edits->items[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct edit *find(const struct world *world, struct id id)
{
	const struct edits *edits = world->edits;
	size_t at;

	if (!edits->count)
		return NULL;
	at = place(edits, id);
	return at < edits->count && order(edits->items[at].id, id) == 0 ? &edits->items[at] : NULL;
}

/* The edit of an id, made if need be; NULL if there is no memory. */
static struct edit *make(struct world *world, struct id id)
{
	struct edits *edits = world->edits;
	size_t at = place(edits, id);
	struct edit *edit;

	if (at < edits->count && order(edits->items[at].id, id) == 0)
		return &edits->items[at];
	if (edits->count == edits->cap) {
		size_t cap = edits->cap ? edits->cap * 2 : 32;
		struct edit *items = realloc(edits->items, cap * sizeof(*items));

		if (!items)
			return NULL;
		edits->items = items;
		edits->cap = cap;
	}
	edit = &edits->items[at];
	memmove(edit + 1, edit, (edits->count - at) * sizeof(*edit));
	*edit = (struct edit){ .id = id };
	edits->count++;
	return ashby_body_new(&edit->members) ? NULL : edit;
}

/* ---- reading ---- */

bool edits_get(const struct world *world, struct id id, const char *name, struct ashby_text *json)
{
	const struct edit *edit = find(world, id);

	return edit && edit->members && ashby_body_get(edit->members, name, json);
}

bool edits_has(const struct world *world, struct id id, const char *name)
{
	struct ashby_text json;

	return edits_get(world, id, name, &json);
}

bool edits_text(const struct world *world, struct id id, const char *name, char *text, size_t size)
{
	struct ashby_record *record = NULL;
	struct ashby_text json, value;
	bool found = false;

	if (!edits_get(world, id, name, &json) || ashby_record_parse(&record, json, NULL, NULL))
		return false;
	if (ashby_type(ashby_record_root(record)) == ASHBY_STRING) {
		value = ashby_value_text(ashby_record_root(record));
		snprintf(text, size, "%.*s", (int)value.len, value.raw);
		found = true;
	}
	ashby_record_unref(record);
	return found;
}

int64_t edits_int(const struct world *world, struct id id, const char *name, int64_t fallback)
{
	struct ashby_text json;

	return edits_get(world, id, name, &json) ? strtoll(json.raw, NULL, 10) : fallback;
}

bool edits_bool(const struct world *world, struct id id, const char *name, bool fallback)
{
	struct ashby_text json;

	return edits_get(world, id, name, &json) ? json.raw[0] == 't' : fallback;
}

uint32_t edits_count(const struct world *world, enum kind kind, uint32_t index)
{
	const struct edits *edits = world->edits;
	struct id first = { kind, index, 0 }, last = { kind, index, UINT32_MAX };

	return edits->count ? (uint32_t)(place(edits, last) - place(edits, first)) : 0;
}

const void *edits_kept(const struct world *world, struct id id)
{
	const struct edit *edit = find(world, id);

	return edit ? edit->kept : NULL;
}

/* ---- writing ---- */

static struct ashby_body *members(struct world *world, struct id id)
{
	struct edit *edit = make(world, id);

	if (!edit || !edit->members) {
		world->edits->failed = true;
		return NULL;
	}
	return edit->members;
}

static void unless_failed(struct world *world, enum ashby_error error)
{
	if (error)
		world->edits->failed = true;
}

/* A member that is written is not dropped any more. */
static void undrop(struct ashby_body *body, const char *name)
{
	char dropped[80];

	snprintf(dropped, sizeof(dropped), "%c%s", DROPPED, name);
	ashby_body_remove(body, dropped);
}

void edits_set(struct world *world, struct id id, const char *name, struct ashby_text json)
{
	struct ashby_body *body = members(world, id);

	if (!body)
		return;
	undrop(body, name);
	unless_failed(world, ashby_body_set_json(body, name, json));
}

void edits_set_text(struct world *world, struct id id, const char *name, struct ashby_text text)
{
	struct ashby_body *body = members(world, id);

	if (!body)
		return;
	undrop(body, name);
	unless_failed(world, ashby_body_set_text(body, name, text));
}

void edits_set_int(struct world *world, struct id id, const char *name, int64_t value)
{
	struct ashby_body *body = members(world, id);

	if (!body)
		return;
	undrop(body, name);
	unless_failed(world, ashby_body_set_int(body, name, value));
}

void edits_set_bool(struct world *world, struct id id, const char *name, bool value)
{
	struct ashby_body *body = members(world, id);

	if (!body)
		return;
	undrop(body, name);
	unless_failed(world, ashby_body_set_bool(body, name, value));
}

void edits_drop(struct world *world, struct id id, const char *name)
{
	struct ashby_body *body = members(world, id);
	char dropped[80];

	if (!body)
		return;
	ashby_body_remove(body, name);
	snprintf(dropped, sizeof(dropped), "%c%s", DROPPED, name);
	unless_failed(world, ashby_body_set_bool(body, dropped, true));
}

void edits_keep(struct world *world, struct id id, const void *facts, size_t size)
{
	struct edit *edit = make(world, id);
	void *kept = malloc(size);

	if (!edit || !kept) {
		free(kept);
		world->edits->failed = true;
		return;
	}
	memcpy(kept, facts, size);
	free(edit->kept);
	edit->kept = kept;
}

void edits_delete(struct world *world, struct id id)
{
	edits_set_bool(world, id, DELETED, true);
}

bool edits_deleted(const struct world *world, struct id id)
{
	return edits_bool(world, id, DELETED, false);
}

/* ---- showing ---- */

static enum ashby_error lay_over(struct ashby_body *shown, const struct ashby_body *written)
{
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < ashby_body_count(written) && !error; i++) {
		const char *name = ashby_body_name(written, i);

		if (name[0] == DROPPED)
			ashby_body_remove(shown, name + 1);
		else if (name[0] != HIDDEN)
			error = ashby_body_set_json(shown, name, ashby_body_json(written, i));
	}
	return error;
}

static bool shows(const struct ashby_body *written)
{
	for (size_t i = 0; i < ashby_body_count(written); i++)
		if (ashby_body_name(written, i)[0] != HIDDEN)
			return true;
	return false;
}

void edits_show(const struct world *world, struct id id, struct ashby_buf *out, size_t from)
{
	const struct edit *edit = find(world, id);
	struct ashby_body *shown = NULL;
	const char *brace;
	size_t start;

	if (!edit || !edit->members || !shows(edit->members) || out->error)
		return;
	brace = memchr(out->data + from, '{', out->len - from);
	if (!brace)
		return;
	start = (size_t)(brace - out->data);
	if (ashby_body_parse(&shown, ashby_text_of(brace, out->len - start), NULL) ||
		lay_over(shown, edit->members)) {
		world->edits->failed = true;
	} else {
		ashby_buf_cut(out, start);
		ashby_body_print(shown, out);
	}
	ashby_body_free(shown);
}
