/*
 * key.h: one key press as a number, and its name in key files: a character, <Enter> <Tab> <S-Tab> <Space> <Esc> <Up>
 * <PgDn> <Home> <F1> <C-x> <M-x>, <Lt> for "<" and <Hash> for "#". Pure.
 */
#ifndef KEY_H
#define KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t tui_key; /* a code point, or one of the below; with the bits for Ctrl and Meta */

#define KEY_META_BIT 0x40000000u
#define KEY_NONE 0u
enum special_key {
	TUI_KEY_SPECIAL = 0x200000,
	TUI_KEY_ENTER,
	TUI_KEY_TAB,
	TUI_KEY_BTAB,
	TUI_KEY_ESC,
	TUI_KEY_BACKSPACE,
	TUI_KEY_DELETE,
	TUI_KEY_INSERT,
	TUI_KEY_UP,
	TUI_KEY_DOWN,
	TUI_KEY_LEFT,
	TUI_KEY_RIGHT,
	TUI_KEY_HOME,
	TUI_KEY_END,
	TUI_KEY_PGUP,
	TUI_KEY_PGDN,
	TUI_KEY_F1,
	TUI_KEY_F12 = TUI_KEY_F1 + 11,
	TUI_KEY_SF1,
	TUI_KEY_SF12 = TUI_KEY_SF1 + 11,
	TUI_KEY_RESIZE,
	TUI_KEY_PASTE, /* PASTE: a bracketed paste came, its text is in input.h */
	TUI_KEY_UNKNOWN,
};
/* Control keys are code points 0x01..0x1a but for those that are keys of their own (Tab, Enter, Esc). */

/* Reads one key name at text; returns the bytes read, 0 if it is none (then *why says so in a few words). */
size_t key_parse(const char *text, tui_key *out, const char **why);
/* The name; buf holds 16 bytes. */
const char *key_label(tui_key key, char buf[static 16]);
/* Why a terminal cannot tell this key from another or eats it, NULL if it is fine. */
const char *key_trouble(tui_key key);

#endif
