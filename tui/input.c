/* input.c: a small state machine over bytes and curses' key codes. Knows no keymap and no screen. */
#include "input.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "screen.h"

enum state {
	PLAIN,
	ESCAPE,       /* after ESC */
	CONTROL,      /* ESC [ : until a final byte */
	SINGLE_SHIFT, /* ESC O : one byte */
	STRING,       /* ESC ] P X ^ _ : until BEL or ESC \ */
	STRING_ESC,
	PASTE,
};

enum { PASTE_MAX = 1 << 20, PARAMS = 32, READS_MAX = 1 << 16 };

struct input {
	enum state state;
	char params[PARAMS]; /* of a control sequence */
	size_t param_len;
	uint32_t code; /* a UTF-8 character under way */
	int code_left;
	uint32_t code_least;
	struct ashby_buf paste;
};

static const struct {
	int code;
	tui_key key;
} codes[] = {
	{ KEY_UP, TUI_KEY_UP },
	{ KEY_DOWN, TUI_KEY_DOWN },
	{ KEY_LEFT, TUI_KEY_LEFT },
	{ KEY_RIGHT, TUI_KEY_RIGHT },
	{ KEY_HOME, TUI_KEY_HOME },
	{ KEY_END, TUI_KEY_END },
	{ KEY_A1, TUI_KEY_HOME },
	{ KEY_C1, TUI_KEY_END },
	{ KEY_PPAGE, TUI_KEY_PGUP },
	{ KEY_NPAGE, TUI_KEY_PGDN },
	{ KEY_A3, TUI_KEY_PGUP },
	{ KEY_C3, TUI_KEY_PGDN },
	{ KEY_IC, TUI_KEY_INSERT },
	{ KEY_DC, TUI_KEY_DELETE },
	{ KEY_BACKSPACE, TUI_KEY_BACKSPACE },
	{ KEY_ENTER, TUI_KEY_ENTER },
	{ KEY_BTAB, TUI_KEY_BTAB },
};

