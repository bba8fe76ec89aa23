/* test_views.c: walks the tables of the views: every path is a field, every name is known, nothing is said twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "app_kit.h"
#include "list_columns.h"

static void test_paths_are_fields(void **state)
{
	(void)state;
	for (const struct view *const *view = views; *view; view++) {
		struct ashby_field field;

		for (unsigned i = 0; i < (*view)->column_count; i++) {
			const struct column *c = &(*view)->columns[i];

			if (!c->path && !c->cell)
				fail_msg("%s: column %s has neither path nor cell", (*view)->name, c->title);
			if (c->path && !ashby_field_find((*view)->kind, c->path, &field))
				fail_msg("%s: no field '%s'", (*view)->name, c->path);
		}
		if ((*view)->detail_path && !ashby_field_find((*view)->kind, (*view)->detail_path, &field))
			fail_msg("%s: no field '%s'", (*view)->name, (*view)->detail_path);
		if ((*view)->updated && !ashby_field_find((*view)->kind, (*view)->updated, &field))
			fail_msg("%s: no field '%s'", (*view)->name, (*view)->updated);
	}
}

static void test_columns_can_be_told_apart(void **state)
{
	(void)state;
	for (const struct view *const *view = views; *view; view++) {
		unsigned names = 0;

		assert_true((*view)->column_count <= LIST_SLOTS);
		for (unsigned i = 0; i < (*view)->column_count; i++) {
			const struct column *c = &(*view)->columns[i];

			names += (c->flags & COLUMN_NAME) != 0;
			assert_true(c->min > 0 && c->min <= c->width);
			for (unsigned k = 0; k < i; k++)
				assert_string_not_equal(c->title, (*view)->columns[k].title);
		}
		if ((*view)->engine->lists)
			assert_int_equal(names, 1);
	}
}

static void test_details_exist(void **state)
{
	(void)state;
	for (const struct view *const *view = views; *view; view++) {
		if ((*view)->detail && !view_find((*view)->detail))
			fail_msg("%s: no view '%s'", (*view)->name, (*view)->detail);
	}
}

static bool named(const struct command *table, const char *word, size_t len)
{
	for (; table && table->name; table++) {
		if (strlen(table->name) == len && strncmp(table->name, word, len) == 0)
			return true;
	}
	return false;
}

static bool anywhere(const char *word, size_t len)
{
	for (int i = 0; command_tables[i]; i++) {
		if (named(command_tables[i], word, len))
			return true;
	}
	return false;
}

static void test_footers_name_commands(void **state)
{
	(void)state;
	for (const struct view *const *view = views; *view; view++) {
		const char *at = (*view)->footer ? (*view)->footer : "";

		while (*(at += strspn(at, " "))) {
			size_t len = strcspn(at, " ");

			/* The board comes with a later version; what is not there is not shown. */
			if (!named((*view)->commands, at, len) &&
				!named((*view)->engine->commands, at, len) && !anywhere(at, len) &&
				strncmp(at, "board", len) != 0)
				fail_msg("%s: no command '%.*s'", (*view)->name, (int)len, at);
			at += len;
		}
	}
}

/* A filter that the keys name exists, and so does the one that a view opens under. */
static void test_filters_exist(void **state)
{
	static const char *const used[][2] = { { "offers", "pending" }, { "applications", "stale" },
		{ "applications", "review" }, { "interviews", "nofeedback" }, { "jobs", "open" },
		{ "applications", "active" } };

	for (size_t i = 0; i < sizeof(used) / sizeof(used[0]); i++)
		assert_true(list_filter_by_name(app_show(*state, used[i][0]), used[i][1]));
	assert_false(list_filter_by_name(app_page(*state), "nothing"));
}

static void test_next_and_counts(void **state)
{
	struct app *app = *state;
	struct page *page;
	struct cell cell = { .role = ROLE_TEXT };

	app_put(app, ASHBY_JOBS,
		"{\"id\":\"00000000-0000-4003-8000-000000000001\",\"title\":\"Engineer\",\"status\":"
		"\"Open\"}");
	app_put(app, ASHBY_APPLICATIONS,
		"{\"id\":\"00000000-0000-4001-8000-000000000001\",\"status\":\"Active\",\"createdAt\":\"2026-"
		"11-14T14:02:00Z\","
		"\"candidate\":{\"id\":\"00000000-0000-4002-8000-000000000001\",\"name\":\"Priya Raman\"},"
		"\"job\":{\"id\":\"00000000-0000-4003-8000-000000000001\",\"title\":\"Engineer\"},"
		"\"currentInterviewStage\":{\"id\":\"00000000-0000-4004-8000-000000000001\",\"title\":"
		"\"Review\","
		"\"type\":\"PreInterviewScreen\"}}");
	page = app_show(app, "jobs");
	page->view->columns[2].cell(page, 0, &cell);
	/* Not all applications have been read: at least one. */
	assert_string_equal(cell.words, "1+");
	page = app_show(app, "applications");
	memset(&cell, 0, sizeof(cell));
	page->view->columns[3].cell(page, 0, &cell);
	assert_string_equal(cell.words, "10d");
	/* Nothing is late before what that rests on has been read. */
	assert_null(cell.flag);
	memset(&cell, 0, sizeof(cell));
	page->view->columns[4].cell(page, 0, &cell);
	assert_string_equal(cell.words, "to review");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_paths_are_fields),
		cmocka_unit_test(test_columns_can_be_told_apart), cmocka_unit_test(test_details_exist),
		cmocka_unit_test(test_footers_name_commands),
		cmocka_unit_test_setup_teardown(test_filters_exist, app_setup, app_teardown),
		cmocka_unit_test_setup_teardown(test_next_and_counts, app_setup, app_teardown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
