/*
 * transport.c: HTTP by libcurl's multi interface, driven by the loop's watches and timers. Libcurl is known here, in
 * transport_set.c and in url.c only; nothing of Ashby's envelopes, of retries or of pace is.
 *
 * An easy handle leaves the multi in two places only: where finished transfers are drained, and where an exchange is
 * freed, which nobody can do from inside a libcurl callback (only `before` runs there, and it must not call back).
 */
#include "transport.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sys.h"
#include "transport_head.h"
#include "transport_set.h"
#include "url.h"

#define HEADERS_MAX ((size_t)256 << 10)
#define CA_FILE_MAX ((size_t)8 << 20)
#define CONNECTIONS_KEPT 4L
#define OLDEST_CURL 0x075500 /* 7.85: the *_STR options */
/* OpenSSL's verdicts of a certificate that a wrong clock explains. */
#define NOT_YET_VALID 9L
#define HAS_EXPIRED 10L

struct ashby__exchange {
	struct ashby__transport *transport;
	struct ashby__exchange *prev, *next;
	CURL *easy;
	struct curl_slist *headers;
	ashby__response_fn *fn;
	void *arg;
	ashby__before_fn *before;
	void *before_arg;
	enum ashby_error before_error;
	struct ashby__response response;
	size_t header_bytes;
	unsigned sendings;
	bool write, too_long, doomed;
	curl_mime *form;
	const struct ashby__fetch *fetch; /* NULL: a call of the API */
	struct ashby__guard guard;
	size_t max, fetched; /* decoded bytes that may come, that have come */
	enum ashby_error sink_error;
	struct ashby__head head;
	char problem[CURL_ERROR_SIZE];
};

struct ashby__transport {
	struct ashby_loop *loop;
	struct ashby__transport_options options;
	struct ashby_timer *timer;
	struct ashby__exchange *exchanges;
	CURLM *multi;        /* made at the first exchange */
	struct ashby_buf ca; /* the system's authorities and those of ca_file */
	unsigned draining;
	bool broken; /* libcurl gave up on the multi: made anew for the next exchange */
	bool dead;   /* freed while draining */
};

/* ---- libcurl itself ---- */

static void *curl_calloc(size_t count, size_t size)
{
	return calloc(count, size);
}

enum ashby_error ashby__transport_global_init(struct ashby_err *err)
{
	static bool done;
	const curl_version_info_data *info;

	if (done)
		return ASHBY_OK;
	if (curl_global_init_mem(
		    CURL_GLOBAL_ALL, malloc, ashby__wiping_free, ashby__wiping_realloc, strdup, curl_calloc))
		return ashby_err_set(err, ASHBY_ENOMEM, "cannot start libcurl");
	info = curl_version_info(CURLVERSION_NOW);
	if (info->version_num < OLDEST_CURL)
		return ashby_err_set(
			err, ASHBY_ECONFIG, "libcurl %s is too old: 7.85 or newer is needed", info->version);
	if (!(info->features & CURL_VERSION_SSL) || !(info->features & CURL_VERSION_ASYNCHDNS))
		return ashby_err_set(err, ASHBY_ECONFIG,
			"libcurl %s was built without TLS or without a resolver that does not block",
			info->version);
	done = true;
	return ASHBY_OK;
}

/* ---- what came ---- */

struct verdict {
	CURLcode code;
	enum ashby_error error;
	const char *what;
};

