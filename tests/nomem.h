/*
 * nomem.h: makes the n-th allocation of our own code fail. For unit tests named test_nomem_*.c only: the Makefile
 * links those with --wrap, so that malloc and its kin in objects of ours come here; other libraries' do not (cJSON's
 * do, after ashby__json_init_memory).
 *
 * nomem_each() runs a scenario with its first allocation failing, then its second, ..., until it gets through, once
 * with that one failing alone and once with all later ones failing too. A scenario takes everything it needs, gives
 * everything back, and returns what went wrong; leaks are the sanitiser's to find.
 */
#ifndef NOMEM_H
#define NOMEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/error.h"

#define NOMEM_MOST 100000 /* allocations of a scenario; more is an endless loop */

static struct {
	bool armed, for_ever, fired;
	long left;
} nomem;

static bool nomem_fails(void)
{
	if (!nomem.armed || nomem.left-- > 0 || (nomem.fired && !nomem.for_ever))
		return false;
	nomem.fired = true;
	return true;
}

void *__real_malloc(size_t len);
void *__real_calloc(size_t count, size_t len);
void *__real_realloc(void *at, size_t len);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t len);
void *__wrap_malloc(size_t len);
void *__wrap_calloc(size_t count, size_t len);
void *__wrap_realloc(void *at, size_t len);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t len);

void *__wrap_malloc(size_t len)
{
	return nomem_fails() ? NULL : __real_malloc(len);
}

void *__wrap_calloc(size_t count, size_t len)
{
	return nomem_fails() ? NULL : __real_calloc(count, len);
}

void *__wrap_realloc(void *at, size_t len)
{
	return nomem_fails() ? NULL : __real_realloc(at, len);
}

char *__wrap_strdup(const char *s)
{
	return nomem_fails() ? NULL : __real_strdup(s);
}

char *__wrap_strndup(const char *s, size_t len)
{
	return nomem_fails() ? NULL : __real_strndup(s, len);
}

static inline void nomem_sweep(enum ashby_error (*scenario)(void), bool for_ever)
{
	enum ashby_error error;
	long n = 0;

	do {
		if (n == NOMEM_MOST)
			fail_msg("allocations without end");
		nomem.left = n++;
		nomem.fired = false;
		nomem.for_ever = for_ever;
		nomem.armed = true;
		error = scenario();
		nomem.armed = false;
		if (nomem.fired && error != ASHBY_ENOMEM)
			fail_msg("allocation %ld failed, and the scenario returned '%s'", n,
				ashby_error_name(error));
	} while (nomem.fired);
	assert_int_equal(error, ASHBY_OK);
	if (n == 1)
		fail_msg("the scenario allocates nothing: is the test linked with --wrap?");
}

static inline void nomem_each(enum ashby_error (*scenario)(void))
{
	nomem_sweep(scenario, false);
	nomem_sweep(scenario, true);
}

#endif
