/* transport_set.h: the settings of an easy handle. For transport.c only. */
#ifndef ASHBY_TRANSPORT_SET_H
#define ASHBY_TRANSPORT_SET_H

#include <curl/curl.h>
#include "transport.h"

#define ASHBY__BODY_MAX ((size_t)16 << 20) /* decoded bytes of a reply */

/* What the sockets of a fetch may be connected to; blocked: one was asked for that they may not. */
struct ashby__guard {
	const struct ashby__base *base;
	bool blocked;
};

/*
 * Sets everything but the callbacks. ca keeps the certificate authorities from one handle to the next, headers
 * must live as long as the handle; libcurl copies the rest but the request's body.
 */
enum ashby_error ashby__easy_set(CURL *easy, const struct ashby__transport_options *options,
	const struct ashby__request *request, struct ashby_buf *ca, struct curl_slist **headers,
	struct ashby_err *err);

/* Over ashby__easy_set: the link in place of the endpoint, no key, the guard, the form of an upload. */
enum ashby_error ashby__easy_fetch(CURL *easy, const struct ashby__transport_options *options,
	const struct ashby__fetch *fetch, struct ashby__guard *guard, curl_mime **form,
	struct ashby_err *err);

#endif
