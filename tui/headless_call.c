/* headless_call.c: the verb call: one function of the catalogue. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "headless.h"
#include "headless_body.h"
#include "headless_send.h"
#include "headless_write.h"

struct call {
	const char *body, *limit, *with;
	bool all, no_check;
	struct write_wish write;
};

static const struct word_option options[] = {
	{ "--body", true, offsetof(struct call, body) },
	{ "--limit", true, offsetof(struct call, limit) },
	{ "--with", true, offsetof(struct call, with) },
	{ "--all", false, offsetof(struct call, all) },
	WRITE_OPTIONS(struct call, write),
	{ "--no-check", false, offsetof(struct call, no_check) },
	{ .name = NULL },
};

static int refuse_function(const struct headless *h, const char *name)
{
	const char *guess = ashby_catalog_guess(name);

	if (guess)
		return headless_usage(h, "there is no function '%.80s'; did you mean '%s'?", name, guess);
	return headless_usage(h,
		"there is no function '%.80s'; ashby-tui docs lists them, and ashby-tui api sends to any "
		"endpoint",
		name);
}

static bool read_limit(const char *text, size_t *out)
{
	char *end;
	unsigned long long n;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (errno || *end || *text < '0' || *text > '9' || !n || n > SIZE_MAX)
		return false;
	*out = (size_t)n;
	return true;
}

/*
 * A small --limit asks for small pages, unless the size of a page was given, or results are left out here; what is not
 * paged is cut.
 */
static void fit_reply(const struct sending *sending, struct ashby_body *body)
{
	const struct ashby_param *page = ashby_param_find(sending->function, "limit");
	struct ashby_plan *plan = sending->plan;
	size_t limit = sending->limit;
	struct ashby_text given;

	if (limit && sending->function->paging == ASHBY_PAGING_NONE && (!plan->most || limit < plan->most))
		plan->most = limit;
	if (page && page->use == ASHBY_PARAM_SENT && limit && limit < (size_t)page->max &&
		!ashby_plan_trims(plan) && !ashby_body_get(body, "limit", &given))
		ashby_body_set_int(body, "limit", (int64_t)limit);
}

static int run(struct sending *sending, const struct call *call, struct ashby_body *body)
{
	struct ashby_err err;
	char *text;
	int status;

	if (sending->plan->lookup) {
		status = send_first(sending, body);
		if (status != EXIT_DONE)
			return status;
	}
	if (sending->function->effect == ASHBY_READ)
		fit_reply(sending, body);
	text = body_text(body);
	if (!text) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		return headless_fail(sending->h, &err);
	}
	sending->body = text;
	status = write_or_read(sending, ashby_function_class(sending->function, body), &call->write);
	free(text);
	return status;
}

/* The value of NAME=VALUE or NAME:=VALUE among the words, or NULL. */
static const char *word_value(char *const words[], int count, const char *name)
{
	size_t len = strlen(name);

	for (int i = 0; i < count; i++) {
		const char *rest = words[i] + len;

		if (strncmp(words[i], name, len) != 0)
			continue;
		if (*rest == ':' && rest[1] == '=')
			return rest + 2;
		if (*rest == '=')
			return rest + 1;
	}
	return NULL;
}

/* The reference's raw function has no row: its parameters are the verb api's words. */
static int call_raw(const struct headless *h, const struct call *call, char *const words[], int count)
{
	const char *endpoint = word_value(words, count, "endpoint"), *body = word_value(words, count, "body");

	if (!endpoint || !*endpoint || count != (body ? 2 : 1))
		return headless_usage(h,
			"api_post takes endpoint=NAME and body:=JSON, as the verb api does: "
			"ashby-tui api ENDPOINT [JSON]");
	if (!body || !*body)
		body = call->body ? call->body : "{}";
	return api_send(h, endpoint, body, &call->write);
}

/* The body from the words, and what is to be done with it. */
static enum ashby_error prepare(struct sending *sending, const struct call *call, char *const words[],
	int count, struct ashby_body **body, struct ashby_err *err)
{
	enum ashby_error error =
		body_build(body, sending->function, call->body, words, count, !call->no_check, err);

	*sending->plan = (struct ashby_plan){ .function = sending->function };
	if (!error && (!call->no_check || call->with))
		error = ashby_plan_make(sending->plan, sending->function, *body, call->with, err);
	sending->function = sending->plan->function;
	sending->endpoint = sending->function->endpoint;
	return error;
}

int verb_call(const struct cli *cli)
{
	struct headless h;
	struct call call = { 0 };
	struct ashby_plan plan;
	struct session session = { .log = { .fd = -1 } };
	struct sending sending = { .h = &h, .plan = &plan, .session = &session };
	struct ashby_body *body = NULL;
	struct ashby_err err;
	int count, status;

	headless_init(&h, cli);
	count = headless_words(&h, options, &call);
	if (count < 0)
		return EXIT_USAGE;
	if (!count)
		return headless_usage(&h, "call wants a function; ashby-tui docs lists them");
	if (!strcmp(cli->argv[0], "api_post"))
		return call_raw(&h, &call, cli->argv + 1, count - 1);
	sending.function = ashby_catalog_find(cli->argv[0]);
	if (!sending.function)
		return refuse_function(&h, cli->argv[0]);
	if (call.limit && !read_limit(call.limit, &sending.limit))
		return headless_usage(&h, "--limit wants a number of rows, not '%.40s'", call.limit);
	sending.all = call.all;
	if (prepare(&sending, &call, cli->argv + 1, count - 1, &body, &err))
		status = headless_fail(&h, &err);
	else
		status = run(&sending, &call, body);
	ashby_body_free(body);
	session_close(&session);
	return status;
}
