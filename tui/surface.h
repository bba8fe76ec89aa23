/* surface.h: the inside of a surface, for screen.c (which makes them) and draw.c (which fills them) alone. */
#ifndef SURFACE_H
#define SURFACE_H

#include <curses.h>
#include <panel.h>
#include <stdbool.h>

struct surface {
	WINDOW *window;
	PANEL *panel;
	int rows, cols;
};

/* draw.c: what screen.c tells it at the start, and asks at a flush. */
void draw_start(bool ascii, int colours, bool dumping); /* colours: 0 for none */
const char *draw_dump(size_t *len);                     /* the frame's calls, a line each: "y x role text" */
void draw_flushed(void);             /* a frame ends: the cursor's place and the dump are forgotten */
bool draw_cursor_at(int *y, int *x); /* on the screen; false: none was set */
enum { SURFACE_PAIRS = 255 }; /* pair n + 1 is colour n on the default background, as far as there are */

#endif
