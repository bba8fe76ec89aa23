/*
 * keymap.h: from keys to command lines, by context. A key file has lines
 *     bind CONTEXT[,CONTEXT] KEYS COMMAND  # words for the help
 *     unbind CONTEXT KEYS
 *     langmap LETTERS LETTERS          (the first are typed as if they were the second: another keyboard layout)
 * Look-up order: the view's context, then "candidate" or "list" for views that have it, then "*". Later lines win
 * over built-in ones; over another user line only with `bind!`. Errors name file:line and leave the rest loaded.
 * Pure: knows no curses and no view.
 */
#ifndef KEYMAP_H
#define KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include "key.h"

#define KEYMAP_SEQUENCE 4 /* keys in a sequence, at most */

struct binding {
	const char *context;
	tui_key keys[KEYMAP_SEQUENCE];
	unsigned count;
	const char *command;
	const char *help; /* from the comment, or NULL */
	const char *file; /* NULL: built in */
	int line;
};

struct keymap;
typedef void keymap_error_fn(void *arg, const char *file, int line, const char *message);

extern const char keymap_default[]; /* keymaps/default.keys, generated */
extern const char keymap_emacs[];   /* keymaps/emacs.keys: over the default ones */

struct keymap *keymap_new(void);
void keymap_free(struct keymap *map);
/* Lines for "CONTEXT@NAME" count only for the account of that name. Set before loading; NULL or "": none. */
void keymap_account(struct keymap *map, const char *account);
/* Reads lines; file NULL for the built-in ones. Returns how many lines were wrong. */
int keymap_load(struct keymap *map, const char *text, const char *file, keymap_error_fn *fn, void *arg);

enum keymap_match { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_FULL };
/* contexts: names in order, NULL-ended. *out is the binding of a full match. */
enum keymap_match keymap_find(const struct keymap *map, const char *const *contexts, const tui_key *keys,
	unsigned count, const struct binding **out);
/* Reads a user's file again: the lines that it gave before go first. */
int keymap_reload(struct keymap *map, const char *text, const char *file, keymap_error_fn *fn, void *arg);
/* The i-th binding of all, in whatever context; NULL past the end. */
const struct binding *keymap_each(const struct keymap *map, unsigned i);
/* The i-th binding that is in force in these contexts (shadowed ones left out); NULL past the end. */
const struct binding *keymap_at(const struct keymap *map, const char *const *contexts, unsigned i);
/* The shortest keys for a command line in these contexts, as text, or NULL. buf: 64. For a command whose bindings all
 * have arguments it is their common first key. */
const char *keymap_keys_of(
	const struct keymap *map, const char *const *contexts, const char *command, char *buf);
/* The names of a sequence, joined by blanks. buf: 64. */
const char *keymap_keys_name(const tui_key *keys, unsigned count, char *buf);

#endif
