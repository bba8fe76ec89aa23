/* test_tui_key.c: names of keys, there and back, and the keys that terminals cannot tell apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "key.h"

static void reads(const char *text, tui_key want)
{
	const char *why = NULL;
	tui_key key = 0;

	assert_int_equal(key_parse(text, &key, &why), strlen(text));
	assert_int_equal(key, want);
}

static void refuses(const char *text)
{
	const char *why = NULL;
	tui_key key = 77;

	assert_int_equal(key_parse(text, &key, &why), 0);
	assert_non_null(why);
}

static void test_names(void **state)
{
	(void)state;
	reads("a", 'a');
	reads("*", '*');
	reads("\u0440", 0x440);
	reads("\U0001f600", 0x1f600);
	reads("<Enter>", TUI_KEY_ENTER);
	reads("<enter>", TUI_KEY_ENTER);
	reads("<Space>", ' ');
	reads("<Lt>", '<');
	reads("<Hash>", '#');
	reads("<F1>", TUI_KEY_F1);
	reads("<F12>", TUI_KEY_F12);
	reads("<S-F3>", TUI_KEY_SF1 + 2);
	reads("<C-x>", 0x18);
	reads("<C-X>", 0x18);
	reads("<M-x>", 'x' | KEY_META_BIT);
	reads("<M-\u00e9>", 0xe9 | KEY_META_BIT);
}

static void test_refused(void **state)
{
	(void)state;
	refuses("");
	refuses(" ");
	refuses("<");
	refuses("<Entr>");
	refuses("<F0>");
	refuses("<F13>");
	refuses("<F>");
	refuses("<C->");
	refuses("<C-1>");
	refuses("<M->");
	refuses("<M-xy>");
	refuses("\x01");
	refuses("\x80");
	refuses("\xc3");
	refuses("\xed\xa0\x80");
}

static void test_labels(void **state)
{
	static const char *const names[] = { "a", "<Enter>", "<Tab>", "<S-Tab>", "<Esc>", "<Up>", "<PgDn>",
		"<F1>", "<S-F12>", "<C-a>", "<C-z>", "<M-x>", "\u0440" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *why;
		tui_key key = 0;
		char buf[16], want[16] = "";
		size_t len = strlen(names[i]);

		key_parse(names[i], &key, &why);
		if (*names[i] == '<')
			memcpy(want, names[i] + 1, len - 2);
		else
			memcpy(want, names[i], len);
		assert_string_equal(key_label(key, buf), want);
	}
}

static void test_trouble(void **state)
{
	static const char *const bad[] = { "<C-i>", "<C-m>", "<C-j>", "<C-h>", "<C-[>", "<C-s>", "<C-q>",
		"<C-v>", "<C-o>", "<C-y>", "<C-\\>" };
	const char *why;
	tui_key key;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_true(key_parse(bad[i], &key, &why) > 0);
		assert_non_null(key_trouble(key));
	}
	assert_null(key_trouble('a'));
	assert_null(key_trouble(0x03));
	assert_null(key_trouble(TUI_KEY_ENTER));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_names), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_labels), cmocka_unit_test(test_trouble) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
