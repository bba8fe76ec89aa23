/*
 * json_rows.c: a JSON value as rows that can be folded.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "json_rows.h"

#define DEPTH_MAX 200
#define ROWS_ALL 400    /* a document of so few rows is shown whole */
#define ROWS_OPEN 20000 /* one of more is shown down to its second level only */

static bool is_container(struct ashby_value value)
{
	return (ashby_type(value) == ASHBY_OBJECT || ashby_type(value) == ASHBY_ARRAY) &&
		ashby_value_first(value).node;
}

static struct json_row *push(struct json_rows *rows, struct ashby_value value, unsigned depth, uint32_t index)
{
	struct json_row *row;

	if (rows->count == rows->cap) {
		rows->cap = rows->cap ? rows->cap * 2 : 256;
		rows->row = xrealloc(rows->row, rows->cap * sizeof *rows->row);
	}
	row = &rows->row[rows->count++];
	*row = (struct json_row){ .value = value,
		.index = index,
		.depth = (uint16_t)depth,
		.kind = JSON_LEAF,
		.last = depth == 0 || !ashby_value_next(value).node };
	return row;
}

/* Adds the rows of a value, unfolded down to a depth. False once there are more than most. */
static bool emit(struct json_rows *rows, struct ashby_value value, unsigned depth, uint32_t index,
	unsigned open, size_t most)
{
	struct json_row *row = push(rows, value, depth, index);
	uint32_t n = 0;

	if (rows->count > most)
		return false;
	if (!is_container(value))
		return true;
	if (depth >= open || depth >= DEPTH_MAX) {
		row->kind = JSON_FOLDED;
		return true;
	}
	row->kind = JSON_OPEN;
	for (struct ashby_value v = ashby_value_first(value); v.node; v = ashby_value_next(v))
		if (!emit(rows, v, depth + 1, n++, open, most))
			return false;
	push(rows, value, depth, index)->kind = JSON_CLOSE;
	return true;
}

void json_rows_init(struct json_rows *rows, struct ashby_value root)
{
	static const struct {
		unsigned open;
		size_t most;
	} tries[] = { { DEPTH_MAX, ROWS_ALL }, { 3, ROWS_OPEN }, { 2, ROWS_OPEN }, { 1, SIZE_MAX } };
	bool whole = false;

	*rows = (struct json_rows){ .row = NULL };
	for (size_t i = 0; i < sizeof tries / sizeof *tries && !whole; i++) {
		rows->count = 0;
		whole = emit(rows, root, 0, 0, tries[i].open, tries[i].most);
	}
}

void json_rows_release(struct json_rows *rows)
{
	free(rows->row);
	*rows = (struct json_rows){ .row = NULL };
}

/* The closing bracket of an open row. */
static size_t end_of(const struct json_rows *rows, size_t i)
{
	size_t end = i + 1;

	while (end < rows->count &&
		(rows->row[end].depth > rows->row[i].depth || rows->row[end].kind != JSON_CLOSE))
		end++;
	return end;
}

/* Puts the rows of `from` in the place of row i. */
static void splice(struct json_rows *rows, size_t i, const struct json_rows *from)
{
	size_t more = from->count - 1;

	if (rows->count + more > rows->cap) {
		rows->cap = rows->count + more;
		rows->row = xrealloc(rows->row, rows->cap * sizeof *rows->row);
	}
	memmove(&rows->row[i + 1 + more], &rows->row[i + 1], (rows->count - i - 1) * sizeof *rows->row);
	memcpy(&rows->row[i], from->row, from->count * sizeof *rows->row);
	rows->count += more;
}

bool json_rows_unfold(struct json_rows *rows, size_t i)
{
	struct json_rows inside = { .row = NULL };
	struct json_row *row;

	if (i >= rows->count || rows->row[i].kind != JSON_FOLDED)
		return false;
	row = &rows->row[i];
	emit(&inside, row->value, row->depth, row->index, row->depth + 1u, SIZE_MAX);
	splice(rows, i, &inside);
	json_rows_release(&inside);
	return true;
}

bool json_rows_fold(struct json_rows *rows, size_t i)
{
	size_t end;

	if (i >= rows->count || rows->row[i].kind != JSON_OPEN)
		return false;
	end = end_of(rows, i);
	rows->row[i].kind = JSON_FOLDED;
	memmove(&rows->row[i + 1], &rows->row[end + 1], (rows->count - end - 1) * sizeof *rows->row);
	rows->count -= end - i;
	return true;
}

static void rebuild(struct json_rows *rows, unsigned open)
{
	struct ashby_value root = rows->row[0].value;

	rows->count = 0;
	emit(rows, root, 0, 0, open, SIZE_MAX);
}

void json_rows_fold_all(struct json_rows *rows)
{
	rebuild(rows, 1);
}

void json_rows_unfold_all(struct json_rows *rows)
{
	rebuild(rows, DEPTH_MAX);
}

/* ---- walking ---- */

size_t json_rows_start(const struct json_rows *rows, size_t i)
{
	size_t at = i;

	if (rows->row[i].kind != JSON_CLOSE)
		return i;
	while (at > 0 && !(rows->row[at].kind == JSON_OPEN && rows->row[at].depth == rows->row[i].depth))
		at--;
	return at;
}

size_t json_rows_parent(const struct json_rows *rows, size_t i)
{
	size_t at = i;

	while (at > 0 && rows->row[at].depth >= rows->row[i].depth)
		at--;
	return rows->row[at].depth < rows->row[i].depth ? at : i;
}

