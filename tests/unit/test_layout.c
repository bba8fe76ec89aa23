/* test_layout.c: every size from nothing to a wall of screens: parts never overlap, never leave the screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "layout.h"

static bool overlap(const struct rect *a, const struct rect *b)
{
	return a->y < b->y + b->rows && b->y < a->y + a->rows && a->x < b->x + b->cols &&
		b->x < a->x + a->cols && a->rows > 0 && b->rows > 0 && a->cols > 0 && b->cols > 0;
}

static void check(int rows, int cols, const struct layout_wish *wish)
{
	struct layout l;
	const struct rect *part[] = { &l.tabs, &l.crumb, &l.heads, &l.body, &l.rule, &l.preview, &l.status,
		&l.keys };

	layout_compute(&l, rows, cols, wish);
	for (int i = 0; i < 8; i++) {
		assert_true(part[i]->rows >= 0 && part[i]->cols >= 0);
		if (part[i]->rows == 0)
			continue;
		assert_in_range(part[i]->y, 0, rows - 1);
		assert_true(part[i]->y + part[i]->rows <= rows);
		assert_true(part[i]->x >= 0 && part[i]->x + part[i]->cols <= cols);
		for (int k = 0; k < i; k++)
			assert_false(overlap(part[i], part[k]));
	}
	assert_int_equal(l.too_small, rows < 5 || cols < 20);
	if (!l.too_small && l.place != PREVIEW_FULL)
		assert_true(l.body.rows > 0 && l.body.cols > 0);
}

static void test_all_sizes(void **state)
{
	(void)state;
	for (int place = PREVIEW_AUTO; place <= PREVIEW_OFF; place++) {
		for (int grow = -40; grow <= 40; grow += 40) {
			struct layout_wish wish = { (enum preview_place)place, 1, grow, 90 };

			for (int rows = 1; rows < 60; rows++) {
				for (int cols = 1; cols < 220; cols++)
					check(rows, cols, &wish);
			}
			check(1000, 1000, &wish);
		}
	}
}

static void test_steps(void **state)
{
	struct layout_wish wish = { PREVIEW_AUTO, 1, 0, 90 };
	struct layout l;

	(void)state;
	layout_compute(&l, 48, 160, &wish);
	assert_int_equal(l.place, PREVIEW_RIGHT);
	assert_int_equal(l.body.cols, 93);
	assert_int_equal(l.rule.x, 93);
	layout_compute(&l, 24, 80, &wish);
	assert_int_equal(l.place, PREVIEW_BOTTOM);
	assert_int_equal(l.body.rows, 11);
	assert_int_equal(l.preview.rows, 7);
	layout_compute(&l, 10, 40, &wish);
	assert_int_equal(l.place, PREVIEW_OFF);
	assert_int_equal(l.tabs.rows + l.heads.rows, 0);
	assert_int_equal(l.body.rows, 7);
	assert_int_equal(l.keys.rows, 1);
	layout_compute(&l, 7, 40, &wish);
	assert_int_equal(l.keys.rows, 0);
	assert_int_equal(l.status.rows, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_all_sizes), cmocka_unit_test(test_steps) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
