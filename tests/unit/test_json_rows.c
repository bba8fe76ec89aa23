/* test_json_rows.c: JSON as rows: folding, paths, siblings, finding inside what is folded, a million nodes. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "json_rows.h"

struct kit {
	struct ashby_record *record;
	struct json_rows rows;
};

static void open_kit(struct kit *kit, const char *json)
{
	assert_int_equal(ashby_record_parse(&kit->record, ashby_text_str(json), NULL, NULL), ASHBY_OK);
	json_rows_init(&kit->rows, ashby_record_root(kit->record));
}

static void close_kit(struct kit *kit)
{
	json_rows_release(&kit->rows);
	ashby_record_unref(kit->record);
}

static const char sample[] =
	"{\"results\":[{\"id\":\"a1\",\"job\":{\"title\":\"Data Analyst\"}},{\"id\":\"b2\"}],"
	"\"odd key\":1,\"empty\":[],\"none\":null}";

static void assert_path(const struct json_rows *rows, size_t i, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 4096);
	json_rows_path(rows, i, &out);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void assert_row(const struct json_rows *rows, size_t i, const char *expected)
{
	struct ashby_buf out;

	ashby_buf_init(&out, 4096);
	json_rows_key(rows, i, &out);
	json_rows_value(rows, i, &out);
	assert_string_equal(ashby_buf_str(&out), expected);
	ashby_buf_release(&out);
}

static void a_small_document_is_shown_whole(void **state)
{
	struct kit kit;

	(void)state;
	open_kit(&kit, sample);
	assert_int_equal(kit.rows.count, 16);
	assert_row(&kit.rows, 0, "{");
	assert_row(&kit.rows, 1, "\"results\": [");
	assert_row(&kit.rows, 3, "\"id\": \"a1\"");
	assert_row(&kit.rows, 13, "\"empty\": []");
	assert_row(&kit.rows, 14, "\"none\": null");
	assert_row(&kit.rows, 15, "}");
	close_kit(&kit);
}

static void paths_are_as_jq_writes_them(void **state)
{
	struct kit kit;

	(void)state;
	open_kit(&kit, sample);
	assert_path(&kit.rows, 0, ".");
	assert_path(&kit.rows, 1, ".results");
	assert_path(&kit.rows, 2, ".results[0]");
	assert_path(&kit.rows, 5, ".results[0].job.title");
	assert_path(&kit.rows, 12, ".[\"odd key\"]");
	close_kit(&kit);
	open_kit(&kit, "[[1,2]]");
	assert_path(&kit.rows, 3, ".[0][1]");
	close_kit(&kit);
}

static void folding_and_unfolding_give_the_same_rows(void **state)
{
	struct kit kit;
	size_t all;

	(void)state;
	open_kit(&kit, sample);
	all = kit.rows.count;
	assert_true(json_rows_fold(&kit.rows, 1));
	assert_row(&kit.rows, 1, "\"results\": [ 2 ]");
	assert_int_equal(kit.rows.count, 6);
	assert_false(json_rows_fold(&kit.rows, 1));
	assert_false(json_rows_unfold(&kit.rows, 2)); /* a number has nothing in it */
	assert_true(json_rows_unfold(&kit.rows, 1));
	assert_row(&kit.rows, 2, "{ 2 }"); /* one level at a time */
	json_rows_unfold_all(&kit.rows);
	assert_int_equal(kit.rows.count, all);
	json_rows_fold_all(&kit.rows);
	assert_int_equal(kit.rows.count, 6);
	close_kit(&kit);
}

static void parents_siblings_and_brackets_are_found(void **state)
{
	struct kit kit;

	(void)state;
	open_kit(&kit, sample);
	assert_int_equal(json_rows_parent(&kit.rows, 5), 4);
	assert_int_equal(json_rows_parent(&kit.rows, 0), 0);
	assert_int_equal(json_rows_sibling(&kit.rows, 2, false), 8);
	assert_int_equal(json_rows_sibling(&kit.rows, 8, true), 2);
	assert_int_equal(json_rows_sibling(&kit.rows, 8, false), 8);
	assert_int_equal(json_rows_start(&kit.rows, 15), 0);
	assert_int_equal(json_rows_start(&kit.rows, 11), 1);
	close_kit(&kit);
}

static void commas_are_where_something_follows(void **state)
{
	struct kit kit;

	(void)state;
	open_kit(&kit, sample);
	assert_false(kit.rows.row[3].last);
	assert_true(kit.rows.row[5].last);
	assert_true(kit.rows.row[14].last);
	assert_true(kit.rows.row[15].last);
	close_kit(&kit);
}

static void words_are_found_inside_what_is_folded(void **state)
{
	struct kit kit;
	size_t at;

	(void)state;
	open_kit(&kit, sample);
	json_rows_fold_all(&kit.rows);
	at = json_rows_find(&kit.rows, 0, "analyst", false);
	assert_int_not_equal(at, SIZE_MAX);
	assert_path(&kit.rows, at, ".results[0].job.title");
	assert_int_equal(json_rows_find(&kit.rows, at, "a1", true), 3);
	assert_int_equal(json_rows_find(&kit.rows, 0, "nowhere", false), SIZE_MAX);
	close_kit(&kit);
}

static void hidden_characters_are_spelt_out(void **state)
{
	struct kit kit;

	(void)state;
	open_kit(&kit, "{\"a\":\"x\xe2\x80\xaey\"}");
	assert_row(&kit.rows, 1, "\"a\": \"x\\u202ey\"");
	close_kit(&kit);
}

/* A reply at the limit of the reader: what is folded costs nothing, unfolding all stays possible. */
static void a_large_document_starts_folded(void **state)
{
	struct kit kit;
	struct ashby_buf json;

	(void)state;
	ashby_buf_init(&json, ASHBY_BUF_MAX);
	ashby_buf_adds(&json, "{\"results\":[");
	for (int i = 0; i < 150000; i++)
		ashby_buf_addf(&json, "%s{\"id\":%d,\"tags\":[1,2]}", i ? "," : "", i);
	ashby_buf_adds(&json, "]}");
	open_kit(&kit, ashby_buf_str(&json));
	assert_true(kit.rows.count < 10);
	json_rows_unfold_all(&kit.rows);
	assert_int_equal(kit.rows.count, 4 + 150000 * 7);
	assert_path(&kit.rows, kit.rows.count - 4, ".results[149999].tags");
	json_rows_fold_all(&kit.rows);
	assert_int_equal(kit.rows.count, 3);
	close_kit(&kit);
	ashby_buf_release(&json);
}

static int locale(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_document_is_shown_whole),
		cmocka_unit_test(paths_are_as_jq_writes_them),
		cmocka_unit_test(folding_and_unfolding_give_the_same_rows),
		cmocka_unit_test(parents_siblings_and_brackets_are_found),
		cmocka_unit_test(commas_are_where_something_follows),
		cmocka_unit_test(words_are_found_inside_what_is_folded),
		cmocka_unit_test(hidden_characters_are_spelt_out),
		cmocka_unit_test(a_large_document_starts_folded),
	};

	return cmocka_run_group_tests(tests, locale, NULL);
}
