/* test_clip.c: what is sent to a terminal's clipboard: base64, the wrapping for tmux and screen, the limit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "clip.h"

static void assert_base64(const char *text, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 4096);
	clip_base64(&out, ashby_text_str(text));
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void base64_is_as_the_standard_says(void **state)
{
	(void)state;
	assert_base64("", "");
	assert_base64("f", "Zg==");
	assert_base64("fo", "Zm8=");
	assert_base64("foo", "Zm9v");
	assert_base64("foobar", "Zm9vYmFy");
	assert_base64("\xff\xfe\xfd", "//79");
}

static void assert_sequence(enum clip_wrap wrap, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 4096);
	assert_int_equal(clip_sequence(&out, ashby_text_str("foo"), wrap), ASHBY_OK);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void each_terminal_gets_its_own_wrapping(void **state)
{
	(void)state;
	assert_sequence(CLIP_PLAIN, "\033]52;c;Zm9v\a");
	assert_sequence(CLIP_TMUX, "\033Ptmux;\033\033]52;c;Zm9v\a\033\\");
	assert_sequence(CLIP_SCREEN, "\033P\033]52;c;Zm9v\a\033\\");
}

static void what_wraps_the_terminal_is_told_by_the_environment(void **state)
{
	(void)state;
	assert_int_equal(clip_wrap_of("/tmp/tmux-0/default,1,0", NULL, "screen-256color"), CLIP_TMUX);
	assert_int_equal(clip_wrap_of(NULL, "1234.pts-0", "xterm"), CLIP_SCREEN);
	assert_int_equal(clip_wrap_of(NULL, NULL, "screen"), CLIP_SCREEN);
	assert_int_equal(clip_wrap_of("", "", "xterm-256color"), CLIP_PLAIN);
	assert_int_equal(clip_wrap_of(NULL, NULL, NULL), CLIP_PLAIN);
}

static void more_than_a_terminal_takes_is_refused(void **state)
{
	char *text = malloc(CLIP_MAX + 1);
	struct ashby_buf out;

	(void)state;
	assert_non_null(text);
	memset(text, 'a', CLIP_MAX + 1);
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	assert_int_equal(clip_sequence(&out, ashby_text_of(text, CLIP_MAX + 1), CLIP_PLAIN), ASHBY_ELIMIT);
	assert_int_equal(out.len, 0);
	assert_int_equal(clip_sequence(&out, ashby_text_of(text, CLIP_MAX), CLIP_SCREEN), ASHBY_OK);
	/* screen cuts what is longer than its own limit: each piece is closed before that */
	for (size_t i = 0, run = 0; i < out.len; i++) {
		run = out.data[i] == '\033' ? 0 : run + 1;
		assert_true(run < 768);
	}
	ashby_buf_release(&out);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base64_is_as_the_standard_says),
		cmocka_unit_test(each_terminal_gets_its_own_wrapping),
		cmocka_unit_test(what_wraps_the_terminal_is_told_by_the_environment),
		cmocka_unit_test(more_than_a_terminal_takes_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
