/*
 * layout.h: which cells belong to what. Pure arithmetic over the screen's size: knows nothing of curses or data.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

struct rect {
	int y, x, rows, cols;
};

enum preview_place { PREVIEW_AUTO, PREVIEW_RIGHT, PREVIEW_BOTTOM, PREVIEW_FULL, PREVIEW_OFF };

/* What the page on top wishes; the size of the screen has the last word. */
struct layout_wish {
	enum preview_place preview; /* PREVIEW_OFF for pages without one */
	int heads;                  /* lines of column heads: 0, 1 */
	int grow;                   /* columns or rows that the user gave the preview (+, _) */
	int list_keeps;             /* columns that the list keeps before a preview goes right of it (90) */
};

struct layout {
	struct rect tabs, crumb, heads, body, rule, preview, status, keys; /* rows 0: not shown */
	enum preview_place place; /* RIGHT, BOTTOM, FULL or OFF: what came of the wish */
	int too_small;            /* under 20x5 one line says so */
};

/* Steps at 40, 60, 80, 130 columns and 10, 16, 24 rows (UI.md D1): tabs, then heads, then the key line give way. */
void layout_compute(struct layout *out, int rows, int cols, const struct layout_wish *wish);

#endif
