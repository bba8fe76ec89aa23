/*
 * session_kit.h: what the tests of the client share: a loop, a scripted server, a client with a sandbox key and short
 * retries, and a record of the replies that came. A test includes it once, after cmocka.h.
 */
#ifndef TEST_SESSION_KIT_H
#define TEST_SESSION_KIT_H

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "ashby/client.h"
#include "server.h"
#include "session.h"

#define KIT_KEY "sandbox-0123456789ab"
#define KIT_BASIC "Authorization: Basic c2FuZGJveC0wMTIzNDU2Nzg5YWI6\r\n"
#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-ashby-request-id: 01REQ\r\n"
#define EMPTY_LIST OK_HEAD "Content-Length: 29\r\n\r\n{\"success\":true,\"results\":[]}"
#define SCRIPT(kit, rows) server_script(&(kit)->server, rows, sizeof(rows) / sizeof(*rows))

struct kit {
	struct ashby_loop *loop;
	struct server server;
	struct ashby_client *client;
	struct ashby_scope *scope;
};

/* What a callback was given. */
struct got {
	int count;
	enum ashby_error error;
	struct ashby_err err;
	int http, tries;
	size_t bytes, results, warnings;
	bool record;
	char endpoint[64], request_id[80];
};

static inline void kit_got(void *arg, const struct ashby_reply *reply)
{
	struct got *got = arg;

	got->count++;
	got->error = reply->error;
	got->err = reply->err;
	got->http = reply->http;
	got->tries = reply->tries;
	got->bytes = reply->bytes;
	got->record = reply->record != NULL;
	got->results = ashby_value_count(reply->results);
	got->warnings = ashby_value_count(reply->warnings);
	snprintf(got->endpoint, sizeof(got->endpoint), "%.63s", reply->endpoint);
	snprintf(got->request_id, sizeof(got->request_id), "%s", reply->request_id);
}

static inline void kit_client(struct kit *kit, const struct ashby_client_options *options)
{
	struct ashby_client_options o = { .base_url = NULL };

	if (options)
		o = *options;
	if (!o.base_url)
		o.base_url = kit->server.url;
	assert_int_equal(ashby_client_new(&kit->client, kit->loop, &o, NULL), ASHBY_OK);
	ashby__client_retry_scale(kit->client, 0);
	assert_int_equal(ashby_client_set_key(kit->client, KIT_KEY, NULL), ASHBY_OK);
	assert_int_equal(ashby_scope_new(&kit->scope, kit->client), ASHBY_OK);
}

static inline void kit_init(struct kit *kit, bool on_unix, const struct ashby_client_options *options)
{
	memset(kit, 0, sizeof(*kit));
	assert_int_equal(ashby_loop_new(&kit->loop), ASHBY_OK);
	assert_true(server_init(&kit->server, kit->loop, on_unix));
	kit_client(kit, options);
}

static inline void kit_release(struct kit *kit)
{
	ashby_scope_free(kit->scope);
	ashby_client_free(kit->client);
	server_release(&kit->server);
	ashby_loop_free(kit->loop);
}

static inline void kit_call(struct kit *kit, const char *endpoint, struct got *got)
{
	struct ashby_err err;

	memset(got, 0, sizeof(*got));
	if (ashby_call(NULL, kit->scope, endpoint, NULL, 0, kit_got, got, &err))
		fail_msg("'%s': %s", endpoint, err.message);
	assert_int_equal(got->count, 0);
}

/* Turns until the reply is there; a test that never gets it is stopped by the alarm that main sets. */
static inline void kit_wait(struct kit *kit, const struct got *got)
{
	while (!got->count)
		assert_int_equal(ashby_loop_turn(kit->loop, -1), ASHBY_OK);
}

/* Turns until the server has seen so many requests. */
static inline void kit_requests(struct kit *kit, size_t count)
{
	while (kit->server.request_count < count)
		assert_int_equal(ashby_loop_turn(kit->loop, -1), ASHBY_OK);
}

/* A few turns in which nothing is waited for. */
static inline void kit_settle(struct kit *kit)
{
	int i;

	for (i = 0; i < 20; i++)
		assert_int_equal(ashby_loop_turn(kit->loop, 0), ASHBY_OK);
}

#endif
