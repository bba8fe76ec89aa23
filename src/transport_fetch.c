/*
 * transport_fetch.c: the settings of a handle that goes to a server of somebody else's: no key, no endpoint, and a guard
 * in front of its sockets. Knows nothing of transfers under way.
 */
#include "transport_set.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "address.h"
#include "url.h"

/*
 * Runs where a name has been resolved and its address is about to be used: what a name once was, or claims to be, does
 * not matter here.
 */
static curl_socket_t open_guarded(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct ashby__guard *guard = arg;
	bool ours = guard->base->loopback &&
		(address->family == AF_UNIX || ashby__address_loopback(&address->addr));

	(void)purpose;
	if (!ours && !ashby__address_public(&address->addr)) {
		guard->blocked = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* The fields in their order, then the file: such servers want it last. */
static CURLcode make_form(CURL *e, const struct ashby__fetch *fetch, curl_mime **form)
{
	CURLcode rc = 0;
	curl_mimepart *part;

	*form = curl_mime_init(e);
	if (!*form)
		return CURLE_OUT_OF_MEMORY;
	for (const char *const *field = fetch->fields; field[0]; field += 2) {
		part = curl_mime_addpart(*form);
		if (!part)
			return CURLE_OUT_OF_MEMORY;
		rc |= curl_mime_name(part, field[0]);
		rc |= curl_mime_data(part, field[1], CURL_ZERO_TERMINATED);
	}
	part = curl_mime_addpart(*form);
	if (!part)
		return CURLE_OUT_OF_MEMORY;
	rc |= curl_mime_name(part, "file");
	rc |= curl_mime_filedata(part, fetch->file);
	rc |= curl_mime_filename(part, fetch->file_name);
	rc |= curl_mime_type(part, fetch->file_type);
	rc |= curl_easy_setopt(e, CURLOPT_MIMEPOST, *form);
	return rc;
}

enum ashby_error ashby__easy_fetch(CURL *e, const struct ashby__transport_options *o,
	const struct ashby__fetch *fetch, struct ashby__guard *guard, curl_mime **form, struct ashby_err *err)
{
	/* A proxy is where the person told us to go, and it decides what it reaches. */
	bool proxied = o->proxy && !o->base->loopback;
	CURLcode rc = 0;

	rc |= curl_easy_setopt(e, CURLOPT_URL, fetch->url);
	rc |= curl_easy_setopt(e, CURLOPT_HTTPAUTH, (long)CURLAUTH_NONE);
	rc |= curl_easy_setopt(e, CURLOPT_USERAGENT, o->agent);
	rc |= curl_easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)fetch->max);
	/* The link has been judged: of plain http only a sandbox's own gets here. */
	rc |= curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, strncmp(fetch->url, "http:", 5) ? "https" : "http");
	if (!proxied) {
		rc |= curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_guarded);
		rc |= curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, guard);
	}
	/* A sandbox behind a socket has one for its files too; what is elsewhere is not behind it. */
	if (o->base->socket && strncmp(fetch->url, "http:", 5) != 0)
		rc |= curl_easy_setopt(e, CURLOPT_UNIX_SOCKET_PATH, NULL);
	if (fetch->fields)
		rc |= make_form(e, fetch, form);
	else
		rc |= curl_easy_setopt(e, CURLOPT_HTTPGET, 1L);
	return rc ? ashby_err_set(err, ASHBY_ENOMEM, "libcurl did not take a setting") : ASHBY_OK;
}
