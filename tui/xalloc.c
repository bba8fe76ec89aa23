/*
 * xalloc.c: allocation for the screen program, which cannot go on without memory: the terminal is given back first.
 * readline allocates by functions of the same names, so these serve it too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "screen.h"

static void *checked(void *at)
{
	if (!at)
		screen_die("out of memory");
	return at;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size ? size : 1));
}

void *xcalloc(size_t n, size_t size)
{
	return checked(calloc(n ? n : 1, size ? size : 1));
}

void *xrealloc(void *at, size_t size)
{
	return checked(realloc(at, size ? size : 1));
}

char *xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(xmalloc(size), s, size);
}
