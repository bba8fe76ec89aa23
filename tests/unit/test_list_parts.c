/* test_list_parts.c: the pure parts of lists: the sort, the filter's words, the columns' places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <ashby/date.h>
#include "list_columns.h"
#include "list_filter.h"
#include "list_sort.h"

/* ---- sort ---- */

static int by_row_down(void *arg, uint32_t a, uint32_t b)
{
	(void)arg;
	return a < b ? 1 : a > b ? -1 : 0;
}

static void sort(struct list_item *item, uint32_t count, uint32_t budget, list_tie_fn *tie)
{
	struct list_item *room = calloc(count + 1, sizeof(*room));
	struct list_sort s;

	list_sort_start(&s, item, room, count, tie, NULL);
	while (!list_sort_step(&s, budget))
		;
	if (s.from != item && count > 0)
		memcpy(item, s.from, count * sizeof(*item));
	free(room);
}

static void test_sort_is_stable_at_all_sizes(void **state)
{
	(void)state;
	srand(7);
	for (uint32_t count = 0; count < 400; count += count < 40 ? 1 : 37) {
		struct list_item item[400];

		for (uint32_t i = 0; i < count; i++)
			item[i] = (struct list_item){ (uint64_t)(rand() % 10), i };
		sort(item, count, 8, NULL);
		for (uint32_t i = 1; i < count; i++) {
			assert_true(item[i - 1].key <= item[i].key);
			if (item[i - 1].key == item[i].key)
				assert_true(item[i - 1].row < item[i].row);
		}
	}
}

static void test_sort_asks_for_ties(void **state)
{
	struct list_item item[100];

	(void)state;
	for (uint32_t i = 0; i < 100; i++)
		item[i] = (struct list_item){ i % 2, i };
	sort(item, 100, 1, by_row_down);
	for (uint32_t i = 1; i < 100; i++) {
		if (item[i - 1].key == item[i].key)
			assert_true(item[i - 1].row > item[i].row);
	}
}

static void test_sort_keys(void **state)
{
	static const double order[] = { -INFINITY, -1e300, -2, -1, -0.5, 0, 0.25, 1, 1.7e12, INFINITY };

	(void)state;
	for (size_t i = 1; i < sizeof(order) / sizeof(order[0]); i++) {
		assert_true(list_sort_number(order[i - 1]) < list_sort_number(order[i]));
		assert_true(list_sort_down(list_sort_number(order[i - 1])) >
			list_sort_down(list_sort_number(order[i])));
	}
	/* Unknown is last in both directions. */
	assert_true(list_sort_number(NAN) > list_sort_number(INFINITY));
	assert_true(list_sort_down(list_sort_number(NAN)) > list_sort_down(list_sort_number(-INFINITY)));
}

/* ---- words ---- */

static bool match(const char *typed, const char *a, const char *b)
{
	struct ashby_text text[2] = { ashby_text_str(a), ashby_text_str(b) };
	struct list_words words;

	list_words_parse(&words, typed, NULL, NULL);
	return list_words_match(&words, text, 2);
}

static void test_words(void **state)
{
	(void)state;
	assert_true(match("", "Priya Raman", "Onsite"));
	assert_true(match("RAMAN", "Priya Raman", "Onsite"));
	assert_true(match("pri ons", "Priya Raman", "Onsite"));
	assert_false(match("pri offer", "Priya Raman", "Onsite"));
	assert_true(match("!offer pri", "Priya Raman", "Onsite"));
	assert_false(match("!onsite", "Priya Raman", "Onsite"));
	assert_true(match("~pyrm", "Priya Raman", "Onsite"));
	assert_false(match("~pzrm", "Priya Raman", "Onsite"));
	/* What is half typed leaves everything. */
	assert_true(match("!", "Priya Raman", "Onsite"));
	assert_true(match("~", "Priya Raman", "Onsite"));
	/* A word does not reach over two columns. */
	assert_false(match("ramanonsite", "Priya Raman", "Onsite"));
	assert_true(match("\u00fcber", "\u00dcbersetzerin", ""));
}

