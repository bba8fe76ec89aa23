/*
 * url_fetch.c: which links of others may be followed, and where a redirect leads. Knows the rules, opens nothing.
 */
#include "url.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "address.h"

/* Part of the URL, "" without memory or if it is not there. */
static char *part(CURLU *url, CURLUPart which)
{
	char *text = NULL;

	if (curl_url_get(url, which, &text, 0))
		return NULL;
	return text;
}

static bool is_sandbox_link(const struct ashby__base *base, const char *scheme, const char *host)
{
	return base->plain && base->loopback && !strcmp(scheme, "http") &&
		(!strcasecmp(host, "localhost") || !strncmp(host, "127.", 4) || !strcmp(host, "[::1]"));
}

/* Why a link is not followed, or NULL. */
static const char *problem_of(const struct ashby__base *base, const char *scheme, const char *host)
{
	if (!scheme || !host || !*host)
		return "it is no link to a server";
	if (is_sandbox_link(base, scheme, host))
		return NULL;
	if (strcmp(scheme, "https") != 0)
		return "it is not https";
	if (!base->loopback && !ashby__host_public(host))
		return "it leads into a private network";
	return NULL;
}

/* The host only: such links are secrets. */
static enum ashby_error refuse(const char *host, const char *problem, struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_EREPLY, "the link to the file (at '%.100s') is not followed: %s",
		host ? host : "?", problem);
}

static enum ashby_error judge(char **out, const struct ashby__base *base, CURLU *url, struct ashby_err *err)
{
	char *scheme = part(url, CURLUPART_SCHEME), *host = part(url, CURLUPART_HOST);
	char *whole = part(url, CURLUPART_URL);
	const char *problem = problem_of(base, scheme, host);
	enum ashby_error error = ASHBY_OK;

	if (problem) {
		error = refuse(host, problem, err);
	} else {
		*out = whole ? strdup(whole) : NULL;
		if (!*out)
			error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(whole);
	return error;
}

enum ashby_error ashby__link_follow(
	char **out, const struct ashby__base *base, const char *from, const char *to, struct ashby_err *err)
{
	CURLU *url = curl_url();
	enum ashby_error error;
	CURLUcode rc = 0;

	if (!url)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	for (const char *at = to; *at; at++)
		if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7F)
			rc = CURLUE_MALFORMED_INPUT;
	if (!rc && from)
		rc = curl_url_set(url, CURLUPART_URL, from, CURLU_DISALLOW_USER);
	/* Over what is there already, a relative one is resolved against it. */
	if (!rc)
		rc = curl_url_set(url, CURLUPART_URL, to, CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME);
	if (rc == CURLUE_OUT_OF_MEMORY)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else if (rc)
		error = refuse(NULL,
			rc == CURLUE_USER_NOT_ALLOWED ? "it has a user name in it"
						      : "it is no link to a server",
			err);
	else
		error = judge(out, base, url, err);
	curl_url_cleanup(url);
	return error;
}
