/*
 * accounts_add.c: walks a person through a new account: where its key lives, whether the key works and what it may do,
 * who "me" is. The key itself never comes near the configuration.
 */
#include "accounts_add.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"

enum { TEXT = 1024, KEY_SIZE = 300 };

enum outcome { LEFT, FAILED, FINE };

struct walk {
	const struct session *session;
	struct ashby_account account; /* points into the texts below */
	char command[TEXT], file[TEXT], me[TEXT];
	struct ashby_loop *loop;
	struct ashby_client *client;
	struct ashby_scope *scope;
	struct ashby_key_request *request;
	enum outcome outcome; /* of the check that runs */
	char key_source[160];
};

/* ---- where the key lives ---- */

static bool ask_command(struct walk *w)
{
	ask_say("The command that prints the key, as: pass show ashby/api\n"
		"It is run without a shell; its first line is the key.");
	w->account.key_command = w->command;
	return ask_line("Command: ", w->command, sizeof(w->command)) && *w->command &&
		ask_yes("Does it ask for something in the terminal (a passphrase)? [y/N] ", false,
			&w->account.key_command_tty);
}

static bool ask_keyring(struct walk *w)
{
	char answer[16];

	w->account.keyring = true;
	ask_say("Store the key in the keyring of your session, from another terminal, with\n\n"
		"  secret-tool store --label Ashby service ashby-tui account %s\n",
		w->account.name);
	return ask_line("Enter when it is there: ", answer, sizeof(answer));
}

/* A file that is not there yet is made, for the person only. */
static bool make_key_file(const char *path)
{
	char key[KEY_SIZE];
	struct ashby_err err;
	bool good =
		ask_secret("The API key (not shown; it is written to that file): ", key, sizeof(key)) && *key;

	if (good && !ashby_key_valid(key)) {
		ask_say("That is no API key: one has 16 to 256 letters, digits, '.', '_' and '-'.");
		good = false;
	}
	if (good && ashby_key_file_write(path, key, &err) != ASHBY_OK) {
		ask_say("%s", err.message);
		good = false;
	}
	ask_wipe(key, sizeof(key));
	return good;
}

static void usual_file(const struct walk *w, char *out, size_t size)
{
	const char *path = ashby_config_path(w->session->config), *slash = strrchr(path, '/');

	snprintf(out, size, "%.*s%s%s.key", slash ? (int)(slash - path) : 0, path, slash ? "/" : "",
		w->account.name);
}

static bool ask_file(struct walk *w)
{
	char usual[TEXT], prompt[TEXT + 40];

	usual_file(w, usual, sizeof(usual));
	snprintf(prompt, sizeof(prompt), "File (Enter: %s): ", usual);
	if (!ask_line(prompt, w->file, sizeof(w->file)))
		return false;
	if (!*w->file)
		memcpy(w->file, usual, sizeof(usual));
	w->account.key_file = w->file;
	/* "~/" is the library's to read: only whole paths are made here. */
	return access(w->file, F_OK) == 0 || *w->file == '~' || make_key_file(w->file);
}

static bool ask_environment(struct walk *w)
{
	if (w->session->env.key)
		return true;
	ask_say("ASHBY_API_KEY is not set here, so the key cannot be tried; set it where you start "
		"ashby-tui.");
	return true;
}

static const struct {
	const char *letter, *words;
	bool (*ask)(struct walk *w);
} places[] = {
	{ "1", "a password manager's command (pass, op, bw, gpg, ...)", ask_command },
	{ "2", "the keyring of your desktop session (secret-tool)", ask_keyring },
	{ "3", "a file that only you can read", ask_file },
	{ "4", "the variable ASHBY_API_KEY: other programs can read it there", ask_environment },
};

enum { PLACES = sizeof(places) / sizeof(places[0]) };

static bool ask_place(struct walk *w)
{
	char answer[16];

	w->account.key_command = w->account.key_file = NULL;
	w->account.keyring = w->account.key_command_tty = false;
	ask_say("\nWhere does the API key of '%s' live? It is never written into the configuration.\n",
		w->account.name);
	for (int i = 0; i < PLACES; i++)
		ask_say("  %s  %s", places[i].letter, places[i].words);
	for (;;) {
		if (!ask_line("1 to 4, or Enter to leave: ", answer, sizeof(answer)) || !*answer)
			return false;
		for (int i = 0; i < PLACES; i++)
			if (!strcmp(answer, places[i].letter))
				return places[i].ask(w);
	}
}

