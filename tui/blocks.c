/*
 * blocks.c: small parts of details: people, values by their shape, forms, links. Reads records by path; asks nobody.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "blocks.h"
#include "html.h"

bool block_ready(struct doc *doc, const struct fetch *fetch, const char *what)
{
	if (fetch->state == FETCH_DONE)
		return true;
	doc_line(doc);
	if (fetch->state != FETCH_FAILED) {
		doc_label(doc, ROLE_DIM, "  ...");
		return false;
	}
	doc_hang(doc, 4);
	doc_labelf(doc, ROLE_BAD, "  could not read %s", what);
	if (fetch->err.error == ASHBY_ECANCELLED) {
		doc_label(doc, ROLE_DIM, ": cancelled, r asks again");
		return false;
	}
	doc_label(doc, ROLE_TEXT, ": ");
	doc_text(doc, ROLE_TEXT, ashby_text_str(fetch->err.message));
	if (fetch->err.code[0]) {
		doc_label(doc, ROLE_DIM, "  ");
		doc_text(doc, ROLE_DIM, ashby_text_str(fetch->err.code));
	}
	if (fetch->err.request_id[0]) {
		doc_label(doc, ROLE_DIM, "  request ");
		doc_text(doc, ROLE_DIM, ashby_text_str(fetch->err.request_id));
	}
	return false;
}

void block_note_count(struct doc *doc, const struct fetch *fetch)
{
	char note[16];
	size_t n = fetch_elements(fetch);

	if (fetch->state == FETCH_DONE)
		snprintf(note, sizeof note, n > 0 ? "%zu" : "-", n);
	else
		snprintf(note, sizeof note, "%s", fetch->state == FETCH_FAILED ? "!" : "...");
	doc_section_note(doc, note);
}

void block_label(struct doc *doc, const char *label, int column)
{
	doc_line(doc);
	doc_hang(doc, column);
	doc_label(doc, ROLE_HEADING, label);
	doc_tab(doc, column);
}

void block_row(struct doc *doc, const char *label)
{
	doc_line(doc);
	doc_hang(doc, 26);
	doc_label(doc, ROLE_DIM, "  ");
	doc_label(doc, ROLE_DIM, label);
	doc_tab(doc, 26);
}

void block_text(struct doc *doc, unsigned style, struct ashby_text text)
{
	if (text.len > 0)
		doc_text(doc, style, text);
	else
		doc_label(doc, ROLE_DIM, "-");
}

int block_columns(struct ashby_text text)
{
	struct ashby_buf clean;
	int cols;

	ashby_buf_init(&clean, ASHBY_BUF_MAX);
	ashby_text_clean(&clean, text, ASHBY_TEXT_LINE, NULL);
	cols = ashby_text_width(ashby_buf_str(&clean), clean.len);
	ashby_buf_release(&clean);
	return cols;
}

void block_person(struct doc *doc, unsigned style, struct ashby_value user)
{
	struct ashby_buf name;

	ashby_buf_init(&name, ASHBY_BUF_MAX);
	tell_short_name(&name, ashby_get_text(user, "firstName"), ashby_get_text(user, "lastName"));
	block_text(doc, style, ashby_text_of(name.data, name.len));
	ashby_buf_release(&name);
}

void block_user(struct app *app, struct doc *doc, unsigned style, struct ashby_text id)
{
	struct ashby_field first, last;
	struct ashby_buf name;
	uint32_t row = ashby_store_find(app->store, ASHBY_USERS, id);

	if (row == ASHBY_NO_ROW || !ashby_field_find(ASHBY_USERS, "firstName", &first) ||
		!ashby_field_find(ASHBY_USERS, "lastName", &last)) {
		doc_label(doc, ROLE_DIM, id.len > 0 ? "..." : "-");
		return;
	}
	ashby_buf_init(&name, ASHBY_BUF_MAX);
	tell_short_name(
		&name, ashby_field_text(app->store, &first, row), ashby_field_text(app->store, &last, row));
	block_text(doc, style, ashby_text_of(name.data, name.len));
	ashby_buf_release(&name);
}

void block_joined(
	struct app *app, struct doc *doc, enum ashby_kind kind, struct ashby_text id, const char *path)
{
	struct ashby_field field;
	uint32_t row = id.len > 0 ? ashby_store_find(app->store, kind, id) : ASHBY_NO_ROW;

	if (row != ASHBY_NO_ROW && ashby_field_find(kind, path, &field))
		block_text(doc, ROLE_TEXT, ashby_field_text(app->store, &field, row));
	else
		doc_label(doc, ROLE_DIM, id.len > 0 ? "..." : "-");
}

void block_team(struct doc *doc, struct ashby_value team, int column)
{
	struct ashby_value v = ashby_value_first(team);

	if (!v.node) {
		block_label(doc, "TEAM", column);
		doc_label(doc, ROLE_DIM, "-");
	}
	for (bool first = true; v.node; v = ashby_value_next(v), first = false) {
		block_label(doc, first ? "TEAM" : "", column);
		doc_text(doc, ROLE_TEXT, ashby_get_text(v, "firstName"));
		doc_label(doc, ROLE_TEXT, " ");
		doc_text(doc, ROLE_TEXT, ashby_get_text(v, "lastName"));
		doc_tab(doc, column + 24);
		doc_text(doc, ROLE_DIM, ashby_get_text(v, "role"));
	}
}

/* ---- values ---- */

