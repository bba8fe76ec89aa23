/* grid.c: cells to text, words and SVG. Crossed-out stands for dim, see check.c. */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

/* The picture's measures in pixels, and its colours: quiet ones on a dark ground, as many terminals come. */
enum { CELL_W = 9, CELL_H = 19, FONT = 15, BASELINE = 14, MARGIN = 12 };

static const char ground[] = "#1c1e21", ink[] = "#d3d5d8", dim_ink[] = "#7d8085";
static const char *const ansi[16] = {
	"#45484d", "#e06c66", "#8fbf6a", "#e0b04c", "#6f9fd8", "#b58ad0", "#5fb8b0",
	"#d3d5d8", /* the eight */
	"#6c7076", "#f08a84", "#a9d488", "#f0c770", "#8fb8e8", "#cfa6e6", "#7fd0c8",
	"#ffffff", /* and bright */
};

static VTermScreenCell cell_at(struct term *t, int row, int col)
{
	VTermScreenCell cell;

	memset(&cell, 0, sizeof(cell));
	vterm_screen_get_cell(t->screen, (VTermPos){ .row = row, .col = col }, &cell);
	return cell;
}

static size_t utf8(char *to, uint32_t code)
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;

	to[0] = (char)((0xff00U >> (more + 1) & 0xff) | code >> (6 * more));
	for (int i = 1; i <= more; i++)
		to[i] = (char)(0x80 | (code >> (6 * (more - i)) & 0x3f));
	return (size_t)more + 1;
}

/* The cell's characters; a blank for an empty one. */
static size_t cell_text(char *to, const VTermScreenCell *cell)
{
	size_t len = 0;

	if (!cell->chars[0] || cell->chars[0] == (uint32_t)-1) {
		to[0] = ' ';
		return 1;
	}
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		len += utf8(to + len, cell->chars[i]);
	return len;
}

static void *grow(size_t size)
{
	void *at = calloc(1, size);

	if (!at)
		term_die("memory");
	return at;
}

char *grid_row(struct term *t, int row)
{
	char *text = grow((size_t)t->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 1);
	size_t len = 0;

	for (int col = 0; col < t->cols;) {
		VTermScreenCell cell = cell_at(t, row, col);

		len += cell_text(text + len, &cell);
		col += cell.width > 1 ? cell.width : 1;
	}
	while (len && text[len - 1] == ' ')
		len--;
	text[len] = '\0';
	return text;
}

char *grid_text(struct term *t)
{
	char *text = grow((size_t)t->rows * ((size_t)t->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 1) + 1);
	size_t len = 0;

	for (int row = 0; row < t->rows; row++) {
		char *one = grid_row(t, row);
		size_t n = strlen(one);

		memcpy(text + len, one, n);
		len += n;
		text[len++] = '\n';
		free(one);
	}
	text[len] = '\0';
	return text;
}

static int add_colour(char *to, size_t size, const char *name, const VTermColor *colour)
{
	if (VTERM_COLOR_IS_INDEXED(colour))
		return snprintf(to, size, " %s=%d", name, colour->indexed.idx);
	return snprintf(
		to, size, " %s=#%02x%02x%02x", name, colour->rgb.red, colour->rgb.green, colour->rgb.blue);
}

const char *grid_style(struct term *t, int row, int col)
{
	static char words[128];
	VTermScreenCell cell = cell_at(t, row, col);
	const struct {
		const char *word;
		unsigned on;
	} attrs[] = {
		{ " bold", cell.attrs.bold },
		{ " dim", cell.attrs.strike },
		{ " underline", cell.attrs.underline },
		{ " italic", cell.attrs.italic },
		{ " blink", cell.attrs.blink },
		{ " reverse", cell.attrs.reverse },
	};
	size_t len = 0;

	words[0] = '\0';
	for (size_t i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++)
		if (attrs[i].on)
			len += (size_t)snprintf(words + len, sizeof(words) - len, "%s", attrs[i].word);
	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg))
		len += (size_t)add_colour(words + len, sizeof(words) - len, "fg", &cell.fg);
	if (!VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
		add_colour(words + len, sizeof(words) - len, "bg", &cell.bg);
	return words[0] ? words + 1 : "plain";
}

int grid_coloured(struct term *t)
{
	for (int at = 0; at < t->rows * t->cols; at++) {
		VTermScreenCell cell = cell_at(t, at / t->cols, at % t->cols);

		if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
			return at;
	}
	return -1;
}

/* ---- the picture ------------------------------------------------------------------------------------------------ */

struct look {
	char fg[8], bg[8];
	int bold, underline, plain_bg;
};

static void colour_name(
	struct term *t, char *to, const VTermColor *colour, const char *standard, int is_default)
{
	VTermColor rgb = *colour;

