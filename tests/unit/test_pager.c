/* test_pager.c: cursors followed to the end, loops caught, a stale cursor or token answered by one new start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "session_kit.h"

#define ROWS_MAX 8
#define FAILURE(code) "{\"success\":false,\"errorInfo\":{\"code\":\"" code "\"}}"

/* A script of JSON bodies with their heads. */
struct pages {
	struct script rows[ROWS_MAX];
	char replies[ROWS_MAX][400];
};

static void pages_script(struct kit *kit, struct pages *pages, const char *const *bodies)
{
	size_t count = 0;

	for (; bodies[count]; count++) {
		assert_true(count < ROWS_MAX);
		snprintf(pages->replies[count], sizeof(pages->replies[count]),
			"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
			strlen(bodies[count]), bodies[count]);
		pages->rows[count] = (struct script){ pages->replies[count], 0, 0 };
	}
	server_script(&kit->server, pages->rows, count);
}

static const char *body_of(const struct kit *kit, size_t request)
{
	return strstr(kit->server.requests[request], "\r\n\r\n") + 4;
}

static void page_get(struct kit *kit, struct ashby_pager *pager, struct got *got)
{
	struct ashby_err err;

	memset(got, 0, sizeof(*got));
	if (ashby_pager_next(pager, kit_got, got, &err))
		fail_msg("no page: %s", err.message);
	assert_int_equal(got->count, 0);
	assert_true(ashby_pager_busy(pager));
	kit_wait(kit, got);
	assert_false(ashby_pager_busy(pager));
	assert_int_equal(got->count, 1);
}

static void a_list_is_followed_to_its_end(void **state)
{
	static const char *const bodies[] = { "{\"success\":true,\"results\":[1,2],\"moreDataAvailable\":"
					      "true,\"nextCursor\":\"c1\",\"syncToken\":\"no\"}",
		"{\"success\":true,\"results\":[3],\"nextCursor\":\"c\\\"2\"}",
		"{\"success\":true,\"results\":[],\"moreDataAvailable\":false,\"syncToken\":\"tok\"}", NULL };
	struct ashby_pager *pager;
	struct pages pages;
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	pages_script(&kit, &pages, bodies);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", "{\"limit\":2,\"syncToken\":\"old\"}",
				 0, NULL),
		ASHBY_OK);
	assert_true(ashby_pager_more(pager));
	page_get(&kit, pager, &got);
	assert_int_equal(got.results, 2);
	assert_string_equal(ashby_pager_token(pager), "");
	page_get(&kit, pager, &got);
	assert_int_equal(got.results, 1);
	assert_true(ashby_pager_more(pager));
	page_get(&kit, pager, &got);
	assert_int_equal(got.error, ASHBY_OK);
	assert_false(ashby_pager_more(pager));
	assert_false(ashby_pager_restarted(pager));
	assert_int_equal(ashby_pager_pages(pager), 3);
	assert_string_equal(ashby_pager_token(pager), "tok");
	assert_int_equal(ashby_pager_next(pager, kit_got, &got, NULL), ASHBY_EUSAGE);
	assert_string_equal(body_of(&kit, 0), "{\"limit\":2,\"syncToken\":\"old\"}");
	assert_string_equal(body_of(&kit, 1), "{\"limit\":2,\"syncToken\":\"old\",\"cursor\":\"c1\"}");
	assert_string_equal(body_of(&kit, 2), "{\"limit\":2,\"syncToken\":\"old\",\"cursor\":\"c\\\"2\"}");
	ashby_pager_free(pager);
	kit_release(&kit);
}

