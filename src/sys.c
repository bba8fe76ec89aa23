/* sys.c: the one file with _GNU_SOURCE; a thin coat over what POSIX.1-2008 lacks. */
#define _GNU_SOURCE
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
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

void ashby__wiping_free(void *at)
{
	if (at)
		ashby__wipe(at, malloc_usable_size(at));
	free(at);
}

void *ashby__wiping_realloc(void *at, size_t size)
{
	size_t old = at ? malloc_usable_size(at) : 0;
	void *to;

	/* Shrinking a little stays in place: there is nothing to leave behind. */
	if (old >= size && old / 2 < size)
		return at;
	to = malloc(size ? size : 1);
	if (!to)
		return NULL;
	if (at)
		memcpy(to, at, old < size ? old : size);
	ashby__wiping_free(at);
	return to;
}

void *ashby__secret_new(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED)
		return NULL;
	/* Both are best effort: a small RLIMIT_MEMLOCK must not keep the program from working. */
	mlock(at, size);
	madvise(at, size, MADV_DONTDUMP);
	return at;
}

void ashby__secret_free(void *at, size_t size)
{
	if (!at)
		return;
	ashby__wipe(at, size);
	munmap(at, size);
}

bool ashby__random(void *at, size_t len)
{
	unsigned char *bytes = at;
	ssize_t got;

	while (len) {
		got = getrandom(bytes, len, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		bytes += got;
		len -= (size_t)got;
	}
	return true;
}

int ashby__lock_try(int fd)
{
	int rc;

	do
		rc = flock(fd, LOCK_EX | LOCK_NB);
	while (rc && errno == EINTR);
	if (rc)
		return errno == EWOULDBLOCK ? 1 : -1;
	return 0;
}

void ashby__lock_free(int fd)
{
	flock(fd, LOCK_UN);
}

void ashby__no_dump(void)
{
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