/* Two fields: 0 is a stage, 1 an age. */
static int fields(void *arg, const char *name)
{
	(void)arg;
	return strcmp(name, "stage") == 0 ? 0 : strcmp(name, "age") == 0 ? 1 : -1;
}

static bool narrow(const char *before, const char *now)
{
	struct list_words a, b;

	list_words_parse(&a, before, fields, NULL);
	list_words_parse(&b, now, fields, NULL);
	return list_words_narrow(&a, &b);
}

static void test_narrowing(void **state)
{
	(void)state;
	assert_true(narrow("", "a"));
	assert_true(narrow("on", "ons"));
	assert_true(narrow("on", "on pri"));
	assert_true(narrow("on !x", "onsite !x b"));
	assert_false(narrow("ons", "on"));
	assert_false(narrow("!of", "!off"));
	assert_false(narrow("on", "~on"));
	assert_false(narrow("on a", "on"));
	assert_true(narrow("stage:on", "stage:ons a"));
	assert_false(narrow("stage", "stage:on"));
	assert_false(narrow("stage:on", "stage=ons"));
	assert_false(narrow("age>1", "age>12"));
	assert_false(narrow("age<1", "age<12"));
	assert_true(narrow("age>1", "age>1 x"));
}

static struct list_term term(const char *typed)
{
	struct list_words words;

	list_words_parse(&words, typed, fields, NULL);
	assert_int_equal(words.count, 1);
	return words.term[0];
}

static void test_words_that_name_a_field(void **state)
{
	struct list_term t = term("stage:onsite");
	struct list_words words;

	(void)state;
	assert_int_equal(t.field, 0);
	assert_int_equal(t.op, LIST_HAS);
	assert_string_equal(t.text, "onsite");
	t = term("!stage=\"Tech screen\"");
	assert_true(t.not );
	assert_int_equal(t.op, LIST_IS);
	assert_string_equal(t.text, "Tech screen");
	t = term("age:>7d");
	assert_int_equal(t.op, LIST_MORE);
	assert_true(t.number == 7 && t.unit_ms == INT64_C(86400000));
	t = term("age<2026-11");
	assert_int_equal(t.op, LIST_LESS);
	assert_int_equal(t.year, 2026);
	assert_int_equal(t.month, 11);
	assert_int_equal(t.day, 0);
	assert_int_equal(term("age<2026-13").year, 0);
	assert_true(isnan(term("age>x7").number));
	/* What is no field is text, and is told. */
	list_words_parse(&words, "stagee:onsite", fields, NULL);
	assert_int_equal(words.count, 1);
	assert_int_equal(words.term[0].field, -1);
	assert_string_equal(words.term[0].text, "stagee:onsite");
	assert_string_equal(words.unknown, "stagee");
	/* Half typed it asks for nothing. */
	list_words_parse(&words, "stage: !age>", fields, NULL);
	assert_int_equal(words.count, 0);
	/* An operator in quotes is text. */
	assert_int_equal(term("\"stage:on\"").field, -1);
}

static void test_fields_meet_words(void **state)
{
	struct list_term t = term("stage:on"), is = term("stage=onsite"), more = term("age>7"),
			 not_more = term("!age>7"), hours = term("age<3h"), equal = term("age=7"),
			 day = term("age=2026-11-24");

	(void)state;
	assert_true(list_term_text(&t, ashby_text_str("ONSITE")));
	assert_false(list_term_text(&is, ashby_text_str("Onsite debrief")));
	assert_true(list_term_text(&is, ashby_text_str("Onsite")));
	assert_true(list_term_number(&more, 8));
	assert_false(list_term_number(&more, 7));
	/* Unknown meets nothing but a not. */
	assert_false(list_term_number(&more, (double)NAN));
	assert_true(list_term_number(&not_more, (double)NAN));
	/* What is shown as 7d is 7 days, not more. */
	assert_false(list_term_age(&more, 7.9 * 86400000));
	assert_true(list_term_age(&equal, 7.9 * 86400000));
	assert_true(list_term_age(&hours, 2.5 * 3600000));
	assert_false(list_term_age(&hours, 3.5 * 3600000));
	assert_true(list_term_time(&day, 10, 10, 20));
	assert_false(list_term_time(&day, 20, 10, 20));
	assert_false(list_term_time(&day, ASHBY_NO_TIME, 10, 20));
}

