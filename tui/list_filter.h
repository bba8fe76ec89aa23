/*
 * list_filter.h: the words typed after "/": all must be met. Each is a part of one of the texts, case aside; "!x": of
 * none of them; "~x": its letters occur in order. A word may name a field: "stage:onsite", "age>7", "added<2026-11-01",
 * "status=active"; "two words" in quotes are one. Pure: which fields there are, and what they hold, the caller says.
 */
#ifndef LIST_FILTER_H
#define LIST_FILTER_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/text.h>

enum { LIST_TERMS = 8, LIST_TERM = 64 };

enum list_op { LIST_HAS, LIST_IS, LIST_MORE, LIST_LESS };

struct list_term {
	bool not, fuzzy;
	int field; /* what the caller knows the field by, -1: a word for all of them */
	enum list_op op;
	char text[LIST_TERM];
	double number;        /* NAN: the text is none */
	int64_t unit_ms;      /* of a number that is an age: 7d, 3h; 0: no unit */
	int year, month, day; /* of a date: 2026, 2026-11, 2026-11-24; 0: not given */
};

struct list_words {
	struct list_term term[LIST_TERMS];
	int count;
	char unknown[LIST_TERM]; /* a word before an operator that is no field; it was taken for text */
};

/* A field by its name or the beginning of it; -1 if there is none. */
typedef int list_field_fn(void *arg, const char *name);

/* field may be NULL: then there are none. */
void list_words_parse(struct list_words *words, const char *typed, list_field_fn *field, void *arg);
/* Whether the words for all fields are met by these texts. */
bool list_words_match(const struct list_words *words, const struct ashby_text *text, unsigned count);
/* Whether a word for one field is met by its text, its number, its age. What is not known meets nothing but a "!". */
bool list_term_text(const struct list_term *term, struct ashby_text text);
bool list_term_number(const struct list_term *term, double value);
bool list_term_age(const struct list_term *term, double age_ms);
/* By a time, when the word is a date that begins and ends (one past) then. */
bool list_term_time(const struct list_term *term, int64_t at, int64_t begin, int64_t end);
/* Whether whatever meets `now` has met `before` too, so that only what is shown has to be looked at. */
bool list_words_narrow(const struct list_words *before, const struct list_words *now);

#endif
