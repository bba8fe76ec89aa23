/*
 * key.c: where an account's key comes from. One source, the strongest that is configured; if it fails that is
 * the end, never a step to a weaker one. Knows nothing of where the key goes.
 */
#include "ashby/account.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "ashby/buf.h"
#include "ashby/client.h"
#include "file.h"
#include "helper.h"
#include "sys.h"
#include "words.h"

enum {
	COMMAND_LIMIT_MS = 30000,
	COMMAND_TTY_LIMIT_MS = 120000, /* a person types a passphrase */
	KEYRING_LIMIT_MS = 3000,       /* over SSH there is often none, and it does not say so */
	FILE_MAX = 4096,
};

struct ashby_key_request {
	ashby_key_fn *fn;
	void *arg;
	struct ashby_timer *timer; /* hands out what was there at once, in the loop */
	struct ashby__helper *helper;
	char source[120];
	char account[48]; /* whose key the keyring was asked for, "" of other sources */
	char *key;        /* wiped when freed */
	struct ashby_err err;
};

static void wipe_key(char *key)
{
	if (!key)
		return;
	ashby__wipe(key, strlen(key));
	free(key);
}

/* The callback may free the request: nothing of it is used after. */
static void deliver(struct ashby_key_request *request)
{
	char *key = request->key;
	struct ashby_err err = request->err;
	char source[sizeof(request->source)];

	request->key = NULL;
	memcpy(source, request->source, sizeof(source));
	request->fn(request->arg, key, source, key ? NULL : &err);
	wipe_key(key);
}

static void on_timer(void *arg)
{
	deliver(arg);
}

/* Takes the first line of what a source gave, if it has the form of a key. */
static void take_key(struct ashby_key_request *request, struct ashby_buf *text)
{
	const char *end = text->len ? memchr(text->data, '\n', text->len) : NULL;
	size_t len = end ? (size_t)(end - text->data) : text->len;
	char *key = malloc(len + 1);

	if (!key) {
		ashby_err_set(&request->err, ASHBY_ENOMEM, "out of memory");
		return;
	}
	if (len)
		memcpy(key, text->data, len);
	if (len && key[len - 1] == '\r')
		len--;
	key[len] = '\0';
	if (strlen(key) == len && ashby_key_valid(key)) {
		request->key = key;
		return;
	}
	ashby__wipe(key, len);
	free(key);
	/* What it gave is not shown: it may be most of a key. */
	ashby_err_set(&request->err, ASHBY_EKEY,
		"what %s gave is no API key: one has 16 to 256 letters, digits, '.', '_' and '-'",
		request->source);
}

/* ---- helpers ---- */

static void helper_failed(struct ashby_key_request *request, const struct ashby__helper_result *result)
{
	if (WIFSIGNALED(result->status))
		ashby_err_set(&request->err, ASHBY_EKEY, "%s was ended by signal %d", request->source,
			WTERMSIG(result->status));
	else
		ashby_err_set(&request->err, ASHBY_EKEY, "%s failed with status %d%s%.400s", request->source,
			WEXITSTATUS(result->status), result->errors->len ? ": " : "",
			ashby_buf_str(result->errors));
}

/* secret-tool says little: what it means is said for it. */
static void keyring_failed(struct ashby_key_request *request, const struct ashby__helper_result *result)
{
	static const char over_ssh[] = "over SSH there is often no Secret Service to ask; give the account a "
				       "key-command or a key-file there";

	if (result->timed_out)
		ashby_err_set(&request->err, ASHBY_EKEY,
			"the keyring did not answer within %d seconds: unlock it in your session; %s",
			KEYRING_LIMIT_MS / 1000, over_ssh);
	else if (WIFEXITED(result->status) && !result->errors->len)
		ashby_err_set(&request->err, ASHBY_EKEY,
			"the keyring has no key for this account: store it with secret-tool store --label "
			"Ashby "
			"service ashby-tui account %s",
			request->account);
	else
		ashby_err_set(&request->err, ASHBY_EKEY, "the keyring cannot be asked: %.300s; %s",
			ashby_buf_str(result->errors), over_ssh);
}

static void cut_end(struct ashby_buf *text)
{
	size_t len = text->len;

	while (len && strchr("\r\n ", text->data[len - 1]))
		len--;
	ashby_buf_cut(text, len);
}

static void on_helper(void *arg, const struct ashby__helper_result *result)
{
	struct ashby_key_request *request = arg;

	cut_end(result->errors);
	if (!result->too_long && *request->account && (result->timed_out || result->status))
		keyring_failed(request, result);
	else if (result->timed_out)
		ashby_err_set(&request->err, ASHBY_EKEY, "%s took too long and was ended", request->source);
	else if (result->too_long)
		ashby_err_set(&request->err, ASHBY_EKEY, "%s printed more than %d bytes and was ended",
			request->source, HELPER_OUTPUT_MAX);
	else if (!WIFEXITED(result->status) || WEXITSTATUS(result->status))
		helper_failed(request, result);
	else
		take_key(request, result->output);
	deliver(request);
}

static enum ashby_error start_command(struct ashby_key_request *request, struct ashby_loop *loop,
	const struct ashby_account *account, struct ashby_err *err)
{
	int limit_ms = account->key_command_tty ? COMMAND_TTY_LIMIT_MS : COMMAND_LIMIT_MS;
	char **words;
	enum ashby_error error = ashby__words_split(&words, account->key_command, err);

	if (error)
		return error;
	snprintf(request->source, sizeof(request->source), "key-command '%.80s'", words[0]);
	error = ashby__helper_start(
		&request->helper, loop, words, limit_ms, account->key_command_tty, on_helper, request, err);
	ashby__words_free(words);
	return error;
}

