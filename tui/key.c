/* key.c: names of keys and what terminals cannot tell apart. Pure: knows no curses. */
#include "key.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	tui_key key;
} names[] = {
	{ "Enter", TUI_KEY_ENTER },
	{ "Tab", TUI_KEY_TAB },
	{ "S-Tab", TUI_KEY_BTAB },
	{ "Esc", TUI_KEY_ESC },
	{ "Space", ' ' },
	{ "BS", TUI_KEY_BACKSPACE },
	{ "Del", TUI_KEY_DELETE },
	{ "Ins", TUI_KEY_INSERT },
	{ "Up", TUI_KEY_UP },
	{ "Down", TUI_KEY_DOWN },
	{ "Left", TUI_KEY_LEFT },
	{ "Right", TUI_KEY_RIGHT },
	{ "Home", TUI_KEY_HOME },
	{ "End", TUI_KEY_END },
	{ "PgUp", TUI_KEY_PGUP },
	{ "PgDn", TUI_KEY_PGDN },
	{ "Lt", '<' },
	{ "Hash", '#' },
};

static const struct {
	tui_key key;
	const char *why;
} troubles[] = {
	{ 0x08, "<C-h> is the same byte as <BS>" },
	{ 0x09, "<C-i> is the same byte as <Tab>" },
	{ 0x0a, "<C-j> is the same byte as <Enter>" },
	{ 0x0d, "<C-m> is the same byte as <Enter>" },
	{ 0x1b, "<C-[> is the same byte as <Esc>" },
	{ 0x13, "<C-s> is eaten by terminals (stop output)" },
	{ 0x11, "<C-q> is eaten by terminals (start output)" },
	{ 0x0f, "<C-o> is eaten by some terminals (discard)" },
	{ 0x19, "<C-y> is eaten by some terminals (delayed suspend)" },
	{ 0x16, "<C-v> is eaten by terminals (take literally)" },
	{ 0x1c, "<C-\\> is eaten by terminals (quit)" },
};

enum { NAMES = sizeof(names) / sizeof(names[0]), TROUBLES = sizeof(troubles) / sizeof(troubles[0]) };

/* One well-formed UTF-8 character that is not a control. Returns its bytes, 0 if it is none. */
static size_t utf8_one(const char *s, tui_key *out)
{
	static const struct {
		unsigned char mask, lead;
		tui_key least;
	} forms[] = { { 0x80, 0, 0x20 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 },
		{ 0xf8, 0xf0, 0x10000 } };
	unsigned char c = (unsigned char)*s;

	for (size_t n = 0; n < sizeof(forms) / sizeof(forms[0]); n++) {
		tui_key value = c & (unsigned char)~forms[n].mask;

		if ((c & forms[n].mask) != forms[n].lead)
			continue;
		for (size_t i = 1; i <= n; i++) {
			if ((s[i] & 0xc0) != 0x80)
				return 0;
			value = value << 6 | ((unsigned char)s[i] & 0x3f);
		}
		if (value < forms[n].least || value > 0x10ffff || (value >= 0xd800 && value < 0xe000) ||
			value == 0x7f)
			return 0;
		*out = value;
		return n + 1;
	}
	return 0;
}

static size_t utf8_put(tui_key c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* The inside of <...>: a name, F1 to F12, C-x, M-x. */
static bool parse_inner(const char *inner, size_t len, tui_key *out)
{
	bool shift = len > 2 && strncasecmp(inner, "S-F", 3) == 0;
	int number = 0;

	for (size_t i = 0; i < NAMES; i++) {
		if (strlen(names[i].name) == len && strncasecmp(names[i].name, inner, len) == 0) {
			*out = names[i].key;
			return true;
		}
	}
	if (shift || (len > 1 && (inner[0] == 'F' || inner[0] == 'f'))) {
		size_t at = shift ? 3 : 1;

		for (; at < len && inner[at] >= '0' && inner[at] <= '9' && number < 100; at++)
			number = number * 10 + (inner[at] - '0');
		if (at != len || number < 1 || number > 12)
			return false;
		*out = (shift ? TUI_KEY_SF1 : TUI_KEY_F1) + (tui_key)number - 1;
		return true;
	}
	if (len == 3 && strncasecmp(inner, "C-", 2) == 0) {
		unsigned char c = (unsigned char)inner[2];

		if (c >= 'a' && c <= 'z')
			c = (unsigned char)(c - 'a' + 'A');
		if (c < '@' || c > '_')
			return false;
		*out = c & 0x1f;
		return *out != 0;
	}
	if (len > 2 && strncasecmp(inner, "M-", 2) == 0) {
		if (len == 4 && strncasecmp(inner + 2, "Lt", 2) == 0)
			*out = '<';
		else if (utf8_one(inner + 2, out) != len - 2)
			return false;
		*out |= KEY_META_BIT;
		return true;
	}
	return false;
}

size_t key_parse(const char *text, tui_key *out, const char **why)
{
	const char *end;
	size_t n;

	if (*text == '<') {
		end = strchr(text, '>');
		/* <M->>: the key may be the bracket itself. */
		if (end && end[-1] == '-' && end[1] == '>')
			end++;
		if (!end) {
			*why = "'<' without '>' (the character itself is <Lt>)";
			return 0;
		}
		if (!parse_inner(text + 1, (size_t)(end - text) - 1, out)) {
			*why = "no such key name";
			return 0;
		}
		return (size_t)(end - text) + 1;
	}
	n = utf8_one(text, out);
	if (n == 0 || *text == ' ') {
		*why = "not one printable character";
		return 0;
	}
	return n;
}

const char *key_label(tui_key key, char buf[static 16])
{
	char c[5] = "";

	for (size_t i = 0; i < NAMES; i++) {
		if (names[i].key == key) {
			/* "<" and "#" need their names in key files only. */
			snprintf(buf, 16, "%s", key == '<' ? "<" : key == '#' ? "#" : names[i].name);
			return buf;
		}
	}
	if (key >= TUI_KEY_F1 && key <= TUI_KEY_F12)
		snprintf(buf, 16, "F%u", (unsigned)(key - TUI_KEY_F1 + 1));
	else if (key >= TUI_KEY_SF1 && key <= TUI_KEY_SF12)
		snprintf(buf, 16, "S-F%u", (unsigned)(key - TUI_KEY_SF1 + 1));
	else if (key > 0 && key < 0x20)
		snprintf(buf, 16, "C-%c", (int)(key < 27 ? key + 'a' - 1 : key + '@'));
	else if (key & KEY_META_BIT && (key & ~KEY_META_BIT) <= 0x10ffff) {
		utf8_put(key & ~KEY_META_BIT, c);
		snprintf(buf, 16, "M-%s", c);
	} else if (key >= 0x20 && key <= 0x10ffff) {
		utf8_put(key, c);
		snprintf(buf, 16, "%s", c);
	} else
		snprintf(buf, 16, "?");
	return buf;
}

const char *key_trouble(tui_key key)
{
	for (size_t i = 0; i < TROUBLES; i++) {
		if (troubles[i].key == key)
			return troubles[i].why;
	}
	return NULL;
}