static const struct verdict verdicts[] = {
	{ CURLE_COULDNT_RESOLVE_PROXY, ASHBY_ENET, "cannot find the proxy" },
	{ CURLE_COULDNT_RESOLVE_HOST, ASHBY_ENET, "cannot find the server" },
	{ CURLE_COULDNT_CONNECT, ASHBY_ENET, "cannot connect to the server" },
	{ CURLE_PROXY, ASHBY_ENET, "the proxy refused" },
	{ CURLE_SSL_CONNECT_ERROR, ASHBY_ENET, "cannot agree on encryption with the server" },
	{ CURLE_OPERATION_TIMEDOUT, ASHBY_ETIMEOUT, "no answer in time" },
	{ CURLE_GOT_NOTHING, ASHBY_ENET, "the server closed the connection without an answer" },
	{ CURLE_PARTIAL_FILE, ASHBY_ENET, "the connection broke in the middle of the reply" },
	{ CURLE_RECV_ERROR, ASHBY_ENET, "the connection broke" },
	{ CURLE_SEND_ERROR, ASHBY_ENET, "the connection broke" },
	{ CURLE_HTTP2, ASHBY_ENET, "the connection broke" },
	{ CURLE_HTTP2_STREAM, ASHBY_ENET, "the connection broke" },
	{ CURLE_PEER_FAILED_VERIFICATION, ASHBY_ETLS, "cannot verify the server's certificate" },
	{ CURLE_SSL_ISSUER_ERROR, ASHBY_ETLS, "cannot verify the server's certificate" },
	{ CURLE_SSL_INVALIDCERTSTATUS, ASHBY_ETLS, "cannot verify the server's certificate" },
	{ CURLE_SSL_CACERT_BADFILE, ASHBY_ETLS, "cannot use the file of certificate authorities" },
	{ CURLE_SSL_CERTPROBLEM, ASHBY_ETLS, "cannot use the certificate" },
	{ CURLE_BAD_CONTENT_ENCODING, ASHBY_EREPLY, "cannot decompress the reply" },
	{ CURLE_WEIRD_SERVER_REPLY, ASHBY_EREPLY, "the reply is not HTTP" },
	{ CURLE_UNSUPPORTED_PROTOCOL, ASHBY_EREPLY, "the reply is not HTTP" },
	{ CURLE_FILESIZE_EXCEEDED, ASHBY_ELIMIT, "the reply is too long" },
	{ CURLE_OUT_OF_MEMORY, ASHBY_ENOMEM, "out of memory" },
};

static void verdict_certificate(struct ashby__exchange *exchange)
{
	struct ashby_err *err = &exchange->response.err;
	time_t now = time(NULL);
	char clock[32] = "";
	struct tm tm;
	long verify = 0;

	curl_easy_getinfo(exchange->easy, CURLINFO_SSL_VERIFYRESULT, &verify);
	if (err->error != ASHBY_ETLS || (verify != NOT_YET_VALID && verify != HAS_EXPIRED) ||
		!gmtime_r(&now, &tm))
		return;
	strftime(clock, sizeof(clock), "%Y-%m-%d %H:%M", &tm);
	ashby_err_set(err, ASHBY_ETLS,
		"cannot verify the server's certificate: %s; this computer's clock says %s UTC",
		verify == HAS_EXPIRED ? "it has expired" : "it is not valid yet", clock);
}

/* A proxy that will not let us through answers in HTTP, before there is anything to send. */
static bool verdict_proxy(struct ashby__exchange *exchange)
{
	long http = 0;

	curl_easy_getinfo(exchange->easy, CURLINFO_HTTP_CONNECTCODE, &http);
	if (http < 300)
		return false;
	ashby_err_set(&exchange->response.err, ASHBY_ENET, "the proxy refused: HTTP %ld%s", http,
		http == 407 ? "; it wants a user name and a password in its URL, or other ones" : "");
	return true;
}

