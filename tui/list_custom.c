/*
 * list_custom.c: columns of custom fields. Their values are in a row's JSON alone, so a row is parsed when its value is
 * first wanted: for the rows in view, for all only when they are sorted or filtered by it. Draws nothing.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "list_in.h"
#include "tell.h"

enum { TITLE = 80, VALUE_MAX = 512, WIDTH = 16, WIDTH_MIN = 6 };

struct list_custom {
	char title[TITLE]; /* clean: it is the column's head */
	char **text;       /* by row: raw; NULL: not looked for yet */
	double *number;    /* its sort key, NAN: it is text */
	uint32_t cap;
	uint64_t version; /* of the rows when they were read */
};

/* ---- values ---- */

static void add_text(struct ashby_buf *out, struct ashby_text text)
{
	size_t room = out->len < VALUE_MAX ? VALUE_MAX - out->len : 0;

	if (text.len > 0)
		ashby_buf_add(out, text.raw, text.len < room ? text.len : room);
}

static void print_value(struct ashby_buf *out, struct ashby_value value, double *number);

static void print_list(struct ashby_buf *out, struct ashby_value list, double *number)
{
	for (struct ashby_value at = ashby_value_first(list); at.node; at = ashby_value_next(at)) {
		double ignored;

		if (out->len > 0)
			ashby_buf_adds(out, ", ");
		print_value(out, at, &ignored);
	}
	(void)number;
}

/* Money, or a range of numbers or of money. */
static void print_object(struct ashby_buf *out, struct ashby_value object, double *number)
{
	static const char *const ends[][2] = { { "value", NULL }, { "minValue", "maxValue" } };
	struct ashby_text currency = ashby_get_text(object, "currencyCode");

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		double low = ashby_value_number(ashby_get(object, ends[i][0]), (double)NAN), high;
		char amount[64];

		if (!tell_amount(low, currency, amount))
			continue;
		*number = low;
		ashby_buf_adds(out, amount);
		high = ends[i][1] ? ashby_value_number(ashby_get(object, ends[i][1]), (double)NAN)
				  : (double)NAN;
		if (tell_amount(high, ashby_text_str(NULL), amount))
			ashby_buf_addf(out, " - %s", amount);
		return;
	}
}

static void print_string(struct ashby_buf *out, struct ashby_value value, double *number)
{
	struct ashby_text text = ashby_value_text(value);
	int64_t at;

	add_text(out, text);
	if (ashby_date_parse(text, &at))
		*number = (double)at;
}

static void print_number(struct ashby_buf *out, struct ashby_value value, double *number)
{
	*number = ashby_value_number(value, (double)NAN);
	ashby_buf_addf(out, "%.10g", *number);
}

static void print_bool(struct ashby_buf *out, struct ashby_value value, double *number)
{
	bool yes = ashby_value_bool(value, false);

	*number = yes;
	ashby_buf_adds(out, yes ? "yes" : "no");
}

static void print_value(struct ashby_buf *out, struct ashby_value value, double *number)
{
	static void (*const prints[])(struct ashby_buf *, struct ashby_value, double *) = {
		[ASHBY_BOOL] = print_bool,
		[ASHBY_NUMBER] = print_number,
		[ASHBY_STRING] = print_string,
		[ASHBY_ARRAY] = print_list,
		[ASHBY_OBJECT] = print_object,
	};
	enum ashby_type type = ashby_type(value);

	*number = (double)NAN;
	if (type > ASHBY_NULL)
		prints[type](out, value, number);
}

static void clean_title(struct ashby_text raw, char out[static TITLE])
{
	struct ashby_buf clean;

	ashby_buf_init(&clean, 64 * 1024);
	ashby_text_clean(&clean, raw, ASHBY_TEXT_LINE, NULL);
	snprintf(out, TITLE, "%s", clean.len < TITLE ? ashby_buf_str(&clean) : "");
	ashby_buf_release(&clean);
}

static bool is_titled(struct ashby_text raw, const char *title)
{
	char clean[TITLE];

	if (ashby_text_equal(raw, ashby_text_str(title)))
		return true;
	clean_title(raw, clean);
	return strcmp(clean, title) == 0;
}

/* The value of a field in a record: its label where it has one. */
static void find_value(struct ashby_value root, const char *title, struct ashby_buf *out, double *number)
{
	struct ashby_value fields = ashby_get(root, "customFields");
	double ignored;

	*number = (double)NAN;
	for (struct ashby_value at = ashby_value_first(fields); at.node; at = ashby_value_next(at)) {
		if (!is_titled(ashby_get_text(at, "title"), title))
			continue;
		print_value(out, ashby_get(at, "valueLabel"), &ignored);
		if (out->len == 0)
			print_value(out, ashby_get(at, "value"), number);
		return;
	}
}

