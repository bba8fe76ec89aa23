/* listen.c: making a listening socket. Knows nothing of HTTP. */
#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int prepare(int domain)
{
	int fd = socket(domain, SOCK_STREAM, 0), on = 1;

	if (fd < 0)
		return -1;
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	if (domain == AF_INET)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	return fd;
}

static enum ashby_error give_up(int fd, struct ashby_err *err, const char *what)
{
	int error = errno;

	if (fd >= 0)
		close(fd);
	return ashby_err_set(err, ASHBY_ENET, "cannot listen on %s: %s", what, strerror(error));
}

enum ashby_error listen_port(int *out, int *port, struct ashby_err *err)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)*port) };
	socklen_t len = sizeof(at);
	int fd = prepare(AF_INET);
	char what[40];

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	snprintf(what, sizeof(what), "127.0.0.1:%d", *port);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) || listen(fd, 128) ||
		getsockname(fd, (struct sockaddr *)&at, &len))
		return give_up(fd, err, what);
	*port = ntohs(at.sin_port);
	*out = fd;
	return ASHBY_OK;
}

enum ashby_error listen_unix(int *out, const char *path, struct ashby_err *err)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	mode_t mask;
	int fd, bound;

	if (strlen(path) >= sizeof(at.sun_path))
		return ashby_err_set(err, ASHBY_EUSAGE, "the path of the socket is longer than %d characters",
			(int)sizeof(at.sun_path) - 1);
	memcpy(at.sun_path, path, strlen(path) + 1);
	fd = prepare(AF_UNIX);
	if (fd < 0)
		return give_up(fd, err, path);
	mask = umask(0177);
	bound = bind(fd, (struct sockaddr *)&at, sizeof(at));
	umask(mask);
	if (bound || listen(fd, 128))
		return give_up(fd, err, path);
	*out = fd;
	return ASHBY_OK;
}
