/* test_list.c: the list engine over a store: rows by id, filter, sort, marks, what goes and what comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "app_kit.h"
#include "list_in.h"

enum { CANDIDATES = 30 };

static void put(struct app *app, int n, const char *name, const char *company, int day)
{
	char json[512];

	snprintf(json, sizeof(json),
		"{\"id\":\"00000000-0000-4002-8000-%012d\",\"name\":\"%s\",\"company\":\"%s\","
		"\"createdAt\":\"2026-10-%02dT10:00:00.000Z\",\"updatedAt\":\"2026-10-%02dT10:00:00.000Z\"}",
		n, name, company, day, day);
	app_put(app, ASHBY_CANDIDATES, json);
}

static struct page *open_filled(struct app *app)
{
	struct page *page;

	for (int i = 0; i < CANDIDATES; i++) {
		char name[32];

		snprintf(name, sizeof(name), "Person %c%d", 'a' + (i * 7) % 26, i);
		put(app, i, name, i % 3 ? "Kontur" : "Marlin", 1 + i % 28);
	}
	page = app_show(app, "candidates");
	/* Rows are made in slices: on a slow machine it takes more than the first. */
	for (int turn = 0; turn < 200 && list_count(page) < CANDIDATES; turn++)
		ashby_loop_turn(app->loop, 50);
	return page;
}

static struct ashby_text cell(struct page *page, uint32_t row, const char *path)
{
	struct ashby_field field;

	assert_true(ashby_field_find(ASHBY_CANDIDATES, path, &field));
	return ashby_field_text(page->app->store, &field, row);
}

static void event(struct page *page)
{
	page->view->engine->event(page, UINT32_C(1) << ASHBY_CANDIDATES);
}

static void run(struct app *app, const char *line)
{
	command_run(app, line);
}

static void test_default_order_is_changed_newest_first(void **state)
{
	struct page *page = open_filled(*state);
	int64_t before = INT64_MAX;
	struct ashby_field field;

	assert_int_equal(list_count(page), CANDIDATES);
	assert_true(ashby_field_find(ASHBY_CANDIDATES, "updatedAt", &field));
	for (uint32_t i = 0; i < list_count(page); i++) {
		int64_t at = ashby_field_time(page->app->store, &field, list_row_at(page, i));

		assert_true(at <= before);
		before = at;
	}
}

static void test_sort_by_name_both_ways(void **state)
{
	struct page *page = open_filled(*state);

	run(*state, "sort candidate");
	for (uint32_t i = 1; i < list_count(page); i++)
		assert_true(ashby_text_collate(cell(page, list_row_at(page, i - 1), "name"),
				    cell(page, list_row_at(page, i), "name")) <= 0);
	run(*state, "sort-reverse");
	for (uint32_t i = 1; i < list_count(page); i++)
		assert_true(ashby_text_collate(cell(page, list_row_at(page, i - 1), "name"),
				    cell(page, list_row_at(page, i), "name")) >= 0);
	run(*state, "sort position desc");
	assert_int_equal(list_count(page), CANDIDATES);
}

static void test_filter_and_its_end(void **state)
{
	struct page *page = open_filled(*state);
	uint32_t row;

	run(*state, "next");
	run(*state, "next");
	row = list_row_at(page, list_at(page));
	list_engine.find(page, "m", false);
	list_engine.find(page, "marlin", false);
	assert_int_equal(list_count(page), CANDIDATES / 3);
	list_engine.find(page, "marlin !person", false);
	assert_int_equal(list_count(page), 0);
	assert_int_equal(list_row_at(page, 0), ASHBY_NO_ROW);
	list_engine.find(page, NULL, true);
	assert_int_equal(list_count(page), CANDIDATES);
	assert_int_equal(list_row_at(page, list_at(page)), row);
	list_engine.find(page, "kontur", true);
	assert_int_equal(list_count(page), CANDIDATES - CANDIDATES / 3);
	run(*state, "cancel");
	assert_int_equal(list_count(page), CANDIDATES);
}

static unsigned found(struct page *page, const char *words)
{
	list_engine.find(page, words, false);
	return list_count(page);
}

