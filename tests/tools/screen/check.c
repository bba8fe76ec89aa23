/* check.c: the list of what may be written to a terminal, and the parser that holds a program to it. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRING_MAX = 128 * 1024 };

static const struct {
	const char *name;
	unsigned bit;
} allowed[] = {
	{ "bell", CHECK_BELL },
	{ "osc52", CHECK_OSC52 },
	{ "title", CHECK_TITLE },
	{ "mouse", CHECK_MOUSE },
	{ "focus", CHECK_FOCUS },
	{ "sync", CHECK_SYNC },
	{ "tmux", CHECK_TMUX },
	{ "palette", CHECK_PALETTE },
};

enum end { ANY, OFF, ON };

/* The modes that may be set and reset, and how they must be when the program has ended. */
static const struct {
	const char *name;
	char mark; /* '?' or none */
	int number;
	unsigned needs;
	enum end end;
} modes[] = {
	{ "application cursor keys", '?', 1, 0, OFF },
	{ "reverse video", '?', 5, CHECK_BELL, OFF },
	{ "autowrap", '?', 7, 0, ON },
	{ "the cursor's blinking", '?', 12, 0, ANY },
	{ "the cursor", '?', 25, 0, ON },
	{ "mouse clicks", '?', 1000, CHECK_MOUSE, OFF },
	{ "mouse drags", '?', 1002, CHECK_MOUSE, OFF },
	{ "mouse moves", '?', 1003, CHECK_MOUSE, OFF },
	{ "focus reports", '?', 1004, CHECK_FOCUS, OFF },
	{ "SGR mouse", '?', 1006, CHECK_MOUSE, OFF },
	{ "the alternate screen", '?', 1049, 0, OFF },
	{ "bracketed paste", '?', 2004, 0, OFF },
	{ "synchronized output", '?', 2026, CHECK_SYNC, OFF },
	{ "insert mode", 0, 4, 0, OFF },
};

enum { MODES = sizeof(modes) / sizeof(modes[0]) };

/* Final bytes of the CSI sequences that move, erase, insert, delete, scroll and colour; h, l, t, r, b and m are looked
 * at more closely. */
static const char finals[] = "ABCDEFGHJKLMPSTXZ@`adefgbmrthl";

void check_init(struct check *c, check_emit_fn *emit, void *to)
{
	memset(c, 0, sizeof(*c));
	c->emit = emit;
	c->to = to;
	for (int i = 0; i < MODES; i++)
		c->on[i] = modes[i].end == ON;
}

unsigned check_allow_named(const char *name)
{
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (!strcmp(allowed[i].name, name))
			return allowed[i].bit;
	return 0;
}

static int mode_row(char mark, int number)
{
	for (int i = 0; i < MODES; i++)
		if (modes[i].mark == mark && modes[i].number == number)
			return i;
	return -1;
}

int check_cursor_keys(const struct check *c)
{
	return c->on[mode_row('?', 1)];
}

const char *check_left_on(const struct check *c, int rows)
{
	static char words[96];

	for (int i = 0; i < MODES; i++) {
		if (modes[i].end == ANY || c->on[i] == (modes[i].end == ON))
			continue;
		snprintf(words, sizeof(words), "%s is left %s", modes[i].name, c->on[i] ? "on" : "off");
		return words;
	}
	if (c->keypad)
		return "the keypad is left in application mode";
	if (c->shifted || c->drawing)
		return "the line drawing characters are left on";
	if (c->titles)
		return "the window's title was pushed and popped unevenly";
	if (c->top && !(c->top == 1 && c->bottom == rows))
		return "a scroll region is left set";
	if (c->state != CHECK_GROUND)
		return "the output ends inside a sequence";
	return NULL;
}

/* Notes the sequence in c->seq as one that must not be written, in readable form. */
static void find(struct check *c, const char *why)
{
	size_t at;

	if (c->findings++)
		return;
	at = (size_t)snprintf(c->finding, sizeof(c->finding), "byte %zu: %s:", c->bytes, why);
	for (size_t i = 0; i < c->len && at + 8 < sizeof(c->finding); i++) {
		unsigned char b = (unsigned char)c->seq[i];

		at += (size_t)snprintf(
			c->finding + at, sizeof(c->finding) - at, b > ' ' && b < 0x7f ? " %c" : " %02x", b);
	}
}

