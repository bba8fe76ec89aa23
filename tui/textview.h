/*
 * textview.h: the engine of pages that are lines with a cursor: activity, the API's functions. A view fills a document
 * and says by doc_target which lines belong to which of its things; the cursor goes from thing to thing.
 */
#ifndef TEXTVIEW_H
#define TEXTVIEW_H

#include "view.h"

/* The target under the cursor, -1 if there is none. */
int text_target(struct page *page);
/* What is shown has changed: filled again at the next draw. The cursor stays on its target. */
void text_changed(struct page *page);
/* What was typed after "/": views leave out what does not hold it. "" if nothing. */
const char *text_filter(const struct page *page);
int text_width(const struct page *page); /* columns, while a view fills */

#endif
