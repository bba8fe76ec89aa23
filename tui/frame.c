/* frame.c: puts a whole frame together: tabs, crumb, page, status, keys, popups. Only reads. */
#include <stdio.h>
#include <string.h>

#include "accounts_app.h"
#include "app.h"
#include "cmdbar.h"
#include "page.h"
#include "popup.h"
#include "screen.h"
#include "session.h"
#include "status.h"

enum {
	FOOTER_MAX = 9,
	FOOTER_GAP = 2,
	CRUMB_MAX = 16,
	CRUMB = 320,
	ACCOUNT_MAX = 160,
	ACCOUNT_MIN = 6,
	WHO_GAP = 3
};

static int columns(const char *words)
{
	return ashby_text_width(words, strlen(words));
}

/* ---- tabs ---- */

static int tabs_width(const struct app *app, bool titles)
{
	int width = 0;

	for (int i = 0; i < app->tabs; i++)
		width += 3 + (titles || i == app->tab_now ? 1 + columns(app->tab_view[i]->title) : 0);
	return width;
}

static int draw_tab(const struct app *app, const struct box *box, int x, int i, bool titles)
{
	const struct view *view = app->tab_view[i];
	int cols = box->rect.cols;

	if (i == app->tab_now)
		return x + draw_labelf(box, 0, x, cols - x, ROLE_NOW, "[%c %s]", view->digit, view->title);
	draw_labelf(box, 0, x + 1, 1, ROLE_PRESS, "%c", view->digit);
	if (!titles)
		return x + 3;
	return x + 4 + draw_label(box, 0, x + 3, cols - x - 3, ROLE_DIM, view->title);
}

/* ---- who ---- */

/* "acme", or " acme sandbox ", which is drawn as a bar: the two differ by word and shape before they do by colour. */
static void account_word(const struct app *app, char *out, size_t size)
{
	const char *label = app->account->label;

	if (accounts_sandbox(app) && !app->account->line && !app->session->demo)
		snprintf(out, size, " sandbox ");
	else if (!accounts_sandbox(app))
		snprintf(out, size, "%s", label);
	else if (app->session->demo || strstr(label, "sandbox"))
		snprintf(out, size, " %s ", label);
	else
		snprintf(out, size, " %s sandbox ", label);
}

/* At the right end, as far as there is room; cut before it is left out. Returns the column where it begins. */
static int draw_account(const struct app *app, const struct box *box, int left, int end)
{
	unsigned style = ROLE_NOW | (accounts_sandbox(app) ? DRAW_REVERSE : 0);
	char word[ACCOUNT_MAX];
	int width, room = end - left - 1;

	account_word(app, word, sizeof(word));
	if (columns(word) > room && word[0] == ' ') {
		size_t len = strlen(word) - 2; /* its padding goes before its letters do */

		memmove(word, word + 1, len);
		word[len] = '\0';
	}
	width = columns(word) < room ? columns(word) : room;
	if (width < ACCOUNT_MIN && width < columns(word))
		return end;
	if (app->account->colour != ASHBY_NO_COLOUR)
		style |= DRAW_COLOUR(app->account->colour);
	draw_text(box, 0, end - width, width, style, ashby_text_str(word));
	return end - width;
}

static const char *rights_word(const struct app *app)
{
	static const char *const words[] = { [RIGHTS_UNKNOWN] = "",
		[RIGHTS_HIDDEN] = "rights unknown",
		[RIGHTS_READ] = "read-only",
		[RIGHTS_WRITE] = "read-write" };

	return app->read_only ? "read-only" : words[app->session->who.rights];
}

