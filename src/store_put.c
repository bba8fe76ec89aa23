/*
 * store_put.c: records into rows. First everything that may fail (texts, references, room), then what cannot, so that
 * a row is never half of one record and half of another.
 */
#include "store_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Milliseconds from the start of year 1 to 1970; times before are none. */
#define TIME_BIAS INT64_C(62135596800000)

/* A record on its way into its row. */
struct incoming {
	struct ashby_store *store;
	enum ashby_kind kind;
	struct ashby__rows *rows;
	struct ashby__reader reader;
	struct ashby_text json;
	uint32_t row;
	uint64_t cell[ASHBY__COLUMNS_MAX];
};

size_t ashby__blob_size(const struct ashby__rows *rows, const unsigned char *blob)
{
	size_t size = 0;

	for (unsigned i = 0; i < rows->blobs; i++)
		size += ashby__packed_size(ashby__unpack(blob + size).len);
	return size;
}

int64_t ashby__time_of(uint64_t cell)
{
	return cell ? (int64_t)(cell - 1) - TIME_BIAS : ASHBY_NO_TIME;
}

/* ---- what may fail ---- */

/* Finds the cell of a column, 0 for none. */
typedef enum ashby_error draft_fn(struct incoming *in, struct ashby__column *column, uint64_t *cell);

static enum ashby_error draft_nothing(struct incoming *in, struct ashby__column *column, uint64_t *cell)
{
	(void)in;
	(void)column;
	(void)cell;
	return ASHBY_OK;
}

static enum ashby_error draft_ref(struct incoming *in, struct ashby__column *column, uint64_t *cell)
{
	struct ashby_text id = ashby__read_id(&in->reader, column->info);
	uint32_t row;

	if (id.len == 0 || id.len > ASHBY__ID_MAX)
		return ASHBY_OK;
	row = ashby__ids_add(&in->store->rows[column->info->ref].ids, id);
	if (row == ASHBY__NO_ID)
		return ASHBY_ENOMEM;
	*cell = (uint64_t)row + 1;
	return ASHBY_OK;
}

static enum ashby_error draft_time(struct incoming *in, struct ashby__column *column, uint64_t *cell)
{
	int64_t ms = ashby__read_time(&in->reader, column->info);

	*cell = ms < -TIME_BIAS ? 0 : (uint64_t)(ms + TIME_BIAS) + 1;
	return ASHBY_OK;
}

static enum ashby_error draft_code(
	struct incoming *in, struct ashby__column *column, const void *bytes, size_t len, uint64_t *cell)
{
	if (len == 0)
		return ASHBY_OK;
	*cell = ashby__dict_add(&column->dict, &in->store->texts, ashby_text_of(bytes, len));
	return *cell ? ASHBY_OK : ASHBY_ENOMEM;
}

static enum ashby_error draft_number(struct incoming *in, struct ashby__column *column, uint64_t *cell)
{
	double number = ashby__read_number(&in->reader, column->info);

	return draft_code(in, column, &number, isnan(number) ? 0 : sizeof(number), cell);
}

static enum ashby_error draft_word(struct incoming *in, struct ashby__column *column, uint64_t *cell)
{
	struct ashby_buf *text = &in->store->text;

	ashby_buf_clear(text);
	if (ashby__read_text(&in->reader, column->info, text))
		return ASHBY_ENOMEM;
	return draft_code(in, column, text->data, text->len, cell);
}

/* Not a cell: the text goes behind the others in the blob. */
static enum ashby_error draft_blob(struct incoming *in, struct ashby__column *column, uint64_t *cell)
{
	struct ashby_buf *text = &in->store->text, *blob = &in->store->blob;
	unsigned char *at;

	(void)cell;
	ashby_buf_clear(text);
	if (ashby__read_text(&in->reader, column->info, text))
		return ASHBY_ENOMEM;
	at = (unsigned char *)ashby_buf_room(blob, ashby__packed_size(text->len));
	if (!at)
		return ASHBY_ENOMEM;
	ashby__pack(at, ashby_text_of(text->data, text->len));
	blob->len += ashby__packed_size(text->len);
	return ASHBY_OK;
}

static draft_fn *const drafts[PLACE_COUNT] = {
	[PLACE_ID] = draft_nothing,
	[PLACE_BLOB] = draft_blob,
	[PLACE_WORD] = draft_word,
	[PLACE_NUMBER] = draft_number,
	[PLACE_TIME] = draft_time,
	[PLACE_REF] = draft_ref,
};

static enum ashby_error draft(struct incoming *in)
{
	struct ashby__rows *rows = in->rows;
	enum ashby_error error = ASHBY_OK;

