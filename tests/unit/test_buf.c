/* test_buf.c: the growing buffer: contents, the sticky error, the stated maximum, moving out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/buf.h"

static void test_append(void **state)
{
	struct ashby_buf b;

	(void)state;
	ashby_buf_init(&b, ASHBY_BUF_MAX);
	assert_string_equal(ashby_buf_str(&b), "");
	assert_null(b.data);
	assert_int_equal(ashby_buf_adds(&b, "abc"), ASHBY_OK);
	assert_int_equal(ashby_buf_addc(&b, 'd'), ASHBY_OK);
	assert_int_equal(ashby_buf_addf(&b, "%d-%s", 42, "x"), ASHBY_OK);
	assert_int_equal(ashby_buf_add(&b, "\0z", 2), ASHBY_OK);
	assert_int_equal(ashby_buf_add(&b, NULL, 0), ASHBY_OK);
	assert_int_equal(b.len, 10);
	assert_memory_equal(b.data, "abcd42-x\0z", 11);
	ashby_buf_cut(&b, 4);
	assert_string_equal(ashby_buf_str(&b), "abcd");
	ashby_buf_cut(&b, 100);
	assert_int_equal(b.len, 4);
	ashby_buf_clear(&b);
	assert_string_equal(ashby_buf_str(&b), "");
	assert_non_null(b.data);
	ashby_buf_release(&b);
	assert_null(b.data);
	ashby_buf_release(&b);
	ashby_buf_release(NULL);
	ashby_buf_wipe(NULL);
}

static void test_grows(void **state)
{
	struct ashby_buf b;
	size_t len = 0;

	(void)state;
	ashby_buf_init(&b, ASHBY_BUF_MAX);
	for (int i = 0; i < 20000; i++) {
		ashby_buf_addf(&b, "%d,", i);
		len += 2 + (i > 9) + (i > 99) + (i > 999) + (i > 9999);
		assert_int_equal(b.len, len);
		assert_int_equal(b.data[len], '\0');
	}
	assert_memory_equal(b.data + len - 12, "19998,19999,", 12);
	ashby_buf_release(&b);
}

static void test_maximum_sticks(void **state)
{
	struct ashby_buf b;

	(void)state;
	ashby_buf_init(&b, 5);
	assert_int_equal(ashby_buf_adds(&b, "12345"), ASHBY_OK);
	assert_int_equal(ashby_buf_addc(&b, '6'), ASHBY_ENOMEM);
	assert_int_equal(ashby_buf_addf(&b, "%s", ""), ASHBY_ENOMEM);
	assert_int_equal(ashby_buf_add(&b, "", 0), ASHBY_ENOMEM);
	assert_null(ashby_buf_room(&b, 0));
	assert_string_equal(ashby_buf_str(&b), "12345");
	assert_null(ashby_buf_take(&b));
	assert_int_equal(b.error, ASHBY_OK);
	assert_int_equal(ashby_buf_addf(&b, "%06d", 1), ASHBY_ENOMEM);
	ashby_buf_clear(&b);
	assert_int_equal(ashby_buf_add(&b, "x", SIZE_MAX), ASHBY_ENOMEM);
	ashby_buf_clear(&b);
	assert_int_equal(ashby_buf_adds(&b, "ok"), ASHBY_OK);
	assert_string_equal(ashby_buf_str(&b), "ok");
	ashby_buf_release(&b);
}

static void test_room(void **state)
{
	struct ashby_buf b;
	char *at;

	(void)state;
	ashby_buf_init(&b, 100);
	ashby_buf_adds(&b, "ab");
	at = ashby_buf_room(&b, 98);
	assert_non_null(at);
	assert_ptr_equal(at, b.data + 2);
	memset(at, 'x', 98);
	at[98] = '\0';
	b.len += 98;
	assert_int_equal(strlen(ashby_buf_str(&b)), 100);
	assert_null(ashby_buf_room(&b, 1));
	ashby_buf_wipe(&b);
	assert_int_equal(b.len, 0);
	assert_int_equal(b.max, 100);
}

static void test_take(void **state)
{
	struct ashby_buf b;
	char *taken;

	(void)state;
	ashby_buf_init(&b, 100);
	taken = ashby_buf_take(&b);
	assert_non_null(taken);
	assert_string_equal(taken, "");
	free(taken);
	ashby_buf_adds(&b, "mine");
	taken = ashby_buf_take(&b);
	assert_string_equal(taken, "mine");
	assert_int_equal(b.len, 0);
	assert_null(b.data);
	free(taken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_grows),
		cmocka_unit_test(test_maximum_sticks),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
