/*
 * outbox.c: taking writes in, and what is known of them. How one is sent and settled is outbox_attempt.c's, how it is
 * recorded outbox_journal.c's.
 */
#include "ashby/outbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/account.h"
#include "outbox_pending.h"
#include "sys.h"

#define TARGETS_MAX ((size_t)1 << 20)

/* ---- life ---- */

enum ashby_error ashby_outbox_open(struct ashby_outbox **out, const char *account, struct ashby_err *err)
{
	struct ashby_outbox *outbox;
	char *folder;
	enum ashby_error error = ashby_folder(&folder, "state", account, err);

	if (error)
		return error;
	outbox = calloc(1, sizeof(*outbox));
	if (!outbox)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else
		error = ashby__journal_open(&outbox->journal, folder, err);
	free(folder);
	if (error)
		free(outbox);
	else
		*out = outbox;
	return error;
}

enum ashby_error ashby_outbox_attach(struct ashby_outbox *outbox, struct ashby_loop *loop,
	struct ashby_client *client, struct ashby_err *err)
{
	struct ashby_timer *timer = NULL;

	if (ashby_timer_new(&timer, loop, ashby__outbox_turn, outbox) ||
		ashby_scope_new(&outbox->scope, client)) {
		ashby_timer_free(timer);
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	outbox->timer = timer;
	outbox->loop = loop;
	outbox->client = client;
	return ASHBY_OK;
}

void ashby__outbox_enter(struct ashby_outbox *outbox)
{
	outbox->busy++;
}

bool ashby__outbox_leave(struct ashby_outbox *outbox)
{
	if (--outbox->busy || !outbox->dead)
		return true;
	ashby_timer_free(outbox->timer);
	ashby__journal_close(&outbox->journal);
	free(outbox);
	return false;
}

void ashby_outbox_free(struct ashby_outbox *outbox)
{
	struct ashby_err why;

	if (!outbox)
		return;
	ashby_err_set(&why, ASHBY_ECANCELLED, "cancelled: the session has ended");
	ashby__outbox_enter(outbox);
	while (outbox->first)
		ashby__pending_stop(outbox->first, &why);
	ashby_scope_free(outbox->scope);
	outbox->scope = NULL;
	outbox->dead = true;
	ashby__outbox_leave(outbox);
}

const char *ashby_outbox_notice(const struct ashby_outbox *outbox)
{
	return ashby_buf_str(&outbox->journal.notice);
}

/* ---- pending intents ---- */

static void pending_free(struct ashby__pending *pending)
{
	if (!pending)
		return;
	free(pending->endpoint);
	free(pending->body);
	free(pending);
}

static enum ashby_error pending_new(struct ashby__pending **out, struct ashby_outbox *outbox,
	const char *endpoint, const char *body, struct ashby_err *err)
{
	struct ashby__pending *pending = calloc(1, sizeof(*pending));

	if (pending) {
		pending->outbox = outbox;
		pending->endpoint = strdup(endpoint);
		pending->body = strdup(body);
	}
	if (!pending || !pending->endpoint || !pending->body) {
		pending_free(pending);
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	*out = pending;
	return ASHBY_OK;
}

static void pending_append(struct ashby__pending *pending)
{
	struct ashby__pending **at = &pending->outbox->first;

	while (*at)
		at = &(*at)->next;
	*at = pending;
	ashby_timer_start(pending->outbox->timer, 0);
}

void ashby__pending_tell(struct ashby__pending *pending, struct ashby_settled *settled)
{
	struct ashby_outbox *outbox = pending->outbox;
	struct ashby__pending **at = &outbox->first;

	while (*at != pending)
		at = &(*at)->next;
	*at = pending->next;
	ashby_timer_start(outbox->timer, 0);
	ashby__outbox_enter(outbox);
	pending->fn(pending->arg, settled);
	pending_free(pending);
	ashby__outbox_leave(outbox);
}

static struct ashby__pending *pending_find(const struct ashby_outbox *outbox, const char *id)
{
	struct ashby__pending *pending = outbox->first;

	while (pending && (pending->found || strcmp(pending->id, id) != 0))
		pending = pending->next;
	return pending;
}

bool ashby_outbox_sending(const struct ashby_outbox *outbox, const char *id)
{
	const struct ashby__pending *pending = pending_find(outbox, id);

	return pending && pending->sending;
}

void ashby_outbox_stop(struct ashby_outbox *outbox, const char *id, const struct ashby_err *why)
{
	struct ashby__pending *pending = pending_find(outbox, id);

	if (pending)
		ashby__pending_stop(pending, why);
}

/* ---- a new intent ---- */

static bool is_id(const char *name)
{
	size_t len = strlen(name);

	return !strcmp(name, "id") || (len > 2 && !strcmp(name + len - 2, "Id")) ||
		(len > 3 && !strcmp(name + len - 3, "Ids"));
}

static enum ashby_error targets_of(struct ashby_buf *out, const struct ashby_body *body)
{
	struct ashby_body *targets;
	enum ashby_error error = ashby_body_new(&targets);
	size_t i;

	if (error)
		return error;
	for (i = 0; i < ashby_body_count(body) && !error; i++)
		if (is_id(ashby_body_name(body, i)))
			error = ashby_body_set_json(
				targets, ashby_body_name(body, i), ashby_body_json(body, i));
	if (!error)
		error = ashby_body_print(targets, out);
	ashby_body_free(targets);
	return error;
}

static bool id_make(char out[static ASHBY_INTENT_ID])
{
	unsigned char random[(ASHBY_INTENT_ID - 1) / 2];
	size_t i;

	if (!ashby__random(random, sizeof(random)))
		return false;
	for (i = 0; i < sizeof(random); i++)
		snprintf(out + 2 * i, 3, "%02x", random[i]);
	return true;
}

/* The key that it is for must be known now: a write for one organisation is never sent to another. */
static enum ashby_error client_check(const struct ashby_outbox *outbox, struct ashby_err *err)
{
	const struct ashby_client *client = outbox->client;

	if (!client)
		return ashby_err_set(err, ASHBY_EUSAGE, "the outbox has no client to send by");
	if (client->refuse.error) {
		if (err)
			*err = client->refuse;
		return client->refuse.error;
	}
	if (!client->key[0])
		return ashby_err_set(err, ASHBY_EKEY, "there is no API key yet, so nothing can be written");
	return ASHBY_OK;
}

static enum ashby_error once_check(const char *once, struct ashby_err *err)
{
	if (once && (!*once || strlen(once) > ASHBY_ONCE_MAX))
		return ashby_err_set(err, ASHBY_EUSAGE, "a once key has 1 to %d bytes", ASHBY_ONCE_MAX);
	return ASHBY_OK;
}

/* Fills what is recorded of it; targets and pending live as long as the intent. */
static enum ashby_error intent_make(struct ashby__intent_new *intent, const struct ashby__pending *pending,
	const struct ashby_write *write, struct ashby_buf *targets, struct ashby_err *err)
{
	const struct ashby_function *function = ashby_catalog_find(pending->endpoint);
	struct ashby_body *body = NULL;
	enum ashby_error error = ashby_body_parse(&body, ashby_text_str(pending->body), err);

	if (error)
		return error;
	*intent = (struct ashby__intent_new){
		.fingerprint = pending->fingerprint,
		.endpoint = pending->endpoint,
		.body = pending->body,
		.summary = write->summary,
		.once = write->once,
		/* Nobody knows what an endpoint outside of the catalogue does. */
		.danger = function ? ashby_function_class(function, body) : ASHBY_CLASS_C,
	};
	if (!intent->summary)
		intent->summary = function ? function->summary : "an endpoint outside of the catalogue";
	if (targets_of(targets, body))
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else if (!id_make(intent->id))
		error = ashby_err_set(err, ASHBY_ELOCAL, "the system gives no random numbers");
	intent->targets = ashby_buf_str(targets);
	ashby_body_free(body);
	return error;
}

static enum ashby_error record(
	struct ashby__pending *pending, const struct ashby_write *write, struct ashby_err *err)
{
	struct ashby__intent_new intent;
	struct ashby_buf targets;
	enum ashby_error error;

	ashby_buf_init(&targets, TARGETS_MAX);
	error = intent_make(&intent, pending, write, &targets, err);
	if (!error)
		error = ashby__journal_add(&pending->outbox->journal, &intent, &pending->once, err);
	if (!error) {
		pending->found = pending->once.id[0];
		memcpy(pending->id, pending->found ? pending->once.id : intent.id, sizeof(pending->id));
	}
	ashby_buf_release(&targets);
	return error;
}

enum ashby_error ashby_outbox_send(struct ashby_outbox *outbox, const struct ashby_write *write,
	char out[static ASHBY_INTENT_ID], ashby_settled_fn *fn, void *arg, struct ashby_err *err)
{
	char name[128];
	const char *endpoint = ashby_endpoint_name(write->endpoint, name);
	struct ashby__pending *pending;
	enum ashby_error error = client_check(outbox, err);

	if (error)
		return error;
	if (!endpoint)
		return ashby_err_set(err, ASHBY_EUSAGE,
			"'%.80s' is not an endpoint: they look like candidate.list", write->endpoint);
	error = once_check(write->once, err);
	if (!error)
		error = pending_new(&pending, outbox, endpoint, write->body ? write->body : "{}", err);
	if (error)
		return error;
	memcpy(pending->fingerprint, outbox->client->fingerprint, sizeof(pending->fingerprint));
	pending->fn = fn;
	pending->arg = arg;
	error = record(pending, write, err);
	if (error) {
		pending_free(pending);
		return error;
	}
	memcpy(out, pending->id, ASHBY_INTENT_ID);
	pending_append(pending);
	return ASHBY_OK;
}

/* ---- one that was recorded before ---- */

struct again {
	struct ashby_outbox *outbox;
	struct ashby__pending *pending;
	enum ashby_error error;
	struct ashby_err *err;
};

static void take_again(void *arg, const struct ashby_intent *intent)
{
	struct again *again = arg;
	enum ashby_intent_state state = intent->state;

	if (state != ASHBY_INTENT_FAILED && state != ASHBY_INTENT_UNKNOWN &&
		state != ASHBY_INTENT_NOT_APPLIED)
		again->error = ashby_err_set(again->err, ASHBY_EUSAGE,
			"%.12s is %s: only a failed or an unknown write can be sent again", intent->id,
			ashby_intent_state_name(state));
	else if (!intent->body || intent->damaged)
		again->error = ashby_err_set(again->err, ASHBY_EUSAGE,
			"%.12s cannot be sent again: its body is not as it was recorded", intent->id);
	else if (strcmp(intent->fingerprint, again->outbox->client->fingerprint) != 0)
		again->error = ashby_err_set(again->err, ASHBY_ECONFIG,
			"%.12s was made under another API key (%s) than the one now in use (%s)", intent->id,
			intent->fingerprint, again->outbox->client->fingerprint);
	else
		again->error = pending_new(
			&again->pending, again->outbox, intent->endpoint, intent->body, again->err);
	if (again->error)
		return;
	snprintf(again->pending->id, sizeof(again->pending->id), "%s", intent->id);
	snprintf(again->pending->fingerprint, sizeof(again->pending->fingerprint), "%s", intent->fingerprint);
	again->pending->doubt = state == ASHBY_INTENT_UNKNOWN;
}

enum ashby_error ashby_outbox_retry(
	struct ashby_outbox *outbox, const char *id, ashby_settled_fn *fn, void *arg, struct ashby_err *err)
{
	struct again again = { .outbox = outbox, .err = err };
	enum ashby_error error = client_check(outbox, err);

	if (!error)
		error = ashby_outbox_find(outbox, id, take_again, &again, err);
	if (!error)
		error = again.error;
	if (error)
		return error;
	error = ashby__journal_requeue(&outbox->journal, again.pending->id, err);
	if (error) {
		pending_free(again.pending);
		return error;
	}
	again.pending->fn = fn;
	again.pending->arg = arg;
	pending_append(again.pending);
	return ASHBY_OK;
}

/* ---- looking ---- */

struct search {
	char id[ASHBY_INTENT_ID];
	size_t count;
};

static void take_id(void *arg, const struct ashby_intent *intent)
{
	struct search *search = arg;

	search->count++;
	snprintf(search->id, sizeof(search->id), "%s", intent->id);
}

static enum ashby_error resolve(
	struct ashby_outbox *outbox, const char *id, char out[static ASHBY_INTENT_ID], struct ashby_err *err)
{
	struct search search = { .count = 0 };
	enum ashby_error error;

	if (strlen(id) < ASHBY_OUTBOX_PREFIX)
		return ashby_err_set(err, ASHBY_EUSAGE,
			"'%s' is too short for the id of a write: give %d digits or more", id,
			ASHBY_OUTBOX_PREFIX);
	error = ashby__journal_each(&outbox->journal, id, take_id, &search, err);
	if (error)
		return error;
	if (search.count != 1)
		return ashby_err_set(err, ASHBY_EUSAGE,
			search.count ? "the ids of several writes begin with '%.40s': give more of it"
				     : "there is no write '%.40s' in the outbox",
			id);
	memcpy(out, search.id, ASHBY_INTENT_ID);
	return ASHBY_OK;
}

enum ashby_error ashby_outbox_each(
	struct ashby_outbox *outbox, ashby_intent_fn *fn, void *arg, struct ashby_err *err)
{
	return ashby__journal_each(&outbox->journal, NULL, fn, arg, err);
}

enum ashby_error ashby_outbox_find(
	struct ashby_outbox *outbox, const char *id, ashby_intent_fn *fn, void *arg, struct ashby_err *err)
{
	char whole[ASHBY_INTENT_ID];
	enum ashby_error error = resolve(outbox, id, whole, err);

	return error ? error : ashby__journal_each(&outbox->journal, whole, fn, arg, err);
}

enum ashby_error ashby_outbox_discard(struct ashby_outbox *outbox, const char *id, struct ashby_err *err)
{
	char whole[ASHBY_INTENT_ID];
	enum ashby_error error = resolve(outbox, id, whole, err);

	return error ? error : ashby__journal_erase(&outbox->journal, whole, err);
}
