/*
 * headless_send.h: one read, or all pages of one, from the session to standard output; and what is said of a
 * write.
 */
#ifndef HEADLESS_SEND_H
#define HEADLESS_SEND_H

#include "headless.h"

struct sending {
	const struct headless *h;
	const struct ashby_function *function; /* its row, or NULL */
	const char *endpoint;
	const char *body; /* JSON object */
	bool all;         /* follow cursors to the end */
	size_t limit;     /* rows in all, 0: no limit; follows cursors as far as needed */
};

/* Sends a read and prints what comes. The exit status. */
int send_read(const struct sending *sending);
/*
 * Prints {"endpoint","body","class"} of a write instead of sending it. forced: says that it cannot leave yet.
 * The exit status: EXIT_DONE for a dry run, else EXIT_NOT_FORCED.
 */
int send_shown(const struct sending *sending, enum ashby_class danger, bool dry_run, bool forced);

#endif