/* ---- a look at the key ---- */

static void end(struct walk *w, enum outcome outcome)
{
	w->outcome = outcome;
	ashby_loop_stop(w->loop);
}

static void fail(struct walk *w, const struct ashby_err *err)
{
	ask_say("That does not work: %s", err->message);
	end(w, FAILED);
}

static void say_scopes(struct ashby_value scopes)
{
	struct ashby_buf list;

	ashby_buf_init(&list, 1 << 16);
	for (struct ashby_value s = ashby_value_first(scopes); ashby_type(s) != ASHBY_ABSENT;
		s = ashby_value_next(s)) {
		struct ashby_text text = ashby_value_text(s);

		ashby_buf_adds(&list, list.len ? ", " : "");
		ashby_buf_add(&list, text.raw, text.len);
	}
	ask_say("It may: %s", list.len ? ashby_buf_str(&list) : "nothing");
	ashby_buf_release(&list);
}

static void on_key_info(void *arg, const struct ashby_reply *reply)
{
	struct walk *w = arg;
	struct ashby_text title = ashby_get_text(reply->results, "title");

	if (reply->error == ASHBY_ECANCELLED)
		return;
	if (reply->error && reply->error != ASHBY_EPERM) {
		fail(w, &reply->err);
		return;
	}
	if (reply->error) {
		ask_say("Ashby accepts the key. It may not look at itself (apiKeysRead), so what it may do "
			"shows "
			"when it is used.");
	} else {
		ask_say("Ashby accepts the key, and calls it '%.*s'.", (int)title.len,
			title.len ? title.raw : "");
		say_scopes(ashby_get(reply->results, "scopes"));
	}
	end(w, FINE);
}

/* Another host than Ashby's gets a key only after a person has said so. */
static bool confirm_host(struct walk *w, const char *key, struct ashby_err *err)
{
	char answer[16];

	if (!ashby_host_check(w->account.base_url, key, err))
		return true;
	ask_say("The key would be sent to %s, which is not Ashby's own host.", w->account.base_url);
	if (!ask_line("Type yes to allow that, from now on: ", answer, sizeof(answer)) ||
		strcmp(answer, "yes") != 0)
		return false;
	return !ashby_host_confirm(w->account.base_url, key, err);
}

static void on_key(void *arg, const char *key, const char *source, const struct ashby_err *err)
{
	struct walk *w = arg;
	struct ashby_err mine;
	char print[9];

	snprintf(w->key_source, sizeof(w->key_source), "%s", source);
	if (!key) {
		fail(w, err);
		return;
	}
	if (ashby_url_check(w->account.base_url, key, &mine) || !confirm_host(w, key, &mine) ||
		ashby_client_set_key(w->client, key, &mine)) {
		fail(w, &mine);
		return;
	}
	ashby_key_fingerprint(key, print);
	ask_say("\nThe key came from %s (fingerprint %s). Asking Ashby ...", source, print);
	if (ashby_call(NULL, w->scope, "apiKey.info", NULL, ASHBY_CALL_AS_KEY, on_key_info, w, &mine))
		fail(w, &mine);
}

static void close_client(struct walk *w)
{
	ashby_key_request_free(w->request);
	ashby_scope_free(w->scope);
	ashby_client_free(w->client);
	ashby_loop_free(w->loop);
	w->request = NULL;
	w->scope = NULL;
	w->client = NULL;
	w->loop = NULL;
}

static enum outcome check_key(struct walk *w)
{
	const struct ashby_client_options options = { .base_url = w->account.base_url,
		.agent = "ashby-tui/" ASHBY_VERSION };
	struct ashby_err err;

