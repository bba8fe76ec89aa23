/*
 * people.h: the blocks that details of a candidate and of an application share: who it is, how to reach them.
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "blocks.h"
#include "detail.h"

/* Name, position and company, place, address and number. short_form: an application's candidate, or absent. */
void people_head(
	struct page *page, struct doc *doc, struct ashby_value candidate, struct ashby_value short_form);
/* All addresses, numbers, files and links, own fields. */
void people_fields(struct page *page, struct doc *doc, struct ashby_value candidate);
/* A field of a row of the store as text, "" if it is not there. */
struct ashby_text people_stored(
	struct page *page, enum ashby_kind kind, struct ashby_text id, const char *path);
/* Kinds that names are joined from are wanted. */
void people_want(struct page *page);

#endif