/* The account, who I am, and what may be done: what matters least is left out first. */
static void draw_who(const struct app *app, const struct box *box, int left)
{
	struct ashby_text me = ashby_text_str(app->me);
	const char *rights = rights_word(app);
	char word[ACCOUNT_MAX];
	int x = box->rect.cols - 1, need, mine = me.len ? columns(app->me) : 0;

	account_word(app, word, sizeof(word));
	need = left + 2 + columns(word);
	if (*rights && x - columns(rights) - WHO_GAP >= need) {
		x -= columns(rights);
		draw_label(box, 0, x, columns(rights), app->read_only ? ROLE_LATE : ROLE_DIM, rights);
		x -= WHO_GAP;
	}
	if (mine && x - mine - WHO_GAP >= need) {
		x -= mine;
		draw_text(box, 0, x, mine, ROLE_DIM, me);
		x -= WHO_GAP;
	}
	draw_account(app, box, left, x);
}

static void draw_tabs(const struct app *app, const struct box *box)
{
	bool titles = tabs_width(app, true) + ACCOUNT_MIN + 2 <= box->rect.cols;
	int x = 0;

	for (int i = 0; i < app->tabs; i++)
		x = draw_tab(app, box, x, i, titles);
	draw_who(app, box, x);
}

/* ---- crumb ---- */

/* Adds the words of a page's engine, a line each. */
static int more_crumbs(struct page *page, char words[CRUMB_MAX][CRUMB], int n)
{
	struct ashby_buf more;
	const char *line;

	if (!page->view->engine->crumb)
		return n;
	ashby_buf_init(&more, CRUMB);
	page->view->engine->crumb(page, &more);
	for (line = ashby_buf_str(&more); *line && n < CRUMB_MAX;) {
		int len = (int)strcspn(line, "\n");

		snprintf(words[n++], CRUMB, "%.*s", len, line);
		line += len + (line[len] == '\n');
	}
	ashby_buf_release(&more);
	return n;
}

/* The words of each page on the way, root first. Returns how many. */
static int crumbs(struct page *page, char words[CRUMB_MAX][CRUMB])
{
	struct page *stack[CRUMB_MAX / 4];
	int depth = 0, n = 0;

	for (; page && depth < CRUMB_MAX / 4; page = page->below)
		stack[depth++] = page;
	while (depth-- > 0 && n < CRUMB_MAX) {
		page = stack[depth];
		snprintf(words[n++], CRUMB, "%s", *page->crumb ? page->crumb : page->view->title);
		n = more_crumbs(page, words, n);
	}
	return n;
}

/* Where a crumb that is too long begins: what is in front matters more than the way to it. */
static int first_crumb(char words[CRUMB_MAX][CRUMB], int count, int cols)
{
	int first = count > 0 ? count - 1 : 0, width = count > 0 ? columns(words[first]) : 0;

	while (first > 0 && width + 3 + columns(words[first - 1]) <= cols)
		width += 3 + columns(words[--first]);
	return first;
}

static void draw_crumb(struct app *app, const struct box *box, bool tabs)
{
	char words[CRUMB_MAX][CRUMB];
	struct page *page = app_page(app);
	int count = crumbs(page, words), first, x = 1, cols = box->rect.cols - 1;
	struct ashby_buf right;

	/* Without a line of tabs this is the first line. */
	if (!tabs)
		cols = draw_account(app, box, cols * 2 / 3 - 1, cols) - 1;
	ashby_buf_init(&right, 512);
	if (page && page->view->engine->count)
		page->view->engine->count(page, &right);
	if (right.len > 0) {
		int width = columns(ashby_buf_str(&right)), last = count > 0 ? columns(words[count - 1]) : 0;

		/* Where the place and a long count do not both fit, the place matters more. */
		if (width > cols / 2 && x + last + 2 > cols - width)
			width = 0;
		draw_label(box, 0, cols - width, width, ROLE_DIM, ashby_buf_str(&right));
		cols -= width > 0 ? width + 2 : 0;
	}
	ashby_buf_release(&right);
	first = first_crumb(words, count, cols - x);
	for (int i = first; i < count && x < cols; i++) {
		if (i > first)
			x += draw_label(box, 0, x, cols - x, ROLE_DIM, " > ");
		x += draw_label(box, 0, x, cols - x, i == count - 1 ? ROLE_NOW : ROLE_DIM, words[i]);
	}
}

