/*
 * api.c: a body for a row of the catalogue: named parameters in, checks and other spellings, the class of a
 * write. Knows the catalogue and bodies, nothing of sending.
 */
#include "ashby/buf.h"
#include "ashby/catalog.h"
#include "guess.h"
#include "param.h"

#include <stdio.h>
#include <string.h>

/* A folded parameter: it and the plain value of the parameter that it is folded into become members. */
static const struct fold {
	const char *endpoint, *from, *member, *plain_member;
} folds[] = {
	{ "candidate.createNote", "contentType", "type", "value" },
};

/* What the reference offers and the API does not, with what to do instead; without an endpoint: of all. */
static const struct {
	const char *endpoint, *name, *instead;
} retired[] = {
	{ "candidate.createNote", "jobId",
		"notes are on candidates: give candidateId, or applicationId to have its candidate found" },
	{ "job.update", "brandId", "only job.create takes a brand, and it stays" },
	{ NULL, "offset",
		"the API does not count rows: a page's nextCursor is the next one's cursor, and --all or "
		"--limit N "
		"follow them by themselves" },
};

/* Of the reference: a whole body, over which the other parameters are laid. */
static const char whole[] = "body";
static const struct ashby_param whole_param = { .name = whole, .type = ASHBY_PARAM_OBJECT };

