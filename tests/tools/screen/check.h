/* check.h: a strict reader of what a program writes to a terminal. Every byte must belong to a sequence that the
 * project's terminals need; whatever else comes is a finding. It also keeps the modes that a program may leave on. */
#ifndef SCREEN_CHECK_H
#define SCREEN_CHECK_H

#include <stddef.h>

/* What a script may allow beyond the list. */
enum check_allow {
	CHECK_BELL = 1 << 0,
	CHECK_OSC52 = 1 << 1,
	CHECK_TITLE = 1 << 2,
	CHECK_MOUSE = 1 << 3,
	CHECK_FOCUS = 1 << 4,
	CHECK_SYNC = 1 << 5,
	CHECK_TMUX = 1 << 6,
	CHECK_PALETTE = 1 << 7, /* curses resets it when it comes back from the shell */
};

enum check_state {
	CHECK_GROUND,
	CHECK_UTF8,
	CHECK_ESC,
	CHECK_CHARSET,
	CHECK_CSI,
	CHECK_STRING,
	CHECK_STRING_ESC,
};

enum { CHECK_MODES = 16, CHECK_SEQ = 128 };

/* Takes the bytes for the emulator: those that came, with what it lacks written in other words. */
typedef void check_emit_fn(void *to, const char *bytes, size_t len);

struct check {
	check_emit_fn *emit;
	void *to;
	unsigned allow;
	enum check_state state;
	char seq[CHECK_SEQ]; /* the sequence so far; of a long string its beginning */
	size_t len;
	size_t string_len;
	unsigned need; /* bytes of a UTF-8 character still to come */
	char last[8];  /* the last character printed, for REP */
	size_t last_len;
	size_t bytes, high;  /* all bytes, and those above 0x7f */
	int on[CHECK_MODES]; /* by row of the table of modes */
	int titles;          /* titles pushed and not popped */
	int keypad, shifted, drawing;
	int top, bottom; /* the scroll region, 0 0 if whole */
	unsigned findings;
	char finding[512]; /* the first one */
};

void check_init(struct check *c, check_emit_fn *emit, void *to);
void check_feed(struct check *c, const char *bytes, size_t len);
/* Reads the name of something to allow ("osc52"); 0 if there is no such name. */
unsigned check_allow_named(const char *name);
/* The first mode that is not as a shell expects it, in words; NULL if all are. */
const char *check_left_on(const struct check *c, int rows);
/* True if the cursor keys are in application mode. */
int check_cursor_keys(const struct check *c);

#endif
