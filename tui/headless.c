/* headless.c: output, errors and words of the verbs. Knows no verb but by its row. */
#include "headless.h"

#include <errno.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The text of an error or a table never outgrows this. */
#define TEXT_MAX ((size_t)1 << 24)

const struct verb verbs[] = {
	{ "call", verb_call,
		"FUNCTION [NAME=VALUE]... [--body JSON|@FILE|-] [--all] [--limit N] "
		"[--with BLOCKS] [--download FILE | --file PATH] [--json | --ndjson | --table] [--dry-run] "
		"[--force] [--wait S] [--once KEY] [--no-check]",
		"call one function, by its name or its endpoint (NAME:=JSON for objects, arrays, null)" },
	{ "api", verb_api,
		"ENDPOINT [JSON|@FILE|-] [--json | --ndjson | --table] [--dry-run] "
		"[--force] [--wait S] [--once KEY]",
		"send a body to an endpoint exactly as it is given" },
	{ "outbox", verb_outbox, "[list | show ID | retry ID --force [--wait S] | discard ID] [--json]",
		"the writes that were sent or could not be, and what came of them" },
	{ "docs", verb_docs, "[FUNCTION] [--json]", "the reference of every function" },
	{ "accounts", verb_accounts, "[add NAME|confirm [NAME]] [--json]",
		"list the accounts of the configuration; add: set one up; confirm: allow a key to go to a "
		"host that is not "
		"Ashby's" },
	{ "doctor", verb_doctor, "[--json]", "look at configuration, key, network and terminal" },
	{ .name = NULL },
};

void headless_init(struct headless *h, const struct cli *cli)
{
	static const struct {
		const char *word;
		enum format format;
	} words[] = {
		{ "--json", FORMAT_JSON },
		{ "--ndjson", FORMAT_NDJSON },
		{ "--table", FORMAT_TABLE },
	};

	h->cli = cli;
	h->to_terminal = isatty(STDOUT_FILENO);
	h->format = h->to_terminal ? FORMAT_TABLE : FORMAT_JSON;
	for (int i = 0; i < cli->argc; i++)
		for (size_t j = 0; j < sizeof(words) / sizeof(words[0]); j++)
			if (!strcmp(cli->argv[i], words[j].word))
				h->format = words[j].format;
}

/* ---- words ---- */

static bool is_format(const char *word)
{
	return !strcmp(word, "--json") || !strcmp(word, "--ndjson") || !strcmp(word, "--table");
}

/* One option with what follows "=" or in the next word. -1: refused. */
static int take_option(const struct headless *h, const struct word_option *options, void *into, int *i)
{
	const struct cli *cli = h->cli;
	const char *word = cli->argv[*i], *value = strchr(word, '=');
	size_t len = value ? (size_t)(value++ - word) : strlen(word);

	for (; options->name; options++) {
		char *at = (char *)into + options->at;

		if (strlen(options->name) != len || strncmp(options->name, word, len) != 0)
			continue;
		if (!options->takes && value)
			return headless_usage(h, "%s takes no value", options->name), -1;
		if (options->takes && !value && *i + 1 >= cli->argc)
			return headless_usage(h, "%s wants a value", options->name), -1;
		if (!options->takes) {
			*(bool *)(void *)at = true;
			return 0;
		}
		if (!value)
			value = cli->argv[++*i];
		memcpy(at, &value, sizeof(value));
		return 0;
	}
	headless_usage(h, "'%s' has no option '%s'", cli->verb->name, word);
	return -1;
}

int headless_words(const struct headless *h, const struct word_option *options, void *into)
{
	const struct cli *cli = h->cli;
	int plain = 0;

	for (int i = 0; i < cli->argc; i++) {
		char *word = cli->argv[i];

		if (is_format(word))
			continue;
		if (strncmp(word, "--", 2) != 0)
			cli->argv[plain++] = word;
		else if (take_option(h, options, into, &i) < 0)
			return -1;
	}
	return plain;
}

/* ---- errors ---- */

