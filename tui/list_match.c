/*
 * list_match.c: the words of a filter on the rows of a list: which field a word names, and whether a row has what it
 * asks for. Looks at loaded rows only. Draws nothing.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "list_in.h"

/*
 * How a field is known between two parses of what is typed: a column by its index; a field that is in no column by the
 * reference that leads to its kind (0: none, it is the row's own) and its index there.
 */
enum { PREFIX_MIN = 2, INSIDE_MIN = 3, PER_KIND = 64, PATH = 128, VALUES = 40, VALUE_ROWS = 4000, ME = 160 };

/* ---- names ---- */

/* Whether a part of a path ("currentInterviewStage", "title") begins with the name. */
static bool part_begins(const char *path, const char *name, size_t len)
{
	bool begins = true;

	for (; *path; path++) {
		if (begins && strncasecmp(path, name, len) == 0)
			return true;
		begins = !isalnum((unsigned char)*path);
	}
	return false;
}

static bool is_inside(const char *path, const char *name, size_t len)
{
	for (; *path; path++) {
		if (strncasecmp(path, name, len) == 0)
			return true;
	}
	return false;
}

/* A title as it is typed: lower case, one word. */
static void title_word(const char *title, char out[static LIST_TERM])
{
	size_t n = 0;

	for (; *title && n + 1 < LIST_TERM; title++)
		out[n++] = *title == ' ' ? '-' : (char)tolower((unsigned char)*title);
	out[n] = '\0';
}

static int among_columns(const struct list *l, const char *name)
{
	size_t len = strlen(name);
	int exact = column_named(l, name);
	char word[LIST_TERM];

	if (exact >= 0 || len < PREFIX_MIN)
		return exact;
	for (unsigned i = 0; i < l->columns; i++) {
		title_word(l->column[i].title, word);
		if (strncasecmp(word, name, len) == 0)
			return (int)i;
	}
	for (unsigned i = 0; i < l->columns; i++) {
		if (l->column[i].path && part_begins(l->column[i].path, name, len))
			return (int)i;
	}
	return -1;
}

/* Ids say nothing to a person. */
static bool is_for_people(const struct ashby_column *column)
{
	size_t len = strlen(column->path);

	return column->type != ASHBY_COLUMN_REF &&
		strcasecmp(column->path + (len > 2 ? len - 2 : 0), "id") != 0;
}

static int among_fields(enum ashby_kind kind, const char *name)
{
	const struct ashby_kind_info *info = ashby_kind_info(kind);
	size_t len = strlen(name);

	for (unsigned i = 0; i < info->column_count && i < PER_KIND; i++) {
		if (is_for_people(&info->columns[i]) && is_inside(info->columns[i].path, name, len))
			return (int)i;
	}
	return -1;
}

static int find_field(void *arg, const char *name)
{
	const struct list *l = arg;
	enum ashby_kind kind = l->page->view->kind;
	const struct ashby_kind_info *info = ashby_kind_info(kind);
	int found = among_columns(l, name);

	if (found >= 0 || strlen(name) < INSIDE_MIN)
		return found;
	found = among_fields(kind, name);
	if (found >= 0)
		return LIST_COLUMNS + found;
	for (unsigned i = 0; i < info->column_count && i < PER_KIND; i++) {
		if (info->columns[i].type != ASHBY_COLUMN_REF)
			continue;
		found = among_fields(info->columns[i].ref, name);
		if (found >= 0)
			return LIST_COLUMNS + PER_KIND * ((int)i + 1) + found;
	}
	return -1;
}

/* The field behind such a number. */
static bool resolve(const struct list *l, int number, struct ashby_field *out)
{
	const struct ashby_kind_info *info = ashby_kind_info(l->page->view->kind);
	int way = (number - LIST_COLUMNS) / PER_KIND, column = (number - LIST_COLUMNS) % PER_KIND;
	char path[PATH];

	if (way == 0)
		return ashby_field_find(l->page->view->kind, info->columns[column].path, out);
	snprintf(path, sizeof(path), "%s->%s", info->columns[way - 1].path,
		ashby_kind_info(info->columns[way - 1].ref)->columns[column].path);
	return ashby_field_find(l->page->view->kind, path, out);
}

