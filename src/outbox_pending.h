/*
 * outbox_pending.h: the intents that this process has to bring to an end. outbox.c takes them in, outbox_attempt.c sends
 * and settles them. For these two only.
 */
#ifndef ASHBY_OUTBOX_PENDING_H
#define ASHBY_OUTBOX_PENDING_H

#include "ashby/outbox.h"
#include "outbox_journal.h"
#include "outcome.h"
#include "session.h"

struct ashby__pending {
	struct ashby_outbox *outbox;
	struct ashby__pending *next;
	char id[ASHBY_INTENT_ID];
	char fingerprint[9];
	char *endpoint, *body;
	ashby_settled_fn *fn;
	void *arg;

	/* Something stands under its once key: it is told, nothing is sent. */
	bool found;
	struct ashby__once once;

	struct ashby_call *call; /* of the attempt under way */
	bool locked;             /* that attempt has the account's turn */
	bool sending;            /* and has begun to leave */
	bool sent;               /* one ever has */
	bool doubt;              /* an attempt before this queueing is of unknown outcome */
	int tries;
	struct ashby__patience patience;
	int64_t first_ms,
		ready_ms; /* of the loop's clock: of the first attempt, 0 before; when the next may be */
	struct ashby_err before;     /* why the last attempt could not be recorded */
	struct ashby_err last;       /* how it ended */
	const struct ashby_err *why; /* somebody stops it, because of this */
};

struct ashby_outbox {
	struct ashby__journal journal;
	struct ashby_loop *loop;
	struct ashby_client *client;
	struct ashby_scope *scope;
	struct ashby_timer *timer; /* the next turn */
	struct ashby__pending *first;
	unsigned busy; /* callbacks on the stack */
	bool dead;     /* freed inside of one */
};

/* ---- outbox.c ---- */
/* Around callbacks: leave frees an outbox that one of them has freed; false: it is gone. */
void ashby__outbox_enter(struct ashby_outbox *outbox);
bool ashby__outbox_leave(struct ashby_outbox *outbox);
/* Unlinks it, tells its caller and frees it. */
void ashby__pending_tell(struct ashby__pending *pending, struct ashby_settled *settled);

/* ---- outbox_attempt.c ---- */
void ashby__outbox_turn(void *outbox); /* of the timer */
/* Ends it now, whatever it is at. */
void ashby__pending_stop(struct ashby__pending *pending, const struct ashby_err *why);

#endif
