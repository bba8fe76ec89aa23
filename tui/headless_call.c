/* headless_call.c: the verb call: one function of the catalogue. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "headless.h"
#include "headless_body.h"
#include "headless_file.h"
#include "headless_send.h"
#include "headless_write.h"

struct call {
	const char *body, *limit, *with, *download, *file;
	bool all, no_check;
	struct write_wish write;
};

static const struct word_option options[] = {
	{ "--body", true, offsetof(struct call, body) },
	{ "--limit", true, offsetof(struct call, limit) },
	{ "--with", true, offsetof(struct call, with) },
	{ "--download", true, offsetof(struct call, download) },
	{ "--file", true, offsetof(struct call, file) },
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

/* What must be done before the body is whole. EXIT_DONE, or it has told why not. */
static int complete(const struct sending *sending, const struct call *call, struct ashby_body *body)
{
	if (call->file && call->write.force && !call->write.dry_run)
		return file_upload(sending, call->file, body, &call->write);
	if (sending->plan->lookup)
		return send_first(sending, body);
	if (sending->function->effect == ASHBY_READ)
		fit_reply(sending, body);
	return EXIT_DONE;
}

static int run(struct sending *sending, const struct call *call, struct ashby_body *body)
{
	struct ashby_err err;
	char *text;
	int status = complete(sending, call, body);

	if (status != EXIT_DONE)
		return status;
	text = body_text(body);
	if (!text) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		return headless_fail(sending->h, &err);
	}
	sending->body = text;
	if (call->download && !call->write.dry_run)
		status = file_download(sending, call->download);
	else
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

/* Whether the function has to do with files at all. */
static enum ashby_error check_files(
	const struct ashby_function *function, const struct call *call, struct ashby_err *err)
{
	if (call->download && strcmp(function->result, "FileUrl") != 0)
		return ashby_err_set(err, ASHBY_EUSAGE,
			"--download is for get_file: %s gives no link to a file", function->endpoint);
	if (call->file && !file_handle_param(function))
		return ashby_err_set(err, ASHBY_EUSAGE,
			"--file is for candidate.uploadResume and candidate.uploadFile, not for %s",
			function->endpoint);
	return ASHBY_OK;
}

/* The body from the words; a file stands in for its handle. */
static enum ashby_error build(struct ashby_body **body, const struct ashby_function *function,
	const struct call *call, char *const words[], int count, struct ashby_err *err)
{
	struct ashby_buf handle;
	char **all;
	enum ashby_error error = check_files(function, call, err);

	if (error || !call->file)
		return error ? error
			     : body_build(body, function, call->body, words, count, !call->no_check, err);
	all = calloc((size_t)count + 1, sizeof(*all));
	ashby_buf_init(&handle, 65536);
	file_stand_in(&handle, function, call->file);
	if (!all || handle.error) {
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	} else {
		for (int i = 0; i < count; i++)
			all[i] = words[i];
		all[count] = handle.data;
		error = body_build(body, function, call->body, all, count + 1, !call->no_check, err);
	}
	ashby_buf_release(&handle);
	free(all);
	return error;
}

/* The body, and what is to be done with it. */
static enum ashby_error prepare(struct sending *sending, const struct call *call, char *const words[],
	int count, struct ashby_body **body, struct ashby_err *err)
{
	enum ashby_error error = build(body, sending->function, call, words, count, err);

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
