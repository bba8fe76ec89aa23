/*
 * headless_send.h: one read, or all pages of one, from the session to standard output.
 */
#ifndef HEADLESS_SEND_H
#define HEADLESS_SEND_H

#include "headless.h"
#include "session.h"

struct sending {
	const struct headless *h;
	const struct ashby_function *function; /* its row, or NULL */
	const char *endpoint;
	const char *body;        /* JSON object */
	bool all;                /* follow cursors to the end */
	size_t limit;            /* rows in all, 0: no limit; follows cursors as far as needed */
	struct ashby_plan *plan; /* what is done on this side, or NULL: nothing */
	struct session *session; /* the verb's own, which closes it; opened when it is first needed */
	void (*took)(void *arg,
		const struct ashby_reply *reply); /* of a write: gets the reply, in place of print */
	void *took_arg;
};

struct write_wish;

/* The verb api with its words read: body is JSON, @FILE or -. The exit status. */
int api_send(const struct headless *h, const char *endpoint, const char *body, const struct write_wish *wish);

/* Opens the session unless it is open, and asks for the key. */
enum ashby_error send_open(const struct sending *sending, struct ashby_err *err);
/* Makes the read that must come before a write, and completes the write's body. EXIT_DONE, or it has told why not. */
int send_first(const struct sending *sending, struct ashby_body *body);

/* Sends a read and prints what comes. The exit status. */
int send_read(const struct sending *sending);
/* Prints the reply of a single call, and its warnings. */
void send_print(const struct sending *sending, const struct ashby_reply *reply);

#endif
