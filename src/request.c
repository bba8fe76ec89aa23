/*
 * request.c: one call from ashby_call to its one callback: checks, the wire, the envelope, another try. Knows neither
 * the queue's order nor the pace's figures.
 */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ashby/catalog.h"
#include "envelope.h"
#include "retry.h"

static bool writes(const char *endpoint, unsigned flags)
{
	const struct ashby_function *function = ashby_catalog_find(endpoint);

	if (function)
		return function->effect == ASHBY_WRITE;
	return !(flags & ASHBY_CALL_RAW);
}

/* ---- lists ---- */

static void call_link(struct ashby_call *call)
{
	struct ashby_client *client = call->client;

	call->serial = ++client->serial;
	call->prev = client->newest;
	if (client->newest)
		client->newest->next = call;
	else
		client->oldest = call;
	client->newest = call;
	call->scope->pending++;
}

static void call_unlink(struct ashby_call *call)
{
	struct ashby_client *client = call->client;

	if (call->prev)
		call->prev->next = call->next;
	else
		client->oldest = call->next;
	if (call->next)
		call->next->prev = call->prev;
	else
		client->newest = call->prev;
	call->scope->pending--;
}

/* ---- the end ---- */

/* Nothing of the call is in a list any more when its callback runs, so that one may free scope and client. */
static void call_end(struct ashby_call *call, struct ashby_reply *reply, struct ashby__written *written)
{
	struct ashby_client *client = call->client;

	if (call->exchange) {
		ashby__exchange_free(call->exchange);
		call->exchange = NULL;
		ashby__pace_end(&client->pace);
	}
	call->state = ASHBY_DONE;
	call_unlink(call);
	reply->endpoint = call->endpoint;
	reply->request_id = reply->err.request_id;
	reply->error = reply->err.error;
	reply->tries = call->tries;
	reply->elapsed_ms = ashby_loop_now(client->loop) - call->made_ms;
	if (reply->error)
		client->failed++;
	ashby__activity_note(call, reply);
	ashby__activity_changed(client);
	ashby__client_pump(client);
	ashby__client_enter(client);
	if (call->written) {
		written->reply = reply;
		written->sent = call->sent;
		call->written(call->arg, written);
	} else {
		call->fn(call->arg, reply);
	}
	ashby__client_leave(client);
	free(call->body);
	free(call);
}

void ashby__call_fail(struct ashby_call *call, const struct ashby_err *err)
{
	struct ashby_reply reply = { .err = *err };
	struct ashby__written written = { .whole = false };

	call_end(call, &reply, &written);
}

/* ---- the wire ---- */

static uint32_t random_next(struct ashby_client *client)
{
	uint32_t x = client->random ? client->random : 1;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return client->random = x;
}

/* Puts a call back for another try; false if it has had its tries. */
static bool try_again(struct ashby_call *call, const struct ashby_err *err, int64_t wait)
{
	struct ashby_client *client = call->client;

	if (wait < 0)
		return false;
	call->state = ASHBY_RETRYING;
	call->ready_ms = ashby_loop_now(client->loop) + wait;
	ashby__activity_note(
		call, &(struct ashby_reply){ .err = *err, .http = err->http, .tries = call->tries });
	ashby__activity_changed(client);
	ashby__client_pump(client);
	return true;
}

/* To act for a person is a right of its own: a refusal may be about that, and nothing is sent again without it. */
static void say_for_whom(const struct ashby_call *call, struct ashby_err *err)
{
	static const char note[] = "; it was asked for on behalf of a person, which is a right of its own";
	size_t len = strlen(err->message);

	if ((err->error != ASHBY_EPERM && err->error != ASHBY_EAUTH) || !call->client->on_behalf ||
		call->flags & ASHBY_CALL_AS_KEY)
		return;
	if (len + sizeof(note) <= sizeof(err->message))
		memcpy(err->message + len, note, sizeof(note));
}

/* The body as a record, and what it says. */
static void response_read(struct ashby_call *call, const struct ashby__response *response,
	struct ashby_reply *reply, struct ashby__written *written)
{
	const struct ashby_function *function = ashby_catalog_find(call->endpoint);
	struct ashby__evidence evidence = {
		.http = response->http,
		.content_type = response->content_type,
		.request_id = response->request_id,
		.retry_after_s = ashby__retry_after(response->retry_after_s),
		.body = ashby_text_of(response->body.data, response->body.len),
		.endpoint = call->endpoint,
		.permission = function ? function->permission : NULL,
	};
	struct ashby__envelope envelope;
	struct ashby_err parse;

