/*
 * server.h: a scripted HTTP server inside of a test, on the test's own loop: each request takes the next reply of a
 * script, byte for byte. Knows nothing of the client. A test includes it once.
 */
#ifndef TEST_SERVER_H
#define TEST_SERVER_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "ashby/loop.h"

enum script_flags {
	SERVER_KEEP = 0,   /* the connection stays open after the reply */
	SERVER_CLOSE = 1,  /* closed after it */
	SERVER_RESET = 2,  /* reset after it */
	SERVER_REPEAT = 4, /* the bytes come again and again until the client gives up */
	SERVER_DRIP = 8,   /* a byte a turn of the loop */
	SERVER_STAY = 16,  /* this reply is given to all later requests as well */
};

struct script {
	const char *bytes; /* NULL: nothing is ever sent */
	size_t len;        /* 0: strlen */
	unsigned flags;
};

/* In all of a server's life; a test that needs more says so before it includes this. */
#ifndef SERVER_CONNECTIONS
#define SERVER_CONNECTIONS 32
#define SERVER_REQUESTS 64
#endif

struct connection {
	struct server *server;
	struct ashby_watch *watch;
	struct ashby_timer *timer;
	int fd;
	char in[16384], taken[16384]; /* what comes; the request that is being answered */
	size_t in_len;
	const struct script *reply;
	size_t out_at;
	unsigned served;
};

struct server {
	struct ashby_loop *loop;
	struct ashby_watch *watch;
	int fd;
	char url[160];
	char path[108];
	const struct script *script;
	size_t script_len, next;
	/* Chooses the reply by the request, in place of a script's order; the script lives until the server's release. */
	const struct script *(*pick)(void *arg, const char *request);
	void *pick_arg;
	struct connection connections[SERVER_CONNECTIONS];
	unsigned accepted, closed;
	char *requests[SERVER_REQUESTS]; /* head and body as received */
	size_t request_count;
};

static inline void connection_close(struct connection *c, bool reset)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	if (c->fd < 0)
		return;
	if (reset)
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	ashby_watch_free(c->watch);
	ashby_timer_free(c->timer);
	c->watch = NULL;
	c->timer = NULL;
	close(c->fd);
	c->fd = -1;
	c->server->closed++;
}

/* Sends what can be sent; true when the reply is out. */
static inline bool connection_send(struct connection *c)
{
	const struct script *r = c->reply;
	size_t len = r->len ? r->len : strlen(r->bytes), want;
	ssize_t sent;

	for (;;) {
		want = r->flags & SERVER_DRIP ? 1 : len - c->out_at;
		sent = send(c->fd, r->bytes + c->out_at, want, MSG_NOSIGNAL);
		if (sent < 0) {
			ashby_watch_set(c->watch, ASHBY_READABLE | ASHBY_WRITABLE);
			return false;
		}
		c->out_at += (size_t)sent;
		if (c->out_at == len && !(r->flags & SERVER_REPEAT))
			return true;
		if (c->out_at == len)
			c->out_at = 0;
		if (r->flags & SERVER_DRIP) {
			ashby_timer_start(c->timer, 1);
			return false;
		}
	}
}

static inline void connection_reply(struct connection *c)
{
	unsigned flags = c->reply->flags;

	if (!c->reply->bytes && !(flags & (SERVER_CLOSE | SERVER_RESET)))
		return;
	if (c->reply->bytes && !connection_send(c))
		return;
	c->reply = NULL;
	ashby_watch_set(c->watch, ASHBY_READABLE);
	if (flags & (SERVER_CLOSE | SERVER_RESET))
		connection_close(c, flags & SERVER_RESET);
}

