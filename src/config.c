/*
 * config.c: the configuration file: lines into settings and accounts, each error with file and line. Settings of the
 * program are kept as they are written; what an account can have is config_settings.c's.
 */
#include "ashby/account.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/buf.h"
#include "ashby/client.h"
#include "config_settings.h"
#include "file.h"
#include "guess.h"
#include "url.h"

#define CONFIG_MAX ((size_t)1 << 20) /* bytes: a larger file is something else */

struct item {
	const char *key, *value;
	int line;
};

struct ashby_config {
	char *path;
	struct ashby_buf text; /* the file, cut into strings in place: what accounts and items point into */
	char *base_url;        /* given from outside, or NULL */
	char env_name[16];
	struct ashby_account *accounts;
	size_t account_count;
	struct item *items;
	size_t item_count;
	unsigned *seen; /* for each account, a bit for each of its settings */
};

/* ---- lines ---- */

static enum ashby_error wrong(
	const struct ashby_config *config, int line, const char *what, struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ECONFIG, "%s:%d: %s", config->path, line, what);
}

/* As wrong, with a reason that stands in err already. */
static enum ashby_error wrong_value(const struct ashby_config *config, const struct item *item,
	enum ashby_error error, struct ashby_err *err)
{
	char reason[sizeof(err->message)];

	if (error == ASHBY_ENOMEM || !err)
		return error == ASHBY_ENOMEM ? error : ASHBY_ECONFIG;
	memcpy(reason, err->message, sizeof(reason));
	return ashby_err_set(
		err, ASHBY_ECONFIG, "%s:%d: %s: %s", config->path, item->line, item->key, reason);
}

/* Cuts the blanks at both ends, in place. */
static char *trim(char *s)
{
	size_t len;

	s += strspn(s, " \t\r");
	len = strlen(s);
	while (len && strchr(" \t\r", s[len - 1]))
		s[--len] = '\0';
	return s;
}

/* A comment starts at # that begins the line or follows a blank. */
static void cut_comment(char *s)
{
	for (char *at = strchr(s, '#'); at; at = strchr(at + 1, '#'))
		if (at == s || at[-1] == ' ' || at[-1] == '\t') {
			*at = '\0';
			return;
		}
}

bool ashby_account_name_valid(const char *s)
{
	size_t len = strlen(s);

	if (!len || len > 40 || *s == '.')
		return false;
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("._-", *s))
			return false;
	return true;
}

static const struct ashby_account *find_account(const struct ashby_config *config, const char *name)
{
	for (size_t i = 0; i < config->account_count; i++)
		if (!strcmp(config->accounts[i].name, name))
			return &config->accounts[i];
	return NULL;
}

static struct ashby_account *add_account(struct ashby_config *config, const char *name, int line)
{
	size_t n = config->account_count + 1;
	struct ashby_account *accounts = realloc(config->accounts, n * sizeof(*accounts));
	unsigned *seen;

	if (!accounts)
		return NULL;
	config->accounts = accounts;
	seen = realloc(config->seen, n * sizeof(*seen));
	if (!seen)
		return NULL;
	config->seen = seen;
	seen[n - 1] = 0;
	accounts[n - 1] = (struct ashby_account){
		.name = name, .label = name, .colour = ASHBY_NO_COLOUR, .line = line
	};
	config->account_count = n;
	return &accounts[n - 1];
}

static enum ashby_error read_section(struct ashby_config *config, char *s, int line, struct ashby_err *err)
{
	size_t len = strlen(s);
	char *name;

	if (s[len - 1] != ']')
		return wrong(config, line, "a section is [account NAME]", err);
	s[len - 1] = '\0';
	name = trim(s + 1);
	if (strncmp(name, "account", 7) != 0 || (name[7] != ' ' && name[7] != '\t'))
		return wrong(config, line, "a section is [account NAME]", err);
	name = trim(name + 7);
	if (!ashby_account_name_valid(name))
		return wrong(config, line,
			"an account's name has at most 40 letters, digits, '.', '_' and '-'", err);
	if (find_account(config, name))
		return wrong(config, line, "there is an account of that name already", err);
	if (!add_account(config, name, line))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	return ASHBY_OK;
}

static enum ashby_error unknown_setting(
	const struct ashby_config *config, const char *key, int line, struct ashby_err *err)
{
	struct ashby__guess guess = { .given = key };

	for (size_t i = 0; ashby__setting_name(i); i++)
		ashby__guess_offer(&guess, ashby__setting_name(i));
	if (guess.best)
		return ashby_err_set(err, ASHBY_ECONFIG,
			"%s:%d: an account has no '%.60s'; did you mean '%s'?", config->path, line, key,
			guess.best);
	return ashby_err_set(err, ASHBY_ECONFIG,
		"%s:%d: an account has no '%.60s'; settings of the program stand before the first section",
		config->path, line, key);
}