static void number(struct doc *doc, unsigned style, double n)
{
	char buf[64];

	if (tell_amount(n, ashby_text_str(""), buf))
		doc_label(doc, style, buf);
}

static void range(struct doc *doc, unsigned style, struct ashby_value value)
{
	double min = ashby_value_number(ashby_get(value, "minValue"), NAN);
	double max = ashby_value_number(ashby_get(value, "maxValue"), NAN);
	struct ashby_text currency = ashby_get_text(value, "currencyCode");
	struct ashby_text interval = ashby_get_text(value, "interval");
	char buf[64];

	if (tell_amount(min, currency, buf))
		doc_label(doc, style, buf);
	doc_label(doc, style, " to ");
	if (tell_amount(max, ashby_text_str(""), buf))
		doc_label(doc, style, buf);
	if (interval.len > 0 && !ashby_text_equal(interval, ashby_text_str("NONE"))) {
		doc_label(doc, ROLE_DIM, " per ");
		doc_text(doc, ROLE_DIM, interval);
	}
}

static void json(struct doc *doc, unsigned style, struct ashby_value value)
{
	struct ashby_buf out;

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	if (ashby_value_print(&out, value, 0) == ASHBY_OK)
		doc_text(doc, style, ashby_text_of(out.data, out.len));
	ashby_buf_release(&out);
}

/* Objects that the API uses for values: money, ranges, rich text, a score, an id, a place. */
static void object(struct page *page, struct doc *doc, unsigned style, struct ashby_value value)
{
	struct ashby_value inner = ashby_get(value, "value");
	const struct ashby_value none = { NULL };
	char buf[64];

	if (ashby_get(value, "currencyCode").node && tell_money(value, buf))
		doc_label(doc, style, buf);
	else if (ashby_get(value, "minValue").node)
		range(doc, style, value);
	else if (inner.node)
		block_value(page, doc, style, inner, none);
	else if (ashby_get(value, "score").node)
		block_value(page, doc, style, ashby_get(value, "score"), none);
	else
		json(doc, style, value);
}

static void joined(struct page *page, struct doc *doc, unsigned style, struct ashby_value list)
{
	const struct ashby_value none = { NULL };
	struct ashby_value v = ashby_value_first(list);

	if (!v.node)
		doc_label(doc, ROLE_DIM, "-");
	for (bool first = true; v.node; v = ashby_value_next(v), first = false) {
		if (!first)
			doc_label(doc, style, ", ");
		block_value(page, doc, style, v, none);
	}
}

