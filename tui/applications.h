/* applications.h: what other views show of an application as the list of applications does. */
#ifndef APPLICATIONS_H
#define APPLICATIONS_H

#include "view.h"

/* For pages whose rows are applications. The preview keeps its notes in page->own, a struct recent. */
void applications_age(struct page *page, uint32_t row, struct cell *out);
void applications_preview(struct page *page, uint32_t row, struct doc *doc, bool fetch);

#endif
