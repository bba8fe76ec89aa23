/* session.c: from options to a client that gets its key. Knows no screen and prints nothing. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demo.h"
#include "settings.h"

/* ---- configuration ---- */

/* The sandbox's key takes the place of the environment's: a real key has no business in a demo. */
static enum ashby_error use_demo(struct session *session, struct ashby_err *err)
{
	struct ashby_env env = { 0 };
	enum ashby_error error;
	char now[25];

	if (session->cli->base_url || session->cli->account || session->cli->config)
		return ashby_err_set(err, ASHBY_EUSAGE,
			"--demo brings its own server and account: leave --base-url, "
			"--account and --config out");
	ashby_date_iso(ashby_clock_now(), now);
	error = demo_start(&session->demo, session->cli->fixed_now ? now : NULL, err);
	if (error)
		return error;
	env.key = strdup(demo_key(session->demo));
	env.base_url = strdup(demo_base_url(session->demo));
	ashby_env_release(&session->env);
	session->env = env;
	return env.key && env.base_url ? ASHBY_OK : ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

/* One of the people that the sandbox makes up: Home and the scopes are about somebody. */
static const char demo_me[] = "mei.chen@example.test";

static void name_demo_account(struct session *session)
{
	session->demo_account = *session->account;
	session->demo_account.name = "demo";
	session->demo_account.label = "demo";
	session->demo_account.me = demo_me;
	session->account = &session->demo_account;
}

/*
 * Beside the configuration; in a demo, whose configuration is its own, where the user's would be. A demo
 * leaves nothing behind, so the folder is named and not made.
 */
static void find_own_folder(struct session *session)
{
	const char *path = ashby_config_path(session->config), *slash = strrchr(path, '/');
	const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	size_t size = sizeof(session->own_folder);
	int len = 0;

	if (!session->demo)
		len = slash ? snprintf(session->own_folder, size, "%.*s", (int)(slash - path), path)
			    : snprintf(session->own_folder, size, ".");
	else if (base && *base == '/')
		len = snprintf(session->own_folder, size, "%s/ashby-tui", base);
	else if (home && *home == '/')
		len = snprintf(session->own_folder, size, "%s/.config/ashby-tui", home);
	if (len < 0 || (size_t)len >= size)
		*session->own_folder = '\0';
}

static enum ashby_error configure(struct session *session, struct ashby_err *err)
{
	const struct cli *cli = session->cli;
	const char *path = session->demo ? demo_config(session->demo) : cli->config;
	const char *base_url = cli->base_url ? cli->base_url : session->env.base_url;
	enum ashby_error error = ashby_config_load(&session->config, path, &session->env, base_url, err);

	if (!error)
		error = settings_check(session->config, err);
	if (!error)
		error = ashby_config_find(session->config, cli->account, &session->account, err);
	if (error)
		return error;
	find_own_folder(session);
	if (session->demo)
		name_demo_account(session);
	session->read_only = cli->read_only || session->account->read_only;
	return ASHBY_OK;
}

/* With what the environment said already in it. */
static enum ashby_error begin(struct session *session, const struct cli *cli, struct ashby_err *err)
{
	enum ashby_error error = ASHBY_OK;

	session->cli = cli;
	if (cli->demo)
		error = use_demo(session, err);
	if (!error)
		error = configure(session, err);
	return error;
}

static enum ashby_error take_environment(struct session *session, struct ashby_err *err)
{
	enum ashby_error error;

	*session = (struct session){ .log = { .fd = -1 } };
	error = ashby_env_take(&session->env);
	return error ? ashby_err_set(err, error, "out of memory") : ASHBY_OK;
}

enum ashby_error session_configure(struct session *session, const struct cli *cli, struct ashby_err *err)
{
	enum ashby_error error = take_environment(session, err);