static enum ashby_error read_account_setting(
	struct ashby_config *config, const struct item *item, struct ashby_err *err)
{
	size_t last = config->account_count - 1, i;
	enum ashby_error error;

	if (!ashby__setting_find(item->key, &i))
		return unknown_setting(config, item->key, item->line, err);
	if (config->seen[last] & 1u << i)
		return wrong(config, item->line, "this setting was given above already", err);
	config->seen[last] |= 1u << i;
	error = ashby__setting_set(&config->accounts[last], i, item->value, err);
	return error ? wrong_value(config, item, error, err) : ASHBY_OK;
}

static enum ashby_error add_item(struct ashby_config *config, const struct item *item, struct ashby_err *err)
{
	struct item *items;
	size_t i;

	if (ashby_config_get(config, item->key))
		return wrong(config, item->line, "this setting was given above already", err);
	if (ashby__setting_find(item->key, &i))
		return ashby_err_set(err, ASHBY_ECONFIG,
			"%s:%d: '%s' belongs to an account; put it under [account NAME]", config->path,
			item->line, item->key);
	items = realloc(config->items, (config->item_count + 1) * sizeof(*items));
	if (!items)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	items[config->item_count++] = *item;
	config->items = items;
	return ASHBY_OK;
}

static enum ashby_error read_line(struct ashby_config *config, char *s, int line, struct ashby_err *err)
{
	struct item item = { .line = line };
	char *equals;

	cut_comment(s);
	s = trim(s);
	if (!*s)
		return ASHBY_OK;
	if (*s == '[')
		return read_section(config, s, line, err);
	equals = strchr(s, '=');
	if (!equals)
		return wrong(config, line, "this is neither 'key = value' nor [account NAME]", err);
	*equals = '\0';
	item.key = trim(s);
	item.value = trim(equals + 1);
	if (!ashby_account_name_valid(item.key))
		return wrong(config, line, "this is no name of a setting", err);
	if (!*item.value)
		return wrong(config, line, "the value is missing", err);
	return config->account_count ? read_account_setting(config, &item, err)
				     : add_item(config, &item, err);
}

static enum ashby_error read_lines(struct ashby_config *config, struct ashby_err *err)
{
	char *s = config->text.data, *end;
	enum ashby_error error = ASHBY_OK;

	if (s && memchr(s, '\0', config->text.len))
		return ashby_err_set(err, ASHBY_ECONFIG, "'%s' is no text file", config->path);
	for (int line = 1; s && !error; line++, s = end) {
		end = strchr(s, '\n');
		if (end)
			*end++ = '\0';
		error = read_line(config, s, line, err);
	}
	return error;
}

/* Acting for a person needs to know for whom. */
static enum ashby_error check_accounts(const struct ashby_config *config, struct ashby_err *err)
{
	for (size_t i = 0; i < config->account_count; i++)
		if (config->accounts[i].on_behalf && !config->accounts[i].me)
			return wrong(config, config->accounts[i].line,
				"on-behalf needs me = the person's e-mail in the same section", err);
	return ASHBY_OK;
}

/* ---- the whole ---- */

static enum ashby_error usual_path(char **out, struct ashby_err *err)
{
	struct ashby_buf path;
	char *folder;
	enum ashby_error error = ashby_folder(&folder, "config", NULL, err);

	if (error)
		return error;
	ashby_buf_init(&path, 65536);
	ashby_buf_addf(&path, "%s/config", folder);
	free(folder);
	*out = ashby_buf_take(&path);
	return *out ? ASHBY_OK : ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

static enum ashby_error read_file(struct ashby_config *config, const char *path, struct ashby_err *err)
{
	bool missing;
	enum ashby_error error;

	if (path)
		config->path = strdup(path);
	else if ((error = usual_path(&config->path, err)))
		return error;
	if (!config->path)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	error = ashby__file_read(&config->text, config->path, FILE_CONFIG, &missing, err);
	if (error == ASHBY_ELOCAL && missing && !path)
		return ASHBY_OK;
	if (error == ASHBY_ELOCAL && err)
		err->error = error = ASHBY_ECONFIG;
	if (!error)
		error = read_lines(config, err);
	return error ? error : check_accounts(config, err);
}

/* Without any section: one account, named after the key so that two keys never share a folder. */
static enum ashby_error account_from_env(
	struct ashby_config *config, const struct ashby_env *env, struct ashby_err *err)
{
	char print[9];

