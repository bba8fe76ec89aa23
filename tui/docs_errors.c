/*
 * docs_errors.c: which errors a function can end with, and what each means. Told one by one: how they are printed, as
 * words or as JSON, is not known here.
 */
#include <stdio.h>
#include <string.h>

#include "docs.h"

struct rule {
	bool (*holds)(const struct ashby_function *function);
	struct docs_error error;
};

static bool has_params(const struct ashby_function *function)
{
	return function->params->type != ASHBY_PARAM_END;
}

static bool has_pages(const struct ashby_function *function)
{
	return function->paging != ASHBY_PAGING_NONE;
}

static bool has_sync(const struct ashby_function *function)
{
	return function->paging == ASHBY_PAGING_SYNC;
}

static bool writes(const struct ashby_function *function)
{
	return function->effect == ASHBY_WRITE;
}

static const struct rule before[] = {
	{ has_params,
		{ "usage", "a parameter is unknown, missing or of the wrong form; nothing is sent", 2 } },
};

static const struct rule input[] = {
	{ has_params, { "invalid_input", "the API does not take what was given", 1 } },
};

static const struct rule after[] = {
	{ has_pages,
		{ "next_cursor_expired|invalid_next_cursor",
			"begin again without cursor; --all does so by itself, once", 1 } },
	{ has_sync,
		{ "sync_token_expired|sync_token_invalid|incremental_sync_too_large",
			"begin again without syncToken", 1 } },
	{ writes, { "not_forced", "--force was not given; nothing is sent", 5 } },
	{ writes,
		{ "outcome_unknown",
			"it was sent and nobody knows whether it was done: look before it is sent again",
			6 } },
};

static void tell(const struct rule *rules, size_t count, const struct ashby_function *function,
	docs_error_fn *fn, void *arg)
{
	for (size_t i = 0; i < count; i++)
		if (rules[i].holds(function))
			fn(arg, &rules[i].error);
}

#define TELL(rules) tell(rules, sizeof(rules) / sizeof((rules)[0]), function, fn, arg)

static void tell_permission(const struct ashby_function *function, docs_error_fn *fn, void *arg)
{
	char means[120];

	snprintf(means, sizeof(means), "the key lacks %s",
		function->permission ? function->permission : "the permission for this endpoint");
	fn(arg, &(struct docs_error){ "missing_endpoint_permission", means, 3 });
}

/* Those that are documented for this function. Codes of a pace are waited for, and end as the network's do. */
static void tell_own(const struct ashby_function *function, docs_error_fn *fn, void *arg)
{
	struct docs_error own = { function->errors, "the API says no, as the code says", 1 };

	if (!function->errors)
		return;
	if (strstr(function->errors, "limit_exceeded")) {
		own.means = "too much at once: reads wait and try again";
		own.status = 4;
	}
	fn(arg, &own);
}

void docs_errors(const struct ashby_function *function, docs_error_fn *fn, void *arg)
{
	TELL(before);
	tell_permission(function, fn, arg);
	TELL(input);
	tell_own(function, fn, arg);
	TELL(after);
}
