/*
 * store.c: the life of a store and of its rows: making, passes, who is told of changes, what it all weighs. What is
 * in a record and how it is read is store_put.c's and store_field.c's.
 */
#include "store_rows.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Some 30,000 applications; a page is looked at soon after it came, or fetched again. */
#define JSON_MAX ((size_t)64 << 20)

struct ashby_listener {
	struct ashby_listener *next;
	struct ashby_store *store;
	struct ashby_timer *timer;
	ashby_store_fn *fn;
	void *arg;
	uint32_t kinds; /* changed since fn was called last; not 0: the timer runs */
};

static const enum ashby__place places[] = {
	[ASHBY_COLUMN_TEXT] = PLACE_BLOB,
	[ASHBY_COLUMN_TIME] = PLACE_TIME,
	[ASHBY_COLUMN_NUMBER] = PLACE_NUMBER,
	[ASHBY_COLUMN_BOOL] = PLACE_NUMBER,
	[ASHBY_COLUMN_COUNT] = PLACE_NUMBER,
	[ASHBY_COLUMN_REF] = PLACE_REF,
	[ASHBY_COLUMN_LIST] = PLACE_BLOB,
};

static bool init_rows(struct ashby__rows *rows, enum ashby_kind kind)
{
	rows->info = ashby_kind_info(kind);
	assert(rows->info->column_count <= ASHBY__COLUMNS_MAX);
	rows->column = calloc(rows->info->column_count, sizeof(*rows->column));
	if (!rows->column)
		return false;
	for (unsigned i = 0; i < rows->info->column_count; i++) {
		struct ashby__column *column = &rows->column[i];

		column->info = &rows->info->columns[i];
		column->place = places[column->info->type];
		/* The first column of every kind is its id. */
		if (i == 0)
			column->place = PLACE_ID;
		else if (column->place == PLACE_BLOB && column->info->repeats)
			column->place = PLACE_WORD;
		else if (column->place == PLACE_BLOB)
			column->nth = rows->blobs++;
	}
	return true;
}

static void forget_json(void *arg, unsigned kind, uint32_t row, uint32_t place)
{
	struct ashby_store *store = arg;
	struct ashby__cells *json = &store->rows[kind].json;

	if (ashby__cells_get(json, row) == place)
		ashby__cells_set(json, row, 0);
}

enum ashby_error ashby_store_new(struct ashby_store **out)
{
	struct ashby_store *store = calloc(1, sizeof(*store));

	if (!store)
		return ASHBY_ENOMEM;
	store->log = (struct ashby__log){ .max = JSON_MAX, .fn = forget_json, .arg = store };
	ashby_buf_init(&store->text, ASHBY_BUF_MAX);
	ashby_buf_init(&store->blob, ASHBY_BUF_MAX);
	ashby_buf_init(&store->cut, ASHBY_BUF_MAX);
	store->rows = calloc(ASHBY_KIND_COUNT, sizeof(*store->rows));
	for (unsigned kind = 0; store->rows && kind < ASHBY_KIND_COUNT; kind++) {
		if (!init_rows(&store->rows[kind], (enum ashby_kind)kind)) {
			ashby_store_free(store);
			return ASHBY_ENOMEM;
		}
	}
	if (!store->rows) {
		ashby_store_free(store);
		return ASHBY_ENOMEM;
	}
	*out = store;
	return ASHBY_OK;
}

static void release_rows(struct ashby__rows *rows)
{
	for (unsigned i = 0; rows->column && i < rows->info->column_count; i++) {
		ashby__cells_release(&rows->column[i].cells);
		ashby__dict_release(&rows->column[i].dict);
	}
	free(rows->column);
	ashby__ids_release(&rows->ids);
	ashby__cells_release(&rows->flags);
	ashby__cells_release(&rows->blob);
	ashby__cells_release(&rows->json);
	ashby__cells_release(&rows->first);
	ashby__cells_release(&rows->next);
	ashby__cells_release(&rows->parent);
}

void ashby_store_free(struct ashby_store *store)
{
	if (!store)
		return;
	assert(!store->listeners);
	for (unsigned kind = 0; store->rows && kind < ASHBY_KIND_COUNT; kind++)
		release_rows(&store->rows[kind]);
	free(store->rows);
	for (unsigned i = 0; i < ASHBY_ROLE_COUNT; i++)
		free(store->role[i]);
	ashby__arena_release(&store->texts);
	ashby__log_release(&store->log);
	ashby_buf_release(&store->text);
	ashby_buf_release(&store->blob);
	ashby_buf_release(&store->cut);
	free(store);
}

enum ashby_error ashby_store_set_role(struct ashby_store *store, enum ashby_role role, const char *title)
{
	char *copy = strdup(title);

	if (!copy)
		return ASHBY_ENOMEM;
	free(store->role[role]);
	store->role[role] = copy;
	return ASHBY_OK;
}

void ashby_store_limit_json(struct ashby_store *store, size_t max)
{
	ashby__log_limit(&store->log, max);
}

/* ---- rows ---- */

void ashby__row_set(struct ashby__rows *rows, uint32_t row, unsigned flag, bool on)
{
	uint64_t flags = ashby__cells_get(&rows->flags, row);

	ashby__cells_set(&rows->flags, row, on ? flags | flag : flags & ~(uint64_t)flag);
}