static void test_words_for_fields(void **state)
{
	struct page *page = open_filled(*state);
	struct ashby_buf out;

	assert_int_equal(found(page, "company:marlin"), CANDIDATES / 3);
	assert_int_equal(found(page, "comp=Marlin"), CANDIDATES / 3);
	assert_int_equal(found(page, "!company:marlin"), CANDIDATES - CANDIDATES / 3);
	assert_int_equal(found(page, "candidate:marlin"), 0);
	/* Made on the 1st to 28th of October, two of them twice; now it is the 24th of November. */
	assert_int_equal(found(page, "added=2026-10-01"), 2);
	assert_int_equal(found(page, "added>2026-10-27"), 1);
	assert_int_equal(found(page, "added<2026-10"), 0);
	assert_int_equal(found(page, "added:2026"), CANDIDATES);
	assert_int_equal(found(page, "added<28"), 1);
	assert_int_equal(found(page, "chgd<28 company:kontur"), 0);
	/* A field that has no column, by a part of its path. */
	assert_int_equal(found(page, "applications=0"), 0);
	assert_int_equal(found(page, "tag:golang"), 0);
	assert_int_equal(found(page, "nofield:marlin"), 0);
	assert_string_equal(list_of(page)->words.unknown, "nofield");
	assert_int_equal(found(page, NULL), CANDIDATES);
	ashby_buf_init(&out, 4096);
	list_engine.find_words(page, "comp", &out);
	assert_non_null(strstr(ashby_buf_str(&out), "company:\t"));
	ashby_buf_clear(&out);
	list_engine.find_words(page, "!company:mar", &out);
	assert_string_equal(ashby_buf_str(&out), "!company:Marlin\t\n");
	ashby_buf_clear(&out);
	list_engine.find_hint(page, &out);
	assert_non_null(strstr(ashby_buf_str(&out), "over 30 loaded rows"));
	ashby_buf_release(&out);
}

static void test_the_cursor_stays_with_its_row(void **state)
{
	struct page *page = open_filled(*state);
	uint32_t row;

	run(*state, "next");
	run(*state, "next");
	run(*state, "next");
	row = list_row_at(page, list_at(page));
	put(*state, 500, "Newer than all", "Kontur", 31);
	put(*state, 501, "Newer too", "Kontur", 30);
	event(page);
	assert_int_equal(list_count(page), CANDIDATES + 2);
	assert_int_equal(list_row_at(page, list_at(page)), row);
	assert_int_equal(list_at(page), 5);
}

static void test_a_list_nobody_touched_stays_on_top(void **state)
{
	struct page *page = open_filled(*state);

	put(*state, 500, "Newer than all", "Kontur", 31);
	event(page);
	assert_int_equal(list_at(page), 0);
	assert_int_equal(list_row_at(page, 0), CANDIDATES);
}

static void test_a_refresh_does_not_sort_anew(void **state)
{
	struct page *page = open_filled(*state);
	uint32_t row, last;

	/* While the first pass runs, rows find their places. */
	ashby_sync_cancel(page->app->sync, ASHBY_CANDIDATES);
	run(*state, "next");
	last = list_row_at(page, CANDIDATES - 1);
	row = list_row_at(page, list_at(page));
	/* The last row becomes the newest: it stays where it was seen until somebody sorts. */
	{
		struct ashby_text id = ashby_store_id(page->app->store, ASHBY_CANDIDATES, last);
		char json[256];

		snprintf(json, sizeof(json),
			"{\"id\":\"%.*s\",\"name\":\"X\",\"updatedAt\":\"2026-10-31T10:00:00.000Z\"}",
			(int)id.len, id.raw);
		app_put(*state, ASHBY_CANDIDATES, json);
	}
	event(page);
	assert_int_equal(list_row_at(page, CANDIDATES - 1), last);
	assert_int_equal(list_row_at(page, list_at(page)), row);
	run(*state, "sort chgd");
	assert_int_equal(list_row_at(page, 0), last);
	assert_int_equal(list_row_at(page, list_at(page)), row);
}

