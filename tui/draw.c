/* draw.c: the gate to the screen: texts are cleaned, cut, aligned and put into a surface by role. Knows no view. */
#include "draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "surface.h"
#include "blur.h"
#include "theme.h"

enum { CELL_MAX = 4096, WORDS_MAX = 1024, DUMP_MAX = 1 << 20, FLAG_MASK = ~0xff };

static struct {
	bool ascii;
	bool blurred;
	enum draw_lines lines;
	int colours; /* of the terminal, 0: none are used */
	bool cursor;
	int cursor_y, cursor_x;
	struct ashby_buf clean; /* the text being drawn, kept for its memory */
	bool dumping;
	struct ashby_buf dump; /* the frame's calls, for tests of roles */
} pen;

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_TEXT] = "text",
	[ROLE_NOW] = "now",
	[ROLE_DIM] = "dim",
	[ROLE_HEADING] = "heading",
	[ROLE_LATE] = "late",
	[ROLE_BAD] = "bad",
	[ROLE_GOOD] = "good",
	[ROLE_PRESS] = "press",
	[ROLE_RULE] = "rule",
	[ROLE_MATCH] = "match",
};

/* data: by locale, ASCII first */
static const char *const glyphs[GLYPH_COUNT][2] = {
	[GLYPH_ELLIPSIS] = { "~", "\u2026" },
	[GLYPH_FOLDED] = { ">", "\u25b8" },
	[GLYPH_UNFOLDED] = { "v", "\u25be" },
	[GLYPH_SPIN] = { "|", "|" },
	[GLYPH_UP] = { "^", "^" },
	[GLYPH_DOWN] = { "v", "v" },
	[GLYPH_DOT] = { ".", "\u00b7" },
};

void draw_start(bool ascii, int colours, bool dumping)
{
	pen.ascii = ascii;
	pen.colours = colours;
	ashby_buf_release(&pen.clean);
	ashby_buf_init(&pen.clean, 1 << 20);
	pen.dumping = dumping;
	ashby_buf_release(&pen.dump);
	ashby_buf_init(&pen.dump, DUMP_MAX);
	if (!colours)
		theme_use(theme_find("mono"));
}

static bool plain_signs(void)
{
	return pen.ascii || pen.lines == DRAW_LINES_ASCII;
}

void draw_set_lines(enum draw_lines lines)
{
	pen.lines = lines;
}

enum draw_lines draw_lines_now(void)
{
	return pen.lines;
}

void draw_blur(bool on)
{
	pen.blurred = on;
}

bool draw_is_blurred(void)
{
	return pen.blurred;
}

bool draw_is_ascii(void)
{
	return pen.ascii;
}

const char *draw_glyph(enum glyph glyph)
{
	return glyphs[glyph][!plain_signs()];
}

/* ---- boxes ---- */

struct box box_part(const struct box *box, int y, int x, int rows, int cols)
{
	struct box part = *box;

	if (y < 0) {
		rows += y;
		y = 0;
	}
	if (x < 0) {
		cols += x;
		x = 0;
	}
	if (rows > box->rect.rows - y)
		rows = box->rect.rows - y;
	if (cols > box->rect.cols - x)
		cols = box->rect.cols - x;
	part.rect.y += y;
	part.rect.x += x;
	part.rect.rows = rows > 0 ? rows : 0;
	part.rect.cols = cols > 0 ? cols : 0;
	return part;
}

/* Columns that can be used at a place, at most `cols`; 0 if the place is outside. */
static int room(const struct box *box, int y, int x, int cols)
{
	if (!box->surface || y < 0 || x < 0 || y >= box->rect.rows || x >= box->rect.cols)
		return 0;
	if (box->rect.y + y >= box->surface->rows || box->rect.x + x >= box->surface->cols)
		return 0;
	if (cols > box->rect.cols - x)
		cols = box->rect.cols - x;
	if (cols > box->surface->cols - box->rect.x - x)
		cols = box->surface->cols - box->rect.x - x;
	return cols > 0 ? cols : 0;
}

/* ---- looks ---- */

