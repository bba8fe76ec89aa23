/* test_doc.c: documents laid out for a width: wrapping, tabs, right ends, sections, wide text, finding, size. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "doc.h"

static int setup(void **state)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	*state = doc_new();
	return 0;
}

static int teardown(void **state)
{
	doc_free(*state);
	return 0;
}

static void assert_line(struct doc *doc, int line, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	doc_plain(doc, line, &out);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static int widest(struct doc *doc)
{
	int most = 0;

	for (int i = 0; i < doc_lines(doc); i++) {
		struct ashby_buf out;
		int cols;

		ashby_buf_init(&out, ASHBY_BUF_MAX);
		doc_plain(doc, i, &out);
		cols = ashby_text_width(ashby_buf_str(&out), out.len);
		most = cols > most ? cols : most;
		ashby_buf_release(&out);
	}
	return most;
}

static void words_wrap_with_a_hanging_indent(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_hang(doc, 4);
	doc_label(doc, ROLE_TEXT, "one two three four five");
	assert_int_equal(doc_layout(doc, 14, true), 2);
	assert_line(doc, 0, "one two three");
	assert_line(doc, 1, "    four five");
	assert_int_equal(doc_layout(doc, 10, true), 3); /* too narrow for the indent */
	assert_line(doc, 1, "three four");
}

static void a_word_of_several_styles_stays_together(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "feedback ");
	doc_label(doc, ROLE_LATE, "missing");
	doc_label(doc, ROLE_TEXT, ": Silva");
	assert_int_equal(doc_layout(doc, 16, true), 2);
	assert_line(doc, 0, "feedback");
	assert_line(doc, 1, "missing: Silva");
}

static void a_long_word_is_cut_at_the_edge(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "abcdefghijklmnopqrstuvwxyz");
	assert_int_equal(doc_layout(doc, 10, true), 3);
	assert_line(doc, 0, "abcdefghij");
	assert_line(doc, 2, "uvwxyz");
}

static void without_wrapping_a_line_is_a_line(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "one two three four five");
	assert_int_equal(doc_layout(doc, 10, false), 1);
}

static void tabs_are_columns_two_blanks_on_at_least(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "ab");
	doc_tab(doc, 8);
	doc_label(doc, ROLE_TEXT, "cd");
	doc_tab(doc, 10);
	doc_label(doc, ROLE_TEXT, "ef");
	doc_layout(doc, 40, true);
	assert_line(doc, 0, "ab      cd  ef");
}

static void the_right_part_ends_at_the_edge(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "name");
	doc_right(doc);
	doc_label(doc, ROLE_DIM, "2d ago");
	doc_layout(doc, 20, true);
	assert_line(doc, 0, "name          2d ago");
	doc_layout(doc, 8, true);
	assert_int_equal(doc_lines(doc), 2);
	assert_line(doc, 1, "  2d ago");
}

static void wide_text_is_measured_in_columns(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_text(doc, ROLE_TEXT,
		ashby_text_str("\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97")); /* four wide ones */
	assert_int_equal(doc_layout(doc, 5, true), 2);
	assert_line(doc, 0, "\xe6\xbc\xa2\xe5\xad\x97");
	assert_true(widest(doc) <= 5);
}

static void a_wide_one_in_one_column_is_left_out(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_text(doc, ROLE_TEXT, ashby_text_str("\xe6\xbc\xa2"));
	assert_true(doc_layout(doc, 1, true) >= 1);
	assert_true(widest(doc) <= 1);
}

static void marks_stay_with_their_letter(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_text(doc, ROLE_TEXT,
		ashby_text_str("e\xcc\x81"
			       "e\xcc\x81"
			       "e\xcc\x81"
			       "e\xcc\x81"));
	assert_int_equal(doc_layout(doc, 2, true), 2);
	assert_line(doc, 0,
		"e\xcc\x81"
		"e\xcc\x81");
}

