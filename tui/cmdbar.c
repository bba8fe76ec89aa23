/*
 * cmdbar.c: the line at the bottom where things are typed. readline edits (cmdbar_line.c), complete.c knows what could
 * be meant, this file draws and decides what Esc, Enter and Tab do. A paste is text, never keys.
 */
#include "cmdbar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "cmdbar_line.h"
#include "complete.h"
#include "popup.h"
#include "status.h"

#define LIST_ROWS 8
#define CTRL_G 0x07
#define CTRL_N 0x0e
#define CTRL_P 0x10

struct cmdbar {
	struct app *app;
	enum cmdbar_kind kind;
	bool open;
	char prompt[48];
	cmdbar_fn *fn;
	char *before;   /* the text at the last change told */
	bool untouched; /* opened with a text and not changed yet: the status line is still worth reading */
	struct complete complete;
	bool listed;        /* the list is wanted: Tab, or something typed */
	int picked;         /* the candidate that Tab put in, -1: none */
	size_t picked_from; /* where it was put */
	struct popup *list;
	char *history; /* the file */
};

struct cmdbar *cmdbar_new(struct app *app)
{
	struct cmdbar *bar = xcalloc(1, sizeof *bar);

	bar->app = app;
	bar->picked = -1;
	complete_init(&bar->complete);
	return bar;
}

static void close_list(struct cmdbar *bar)
{
	if (bar->list)
		popup_close(bar->list);
	bar->list = NULL;
}

void cmdbar_free(struct cmdbar *bar)
{
	if (!bar)
		return;
	cmdbar_close(bar);
	complete_release(&bar->complete);
	free(bar->before);
	free(bar->history);
	free(bar);
}

bool cmdbar_is_open(const struct cmdbar *bar)
{
	return bar && bar->open;
}

/* ---- the list of candidates ---- */

static int widest(const struct complete *c, bool hints)
{
	int most = 0;

	for (size_t i = 0; i < c->count; i++) {
		const char *s = hints ? c->item[i].hint : c->item[i].word;
		int cols = ashby_text_width(s, strlen(s));

		most = cols > most ? cols : most;
	}
	return most;
}

static int list_rows(const struct cmdbar *bar, int rows)
{
	int most = rows - 5 < LIST_ROWS ? rows - 5 : LIST_ROWS;

	return (int)bar->complete.count < most ? (int)bar->complete.count : most;
}

static void place_list(struct popup *popup, int rows, int cols, struct rect *out)
{
	const struct cmdbar *bar = popup->own;
	int words = widest(&bar->complete, false), hints = widest(&bar->complete, true);

	out->rows = list_rows(bar, rows) + 2;
	out->cols = words + hints + 9;
	if (out->cols > cols - 2)
		out->cols = cols - 2;
	out->x = 1;
	out->y = rows - 2 - out->rows;
	if (out->y < 0)
		out->y = 0;
}

static void draw_list(struct popup *popup, const struct box *box)
{
	const struct cmdbar *bar = popup->own;
	const struct complete *c = &bar->complete;
	int rows = box->rect.rows - 2, at = bar->picked < 0 ? 0 : bar->picked;
	int top = at >= rows ? at - rows + 1 : 0, words = widest(c, false);

	if (words > box->rect.cols / 2)
		words = box->rect.cols / 2;
	draw_frame(box, NULL, NULL);
	for (int y = 0; y < rows && (size_t)(top + y) < c->count; y++) {
		const struct complete_item *item = &c->item[top + y];
		bool on = top + y == bar->picked;

		if (on)
			draw_label(box, y + 1, 2, 1, ROLE_PRESS, ">");
		draw_text(box, y + 1, 4, words, on ? ROLE_NOW : ROLE_TEXT, ashby_text_str(item->word));
		draw_text(box, y + 1, 4 + words + 3, box->rect.cols - words - 9, ROLE_DIM,
			ashby_text_str(item->hint));
	}
}

static const struct popup_class list_class = {
	.context = "menu",
	.place = place_list,
	.draw = draw_list,
	.passive = true,
};

/* The list follows the line: opened, moved or closed as there are candidates. */
static void show_list(struct cmdbar *bar)
{
	bool wanted = bar->open && bar->listed && bar->complete.count > 0 && !line_asks();

	if (!wanted)
		close_list(bar);
	else if (!bar->list)
		bar->list = popup_open(bar->app, &list_class, bar);
	else
		popup_place_all(bar->app);
}

static void compute(struct cmdbar *bar)
{
	bar->picked = -1;
	if (bar->kind == CMDBAR_COMMAND)
		complete_line(&bar->complete, bar->app, line_text(), line_point());
	else if (bar->kind == CMDBAR_FIND)
		complete_find(&bar->complete, bar->app, line_text(), line_point());
	else
		bar->complete.count = 0;
}