	if (response->body.len && ashby_record_parse(&reply->record, evidence.body, NULL, &parse))
		evidence.parse = &parse;
	evidence.record = reply->record;
	ashby__envelope_read(&envelope, &evidence);
	written->whole = true;
	written->success = ashby__envelope_success(&evidence);
	reply->err = envelope.err;
	reply->results = envelope.results;
	reply->warnings = envelope.warnings;
	say_for_whom(call, &reply->err);
}

/* What a failure means for the other calls of the key. */
static void failure_spread(
	struct ashby_client *client, const struct ashby_err *err, bool partner, int64_t wait)
{
	if (err->error == ASHBY_ERATE) {
		client->partner_scope = partner;
		client->limited = true;
		ashby__pace_limited(&client->pace, wait > 0 ? wait : 0, ashby_loop_now(client->loop));
	}
	/* One refusal of the key is enough: more of them could lock it out. */
	if (err->error == ASHBY_EAUTH) {
		client->stopped = true;
		ashby__client_refuse(client, err);
	}
}

/* What a reply's headers say of the key and of the clocks, whatever its status. */
static void headers_heed(struct ashby_client *client, const struct ashby__response *response)
{
	int64_t now = ashby_loop_now(client->loop);

	if (response->date_s > 0) {
		client->skew_known = true;
		client->skew_s = response->date_s - (int64_t)time(NULL);
	}
	if (response->quota.limit >= 0)
		client->limit = response->quota.limit;
	if (response->quota.remaining < 0)
		return;
	client->remaining = response->quota.remaining;
	if (!ashby__pace_pause(&client->pace, now))
		client->limited = client->partner_scope = false;
	ashby__pace_quota(&client->pace, response->quota.remaining, response->quota.reset_s, now);
}

static void on_response(void *arg, struct ashby__response *response)
{
	struct ashby_call *call = arg;
	struct ashby_client *client = call->client;
	struct ashby_reply reply = {
		.err = response->err, .http = response->http, .bytes = response->body.len
	};
	struct ashby__written written = { .whole = false };
	struct ashby_record *record;
	int64_t wait;

	call->exchange = NULL;
	ashby__pace_end(&client->pace);
	if (!response->err.error)
		response_read(call, response, &reply, &written);
	reply.err.http = response->http;
	if (!reply.err.request_id[0])
		memcpy(reply.err.request_id, response->request_id, sizeof(reply.err.request_id));
	headers_heed(client, response);
	wait = ashby__retry_wait(&reply.err, call->tries, random_next(client));
	if (wait > 0)
		wait = wait * client->retry_permille / 1000;
	written.wait_ms = wait > 0 ? wait : 0;
	failure_spread(client, &reply.err, response->partner_scope, wait);
	record = reply.record;
	if (call->written || !try_again(call, &reply.err, wait))
		call_end(call, &reply, &written);
	ashby_record_unref(record);
}

/* Whether the write may go is the outbox's to say, once: what libcurl does on its own is the transport's to stop. */
static enum ashby_error before_write(void *arg)
{
	struct ashby_call *call = arg;
	enum ashby_error error = call->sent ? ASHBY_EREFUSED : call->before(call->arg);

	call->sent = call->sent || !error;
	return error;
}

void ashby__call_start(struct ashby_call *call)
{
	struct ashby_client *client = call->client;
	struct ashby__request request = {
		.endpoint = call->endpoint,
		.key = client->key,
		.on_behalf = call->flags & ASHBY_CALL_AS_KEY ? NULL : client->on_behalf,
		.body = call->body,
		.body_len = call->body_len,
		.write = call->written != NULL,
		.before = call->written ? before_write : NULL,
		.before_arg = call,
	};
	struct ashby_err err;

	if (call->written && strcmp(call->fingerprint, client->fingerprint) != 0) {
		ashby_err_set(&err, ASHBY_ECONFIG,
			"this write was made under another API key (%s) than the one now in use (%s)",
			call->fingerprint, client->fingerprint);
		ashby__call_fail(call, &err);
		return;
	}
	call->tries++;
	if (ashby__exchange_new(&call->exchange, client->transport, &request, on_response, call, &err)) {
		ashby__call_fail(call, &err);
		return;
	}
	call->state = ASHBY_RUNNING;
	client->sent++;
	ashby__pace_start(&client->pace, ashby_loop_now(client->loop));
	ashby__activity_note(call, NULL);
	ashby__activity_changed(client);
}

