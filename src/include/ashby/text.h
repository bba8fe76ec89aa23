/*
 * text.h: text from outside, and the one way to make it fit for a terminal (SAFETY: "one gate to the screen").
 *
 * A struct ashby_text is bytes nobody has looked at: a candidate's name, an error message of the server, a file
 * name. It is a type of its own so that it cannot be printed by accident. ashby_text_clean is total: any bytes in,
 * valid UTF-8 that moves no cursor out, and cleaning twice changes nothing.
 *
 * Widths are those of wcwidth() in the process's locale, so call setlocale(LC_CTYPE, "") first.
 */
#ifndef ASHBY_TEXT_H
#define ASHBY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/buf.h"

struct ashby_text {
	const char *raw; /* not NUL-terminated, may be NULL when len is 0; borrowed */
	size_t len;
};

struct ashby_text ashby_text_of(const char *bytes, size_t len);
struct ashby_text ashby_text_str(const char *s); /* NULL is "" */
bool ashby_text_equal(struct ashby_text a, struct ashby_text b);
/* Byte order, then length: a total order for sorting and look-up. */
int ashby_text_compare(struct ashby_text a, struct ashby_text b);

enum ashby_text_flags {
	ASHBY_TEXT_LINE =
		0, /* a one-line field: a line break becomes a space and a mark, emoji ZWJ sequences are cut */
	ASHBY_TEXT_BLOCK =
		1, /* several lines: breaks become \n, tabs become spaces up to the next multiple of 8 */
	ASHBY_TEXT_ASCII =
		2, /* the terminal holds ASCII only: anything else is shown as "?" (one per column) */
};

/* What cleaning had to do; a detail view says "hidden direction marks" when hidden is not 0. */
struct ashby_text_report {
	unsigned replaced; /* bytes or characters shown as a stand-in */
	unsigned hidden;   /* direction marks, zero-width, tags: removed */
};

/* Appends the clean form of text to out. report may be NULL. At most 64 KiB are shown, then an ellipsis. */
enum ashby_error ashby_text_clean(
	struct ashby_buf *out, struct ashby_text text, unsigned flags, struct ashby_text_report *report);

/* The functions below take clean text only. */

/* Columns that it takes. */
int ashby_text_width(const char *clean, size_t len);
/* One grapheme cluster: sets its columns, returns its bytes (0 at the end). */
size_t ashby_text_step(const char *clean, size_t len, int *columns);
/* Bytes of the longest prefix of whole clusters within so many columns; *used gets its width. */
size_t ashby_text_cut(const char *clean, size_t len, int columns, int *used);

/* Whether needle occurs in hay, folding case (simple Unicode folding); both may be raw. "" occurs everywhere. */
bool ashby_text_find(struct ashby_text hay, struct ashby_text needle);
/* A sort key order that folds case and ignores accents as people expect in a list; ties by bytes. */
int ashby_text_collate(struct ashby_text a, struct ashby_text b);
/* The beginning of a text in that order as a number: a smaller head sorts first; equal heads have to be compared. */
uint64_t ashby_text_collate_head(struct ashby_text text);

#endif