static const int statuses[ASHBY_ERROR_COUNT] = {
	[ASHBY_OK] = EXIT_DONE,
	[ASHBY_ENOMEM] = EXIT_LOCAL,
	[ASHBY_EUSAGE] = EXIT_USAGE,
	[ASHBY_ECONFIG] = EXIT_USAGE,
	[ASHBY_EKEY] = EXIT_USAGE,
	[ASHBY_EAUTH] = EXIT_AUTH,
	[ASHBY_EPERM] = EXIT_AUTH,
	[ASHBY_EAPI] = EXIT_API,
	[ASHBY_ERATE] = EXIT_NET,
	[ASHBY_ENET] = EXIT_NET,
	[ASHBY_ETLS] = EXIT_NET,
	[ASHBY_ETIMEOUT] = EXIT_NET,
	[ASHBY_ESERVER] = EXIT_NET,
	[ASHBY_EREPLY] = EXIT_NET,
	[ASHBY_ELIMIT] = EXIT_NET,
	[ASHBY_ECANCELLED] = EXIT_INTERRUPTED,
	[ASHBY_EREFUSED] = EXIT_NOT_FORCED,
	[ASHBY_ELOCAL] = EXIT_LOCAL,
	[ASHBY_EUNKNOWN] = EXIT_UNKNOWN,
};

int headless_status(enum ashby_error error)
{
	return (unsigned)error < ASHBY_ERROR_COUNT ? statuses[error] : EXIT_LOCAL;
}

static unsigned text_flags(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") ? ASHBY_TEXT_ASCII : 0;
}

void json_clean(struct ashby_buf *out, const char *name, const char *raw)
{
	struct ashby_buf clean;

	ashby_buf_init(&clean, TEXT_MAX);
	ashby_text_clean(&clean, ashby_text_str(raw), ASHBY_TEXT_LINE, NULL);
	json_member(out, name, ashby_text_of(clean.data, clean.len));
	ashby_buf_release(&clean);
}

static void print_json_error(const struct ashby_err *err)
{
	struct ashby_buf out;
	char http[12];

	ashby_buf_init(&out, TEXT_MAX);
	snprintf(http, sizeof(http), "%d", err->http);
	ashby_buf_adds(&out, "{\"error\":{");
	json_clean(&out, "code", *err->code ? err->code : ashby_error_name(err->error));
	json_clean(&out, "message", err->message);
	if (*err->request_id)
		json_clean(&out, "requestId", err->request_id);
	else
		json_raw(&out, "requestId", NULL);
	json_raw(&out, "http", err->http ? http : NULL);
	ashby_buf_adds(&out, "}}");
	headless_note(ashby_buf_str(&out));
	ashby_buf_release(&out);
}

static void print_plain_error(const struct ashby_err *err)
{
	struct ashby_buf raw;

	ashby_buf_init(&raw, TEXT_MAX);
	ashby_buf_adds(&raw, err->message);
	if (*err->code && !strstr(err->message, err->code))
		ashby_buf_addf(&raw, " (%s)", err->code);
	if (*err->request_id)
		ashby_buf_addf(&raw, " [request %s]", err->request_id);
	headless_warn("%s", ashby_buf_str(&raw));
	ashby_buf_release(&raw);
}

/* What a person can do, where the message cannot know it. The first row that fits. */
static const struct {
	enum ashby_error error;
	const char *code; /* or NULL: any */
	const char *advice;
} advices[] = {
	{ ASHBY_EAUTH, NULL, "ashby-tui doctor shows where the key comes from; a new one is made in Ashby" },
	{ ASHBY_EPERM, NULL, "whoever administers Ashby can give it that right" },
	{ ASHBY_ERATE, NULL, "try again later, or set a lower rate for the account" },
	{ ASHBY_ENET, NULL, "ashby-tui doctor tests the way there" },
	{ ASHBY_ETIMEOUT, NULL, "ashby-tui doctor tests the way there" },
	{ ASHBY_ETLS, NULL, "a company's own authority is named by ca-file; there is no way past this" },
	{ ASHBY_EREPLY, NULL, "look whether base-url is right, and whether a log-in page is in between" },
	{ ASHBY_EAPI, "next_cursor_expired", "begin again without cursor, or let --all follow the pages" },
	{ ASHBY_EAPI, "invalid_next_cursor", "begin again without cursor, or let --all follow the pages" },
	{ ASHBY_EAPI, "sync_token_expired", "begin again without syncToken" },
	{ ASHBY_EAPI, "sync_token_invalid", "begin again without syncToken" },
	{ ASHBY_EAPI, "incremental_sync_too_large", "begin again without syncToken" },
};

