/*
 * doc_layout.c: a document's lines for a width, and putting them on the screen. Text from outside is cleaned here, and
 * measured by grapheme clusters; what is printable ASCII already is neither copied nor measured twice, so that a
 * very long text costs little more than its bytes.
 */
#include <string.h>
#include "app.h"
#include "doc_in.h"

/* The line that is being laid out. */
struct flow {
	struct doc *doc;
	int cols;
	bool wrap;
	bool open;  /* a logical line has begun */
	bool right; /* what comes is for the right end */
	int x, hang;
	int left_x;       /* where the left part ended */
	size_t right_at;  /* first piece of the right part */
	size_t breakable; /* first piece after the last blank on this line */
};

static struct ashby_text bytes_of(const struct doc *doc, bool raw, uint32_t off, uint32_t len)
{
	return ashby_text_of((raw ? doc->raw : doc->clean.data) + off, len);
}

struct ashby_text doc__piece_text(const struct doc *doc, const struct piece *piece)
{
	return bytes_of(doc, piece->raw, piece->off, piece->len);
}

static bool plain_ascii(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] < 0x20 || s[i] > 0x7e)
			return false;
	return true;
}

static void row_start(struct doc *doc)
{
	doc->rows = doc__room(doc->rows, doc->row_count + 1, &doc->row_cap, sizeof *doc->rows);
	doc->rows[doc->row_count++] = (uint32_t)doc->piece_count;
}

static bool row_used(const struct doc *doc)
{
	return doc->piece_count > doc->rows[doc->row_count - 1];
}

static void next_row(struct flow *f)
{
	row_start(f->doc);
	f->x = f->hang < f->cols - 8 ? f->hang : 0;
	f->breakable = f->doc->piece_count;
}

static void append(struct flow *f, bool raw, uint32_t off, uint32_t len, int cols, unsigned style)
{
	struct doc *doc = f->doc;

	if (f->x > UINT16_MAX - 1)
		return;
	doc->pieces = doc__room(doc->pieces, doc->piece_count, &doc->piece_cap, sizeof *doc->pieces);
	doc->pieces[doc->piece_count++] = (struct piece){ .off = off,
		.len = len,
		.x = (uint16_t)f->x,
		.cols = (uint16_t)(cols < UINT16_MAX ? cols : UINT16_MAX),
		.style = (uint16_t)style,
		.raw = raw };
	f->x += cols;
}

/* Takes the unfinished word at the end of the row down to the next one. */
static void carry(struct flow *f)
{
	struct doc *doc = f->doc;
	size_t first = f->breakable;
	int from;

	if (first == doc->rows[doc->row_count - 1])
		first = doc->piece_count; /* the word fills the row from its start: it is cut here */
	from = first < doc->piece_count ? doc->pieces[first].x : f->x;
	doc->rows = doc__room(doc->rows, doc->row_count + 1, &doc->row_cap, sizeof *doc->rows);
	doc->rows[doc->row_count++] = (uint32_t)first;
	f->breakable = first;
	f->x = f->hang < f->cols - 8 ? f->hang : 0;
	for (size_t i = first; i < doc->piece_count; i++)
		doc->pieces[i].x = (uint16_t)(doc->pieces[i].x - from + f->x);
	if (first < doc->piece_count)
		f->x = doc->pieces[doc->piece_count - 1].x + doc->pieces[doc->piece_count - 1].cols;
}

static void place_word(struct flow *f, bool raw, uint32_t off, uint32_t len, int cols, unsigned style)
{
	if (f->right || !f->wrap || f->x + cols <= f->cols) {
		if (f->right || f->x < f->cols)
			append(f, raw, off, len, cols, style);
		return;
	}
	if (row_used(f->doc))
		carry(f);
	while (cols > f->cols - f->x) {
		int used = 0;
		struct ashby_text text = bytes_of(f->doc, raw, off, len);
		uint32_t part = (uint32_t)ashby_text_cut(text.raw, len, f->cols - f->x, &used);

		if (part == 0 && f->x == 0)
			return; /* not even one character fits: the pane is too narrow for it */
		if (part == 0 && !row_used(f->doc)) {
			f->x = 0;
			continue;
		}
		append(f, raw, off, part, used, style);
		off += part;
		len -= part;
		cols -= used;
		next_row(f);
	}
	append(f, raw, off, len, cols, style);
}

