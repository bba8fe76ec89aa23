/*
 * headless.h: what the verbs share: the form of output, errors and exit statuses, words of the command line,
 * output that notices when nobody reads it. Results go to standard output, everything else to standard error.
 */
#ifndef HEADLESS_H
#define HEADLESS_H

#include <stdbool.h>
#include <stddef.h>
#include <ashby/ashby.h>
#include "cli.h"

enum format { FORMAT_JSON, FORMAT_NDJSON, FORMAT_TABLE };

struct headless {
	const struct cli *cli;
	enum format format; /* as asked for; else a table on a terminal and JSON elsewhere */
	bool to_terminal;   /* standard output is one */
};

/* Reads --json, --ndjson and --table from the words, so that even a wrong word is told in the right form. */
void headless_init(struct headless *h, const struct cli *cli);

/* An option of a verb. */
struct word_option {
	const char *name;
	bool takes; /* a value follows: *(const char **) at; else *(bool *) at becomes true */
	size_t at;  /* offset in the caller's struct */
};

/*
 * Sorts the verb's words: options into the struct, the others to the front of cli->argv. Returns how many of
 * these there are, or -1 after it has said what is wrong. options ends with a row without a name.
 */
int headless_words(const struct headless *h, const struct word_option *options, void *into);

/* ---- errors ---- */

/* Prints the error in the output's form and gives its exit status. */
int headless_fail(const struct headless *h, const struct ashby_err *err);
int headless_status(enum ashby_error error);
int headless_usage(const struct headless *h, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A line of JSON on standard error; the caller has cleaned it. */
void headless_note(const char *json);
/* A remark on standard error that changes nothing. */
void headless_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- output ---- */

void out_bytes(const char *bytes, size_t len);
void out_words(const char *words);                     /* our own */
void out_text(struct ashby_text text, unsigned flags); /* cleaned; flags of text.h */
/* One JSON text and a newline; hidden characters are escaped on a terminal. */
void out_json(const struct headless *h, struct ashby_text json);
/* False once output has failed: whoever read it is gone, or a disk is full. */
bool out_good(void);
/* Flushes. The status, or EXIT_LOCAL if not all could be written. */
int out_end(int status);

/* JSON under construction, one member after another. */
void json_member(struct ashby_buf *out, const char *name, struct ashby_text value); /* a string */
void json_raw(struct ashby_buf *out, const char *name, const char *value);          /* JSON; NULL is null */
/* A string that is cleaned first: for standard error, which may be a terminal or end in one. */
void json_clean(struct ashby_buf *out, const char *name, const char *raw);

/* ---- verbs ---- */

int verb_call(const struct cli *cli);
int verb_api(const struct cli *cli);
int verb_outbox(const struct cli *cli);
int verb_docs(const struct cli *cli);
int verb_accounts(const struct cli *cli);
int verb_doctor(const struct cli *cli);
int verb_check_config(const struct cli *cli); /* --check-config */

#endif
