/* accounts_app.c: `:account`, `:key` and `:whoami`. Knows the session and its client; draws nothing itself. */
#include "accounts_app.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "clip.h"
#include "popup.h"
#include "session.h"
#include "tell.h"
#include "welcome.h"

enum { ACCOUNTS_MAX = 36, FACTS = 8, FACT = 240 };

static const char home[] = "https://api.ashbyhq.com";

static const char *host_of(const struct ashby_account *account)
{
	return account->base_url ? account->base_url : home;
}

bool accounts_sandbox(const struct app *app)
{
	const char *url = app->account->base_url;

	/* Nothing but a sandbox is spoken to without TLS: the library sees to that. */
	return app->session->demo || (url && strncmp(url, "https:", 6) != 0);
}

/* ---- another account ---- */

static void switch_to(struct app *app, const char *name)
{
	const struct ashby_account *account;
	struct ashby_err err;

	if (app->session->demo)
		status_warn(app, "a demo has no other account; leave it, then ashby-tui --account %s", name);
	else if (ashby_config_find(app->session->config, name, &account, &err) != ASHBY_OK)
		status_warn(app, "%s", err.message);
	else if (strcmp(account->name, app->account->name) == 0)
		status_say(app, "%s is the account in use", account->name);
	else
		app_switch(app, account->name);
}

static void on_account_picked(struct app *app, void *arg, int item)
{
	const struct ashby_account *account = ashby_config_account(app->session->config, (size_t)item);

	(void)arg;
	if (account)
		switch_to(app, account->name);
}

static void open_accounts(struct app *app)
{
	struct menu_item items[ACCOUNTS_MAX];
	const struct ashby_account *account;
	char words[ACCOUNTS_MAX][100];
	int n = 0;

	for (; n < ACCOUNTS_MAX && (account = ashby_config_account(app->session->config, (size_t)n)); n++) {
		bool in_use = strcmp(account->name, app->account->name) == 0;
		bool named = strcmp(account->label, account->name) == 0;

		snprintf(words[n], sizeof(words[n]), "%s%s%s%s%s", account->name, named ? "" : " (",
			named ? "" : account->label, named ? "" : ")", in_use ? ", in use" : "");
		items[n] = (struct menu_item){ n < 9 ? (tui_key)('1' + n) : KEY_NONE, words[n],
			account->read_only ? "read-only" : host_of(account) };
	}
	menu_open(app, "Account", items, n, on_account_picked, NULL);
}

static unsigned do_account(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	if (args->count)
		switch_to(app, args->word[0]);
	else if (app->session->demo)
		status_say(app, "the demo's own account, and no other");
	else
		open_accounts(app);
	return REACT_DRAW;
}

static void complete_account(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	const struct ashby_account *account;

	(void)page;
	for (size_t i = 0; n == 0 && (account = ashby_config_account(app->session->config, i)); i++)
		ashby_buf_addf(out, "%s\t%s\n", account->name, host_of(account));
}

/* ---- the key ---- */

void accounts_fetch_key(struct app *app)
{
	struct session *session = app->session;
	struct ashby_err err;

	if (!ashby_key_sourced(session->account, &session->env) || (app->fetching && session->env.typed)) {
		app_lend(app);
		welcome_key(session);
		app_take(app);
	} else if (session->account->key_command_tty && !session->account->env_key) {
		/* It is taken back when the helper has ended. */
		app_lend(app);
	}
	if (session_key(session, &err) != ASHBY_OK) {
		app_take(app);
		status_error(app, &err, "key");
	}
}

/* What could not be read without the key is read now. */
static void go_on(struct app *app)
{
	struct page *page = app_page(app);

	status_good(app, "the key from %s is in use", app->session->key_source);
	if (page && (page->view->engine->lists || strcmp(page->view->name, "home") == 0))
		command_run(app, "refresh");
}

static bool from_environment(const struct session *session)
{
	return strncmp(session->key_source, "ASHBY_API_KEY", 13) == 0;
}

void accounts_key(struct app *app)
{
	bool again = app->fetching;

	app->fetching = false;
	app_take(app);
	if (app->session->key_failed)
		status_error(app, &app->session->key_err, "key");
	else if (again)
		go_on(app);
	else if (from_environment(app->session) && !accounts_sandbox(app))
		status_warn(app,
			"the key is in ASHBY_API_KEY, where other programs can read it: ashby-tui "
			"accounts add finds it a better place");
	app_dirty(app);
}

static void fetch_again(struct app *app)
{
	app->fetching = true;
	accounts_fetch_key(app);
}