size_t json_rows_sibling(const struct json_rows *rows, size_t i, bool back)
{
	unsigned depth = rows->row[i].depth;
	size_t at = i;

	for (;;) {
		if (back ? at == 0 : at + 1 >= rows->count)
			return i;
		at += back ? (size_t)-1 : 1;
		if (rows->row[at].depth < depth)
			return i;
		if (rows->row[at].depth == depth && rows->row[at].kind != JSON_CLOSE)
			return at;
	}
}

/* ---- text ---- */

static bool plain_key(struct ashby_text key)
{
	if (key.len == 0 || isdigit((unsigned char)key.raw[0]))
		return false;
	for (size_t i = 0; i < key.len; i++)
		if (!isalnum((unsigned char)key.raw[i]) && key.raw[i] != '_')
			return false;
	return true;
}

static void step(const struct json_rows *rows, size_t i, size_t parent, struct ashby_buf *out)
{
	struct ashby_text key = ashby_value_key(rows->row[i].value);

	if (ashby_type(rows->row[parent].value) == ASHBY_ARRAY) {
		ashby_buf_addf(out, "[%u]", (unsigned)rows->row[i].index);
	} else if (plain_key(key)) {
		ashby_buf_addc(out, '.');
		ashby_buf_add(out, key.raw, key.len);
	} else {
		ashby_buf_adds(out, out->len == 0 ? ".[" : "[");
		ashby_json_quote(out, key);
		ashby_buf_addc(out, ']');
	}
}

void json_rows_path(const struct json_rows *rows, size_t i, struct ashby_buf *out)
{
	size_t chain[DEPTH_MAX + 2];
	size_t n = 0;

	while (rows->row[i].depth > 0 && n <= DEPTH_MAX) {
		chain[n++] = i;
		i = json_rows_parent(rows, i);
	}
	if (n == 0)
		ashby_buf_addc(out, '.');
	chain[n] = i;
	if (n > 0 && ashby_type(rows->row[i].value) == ASHBY_ARRAY)
		ashby_buf_addc(out, '.');
	while (n-- > 0)
		step(rows, chain[n], chain[n + 1], out);
}

void json_rows_key(const struct json_rows *rows, size_t i, struct ashby_buf *out)
{
	struct ashby_text key = ashby_value_key(rows->row[i].value);
	struct ashby_buf quoted;

	if (key.len == 0 || rows->row[i].kind == JSON_CLOSE || rows->row[i].depth == 0)
		return;
	ashby_buf_init(&quoted, ASHBY_BUF_MAX);
	ashby_json_quote(&quoted, key);
	ashby_json_escape_hidden(out, ashby_text_of(quoted.data, quoted.len));
	ashby_buf_adds(out, ": ");
	ashby_buf_release(&quoted);
}

static void container(const struct json_row *row, struct ashby_buf *out)
{
	bool array = ashby_type(row->value) == ASHBY_ARRAY;

	if (row->kind == JSON_FOLDED)
		ashby_buf_addf(out, array ? "[ %zu ]" : "{ %zu }", ashby_value_count(row->value));
	else if (row->kind == JSON_OPEN)
		ashby_buf_addc(out, array ? '[' : '{');
	else if (row->kind == JSON_CLOSE)
		ashby_buf_addc(out, array ? ']' : '}');
	else
		ashby_buf_adds(out, array ? "[]" : "{}");
}

void json_rows_value(const struct json_rows *rows, size_t i, struct ashby_buf *out)
{
	const struct json_row *row = &rows->row[i];
	struct ashby_buf text;

	if (ashby_type(row->value) == ASHBY_ARRAY || ashby_type(row->value) == ASHBY_OBJECT) {
		container(row, out);
		return;
	}
	ashby_buf_init(&text, ASHBY_BUF_MAX);
	ashby_value_print(&text, row->value, 0);
	ashby_json_escape_hidden(out, ashby_text_of(text.data, text.len));
	ashby_buf_release(&text);
}

/* ---- finding ---- */

static bool holds(struct ashby_value value, struct ashby_text words)
{
	struct ashby_buf text;
	bool found;

	if (ashby_text_find(ashby_value_key(value), words) && ashby_value_key(value).len > 0)
		return true;
	if (ashby_type(value) == ASHBY_STRING)
		return ashby_text_find(ashby_value_text(value), words);
	if (ashby_type(value) == ASHBY_OBJECT || ashby_type(value) == ASHBY_ARRAY)
		return false;
	ashby_buf_init(&text, ASHBY_BUF_MAX);
	ashby_value_print(&text, value, 0);
	found = ashby_text_find(ashby_text_of(text.data, text.len), words);
	ashby_buf_release(&text);
	return found;
}

static bool holds_inside(struct ashby_value value, struct ashby_text words)
{
	if (!is_container(value))
		return false;
	for (struct ashby_value v = ashby_value_first(value); v.node; v = ashby_value_next(v))
		if (holds(v, words) || holds_inside(v, words))
			return true;
	return false;
}

size_t json_rows_find(struct json_rows *rows, size_t i, const char *words, bool back)
{
	struct ashby_text text = ashby_text_str(words);

	while (back ? i > 0 : i + 1 < rows->count || (rows->row[i].kind == JSON_FOLDED)) {
		if (!back && rows->row[i].kind == JSON_FOLDED && holds_inside(rows->row[i].value, text))
			json_rows_unfold(rows, i);
		if (!back && i + 1 >= rows->count)
			break;
		i += back ? (size_t)-1 : 1;
		if (rows->row[i].kind != JSON_CLOSE && holds(rows->row[i].value, text))
			return i;
	}
	return SIZE_MAX;
}
