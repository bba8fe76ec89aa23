/*
 * theme.h: roles to attributes. Default colours and the eight ANSI names only, so it works on white and on black;
 * meaning never rests on colour alone. NO_COLOR and terminals without colour get the mono theme.
 */
#ifndef THEME_H
#define THEME_H

#include <stdbool.h>
#include "draw.h"

struct look {
	signed char colour;  /* -1 default, 0..7 ANSI */
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

#endif
