/*
 * request.h: one HTTP request inside the server: its state, and making its reply. http.c is about connections and
 * the loop, request.c about what is answered.
 */
#ifndef SANDBOX_REQUEST_H
#define SANDBOX_REQUEST_H

#include <microhttpd.h>
#include "http.h"

#define REQUEST_ID 26 /* characters of a ULID */

struct request {
	struct server *server;
	struct MHD_Connection *connection;
	struct request *next, **link;
	char path[256];
	bool post, delayed, suspended, too_long;
	struct ashby_buf body;
	struct ashby_timer *timer;
	struct fault fault;
	char id[REQUEST_ID + 1];
	/* the reply */
	struct ashby_buf reply;
	int status;
	const char *type;
	const char *retry_after; /* or NULL */
	size_t sent, allowance;  /* of a drip */
};

struct server {
	struct ashby_loop *loop;
	struct MHD_Daemon *daemon;
	struct ashby_watch *watch;
	struct ashby_timer *timer;
	struct world *world;
	struct faults *faults;
	struct ledger_file *ledger;
	struct server_options options;
	struct request *requests;
	char address[160], base_url[160];
	uint64_t count;    /* of requests, for their ids */
	int64_t window_ms; /* start of the second that is being counted */
	int in_window;
	bool closing;
};

/* Makes request->reply, status and type; notes it in the ledger. */
void request_answer(struct request *request);
/* Sends bytes past libmicrohttpd, for faults that it cannot be brought to. */
void request_cut(struct request *request);
void request_name(struct request *request);
/* Takes the connection out of the event loop until request_resume. */
void request_suspend(struct request *request);

#endif