/* ---- what was typed ---- */

/* "me" in a field is the name that Ashby has for the account's person. */
static void name_me(const struct app *app, struct list_term *term)
{
	struct ashby_field first, last;
	struct ashby_text a, b;
	uint32_t row;
	char name[ME];

	if (strcasecmp(term->text, "me") != 0 || !*app->me_id ||
		!ashby_field_find(ASHBY_USERS, "firstName", &first) ||
		!ashby_field_find(ASHBY_USERS, "lastName", &last))
		return;
	row = ashby_store_find(app->store, ASHBY_USERS, ashby_text_str(app->me_id));
	a = ashby_field_text(app->store, &first, row);
	b = ashby_field_text(app->store, &last, row);
	snprintf(name, sizeof(name), "%.*s %.*s", (int)a.len, a.raw ? a.raw : "", (int)b.len,
		b.raw ? b.raw : "");
	snprintf(term->text, sizeof(term->text), "%.*s", LIST_TERM - 1, name);
}

void match_parse(struct list *l, const char *typed)
{
	list_words_parse(&l->words, typed, find_field, l);
	for (int t = 0; t < l->words.count; t++) {
		struct list_term *term = &l->words.term[t];

		if (term->field < 0)
			continue;
		name_me(l->page->app, term);
		if (term->field >= LIST_COLUMNS && !resolve(l, term->field, &l->term_field[t]))
			term->field = -1;
	}
}

/* ---- matching ---- */

/* First and one past the last instant of a date, in a zone; NULL is UTC. */
static void span(const struct list_term *term, const struct ashby_zone *zone, int64_t *begin, int64_t *end)
{
	struct ashby_wall from = { .year = term->year, .month = term->month, .day = term->day }, to = from;

	if (term->day)
		to.day++;
	else if (term->month)
		to.month++;
	else
		to.year++;
	from.month = from.month ? from.month : 1;
	from.day = from.day ? from.day : 1;
	if (to.month > 12) {
		to.month = 1;
		to.year++;
	}
	to.month = to.month ? to.month : 1;
	/* A day past the month's last is the first of the next: the calendar's arithmetic takes it. */
	if (term->day) {
		int64_t days = ashby_date_days(term->year, term->month, term->day) + 1;

		ashby_date_civil(days, &to.year, &to.month, &to.day);
	}
	to.day = to.day ? to.day : 1;
	*begin = ashby_zone_instant(zone, &from);
	*end = ashby_zone_instant(zone, &to);
}

static bool meets_time(const struct list *l, const struct list_term *term, int64_t at)
{
	int64_t begin, end;

	if (!term->year)
		return list_term_age(
			term, at == ASHBY_NO_TIME ? (double)NAN : (double)(app_now(l->page->app) - at));
	span(term, l->page->app->zone, &begin, &end);
	return list_term_time(term, at, begin, end);
}

/* A calendar day is in no zone. */
static bool meets_day(const struct list_term *term, struct ashby_text text)
{
	int64_t begin, end, at;

	span(term, NULL, &begin, &end);
	return list_term_time(term, ashby_date_parse(text, &at) ? at : ASHBY_NO_TIME, begin, end);
}

static bool is_number(const struct list_term *term)
{
	return !isnan(term->number);
}

static bool meets_field(
	const struct list *l, const struct list_term *term, const struct ashby_field *field, uint32_t row)
{
	const struct ashby_store *store = l->page->app->store;

	if (field->type == ASHBY_COLUMN_TIME && (term->year || is_number(term)))
		return meets_time(l, term, ashby_field_time(store, field, row));
	if ((field->type == ASHBY_COLUMN_NUMBER || field->type == ASHBY_COLUMN_COUNT) && is_number(term))
		return list_term_number(term, ashby_field_number(store, field, row));
	if (field->type == ASHBY_COLUMN_TEXT && term->year && term->op != LIST_HAS)
		return meets_day(term, ashby_field_text(store, field, row));
	return list_term_text(term, ashby_field_text(store, field, row));
}