/* ---- what was read ---- */

static void forget(struct list_custom *custom)
{
	for (uint32_t i = 0; i < custom->cap; i++) {
		free(custom->text[i]);
		custom->text[i] = NULL;
	}
}

static void make_room(struct list_custom *custom, uint32_t row)
{
	uint32_t cap = row + 1024;

	if (row < custom->cap)
		return;
	custom->text = xrealloc(custom->text, cap * sizeof(*custom->text));
	custom->number = xrealloc(custom->number, cap * sizeof(*custom->number));
	memset(custom->text + custom->cap, 0, (cap - custom->cap) * sizeof(*custom->text));
	custom->cap = cap;
}

static bool read_row(struct list *l, struct list_custom *custom, uint32_t row)
{
	struct ashby_record *record = NULL;
	struct ashby_text json;
	struct ashby_buf value;

	if (!ashby_store_json(l->page->app->store, l->page->view->kind, row, &json) ||
		ashby_record_parse(&record, json, NULL, NULL) != ASHBY_OK)
		return false;
	ashby_buf_init(&value, 2 * VALUE_MAX);
	find_value(ashby_record_root(record), custom->title, &value, &custom->number[row]);
	custom->text[row] = xstrdup(ashby_buf_str(&value));
	ashby_buf_release(&value);
	ashby_record_unref(record);
	return true;
}

bool custom_get(struct list *l, unsigned column, uint32_t row, struct ashby_text *text, double *number)
{
	struct list_custom *custom = l->custom[column];
	uint64_t version = ashby_store_version(l->page->app->store, l->page->view->kind);

	*text = ashby_text_str(NULL);
	*number = (double)NAN;
	if (version != custom->version) {
		forget(custom);
		custom->version = version;
	}
	make_room(custom, row);
	if (!custom->text[row] && !read_row(l, custom, row))
		return false;
	*text = ashby_text_str(custom->text[row]);
	*number = custom->number[row];
	return true;
}

/* ---- columns ---- */

static const char *object_of(enum ashby_kind kind)
{
	static const char *const names[ASHBY_KIND_COUNT] = {
		[ASHBY_JOBS] = "Job",
		[ASHBY_CANDIDATES] = "Candidate",
		[ASHBY_APPLICATIONS] = "Application",
		[ASHBY_OFFERS] = "Offer",
	};

	return names[kind];
}

int custom_add(struct list *l, const char *title)
{
	unsigned i = l->columns;
	struct list_custom *custom;

	if (i == LIST_COLUMNS || !object_of(l->page->view->kind) || !*title || strlen(title) >= TITLE)
		return -1;
	custom = xcalloc(1, sizeof(*custom));
	snprintf(custom->title, sizeof(custom->title), "%s", title);
	l->column[i] = (struct column){ .title = custom->title,
		.show = SHOW_TEXT,
		.width = WIDTH,
		.min = WIDTH_MIN,
		.flags = COLUMN_HIDDEN,
		.gives = 1 };
	l->custom[i] = custom;
	l->has_field[i] = false;
	l->hidden[i] = true;
	l->columns++;
	return (int)i;
}

void custom_free(struct list_custom *custom)
{
	if (!custom)
		return;
	forget(custom);
	free(custom->text);
	free(custom->number);
	free(custom);
}

void custom_offer(struct list *l)
{
	struct ashby_store *store = l->page->app->store;
	const char *object = object_of(l->page->view->kind);
	struct ashby_field title, type;
	uint32_t slots = ashby_store_slots(store, ASHBY_CUSTOM_FIELDS);

	if (!object || !ashby_field_find(ASHBY_CUSTOM_FIELDS, "title", &title) ||
		!ashby_field_find(ASHBY_CUSTOM_FIELDS, "objectType", &type))
		return;
	ashby_sync_want(l->page->app->sync, ASHBY_CUSTOM_FIELDS, 1);
	for (uint32_t row = 0; row < slots; row++) {
		struct ashby_text text = ashby_field_text(store, &title, row);
		char name[TITLE];

		if (!ashby_store_live(store, ASHBY_CUSTOM_FIELDS, row) ||
			!ashby_text_equal(ashby_field_text(store, &type, row), ashby_text_str(object)))
			continue;
		clean_title(text, name);
		if (column_named(l, name) < 0)
			custom_add(l, name);
	}
}