static void right_to_left_letters_have_a_column_each(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_text(doc, ROLE_TEXT, ashby_text_str("\xd9\x85\xd8\xad\xd9\x85\xd8\xaf")); /* four letters */
	assert_int_equal(doc_layout(doc, 4, true), 1);
	assert_int_equal(widest(doc), 4);
}

static void text_from_outside_is_cleaned(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_text(doc, ROLE_TEXT, ashby_text_str("a\033[31mb\nc"));
	doc_layout(doc, 40, true);
	assert_int_equal(doc_lines(doc), 1);
	{
		struct ashby_buf out;

		ashby_buf_init(&out, ASHBY_BUF_MAX);
		doc_plain(doc, 0, &out);
		assert_null(memchr(out.data, '\033', out.len));
		assert_null(memchr(out.data, '\n', out.len));
		ashby_buf_release(&out);
	}
}

static void a_block_keeps_its_lines_and_its_indent(void **state)
{
	struct doc *doc = *state;

	doc_block(doc, ROLE_TEXT, ashby_text_str("one two three four five six seven\r\n\nlast\n\n"), 2);
	assert_int_equal(doc_layout(doc, 22, true), 4);
	assert_line(doc, 0, "  one two three four");
	assert_line(doc, 1, "  five six seven");
	assert_line(doc, 2, "");
	assert_line(doc, 3, "  last");
}

static void empty_lines_do_not_pile_up(void **state)
{
	struct doc *doc = *state;

	doc_blank(doc);
	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "a");
	doc_blank(doc);
	doc_blank(doc);
	doc_heading(doc, "NOTES", 6);
	assert_int_equal(doc_layout(doc, 40, true), 3);
	assert_line(doc, 2, "NOTES 6");
}

static void sections_know_their_first_line(void **state)
{
	struct doc *doc = *state;

	doc_section(doc, "Overview", -1);
	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "a");
	doc_section(doc, "Notes", 6);
	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "b");
	doc_section(doc, "Feedback", -1);
	doc_section_note(doc, "2/4");
	doc_layout(doc, 40, true);
	assert_int_equal(doc_sections(doc), 3);
	assert_string_equal(doc_section_title(doc, 0), "Overview");
	assert_string_equal(doc_section_title(doc, 1), "Notes 6");
	assert_string_equal(doc_section_title(doc, 2), "Feedback 2/4");
	assert_int_equal(doc_section_line(doc, 1), 1);
	assert_int_equal(doc_section_line(doc, 2), 2);
}

static void finding_folds_case_and_goes_both_ways(void **state)
{
	struct doc *doc = *state;

	doc_block(doc, ROLE_TEXT, ashby_text_str("alpha\nBeta\ngamma\nbeta"), 0);
	doc_layout(doc, 40, true);
	assert_int_equal(doc_find(doc, "BETA", 0, false), 1);
	assert_int_equal(doc_find(doc, "beta", 2, false), 3);
	assert_int_equal(doc_find(doc, "beta", 2, true), 1);
	assert_int_equal(doc_find(doc, "delta", 0, false), -1);
}

static void lines_know_what_they_belong_to(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "head");
	doc_target(doc, 7);
	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "seven");
	doc_line(doc);
	doc_label(doc, ROLE_TEXT, "seven too");
	doc_target(doc, -1);
	doc_line(doc);
	doc_layout(doc, 40, true);
	assert_int_equal(doc_target_at(doc, 0), -1);
	assert_int_equal(doc_target_at(doc, 2), 7);
	assert_int_equal(doc_target_at(doc, 3), -1);
	assert_int_equal(doc_target_line(doc, 7), 1);
	assert_int_equal(doc_target_line(doc, 8), -1);
}

