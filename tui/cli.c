/* cli.c: the command line. Options hold anywhere on it; what is left is the verb and its own words. */
#include "cli.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ashby/ashby.h>

enum { KEY_LEAST = 32, UUID_LEN = 36 }; /* characters */

enum kind { OPTION_TEXT, OPTION_FLAG, OPTION_NOW, OPTION_HELP, OPTION_VERSION, OPTION_SECRET };

struct option {
	const char *name;
	enum kind kind;
	size_t at;        /* where in struct cli, of text and flags */
	const char *arg;  /* what follows, or NULL */
	const char *help; /* NULL: not listed */
};

static const struct option options[] = {
	{ "--account", OPTION_TEXT, offsetof(struct cli, account), "NAME",
		"an account of the configuration" },
	{ "--config", OPTION_TEXT, offsetof(struct cli, config), "FILE", "another configuration file" },
	{ "--base-url", OPTION_TEXT, offsetof(struct cli, base_url), "URL",
		"another server: unix:PATH or http://127.0.0.1:PORT, for sandboxes" },
	{ "--demo", OPTION_FLAG, offsetof(struct cli, demo), NULL, "made-up people, no key, no network" },
	{ "--readonly", OPTION_FLAG, offsetof(struct cli, read_only), NULL,
		"refuse whatever would change Ashby" },
	{ "--check-config", OPTION_FLAG, offsetof(struct cli, check_config), NULL,
		"read the configuration, say what is wrong with it, end" },
	{ "--log", OPTION_TEXT, offsetof(struct cli, log), "FILE",
		"append a line a call: ids and times, no bodies" },
	{ "--now", OPTION_NOW, 0, "TIME", "fix the clock (demo and sandbox keys only)" },
	{ "--version", OPTION_VERSION, 0, NULL, "the version" },
	{ "--help", OPTION_HELP, 0, NULL, "this" },
	{ "-h", OPTION_HELP, 0, NULL, NULL },
	{ "--key", OPTION_SECRET, 0, "KEY", NULL },
	{ "--api-key", OPTION_SECRET, 0, "KEY", NULL },
	{ "--token", OPTION_SECRET, 0, "KEY", NULL },
};

#define OPTIONS (sizeof(options) / sizeof(options[0]))

int cli_refuse(const char *format, ...)
{
	struct ashby_buf raw, clean;
	va_list ap;

	ashby_buf_init(&raw, 1 << 20);
	ashby_buf_init(&clean, 1 << 20);
	va_start(ap, format);
	ashby_buf_addv(&raw, format, ap);
	va_end(ap);
	ashby_text_clean(&clean, ashby_text_of(raw.data, raw.len), ASHBY_TEXT_LINE, NULL);
	fprintf(stderr, "ashby-tui: %s\n", ashby_buf_str(&clean));
	ashby_buf_release(&raw);
	ashby_buf_release(&clean);
	return EXIT_USAGE;
}

/* ---- help ---- */

static void print_options(void)
{
	char left[60];

	printf("\nOptions, anywhere on the line:\n");
	for (size_t i = 0; i < OPTIONS; i++) {
		if (!options[i].help)
			continue;
		snprintf(left, sizeof(left), "%s%s%s", options[i].name, options[i].arg ? " " : "",
			options[i].arg ? options[i].arg : "");
		printf("  %-18s  %s\n", left, options[i].help);
	}
}

static int print_help(const struct verb *verb)
{
	if (verb) {
		printf("ashby-tui %s %s\n\n  %s\n", verb->name, verb->args, verb->help);
		print_options();
		return EXIT_DONE;
	}
	printf("A terminal for recruiters who hire with Ashby.\n\n");
	printf("ashby-tui [OPTIONS]\n  the terminal app\n");
	for (verb = verbs; verb->name; verb++)
		printf("ashby-tui %s %s\n  %s\n", verb->name, verb->args, verb->help);
	print_options();
	printf("\nThe API key comes from the configuration (key-command, keyring, key-file) or from "
	       "ASHBY_API_KEY;\n"
	       "it is never an argument. ASHBY_BASE_URL is as --base-url.\n"
	       "\nExit status: 0 done, 1 the API said no, 2 usage or configuration, 3 not authorised, 4 "
	       "network or\n"
	       "server, 5 a write was not confirmed by --force, 6 a write's outcome is unknown, 7 a local "
	       "file or\n"
	       "output, 130 interrupted.\n");
	return EXIT_DONE;
}

static int print_version(void)
{
	printf("ashby-tui %s\n", ASHBY_VERSION);
	return EXIT_DONE;
}

/* ---- reading ---- */

/* The option that a word names, with what follows "=" in *value (NULL: nothing does). */
static const struct option *find_option(const char *word, const char **value)
{
	size_t len = strcspn(word, "=");

	for (size_t i = 0; i < OPTIONS; i++)
		if (strlen(options[i].name) == len && !strncmp(options[i].name, word, len)) {
			*value = word[len] ? word + len + 1 : NULL;
			return &options[i];
		}
	return NULL;
}

