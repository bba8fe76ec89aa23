/*
 * json_commands.c: what keys do in a page of JSON: moving, folding, finding, copying.
 */
#include <string.h>
#include "app.h"
#include "clip.h"
#include "json_in.h"

static struct json_row *here(struct json *j)
{
	return j->rows.count > 0 ? &j->rows.row[j->cursor] : NULL;
}

/* ---- finding ---- */

static unsigned match(struct page *page, bool back)
{
	struct json *j = page->state;
	size_t at;

	if (!j->words[0] || j->rows.count == 0) {
		status_say(page->app, "nothing to look for yet: / starts");
		return REACT_NONE;
	}
	at = json_rows_find(&j->rows, j->cursor, j->words, back);
	if (at == SIZE_MAX)
		at = json_rows_find(&j->rows, back ? j->rows.count - 1 : 0, j->words, back);
	if (at == SIZE_MAX) {
		status_warn(page->app, "\"%s\" is not in this document", j->words);
		return REACT_NONE;
	}
	return json_go(page, at);
}

static unsigned match_next(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return match(page, false);
}

static unsigned match_prev(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return match(page, true);
}

/* ---- moving ---- */

static unsigned by(struct page *page, long rows)
{
	struct json *j = page->state;

	if (rows < 0 && (size_t)-rows > j->cursor)
		return json_go(page, 0);
	return json_go(page, j->cursor + (size_t)rows);
}

static long part(const struct page *page, int of)
{
	const struct json *j = page->state;

	return j->height / of > 1 ? j->height / of - (of == 1) : 1;
}

static unsigned next(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, 1);
}

static unsigned prev(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, -1);
}

static unsigned half_down(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, part(page, 2));
}

static unsigned half_up(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, -part(page, 2));
}

static unsigned page_down(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, part(page, 1));
}

static unsigned page_up(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return by(page, -part(page, 1));
}

static unsigned top(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return json_go(page, 0);
}

static unsigned bottom(struct app *app, struct page *page, const struct args *args)
{
	(void)app, (void)args;
	return json_go(page, SIZE_MAX);
}

static unsigned other_next(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;

	(void)app, (void)args;
	return j->rows.count ? json_go(page, json_rows_sibling(&j->rows, j->cursor, false)) : REACT_NONE;
}

static unsigned other_prev(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;

	(void)app, (void)args;
	return j->rows.count ? json_go(page, json_rows_sibling(&j->rows, j->cursor, true)) : REACT_NONE;
}

/* ---- folding ---- */

static unsigned fold(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;
	size_t i;

	(void)app, (void)args;
	if (!here(j))
		return REACT_NONE;
	i = json_rows_start(&j->rows, j->cursor);
	if (json_rows_fold(&j->rows, i))
		return json_go(page, i);
	return json_go(page, json_rows_parent(&j->rows, i));
}

static unsigned unfold(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;

	(void)app, (void)args;
	if (!here(j))
		return REACT_NONE;
	if (json_rows_unfold(&j->rows, j->cursor))
		return REACT_DRAW;
	return here(j)->kind == JSON_OPEN ? json_go(page, j->cursor + 1) : REACT_NONE;
}

static unsigned toggle(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;

	(void)app, (void)args;
	if (!here(j))
		return REACT_NONE;
	if (json_rows_unfold(&j->rows, j->cursor) || json_rows_fold(&j->rows, j->cursor))
		return REACT_DRAW;
	return REACT_NONE;
}

static unsigned fold_all(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;

	(void)app, (void)args;
	if (!here(j))
		return REACT_NONE;
	json_rows_fold_all(&j->rows);
	j->top = 0;
	return json_go(page, 0);
}

static unsigned unfold_all(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;
	const void *at;
	size_t i = 0;

	(void)app, (void)args;
	if (!here(j))
		return REACT_NONE;
	at = here(j)->value.node;
	json_rows_unfold_all(&j->rows);
	while (i + 1 < j->rows.count && j->rows.row[i].value.node != at)
		i++;
	return json_go(page, i);
}

static unsigned wrap(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;

	(void)args;
	j->wrap = !j->wrap;
	status_say(app, j->wrap ? "long values are wrapped" : "long values are cut");
	return REACT_DRAW;
}

/* ---- copying ---- */

static void copy_line(const struct json *j, struct ashby_buf *out)
{
	json_rows_key(&j->rows, j->cursor, out);
	json_rows_value(&j->rows, j->cursor, out);
}

static void copy_path(const struct json *j, struct ashby_buf *out)
{
	json_rows_path(&j->rows, j->cursor, out);
}