/* A full pass that brings only some rows takes the others away. */
static void test_a_row_that_goes_leaves_a_line(void **state)
{
	struct page *page = open_filled(*state);
	uint32_t row, next;

	run(*state, "next");
	row = list_row_at(page, 1);
	next = list_row_at(page, 2);
	ashby_store_pass_begin(page->app->store, ASHBY_CANDIDATES);
	for (int i = 0; i < CANDIDATES; i++) {
		if ((uint32_t)i != row)
			put(*state, i, "Somebody", "Kontur", 1 + i % 28);
	}
	ashby_store_pass_end(page->app->store, ASHBY_CANDIDATES);
	event(page);
	assert_int_equal(list_at(page), 1);
	assert_int_equal(list_row_at(page, 1), row);
	assert_int_equal(list_of(page)->ghost, row);
	assert_false(page_row(page, &(enum ashby_kind){ 0 }, &(uint32_t){ 0 }));
	run(*state, "next");
	assert_int_equal(list_row_at(page, list_at(page)), next);
	assert_int_equal(list_count(page), CANDIDATES - 1);
}

static void count_one(void *arg, uint32_t row)
{
	(void)row;
	++*(unsigned *)arg;
}

static unsigned targets(struct page *page)
{
	unsigned n = 0;

	list_each_target(page, count_one, &n);
	return n;
}

static void test_marks(void **state)
{
	struct page *page = open_filled(*state);

	assert_int_equal(targets(page), 1);
	run(*state, "mark");
	run(*state, "mark");
	assert_int_equal(targets(page), 2);
	run(*state, "mark-invert");
	assert_int_equal(targets(page), CANDIDATES - 2);
	run(*state, "mark-all");
	assert_int_equal(targets(page), CANDIDATES);
	run(*state, "cancel");
	assert_int_equal(list_of(page)->marked, 0);
	run(*state, "top");
	run(*state, "mark-range");
	run(*state, "next");
	run(*state, "next");
	run(*state, "next");
	assert_int_equal(targets(page), 4);
	run(*state, "prev");
	assert_int_equal(targets(page), 3);
	run(*state, "mark-range");
	run(*state, "bottom");
	assert_int_equal(targets(page), 3);
}

static void test_moves_stay_inside(void **state)
{
	struct page *page = open_filled(*state);
	static const char *const lines[] = { "prev", "page-up", "top", "half-up", "bottom", "next",
		"page-down", "half-down", "prev", "mark" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		run(*state, lines[i]);
		assert_true(list_at(page) < list_count(page));
	}
	assert_int_equal(list_at(page), CANDIDATES - 1);
}

static void test_empty_list(void **state)
{
	struct page *page = app_show(*state, "candidates");
	static const char *const lines[] = { "next", "prev", "bottom", "top", "page-down", "mark", "mark-all",
		"open", "sort candidate", "sort-left", "cancel", "preview", "yank row" };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		run(*state, lines[i]);
		assert_int_equal(list_count(page), 0);
	}
}

/* A hundred thousand rows go through filter and sort in slices, and come out whole. */
static void test_large_list_in_slices(void **state)
{
	enum { MANY = 20000 };
	struct page *page;

	for (int i = 0; i < MANY; i++)
		put(*state, i, i % 2 ? "Even Odd" : "Odd Even", i % 100 ? "Kontur" : "Marlin", 1 + i % 28);
	page = app_show(*state, "candidates");
	for (int turn = 0; turn < 1000 && list_of(page)->job.step != STEP_NONE; turn++)
		ashby_loop_turn(((struct app *)*state)->loop, 50);
	assert_int_equal(list_count(page), MANY);
	list_engine.find(page, "marlin", false);
	for (int turn = 0; turn < 1000 && list_of(page)->job.step != STEP_NONE; turn++)
		ashby_loop_turn(((struct app *)*state)->loop, 50);
	assert_int_equal(list_count(page), MANY / 100);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, app_setup, app_teardown)
	const struct CMUnitTest tests[] = { TEST(test_default_order_is_changed_newest_first),
		TEST(test_sort_by_name_both_ways), TEST(test_filter_and_its_end), TEST(test_words_for_fields),
		TEST(test_the_cursor_stays_with_its_row), TEST(test_a_list_nobody_touched_stays_on_top),
		TEST(test_a_refresh_does_not_sort_anew), TEST(test_a_row_that_goes_leaves_a_line),
		TEST(test_marks), TEST(test_moves_stay_inside), TEST(test_empty_list),
		TEST(test_large_list_in_slices) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
