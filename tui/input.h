/*
 * input.h: from what the terminal sends to key presses. Decodes UTF-8, Meta, lone Esc and bracketed paste; sequences
 * that nobody knows are swallowed whole. Keeps its place between two reads. Knows no keymap.
 */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <ashby/text.h>
#include "key.h"

struct input;
typedef void input_fn(void *arg, tui_key key);

struct input *input_new(void);
void input_free(struct input *input); /* accepts NULL */
/* One unit as screen_read gives it. fn is called for what it completes: no, one or two keys. */
void input_feed(struct input *input, int unit, input_fn *fn, void *arg);
/* There is nothing more now: an Esc that nothing followed is a key. Curses has waited the escape delay. */
void input_pause(struct input *input, input_fn *fn, void *arg);
/* Reads the terminal until it has nothing more. False: the terminal is gone. */
bool input_drain(struct input *input, input_fn *fn, void *arg);
/* The text of the last TUI_KEY_PASTE; good until the next one. */
struct ashby_text input_paste(const struct input *input);

#endif