/* A string without its quotes, anything else as JSON. */
static void copy_value(const struct json *j, struct ashby_buf *out)
{
	struct ashby_value value = j->rows.row[j->cursor].value;
	struct ashby_text text = ashby_value_text(value);

	if (ashby_type(value) == ASHBY_STRING)
		ashby_buf_add(out, text.raw, text.len);
	else
		ashby_value_print(out, value, 0);
}

static void copy_json(const struct json *j, struct ashby_buf *out)
{
	struct ashby_buf plain;

	ashby_buf_init(&plain, ASHBY_BUF_MAX);
	ashby_value_print(&plain, j->rows.row[j->cursor].value, 2);
	ashby_json_escape_hidden(out, ashby_text_of(plain.data, plain.len));
	ashby_buf_release(&plain);
}

static const struct {
	const char *name, *what;
	void (*copy)(const struct json *j, struct ashby_buf *out);
} copies[] = {
	{ "line", "line", copy_line },
	{ "row", "line", copy_line },
	{ "path", "path", copy_path },
	{ "value", "value", copy_value },
	{ "json", "JSON", copy_json },
};

static unsigned yank(struct app *app, struct page *page, const struct args *args)
{
	struct json *j = page->state;
	struct ashby_buf out;

	for (size_t i = 0; j->rows.count > 0 && i < sizeof copies / sizeof *copies; i++) {
		if (strcmp(copies[i].name, args->word[0]) != 0)
			continue;
		ashby_buf_init(&out, ASHBY_BUF_MAX);
		copies[i].copy(j, &out);
		clip_copy(app, ashby_text_of(out.data, out.len), copies[i].what);
		ashby_buf_release(&out);
		return REACT_DRAW;
	}
	status_warn(app, "yank line, path, value or json");
	return REACT_NONE;
}

static void complete_yank(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app, (void)page;
	if (n == 0)
		ashby_buf_adds(out,
			"line\tkey and value\npath\tas jq writes it\nvalue\twithout quotes\njson\twhat is "
			"below\n");
}

const struct command json_commands[] = {
	{ "next", next, 0, 0, 0, "down", NULL, "one row down", "GO", NULL },
	{ "prev", prev, 0, 0, 0, "up", NULL, "one row up", "GO", NULL },
	{ "half-down", half_down, 0, 0, 0, "half down", NULL, "half a page down", "GO", NULL },
	{ "half-up", half_up, 0, 0, 0, "half up", NULL, "half a page up", "GO", NULL },
	{ "page-down", page_down, 0, 0, 0, "page down", NULL, "a page down", "GO", NULL },
	{ "page-up", page_up, 0, 0, 0, "page up", NULL, "a page up", "GO", NULL },
	{ "top", top, 0, 0, 0, "top", NULL, "the first row", "GO", NULL },
	{ "bottom", bottom, 0, 0, 0, "bottom", NULL, "the last row", "GO", NULL },
	{ "other-next", other_next, 0, 0, 0, "next sibling", NULL, "the next value of the same container",
		"GO", NULL },
	{ "other-prev", other_prev, 0, 0, 0, "previous", NULL, "the value before in the same container", "GO",
		NULL },
	{ "find", commands_find, 0, -1, 0, "find", "[WORDS]", "look for words in keys and values", "FIND",
		NULL },
	{ "match-next", match_next, 0, 0, 0, "next match", NULL, "the next place with the words", "FIND",
		NULL },
	{ "match-prev", match_prev, 0, 0, 0, "previous match", NULL, "the previous place with the words",
		"FIND", NULL },
	{ "fold", fold, 0, 0, 0, "fold", NULL, "fold, or go to what this is part of", "SEE", NULL },
	{ "unfold", unfold, 0, 0, 0, "unfold", NULL, "unfold, or go in", "SEE", NULL },
	{ "toggle", toggle, 0, 0, 0, "fold", NULL, "fold or unfold", "SEE", NULL },
	{ "fold-all", fold_all, 0, 0, 0, "fold all", NULL, "fold everything", "SEE", NULL },
	{ "unfold-all", unfold_all, 0, 0, 0, "unfold all", NULL, "unfold everything", "SEE", NULL },
	{ "wrap", wrap, 0, 0, 0, "wrap", NULL, "wrap long values, or cut them", "SEE", NULL },
	{ "yank", yank, 1, 1, 0, "copy", "line|path|value|json", "copy to the terminal's clipboard", "DO",
		complete_yank },
	{ .name = NULL },
};
