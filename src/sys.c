/* sys.c: the one file with _GNU_SOURCE; a thin coat over what POSIX.1-2008 lacks. */
#define _GNU_SOURCE
#include "sys.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
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

void ashby__no_dump(void)
{
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
