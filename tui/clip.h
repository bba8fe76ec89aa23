/*
 * clip.h: copying to the clipboard of the terminal, wherever it runs (OSC 52). Only on a key, only clean text, never
 * more than 74 KiB, and the status line says what was sent.
 */
#ifndef CLIP_H
#define CLIP_H

#include <stdbool.h>
#include <ashby/text.h>

#define CLIP_MAX ((size_t)74 * 1024)

struct app;

enum clip_wrap { CLIP_PLAIN, CLIP_TMUX, CLIP_SCREEN };

/* Cleans the text and sends it. what: "link", "id", for the status line. */
void clip_copy(struct app *app, struct ashby_text text, const char *what);

/* `set clipboard off` keeps everything in the program. */
void clip_enable(bool on);
bool clip_enabled(void);

/* The bytes for a terminal; clean text only, ASHBY_ELIMIT over the maximum. Pure. */
enum ashby_error clip_sequence(struct ashby_buf *out, struct ashby_text clean, enum clip_wrap wrap);
void clip_base64(struct ashby_buf *out, struct ashby_text bytes);
/* What wraps the terminal, from the environment's TMUX, STY and TERM. */
enum clip_wrap clip_wrap_of(const char *tmux, const char *sty, const char *term);

#endif