	close_client(w);
	if (!ashby_key_sourced(&w->account, &w->session->env))
		return FINE;
	w->outcome = FAILED;
	if (ashby_loop_new(&w->loop) || ashby_client_new(&w->client, w->loop, &options, &err) ||
		ashby_scope_new(&w->scope, w->client) ||
		ashby_key_fetch(&w->request, w->loop, &w->account, &w->session->env, on_key, w, &err)) {
		ask_say("That does not work: memory is out, or the address cannot be used.");
		return FAILED;
	}
	ashby_loop_run(w->loop);
	return w->outcome;
}

/* ---- who I am ---- */

static void on_users(void *arg, const struct ashby_reply *reply)
{
	struct walk *w = arg;
	struct ashby_value user = ashby_value_first(reply->results);
	struct ashby_text first = ashby_get_text(user, "firstName"), last = ashby_get_text(user, "lastName");

	if (reply->error == ASHBY_ECANCELLED)
		return;
	if (reply->error) {
		ask_say("Ashby did not say who that is: %s", reply->err.message);
		end(w, FINE);
	} else if (ashby_type(user) == ASHBY_ABSENT) {
		ask_say("No user of this organisation has that e-mail.");
		end(w, FAILED);
	} else {
		ask_say("That is %.*s %.*s.", (int)first.len, first.len ? first.raw : "", (int)last.len,
			last.len ? last.raw : "");
		end(w, FINE);
	}
}

static enum outcome check_me(struct walk *w)
{
	struct ashby_body *body = NULL;
	struct ashby_buf json;
	struct ashby_err err;

	/* Without a key that could be tried there is nobody to ask. */
	if (!w->client)
		return FINE;
	ashby_buf_init(&json, 1 << 16);
	w->outcome = FAILED;
	if (ashby_body_new(&body) || ashby_body_set_text(body, "email", ashby_text_str(w->me)) ||
		ashby_body_print(body, &json) ||
		ashby_call(NULL, w->scope, "user.search", ashby_buf_str(&json), 0, on_users, w, &err))
		ask_say("That is no e-mail that can be asked for.");
	else
		ashby_loop_run(w->loop);
	ashby_buf_release(&json);
	ashby_body_free(body);
	return w->outcome;
}

static bool ask_me(struct walk *w)
{
	do {
		if (!ask_line("\nYour e-mail in Ashby, so that \"mine\" is yours (Enter: none): ", w->me,
			    sizeof(w->me)))
			return false;
	} while (*w->me && check_me(w) != FINE);
	w->account.me = *w->me ? w->me : NULL;
	return true;
}

/* ---- the section ---- */

static int write_section(struct walk *w)
{
	const char *path = ashby_config_path(w->session->config);
	struct ashby_buf section;
	struct ashby_err err;
	int status = EXIT_DONE;
	bool yes = false;

	ashby_buf_init(&section, 1 << 16);
	if (ashby_account_print(&w->account, &section, &err)) {
		ask_say("%s", err.message);
		status = EXIT_USAGE;
	} else {
		ask_say("\nThis goes to the end of %s:\n\n%s", path, ashby_buf_str(&section));
		if (!ask_yes("Write it? [Y/n] ", true, &yes) || !yes) {
			ask_say("Nothing was written.");
			status = EXIT_INTERRUPTED;
		} else if (ashby_config_append(path, ashby_buf_str(&section), &err)) {
			ask_say("%s", err.message);
			status = EXIT_LOCAL;
		} else {
			ask_say("Written. From now on: ashby-tui --account %s", w->account.name);
		}
	}
	ashby_buf_release(&section);
	return status;
}

static bool ask_all(struct walk *w)
{
	enum outcome outcome;

	do {
		if (!ask_place(w))
			return false;
		outcome = check_key(w);
	} while (outcome != FINE);
	return ask_me(w) &&
		ask_yes("Shall this account only read, and refuse whatever would change Ashby? [y/N] ", false,
			&w->account.read_only);
}

int accounts_walk(const struct session *session, const char *name)
{
	const char *outside = session->cli->base_url ? session->cli->base_url : session->env.base_url;
	struct walk w = { .session = session };
	int status = EXIT_INTERRUPTED;

	w.account = (struct ashby_account){
		.name = name, .label = name, .colour = ASHBY_NO_COLOUR, .base_url = outside
	};
	if (ask_all(&w))
		status = write_section(&w);
	else
		ask_say("Nothing was written.");
	close_client(&w);
	return status;
}
