/* test_command.c: lines to words, and what is refused before a command runs. Themes too: every role has a look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app_kit.h"
#include "theme.h"

static int split(const char *line, struct ashby_buf *buf, struct args *args)
{
	const char *why = NULL;
	int result = command_split(line, buf, args, &why);

	if (result != 0)
		assert_non_null(why);
	return result;
}

static void test_split(void **state)
{
	struct ashby_buf buf;
	struct args args;

	(void)state;
	ashby_buf_init(&buf, 4096);
	assert_int_equal(split("  sort  age desc ", &buf, &args), 0);
	assert_int_equal(args.count, 2);
	assert_string_equal(args.word[0], "age");
	assert_string_equal(args.word[1], "desc");
	assert_string_equal(args.rest, "age desc ");
	assert_int_equal(split("tag add \"silver medal\" a\\ b \"\"", &buf, &args), 0);
	assert_int_equal(args.count, 4);
	assert_string_equal(args.word[1], "silver medal");
	assert_string_equal(args.word[2], "a b");
	assert_string_equal(args.word[3], "");
	assert_int_equal(split("quit", &buf, &args), 0);
	assert_int_equal(args.count, 0);
	assert_string_equal(args.rest, "");
	assert_int_equal(split("tag \"open", &buf, &args), -1);
	assert_int_equal(split("x 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", &buf, &args), 0);
	assert_int_equal(split("x 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", &buf, &args), -1);
	ashby_buf_release(&buf);
}

static const char *said(struct app *app)
{
	enum role role;
	int64_t when;
	const char *text = status_log(app, 0, &when, &role);

	return text ? text : "";
}

static void test_refusals(void **state)
{
	struct app *app = *state;

	app_show(app, "candidates");
	command_run(app, "nonsense 1");
	assert_string_equal(said(app), "no command 'nonsense' here; ? shows what there is");
	command_run(app, "open");
	assert_string_equal(said(app), "open: there is no row under the cursor");
	command_run(app, "sort a b c");
	assert_string_equal(said(app), "usage: sort [COLUMN [desc]]");
	command_run(app, "undo");
	assert_non_null(strstr(said(app), "outbox"));
	app->read_only = true;
	command_run(app, "undo");
	assert_non_null(strstr(said(app), "read-only"));
	command_run(app, "set theme pink");
	assert_string_equal(said(app), "set theme: it is plain, mono or contrast");
}

static void test_tables_are_whole(void **state)
{
	(void)state;
	for (const struct command *c = commands_global; c->name; c++) {
		assert_true(strlen(c->name) > 1);
		assert_non_null(c->run);
		assert_non_null(c->help);
		assert_non_null(c->group);
		assert_true(c->max == -1 || c->max >= c->min);
	}
}

static void test_themes(void **state)
{
	(void)state;
	for (unsigned i = 0; theme_at(i); i++) {
		const struct theme *theme = theme_at(i);

		assert_ptr_equal(theme_find(theme->name), theme);
		for (int role = 0; role < ROLE_COUNT; role++) {
			assert_in_range(theme->look[role].colour + 1, 0, 8);
			/* A look that was left out would be black on black. */
			assert_int_not_equal(theme->look[role].colour, 0);
		}
	}
	assert_null(theme_find("pink"));
	for (int role = 0; role < ROLE_COUNT; role++)
		assert_int_equal(theme_find("mono")->look[role].colour, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_split),
		cmocka_unit_test_setup_teardown(test_refusals, app_setup, app_teardown),
		cmocka_unit_test(test_tables_are_whole), cmocka_unit_test(test_themes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
