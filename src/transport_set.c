/*
 * transport_set.c: every setting of an easy handle, in one place, so that none can be forgotten for one kind of
 * request. Knows nothing of transfers under way.
 */
#include "transport_set.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "url.h"

#define LOW_SPEED_BYTES 100L

static enum ashby_error file_add(struct ashby_buf *out, const char *path)
{
	FILE *file = fopen(path, "re");
	char *room;
	size_t got;

	if (!file)
		return ASHBY_ELOCAL;
	while ((room = ashby_buf_room(out, 65536)) && (got = fread(room, 1, 65536, file)) > 0)
		out->len += got;
	if (ferror(file) && !out->error)
		out->error = ASHBY_ELOCAL;
	fclose(file);
	ashby_buf_addc(out, '\n');
	return out->error;
}

/* libcurl takes one bundle only, so the system's and the private one are joined. */
static enum ashby_error ca_read(struct ashby_buf *ca, CURL *easy, const char *own, struct ashby_err *err)
{
	char *bundle = NULL;

	if (!own || ca->len)
		return ASHBY_OK;
	curl_easy_getinfo(easy, CURLINFO_CAINFO, &bundle);
	/* A system may keep its authorities in a folder only: that one stays in use beside the blob. */
	if (bundle && file_add(ca, bundle))
		ashby_buf_release(ca);
	if (!file_add(ca, own))
		return ASHBY_OK;
	ashby_buf_release(ca);
	return ashby_err_set(err, ASHBY_ECONFIG, "cannot read the ca-file '%s': %s", own, strerror(errno));
}

/* Failures of the setters add up in rc: they are out of memory or an option this libcurl does not have. */
static CURLcode set_limits(CURL *e, const struct ashby__transport_options *o, bool write)
{
	CURLcode rc = 0;

	rc |= curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	rc |= curl_easy_setopt(e, CURLOPT_QUICK_EXIT, 1L);
	rc |= curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_timeout_ms);
	rc |= curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)(write ? o->write_timeout_ms : o->timeout_ms));
	rc |= curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, LOW_SPEED_BYTES);
	rc |= curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, (long)o->low_speed_s);
	rc |= curl_easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)ASHBY__BODY_MAX);
	rc |= curl_easy_setopt(e, CURLOPT_MAXAGE_CONN, 60L);
	rc |= curl_easy_setopt(e, CURLOPT_MAXLIFETIME_CONN, 600L);
	return rc;
}

static CURLcode set_features_off(CURL *e, const char *protocols)
{
	CURLcode rc = 0;

	rc |= curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, protocols);
	rc |= curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "https");
	rc |= curl_easy_setopt(e, CURLOPT_DEFAULT_PROTOCOL, "https");
	rc |= curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	rc |= curl_easy_setopt(e, CURLOPT_UNRESTRICTED_AUTH, 0L);
	rc |= curl_easy_setopt(e, CURLOPT_POSTREDIR, 0L);
	rc |= curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	rc |= curl_easy_setopt(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	rc |= curl_easy_setopt(e, CURLOPT_HTTP09_ALLOWED, 0L);
	rc |= curl_easy_setopt(e, CURLOPT_FAILONERROR, 0L);
	rc |= curl_easy_setopt(e, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	return rc;
}

static CURLcode set_tls(CURL *e, const struct ashby_buf *ca)
{
	struct curl_blob blob = { .data = ca->data, .len = ca->len, .flags = CURL_BLOB_NOCOPY };
	CURLcode rc = 0;

	rc |= curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L);
	rc |= curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L);
	rc |= curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (ca->len)
		rc |= curl_easy_setopt(e, CURLOPT_CAINFO_BLOB, &blob);
	return rc;
}

static CURLcode set_way(CURL *e, const struct ashby__transport_options *o)
{
	CURLcode rc = 0;

	if (o->base->socket)
		rc |= curl_easy_setopt(e, CURLOPT_UNIX_SOCKET_PATH, o->base->socket);
	/* "" also keeps libcurl from looking into the environment; loopback never takes a detour. */
	if (!o->proxy || o->base->loopback)
		rc |= curl_easy_setopt(e, CURLOPT_PROXY, "");
	else if (strcmp(o->proxy, "env"))
		rc |= curl_easy_setopt(e, CURLOPT_PROXY, o->proxy);
	return rc;
}

/* A write: on a fresh connection that is not used again, where libcurl has no reason to send it twice. */
static CURLcode set_once(CURL *e)
{
	CURLcode rc = 0;

	rc |= curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L);
	rc |= curl_easy_setopt(e, CURLOPT_FORBID_REUSE, 1L);
	rc |= curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	return rc;
}

static CURLcode set_request(CURL *e, const struct ashby__request *request, const char *agent)
{
	CURLcode rc = 0;

	rc |= curl_easy_setopt(e, CURLOPT_POST, 1L);
	rc |= curl_easy_setopt(e, CURLOPT_POSTFIELDS, request->body);
	rc |= curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_len);
	rc |= curl_easy_setopt(e, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	rc |= curl_easy_setopt(e, CURLOPT_USERNAME, request->key);
	rc |= curl_easy_setopt(e, CURLOPT_PASSWORD, "");
	rc |= curl_easy_setopt(e, CURLOPT_USERAGENT, agent);
	rc |= curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "gzip");
	return rc;
}

static bool header_add(struct curl_slist **headers, const char *line)
{
	struct curl_slist *list = curl_slist_append(*headers, line);

	if (list)
		*headers = list;
	return list != NULL;
}

static bool headers_make(struct curl_slist **headers, const char *on_behalf, bool ours)
{
	char line[160];

	if (!ours)
		return header_add(headers, "Accept: */*") && header_add(headers, "Expect:");
	snprintf(line, sizeof(line), "X-On-Behalf-Of: %s", on_behalf ? on_behalf : "");
	return header_add(headers, "Accept: application/json; version=1") &&
		header_add(headers, "Content-Type: application/json") && header_add(headers, "Expect:") &&
		(!on_behalf || header_add(headers, line));
}

enum ashby_error ashby__easy_set(CURL *e, const struct ashby__transport_options *o,
	const struct ashby__request *request, struct ashby_buf *ca, struct curl_slist **headers,
	struct ashby_err *err)
{
	enum ashby_error error = ca_read(ca, e, o->ca_file, err);
	CURLcode rc = 0;
	char *url;

	if (error)
		return error;
	if (!headers_make(headers, request->on_behalf, !request->fetch))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	if (!request->fetch) {
		error = ashby__base_join(&url, o->base, request->endpoint);
		if (error)
			return ashby_err_set(err, error, "no URL can be made of '%s'", request->endpoint);
		rc |= curl_easy_setopt(e, CURLOPT_URL, url);
		free(url);
	}
	rc |= set_limits(e, o, request->write);
	rc |= set_features_off(e, o->base->plain ? "http" : "https");
	rc |= set_tls(e, ca);
	rc |= set_way(e, o);
	if (!request->fetch)
		rc |= set_request(e, request, o->agent);
	rc |= curl_easy_setopt(e, CURLOPT_HTTPHEADER, *headers);
	if (request->write)
		rc |= set_once(e);
	return rc ? ashby_err_set(err, ASHBY_ENOMEM, "libcurl did not take a setting") : ASHBY_OK;
}
