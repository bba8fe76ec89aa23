/* list_filter.c: words of a filter against the texts of a row. Pure: knows no store and no column. */
#include "list_filter.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ashby/date.h>

enum { TOKEN = 128 };

#define HOUR_MS (INT64_C(60) * 60 * 1000)
#define DAY_MS (24 * HOUR_MS)

/* ---- reading ---- */

/* One word with its quotes resolved; *op_at is where the first operator outside quotes is, 0: none. */
struct token {
	char text[TOKEN];
	size_t len, op_at;
};

static const char *read_token(const char *at, struct token *out)
{
	bool quoted = false;

	*out = (struct token){ .len = 0 };
	for (; *at && (quoted || (*at != ' ' && *at != '\t')); at++) {
		if (*at == '"') {
			quoted = !quoted;
			continue;
		}
		if (!quoted && out->op_at == 0 && out->len > 0 && strchr(":<>=", *at))
			out->op_at = out->len;
		if (out->len + 1 < TOKEN)
			out->text[out->len++] = *at;
	}
	out->text[out->len] = '\0';
	return at;
}

static const struct {
	const char *name;
	int64_t ms;
} units[] = {
	{ "h", HOUR_MS },
	{ "d", DAY_MS },
	{ "w", 7 * DAY_MS },
	{ "mo", 30 * DAY_MS },
	{ "y", 365 * DAY_MS },
};

static void read_number(struct list_term *term)
{
	char *end;
	double number = strtod(term->text, &end);

	term->number = (double)NAN;
	if (end == term->text || !isdigit((unsigned char)end[-1]))
		return;
	if (*end == '\0')
		term->number = number;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(units[i].name, end) == 0) {
			term->number = number;
			term->unit_ms = units[i].ms;
		}
	}
}

/* Two digits after a dash, 1 to most; 0 if they are not that. */
static int read_part(const char *at, int most)
{
	int n;

	if (at[0] != '-' || !isdigit((unsigned char)at[1]) || !isdigit((unsigned char)at[2]))
		return 0;
	n = (at[1] - '0') * 10 + at[2] - '0';
	return n <= most ? n : 0;
}

static void read_date(struct list_term *term)
{
	size_t len = strlen(term->text);
	int month, day;

	if ((len != 4 && len != 7 && len != 10) || strspn(term->text, "0123456789-") != len ||
		strcspn(term->text, "-") != 4)
		return;
	month = len > 4 ? read_part(term->text + 4, 12) : 0;
	day = len > 7 ? read_part(term->text + 7, 31) : 0;
	if ((len > 4 && month == 0) || (len > 7 && day == 0))
		return;
	term->year = atoi(term->text);
	term->month = month;
	term->day = day;
}

static enum list_op operator_of(char c)
{
	return c == '>' ? LIST_MORE : c == '<' ? LIST_LESS : c == '=' ? LIST_IS : LIST_HAS;
}

/* "stage:onsite", "age:>7": the field, the operator and what is left. False if the name is no field. */
static bool read_field(struct list_term *term, struct token *token, list_field_fn *field, void *arg)
{
	char name[TOKEN];
	const char *value = token->text + token->op_at + 1;

	memcpy(name, token->text, token->op_at);
	name[token->op_at] = '\0';
	term->field = field ? field(arg, name) : -1;
	if (term->field < 0)
		return false;
	term->op = operator_of(token->text[token->op_at]);
	if (term->op == LIST_HAS && *value && strchr("<>=", *value))
		term->op = operator_of(*value++);
	token->len -= (size_t)(value - token->text);
	memmove(token->text, value, token->len + 1);
	return true;
}

static void drop_first(struct token *token)
{
	memmove(token->text, token->text + 1, token->len--);
	token->op_at -= token->op_at > 0;
}

