/* home_why.c: a popup with the rule that brought a line to Home. Any of its keys closes it. */
#include <stdio.h>
#include <stdlib.h>

#include "doc.h"
#include "home_in.h"
#include "popup.h"

enum { COLS_MAX = 72, EDGES = 6, FRAME = 4 };

struct why {
	struct doc *doc;
	char title[64];
};

static void place(struct popup *popup, int rows, int cols, struct rect *out)
{
	const struct why *why = popup->own;
	int lines;

	out->cols = cols - 4 < COLS_MAX ? cols - 2 : COLS_MAX;
	lines = doc_layout(why->doc, out->cols - EDGES, true);
	out->rows = lines + FRAME < rows ? lines + FRAME : rows;
	out->y = (rows - out->rows) / 2;
	out->x = (cols - out->cols) / 2;
}

static void draw(struct popup *popup, const struct box *box)
{
	const struct why *why = popup->own;
	struct box inner = box_part(box, 2, 3, box->rect.rows - FRAME, box->rect.cols - EDGES);

	draw_frame(box, why->title, "Enter opens it   Esc closes");
	doc_draw(why->doc, &inner, 0);
	draw_cursor(&inner, 0, 0);
}

static unsigned key(struct popup *popup, tui_key key)
{
	struct app *app = popup->app;

	popup_close(popup);
	return key == TUI_KEY_ENTER ? command_run(app, "open") : REACT_DRAW;
}

static void close(struct popup *popup)
{
	struct why *why = popup->own;

	doc_free(why->doc);
	free(why);
}

static const struct popup_class why_class = {
	.context = "dialog",
	.place = place,
	.draw = draw,
	.key = key,
	.close = close,
};

void home_why_open(struct app *app, const struct home *home, const struct home_item *item)
{
	struct why *why = xcalloc(1, sizeof(*why));
	struct ashby_buf words;

	why->doc = doc_new();
	ashby_buf_init(&words, 16 * 1024);
	home_why(app, home, item, &words);
	doc_block(why->doc, ROLE_TEXT, ashby_text_of(words.data, words.len), 0);
	ashby_buf_release(&words);
	snprintf(why->title, sizeof(why->title), "%s", home_heading(home, item->section));
	popup_open(app, &why_class, why);
}