static void place_blanks(struct flow *f, bool raw, uint32_t off, uint32_t len, unsigned style)
{
	if (!f->right && f->wrap && f->x + (int)len >= f->cols) {
		f->x = f->cols; /* blanks at the end of a row are not shown */
	} else if (f->right || f->x < f->cols) {
		append(f, raw, off, len, (int)len, style);
	}
	f->breakable = f->doc->piece_count;
}

static void place(struct flow *f, bool raw, uint32_t off, uint32_t len, unsigned style)
{
	const char *s = (raw ? f->doc->raw : f->doc->clean.data) + off;
	uint32_t at = 0;

	while (at < len && (f->wrap || f->right || f->x <= f->cols)) {
		uint32_t end = at;
		int cols = 0;

		while (end < len && s[end] == ' ')
			end++;
		if (end > at) {
			place_blanks(f, raw, off + at, end - at, style);
			at = end;
			continue;
		}
		while (end < len && s[end] != ' ') {
			int one = 1;
			size_t step = raw ? 1 : ashby_text_step(s + end, len - end, &one);

			end += (uint32_t)(step ? step : 1);
			cols += one;
		}
		place_word(f, raw, off + at, end - at, cols, style);
		at = end;
	}
}

/* Text as it came: cleaned unless there is nothing to clean. */
static void place_text(struct flow *f, unsigned style, uint32_t off, uint32_t len, unsigned clean_flags)
{
	struct doc *doc = f->doc;
	uint32_t at = (uint32_t)doc->clean.len;

	if (plain_ascii(doc->raw + off, len)) {
		place(f, true, off, len, style);
		return;
	}
	if (ashby_text_clean(&doc->clean, ashby_text_of(doc->raw + off, len), clean_flags, NULL) != ASHBY_OK)
		return;
	place(f, false, at, (uint32_t)(doc->clean.len - at), style);
}

/* ---- lines ---- */

static void shift(struct doc *doc, size_t first, int by)
{
	for (size_t i = first; i < doc->piece_count; i++)
		doc->pieces[i].x = (uint16_t)(doc->pieces[i].x + (by > 0 ? by : 0));
}

/* Without wrapping the left part gives way to the right one, down to a third of the line. */
static void cut_left(struct flow *f, int limit)
{
	struct doc *doc = f->doc;

	for (size_t i = doc->rows[doc->row_count - 1]; i < f->right_at; i++) {
		struct piece *p = &doc->pieces[i];

		if (p->x >= limit)
			p->cols = 0;
		else if (p->x + p->cols > limit)
			p->cols = (uint16_t)(limit - p->x);
	}
}

static void finish_right(struct flow *f)
{
	struct doc *doc = f->doc;
	int width = f->x, left = f->left_x;

	if (left == 0 || left + 2 + width <= f->cols) {
		shift(doc, f->right_at, f->cols - width);
	} else if (f->wrap) {
		doc->rows = doc__room(doc->rows, doc->row_count + 1, &doc->row_cap, sizeof *doc->rows);
		doc->rows[doc->row_count++] = (uint32_t)f->right_at;
		shift(doc, f->right_at, f->cols - width);
	} else if (width + 2 < f->cols * 2 / 3) {
		cut_left(f, f->cols - width - 2);
		shift(doc, f->right_at, f->cols - width);
	} else {
		doc->piece_count = f->right_at;
	}
}

/* Pieces that touch and look alike become one. */
static void merge(struct doc *doc, size_t first_row)
{
	size_t to = doc->rows[first_row];

	for (size_t row = first_row; row < doc->row_count; row++) {
		size_t from = doc->rows[row];
		size_t end = row + 1 < doc->row_count ? doc->rows[row + 1] : doc->piece_count;
		size_t start = to;

		for (; from < end; from++) {
			struct piece *p = &doc->pieces[from],
				     *last = to > start ? &doc->pieces[to - 1] : NULL;

			if (last && last->raw == p->raw && last->style == p->style &&
				last->off + last->len == p->off && last->x + last->cols == p->x)
				last->len += p->len, last->cols = (uint16_t)(last->cols + p->cols);
			else if (p->cols > 0)
				doc->pieces[to++] = *p;
		}
		doc->rows[row] = (uint32_t)start;
	}
	doc->piece_count = to;
}