static void verdict_fill(struct ashby__exchange *exchange, CURLcode rc)
{
	const char *detail = exchange->problem[0] ? exchange->problem : curl_easy_strerror(rc);
	struct ashby_err *err = &exchange->response.err;
	size_t i;

	if (exchange->too_long) {
		ashby_err_set(err, ASHBY_ELIMIT,
			"the reply is too long: more than %zu MiB, or %zu KiB of headers",
			exchange->max >> 20, HEADERS_MAX >> 10);
		return;
	}
	if (exchange->guard.blocked) {
		ashby_err_set(err, ASHBY_EREPLY,
			"the link to the file is not followed: it leads into a private network");
		return;
	}
	if (exchange->sink_error) {
		ashby_err_set(err, exchange->sink_error, "the file cannot be written");
		return;
	}
	if (exchange->before_error) {
		ashby_err_set(err, exchange->before_error, "not sent: it could not be recorded first");
		return;
	}
	if (verdict_proxy(exchange))
		return;
	for (i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++) {
		if (verdicts[i].code != rc)
			continue;
		ashby_err_set(err, verdicts[i].error, "%s: %s", verdicts[i].what, detail);
		verdict_certificate(exchange);
		return;
	}
	ashby_err_set(err, ASHBY_ENET, "the exchange with the server failed: %s", detail);
}

static size_t on_header(char *line, size_t size, size_t count, void *arg)
{
	struct ashby__exchange *exchange = arg;
	size_t len = size * count;

	exchange->header_bytes += len;
	if (exchange->header_bytes > HEADERS_MAX) {
		exchange->too_long = true;
		return 0;
	}
	ashby__head_line(&exchange->head, &exchange->response, line, len);
	return len;
}

/* A file's bytes go on at once; what a server says instead of the file is of no use. */
static size_t pass_on(struct ashby__exchange *exchange, const char *bytes, size_t len)
{
	long http = 0;

	curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &http);
	if (http / 100 != 2 || !exchange->fetch->sink)
		return len;
	exchange->sink_error = exchange->fetch->sink(exchange->fetch->arg, bytes, len);
	return exchange->sink_error ? 0 : len;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct ashby__exchange *exchange = arg;
	size_t len = size * count;

	if (len > exchange->max - exchange->fetched) {
		exchange->too_long = true;
		return 0;
	}
	exchange->fetched += len;
	if (exchange->fetch)
		return pass_on(exchange, bytes, len);
	return ashby_buf_add(&exchange->response.body, bytes, len) ? 0 : len;
}

/* libcurl sends a request again by itself when a kept connection turns out to be closed; never so for a write. */
static int on_before(void *arg, char *there, char *here, int there_port, int here_port)
{
	struct ashby__exchange *exchange = arg;

	(void)there;
	(void)here;
	(void)there_port;
	(void)here_port;
	if (exchange->write && exchange->sendings)
		return CURL_PREREQFUNC_ABORT;
	if (exchange->before)
		exchange->before_error = exchange->before(exchange->before_arg);
	if (exchange->before_error)
		return CURL_PREREQFUNC_ABORT;
	exchange->sendings++;
	return CURL_PREREQFUNC_OK;
}

/* ---- finished transfers ---- */

static void exchange_unlink(struct ashby__exchange *exchange)
{
	struct ashby__transport *transport = exchange->transport;

	if (exchange->prev)
		exchange->prev->next = exchange->next;
	else
		transport->exchanges = exchange->next;
	if (exchange->next)
		exchange->next->prev = exchange->prev;
}

void ashby__exchange_free(struct ashby__exchange *exchange)
{
	if (!exchange)
		return;
	if (exchange->transport->multi)
		curl_multi_remove_handle(exchange->transport->multi, exchange->easy);
	curl_easy_cleanup(exchange->easy);
	curl_mime_free(exchange->form);
	curl_slist_free_all(exchange->headers);
	exchange_unlink(exchange);
	ashby_buf_release(&exchange->response.body);
	free(exchange);
}

static void exchange_end(struct ashby__exchange *exchange, CURLcode rc)
{
	struct ashby__response response;
	ashby__response_fn *fn = exchange->fn;
	void *arg = exchange->arg;
	long http = 0;

	exchange->response.sent = exchange->sendings > 0;
	curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &http);
	exchange->response.http = (int)http;
	ashby__head_end(&exchange->head, &exchange->response);
	if (exchange->response.body.error)
		rc = CURLE_OUT_OF_MEMORY;
	if (rc)
		verdict_fill(exchange, rc);
	response = exchange->response;
	ashby_buf_init(&exchange->response.body, ASHBY__BODY_MAX);
	ashby__exchange_free(exchange);
	fn(arg, &response);
	ashby_buf_release(&response.body);
}

