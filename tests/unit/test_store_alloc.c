/*
 * test_store_alloc.c: each allocation of the store fails in its turn. Whatever was being done says so, nothing that was
 * there is lost or mixed, and doing it again gives what it would have given.
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

static unsigned long until_failure; /* allocations that still go well; 0: all do */
static unsigned long failures;

static bool now(void)
{
	if (!until_failure || --until_failure)
		return false;
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

static char *failing_strdup(const char *text)
{
	return now() ? NULL : strdup(text);
}

/* The modules under test are compiled here, with these in place of the C library's. */
#define malloc failing_malloc
#define calloc failing_calloc
#define realloc failing_realloc
#undef strdup
#define strdup failing_strdup
#include "../../src/buf.c"
#include "../../src/store.c"
#include "../../src/store_arena.c"
#include "../../src/store_cells.c"
#include "../../src/store_dict.c"
#include "../../src/store_field.c"
#include "../../src/store_ids.c"
#include "../../src/store_log.c"
#include "../../src/store_put.c"
#include "../../src/store_read.c"
#undef malloc
#undef calloc
#undef realloc
#undef strdup

enum { PUTS = 40 };

/* The n-th record that is put: some are new, some change what was there, some outgrow what held them. */
static enum ashby_kind make_record(unsigned n, char *json, size_t size)
{
	switch (n % 4) {
	case 0:
		snprintf(json, size,
			"{\"id\":\"a%u\",\"status\":\"s%u\",\"candidate\":{\"id\":\"0b5a7a1c-0000-4000-8000-%"
			"012u\",\"name\":"
			"\"Name %*u\"},\"job\":{\"title\":\"T%u\"},\"createdAt\":\"2026-01-01T00:00:00Z\"}",
			n % 12, n, n * 77, (int)n + 1, n, n % 8);
		return ASHBY_APPLICATIONS;
	case 1:
		snprintf(json, size,
			"{\"id\":\"s%u\",\"applicationId\":\"a%u\",\"interviewEvents\":[{\"id\":\"e%u\","
			"\"location\":\"L%u\","
			"\"meetingLink\":\"https://example.test/%u\"},{\"id\":\"e%u\"},{\"id\":\"e%u\"}]}",
			n % 6, n % 12, n % 5, n, n, n % 7, n);
		return ASHBY_SCHEDULES;
	case 2:
		snprintf(json, size,
			"{\"id\":\"0b5a7a1c-0000-4000-8000-%012u\",\"name\":\"C%u\",\"tags\":[{\"title\":"
			"\"x\"},"
			"{\"title\":\"y%u\"}]}",
			n * 77 - 154, n, n);
		return ASHBY_CANDIDATES;
	default: snprintf(json, size, "{\"id\":\"t%u\",\"title\":\"%0*u\"}", n, 3000, n); return ASHBY_TAGS;
	}
}

static void check(bool failed, enum ashby_error error)
{
	if (error != (failed ? ASHBY_ENOMEM : ASHBY_OK))
		fail_msg("%s", ashby_error_name(error));
}

static void put_record(struct ashby_store *store, unsigned n)
{
	struct ashby_record *record;
	char json[4096];
	enum ashby_kind kind = make_record(n, json, sizeof(json));
	unsigned long saved = until_failure;
	enum ashby_error error;

	until_failure = 0;
	assert_int_equal(ashby_record_parse(&record, ashby_text_str(json), NULL, NULL), ASHBY_OK);
	until_failure = saved;
	error = ashby_store_put(store, kind, ashby_record_root(record), ashby_text_str(json));
	if (error) {
		check(true, error);
		error = ashby_store_put(store, kind, ashby_record_root(record), ashby_text_str(json));
	}
	check(false, error);
	ashby_record_unref(record);
}

/* All that can be read, with no allocation failing. */
static void dump(struct ashby_store *store, struct ashby_buf *out)
{
	until_failure = 0;
	ashby_buf_init(out, ASHBY_BUF_MAX);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		const struct ashby_kind_info *info = ashby_kind_info((enum ashby_kind)kind);

		ashby_buf_addf(out, "%s %u\n", info->name,
			(unsigned)ashby_store_count(store, (enum ashby_kind)kind));
		for (uint32_t row = 0; row < ashby_store_slots(store, (enum ashby_kind)kind); row++) {
			if (!ashby_store_live(store, (enum ashby_kind)kind, row))
				continue;
			for (unsigned i = 0; i < info->column_count; i++) {
				struct ashby_field field = { .kind = (enum ashby_kind)kind, .column = { i } };
				struct ashby_text text = ashby_field_text(store, &field, row);

				ashby_buf_add(out, text.raw, text.len);
				ashby_buf_addf(out, "|%.0f|%lld\n", ashby_field_number(store, &field, row),
					(long long)ashby_field_time(store, &field, row));
			}
		}
	}
	assert_int_equal(out->error, ASHBY_OK);
}

static void tell_nobody(void *arg, uint32_t kinds)
{
	(void)arg;
	(void)kinds;
}

/* The whole life of a store. True if an allocation failed on the way. */
static bool live(struct ashby_loop *loop, struct ashby_buf *out)
{
	struct ashby_listener *listener = NULL;
	struct ashby_store *store = NULL;
	unsigned long before = failures;
	enum ashby_error error = ashby_store_new(&store);

	if (error) {
		check(true, error);
		assert_null(store);
		check(false, ashby_store_new(&store));
	}
	error = ashby_store_listen(&listener, store, loop, tell_nobody, NULL);
	if (error) {
		check(true, error);
		check(false, ashby_store_listen(&listener, store, loop, tell_nobody, NULL));
	}
	if (ashby_store_set_role(store, ASHBY_ROLE_RECRUITER, "Partner"))
		check(false, ashby_store_set_role(store, ASHBY_ROLE_RECRUITER, "Partner"));
	for (unsigned n = 0; n < PUTS; n++) {
		put_record(store, n);
		ashby_store_id(store, ASHBY_CANDIDATES, 0);
	}
	dump(store, out);
	ashby_listener_free(listener);
	ashby_store_free(store);
	return failures > before;
}

static void every_allocation_may_fail(void **state)
{
	struct ashby_buf expected, got;
	struct ashby_loop *loop;
	unsigned long n;
	bool failed = true;

	(void)state;
	assert_int_equal(ashby_loop_new(&loop), ASHBY_OK);
	until_failure = 0;
	assert_false(live(loop, &expected));
	for (n = 1; failed; n++) {
		until_failure = n;
		failed = live(loop, &got);
		assert_string_equal(ashby_buf_str(&got), ashby_buf_str(&expected));
		ashby_buf_release(&got);
	}
	assert_in_range(n, 200, 2000);
	ashby_buf_release(&expected);
	ashby_loop_free(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_allocation_may_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
