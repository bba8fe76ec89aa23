/*
 * jsonview.c: the engine of JSON pages: rows that fold, a cursor, the path of what it is on. It shows what came,
 * exactly; what a value means is for others.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "json_in.h"
#include "jsonview.h"

#define SHOWN_MAX ((size_t)32 * 1024) /* bytes of one value that are drawn */

unsigned json_go(struct page *page, size_t to)
{
	struct json *j = page->state;

	if (j->rows.count == 0)
		return REACT_NONE;
	j->cursor = to < j->rows.count ? to : j->rows.count - 1;
	return REACT_DRAW;
}

static void take(struct page *page, struct ashby_record *record)
{
	struct json *j = page->state;

	ashby_record_unref(j->record);
	json_rows_release(&j->rows);
	j->record = ashby_record_ref(record);
	json_rows_init(&j->rows, ashby_record_root(record));
	j->cursor = j->top = 0;
}

/* ---- opening ---- */

struct page *json_open(
	struct app *app, struct ashby_record *record, const char *head, struct ashby_text crumb)
{
	struct page *page = app_open(app, "json", "", crumb);
	struct json *j;

	if (!page)
		return NULL;
	j = page->state;
	snprintf(j->head, sizeof j->head, "%s", head ? head : "");
	if (record)
		take(page, record);
	return page;
}

static void head_of(struct json *j, const struct ashby_reply *reply)
{
	char size[32] = "";

	if (reply->bytes >= 1024)
		snprintf(size, sizeof size, "  %zu KB", (reply->bytes + 512) / 1024);
	else if (reply->bytes > 0)
		snprintf(size, sizeof size, "  %zu B", reply->bytes);
	snprintf(j->head, sizeof j->head, "%s  %d  %lld ms%s", reply->endpoint, reply->http,
		(long long)reply->elapsed_ms, size);
	if (reply->error != ASHBY_OK) {
		size_t len = strlen(j->head);

		snprintf(j->head + len, sizeof j->head - len, "  %s %s",
			*reply->err.code ? reply->err.code : ashby_error_name(reply->error),
			reply->request_id);
	}
}

static void came(void *arg, const struct ashby_reply *reply)
{
	struct page *page = arg;
	struct json *j = page->state;

	if (reply->error == ASHBY_ECANCELLED)
		return;
	j->asked = false;
	head_of(j, reply);
	j->err = reply->err;
	if (reply->record)
		take(page, reply->record);
	if (reply->error != ASHBY_OK)
		status_error(page->app, &reply->err, reply->endpoint);
	app_dirty(page->app);
}

/* Opens the page of a call; plan is NULL for one that goes as it is. */
static struct page *ask(
	struct app *app, const char *endpoint, const struct ashby_plan *plan, const char *body)
{
	struct page *page = json_open(app, NULL, endpoint, ashby_text_str(endpoint));
	struct ashby_err err = { 0 };
	enum ashby_error error;
	struct json *j;

	if (!page)
		return NULL;
	j = page->state;
	error = plan ? ashby_ask(page->scope, plan, body, 0, came, page, &err)
		     : ashby_call(NULL, page->scope, endpoint, body, 0, came, page, &err);
	if (error) {
		app_back(app);
		status_error(app, &err, endpoint);
		return NULL;
	}
	j->asked = true;
	return page;
}

struct page *json_call(struct app *app, const char *endpoint, const char *body)
{
	return ask(app, endpoint, NULL, body);
}

struct page *json_ask(struct app *app, const struct ashby_plan *plan, const char *body)
{
	return ask(app, plan->function->endpoint, plan, body);
}

struct page *json_open_id(struct app *app, enum ashby_kind kind, struct ashby_text id)
{
	const struct ashby_kind_info *info = ashby_kind_info(kind);
	struct page *page;
	struct ashby_buf body;

	if (!info->info || id.len == 0) {
		status_warn(app, "the JSON of this is not in memory, and the API has no call for one of it");
		return NULL;
	}
	ashby_buf_init(&body, 4096);
	ashby_buf_addf(&body, "{\"%s\":", info->info_id);
	ashby_json_quote(&body, id);
	ashby_buf_addc(&body, '}');
	page = json_call(app, info->info, ashby_buf_str(&body));
	ashby_buf_release(&body);
	return page;
}

