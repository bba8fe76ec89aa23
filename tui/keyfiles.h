/*
 * keyfiles.h: which key files the keymap is made of: the default one, emacs over it if that is chosen, the user's own,
 * and whatever `:source` adds. Says what is wrong with a line: file, line, words.
 */
#ifndef KEYFILES_H
#define KEYFILES_H

#include <stdbool.h>
#include "keymap.h"

struct app;

/* A new map, in place of the program's: all files again. Errors go to the status line. */
void keyfiles_load(struct app *app);
/* One more file: a path, a file in the user's folder, or "emacs". False (said) if it cannot be read. */
bool keyfiles_source(struct app *app, const char *name);
/* Reads a user's file over the built-in keys and checks contexts and commands too. Returns how many lines are wrong. */
int keyfiles_check(const char *path, const char *account, keymap_error_fn *fn, void *arg);

#endif