static void on_refused_answer(struct app *app, void *arg, bool yes)
{
	(void)arg;
	if (yes)
		fetch_again(app);
	else
		status_warn(app, "nothing is asked of Ashby until :key reload");
}

void accounts_traffic(struct app *app)
{
	struct ashby_traffic traffic;

	ashby_client_traffic(app->client, &traffic);
	if (!traffic.stopped) {
		app->said_stop = false;
		return;
	}
	if (app->said_stop)
		return;
	app->said_stop = true;
	status_error(app, &traffic.stop, "all traffic has stopped");
	question_open(
		app, "Ashby refuses the key", "Fetch the key again and go on?", on_refused_answer, NULL);
}

static unsigned do_key(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	if (strcmp(args->word[0], "reload") != 0) {
		status_warn(app, "usage: key reload");
		return REACT_DRAW | REACT_RETRY;
	}
	fetch_again(app);
	return REACT_DRAW;
}

static void complete_key(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app, (void)page;
	if (n == 0)
		ashby_buf_adds(out, "reload\tfetch it from its source again\n");
}

/* ---- who ---- */

void accounts_person(struct app *app)
{
	const struct identity *who = &app->session->who;
	struct ashby_buf name;

	if (*who->id) {
		ashby_buf_init(&name, 1024);
		tell_short_name(&name, ashby_text_str(who->first), ashby_text_str(who->last));
		snprintf(app->me, sizeof(app->me), "%s", ashby_buf_str(&name));
		snprintf(app->me_id, sizeof(app->me_id), "%s", who->id);
		ashby_buf_release(&name);
	}
	if (who->err.error && !app->said_person) {
		app->said_person = true;
		status_error(app, &who->err, "me");
	}
	app_dirty(app);
}

static const char *rights_in_words(const struct app *app)
{
	static const char *const words[] = { [RIGHTS_UNKNOWN] = "not known yet",
		[RIGHTS_HIDDEN] = "unknown: the key may not look at itself (apiKeysRead)",
		[RIGHTS_READ] = "read-only, by its scopes",
		[RIGHTS_WRITE] = "read-write, by its scopes" };

	return app->read_only ? "read-only, by this account's setting" : words[app->session->who.rights];
}

struct facts {
	char words[FACTS][FACT];
	struct menu_item item[FACTS];
	int count;
};

static void add_fact(struct facts *facts, const char *words, const char *value)
{
	int n = facts->count++;

	snprintf(facts->words[n], FACT, "%-12s  %s", words, value);
	facts->item[n] = (struct menu_item){ KEY_NONE, facts->words[n], NULL };
}

static void gather(const struct app *app, struct facts *facts)
{
	const struct session *session = app->session;
	const struct identity *who = &session->who;

	facts->count = 0;
	add_fact(facts, "account", app->account->name);
	add_fact(facts, "at", host_of(app->account));
	add_fact(facts, "key from", *session->key_source ? session->key_source : "nowhere yet");
	add_fact(facts, "fingerprint", *session->key_print ? session->key_print : "-");
	add_fact(facts, "key's name", *who->title ? who->title : "-");
	add_fact(facts, "rights", rights_in_words(app));
	add_fact(facts, "me", *who->name ? who->name : app->account->me ? app->account->me : "not set");
	add_fact(facts, "acts as",
		!app->account->on_behalf ? "the API key"
			: *who->name     ? who->name
					 : "nobody yet: calls wait for the person");
}

static void on_fact_picked(struct app *app, void *arg, int item)
{
	struct facts facts;

	(void)arg;
	gather(app, &facts);
	if (item < facts.count)
		clip_copy(app, ashby_text_str(facts.words[item] + 14), "that line");
}

static unsigned do_whoami(struct app *app, struct page *page, const struct args *args)
{
	struct facts facts;

	(void)page, (void)args;
	gather(app, &facts);
	menu_open(app, "Who am I", facts.item, facts.count, on_fact_picked, NULL);
	return REACT_DRAW;
}

/* data */
/* clang-format off */
const struct command commands_account[] = {
	{ "account", do_account, 0, 1, 0, "account", "[NAME]", "work in another account", "PROGRAM", complete_account },
	{ "key", do_key, 1, 1, 0, "key", "reload", "fetch the API key from its source again", "PROGRAM", complete_key },
	{ "whoami", do_whoami, 0, 0, 0, "who am I", NULL, "the account, where its key is from, what it may do, as whom", "PROGRAM", NULL },
	{ .name = NULL },
};
/* clang-format on */
