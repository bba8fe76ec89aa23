/*
 * detail.h: what views may ask of the engine of details: a document in sections, scrolled.
 */
#ifndef DETAIL_H
#define DETAIL_H

#include "view.h"

/* Something has come: the page is filled again when it is drawn next. */
void detail_changed(struct page *page);
/* Shows another record in the same page: its requests end, its view loads anew. */
void detail_show(struct page *page, struct ashby_text id);
/* Asks for everything again, the section and the place in it stay. */
void detail_reload(struct page *page);
/* The name of what is shown, for the crumb line. */
void detail_crumb(struct page *page, struct ashby_text name);
/* Opens the section with this title. */
void detail_section(struct page *page, const char *title);
/* Columns of the text, for what stands side by side; 0 in pages of other engines. */
int detail_width(const struct page *page);

#endif
