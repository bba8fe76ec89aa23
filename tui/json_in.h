/*
 * json_in.h: what jsonview.c (opening, drawing, finding) and json_commands.c (what keys do) share. Nobody else
 * includes it.
 */
#ifndef JSON_IN_H
#define JSON_IN_H

#include "json_rows.h"
#include "view.h"

struct json {
	struct ashby_record *record;
	struct json_rows rows;
	size_t cursor, top;
	int height; /* rows of the screen, at the last draw */
	bool wrap;
	char head[160]; /* what call it came from */
	char words[64]; /* looked for */
	bool asked;     /* a call is on its way */
	struct ashby_err err;
};

/* Puts the cursor on a row, the last one if it is past the end. Reaction bits. */
unsigned json_go(struct page *page, size_t to);

extern const struct command json_commands[];

#endif
