/*
 * outbox.h: the one way by which a write leaves the process: recorded on disk first, sent once, judged by what came back,
 * and never sent again by itself unless it is proved that nothing was applied.
 *
 * The record (an intent) lies in outbox.db in the account's state folder. It is "sending" there, synced, before the
 * first byte leaves; whatever stops the process after that leaves an intent of unknown outcome, never a lost or a
 * doubled one. Writes go one after the other, in the order of ashby_outbox_send; of several processes of one account
 * one sends at a time. Bodies of confirmed writes are erased after 7 days; confirmed and failed intents after 90;
 * unknown ones stay until somebody decides.
 */
#ifndef ASHBY_OUTBOX_H
#define ASHBY_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/catalog.h"
#include "ashby/client.h"
#include "ashby/error.h"
#include "ashby/loop.h"

#define ASHBY_INTENT_ID 33    /* 32 hex digits and a NUL */
#define ASHBY_ONCE_MAX 200    /* bytes of a once key */
#define ASHBY_OUTBOX_PREFIX 4 /* digits that may stand for an id, if they are enough */

enum ashby_intent_state {
	ASHBY_INTENT_DRAFT,       /* being written */
	ASHBY_INTENT_HELD,        /* in its undo window */
	ASHBY_INTENT_QUEUED,      /* to be sent by the process that owns it */
	ASHBY_INTENT_SENDING,     /* may have left */
	ASHBY_INTENT_CONFIRMED,   /* applied */
	ASHBY_INTENT_FAILED,      /* not applied: refused, or never sent */
	ASHBY_INTENT_UNKNOWN,     /* applied or not */
	ASHBY_INTENT_NOT_APPLIED, /* was unknown, and reading showed that it was not */
	ASHBY_INTENT_CONFLICT,    /* was unknown, and reading showed something else */
	ASHBY_INTENT_STATES
};
/* "queued", "not-applied"; never NULL. */
const char *ashby_intent_state_name(enum ashby_intent_state state);

/* One intent as it is recorded. Its texts are raw and valid during the callback that shows it. */
struct ashby_intent {
	const char *id;
	int64_t sequence; /* grows with each intent of the account */
	enum ashby_intent_state state;
	int64_t made_ms;         /* wall clock, as all times here */
	int64_t changed_ms;      /* of the last change of state */
	int64_t sent_ms;         /* when its last sending began, ASHBY_NO_TIME if nothing ever left */
	const char *fingerprint; /* of the key that it was made under */
	const char *endpoint;
	const char *targets; /* JSON object: the ids in the body by their names */
	const char *body;    /* NULL once erased */
	const char *summary; /* for people */
	enum ashby_class danger;
	const char *once; /* or NULL */
	int attempts;     /* sendings that were begun */
	bool damaged;     /* its body is not what was recorded */

	/* What the last attempt brought. Texts are "" if there is nothing. */
	const char *error; /* as ashby_error_name */
	int http;
	const char *code, *request_id, *message;
	const char *warnings;  /* JSON array */
	const char *result_id; /* of what was made */
};

struct ashby_outbox;

/*
 * Opens the account's outbox, makes it if there is none, and settles what processes have left that are dead: what was
 * sending is unknown, what was queued has failed (not sent). A damaged file is set aside, never deleted, and what can be
 * read of it is taken over; ashby_outbox_notice tells. ASHBY_ELOCAL: it cannot be opened or is of a newer version;
 * ASHBY_ECONFIG: the folder or file is open to others.
 */
enum ashby_error ashby_outbox_open(struct ashby_outbox **out, const char *account, struct ashby_err *err);
/*
 * Ends what is under way: what has not begun to leave fails (not sent), the rest is unknown; callbacks run before this
 * returns. Before the client is freed. Accepts NULL.
 */
void ashby_outbox_free(struct ashby_outbox *outbox);
/* What a person should know of the opening, "" if nothing. */
const char *ashby_outbox_notice(const struct ashby_outbox *outbox);

/* ---- looking ---- */

typedef void ashby_intent_fn(void *arg, const struct ashby_intent *intent);
/* All intents, the newest first. */
enum ashby_error ashby_outbox_each(
	struct ashby_outbox *outbox, ashby_intent_fn *fn, void *arg, struct ashby_err *err);
/* One, by its id or enough of its beginning. ASHBY_EUSAGE: there is none, or several. */
enum ashby_error ashby_outbox_find(
	struct ashby_outbox *outbox, const char *id, ashby_intent_fn *fn, void *arg, struct ashby_err *err);

/* ---- sending ---- */

/* The client that writes leave through; once, before ashby_outbox_send. Both outlive the outbox. */
enum ashby_error ashby_outbox_attach(struct ashby_outbox *outbox, struct ashby_loop *loop,
	struct ashby_client *client, struct ashby_err *err);

struct ashby_write {
	const char *endpoint;
	const char *body;    /* a JSON object; sent byte for byte */
	const char *summary; /* for people, or NULL: the catalogue's words */
	const char *once;    /* a key under which this is to happen once, or NULL */
};

/* How an intent ended. Valid during the callback. */
struct ashby_settled {
	const char *id;
	enum ashby_intent_state state;   /* confirmed, failed or unknown */
	bool sent;                       /* false: nothing of it ever left */
	bool before;                     /* confirmed earlier under the same once key; nothing was sent now */
	bool other;                      /* of that: it had another endpoint or body than this one */
	struct ashby_err err;            /* ASHBY_OK if confirmed, ASHBY_EUNKNOWN if unknown */
	int64_t time_ms;                 /* when it was settled */
	const char *request_id;          /* "" if none */
	const struct ashby_reply *reply; /* of the last attempt, or NULL */
	struct ashby_err trouble;        /* the outcome could not be recorded: why; else ASHBY_OK */
};
typedef void ashby_settled_fn(void *arg, const struct ashby_settled *settled);

/*
 * Records a write and queues it. The client must have its key. fn runs exactly once, never before this has returned.
 * On an error nothing is recorded and fn is never called. out gets the intent's id.
 *
 * once: if a write is confirmed under that key it is not sent again; if one is under way or of unknown outcome this one
 * ends with ASHBY_EUNKNOWN. The look and the record are one transaction, so that two processes cannot both win.
 */
enum ashby_error ashby_outbox_send(struct ashby_outbox *outbox, const struct ashby_write *write,
	char out[static ASHBY_INTENT_ID], ashby_settled_fn *fn, void *arg, struct ashby_err *err);
/*
 * The user's word that a failed or unknown intent is to be sent once more, as it stands: a new attempt of the same
 * intent. ASHBY_EUSAGE: its body is gone or damaged, or it is neither failed nor unknown; ASHBY_ECONFIG: it is of another
 * key.
 */
enum ashby_error ashby_outbox_retry(
	struct ashby_outbox *outbox, const char *id, ashby_settled_fn *fn, void *arg, struct ashby_err *err);
/* Removes the record of a failed or unknown intent; ASHBY_EUSAGE for others. */
enum ashby_error ashby_outbox_discard(struct ashby_outbox *outbox, const char *id, struct ashby_err *err);

/* Whether a write of this process has begun to leave and is not settled. */
bool ashby_outbox_sending(const struct ashby_outbox *outbox, const char *id);
/*
 * Stops an intent of this process; its callback runs before this returns. What has not begun to leave fails (not sent),
 * because of why; what has is no longer listened to, and unknown. No effect if it is settled.
 */
void ashby_outbox_stop(struct ashby_outbox *outbox, const char *id, const struct ashby_err *why);

#endif
