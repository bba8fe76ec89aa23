/*
 * cli.h: the command line: options that hold everywhere, and the verb with its own words. Reads argv and prints help;
 * opens nothing.
 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stdint.h>

struct cli;

/* Exit statuses of the program (the manual lists them). */
enum cli_exit {
	EXIT_DONE = 0,
	EXIT_API = 1,        /* the API said no */
	EXIT_USAGE = 2,      /* usage or configuration */
	EXIT_AUTH = 3,       /* not authorised, or no permission */
	EXIT_NET = 4,        /* network or server failed, and no write was applied */
	EXIT_NOT_FORCED = 5, /* a write was not confirmed */
	EXIT_UNKNOWN = 6,    /* a write's outcome is unknown */
	EXIT_LOCAL = 7,      /* a local file or output failed */
	EXIT_INTERRUPTED = 130,
};

struct verb {
	const char *name;
	int (*run)(const struct cli *cli); /* the exit status */
	const char *args;                  /* "FUNCTION [NAME=VALUE]..." */
	const char *help;                  /* one sentence, lower case */
};

extern const struct verb verbs[]; /* ends with a row without a name */

struct cli {
	const char *program;     /* how we were started */
	const char *account;     /* --account NAME, or NULL */
	const char *config;      /* --config FILE, or NULL */
	const char *base_url;    /* --base-url URL, or NULL; the environment's is session.h's to add */
	const char *log;         /* --log FILE, or NULL */
	bool demo;               /* --demo */
	bool read_only;          /* --readonly */
	bool check_config;       /* --check-config */
	bool fixed_now;          /* --now TIME: the clock stands still (demo and sandbox keys only) */
	const struct verb *verb; /* NULL: the terminal app */
	int argc;                /* the verb's own words, without its name */
	char **argv;
};

/* Reads the command line into out. -1: go on; else the exit status (help, version, or an error was printed). */
int cli_read(struct cli *out, int argc, char **argv);
/* Prints "ashby-tui: message" on standard error, cleaned, and gives EXIT_USAGE back. */
int cli_refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
