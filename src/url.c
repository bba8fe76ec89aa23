/*
 * url.c: which base URL may be used with which key, and the URL of an endpoint. Knows the rules, opens nothing.
 *
 * A host is compared only after libcurl has normalised it, and only plain host names and addresses pass: no
 * user-info, no path, no query, no percent-encoding, nothing outside of ASCII.
 */
#include "url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "ashby/buf.h"
#include "ashby/client.h"

#define SANDBOX_PREFIX "sandbox-"
#define UNIX_PREFIX "unix:"
#define KEY_MIN 16
#define KEY_MAX 256

static const char host_chars[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
static const char address_chars[] = "abcdef0123456789:.";
static const char key_chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

bool ashby_key_valid(const char *key)
{
	size_t len = key ? strlen(key) : 0;

	return len >= KEY_MIN && len <= KEY_MAX && strspn(key, key_chars) == len;
}

static bool host_loopback(const char *host)
{
	struct in_addr v4;
	struct in6_addr v6;
	char bare[INET6_ADDRSTRLEN];
	size_t len = strlen(host);

	if (!strcmp(host, "localhost"))
		return true;
	if (inet_pton(AF_INET, host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	if (host[0] != '[' || len < 3 || len - 1 > sizeof(bare))
		return false;
	memcpy(bare, host + 1, len - 2);
	bare[len - 2] = '\0';
	return inet_pton(AF_INET6, bare, &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

static bool host_plain(const char *host)
{
	size_t len = strlen(host);

	if (host[0] == '[')
		return len > 2 && host[len - 1] == ']' && strspn(host + 1, address_chars) == len - 2;
	return len && strspn(host, host_chars) == len;
}

static void lower(char *s)
{
	for (; *s; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s - 'A' + 'a');
}

/* A part of the URL as libcurl understood it, "" if absent; false without memory. */
static bool part_get(CURLU *url, CURLUPart part, char **out)
{
	CURLUcode rc = curl_url_get(url, part, out, 0);

	if (rc == CURLUE_OUT_OF_MEMORY)
		return false;
	if (rc)
		*out = NULL;
	return true;
}

static const char *problem_of(const char *scheme, const char *host, const char *path, const char *rest)
{
	if (!scheme || (strcmp(scheme, "https") && strcmp(scheme, "http")))
		return "it must begin with https://";
	if (!host || !host_plain(host))
		return "its host is not a plain host name or address";
	if ((path && strcmp(path, "/")) || rest)
		return "nothing may follow the host and port";
	return NULL;
}

static enum ashby_error base_fill(
	struct ashby__base *base, CURLU *url, const char *given, struct ashby_err *err)
{
	char *scheme = NULL, *host = NULL, *port = NULL, *path = NULL, *query = NULL, *fragment = NULL;
	enum ashby_error error = ASHBY_ENOMEM;
	const char *problem;
	struct ashby_buf root;

	ashby_buf_init(&root, 1024);
	if (!part_get(url, CURLUPART_SCHEME, &scheme) || !part_get(url, CURLUPART_HOST, &host) ||
		!part_get(url, CURLUPART_PORT, &port) || !part_get(url, CURLUPART_PATH, &path) ||
		!part_get(url, CURLUPART_QUERY, &query) || !part_get(url, CURLUPART_FRAGMENT, &fragment))
		goto out;
	if (host)
		lower(host);
	problem = problem_of(scheme, host, path, query ? query : fragment);
	if (problem) {
		error = ashby_err_set(err, ASHBY_ECONFIG, "cannot use the base URL '%s': %s", given, problem);
		goto out;
	}
	ashby_buf_addf(&root, "%s://%s%s%s", scheme, host, port ? ":" : "", port ? port : "");
	base->plain = !strcmp(scheme, "http");
	base->loopback = host_loopback(host);
	base->root = ashby_buf_take(&root);
	error = base->root ? ASHBY_OK : ASHBY_ENOMEM;
out:
	ashby_buf_release(&root);
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_free(path);
	curl_free(query);
	curl_free(fragment);
	return error;
}

static enum ashby_error base_unix(struct ashby__base *base, const char *path, struct ashby_err *err)
{
	if (!*path || strlen(path) >= sizeof(((struct sockaddr_un *)0)->sun_path))
		return ashby_err_set(err, ASHBY_ECONFIG,
			"cannot use the base URL 'unix:%.100s': a socket's path has 1 to %zu bytes", path,
			sizeof(((struct sockaddr_un *)0)->sun_path) - 1);
	base->root = strdup("http://localhost");
	base->socket = strdup(path);
	base->loopback = base->plain = true;
	if (base->root && base->socket)
		return ASHBY_OK;
	ashby__base_release(base);
	return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

enum ashby_error ashby__base_init(struct ashby__base *base, const char *base_url, struct ashby_err *err)
{
	const char *given = base_url && *base_url ? base_url : ASHBY__HOME_URL;
	enum ashby_error error;
	CURLUcode rc;
	CURLU *url;

	*base = (struct ashby__base){ .root = NULL };
	if (!strncmp(given, UNIX_PREFIX, strlen(UNIX_PREFIX)))
		return base_unix(base, given + strlen(UNIX_PREFIX), err);
	url = curl_url();
	if (!url)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	rc = curl_url_set(url, CURLUPART_URL, given, CURLU_DISALLOW_USER);
	if (rc == CURLUE_OUT_OF_MEMORY)
		error = ASHBY_ENOMEM;
	else if (rc == CURLUE_USER_NOT_ALLOWED)
		/* Not quoted: what stands there may be a key. */
		error = ashby_err_set(
			err, ASHBY_ECONFIG, "cannot use the base URL: it has a user name in it");
	else if (rc)
		error = ashby_err_set(err, ASHBY_ECONFIG,
			"cannot use the base URL '%s': it is not of the form https://HOST[:PORT] or "
			"unix:PATH",
			given);
	else
		error = base_fill(base, url, given, err);
	curl_url_cleanup(url);
	if (error == ASHBY_ENOMEM)
		ashby_err_set(err, error, "out of memory");
	return error;
}

void ashby__base_release(struct ashby__base *base)
{
	free(base->root);
	free(base->socket);
	*base = (struct ashby__base){ .root = NULL };
}

enum ashby_error ashby__base_admits(const struct ashby__base *base, const char *key, struct ashby_err *err)
{
	if (!base->plain)
		return ASHBY_OK;
	if (!base->loopback)
		return ashby_err_set(err, ASHBY_ECONFIG,
			"cannot use the base URL '%s': plain http is for this machine only; use https",
			base->root);
	if (key && strncmp(key, SANDBOX_PREFIX, strlen(SANDBOX_PREFIX)))
		return ashby_err_set(err, ASHBY_ECONFIG,
			"a real key is not sent unencrypted to '%s': only keys that begin with "
			"'" SANDBOX_PREFIX "' are",
			base->socket ? base->socket : base->root);
	return ASHBY_OK;
}

enum ashby_error ashby_url_check(const char *base_url, const char *key, struct ashby_err *err)
{
	struct ashby__base base;
	enum ashby_error error = ashby__base_init(&base, base_url, err);

	if (!error)
		error = ashby__base_admits(&base, key, err);
	ashby__base_release(&base);
	return error;
}

enum ashby_error ashby__base_join(char **out, const struct ashby__base *base, const char *endpoint)
{
	enum ashby_error error = ASHBY_ENOMEM;
	char path[160], *text = NULL, *copy;
	CURLU *url = curl_url();
	CURLUcode rc;

	if (!url)
		return ASHBY_ENOMEM;
	snprintf(path, sizeof(path), "/%s", endpoint);
	rc = curl_url_set(url, CURLUPART_URL, base->root, CURLU_DISALLOW_USER);
	if (!rc)
		rc = curl_url_set(url, CURLUPART_PATH, path, CURLU_URLENCODE);
	if (!rc)
		rc = curl_url_get(url, CURLUPART_URL, &text, 0);
	if (rc && rc != CURLUE_OUT_OF_MEMORY)
		error = ASHBY_EUSAGE;
	copy = text ? strdup(text) : NULL;
	if (copy) {
		*out = copy;
		error = ASHBY_OK;
	}
	curl_free(text);
	curl_url_cleanup(url);
	return error;
}

bool ashby__proxy_valid(const char *given)
{
	static const char *const schemes[] = { "http", "https", "socks5", "socks5h" };
	CURLU *url = curl_url();
	char *scheme = NULL;
	bool valid = false;
	size_t i;

	if (url && !curl_url_set(url, CURLUPART_URL, given, CURLU_NON_SUPPORT_SCHEME) &&
		!curl_url_get(url, CURLUPART_SCHEME, &scheme, 0))
		for (i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
			valid = valid || !strcmp(scheme, schemes[i]);
	curl_free(scheme);
	curl_url_cleanup(url);
	return valid;
}
