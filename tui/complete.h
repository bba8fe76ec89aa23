/*
 * complete.h: what could stand where the cursor is in a command line: commands, endpoints, parameters inside a JSON
 * body, values, what a command's own row offers. Pure but for those rows, which may look at the page.
 */
#ifndef COMPLETE_H
#define COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

struct app;

struct complete_item {
	char word[96]; /* what is put in, with quotes and all */
	char hint[96];
};

struct complete {
	struct complete_item *item;
	size_t count, cap;
	size_t from;         /* the byte where what a pick replaces begins; it ends at the cursor */
	char signature[200]; /* what the line's command takes, in words; "" if it is not known */
};

void complete_init(struct complete *complete);
void complete_release(struct complete *complete);
/* Computes it for a line whose cursor is at a byte. app may be NULL: then only what the catalogue knows. */
void complete_line(struct complete *complete, struct app *app, const char *line, size_t point);
/* The same for the line that looks for something in the page in front: what the page's engine offers. */
void complete_find(struct complete *complete, struct app *app, const char *line, size_t point);

#endif
