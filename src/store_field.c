/*
 * store_field.c: reading fields: a column, or one reached through references. A field is resolved once; reading it
 * parses nothing, allocates nothing but an id's text, and takes one step a hop.
 */
#include "store_rows.h"

#include <math.h>
#include <string.h>

#define HOPS_MAX 3

static bool find_column(enum ashby_kind kind, const char *path, size_t len, unsigned *out)
{
	const struct ashby_kind_info *info = ashby_kind_info(kind);

	for (unsigned i = 0; i < info->column_count; i++) {
		if (strncmp(info->columns[i].path, path, len) != 0 || info->columns[i].path[len])
			continue;
		*out = i;
		return true;
	}
	return false;
}

bool ashby_field_find(enum ashby_kind kind, const char *path, struct ashby_field *out)
{
	struct ashby_field field = { .kind = kind };

	for (const char *arrow; (arrow = strstr(path, "->")); path = arrow + 2) {
		const struct ashby_column *column;

		if (field.hops == HOPS_MAX ||
			!find_column(kind, path, (size_t)(arrow - path), &field.column[field.hops]))
			return false;
		column = &ashby_kind_info(kind)->columns[field.column[field.hops++]];
		if (column->type != ASHBY_COLUMN_REF)
			return false;
		kind = column->ref;
	}
	if (!find_column(kind, path, strlen(path), &field.column[field.hops]))
		return false;
	field.type = ashby_kind_info(kind)->columns[field.column[field.hops]].type;
	*out = field;
	return true;
}

/* Follows a REF column from a row; false if it names none that is live. */
static bool follow(const struct ashby_store *store, const struct ashby__column *column, uint32_t *row)
{
	uint64_t cell = ashby__cells_get(&column->cells, *row);

	if (!cell)
		return false;
	*row = (uint32_t)(cell - 1);
	return ashby__row_is(&store->rows[column->info->ref], *row, ROW_LIVE);
}

/* The column that holds the value, *row then being the row that does; NULL if one on the way is not there. */
static const struct ashby__column *reach(
	const struct ashby_store *store, const struct ashby_field *field, uint32_t *row)
{
	const struct ashby__column *column = &store->rows[field->kind].column[field->column[0]];

	for (unsigned i = 1; i <= field->hops; i++) {
		if (!follow(store, column, row))
			return NULL;
		column = &store->rows[column->info->ref].column[field->column[i]];
	}
	return column;
}

/* The kind whose column holds the value. */
static struct ashby__rows *last_rows(const struct ashby_store *store, const struct ashby_field *field)
{
	struct ashby__rows *rows = &store->rows[field->kind];

	for (unsigned i = 0; i < field->hops; i++)
		rows = &store->rows[rows->column[field->column[i]].info->ref];
	return rows;
}

static struct ashby_text blob_text(
	const struct ashby_store *store, const struct ashby__rows *rows, uint32_t row, unsigned nth)
{
	uint32_t ref = (uint32_t)ashby__cells_get(&rows->blob, row);
	struct ashby_text text;

	if (!ref)
		return (struct ashby_text){ NULL, 0 };
	text = ashby__unpack(ashby__arena_at(&store->texts, ref));
	while (nth-- > 0)
		text = ashby__unpack((const unsigned char *)text.raw + text.len);
	return text;
}

struct ashby_text ashby_field_text(
	const struct ashby_store *store, const struct ashby_field *field, uint32_t row)
{
	const struct ashby__column *column = reach(store, field, &row);
	uint64_t cell = column ? ashby__cells_get(&column->cells, row) : 0;

	if (column && column->place == PLACE_BLOB)
		return blob_text(store, last_rows(store, field), row, column->nth);
	if (column && column->place == PLACE_ID)
		return ashby__ids_text(&last_rows(store, field)->ids, row);
	if (cell && column->place == PLACE_WORD)
		return ashby__dict_text(&column->dict, &store->texts, (uint32_t)cell);
	if (cell && column->place == PLACE_REF)
		return ashby__ids_text(&store->rows[column->info->ref].ids, (uint32_t)(cell - 1));
	return (struct ashby_text){ NULL, 0 };
}

int64_t ashby_field_time(const struct ashby_store *store, const struct ashby_field *field, uint32_t row)
{
	const struct ashby__column *column = reach(store, field, &row);

	if (!column || column->place != PLACE_TIME)
		return ASHBY_NO_TIME;
	return ashby__time_of(ashby__cells_get(&column->cells, row));
}

double ashby_field_number(const struct ashby_store *store, const struct ashby_field *field, uint32_t row)
{
	const struct ashby__column *column = reach(store, field, &row);
	uint64_t cell = column ? ashby__cells_get(&column->cells, row) : 0;
	double number;

	if (!cell || column->place != PLACE_NUMBER)
		return NAN;
	memcpy(&number, ashby__dict_text(&column->dict, &store->texts, (uint32_t)cell).raw, sizeof(number));
	return number;
}

uint32_t ashby_field_row(const struct ashby_store *store, const struct ashby_field *field, uint32_t row)
{
	const struct ashby__column *column = reach(store, field, &row);

	if (!column || column->place != PLACE_REF || !follow(store, column, &row))
		return ASHBY_NO_ROW;
	return row;
}

void ashby_store_refs(const struct ashby_store *store, const struct ashby_field *ref,
	struct ashby_text target_id, void (*fn)(void *arg, uint32_t row), void *arg)
{
	const struct ashby__column *last = &last_rows(store, ref)->column[ref->column[ref->hops]];
	const struct ashby__rows *rows = &store->rows[ref->kind];
	uint32_t target;

	if (last->place != PLACE_REF)
		return;
	target = ashby__ids_find(&store->rows[last->info->ref].ids, target_id);
	for (uint32_t i = 0; target != ASHBY__NO_ID && i < rows->ids.count; i++) {
		uint32_t row = i;

		if (!ashby__row_is(rows, i, ROW_LIVE) || !reach(store, ref, &row))
			continue;
		if (ashby__cells_get(&last->cells, row) == (uint64_t)target + 1)
			fn(arg, i);
	}
}
