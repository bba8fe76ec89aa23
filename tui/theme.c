/* theme.c: the three built-in looks. Knows roles and numbers of colours, not how curses shows them. */
#include "theme.h"

#include <stddef.h>
#include <string.h>

enum { PLAIN_DEFAULT = -1, RED = 1, GREEN = 2, YELLOW = 3, CYAN = 6 };

/* data */
static const struct theme themes[] = {
	{ "plain",
		{
			[ROLE_TEXT] = { PLAIN_DEFAULT, 0, 0, 0, 0 },
			[ROLE_NOW] = { PLAIN_DEFAULT, 1, 0, 0, 0 },
			[ROLE_DIM] = { PLAIN_DEFAULT, 0, 1, 0, 0 },
			[ROLE_HEADING] = { PLAIN_DEFAULT, 1, 1, 0, 0 },
			[ROLE_LATE] = { YELLOW, 0, 0, 0, 0 },
			[ROLE_BAD] = { RED, 0, 0, 0, 0 },
			[ROLE_GOOD] = { GREEN, 0, 0, 0, 0 },
			[ROLE_PRESS] = { CYAN, 0, 0, 0, 0 },
			[ROLE_RULE] = { PLAIN_DEFAULT, 0, 1, 0, 0 },
			[ROLE_MATCH] = { PLAIN_DEFAULT, 1, 0, 0, 1 },
		} },
	{ "mono",
		{
			[ROLE_TEXT] = { PLAIN_DEFAULT, 0, 0, 0, 0 },
			[ROLE_NOW] = { PLAIN_DEFAULT, 1, 0, 0, 0 },
			[ROLE_DIM] = { PLAIN_DEFAULT, 0, 1, 0, 0 },
			[ROLE_HEADING] = { PLAIN_DEFAULT, 1, 1, 0, 0 },
			[ROLE_LATE] = { PLAIN_DEFAULT, 1, 0, 0, 0 },
			[ROLE_BAD] = { PLAIN_DEFAULT, 1, 0, 0, 1 },
			[ROLE_GOOD] = { PLAIN_DEFAULT, 0, 0, 0, 0 },
			[ROLE_PRESS] = { PLAIN_DEFAULT, 1, 0, 0, 0 },
			[ROLE_RULE] = { PLAIN_DEFAULT, 0, 1, 0, 0 },
			[ROLE_MATCH] = { PLAIN_DEFAULT, 1, 0, 0, 1 },
		} },
	{ "contrast",
		{
			[ROLE_TEXT] = { PLAIN_DEFAULT, 0, 0, 0, 0 },
			[ROLE_NOW] = { PLAIN_DEFAULT, 1, 0, 0, 1 },
			[ROLE_DIM] = { PLAIN_DEFAULT, 0, 0, 0, 0 },
			[ROLE_HEADING] = { PLAIN_DEFAULT, 1, 0, 0, 0 },
			[ROLE_LATE] = { YELLOW, 1, 0, 0, 0 },
			[ROLE_BAD] = { RED, 1, 0, 0, 0 },
			[ROLE_GOOD] = { GREEN, 1, 0, 0, 0 },
			[ROLE_PRESS] = { CYAN, 1, 0, 0, 0 },
			[ROLE_RULE] = { PLAIN_DEFAULT, 0, 0, 0, 0 },
			[ROLE_MATCH] = { PLAIN_DEFAULT, 1, 0, 0, 1 },
		} },
};

enum { THEMES = sizeof(themes) / sizeof(themes[0]) };
static const struct theme *now = &themes[0];

const struct theme *theme_find(const char *name)
{
	for (unsigned i = 0; i < THEMES; i++) {
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	}
	return NULL;
}

const struct theme *theme_at(unsigned i)
{
	return i < THEMES ? &themes[i] : NULL;
}

const struct theme *theme_now(void)
{
	return now;
}

void theme_use(const struct theme *theme)
{
	now = theme;
}