/* ---- columns ---- */

static const struct column columns[] = {
	{ "NAME", NULL, NULL, SHOW_TEXT, 24, 16, COLUMN_NAME | COLUMN_GROW, 0 },
	{ "STAGE", NULL, NULL, SHOW_TEXT, 14, 8, 0, 3 },
	{ "AGE", NULL, NULL, SHOW_AGE, 6, 6, COLUMN_RIGHT | COLUMN_FLAG, 0 },
	{ "NEXT", NULL, NULL, SHOW_TEXT, 24, 18, COLUMN_GROW, 2 },
	{ "CHGD", NULL, NULL, SHOW_AGE, 5, 5, COLUMN_RIGHT, 1 },
	{ "MORE", NULL, NULL, SHOW_TEXT, 5, 5, COLUMN_HIDDEN, 1 },
};
enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

static struct list_columns place(int cols, int shift, int keep)
{
	static const bool hidden[COLUMNS] = { [5] = true };
	struct list_columns c;

	list_columns_compute(&c, columns, COLUMNS, hidden, cols, shift, keep);
	return c;
}

static void test_columns_never_leave_the_line(void **state)
{
	(void)state;
	for (int cols = 1; cols < 300; cols++) {
		struct list_columns c = place(cols, 0, cols % 3 ? -1 : 4);
		int end = c.left;

		for (int i = 0; i < COLUMNS; i++) {
			if (c.slot[i].cols == 0)
				continue;
			assert_true(c.slot[i].x >= end);
			end = c.slot[i].x + c.slot[i].cols + (c.slot[i].flag ? 3 : 0);
		}
		if (cols >= 20)
			assert_true(end < cols);
	}
}

static void test_columns_give_way_in_order(void **state)
{
	struct list_columns c = place(100, 0, -1);

	(void)state;
	assert_true(c.slot[4].cols > 0);
	assert_int_equal(c.slot[5].cols, 0);
	c = place(60, 0, -1);
	assert_int_equal(c.slot[4].cols, 0);
	assert_true(c.slot[3].cols > 0);
	c = place(40, 0, -1);
	assert_int_equal(c.slot[3].cols, 0);
	assert_true(c.slot[1].cols >= 8);
	c = place(30, 0, -1);
	assert_int_equal(c.slot[1].cols, 0);
	assert_int_equal(c.slot[2].cols, 6);
	assert_true(c.slot[0].cols > 0);
	/* The one sorted by stays. */
	c = place(60, 0, 4);
	assert_true(c.slot[4].cols > 0);
}

static void test_columns_shift(void **state)
{
	struct list_columns c = place(100, 2, -1);

	(void)state;
	assert_true(c.slot[0].cols > 0);
	assert_int_equal(c.slot[1].cols + c.slot[2].cols, 0);
	assert_true(c.slot[3].cols > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_sort_is_stable_at_all_sizes),
		cmocka_unit_test(test_sort_asks_for_ties), cmocka_unit_test(test_sort_keys),
		cmocka_unit_test(test_words), cmocka_unit_test(test_narrowing),
		cmocka_unit_test(test_words_that_name_a_field), cmocka_unit_test(test_fields_meet_words),
		cmocka_unit_test(test_columns_never_leave_the_line),
		cmocka_unit_test(test_columns_give_way_in_order), cmocka_unit_test(test_columns_shift) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
