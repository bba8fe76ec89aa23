/* test_cmdbar_line.c: readline edits with no terminal at all; nothing it could be made to do reaches one. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "cmdbar_line.h"

static enum line_state type(const char *words)
{
	enum line_state state = LINE_EDITING;

	for (; *words; words++)
		state = line_feed((unsigned char)*words);
	return state;
}

static int setup(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	line_open("", true);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	line_close();
	return 0;
}

static void keys_edit_as_in_any_shell(void **state)
{
	(void)state;
	type("one two three");
	line_feed(0x17); /* C-w */
	assert_string_equal(line_text(), "one two ");
	line_feed(0x01); /* C-a */
	assert_int_equal(line_point(), 0);
	line_feed(KEY_META_BIT | 'f');
	assert_int_equal(line_point(), 3);
	line_feed(0x0b); /* C-k */
	assert_string_equal(line_text(), "one");
	line_feed(0x19); /* C-y */
	assert_string_equal(line_text(), "one two ");
	line_feed(TUI_KEY_LEFT);
	line_feed(TUI_KEY_BACKSPACE);
	assert_string_equal(line_text(), "one tw ");
	line_feed(TUI_KEY_DELETE);
	assert_string_equal(line_text(), "one tw");
}

static void letters_of_any_script_are_one_step(void **state)
{
	(void)state;
	line_feed(0x6f22);
	line_feed(0xe9);
	line_feed(0x1f600);
	assert_string_equal(line_text(), "\xe6\xbc\xa2\xc3\xa9\xf0\x9f\x98\x80");
	line_feed(TUI_KEY_BACKSPACE);
	line_feed(TUI_KEY_LEFT);
	assert_int_equal(line_point(), 3);
}

static void enter_gives_the_line_and_it_stays_until_closed(void **state)
{
	(void)state;
	type("sort age");
	assert_int_equal(line_feed(TUI_KEY_ENTER), LINE_ACCEPTED);
	assert_string_equal(line_text(), "sort age");
}

static void end_of_file_leaves_and_never_confirms(void **state)
{
	(void)state;
	assert_int_equal(line_feed(0x04), LINE_LEFT); /* C-d on an empty line */
	assert_string_equal(line_text(), "");
}

static void a_lone_escape_does_not_swallow_the_next_key(void **state)
{
	(void)state;
	line_feed(TUI_KEY_ESC);
	line_feed(0x1b);
	type("f");
	assert_string_equal(line_text(), "f");
}

static void tab_never_reads_the_file_system(void **state)
{
	(void)state;
	type("/et");
	line_feed('\t');
	line_feed(KEY_META_BIT | '?');
	line_feed(KEY_META_BIT | '*');
	assert_string_equal(line_text(), "/et");
}

static void history_is_walked_and_searched(void **state)
{
	(void)state;
	line_history_add("sort age");
	line_history_add("api job.list {}");
	line_open("", true);
	line_feed(TUI_KEY_UP);
	assert_string_equal(line_text(), "api job.list {}");
	line_feed(TUI_KEY_UP);
	assert_string_equal(line_text(), "sort age");
	line_feed(TUI_KEY_DOWN);
	line_feed(TUI_KEY_DOWN);
	assert_string_equal(line_text(), "");
	line_feed(0x12); /* C-r */
	type("so");
	assert_non_null(line_asks());
	assert_non_null(strstr(line_asks(), "so"));
	assert_string_equal(line_text(), "sort age");
	line_feed(0x07); /* C-g: out of the search only */
	assert_null(line_asks());
}

static void a_search_field_has_no_history_of_commands(void **state)
{
	(void)state;
	line_history_add("sort age");
	line_open("", false);
	line_feed(TUI_KEY_UP);
	assert_string_equal(line_text(), "");
	line_open("", true);
	line_feed(TUI_KEY_UP);
	assert_string_equal(line_text(), "sort age");
}

static void what_is_picked_replaces_what_was_typed(void **state)
{
	(void)state;
	type("api application.li");
	line_replace(4, "application.list");
	assert_string_equal(line_text(), "api application.list");
	assert_int_equal(line_point(), strlen("api application.list"));
	line_feed(0x1f); /* C-_ */
	assert_string_equal(line_text(), "api application.li");
}

static void the_file_holds_no_bodies_of_writes(void **state)
{
	char path[] = "/tmp/history-XXXXXX", text[512] = "";
	int fd = mkstemp(path);
	struct stat st;
	FILE *file;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	line_history_load(path);
	line_history_add("api candidate.createNote {\"note\":\"secret\"}");
	line_history_add("note secret words");
	line_history_add("sort age");
	line_history_save(path);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_true(fread(text, 1, sizeof text - 1, file) > 0);
	fclose(file);
	assert_null(strstr(text, "secret"));
	assert_non_null(strstr(text, "api candidate.createNote\n"));
	assert_non_null(strstr(text, "sort age\n"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 077, 0);
	line_open("", true);
	line_feed(TUI_KEY_UP);
	line_feed(TUI_KEY_UP);
	assert_string_equal(line_text(), "note secret words"); /* in memory it is whole */
	unlink(path);
}

static void any_keys_leave_the_terminal_alone(void **state)
{
	unsigned seed = 20261124;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		seed = seed * 1103515245u + 12345u;
		if (line_feed((seed >> 16) % 0x180 | ((seed >> 8) % 7 == 0 ? KEY_META_BIT : 0)) !=
				LINE_EDITING ||
			i % 500 == 499)
			line_open("x", i % 2 == 0);
	}
	assert_null(getenv("LINES"));
	assert_null(getenv("COLUMNS"));
}

static void opening_ten_thousand_times_changes_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < 10000; i++)
		line_open("text", true);
	assert_string_equal(line_text(), "text");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_edit_as_in_any_shell, setup, teardown),
		cmocka_unit_test_setup_teardown(letters_of_any_script_are_one_step, setup, teardown),
		cmocka_unit_test_setup_teardown(
			enter_gives_the_line_and_it_stays_until_closed, setup, teardown),
		cmocka_unit_test_setup_teardown(end_of_file_leaves_and_never_confirms, setup, teardown),
		cmocka_unit_test_setup_teardown(a_lone_escape_does_not_swallow_the_next_key, setup, teardown),
		cmocka_unit_test_setup_teardown(tab_never_reads_the_file_system, setup, teardown),
		cmocka_unit_test_setup_teardown(history_is_walked_and_searched, setup, teardown),
		cmocka_unit_test_setup_teardown(a_search_field_has_no_history_of_commands, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_picked_replaces_what_was_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(the_file_holds_no_bodies_of_writes, setup, teardown),
		cmocka_unit_test_setup_teardown(any_keys_leave_the_terminal_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(opening_ten_thousand_times_changes_nothing, setup, teardown),
	};

	unsetenv("LINES");
	unsetenv("COLUMNS");
	setenv("INPUTRC", "/dev/null", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