static void flush(struct check *c)
{
	c->emit(c->to, c->seq, c->len);
	c->len = 0;
	c->state = CHECK_GROUND;
}

/* Ends a sequence that is not on the list: the emulator does not see it. */
static void drop(struct check *c, const char *why)
{
	find(c, why);
	c->len = 0;
	c->state = CHECK_GROUND;
}

static void csi_modes(struct check *c, char mark, int set)
{
	const char *at = c->seq + 2 + (mark != 0);

	do {
		int row = mode_row(mark, atoi(at));

		if (row < 0 || (modes[row].needs & ~c->allow)) {
			drop(c, "a mode that is not on the list");
			return;
		}
		c->on[row] = set;
		at = strchr(at, ';');
	} while (at++);
	flush(c);
}

/* REP: the emulator of our version does not know it, so it gets the characters themselves. */
static void csi_repeat(struct check *c, int count)
{
	c->len = 0;
	c->state = CHECK_GROUND;
	for (int i = 0; i < (count ? count : 1) && i < 1000; i++)
		c->emit(c->to, c->last, c->last_len);
}

/* SGR: the emulator knows no dim, and we have no use for crossed-out text, so one stands for the other. */
static void csi_colours(struct check *c)
{
	char out[CHECK_SEQ * 2];
	size_t len = 0;
	char *at = c->seq + 2;
	int skip = 0;

	c->emit(c->to, "\033[", 2);
	for (;;) {
		size_t n = strcspn(at, ";m");
		int number = atoi(at);
		const char *word = skip || n > 3 ? NULL
			: number == 2 && n       ? "9"
			: number == 22           ? "22;29"
						 : NULL;

		/* 38;5;N and 48;5;N: what follows is a colour, not an attribute. */
		if (skip)
			skip--;
		else if (number == 38 || number == 48)
			skip = 2;
		len += (size_t)snprintf(out + len, sizeof(out) - len, "%.*s%c",
			word ? (int)strlen(word) : (int)n, word ? word : at, at[n]);
		if (at[n] != ';')
			break;
		at += n + 1;
	}
	c->emit(c->to, out, len);
	c->len = 0;
	c->state = CHECK_GROUND;
}

/* A whole CSI sequence is in c->seq. */
static void csi(struct check *c)
{
	char final = c->seq[c->len - 1];
	char mark = c->seq[2] == '?' ? '?' : 0;
	int first = atoi(c->seq + 2);

	c->seq[c->len] = '\0';
	if (!strchr(finals, final) ||
		strspn(c->seq + 2 + (mark != 0), "0123456789;") != c->len - 3 - (mark != 0)) {
		drop(c, "a sequence that is not on the list");
	} else if (final == 'h' || final == 'l') {
		csi_modes(c, mark, final == 'h');
	} else if (mark) {
		drop(c, "a private sequence that is not on the list");
	} else if (final == 't') {
		if (strcmp(c->seq, "\033[22;0;0t") && strcmp(c->seq, "\033[23;0;0t")) {
			drop(c, "a window operation that is not on the list");
			return;
		}
		c->titles += first == 22 ? 1 : -1;
		c->len = 0;
		c->state = CHECK_GROUND;
	} else if (final == 'b') {
		csi_repeat(c, first);
	} else if (final == 'm') {
		csi_colours(c);
	} else {
		if (final == 'r') {
			const char *second = strchr(c->seq, ';');

			c->top = first;
			c->bottom = second ? atoi(second + 1) : 0;
		}
		flush(c);
	}
}

