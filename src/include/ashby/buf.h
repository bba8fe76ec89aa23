/*
 * buf.h: a growing byte buffer with a stated maximum.
 *
 * The first failure sticks: later appends do nothing, and `error` tells at the end, so that a chain of appends is
 * checked once. data is always followed by a NUL that len does not count (data itself is NULL while empty; use
 * ashby_buf_str for a C string that is never NULL).
 */
#ifndef ASHBY_BUF_H
#define ASHBY_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include "ashby/error.h"

struct ashby_buf {
	char *data;
	size_t len;
	size_t cap;
	size_t max; /* bytes that len may reach */
	enum ashby_error error;
};

#define ASHBY_BUF_MAX ((size_t)1 << 30)

void ashby_buf_init(struct ashby_buf *b, size_t max);
/* Frees the memory; the buffer is empty and usable again, its error cleared. Accepts NULL. */
void ashby_buf_release(struct ashby_buf *b);
/* As release, but overwrites the bytes first: for keys. */
void ashby_buf_wipe(struct ashby_buf *b);
/* Forgets the contents and the error, keeps the memory. */
void ashby_buf_clear(struct ashby_buf *b);

enum ashby_error ashby_buf_add(struct ashby_buf *b, const void *bytes, size_t len);
enum ashby_error ashby_buf_adds(struct ashby_buf *b, const char *s);
enum ashby_error ashby_buf_addc(struct ashby_buf *b, char c);
enum ashby_error ashby_buf_addf(struct ashby_buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
enum ashby_error ashby_buf_addv(struct ashby_buf *b, const char *format, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Makes room for len more bytes and returns where they go, or NULL; the caller then adds to b->len. */
char *ashby_buf_room(struct ashby_buf *b, size_t len);
/* Cuts the contents to len bytes; no effect if they are shorter. */
void ashby_buf_cut(struct ashby_buf *b, size_t len);

/* The contents as a C string, "" if empty; belongs to the buffer until its next change. */
const char *ashby_buf_str(const struct ashby_buf *b);
/* Moves the contents out: the caller frees with free(). NULL if an error had stuck. The buffer is empty again. */
char *ashby_buf_take(struct ashby_buf *b);

#endif