	ashby_buf_clear(&in->store->blob);
	for (unsigned i = 0; !error && i < rows->info->column_count; i++)
		error = drafts[rows->column[i].place](in, &rows->column[i], &in->cell[i]);
	for (unsigned i = 0; !error && i < rows->info->column_count; i++)
		if (!ashby__cells_room(&rows->column[i].cells, in->row, in->cell[i]))
			error = ASHBY_ENOMEM;
	if (!error && !ashby__cells_room(&rows->flags, in->row, ROW_LIVE | ROW_SEEN | ROW_CUT))
		error = ASHBY_ENOMEM;
	return error;
}

/* The row's texts into the arena; *changed is set if they are not what they were. */
static enum ashby_error set_blob(struct incoming *in, bool *changed)
{
	struct ashby_buf *blob = &in->store->blob;
	struct ashby__arena *arena = &in->store->texts;
	uint32_t old = (uint32_t)ashby__cells_get(&in->rows->blob, in->row), ref = 0;
	size_t old_size = old ? ashby__blob_size(in->rows, ashby__arena_at(arena, old)) : 0;
	/* Nothing but lengths of 0 needs no place. */
	size_t size = blob->len > in->rows->blobs ? blob->len : 0;

	if (size == old_size && (!size || memcmp(ashby__arena_at(arena, old), blob->data, size) == 0))
		return ASHBY_OK;
	if (size) {
		ref = ashby__arena_add(arena, size);
		if (!ref)
			return ASHBY_ENOMEM;
		if (!ashby__cells_room(&in->rows->blob, in->row, ref)) {
			ashby__arena_drop(arena, ref, size);
			return ASHBY_ENOMEM;
		}
		memcpy(ashby__arena_at(arena, ref), blob->data, size);
	}
	if (old)
		ashby__arena_drop(arena, old, old_size);
	ashby__cells_set(&in->rows->blob, in->row, ref);
	*changed = true;
	return ASHBY_OK;
}

/* ---- what cannot ---- */

/* JSON that cannot be kept is no failure: then it is not there. True if it differs from what was there. */
static bool set_json(struct incoming *in)
{
	struct ashby__cells *cells = &in->rows->json;
	uint32_t place = (uint32_t)ashby__cells_get(cells, in->row);
	struct ashby_text *json = &in->json;
	bool changed = false;

	if (place) {
		struct ashby_text old = ashby__log_text(&in->store->log, place);

		if (ashby_text_equal(old, *json))
			return false;
		changed = true;
	}
	place = ashby__log_add(&in->store->log, in->kind, in->row, *json);
	if (!ashby__cells_room(cells, in->row, place))
		place = 0;
	ashby__cells_set(cells, in->row, place);
	return changed;
}

static bool commit(struct incoming *in)
{
	struct ashby__rows *rows = in->rows;
	bool changed = set_json(in);

	for (unsigned i = 0; i < rows->info->column_count; i++) {
		struct ashby__cells *cells = &rows->column[i].cells;

		if (ashby__cells_get(cells, in->row) == in->cell[i])
			continue;
		ashby__cells_set(cells, in->row, in->cell[i]);
		changed = true;
	}
	if (!ashby__row_is(rows, in->row, ROW_LIVE)) {
		rows->count++;
		changed = true;
	}
	ashby__row_set(rows, in->row, ROW_LIVE | ROW_SEEN, true);
	return changed;
}

static enum ashby_error put_row(struct ashby_store *store, enum ashby_kind kind, struct ashby_value record,
	struct ashby_value parent, struct ashby_text json, uint32_t *row)
{
	struct incoming in = { .store = store, .kind = kind, .rows = &store->rows[kind], .json = json };
	struct ashby_text id = ashby_get_text(record, "id");
	enum ashby_error error;
	bool changed = false;

	if (id.len == 0 || id.len > ASHBY__ID_MAX)
		return ASHBY_EREPLY;
	in.reader = (struct ashby__reader){ record, parent, store->role };
	in.row = ashby__ids_add(&in.rows->ids, id);
	if (in.row == ASHBY__NO_ID)
		return ASHBY_ENOMEM;
	error = draft(&in);
	if (!error)
		error = set_blob(&in, &changed);
	if (error)
		return error;
	changed |= commit(&in);
	if (changed)
		ashby__store_touch(store, kind);
	*row = in.row;
	return ASHBY_OK;
}

/* ---- what is cut from it ---- */

/* Puts the elements; each row once into child[], which has room for all. */
static enum ashby_error put_children(struct ashby_store *store, enum ashby_kind kind,
	struct ashby_value parent, struct ashby_value array, uint32_t *child, size_t *count)
{
	struct ashby__rows *rows = &store->rows[kind];

	for (struct ashby_value e = ashby_value_first(array); e.node; e = ashby_value_next(e)) {
		enum ashby_error error;
		uint32_t row;

		ashby_buf_clear(&store->cut);
		error = ashby_value_print(&store->cut, e, 0);
		if (!error)
			error = put_row(
				store, kind, e, parent, ashby_text_of(store->cut.data, store->cut.len), &row);
		if (error == ASHBY_EREPLY)
			continue;
		if (error)
			return error;
		if (ashby__row_is(rows, row, ROW_CUT))
			continue;
		ashby__row_set(rows, row, ROW_CUT, true);
		child[(*count)++] = row;
	}
	return ASHBY_OK;
}

