/* test_theme_file.c: lines of a theme, colours on terminals that have fewer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "theme.h"

static int wrong_line;
static const char *wrong_why;

static void on_wrong(void *arg, int line, const char *why)
{
	(void)arg;
	wrong_line = line;
	wrong_why = why;
}

static void test_lines(void **state)
{
	struct theme theme = *theme_find("plain");

	(void)state;
	assert_int_equal(
		theme_parse(&theme, "# mine\n\nlate 208 bold\nBAD red\tunderline reverse\ntext default\n",
			on_wrong, NULL),
		0);
	assert_int_equal(theme.look[ROLE_LATE].colour, 208);
	assert_int_equal(theme.look[ROLE_LATE].bold, 1);
	assert_int_equal(theme.look[ROLE_BAD].colour, 1);
	assert_int_equal(theme.look[ROLE_BAD].underline, 1);
	assert_int_equal(theme.look[ROLE_BAD].reverse, 1);
	assert_int_equal(theme.look[ROLE_TEXT].colour, -1);
	/* What is not said is as it was. */
	assert_int_equal(theme.look[ROLE_PRESS].colour, theme_find("plain")->look[ROLE_PRESS].colour);
}

static void test_wrong_lines_are_told(void **state)
{
	struct theme theme = *theme_find("plain");

	(void)state;
	assert_int_equal(theme_parse(&theme, "late 8\nnorole red\nbad green\n", on_wrong, NULL), 1);
	assert_int_equal(wrong_line, 2);
	assert_non_null(strstr(wrong_why, "role"));
	assert_int_equal(theme.look[ROLE_BAD].colour, 2);
	assert_int_equal(theme_parse(&theme, "late 256", on_wrong, NULL), 1);
	assert_int_equal(theme_parse(&theme, "late", on_wrong, NULL), 1);
	assert_int_equal(theme_parse(&theme, "late red blink", on_wrong, NULL), 1);
	assert_int_equal(theme.look[ROLE_LATE].colour, 8);
}

static void test_colours(void **state)
{
	short colour = 0;

	(void)state;
	assert_true(theme_colour("#ff0000", &colour));
	assert_int_equal(colour, 196);
	assert_false(theme_colour("#ff00", &colour));
	assert_false(theme_colour("", &colour));
	assert_int_equal(theme_within(196, 256), 196);
	assert_int_equal(theme_within(196, 8), 1);
	assert_int_equal(theme_within(21, 8), 4);
	assert_int_equal(theme_within(226, 16), 3);
	assert_int_equal(theme_within(12, 8), 4);
	assert_int_equal(theme_within(-1, 8), -1);
	assert_int_equal(theme_within(255, 8), 7);
	assert_int_equal(theme_within(16, 8), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines),
		cmocka_unit_test(test_wrong_lines_are_told), cmocka_unit_test(test_colours) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
