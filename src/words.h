/* words.h: a command line of the configuration, split like a shell does it, without any expansion. */
#ifndef ASHBY_WORDS_H
#define ASHBY_WORDS_H

#include "ashby/error.h"

/*
 * Splits text into a NULL-ended array: blanks part words, '...' and "..." hold them together, a backslash takes the
 * next character as it is (in "..." only before " and backslash). Free it with ashby__words_free.
 * ASHBY_EUSAGE: an open quote, or no word at all.
 */
enum ashby_error ashby__words_split(char ***out, const char *text, struct ashby_err *err);
void ashby__words_free(char **words); /* accepts NULL */

#endif
