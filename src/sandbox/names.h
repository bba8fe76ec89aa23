/*
 * names.h: people's names from many places and scripts, and the words their records are made of.
 * Every code point here takes the same columns in glibc's wcwidth and in libvterm.
 */
#ifndef SANDBOX_NAMES_H
#define SANDBOX_NAMES_H

#include <stdbool.h>

struct name {
	const char *shown;
	const char *ascii; /* for an e-mail address and for a PDF */
};

struct culture {
	const char *country, *region, *city, *timezone;
	const char *dial; /* telephone prefix; the rest is in a range kept for fiction */
	const struct name *given;
	const struct name *family;
	unsigned given_count, family_count;
	bool family_first;
	unsigned weight; /* how many of 100 candidates */
};

extern const struct culture cultures[];
extern const unsigned culture_count;

/* Lists of words, ended by NULL. */
extern const char *const companies[];
extern const char *const schools[];
extern const char *const note_texts[];
extern const char *const note_html[];
extern const char *const feedback_texts[];
extern const char *const cover_texts[];
extern const char *const user_agents[];
unsigned word_count(const char *const *list);

#endif
