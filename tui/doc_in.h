/*
 * doc_in.h: what doc.c (filling) and doc_layout.c (lines for a width) share. Nobody else includes it.
 */
#ifndef DOC_IN_H
#define DOC_IN_H

#include <stdint.h>
#include "doc.h"

enum item_kind {
	ITEM_LINE,
	ITEM_HANG,
	ITEM_SPAN,
	ITEM_BLOCK,
	ITEM_TAB,
	ITEM_RIGHT,
	ITEM_SECTION,
	ITEM_TARGET
};

/* One step of the filling. Texts lie in the document's raw bytes. */
struct item {
	enum item_kind kind;
	unsigned style;
	uint32_t off, len;
	int n; /* columns, indent, section or target */
};

/* A run of one style on a laid-out line; its bytes are clean. */
struct piece {
	uint32_t off, len;
	uint16_t x, cols;
	uint16_t style;
	bool raw; /* in the raw bytes, which were clean already; else in the cleaned ones */
};

struct doc_section {
	char title[48], note[16], full[72];
	int line;
};

struct doc_link {
	char letter;
	char words[48];
	uint32_t off, len;
};

struct doc_target {
	int line, target;
};

struct doc {
	char *raw;
	size_t raw_len, raw_cap;
	struct item *items;
	size_t item_count, item_cap;
	struct doc_section *sections;
	size_t section_count, section_cap;
	struct doc_link *links;
	size_t link_count, link_cap;
	bool blank; /* the last line is empty: another one would be too many */

	/* the layout */
	int cols;
	struct ashby_buf clean;
	struct piece *pieces;
	size_t piece_count, piece_cap;
	uint32_t *rows; /* first piece of each line; one more than there are lines */
	size_t row_count, row_cap;
	struct doc_target *targets;
	size_t target_count, target_cap;
	char mark[64];
};

/* Room for one more element in an array that doubles. */
void *doc__room(void *array, size_t count, size_t *cap, size_t size);
struct ashby_text doc__piece_text(const struct doc *doc, const struct piece *piece);

#endif
