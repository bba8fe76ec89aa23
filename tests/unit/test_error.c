/* test_error.c: every error has a name, and details are whole or cut, never more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/error.h"

static void test_names(void **state)
{
	(void)state;
	for (int i = 0; i < ASHBY_ERROR_COUNT; i++) {
		const char *name = ashby_error_name((enum ashby_error)i);

		assert_non_null(name);
		assert_true(strlen(name) > 0);
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz_"), strlen(name));
	}
	assert_string_equal(ashby_error_name(ASHBY_OK), "ok");
	assert_string_equal(ashby_error_name(ASHBY_EUSAGE), "usage");
	assert_string_equal(ashby_error_name(ASHBY_ETIMEOUT), "timeout");
	assert_string_equal(ashby_error_name(ASHBY_EUNKNOWN), "outcome_unknown");
	assert_string_equal(ashby_error_name((enum ashby_error)999), "local");
	assert_string_equal(ashby_error_name((enum ashby_error) - 1), "local");
}

static void test_set(void **state)
{
	struct ashby_err err;

	(void)state;
	memset(&err, 0xAA, sizeof(err));
	assert_int_equal(ashby_err_set(&err, ASHBY_ENET, "cannot reach '%s'", "x"), ASHBY_ENET);
	assert_int_equal(err.error, ASHBY_ENET);
	assert_string_equal(err.message, "cannot reach 'x'");
	assert_string_equal(err.code, "");
	assert_string_equal(err.request_id, "");
	assert_int_equal(err.http, 0);
	assert_int_equal(err.retry_after_s, 0);
	assert_int_equal(ashby_err_set(NULL, ASHBY_EAPI, "%d", 1), ASHBY_EAPI);
}

static void test_cut(void **state)
{
	struct ashby_err err;

	(void)state;
	ashby_err_set(&err, ASHBY_EAPI, "%0900d", 7);
	assert_int_equal(strlen(err.message), sizeof(err.message) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
