/*
 * json_rows.h: a JSON value as rows that can be folded. A row is a value or a closing bracket; only what is unfolded
 * has rows, so that a document of a million nodes costs what is looked at. Pure: knows no screen.
 */
#ifndef JSON_ROWS_H
#define JSON_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <ashby/record.h>

enum json_row_kind { JSON_LEAF, JSON_FOLDED, JSON_OPEN, JSON_CLOSE };

struct json_row {
	struct ashby_value value; /* of a closing bracket: the container that ends */
	uint32_t index;           /* in its container */
	uint16_t depth;
	uint8_t kind;
	bool last; /* no comma follows */
};

struct json_rows {
	struct json_row *row;
	size_t count, cap;
};

/* Rows of a value, unfolded as far as that makes a page or two, and at least its first level. */
void json_rows_init(struct json_rows *rows, struct ashby_value root);
void json_rows_release(struct json_rows *rows);

bool json_rows_unfold(struct json_rows *rows, size_t i); /* false if there is nothing to unfold */
bool json_rows_fold(struct json_rows *rows, size_t i);
void json_rows_fold_all(struct json_rows *rows);
void json_rows_unfold_all(struct json_rows *rows);

/* The row that a closing bracket closes; any other row itself. */
size_t json_rows_start(const struct json_rows *rows, size_t i);
/* The container's own row; i itself for the root. */
size_t json_rows_parent(const struct json_rows *rows, size_t i);
/* The next or previous row of the same container; i itself if there is none. */
size_t json_rows_sibling(const struct json_rows *rows, size_t i, bool back);

/* ".results[0].job.title"; "." for the root. */
void json_rows_path(const struct json_rows *rows, size_t i, struct ashby_buf *out);
/* The key with quotes and colon, or nothing; and the value as it stands on its row, without the comma. */
void json_rows_key(const struct json_rows *rows, size_t i, struct ashby_buf *out);
void json_rows_value(const struct json_rows *rows, size_t i, struct ashby_buf *out);

/*
 * The next row after i (or before it) whose key or value holds the words, folding case; folded ones are unfolded to
 * get there when looking forward. SIZE_MAX if there is none.
 */
size_t json_rows_find(struct json_rows *rows, size_t i, const char *words, bool back);

#endif
