/* question.c: a dialog with one question. Only y says yes; it sleeps at first, so that typed-ahead keys do nothing. */
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "popup.h"

enum { SLEEP_MS = 500, EDGES = 6, ROWS = 5 };

static const char foot[] = "y yes   n no [default]";

struct question {
	char *title, *words;
	question_fn *fn;
	void *arg;
	int64_t awake_ms;
};

static void place(struct popup *popup, int rows, int cols, struct rect *out)
{
	const struct question *q = popup->own;
	int words = ashby_text_width(q->words, strlen(q->words)), least = (int)sizeof(foot) + 2;

	out->cols = (words > least ? words : least) + EDGES;
	out->rows = ROWS;
	out->y = (rows - ROWS) / 2;
	out->x = (cols - out->cols) / 2;
}

static void draw(struct popup *popup, const struct box *box)
{
	const struct question *q = popup->own;

	draw_frame(box, q->title, foot);
	draw_label(box, 2, 3, box->rect.cols - EDGES, ROLE_TEXT, q->words);
	draw_cursor(box, 2, 3);
}

static unsigned answer(struct popup *popup, bool yes)
{
	struct question *q = popup->own;
	struct app *app = popup->app;
	question_fn *fn = q->fn;
	void *arg = q->arg;

	popup_close(popup);
	fn(app, arg, yes);
	return REACT_DRAW;
}

static unsigned key(struct popup *popup, tui_key key)
{
	const struct question *q = popup->own;

	if (ashby_loop_now(popup->app->loop) < q->awake_ms)
		return REACT_NONE;
	if (key == 'y')
		return answer(popup, true);
	if (key == 'n' || key == 'q' || key == TUI_KEY_ESC)
		return answer(popup, false);
	return REACT_NONE;
}

static void close(struct popup *popup)
{
	struct question *q = popup->own;

	free(q->title);
	free(q->words);
	free(q);
}

static const struct popup_class question_class = {
	.context = "dialog",
	.place = place,
	.draw = draw,
	.key = key,
	.close = close,
};

void question_open(struct app *app, const char *title, const char *words, question_fn *fn, void *arg)
{
	struct question *q = xcalloc(1, sizeof(*q));

	q->title = xstrdup(title);
	q->words = xstrdup(words);
	q->fn = fn;
	q->arg = arg;
	q->awake_ms = ashby_loop_now(app->loop) + SLEEP_MS;
	popup_open(app, &question_class, q);
}
