/* request.c: what a request is answered with, faults included. Knows nothing of the loop. */
#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "ashby/date.h"
#include "auth.h"
#include "overlay.h"
#include "resume.h"
#include "rng.h"
#include "upload.h"

#define JSON "application/json; charset=utf-8"
#define TEXT "text/plain; charset=utf-8"
#define HTML "text/html; charset=utf-8"

/* A ULID: 10 letters of time, 16 of what tells requests apart. */
void request_name(struct request *request)
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint64_t time = (uint64_t)ashby_clock_now();
	uint64_t bits = rng_at(request->server->world->seed, 0x1d, ++request->server->count, 0);

	for (unsigned i = 0; i < 10; i++)
		request->id[9 - i] = letters[time >> (5 * i) & 31];
	for (unsigned i = 0; i < 16; i++) {
		request->id[10 + i] = letters[bits & 31];
		bits = i == 7 ? rng_mix(bits) : bits >> 5;
	}
	request->id[REQUEST_ID] = '\0';
}

static const char *endpoint_of(const struct request *request)
{
	return request->path[0] == '/' ? request->path + 1 : request->path;
}

static void plain(struct request *request, int status, const char *text)
{
	request->status = status;
	request->type = TEXT;
	ashby_buf_clear(&request->reply);
	ashby_buf_adds(&request->reply, text);
}

/* More than so many in the running second? */
static bool too_fast(struct server *server)
{
	int64_t now = ashby_loop_now(server->loop);

	if (!server->options.rate)
		return false;
	if (now - server->window_ms >= 1000) {
		server->window_ms = now;
		server->in_window = 0;
	}
	return ++server->in_window > server->options.rate;
}

/* The record that a path names behind its prefix; false if there is none of that kind. */
static bool path_id(struct request *request, const char *prefix, enum kind kind, struct id *out)
{
	struct world *world = request->server->world;
	size_t len = strlen(prefix);

	return strlen(request->path) >= len + ID_TEXT &&
		id_parse(world->seed, request->path + len, ID_TEXT, out) && out->kind == kind &&
		world_has(world, *out);
}

/* A file is fetched without the key: its URL is the secret. */
static bool answer_file(struct request *request)
{
	struct server *server = request->server;
	struct id id;

	if (strncmp(request->path, "/files/", 7) != 0)
		return false;
	ashby_buf_clear(&request->reply);
	request->status = 200;
	request->type = "application/pdf";
	if (path_id(request, "/files/", KIND_FILE, &id)) {
		resume_print(&request->reply, server->world, id.index);
	} else if (path_id(request, "/files/", KIND_UPLOAD, &id) &&
		upload_at(server->world, id.index)->complete) {
		const struct upload *upload = upload_at(server->world, id.index);

		request->type = upload->type;
		ashby_buf_add(&request->reply, upload->bytes.data, upload->bytes.len);
	} else {
		plain(request, 404, "no such file\n");
	}
	return true;
}

/* Where a file goes: no key either, the fields of the form are signed. */
static bool answer_upload(struct request *request, struct ledger_entry *entry)
{
	struct world *world = request->server->world;
	const char *type, *why;
	struct id id;

	if (strncmp(request->path, "/uploads/", 9) != 0)
		return false;
	if (!request->post || !path_id(request, "/uploads/", KIND_UPLOAD, &id)) {
		plain(request, request->post ? 404 : 405, "no such upload\n");
		return true;
	}
	type = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Content-Type");
	why = request->too_long
		? "the form is too long"
		: upload_receive(world, id.index, type, ashby_text_of(request->body.data, request->body.len),
			  ashby_clock_now());
	entry->acted = true;
	entry->applied = !why;
	plain(request, why ? 403 : 204, why ? why : "");
	return true;
}

static bool refused(struct request *request)
{
	const char *header =
		MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "Authorization");

	switch (auth_check(header, request->server->options.key.text)) {
	case AUTH_MISSING:
		plain(request, 401, "An API key is needed: HTTP Basic, the key as user name, no password.\n");
		return true;
	case AUTH_WRONG: plain(request, 403, "This API key is not known.\n"); return true;
	case AUTH_OK: break;
	}
	return false;
}

/* The user that a header names acts instead of the key. */
static void act_for(const struct request *request, struct call *c)
{
	const char *who = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, "X-On-Behalf-Of");
	struct id id;

	if (!who)
		return;
	c->on_behalf = true;
	c->user = NOBODY;
	if (id_parse(c->world->seed, who, strlen(who), &id) && id.kind == KIND_USER &&
		world_has(c->world, id))
		c->user = id.index;
}

