/*
 * theme.h: roles to attributes. Default colours and the eight ANSI names only, so it works on white and on black;
 * meaning never rests on colour alone. NO_COLOR and terminals without colour get the mono theme.
 */
#ifndef THEME_H
#define THEME_H

#include <stdbool.h>
#include "draw.h"

struct look {
	short colour; /* -1 default, 0..7 ANSI; a user's theme may have up to 255 */
	unsigned char bold, dim, reverse, underline;
};

struct theme {
	const char *name;
	struct look look[ROLE_COUNT];
};

const struct theme *theme_find(const char *name); /* "plain", "mono", "contrast"; NULL if there is none */
const struct theme *theme_at(unsigned i);         /* NULL past the end */
const struct theme *theme_now(void);
void theme_use(const struct theme *theme);

/* ---- theme_file.c ---- */

typedef void theme_error_fn(void *arg, int line, const char *why);

/* Reads lines over what the theme has. Wrong ones are told and left out; returns how many. */
int theme_parse(struct theme *theme, const char *text, theme_error_fn *fn, void *arg);
bool theme_colour(const char *word, short *out);
/* The nearest of so many colours. */
short theme_within(short colour, int available);

#endif
