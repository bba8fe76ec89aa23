/* http.c: connections, the loop, delays. What is answered is request.c's. */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "listen.h"
#include "request.h"

/* The longest file, and the form around it. */
#define BODY_MAX (26u << 20)
#define DRIP_MS 250

/* ---- the loop ---- */

static void run(void *arg)
{
	struct server *server = arg;
	MHD_UNSIGNED_LONG_LONG wait = 0;

	/* What is ready now is done now, but the loop has others to serve. */
	for (unsigned i = 0; i < 16; i++) {
		MHD_run(server->daemon);
		if (MHD_get_timeout(server->daemon, &wait) != MHD_YES) {
			ashby_timer_stop(server->timer);
			return;
		}
		if (wait > 0)
			break;
	}
	ashby_timer_start(server->timer, (int64_t)wait);
}

static void readable(void *arg, int fd, unsigned events)
{
	(void)fd;
	(void)events;
	run(arg);
}

/* ---- delays ---- */

static void wake(void *arg)
{
	struct request *request = arg;

	request->suspended = false;
	MHD_resume_connection(request->connection);
	run(request->server);
}

void request_suspend(struct request *request)
{
	request->suspended = true;
	MHD_suspend_connection(request->connection);
}

static bool delay(struct request *request, int64_t ms)
{
	if (!request->timer && ashby_timer_new(&request->timer, request->server->loop, wake, request))
		return false;
	request_suspend(request);
	ashby_timer_start(request->timer, ms);
	return true;
}

/* ---- sending ---- */

static ssize_t drip(void *arg, uint64_t at, char *out, size_t max)
{
	struct request *request = arg;
	size_t n = request->reply.len - (size_t)at;

	if (!n)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (!request->allowance) {
		/* A quarter of a second's bytes; the connection sleeps, not the program. */
		request->allowance = (size_t)(request->fault.number + 3) / 4;
		if (!request->server->closing && delay(request, DRIP_MS))
			return 0;
		return MHD_CONTENT_READER_END_WITH_ERROR;
	}
	if (n > request->allowance)
		n = request->allowance;
	if (n > max)
		n = max;
	memcpy(out, request->reply.data + at, n);
	request->allowance -= n;
	return (ssize_t)n;
}

static void add_headers(const struct request *request, struct MHD_Response *response)
{
	MHD_add_response_header(response, "Content-Type", request->type);
	MHD_add_response_header(response, "x-ashby-request-id", request->id);
	MHD_add_response_header(response, "Ashby-Version", "2026-01-01");
	MHD_add_response_header(response, "Ashby-Version-Status", "current");
	if (request->retry_after)
		MHD_add_response_header(response, "Retry-After", request->retry_after);
	if (request->status == 401)
		MHD_add_response_header(response, "WWW-Authenticate", "Basic realm=\"Ashby\"");
	if (request->fault.kind == FAULT_REDIRECT)
		MHD_add_response_header(response, "Location", request->fault.argument);
	if (request->fault.kind == FAULT_CLOSE)
		MHD_add_response_header(response, "Connection", "close");
	if (request->fault.kind == FAULT_BOMB)
		MHD_add_response_header(response, "Content-Encoding", "gzip");
}

static enum MHD_Result deliver(struct request *request)
{
	struct MHD_Response *response;
	enum MHD_Result done;

	if (request->fault.kind == FAULT_DRIP)
		response = MHD_create_response_from_callback(request->reply.len, 1024, drip, request, NULL);
	else
		response = MHD_create_response_from_buffer(
			request->reply.len, request->reply.data, MHD_RESPMEM_PERSISTENT);
	if (!response)
		return MHD_NO;
	add_headers(request, response);
	done = MHD_queue_response(request->connection, (unsigned)request->status, response);
	MHD_destroy_response(response);
	return done;
}

static bool is_cut(enum fault_kind kind)
{
	static const enum fault_kind cuts[] = { FAULT_CUT_BEFORE, FAULT_CUT_AFTER, FAULT_CUT_STATUS,
		FAULT_CUT_HEADERS, FAULT_CUT_BODY, FAULT_GARBAGE, FAULT_HEADERS, FAULT_RESET };

	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++)
		if (cuts[i] == kind)
			return true;
	return false;
}

static enum MHD_Result finish(struct request *request)
{
	if (request->server->closing)
		return MHD_NO;
	request_answer(request);
	if (request->fault.kind == FAULT_STALL) {
		request_suspend(request);
		return MHD_YES;
	}
	if (!is_cut(request->fault.kind))
		return deliver(request);
	if (request->fault.kind != FAULT_CUT_BEFORE && request->fault.kind != FAULT_CUT_AFTER)
		request_cut(request);
	return MHD_NO;
}

/* ---- receiving ---- */

static struct request *request_new(
	struct server *server, struct MHD_Connection *connection, const char *path, const char *method)
{
	struct request *request = calloc(1, sizeof(*request));

	if (!request)
		return NULL;
	request->server = server;
	request->connection = connection;
	request->post = strcmp(method, "POST") == 0;
	snprintf(request->path, sizeof(request->path), "%s", path);
	ashby_buf_init(&request->body, BODY_MAX);
	ashby_buf_init(&request->reply, ASHBY_BUF_MAX);
	request_name(request);
	request->link = &server->requests;
	request->next = server->requests;
	if (request->next)
		request->next->link = &request->next;
	server->requests = request;
	return request;
}

