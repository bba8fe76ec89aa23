/* test_local.c: a person's own items: what is set is found, what is printed is read, files are private and whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "local.h"

static struct local_item make(enum local_type type, char *key, char *value)
{
	static char view[] = "applications", title[] = "Priya\tRaman\\ \n";

	return (struct local_item){ type, key, view, value, title, INT64_C(1795528920000) };
}

#define SET(local, type, key, value)                                \
	do {                                                        \
		char key_[] = key, value_[] = value;                \
		struct local_item item_ = make(type, key_, value_); \
		local_set(local, &item_);                           \
	} while (0)

static void test_set_find_drop(void **state)
{
	struct local *local = local_new();
	unsigned version = local_version(local);

	(void)state;
	SET(local, LOCAL_FILTER, "mine", "recruiter:me");
	SET(local, LOCAL_BOOKMARK, "mine", "x");
	SET(local, LOCAL_FILTER, "late", "age>7");
	SET(local, LOCAL_FILTER, "mine", "stage:onsite");
	assert_true(local_version(local) != version);
	assert_string_equal(local_find(local, LOCAL_FILTER, "mine")->value, "stage:onsite");
	assert_string_equal(local_at(local, LOCAL_FILTER, 0)->key, "mine");
	assert_string_equal(local_at(local, LOCAL_FILTER, 1)->key, "late");
	assert_null(local_at(local, LOCAL_FILTER, 2));
	assert_true(local_drop(local, LOCAL_FILTER, "mine"));
	assert_false(local_drop(local, LOCAL_FILTER, "mine"));
	assert_non_null(local_find(local, LOCAL_BOOKMARK, "mine"));
	local_free(local);
}

static void test_lines_come_back(void **state)
{
	struct local *a = local_new(), *b = local_new();
	struct ashby_buf text;

	(void)state;
	SET(a, LOCAL_FILTER, "tab\there\nline \\t", "\"two words\" !x");
	SET(a, LOCAL_SNOOZE, "", "");
	ashby_buf_init(&text, 4096);
	local_print(a, &text);
	local_parse(b, ashby_buf_str(&text));
	assert_string_equal(local_at(b, LOCAL_FILTER, 0)->key, "tab\there\nline \\t");
	assert_string_equal(local_at(b, LOCAL_FILTER, 0)->title, "Priya\tRaman\\ \n");
	assert_string_equal(local_at(b, LOCAL_FILTER, 0)->value, "\"two words\" !x");
	assert_true(local_at(b, LOCAL_SNOOZE, 0)->when_ms == INT64_C(1795528920000));
	ashby_buf_release(&text);
	local_free(a);
	local_free(b);
}

/* Lines of a later version, and damage, are no items, and are not lost. */
static void test_other_lines_stay(void **state)
{
	static const char lines[] = "zone\tx\tEurope/Berlin\nfilter\tshort\n\\\t\t\t\t\t\n";
	struct local *local = local_new();
	struct ashby_buf text;

	(void)state;
	ashby_buf_init(&text, 4096);
	local_parse(local, lines);
	assert_null(local_at(local, LOCAL_FILTER, 0));
	local_print(local, &text);
	assert_string_equal(ashby_buf_str(&text), lines);
	ashby_buf_release(&text);
	local_free(local);
}

static void test_files(void **state)
{
	char folder[] = "/tmp/test_local.XXXXXX", path[64];
	struct local *local = local_new();
	const char *why = "";
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/local", folder);
	SET(local, LOCAL_FILTER, "mine", "x");
	assert_true(local_save(local, path, &why));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	SET(local, LOCAL_FILTER, "other", "y");
	assert_true(local_load(local, path, &why));
	assert_non_null(local_find(local, LOCAL_FILTER, "mine"));
	assert_null(local_find(local, LOCAL_FILTER, "other"));
	assert_int_equal(chmod(path, 0644), 0);
	assert_false(local_load(local, path, &why));
	assert_non_null(strstr(why, "private"));
	/* What could not be read is not forgotten. */
	assert_non_null(local_find(local, LOCAL_FILTER, "mine"));
	assert_int_equal(unlink(path), 0);
	assert_true(local_load(local, path, &why));
	assert_null(local_find(local, LOCAL_FILTER, "mine"));
	assert_int_equal(rmdir(folder), 0);
	/* A folder that is gone. */
	assert_false(local_save(local, path, &why));
	local_free(local);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_set_find_drop),
		cmocka_unit_test(test_lines_come_back), cmocka_unit_test(test_other_lines_stay),
		cmocka_unit_test(test_files) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