static void set_look(WINDOW *window, unsigned style)
{
	unsigned role = style & 0xff;
	int colour = (int)(style >> 16 & 0xff) - 1; /* somebody's own */
	const struct look *look;
	attr_t attrs = A_NORMAL;
	short pair = 0;

	if (style & DRAW_SELECTED) {
		wattr_set(window, A_REVERSE, 0, NULL);
		return;
	}
	look = &theme_now()->look[role < ROLE_COUNT ? role : ROLE_TEXT];
	attrs |= look->bold ? A_BOLD : 0;
	attrs |= look->dim ? A_DIM : 0;
	attrs |= look->reverse ? A_REVERSE : 0;
	attrs |= look->underline ? A_UNDERLINE : 0;
	attrs |= style & DRAW_REVERSE ? A_REVERSE : 0;
	if (colour < 0)
		colour = look->colour;
	colour = theme_within((short)colour, pen.colours);
	if (pen.colours && colour >= 0 && colour < SURFACE_PAIRS)
		pair = (short)(colour + 1);
	wattr_set(window, attrs, pair, NULL);
}

static void note(const struct box *box, int y, int x, unsigned style, const char *bytes, size_t len)
{
	unsigned role = style & 0xff;
	int oy = 0, ox = 0;

	if (!pen.dumping)
		return;
	getbegyx(box->surface->window, oy, ox);
	ashby_buf_addf(&pen.dump, "%d %d %s%s%s ", oy + box->rect.y + y, ox + box->rect.x + x,
		role < ROLE_COUNT ? role_names[role] : "text", style & DRAW_SELECTED ? "+selected" : "",
		style & DRAW_REVERSE ? "+bar" : "");
	ashby_buf_add(&pen.dump, bytes, len);
	ashby_buf_addc(&pen.dump, '\n');
}

/* ---- clean bytes to cells ---- */

/* Puts clean UTF-8; it fits. */
static void put(const struct box *box, int y, int x, unsigned style, const char *bytes, size_t len)
{
	WINDOW *window = box->surface->window;
	wchar_t wide[CELL_MAX];
	size_t n = 0, i = 0;

	while (i < len && n + 1 < CELL_MAX) {
		unsigned char c = (unsigned char)bytes[i];
		size_t more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
		unsigned long value = more == 0 ? c : c & (0x3fUL >> more);

		for (size_t k = 1; k <= more && i + k < len; k++)
			value = value << 6 | ((unsigned char)bytes[i + k] & 0x3f);
		wide[n++] = (wchar_t)value;
		i += more + 1;
	}
	set_look(window, style);
	mvwaddnwstr(window, box->rect.y + y, box->rect.x + x, wide, (int)n);
	note(box, y, x, style, bytes, len);
}

static void blanks(const struct box *box, int y, int x, int cols, unsigned style)
{
	WINDOW *window = box->surface->window;

	set_look(window, style & (DRAW_SELECTED | 0xff));
	mvwhline(window, box->rect.y + y, box->rect.x + x, ' ', cols);
}

/* Cuts clean text to cols columns, aligns and puts it. Returns the columns taken. */
static int put_cut(
	const struct box *box, int y, int x, int cols, unsigned style, const char *clean, size_t len)
{
	int width = ashby_text_width(clean, len), used = width;
	size_t bytes = len;
	const char *mark = draw_glyph(GLYPH_ELLIPSIS);
	bool marked = width > cols && !(style & DRAW_NO_MARK) && cols > 1;

	if (cols <= 0)
		return 0;
	if (width > cols)
		bytes = ashby_text_cut(clean, len, marked ? cols - 1 : cols, &used);
	if ((style & DRAW_RIGHT) && width < cols)
		x += cols - width;
	if (bytes > 0)
		put(box, y, x, style, clean, bytes);
	if (!marked)
		return used;
	put(box, y, x + used, style, mark, strlen(mark));
	return used + 1;
}

static size_t first_line(const char *clean, size_t len)
{
	const char *end = memchr(clean, '\n', len);

	return end ? (size_t)(end - clean) : len;
}

int draw_text(const struct box *box, int y, int x, int cols, unsigned style, struct ashby_text text)
{
	unsigned flags = style & DRAW_BLOCK ? ASHBY_TEXT_BLOCK : ASHBY_TEXT_LINE;
	const char *clean;
	size_t len;

	cols = room(box, y, x, cols);
	if (cols == 0 || text.len == 0)
		return 0;
	ashby_buf_clear(&pen.clean);
	if (ashby_text_clean(&pen.clean, text, flags | (pen.ascii ? ASHBY_TEXT_ASCII : 0), NULL) != ASHBY_OK)
		return 0;
	if (pen.blurred && pen.clean.len > 0)
		blur_text(pen.clean.data, pen.clean.len);
	clean = ashby_buf_str(&pen.clean);
	len = style & DRAW_BLOCK ? first_line(clean, pen.clean.len) : pen.clean.len;
	return put_cut(box, y, x, cols, style, clean, len);
}

