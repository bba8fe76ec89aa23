/*
 * headless_doctor.c: the verb doctor: everything that has to be right before a call can work, looked at one
 * by one.
 */
#include <langinfo.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "headless.h"
#include "session.h"

enum { MODE_SIZE = 16, SKEW_FINE_S = 30 };

enum state { STATE_OK, STATE_WARNING, STATE_FAILED };

static const char *const state_names[] = { "ok", "warning", "failed" };

struct doctor {
	struct headless h;
	struct session session;
	struct ashby_scope *scope;
	struct ashby_buf out;
	int status; /* of the first failure */
	bool ended; /* the call has */
	bool person_ended;
};

static void report(struct doctor *d, enum state state, const char *check, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static void report(struct doctor *d, enum state state, const char *check, const char *format, ...)
{
	struct ashby_buf detail;
	va_list ap;

	ashby_buf_init(&detail, 1 << 20);
	va_start(ap, format);
	ashby_buf_addv(&detail, format, ap);
	va_end(ap);
	if (d->h.format == FORMAT_TABLE) {
		ashby_buf_addf(&d->out, "%-8s %-14s %s\n", state_names[state], check, ashby_buf_str(&detail));
	} else {
		ashby_buf_adds(&d->out, d->out.len > 1 ? ",{" : "{");
		json_member(&d->out, "check", ashby_text_str(check));
		json_member(&d->out, "state", ashby_text_str(state_names[state]));
		json_member(&d->out, "detail", ashby_text_of(detail.data, detail.len));
		ashby_buf_addc(&d->out, '}');
	}
	ashby_buf_release(&detail);
}

static void report_error(struct doctor *d, const char *check, const struct ashby_err *err)
{
	report(d, STATE_FAILED, check, "%s%s%s%s", err->message, *err->code ? " (" : "", err->code,
		*err->code ? ")" : "");
	if (d->status == EXIT_DONE)
		d->status = headless_status(err->error);
}

/* ---- what needs no key ---- */

static void check_terminal(struct doctor *d)
{
	const char *codeset = nl_langinfo(CODESET), *term = getenv("TERM");

	if (strcmp(codeset, "UTF-8") != 0)
		report(d, STATE_WARNING, "locale", "%s: names in other scripts are shown as '?'", codeset);
	else
		report(d, STATE_OK, "locale", "%s", codeset);
	if (!term || !*term || !strcmp(term, "dumb"))
		report(d, STATE_WARNING, "terminal", "TERM is %s: the verbs work, the terminal app does not",
			term && *term ? term : "not set");
	else
		report(d, STATE_OK, "terminal", "%s", term);
}

static const char *mode_of(const char *path, char out[static MODE_SIZE])
{
	struct stat st;

	if (stat(path, &st))
		return "not there";
	snprintf(out, MODE_SIZE, "mode %04o", (unsigned)(st.st_mode & 07777));
	return out;
}

static void check_folder(struct doctor *d, const char *which)
{
	struct ashby_err err;
	char *path, mode[MODE_SIZE];

	if (ashby_folder(&path, which, NULL, &err)) {
		report_error(d, which, &err);
		return;
	}
	report(d, STATE_OK, which, "%s, %s", path, mode_of(path, mode));
	free(path);
}

/* How calls get there: the host, TLS, and what stands between. */
static void check_host(struct doctor *d, const struct ashby_account *account)
{
	const char *url = account->base_url ? account->base_url : "https://api.ashbyhq.com";

	report(d, STATE_OK, "host", "%s", url);
	if (!strncmp(url, "https:", 6))
		report(d, STATE_OK, "TLS", "1.2 or newer, certificates are verified%s%s",
			account->ca_file ? ", authorities added from " : "",
			account->ca_file ? account->ca_file : "");
	else
		report(d, STATE_OK, "TLS", "none: it is this machine, and takes keys of sandboxes only");
	if (account->proxy)
		report(d, STATE_OK, "proxy", "%s",
			!strcmp(account->proxy, "env") ? "as the environment says" : "as configured");
}

static void check_account(struct doctor *d)
{
	const struct ashby_account *account = d->session.account;
	const char *path = ashby_config_path(d->session.config);
	char mode[MODE_SIZE];

	if (account->line)
		report(d, STATE_OK, "configuration", "%s, %s, %zu account%s", path, mode_of(path, mode),
			ashby_config_accounts(d->session.config),
			ashby_config_accounts(d->session.config) == 1 ? "" : "s");
	else
		report(d, STATE_OK, "configuration", "%s, no account: ashby-tui accounts add NAME makes one",
			path);
	report(d, STATE_OK, "account", "%s%s%s", account->name, account->read_only ? ", read-only" : "",
		account->on_behalf ? ", on behalf of its person" : "");
	check_host(d, account);
}

/* ---- what needs the network ---- */

static void add_scopes(struct ashby_buf *out, struct ashby_value scopes)
{
	for (struct ashby_value s = ashby_value_first(scopes); ashby_type(s) != ASHBY_ABSENT;
		s = ashby_value_next(s)) {
		struct ashby_text text = ashby_value_text(s);

		ashby_buf_adds(out, out->len ? " " : "");
		ashby_buf_add(out, text.raw, text.len);
	}
}

static void report_key(struct doctor *d)
{
	bool env = !strncmp(d->session.key_source, "ASHBY_API_KEY", 13);
	const char *url = d->session.account->base_url;
	bool real = !url || !strncmp(url, "https:", 6);

	report(d, env && real ? STATE_WARNING : STATE_OK, "key", "from %s, fingerprint %s%s",
		d->session.key_source, d->session.key_print,
		env && real
			? "; other programs can read it there: ashby-tui accounts add finds it a better place"
			: "");
}

/* Certificates and waits hang on this computer's clock. */
static void report_clock(struct doctor *d)
{
	struct ashby_traffic traffic;
	long long skew;

	ashby_client_traffic(d->session.client, &traffic);
	if (!traffic.skew_known)
		return;
	skew = traffic.skew_s;
	if (skew >= -SKEW_FINE_S && skew <= SKEW_FINE_S)
		report(d, STATE_OK, "clock", "as the server's, within %d seconds", SKEW_FINE_S);
	else
		report(d, STATE_WARNING, "clock", "%lld seconds %s the server's: set this computer's clock",
			skew < 0 ? -skew : skew, skew < 0 ? "ahead of" : "behind");
}

static void on_person(void *arg)
{
	struct doctor *d = arg;
	const struct identity *who = &d->session.who;

	if (!*who->name && !who->err.error)
		return;
	d->person_ended = true;
	if (d->ended)
		ashby_loop_stop(d->session.loop);
}

static void report_person(struct doctor *d)
{
	const struct identity *who = &d->session.who;

	if (*who->name)
		report(d, STATE_OK, "me", "%s, %s", who->name,
			d->session.account->on_behalf ? "for whom calls are made"
						      : "calls are made as the key");
	else if (who->err.error && d->session.account->on_behalf)
		report_error(d, "me", &who->err);
	else if (who->err.error)
		report(d, STATE_WARNING, "me", "%s", who->err.message);
}

static void on_reply(void *arg, const struct ashby_reply *reply)
{
	struct doctor *d = arg;
	struct ashby_text title = ashby_get_text(reply->results, "title");
	struct ashby_buf scopes;

	d->ended = true;
	if (d->person_ended || !d->session.account->me || reply->error == ASHBY_EAUTH ||
		d->session.key_failed)
		ashby_loop_stop(d->session.loop);
	if (d->session.key_failed) {
		report_error(d, "key", &d->session.key_err);
		return;
	}
	report_key(d);
	report_clock(d);
	if (reply->error == ASHBY_EPERM) {
		report(d, STATE_OK, "server", "answered in %lld ms", (long long)reply->elapsed_ms);
		report(d, STATE_WARNING, "permissions", "the key may not look at itself (apiKeysRead)");
		return;
	}
	if (reply->error) {
		report_error(d, "server", &reply->err);
		return;
	}
	report(d, STATE_OK, "server", "answered in %lld ms; it calls the key '%.*s'",
		(long long)reply->elapsed_ms, (int)title.len, title.len ? title.raw : "");
	ashby_buf_init(&scopes, 65536);
	add_scopes(&scopes, ashby_get(reply->results, "scopes"));
	report(d, STATE_OK, "permissions", "%s", scopes.len ? ashby_buf_str(&scopes) : "none are named");
	ashby_buf_release(&scopes);
}

static void on_interrupt(void *arg, int signo)
{
	struct doctor *d = arg;

	(void)signo;
	d->status = EXIT_INTERRUPTED;
	ashby_loop_stop(d->session.loop);
}

static void check_server(struct doctor *d)
{
	struct ashby_err err;

	d->session.ask = d->session.account->me ? IDENTITY_PERSON : 0;
	d->session.who.changed = on_person;
	d->session.who.arg = d;
	if (ashby_scope_new(&d->scope, d->session.client) ||
		ashby_loop_signal(d->session.loop, SIGINT, on_interrupt, d)) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		report_error(d, "server", &err);
	} else if (ashby_call(NULL, d->scope, "apiKey.info", NULL, ASHBY_CALL_AS_KEY, on_reply, d, &err) ||
		session_key(&d->session, &err)) {
		report_error(d, "server", &err);
	} else if (!d->ended) {
		ashby_loop_run(d->session.loop);
		report_person(d);
	}
}

