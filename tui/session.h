/*
 * session.h: what the terminal app and the headless verbs share: configuration, the account in use, a loop, a
 * client, and the key on its way to it. Opening prints nothing and sends nothing.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <ashby/ashby.h>
#include "cli.h"
#include "identity.h"
#include "log.h"

struct demo;

struct session {
	const struct cli *cli;
	struct ashby_env env;
	struct ashby_config *config;
	const struct ashby_account *account; /* in use; lives as long as the session */
	struct ashby_loop *loop;
	struct ashby_client *client; /* its calls wait until session_key's answer */
	struct demo *demo;           /* a private sandbox, or NULL */
	char own_folder[1024];       /* where the user keeps keys.conf and themes; "" if nowhere */
	bool read_only;              /* by option or by account */

	/* The key. One of the two becomes true in the loop, then on_key is called if it is set. */
	bool key_known;  /* the client has it */
	bool key_failed; /* it cannot be had: key_err says why, and so do all calls */
	struct ashby_err key_err;
	char key_source[160]; /* "key-command 'pass'", "ASHBY_API_KEY", ...; "" before */
	char key_print[9];    /* the key's fingerprint; "" before */
	void (*on_key)(void *arg);
	void *on_key_arg;

	struct identity who;
	unsigned ask; /* what is to be found out with a key; for whom calls are made always is */

	struct ashby_key_request *key_request;
	struct ashby_account demo_account;
	struct call_log log; /* log_calls(&session.log, client) when calls have ended */
};

/*
 * Takes the environment (and wipes the key there), reads the configuration, finds the account, starts the
 * sandbox of --demo, makes loop and client. On an error nothing is left open.
 */
enum ashby_error session_open(struct session *session, const struct cli *cli, struct ashby_err *err);
/* The first steps of that only: environment, configuration, account. For verbs that call nothing. */
enum ashby_error session_configure(struct session *session, const struct cli *cli, struct ashby_err *err);
/* Starts to fetch the key; call it again to try again. */
enum ashby_error session_key(struct session *session, struct ashby_err *err);
/*
 * Closes it and opens it anew, as another account or with a key that was typed meanwhile (session->env.typed): what the
 * environment said is kept. On an error nothing but that is left, for another try.
 */
enum ashby_error session_reopen(struct session *session, const struct cli *cli, struct ashby_err *err);
/* Wipes a key that was typed for this session. */
void session_forget_typed(struct session *session);
/* Frees all; ends the sandbox. Scopes of the client must be freed before. */
void session_close(struct session *session);

#endif