/* Takes a child out of the list of the parent that had it. */
static void unlink_child(struct ashby__rows *rows, struct ashby__rows *children, uint32_t child)
{
	uint32_t parent = (uint32_t)ashby__cells_get(&children->parent, child), at, next;

	if (!parent)
		return;
	next = (uint32_t)ashby__cells_get(&children->next, child);
	at = (uint32_t)ashby__cells_get(&rows->first, parent - 1);
	if (at == child + 1) {
		ashby__cells_set(&rows->first, parent - 1, next);
		return;
	}
	while (ashby__cells_get(&children->next, at - 1) != (uint64_t)child + 1)
		at = (uint32_t)ashby__cells_get(&children->next, at - 1);
	ashby__cells_set(&children->next, at - 1, next);
}

/* Links the new children; an old one that is not among them is no longer listed. */
static void relink(struct ashby_store *store, const struct ashby__cut *cut, uint32_t row,
	const uint32_t *child, size_t count)
{
	struct ashby__rows *rows = &store->rows[cut->parent], *children = &store->rows[cut->child];
	uint32_t left;

	for (size_t i = 0; i < count; i++)
		unlink_child(rows, children, child[i]);
	while ((left = (uint32_t)ashby__cells_get(&rows->first, row))) {
		unlink_child(rows, children, left - 1);
		ashby__cells_set(&children->parent, left - 1, 0);
		ashby__row_kill(store, cut->child, left - 1);
	}
	for (size_t i = count; i-- > 0;) {
		ashby__cells_set(&children->next, child[i], ashby__cells_get(&rows->first, row));
		ashby__cells_set(&children->parent, child[i], (uint64_t)row + 1);
		ashby__cells_set(&rows->first, row, (uint64_t)child[i] + 1);
	}
}

static enum ashby_error put_cuts(
	struct ashby_store *store, const struct ashby__cut *cut, struct ashby_value record, uint32_t row)
{
	struct ashby_value array = ashby_get(record, cut->path);
	struct ashby__rows *rows = &store->rows[cut->parent], *children = &store->rows[cut->child];
	size_t count = 0, room = ashby_type(array) == ASHBY_ARRAY ? ashby_value_count(array) : 0;
	uint32_t *child = calloc(room + 1, sizeof(*child));
	enum ashby_error error = child ? ASHBY_OK : ASHBY_ENOMEM;

	if (!error && room)
		error = put_children(store, cut->child, record, array, child, &count);
	for (size_t i = 0; !error && i < count; i++)
		if (!ashby__cells_room(&children->next, child[i], children->ids.count) ||
			!ashby__cells_room(&children->parent, child[i], (uint64_t)row + 1))
			error = ASHBY_ENOMEM;
	if (!error && !ashby__cells_room(&rows->first, row, count ? children->ids.count : 0))
		error = ASHBY_ENOMEM;
	if (!error)
		relink(store, cut, row, child, count);
	for (size_t i = 0; i < count; i++)
		ashby__row_set(children, child[i], ROW_CUT, false);
	free(child);
	return error;
}

enum ashby_error ashby_store_put(
	struct ashby_store *store, enum ashby_kind kind, struct ashby_value record, struct ashby_text json)
{
	const struct ashby__cut *cut = ashby__cut_of(kind);
	uint32_t row;
	enum ashby_error error = put_row(store, kind, record, (struct ashby_value){ NULL }, json, &row);

	if (!error && cut)
		error = put_cuts(store, cut, record, row);
	return error;
}

struct page {
	struct ashby_store *store;
	enum ashby_kind kind;
};

static enum ashby_error put_element(void *arg, struct ashby_value element, struct ashby_text json)
{
	struct page *page = arg;
	enum ashby_error error = ashby_store_put(page->store, page->kind, element, json);

	return error == ASHBY_EREPLY ? ASHBY_OK : error;
}

enum ashby_error ashby_store_put_page(
	struct ashby_store *store, enum ashby_kind kind, const struct ashby_record *envelope)
{
	struct ashby_value results = ashby_get(ashby_record_root(envelope), "results");
	struct page page = { store, kind };
	struct ashby_buf json;
	enum ashby_error error;

	if (ashby_type(results) != ASHBY_OBJECT)
		return ashby_record_each(envelope, "results", put_element, &page);
	ashby_buf_init(&json, ASHBY_BUF_MAX);
	error = ashby_value_print(&json, results, 0);
	if (!error)
		error = put_element(&page, results, ashby_text_of(json.data, json.len));
	ashby_buf_release(&json);
	return error;
}
