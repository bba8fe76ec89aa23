/*
 * headless_write.c: a write from the command line to its receipt. The outbox records, sends and judges; here is waiting for
 * it, with patience that has an end, and telling.
 */
#include "headless_write.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAIT_S 30
#define WAIT_MAX_S 86400
#define GRACE_MS 10000 /* for a write that is on its way when somebody wants to end us */
#define LOOK_MS 200    /* between looks at a write that is on its way when the waiting should be over */

struct writing {
	const struct sending *sending;
	const struct write_wish *wish;
	const char *again; /* the id of an intent that is sent once more, or NULL */
	long wait_s;
	struct ashby_outbox *outbox;
	struct ashby_timer *patience, *grace;
	char id[ASHBY_INTENT_ID]; /* "" until it is recorded */
	bool done;
	int signo;  /* that asked us to end, or 0 */
	int status; /* of a write that was settled */
	struct ashby_err err;
};

static struct ashby_loop *loop_of(const struct writing *writing)
{
	return writing->sending->session->loop;
}

static void finish(struct writing *writing, const struct ashby_err *err)
{
	if (err)
		writing->err = *err;
	writing->done = true;
	ashby_loop_stop(loop_of(writing));
}

/* ---- what is told ---- */

static void print_receipt(const struct ashby_settled *settled)
{
	struct ashby_buf out;
	char when[25];
	bool unsent = settled->state == ASHBY_INTENT_FAILED && !settled->sent;

	ashby_date_iso(settled->time_ms, when);
	ashby_buf_init(&out, 65536);
	ashby_buf_adds(&out, "{\"receipt\":{");
	json_member(&out, "id", ashby_text_str(settled->id));
	if (*settled->request_id)
		json_clean(&out, "requestId", settled->request_id);
	else
		json_raw(&out, "requestId", NULL);
	json_member(&out, "time", ashby_text_str(when));
	json_member(&out, "state",
		ashby_text_str(unsent ? "failed (not sent)" : ashby_intent_state_name(settled->state)));
	ashby_buf_adds(&out, "}}");
	headless_note(ashby_buf_str(&out));
	ashby_buf_release(&out);
}

/* Where to look is part of the error: who reads it in a log an hour later has nothing else. */
static void point_to_record(struct ashby_err *err, const char *id)
{
	char message[sizeof(err->message)];

	snprintf(message, sizeof(message), "%.500s (ashby-tui outbox show %.12s)", err->message, id);
	memcpy(err->message, message, sizeof(message));
}

static void on_settled(void *arg, const struct ashby_settled *settled)
{
	struct writing *writing = arg;
	struct ashby_err err = settled->err;

	print_receipt(settled);
	if (settled->trouble.error)
		headless_warn("warning: how it ended could not be recorded: %s", settled->trouble.message);
	if (settled->before && !err.error)
		headless_warn("it was confirmed earlier under this once key: nothing was sent%s",
			settled->other ? "; that write had another endpoint, body or API key" : "");
	if (err.error == ASHBY_EUNKNOWN)
		point_to_record(&err, settled->id);
	if (!err.error && settled->reply)
		send_print(writing->sending, settled->reply);
	writing->status = EXIT_DONE;
	if (err.error)
		writing->status = headless_fail(writing->sending->h, &err);
	if (err.error && writing->signo && err.error != ASHBY_EUNKNOWN)
		writing->status = 128 + writing->signo;
	finish(writing, NULL);
}

/* ---- waiting ---- */

static void begin(struct writing *writing)
{
	const struct ashby_write write = {
		.endpoint = writing->sending->endpoint,
		.body = writing->sending->body,
		.once = writing->wish->once,
	};
	struct ashby_err err;
	enum ashby_error error;

	if (writing->again)
		error = ashby_outbox_retry(writing->outbox, writing->again, on_settled, writing, &err);
	else
		error = ashby_outbox_send(writing->outbox, &write, writing->id, on_settled, writing, &err);
	if (error) {
		finish(writing, &err);
		return;
	}
	if (writing->again)
		memcpy(writing->id, writing->again, sizeof(writing->id));
	ashby_timer_start(writing->patience, writing->wait_s * 1000);
}

static void on_key(void *arg)
{
	struct writing *writing = arg;
	const struct session *session = writing->sending->session;

	if (writing->done)
		return;
	if (session->key_failed)
		finish(writing, &session->key_err);
	else
		begin(writing);
}

/* What is on its way is always waited for: the transport ends it within a minute, and cutting it short gains nothing. */
static void on_patience(void *arg)
{
	struct writing *writing = arg;
	struct ashby_err why;

	if (ashby_outbox_sending(writing->outbox, writing->id)) {
		ashby_timer_start(writing->patience, LOOK_MS);
		return;
	}
	ashby_err_set(&why, ASHBY_ETIMEOUT, "gave up after %ld s", writing->wait_s);
	ashby_outbox_stop(writing->outbox, writing->id, &why);
}

static void stop_listening(void *arg)
{
	struct writing *writing = arg;
	struct ashby_err why;

	ashby_err_set(&why, ASHBY_ECANCELLED, "interrupted");
	if (*writing->id)
		ashby_outbox_stop(writing->outbox, writing->id, &why);
	else
		finish(writing, &why);
}

