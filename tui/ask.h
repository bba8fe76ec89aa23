/*
 * ask.h: questions in plain text, on the terminal itself and not on standard input and output, outside of curses. An
 * answer that is a secret is not shown while it is typed.
 */
#ifndef ASK_H
#define ASK_H

#include <stdbool.h>
#include <stddef.h>

/* Whether there is a person to ask: a terminal, and standard input and output are one too. */
bool ask_possible(void);
void ask_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* One line without its end into out; false when the person left by C-c or C-d, or it did not fit. */
bool ask_line(const char *prompt, char *out, size_t size);
/* The same for a secret. The caller wipes out, by ask_wipe. */
bool ask_secret(const char *prompt, char *out, size_t size);
void ask_wipe(char *at, size_t size);
/* Enter stands for `usual`; other words are asked again. False when the person left. */
bool ask_yes(const char *prompt, bool usual, bool *yes);

#endif
