/*
 * http.h: the HTTP side: libmicrohttpd without threads of its own, its epoll descriptor and its time-outs joined to
 * the loop. Nothing sleeps: a delay suspends the connection.
 */
#ifndef SANDBOX_HTTP_H
#define SANDBOX_HTTP_H

#include "ashby/error.h"
#include "ashby/loop.h"
#include "call.h"
#include "fault.h"
#include "ledger.h"
#include "world.h"

struct server_options {
	int port;              /* 0: any */
	const char *unix_path; /* instead of a port; made 0600 */
	char *tls;             /* certificate and key, the text of a PEM file; NULL: plain HTTP */
	int latency_ms;
	int rate; /* requests a second; 0: no limit */
	struct key key;
};

struct server;

/* world, faults and ledger (may be NULL) belong to the caller and outlive the server. */
enum ashby_error server_new(struct server **out, struct ashby_loop *loop, struct world *world,
	struct faults *faults, struct ledger_file *ledger, const struct server_options *options,
	struct ashby_err *err);
void server_free(struct server *server); /* accepts NULL */
/* http://127.0.0.1:PORT or unix:PATH. */
const char *server_address(const struct server *server);

#endif
