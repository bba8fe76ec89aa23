/*
 * transport.h: one HTTP exchange at a time, many side by side, over libcurl joined to the loop. Private to src/.
 * Knows bytes, status and a few headers; nothing of envelopes, retries or pace.
 */
#ifndef ASHBY_TRANSPORT_H
#define ASHBY_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/buf.h"
#include "ashby/error.h"
#include "ashby/loop.h"

struct ashby__base;
struct ashby__transport;
struct ashby__exchange;

/* All borrowed: they outlive the transport. */
struct ashby__transport_options {
	const struct ashby__base *base;
	const char *agent;
	const char *proxy;   /* URL, "env", or NULL */
	const char *ca_file; /* or NULL */
	int connect_timeout_ms, timeout_ms, write_timeout_ms, low_speed_s;
};

/*
 * Runs after the connection stands and before the first byte of the request. Anything but ASHBY_OK stops the
 * exchange with nothing sent. Must not call into the transport or the client.
 */
typedef enum ashby_error ashby__before_fn(void *arg);

/* Takes bytes of a file as they come; anything but ASHBY_OK ends the exchange with that error. */
typedef enum ashby_error ashby__sink_fn(void *arg, const char *bytes, size_t len);

/* A link of somebody else's: no endpoint, no key, no address of a private network. Borrowed until the exchange ends. */
struct ashby__fetch {
	const char *url;
	ashby__sink_fn *sink; /* of a 2xx reply's body; other bodies are dropped */
	void *arg;
	size_t max; /* bytes */
	/* A form to post, or nothing: names and values one after another, then the file. */
	const char *const *fields; /* name, value, ..., NULL; or NULL */
	const char *file, *file_name, *file_type;
};

struct ashby__request {
	const struct ashby__fetch *fetch; /* NULL: a call of the API */
	const char *endpoint;
	const char *key;       /* borrowed for the call */
	const char *on_behalf; /* the user's id for X-On-Behalf-Of, or NULL; borrowed for the call */
	const char *body;      /* borrowed until the exchange has ended */
	size_t body_len;
	bool write;               /* on a connection of its own, sent at most once */
	ashby__before_fn *before; /* of a write, or NULL */
	void *before_arg;
};

/* What x-ratelimit-* said of the requests that are still allowed. */
struct ashby__quota {
	int64_t limit, remaining; /* -1: not sent */
	int64_t reset_s;          /* seconds until it is full again, 0: not sent or past */
};

/* Texts come from the server, printable ASCII only. */
struct ashby__response {
	struct ashby_err err; /* what stopped the exchange; error 0 when a whole reply came */
	bool sent;            /* sending began: without it, nothing has left this machine */
	int http;
	struct ashby_buf body; /* decoded; the callback may take it */
	int64_t retry_after_s; /* a date is counted from the server's own clock: 0 if absent or odd, negative if past */
	bool partner_scope; /* x-ratelimit-scope: integration-partner */
	struct ashby__quota quota;
	int64_t date_s; /* the server's clock, seconds since 1970; -1 if it did not say */
	char content_type[80];
	char request_id[80];
	char location[8192]; /* where a redirect leads, as it came */
};
typedef void ashby__response_fn(void *arg, struct ashby__response *response);

/* Starts libcurl with the wiping allocator, once; every transport does so before its first exchange. */
enum ashby_error ashby__transport_global_init(struct ashby_err *err);

enum ashby_error ashby__transport_new(struct ashby__transport **out, struct ashby_loop *loop,
	const struct ashby__transport_options *options);
/* Exchanges must be gone; may be called from inside of a callback. Accepts NULL. */
void ashby__transport_free(struct ashby__transport *transport);

/* fn runs once, never before this has returned; the exchange is gone when it runs. */
enum ashby_error ashby__exchange_new(struct ashby__exchange **out, struct ashby__transport *transport,
	const struct ashby__request *request, ashby__response_fn *fn, void *arg, struct ashby_err *err);
/* Stops it without a callback. Accepts NULL. */
void ashby__exchange_free(struct ashby__exchange *exchange);

#endif
