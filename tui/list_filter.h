/*
 * list_filter.h: the words typed after "/": all must be met. Each is a part of one of the texts, case aside; "!x": of
 * none of them; "~x": its letters occur in order. Pure.
 */
#ifndef LIST_FILTER_H
#define LIST_FILTER_H

#include <stdbool.h>
#include <ashby/text.h>

enum { LIST_TERMS = 8, LIST_TERM = 64 };

struct list_term {
	bool not, fuzzy;
	char text[LIST_TERM];
};

struct list_words {
	struct list_term term[LIST_TERMS];
	int count;
};

void list_words_parse(struct list_words *words, const char *typed);
bool list_words_match(const struct list_words *words, const struct ashby_text *text, unsigned count);
/* Whether whatever meets `now` has met `before` too, so that only what is shown has to be looked at. */
bool list_words_narrow(const struct list_words *before, const struct list_words *now);

#endif
