/*
 * keys.h: where a key press goes: a popup, the bar, or, through the keymap, a command. Holds the keys of a sequence
 * typed so far, and shows what can follow them after a moment.
 */
#ifndef KEYS_H
#define KEYS_H

#include "key.h"

struct app;
struct keys;

struct keys *keys_new(struct app *app);
void keys_free(struct keys *keys); /* accepts NULL */
void keys_press(struct app *app, tui_key key);
/* The sequence typed so far in words, "" if none. buf: 64. */
const char *keys_typed(const struct app *app, char *buf);

#endif
