/* field.h: a view's reading of one value of one row by its path, for cells and previews: rows in view only. */
#ifndef FIELD_H
#define FIELD_H

#include "view.h"

struct ashby_text field_text(struct page *page, uint32_t row, const char *path);
int64_t field_time(struct page *page, uint32_t row, const char *path);
double field_number(struct page *page, uint32_t row, const char *path);
bool field_is(struct page *page, uint32_t row, const char *path, const char *word);
/* The row that a reference names, ASHBY_NO_ROW if it is not loaded. */
uint32_t field_row(struct page *page, uint32_t row, const char *path);

/* The first of the names joined by ", " at a path, short, and how many more: "M. Chen +2". Nothing if there is none. */
void field_people(struct page *page, uint32_t row, const char *path, struct cell *out);

#endif
