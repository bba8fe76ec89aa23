/* ledger.h: one JSON line for each request, so that a test can count what has really happened. */
#ifndef SANDBOX_LEDGER_H
#define SANDBOX_LEDGER_H

#include <stdbool.h>
#include "ashby/buf.h"
#include "ashby/error.h"

struct ledger_entry {
	const char *endpoint;
	const struct ashby_buf *body;
	const char *fault; /* the rule, or NULL */
	bool acted;        /* the endpoint's handler ran */
	bool applied;      /* and changed something */
	bool notified;     /* and would have told people: sendNotifications, an e-mail */
	int status;        /* of the reply that was meant, 0 if none */
	const char *code;  /* of the failure, or NULL */
	const char *request_id;
};

struct ledger_file;

enum ashby_error ledger_open(struct ledger_file **out, const char *path, struct ashby_err *err);
void ledger_close(struct ledger_file *ledger);                                   /* accepts NULL */
void ledger_write(struct ledger_file *ledger, const struct ledger_entry *entry); /* accepts a NULL ledger */

#endif