/* What in a body lowers or raises a write's class. json NULL: any value but null. */
static const struct {
	const char *endpoint, *member, *json;
	enum ashby_class danger;
} classes[] = {
	{ "candidate.createNote", "sendNotifications", "true", ASHBY_CLASS_B },
	{ "candidate.update", "sendNotifications", "false", ASHBY_CLASS_A },
	{ "application.update", "sendNotifications", "false", ASHBY_CLASS_A },
	{ "application.changeStage", "archiveEmail", NULL, ASHBY_CLASS_C },
	{ "interviewSchedule.update", "allowFeedbackDeletion", "true", ASHBY_CLASS_C },
	{ "offer.approve", "approvalStepId", NULL, ASHBY_CLASS_B },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool says(struct ashby_text json, const char *word)
{
	return ashby_text_equal(json, ashby_text_str(word));
}

enum ashby_class ashby_function_class(const struct ashby_function *function, const struct ashby_body *body)
{
	struct ashby_text json;

	for (size_t i = 0; i < COUNT(classes); i++) {
		if (strcmp(classes[i].endpoint, function->endpoint) != 0 ||
			!ashby_body_get(body, classes[i].member, &json))
			continue;
		if (classes[i].json ? says(json, classes[i].json) : !says(json, "null"))
			return classes[i].danger;
	}
	return function->danger;
}

/* ---- names ---- */

static void add_params(struct ashby_buf *out, const struct ashby_function *function)
{
	const struct ashby_param *param = function->params;

	ashby_buf_adds(out, param->type == ASHBY_PARAM_END ? "it takes none" : "it takes");
	for (const char *comma = " "; param->type != ASHBY_PARAM_END; param++, comma = ", ")
		ashby_buf_addf(out, "%s%s", comma, param->name);
}

static const char *guess_param(const struct ashby_function *function, const char *name)
{
	struct ashby__guess guess = { .given = name };

	for (const struct ashby_param *param = function->params; param->type != ASHBY_PARAM_END; param++)
		ashby__guess_offer(&guess, param->name);
	return guess.best;
}

static enum ashby_error refuse_name(
	const struct ashby_function *function, const char *name, struct ashby_err *err)
{
	const char *guess = guess_param(function, name);
	struct ashby_buf hint;

	ashby_buf_init(&hint, 8192);
	for (size_t i = 0; i < COUNT(retired) && !hint.len; i++)
		if (!strcmp(retired[i].name, name) &&
			(!retired[i].endpoint || !strcmp(retired[i].endpoint, function->endpoint)))
			ashby_buf_adds(&hint, retired[i].instead);
	if (!hint.len && guess)
		ashby_buf_addf(&hint, "did you mean '%s'?", guess);
	if (!hint.len)
		add_params(&hint, function);
	ashby_err_set(err, ASHBY_EUSAGE, "%s has no parameter '%.60s': %s", function->endpoint, name,
		ashby_buf_str(&hint));
	ashby_buf_release(&hint);
	return ASHBY_EUSAGE;
}

static enum ashby_error out_of_memory(struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

/* The refusal names the API's parameter: who wrote the reference's name finds theirs as well. */
static void say_given_name(const char *name, struct ashby_err *err)
{
	struct ashby_err said;

	if (!err)
		return;
	said = *err;
	ashby_err_set(err, said.error, "%s (given as '%s')", said.message, name);
}

enum ashby_error ashby_function_set(const struct ashby_function *function, struct ashby_body *body,
	const char *name, const char *value, int64_t now_ms, struct ashby_err *err)
{
	const struct ashby_param *param = ashby_param_find(function, name);
	struct ashby_buf json;
	enum ashby_error error;

	if (!param && !strcmp(name, whole))
		param = &whole_param;
	/* Of an undocumented endpoint the parameters are not known: any name goes, as a string. */
	if (!param && !function->undocumented)
		return refuse_name(function, name, err);
	if (!*value)
		return ASHBY_OK;
	if (!param) {
		error = ashby_body_set_text(body, name, ashby_text_str(value));
		return error ? out_of_memory(err) : ASHBY_OK;
	}
	ashby_buf_init(&json, ASHBY_BUF_MAX);
	error = ashby__param_convert(param, value, now_ms, &json, err);
	if (error == ASHBY_EUSAGE && strcmp(name, param->name) != 0)
		say_given_name(name, err);
	if (!error && ashby_body_set_json(body, param->name, ashby_text_of(json.data, json.len)))
		error = out_of_memory(err);
	ashby_buf_release(&json);
	return error;
}

/* ---- checks ---- */

/* The reference's `body` as members; those that stand beside it win. */
static enum ashby_error spread_member(void *arg, struct ashby_value value, struct ashby_text json)
{
	struct ashby_body *body = arg;
	struct ashby_text key = ashby_value_key(value), given;

	if (ashby_body_get(body, key.raw, &given))
		return ASHBY_OK;
	return ashby_body_set_json(body, key.raw, json);
}

static enum ashby_error spread_whole(
	const struct ashby_function *function, struct ashby_body *body, struct ashby_err *err)
{
	struct ashby_record *record;
	struct ashby_text json;
	enum ashby_error error;

	if (ashby_param_find(function, whole) || !ashby_body_get(body, whole, &json))
		return ASHBY_OK;
	error = ashby_record_parse(&record, json, NULL, err);
	if (error)
		return error;
	ashby_body_remove(body, whole);
	if (ashby_type(ashby_record_root(record)) != ASHBY_OBJECT)
		error = ashby_err_set(err, ASHBY_EUSAGE, "'%s' must be a JSON object", whole);
	else if (ashby_record_each(record, "", spread_member, body))
		error = out_of_memory(err);
	ashby_record_unref(record);
	return error;
}

static enum ashby_error apply_fold(
	const struct fold *fold, const char *into, struct ashby_body *body, struct ashby_err *err)
{
	struct ashby_text type, value;
	struct ashby_buf object;
	enum ashby_error error;

	if (!ashby_body_get(body, fold->from, &type))
		return ASHBY_OK;
	if (!ashby_body_get(body, into, &value) || (value.len && *value.raw == '{'))
		return ashby_err_set(
			err, ASHBY_EUSAGE, "'%s' needs a plain '%s' beside it", fold->from, into);
	ashby_buf_init(&object, ASHBY_BUF_MAX);
	ashby_buf_addf(&object, "{\"%s\":", fold->member);
	ashby_buf_add(&object, type.raw, type.len);
	ashby_buf_addf(&object, ",\"%s\":", fold->plain_member);
	ashby_buf_add(&object, value.raw, value.len);
	ashby_buf_addc(&object, '}');
	error = object.error;
	if (!error)
		error = ashby_body_set_json(body, into, ashby_text_of(object.data, object.len));
	ashby_buf_release(&object);
	if (error)
		return out_of_memory(err);
	ashby_body_remove(body, fold->from);
	return ASHBY_OK;
}

static enum ashby_error fold_all(
	const struct ashby_function *function, struct ashby_body *body, struct ashby_err *err)
{
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < COUNT(folds) && !error; i++)
		if (!strcmp(folds[i].endpoint, function->endpoint))
			error = apply_fold(
				&folds[i], ashby_param_find(function, folds[i].from)->arg, body, err);
	return error;
}

/* Gives member i the API's name. */
static enum ashby_error rename_member(
	struct ashby_body *body, size_t i, const char *to, struct ashby_err *err)
{
	const char *from = ashby_body_name(body, i);
	struct ashby_text json;

	if (!strcmp(from, to))
		return ASHBY_OK;
	if (ashby_body_get(body, to, &json))
		return ashby_err_set(err, ASHBY_EUSAGE,
			"'%s' and '%.60s' are the same parameter: give one of them", to, from);
	return ashby_body_rename(body, from, to) ? ASHBY_OK : out_of_memory(err);
}

static enum ashby_error rename_all(
	const struct ashby_function *function, struct ashby_body *body, struct ashby_err *err)
{
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < ashby_body_count(body) && !error; i++) {
		const char *name = ashby_body_name(body, i);
		const struct ashby_param *param = ashby_param_find(function, name);

		if (param)
			error = rename_member(body, i, param->name, err);
		else if (!function->undocumented)
			error = refuse_name(function, name, err);
	}
	return error;
}

