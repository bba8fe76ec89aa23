/*
 * history.h: what of a command line may be remembered on disk. Pure.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include <stdbool.h>
#include <ashby/buf.h>

#define HISTORY_LINES 500

/*
 * Appends to out what may be kept of a line: all of it, or, for a write, only the command and the endpoint; of a note
 * nothing. False if nothing is to be kept.
 */
bool history_keeps(const char *line, struct ashby_buf *out);

#endif
