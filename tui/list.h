/*
 * list.h: what views may ask of the list engine. Positions count shown rows from 0; rows are those of the store and
 * keep their number for ever.
 */
#ifndef LIST_H
#define LIST_H

#include "view.h"

uint32_t list_count(const struct page *page);
uint32_t list_at(const struct page *page);                        /* position of the cursor */
uint32_t list_row_at(const struct page *page, uint32_t position); /* ASHBY_NO_ROW past the end */
uint32_t list_top(const struct page *page);                       /* position of the first row in view */
uint32_t list_rows(const struct page *page); /* lines in view: no more rows than these are */
void list_goto(struct page *page, uint32_t position);
/* What the view makes of rows has changed (a zone, a scope): filter, sort and preview are made anew. */
void list_changed(struct page *page);
/* A call of the preview's has come: it is filled again when drawn next. */
void list_preview_changed(struct page *page);
/* Marked rows, or the one under the cursor if none is: calls fn for each, in the order shown. */
void list_each_target(struct page *page, void (*fn)(void *arg, uint32_t row), void *arg);
/* The text of a column's cell as it is shown, appended raw: for copying a row and for the filter. */
void list_cell_text(struct page *page, unsigned column, uint32_t row, struct ashby_buf *out);

#endif