int verb_doctor(const struct cli *cli)
{
	static const struct word_option none[] = { { .name = NULL } };
	struct doctor d = { .session = { .log = { .fd = -1 } } };
	struct ashby_err err;
	int count;

	headless_init(&d.h, cli);
	count = headless_words(&d.h, none, NULL);
	if (count)
		return count < 0 ? EXIT_USAGE : headless_usage(&d.h, "doctor takes no words");
	ashby_buf_init(&d.out, 1 << 24);
	if (d.h.format != FORMAT_TABLE)
		ashby_buf_addc(&d.out, '[');
	check_terminal(&d);
	if (session_open(&d.session, cli, &err)) {
		report_error(&d, "configuration", &err);
	} else {
		/* A demo keeps out of the home folder, and looking would make it. */
		if (!cli->demo)
			check_folder(&d, "config");
		check_folder(&d, "state");
		check_folder(&d, "cache");
		check_account(&d);
		check_server(&d);
	}
	if (d.h.format != FORMAT_TABLE) {
		ashby_buf_addc(&d.out, ']');
		out_json(&d.h, ashby_text_of(d.out.data, d.out.len));
	} else {
		out_text(ashby_text_of(d.out.data, d.out.len), ASHBY_TEXT_BLOCK);
	}
	/* The scope's cancelled call still reports, into a buffer that nobody prints. */
	ashby_scope_free(d.scope);
	session_close(&d.session);
	ashby_buf_release(&d.out);
	return out_end(d.status);
}
