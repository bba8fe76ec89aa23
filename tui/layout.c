/* layout.c: which cells belong to what, for every size from 1x1 up. Pure arithmetic. */
#include "layout.h"

#include <string.h>

enum {
	MIN_COLS = 20, /* under this, one line says that it is too small */
	MIN_ROWS = 5,
	TABS_ROWS = 16, /* what gives way first, second, third as rows get few */
	HEADS_ROWS = 12,
	KEYS_ROWS = 8,
	BOTTOM_ROWS = 20, /* a preview below needs so many */
	LIST_KEEPS = 90,
	PREVIEW_MIN_COLS = 36,
	PREVIEW_MIN_ROWS = 4,
	LIST_MIN_ROWS = 4,
};

static int clamp(int n, int low, int high)
{
	if (n > high)
		n = high;
	return n < low ? low : n;
}

/* The list's columns beside a preview: 7/12 of the screen, what it keeps at least, then what the user gave away. */
static int list_cols(int cols, const struct layout_wish *wish)
{
	int keeps = wish->list_keeps > 0 ? wish->list_keeps : LIST_KEEPS;
	int list = cols * 7 / 12;

	if (list < keeps)
		list = keeps;
	list -= wish->grow;
	return clamp(list, MIN_COLS, cols - PREVIEW_MIN_COLS - 1);
}

static enum preview_place decide(const struct rect *body, const struct layout_wish *wish)
{
	int keeps = wish->list_keeps > 0 ? wish->list_keeps : LIST_KEEPS;
	enum preview_place place = wish->preview;

	if (place == PREVIEW_FULL || place == PREVIEW_OFF)
		return place;
	if (place == PREVIEW_RIGHT && body->cols >= MIN_COLS + PREVIEW_MIN_COLS + 1)
		return place;
	if (place == PREVIEW_AUTO && body->cols >= keeps + PREVIEW_MIN_COLS + 1)
		return PREVIEW_RIGHT;
	return body->rows >= BOTTOM_ROWS - 5 ? PREVIEW_BOTTOM : PREVIEW_OFF;
}

static void place_right(struct layout *out, const struct layout_wish *wish)
{
	int list = list_cols(out->body.cols, wish);
	int top = out->heads.rows ? out->heads.y : out->body.y;
	int rows = out->body.y + out->body.rows - top;

	out->rule = (struct rect){ top, list, rows, 1 };
	out->preview = (struct rect){ top, list + 1, rows, out->body.cols - list - 1 };
	out->body.cols = list;
	out->heads.cols = list;
}

static void place_bottom(struct layout *out, const struct layout_wish *wish)
{
	int rows = clamp((out->body.rows - 1) * 2 / 5 + wish->grow, PREVIEW_MIN_ROWS,
		out->body.rows - 1 - LIST_MIN_ROWS);

	out->preview = (struct rect){ out->body.y + out->body.rows - rows, 0, rows, out->body.cols };
	out->rule = (struct rect){ out->preview.y - 1, 0, 1, out->body.cols };
	out->body.rows -= rows + 1;
}

static void place_full(struct layout *out)
{
	int top = out->heads.rows ? out->heads.y : out->body.y;

	out->preview = (struct rect){ top, 0, out->body.y + out->body.rows - top, out->body.cols };
	out->body.rows = 0;
	out->heads.rows = 0;
}

void layout_compute(struct layout *out, int rows, int cols, const struct layout_wish *wish)
{
	int top = 0, bottom = rows;

	memset(out, 0, sizeof(*out));
	out->place = PREVIEW_OFF;
	if (rows < MIN_ROWS || cols < MIN_COLS) {
		out->too_small = 1;
		out->body = (struct rect){ 0, 0, rows > 0 ? rows : 0, cols > 0 ? cols : 0 };
		return;
	}
	if (rows >= TABS_ROWS)
		out->tabs = (struct rect){ top++, 0, 1, cols };
	out->crumb = (struct rect){ top++, 0, 1, cols };
	if (wish->heads > 0 && rows >= HEADS_ROWS)
		out->heads = (struct rect){ top++, 0, 1, cols };
	if (rows >= KEYS_ROWS)
		out->keys = (struct rect){ --bottom, 0, 1, cols };
	out->status = (struct rect){ --bottom, 0, 1, cols };
	out->body = (struct rect){ top, 0, bottom - top, cols };
	out->place = decide(&out->body, wish);
	if (out->place == PREVIEW_RIGHT)
		place_right(out, wish);
	else if (out->place == PREVIEW_BOTTOM)
		place_bottom(out, wish);
	else if (out->place == PREVIEW_FULL)
		place_full(out);
}