struct page *json_open_row(struct app *app, enum ashby_kind kind, uint32_t row)
{
	struct ashby_record *record;
	struct ashby_text text;
	struct page *page;

	if (!ashby_store_json(app->store, kind, row, &text) ||
		ashby_record_parse(&record, text, NULL, NULL) != ASHBY_OK)
		return json_open_id(app, kind, ashby_store_id(app->store, kind, row));
	page = json_open(app, record, NULL, ashby_text_str(ashby_kind_info(kind)->name));
	ashby_record_unref(record);
	return page;
}

static void json_close(struct page *page)
{
	struct json *j = page->state;

	json_rows_release(&j->rows);
	ashby_record_unref(j->record);
}

/* ---- drawing ---- */

static void line_text(const struct json *j, size_t i, struct ashby_buf *key, struct ashby_buf *value)
{
	json_rows_key(&j->rows, i, key);
	json_rows_value(&j->rows, i, value);
	ashby_buf_cut(value, SHOWN_MAX);
	if (!j->rows.row[i].last && j->rows.row[i].kind != JSON_OPEN)
		ashby_buf_addc(value, ',');
}

/* Lines that a value takes when it is wrapped; 1 else. */
static int value_lines(const struct json *j, const struct ashby_buf *value, int cols)
{
	size_t at = 0;
	int lines = 0;

	if (!j->wrap || cols < 8)
		return 1;
	while (at < value->len) {
		int used;
		size_t n = ashby_text_cut(value->data + at, value->len - at, cols, &used);

		at += n > 0 ? n : value->len;
		lines++;
	}
	return lines > 0 ? lines : 1;
}

static void draw_value(const struct json *j, const struct box *box, int y, int x, unsigned style,
	const struct ashby_buf *value)
{
	size_t at = 0;
	int used;

	if (!j->wrap || box->rect.cols - x < 8) {
		draw_text(box, y, x, box->rect.cols - x, style, ashby_text_of(value->data, value->len));
		return;
	}
	for (; at < value->len && y < box->rect.rows; y++) {
		size_t n = ashby_text_cut(value->data + at, value->len - at, box->rect.cols - x, &used);

		draw_text(box, y, x, box->rect.cols - x, style, ashby_text_of(value->data + at, n));
		at += n > 0 ? n : value->len;
	}
}

static unsigned value_role(const struct json_row *row)
{
	enum ashby_type type = ashby_type(row->value);

	return type == ASHBY_OBJECT || type == ASHBY_ARRAY || type == ASHBY_NULL ? ROLE_DIM : ROLE_TEXT;
}

/* Draws a row and returns the lines it took. */
static int draw_row(const struct json *j, const struct box *box, int y, size_t i)
{
	const struct json_row *row = &j->rows.row[i];
	struct ashby_buf key, value;
	unsigned selected = i == j->cursor ? DRAW_SELECTED : 0;
	int x = 2 + row->depth * 2, lines;

	ashby_buf_init(&key, ASHBY_BUF_MAX);
	ashby_buf_init(&value, ASHBY_BUF_MAX);
	line_text(j, i, &key, &value);
	if (selected) {
		draw_fill(box, y, 0, box->rect.cols, ROLE_TEXT | selected);
		draw_label(box, y, 0, 1, ROLE_TEXT | selected, ">");
	}
	if (row->kind == JSON_FOLDED || row->kind == JSON_OPEN)
		draw_label(box, y, x, 1, ROLE_PRESS | selected,
			draw_glyph(row->kind == JSON_FOLDED ? GLYPH_FOLDED : GLYPH_UNFOLDED));
	x += 2;
	x += draw_text(box, y, x, box->rect.cols - x, ROLE_DIM | selected, ashby_text_of(key.data, key.len));
	lines = value_lines(j, &value, box->rect.cols - x);
	draw_value(j, box, y, x, value_role(row) | selected, &value);
	ashby_buf_release(&key);
	ashby_buf_release(&value);
	return lines;
}

static void draw_state(const struct json *j, const struct box *box)
{
	if (j->asked)
		draw_label(box, 0, 2, box->rect.cols - 3, ROLE_DIM, "...");
	else if (j->err.error != ASHBY_OK)
		draw_text(box, 0, 2, box->rect.cols - 3, ROLE_BAD, ashby_text_str(j->err.message));
	else
		draw_label(box, 0, 2, box->rect.cols - 3, ROLE_DIM, "nothing came");
}

