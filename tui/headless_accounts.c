/*
 * headless_accounts.c: the verb accounts, and --check-config: what the configuration says, and whether a key
 * may go to the host that it names. Nothing is sent.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "accounts_add.h"
#include "ask.h"
#include "headless.h"
#include "keyfiles.h"
#include "session.h"

static const char *key_source(const struct ashby_account *account)
{
	if (account->env_key)
		return "ASHBY_API_KEY";
	if (account->key_command)
		return "key-command";
	if (account->keyring)
		return "keyring";
	return account->key_file ? "key-file" : "ASHBY_API_KEY";
}

static void add_json(struct ashby_buf *out, const struct ashby_account *account, bool in_use)
{
	ashby_buf_addc(out, '{');
	json_member(out, "name", ashby_text_str(account->name));
	json_member(out, "label", ashby_text_str(account->label));
	json_member(out, "key", ashby_text_str(key_source(account)));
	if (account->base_url)
		json_member(out, "baseUrl", ashby_text_str(account->base_url));
	else
		json_raw(out, "baseUrl", NULL);
	json_raw(out, "readOnly", account->read_only ? "true" : "false");
	json_raw(out, "inUse", in_use ? "true" : "false");
	ashby_buf_addc(out, '}');
}

static void add_words(struct ashby_buf *out, const struct ashby_account *account, bool in_use)
{
	ashby_buf_addf(out, "%c %-20s %-14s %s%s\n", in_use ? '*' : ' ', account->name, key_source(account),
		account->base_url ? account->base_url : "https://api.ashbyhq.com",
		account->read_only ? " read-only" : "");
}

static int list(const struct headless *h)
{
	struct session session;
	struct ashby_buf out;
	struct ashby_err err;
	bool json = h->format != FORMAT_TABLE;

	if (session_configure(&session, h->cli, &err))
		return headless_fail(h, &err);
	ashby_buf_init(&out, 1 << 24);
	ashby_buf_adds(&out, json ? "[" : "");
	for (size_t i = 0; i < ashby_config_accounts(session.config); i++) {
		const struct ashby_account *account =
			session.demo ? session.account : ashby_config_account(session.config, i);
		bool in_use = !strcmp(account->name, session.account->name);

		if (json && i)
			ashby_buf_addc(&out, ',');
		(json ? add_json : add_words)(&out, account, in_use);
	}
	ashby_buf_adds(&out, json ? "]" : "");
	if (json)
		out_json(h, ashby_text_of(out.data, out.len));
	else
		out_text(ashby_text_of(out.data, out.len), ASHBY_TEXT_BLOCK);
	ashby_buf_release(&out);
	session_close(&session);
	return out_end(EXIT_DONE);
}

/* ---- accounts confirm ---- */

struct confirmation {
	struct session session;
	int status;
	const struct headless *h;
};

/* Only the whole word from a terminal: a script must not be able to say it. */
static bool says_yes(void)
{
	char line[16];

	return isatty(STDIN_FILENO) && fgets(line, sizeof(line), stdin) && !strcmp(line, "yes\n");
}

static void ask(struct confirmation *c, const char *key, const char *source)
{
	const char *url = c->session.account->base_url;
	struct ashby_err err;
	char print[9];

	if (!ashby_host_check(url, key, &err)) {
		headless_warn("the key of '%s' may go to %s already", c->session.account->name,
			url ? url : "https://api.ashbyhq.com");
		return;
	}
	ashby_key_fingerprint(key, print);
	headless_warn("the key from %s (fingerprint %s) would be sent to %s", source, print, url);
	headless_warn("type yes to allow that, from now on");
	if (!says_yes())
		ashby_err_set(&err, ASHBY_ECONFIG,
			"it was not allowed: that takes the word yes, typed in a terminal");
	else if (!ashby_host_confirm(url, key, &err))
		return;
	c->status = headless_fail(c->h, &err);
}

static void on_key(void *arg, const char *key, const char *source, const struct ashby_err *err)
{
	struct confirmation *c = arg;

	if (key)
		ask(c, key, source);
	else
		c->status = headless_fail(c->h, err);
	ashby_loop_stop(c->session.loop);
}

static int confirm(const struct headless *h, const char *name)
{
	struct confirmation c = { .h = h };
	struct cli cli = *h->cli;
	struct ashby_key_request *request = NULL;
	struct ashby_err err;

	if (name)
		cli.account = name;
	if (session_open(&c.session, &cli, &err))
		return headless_fail(h, &err);
	if (ashby_key_fetch(&request, c.session.loop, c.session.account, &c.session.env, on_key, &c, &err))
		c.status = headless_fail(h, &err);
	else
		ashby_loop_run(c.session.loop);
	ashby_key_request_free(request);
	session_close(&c.session);
	return c.status;
}

/* ---- accounts add ---- */

static int add(const struct headless *h, const char *name)
{
	const struct ashby_account *account;
	struct session session;
	struct ashby_err err;
	int status;

	if (!ask_possible())
		return headless_usage(h,
			"accounts add asks questions, so it wants a terminal; without one, write the "
			"section [account %.40s] by hand, as the manual says",
			name);
	if (!ashby_account_name_valid(name))
		return headless_usage(
			h, "an account's name has at most 40 letters, digits, '.', '_' and '-'");
	if (session_configure(&session, h->cli, &err))
		return headless_fail(h, &err);
	if (!ashby_config_find(session.config, name, &account, &err) && account->line)
		status = headless_usage(h, "%s:%d: there is an account '%s' already",
			ashby_config_path(session.config), account->line, name);
	else
		status = accounts_walk(&session, name);
	session_close(&session);
	return status;
}

int verb_accounts(const struct cli *cli)
{
	static const struct word_option none[] = { { .name = NULL } };
	struct headless h;
	int count;

	headless_init(&h, cli);
	count = headless_words(&h, none, NULL);
	if (count < 0)
		return EXIT_USAGE;
	if (!count)
		return list(&h);
	if (count <= 2 && !strcmp(cli->argv[0], "confirm"))
		return confirm(&h, count == 2 ? cli->argv[1] : NULL);
	if (count == 2 && !strcmp(cli->argv[0], "add"))
		return add(&h, cli->argv[1]);
	return headless_usage(&h, "accounts takes no words, or: add NAME, confirm [NAME]");
}

/* ---- --check-config ---- */

static void on_wrong_key(void *arg, const char *file, int line, const char *message)
{
	(void)arg;
	headless_warn("%s:%d: %s", file, line, message);
}

int verb_check_config(const struct cli *cli)
{
	struct headless h;
	struct session session;
	struct ashby_err err;
	char path[1200];
	int bad;

	headless_init(&h, cli);
	h.format = FORMAT_TABLE;
	if (session_configure(&session, cli, &err))
		return headless_fail(&h, &err);
	headless_warn("%s: %zu account%s, in use: %s", ashby_config_path(session.config),
		ashby_config_accounts(session.config), ashby_config_accounts(session.config) == 1 ? "" : "s",
		session.account->name);
	snprintf(path, sizeof(path), "%s/keys.conf", session.own_folder);
	bad = *session.own_folder ? keyfiles_check(path, session.account->name, on_wrong_key, NULL) : 0;
	session_close(&session);
	return bad ? EXIT_USAGE : EXIT_DONE;
}
