/* sys.c: the one file with _GNU_SOURCE; a thin coat over what POSIX.1-2008 lacks. */
#define _GNU_SOURCE
#include "sys.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void ashby__wipe(void *at, size_t len)
{
	explicit_bzero(at, len);
}

void ashby__wipe_free(void *at)
{
	if (at)
		explicit_bzero(at, malloc_usable_size(at));
	free(at);
}

int64_t ashby__boot_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int ashby__pipe(int fds[2])
{
	return pipe2(fds, O_CLOEXEC | O_NONBLOCK);
}
