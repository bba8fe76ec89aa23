/* list_cells.c: from a column and a row to what is shown, searched and sorted by. Knows the store, draws nothing. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "list_in.h"
#include "tell.h"

static const char none[] = "-", unread[] = "...";

static const struct column *column_at(const struct list *l, unsigned column)
{
	return &l->column[column];
}

void cells_open(struct list *l)
{
	const struct view *view = l->page->view;

	for (unsigned i = 0; i < view->column_count && i < LIST_COLUMNS; i++) {
		const struct column *c = &view->columns[i];

		l->column[l->columns++] = *c;
		l->has_field[i] = c->path && ashby_field_find(view->kind, c->path, &l->field[i]);
		l->hidden[i] = c->flags & COLUMN_HIDDEN;
	}
}

/* Whether the value is missing because a row on the way to it has not been read. */
static bool not_read(struct list *l, const struct ashby_field *field, uint32_t row)
{
	const struct ashby_store *store = l->page->app->store;

	for (unsigned hop = 0; hop < field->hops; hop++) {
		struct ashby_field ref = *field;

		ref.hops = hop;
		ref.type = ASHBY_COLUMN_REF;
		if (ashby_field_row(store, &ref, row) == ASHBY_NO_ROW)
			return ashby_field_text(store, &ref, row).len > 0;
	}
	return false;
}

typedef void show_fn(struct list *l, unsigned column, uint32_t row, struct cell *out);

static void show_text(struct list *l, unsigned column, uint32_t row, struct cell *out)
{
	out->text = ashby_field_text(l->page->app->store, &l->field[column], row);
}

static void show_age(struct list *l, unsigned column, uint32_t row, struct cell *out)
{
	int64_t at = ashby_field_time(l->page->app->store, &l->field[column], row);
	char buf[32];

	if (at != ASHBY_NO_TIME)
		snprintf(out->words, sizeof(out->words), "%s", tell_age(at, app_now(l->page->app), buf));
}

static void show_date(struct list *l, unsigned column, uint32_t row, struct cell *out)
{
	const struct app *app = l->page->app;
	int64_t at;
	char buf[32];

	if (l->field[column].type != ASHBY_COLUMN_TIME) {
		struct ashby_text text = ashby_field_text(app->store, &l->field[column], row);

		if (tell_calendar(text, buf))
			snprintf(out->words, sizeof(out->words), "%s", buf);
		else
			out->text = text;
		return;
	}
	at = ashby_field_time(app->store, &l->field[column], row);
	if (at != ASHBY_NO_TIME)
		snprintf(out->words, sizeof(out->words), "%s",
			tell_day(app->zone, at, ashby_clock_now(), buf));
}

static void show_time(struct list *l, unsigned column, uint32_t row, struct cell *out)
{
	const struct app *app = l->page->app;
	int64_t at = ashby_field_time(app->store, &l->field[column], row);
	char buf[32];

	if (at != ASHBY_NO_TIME)
		snprintf(out->words, sizeof(out->words), "%s",
			tell_time(app->zone, at, ashby_clock_now(), buf));
}

static void show_number(struct list *l, unsigned column, uint32_t row, struct cell *out)
{
	double number = ashby_field_number(l->page->app->store, &l->field[column], row);

	if (!isnan(number))
		snprintf(out->words, sizeof(out->words), "%.0f", number);
}

static show_fn *const shows[] = {
	[SHOW_TEXT] = show_text,
	[SHOW_AGE] = show_age,
	[SHOW_DATE] = show_date,
	[SHOW_TIME] = show_time,
	[SHOW_NUMBER] = show_number,
	[SHOW_MONEY] = show_number,
};

/* Without the stand-ins for what is not there. */
static void value_get(struct list *l, unsigned column, uint32_t row, struct cell *out)
{
	const struct column *c = column_at(l, column);

	memset(out, 0, sizeof(*out));
	out->key = NAN;
	if (l->custom[column])
		custom_get(l, column, row, &out->text, &out->key);
	else if (c->cell)
		c->cell(l->page, row, out);
	else if (l->has_field[column])
		shows[c->show](l, column, row, out);
}

void cell_get(struct list *l, unsigned column, uint32_t row, struct cell *out)
{
	value_get(l, column, row, out);
	if (out->text.len > 0 || *out->words)
		return;
	snprintf(out->words, sizeof(out->words), "%s",
		l->custom[column] && !custom_get(l, column, row, &out->text, &out->key) ? unread
			: l->has_field[column] && not_read(l, &l->field[column], row)   ? unread
											: none);
	out->role = ROLE_DIM;
}

static uint64_t text_key(struct ashby_text text)
{
	return text.len > 0 ? ashby_text_collate_head(text) : UINT64_MAX;
}

uint64_t cell_key(struct list *l, unsigned column, uint32_t row)
{
	const struct ashby_store *store = l->page->app->store;
	const struct column *c = column_at(l, column);
	const struct ashby_field *field = &l->field[column];
	struct cell cell;
	int64_t at;

	if (c->cell || l->custom[column]) {
		value_get(l, column, row, &cell);
		if (!isnan(cell.key))
			return list_sort_number(cell.key);
		return text_key(cell.text.len > 0 ? cell.text : ashby_text_str(cell.words));
	}
	if (!l->has_field[column])
		return UINT64_MAX;
	if (field->type == ASHBY_COLUMN_TIME) {
		at = ashby_field_time(store, field, row);
		if (at == ASHBY_NO_TIME)
			return UINT64_MAX;
		/* Ascending ages are descending times. */
		return list_sort_number(c->show == SHOW_AGE ? -(double)at : (double)at);
	}
	if (field->type == ASHBY_COLUMN_NUMBER || field->type == ASHBY_COLUMN_COUNT)
		return list_sort_number(ashby_field_number(store, field, row));
	return text_key(ashby_field_text(store, field, row));
}

static struct ashby_text sort_text(struct list *l, unsigned column, uint32_t row, struct cell *cell)
{
	if (!column_at(l, column)->cell && !l->custom[column])
		return ashby_field_text(l->page->app->store, &l->field[column], row);
	value_get(l, column, row, cell);
	return cell->text.len > 0 ? cell->text : ashby_text_str(cell->words);
}

int cell_compare(struct list *l, unsigned column, uint32_t a, uint32_t b)
{
	struct ashby_text text_a, text_b;
	struct cell ca, cb;

	ca.key = (double)NAN;
	text_a = sort_text(l, column, a, &ca);
	if (!isnan(ca.key))
		return 0;
	text_b = sort_text(l, column, b, &cb);
	/* Words that many rows share are held once. */
	if (text_a.raw == text_b.raw && text_a.len == text_b.len)
		return 0;
	return ashby_text_collate(text_a, text_b);
}

int column_named(const struct list *l, const char *name)
{
	for (unsigned i = 0; i < l->columns; i++) {
		const struct column *c = &l->column[i];

		if (strcasecmp(c->title, name) == 0 || (c->path && strcasecmp(c->path, name) == 0))
			return (int)i;
	}
	return -1;
}

int column_of_name(const struct list *l)
{
	for (unsigned i = 0; i < l->columns; i++) {
		if (l->column[i].flags & COLUMN_NAME)
			return (int)i;
	}
	return 0;
}

void list_cell_text(struct page *page, unsigned column, uint32_t row, struct ashby_buf *out)
{
	struct cell cell;

	cell_get(list_of(page), column, row, &cell);
	if (cell.text.len > 0)
		ashby_buf_add(out, cell.text.raw, cell.text.len);
	else
		ashby_buf_adds(out, cell.words);
}
