/*
 * screen.h: the terminal itself: taken, given back on every way out, resized, suspended. screen.c is the only file that
 * starts or stops curses. Knows no view and no text.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include "layout.h"

struct ashby_err;
struct surface;

/*
 * Chooses the locale for texts (once, before any width is asked for): the user's; ASCII drawing for C, POSIX or none;
 * C.UTF-8 for a UTF-8 locale that is not installed.
 */
void screen_locale(void);
/* Whether descriptors 0 and 1 are a terminal that can be used; err says why not (no terminal, no such TERM, too dumb). */
bool screen_possible(struct ashby_err *err);
/* Takes the terminal. False and err as above. */
bool screen_start(struct ashby_err *err);
void screen_stop(void); /* gives it back; may be called at any time, twice, or before the start */
bool screen_on(void);
/* Gives the terminal back, says why on standard error and aborts. */
_Noreturn void screen_die(const char *why);

void screen_size(int *rows, int *cols);
/* After SIGWINCH: whether the size is another. Surfaces must be placed again. */
bool screen_resized(void);
void screen_suspend(void); /* back to the shell until SIGCONT */
void screen_redraw(void);  /* the next flush paints everything */
/* Lends the terminal to a child, and takes it back. */
void screen_lend(void);
void screen_take(void);

struct surface *screen_base(void);
/* A panel over what is there; the part of rect that is on the screen. */
struct surface *surface_new(const struct rect *rect);
void surface_free(struct surface *surface); /* accepts NULL */
void surface_place(struct surface *surface, const struct rect *rect);
void surface_size(const struct surface *surface, int *rows, int *cols);
/* Shows what was drawn: the only place that sends to the terminal while the screen is on. */
void screen_flush(void);

/* Units of screen_read that curses has no code for: the brackets of a paste. */
enum { SCREEN_PASTE_BEGIN = 0x1001, SCREEN_PASTE_END };

/* The next unit typed: a byte (0..255), a curses key code, or -1 when there is none now. *eof: the terminal is gone. */
int screen_read(bool *eof);
/* Sends an escape string that moves nothing (a clipboard, a title) around curses. */
void screen_send(const char *bytes, size_t len);

#endif
