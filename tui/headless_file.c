/*
 * headless_file.c: a link that is fetched at once into a file, and a file that is put to where a link says before it is
 * named in a write. The links are secrets for minutes: neither is printed.
 */
#include "headless_file.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct moving {
	const struct sending *sending;
	const char *path;
	struct ashby_scope *scope;
	struct ashby_download *download;
	struct ashby_record *place; /* of an upload: url, fields, handle */
	struct ashby_err err;
	size_t bytes;
	bool done;
	int signo;
};

static struct ashby_loop *loop_of(const struct moving *moving)
{
	return moving->sending->session->loop;
}

static void finish(struct moving *moving, const struct ashby_err *err)
{
	if (moving->done)
		return;
	moving->done = true;
	moving->err = *err;
	ashby_loop_stop(loop_of(moving));
}

static void on_moved(void *arg, const struct ashby_err *err, size_t bytes)
{
	struct moving *moving = arg;

	moving->bytes = bytes;
	finish(moving, err);
}

static void on_signal(void *arg, int signo)
{
	struct moving *moving = arg;
	struct ashby_err err;

	moving->signo = signo;
	ashby_err_set(&err, ASHBY_ECANCELLED, "interrupted: no file is left behind");
	finish(moving, &err);
}

static enum ashby_error watch_signals(struct moving *moving, ashby_signal_fn *fn)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	enum ashby_error error = ASHBY_OK;

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]) && !error; i++)
		error = ashby_loop_signal(loop_of(moving), signals[i], fn, fn ? moving : NULL);
	return error;
}

/* Errors of the way go into moving->err, and only those: what was survived is none. */
static bool fail(struct moving *moving, const struct ashby_err *err)
{
	moving->err = *err;
	return false;
}

static bool open_moving(struct moving *moving)
{
	struct ashby_err err;

	if (send_open(moving->sending, &err))
		return fail(moving, &err);
	if (ashby_scope_new(&moving->scope, moving->sending->session->client) ||
		watch_signals(moving, on_signal)) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		return fail(moving, &err);
	}
	return true;
}

/* Waits for what was begun, tells an error, and takes all down. The exit status. */
static int end_moving(struct moving *moving)
{
	int status = EXIT_DONE;

	if (!moving->err.error && !moving->done)
		ashby_loop_run(loop_of(moving));
	if (moving->err.error)
		status = headless_fail(moving->sending->h, &moving->err);
	if (moving->signo)
		status = 128 + moving->signo;
	ashby_download_free(moving->download);
	ashby_scope_free(moving->scope);
	ashby_record_unref(moving->place);
	if (loop_of(moving))
		watch_signals(moving, NULL);
	return status;
}

/* A text of the API's as a C string of ours; NULL without memory. */
static char *text_copy(struct ashby_text text)
{
	struct ashby_buf copy;

	ashby_buf_init(&copy, 65536);
	ashby_buf_add(&copy, text.raw, text.len);
	return ashby_buf_take(&copy);
}

/* ---- downloading ---- */

static void on_link(void *arg, const struct ashby_reply *reply)
{
	struct moving *moving = arg;
	struct ashby_err err = reply->err;
	enum ashby_error error = reply->error;
	char *url;

	if (!error) {
		url = text_copy(ashby_get_text(reply->results, "url"));
		if (!url || !*url)
			error = ashby_err_set(&err, ASHBY_EREPLY, "the reply has no link to a file in it");
		else
			error = ashby_download_new(&moving->download, moving->sending->session->client, url,
				moving->path, on_moved, moving, &err);
		free(url);
	}
	if (error)
		finish(moving, &err);
}

static void print_saved(const struct headless *h, const char *path, size_t bytes)
{
	struct ashby_buf out;
	char number[24];

	ashby_buf_init(&out, 65536);
	snprintf(number, sizeof(number), "%zu", bytes);
	if (h->format == FORMAT_TABLE) {
		ashby_buf_addf(&out, "%s  %s bytes\n", path, number);
		out_text(ashby_text_of(out.data, out.len), ASHBY_TEXT_BLOCK);
	} else {
		ashby_buf_adds(&out, "{\"download\":{");
		json_member(&out, "path", ashby_text_str(path));
		json_raw(&out, "bytes", number);
		ashby_buf_adds(&out, "}}");
		out_json(h, ashby_text_of(out.data, out.len));
	}
	ashby_buf_release(&out);
}

int file_download(const struct sending *sending, const char *path)
{
	struct moving moving = { .sending = sending, .path = path };
	struct ashby_err err;
	struct stat st;
	int status;

	/* Said before the link is asked for; the file's making says it for certain. */
	if (!lstat(path, &st))
		ashby_err_set(&moving.err, ASHBY_ELOCAL,
			"'%s' is there already, and nothing is written over: name another file", path);
	else if (open_moving(&moving) &&
		ashby_ask(moving.scope, sending->plan, sending->body, 0, on_link, &moving, &err))
		fail(&moving, &err);
	status = end_moving(&moving);
	if (status == EXIT_DONE)
		print_saved(sending->h, path, moving.bytes);
	return out_end(status);
}