static void call(struct request *request, struct ledger_entry *entry)
{
	struct server *server = request->server;
	struct call c = { .world = server->world,
		.key = &server->options.key,
		.base_url = server->base_url,
		.endpoint = endpoint_find(endpoint_of(request)),
		.out = &request->reply,
		.request_id = request->id };

	if (!c.endpoint) {
		plain(request, 404, "There is no such endpoint.\n");
		return;
	}
	overlay_set_clock(server->world, ashby_clock_now());
	act_for(request, &c);
	call_answer(&c, ashby_text_of(request->body.data, request->body.len));
	request->status = c.status;
	request->type = JSON;
	entry->acted = c.ran;
	entry->applied = c.applied;
	entry->notified = c.noted;
	entry->code = c.code;
	if (request->reply.error)
		plain(request, 500, "The sandbox has no memory left for this reply.\n");
}

static void act(struct request *request, struct ledger_entry *entry)
{
	if (answer_file(request) || answer_upload(request, entry))
		return;
	if (!request->post) {
		plain(request, 405, "Every endpoint takes POST.\n");
	} else if (too_fast(request->server)) {
		request->fault = (struct fault){ FAULT_RATE, "1", 1, request->fault.rule, false };
	} else if (!refused(request)) {
		if (request->too_long)
			plain(request, 413, "The body is too long.\n");
		else
			call(request, entry);
	}
}

/* The status and the type of what fault_replace wrote. */
static void dress(struct request *request)
{
	const struct fault *fault = &request->fault;
	static const struct {
		enum fault_kind kind;
		int status; /* 0: the fault's number */
		const char *type;
	} dresses[] = {
		{ FAULT_STATUS, 0, HTML },
		{ FAULT_ENVELOPE, 0, JSON },
		{ FAULT_RATE, 429, JSON },
		{ FAULT_REDIRECT, 302, HTML },
		{ FAULT_PORTAL, 200, HTML },
	};

	request->status = 200;
	request->type = JSON;
	for (size_t i = 0; i < sizeof(dresses) / sizeof(dresses[0]); i++)
		if (dresses[i].kind == fault->kind) {
			request->status = dresses[i].status ? dresses[i].status : (int)fault->number;
			request->type = dresses[i].type;
		}
	if (request->status < 100 || request->status > 599)
		request->status = 500;
	if (fault->kind == FAULT_RATE)
		request->retry_after = *fault->argument ? fault->argument : "2";
}

void request_answer(struct request *request)
{
	struct ledger_entry entry = { .endpoint = endpoint_of(request),
		.body = &request->body,
		.fault = request->fault.rule,
		.request_id = request->id };

	if (request->fault.acts)
		act(request, &entry);
	if (request->fault.kind == FAULT_CUT_BEFORE || request->fault.kind == FAULT_STALL) {
		ledger_write(request->server->ledger, &entry);
		return;
	}
	if (fault_replace(&request->fault, &request->reply, request->id))
		dress(request);
	else
		fault_spoil(&request->fault, &request->reply, &request->body);
	entry.status = request->status;
	ledger_write(request->server->ledger, &entry);
}

/* ---- bytes that libmicrohttpd would not send ---- */

static void raw_reply(struct request *request, struct ashby_buf *out)
{
	ashby_buf_addf(out,
		"HTTP/1.1 %d OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\nx-ashby-request-id: %s\r\n\r\n",
		request->status, request->type, request->reply.len, request->id);
	ashby_buf_add(out, request->reply.data, request->reply.len);
}

static void endless_headers(struct request *request, struct ashby_buf *out)
{
	ashby_buf_adds(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
	for (int64_t i = 0; i < request->fault.number * 16 && i < 1000000; i++)
		ashby_buf_addf(out, "X-Filler-%08lld: %.45s\r\n", (long long)i,
			"0123456789abcdefghijklmnopqrstuvwxyz0123456789");
}

void request_cut(struct request *request)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct sockaddr nowhere = { .sa_family = AF_UNSPEC };
	struct ashby_buf out;
	size_t len, head;

	if (!info)
		return;
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	raw_reply(request, &out);
	head = out.len - request->reply.len;
	len = 0;
	switch (request->fault.kind) {
	case FAULT_CUT_STATUS: len = 7; break;
	case FAULT_CUT_HEADERS: len = head / 2; break;
	case FAULT_CUT_BODY: len = head + request->reply.len / 2; break;
	case FAULT_GARBAGE:
		ashby_buf_clear(&out);
		ashby_buf_adds(&out, "\x16\x03\x01 this is not HTTP\r\n\r\n");
		len = out.len;
		break;
	case FAULT_HEADERS:
		ashby_buf_clear(&out);
		endless_headers(request, &out);
		len = out.len;
		break;
	case FAULT_RESET:
		/* libmicrohttpd shuts down in good order before it closes: this is a reset even so. */
		if (connect(info->connect_fd, &nowhere, sizeof(nowhere)))
			len = 0;
		break;
	default: break;
	}
	/* The socket does not block: what does not fit into its buffer is cut too. */
	if (len && !out.error && send(info->connect_fd, out.data, len, MSG_NOSIGNAL) < 0)
		len = 0;
	ashby_buf_release(&out);
}
