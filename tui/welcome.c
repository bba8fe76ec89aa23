/* welcome.c: the first questions. Plain text: curses has not begun. */
#include "welcome.h"

#include <string.h>

#include "accounts_add.h"
#include "app.h"
#include "ask.h"

enum { KEY_SIZE = 300 };

bool welcome_key(struct session *session)
{
	const char *prompt = "API key, for this session only (not shown; Enter: leave): ";
	char key[KEY_SIZE];
	bool typed;

	for (;;) {
		typed = ask_secret(prompt, key, sizeof(key)) && *key;
		if (!typed || ashby_key_valid(key))
			break;
		/* One text with the next question, which comes when nothing that is typed is shown any more. */
		prompt = "That is no API key: 16 to 256 letters, digits, '.', '_' and '-'. Again: ";
	}
	if (typed) {
		session_forget_typed(session);
		session->env.typed = xstrdup(key);
	}
	ask_wipe(key, sizeof(key));
	return typed;
}

static enum welcome reopen(struct session *session, const struct cli *cli, struct ashby_err *err)
{
	return session_reopen(session, cli, err) == ASHBY_OK ? WELCOME_GO : WELCOME_FAILED;
}

static enum welcome use_typed(struct session *session, const struct cli *cli, struct ashby_err *err)
{
	return welcome_key(session) ? reopen(session, cli, err) : WELCOME_LEAVE;
}

static enum welcome use_new(struct session *session, struct cli *cli, struct ashby_err *err)
{
	static char name[64];

	do {
		if (!ask_line("A short name for it, as acme: ", name, sizeof(name)))
			return WELCOME_LEAVE;
	} while (!ashby_account_name_valid(name));
	if (accounts_walk(session, name) != EXIT_DONE)
		return WELCOME_LEAVE;
	cli->account = name;
	return reopen(session, cli, err);
}

static enum welcome first_start(struct session *session, struct cli *cli, struct ashby_err *err)
{
	char answer[16];

	ask_say("Welcome to ashby-tui. There is no account yet.\n\n"
		"  1  look around in a demo: made-up people, no key, no network\n"
		"  2  set up an account of your organisation\n"
		"  3  type an API key for this session only\n");
	for (;;) {
		if (!ask_line("1, 2, 3, or Enter to leave: ", answer, sizeof(answer)) || !*answer)
			return WELCOME_LEAVE;
		if (!strcmp(answer, "1")) {
			cli->demo = true;
			return reopen(session, cli, err);
		}
		if (!strcmp(answer, "2"))
			return use_new(session, cli, err);
		if (!strcmp(answer, "3"))
			return use_typed(session, cli, err);
	}
}

enum welcome welcome(struct session *session, struct cli *cli, struct ashby_err *err)
{
	bool outside = cli->base_url || session->env.base_url;

	if (session->demo || ashby_key_sourced(session->account, &session->env) || !ask_possible())
		return WELCOME_GO;
	if (!session->account->line && !outside)
		return first_start(session, cli, err);
	ask_say("The account '%s' at %s has no key: neither its section of the configuration nor "
		"ASHBY_API_KEY "
		"names one.",
		session->account->name,
		session->account->base_url ? session->account->base_url : "https://api.ashbyhq.com");
	return use_typed(session, cli, err);
}