	strncpy(config->env_name, "env", sizeof(config->env_name) - 1);
	if (env && (env->key || env->typed)) {
		ashby_key_fingerprint(env->key ? env->key : env->typed, print);
		memcpy(config->env_name, "env-", 4);
		memcpy(config->env_name + 4, print, sizeof(print));
	}
	if (!add_account(config, config->env_name, 0))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	config->accounts[0].env_key = true;
	return ASHBY_OK;
}

/*
 * A base URL that did not come from the file: the key of the file must not follow it, and the environment's
 * key only to Ashby itself, to a host that was confirmed for it, or, if it is a sandbox's, to this machine.
 */
static enum ashby_error admit_base_url(
	const char *base_url, const struct ashby_env *env, struct ashby_err *err)
{
	struct ashby__base base;
	bool local;
	enum ashby_error error = ashby__base_init(&base, base_url, err);

	if (error)
		return error;
	local = base.loopback;
	ashby__base_release(&base);
	/* Without a key nothing goes anywhere; that it is missing is said when it is asked for. */
	if (!env || !env->key)
		return ASHBY_OK;
	if (local && strncmp(env->key, "sandbox-", 8) != 0)
		return ashby_err_set(err, ASHBY_ECONFIG,
			"the base URL '%s' is refused: only a key that begins with 'sandbox-' may go there",
			base_url);
	return ashby_host_check(base_url, env->key, err);
}

static enum ashby_error apply_base_url(
	struct ashby_config *config, const char *base_url, const struct ashby_env *env, struct ashby_err *err)
{
	enum ashby_error error = admit_base_url(base_url, env, err);

	if (error)
		return error;
	config->base_url = strdup(base_url);
	if (!config->base_url)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	for (size_t i = 0; i < config->account_count; i++) {
		config->accounts[i].base_url = config->base_url;
		config->accounts[i].env_key = true;
	}
	return ASHBY_OK;
}

enum ashby_error ashby_config_load(struct ashby_config **out, const char *path, const struct ashby_env *env,
	const char *base_url, struct ashby_err *err)
{
	struct ashby_config *config = calloc(1, sizeof(*config));
	enum ashby_error error;

	if (!config)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	ashby_buf_init(&config->text, CONFIG_MAX);
	error = read_file(config, path, err);
	if (!error && !config->account_count)
		error = account_from_env(config, env, err);
	if (!error && base_url && *base_url)
		error = apply_base_url(config, base_url, env, err);
	if (error) {
		ashby_config_free(config);
		return error;
	}
	*out = config;
	return ASHBY_OK;
}

void ashby_config_free(struct ashby_config *config)
{
	if (!config)
		return;
	free(config->path);
	free(config->base_url);
	free(config->accounts);
	free(config->seen);
	free(config->items);
	ashby_buf_release(&config->text);
	free(config);
}

size_t ashby_config_accounts(const struct ashby_config *config)
{
	return config->account_count;
}

const struct ashby_account *ashby_config_account(const struct ashby_config *config, size_t i)
{
	return i < config->account_count ? &config->accounts[i] : NULL;
}

enum ashby_error ashby_config_find(const struct ashby_config *config, const char *name,
	const struct ashby_account **out, struct ashby_err *err)
{
	const struct ashby_account *account =
		name && *name ? find_account(config, name) : ashby_config_account(config, 0);
	struct ashby_buf names;

	if (account) {
		*out = account;
		return ASHBY_OK;
	}
	ashby_buf_init(&names, 65536);
	for (size_t i = 0; i < config->account_count; i++)
		ashby_buf_addf(&names, "%s%s", i ? ", " : "", config->accounts[i].name);
	ashby_err_set(err, ASHBY_ECONFIG, "there is no account '%.60s'; there are: %s", name,
		ashby_buf_str(&names));
	ashby_buf_release(&names);
	return ASHBY_ECONFIG;
}

const char *ashby_config_get(const struct ashby_config *config, const char *key)
{
	for (size_t i = 0; i < config->item_count; i++)
		if (!strcmp(config->items[i].key, key))
			return config->items[i].value;
	return NULL;
}

const char *ashby_config_item(const struct ashby_config *config, size_t i, const char **value, int *line)
{
	if (i >= config->item_count)
		return NULL;
	*value = config->items[i].value;
	*line = config->items[i].line;
	return config->items[i].key;
}

const char *ashby_config_path(const struct ashby_config *config)
{
	return config->path;
}

enum ashby_error ashby_config_check(
	const struct ashby_config *config, const char *const *known, struct ashby_err *err)
{
	for (size_t i = 0; i < config->item_count; i++) {
		const struct item *item = &config->items[i];
		struct ashby__guess guess = { .given = item->key };
		size_t n = 0;

		while (known[n] && strcmp(known[n], item->key) != 0)
			ashby__guess_offer(&guess, known[n++]);
		if (known[n])
			continue;
		if (guess.best)
			return ashby_err_set(err, ASHBY_ECONFIG,
				"%s:%d: there is no setting '%.60s'; did you mean '%s'?", config->path,
				item->line, item->key, guess.best);
		return ashby_err_set(err, ASHBY_ECONFIG, "%s:%d: there is no setting '%.60s'", config->path,
			item->line, item->key);
	}
	return ASHBY_OK;
}