static int row_lines(const struct json *j, size_t i, int cols)
{
	struct ashby_buf key, value;
	int lines, x = 4 + j->rows.row[i].depth * 2;

	if (!j->wrap)
		return 1;
	ashby_buf_init(&key, ASHBY_BUF_MAX);
	ashby_buf_init(&value, ASHBY_BUF_MAX);
	line_text(j, i, &key, &value);
	lines = value_lines(j, &value, cols - x - ashby_text_width(ashby_buf_str(&key), key.len));
	ashby_buf_release(&key);
	ashby_buf_release(&value);
	return lines;
}

/* The top moves as little as it must for the cursor's row to be on the screen, whole if it can be. */
static void keep_visible(struct json *j, int cols)
{
	size_t first = j->cursor;
	int used = row_lines(j, first, cols), lines;

	while (first > 0 && used + (lines = row_lines(j, first - 1, cols)) <= j->height) {
		used += lines;
		first--;
	}
	if (j->top < first)
		j->top = first;
	if (j->top > j->cursor)
		j->top = j->cursor;
}

static void json_draw(struct page *page, const struct layout *layout, struct surface *surface)
{
	struct json *j = page->state;
	struct box heads = { surface, layout->heads }, body = { surface, layout->body }, rows;
	int rule = layout->heads.rows > 0 && layout->body.rows > 8;

	if (layout->heads.rows > 0)
		draw_text(&heads, 0, 2, heads.rect.cols - 3, ROLE_DIM, ashby_text_str(j->head));
	if (rule)
		draw_hline(&body, 0, 0, body.rect.cols);
	rows = box_part(&body, rule, 0, body.rect.rows - rule, body.rect.cols);
	j->height = rows.rect.rows;
	if (j->rows.count == 0) {
		draw_state(j, &rows);
		return;
	}
	keep_visible(j, rows.rect.cols);
	for (size_t i = j->top, y = 0; i < j->rows.count && (int)y < rows.rect.rows; i++) {
		if (i == j->cursor)
			draw_cursor(&rows, (int)y, 0);
		y += (size_t)draw_row(j, &rows, (int)y, i);
	}
}

static void json_wish(struct page *page, struct layout_wish *out)
{
	const struct json *j = page->state;

	out->heads = j->head[0] != '\0';
	out->preview = PREVIEW_OFF;
}

static void json_count(struct page *page, struct ashby_buf *out)
{
	const struct json *j = page->state;

	if (j->rows.count > 0)
		ashby_buf_addf(out, "line %zu of %zu", j->cursor + 1, j->rows.count);
}

/* The path of what the cursor is on. */
static void json_crumb(struct page *page, struct ashby_buf *out)
{
	const struct json *j = page->state;

	if (j->rows.count > 0 && j->rows.row[j->cursor].depth > 0)
		json_rows_path(&j->rows, j->cursor, out);
}

static bool json_cancel(struct page *page)
{
	struct json *j = page->state;

	if (j->words[0]) {
		j->words[0] = '\0';
		return true;
	}
	if (!j->asked)
		return false;
	ashby_scope_cancel(page->scope);
	j->asked = false;
	ashby_err_set(&j->err, ASHBY_ECANCELLED, "cancelled");
	return true;
}

/* ---- finding ---- */

static void json_find(struct page *page, const char *words, bool done)
{
	struct json *j = page->state;
	size_t at;

	snprintf(j->words, sizeof j->words, "%s", words ? words : "");
	if (!done || !j->words[0] || j->rows.count == 0)
		return;
	at = json_rows_find(&j->rows, j->cursor, j->words, false);
	if (at == SIZE_MAX)
		at = json_rows_find(&j->rows, 0, j->words, false);
	if (at == SIZE_MAX)
		status_warn(page->app, "\"%s\" is not in this document", j->words);
	else
		json_go(page, at);
}

const struct engine json_engine = {
	.context = "json",
	.state_size = sizeof(struct json),
	.close = json_close,
	.draw = json_draw,
	.wish = json_wish,
	.count = json_count,
	.crumb = json_crumb,
	.cancel = json_cancel,
	.find = json_find,
	.commands = json_commands,
};
