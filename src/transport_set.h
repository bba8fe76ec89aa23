/* transport_set.h: the settings of an easy handle. For transport.c only. */
#ifndef ASHBY_TRANSPORT_SET_H
#define ASHBY_TRANSPORT_SET_H

#include <curl/curl.h>
#include "transport.h"

#define ASHBY__BODY_MAX ((size_t)16 << 20) /* decoded bytes of a reply */

/*
 * Sets everything but the callbacks. ca keeps the certificate authorities from one handle to the next, headers
 * must live as long as the handle; libcurl copies the rest but the request's body.
 */
enum ashby_error ashby__easy_set(CURL *easy, const struct ashby__transport_options *options,
	const struct ashby__request *request, struct ashby_buf *ca, struct curl_slist **headers,
	struct ashby_err *err);

#endif