struct line {
	size_t first_row;
};

static void line_end(struct flow *f, struct line *line)
{
	if (!f->open)
		return;
	if (f->right)
		finish_right(f);
	merge(f->doc, line->first_row);
	f->open = f->right = false;
}

static void line_begin(struct flow *f, struct line *line, int indent)
{
	line_end(f, line);
	line->first_row = f->doc->row_count;
	row_start(f->doc);
	f->open = true;
	f->x = indent;
	f->hang = indent;
	f->breakable = f->doc->piece_count;
}

static void block(struct flow *f, struct line *line, const struct item *item)
{
	const char *s = f->doc->raw + item->off, *end = s + item->len;
	int indent = item->n < f->cols - 8 ? item->n : 0;

	while (s <= end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *stop = nl ? nl : end;
		uint32_t len = (uint32_t)(stop - s);

		line_begin(f, line, indent);
		if (len > 0 && s[len - 1] == '\r')
			len--;
		place_text(f, item->style, (uint32_t)(s - f->doc->raw), len, ASHBY_TEXT_BLOCK);
		line_end(f, line);
		if (!nl)
			break;
		s = nl + 1;
	}
}

static void tab(struct flow *f, int column)
{
	int to = f->x > 0 && f->x + 2 > column ? f->x + 2 : column;

	if (f->wrap && !f->right && to >= f->cols) {
		if (f->x > f->hang)
			next_row(f);
		return;
	}
	f->x = to;
	f->breakable = f->doc->piece_count;
}

static void right(struct flow *f)
{
	f->right = true;
	f->left_x = f->x;
	f->right_at = f->doc->piece_count;
	f->x = 0;
}

static void add_target(struct doc *doc, int target)
{
	doc->targets = doc__room(doc->targets, doc->target_count, &doc->target_cap, sizeof *doc->targets);
	doc->targets[doc->target_count++] = (struct doc_target){ (int)doc->row_count, target };
}

static void flow_item(struct flow *f, struct line *line, const struct item *item)
{
	bool inside = item->kind == ITEM_SPAN || item->kind == ITEM_TAB || item->kind == ITEM_RIGHT ||
		item->kind == ITEM_HANG;

	if (inside && !f->open)
		line_begin(f, line, 0);
	else if (!inside)
		line_end(f, line);
	switch (item->kind) {
	case ITEM_LINE: line_begin(f, line, 0); break;
	case ITEM_HANG: f->hang = item->n; break;
	case ITEM_SPAN: place_text(f, item->style, item->off, item->len, ASHBY_TEXT_LINE); break;
	case ITEM_BLOCK: block(f, line, item); break;
	case ITEM_TAB: tab(f, item->n); break;
	case ITEM_RIGHT: right(f); break;
	case ITEM_SECTION: f->doc->sections[item->n].line = (int)f->doc->row_count; break;
	case ITEM_TARGET: add_target(f->doc, item->n); break;
	}
}

int doc_layout(struct doc *doc, int cols, bool wrap)
{
	struct flow f = { .doc = doc, .cols = cols < 1 ? 1 : cols, .wrap = wrap };
	struct line line = { 0 };

	doc->cols = f.cols;
	doc->piece_count = doc->row_count = doc->target_count = 0;
	ashby_buf_clear(&doc->clean);
	for (size_t i = 0; i < doc->item_count; i++)
		flow_item(&f, &line, &doc->items[i]);
	line_end(&f, &line);
	doc->rows = doc__room(doc->rows, doc->row_count + 1, &doc->row_cap, sizeof *doc->rows);
	doc->rows[doc->row_count] = (uint32_t)doc->piece_count;
	return (int)doc->row_count;
}

int doc_lines(const struct doc *doc)
{
	return (int)doc->row_count;
}

/* ---- reading it ---- */

