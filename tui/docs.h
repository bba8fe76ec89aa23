/*
 * docs.h: the reference of one function, computed from its row: in words, as JSON, as an example. All appends to a
 * buffer; nothing is printed here.
 */
#ifndef DOCS_H
#define DOCS_H

#include <ashby/ashby.h>

/* What the verb docs calls api_post: it has no row in the catalogue, and is documented in the form of one. */
extern const struct ashby_function docs_raw;

/* One object. */
void docs_json(struct ashby_buf *out, const struct ashby_function *function);
/* Lines no wider than width. */
void docs_words(struct ashby_buf *out, const struct ashby_function *function, int width);

/*
 * A call that passes the function's own checks, as typed in a shell, without the program's name; and in the bar. Words
 * are parted by `between`.
 */
void docs_example(struct ashby_buf *out, const struct ashby_function *function, const char *between);
void docs_bar_example(struct ashby_buf *out, const struct ashby_function *function);

/* Codes joined by '|', what they mean, and the exit status of the verb call. */
struct docs_error {
	const char *codes, *means;
	int status;
};

typedef void docs_error_fn(void *arg, const struct docs_error *error);

/* Tells the errors that a function can end with; what is told is valid during the call. */
void docs_errors(const struct ashby_function *function, docs_error_fn *fn, void *arg);

/* A paragraph: its first line goes on at column `at`, the others begin at `indent`. Ends with a newline. */
void docs_wrap(struct ashby_buf *out, int at, int indent, int width, const char *text);

#endif