static void transport_release(struct ashby__transport *transport)
{
	if (transport->multi)
		curl_multi_cleanup(transport->multi);
	ashby_timer_free(transport->timer);
	ashby_buf_release(&transport->ca);
	free(transport);
}

/* Every exchange fails, and the next one gets a new multi: out of memory in libcurl leaves it unusable. */
static void transport_break(struct ashby__transport *transport)
{
	struct ashby__exchange *exchange;

	for (exchange = transport->exchanges; exchange; exchange = exchange->next) {
		curl_multi_remove_handle(transport->multi, exchange->easy);
		exchange->doomed = true;
	}
	curl_multi_cleanup(transport->multi);
	transport->multi = NULL;
	transport->broken = false;
	/* Callbacks start and free exchanges, so the list is looked at anew; new ones stand before the doomed. */
	do {
		for (exchange = transport->exchanges; exchange && !exchange->doomed;)
			exchange = exchange->next;
		if (exchange)
			exchange_end(exchange, CURLE_OUT_OF_MEMORY);
	} while (exchange && !transport->dead);
}

static void transport_drain(struct ashby__transport *transport)
{
	struct ashby__exchange *exchange;
	CURLMsg *message;
	CURLcode rc;
	int left;

	transport->draining++;
	/* A callback may free any exchange, start new ones, and free the transport itself. */
	while (!transport->dead && (message = curl_multi_info_read(transport->multi, &left))) {
		if (message->msg != CURLMSG_DONE)
			continue;
		rc = message->data.result;
		exchange = NULL;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
		exchange_end(exchange, rc);
	}
	if (transport->broken && !transport->dead)
		transport_break(transport);
	transport->draining--;
	if (transport->dead && !transport->draining)
		transport_release(transport);
}

static void transport_act(struct ashby__transport *transport, curl_socket_t fd, int events)
{
	int running;

	if (!transport->multi)
		return;
	if (curl_multi_socket_action(transport->multi, fd, events, &running))
		transport->broken = true;
	transport_drain(transport);
}

static void on_timer(void *arg)
{
	transport_act(arg, CURL_SOCKET_TIMEOUT, 0);
}

static void on_watch(void *arg, int fd, unsigned events)
{
	int bits = 0;

	/* A hang-up is read, so that libcurl finds the end, or the reason, by itself. */
	if (events & (ASHBY_READABLE | ASHBY_HANGUP))
		bits |= CURL_CSELECT_IN;
	if (events & ASHBY_WRITABLE)
		bits |= CURL_CSELECT_OUT;
	transport_act(arg, fd, bits);
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket)
{
	struct ashby__transport *transport = arg;
	struct ashby_watch *watch = socket;
	unsigned events = 0;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		ashby_watch_free(watch);
		return 0;
	}
	if (what & CURL_POLL_IN)
		events |= ASHBY_READABLE;
	if (what & CURL_POLL_OUT)
		events |= ASHBY_WRITABLE;
	if (watch) {
		ashby_watch_set(watch, events);
		return 0;
	}
	if (ashby_watch_new(&watch, transport->loop, fd, events, on_watch, transport))
		return -1;
	curl_multi_assign(transport->multi, fd, watch);
	return 0;
}

static int on_timeout(CURLM *multi, long ms, void *arg)
{
	struct ashby__transport *transport = arg;

	(void)multi;
	if (ms < 0)
		ashby_timer_stop(transport->timer);
	else
		ashby_timer_start(transport->timer, ms);
	return 0;
}

/* ---- set-up ---- */

