/* test_store_kinds.c: the table of kinds against the contract: endpoints, parameters, and every column's path and type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ashby/store.h"

static struct ashby_record *contract;

static int setup(void **state)
{
	static char text[1 << 20];
	FILE *file = fopen("tests/fixtures/contract.json", "r");
	size_t len;

	(void)state;
	if (!file)
		return -1;
	len = fread(text, 1, sizeof(text), file);
	fclose(file);
	return ashby_record_parse(&contract, ashby_text_of(text, len), NULL, NULL);
}

static int teardown(void **state)
{
	(void)state;
	ashby_record_unref(contract);
	return 0;
}

static struct ashby_value member(struct ashby_value value, const char *key, size_t len)
{
	for (value = ashby_value_first(value); value.node; value = ashby_value_next(value))
		if (ashby_text_equal(ashby_value_key(value), ashby_text_of(key, len)))
			break;
	return value;
}

static struct ashby_value endpoint(const char *name)
{
	struct ashby_value value =
		member(ashby_get(ashby_record_root(contract), "endpoints"), name, strlen(name));

	if (!value.node)
		fail_msg("the contract has no %s", name);
	return value;
}

static struct ashby_value schema(struct ashby_text name)
{
	return member(ashby_get(ashby_record_root(contract), "schemas"), name.raw, name.len);
}

/* The schema of the records that the kind is read from. */
static struct ashby_value record_schema(enum ashby_kind kind)
{
	struct ashby_text result;

	if (kind == ASHBY_EVENTS)
		return schema(ashby_text_str("InterviewEvent"));
	result = ashby_get_text(endpoint(ashby_kind_info(kind)->list), "result");
	assert_true(result.len > 2 && memcmp(result.raw, "[]", 2) == 0);
	return schema(ashby_text_of(result.raw + 2, result.len - 2));
}

/* The description of what a member of that description's type is called key. */
static struct ashby_value inside(struct ashby_value what, const char *key, size_t len)
{
	return member(schema(ashby_get_text(what, "type")), key, len);
}

/* Walks a column's path through the schemas; the description of what it ends at, absent if nothing is there. */
static struct ashby_value describe(struct ashby_value fields, const char *path)
{
	struct ashby_value what = { NULL };

	do {
		size_t len = strcspn(path, *path == '[' ? "]" : ".[");

		if (*path++ != '[')
			what = what.node ? inside(what, path - 1, len) : member(fields, path - 1, len);
		else if (ashby_text_equal(ashby_get_text(what, "type"), ashby_text_str("array")))
			what = ashby_get(what, "items");
		path += path[-1] == '[' ? len : len - 1;
		path += *path == '.';
	} while (*path && what.node);
	return what;
}

/* The types of the contract that a column may be read from. */
static const char *const types[] = {
	[ASHBY_COLUMN_TEXT] = "string uuid datetime date",
	[ASHBY_COLUMN_TIME] = "datetime string",
	[ASHBY_COLUMN_NUMBER] = "number integer",
	[ASHBY_COLUMN_BOOL] = "boolean",
	[ASHBY_COLUMN_COUNT] = "array ApprovalStep Approver",
	[ASHBY_COLUMN_REF] = "uuid string",
	[ASHBY_COLUMN_LIST] = "string uuid",
};

static void check_path(enum ashby_kind kind, const struct ashby_column *column, const char *path)
{
	bool parent = strncmp(path, "^.", 2) == 0;
	struct ashby_value fields =
		parent ? schema(ashby_text_str("InterviewSchedule")) : record_schema(kind);
	struct ashby_text type = ashby_get_text(describe(fields, path + (parent ? 2 : 0)), "type");
	char name[64];

	snprintf(name, sizeof(name), "%.*s", (int)type.len, type.raw ? type.raw : "");
	if (!*name || !strstr(types[column->type], name))
		fail_msg("%s: '%s' leads to '%s'", ashby_kind_info(kind)->name, path, name);
}

static void check_column(enum ashby_kind kind, const struct ashby_column *column)
{
	const char *path = column->from ? column->from : column->path, *plus = strchr(path, '+'), *key = plus;
	char one[128];

	if (!plus) {
		check_path(kind, column, path);
		return;
	}
	while (key > path && key[-1] != '.')
		key--;
	snprintf(one, sizeof(one), "%.*s", (int)(plus - path), path);
	check_path(kind, column, one);
	snprintf(one, sizeof(one), "%.*s%s", (int)(key - path), path, plus + 1);
	check_path(kind, column, one);
}

static void every_column_is_in_the_contract(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		const struct ashby_kind_info *info = ashby_kind_info((enum ashby_kind)kind);

		assert_string_equal(info->columns[0].path, "id");
		for (unsigned i = 0; i < info->column_count; i++)
			check_column((enum ashby_kind)kind, &info->columns[i]);
	}
}

static void every_column_is_a_field(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		const struct ashby_kind_info *info = ashby_kind_info((enum ashby_kind)kind);

		for (unsigned i = 0; i < info->column_count; i++) {
			struct ashby_field field;

			assert_true(ashby_field_find((enum ashby_kind)kind, info->columns[i].path, &field));
			assert_int_equal(field.column[0], i);
			assert_int_equal(field.hops, 0);
			assert_int_equal(field.type, info->columns[i].type);
		}
	}
}

static void check_request(const char *name, const char *body, const char *id)
{
	struct ashby_value request = ashby_get(endpoint(name), "request");
	struct ashby_record *record;

	if (id && !ashby_get(request, id).node)
		fail_msg("%s has no %s", name, id);
	if (!body)
		return;
	assert_int_equal(ashby_record_parse(&record, ashby_text_str(body), NULL, NULL), ASHBY_OK);
	for (struct ashby_value v = ashby_value_first(ashby_record_root(record)); v.node;
		v = ashby_value_next(v)) {
		struct ashby_text key = ashby_value_key(v);

		if (!member(request, key.raw, key.len).node)
			fail_msg("%s has no %.*s", name, (int)key.len, key.raw);
	}
	ashby_record_unref(record);
}

static void endpoints_take_what_they_are_sent(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		const struct ashby_kind_info *info = ashby_kind_info((enum ashby_kind)kind);

		if (info->list)
			check_request(info->list, info->body, NULL);
		if (info->info)
			check_request(info->info, NULL, info->info_id);
		assert_true(!info->info == !info->info_id);
	}
}

static void kinds_are_found_by_name(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		assert_int_equal(ashby_kind_find(ashby_kind_info((enum ashby_kind)kind)->name), kind);
	assert_int_equal(ashby_kind_find("application"), ASHBY_KIND_COUNT);
	assert_int_equal(ashby_kind_find(""), ASHBY_KIND_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_column_is_in_the_contract),
		cmocka_unit_test(every_column_is_a_field),
		cmocka_unit_test(endpoints_take_what_they_are_sent),
		cmocka_unit_test(kinds_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
