/*
 * client.h: a session with one Ashby account: key, transport, queue, pace. Asynchronous, on one loop, one thread.
 *
 * A call is made in a scope. Each call ends with exactly one callback, cancelled or not, never before ashby_call has
 * returned. Freeing a scope cancels what is left of it: those callbacks run (ASHBY_ECANCELLED) before the free
 * returns, so the owner of arg may go right after.
 *
 * Reads are retried as SAFETY H1 to H9 say. A write is refused here (ASHBY_EREFUSED): it leaves through the outbox.
 */
#ifndef ASHBY_CLIENT_H
#define ASHBY_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/error.h"
#include "ashby/loop.h"
#include "ashby/record.h"
#include "ashby/text.h"

struct ashby_client;
struct ashby_scope;
struct ashby_call;

struct ashby_client_options {
	const char *
		base_url; /* NULL: https://api.ashbyhq.com; "http://127.0.0.1:PORT" and "unix:PATH": sandbox keys only */
	const char *agent;   /* User-Agent, NULL: "libashby/VERSION" */
	const char *proxy;   /* URL, "env" to honour the environment, NULL: none */
	const char *ca_file; /* added to the system's authorities, or NULL */
	const char *
		on_behalf; /* user id for X-On-Behalf-Of, "?" if ashby_client_act_for will tell it, or NULL */
	int rate;          /* requests a second; 0: auto (off on loopback); -1: off */
	int connect_timeout_ms; /* 0: 10000 */
	int timeout_ms;         /* of a read, 0: 30000 */
	int low_speed_s;        /* seconds under 100 B/s before giving up, 0: 15 */
};

/* Whether a key may go to a base URL: https anywhere, plain http only to loopback and only with a "sandbox-" key. */
enum ashby_error ashby_url_check(const char *base_url, const char *key, struct ashby_err *err);
/* Whether text has the form of a key: 16 to 256 of [A-Za-z0-9._-]. */
bool ashby_key_valid(const char *key);

/* A client without a key: calls wait until ashby_client_set_key. Options are copied. */
enum ashby_error ashby_client_new(struct ashby_client **out, struct ashby_loop *loop,
	const struct ashby_client_options *options, struct ashby_err *err);
/* Cancels everything; scopes of it must be freed before. Accepts NULL. */
void ashby_client_free(struct ashby_client *client);
/* Copies the key (kept wiped and out of core dumps) and lets waiting calls go; lifts the stop after 401 or 403. */
enum ashby_error ashby_client_set_key(struct ashby_client *client, const char *key, struct ashby_err *err);
/*
 * For a client made with on_behalf "?": from now on calls carry this user's id, and those that waited go. Nobody can be
 * found: ashby_client_fail, so that no call is made as somebody else.
 */
enum ashby_error ashby_client_act_for(
	struct ashby_client *client, const char *user_id, struct ashby_err *err);
/* No key can be had: waiting and later calls fail with this error until a key is set. */
void ashby_client_fail(struct ashby_client *client, const struct ashby_err *err);

enum ashby_error ashby_scope_new(struct ashby_scope **out, struct ashby_client *client);
void ashby_scope_free(struct ashby_scope *scope); /* accepts NULL */
void ashby_scope_cancel(struct ashby_scope *scope);
/* Calls of the scope that have not ended. */
size_t ashby_scope_pending(const struct ashby_scope *scope);

enum ashby_call_flags {
	ASHBY_CALL_PREFETCH = 1, /* after what a person waits for */
	ASHBY_CALL_RAW = 2,      /* an endpoint outside of the catalogue that the caller knows to be a read */
	ASHBY_CALL_AS_KEY = 4,   /* as the key itself, never on behalf of a person: what finds the person */
};

/* What came of a call. Everything in it is valid during the callback; ref the record to keep it. */
struct ashby_reply {
	enum ashby_error error; /* as err.error */
	struct ashby_err err;
	int http;
	struct ashby_record *record; /* the envelope when the reply was JSON, also of a refusal; else NULL */
	struct ashby_value results;  /* of a success; else absent */
	struct ashby_value warnings; /* array of codes when something was not done; else absent */
	const char *endpoint;
	const char *request_id; /* "" if none */
	int64_t elapsed_ms;
	size_t bytes; /* decoded */
	int tries;
};
typedef void ashby_reply_fn(void *arg, const struct ashby_reply *reply);

