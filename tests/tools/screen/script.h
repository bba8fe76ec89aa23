/* script.h: a screen test's script while it runs: where it stands, the terminal, the environment of what it starts. */
#ifndef SCREEN_SCRIPT_H
#define SCREEN_SCRIPT_H

#include <stdio.h>

#include "term.h"

enum { SCRIPT_ENV = 64, SCRIPT_PATH = 512 };

struct script {
	const char *name;
	char dir[SCRIPT_PATH]; /* where the expected screens lie */
	char tmp[SCRIPT_PATH]; /* $T: a folder of this run alone */
	int line;
	int failed;
	int limit_ms; /* how long a step waits for what it expects */
	struct term term;
	char *env[SCRIPT_ENV + 1];
	pid_t sandbox;
	int sandbox_stdin;
};

/* Runs a whole script; 0 if all of it held, else 1 after saying why on standard output. */
int script_run(const char *name, FILE *from);
/* Says what did not hold, with the script's line, and ends the script after this step. */
void script_fail(struct script *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints the screen in a frame. */
void script_show(struct script *s);
/* The environment of what the script starts. */
void script_setenv(struct script *s, const char *name, const char *value);
const char *script_getenv(const struct script *s, const char *name);
/* Replaces $NAME by the environment's value; the caller frees it. */
char *script_expand(const struct script *s, const char *text);
/* Runs `sh -c COMMAND` to its end with its output on standard output; its exit status. */
int script_sh(struct script *s, const char *command);

#endif