int draw_label(const struct box *box, int y, int x, int cols, unsigned style, const char *words)
{
	return draw_text(box, y, x, cols, style, ashby_text_str(words));
}

int draw_labelf(const struct box *box, int y, int x, int cols, unsigned style, const char *format, ...)
{
	char words[WORDS_MAX];
	va_list ap;

	va_start(ap, format);
	vsnprintf(words, sizeof(words), format, ap);
	va_end(ap);
	return draw_label(box, y, x, cols, style, words);
}

void draw_fill(const struct box *box, int y, int x, int cols, unsigned style)
{
	cols = room(box, y, x, cols);
	if (cols > 0)
		blanks(box, y, x, cols, style);
}

void draw_erase(const struct box *box)
{
	for (int y = 0; y < box->rect.rows; y++)
		draw_fill(box, y, 0, box->rect.cols, ROLE_TEXT);
}

/* ---- lines ---- */

void draw_hline(const struct box *box, int y, int x, int cols)
{
	cols = room(box, y, x, cols);
	if (cols == 0)
		return;
	set_look(box->surface->window, ROLE_RULE);
	if (pen.lines == DRAW_LINES_ACS && !pen.ascii)
		mvwhline(box->surface->window, box->rect.y + y, box->rect.x + x, ACS_HLINE, cols);
	else if (plain_signs())
		mvwhline(box->surface->window, box->rect.y + y, box->rect.x + x, '-', cols);
	else
		mvwhline_set(box->surface->window, box->rect.y + y, box->rect.x + x, WACS_HLINE, cols);
}

void draw_vline(const struct box *box, int y, int x, int rows)
{
	if (y < 0 || room(box, y, x, 1) == 0)
		return;
	if (rows > box->rect.rows - y)
		rows = box->rect.rows - y;
	if (rows > box->surface->rows - box->rect.y - y)
		rows = box->surface->rows - box->rect.y - y;
	set_look(box->surface->window, ROLE_RULE);
	if (pen.lines == DRAW_LINES_ACS && !pen.ascii)
		mvwvline(box->surface->window, box->rect.y + y, box->rect.x + x, ACS_VLINE, rows);
	else if (plain_signs())
		mvwvline(box->surface->window, box->rect.y + y, box->rect.x + x, '|', rows);
	else
		mvwvline_set(box->surface->window, box->rect.y + y, box->rect.x + x, WACS_VLINE, rows);
}

/* The four corners: upper left, upper right, lower left, lower right. */
static void corners(const struct box *box)
{
	static const char *const signs[4][2] = { { ".", "\u250c" }, { ".", "\u2510" }, { "'", "\u2514" },
		{ "'", "\u2518" } };
	int bottom = box->rect.rows - 1, right = box->rect.cols - 1;
	const int place[4][2] = { { 0, 0 }, { 0, right }, { bottom, 0 }, { bottom, right } };

	for (int i = 0; i < 4; i++)
		draw_label(box, place[i][0], place[i][1], 1, ROLE_RULE, signs[i][!plain_signs()]);
}

void draw_frame(const struct box *box, const char *title, const char *foot)
{
	int bottom = box->rect.rows - 1, right = box->rect.cols - 1;

	if (bottom < 1 || right < 1)
		return;
	draw_hline(box, 0, 1, right - 1);
	draw_hline(box, bottom, 1, right - 1);
	draw_vline(box, 1, 0, bottom - 1);
	draw_vline(box, 1, right, bottom - 1);
	corners(box);
	if (title && *title)
		draw_labelf(box, 0, 2, right - 3, ROLE_NOW, " %s ", title);
	if (foot && *foot)
		draw_labelf(box, bottom, 2, right - 3, ROLE_DIM, " %s ", foot);
}

/* ---- the cursor, and the end of a frame ---- */

void draw_cursor(const struct box *box, int y, int x)
{
	int oy = 0, ox = 0;

	if (room(box, y, x, 1) == 0)
		return;
	getbegyx(box->surface->window, oy, ox);
	pen.cursor = true;
	pen.cursor_y = oy + box->rect.y + y;
	pen.cursor_x = ox + box->rect.x + x;
}

bool draw_cursor_at(int *y, int *x)
{
	*y = pen.cursor_y;
	*x = pen.cursor_x;
	return pen.cursor;
}

const char *draw_dump(size_t *len)
{
	*len = pen.dump.len;
	return pen.dump.data;
}

void draw_flushed(void)
{
	pen.cursor = false;
	ashby_buf_clear(&pen.dump);
}