/* A cell that the view computes: its key is an age, a time or a number, as the column is shown. */
static bool meets_key(const struct list *l, const struct list_term *term, enum column_show show, double key)
{
	int64_t now = app_now(l->page->app);

	if (show == SHOW_AGE)
		return meets_time(l, term, isnan(key) ? ASHBY_NO_TIME : now - (int64_t)key);
	if (show == SHOW_DATE || show == SHOW_TIME)
		return meets_time(l, term, isnan(key) ? ASHBY_NO_TIME : (int64_t)key);
	return list_term_number(term, key);
}

static bool meets_cell(struct list *l, const struct list_term *term, uint32_t row)
{
	unsigned column = (unsigned)term->field;
	struct list_term said = *term;
	struct cell cell;
	bool met;

	cell_get(l, column, row, &cell);
	if ((is_number(term) || term->year) && l->column[column].show != SHOW_TEXT)
		return meets_key(l, term, l->column[column].show, cell.key);
	/* A custom field that is a date or a number is compared as such. */
	if (l->custom[column] && term->op != LIST_HAS && (is_number(term) || !isnan(cell.key)))
		return term->year ? meets_time(l, term, (int64_t)cell.key) : list_term_number(term, cell.key);
	said.not = false;
	met = list_term_text(&said, cell.text.len > 0 ? cell.text : ashby_text_str(cell.words));
	/* What is shown may be shorter than what there is: "M. Chen". */
	if (!met && l->has_field[column])
		met = list_term_text(&said, ashby_field_text(l->page->app->store, &l->field[column], row));
	return met != term->not ;
}

/* A column whose text is not its field's: an age in words, a date. */
static bool is_shown_otherwise(const struct list *l, const struct list_term *term)
{
	enum ashby_column_type type = l->field[term->field].type;

	return !is_number(term) && !term->year &&
		(type == ASHBY_COLUMN_TIME || type == ASHBY_COLUMN_NUMBER || type == ASHBY_COLUMN_COUNT);
}

static bool meets(struct list *l, int t, uint32_t row)
{
	const struct list_term *term = &l->words.term[t];

	if (term->field >= LIST_COLUMNS)
		return meets_field(l, term, &l->term_field[t], row);
	if (l->column[term->field].cell || !l->has_field[term->field] || is_shown_otherwise(l, term))
		return meets_cell(l, term, row);
	return meets_field(l, term, &l->field[term->field], row);
}

/* What the columns in view say of a row. */
static unsigned shown_texts(struct list *l, uint32_t row, struct cell *cell, struct ashby_text *text)
{
	unsigned n = 0;

	for (unsigned i = 0; i < l->columns; i++) {
		if (l->hidden[i])
			continue;
		if (!l->column[i].cell && l->has_field[i] && l->column[i].show == SHOW_TEXT) {
			text[n] = ashby_field_text(l->page->app->store, &l->field[i], row);
		} else {
			cell_get(l, i, row, &cell[n]);
			text[n] = cell[n].text.len > 0 ? cell[n].text : ashby_text_str(cell[n].words);
		}
		n++;
	}
	return n;
}

bool match_row(struct list *l, uint32_t row)
{
	struct cell cell[LIST_COLUMNS];
	struct ashby_text text[LIST_COLUMNS];
	int plain = 0;

	for (int t = 0; t < l->words.count; t++) {
		if (l->words.term[t].field < 0)
			plain++;
		else if (!meets(l, t, row))
			return false;
	}
	return plain == 0 || list_words_match(&l->words, text, shown_texts(l, row, cell, text));
}

/* ---- what could be typed ---- */

