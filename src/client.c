/*
 * client.c: the key, the base URL and the queue of one account's calls: which goes next, and when none may. Knows no
 * HTTP and no envelopes.
 */
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ashby/account.h"
#include "ashby/catalog.h"
#include "sys.h"

#define CONNECT_TIMEOUT_MS 10000
#define TIMEOUT_MS 30000
#define WRITE_TIMEOUT_MS 60000 /* longer: fewer unknown outcomes */
#define LOW_SPEED_S 15
#define UNKNOWN_PERSON "?"

#ifndef ASHBY_VERSION
#define ASHBY_VERSION "0"
#endif

/* ---- the queue ---- */

static bool ready(const struct ashby_call *call, int64_t now)
{
	if (call->client->anonymous && !(call->flags & ASHBY_CALL_AS_KEY))
		return false;
	return call->state == ASHBY_WAITING || (call->state == ASHBY_RETRYING && call->ready_ms <= now);
}

/* What is more urgent has the smaller number. */
static int rank(const struct ashby_call *call)
{
	if (call->written)
		return 0;
	return call->flags & ASHBY_CALL_PREFETCH ? 2 : 1;
}

/* The oldest write, else the oldest that a person waits for, else the oldest prefetch. */
static struct ashby_call *next_call(const struct ashby_client *client, int64_t now)
{
	struct ashby_call *call, *best = NULL;

	for (call = client->oldest; call; call = call->next)
		if (ready(call, now) && (!best || rank(call) < rank(best)))
			best = call;
	return best;
}

/* Milliseconds until the first retry, or -1. */
static int64_t next_retry(const struct ashby_client *client, int64_t now)
{
	const struct ashby_call *call;
	int64_t first = -1;

	for (call = client->oldest; call; call = call->next)
		if (call->state == ASHBY_RETRYING && (first < 0 || call->ready_ms - now < first))
			first = call->ready_ms > now ? call->ready_ms - now : 0;
	return first;
}

static void fail_all(struct ashby_client *client)
{
	struct ashby_err err = client->refuse;
	uint64_t limit = client->serial;

	/* Only those that were there: a callback that asks again must not keep us here. */
	while (client->oldest && client->oldest->serial <= limit && !client->dead)
		ashby__call_fail(client->oldest, &err);
}

static void on_pump(void *arg)
{
	struct ashby_client *client = arg;
	int64_t now = ashby_loop_now(client->loop), wait = -1, retry;
	struct ashby_call *call;

	ashby__client_enter(client);
	if (client->refuse.error)
		fail_all(client);
	while (!client->dead && !client->refuse.error && client->key[0] && (call = next_call(client, now))) {
		wait = ashby__pace_wait(&client->pace, call->flags & ASHBY_CALL_PREFETCH, now);
		if (wait)
			break;
		ashby__call_start(call);
	}
	if (!ashby__client_leave(client) || !client->key[0] || client->refuse.error)
		return;
	retry = next_retry(client, now);
	if (retry > 0 && (wait <= 0 || retry < wait))
		wait = retry;
	if (wait > 0)
		ashby_timer_start(client->pump, wait);
}

void ashby__client_pump(struct ashby_client *client)
{
	ashby_timer_start(client->pump, 0);
}

void ashby__client_refuse(struct ashby_client *client, const struct ashby_err *err)
{
	client->refuse = *err;
	if (!client->refuse.error)
		client->refuse.error = ASHBY_EKEY;
	ashby__client_pump(client);
	ashby__activity_changed(client);
}

/* ---- life ---- */

static void client_release(struct ashby_client *client)
{
	ashby__transport_free(client->transport);
	ashby_timer_free(client->pump);
	ashby_timer_free(client->announce);
	ashby__secret_free(client->key, ASHBY__SECRET_SIZE);
	ashby__base_release(&client->base);
	free(client->agent);
	free(client->proxy);
	free(client->ca_file);
	free(client->on_behalf);
	free(client->notes);
	free(client);
}

void ashby__client_enter(struct ashby_client *client)
{
	client->busy++;
}

bool ashby__client_leave(struct ashby_client *client)
{
	if (--client->busy || !client->dead)
		return true;
	client_release(client);
	return false;
}

static bool option_copy(char **to, const char *from)
{
	if (!from || !*from)
		return true;
	*to = strdup(from);
	return *to != NULL;
}

static bool printable(const char *s, size_t max)
{
	size_t i;

	for (i = 0; s && s[i]; i++)
		if (s[i] < ' ' || s[i] > '~' || i >= max)
			return false;
	return true;
}

/* Ids are letters, digits and dashes: nothing that could end a header. */
static bool is_user_id(const char *s)
{
	size_t len = strlen(s);

	return len > 0 && len <= 100 &&
		strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == len;
}

static enum ashby_error refuse_user_id(struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ECONFIG, "the user id to act for has characters that it cannot have");
}

