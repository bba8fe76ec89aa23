/* test_input.c: bytes of a terminal to keys: characters, Meta, lone Esc, sequences nobody knows, pastes, cut reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <curses.h>
#include <string.h>

#include "input.h"
#include "screen.h"

struct got {
	tui_key key[64];
	unsigned count;
};

static void on_key(void *arg, tui_key key)
{
	struct got *got = arg;

	assert_true(got->count < 64);
	got->key[got->count++] = key;
}

static int setup(void **state)
{
	*state = input_new();
	return 0;
}

static int teardown(void **state)
{
	input_free(*state);
	return 0;
}

static struct got feed(struct input *input, const char *bytes)
{
	struct got got = { .count = 0 };

	for (; *bytes; bytes++)
		input_feed(input, (unsigned char)*bytes, on_key, &got);
	input_pause(input, on_key, &got);
	return got;
}

static void one(struct input *input, const char *bytes, tui_key want)
{
	struct got got = feed(input, bytes);

	assert_int_equal(got.count, 1);
	assert_int_equal(got.key[0], want);
}

static void test_characters(void **state)
{
	one(*state, "a", 'a');
	one(*state, "\u00e9", 0xe9);
	one(*state, "\u8d75", 0x8d75);
	one(*state, "\U0001f600", 0x1f600);
	one(*state, "\r", TUI_KEY_ENTER);
	one(*state, "\t", TUI_KEY_TAB);
	one(*state, "\x7f", TUI_KEY_BACKSPACE);
	one(*state, "\x03", 0x03);
}

static void test_bad_bytes_give_no_key(void **state)
{
	assert_int_equal(feed(*state, "\xff\xfe\x80\xc0").count, 0);
	assert_int_equal(feed(*state, "\xed\xa0\x80").count, 0);
	assert_int_equal(feed(*state, "\xc2\x9b").count, 0);
	one(*state, "\xe2\x82q", 'q');
}

static void test_escape(void **state)
{
	one(*state, "\033", TUI_KEY_ESC);
	one(*state, "\033x", 'x' | KEY_META_BIT);
	one(*state, "\033[A", TUI_KEY_UP);
	one(*state, "\033OB", TUI_KEY_DOWN);
	one(*state, "\033[5~", TUI_KEY_PGUP);
	one(*state, "\033[Z", TUI_KEY_BTAB);
	assert_int_equal(feed(*state, "\033\033").count, 2);
}

static void test_unknown_sequences_are_swallowed_whole(void **state)
{
	one(*state, "\033[1;5Aj", 'j');
	one(*state, "\033[?1;2cj", 'j');
	one(*state, "\033]11;rgb:0000/0000/0000\033\\j", 'j');
	one(*state, "\033]52;c;Zm9v\007j", 'j');
	one(*state, "\033P1$r0m\033\\j", 'j');
	one(*state, "\033[99999999999999999999999999999999999999999999999999~j", 'j');
}

static void test_cut_reads(void **state)
{
	struct got got;

	assert_int_equal(feed(*state, "\033[1;").count, 0);
	assert_int_equal(feed(*state, "5A").count, 0);
	assert_int_equal(feed(*state, "\xe8\xb5").count, 0);
	got = feed(*state, "\xb5");
	assert_int_equal(got.count, 1);
	assert_int_equal(got.key[0], 0x8d75);
}

static void test_codes(void **state)
{
	struct got got = { .count = 0 };

	input_feed(*state, KEY_DOWN, on_key, &got);
	input_feed(*state, KEY_F(5), on_key, &got);
	input_feed(*state, KEY_F(15), on_key, &got);
	input_feed(*state, KEY_RESIZE, on_key, &got);
	assert_int_equal(got.count, 3);
	assert_int_equal(got.key[0], TUI_KEY_DOWN);
	assert_int_equal(got.key[1], TUI_KEY_F1 + 4);
	assert_int_equal(got.key[2], TUI_KEY_SF1 + 2);
}

static void test_paste_is_one_event(void **state)
{
	struct got got = { .count = 0 };
	struct ashby_text text;

	input_feed(*state, SCREEN_PASTE_BEGIN, on_key, &got);
	for (const char *p = "x\033[Aq\ry"; *p; p++)
		input_feed(*state, (unsigned char)*p, on_key, &got);
	input_feed(*state, KEY_DOWN, on_key, &got);
	assert_int_equal(got.count, 0);
	input_feed(*state, SCREEN_PASTE_END, on_key, &got);
	assert_int_equal(got.count, 1);
	assert_int_equal(got.key[0], TUI_KEY_PASTE);
	text = input_paste(*state);
	assert_int_equal(text.len, 7);
	assert_memory_equal(text.raw, "x\033[Aq\ny", 7);
	one(*state, "j", 'j');
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_characters, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bad_bytes_give_no_key, setup, teardown),
		cmocka_unit_test_setup_teardown(test_escape, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unknown_sequences_are_swallowed_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(test_cut_reads, setup, teardown),
		cmocka_unit_test_setup_teardown(test_codes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paste_is_one_event, setup, teardown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
