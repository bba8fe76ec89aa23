/*
 * docs_example.c: a call of a function as one would type it, made from its row: what it needs, with values of the right
 * type. Knows nothing of how it is printed.
 */
#include <stdio.h>
#include <string.h>

#include "docs.h"

#define DUMMY_ID "00000000-0000-4000-8000-000000000001"

/* Where a type does not say enough: by the parameter's name. json: the value is JSON and no text. */
static const struct {
	const char *name, *value;
	bool json;
} by_name[] = {
	{ "name", "Ada Example", false },
	{ "title", "Backend Engineer", false },
	{ "note", "Spoke on the phone", false },
	{ "fieldValue", "Berlin", false },
	{ "interviewEvent",
		"{\"startTime\":\"2026-12-01T09:00:00Z\",\"endTime\":\"2026-12-01T10:00:00Z\","
		"\"interviewers\":"
		"[{\"email\":\"ada@example.test\"}]}",
		true },
	{ "interviewEvents",
		"[{\"startTime\":\"2026-12-01T09:00:00Z\",\"endTime\":\"2026-12-01T10:00:00Z\","
		"\"interviewers\":"
		"[{\"email\":\"ada@example.test\"}]}]",
		true },
	{ "location", "{\"city\":\"Berlin\",\"country\":\"Germany\"}", true },
	{ "address", "{\"postalAddress\":{\"addressCountry\":\"Germany\"}}", true },
	{ "offerForm", "{\"fieldSubmissions\":[{\"path\":\"salary\",\"value\":1}]}", true },
	{ "feedbackForm", "{\"fieldSubmissions\":[{\"path\":\"rating\",\"value\":{\"score\":3}}]}", true },
	{ "applicationForm", "{\"fieldSubmissions\":[{\"path\":\"name\",\"value\":\"Ada Example\"}]}", true },
	{ "fieldSubmissions", "[{\"path\":\"name\",\"value\":\"Ada Example\"}]", true },
	{ "values", "[{\"fieldId\":\"" DUMMY_ID "\",\"fieldValue\":\"Berlin\"}]", true },
	{ "requestUrl", "https://hooks.example.test/ashby", false },
	{ "filename", "resume.pdf", false },
	{ "contentType", "application/pdf", false },
	{ "contentLength", "52210", false },
	{ "fileHandle", "HANDLE", false },
	{ "resumeHandle", "HANDLE", false },
	{ "secretToken", "a-long-random-secret", false },
	{ "endpoint", "candidate.list", false },
};

/* By type; values come before both. */
static const struct {
	const char *value;
	bool json;
} by_type[] = {
	[ASHBY_PARAM_END] = { "", false },
	[ASHBY_PARAM_STRING] = { "example", false },
	[ASHBY_PARAM_UUID] = { DUMMY_ID, false },
	[ASHBY_PARAM_INT] = { "10", false },
	[ASHBY_PARAM_NUMBER] = { "1.5", false },
	[ASHBY_PARAM_BOOL] = { "true", false },
	[ASHBY_PARAM_EPOCH] = { "-7d", false },
	[ASHBY_PARAM_DATETIME] = { "2026-12-01T09:00:00Z", false },
	[ASHBY_PARAM_DATE] = { "2026-12-01", false },
	[ASHBY_PARAM_EMAIL] = { "ada@example.test", false },
	[ASHBY_PARAM_URL] = { "https://example.test/", false },
	[ASHBY_PARAM_STRINGS] = { "example", false },
	[ASHBY_PARAM_UUIDS] = { DUMMY_ID, false },
	[ASHBY_PARAM_OBJECT] = { "{}", true },
	[ASHBY_PARAM_ARRAY] = { "[]", true },
	[ASHBY_PARAM_ANY] = { "example", false },
};

/* In the bar these stand for what is under the cursor. */
static const struct {
	const char *name, *token;
} tokens[] = {
	{ "candidateId", "%cand" },
	{ "applicationId", "%app" },
	{ "jobId", "%job" },
	{ "offerId", "%offer" },
};

static const char *sample(const struct ashby_param *param, char *buf, size_t size, bool *json)
{
	/* Of states, those that one asks for most. */
	static const char *const usual[] = { "Active", "Open" };
	const char *value = param->values;

	*json = false;
	for (size_t i = 0; value && i < sizeof(usual) / sizeof(usual[0]); i++)
		if (strstr(param->values, usual[i]))
			value = strstr(param->values, usual[i]);
	if (value) {
		snprintf(buf, size, "%.*s", (int)strcspn(value, "|"), value);
		return buf;
	}
	for (size_t i = 0; i < sizeof(by_name) / sizeof(by_name[0]); i++)
		if (!strcmp(by_name[i].name, param->name)) {
			*json = by_name[i].json;
			return by_name[i].value;
		}
	*json = by_type[param->type].json;
	return by_type[param->type].value;
}

