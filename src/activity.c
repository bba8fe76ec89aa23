/* activity.c: what the status line and the Activity view show of a client. Only looks, and tells one listener. */
#include "session.h"

#include <stdio.h>
#include <string.h>

#include "ashby/date.h"

static void on_announce(void *arg)
{
	struct ashby_client *client = arg;

	if (client->listener)
		client->listener(client->listener_arg);
}

enum ashby_error ashby__activity_init(struct ashby_client *client)
{
	return ashby_timer_new(&client->announce, client->loop, on_announce, client);
}

void ashby__activity_changed(struct ashby_client *client)
{
	if (client->listener)
		ashby_timer_start(client->announce, 0);
}

void ashby_client_listen(struct ashby_client *client, void (*fn)(void *arg), void *arg)
{
	client->listener = fn;
	client->listener_arg = arg;
}

static struct ashby__note *note_of(const struct ashby_client *client, uint64_t serial)
{
	return &client->notes[serial % ASHBY__ACTIVITY_MAX];
}

static void note_begin(struct ashby__note *note, const struct ashby_call *call)
{
	memset(note, 0, sizeof(*note));
	note->made_ms = call->made_ms;
	note->shown.serial = call->serial;
	note->shown.started_ms = ashby_clock_now();
	note->shown.prefetch = call->flags & ASHBY_CALL_PREFETCH;
	snprintf(note->shown.endpoint, sizeof(note->shown.endpoint), "%.*s",
		(int)sizeof(note->shown.endpoint) - 1, call->endpoint);
}

void ashby__activity_note(struct ashby_call *call, const struct ashby_reply *reply)
{
	struct ashby__note *note = note_of(call->client, call->serial);

	/* A place of the ring belongs to the newest call that had it. */
	if (note->shown.serial > call->serial)
		return;
	if (note->shown.serial < call->serial)
		note_begin(note, call);
	note->shown.state = call->state;
	note->shown.tries = call->tries;
	if (!reply)
		return;
	note->shown.http = reply->http;
	note->shown.bytes = reply->bytes;
	memcpy(note->shown.code, reply->err.code, sizeof(note->shown.code));
	memcpy(note->shown.request_id, reply->err.request_id, sizeof(note->shown.request_id));
	if (call->state != ASHBY_DONE)
		return;
	note->shown.error = reply->err.error;
	note->shown.elapsed_ms = reply->elapsed_ms;
}

bool ashby_client_activity(const struct ashby_client *client, size_t i, struct ashby_activity *out)
{
	const struct ashby__note *note;

	if (i >= ASHBY__ACTIVITY_MAX || i >= client->serial)
		return false;
	note = note_of(client, client->serial - i);
	*out = note->shown;
	if (out->state != ASHBY_DONE)
		out->elapsed_ms = ashby_loop_now(client->loop) - note->made_ms;
	return true;
}

void ashby_client_traffic(const struct ashby_client *client, struct ashby_traffic *out)
{
	int64_t now = ashby_loop_now(client->loop);
	const struct ashby_call *call;

	*out = (struct ashby_traffic){
		.pause_ms = ashby__pace_pause(&client->pace, now),
		.rate = client->pace.rate,
		.stopped = client->stopped,
		.sent = client->sent,
		.failed = client->failed,
		.limit = client->limit,
		.remaining = client->remaining,
		.skew_known = client->skew_known,
		.skew_s = client->skew_s,
	};
	out->limited = out->pause_ms && client->limited;
	out->partner_scope = out->limited && client->partner_scope;
	if (client->stopped)
		out->stop = client->refuse;
	for (call = client->oldest; call; call = call->next) {
		if (call->state == ASHBY_WAITING)
			out->waiting++;
		else
			out->running++;
		if (call->flags & ASHBY_CALL_PREFETCH)
			continue;
		if (!out->foreground++) {
			out->oldest_ms = now - call->made_ms;
			snprintf(out->endpoint, sizeof(out->endpoint), "%.*s", (int)sizeof(out->endpoint) - 1,
				call->endpoint);
		}
	}
}
