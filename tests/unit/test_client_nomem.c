/*
 * test_client_nomem.c: each allocation of a call and of a pager fails in its turn, libcurl's own among them. The call
 * ends once with a success or an error, nothing leaks, and the same client works when there is memory again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <locale.h>
#include <unistd.h>

#include "session_kit.h"
#include "sys.h"

static unsigned long until_failure; /* allocations that still go well; 0: all do */
static unsigned long failures;
static bool for_ever; /* once failing, all fail */

static bool now(void)
{
	if (!until_failure)
		return false;
	if (until_failure > 1) {
		until_failure--;
		return false;
	}
	if (!for_ever)
		until_failure = 0;
	failures++;
	return true;
}

static void *failing_malloc(size_t size)
{
	return now() ? NULL : malloc(size);
}

static void *failing_calloc(size_t count, size_t size)
{
	return now() ? NULL : calloc(count, size);
}

static void *failing_realloc(void *at, size_t size)
{
	return now() ? NULL : realloc(at, size);
}

static void *failing_wiping_realloc(void *at, size_t size)
{
	return now() ? NULL : ashby__wiping_realloc(at, size);
}

static char *failing_strdup(const char *text)
{
	return now() ? NULL : strdup(text);
}

/* The modules under test are compiled here, with these in place of the C library's. */
#define malloc failing_malloc
#define calloc failing_calloc
#define realloc failing_realloc
#define ashby__wiping_realloc failing_wiping_realloc
#undef strdup
#define strdup failing_strdup
#include "../../src/activity.c"
#include "../../src/buf.c"
#include "../../src/client.c"
#include "../../src/envelope.c"
#include "../../src/loop.c"
#include "../../src/pager.c"
#include "../../src/request.c"
#include "../../src/scope.c"
#include "../../src/transport.c"
#include "../../src/transport_set.c"
#include "../../src/url.c"
#undef malloc
#undef calloc
#undef realloc
#undef ashby__wiping_realloc
#undef strdup

#define PAGE(more) OK_HEAD "Content-Length: " more

static const struct script pages[] = {
	{ PAGE("75\r\n\r\n{\"success\":true,\"results\":[1],\"moreDataAvailable\":true,\"nextCursor\":"
	       "\"next\"}"),
		0, 0 },
	{ PAGE("52\r\n\r\n{\"success\":true,\"results\":[2],\"syncToken\":\"tokens\"} "), 0, SERVER_STAY },
};

/* Whatever works of: a client, a scope, a pager, two pages. Everything made is given back. */
static void scenario(struct kit *kit, const struct ashby_client_options *options)
{
	struct ashby_client *client = NULL;
	struct ashby_scope *scope = NULL;
	struct ashby_pager *pager = NULL;
	struct ashby_err err;
	struct got got;
	int page;

	if (ashby_client_new(&client, kit->loop, options, &err))
		return;
	ashby__client_retry_scale(client, 0);
	if (ashby_client_set_key(client, KIT_KEY, &err) || ashby_scope_new(&scope, client) ||
		ashby_pager_new(&pager, scope, "job.list", NULL, 0, &err))
		goto out;
	for (page = 0; page < 2 && ashby_pager_more(pager); page++) {
		memset(&got, 0, sizeof(got));
		if (ashby_pager_next(pager, kit_got, &got, &err))
			goto out;
		kit_wait(kit, &got);
		assert_int_equal(got.count, 1);
		if (got.error)
			break;
	}
out:
	ashby_pager_free(pager);
	ashby_scope_free(scope);
	ashby_client_free(client);
}

static void sweep(bool all_later)
{
	struct ashby_client_options options = { .base_url = NULL };
	unsigned long n, failed = 1;
	struct got got;
	struct kit kit;

	for_ever = all_later;
	/* A first run starts what starts once: it is not the subject. */
	for (n = 0; n <= 1 || failed; n++) {
		kit_init(&kit, true, NULL);
		options.base_url = kit.server.url;
		SCRIPT(&kit, pages);
		failures = 0;
		until_failure = n;
		scenario(&kit, &options);
		until_failure = 0;
		failed = failures;
		/* With memory again all is well, for an old client too. */
		kit_call(&kit, "user.list", &got);
		kit_wait(&kit, &got);
		if (got.error)
			fail_msg("after failure %lu: %s", n, got.err.message);
		kit_release(&kit);
	}
	assert_true(n > 50);
}

static void one_allocation_fails(void **state)
{
	(void)state;
	sweep(false);
}

static void all_later_allocations_fail(void **state)
{
	(void)state;
	sweep(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_allocation_fails),
		cmocka_unit_test(all_later_allocations_fail),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	alarm(200);
	return cmocka_run_group_tests_name("client_nomem", tests, NULL, NULL);
}
