/*
 * download.c: a file from a link to the disk, or from the disk to a link: redirects, the new file, the marks that it
 * must bear. Has a transport of its own, so that nothing of the API's connections or of the key can get there.
 */
#include "ashby/download.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "magic.h"
#include "session.h"

#define REDIRECTS_MAX 3
#define TIMEOUT_MS 600000 /* of the whole file; a link that stands still is given up much earlier */
#define FIELDS_MAX 64

struct ashby_download {
	struct ashby_client *client;
	struct ashby__transport *transport;
	struct ashby__exchange *exchange;
	struct ashby__fetch fetch;
	ashby_download_fn *fn;
	void *arg;
	char *url, *path, *name;
	int fd;    /* of a download, -1 before and after */
	bool made; /* the file is there because of us, and not yet whole */
	int redirects;
	size_t bytes;
	char head[ASHBY__MAGIC_BYTES]; /* the file's first bytes */
	size_t head_len;
	int write_errno;
	char *fields[2 * FIELDS_MAX + 1]; /* of an upload */
};

void ashby_download_free(struct ashby_download *download)
{
	if (!download)
		return;
	ashby__exchange_free(download->exchange);
	ashby__transport_free(download->transport);
	if (download->fd >= 0)
		close(download->fd);
	/* Half a resume looks like a resume. */
	if (download->made)
		unlink(download->path);
	for (size_t i = 0; download->fields[i]; i++)
		free(download->fields[i]);
	free(download->url);
	free(download->path);
	free(download->name);
	free(download);
}

/* ---- the file ---- */

static enum ashby_error file_make(struct ashby_download *download, struct ashby_err *err)
{
	download->fd =
		open(download->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
	if (download->fd < 0 && errno == EEXIST)
		return ashby_err_set(err, ASHBY_ELOCAL,
			"'%s' is there already, and nothing is written over: name another file",
			download->path);
	if (download->fd < 0)
		return ashby_err_set(
			err, ASHBY_ELOCAL, "cannot make '%s': %s", download->path, strerror(errno));
	download->made = true;
	return ASHBY_OK;
}

static enum ashby_error on_bytes(void *arg, const char *bytes, size_t len)
{
	struct ashby_download *download = arg;
	size_t room = sizeof(download->head) - download->head_len, done = 0;

	if (room > len)
		room = len;
	memcpy(download->head + download->head_len, bytes, room);
	download->head_len += room;
	while (done < len) {
		ssize_t n = write(download->fd, bytes + done, len - done);

		if (n < 0 && errno != EINTR) {
			download->write_errno = errno;
			return ASHBY_ELOCAL;
		}
		done += n > 0 ? (size_t)n : 0;
	}
	download->bytes += len;
	return ASHBY_OK;
}

/* The file is whole: is it what its name says, and on the disk? */
static enum ashby_error file_close(struct ashby_download *download, struct ashby_err *err)
{
	const char *kind = ashby__magic_broken(download->path, download->head, download->head_len);
	int fd = download->fd;
	bool good;

	if (!download->bytes)
		return ashby_err_set(err, ASHBY_EREPLY, "the file is empty, so it is not kept");
	if (kind)
		return ashby_err_set(err, ASHBY_EREPLY,
			"the file is no %s, as '%s' would say: give the file another ending", kind,
			download->path);
	good = fsync(fd) == 0 || errno == EINVAL || errno == EROFS;
	download->fd = -1;
	good = close(fd) == 0 && good;
	if (!good)
		return ashby_err_set(
			err, ASHBY_ELOCAL, "cannot write '%s': %s", download->path, strerror(errno));
	download->made = false;
	return ASHBY_OK;
}

/* ---- the exchange ---- */

static void on_response(void *arg, struct ashby__response *response);

static enum ashby_error go(struct ashby_download *download, struct ashby_err *err)
{
	const struct ashby__request request = { .fetch = &download->fetch,
		.write = download->fetch.fields != NULL };

	download->fetch.url = download->url;
	return ashby__exchange_new(
		&download->exchange, download->transport, &request, on_response, download, err);
}

static enum ashby_error redirect(
	struct ashby_download *download, const struct ashby__response *response, struct ashby_err *err)
{
	char *next = NULL;
	enum ashby_error error;

