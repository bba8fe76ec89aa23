/*
 * detail_in.h: what detail.c (layout, drawing, finding) and detail_commands.c (what keys do) share. Nobody else
 * includes it.
 */
#ifndef DETAIL_IN_H
#define DETAIL_IN_H

#include "detail.h"
#include "doc.h"

struct detail {
	struct doc *doc;
	bool stale, nowrap;
	int section, top;
	int first_top;  /* where the first section is scrolled to while another is in front */
	int rows, cols; /* of the text, at the last draw */
	int body;       /* columns that there were for it */
	char words[64]; /* looked for, or "" */
	int found;      /* the line of the match, -1: none yet */
};

/* Fills the document if it is stale, and lays it out for so many columns of the body. */
void detail_lay_out(struct page *page, int body);
/* Lines of the section in front: its first one, and one past its last. */
int detail_first_line(const struct detail *d);
int detail_last_line(const struct detail *d);
void detail_clamp(struct detail *d); /* section and top to what there is */
void detail_go_to_section(struct detail *d, int to);
/* Goes to the next line with the words from a line on, round the end; false if there is none. */
bool detail_search(struct detail *d, int from, bool back);

extern const struct command detail_commands[];

#endif
