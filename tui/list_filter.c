/* list_filter.c: words of a filter against the texts of a row. Pure: knows no store and no column. */
#include "list_filter.h"

#include <string.h>

void list_words_parse(struct list_words *words, const char *typed)
{
	memset(words, 0, sizeof(*words));
	while (words->count < LIST_TERMS) {
		struct list_term *term = &words->term[words->count];
		size_t len;

		typed += strspn(typed, " \t");
		len = strcspn(typed, " \t");
		if (len == 0)
			return;
		*term = (struct list_term){ .not = *typed == '!', .fuzzy = *typed == '~' };
		if (len > 1 || (!term->not &&!term->fuzzy)) {
			size_t skip = term->not || term->fuzzy, keep = len - skip;

			keep = keep < LIST_TERM - 1 ? keep : LIST_TERM - 1;
			memcpy(term->text, typed + skip, keep);
			words->count++;
		}
		typed += len;
	}
}

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

		for (unsigned i = 0; i < count && !found; i++)
			found = term_in(term, text[i]);
		if (found == term->not )
			return false;
	}
	return true;
}

bool list_words_narrow(const struct list_words *before, const struct list_words *now)
{
	if (now->count < before->count)
		return false;
	for (int t = 0; t < before->count; t++) {
		const struct list_term *a = &before->term[t], *b = &now->term[t];

		if (a->not != b->not || a->fuzzy != b->fuzzy)
			return false;
		/* A longer word is met by fewer rows, its negation by more. */
		if (a->not ? strcmp(a->text, b->text) != 0 : strncmp(a->text, b->text, strlen(a->text)) != 0)
			return false;
	}
	return true;
}
