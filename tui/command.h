/*
 * command.h: the one command language. Keys, the bar, config and macros all end in command_run(app, "sort age desc").
 * A command is a row of a table: of the view, of its engine, or global. Help and completion come from the row.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <ashby/buf.h>

struct app;
struct page;

enum command_needs {
	NEEDS_ROW = 1,   /* a row under the cursor */
	NEEDS_WRITE = 2, /* it changes Ashby: refused, and left out of footers, while writes cannot leave */
	NEEDS_CANDIDATE = 4, /* the row or page is about a candidate */
};

struct args {
	int count;
	const char *word[40]; /* word[0] is the first argument */
	const char *rest;     /* the line after the command's name, as typed */
};

/* What changed: bits. A command shows its own messages through status_*. */
enum reaction {
	REACT_NONE = 0,
	REACT_DRAW = 1,
	REACT_QUIT = 2,
	REACT_POPPED = 4, /* the page is gone */
	REACT_RETRY = 8,  /* nothing was done: the bar opens with the line again */
};

struct command {
	const char *name;
	unsigned (*run)(struct app *app, struct page *page, const struct args *args);
	int min, max; /* arguments; max -1: the rest of the line as one */
	unsigned needs;
	const char *label; /* one or two words for the footer and the help's columns */
	const char *args;  /* "[COLUMN] [desc]" or NULL */
	const char *help;  /* one sentence, lower case */
	const char *group; /* the help's column: "DO", "GO", "SEE", "LIST", "FIND", "PROGRAM" */
	/* Adds candidates for argument n, one a line "word\thint", or NULL. */
	void (*complete)(struct app *app, struct page *page, int n, struct ashby_buf *out);
};

/* Runs a line in the page on top. Unknown names, wrong counts and unmet needs are said in the status line. */
unsigned command_run(struct app *app, const char *line);
/* The row that a line's first word names, in the order view, engine, global; NULL if none. */
const struct command *command_find(struct app *app, const char *line);
/* Whether it would run now (row there, writes possible); why gets a few words if not. */
int command_able(struct app *app, const struct command *command, const char **why);
/* Splits a line: words by blanks, "double quotes", backslash. Returns 0, or -1 with *why. buf must outlive args. */
int command_split(const char *line, struct ashby_buf *buf, struct args *out, const char **why);

extern const struct command commands_keys[];   /* keys; the same */
extern const struct command commands_local[];  /* what a person keeps on this machine; the same */
extern const struct command commands_global[]; /* ends with a row without a name */
extern const struct command commands_api[]; /* calls by hand and what the program knows of itself; the same */
extern const struct command commands_account[];      /* accounts and keys; the same */
extern const struct command *const command_tables[]; /* all of these, NULL-ended */
/* A line that begins with a function of the catalogue ("list_candidates limit=3"); REACT_NONE if it is none. */
unsigned commands_api_function(struct app *app, const char *line);

/* Opens the line for what is looked for in the page, or looks for what is given. Engines give it their own label. */
unsigned commands_find(struct app *app, struct page *page, const struct args *args);

#endif