/* False: the word is not whole yet ("!", "stage:") and asks for nothing. */
static bool read_term(struct list_words *words, struct token *token, list_field_fn *field, void *arg)
{
	struct list_term *term = &words->term[words->count];

	*term = (struct list_term){ .not = *token->text == '!', .field = -1, .number = (double)NAN };
	if (term->not )
		drop_first(token);
	term->fuzzy = *token->text == '~';
	if (term->fuzzy)
		drop_first(token);
	if (token->op_at > 0 && !term->fuzzy && !read_field(term, token, field, arg))
		snprintf(words->unknown, sizeof(words->unknown), "%.*s",
			(int)(token->op_at < LIST_TERM ? token->op_at : LIST_TERM - 1), token->text);
	if (token->len == 0)
		return false;
	snprintf(term->text, sizeof(term->text), "%.*s", LIST_TERM - 1, token->text);
	if (term->field >= 0) {
		read_number(term);
		read_date(term);
	}
	return true;
}

void list_words_parse(struct list_words *words, const char *typed, list_field_fn *field, void *arg)
{
	memset(words, 0, sizeof(*words));
	while (words->count < LIST_TERMS) {
		struct token token;

		typed += strspn(typed, " \t");
		if (!*typed)
			return;
		typed = read_token(typed, &token);
		words->count += read_term(words, &token, field, arg);
	}
}

/* ---- matching ---- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Letters in order, anything between them. */
static bool in_order(struct ashby_text hay, const char *needle)
{
	for (size_t i = 0; i < hay.len && *needle; i++) {
		if (lower(hay.raw[i]) == lower(*needle))
			needle++;
	}
	return *needle == '\0';
}

static bool term_in(const struct list_term *term, struct ashby_text text)
{
	return term->fuzzy ? in_order(text, term->text) : ashby_text_find(text, ashby_text_str(term->text));
}

bool list_words_match(const struct list_words *words, const struct ashby_text *text, unsigned count)
{
	for (int t = 0; t < words->count; t++) {
		const struct list_term *term = &words->term[t];
		bool found = false;

		if (term->field >= 0)
			continue;
		for (unsigned i = 0; i < count && !found; i++)
			found = term_in(term, text[i]);
		if (found == term->not )
			return false;
	}
	return true;
}

bool list_term_text(const struct list_term *term, struct ashby_text text)
{
	struct ashby_text wanted = ashby_text_str(term->text);
	bool met;

	if (term->op == LIST_HAS)
		met = ashby_text_find(text, wanted);
	else if (term->op == LIST_IS)
		met = ashby_text_find(text, wanted) && ashby_text_find(wanted, text);
	else
		met = text.len > 0 && (ashby_text_collate(text, wanted) > 0) == (term->op == LIST_MORE) &&
			ashby_text_collate(text, wanted) != 0;
	return met != term->not ;
}

static bool compare(const struct list_term *term, double value, double wanted)
{
	bool met = false;

	if (!isnan(value) && !isnan(wanted))
		met = term->op == LIST_MORE     ? value > wanted
			: term->op == LIST_LESS ? value < wanted
						: value == wanted;
	return met != term->not ;
}

bool list_term_number(const struct list_term *term, double value)
{
	return compare(term, value, term->number);
}

/* In whole units, as ages are shown: what reads "7d" is not more than 7. */
bool list_term_age(const struct list_term *term, double age_ms)
{
	return compare(term, floor(age_ms / (double)(term->unit_ms ? term->unit_ms : DAY_MS)), term->number);
}

bool list_term_time(const struct list_term *term, int64_t at, int64_t begin, int64_t end)
{
	bool met = false;

	if (at != ASHBY_NO_TIME)
		met = term->op == LIST_MORE     ? at >= end
			: term->op == LIST_LESS ? at < begin
						: at >= begin && at < end;
	return met != term->not ;
}

/* ---- while typing ---- */

bool list_words_narrow(const struct list_words *before, const struct list_words *now)
{
	if (now->count < before->count)
		return false;
	for (int t = 0; t < before->count; t++) {
		const struct list_term *a = &before->term[t], *b = &now->term[t];

		if (a->not != b->not || a->fuzzy != b->fuzzy || a->field != b->field || a->op != b->op)
			return false;
		/* A longer word is met by fewer rows; its negation, and a comparison, by others. */
		if (a->not || a->op != LIST_HAS || (a->field >= 0 && !isnan(b->number))
				? strcmp(a->text, b->text) != 0
				: strncmp(a->text, b->text, strlen(a->text)) != 0)
			return false;
	}
	return true;
}
