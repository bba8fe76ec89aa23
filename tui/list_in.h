/* list_in.h: the inside of the list engine, for the list_*.c files alone. */
#ifndef LIST_IN_H
#define LIST_IN_H

#include "app.h"
#include "doc.h"
#include "list.h"
#include "list_filter.h"
#include "list_sort.h"

enum { LIST_COLUMNS = 40, LIST_WORDS = 200 };

/* What has to be done before the rows are right again: each step includes those before it. */
enum list_step {
	STEP_NONE,
	STEP_NARROW,  /* the words got longer: only rows shown are looked at */
	STEP_FILTER,  /* other words: all rows, in the order they have */
	STEP_SORT,    /* another order of the same rows */
	STEP_COLLECT, /* other rows */
};

/* A rebuild under way. Runs in slices; the old rows stay until it is done. */
struct list_job {
	enum list_step step; /* what it does; STEP_NONE: no job */
	int phase;
	bool settled;           /* rows that were shown keep their order */
	uint32_t next;          /* slot or position that is looked at next */
	uint32_t total;         /* live and accepted */
	uint32_t asleep;        /* of those, hidden since they are snoozed */
	struct list_item *item; /* collected, with their keys */
	uint32_t count, cap;
	struct list_item *room; /* for merging */
	struct list_sort sort;
	uint32_t *found; /* rows that have the words */
	uint32_t found_count, found_cap;
};

struct list {
	struct page *page;
	/* The view's columns in the order and size that was chosen, and after being chosen custom fields among them. */
	struct column column[LIST_COLUMNS];
	struct ashby_field field[LIST_COLUMNS];
	bool has_field[LIST_COLUMNS];
	bool hidden[LIST_COLUMNS];
	struct list_custom *custom[LIST_COLUMNS]; /* the custom field that a column shows, or NULL */
	unsigned columns;

	uint32_t *base; /* all rows under the standing filter, in order */
	uint32_t base_count;
	uint32_t *row; /* of those, the ones that are shown: they have the words that were typed */
	uint32_t count, cap;
	uint32_t total; /* loaded and accepted, before the words of the filter */
	uint32_t at, top;
	uint32_t cursor; /* the row at `at`, ASHBY_NO_ROW if there is none */
	bool touched;    /* somebody moved the cursor: it stays with its row */
	uint32_t ghost;  /* the row under the cursor has gone; ASHBY_NO_ROW: it has not */
	char ghost_name[128];
	int body_rows; /* at the last draw */
	int shift;     /* columns pushed out to the left */

	uint8_t *mark; /* by row */
	uint32_t mark_cap, marked;
	uint32_t range; /* the row where a range began, or ASHBY_NO_ROW */

	uint32_t *asleep, asleep_count; /* rows that are snoozed */
	uint32_t hidden_asleep;         /* of those, the ones that would be shown */
	bool show_asleep;

	struct list_words words;
	struct ashby_field term_field[LIST_TERMS]; /* of words that name a field without a column */
	char typed[LIST_WORDS];
	uint32_t found_from, found_line; /* the row under the cursor when "/" was pressed, and its line */
	const struct list_filter *standing;
	int sort; /* column, -1: none */
	bool descending;
	bool stale;
	bool partial; /* the rows shown are the first of those that a filter will find */
	struct list_job job;
	struct ashby_timer *slice;
	int64_t cost_us; /* of the last rebuild; large ones are not made for every page that comes */

	struct doc *doc;
	uint32_t doc_row;
	bool doc_stale;
	int doc_top, doc_cols;
	int grow;
	struct ashby_timer *rest;
};

static inline struct list *list_of(const struct page *page)
{
	return page->state;
}

/* ---- list.c ---- */

/* Rows two screens ahead of the cursor are asked for. */
void list_want_more(struct page *page);

/* ---- list_cells.c ---- */

void cells_open(struct list *l);
/* The cell of a column: text or words, role, flag. Never empty: "-" if there is none, "..." if it was not read. */
void cell_get(struct list *l, unsigned column, uint32_t row, struct cell *out);
/* The sort key in ascending order; UINT64_MAX if unknown. */
uint64_t cell_key(struct list *l, unsigned column, uint32_t row);
/* For equal keys of text columns. */
int cell_compare(struct list *l, unsigned column, uint32_t a, uint32_t b);
/* By title (case does not matter) or path; -1 if there is none. */
int column_named(const struct list *l, const char *name);
int column_of_name(const struct list *l); /* the one with COLUMN_NAME, 0 if there is none */

/* ---- list_rows.c ---- */

void rows_want(struct list *l, enum list_step step); /* starts, or starts over; runs at once if it is quick */
/* The store has changed: now, or after a rest if a rebuild is dear. */
void rows_stale(struct list *l);
void rows_release(struct list *l);
void rows_place(struct list *l, uint32_t position);
uint32_t rows_find(const struct list *l, uint32_t row); /* its position; count if it is not shown */
bool rows_marked(const struct list *l, uint32_t row);
void rows_mark(struct list *l, uint32_t row, bool on);
void rows_unmark_all(struct list *l);

/* ---- list_asleep.c ---- */

void asleep_find(struct list *l);
bool asleep_is(const struct list *l, uint32_t row);

/* ---- list_custom.c ---- */

/* A hidden column for the custom field of that title, at the end; -1 if there cannot be one. */
int custom_add(struct list *l, const char *title);
/* Hidden columns for all custom fields of this kind that are known; asks Ashby for them. */
void custom_offer(struct list *l);
/* The value in a row, good until rows change; false if the row's JSON is not in memory. */
bool custom_get(struct list *l, unsigned column, uint32_t row, struct ashby_text *text, double *number);
void custom_free(struct list_custom *custom);

/* ---- list_chooser.c ---- */

/* The columns that were chosen for this view before. */
void chooser_restore(struct list *l);
unsigned chooser_columns(struct app *app, struct page *page, const struct args *args);

/* ---- list_match.c ---- */

/* Takes in what was typed; needed again when columns change places. */
void match_parse(struct list *l, const char *typed);
bool match_row(struct list *l, uint32_t row);
void match_complete(struct page *page, const char *word, struct ashby_buf *out);
void match_hint(struct page *page, struct ashby_buf *out);

/* ---- list_draw.c ---- */

void list_draw(struct page *page, const struct layout *layout, struct surface *surface);

/* ---- list_preview.c ---- */

void preview_open(struct list *l);
void preview_close(struct list *l);
void preview_moved(struct list *l); /* the cursor is on another row, or the rows have changed */
void preview_draw(struct list *l, const struct layout *layout, struct surface *surface);

/* ---- list_copy.c ---- */

unsigned list_yank(struct app *app, struct page *page, const struct args *args);
void list_yank_words(struct app *app, struct page *page, int n, struct ashby_buf *out);

/* ---- list_commands.c ---- */

extern const struct command list_commands[];
/* The id that the cursor's row is opened by, and its name. False if there is no row, or it cannot be opened. */
bool list_detail(struct page *page, char id[static 128], struct ashby_buf *name);

#endif