	if (download->fetch.fields || !response->location[0])
		return ashby_err_set(
			err, ASHBY_ESERVER, "the file's server answers with HTTP %d", response->http);
	if (download->redirects++ == REDIRECTS_MAX)
		return ashby_err_set(err, ASHBY_ESERVER,
			"the link to the file leads from one to the next: "
			"more than %d redirects",
			REDIRECTS_MAX);
	error = ashby__link_follow(&next, &download->client->base, download->url, response->location, err);
	if (error)
		return error;
	free(download->url);
	download->url = next;
	return go(download, err);
}

static enum ashby_error judge(
	struct ashby_download *download, const struct ashby__response *response, struct ashby_err *err)
{
	if (response->err.error) {
		*err = response->err;
		if (download->write_errno)
			ashby_err_set(err, ASHBY_ELOCAL, "cannot write '%s': %s", download->path,
				strerror(download->write_errno));
		return err->error;
	}
	if (response->http / 100 == 2)
		return download->fetch.fields ? ASHBY_OK : file_close(download, err);
	ashby_err_set(err, ASHBY_ESERVER, "the file's server answers with HTTP %d%s", response->http,
		response->http == 403 || response->http == 410
			? ": its links live for minutes only; ask for a new one"
			: "");
	err->http = response->http;
	return err->error;
}

static void on_response(void *arg, struct ashby__response *response)
{
	struct ashby_download *download = arg;
	struct ashby_err err = { .error = ASHBY_OK };

	download->exchange = NULL;
	if (!response->err.error && response->http / 100 == 3) {
		if (!redirect(download, response, &err))
			return;
	} else {
		judge(download, response, &err);
	}
	download->fn(download->arg, &err, err.error ? 0 : download->bytes);
}

/* ---- beginning ---- */

static enum ashby_error make(struct ashby_download **out, struct ashby_client *client, const char *url,
	const char *path, ashby_download_fn *fn, void *arg, struct ashby_err *err)
{
	const struct ashby__transport_options options = {
		.base = &client->base,
		.agent = client->agent,
		.proxy = client->proxy,
		.ca_file = client->ca_file,
		.connect_timeout_ms = 10000,
		.timeout_ms = TIMEOUT_MS,
		.write_timeout_ms = TIMEOUT_MS,
		.low_speed_s = 30,
	};
	struct ashby_download *download = calloc(1, sizeof(*download));
	enum ashby_error error;

	if (!download)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	*download = (struct ashby_download){ .client = client, .fn = fn, .arg = arg, .fd = -1 };
	download->path = strdup(path);
	error = ashby__link_follow(&download->url, &client->base, NULL, url, err);
	if (!error && (!download->path || ashby__transport_new(&download->transport, client->loop, &options)))
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	download->fetch.max = ASHBY_DOWNLOAD_MAX;
	if (error)
		ashby_download_free(download);
	else
		*out = download;
	return error;
}

enum ashby_error ashby_download_new(struct ashby_download **out, struct ashby_client *client, const char *url,
	const char *path, ashby_download_fn *fn, void *arg, struct ashby_err *err)
{
	struct ashby_download *download;
	enum ashby_error error = make(&download, client, url, path, fn, arg, err);

	if (error)
		return error;
	download->fetch.sink = on_bytes;
	download->fetch.arg = download;
	error = file_make(download, err);
	if (!error)
		error = go(download, err);
	if (error)
		ashby_download_free(download);
	else
		*out = download;
	return error;
}

/* ---- uploading ---- */

static char *text_dup(struct ashby_text text)
{
	char *copy = malloc(text.len + 1);

	if (!copy)
		return NULL;
	if (text.len)
		memcpy(copy, text.raw, text.len);
	copy[text.len] = '\0';
	return copy;
}

static enum ashby_error fields_take(
	struct ashby_download *download, struct ashby_value fields, struct ashby_err *err)
{
	size_t at = 0;

	if (ashby_value_count(fields) > FIELDS_MAX)
		return ashby_err_set(
			err, ASHBY_ELIMIT, "the form of the upload has more than %d fields", FIELDS_MAX);
	for (struct ashby_value f = ashby_value_first(fields); ashby_type(f) != ASHBY_ABSENT;
		f = ashby_value_next(f)) {
		download->fields[at] = text_dup(ashby_value_key(f));
		if (!download->fields[at])
			return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
		download->fields[++at] = text_dup(ashby_value_text(f));
		if (!download->fields[at++])
			return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	return ASHBY_OK;
}

static enum ashby_error file_look(struct ashby_download *download, struct ashby_err *err)
{
	struct stat st;

	if (stat(download->path, &st))
		return ashby_err_set(
			err, ASHBY_ELOCAL, "cannot read '%s': %s", download->path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return ashby_err_set(err, ASHBY_ELOCAL, "'%s' is no file", download->path);
	if (st.st_size <= 0 || (size_t)st.st_size > ASHBY_DOWNLOAD_MAX)
		return ashby_err_set(err, ASHBY_ELOCAL, "'%s' has %lld bytes: it must have 1 to %zu MiB",
			download->path, (long long)st.st_size, ASHBY_DOWNLOAD_MAX >> 20);
	download->bytes = (size_t)st.st_size;
	return ASHBY_OK;
}

enum ashby_error ashby_upload_new(struct ashby_download **out, struct ashby_client *client, const char *url,
	struct ashby_value fields, const char *path, const char *name, ashby_download_fn *fn, void *arg,
	struct ashby_err *err)
{
	struct ashby_download *upload;
	enum ashby_error error = make(&upload, client, url, path, fn, arg, err);

	if (error)
		return error;
	upload->name = strdup(name);
	if (!upload->name)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	if (!error)
		error = file_look(upload, err);
	if (!error)
		error = fields_take(upload, fields, err);
	upload->fetch.fields = (const char *const *)upload->fields;
	upload->fetch.file = upload->path;
	upload->fetch.file_name = upload->name;
	upload->fetch.file_type = ashby_media_type(path);
	if (!error)
		error = go(upload, err);
	if (error)
		ashby_download_free(upload);
	else
		*out = upload;
	return error;
}
