/* test_list_chooser.c: columns by words: order, size, side, custom fields, what is kept, and the way back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "app_kit.h"
#include "list_choice.h"
#include "list_in.h"

static void test_one_choice(void **state)
{
	struct list_choice c;
	const char *why = "";
	struct ashby_buf out;

	(void)state;
	assert_true(choice_parse("name:24", &c, &why));
	assert_string_equal(c.name, "name");
	assert_int_equal(c.width, 24);
	assert_true(choice_parse("age>", &c, &why));
	assert_int_equal(c.align, '>');
	assert_int_equal(c.width, 0);
	assert_true(choice_parse("Notice period:8<", &c, &why));
	assert_string_equal(c.name, "Notice period");
	assert_int_equal(c.align, '<');
	ashby_buf_init(&out, 100);
	choice_print(&out, &c);
	choice_print(&out, &(struct list_choice){ .name = "a\"b" });
	assert_string_equal(ashby_buf_str(&out), "\"Notice period\":8< \"a\\\"b\"");
	ashby_buf_release(&out);
	assert_false(choice_parse("name:0", &c, &why));
	assert_false(choice_parse("name:9999999999", &c, &why));
	assert_false(choice_parse("name:201", &c, &why));
	assert_false(choice_parse("", &c, &why));
	/* A head may end in digits. */
	assert_true(choice_parse("Q4", &c, &why));
	assert_string_equal(c.name, "Q4");
}

/* The titles in view, joined by blanks. */
static const char *titles(struct page *page)
{
	static char out[512];
	struct list *l = list_of(page);

	out[0] = '\0';
	for (unsigned i = 0; i < l->columns; i++) {
		size_t len = strlen(out);

		if (!l->hidden[i])
			snprintf(out + len, sizeof(out) - len, "%s%s", len ? " " : "", l->column[i].title);
	}
	return out;
}

static void test_columns_by_words(void **state)
{
	struct app *app = *state;
	struct page *page = app_show(app, "candidates");
	struct list *l = list_of(page);
	char before[512];

	snprintf(before, sizeof(before), "%s", titles(page));
	command_run(app, "sort added desc");
	command_run(app, "columns tags:30 candidate added> company");
	assert_string_equal(titles(page), "TAGS CANDIDATE ADDED COMPANY");
	assert_int_equal(l->column[0].width, 30);
	assert_string_equal(l->column[l->sort].title, "ADDED");
	/* Its values have gone with it. */
	assert_string_equal(l->column[1].path, "name");
	assert_true(l->has_field[1]);
	/* The name stays even if it is not named. */
	command_run(app, "columns company");
	assert_string_equal(titles(page), "CANDIDATE COMPANY");
	command_run(app, "columns nothing");
	assert_string_equal(titles(page), "CANDIDATE COMPANY");
	assert_string_equal(local_find(app->local, LOCAL_COLUMNS, "candidates")->value, "CANDIDATE COMPANY");
	command_run(app, "columns default");
	assert_string_equal(titles(page), before);
	assert_null(local_find(app->local, LOCAL_COLUMNS, "candidates"));
}

static void put_fields(struct app *app)
{
	app_put(app, ASHBY_CUSTOM_FIELDS,
		"{\"id\":\"00000000-0000-4004-8000-000000000001\",\"title\":\"Notice "
		"period\",\"objectType\":\"Candidate\"}");
	app_put(app, ASHBY_CUSTOM_FIELDS,
		"{\"id\":\"00000000-0000-4004-8000-000000000002\",\"title\":\"Level\",\"objectType\":"
		"\"Job\"}");
	app_put(app, ASHBY_CANDIDATES,
		"{\"id\":\"00000000-0000-4002-8000-000000000001\",\"name\":\"Priya\",\"updatedAt\":\"2026-10-"
		"02T00:00:00Z\",\"customFields\":[{\"title\":\"Notice period\",\"value\":12}]}");
	app_put(app, ASHBY_CANDIDATES,
		"{\"id\":\"00000000-0000-4002-8000-000000000002\",\"name\":\"Tomas\",\"updatedAt\":\"2026-10-"
		"01T00:00:00Z\",\"customFields\":[{\"title\":\"Notice "
		"period\",\"value\":{\"value\":3000,\"currencyCode\":\"EUR\"}}]}");
	app_put(app, ASHBY_CANDIDATES,
		"{\"id\":\"00000000-0000-4002-8000-000000000003\",\"name\":\"Aisha\",\"updatedAt\":\"2026-10-"
		"03T00:00:00Z\",\"customFields\":[{\"title\":\"Notice "
		"period\",\"value\":[\"a\",\"b\"]},{\"title\":\"Other\",\"value\":true}]}");
}

static const char *said(struct page *page, unsigned column, uint32_t row)
{
	static char out[128];
	struct ashby_buf buf;

	ashby_buf_init(&buf, 1024);
	list_cell_text(page, column, row, &buf);
	snprintf(out, sizeof(out), "%s", ashby_buf_str(&buf));
	ashby_buf_release(&buf);
	return out;
}

static void test_custom_fields(void **state)
{
	struct app *app = *state;
	struct page *page;

	put_fields(app);
	page = app_show(app, "candidates");
	command_run(app, "columns candidate level");
	command_run(app, "columns candidate \"Notice period\":20");
	assert_string_equal(titles(page), "CANDIDATE Notice period");
	assert_string_equal(said(page, 1, 0), "12");
	assert_string_equal(said(page, 1, 1), "EUR 3,000");
	assert_string_equal(said(page, 1, 2), "a, b");
	command_run(app, "sort \"Notice period\" desc");
	assert_true(rows_find(list_of(page), 1) < rows_find(list_of(page), 0));
	command_run(app, "find notice-period>100");
	assert_int_equal(list_count(page), 1);
	command_run(app, "find notice-period:b");
	assert_int_equal(list_row_at(page, 0), 2);
	/* A row that changes is read again. */
	app_put(app, ASHBY_CANDIDATES,
		"{\"id\":\"00000000-0000-4002-8000-000000000001\",\"name\":\"Priya\",\"customFields\":[{"
		"\"title\":\"Notice period\",\"value\":\"gone\"}]}");
	assert_string_equal(said(page, 1, 0), "gone");
}

static void test_what_was_chosen_is_kept(void **state)
{
	struct app *app = *state;
	char key[] = "jobs", view[] = "", value[] = "job Level:9 status", title[] = "";

	put_fields(app);
	app_local_set(app, &(struct local_item){ LOCAL_COLUMNS, key, view, value, title, 0 });
	assert_string_equal(titles(app_show(app, "jobs")), "JOB Level STATUS");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, app_setup, app_teardown)
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_one_choice), TEST(test_columns_by_words),
		TEST(test_custom_fields), TEST(test_what_was_chosen_is_kept) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
