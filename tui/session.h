/*
 * session.h: what the terminal app and the headless verbs share: configuration, the account in use, a loop, a client,
 * and the key on its way to it. Opening prints nothing and sends nothing.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/ashby.h>
#include "cli.h"

struct demo;

struct session {
	const struct cli *cli;
	struct ashby_env env;
	struct ashby_config *config;
	const struct ashby_account *account; /* belongs to config */
	const char *base_url;                /* in force; NULL: Ashby's own */
	struct ashby_loop *loop;
	struct ashby_client *client; /* waits for its key until session_key */
	struct demo *demo;           /* a private sandbox, or NULL */
	bool read_only;              /* by option or by account */

	/* the key */
	bool key_known;  /* it came, and the client has it */
	bool key_failed; /* it cannot be had: key_err says why; the client fails all calls */
	struct ashby_err key_err;
	char key_source[120];      /* "key-command", "ASHBY_API_KEY", ...; "" before */
	void (*on_key)(void *arg); /* called in the loop when one of the two became true; may be NULL */
	void *on_key_arg;
	struct ashby_key_request *key_request;

	/* the log of --log */
	int log_fd;           /* -1: none */
	uint64_t logged[512]; /* serials of ended calls that it has, by serial */
};

/*
 * Reads the environment (and wipes the key there) and the configuration, finds the account, starts the sandbox of
 * --demo, makes loop and client. On an error nothing is left open. ASHBY_ECONFIG, ASHBY_EUSAGE, ASHBY_ELOCAL, ...
 */
enum ashby_error session_open(struct session *session, const struct cli *cli, struct ashby_err *err);
/* Starts to fetch the key. How it went is known in the loop: key_known, key_failed, on_key. Once, or again to retry. */
enum ashby_error session_key(struct session *session, struct ashby_err *err);
/* Writes calls that have ended to the log. Call it from ashby_client_listen's function. */
void session_log(struct session *session);
/* Frees all; ends the sandbox. Scopes of the client must be freed before. */
void session_close(struct session *session);

#endif