static void text_value(struct page *page, struct doc *doc, unsigned style, struct ashby_text text)
{
	int64_t ms;
	char buf[32];

	if (text.len == 10 && tell_calendar(text, buf))
		doc_label(doc, style, buf);
	else if (text.len >= 20 && text.len < 32 && text.raw[10] == 'T' && ashby_date_parse(text, &ms))
		doc_label(doc, style, tell_time(page->app->zone, ms, app_now(page->app), buf));
	else
		block_text(doc, style, text);
}

void block_value(struct page *page, struct doc *doc, unsigned style, struct ashby_value value,
	struct ashby_value label)
{
	if (ashby_type(label) == ASHBY_STRING || ashby_type(label) == ASHBY_ARRAY)
		value = label;
	switch (ashby_type(value)) {
	case ASHBY_ABSENT:
	case ASHBY_NULL: doc_label(doc, ROLE_DIM, "-"); break;
	case ASHBY_BOOL: doc_label(doc, style, ashby_value_bool(value, false) ? "yes" : "no"); break;
	case ASHBY_NUMBER: number(doc, style, ashby_value_number(value, 0)); break;
	case ASHBY_STRING: text_value(page, doc, style, ashby_value_text(value)); break;
	case ASHBY_ARRAY: joined(page, doc, style, value); break;
	case ASHBY_OBJECT: object(page, doc, style, value); break;
	}
}

bool block_custom_fields(struct page *page, struct doc *doc, struct ashby_value fields)
{
	struct ashby_value v = ashby_value_first(fields);

	if (!v.node)
		return false;
	for (; v.node; v = ashby_value_next(v)) {
		doc_line(doc);
		doc_hang(doc, 26);
		doc_label(doc, ROLE_DIM, "  ");
		block_text(doc, ROLE_DIM, ashby_get_text(v, "title"));
		doc_tab(doc, 26);
		block_value(page, doc, ROLE_TEXT, ashby_get(v, "value"), ashby_get(v, "valueLabel"));
		if (ashby_value_bool(ashby_get(v, "isPrivate"), false))
			doc_label(doc, ROLE_DIM, "  private");
	}
	return true;
}

/* ---- forms ---- */

struct ashby_value block_option(struct ashby_value field, struct ashby_value value)
{
	const struct ashby_value none = { NULL };
	struct ashby_text wanted = ashby_value_text(value);
	char digits[24] = "";

	if (ashby_type(value) == ASHBY_NUMBER) {
		snprintf(digits, sizeof digits, "%.15g", ashby_value_number(value, 0));
		wanted = ashby_text_str(digits);
	}
	if (wanted.len == 0)
		return none;
	for (struct ashby_value o = ashby_value_first(ashby_get(field, "selectableValues")); o.node;
		o = ashby_value_next(o))
		if (ashby_text_equal(ashby_get_text(o, "value"), wanted) &&
			ashby_get_text(o, "label").len > 0)
			return ashby_get(o, "label");
	return none;
}

static bool is_long(struct ashby_value value)
{
	struct ashby_text text = ashby_value_text(value);

	if (ashby_type(value) == ASHBY_OBJECT)
		text = ashby_get_text(value, "value");
	return text.len > 60 || memchr(text.raw ? text.raw : "", '\n', text.len);
}

static void form_field(struct page *page, struct doc *doc, struct ashby_value field, struct ashby_value value)
{
	struct ashby_text title = ashby_get_text(field, "title");
	struct ashby_value inner = ashby_get(value, "value");

	doc_line(doc);
	doc_hang(doc, 26);
	doc_label(doc, ROLE_DIM, "  ");
	block_text(doc, ROLE_DIM, title.len > 0 ? title : ashby_get_text(field, "path"));
	if (is_long(value)) {
		block_html(doc, ROLE_TEXT, ashby_value_text(inner.node ? inner : value), 4);
		return;
	}
	doc_tab(doc, 26);
	if (ashby_type(value) == ASHBY_ARRAY && ashby_get(field, "selectableValues").node) {
		struct ashby_value v = ashby_value_first(value);

		for (bool first = true; v.node; v = ashby_value_next(v), first = false) {
			doc_label(doc, ROLE_TEXT, first ? "" : ", ");
			block_value(page, doc, ROLE_TEXT, v, block_option(field, v));
		}
		return;
	}
	block_value(page, doc, ROLE_TEXT, value, block_option(field, value));
}