/* One candidate that is there already offers nothing. */
static bool nothing_new(const struct cmdbar *bar)
{
	const struct complete *c = &bar->complete;
	size_t len = line_point() - c->from;

	return c->count == 1 && strlen(c->item[0].word) == len &&
		strncmp(c->item[0].word, line_text() + c->from, len) == 0;
}

static void changed(struct cmdbar *bar)
{
	const char *text = line_text();
	bool same = bar->before && strcmp(bar->before, text) == 0;

	if (!same) {
		bar->untouched = false;
		free(bar->before);
		bar->before = xstrdup(text);
		if (bar->fn)
			bar->fn(bar->app, bar->before, false);
	}
	compute(bar);
	bar->listed =
		bar->kind == CMDBAR_COMMAND && *text && line_point() == strlen(text) && !nothing_new(bar);
	show_list(bar);
	app_dirty(bar->app);
}

/* ---- opening and leaving ---- */

void cmdbar_open(
	struct cmdbar *bar, enum cmdbar_kind kind, const char *prompt, const char *text, cmdbar_fn *fn)
{
	cmdbar_close(bar);
	bar->kind = kind;
	bar->fn = fn;
	bar->open = true;
	snprintf(bar->prompt, sizeof bar->prompt, "%s", prompt);
	line_open(text, kind == CMDBAR_COMMAND);
	free(bar->before);
	bar->before = xstrdup(text ? text : "");
	bar->untouched = text && *text;
	bar->listed = false;
	compute(bar);
	app_dirty(bar->app);
}

void cmdbar_close(struct cmdbar *bar)
{
	close_list(bar);
	if (bar->open)
		line_close();
	bar->open = false;
}

/* The bar is closed before its function runs: that may open it again. */
static void leave(struct cmdbar *bar, const char *words)
{
	char *kept = words ? xstrdup(words) : NULL;
	struct app *app = bar->app;
	cmdbar_fn *fn = bar->fn;

	if (kept && *kept && bar->kind == CMDBAR_COMMAND)
		line_history_add(kept);
	cmdbar_close(bar);
	if (kept && *kept && bar->kind == CMDBAR_COMMAND)
		cmdbar_history_save(bar);
	if (fn)
		fn(app, kept, true);
	free(kept);
	app_dirty(app);
}

/* ---- keys ---- */

/* What the line means with the candidate in it; the candidates themselves stay for the next Tab. */
static void refresh_signature(struct cmdbar *bar)
{
	struct complete now;

	complete_init(&now);
	if (bar->kind == CMDBAR_FIND)
		complete_find(&now, bar->app, line_text(), line_point());
	else
		complete_line(&now, bar->app, line_text(), line_point());
	memcpy(bar->complete.signature, now.signature, sizeof now.signature);
	complete_release(&now);
}

/* Tab puts in the next candidate, S-Tab the one before. */
static void cycle(struct cmdbar *bar, int by)
{
	struct complete *c = &bar->complete;
	size_t from;

	if (bar->picked < 0)
		compute(bar);
	if (c->count == 0)
		return;
	from = bar->picked < 0 ? c->from : bar->picked_from;
	bar->picked = bar->picked < 0 && by > 0 ? 0 : (bar->picked + by + (int)c->count) % (int)c->count;
	bar->picked_from = from;
	line_replace(from, c->item[bar->picked].word);
	free(bar->before);
	bar->before = xstrdup(line_text());
	/* What is looked for is looked for at once. */
	if (bar->kind == CMDBAR_FIND && bar->fn)
		bar->fn(bar->app, bar->before, false);
	refresh_signature(bar);
	bar->untouched = false;
	bar->listed = true;
	show_list(bar);
}

/* Keys that are not for readline: leaving, and choosing a candidate. */
static bool own_key(struct cmdbar *bar, tui_key key)
{
	bool asking = line_asks() != NULL;

	if (key == TUI_KEY_ESC || (key == CTRL_G && !asking)) {
		if (asking)
			line_feed(CTRL_G);
		else
			leave(bar, NULL);
		return true;
	}
	if (key == TUI_KEY_BACKSPACE && !*line_text() && !asking) {
		leave(bar, NULL);
		return true;
	}
	if ((bar->kind != CMDBAR_COMMAND && bar->kind != CMDBAR_FIND) || asking)
		return false;
	if (key == TUI_KEY_TAB || key == TUI_KEY_BTAB) {
		cycle(bar, key == TUI_KEY_TAB ? 1 : -1);
		return true;
	}
	if (bar->picked >= 0 &&
		(key == CTRL_N || key == CTRL_P || key == TUI_KEY_DOWN || key == TUI_KEY_UP)) {
		cycle(bar, key == CTRL_N || key == TUI_KEY_DOWN ? 1 : -1);
		return true;
	}
	return false;
}