static void broken_promises_are_failures(void **state)
{
	static const struct {
		const char *bodies[3];
		unsigned good; /* pages before the failure */
		const char *message;
	} rows[] = {
		{ { "{\"success\":true,\"results\":[1],\"moreDataAvailable\":true}", NULL, NULL }, 0,
			"does not say where" },
		{ { "{\"success\":true,\"results\":[1],\"moreDataAvailable\":true,\"nextCursor\":null}", NULL,
			  NULL },
			0, "does not say where" },
		{ { "{\"success\":true,\"results\":[1],\"moreDataAvailable\":true,\"nextCursor\":\"a\"}",
			  "{\"success\":true,\"results\":[1],\"moreDataAvailable\":true,\"nextCursor\":"
			  "\"a\"}",
			  NULL },
			1, "read before" },
	};
	struct ashby_pager *pager;
	struct pages pages;
	struct got got;
	struct kit kit;
	unsigned page;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		kit_init(&kit, false, NULL);
		pages_script(&kit, &pages, rows[i].bodies);
		assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", NULL, 0, NULL), ASHBY_OK);
		for (page = 0; page < rows[i].good; page++) {
			page_get(&kit, pager, &got);
			assert_int_equal(got.error, ASHBY_OK);
		}
		page_get(&kit, pager, &got);
		assert_int_equal(got.error, ASHBY_EREPLY);
		assert_int_equal(got.results, 0);
		assert_non_null(strstr(got.err.message, rows[i].message));
		assert_false(ashby_pager_more(pager));
		assert_int_equal(ashby_pager_pages(pager), rows[i].good);
		ashby_pager_free(pager);
		kit_release(&kit);
	}
}

static void a_stale_pass_starts_over_once(void **state)
{
	static const char *const codes[] = { FAILURE("next_cursor_expired"), FAILURE("invalid_next_cursor"),
		FAILURE("cursor_invalid"), FAILURE("sync_token_expired"), FAILURE("sync_token_invalid"),
		FAILURE("incremental_sync_too_large") };
	static const char more[] =
		"{\"success\":true,\"results\":[1],\"moreDataAvailable\":true,\"nextCursor\":\"a\"}";
	const char *bodies[6] = { more, NULL, more, more, NULL, NULL };
	struct ashby_pager *pager;
	struct pages pages;
	struct got got;
	struct kit kit;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		bodies[1] = codes[i];
		bodies[4] = NULL;
		bodies[3] = codes[i];
		kit_init(&kit, false, NULL);
		pages_script(&kit, &pages, bodies);
		assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list",
					 "{\"limit\":1,\"syncToken\":\"t\"}", 0, NULL),
			ASHBY_OK);
		page_get(&kit, pager, &got);
		page_get(&kit, pager, &got);
		assert_int_equal(got.error, ASHBY_OK);
		assert_int_equal(got.results, 1);
		assert_true(ashby_pager_restarted(pager));
		assert_int_equal(ashby_pager_pages(pager), 1);
		assert_string_equal(body_of(&kit, 2), "{\"limit\":1}");
		/* The cursor of the first pass may come again in the second; a second fault is the caller's. */
		page_get(&kit, pager, &got);
		assert_int_equal(got.error, ASHBY_EAPI);
		assert_false(ashby_pager_restarted(pager));
		assert_int_equal(kit.server.request_count, 4);
		ashby_pager_free(pager);
		kit_release(&kit);
	}
}

static void nothing_to_drop_nothing_to_start_over(void **state)
{
	static const char *const bodies[] = { FAILURE("sync_token_expired"), NULL };
	struct ashby_pager *pager;
	struct pages pages;
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	pages_script(&kit, &pages, bodies);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", NULL, 0, NULL), ASHBY_OK);
	page_get(&kit, pager, &got);
	assert_int_equal(got.error, ASHBY_EAPI);
	assert_int_equal(kit.server.request_count, 1);
	/* A page that failed can be asked for again. */
	assert_true(ashby_pager_more(pager));
	page_get(&kit, pager, &got);
	assert_int_equal(kit.server.request_count, 2);
	ashby_pager_free(pager);
	kit_release(&kit);
}

