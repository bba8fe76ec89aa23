/* expect.h: the steps that look at the screen and wait for what they expect. */
#ifndef SCREEN_EXPECT_H
#define SCREEN_EXPECT_H

#include "script.h"

/* Something a step waits for: true when it is so. */
typedef int expect_test_fn(struct script *s, const void *what);

/* Waits until the test holds; 0 at the limit, or when the program has ended without it. */
int expect_until(struct script *s, expect_test_fn *test, const void *what);
/* Fails with what was expected, why it is not so, and the screen. */
void expect_mismatch(struct script *s, const char *what, const char *detail);
/* Waits until nothing is typed ahead and nothing is drawn any more. */
void expect_settle(struct script *s);

/* The steps; their arguments are told in the table of steps.c. */
void expect_wait(struct script *s, char *arg);
void expect_not(struct script *s, char *arg);
void expect_row(struct script *s, char *arg);
void expect_cursor(struct script *s, char *arg);
void expect_style(struct script *s, char *arg);
void expect_mono(struct script *s, char *arg);
void expect_ascii(struct script *s, char *arg);
void expect_screen(struct script *s, char *arg);
void expect_roles(struct script *s, char *arg);
void expect_svg(struct script *s, char *arg);
void expect_print(struct script *s, char *arg);

#endif