void cmdbar_key(struct cmdbar *bar, tui_key key)
{
	enum line_state state;

	app_dirty(bar->app);
	if (!bar->open || own_key(bar, key))
		return;
	state = line_feed(key);
	if (state == LINE_ACCEPTED)
		leave(bar, line_text());
	else if (state == LINE_LEFT)
		leave(bar, NULL);
	else
		changed(bar);
}

void cmdbar_paste(struct cmdbar *bar, struct ashby_text text)
{
	struct ashby_buf clean;

	if (!bar->open)
		return;
	ashby_buf_init(&clean, ASHBY_BUF_MAX);
	/* Line breaks become blanks: a paste is one line, and Enter stays the user's. */
	for (size_t i = 0; i < text.len; i++)
		ashby_buf_addc(&clean,
			text.raw[i] == '\n' || text.raw[i] == '\r' || text.raw[i] == '\t' ? ' '
											  : text.raw[i]);
	text = ashby_text_of(clean.data, clean.len);
	if (text.len > 0) {
		struct ashby_buf line;

		ashby_buf_init(&line, ASHBY_BUF_MAX);
		if (ashby_text_clean(&line, text, ASHBY_TEXT_LINE, NULL) == ASHBY_OK)
			line_replace(line_point(), ashby_buf_str(&line));
		ashby_buf_release(&line);
		changed(bar);
	}
	ashby_buf_release(&clean);
}

/* ---- drawing ---- */

static void draw_hint(const struct cmdbar *bar, const struct box *row)
{
	char place[32] = "";
	int right = 0;

	if (bar->untouched) {
		status_draw(bar->app, row);
		return;
	}
	if (bar->list && bar->picked >= 0)
		snprintf(place, sizeof place, "%d/%zu", bar->picked + 1, bar->complete.count);
	else if (bar->list)
		snprintf(place, sizeof place, "%zu", bar->complete.count);
	right = (int)strlen(place);
	draw_label(row, 0, row->rect.cols - 1 - right, right, ROLE_DIM, place);
	if (bar->kind == CMDBAR_COMMAND)
		draw_label(row, 0, 1, row->rect.cols - right - 4, ROLE_DIM,
			*bar->complete.signature
				? bar->complete.signature
				: "Tab completes, C-r searches what was typed before, Esc leaves");
	else if (bar->kind == CMDBAR_FIND)
		draw_label(row, 0, 1, row->rect.cols - right - 4, ROLE_DIM,
			*bar->complete.signature ? bar->complete.signature : "Enter keeps it, Esc leaves");
}

/* Columns of the text up to a byte, as it is shown. */
static int columns_to(const char *text, size_t bytes)
{
	struct ashby_buf clean;
	int cols;

	ashby_buf_init(&clean, ASHBY_BUF_MAX);
	ashby_text_clean(&clean, ashby_text_of(text, bytes), ASHBY_TEXT_LINE, NULL);
	cols = ashby_text_width(ashby_buf_str(&clean), clean.len);
	ashby_buf_release(&clean);
	return cols;
}

/* A line that is too long is shown from where the cursor is well inside. */
static void draw_line(const struct cmdbar *bar, const struct box *row)
{
	const char *prompt = line_asks() ? line_asks() : bar->prompt, *text = line_text();
	int x = draw_text(row, 0, 0, row->rect.cols / 2, ROLE_PRESS, ashby_text_str(prompt));
	int room = row->rect.cols - x - 1;
	size_t from = 0, point = line_point(), len = strlen(text);

	while (from < point && columns_to(text + from, point - from) > room) {
		int cols;
		size_t step = ashby_text_step(text + from, len - from, &cols);

		from += step > 0 ? step : 1;
	}
	draw_text(row, 0, x, room, ROLE_NOW, ashby_text_of(text + from, len - from));
	draw_cursor(row, 0, x + columns_to(text + from, point - from));
}

void cmdbar_draw(struct cmdbar *bar, const struct box *line)
{
	struct box row = box_part(line, line->rect.rows - 1, 0, 1, line->rect.cols);

	draw_line(bar, &row);
	if (line->rect.rows > 1) {
		struct box hint = box_part(line, line->rect.rows - 2, 0, 1, line->rect.cols);

		draw_hint(bar, &hint);
		/* the hint may have placed the cursor: the line has it */
		draw_line(bar, &row);
	}
}

/* ---- history ---- */

void cmdbar_history_load(struct cmdbar *bar, const char *folder)
{
	size_t size = strlen(folder) + sizeof "/history";

	free(bar->history);
	bar->history = xcalloc(1, size);
	snprintf(bar->history, size, "%s/history", folder);
	line_history_load(bar->history);
}

void cmdbar_history_save(struct cmdbar *bar)
{
	if (bar->history)
		line_history_save(bar->history);
}