static void request_free(struct request *request)
{
	*request->link = request->next;
	if (request->next)
		request->next->link = request->link;
	ashby_timer_free(request->timer);
	ashby_buf_release(&request->body);
	ashby_buf_release(&request->reply);
	free(request);
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *size, void **state)
{
	struct server *server = cls;
	struct request *request = *state;

	(void)version;
	if (!request) {
		*state = request_new(server, connection, url, method);
		return *state ? MHD_YES : MHD_NO;
	}
	if (*size) {
		if (ashby_buf_add(&request->body, data, *size))
			request->too_long = true;
		*size = 0;
		return MHD_YES;
	}
	/* Called again after a stall that has ended because the server does. */
	if (request->status || request->fault.kind == FAULT_STALL)
		return MHD_NO;
	if (!request->delayed) {
		request->delayed = true;
		request->fault = faults_next(server->faults, url[0] == '/' ? url + 1 : url);
		if (server->options.latency_ms > 0 && !server->closing &&
			delay(request, server->options.latency_ms))
			return MHD_YES;
	}
	return finish(request);
}

static void completed(
	void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why)
{
	(void)cls;
	(void)connection;
	(void)why;
	if (*state)
		request_free(*state);
	*state = NULL;
}

static enum MHD_Result accept_policy(void *cls, const struct sockaddr *address, socklen_t len)
{
	struct server *server = cls;

	(void)address;
	(void)len;
	return faults_refuse(server->faults) ? MHD_NO : MHD_YES;
}

/* ---- life ---- */

static enum ashby_error open_socket(struct server *server, int *fd, struct ashby_err *err)
{
	enum ashby_error error;
	int port = server->options.port;

	if (server->options.unix_path) {
		snprintf(server->address, sizeof(server->address), "unix:%s", server->options.unix_path);
		snprintf(server->base_url, sizeof(server->base_url), "http://localhost");
		return listen_unix(fd, server->options.unix_path, err);
	}
	error = listen_port(fd, &port, err);
	snprintf(server->address, sizeof(server->address), "http%s://127.0.0.1:%d",
		server->options.tls ? "s" : "", port);
	snprintf(server->base_url, sizeof(server->base_url), "%s", server->address);
	return error;
}

static enum ashby_error start(struct server *server, int fd, struct ashby_err *err)
{
	struct MHD_OptionItem tls[] = { { MHD_OPTION_END, 0, NULL }, { MHD_OPTION_END, 0, NULL },
		{ MHD_OPTION_END, 0, NULL } };
	const union MHD_DaemonInfo *info;

	if (server->options.tls) {
		tls[0] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, server->options.tls };
		tls[1] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, server->options.tls };
	}
	server->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | (server->options.tls ? MHD_USE_TLS : 0), 0,
		accept_policy, server, handle, server, MHD_OPTION_ARRAY, tls, MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_NOTIFY_COMPLETED, completed, server, MHD_OPTION_CONNECTION_LIMIT, 512u,
		MHD_OPTION_END);
	if (!server->daemon) {
		close(fd);
		return ashby_err_set(err, ASHBY_ENET, "%s",
			server->options.tls ? "the HTTP server does not start: is the file a certificate "
					      "with its key, in PEM?"
					    : "the HTTP server does not start");
	}
	info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	if (!info || ashby_timer_new(&server->timer, server->loop, run, server) ||
		ashby_watch_new(
			&server->watch, server->loop, info->epoll_fd, ASHBY_READABLE, readable, server))
		return ashby_err_set(err, ASHBY_ENOMEM, "the HTTP server cannot join the loop");
	return ASHBY_OK;
}

enum ashby_error server_new(struct server **out, struct ashby_loop *loop, struct world *world,
	struct faults *faults, struct ledger_file *ledger, const struct server_options *options,
	struct ashby_err *err)
{
	struct server *server = calloc(1, sizeof(*server));
	enum ashby_error error;
	int fd;

	if (!server)
		return ashby_err_set(err, ASHBY_ENOMEM, "no memory");
	server->loop = loop;
	server->world = world;
	server->faults = faults;
	server->ledger = ledger;
	server->options = *options;
	error = open_socket(server, &fd, err);
	if (!error)
		error = start(server, fd, err);
	if (error) {
		server_free(server);
		return error;
	}
	*out = server;
	return ASHBY_OK;
}

void server_free(struct server *server)
{
	if (!server)
		return;
	server->closing = true;
	/* The daemon does not stop while connections are suspended. */
	for (struct request *request = server->requests; request; request = request->next)
		if (request->suspended) {
			request->suspended = false;
			if (request->timer)
				ashby_timer_stop(request->timer);
			MHD_resume_connection(request->connection);
		}
	ashby_watch_free(server->watch);
	if (server->daemon) {
		MHD_run(server->daemon);
		MHD_stop_daemon(server->daemon);
	}
	ashby_timer_free(server->timer);
	if (server->options.unix_path && server->daemon)
		unlink(server->options.unix_path);
	free(server);
}

const char *server_address(const struct server *server)
{
	return server->address;
}
