/* store_rows.h: the store's own structures, for store*.c only. */
#ifndef ASHBY_STORE_ROWS_H
#define ASHBY_STORE_ROWS_H

#include "ashby/store.h"
#include "store_parts.h"

/* A column's text is cut here: a list shows a line of it and the record's JSON has it all. */
#define ASHBY__TEXT_MAX 4096
#define ASHBY__COLUMNS_MAX 32

enum ashby__row_flags {
	ROW_LIVE = 1,
	ROW_SEEN = 2, /* put since the pass began */
	ROW_CUT = 4,  /* put while its parent's children are cut */
};

/* How a column is held. A cell of 0 is "none" in each of them. */
enum ashby__place {
	PLACE_ID,     /* not at all: the row's own id */
	PLACE_BLOB,   /* the n-th text of the row's piece of the arena */
	PLACE_WORD,   /* a code of the column's texts */
	PLACE_NUMBER, /* a code of the column's numbers: few are different */
	PLACE_TIME,   /* milliseconds since year 1, + 1 */
	PLACE_REF,    /* the other row's index + 1 */
	PLACE_COUNT
};

struct ashby__column {
	const struct ashby_column *info;
	enum ashby__place place;
	unsigned nth; /* of a blob */
	struct ashby__cells cells;
	struct ashby__dict dict;
};

/* A row is the number of its id, also before its record has come: a reference is the index of the row it names. */
struct ashby__rows {
	const struct ashby_kind_info *info;
	struct ashby__ids ids;
	struct ashby__cells flags, blob, json;
	/* Rows cut from one record are a list: the parent's first, each one's next and its parent. */
	struct ashby__cells first, next, parent;
	struct ashby__column *column;
	unsigned blobs; /* texts in a blob */
	uint32_t count;
	uint64_t version;
};

struct ashby_store {
	struct ashby__rows *rows; /* by kind */
	struct ashby__arena texts;
	struct ashby__log log;
	struct ashby_buf text, blob, cut; /* a text, a row's texts, a cut row's JSON on their way in */
	char *role[ASHBY_ROLE_COUNT];     /* NULL: as it is called by default */
	struct ashby_listener *listeners;
};

/* ---- store_read.c: values out of records ---- */

struct ashby__reader {
	struct ashby_value record, parent; /* parent: the record that this one was cut from, or absent */
	char *const *role;                 /* ASHBY_ROLE_COUNT titles, NULL in place of one: the default */
};

/* The column's text (TEXT, LIST) is appended to out, at most ASHBY__TEXT_MAX bytes. */
enum ashby_error ashby__read_text(
	const struct ashby__reader *reader, const struct ashby_column *column, struct ashby_buf *out);
/* NAN if there is none. NUMBER, BOOL, COUNT. */
double ashby__read_number(const struct ashby__reader *reader, const struct ashby_column *column);
int64_t ashby__read_time(const struct ashby__reader *reader, const struct ashby_column *column);
/* The text of one string in place, for ids. */
struct ashby_text ashby__read_id(const struct ashby__reader *reader, const struct ashby_column *column);

/* ---- store.c ---- */

static inline bool ashby__row_is(const struct ashby__rows *rows, uint32_t row, unsigned flag)
{
	return (ashby__cells_get(&rows->flags, row) & flag) != 0;
}

/* The flag must be one that the row had before, or that there is room for. */
void ashby__row_set(struct ashby__rows *rows, uint32_t row, unsigned flag, bool on);
/* The row is no longer listed, nor is what was cut from it. */
void ashby__row_kill(struct ashby_store *store, enum ashby_kind kind, uint32_t row);
/* Something about the kind has changed, and listeners are told; touch: rows of it, so there is a new version. */
void ashby__store_tell(struct ashby_store *store, enum ashby_kind kind);
void ashby__store_touch(struct ashby_store *store, enum ashby_kind kind);
/* How many bytes the row's packed texts take. */
size_t ashby__blob_size(const struct ashby__rows *rows, const unsigned char *blob);
/* Milliseconds of a PLACE_TIME cell. */
int64_t ashby__time_of(uint64_t cell);

/* ---- store_kinds.c ---- */

/* A kind whose rows are the elements of an array in another kind's records. */
struct ashby__cut {
	enum ashby_kind parent, child;
	const char *path;
};
/* What is cut from the kind, or NULL. */
const struct ashby__cut *ashby__cut_of(enum ashby_kind parent);

#endif