static const char *operators_of(const struct list *l, unsigned i)
{
	static const char *const hints[] = {
		[SHOW_TEXT] = "a part of the text, or =the whole",
		[SHOW_AGE] = "days: >7 <3 =0; or 12h, 2w, 2026-11-01",
		[SHOW_DATE] = "a date: >2026-11-01 =2026-11; days back: <7",
		[SHOW_TIME] = "a date: >2026-11-01 =2026-11; days back: <7",
		[SHOW_NUMBER] = "a number: >2 <10 =0",
		[SHOW_MONEY] = "a number: >90000",
	};

	return hints[l->column[i].show];
}

static void offer_fields(const struct list *l, const char *word, struct ashby_buf *out)
{
	const char *not = *word == '!' ? "!" : "";
	char name[LIST_TERM];

	word += *word == '!';
	for (unsigned i = 0; i < l->columns; i++) {
		bool text = l->column[i].show == SHOW_TEXT;

		title_word(l->column[i].title, name);
		if (strncasecmp(name, word, strlen(word)) == 0)
			ashby_buf_addf(out, "%s%s%s\t%s\n", not, name, text ? ":" : ">", operators_of(l, i));
	}
}

static bool offered(const struct ashby_buf *out, size_t from, const char *word, size_t len)
{
	const char *at = ashby_buf_str(out) + from;

	while (*at) {
		if (strncmp(at, word, len) == 0 && at[len] == '\t')
			return true;
		at = strchr(at, '\n') + 1;
	}
	return false;
}

/* The texts that a column has in the rows looked at first. */
static void offer_values(
	struct list *l, unsigned column, const char *word, size_t head, struct ashby_buf *out)
{
	struct ashby_text typed = ashby_text_str(word + head + (word[head] == '"'));
	struct ashby_buf one;
	size_t from = out->len;
	int values = 0;

	ashby_buf_init(&one, 4096);
	for (uint32_t i = 0; i < l->base_count && i < VALUE_ROWS && values < VALUES; i++) {
		struct ashby_text text = ashby_field_text(l->page->app->store, &l->field[column], l->base[i]);

		ashby_buf_clear(&one);
		ashby_buf_add(&one, word, head);
		ashby_buf_addc(&one, '"');
		if (text.len == 0 || text.len >= LIST_TERM || !ashby_text_find(text, typed) ||
			memchr(text.raw, '"', text.len) ||
			ashby_text_clean(&one, text, ASHBY_TEXT_LINE, NULL) != ASHBY_OK)
			continue;
		ashby_buf_addc(&one, '"');
		if (!memchr(text.raw, ' ', text.len)) {
			memmove(one.data + head, one.data + head + 1, one.len - head - 2);
			ashby_buf_cut(&one, one.len - 2);
		}
		if (offered(out, from, one.data, one.len))
			continue;
		ashby_buf_addf(out, "%s\t\n", ashby_buf_str(&one));
		values++;
	}
	ashby_buf_release(&one);
}

void match_complete(struct page *page, const char *word, struct ashby_buf *out)
{
	struct list *l = list_of(page);
	size_t head = strcspn(word, ":=");
	char name[LIST_TERM];
	int column;

	if (!word[head]) {
		offer_fields(l, word, out);
		return;
	}
	snprintf(name, sizeof(name), "%.*s", (int)(head - (*word == '!')), word + (*word == '!'));
	column = among_columns(l, name);
	if (column >= 0 && l->has_field[column] && l->column[column].show == SHOW_TEXT)
		offer_values(l, (unsigned)column, word, head + 1, out);
}

void match_hint(struct page *page, struct ashby_buf *out)
{
	const struct list *l = list_of(page);

	if (*l->words.unknown)
		ashby_buf_addf(out, "no field '%s' here, taken as text   ", l->words.unknown);
	ashby_buf_addf(out, "over %u loaded rows   !not ~loose field:value age>7   Tab, Enter, Esc",
		(unsigned)l->base_count);
}