	if (!error)
		error = begin(session, cli, err);
	if (error)
		session_close(session);
	return error;
}

/* ---- client ---- */

static enum ashby_error make_client(struct session *session, struct ashby_err *err)
{
	const struct ashby_account *account = session->account;
	const struct ashby_client_options options = {
		.base_url = account->base_url,
		.agent = "ashby-tui/" ASHBY_VERSION,
		.proxy = account->proxy,
		.ca_file = account->ca_file,
		.rate = account->rate,
		.on_behalf = account->on_behalf ? "?" : NULL,
	};

	if (ashby_loop_new(&session->loop))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	return ashby_client_new(&session->client, session->loop, &options, err);
}

static enum ashby_error open_rest(struct session *session, struct ashby_err *err)
{
	enum ashby_error error = make_client(session, err);

	if (!error && session->cli->log)
		error = log_open(&session->log, session->cli->log, err);
	return error;
}

enum ashby_error session_open(struct session *session, const struct cli *cli, struct ashby_err *err)
{
	enum ashby_error error = session_configure(session, cli, err);

	if (error)
		return error;
	error = open_rest(session, err);
	if (error)
		session_close(session);
	return error;
}

/* Closes it but for what the environment said. */
static void close_but_env(struct session *session)
{
	struct ashby_env env = session->env;

	session->env = (struct ashby_env){ 0 };
	session_close(session);
	session->env = env;
}

enum ashby_error session_reopen(struct session *session, const struct cli *cli, struct ashby_err *err)
{
	enum ashby_error error;

	close_but_env(session);
	error = begin(session, cli, err);
	if (!error)
		error = open_rest(session, err);
	if (error)
		close_but_env(session);
	return error;
}

void session_forget_typed(struct session *session)
{
	struct ashby_env typed = { .typed = session->env.typed };

	session->env.typed = NULL;
	ashby_env_release(&typed);
}

void session_close(struct session *session)
{
	if (session->client)
		log_calls(&session->log, session->client);
	log_close(&session->log);
	ashby_key_request_free(session->key_request);
	identity_release(&session->who);
	ashby_client_free(session->client);
	ashby_loop_free(session->loop);
	ashby_config_free(session->config);
	ashby_env_release(&session->env);
	demo_free(session->demo);
	*session = (struct session){ .log = { .fd = -1 } };
}

/* ---- key ---- */

/* A fixed clock is for tests and pictures: with a real key it would put wrong times on what people see. */
static enum ashby_error use_key(struct session *session, const char *key, struct ashby_err *err)
{
	enum ashby_error error = ashby_url_check(session->account->base_url, key, err);

	if (!error)
		error = ashby_host_check(session->account->base_url, key, err);
	if (!error && session->cli->fixed_now && strncmp(key, "sandbox-", 8) != 0)
		error = ashby_err_set(
			err, ASHBY_EUSAGE, "--now is for sandboxes only, and this key is not of one");
	if (!error)
		error = ashby_client_set_key(session->client, key, err);
	if (!error)
		ashby_key_fingerprint(key, session->key_print);
	return error;
}

static void on_key(void *arg, const char *key, const char *source, const struct ashby_err *err)
{
	struct session *session = arg;
	struct ashby_err mine = { 0 };
	size_t len = strlen(source);

	if (len >= sizeof(session->key_source))
		len = sizeof(session->key_source) - 1;
	memcpy(session->key_source, source, len);
	session->key_source[len] = '\0';
	if (!key)
		mine = *err;
	else if (use_key(session, key, &mine) == ASHBY_OK)
		session->key_known = true;
	if (session->key_known && (session->ask || session->account->on_behalf))
		identity_ask(&session->who, session->client, session->account,
			session->ask | (session->account->on_behalf ? IDENTITY_PERSON : 0));
	if (!session->key_known) {
		session->key_failed = true;
		session->key_err = mine;
		ashby_client_fail(session->client, &mine);
	}
	if (session->on_key)
		session->on_key(session->on_key_arg);
}

enum ashby_error session_key(struct session *session, struct ashby_err *err)
{
	ashby_key_request_free(session->key_request);
	session->key_request = NULL;
	session->key_known = session->key_failed = false;
	return ashby_key_fetch(
		&session->key_request, session->loop, session->account, &session->env, on_key, session, err);
}
