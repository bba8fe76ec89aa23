/* catalog_find.c: look-ups in the catalogue. Knows nothing of bodies (api.c) and holds no facts (catalog.c). */
#include "ashby/catalog.h"
#include "guess.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const type_names[] = {
	[ASHBY_PARAM_END] = "nothing",
	[ASHBY_PARAM_STRING] = "string",
	[ASHBY_PARAM_UUID] = "UUID",
	[ASHBY_PARAM_INT] = "integer",
	[ASHBY_PARAM_NUMBER] = "number",
	[ASHBY_PARAM_BOOL] = "boolean",
	[ASHBY_PARAM_EPOCH] = "time in milliseconds",
	[ASHBY_PARAM_DATETIME] = "date and time",
	[ASHBY_PARAM_DATE] = "date",
	[ASHBY_PARAM_EMAIL] = "e-mail address",
	[ASHBY_PARAM_URL] = "URL",
	[ASHBY_PARAM_STRINGS] = "array of strings",
	[ASHBY_PARAM_UUIDS] = "array of UUIDs",
	[ASHBY_PARAM_OBJECT] = "object",
	[ASHBY_PARAM_ARRAY] = "array",
	[ASHBY_PARAM_ANY] = "any",
};

const char *ashby_param_type_name(enum ashby_param_type type)
{
	if ((unsigned)type >= sizeof(type_names) / sizeof(type_names[0]))
		return "any";
	return type_names[type];
}

const struct ashby_function *ashby_catalog_find(const char *name)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);

	if (!name)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!strcmp(rows[i].endpoint, name) || (rows[i].name && !strcmp(rows[i].name, name)))
			return &rows[i];
	return NULL;
}

const char *ashby_catalog_guess(const char *name)
{
	struct ashby__guess guess = { .given = name };
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);

	for (size_t i = 0; i < count; i++) {
		ashby__guess_offer(&guess, rows[i].endpoint);
		if (rows[i].name)
			ashby__guess_offer(&guess, rows[i].name);
	}
	return guess.best;
}

enum ashby_effect ashby_endpoint_effect(const char *endpoint)
{
	const struct ashby_function *row = ashby_catalog_find(endpoint);

	return row ? row->effect : ASHBY_WRITE;
}

/* Whether name is one of the names in list, which are joined by '|'. */
static bool listed(const char *list, const char *name)
{
	size_t len = strlen(name);

	while (list) {
		if (!strncmp(list, name, len) && (list[len] == '|' || !list[len]))
			return true;
		list = strchr(list, '|');
		if (list)
			list++;
	}
	return false;
}

/* Whether given is the snake_case way to write the camelCase name. */
static bool is_snake_of(const char *given, const char *name)
{
	for (; *name; name++) {
		if (isupper((unsigned char)*name) && *given++ != '_')
			return false;
		if (tolower((unsigned char)*name) != *given++)
			return false;
	}
	return !*given;
}

const struct ashby_param *ashby_param_find(const struct ashby_function *function, const char *name)
{
	const struct ashby_param *param;

	for (param = function->params; param->type != ASHBY_PARAM_END; param++)
		if (!strcmp(param->name, name))
			return param;
	for (param = function->params; param->type != ASHBY_PARAM_END; param++)
		if (listed(param->spellings, name) || is_snake_of(name, param->name))
			return param;
	return NULL;
}

/* What is left of a path or URL as people paste it, without the host, "/api/v1/" and slashes. */
static const char *skip_prefix(const char *given)
{
	const char *host = strstr(given, "://");
	static const char api[] = "api/v1/";

	if (host)
		given = host + 3 + strcspn(host + 3, "/");
	given += strspn(given, "/");
	if (!strncasecmp(given, api, sizeof(api) - 1))
		given += sizeof(api) - 1;
	return given + strspn(given, "/");
}

static size_t count_letters(const char *s)
{
	size_t n = 0;

	while (isalpha((unsigned char)s[n]))
		n++;
	return n;
}

const char *ashby_endpoint_name(const char *given, char buf[static 128])
{
	const char *name = skip_prefix(given + strspn(given, " \t\r\n"));
	size_t category = count_letters(name), method, len;

	if (!category || name[category] != '.')
		return NULL;
	method = count_letters(name + category + 1);
	len = category + 1 + method;
	if (!method || len >= 128)
		return NULL;
	if (name[len + strspn(name + len, "/ \t\r\n")])
		return NULL;
	memcpy(buf, name, len);
	buf[len] = '\0';
	return buf;
}
