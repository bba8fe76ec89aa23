/*
 * cmdbar_line.c: readline in callback mode without a terminal. The only file that knows readline.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>
#include "app.h"
#include "cmdbar_line.h"
#include "history.h"

#define QUEUE_MAX 64

static struct {
	bool ready; /* readline is set up */
	bool open;
	unsigned char queue[QUEUE_MAX]; /* bytes of the key on its way */
	size_t head, tail;
	enum line_state state;
	char *accepted;
	HISTORY_STATE *commands, *none; /* what Up and C-r walk */
	bool with_history;
	FILE *in, *out; /* /dev/null: readline must have streams */
} line;

/* ---- set up once ---- */

static int next_byte(FILE *stream)
{
	(void)stream;
	return line.head < line.tail ? line.queue[line.head++] : EOF;
}

static int bytes_waiting(void)
{
	return line.head < line.tail;
}

static void draw_nothing(void)
{
}

static char *no_completion(const char *text, int state)
{
	(void)text, (void)state;
	return NULL;
}

/* Functions that would start programs, read the file system, print, or ask readline for a line of its own. */
static const char *const unwanted[] = {
	"complete",
	"possible-completions",
	"insert-completions",
	"menu-complete",
	"menu-complete-backward",
	"old-menu-complete",
	"delete-char-or-list",
	"tilde-expand",
	"dump-functions",
	"dump-macros",
	"dump-variables",
	"dump-history",
	"re-read-init-file",
	"execute-named-command",
	"edit-and-execute-command",
	"emacs-edit-and-execute-command",
	"vi-edit-and-execute-command",
	"glob-complete-word",
	"glob-expand-word",
	"glob-list-expansions",
	"shell-expand-line",
	"print-last-kbd-macro",
	"tty-status",
};

static void unbind_unwanted(void)
{
	Keymap maps[] = { emacs_standard_keymap, emacs_meta_keymap, emacs_ctlx_keymap, vi_insertion_keymap,
		vi_movement_keymap };

	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
		rl_command_func_t *function = rl_named_function(unwanted[i]);

		for (size_t m = 0; function && m < sizeof maps / sizeof *maps; m++)
			rl_unbind_function_in_map(function, maps[m]);
	}
}

static void setting(const char *name, const char *value)
{
	char *n = xstrdup(name), *v = xstrdup(value); /* readline takes them as char * and may cut them */

	rl_variable_bind(n, v);
	free(n);
	free(v);
}

static void set_up(void)
{
	line.ready = true;
	line.in = fopen("/dev/null", "re");
	line.out = fopen("/dev/null", "we");
	rl_instream = line.in;
	rl_outstream = line.out;
	rl_readline_name = "ashby";
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_getc_function = next_byte;
	rl_input_available_hook = bytes_waiting;
	rl_redisplay_function = draw_nothing;
	rl_completion_entry_function = no_completion;
	rl_initialize();
	/* After the user's inputrc, which may say otherwise. */
	setting("enable-bracketed-paste", "off");
	setting("bell-style", "none");
	setting("show-mode-in-prompt", "off");
	setting("keyseq-timeout", "1");
	unbind_unwanted();
	using_history();
	stifle_history(HISTORY_LINES);
	line.commands = history_get_history_state();
	line.none = xcalloc(1, sizeof *line.none);
}

/* ---- history ---- */

/* readline has one history: the one in use is swapped. */
static void use_history(bool commands)
{
	HISTORY_STATE *now;

	if (line.with_history == commands)
		return;
	now = history_get_history_state();
	*(commands ? line.none : line.commands) = *now;
	free(now);
	history_set_history_state(commands ? line.commands : line.none);
	line.with_history = commands;
}

void line_history_add(const char *text)
{
	HIST_ENTRY *last;

	if (!line.ready)
		set_up();
	use_history(true);
	last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
	if (!last || strcmp(last->line, text) != 0)
		add_history(text);
	using_history();
}

void line_history_load(const char *path)
{
	if (!line.ready)
		set_up();
	use_history(true);
	clear_history();
	read_history(path); /* that there is none yet is no error */
	stifle_history(HISTORY_LINES);
	using_history();
}

