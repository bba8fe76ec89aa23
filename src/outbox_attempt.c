/*
 * outbox_attempt.c: an intent's turn: the attempt, its verdict, another attempt or the end. Knows no SQL and no HTTP; what
 * the evidence means is outcome.c's to say.
 */
#include "outbox_pending.h"

#include <stdio.h>
#include <string.h>

#include "ashby/date.h"

#define LOCK_POLL_MS 50 /* while another process sends */
#define TEXT_MAX ((size_t)16 << 20)
/* Of a reply that can be read, and that a write does not believe. */
#define STRANGE "the reply is not in the form that the API answers in"

/* ---- the end of an intent ---- */

/* What the verdict says to the person who asked for the write; the evidence is recorded as it came. */
static void explain(const struct ashby__pending *pending, enum ashby_intent_state state,
	const struct ashby_err *cause, struct ashby_err *out)
{
	*out = *cause;
	if (state == ASHBY_INTENT_CONFIRMED) {
		out->error = ASHBY_OK;
	} else if (state == ASHBY_INTENT_UNKNOWN) {
		ashby_err_set(out, ASHBY_EUNKNOWN,
			"it is not known whether '%s' was applied: %.200s%s%s%s; look at Ashby before you "
			"send it "
			"again",
			pending->endpoint, *cause->message ? cause->message : STRANGE,
			*cause->code ? " (" : "", cause->code, *cause->code ? ")" : "");
		out->http = cause->http;
		memcpy(out->request_id, cause->request_id, sizeof(out->request_id));
	} else if (!pending->sent) {
		snprintf(out->message, sizeof(out->message), "not sent: %.500s", cause->message);
	}
}

static void result_read(const struct ashby_reply *reply, struct ashby_buf *warnings, struct ashby_buf *id)
{
	struct ashby_text text = ashby_get_text(reply->results, "id");

	if (ashby_type(reply->warnings) != ASHBY_ABSENT)
		ashby_value_print(warnings, reply->warnings, 0);
	if (text.len)
		ashby_buf_add(id, text.raw, text.len);
}

static void give_turn(struct ashby__pending *pending)
{
	if (pending->locked)
		ashby__journal_unlock(&pending->outbox->journal);
	pending->locked = false;
}

/* Records the state, gives the turn to the next and tells. reply: of the attempt that decided, or NULL. */
static void settle(struct ashby__pending *pending, enum ashby_intent_state state,
	const struct ashby_err *cause, const struct ashby_reply *reply)
{
	struct ashby_settled settled = { .reply = reply, .time_ms = ashby_clock_now() };
	struct ashby__proof proof = {
		.err = cause,
		.request_id = cause->request_id,
		.sent = pending->sent || pending->doubt,
	};
	struct ashby_buf warnings, id;

	ashby_buf_init(&warnings, TEXT_MAX);
	ashby_buf_init(&id, TEXT_MAX);
	/* A later attempt that fails says nothing of an earlier one. */
	if (state == ASHBY_INTENT_FAILED && pending->doubt)
		state = ASHBY_INTENT_UNKNOWN;
	if (reply && state == ASHBY_INTENT_CONFIRMED)
		result_read(reply, &warnings, &id);
	proof.warnings = warnings.len ? ashby_buf_str(&warnings) : NULL;
	proof.result_id = id.len ? ashby_buf_str(&id) : NULL;
	settled.id = pending->id;
	settled.state = state;
	settled.sent = pending->sent;
	settled.request_id = cause->request_id;
	explain(pending, state, cause, &settled.err);
	ashby__journal_settle(&pending->outbox->journal, pending->id, state, &proof, &settled.trouble);
	give_turn(pending);
	ashby__pending_tell(pending, &settled);
	ashby_buf_release(&warnings);
	ashby_buf_release(&id);
}

/* ---- what stands under a once key ---- */

static void tell_found(struct ashby__pending *pending)
{
	const struct ashby__once *once = &pending->once;
	bool confirmed = once->state == ASHBY_INTENT_CONFIRMED;
	struct ashby_settled settled = {
		.id = once->id,
		.state = confirmed ? ASHBY_INTENT_CONFIRMED : ASHBY_INTENT_UNKNOWN,
		.sent = true,
		.before = true,
		.other = once->other,
		.time_ms = once->changed_ms,
		.request_id = once->request_id,
	};

	if (once->state == ASHBY_INTENT_QUEUED || once->state == ASHBY_INTENT_SENDING)
		ashby_err_set(&settled.err, ASHBY_EUNKNOWN,
			"not sent: a write under this once key is on its way (%.12s); ask again when it has "
			"ended",
			once->id);
	else if (!confirmed)
		ashby_err_set(&settled.err, ASHBY_EUNKNOWN,
			"not sent: an earlier write under this once key is of unknown outcome (%.12s); look "
			"at "
			"Ashby, then retry or discard it",
			once->id);
	ashby__pending_tell(pending, &settled);
}

/* ---- an attempt ---- */

/* Nothing has left yet, and unless this is recorded nothing will. */
static enum ashby_error on_before(void *arg)
{
	struct ashby__pending *pending = arg;
	enum ashby_error error =
		ashby__journal_sending(&pending->outbox->journal, pending->id, &pending->before);

	pending->sending = !error;
	pending->sent = pending->sent || !error;
	return error;
}

/* The turn is given away meanwhile: others need not wait for our network. */
static void wait_for(struct ashby__pending *pending, int64_t ms)
{
	give_turn(pending);
	pending->ready_ms = ashby_loop_now(pending->outbox->loop) + ms;
	ashby_timer_start(pending->outbox->timer, ms);
}

