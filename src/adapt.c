/*
 * adapt.c: plans: from a checked body to what the API knows, by tables. Pure but for memory: it sends nothing, and knows
 * no shell and no screen.
 */
#include "adapt.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* ---- the tables ---- */

/* Values that the API does not have: what is sent for them, and which results stay. */
static const struct {
	const char *endpoint, *param, *value;
	const char *sent, *path, *kept;
} meanings[] = {
	{ "application.list", "status", "Rejected", "Archived", "archiveReason.reasonType", "RejectedByOrg" },
	{ "application.list", "status", "Withdrawn", "Archived", "archiveReason.reasonType",
		"RejectedByCandidate" },
};

static const struct ashby__lookup lookups[] = {
	{ "candidate.createNote", "applicationId", "application.info", "applicationId", "candidate.id",
		"candidateId", "candidate" },
};

static const struct ashby__detour detours[] = {
	{ "interview.info", "id", "interviewBriefing.info", "interviewEventId", "interview event" },
};

/* data */
/* clang-format off */
static const struct ashby__block blocks[] = {
	{ "application.info", "feedback", .read = "applicationFeedback.list", .param = "applicationId", .path = "id" },
	{ "application.info", "criteria", .read = "application.listCriteriaEvaluations", .param = "applicationId", .path = "id" },
	{ "application.info", "answers", .expand = "applicationFormSubmissions" },
	{ "application.info", "schedules", .read = "interviewSchedule.list", .param = "applicationId", .path = "id" },
	{ "application.info", "offers", .read = "offer.list", .param = "applicationId", .path = "id" },
	{ "application.info", "notes", .read = "candidate.listNotes", .param = "candidateId", .path = "candidate.id" },
	{ "candidate.info", "notes", .read = "candidate.listNotes", .param = "candidateId", .path = "id" },
	{ "candidate.info", "projects", .read = "candidate.listProjects", .param = "candidateId", .path = "id" },
	{ "job.info", "postings", .read = "jobPosting.list", .path = "id", .keep = "jobId" },
	{ "job.info", "plan", .read = "jobInterviewPlan.info", .param = "jobId", .path = "id" },
	{ "job.info", "applications", .read = "application.list", .param = "jobId", .path = "id" },
	{ "offer.info", "approvals", .read = "approval.list", .param = "entityId", .path = "latestVersion.id", .more = "\"entityType\":\"offer\"," },
	{ "apiKey.info", "user", .read = "user.search", .param = "email", .first = true },
};
/* clang-format on */

const struct ashby__detour *ashby__detour_of(const struct ashby_function *function)
{
	for (size_t i = 0; i < COUNT(detours); i++)
		if (!strcmp(detours[i].endpoint, function->endpoint))
			return &detours[i];
	return NULL;
}

/* ---- small things ---- */