enum ashby_error ashby__transport_new(struct ashby__transport **out, struct ashby_loop *loop,
	const struct ashby__transport_options *options)
{
	struct ashby__transport *transport = calloc(1, sizeof(*transport));

	if (!transport)
		return ASHBY_ENOMEM;
	transport->loop = loop;
	transport->options = *options;
	ashby_buf_init(&transport->ca, CA_FILE_MAX);
	if (ashby_timer_new(&transport->timer, loop, on_timer, transport)) {
		free(transport);
		return ASHBY_ENOMEM;
	}
	*out = transport;
	return ASHBY_OK;
}

void ashby__transport_free(struct ashby__transport *transport)
{
	if (!transport)
		return;
	assert(!transport->exchanges);
	transport->dead = true;
	if (!transport->draining)
		transport_release(transport);
}

static enum ashby_error multi_make(struct ashby__transport *transport, struct ashby_err *err)
{
	enum ashby_error error;

	if (transport->multi)
		return ASHBY_OK;
	error = ashby__transport_global_init(err);
	if (error)
		return error;
	transport->multi = curl_multi_init();
	if (!transport->multi)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	curl_multi_setopt(transport->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(transport->multi, CURLMOPT_SOCKETDATA, transport);
	curl_multi_setopt(transport->multi, CURLMOPT_TIMERFUNCTION, on_timeout);
	curl_multi_setopt(transport->multi, CURLMOPT_TIMERDATA, transport);
	curl_multi_setopt(transport->multi, CURLMOPT_MAXCONNECTS, CONNECTIONS_KEPT);
	return ASHBY_OK;
}

static CURLcode set_callbacks(struct ashby__exchange *exchange)
{
	CURL *e = exchange->easy;
	CURLcode rc = 0;

	rc |= curl_easy_setopt(e, CURLOPT_PRIVATE, exchange);
	rc |= curl_easy_setopt(e, CURLOPT_ERRORBUFFER, exchange->problem);
	rc |= curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	rc |= curl_easy_setopt(e, CURLOPT_HEADERDATA, exchange);
	rc |= curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	rc |= curl_easy_setopt(e, CURLOPT_WRITEDATA, exchange);
	rc |= curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, on_before);
	rc |= curl_easy_setopt(e, CURLOPT_PREREQDATA, exchange);
	return rc;
}

enum ashby_error ashby__exchange_new(struct ashby__exchange **out, struct ashby__transport *transport,
	const struct ashby__request *request, ashby__response_fn *fn, void *arg, struct ashby_err *err)
{
	struct ashby__exchange *exchange;
	enum ashby_error error = multi_make(transport, err);

	if (error)
		return error;
	exchange = calloc(1, sizeof(*exchange));
	if (!exchange)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	*exchange = (struct ashby__exchange){ .transport = transport,
		.fn = fn,
		.arg = arg,
		.write = request->write,
		.before = request->before,
		.before_arg = request->before_arg,
		.fetch = request->fetch,
		.guard = { .base = transport->options.base },
		.max = request->fetch ? request->fetch->max : ASHBY__BODY_MAX,
		.next = transport->exchanges };
	ashby_buf_init(&exchange->response.body, ASHBY__BODY_MAX);
	ashby__head_forget(&exchange->head, &exchange->response);
	if (transport->exchanges)
		transport->exchanges->prev = exchange;
	transport->exchanges = exchange;
	exchange->easy = curl_easy_init();
	if (!exchange->easy)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else
		error = ashby__easy_set(exchange->easy, &transport->options, request, &transport->ca,
			&exchange->headers, err);
	if (!error && request->fetch)
		error = ashby__easy_fetch(exchange->easy, &transport->options, request->fetch,
			&exchange->guard, &exchange->form, err);
	if (!error && (set_callbacks(exchange) || curl_multi_add_handle(transport->multi, exchange->easy)))
		error = ashby_err_set(err, ASHBY_ENOMEM, "libcurl did not take the request");
	if (error) {
		ashby__exchange_free(exchange);
		return error;
	}
	*out = exchange;
	return ASHBY_OK;
}