static void on_signal(void *arg, int signo)
{
	struct writing *writing = arg;
	bool first = !writing->signo;

	writing->signo = signo;
	if (!first || !*writing->id || !ashby_outbox_sending(writing->outbox, writing->id)) {
		if (!*writing->id)
			writing->status = 128 + signo;
		stop_listening(writing);
		return;
	}
	headless_warn(
		"the write is on its way: waiting up to %d s for how it ends; the same again stops that",
		GRACE_MS / 1000);
	ashby_timer_start(writing->grace, GRACE_MS);
}

static enum ashby_error watch_signals(struct writing *writing, ashby_signal_fn *fn)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]) && !error; i++)
		error = ashby_loop_signal(loop_of(writing), signals[i], fn, fn ? writing : NULL);
	return error;
}

/* ---- the whole ---- */

enum ashby_error write_open(struct ashby_outbox **out, const struct session *session, struct ashby_err *err)
{
	enum ashby_error error = ashby_outbox_open(out, session->account->name, err);

	if (!error && *ashby_outbox_notice(*out))
		headless_warn("warning: %s", ashby_outbox_notice(*out));
	return error;
}

static enum ashby_error prepare(struct writing *writing, struct ashby_err *err)
{
	struct session *session = writing->sending->session;
	enum ashby_error error = send_open(writing->sending, err);

	if (error)
		return error;
	if (session->read_only)
		return ashby_err_set(err, ASHBY_ECONFIG,
			"the account '%s' is read-only here (--readonly, or read-only in the configuration): "
			"nothing was sent",
			session->account->name);
	error = write_open(&writing->outbox, session, err);
	if (!error)
		error = ashby_outbox_attach(writing->outbox, session->loop, session->client, err);
	if (error)
		return error;
	if (ashby_timer_new(&writing->patience, session->loop, on_patience, writing) ||
		ashby_timer_new(&writing->grace, session->loop, stop_listening, writing) ||
		watch_signals(writing, on_signal))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	session->on_key = on_key;
	session->on_key_arg = writing;
	/* A look-up before has waited for it already. */
	if (session->key_known || session->key_failed)
		on_key(writing);
	return ASHBY_OK;
}

static void release(struct writing *writing)
{
	struct session *session = writing->sending->session;

	ashby_outbox_free(writing->outbox);
	ashby_timer_free(writing->patience);
	ashby_timer_free(writing->grace);
	session->on_key = NULL;
	if (session->loop)
		watch_signals(writing, NULL);
}

static int run(struct writing *writing)
{
	struct ashby_err err;
	int status;

	if (prepare(writing, &err))
		writing->err = err;
	else if (!writing->done)
		ashby_loop_run(loop_of(writing));
	status = writing->status;
	if (writing->err.error) {
		status = headless_fail(writing->sending->h, &writing->err);
		if (writing->signo)
			status = 128 + writing->signo;
	}
	release(writing);
	return out_end(status);
}

/* ---- shown, not sent ---- */

static int show(const struct sending *sending, enum ashby_class danger, bool dry_run)
{
	static const char *const classes[] = { NULL, "\"A\"", "\"B\"", "\"C\"" };
	struct ashby_buf out;
	struct ashby_err err;

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	ashby_buf_addc(&out, '{');
	json_member(&out, "endpoint", ashby_text_str(sending->endpoint));
	json_raw(&out, "body", sending->body);
	json_raw(&out, "class", classes[danger]);
	ashby_buf_addc(&out, '}');
	out_json(sending->h, ashby_text_of(out.data, out.len));
	ashby_buf_release(&out);
	if (dry_run)
		return out_end(EXIT_DONE);
	ashby_err_set(&err, ASHBY_EREFUSED, "this would change Ashby: it is not sent without --force");
	return out_end(headless_fail(sending->h, &err));
}

/* ---- the command line ---- */

static bool read_seconds(const char *text, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	return !errno && !*end && *text >= '0' && *text <= '9' && *out <= WAIT_MAX_S;
}

int write_again(
	const struct sending *sending, enum ashby_class danger, const struct write_wish *wish, const char *id)
{
	struct writing writing = { .sending = sending, .wish = wish, .again = id, .wait_s = WAIT_S };

	if (wish->wait && !read_seconds(wish->wait, &writing.wait_s))
		return headless_usage(
			sending->h, "--wait wants seconds, 0 to %d, not '%.40s'", WAIT_MAX_S, wish->wait);
	if (wish->once && (!*wish->once || strlen(wish->once) > ASHBY_ONCE_MAX))
		return headless_usage(sending->h, "--once wants a key of 1 to %d bytes", ASHBY_ONCE_MAX);
	if (wish->dry_run || !wish->force)
		return show(sending, danger, wish->dry_run);
	/* Who does not want to wait gets one try. */
	if (!writing.wait_s)
		writing.wait_s = 1;
	return run(&writing);
}

int write_or_read(const struct sending *sending, enum ashby_class danger, const struct write_wish *wish)
{
	if (danger != ASHBY_CLASS_NONE)
		return write_again(sending, danger, wish, NULL);
	if (wish->once)
		return headless_usage(sending->h, "--once is for writes: a read can be repeated");
	return wish->dry_run ? show(sending, danger, true) : send_read(sending);
}