static enum ashby_error out_of_memory(struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

/* A member's text: of a string without its quotes, of the rest as it is. ASHBY_EUSAGE: longer than anything known. */
static enum ashby_error member_text(struct ashby_text json, char *out, size_t size, struct ashby_err *err)
{
	struct ashby_record *record;
	struct ashby_text text;
	enum ashby_error error = ashby_record_parse(&record, json, NULL, err);

	if (error)
		return error;
	text = ashby_value_text(ashby_record_root(record));
	if (!text.raw)
		text = json;
	if (text.len >= size)
		error = ashby_err_set(
			err, ASHBY_EUSAGE, "'%.40s...' is longer than any value can be", text.raw);
	else if (text.len)
		memcpy(out, text.raw, text.len);
	if (!error)
		out[text.len] = '\0';
	ashby_record_unref(record);
	return error;
}

/* ---- parameters that the API does not know ---- */

static enum ashby_error take_keep(struct ashby_plan *plan, const struct ashby_param *param,
	struct ashby_text json, struct ashby_err *err)
{
	struct ashby_keep *keep = &plan->keep[plan->keeps];
	enum ashby_error error = ASHBY_OK;

	if (plan->keeps == ASHBY_PLAN_KEEPS)
		return ashby_err_set(err, ASHBY_EUSAGE, "at most %d filters at once", ASHBY_PLAN_KEEPS);
	error = member_text(json, keep->value, sizeof(keep->value), err);
	keep->path = param->arg;
	plan->keeps += !error;
	return error;
}

static enum ashby_error take_most(struct ashby_plan *plan, const struct ashby_param *param,
	struct ashby_text json, struct ashby_err *err)
{
	(void)param;
	(void)err;
	for (size_t i = 0; i < json.len; i++)
		plan->most = plan->most * 10 + (size_t)(json.raw[i] - '0');
	return ASHBY_OK;
}

static void add_remark(struct ashby_plan *plan, const char *name, const char *words)
{
	if (plan->remarks < ASHBY_PLAN_REMARKS)
		snprintf(plan->remark[plan->remarks++], sizeof(plan->remark[0]), "%s: %s%s%s",
			plan->function->endpoint, name ? name : "", name ? " is not sent: " : "", words);
}

static enum ashby_error take_dropped(struct ashby_plan *plan, const struct ashby_param *param,
	struct ashby_text json, struct ashby_err *err)
{
	(void)json;
	(void)err;
	add_remark(plan, param->name, param->arg);
	return ASHBY_OK;
}

static enum ashby_error take_lookup(struct ashby_plan *plan, const struct ashby_param *param,
	struct ashby_text json, struct ashby_err *err)
{
	for (size_t i = 0; i < COUNT(lookups); i++)
		if (!strcmp(lookups[i].endpoint, plan->function->endpoint) &&
			!strcmp(lookups[i].from, param->name)) {
			plan->lookup = &lookups[i];
			return member_text(json, plan->lookup_id, sizeof(plan->lookup_id), err);
		}
	return ashby_err_set(err, ASHBY_EUSAGE, "'%s' cannot be looked up", param->name);
}

typedef enum ashby_error take_fn(struct ashby_plan *plan, const struct ashby_param *param,
	struct ashby_text json, struct ashby_err *err);

/* By what is done with a parameter; those without a function stay in the body. */
static take_fn *const takes[] = {
	[ASHBY_PARAM_FILTER] = take_keep,
	[ASHBY_PARAM_MOST] = take_most,
	[ASHBY_PARAM_DROPPED] = take_dropped,
	[ASHBY_PARAM_LOOKUP] = take_lookup,
	[ASHBY_PARAM_FOLDED] = NULL,
};

static enum ashby_error take_all(struct ashby_plan *plan, struct ashby_body *body, struct ashby_err *err)
{
	for (const struct ashby_param *param = plan->function->params; param->type != ASHBY_PARAM_END;
		param++) {
		enum ashby_error error = ASHBY_OK;
		struct ashby_text json;

		if (!ashby_body_get(body, param->name, &json)) {
			if (param->absent)
				add_remark(plan, NULL, param->absent);
			continue;
		}
		if (!takes[param->use])
			continue;
		if (!ashby_text_equal(json, ashby_text_str("null")))
			error = takes[param->use](plan, param, json, err);
		if (error)
			return error;
		ashby_body_remove(body, param->name);
	}
	return ASHBY_OK;
}

/* The call may be meant for another endpoint. What goes along must be known there. */
static enum ashby_error follow_route(struct ashby_plan *plan, struct ashby_body *body, struct ashby_err *err)
{
	struct ashby_text json;

	for (const struct ashby_param *param = plan->function->params; param->type != ASHBY_PARAM_END;
		param++)
		if (param->use == ASHBY_PARAM_ROUTED && ashby_body_get(body, param->name, &json)) {
			plan->function = ashby_catalog_find(param->arg);
			return ashby_function_check(plan->function, body, err);
		}
	return ASHBY_OK;
}

static enum ashby_error apply_meaning(
	struct ashby_plan *plan, size_t i, struct ashby_body *body, struct ashby_err *err)
{
	struct ashby_keep *keep = &plan->keep[plan->keeps];

	if (ashby_body_set_text(body, meanings[i].param, ashby_text_str(meanings[i].sent)))
		return out_of_memory(err);
	keep->path = meanings[i].path;
	snprintf(keep->value, sizeof(keep->value), "%s", meanings[i].kept);
	plan->keeps++;
	return ASHBY_OK;
}

static enum ashby_error apply_meanings(
	struct ashby_plan *plan, struct ashby_body *body, struct ashby_err *err)
{
	enum ashby_error error;
	struct ashby_text json;
	char value[80];

	for (size_t i = 0; i < COUNT(meanings); i++) {
		if (strcmp(meanings[i].endpoint, plan->function->endpoint) != 0 ||
			!ashby_body_get(body, meanings[i].param, &json))
			continue;
		error = member_text(json, value, sizeof(value), err);
		if (error)
			return error;
		if (!strcmp(value, meanings[i].value))
			return apply_meaning(plan, i, body, err);
	}
	return ASHBY_OK;
}

/* ---- blocks ---- */

/* A word of a list as the list spells it, without raw if it is not in it. */
static struct ashby_text find_word(const char *list, const char *word, size_t len)
{
	while (list) {
		size_t n = strcspn(list, "|");

		if (n == len && !strncasecmp(list, word, len))
			return ashby_text_of(list, n);
		list = list[n] ? list + n + 1 : NULL;
	}
	return ashby_text_of(NULL, 0);
}

/* The n-th word of a list, without raw past its end. */
static struct ashby_text nth_word(const char *list, size_t n)
{
	while (list) {
		size_t len = strcspn(list, "|");

		if (!n--)
			return ashby_text_of(list, len);
		list = list[len] ? list + len + 1 : NULL;
	}
	return ashby_text_of(NULL, 0);
}

static const char *expand_values(const struct ashby_function *function)
{
	const struct ashby_param *param = ashby_param_find(function, "expand");

	return param ? param->values : NULL;
}

bool ashby_plan_block(
	const struct ashby_function *function, size_t i, char name[static 64], const char **endpoint)
{
	struct ashby_text word = { NULL, 0 };

	*endpoint = NULL;
	for (size_t j = 0; j < COUNT(blocks) && !word.raw; j++)
		if (!strcmp(blocks[j].endpoint, function->endpoint) && !i--) {
			*endpoint = blocks[j].read;
			word = ashby_text_str(blocks[j].name);
		}
	if (!word.raw)
		word = nth_word(expand_values(function), i);
	if (!word.raw || word.len >= 64)
		return false;
	memcpy(name, word.raw, word.len);
	name[word.len] = '\0';
	return true;
}

struct expanding {
	struct ashby_buf array;
	struct ashby_text value;
	bool there;
};

static enum ashby_error copy_expanded(void *arg, struct ashby_value value, struct ashby_text json)
{
	struct expanding *expanding = arg;

	expanding->there = expanding->there || ashby_text_equal(ashby_value_text(value), expanding->value);
	if (expanding->array.len > 1)
		ashby_buf_addc(&expanding->array, ',');
	return ashby_buf_add(&expanding->array, json.raw, json.len);
}

/* Adds a value to the body's expand. */
static enum ashby_error expand(struct ashby_body *body, struct ashby_text value, struct ashby_err *err)
{
	struct expanding expanding = { .value = value };
	struct ashby_record *record = NULL;
	struct ashby_text json;
	enum ashby_error error;

	ashby_buf_init(&expanding.array, 65536);
	ashby_buf_addc(&expanding.array, '[');
	if (ashby_body_get(body, "expand", &json)) {
		error = ashby_record_parse(&record, json, NULL, err);
		if (error) {
			ashby_buf_release(&expanding.array);
			return error;
		}
		ashby_record_each(record, "", copy_expanded, &expanding);
	}
	ashby_record_unref(record);
	if (expanding.array.len > 1 && !expanding.there)
		ashby_buf_addc(&expanding.array, ',');
	if (!expanding.there)
		ashby_json_quote(&expanding.array, value);
	error = ashby_buf_addc(&expanding.array, ']');
	if (!error)
		error = ashby_body_set_json(
			body, "expand", ashby_text_of(expanding.array.data, expanding.array.len));
	ashby_buf_release(&expanding.array);
	return error ? out_of_memory(err) : ASHBY_OK;
}

static enum ashby_error refuse_block(
	const struct ashby_function *function, const char *name, size_t len, struct ashby_err *err)
{
	const char *endpoint;
	char block[64];
	struct ashby_buf known;

	ashby_buf_init(&known, 4096);
	for (size_t i = 0; ashby_plan_block(function, i, block, &endpoint); i++)
		ashby_buf_addf(&known, "%s%s", i ? ", " : ": it knows ", block);
	ashby_err_set(err, ASHBY_EUSAGE, "%s cannot be asked with '%.*s'%s", function->endpoint,
		(int)(len < 60 ? len : 60), name, known.len ? ashby_buf_str(&known) : ": it has no blocks");
	ashby_buf_release(&known);
	return ASHBY_EUSAGE;
}

static enum ashby_error add_block(
	struct ashby_plan *plan, struct ashby_body *body, const char *name, size_t len, struct ashby_err *err)
{
	struct ashby_text word;

	for (size_t i = 0; i < COUNT(blocks); i++) {
		if (strcmp(blocks[i].endpoint, plan->function->endpoint) != 0 ||
			strlen(blocks[i].name) != len || strncmp(blocks[i].name, name, len) != 0)
			continue;
		if (blocks[i].expand)
			return expand(body, ashby_text_str(blocks[i].expand), err);
		for (size_t j = 0; j < plan->blocks; j++)
			if (plan->block[j] == &blocks[i])
				return ASHBY_OK;
		if (plan->blocks == ASHBY_PLAN_BLOCKS)
			return ashby_err_set(
				err, ASHBY_EUSAGE, "at most %d blocks at once", ASHBY_PLAN_BLOCKS);
		plan->block[plan->blocks++] = &blocks[i];
		return ASHBY_OK;
	}
	word = find_word(expand_values(plan->function), name, len);
	if (word.raw)
		return expand(body, word, err);
	return refuse_block(plan->function, name, len, err);
}

static enum ashby_error add_blocks(
	struct ashby_plan *plan, struct ashby_body *body, const char *with, struct ashby_err *err)
{
	enum ashby_error error = ASHBY_OK;

	while (with && *with && !error) {
		size_t len = strcspn(with, ",");

		if (len)
			error = add_block(plan, body, with, len, err);
		with += len + (with[len] == ',');
	}
	return error;
}

/* ---- the plan ---- */

enum ashby_error ashby_plan_make(struct ashby_plan *plan, const struct ashby_function *function,
	struct ashby_body *body, const char *with, struct ashby_err *err)
{
	enum ashby_error error;

	*plan = (struct ashby_plan){ .function = function };
	error = follow_route(plan, body, err);
	if (!error)
		error = apply_meanings(plan, body, err);
	if (!error)
		error = take_all(plan, body, err);
	if (!error)
		error = add_blocks(plan, body, with, err);
	return error;
}

void ashby_plan_set_me(struct ashby_plan *plan, const char *me)
{
	if (!me || strlen(me) >= sizeof(plan->me))
		return;
	memcpy(plan->me, me, strlen(me) + 1);
	for (size_t i = 0; i < COUNT(blocks) && plan->blocks < ASHBY_PLAN_BLOCKS; i++)
		if (!blocks[i].path && !blocks[i].expand &&
			!strcmp(blocks[i].endpoint, plan->function->endpoint))
			plan->block[plan->blocks++] = &blocks[i];
}

const char *ashby_plan_first(const struct ashby_plan *plan, struct ashby_buf *body)
{
	if (!plan->lookup)
		return NULL;
	ashby_buf_addf(body, "{\"%s\":", plan->lookup->param);
	ashby_json_quote(body, ashby_text_str(plan->lookup_id));
	ashby_buf_addc(body, '}');
	return plan->lookup->read;
}

enum ashby_error ashby_plan_found(struct ashby_plan *plan, const struct ashby_reply *reply,
	struct ashby_body *body, struct ashby_err *err)
{
	struct ashby_text found = ashby_get_text(reply->results, plan->lookup->path);

	if (!found.len)
		return ashby_err_set(err, ASHBY_EAPI, "'%s' names no %s: give %s instead", plan->lookup_id,
			plan->lookup->what, plan->lookup->to);
	if (ashby_body_set_text(body, plan->lookup->to, found))
		return out_of_memory(err);
	plan->lookup = NULL;
	return ASHBY_OK;
}

bool ashby_plan_trims(const struct ashby_plan *plan)
{
	return plan->keeps || plan->most;
}

void ashby_plan_explain(const struct ashby_plan *plan, struct ashby_err *err)
{
	const struct ashby_function *function = plan->function;
	char message[sizeof(err->message)];

	if (!function->undocumented || !function->note ||
		(err->error != ASHBY_EAPI && err->error != ASHBY_EPERM && err->error != ASHBY_EREPLY))
		return;
	memcpy(message, err->message, sizeof(message));
	snprintf(err->message, sizeof(err->message), "%.300s; %s is %s", message, function->endpoint,
		function->note);
}

/* ---- trimming ---- */

struct keeping {
	struct ashby_buf *out;
	const struct ashby_keep *keep;
	size_t keeps, most, count, start;
};

static bool holds(struct ashby_value value, struct ashby_text wanted)
{
	if (ashby_type(value) != ASHBY_ARRAY)
		return ashby_text_equal(ashby_value_text(value), wanted);
	for (struct ashby_value e = ashby_value_first(value); ashby_type(e) != ASHBY_ABSENT;
		e = ashby_value_next(e))
		if (ashby_text_equal(ashby_value_text(e), wanted))
			return true;
	return false;
}

static enum ashby_error keep_one(void *arg, struct ashby_value element, struct ashby_text json)
{
	struct keeping *keeping = arg;

	for (size_t i = 0; i < keeping->keeps; i++)
		if (!holds(ashby_get(element, keeping->keep[i].path), ashby_text_str(keeping->keep[i].value)))
			return ASHBY_OK;
	if (keeping->most && keeping->count == keeping->most)
		return ASHBY_OK;
	keeping->count++;
	if (keeping->out->len > keeping->start)
		ashby_buf_addc(keeping->out, ',');
	return ashby_buf_add(keeping->out, json.raw, json.len);
}

enum ashby_error ashby__keep_results(struct ashby_buf *out, const struct ashby_record *record,
	const struct ashby_keep *keep, size_t keeps, size_t most)
{
	struct keeping keeping = {
		.out = out, .keep = keep, .keeps = keeps, .most = most, .start = out->len
	};

	return ashby_record_each(record, "results", keep_one, &keeping);
}

struct copying {
	struct ashby_buf *out;
	struct ashby_text results;
};

static enum ashby_error copy_member(void *arg, struct ashby_value member, struct ashby_text json)
{
	struct copying *copying = arg;
	struct ashby_text key = ashby_value_key(member);

	if (ashby_text_equal(key, ashby_text_str("results")))
		json = copying->results;
	if (copying->out->len > 1)
		ashby_buf_addc(copying->out, ',');
	ashby_json_quote(copying->out, key);
	ashby_buf_addc(copying->out, ':');
	return ashby_buf_add(copying->out, json.raw, json.len);
}

enum ashby_error ashby__envelope_with(struct ashby_record **out, const struct ashby_record *record,
	struct ashby_text results, struct ashby_err *err)
{
	/* What is added may pass what one reply may be; it has come through those limits page by page. */
	const struct ashby_limits limits = { .bytes = ASHBY_BUF_MAX, .nodes = 100000000 };
	struct ashby_buf text;
	struct copying copying = { &text, results };
	enum ashby_error error;

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	ashby_buf_addc(&text, '{');
	error = ashby_record_each(record, "", copy_member, &copying);
	ashby_buf_addc(&text, '}');
	if (!error)
		error = text.error;
	if (error)
		out_of_memory(err);
	else
		error = ashby_record_parse(out, ashby_text_of(text.data, text.len), &limits, err);
	ashby_buf_release(&text);
	return error;
}

enum ashby_error ashby_plan_trim(const struct ashby_plan *plan, struct ashby_record *record,
	struct ashby_record **out, struct ashby_err *err)
{
	struct ashby_buf results;
	enum ashby_error error;

	if (!ashby_plan_trims(plan) ||
		ashby_type(ashby_get(ashby_record_root(record), "results")) != ASHBY_ARRAY) {
		*out = ashby_record_ref(record);
		return ASHBY_OK;
	}
	ashby_buf_init(&results, ASHBY_BUF_MAX);
	ashby_buf_addc(&results, '[');
	error = ashby__keep_results(&results, record, plan->keep, plan->keeps, plan->most);
	ashby_buf_addc(&results, ']');
	if (error || results.error)
		error = out_of_memory(err);
	else
		error = ashby__envelope_with(out, record, ashby_text_of(results.data, results.len), err);
	ashby_buf_release(&results);
	return error;
}