/* An OSC or DCS string has ended. */
static void string(struct check *c)
{
	static const struct {
		const char *begins;
		unsigned needs;
	} known[] = {
		{ "\033]52;", CHECK_OSC52 },
		{ "\033]0;", CHECK_TITLE },
		{ "\033]2;", CHECK_TITLE },
		{ "\033Ptmux;", CHECK_TMUX },
		{ "\033]104\a", CHECK_PALETTE },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (!strncmp(c->seq, known[i].begins, strlen(known[i].begins)) &&
			(c->allow & known[i].needs)) {
			c->len = 0;
			c->state = CHECK_GROUND;
			return;
		}
	}
	drop(c, "a string that is not on the list");
}

static void escape(struct check *c, char b)
{
	if (b == '[') {
		c->state = CHECK_CSI;
	} else if (b == ']' || b == 'P') {
		c->state = CHECK_STRING;
		c->string_len = 0;
	} else if (b == '(' || b == ')') {
		c->state = CHECK_CHARSET;
	} else if (strchr("78M", b)) {
		flush(c);
	} else if (b == '=' || b == '>') {
		c->keypad = b == '=';
		flush(c);
	} else {
		drop(c, "an escape that is not on the list");
	}
}

/* The code point in c->seq is complete: C1 and bidirectional controls are controls in any spelling. */
static void character(struct check *c)
{
	const unsigned char *s = (const unsigned char *)c->seq;
	unsigned long code = c->len == 2 ? s[0] & 0x1fUL : c->len == 3 ? s[0] & 0x0fUL : s[0] & 0x07UL;
	static const unsigned long least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	for (size_t i = 1; i < c->len; i++)
		code = code << 6 | (s[i] & 0x3fUL);
	if (code < least[c->len] || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff) {
		drop(c, "a character that is not UTF-8");
	} else if (code < 0xa0 || code == 0x61c || code == 0x200e || code == 0x200f ||
		(code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) {
		drop(c, "a control character");
	} else {
		memcpy(c->last, c->seq, c->len);
		c->last_len = c->len;
		flush(c);
	}
}

static void ground(struct check *c, char b)
{
	unsigned char u = (unsigned char)b;

	if (u == 033) {
		c->state = CHECK_ESC;
	} else if (u >= 0xc2 && u <= 0xf4) {
		c->state = CHECK_UTF8;
		c->need = u >= 0xf0 ? 3 : u >= 0xe0 ? 2 : 1;
	} else if (u >= ' ' && u < 0x7f) {
		c->last[0] = b;
		c->last_len = 1;
		flush(c);
	} else if (u && strchr("\r\n\b\t", b)) {
		flush(c);
	} else if (u == 016 || u == 017) {
		c->shifted = u == 016;
		flush(c);
	} else if (u == 7 && (c->allow & CHECK_BELL)) {
		c->len = 0;
	} else {
		drop(c, "a byte that is not on the list");
	}
}

static void byte(struct check *c, char b)
{
	c->bytes++;
	c->high += (unsigned char)b > 0x7f;
	if (c->len < CHECK_SEQ - 1)
		c->seq[c->len++] = b;
	switch (c->state) {
	case CHECK_GROUND: ground(c, b); break;
	case CHECK_ESC: escape(c, b); break;
	case CHECK_UTF8:
		if ((b & 0xc0) != 0x80)
			drop(c, "a broken UTF-8 character");
		else if (!--c->need)
			character(c);
		break;
	case CHECK_CHARSET:
		c->drawing = b == '0';
		if (b == '0' || b == 'B')
			flush(c);
		else
			drop(c, "a character set that is not on the list");
		break;
	case CHECK_CSI:
		if (b >= '@' && b <= '~')
			csi(c);
		else if (b < ' ' || c->len >= CHECK_SEQ - 1)
			drop(c, "a broken sequence");
		break;
	case CHECK_STRING:
		if (b == 7)
			string(c);
		else if (b == 033)
			c->state = CHECK_STRING_ESC;
		else if (++c->string_len > STRING_MAX)
			drop(c, "a string without an end");
		break;
	case CHECK_STRING_ESC:
		/* Inside tmux's wrapping an escape is doubled. */
		if (b == '\\')
			string(c);
		else
			c->state = CHECK_STRING;
		break;
	}
}

void check_feed(struct check *c, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		byte(c, bytes[i]);
}