/* ---- uploading ---- */

static const struct {
	const char *endpoint, *param, *context;
} takers[] = {
	{ "candidate.uploadResume", "resumeHandle", "CandidateResume" },
	{ "candidate.uploadFile", "fileHandle", "CandidateFiles" },
};

const char *file_handle_param(const struct ashby_function *function)
{
	for (size_t i = 0; i < sizeof(takers) / sizeof(takers[0]); i++)
		if (!strcmp(takers[i].endpoint, function->endpoint))
			return takers[i].param;
	return NULL;
}

static const char *context_of(const struct ashby_function *function)
{
	for (size_t i = 0; i < sizeof(takers) / sizeof(takers[0]); i++)
		if (!strcmp(takers[i].endpoint, function->endpoint))
			return takers[i].context;
	return "";
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

void file_stand_in(struct ashby_buf *word, const struct ashby_function *function, const char *path)
{
	ashby_buf_addf(word, "%s=(the handle of %s, once it is uploaded)", file_handle_param(function),
		name_of(path));
}

/* The request for a place. */
static enum ashby_error place_body(
	struct ashby_buf *out, const char *context, const char *path, struct ashby_err *err)
{
	struct stat st;

	if (stat(path, &st) || !S_ISREG(st.st_mode) || st.st_size <= 0 ||
		(size_t)st.st_size > ASHBY_DOWNLOAD_MAX)
		return ashby_err_set(err, ASHBY_ELOCAL, "'%s' is no file of 1 byte to %zu MiB", path,
			ASHBY_DOWNLOAD_MAX >> 20);
	ashby_buf_addc(out, '{');
	json_member(out, "fileUploadContext", ashby_text_str(context));
	json_member(out, "filename", ashby_text_str(name_of(path)));
	json_member(out, "contentType", ashby_text_str(ashby_media_type(path)));
	ashby_buf_addf(out, ",\"contentLength\":%lld}", (long long)st.st_size);
	return out->error ? ashby_err_set(err, ASHBY_ENOMEM, "out of memory") : ASHBY_OK;
}

static void take_place(void *arg, const struct ashby_reply *reply)
{
	struct moving *moving = arg;

	moving->place = reply->record ? ashby_record_ref(reply->record) : NULL;
}

/* Asks for a place through the outbox: what comes is kept, and not printed. */
static int ask_place(struct moving *moving, const struct write_wish *wish)
{
	const struct write_wish once = { .force = wish->force, .wait = wish->wait };
	struct sending asking = *moving->sending;
	struct ashby_buf body;
	struct ashby_err err;
	int status;

	asking.function = ashby_catalog_find("file.createFileUploadHandle");
	asking.endpoint = asking.function->endpoint;
	asking.took = take_place;
	asking.took_arg = moving;
	ashby_buf_init(&body, 65536);
	if (place_body(&body, context_of(moving->sending->function), moving->path, &err)) {
		status = headless_fail(asking.h, &err);
	} else {
		asking.body = ashby_buf_str(&body);
		status = write_or_read(&asking, asking.function->danger, &once);
	}
	ashby_buf_release(&body);
	return status;
}

static void begin_upload(struct moving *moving)
{
	struct ashby_value results = { NULL };
	struct ashby_err err;
	char *url;

	if (moving->place)
		results = ashby_get(ashby_record_root(moving->place), "results");
	url = text_copy(ashby_get_text(results, "url"));
	if (!url || !*url || !ashby_get_text(results, "handle").len)
		ashby_err_set(&moving->err, ASHBY_EREPLY, "the reply names no place to upload to");
	else if (open_moving(moving) &&
		ashby_upload_new(&moving->download, moving->sending->session->client, url,
			ashby_get(results, "fields"), moving->path, name_of(moving->path), on_moved, moving,
			&err))
		fail(moving, &err);
	free(url);
}

int file_upload(const struct sending *sending, const char *path, struct ashby_body *body,
	const struct write_wish *wish)
{
	struct moving moving = { .sending = sending, .path = path };
	int status = ask_place(&moving, wish);

	if (status != EXIT_DONE) {
		ashby_record_unref(moving.place);
		return status;
	}
	begin_upload(&moving);
	if (!moving.err.error &&
		ashby_body_set_text(body, file_handle_param(sending->function),
			ashby_get_text(ashby_record_root(moving.place), "results.handle")))
		ashby_err_set(&moving.err, ASHBY_ENOMEM, "out of memory");
	status = end_moving(&moving);
	if (status != EXIT_DONE)
		headless_warn("the file is not in its place, so '%s' was not sent", sending->endpoint);
	return status;
}
