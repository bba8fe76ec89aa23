/*
 * download.h: a file from the link that file.info gives into a new file of ours, and a file of ours to the place that
 * file.createFileUploadHandle gives. Such links lead to servers of others: they get no key, and nothing inside of a
 * private network is asked.
 */
#ifndef ASHBY_DOWNLOAD_H
#define ASHBY_DOWNLOAD_H

#include <stddef.h>
#include "ashby/client.h"
#include "ashby/error.h"
#include "ashby/record.h"

#define ASHBY_DOWNLOAD_MAX ((size_t)50 << 20) /* bytes of a file, either way */

struct ashby_download;
/* err->error is 0 when the whole file is there, bytes long. Runs once, never before the start has returned. */
typedef void ashby_download_fn(void *arg, const struct ashby_err *err, size_t bytes);

/*
 * Fetches url into path, which must not exist: made 0600, gone again if anything fails, so a file that is there is
 * whole. Only https (and plain http between this machine's own sandbox and us), three redirects at most, no address of
 * a private network; what the file begins with must fit the name's extension.
 */
enum ashby_error ashby_download_new(struct ashby_download **out, struct ashby_client *client, const char *url,
	const char *path, ashby_download_fn *fn, void *arg, struct ashby_err *err);
/*
 * Posts the file at path to url, as a form of all fields (an object of strings) and then the file. name is what it is
 * called there. Under the same rules; a redirect is an error.
 */
enum ashby_error ashby_upload_new(struct ashby_download **out, struct ashby_client *client, const char *url,
	struct ashby_value fields, const char *path, const char *name, ashby_download_fn *fn, void *arg,
	struct ashby_err *err);
/* Stops it without a callback; also from inside of the callback. Accepts NULL. */
void ashby_download_free(struct ashby_download *download);

/* The media type that a file's extension stands for; "application/octet-stream" if none is known. */
const char *ashby_media_type(const char *path);

#endif
