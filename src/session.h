/*
 * session.h: a client from inside: its calls, scopes, key and what it remembers of the traffic. Private to src/.
 *
 * client.c owns the key and decides which call goes next, request.c leads one call through its life, scope.c and
 * activity.c only look at the list of calls.
 */
#ifndef ASHBY_SESSION_H
#define ASHBY_SESSION_H

#include "ashby/client.h"
#include "envelope.h"
#include "pace.h"
#include "transport.h"
#include "url.h"

#define ASHBY__ACTIVITY_MAX 500
#define ASHBY__SECRET_SIZE 512 /* a key and its NUL */

/* How a write ended, with what its verdict is made of. Valid during the callback. */
struct ashby__written {
	const struct ashby_reply *reply;
	bool sent;  /* `before` let it go */
	bool whole; /* a whole HTTP reply came */
	enum ashby__success success;
	int64_t wait_ms; /* after a 429: until it may be tried again */
};
typedef void ashby__written_fn(void *arg, const struct ashby__written *written);

/*
 * A write. before runs when the connection stands and nothing has been sent; unless it returns ASHBY_OK nothing is.
 * It must not call into the client. fn runs as the callback of any call does.
 */
struct ashby__write {
	const char *endpoint;
	const char *body; /* exactly what is sent */
	const char *
		fingerprint; /* of the key it is meant for: with another one it is not sent (ASHBY_ECONFIG) */
	int tries;           /* that it has had */
	ashby__before_fn *before;
	ashby__written_fn *fn;
	void *arg; /* of both */
};

struct ashby_call {
	struct ashby_client *client;
	struct ashby_scope *scope;
	struct ashby_call *prev, *next; /* of the client, oldest first */
	enum ashby_call_state state;
	uint64_t serial;
	char endpoint[128];
	char *body;
	size_t body_len;
	unsigned flags;
	ashby_reply_fn *fn;
	void *arg;
	struct ashby__exchange *exchange; /* while on the wire */
	int64_t made_ms, ready_ms;        /* of the loop's clock; ready: when a retry may go */
	int tries;

	/* Of a write only. */
	ashby__written_fn *written; /* NULL: a read */
	ashby__before_fn *before;
	bool sent;
	char fingerprint[9];
};

struct ashby_scope {
	struct ashby_client *client;
	size_t pending;
	bool dying;
};

/* A line of Activity with the loop's time of its start. */
struct ashby__note {
	struct ashby_activity shown;
	int64_t made_ms;
};

struct ashby_client {
	struct ashby_loop *loop;
	struct ashby__transport *transport;
	struct ashby__base base;
	struct ashby__pace pace;
	char *agent, *proxy, *ca_file, *on_behalf;
	bool anonymous;               /* for whom calls are made is not known yet: they wait */
	char *key;                    /* a locked page; "" until one is set */
	char fingerprint[9];          /* of the key, "" until one is set */
	struct ashby_timer *pump;     /* sends what may go */
	struct ashby_timer *announce; /* tells the listener, once a turn */
	struct ashby_call *oldest, *newest;
	uint64_t serial;
	struct ashby_err refuse;     /* error set: calls fail with it until a key is set */
	bool stopped;                /* because of 401 or 403 */
	bool partner_scope, limited; /* what the pause is for: a 429, or a used up quota */
	int64_t limit, remaining;    /* as the server last said, -1: never */
	int64_t skew_s;              /* its clock less ours, when it last said */
	bool skew_known;
	uint64_t sent, failed;
	struct ashby__note *notes; /* ring of ASHBY__ACTIVITY_MAX by serial */
	void (*listener)(void *arg);
	void *listener_arg;
	uint32_t random;
	int retry_permille; /* of the waits; tests make them short */
	unsigned busy;      /* callbacks on the stack */
	bool dead;          /* freed inside of one */
};

/* ---- client.c ---- */
/* Something may be ready to go: looks at it in the loop. */
void ashby__client_pump(struct ashby_client *client);
/* All calls but those made from now on end with err, and so do later ones until a key is set. */
void ashby__client_refuse(struct ashby_client *client, const struct ashby_err *err);
/* Around callbacks: leave frees a client that one of them has freed; false: it is gone. */
void ashby__client_enter(struct ashby_client *client);
bool ashby__client_leave(struct ashby_client *client);
/* Scales every wait before a retry; 1000 is what it should be. */
void ashby__client_retry_scale(struct ashby_client *client, int permille);

/* ---- request.c ---- */
/*
 * Queues a write, before all reads. For the outbox only, which has recorded it: one attempt, never repeated here. On an
 * error nothing is queued and fn is never called.
 */
enum ashby_error ashby__call_write(struct ashby_call **out, struct ashby_scope *scope,
	const struct ashby__write *write, struct ashby_err *err);
/* Puts it on the wire; ends it with an error if that cannot be done. */
void ashby__call_start(struct ashby_call *call);
/* Takes it off the wire and out of the lists, runs its callback with an error and frees it. */
void ashby__call_fail(struct ashby_call *call, const struct ashby_err *err);

/* ---- activity.c ---- */
enum ashby_error ashby__activity_init(struct ashby_client *client);
void ashby__activity_note(struct ashby_call *call, const struct ashby_reply *reply);
void ashby__activity_changed(struct ashby_client *client);

#endif