	if (is_default) {
		snprintf(to, 8, "%s", standard);
	} else if (VTERM_COLOR_IS_INDEXED(colour) && colour->indexed.idx < 16) {
		snprintf(to, 8, "%s", ansi[colour->indexed.idx]);
	} else {
		vterm_screen_convert_color_to_rgb(t->screen, &rgb);
		snprintf(to, 8, "#%02x%02x%02x", rgb.rgb.red, rgb.rgb.green, rgb.rgb.blue);
	}
}

static struct look look_of(struct term *t, const VTermScreenCell *cell)
{
	struct look look = { .bold = cell->attrs.bold, .underline = cell->attrs.underline != 0 };
	char fg[8], bg[8];

	colour_name(
		t, fg, &cell->fg, cell->attrs.strike ? dim_ink : ink, VTERM_COLOR_IS_DEFAULT_FG(&cell->fg));
	colour_name(t, bg, &cell->bg, ground, VTERM_COLOR_IS_DEFAULT_BG(&cell->bg));
	memcpy(look.fg, cell->attrs.reverse ? bg : fg, sizeof(fg));
	memcpy(look.bg, cell->attrs.reverse ? fg : bg, sizeof(bg));
	look.plain_bg = !strcmp(look.bg, ground);
	return look;
}

static int same_look(const struct look *a, const struct look *b)
{
	return !strcmp(a->fg, b->fg) && !strcmp(a->bg, b->bg) && a->bold == b->bold &&
		a->underline == b->underline;
}

static void put_escaped(FILE *to, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '<')
			fputs("&lt;", to);
		else if (text[i] == '>')
			fputs("&gt;", to);
		else if (text[i] == '&')
			fputs("&amp;", to);
		else
			putc(text[i], to);
	}
}

/* One stretch of cells of one look: its ground, and its text held to the grid by textLength, whatever the font. */
static void put_run(
	FILE *to, const struct look *look, int row, int col, int width, const char *text, size_t len)
{
	int x = MARGIN + col * CELL_W, y = MARGIN + row * CELL_H;

	if (!look->plain_bg)
		fprintf(to, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y,
			width * CELL_W, CELL_H, look->bg);
	/* Blanks at the ends are cut: not every viewer keeps them. */
	for (; len && text[len - 1] == ' '; len--)
		width--;
	for (; len && *text == ' '; len--, text++, x += CELL_W)
		width--;
	if (!len)
		return;
	fprintf(to, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s>", x, y + BASELINE,
		width * CELL_W, look->fg, look->bold ? " font-weight=\"bold\"" : "",
		look->underline ? " text-decoration=\"underline\"" : "");
	put_escaped(to, text, len);
	fputs("</text>\n", to);
}

/* Wide characters and lines are placed one by one: fonts rarely give them the width of their cells. */
static int alone(const VTermScreenCell *cell)
{
	return cell->width > 1 || (cell->chars[0] >= 0x2500 && cell->chars[0] < 0x2600);
}

static void put_row(struct term *t, FILE *to, int row)
{
	char *text = grow((size_t)t->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 1);
	struct look look = { 0 };
	size_t len = 0;
	int from = 0, blanks = 0;

	for (int col = 0; col < t->cols;) {
		VTermScreenCell cell = cell_at(t, row, col);
		struct look now = look_of(t, &cell);
		int width = cell.width > 1 ? cell.width : 1;
		int blank = !cell.chars[0] || cell.chars[0] == ' ';

		/* A new run after a gap keeps columns in their places even where textLength is not honoured. */
		if (len && (!same_look(&look, &now) || alone(&cell) || (blanks > 1 && !blank))) {
			put_run(to, &look, row, from, col - from, text, len);
			len = 0;
		}
		if (!len) {
			look = now;
			from = col;
		}
		len += cell_text(text + len, &cell);
		text[len] = '\0';
		blanks = blank ? blanks + 1 : 0;
		col += width;
		if (alone(&cell)) {
			put_run(to, &look, row, from, col - from, text, len);
			len = 0;
		}
	}
	if (len)
		put_run(to, &look, row, from, t->cols - from, text, len);
	free(text);
}

void grid_svg(struct term *t, FILE *to)
{
	int width = t->cols * CELL_W + 2 * MARGIN, height = t->rows * CELL_H + 2 * MARGIN;

	fprintf(to,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d "
		"%d\">\n"
		"<style>text{font-family:\"DejaVu Sans Mono\",\"Liberation "
		"Mono\",Menlo,Consolas,monospace;font-size:%dpx;"
		"white-space:pre}</style>\n"
		"<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n",
		width, height, width, height, FONT, width, height, ground);
	for (int row = 0; row < t->rows; row++)
		put_row(t, to, row);
	fputs("</svg>\n", to);
}