int doc_target_at(const struct doc *doc, int line)
{
	size_t low = 0, high = doc->target_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (doc->targets[mid].line <= line)
			low = mid + 1;
		else
			high = mid;
	}
	return low > 0 ? doc->targets[low - 1].target : -1;
}

int doc_target_line(const struct doc *doc, int target)
{
	for (size_t i = 0; i < doc->target_count; i++)
		if (doc->targets[i].target == target)
			return doc->targets[i].line;
	return -1;
}

void doc_plain(const struct doc *doc, int line, struct ashby_buf *out)
{
	size_t from = out->len;
	int x = 0;

	if (line < 0 || (size_t)line >= doc->row_count)
		return;
	for (uint32_t i = doc->rows[line]; i < doc->rows[line + 1]; i++) {
		const struct piece *p = &doc->pieces[i];
		struct ashby_text text = doc__piece_text(doc, p);

		for (; x < p->x; x++)
			ashby_buf_addc(out, ' ');
		ashby_buf_add(out, text.raw, text.len);
		x = p->x + p->cols;
	}
	while (out->len > from && out->data[out->len - 1] == ' ')
		ashby_buf_cut(out, out->len - 1);
}

int doc_find(const struct doc *doc, const char *words, int from, bool back)
{
	struct ashby_buf line;
	int found = -1;

	ashby_buf_init(&line, ASHBY_BUF_MAX);
	for (int i = from; i >= 0 && (size_t)i < doc->row_count && found < 0; i += back ? -1 : 1) {
		ashby_buf_clear(&line);
		doc_plain(doc, i, &line);
		if (ashby_text_find(ashby_text_of(line.data, line.len), ashby_text_str(words)))
			found = i;
	}
	ashby_buf_release(&line);
	return found;
}

/* ---- drawing ---- */

/* The next place of the words at or after `from`: the shortest stretch that still holds them. */
static bool find_in(struct ashby_text text, size_t from, struct ashby_text words, size_t *start, size_t *end)
{
	struct ashby_text rest = ashby_text_of(text.raw + from, text.len - from);
	size_t a = 0, b = 0;
	int cols;

	if (!ashby_text_find(rest, words))
		return false;
	while (b < rest.len && !ashby_text_find(ashby_text_of(rest.raw, b), words))
		b += ashby_text_step(rest.raw + b, rest.len - b, &cols);
	for (;;) {
		size_t step = ashby_text_step(rest.raw + a, b - a, &cols);

		if (step == 0 || !ashby_text_find(ashby_text_of(rest.raw + a + step, b - a - step), words))
			break;
		a += step;
	}
	*start = from + a;
	*end = from + b;
	return *end > *start;
}

static void draw_marks(
	const struct doc *doc, const struct box *box, int y, const struct piece *p, unsigned flags)
{
	struct ashby_text text = doc__piece_text(doc, p), words = ashby_text_str(doc->mark);
	size_t at = 0, start, end;

	while (at < text.len && find_in(text, at, words, &start, &end)) {
		int x = p->x + ashby_text_width(text.raw, start);

		if (x >= p->x + p->cols || x >= box->rect.cols)
			return;
		draw_text(box, y, x, p->x + p->cols - x, ROLE_MATCH | flags | DRAW_NO_MARK,
			ashby_text_of(text.raw + start, end - start));
		at = end;
	}
}

void doc_draw_line(const struct doc *doc, const struct box *box, int y, int line, unsigned flags)
{
	if (flags & DRAW_SELECTED)
		draw_fill(box, y, 0, box->rect.cols, ROLE_TEXT | DRAW_SELECTED);
	if (line < 0 || (size_t)line >= doc->row_count)
		return;
	for (uint32_t i = doc->rows[line]; i < doc->rows[line + 1]; i++) {
		const struct piece *p = &doc->pieces[i];
		int room = box->rect.cols - p->x;

		if (room <= 0)
			break;
		draw_text(box, y, p->x, p->cols < room ? p->cols : room, p->style | flags,
			doc__piece_text(doc, p));
		if (*doc->mark)
			draw_marks(doc, box, y, p, flags);
	}
}

void doc_draw(const struct doc *doc, const struct box *box, int top)
{
	for (int y = 0; y < box->rect.rows; y++)
		doc_draw_line(doc, box, y, top + y, 0);
}
