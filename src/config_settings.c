/*
 * config_settings.c: what an account can have: a table of settings, each read from and printed as text. Knows nothing
 * of files and lines.
 */
#include "config_settings.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ashby/client.h"
#include "words.h"

enum kind { SET_TEXT, SET_BOOL, SET_RATE, SET_COMMAND, SET_URL, SET_COLOUR };

struct setting {
	const char *key;
	enum kind kind;
	size_t at; /* where in struct ashby_account */
};

#define AT(field) offsetof(struct ashby_account, field)

static const struct setting settings[] = {
	{ "label", SET_TEXT, AT(label) },
	{ "colour", SET_COLOUR, AT(colour) },
	{ "base-url", SET_URL, AT(base_url) },
	{ "key-command", SET_COMMAND, AT(key_command) },
	{ "key-command-tty", SET_BOOL, AT(key_command_tty) },
	{ "keyring", SET_BOOL, AT(keyring) },
	{ "key-file", SET_TEXT, AT(key_file) },
	{ "me", SET_TEXT, AT(me) },
	{ "on-behalf", SET_BOOL, AT(on_behalf) },
	{ "read-only", SET_BOOL, AT(read_only) },
	{ "rate", SET_RATE, AT(rate) },
	{ "proxy", SET_TEXT, AT(proxy) },
	{ "ca-file", SET_TEXT, AT(ca_file) },
};

#define SETTINGS (sizeof(settings) / sizeof(settings[0]))

static const char *const colours[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan",
	"white" };

#define COLOURS (sizeof(colours) / sizeof(colours[0]))

/* ---- one value ---- */

static enum ashby_error read_bool(bool *out, const char *value)
{
	bool yes = !strcasecmp(value, "yes") || !strcasecmp(value, "true") || !strcasecmp(value, "on");
	bool no = !strcasecmp(value, "no") || !strcasecmp(value, "false") || !strcasecmp(value, "off");

	if (!yes && !no)
		return ASHBY_EUSAGE;
	*out = yes;
	return ASHBY_OK;
}

static enum ashby_error read_rate(int *out, const char *value)
{
	char *end;
	long rate;

	if (!strcmp(value, "auto") || !strcmp(value, "off")) {
		*out = *value == 'a' ? 0 : -1;
		return ASHBY_OK;
	}
	errno = 0;
	rate = strtol(value, &end, 10);
	if (errno || *end || rate < 1 || rate > 1000)
		return ASHBY_EUSAGE;
	*out = (int)rate;
	return ASHBY_OK;
}

static enum ashby_error check_command(const char *value, struct ashby_err *err)
{
	char **words;
	enum ashby_error error = ashby__words_split(&words, value, err);

	if (!error)
		ashby__words_free(words);
	return error;
}

static enum ashby_error read_colour(int *out, const char *value)
{
	for (size_t i = 0; i < COLOURS; i++)
		if (!strcmp(colours[i], value)) {
			*out = (int)i;
			return ASHBY_OK;
		}
	return ASHBY_EUSAGE;
}

enum ashby_error ashby__setting_set(
	struct ashby_account *account, size_t i, const char *value, struct ashby_err *err)
{
	const struct setting *setting = &settings[i];
	char *member = (char *)account + setting->at;
	enum ashby_error error = ASHBY_OK;

	switch (setting->kind) {
	case SET_BOOL:
		if (read_bool((bool *)(void *)member, value))
			error = ashby_err_set(err, ASHBY_EUSAGE, "it is yes or no");
		return error;
	case SET_RATE:
		if (read_rate((int *)(void *)member, value))
			error = ashby_err_set(
				err, ASHBY_EUSAGE, "it is auto, off or a number from 1 to 1000");
		return error;
	case SET_COLOUR:
		if (read_colour((int *)(void *)member, value))
			error = ashby_err_set(err, ASHBY_EUSAGE,
				"it is red, green, yellow, blue, magenta, cyan, white or black");
		return error;
	case SET_COMMAND: error = check_command(value, err); break;
	case SET_URL: error = ashby_url_check(value, NULL, err); break;
	case SET_TEXT: break;
	}
	if (!error)
		memcpy(member, &value, sizeof(value));
	return error;
}

/* ---- by name ---- */

const char *ashby__setting_name(size_t i)
{
	return i < SETTINGS ? settings[i].key : NULL;
}

bool ashby__setting_find(const char *key, size_t *out)
{
	for (size_t i = 0; i < SETTINGS; i++)
		if (!strcmp(settings[i].key, key)) {
			*out = i;
			return true;
		}
	return false;
}

/* ---- printing ---- */

/* A line cannot hold every text: the end of the line, and a blank before #, would be read as something else. */
static bool fits_a_line(const char *value)
{
	size_t len = strlen(value);

	if (!len || *value == ' ' || *value == '#' || value[len - 1] == ' ')
		return false;
	for (const char *s = value; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f || (*s == ' ' && s[1] == '#'))
			return false;
	return true;
}

static enum ashby_error print_text(
	const struct setting *setting, const char *value, struct ashby_buf *out, struct ashby_err *err)
{
	if (!value)
		return ASHBY_OK;
	if (!fits_a_line(value))
		return ashby_err_set(err, ASHBY_EUSAGE,
			"%s: the configuration cannot hold this text: it is empty, begins or ends with a "
			"blank, or has ' #' or a control character in it",
			setting->key);
	ashby_buf_addf(out, "%s = %s\n", setting->key, value);
	return ASHBY_OK;
}

static enum ashby_error print_one(const struct ashby_account *account, const struct setting *setting,
	struct ashby_buf *out, struct ashby_err *err)
{
	const char *member = (const char *)account + setting->at, *text;
	int number;
	bool yes;

	switch (setting->kind) {
	case SET_BOOL:
		memcpy(&yes, member, sizeof(yes));
		ashby_buf_adds(out, yes ? setting->key : "");
		ashby_buf_adds(out, yes ? " = yes\n" : "");
		return ASHBY_OK;
	case SET_RATE:
		memcpy(&number, member, sizeof(number));
		if (number < 0)
			ashby_buf_addf(out, "%s = off\n", setting->key);
		else if (number > 0)
			ashby_buf_addf(out, "%s = %d\n", setting->key, number);
		return ASHBY_OK;
	case SET_COLOUR:
		memcpy(&number, member, sizeof(number));
		if (number >= 0 && number < (int)COLOURS)
			ashby_buf_addf(out, "%s = %s\n", setting->key, colours[number]);
		return ASHBY_OK;
	case SET_TEXT:
	case SET_COMMAND:
	case SET_URL: break;
	}
	memcpy(&text, member, sizeof(text));
	/* The name is the label of whoever gave none. */
	if (text && setting->at == AT(label) && !strcmp(text, account->name))
		return ASHBY_OK;
	return print_text(setting, text, out, err);
}

enum ashby_error ashby_account_print(
	const struct ashby_account *account, struct ashby_buf *out, struct ashby_err *err)
{
	enum ashby_error error = ASHBY_OK;

	if (!ashby_account_name_valid(account->name))
		return ashby_err_set(err, ASHBY_EUSAGE,
			"an account's name has at most 40 letters, digits, '.', '_' and '-'");
	ashby_buf_addf(out, "[account %s]\n", account->name);
	for (size_t i = 0; i < SETTINGS && !error; i++)
		error = print_one(account, &settings[i], out, err);
	if (!error && out->error)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	return error;
}
