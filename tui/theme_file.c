/*
 * theme_file.c: a theme of one's own: lines "role colour [bold] [dim] [reverse] [underline]" over the plain one. A colour
 * is a name, "default", a number up to 255 or #rrggbb; a terminal with fewer shows the nearest it has. Pure.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "theme.h"

enum { WORD = 32, LINE = 256, CUBE = 16, GREYS = 232 };

static const char *const roles[ROLE_COUNT] = {
	[ROLE_TEXT] = "text",
	[ROLE_NOW] = "now",
	[ROLE_DIM] = "dim",
	[ROLE_HEADING] = "heading",
	[ROLE_LATE] = "late",
	[ROLE_BAD] = "bad",
	[ROLE_GOOD] = "good",
	[ROLE_PRESS] = "press",
	[ROLE_RULE] = "rule",
	[ROLE_MATCH] = "match",
};

static const char *const colours[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan",
	"white" };
enum { COLOURS = sizeof(colours) / sizeof(colours[0]) };

/* ---- colours ---- */

/* The levels of the 6x6x6 cube that terminals of 256 colours have. */
static const int levels[] = { 0, 95, 135, 175, 215, 255 };

static int nearest_level(int value)
{
	int best = 0;

	for (int i = 1; i < 6; i++) {
		if (abs(levels[i] - value) < abs(levels[best] - value))
			best = i;
	}
	return best;
}

static short cube(int red, int green, int blue)
{
	return (short)(CUBE + 36 * nearest_level(red) + 6 * nearest_level(green) + nearest_level(blue));
}

bool theme_colour(const char *word, short *out)
{
	char *end;
	long n;

	if (strcasecmp(word, "default") == 0 || strcmp(word, "-") == 0) {
		*out = -1;
		return true;
	}
	for (int i = 0; i < COLOURS; i++) {
		if (strcasecmp(colours[i], word) == 0) {
			*out = (short)i;
			return true;
		}
	}
	if (*word == '#' && strlen(word) == 7 && strspn(word + 1, "0123456789abcdefABCDEF") == 6) {
		n = strtol(word + 1, NULL, 16);
		*out = cube((int)(n >> 16 & 255), (int)(n >> 8 & 255), (int)(n & 255));
		return true;
	}
	n = strtol(word, &end, 10);
	if (end == word || *end != '\0' || n < 0 || n > 255)
		return false;
	*out = (short)n;
	return true;
}

/* By its brightest parts: one bit each of red, green, blue. */
static short of_eight(int red, int green, int blue)
{
	int most = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
	int half = most > 2 ? most / 2 : most;

	return most == 0 ? 0
			 : (short)((red > half || red == most) | (green > half || green == most) << 1 |
				   (blue > half || blue == most) << 2);
}

short theme_within(short colour, int available)
{
	int n = colour - CUBE;

	if (colour < 0 || colour < available)
		return colour;
	if (colour < CUBE)
		return (short)(colour % COLOURS);
	if (colour >= GREYS)
		return colour < GREYS + 8 ? 0 : 7;
	return of_eight(n / 36, n / 6 % 6, n % 6);
}

/* ---- lines ---- */

static const char *next_word(const char *at, char out[static WORD])
{
	size_t len;

	at += strspn(at, " \t\r");
	len = strcspn(at, " \t\r");
	snprintf(out, WORD, "%.*s", (int)len, at);
	return at + len;
}

static bool set_flag(struct look *look, const char *word)
{
	const struct {
		const char *name;
		unsigned char *flag;
	} flags[] = { { "bold", &look->bold }, { "dim", &look->dim }, { "reverse", &look->reverse },
		{ "underline", &look->underline } };

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (strcasecmp(flags[i].name, word) == 0) {
			*flags[i].flag = 1;
			return true;
		}
	}
	return false;
}

/* NULL, or what is wrong with the line. */
static const char *read_line(struct theme *theme, const char *line)
{
	struct look look = { .colour = -1 };
	char word[WORD];
	int role = 0;

	line = next_word(line, word);
	if (!*word || *word == '#')
		return NULL;
	while (role < ROLE_COUNT && strcasecmp(roles[role], word) != 0)
		role++;
	if (role == ROLE_COUNT)
		return "no such role: text now dim heading late bad good press rule match";
	line = next_word(line, word);
	if (!theme_colour(word, &look.colour))
		return "a colour is default, black to white, 0 to 255, or #rrggbb";
	while (*(line = next_word(line, word)) || *word) {
		if (!set_flag(&look, word))
			return "after the colour: bold, dim, reverse, underline";
	}
	theme->look[role] = look;
	return NULL;
}

int theme_parse(struct theme *theme, const char *text, theme_error_fn *fn, void *arg)
{
	int bad = 0;

	for (int number = 1; *text; number++) {
		size_t len = strcspn(text, "\n");
		const char *why = "the line is too long";
		char line[LINE];

		if (len < sizeof(line)) {
			memcpy(line, text, len);
			line[len] = '\0';
			why = read_line(theme, line);
		}
		if (why) {
			fn(arg, number, why);
			bad++;
		}
		text += len + (text[len] == '\n');
	}
	return bad;
}