/* argv wants writable words; secret-tool does not change them, but nothing says so. */
static enum ashby_error start_keyring(struct ashby_key_request *request, struct ashby_loop *loop,
	const struct ashby_account *account, struct ashby_err *err)
{
	char tool[] = "secret-tool", lookup[] = "lookup", service[] = "service", ours[] = "ashby-tui";
	char attribute[] = "account", *name = strdup(account->name);
	char *argv[] = { tool, lookup, service, ours, attribute, name, NULL };
	enum ashby_error error;

	if (!name)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	snprintf(request->source, sizeof(request->source), "the keyring (secret-tool)");
	snprintf(request->account, sizeof(request->account), "%s", account->name);
	error = ashby__helper_start(
		&request->helper, loop, argv, KEYRING_LIMIT_MS, false, on_helper, request, err);
	free(name);
	if (error == ASHBY_EKEY)
		ashby_err_set(err, ASHBY_EKEY,
			"the keyring is asked by secret-tool, which cannot be run: install it (Debian: "
			"libsecret-tools), or give the account a key-command or a key-file");
	return error;
}

/* ---- sources that answer at once ---- */

static enum ashby_error expand_home(struct ashby_buf *path, const char *given)
{
	const char *home = getenv("HOME");

	if (!strncmp(given, "~/", 2) && home)
		return ashby_buf_addf(path, "%s%s", home, given + 1);
	return ashby_buf_adds(path, given);
}

static enum ashby_error read_key_file(
	struct ashby_key_request *request, const char *given, struct ashby_err *err)
{
	struct ashby_buf path, text;
	enum ashby_error error;

	ashby_buf_init(&path, 16384);
	ashby_buf_init(&text, (size_t)2 * FILE_MAX);
	snprintf(request->source, sizeof(request->source), "key-file '%.100s'", given);
	error = expand_home(&path, given);
	if (error)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else
		error = ashby__file_read(&text, ashby_buf_str(&path), FILE_SECRET, NULL, err);
	if (!error)
		take_key(request, &text);
	else if (error != ASHBY_ENOMEM && err)
		err->error = error = ASHBY_EKEY;
	ashby_buf_wipe(&text);
	ashby_buf_release(&path);
	return error;
}

static enum ashby_error take_env(struct ashby_key_request *request, const struct ashby_account *account,
	const struct ashby_env *env, struct ashby_err *err)
{
	struct ashby_buf text;

	const char *key = env && env->key ? env->key : env ? env->typed : NULL;

	snprintf(request->source, sizeof(request->source), "%s",
		key && key == env->typed ? "what was typed" : "ASHBY_API_KEY");
	if (!key) {
		if (account->env_key && account->base_url)
			return ashby_err_set(err, ASHBY_EKEY,
				"there is no API key: with a base URL from outside of the configuration it "
				"comes from "
				"ASHBY_API_KEY only, which is not set");
		return ashby_err_set(err, ASHBY_EKEY,
			"there is no API key: give the account a key-command or a key-file in the "
			"configuration, or set "
			"ASHBY_API_KEY");
	}
	ashby_buf_init(&text, FILE_MAX);
	/* The wrong form, however long, is found when it is taken. */
	if (ashby_buf_add(&text, key, strnlen(key, FILE_MAX)))
		ashby_err_set(&request->err, ASHBY_ENOMEM, "out of memory");
	else
		take_key(request, &text);
	ashby_buf_wipe(&text);
	return ASHBY_OK;
}

/* A stronger source is in use: say what is not, so that nobody wonders which key was sent. */
static void mention_env(struct ashby_key_request *request, const struct ashby_env *env)
{
	static const char note[] = " (ASHBY_API_KEY is set, and not used)";
	size_t len = strlen(request->source);

	if (env && env->key && len + sizeof(note) <= sizeof(request->source))
		memcpy(request->source + len, note, sizeof(note));
}

/* ---- public ---- */

static bool configured(const struct ashby_account *account)
{
	return !account->env_key && (account->key_command || account->keyring || account->key_file);
}

bool ashby_key_sourced(const struct ashby_account *account, const struct ashby_env *env)
{
	return configured(account) || (env && (env->key || env->typed));
}

static enum ashby_error begin(struct ashby_key_request *request, struct ashby_loop *loop,
	const struct ashby_account *account, const struct ashby_env *env, struct ashby_err *err)
{
	if (!configured(account))
		return take_env(request, account, env, err);
	if (account->key_command)
		return start_command(request, loop, account, err);
	if (account->keyring)
		return start_keyring(request, loop, account, err);
	return read_key_file(request, account->key_file, err);
}

enum ashby_error ashby_key_fetch(struct ashby_key_request **out, struct ashby_loop *loop,
	const struct ashby_account *account, const struct ashby_env *env, ashby_key_fn *fn, void *arg,
	struct ashby_err *err)
{
	struct ashby_key_request *request = calloc(1, sizeof(*request));
	enum ashby_error error;

	if (!request || ashby_timer_new(&request->timer, loop, on_timer, request)) {
		free(request);
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	request->fn = fn;
	request->arg = arg;
	/*
	 * A source that fails at once is told in the loop like one that fails later; only memory is told
	 * here.
	 */
	error = begin(request, loop, account, env, &request->err);
	if (error == ASHBY_ENOMEM) {
		ashby_key_request_free(request);
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	if (configured(account))
		mention_env(request, env);
	if (!request->helper)
		ashby_timer_start(request->timer, 0);
	*out = request;
	return ASHBY_OK;
}

void ashby_key_request_free(struct ashby_key_request *request)
{
	if (!request)
		return;
	ashby__helper_free(request->helper);
	ashby_timer_free(request->timer);
	wipe_key(request->key);
	free(request);
}