static const char *advice_for(const struct ashby_err *err)
{
	/* What is wrong there passes by itself; a redirect does not. */
	if (err->error == ASHBY_ESERVER)
		return err->http >= 500 || err->http == 408 ? "try again later" : NULL;
	for (size_t i = 0; i < sizeof(advices) / sizeof(advices[0]); i++)
		if (advices[i].error == err->error &&
			(!advices[i].code || !strcmp(advices[i].code, err->code)))
			return advices[i].advice;
	return NULL;
}

int headless_fail(const struct headless *h, const struct ashby_err *err)
{
	const char *advice = advice_for(err);
	struct ashby_err told = *err;

	if (advice)
		snprintf(told.message, sizeof(told.message), "%.450s; %s", err->message, advice);
	/* What was printed before stands before the error, also where both go to one place. */
	fflush(stdout);
	if (h->format == FORMAT_TABLE)
		print_plain_error(&told);
	else
		print_json_error(&told);
	return headless_status(err->error);
}

int headless_usage(const struct headless *h, const char *format, ...)
{
	struct ashby_err err;
	struct ashby_buf words;
	va_list ap;

	ashby_buf_init(&words, TEXT_MAX);
	va_start(ap, format);
	ashby_buf_addv(&words, format, ap);
	va_end(ap);
	ashby_err_set(&err, ASHBY_EUSAGE, "%s", ashby_buf_str(&words));
	ashby_buf_release(&words);
	return headless_fail(h, &err);
}

void headless_note(const char *json)
{
	fprintf(stderr, "%s\n", json);
}

void headless_warn(const char *format, ...)
{
	struct ashby_buf raw, clean;
	va_list ap;

	ashby_buf_init(&raw, TEXT_MAX);
	ashby_buf_init(&clean, TEXT_MAX);
	va_start(ap, format);
	ashby_buf_addv(&raw, format, ap);
	va_end(ap);
	ashby_text_clean(&clean, ashby_text_of(raw.data, raw.len), ASHBY_TEXT_LINE | text_flags(), NULL);
	fprintf(stderr, "ashby-tui: %s\n", ashby_buf_str(&clean));
	ashby_buf_release(&raw);
	ashby_buf_release(&clean);
}

/* ---- output ---- */

void out_bytes(const char *bytes, size_t len)
{
	if (len && !ferror(stdout))
		fwrite(bytes, 1, len, stdout);
}

void out_words(const char *words)
{
	out_bytes(words, strlen(words));
}

void out_text(struct ashby_text text, unsigned flags)
{
	struct ashby_buf clean;

	ashby_buf_init(&clean, TEXT_MAX);
	ashby_text_clean(&clean, text, flags | text_flags(), NULL);
	out_bytes(clean.data, clean.len);
	ashby_buf_release(&clean);
}

void out_json(const struct headless *h, struct ashby_text json)
{
	struct ashby_buf shown;

	if (h->to_terminal) {
		ashby_buf_init(&shown, ASHBY_BUF_MAX);
		ashby_json_escape_hidden(&shown, json);
		out_bytes(shown.data, shown.len);
		ashby_buf_release(&shown);
	} else {
		out_bytes(json.raw, json.len);
	}
	out_bytes("\n", 1);
}

bool out_good(void)
{
	return !ferror(stdout);
}

int out_end(int status)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	/* A reader that has seen enough (head) needs no message. */
	if (errno != EPIPE)
		headless_warn("cannot write the output: %s", strerror(errno));
	return EXIT_LOCAL;
}

static void member_name(struct ashby_buf *out, const char *name)
{
	if (out->len && !strchr("{[", out->data[out->len - 1]))
		ashby_buf_addc(out, ',');
	ashby_buf_addf(out, "\"%s\":", name);
}

void json_member(struct ashby_buf *out, const char *name, struct ashby_text value)
{
	member_name(out, name);
	ashby_json_quote(out, value);
}

void json_raw(struct ashby_buf *out, const char *name, const char *value)
{
	member_name(out, name);
	ashby_buf_adds(out, value ? value : "null");
}
