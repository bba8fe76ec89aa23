/* preview.h: the lines that previews are made of: labelled values of a row, left out where there is none. */
#ifndef PREVIEW_H
#define PREVIEW_H

#include "view.h"

struct doc;

/* A label and the value at a path, in one line; nothing if there is no value. */
void preview_text(struct page *page, uint32_t row, struct doc *doc, const char *label, const char *path);
void preview_date(struct page *page, uint32_t row, struct doc *doc, const char *label, const char *path);
void preview_labelf(struct doc *doc, const char *label, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A line of values: path, separator, path, ..., NULL. A separator stands only between two values; without any there
 * is no line, and false. */
bool preview_joined(struct page *page, uint32_t row, struct doc *doc, ...);
/* As a joined line of two, and a value at its right end. */
void preview_ends(struct page *page, uint32_t row, struct doc *doc, const char *left, const char *left_too,
	const char *right);
/* What stands after a label. */
void preview_label(struct doc *doc, const char *label);

#endif