/* ---- public ---- */

/* The name in the form of the catalogue, into the call. What reads may go as a write: that is the safe way. */
static enum ashby_error endpoint_take(struct ashby_call *call, const char *endpoint, struct ashby_err *err)
{
	char name[128];
	const char *found = endpoint ? ashby_endpoint_name(endpoint, name) : NULL;

	if (!found)
		return ashby_err_set(err, ASHBY_EUSAGE,
			"'%s' is not an endpoint: they look like candidate.list", endpoint ? endpoint : "");
	if (!call->written && writes(found, call->flags))
		return ashby_err_set(err, ASHBY_EREFUSED,
			"'%s' writes, and a write leaves through the outbox only", found);
	memcpy(call->endpoint, found, strlen(found) + 1);
	return ASHBY_OK;
}

static enum ashby_error body_take(struct ashby_call *call, const char *body, struct ashby_err *err)
{
	struct ashby_body *parsed;
	enum ashby_error error;

	if (body) {
		error = ashby_body_parse(&parsed, ashby_text_str(body), err);
		if (error)
			return error;
		ashby_body_free(parsed);
	}
	call->body = strdup(body ? body : "{}");
	if (!call->body)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	call->body_len = strlen(call->body);
	return ASHBY_OK;
}

/* Takes a call over, or frees it. */
static enum ashby_error call_queue(struct ashby_call **out, struct ashby_call *call, const char *endpoint,
	const char *body, struct ashby_err *err)
{
	struct ashby_client *client = call->client;
	enum ashby_error error = endpoint_take(call, endpoint, err);

	if (!error)
		error = body_take(call, body, err);
	if (error) {
		free(call->body);
		free(call);
		return error;
	}
	call_link(call);
	ashby__activity_note(call, NULL);
	ashby__activity_changed(client);
	ashby__client_pump(client);
	if (out)
		*out = call;
	return ASHBY_OK;
}

static enum ashby_error call_new(struct ashby_call **out, struct ashby_scope *scope, struct ashby_err *err)
{
	struct ashby_client *client = scope->client;

	if (scope->dying || client->dead)
		return ashby_err_set(err, ASHBY_ECANCELLED, "cancelled: nobody waits for it any more");
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	**out = (struct ashby_call){ .client = client,
		.scope = scope,
		.state = ASHBY_WAITING,
		.made_ms = ashby_loop_now(client->loop) };
	return ASHBY_OK;
}

enum ashby_error ashby_call(struct ashby_call **out, struct ashby_scope *scope, const char *endpoint,
	const char *body, unsigned flags, ashby_reply_fn *fn, void *arg, struct ashby_err *err)
{
	struct ashby_call *call;
	enum ashby_error error = call_new(&call, scope, err);

	if (error)
		return error;
	call->flags = flags;
	call->fn = fn;
	call->arg = arg;
	return call_queue(out, call, endpoint, body, err);
}

enum ashby_error ashby__call_write(struct ashby_call **out, struct ashby_scope *scope,
	const struct ashby__write *write, struct ashby_err *err)
{
	struct ashby_call *call;
	enum ashby_error error = call_new(&call, scope, err);

	if (error)
		return error;
	call->tries = write->tries;
	call->before = write->before;
	call->written = write->fn;
	call->arg = write->arg;
	snprintf(call->fingerprint, sizeof(call->fingerprint), "%s", write->fingerprint);
	return call_queue(out, call, write->endpoint, write->body, err);
}

void ashby_call_cancel(struct ashby_call *call)
{
	struct ashby_err err;

	/* Its callback is running: too late, and harmless. */
	if (call->state == ASHBY_DONE)
		return;
	ashby_err_set(&err, ASHBY_ECANCELLED, "cancelled");
	ashby__call_fail(call, &err);
}

bool ashby_client_cancel_newest(struct ashby_client *client)
{
	struct ashby_call *call;

	/* Not a write: who only wants an answer sooner must not end with an outcome that nobody knows. */
	for (call = client->newest; call; call = call->prev) {
		if (call->written || call->flags & ASHBY_CALL_PREFETCH)
			continue;
		ashby_call_cancel(call);
		return true;
	}
	return false;
}
