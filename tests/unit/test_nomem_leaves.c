/* test_nomem_leaves.c: records, bodies, texts and zones when memory runs out at any allocation. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ashby/record.h"
#include "ashby/text.h"
#include "ashby/zone.h"
#include "json.h"
#include "nomem.h"

static const char page[] =
	"{\"success\":true,\"results\":[{\"id\":\"1\",\"name\":\"a\\u0000b\\ud83d\xFF\",\"rate\":0.5,"
	"\"tags\":[\"x\",null,{\"deep\":[1,2,3]}]},{\"id\":\"2\",\"rate\":9007199254740993}]}";

static enum ashby_error read_record(void)
{
	struct ashby_record *record = NULL;
	struct ashby_err err;
	enum ashby_error error = ashby_record_parse(&record, ashby_text_str(page), NULL, &err);

	if (error) {
		assert_null(record);
		assert_int_equal(err.error, error);
		return error;
	}
	assert_int_equal(ashby_value_count(ashby_get(ashby_record_root(record), "results")), 2);
	ashby_record_unref(record);
	return ASHBY_OK;
}

static enum ashby_error print_record(void)
{
	struct ashby_record *record = NULL;
	struct ashby_buf out;
	enum ashby_error error = ashby_record_parse(&record, ashby_text_str(page), NULL, NULL);

	if (error)
		return error;
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	error = ashby_value_print(&out, ashby_record_root(record), 2);
	if (!error)
		error = ashby_json_escape_hidden(&out, ashby_record_json(record));
	ashby_buf_release(&out);
	ashby_record_unref(record);
	return error;
}

static enum ashby_error fill_body(struct ashby_body *body)
{
	char name[] = "name-a";
	enum ashby_error error = ASHBY_OK;

	for (; !error && name[5] < 'p'; name[5]++)
		error = ashby_body_set_int(body, name, name[5]);
	if (!error)
		error = ashby_body_set_text(body, "name-b", ashby_text_str("J\xC3\xBCrgen \"J\""));
	if (!error)
		error = ashby_body_set_json(body, "list", ashby_text_str(" [1, 2.50] "));
	if (!error)
		error = ashby_body_set_bool(body, "yes", true);
	if (!error && !ashby_body_rename(body, "yes", "no"))
		error = ASHBY_ENOMEM;
	return error;
}

static enum ashby_error build_body(void)
{
	struct ashby_body *body = NULL;
	struct ashby_buf out;
	enum ashby_error error = ashby_body_new(&body);

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	if (!error)
		error = fill_body(body);
	if (!error)
		error = ashby_body_print(body, &out);
	/* Whatever failed, what is there can be printed, and is JSON. */
	for (size_t i = 0; body && i < ashby_body_count(body); i++) {
		assert_non_null(ashby_body_name(body, i));
		assert_true(ashby_body_json(body, i).len > 0);
	}
	ashby_buf_release(&out);
	ashby_body_free(body);
	return error;
}

static enum ashby_error parse_body(void)
{
	struct ashby_body *body = NULL;
	enum ashby_error error =
		ashby_body_parse(&body, ashby_text_str("{\"a\":1,\"b\":[true],\"c\":{\"d\":\"e\"}}"), NULL);

	if (!error)
		assert_int_equal(ashby_body_count(body), 3);
	else
		assert_null(body);
	ashby_body_free(body);
	return error;
}

static enum ashby_error clean_text(void)
{
	struct ashby_buf out;
	enum ashby_error error = ASHBY_OK;

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	for (int i = 0; i < 50 && !error; i++)
		error = ashby_text_clean(
			&out, ashby_text_str("J\xC3\xBCrgen\n\x1B[31m \xE6\x9D\x8E"), 0, NULL);
	ashby_buf_release(&out);
	return error;
}

static enum ashby_error read_zone(void)
{
	struct ashby_zone *zone = NULL;
	enum ashby_error error = ashby_zone_new(&zone, "Europe/Berlin", NULL);

	if (error)
		assert_null(zone);
	ashby_zone_free(zone);
	return error;
}

static void test_read_record(void **state)
{
	(void)state;
	nomem_each(read_record);
}

static void test_print_record(void **state)
{
	(void)state;
	nomem_each(print_record);
}

static void test_build_body(void **state)
{
	(void)state;
	nomem_each(build_body);
}

static void test_parse_body(void **state)
{
	(void)state;
	nomem_each(parse_body);
}

static void test_clean_text(void **state)
{
	(void)state;
	nomem_each(clean_text);
}

static void test_read_zone(void **state)
{
	(void)state;
	nomem_each(read_zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_record),
		cmocka_unit_test(test_print_record),
		cmocka_unit_test(test_build_body),
		cmocka_unit_test(test_parse_body),
		cmocka_unit_test(test_clean_text),
		cmocka_unit_test(test_read_zone),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	ashby__json_init_memory();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