static void unsent(struct ashby__pending *pending)
{
	struct ashby__patience *patience = &pending->patience;
	int64_t wait;

	patience->unsent++;
	patience->why = pending->last.error;
	patience->since_ms = ashby_loop_now(pending->outbox->loop) - pending->first_ms;
	wait = ashby__outcome_wait(VERDICT_UNSENT, patience);
	if (pending->before.error)
		settle(pending, ASHBY_INTENT_FAILED, &pending->before, NULL);
	else if (pending->why || wait < 0)
		settle(pending, ASHBY_INTENT_FAILED, &pending->last, NULL);
	else
		wait_for(pending, wait * pending->outbox->client->retry_permille / 1000);
}

static void limited(struct ashby__pending *pending, const struct ashby__written *written)
{
	const struct ashby__proof proof = {
		.err = &pending->last,
		.request_id = pending->last.request_id,
		.sent = true,
	};
	struct ashby__patience *patience = &pending->patience;
	struct ashby_err err;
	int64_t wait;

	patience->limited++;
	patience->asked_wait_ms = written->wait_ms;
	wait = ashby__outcome_wait(VERDICT_LIMITED, patience);
	if (wait < 0)
		settle(pending, ASHBY_INTENT_FAILED, &pending->last, written->reply);
	else if (ashby__journal_settle(
			 &pending->outbox->journal, pending->id, ASHBY_INTENT_QUEUED, &proof, &err))
		settle(pending, ASHBY_INTENT_FAILED, &err, written->reply);
	else
		wait_for(pending, wait);
}

static void on_written(void *arg, const struct ashby__written *written)
{
	static const enum ashby_intent_state states[] = {
		[VERDICT_CONFIRMED] = ASHBY_INTENT_CONFIRMED,
		[VERDICT_FAILED] = ASHBY_INTENT_FAILED,
		[VERDICT_UNKNOWN] = ASHBY_INTENT_UNKNOWN,
	};
	struct ashby__pending *pending = arg;
	const struct ashby__attempt attempt = {
		.sent = written->sent,
		.whole = written->whole,
		.http = written->reply->http,
		.success = written->success,
		.code = written->reply->err.code,
		.message = written->reply->err.message,
	};
	enum ashby__verdict verdict = ashby__outcome(&attempt);

	pending->call = NULL;
	pending->sending = false;
	pending->tries = written->reply->tries;
	pending->last = pending->why ? *pending->why : written->reply->err;
	if (verdict == VERDICT_UNSENT)
		unsent(pending);
	else if (verdict == VERDICT_LIMITED)
		limited(pending, written);
	else
		settle(pending, states[verdict], &pending->last, written->reply);
}

static void attempt(struct ashby__pending *pending)
{
	struct ashby_outbox *outbox = pending->outbox;
	const struct ashby__write write = {
		.endpoint = pending->endpoint,
		.body = pending->body,
		.fingerprint = pending->fingerprint,
		.tries = pending->tries,
		.before = on_before,
		.fn = on_written,
		.arg = pending,
	};
	struct ashby_err err;
	enum ashby_error error = ashby__journal_lock(&outbox->journal, &err);

	if (error == ASHBY_EREFUSED) {
		pending->last = err;
		wait_for(pending, LOCK_POLL_MS);
		return;
	}
	pending->locked = !error;
	if (!pending->first_ms)
		pending->first_ms = ashby_loop_now(outbox->loop);
	/* Nobody else is sending now, so what says so has been left by somebody who died. */
	if (!error)
		ashby__journal_recover(&outbox->journal, NULL);
	if (!error)
		error = ashby__call_write(&pending->call, outbox->scope, &write, &err);
	if (error)
		settle(pending, ASHBY_INTENT_FAILED, &err, NULL);
}

/* ---- the turn ---- */

static struct ashby__pending *first_of(const struct ashby_outbox *outbox, bool found)
{
	struct ashby__pending *pending = outbox->first;

	while (pending && pending->found != found)
		pending = pending->next;
	return pending;
}

/* One at a time and in order: what comes later may build on what came before. */
void ashby__outbox_turn(void *arg)
{
	struct ashby_outbox *outbox = arg;
	struct ashby__pending *pending;
	int64_t wait;

	ashby__outbox_enter(outbox);
	while ((pending = first_of(outbox, true)))
		tell_found(pending);
	if (!ashby__outbox_leave(outbox))
		return;
	pending = first_of(outbox, false);
	if (!pending || pending->call)
		return;
	wait = pending->ready_ms - ashby_loop_now(outbox->loop);
	if (wait > 0)
		ashby_timer_start(outbox->timer, wait);
	else
		attempt(pending);
}

/* Who runs out of patience wants to hear what it waited for. */
static void add_last(struct ashby_err *cause, const struct ashby_err *last)
{
	char message[sizeof(cause->message)];

	if (!last->error)
		return;
	snprintf(message, sizeof(message), "%.280s: %.300s", cause->message, last->message);
	if (cause->error == ASHBY_ETIMEOUT && last->error != ASHBY_EREFUSED)
		*cause = *last;
	memcpy(cause->message, message, sizeof(message));
}

void ashby__pending_stop(struct ashby__pending *pending, const struct ashby_err *why)
{
	struct ashby_err cause = *why;

	if (pending->found) {
		tell_found(pending);
		return;
	}
	if (!pending->sending)
		add_last(&cause, &pending->last);
	pending->why = &cause;
	if (pending->call)
		ashby_call_cancel(pending->call);
	else
		settle(pending, ASHBY_INTENT_FAILED, &cause, NULL);
}
