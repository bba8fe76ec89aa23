/* process.c: what a program does before anything else, so that secrets and files stay the user's own. */
#include "ashby/account.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "json.h"
#include "sys.h"

/* With one of 0 to 2 closed, the next socket would get its number and the next message would go into it. */
static enum ashby_error open_standard(struct ashby_err *err)
{
	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) != -1 || errno != EBADF)
			continue;
		if (open("/dev/null", fd ? O_WRONLY : O_RDONLY) != fd)
			return ashby_err_set(err, ASHBY_ELOCAL, "cannot open /dev/null: %s", strerror(errno));
	}
	return ASHBY_OK;
}

static enum ashby_error forbid_core(struct ashby_err *err)
{
	const struct rlimit none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none))
		return ashby_err_set(err, ASHBY_ELOCAL, "cannot forbid core dumps: %s", strerror(errno));
/* Leak checkers and debuggers have to look into the process. */
#ifndef ASHBY_DEBUG_BUILD
	ashby__no_dump();
#endif
	return ASHBY_OK;
}

enum ashby_error ashby_process_init(struct ashby_err *err)
{
	const struct sigaction ignore = { .sa_handler = SIG_IGN };
	enum ashby_error error;

	if (getuid() != geteuid() || getgid() != getegid())
		return ashby_err_set(
			err, ASHBY_ECONFIG, "refused: this program must not be installed setuid or setgid");
	error = open_standard(err);
	if (!error)
		error = forbid_core(err);
	if (error)
		return error;
	umask(077);
	unsetenv("SSLKEYLOGFILE"); /* it would make libcurl write down what decrypts the traffic */
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL); /* a limit of file sizes is told like a full disk */
	ashby__json_init_memory();
	/* libcurl gets its wiping allocator when it starts, at the first request: the screen need not wait for it. */
	return ASHBY_OK;
}