/* A word that a shell or the bar takes as one. */
static void add_word(
	struct ashby_buf *out, const char *between, const char *name, const char *value, bool json)
{
	bool plain = !json &&
		!value[strspn(
			value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/@%+=,")];

	ashby_buf_addf(out, "%s%s%s%s%s%s", between, name, json ? ":=" : "=", plain ? "" : "'", value,
		plain ? "" : "'");
}

static const char *token_of(const struct ashby_function *function, const char *name)
{
	/* In job.info and its like the id is of what the function is about. */
	static const char *const owners[][2] = {
		{ "candidate.info", "%cand" },
		{ "job.info", "%job" },
	};

	for (size_t i = 0; i < sizeof(owners) / sizeof(owners[0]); i++)
		if (!strcmp(name, "id") && !strcmp(owners[i][0], function->endpoint))
			return owners[i][1];
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++)
		if (!strcmp(tokens[i].name, name))
			return tokens[i].token;
	return NULL;
}

static bool begins_list(const char *list, const char *name)
{
	size_t len = strlen(name);

	return list && !strncmp(list, name, len) && (!list[len] || list[len] == '|');
}

/* Worth showing though it is not needed: a choice, or what an update is made for. */
static bool is_telling(const struct ashby_function *function, const struct ashby_param *param)
{
	static const char *const dull[] = { "cursor", "syncToken", "limit", "expand", "createdAfter" };

	if (param->required || param->use != ASHBY_PARAM_SENT)
		return false;
	for (size_t i = 0; i < sizeof(dull) / sizeof(dull[0]); i++)
		if (!strcmp(dull[i], param->name))
			return false;
	return function->effect == ASHBY_WRITE ? param->type != ASHBY_PARAM_BOOL : param->values != NULL;
}

/* The parameters of the example, in the row's order. */
static bool is_shown(const struct ashby_function *function, const struct ashby_param *param)
{
	const struct ashby_param *telling = function->params;
	size_t needed = 0, ids = 0;

	if (param->required || begins_list(function->one_of, param->name))
		return true;
	for (const struct ashby_param *p = function->params; p->type != ASHBY_PARAM_END; p++) {
		needed += p->required;
		ids += p->required && p->type == ASHBY_PARAM_UUID;
	}
	if (function->one_of || function->together ||
		(needed && (function->effect == ASHBY_READ || ids < needed)))
		return false;
	/* Where ids are all that is needed, a verb like addTag is whole, and an update says nothing yet. */
	if (needed > 1 && !strstr(function->endpoint, "update"))
		return false;
	while (telling->type != ASHBY_PARAM_END && !is_telling(function, telling))
		telling++;
	if (telling == param && param->type != ASHBY_PARAM_END)
		return needed == 0 || strstr(function->endpoint, "update");
	return !needed && !strcmp(param->name, "limit") && param->use == ASHBY_PARAM_SENT;
}

static void add_words(
	struct ashby_buf *out, const struct ashby_function *function, bool bar, const char *between)
{
	char buf[80];
	bool json;

	for (const struct ashby_param *param = function->params; param->type != ASHBY_PARAM_END; param++) {
		const char *value, *token = bar ? token_of(function, param->name) : NULL;

		if (!is_shown(function, param))
			continue;
		value = sample(param, buf, sizeof(buf), &json);
		add_word(out, between, param->name, token ? token : value, json && !token);
	}
}

void docs_example(struct ashby_buf *out, const struct ashby_function *function, const char *between)
{
	ashby_buf_addf(out, "call%s%s", between, function->name ? function->name : function->endpoint);
	add_words(out, function, false, between);
	/* Whether the raw function writes depends on its endpoint, and the one shown reads. */
	if (function->effect == ASHBY_WRITE && function != &docs_raw)
		ashby_buf_addf(out, "%s--force", between);
}

void docs_bar_example(struct ashby_buf *out, const struct ashby_function *function)
{
	ashby_buf_addf(out, ":%s", function->name ? function->name : function->endpoint);
	add_words(out, function, true, " ");
}
