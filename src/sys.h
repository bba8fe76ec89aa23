/* sys.h: what POSIX.1-2008 does not give, wrapped in sys.c, the one file with _GNU_SOURCE. */
#ifndef ASHBY_SYS_H
#define ASHBY_SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Overwrites memory in a way that the compiler keeps. */
void ashby__wipe(void *at, size_t len);
/* free() that overwrites the memory first; accepts NULL. */
void ashby__wipe_free(void *at);
/* Milliseconds of a clock that never jumps and counts sleep. */
int64_t ashby__boot_ms(void);
/* A pipe, non-blocking and close-on-exec at both ends; -1 and errno on failure. */
int ashby__pipe(int fds[2]);
/* An allocator that overwrites what it gives back; takes blocks of malloc too. */
void ashby__wiping_free(void *at);
void *ashby__wiping_realloc(void *at, size_t size);
/* Zeroed memory of its own page for a secret: locked, and left out of core dumps, where the system lets us. */
void *ashby__secret_new(size_t size);
void ashby__secret_free(void *at, size_t size); /* overwrites first; accepts NULL */

/* Bytes that nobody can guess; false if the system has none to give. */
bool ashby__random(void *at, size_t len);
/*
 * An exclusive lock on an open file, kept until it is given back, the descriptor closed or the process dead. Another
 * descriptor of the same process counts as another holder. 0: it is ours, 1: another has it, -1: errno.
 */
int ashby__lock_try(int fd);
void ashby__lock_free(int fd);

/* No core dumps of this process and no look into it by others of the same user; where the system can do that. */
void ashby__no_dump(void);

#endif