/* Whether a whole request is in; then takes it out. */
static inline bool connection_request(struct connection *c)
{
	struct server *s = c->server;
	const char *head, *length;
	size_t len;

	c->in[c->in_len] = '\0';
	head = strstr(c->in, "\r\n\r\n");
	if (!head)
		return false;
	length = strstr(c->in, "Content-Length: ");
	len = (size_t)(head + 4 - c->in) + (length ? strtoul(length + 16, NULL, 10) : 0);
	if (c->in_len < len)
		return false;
	memcpy(c->taken, c->in, len);
	c->taken[len] = '\0';
	if (s->request_count < SERVER_REQUESTS)
		s->requests[s->request_count++] = strndup(c->in, len);
	c->in_len = 0;
	return true;
}

static inline void on_connection(void *arg, int fd, unsigned events)
{
	struct connection *c = arg;
	struct server *s = c->server;
	ssize_t got;

	if (events & (ASHBY_READABLE | ASHBY_HANGUP)) {
		got = recv(fd, c->in + c->in_len, sizeof(c->in) - 1 - c->in_len, 0);
		if (got <= 0) {
			connection_close(c, false);
			return;
		}
		c->in_len += (size_t)got;
		if (connection_request(c)) {
			c->reply = s->pick ? s->pick(s->pick_arg, c->taken) : &s->script[s->next];
			c->out_at = 0;
			if (!s->pick && !(c->reply->flags & SERVER_STAY) && s->next + 1 < s->script_len)
				s->next++;
			c->served++;
		}
	}
	if (c->reply)
		connection_reply(c);
}

static inline void on_drip(void *arg)
{
	connection_reply(arg);
}

static inline void on_accept(void *arg, int fd, unsigned events)
{
	struct server *s = arg;
	struct connection *c;
	int made = accept(fd, NULL, NULL);

	(void)events;
	if (made < 0 || s->accepted == SERVER_CONNECTIONS)
		return;
	fcntl(made, F_SETFL, O_NONBLOCK);
	c = &s->connections[s->accepted++];
	c->server = s;
	c->fd = made;
	if (ashby_timer_new(&c->timer, s->loop, on_drip, c) ||
		ashby_watch_new(&c->watch, s->loop, made, ASHBY_READABLE, on_connection, c))
		connection_close(c, false);
}

static inline bool server_bind_loopback(struct server *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&at, sizeof(at)) ||
		getsockname(s->fd, (struct sockaddr *)&at, &len))
		return false;
	snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%d", ntohs(at.sin_port));
	return true;
}

static inline bool server_bind_unix(struct server *s)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const char *folder = getenv("TMPDIR");

	snprintf(s->path, sizeof(s->path), "%.60s/ashby-test-%ld.sock", folder ? folder : "/tmp",
		(long)getpid());
	unlink(s->path);
	memcpy(at.sun_path, s->path, strlen(s->path) + 1);
	s->fd = socket(AF_UNIX, SOCK_STREAM, 0);
	snprintf(s->url, sizeof(s->url), "unix:%s", s->path);
	return s->fd >= 0 && !bind(s->fd, (struct sockaddr *)&at, sizeof(at));
}

static inline bool server_init(struct server *s, struct ashby_loop *loop, bool on_unix)
{
	memset(s, 0, sizeof(*s));
	s->loop = loop;
	if (!(on_unix ? server_bind_unix(s) : server_bind_loopback(s)) || listen(s->fd, 16))
		return false;
	fcntl(s->fd, F_SETFL, O_NONBLOCK);
	return !ashby_watch_new(&s->watch, loop, s->fd, ASHBY_READABLE, on_accept, s);
}

static inline void server_script(struct server *s, const struct script *script, size_t len)
{
	s->script = script;
	s->script_len = len;
	s->next = 0;
}

/* Stops listening: later connections are refused. */
static inline void server_stop(struct server *s)
{
	if (s->fd >= 0) {
		ashby_watch_free(s->watch);
		close(s->fd);
	}
	s->fd = -1;
}

static inline void server_release(struct server *s)
{
	size_t i;

	server_stop(s);
	for (i = 0; i < s->accepted; i++)
		connection_close(&s->connections[i], false);
	for (i = 0; i < s->request_count; i++)
		free(s->requests[i]);
	if (s->path[0])
		unlink(s->path);
}

#endif