void block_form(struct page *page, struct doc *doc, struct ashby_value definition, struct ashby_value values)
{
	for (struct ashby_value s = ashby_value_first(ashby_get(definition, "sections")); s.node;
		s = ashby_value_next(s)) {
		for (struct ashby_value f = ashby_value_first(ashby_get(s, "fields")); f.node;
			f = ashby_value_next(f)) {
			struct ashby_value field = ashby_get(f, "field"), v;
			struct ashby_text path = ashby_get_text(field, "path");

			for (v = ashby_value_first(values); v.node; v = ashby_value_next(v))
				if (ashby_text_equal(ashby_value_key(v), path))
					break;
			if (ashby_type(v) != ASHBY_ABSENT && ashby_type(v) != ASHBY_NULL)
				form_field(page, doc, field, v);
		}
	}
}

void block_html(struct doc *doc, unsigned style, struct ashby_text text, int indent)
{
	struct ashby_buf plain;

	ashby_buf_init(&plain, ASHBY_BUF_MAX);
	html_plain(&plain, text);
	doc_block(doc, style, ashby_text_of(plain.data, plain.len), indent);
	ashby_buf_release(&plain);
}

/* ---- a candidate's small things ---- */

void block_tags(struct doc *doc, struct ashby_value tags)
{
	struct ashby_value v = ashby_value_first(tags);

	if (!v.node)
		doc_label(doc, ROLE_DIM, "-");
	for (bool first = true; v.node; v = ashby_value_next(v), first = false) {
		doc_label(doc, ROLE_TEXT, first ? "" : ", ");
		block_text(doc, ROLE_TEXT, ashby_get_text(v, "title"));
	}
}

/* The address without what every address has. */
static struct ashby_text short_url(struct ashby_text url)
{
	static const char *const heads[] = { "https://", "http://", "www." };

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		size_t len = strlen(heads[i]);

		if (url.len > len && memcmp(url.raw, heads[i], len) == 0)
			url = ashby_text_of(url.raw + len, url.len - len);
	}
	if (url.len > 0 && url.raw[url.len - 1] == '/')
		url.len--;
	return url;
}

void block_link(struct doc *doc, char letter, const char *words, struct ashby_text url)
{
	if (url.len == 0)
		return;
	doc_link(doc, letter, words, url);
	doc_line(doc);
	doc_hang(doc, 4);
	doc_labelf(doc, ROLE_PRESS, "  %c ", letter);
	doc_text(doc, ROLE_DIM, ashby_text_str(words));
	doc_tab(doc, 14);
	doc_text(doc, ROLE_TEXT, short_url(url));
}

void block_links(struct doc *doc, struct ashby_value candidate)
{
	char words[48], letter = 'a';

	block_link(doc, 'p', "profile", ashby_get_text(candidate, "profileUrl"));
	for (struct ashby_value v = ashby_value_first(ashby_get(candidate, "socialLinks")); v.node;
		v = ashby_value_next(v)) {
		struct ashby_text type = ashby_get_text(v, "type"), url = ashby_get_text(v, "url");

		if (url.len == 0)
			url = ashby_get_text(v, "value");
		snprintf(words, sizeof words, "%.*s", (int)(type.len < 40 ? type.len : 40),
			type.raw ? type.raw : "");
		if (letter == 'p')
			letter++;
		block_link(doc, letter, words, url);
		letter = (char)(letter < 'z' ? letter + 1 : letter);
	}
}