/* The file holds no more than may be kept: bodies of writes stay in memory only. */
void line_history_save(const char *path)
{
	HIST_ENTRY **list;
	HISTORY_STATE *all, *mine, kept = { .entries = NULL };
	struct ashby_buf text;

	if (!line.ready)
		return;
	use_history(true);
	all = history_get_history_state();
	history_set_history_state(&kept);
	list = all->entries;
	ashby_buf_init(&text, ASHBY_BUF_MAX);
	for (int i = 0; list && i < all->length; i++) {
		ashby_buf_clear(&text);
		if (history_keeps(list[i]->line, &text))
			add_history(ashby_buf_str(&text));
	}
	write_history(path);
	clear_history();
	mine = history_get_history_state();
	free(mine->entries);
	free(mine);
	history_set_history_state(all);
	ashby_buf_release(&text);
	free(all);
}

/* ---- editing ---- */

static void wipe(char *text)
{
	if (text)
		memset(text, 0, strlen(text));
	free(text);
}

static void on_line(char *text)
{
	wipe(line.accepted);
	line.accepted = text;
	line.state = text ? LINE_ACCEPTED : LINE_LEFT;
	rl_callback_handler_remove();
	line.open = false;
}

void line_open(const char *text, bool with_history)
{
	if (!line.ready)
		set_up();
	line_close();
	if (line.with_history != with_history)
		use_history(with_history);
	using_history();
	line.state = LINE_EDITING;
	line.open = true;
	rl_callback_handler_install("", on_line);
	rl_insert_text(text ? text : "");
}

void line_close(void)
{
	if (line.open)
		rl_callback_handler_remove();
	line.open = false;
	wipe(line.accepted);
	line.accepted = NULL;
	line.head = line.tail = 0;
}

static void put(const char *bytes)
{
	for (; *bytes && line.tail < QUEUE_MAX; bytes++)
		line.queue[line.tail++] = (unsigned char)*bytes;
}

static void put_code_point(uint32_t c)
{
	unsigned char utf8[5] = { 0 };

	if (c < 0x80) {
		utf8[0] = (unsigned char)c;
	} else if (c < 0x800) {
		utf8[0] = (unsigned char)(0xc0 | c >> 6);
		utf8[1] = (unsigned char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		utf8[0] = (unsigned char)(0xe0 | c >> 12);
		utf8[1] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
		utf8[2] = (unsigned char)(0x80 | (c & 0x3f));
	} else {
		utf8[0] = (unsigned char)(0xf0 | c >> 18);
		utf8[1] = (unsigned char)(0x80 | (c >> 12 & 0x3f));
		utf8[2] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
		utf8[3] = (unsigned char)(0x80 | (c & 0x3f));
	}
	put((const char *)utf8);
}

static const struct {
	tui_key key;
	const char *bytes;
} specials[] = {
	{ TUI_KEY_ENTER, "\r" },
	{ TUI_KEY_BACKSPACE, "\177" },
	{ TUI_KEY_DELETE, "\033[3~" },
	{ TUI_KEY_UP, "\033[A" },
	{ TUI_KEY_DOWN, "\033[B" },
	{ TUI_KEY_RIGHT, "\033[C" },
	{ TUI_KEY_LEFT, "\033[D" },
	{ TUI_KEY_HOME, "\033[H" },
	{ TUI_KEY_END, "\033[F" },
};

/* The bytes that a terminal sends for a key; none for keys that edit nothing. */
static void queue_key(tui_key key)
{
	line.head = line.tail = 0;
	if (key & KEY_META_BIT) {
		put("\033");
		key &= ~KEY_META_BIT;
	}
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
		if (specials[i].key == key)
			put(specials[i].bytes);
	if (key < TUI_KEY_SPECIAL && key != 0)
		put_code_point(key);
	if (line.tail == 1 && line.queue[0] == '\033')
		line.tail = 0; /* a lone ESC would wait for the next key */
}

enum line_state line_feed(tui_key key)
{
	queue_key(key);
	while (line.open && line.head < line.tail)
		rl_callback_read_char();
	return line.open ? LINE_EDITING : line.state;
}

const char *line_text(void)
{
	if (!line.open)
		return line.accepted ? line.accepted : "";
	return rl_line_buffer ? rl_line_buffer : "";
}

size_t line_point(void)
{
	return line.open ? (size_t)rl_point : strlen(line_text());
}

const char *line_asks(void)
{
	bool asks = line.open && RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG);

	return asks && rl_display_prompt ? rl_display_prompt : NULL;
}

void line_replace(size_t from, const char *text)
{
	if (!line.open || from > (size_t)rl_point)
		return;
	rl_begin_undo_group();
	rl_delete_text((int)from, rl_point);
	rl_point = (int)from;
	rl_insert_text(text);
	rl_end_undo_group();
}

void line_set_point(size_t point)
{
	if (line.open && point <= (size_t)rl_end)
		rl_point = (int)point;
}