void ashby__row_kill(struct ashby_store *store, enum ashby_kind kind, uint32_t row)
{
	const struct ashby__cut *cut = ashby__cut_of(kind);
	struct ashby__rows *rows = &store->rows[kind];
	struct ashby__rows *children = cut ? &store->rows[cut->child] : NULL;

	if (!ashby__row_is(rows, row, ROW_LIVE))
		return;
	ashby__row_set(rows, row, ROW_LIVE, false);
	rows->count--;
	ashby__store_touch(store, kind);
	for (uint32_t child = children ? (uint32_t)ashby__cells_get(&rows->first, row) : 0; child;
		child = (uint32_t)ashby__cells_get(&children->next, child - 1))
		ashby__row_kill(store, cut->child, child - 1);
}

void ashby_store_pass_begin(struct ashby_store *store, enum ashby_kind kind)
{
	struct ashby__rows *rows = &store->rows[kind];

	for (uint32_t row = 0; row < rows->ids.count; row++)
		ashby__row_set(rows, row, ROW_SEEN, false);
}

void ashby_store_pass_end(struct ashby_store *store, enum ashby_kind kind)
{
	struct ashby__rows *rows = &store->rows[kind];

	for (uint32_t row = 0; row < rows->ids.count; row++)
		if (!ashby__row_is(rows, row, ROW_SEEN))
			ashby__row_kill(store, kind, row);
}

uint32_t ashby_store_slots(const struct ashby_store *store, enum ashby_kind kind)
{
	return store->rows[kind].ids.count;
}

uint32_t ashby_store_count(const struct ashby_store *store, enum ashby_kind kind)
{
	return store->rows[kind].count;
}

bool ashby_store_live(const struct ashby_store *store, enum ashby_kind kind, uint32_t row)
{
	return ashby__row_is(&store->rows[kind], row, ROW_LIVE);
}

uint32_t ashby_store_find(const struct ashby_store *store, enum ashby_kind kind, struct ashby_text id)
{
	uint32_t row = ashby__ids_find(&store->rows[kind].ids, id);

	return row != ASHBY__NO_ID && ashby_store_live(store, kind, row) ? row : ASHBY_NO_ROW;
}

struct ashby_text ashby_store_id(const struct ashby_store *store, enum ashby_kind kind, uint32_t row)
{
	return ashby__ids_text(&store->rows[kind].ids, row);
}

bool ashby_store_json(
	const struct ashby_store *store, enum ashby_kind kind, uint32_t row, struct ashby_text *json)
{
	uint32_t place = (uint32_t)ashby__cells_get(&store->rows[kind].json, row);

	if (!place)
		return false;
	*json = ashby__log_text(&store->log, place);
	return true;
}

uint64_t ashby_store_version(const struct ashby_store *store, enum ashby_kind kind)
{
	return store->rows[kind].version;
}

/* ---- who is told ---- */

void ashby__store_tell(struct ashby_store *store, enum ashby_kind kind)
{
	for (struct ashby_listener *l = store->listeners; l; l = l->next) {
		if (!l->kinds)
			ashby_timer_start(l->timer, 0);
		l->kinds |= UINT32_C(1) << kind;
	}
}

void ashby__store_touch(struct ashby_store *store, enum ashby_kind kind)
{
	store->rows[kind].version++;
	ashby__store_tell(store, kind);
}

static void tell(void *arg)
{
	struct ashby_listener *listener = arg;
	uint32_t kinds = listener->kinds;

	listener->kinds = 0;
	listener->fn(listener->arg, kinds);
}

enum ashby_error ashby_store_listen(struct ashby_listener **out, struct ashby_store *store,
	struct ashby_loop *loop, ashby_store_fn *fn, void *arg)
{
	struct ashby_listener *listener = calloc(1, sizeof(*listener));
	enum ashby_error error;

	if (!listener)
		return ASHBY_ENOMEM;
	*listener = (struct ashby_listener){ .next = store->listeners, .store = store, .fn = fn, .arg = arg };
	error = ashby_timer_new(&listener->timer, loop, tell, listener);
	if (error) {
		free(listener);
		return error;
	}
	store->listeners = listener;
	*out = listener;
	return ASHBY_OK;
}

void ashby_listener_free(struct ashby_listener *listener)
{
	struct ashby_listener **at;

	if (!listener)
		return;
	for (at = &listener->store->listeners; *at != listener; at = &(*at)->next)
		;
	*at = listener->next;
	ashby_timer_free(listener->timer);
	free(listener);
}

/* ---- what it weighs ---- */

static size_t rows_memory(const struct ashby__rows *rows)
{
	size_t bytes = sizeof(*rows) + rows->info->column_count * sizeof(*rows->column);

	for (unsigned i = 0; i < rows->info->column_count; i++)
		bytes += ashby__cells_memory(&rows->column[i].cells) +
			ashby__dict_memory(&rows->column[i].dict);
	bytes += ashby__ids_memory(&rows->ids) + ashby__cells_memory(&rows->flags);
	bytes += ashby__cells_memory(&rows->blob) + ashby__cells_memory(&rows->first);
	return bytes + ashby__cells_memory(&rows->next) + ashby__cells_memory(&rows->parent);
}

void ashby_store_memory(const struct ashby_store *store, size_t *columns, size_t *json)
{
	*columns = sizeof(*store) + ashby__arena_memory(&store->texts) + store->text.cap + store->blob.cap;
	*json = store->log.bytes + store->cut.cap;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		*columns += rows_memory(&store->rows[kind]);
		*json += ashby__cells_memory(&store->rows[kind].json);
	}
}