/* What a terminal sends whatever mode its description thinks it is in: the final byte, or the number before "~". */
static const struct {
	const char *params;
	char final;
	tui_key key;
} controls[] = {
	{ "", 'A', TUI_KEY_UP },
	{ "", 'B', TUI_KEY_DOWN },
	{ "", 'C', TUI_KEY_RIGHT },
	{ "", 'D', TUI_KEY_LEFT },
	{ "", 'H', TUI_KEY_HOME },
	{ "", 'F', TUI_KEY_END },
	{ "", 'Z', TUI_KEY_BTAB },
	{ "1", '~', TUI_KEY_HOME },
	{ "7", '~', TUI_KEY_HOME },
	{ "4", '~', TUI_KEY_END },
	{ "8", '~', TUI_KEY_END },
	{ "2", '~', TUI_KEY_INSERT },
	{ "3", '~', TUI_KEY_DELETE },
	{ "5", '~', TUI_KEY_PGUP },
	{ "6", '~', TUI_KEY_PGDN },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct input *input_new(void)
{
	struct input *input = xcalloc(1, sizeof(*input));

	ashby_buf_init(&input->paste, PASTE_MAX);
	return input;
}

void input_free(struct input *input)
{
	if (!input)
		return;
	ashby_buf_wipe(&input->paste);
	free(input);
}

struct ashby_text input_paste(const struct input *input)
{
	return ashby_text_of(input->paste.data, input->paste.len);
}

static tui_key from_code(int code)
{
	for (size_t i = 0; i < COUNT(codes); i++) {
		if (codes[i].code == code)
			return codes[i].key;
	}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return TUI_KEY_F1 + (tui_key)(code - KEY_F(1));
	/* Terminals number Shift with a function key on from F12. */
	if (code >= KEY_F(13) && code <= KEY_F(24))
		return TUI_KEY_SF1 + (tui_key)(code - KEY_F(13));
	return TUI_KEY_UNKNOWN;
}

static tui_key from_control(const char *params, char final)
{
	for (size_t i = 0; i < COUNT(controls); i++) {
		if (controls[i].final == final && strcmp(controls[i].params, params) == 0)
			return controls[i].key;
	}
	return TUI_KEY_UNKNOWN;
}

static tui_key from_ascii(int c)
{
	if (c == '\r' || c == '\n')
		return TUI_KEY_ENTER;
	if (c == '\t')
		return TUI_KEY_TAB;
	if (c == 0x7f || c == '\b')
		return TUI_KEY_BACKSPACE;
	return c == 0 ? TUI_KEY_UNKNOWN : (tui_key)c;
}

static void tell(tui_key key, input_fn *fn, void *arg)
{
	if (key != TUI_KEY_UNKNOWN)
		fn(arg, key);
}

/* One byte of a character; false while more must come. Bad bytes give no key. */
static bool utf8(struct input *input, int byte, tui_key *out)
{
	if (input->code_left > 0 && (byte & 0xc0) == 0x80) {
		input->code = input->code << 6 | (uint32_t)(byte & 0x3f);
		if (--input->code_left > 0)
			return false;
		*out = input->code;
		if (input->code < input->code_least || input->code > 0x10ffff ||
			(input->code >= 0xd800 && input->code < 0xe000) ||
			(input->code >= 0x80 && input->code < 0xa0))
			*out = TUI_KEY_UNKNOWN;
		return true;
	}
	input->code_left = byte >= 0xf0 && byte < 0xf8 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
	if (byte < 0x80) {
		*out = from_ascii(byte);
		return true;
	}
	if (byte >= 0xf8 || input->code_left == 0) {
		input->code_left = 0;
		*out = TUI_KEY_UNKNOWN;
		return true;
	}
	input->code = (uint32_t)(byte & (0x3f >> input->code_left));
	input->code_least = input->code_left == 1 ? 0x80 : input->code_left == 2 ? 0x800 : 0x10000;
	return false;
}

static void plain(struct input *input, int unit, input_fn *fn, void *arg)
{
	tui_key key;

	if (unit == 0x1b)
		input->state = ESCAPE;
	else if (utf8(input, unit, &key))
		tell(key, fn, arg);
}

static void escape(struct input *input, int unit, input_fn *fn, void *arg)
{
	tui_key key;

	input->state = PLAIN;
	if (unit == 0x1b) {
		fn(arg, TUI_KEY_ESC);
		input->state = ESCAPE;
	} else if (unit == '[') {
		input->state = CONTROL;
		input->param_len = 0;
	} else if (unit == 'O') {
		input->state = SINGLE_SHIFT;
	} else if (memchr("]PX^_", unit, 5)) {
		input->state = STRING;
	} else if (unit < 0x80) {
		key = from_ascii(unit);
		tell(key < TUI_KEY_SPECIAL ? key | KEY_META_BIT : key, fn, arg);
	}
}

static void control(struct input *input, int unit, input_fn *fn, void *arg)
{
	if (unit == 0x1b) {
		input->state = ESCAPE;
		return;
	}
	if (unit >= 0x40 && unit < 0x7f) {
		input->params[input->param_len] = '\0';
		input->state = PLAIN;
		tell(from_control(input->params, (char)unit), fn, arg);
		return;
	}
	if (unit < 0x20 || unit > 0x7e)
		input->state = PLAIN;
	else if (input->param_len + 1 < PARAMS)
		input->params[input->param_len++] = (char)unit;
}

static void single_shift(struct input *input, int unit, input_fn *fn, void *arg)
{
	input->state = PLAIN;
	tell(from_control("", (char)unit), fn, arg);
}

static void string(struct input *input, int unit, input_fn *fn, void *arg)
{
	(void)fn;
	(void)arg;
	if (input->state == STRING_ESC)
		input->state = unit == '\\' ? PLAIN : STRING;
	else if (unit == 0x1b)
		input->state = STRING_ESC;
	else if (unit == 0x07)
		input->state = PLAIN;
}

static void paste(struct input *input, int unit, input_fn *fn, void *arg)
{
	(void)fn;
	(void)arg;
	if (input->paste.len < PASTE_MAX)
		ashby_buf_addc(&input->paste, unit == '\r' ? '\n' : (char)unit);
}

typedef void state_fn(struct input *input, int unit, input_fn *fn, void *arg);
static state_fn *const states[] = {
	[PLAIN] = plain,
	[ESCAPE] = escape,
	[CONTROL] = control,
	[SINGLE_SHIFT] = single_shift,
	[STRING] = string,
	[STRING_ESC] = string,
	[PASTE] = paste,
};

void input_feed(struct input *input, int unit, input_fn *fn, void *arg)
{
	if (unit == SCREEN_PASTE_BEGIN) {
		ashby_buf_clear(&input->paste);
		input->state = PASTE;
	} else if (unit == SCREEN_PASTE_END) {
		if (input->state == PASTE)
			fn(arg, TUI_KEY_PASTE);
		input->state = PLAIN;
	} else if (unit <= 0xff) {
		states[input->state](input, unit, fn, arg);
	} else if (input->state != PASTE) {
		input_pause(input, fn, arg);
		input->state = PLAIN;
		tell(from_code(unit), fn, arg);
	}
}

void input_pause(struct input *input, input_fn *fn, void *arg)
{
	if (input->state != ESCAPE)
		return;
	input->state = PLAIN;
	fn(arg, TUI_KEY_ESC);
}

bool input_drain(struct input *input, input_fn *fn, void *arg)
{
	bool eof = false;
	int unit;

	/* Bounded, so that an endless paste cannot hold the loop. */
	for (int i = 0; i < READS_MAX; i++) {
		unit = screen_read(&eof);
		if (unit < 0) {
			input_pause(input, fn, arg);
			return !eof;
		}
		input_feed(input, unit, fn, arg);
	}
	return true;
}