/* ---- the line of keys ---- */

/* The next word of a footer; false at its end. */
static bool next_word(const char **at, char out[static 32])
{
	size_t len;

	*at += strspn(*at, " ");
	len = strcspn(*at, " ");
	if (len == 0)
		return false;
	snprintf(out, 32, "%.*s", (int)len, *at);
	*at += len;
	return true;
}

static int draw_key(struct app *app, const struct box *box, int x, int cols, const char *name)
{
	const struct command *command = command_find(app, name);
	const char *contexts[8], *why, *keys;
	char buf[64];

	if (!command || !command->label || !command_able(app, command, &why))
		return x;
	app_contexts(app, app_page(app), contexts);
	keys = keymap_keys_of(app->keymap, contexts, name, buf);
	if (!keys || x + columns(keys) + 1 + columns(command->label) > cols)
		return x;
	x += draw_label(box, 0, x, cols - x, ROLE_PRESS, keys) + 1;
	return x + draw_label(box, 0, x, cols - x, ROLE_DIM, command->label) + FOOTER_GAP;
}

static void draw_keys(struct app *app, const struct box *box)
{
	struct page *page = app_page(app);
	const char *at = page && page->view->footer ? page->view->footer : "";
	int x = 1, help = 8, shown = 0;
	char name[32];

	if (!app->options.footer)
		return;
	while (shown < FOOTER_MAX - 1 && next_word(&at, name)) {
		int next = draw_key(app, box, x, box->rect.cols - help, name);

		shown += next != x;
		x = next;
	}
	draw_key(app, box, x, box->rect.cols, "help");
}

/* ---- all ---- */

/* Nothing but the page's own pane. */
static void strip(struct layout *layout, const struct rect *all)
{
	bool full = layout->place == PREVIEW_FULL;
	int too_small = layout->too_small;

	memset(layout, 0, sizeof(*layout));
	layout->place = full ? PREVIEW_FULL : PREVIEW_OFF;
	layout->too_small = too_small;
	if (full)
		layout->preview = *all;
	else
		layout->body = *all;
}

static void draw_page(struct app *app, const struct box *all, struct layout *layout)
{
	struct page *page = app_page(app);
	struct layout_wish wish = { .preview = PREVIEW_OFF };
	struct box line;

	if (page && page->view->engine->wish)
		page->view->engine->wish(page, &wish);
	layout_compute(layout, all->rect.rows, all->rect.cols, &wish);
	if (app->bare)
		strip(layout, &all->rect);
	if (layout->too_small) {
		draw_label(all, 0, 0, all->rect.cols, ROLE_TEXT, "too small");
		draw_cursor(all, 0, 0);
		return;
	}
	line = (struct box){ all->surface, layout->tabs };
	if (layout->tabs.rows)
		draw_tabs(app, &line);
	line.rect = layout->crumb;
	if (layout->crumb.rows)
		draw_crumb(app, &line, layout->tabs.rows > 0);
	if (page)
		page->view->engine->draw(page, layout, all->surface);
	if (cmdbar_is_open(app->bar))
		return;
	line.rect = layout->status;
	if (layout->status.rows)
		status_draw(app, &line);
	line.rect = layout->keys;
	if (layout->keys.rows)
		draw_keys(app, &line);
}

void frame_draw(struct app *app)
{
	struct box all = { screen_base(), { 0, 0, 0, 0 } }, bar = all;
	struct layout layout;

	screen_size(&all.rect.rows, &all.rect.cols);
	draw_erase(&all);
	draw_page(app, &all, &layout);
	popup_draw_all(app);
	if (!cmdbar_is_open(app->bar))
		return;
	/* The bar takes the status line and the line of keys: its help above, its words below. */
	bar.rect = layout.status;
	bar.rect.rows += layout.keys.rows;
	if (layout.too_small)
		bar.rect = all.rect;
	cmdbar_draw(app->bar, &bar);
}