static void a_new_start_that_failed_is_still_told_of(void **state)
{
	static const char more[] =
		"{\"success\":true,\"results\":[1],\"moreDataAvailable\":true,\"nextCursor\":\"a\"}";
	static const char *const bodies[] = { more, FAILURE("next_cursor_expired"), FAILURE("other"), more,
		NULL };
	struct ashby_pager *pager;
	struct pages pages;
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	pages_script(&kit, &pages, bodies);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", NULL, 0, NULL), ASHBY_OK);
	page_get(&kit, pager, &got);
	page_get(&kit, pager, &got);
	assert_int_equal(got.error, ASHBY_EAPI);
	page_get(&kit, pager, &got);
	assert_int_equal(got.error, ASHBY_OK);
	assert_true(ashby_pager_restarted(pager));
	ashby_pager_free(pager);
	kit_release(&kit);
}

/* A server that invents cursors for ever, without sockets' help: its reply changes with each page. */
static void pages_have_an_end(void **state)
{
	static char reply[300];
	struct script rows[1] = { { reply, 0, SERVER_STAY } };
	struct ashby_pager *pager;
	struct got got = { .count = 0 };
	struct kit kit;
	unsigned page;

	(void)state;
	kit_init(&kit, true, NULL);
	SCRIPT(&kit, rows);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", NULL, 0, NULL), ASHBY_OK);
	for (page = 1; page <= 10000; page++) {
		snprintf(reply, sizeof(reply),
			OK_HEAD "Content-Length: 82\r\n\r\n"
				"{\"success\":true,\"results\":[],\"moreDataAvailable\":true,\"nextCursor\":"
				"\"cursor%06u\"}",
			page);
		page_get(&kit, pager, &got);
		if (got.error)
			break;
	}
	assert_int_equal(page, 10000);
	assert_int_equal(got.error, ASHBY_ELIMIT);
	assert_false(ashby_pager_more(pager));
	ashby_pager_free(pager);
	kit_release(&kit);
}

static void a_pager_can_be_freed_at_any_time(void **state)
{
	static const struct script hang[] = { { NULL, 0, SERVER_STAY } };
	struct ashby_pager *pager;
	struct got got = { .count = 0 };
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, hang);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", "[]", 0, NULL), ASHBY_EUSAGE);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "candidate.create", NULL, 0, NULL), ASHBY_OK);
	assert_int_equal(ashby_pager_next(pager, kit_got, &got, NULL), ASHBY_EREFUSED);
	assert_false(ashby_pager_busy(pager));
	ashby_pager_free(pager);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", NULL, 0, NULL), ASHBY_OK);
	assert_int_equal(ashby_pager_next(pager, kit_got, &got, NULL), ASHBY_OK);
	assert_int_equal(ashby_pager_next(pager, kit_got, &got, NULL), ASHBY_EUSAGE);
	kit_requests(&kit, 1);
	ashby_pager_free(pager);
	assert_int_equal(got.count, 1);
	assert_int_equal(got.error, ASHBY_ECANCELLED);
	ashby_pager_free(NULL);
	kit_release(&kit);
}

static void on_free_pager(void *arg, const struct ashby_reply *reply)
{
	struct ashby_pager **pager = arg;

	assert_int_equal(reply->error, ASHBY_OK);
	ashby_pager_free(*pager);
	*pager = NULL;
}

static void a_callback_may_free_the_pager(void **state)
{
	static const struct script ok[] = { { EMPTY_LIST, 0, SERVER_STAY } };
	struct ashby_pager *pager;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, ok);
	assert_int_equal(ashby_pager_new(&pager, kit.scope, "job.list", NULL, 0, NULL), ASHBY_OK);
	assert_int_equal(ashby_pager_next(pager, on_free_pager, &pager, NULL), ASHBY_OK);
	while (pager)
		ashby_loop_turn(kit.loop, -1);
	kit_release(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_followed_to_its_end),
		cmocka_unit_test(broken_promises_are_failures),
		cmocka_unit_test(a_stale_pass_starts_over_once),
		cmocka_unit_test(nothing_to_drop_nothing_to_start_over),
		cmocka_unit_test(a_new_start_that_failed_is_still_told_of),
		cmocka_unit_test(pages_have_an_end),
		cmocka_unit_test(a_pager_can_be_freed_at_any_time),
		cmocka_unit_test(a_callback_may_free_the_pager),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	alarm(120);
	return cmocka_run_group_tests_name("pager", tests, NULL, NULL);
}
