/* steps.h: the words of the script language, one table. */
#ifndef SCREEN_STEPS_H
#define SCREEN_STEPS_H

#include <stdio.h>

#include "script.h"

/* Runs one line: a word and its argument. */
void steps_run(struct script *s, char *line);
/* Prints what every word does. */
void steps_help(FILE *to);

#endif
