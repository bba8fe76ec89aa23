/*
 * test_docs.c: the reference computed from the catalogue: every example is a call that passes its function's own checks,
 * no line is wider than was asked for, the JSON is JSON and says what the row says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "docs.h"

/* Takes NAME=VALUE, NAME:=VALUE, with VALUE in quotes or not, into the body. */
static void take_word(const struct ashby_function *function, struct ashby_body *body, char *word)
{
	char *value = strchr(word, '=');
	struct ashby_err err = { 0 };
	bool json;

	assert_non_null(value);
	json = value[-1] == ':';
	value[json ? -1 : 0] = '\0';
	value++;
	if (*value == '\'') {
		value++;
		assert_true(value[strlen(value) - 1] == '\'');
		value[strlen(value) - 1] = '\0';
		/* Quotes inside of quotes would end them. */
		assert_null(strchr(value, '\''));
	}
	if (json)
		assert_int_equal(ashby_body_set_json(body, word, ashby_text_str(value)), ASHBY_OK);
	else if (ashby_function_set(function, body, word, value, 0, &err))
		fail_msg("%s: %s", function->endpoint, err.message);
}

static void check_example(const struct ashby_function *function)
{
	struct ashby_body *body = NULL;
	struct ashby_err err = { 0 };
	struct ashby_buf text;
	char *word;

	ashby_buf_init(&text, 65536);
	docs_example(&text, function, "\n");
	assert_int_equal(ashby_body_new(&body), ASHBY_OK);
	assert_memory_equal(text.data, "call\n", 5);
	word = strchr(text.data + 5, '\n');
	while (word) {
		char *next = strchr(++word, '\n');

		if (next)
			*next = '\0';
		if (strcmp(word, "--force") != 0)
			take_word(function, body, word);
		else
			assert_int_equal(function->effect, ASHBY_WRITE);
		word = next;
	}
	if (ashby_function_check(function, body, &err))
		fail_msg("%s: the example is refused: %s", function->endpoint, err.message);
	ashby_body_free(body);
	ashby_buf_release(&text);
}

static void test_examples_pass_their_checks(void **state)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		check_example(&rows[i]);
}

/* A word that cannot be broken may stick out: a name, a URL, an example's JSON. */
static bool sticks_out(const char *line, size_t len, size_t width)
{
	size_t word = 0;

	while (word < len && line[len - 1 - word] != ' ')
		word++;
	return len > width && word < 60;
}

static void check_lines(const struct ashby_function *function, int width)
{
	struct ashby_buf text;

	ashby_buf_init(&text, (size_t)1 << 20);
	docs_words(&text, function, width);
	for (const char *line = ashby_buf_str(&text); *line;) {
		size_t len = strcspn(line, "\n");

		/* A command of the bar is one line, and JSON in a command's quotes is one word. */
		if (sticks_out(line, len, (size_t)width) && strncmp(line, "  in the bar", 12) != 0 &&
			!memchr(line, '\'', len))
			fail_msg("%s: %.*s", function->endpoint, (int)len, line);
		assert_true(len == 0 || line[len - 1] != ' ');
		line += len + (line[len] == '\n');
	}
	ashby_buf_release(&text);
}

static void test_words_fit(void **state)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		check_lines(&rows[i], 80);
		check_lines(&rows[i], 100);
	}
	check_lines(&docs_raw, 80);
}

static void test_json_says_what_the_row_says(void **state)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct ashby_record *record = NULL;
		struct ashby_value root;
		struct ashby_buf text;
		size_t n = 0;

		ashby_buf_init(&text, (size_t)1 << 20);
		docs_json(&text, &rows[i]);
		assert_int_equal(ashby_record_parse(&record, ashby_text_of(text.data, text.len), NULL, NULL),
			ASHBY_OK);
		root = ashby_record_root(record);
		assert_true(
			ashby_text_equal(ashby_get_text(root, "endpoint"), ashby_text_str(rows[i].endpoint)));
		assert_int_equal(ashby_get_text(root, "example.shell").len > 0, true);
		assert_int_equal(ashby_get_text(root, "example.bar").len > 0, rows[i].effect == ASHBY_READ);
		while (rows[i].params[n].type != ASHBY_PARAM_END)
			n++;
		assert_int_equal(ashby_value_count(ashby_get(root, "params")), n);
		ashby_record_unref(record);
		ashby_buf_release(&text);
	}
}

static void test_wrap(void **state)
{
	struct ashby_buf out;

	(void)state;
	ashby_buf_init(&out, 4096);
	ashby_buf_adds(&out, "ab ");
	docs_wrap(&out, 3, 2, 10, "one two  three a-long-word-alone x");
	assert_string_equal(ashby_buf_str(&out), "ab one two\n  three\n  a-long-word-alone\n  x\n");
	ashby_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples_pass_their_checks),
		cmocka_unit_test(test_words_fit),
		cmocka_unit_test(test_json_says_what_the_row_says),
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
