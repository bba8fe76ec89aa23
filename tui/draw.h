/*
 * draw.h: the one gate to the screen. Everything visible is put there by these functions: clipped to a box, aligned,
 * by role, and, where it came from outside, through the sanitiser. Only draw.c and screen.c know curses.
 *
 * A box is a part of a surface (the base screen or a popup's panel). Coordinates are relative to the box; nothing is
 * drawn outside of it, whatever the arguments.
 */
#ifndef DRAW_H
#define DRAW_H

#include <stdbool.h>
#include <ashby/text.h>
#include "layout.h"

/* What a thing is, never what it looks like (theme.h): the plain theme is as in the product's pictures. */
enum role {
	ROLE_TEXT,    /* data */
	ROLE_NOW,     /* what is now: the active tab, the last crumb, a heading in use */
	ROLE_DIM,     /* what only supports: heads, rules, other tabs, ages of syncs, key words */
	ROLE_HEADING, /* the name of a block in a preview or a detail */
	ROLE_LATE,    /* late or missing */
	ROLE_BAD,     /* lost, failed, very late */
	ROLE_GOOD,    /* done just now, a good answer */
	ROLE_PRESS,   /* what can be pressed, marks, the hold */
	ROLE_RULE,    /* lines between panes */
	ROLE_MATCH,   /* found text */
	ROLE_COUNT
};

/* A style is a role, and flags. */
enum draw_flags {
	DRAW_SELECTED = 0x100, /* the row under the cursor: reverse over its whole width, whatever the role */
	DRAW_RIGHT = 0x200,    /* right-aligned in its columns */
	DRAW_NO_MARK = 0x400,  /* cut without an ellipsis */
	DRAW_REVERSE = 0x1000, /* a bar, whatever the role */
	DRAW_BLOCK = 0x800,    /* text may hold line breaks: only the first line is drawn */
};

/* Over the role's own colour, one that a person has chosen: 0 to 7. Meaning never rests on it. */
#define DRAW_COLOUR(n) ((unsigned)((n) + 1) << 16)

struct surface; /* a curses window with its panel; made by screen.c */

struct box {
	struct surface *surface;
	struct rect rect; /* on the surface */
};

/* The part of a box given by a rectangle relative to it, clipped to it. */
struct box box_part(const struct box *box, int y, int x, int rows, int cols);

/* Text from outside, at most cols columns (cut with an ellipsis). Returns the columns that it took. */
int draw_text(const struct box *box, int y, int x, int cols, unsigned style, struct ashby_text text);
/* Our own words. Same rules; still clipped and made ASCII where the terminal wants it. */
int draw_label(const struct box *box, int y, int x, int cols, unsigned style, const char *words);
int draw_labelf(const struct box *box, int y, int x, int cols, unsigned style, const char *format, ...)
	__attribute__((format(printf, 6, 7)));
void draw_fill(const struct box *box, int y, int x, int cols, unsigned style); /* blanks */
void draw_erase(const struct box *box);
void draw_hline(const struct box *box, int y, int x, int cols);
void draw_vline(const struct box *box, int y, int x, int rows);
void draw_frame(
	const struct box *box, const char *title, const char *foot); /* only dialogs and popups have one */
/* Where the hardware cursor rests after this draw (braille displays follow it). The last call wins. */
void draw_cursor(const struct box *box, int y, int x);

/* Single signs that differ by locale: one cell each. */
enum glyph {
	GLYPH_ELLIPSIS,
	GLYPH_FOLDED,
	GLYPH_UNFOLDED,
	GLYPH_SPIN,
	GLYPH_UP,
	GLYPH_DOWN,
	GLYPH_DOT,
	GLYPH_COUNT
};
const char *draw_glyph(enum glyph glyph);
bool draw_is_ascii(void);

/* How rules, bars and signs are drawn; text is as the locale has it. ACS: the terminal's own line characters. */
enum draw_lines { DRAW_LINES_UTF8, DRAW_LINES_ACS, DRAW_LINES_ASCII };
void draw_set_lines(enum draw_lines lines);
enum draw_lines draw_lines_now(void);
/* E-mail addresses, phone numbers and pay become stars on the screen (blur.h). */
void draw_blur(bool on);
bool draw_is_blurred(void);

#endif
