/*
 * help.h: the overlay of keys: what can be pressed here, computed from the keymap and the commands in memory.
 */
#ifndef HELP_H
#define HELP_H

struct app;

void help_open(struct app *app);

#endif
