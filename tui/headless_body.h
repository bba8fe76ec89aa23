/* headless_body.h: a request's body from words: --body JSON|@FILE|-, NAME=VALUE, NAME:=JSON. */
#ifndef HEADLESS_BODY_H
#define HEADLESS_BODY_H

#include <stdbool.h>
#include <ashby/ashby.h>

/* Appends the text that JSON|@FILE|- stands for. ASHBY_ELOCAL: a file, or standard input, cannot be read. */
enum ashby_error body_read(struct ashby_buf *out, const char *given, struct ashby_err *err);
/*
 * Makes a body: given (or NULL) first, the words over it. With check it is held against the function's row;
 * without, names and JSON go as they are.
 */
enum ashby_error body_build(struct ashby_body **out, const struct ashby_function *function, const char *given,
	char *const words[], int count, bool check, struct ashby_err *err);
/* The body as text; NULL if memory is out. Free with free(). */
char *body_text(const struct ashby_body *body);

#endif