static enum ashby_error options_check(const struct ashby_client_options *o, struct ashby_err *err)
{
	if (!printable(o->agent, 200))
		return ashby_err_set(
			err, ASHBY_ECONFIG, "the agent name has characters that a header cannot hold");
	if (o->on_behalf && strcmp(o->on_behalf, UNKNOWN_PERSON) != 0 && !is_user_id(o->on_behalf))
		return refuse_user_id(err);
	if (o->proxy && *o->proxy && strcmp(o->proxy, "env") && !ashby__proxy_valid(o->proxy))
		return ashby_err_set(err, ASHBY_ECONFIG,
			"cannot use the proxy: it must be \"env\" or begin with http://, https:// or "
			"socks5://");
	if (o->connect_timeout_ms < 0 || o->timeout_ms < 0 || o->low_speed_s < 0)
		return ashby_err_set(err, ASHBY_EUSAGE, "a time limit cannot be negative");
	return ASHBY_OK;
}

static bool options_copy(struct ashby_client *client, const struct ashby_client_options *o)
{
	client->anonymous = o->on_behalf && !strcmp(o->on_behalf, UNKNOWN_PERSON);
	return option_copy(&client->agent, o->agent && *o->agent ? o->agent : "libashby/" ASHBY_VERSION) &&
		option_copy(&client->proxy, o->proxy) && option_copy(&client->ca_file, o->ca_file) &&
		(client->anonymous || option_copy(&client->on_behalf, o->on_behalf));
}

static enum ashby_error parts_make(struct ashby_client *client, const struct ashby_client_options *o)
{
	struct ashby__transport_options t = {
		.base = &client->base,
		.connect_timeout_ms = o->connect_timeout_ms ? o->connect_timeout_ms : CONNECT_TIMEOUT_MS,
		.timeout_ms = o->timeout_ms ? o->timeout_ms : TIMEOUT_MS,
		.write_timeout_ms = WRITE_TIMEOUT_MS,
		.low_speed_s = o->low_speed_s ? o->low_speed_s : LOW_SPEED_S,
	};

	if (!options_copy(client, o))
		return ASHBY_ENOMEM;
	t.agent = client->agent;
	t.proxy = client->proxy;
	t.ca_file = client->ca_file;
	client->key = ashby__secret_new(ASHBY__SECRET_SIZE);
	client->notes = calloc(ASHBY__ACTIVITY_MAX, sizeof(*client->notes));
	if (!client->key || !client->notes || ashby_timer_new(&client->pump, client->loop, on_pump, client) ||
		ashby__activity_init(client))
		return ASHBY_ENOMEM;
	return ashby__transport_new(&client->transport, client->loop, &t);
}

enum ashby_error ashby_client_new(struct ashby_client **out, struct ashby_loop *loop,
	const struct ashby_client_options *options, struct ashby_err *err)
{
	static const struct ashby_client_options none;
	const struct ashby_client_options *o = options ? options : &none;
	int64_t now = ashby_loop_now(loop);
	enum ashby_error error = options_check(o, err);
	struct ashby_client *client;

	if (error)
		return error;
	client = calloc(1, sizeof(*client));
	if (!client)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	client->loop = loop;
	client->retry_permille = 1000;
	client->limit = client->remaining = -1;
	/* For jitter only: nothing secret comes of it. */
	client->random = (uint32_t)now ^ (uint32_t)getpid() << 16 ^ 0x9E3779B9u;
	error = ashby__base_init(&client->base, o->base_url, err);
	if (!error)
		error = ashby__base_admits(&client->base, NULL, err);
	if (!error && parts_make(client, o))
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	if (error) {
		client_release(client);
		return error;
	}
	ashby__pace_init(&client->pace, o->rate, client->base.loopback, now);
	*out = client;
	return ASHBY_OK;
}

void ashby_client_free(struct ashby_client *client)
{
	struct ashby_err err;

	if (!client)
		return;
	ashby_err_set(&err, ASHBY_ECANCELLED, "cancelled: the session has ended");
	ashby__client_enter(client);
	client->listener = NULL;
	client->refuse = err;
	while (client->oldest)
		ashby__call_fail(client->oldest, &err);
	client->dead = true;
	ashby__client_leave(client);
}

enum ashby_error ashby_client_set_key(struct ashby_client *client, const char *key, struct ashby_err *err)
{
	enum ashby_error error;

	/* Never quoted in a message: it may be a key with a slip in it. */
	if (!ashby_key_valid(key))
		return ashby_err_set(err, ASHBY_EKEY,
			"this is not an API key: it must have 16 to 256 letters, digits, '.', '_' or '-'");
	error = ashby__base_admits(&client->base, key, err);
	if (error)
		return error;
	ashby__wipe(client->key, ASHBY__SECRET_SIZE);
	memcpy(client->key, key, strlen(key) + 1);
	ashby_key_fingerprint(key, client->fingerprint);
	client->refuse = (struct ashby_err){ .error = ASHBY_OK };
	client->stopped = false;
	ashby__client_pump(client);
	ashby__activity_changed(client);
	return ASHBY_OK;
}

enum ashby_error ashby_client_act_for(struct ashby_client *client, const char *user_id, struct ashby_err *err)
{
	char *copy;

	if (!is_user_id(user_id))
		return refuse_user_id(err);
	copy = strdup(user_id);
	if (!copy)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	free(client->on_behalf);
	client->on_behalf = copy;
	client->anonymous = false;
	ashby__client_pump(client);
	return ASHBY_OK;
}

void ashby_client_fail(struct ashby_client *client, const struct ashby_err *err)
{
	ashby__client_refuse(client, err);
}

void ashby__client_retry_scale(struct ashby_client *client, int permille)
{
	client->retry_permille = permille;
}
