/* headless_call.c: the verb call: one function of the catalogue. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "headless.h"
#include "headless_body.h"
#include "headless_send.h"

struct call {
	const char *body, *limit;
	bool all, force, dry_run, no_check;
};

static const struct word_option options[] = {
	{ "--body", true, offsetof(struct call, body) },
	{ "--limit", true, offsetof(struct call, limit) },
	{ "--all", false, offsetof(struct call, all) },
	{ "--force", false, offsetof(struct call, force) },
	{ "--dry-run", false, offsetof(struct call, dry_run) },
	{ "--no-check", false, offsetof(struct call, no_check) },
	{ .name = NULL },
};

static int refuse_function(const struct headless *h, const char *name)
{
	const char *guess = ashby_catalog_guess(name);

	if (!strcmp(name, "api_post"))
		return headless_usage(h, "api_post is the verb api: ashby-tui api ENDPOINT [JSON]");
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

/* A small --limit asks for small pages, unless the size of a page was given. */
static void fit_page(const struct ashby_function *function, struct ashby_body *body, size_t limit)
{
	const struct ashby_param *page = ashby_param_find(function, "limit");
	struct ashby_text given;

	if (page && limit && limit < (size_t)page->max && !ashby_body_get(body, "limit", &given))
		ashby_body_set_int(body, "limit", (int64_t)limit);
}

static int run(struct sending *sending, const struct call *call, struct ashby_body *body)
{
	struct ashby_err err;
	char *text;
	int status;

	if (sending->function->effect == ASHBY_READ)
		fit_page(sending->function, body, sending->limit);
	text = body_text(body);
	if (!text) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		return headless_fail(sending->h, &err);
	}
	sending->body = text;
	if (sending->function->effect == ASHBY_WRITE || call->dry_run)
		status = send_shown(
			sending, ashby_function_class(sending->function, body), call->dry_run, call->force);
	else
		status = send_read(sending);
	free(text);
	return status;
}

int verb_call(const struct cli *cli)
{
	struct headless h;
	struct call call = { 0 };
	struct sending sending = { .h = &h };
	struct ashby_body *body = NULL;
	struct ashby_err err;
	int count, status;

	headless_init(&h, cli);
	count = headless_words(&h, options, &call);
	if (count < 0)
		return EXIT_USAGE;
	if (!count)
		return headless_usage(&h, "call wants a function; ashby-tui docs lists them");
	sending.function = ashby_catalog_find(cli->argv[0]);
	if (!sending.function)
		return refuse_function(&h, cli->argv[0]);
	if (call.limit && !read_limit(call.limit, &sending.limit))
		return headless_usage(&h, "--limit wants a number of rows, not '%.40s'", call.limit);
	sending.endpoint = sending.function->endpoint;
	sending.all = call.all;
	if (body_build(&body, sending.function, call.body, cli->argv + 1, count - 1, !call.no_check, &err))
		return headless_fail(&h, &err);
	status = run(&sending, &call, body);
	ashby_body_free(body);
	return status;
}