/* ---- keys ---- */

static int refuse_key(void)
{
	return cli_refuse(
		"a key is never an argument, where others can see it: put it into ASHBY_API_KEY or name a "
		"key-command in the configuration, and take this one as leaked: make a new one in Ashby and "
		"switch this one off");
}

/* Of the form 8-4-4-4-12: ids are given as arguments all the time. */
static bool looks_like_uuid(const char *word)
{
	return strlen(word) == UUID_LEN && word[8] == '-' && word[13] == '-' && word[18] == '-' &&
		word[23] == '-';
}

/* Long, of a key's letters alone, some of them digits: nothing that a person types, unless it is a key. */
static bool looks_like_key(const char *word)
{
	return strlen(word) >= KEY_LEAST && ashby_key_valid(word) && word[strcspn(word, "0123456789")] &&
		word[strcspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] &&
		!strchr(word, '.') && *word != '-' && !looks_like_uuid(word);
}

/*
 * As a word of its own, as an option's value, or, if it is the one in the environment, anywhere. What follows a verb's
 * own option (--once HASH) is that verb's.
 */
static bool gives_key(const char *before, const char *word)
{
	const char *env = getenv("ASHBY_API_KEY"), *value = *word == '-' ? strchr(word, '=') : NULL, *none;

	if (env && ashby_key_valid(env) && strstr(word, env))
		return true;
	if (!strncmp(before, "--", 2) && before[2] && !find_option(before, &none))
		return false;
	return looks_like_key(value ? value + 1 : word);
}

/* ---- words ---- */

static const struct verb *find_verb(const char *name)
{
	for (const struct verb *verb = verbs; verb->name; verb++)
		if (!strcmp(verb->name, name))
			return verb;
	return NULL;
}

static int refuse_verb(const char *name)
{
	struct ashby_buf list;

	ashby_buf_init(&list, 4096);
	for (const struct verb *verb = verbs; verb->name; verb++)
		ashby_buf_addf(&list, "%s%s", list.len ? ", " : "", verb->name);
	if (ashby_catalog_find(name))
		cli_refuse("'%s' is a function: ashby-tui call %s", name, name);
	else
		cli_refuse("there is no verb '%s'; there are: %s", name, ashby_buf_str(&list));
	ashby_buf_release(&list);
	return EXIT_USAGE;
}

static int set_now(struct cli *out, const char *text)
{
	int64_t ms;

	if (!ashby_date_parse_human(text, ashby_clock_now(), &ms))
		return cli_refuse("--now: '%s' is no time; 2026-11-24T09:00:00Z is one", text);
	ashby_clock_fix(ms);
	out->fixed_now = true;
	return -1;
}

static int apply(struct cli *out, const struct option *option, const char *value)
{
	char *at = (char *)out + option->at;

	switch (option->kind) {
	case OPTION_TEXT: memcpy(at, &value, sizeof(value)); return -1;
	case OPTION_FLAG: *(bool *)(void *)at = true; return -1;
	case OPTION_NOW: return set_now(out, value);
	case OPTION_VERSION: return print_version();
	case OPTION_HELP: return print_help(out->verb);
	case OPTION_SECRET: return refuse_key();
	}
	return -1;
}

/* Moves one option's words out of argv[*i]; -1 to go on. */
static int take_option(
	struct cli *out, const struct option *option, const char *value, int argc, char **argv, int *i)
{
	if (!option->arg && value)
		return cli_refuse("%s takes no value", option->name);
	if (option->arg && !value && option->kind != OPTION_SECRET) {
		if (*i + 1 >= argc)
			return cli_refuse("%s wants %s", option->name, option->arg);
		value = argv[++*i];
	}
	if (option->arg && value && !*value)
		return cli_refuse("%s wants %s", option->name, option->arg);
	return apply(out, option, value);
}

/* One word that is no option of ours: the verb, or a word of the verb's. */
static int take_word(struct cli *out, char *word)
{
	if (out->verb) {
		out->argv[out->argc++] = word;
		return -1;
	}
	if (*word == '-')
		return cli_refuse("there is no option '%s'; ashby-tui --help lists them", word);
	out->verb = find_verb(word);
	return out->verb ? -1 : refuse_verb(word);
}

int cli_read(struct cli *out, int argc, char **argv)
{
	bool options_end = false;

	/* The verb's words move to the front of argv: there is always room, they come from behind. */
	*out = (struct cli){ .program = argc > 0 ? argv[0] : "ashby-tui", .argv = argv };
	for (int i = 1; i < argc; i++)
		if (gives_key(argv[i - 1], argv[i]))
			return refuse_key();
	for (int i = 1; i < argc; i++) {
		const char *value;
		const struct option *option = options_end ? NULL : find_option(argv[i], &value);
		int status = -1;

		if (option)
			status = take_option(out, option, value, argc, argv, &i);
		else if (!options_end && !strcmp(argv[i], "--"))
			options_end = true;
		else
			status = take_word(out, argv[i]);
		if (status >= 0)
			return status;
	}
	return -1;
}