/* Checks one member, and writes it as the API spells it. */
static enum ashby_error check_value(
	const struct ashby_param *param, struct ashby_body *body, size_t i, struct ashby_err *err)
{
	struct ashby_record *record;
	struct ashby_buf spelt;
	enum ashby_error error = ashby_record_parse(&record, ashby_body_json(body, i), NULL, err);

	if (error)
		return error;
	ashby_buf_init(&spelt, ASHBY_BUF_MAX);
	error = ashby__param_check(param, ashby_record_root(record), &spelt, err);
	if (!error && spelt.len &&
		ashby_body_set_json(body, param->name, ashby_text_of(spelt.data, spelt.len)))
		error = out_of_memory(err);
	ashby_buf_release(&spelt);
	ashby_record_unref(record);
	return error;
}

static enum ashby_error check_values(
	const struct ashby_function *function, struct ashby_body *body, struct ashby_err *err)
{
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < ashby_body_count(body) && !error; i++) {
		const struct ashby_param *param = ashby_param_find(function, ashby_body_name(body, i));

		if (param)
			error = check_value(param, body, i, err);
	}
	return error;
}

/* Whether a parameter will be found by a read, because the one that leads to it is given. */
static bool is_looked_up(
	const struct ashby_function *function, const struct ashby_body *body, const char *name)
{
	struct ashby_text json;

	for (const struct ashby_param *param = function->params; param->type != ASHBY_PARAM_END; param++)
		if (param->use == ASHBY_PARAM_LOOKUP && !strcmp(param->arg, name) &&
			ashby_body_get(body, param->name, &json))
			return true;
	return false;
}

static enum ashby_error check_required(
	const struct ashby_function *function, const struct ashby_body *body, struct ashby_err *err)
{
	struct ashby_buf missing;
	struct ashby_text json;
	enum ashby_error error = ASHBY_OK;

	ashby_buf_init(&missing, 8192);
	for (const struct ashby_param *param = function->params; param->type != ASHBY_PARAM_END; param++)
		if (param->required && !ashby_body_get(body, param->name, &json) &&
			!is_looked_up(function, body, param->name))
			ashby_buf_addf(&missing, "%s'%s'", missing.len ? ", " : "", param->name);
	if (missing.len)
		error = ashby_err_set(
			err, ASHBY_EUSAGE, "%s needs %s", function->endpoint, ashby_buf_str(&missing));
	ashby_buf_release(&missing);
	return error;
}

/* How many of the parameters in a list are given, and how many there are. */
static size_t count_given(const char *list, const struct ashby_body *body, size_t *of)
{
	struct ashby_text json;
	char name[64];
	size_t given = 0;

	for (*of = 0; list; (*of)++) {
		size_t len = strcspn(list, "|");

		if (len < sizeof(name)) {
			memcpy(name, list, len);
			name[len] = '\0';
			given += ashby_body_get(body, name, &json) && !says(json, "null");
		}
		list = list[len] ? list + len + 1 : NULL;
	}
	return given;
}

/* "a|b|c" as "a, b and c". */
static const char *in_words(const char *list, char *out, size_t size)
{
	size_t at = 0;

	while (*list && at + 6 < size) {
		if (*list != '|')
			out[at++] = *list;
		else if (strchr(list + 1, '|'))
			at += (size_t)snprintf(out + at, size - at, ", ");
		else
			at += (size_t)snprintf(out + at, size - at, " and ");
		list++;
	}
	out[at] = '\0';
	return out;
}

static enum ashby_error check_sets(
	const struct ashby_function *function, const struct ashby_body *body, struct ashby_err *err)
{
	char words[200];
	size_t of, given;

	if (function->one_of && !count_given(function->one_of, body, &of))
		return ashby_err_set(err, ASHBY_EUSAGE, "%s needs one of %s", function->endpoint,
			in_words(function->one_of, words, sizeof(words)));
	if (function->exclusive && count_given(function->exclusive, body, &of) > 1)
		return ashby_err_set(err, ASHBY_EUSAGE, "%s takes only one of %s", function->endpoint,
			in_words(function->exclusive, words, sizeof(words)));
	given = count_given(function->together, body, &of);
	if (function->together && given && given < of)
		return ashby_err_set(err, ASHBY_EUSAGE, "%s takes %s together, or none of them",
			function->endpoint, in_words(function->together, words, sizeof(words)));
	return ASHBY_OK;
}

enum ashby_error ashby_function_check(
	const struct ashby_function *function, struct ashby_body *body, struct ashby_err *err)
{
	enum ashby_error error = spread_whole(function, body, err);

	if (!error)
		error = rename_all(function, body, err);
	if (!error)
		error = check_values(function, body, err);
	if (!error)
		error = check_required(function, body, err);
	if (!error)
		error = check_sets(function, body, err);
	/* Last: what is folded was checked as what it is. */
	if (!error)
		error = fold_all(function, body, err);
	return error;
}