/*
 * Queues a call. body is a JSON object, NULL for {}; it is copied. On an error nothing is queued and fn is never
 * called. out may be NULL; the handle is good until the callback has returned.
 */
enum ashby_error ashby_call(struct ashby_call **out, struct ashby_scope *scope, const char *endpoint,
	const char *body, unsigned flags, ashby_reply_fn *fn, void *arg, struct ashby_err *err);
/* Cancels one call; its callback runs before this returns. */
void ashby_call_cancel(struct ashby_call *call);
/* Cancels the newest call that a person waits for; false if there is none. */
bool ashby_client_cancel_newest(struct ashby_client *client);

/* ---- paging ---- */

/*
 * Follows cursors: each ashby_pager_next asks for one more page. Guards (SAFETY H14): a cursor seen before, 10,000
 * pages, an expired cursor or token (starts over once, `restarted` tells).
 */
struct ashby_pager;
enum ashby_error ashby_pager_new(struct ashby_pager **out, struct ashby_scope *scope, const char *endpoint,
	const char *body, unsigned flags, struct ashby_err *err);
void ashby_pager_free(
	struct ashby_pager *pager); /* cancels a running page, as ashby_call_cancel; accepts NULL */
/* One page at a time: ASHBY_EUSAGE while one is on its way or after the last. */
enum ashby_error ashby_pager_next(
	struct ashby_pager *pager, ashby_reply_fn *fn, void *arg, struct ashby_err *err);
/* Flags of the pages that are asked for from now on. */
void ashby_pager_set_flags(struct ashby_pager *pager, unsigned flags);
bool ashby_pager_more(const struct ashby_pager *pager); /* another page can be asked for */
bool ashby_pager_busy(const struct ashby_pager *pager);
bool ashby_pager_restarted(
	const struct ashby_pager *pager); /* the page now delivered is a first page again */
unsigned ashby_pager_pages(const struct ashby_pager *pager); /* delivered */
/* The sync token of the last page, "" before or if none; belongs to the pager. */
const char *ashby_pager_token(const struct ashby_pager *pager);

/* ---- what is going on, for the status line and Activity ---- */

enum ashby_call_state { ASHBY_WAITING, ASHBY_RUNNING, ASHBY_RETRYING, ASHBY_DONE };

struct ashby_activity {
	uint64_t serial; /* grows by one a call */
	enum ashby_call_state state;
	char endpoint[64];
	int64_t started_ms; /* wall clock */
	int64_t elapsed_ms; /* so far, or in all */
	int http, tries;
	size_t bytes;
	enum ashby_error error; /* of a call that is done */
	char code[80];
	char request_id[80];
	bool prefetch;
};

/* The i-th newest of the last 500 calls; false past the end. */
bool ashby_client_activity(const struct ashby_client *client, size_t i, struct ashby_activity *out);

struct ashby_traffic {
	size_t waiting, running;  /* running includes retrying */
	size_t foreground;        /* of both, those that a person waits for */
	int64_t oldest_ms;        /* how long the oldest foreground call has taken, 0 if none */
	char endpoint[64];        /* of that call, "" if none */
	int64_t pause_ms;         /* until the wait is over, 0 if none */
	bool limited;             /* it is for a 429; else the server said that no request is left for now */
	bool partner_scope;       /* the 429 was for the whole integration partner */
	double rate;              /* requests a second allowed now, 0: no limit */
	int64_t limit, remaining; /* as the server last said (x-ratelimit-*), -1: it does not say */
	bool skew_known;          /* the server has told its time */
	int64_t skew_s;           /* the server's clock less this computer's */
	bool stopped;             /* 401 or a wrong-key 403 stopped all traffic */
	struct ashby_err stop;    /* why */
	uint64_t sent, failed;
};
void ashby_client_traffic(const struct ashby_client *client, struct ashby_traffic *out);
/* Called (in the loop, at most once a turn) when either of the two above has changed. One function. */
void ashby_client_listen(struct ashby_client *client, void (*fn)(void *arg), void *arg);

#endif