static void links_are_kept_raw(void **state)
{
	struct doc *doc = *state;
	struct ashby_text url;
	const char *words;
	char letter;

	doc_link(doc, 'p', "profile", ashby_text_str("https://example.test/a"));
	assert_true(doc_link_at(doc, 0, &letter, &words, &url));
	assert_int_equal(letter, 'p');
	assert_string_equal(words, "profile");
	assert_int_equal(url.len, strlen("https://example.test/a"));
	assert_false(doc_link_at(doc, 1, &letter, &words, &url));
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The figures are ten times what a slow machine needs: they fail for a square of the size, not for a busy day. */
static void a_very_long_text_is_laid_out_at_once(void **state)
{
	struct doc *doc = *state;
	size_t len = 200000 * 6;
	char *text = malloc(len);
	double start;

	assert_non_null(text);
	for (size_t i = 0; i < len; i++)
		text[i] = i % 6 == 5 ? '\n' : (char)('a' + i % 5);
	doc_block(doc, ROLE_TEXT, ashby_text_of(text, len), 0);
	start = seconds();
	assert_int_equal(doc_layout(doc, 80, true), 200000);
	assert_true(seconds() - start < 2);
	memset(text, 'x', len);
	doc_clear(doc);
	doc_block(doc, ROLE_TEXT, ashby_text_of(text, len), 0);
	start = seconds();
	assert_true(doc_layout(doc, 80, true) > 0);
	assert_true(seconds() - start < 2);
	assert_true(widest(doc) <= 80);
	free(text);
}

static void any_width_holds_what_it_must(void **state)
{
	struct doc *doc = *state;

	doc_line(doc);
	doc_hang(doc, 18);
	doc_label(doc, ROLE_DIM, "  2d");
	doc_tab(doc, 7);
	doc_text(doc, ROLE_TEXT, ashby_text_str("\xe6\xbc\xa2\xe5\xad\x97 \xd9\x85\xd8\xad\xd9\x85\xd8\xaf"));
	doc_tab(doc, 18);
	doc_text(doc, ROLE_TEXT,
		ashby_text_str("Wants a decision before the 30th, \xf0\x9f\x98\x80 other offer in hand."));
	doc_right(doc);
	doc_label(doc, ROLE_DIM, "ago");
	for (int cols = 1; cols < 90; cols++) {
		assert_true(doc_layout(doc, cols, true) > 0);
		if (cols >= 4)
			assert_true(widest(doc) <= cols);
		doc_layout(doc, cols, false);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words_wrap_with_a_hanging_indent, setup, teardown),
		cmocka_unit_test_setup_teardown(a_word_of_several_styles_stays_together, setup, teardown),
		cmocka_unit_test_setup_teardown(a_long_word_is_cut_at_the_edge, setup, teardown),
		cmocka_unit_test_setup_teardown(without_wrapping_a_line_is_a_line, setup, teardown),
		cmocka_unit_test_setup_teardown(tabs_are_columns_two_blanks_on_at_least, setup, teardown),
		cmocka_unit_test_setup_teardown(the_right_part_ends_at_the_edge, setup, teardown),
		cmocka_unit_test_setup_teardown(wide_text_is_measured_in_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(a_wide_one_in_one_column_is_left_out, setup, teardown),
		cmocka_unit_test_setup_teardown(marks_stay_with_their_letter, setup, teardown),
		cmocka_unit_test_setup_teardown(right_to_left_letters_have_a_column_each, setup, teardown),
		cmocka_unit_test_setup_teardown(text_from_outside_is_cleaned, setup, teardown),
		cmocka_unit_test_setup_teardown(a_block_keeps_its_lines_and_its_indent, setup, teardown),
		cmocka_unit_test_setup_teardown(empty_lines_do_not_pile_up, setup, teardown),
		cmocka_unit_test_setup_teardown(sections_know_their_first_line, setup, teardown),
		cmocka_unit_test_setup_teardown(finding_folds_case_and_goes_both_ways, setup, teardown),
		cmocka_unit_test_setup_teardown(lines_know_what_they_belong_to, setup, teardown),
		cmocka_unit_test_setup_teardown(links_are_kept_raw, setup, teardown),
		cmocka_unit_test_setup_teardown(a_very_long_text_is_laid_out_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(any_width_holds_what_it_must, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
