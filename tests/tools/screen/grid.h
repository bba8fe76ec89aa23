/* grid.h: the screen's cells as text, as attributes in words, and as a picture. Reads a terminal, changes nothing. */
#ifndef SCREEN_GRID_H
#define SCREEN_GRID_H

#include <stdio.h>

#include "term.h"

/* One row or the whole screen (a line each) as UTF-8 without trailing blanks; the caller frees it. */
char *grid_row(struct term *t, int row);
char *grid_text(struct term *t);
/* A cell's attributes in words, "plain" or such as "bold reverse fg=3"; lasts until the next call. */
const char *grid_style(struct term *t, int row, int col);
/* The first cell that has a colour, as row * cols + col; -1 if none has. */
int grid_coloured(struct term *t);
/* Writes the screen as an SVG picture. */
void grid_svg(struct term *t, FILE *to);

#endif
