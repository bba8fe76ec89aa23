/*
 * test_catalog.c: the catalogue against the contract, both ways: every endpoint that the API offers has a row
 * that says the same, no row says more, every name of the reference resolves, its other spellings are
 * accepted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/catalog.h"

static struct ashby_record *contract;

static int setup(void **state)
{
	struct ashby_buf text;
	FILE *file = fopen("tests/fixtures/contract.json", "rb");
	struct ashby_err err = { 0 };
	char *room;
	size_t n;

	(void)state;
	if (!file)
		return -1;
	ashby_buf_init(&text, ASHBY_BUF_MAX);
	while ((room = ashby_buf_room(&text, 65536)) && (n = fread(room, 1, 65536, file)) > 0)
		text.len += n;
	fclose(file);
	if (ashby_record_parse(&contract, ashby_text_of(text.data, text.len), NULL, &err))
		print_error("%s\n", err.message);
	ashby_buf_release(&text);
	return contract ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	ashby_record_unref(contract);
	return 0;
}

/* ---- small helpers over the contract ---- */

static struct ashby_value member(struct ashby_value object, const char *key)
{
	struct ashby_value v = ashby_value_first(object);

	while (ashby_type(v) != ASHBY_ABSENT && !ashby_text_equal(ashby_value_key(v), ashby_text_str(key)))
		v = ashby_value_next(v);
	return v;
}

static struct ashby_value section(const char *name)
{
	return member(ashby_record_root(contract), name);
}

static void copy_text(struct ashby_text text, char *out, size_t size)
{
	assert_true(text.len < size);
	if (text.len)
		memcpy(out, text.raw, text.len);
	out[text.len] = '\0';
}

static bool text_is(struct ashby_text text, const char *s)
{
	return ashby_text_equal(text, ashby_text_str(s));
}

/* Those that the API takes; what is done with others on this side is test_adapt.c's. */
static size_t count_params(const struct ashby_function *row)
{
	size_t n = 0;

	for (const struct ashby_param *param = row->params; param->type != ASHBY_PARAM_END; param++)
		n += param->use == ASHBY_PARAM_SENT;
	return n;
}

static size_t count_listed(const char *list)
{
	size_t n = list != NULL;

	for (; list && *list; list++)
		n += *list == '|';
	return n;
}

static bool is_listed(const char *list, struct ashby_text name)
{
	while (list) {
		size_t len = strcspn(list, "|");

		if (ashby_text_equal(ashby_text_of(list, len), name))
			return true;
		list = list[len] ? list + len + 1 : NULL;
	}
	return false;
}

/* ---- one row against its endpoint ---- */

/* Which types of the contract a type of the catalogue may stand for. */
static const struct {
	const char *contract;
	enum ashby_param_type types[4];
} type_pairs[] = {
	{ "uuid", { ASHBY_PARAM_UUID } },
	{ "string", { ASHBY_PARAM_STRING, ASHBY_PARAM_EMAIL, ASHBY_PARAM_URL } },
	{ "boolean", { ASHBY_PARAM_BOOL } },
	{ "integer", { ASHBY_PARAM_INT, ASHBY_PARAM_EPOCH } },
	{ "number", { ASHBY_PARAM_INT, ASHBY_PARAM_NUMBER } },
	{ "int64", { ASHBY_PARAM_EPOCH } },
	{ "datetime", { ASHBY_PARAM_DATETIME } },
	{ "date", { ASHBY_PARAM_DATE } },
	{ "url", { ASHBY_PARAM_URL } },
	{ "object", { ASHBY_PARAM_OBJECT } },
	{ "FormSubmission", { ASHBY_PARAM_OBJECT } },
	{ "AssessmentData", { ASHBY_PARAM_OBJECT } },
	{ "array", { ASHBY_PARAM_ARRAY, ASHBY_PARAM_STRINGS, ASHBY_PARAM_UUIDS } },
	{ "[]string", { ASHBY_PARAM_STRINGS } },
	{ "[]object", { ASHBY_PARAM_ARRAY } },
	{ "uuid|string", { ASHBY_PARAM_STRING } },
};

static void check_type(const struct ashby_param *param, struct ashby_text type)
{
	for (size_t i = 0; i < sizeof(type_pairs) / sizeof(type_pairs[0]); i++) {
		if (!text_is(type, type_pairs[i].contract))
			continue;
		for (size_t j = 0; j < 4 && type_pairs[i].types[j]; j++)
			if (type_pairs[i].types[j] == param->type)
				return;
		fail_msg("%s is a %s", param->name, ashby_param_type_name(param->type));
	}
	/* What the contract has no one type for can be anything. */
	assert_int_equal(param->type, ASHBY_PARAM_ANY);
}

static void check_values(const struct ashby_param *param, struct ashby_value declared)
{
	struct ashby_value values = member(declared, "enum");
	size_t n = 0;

	if (ashby_type(values) == ASHBY_ABSENT)
		values = member(member(declared, "items"), "enum");
	for (struct ashby_value v = ashby_value_first(values); ashby_type(v) != ASHBY_ABSENT;
		v = ashby_value_next(v)) {
		if (ashby_type(v) != ASHBY_STRING || !ashby_value_text(v).len)
			continue;
		n++;
		assert_true(is_listed(param->values, ashby_value_text(v)));
	}
	assert_int_equal(count_listed(param->values), n);
}

/* What holds when a parameter is left out. */
static void check_default(const struct ashby_param *param, struct ashby_value declared)
{
	struct ashby_buf json;

	if (ashby_type(declared) == ASHBY_ABSENT)
		return;
	ashby_buf_init(&json, 4096);
	ashby_value_print(&json, declared, 0);
	assert_non_null(param->without);
	assert_string_equal(param->without, ashby_buf_str(&json));
	ashby_buf_release(&json);
}

static void check_params(const struct ashby_function *row, struct ashby_value request)
{
	char name[80];

	for (struct ashby_value p = ashby_value_first(request); ashby_type(p) != ASHBY_ABSENT;
		p = ashby_value_next(p)) {
		const struct ashby_param *param;

		copy_text(ashby_value_key(p), name, sizeof(name));
		param = ashby_param_find(row, name);
		if (!param || strcmp(param->name, name) != 0 || param->use != ASHBY_PARAM_SENT)
			fail_msg("%s lacks %s", row->endpoint, name);
		assert_int_equal(param->required, ashby_value_bool(member(p, "required"), false));
		assert_int_equal(param->nullable, ashby_value_bool(member(p, "nullable"), false));
		check_type(param, ashby_value_text(member(p, "type")));
		check_values(param, p);
		check_default(param, member(p, "default"));
	}
	/* Of an undocumented endpoint a row may know what the reference passes. */
	if (!row->undocumented)
		assert_int_equal(count_params(row), ashby_value_count(request));
}

/* one_of is a list of sets; those which are required anyway stand with their parameters. */
static void check_one_of(const struct ashby_function *row, struct ashby_value one_of)
{
	char name[80];
	size_t n = 0;

	for (struct ashby_value set = ashby_value_first(one_of); ashby_type(set) != ASHBY_ABSENT;
		set = ashby_value_next(set)) {
		for (struct ashby_value v = ashby_value_first(set); ashby_type(v) != ASHBY_ABSENT;
			v = ashby_value_next(v)) {
			copy_text(ashby_value_text(v), name, sizeof(name));
			if (ashby_param_find(row, name)->required)
				continue;
			n++;
			assert_true(is_listed(row->one_of, ashby_value_text(v)));
		}
	}
	assert_int_equal(count_listed(row->one_of), n);
}

/* Codes of cursors, tokens and bad input are those of many, and said once. */
static void check_errors(const struct ashby_function *row, struct ashby_value codes)
{
	size_t n = 0;

	for (struct ashby_value v = ashby_value_first(codes); ashby_type(v) != ASHBY_ABSENT;
		v = ashby_value_next(v)) {
		struct ashby_text code = ashby_value_text(v);

		if (ashby_text_find(code, ashby_text_str("cursor")) ||
			ashby_text_find(code, ashby_text_str("sync")) || text_is(code, "invalid_input"))
			continue;
		n++;
		assert_true(is_listed(row->errors, code));
	}
	assert_int_equal(count_listed(row->errors), n);
}

static void check_row(const struct ashby_function *row, struct ashby_value endpoint)
{
	static const char *const paging[] = { "none", "cursor", "cursor+sync" };
	struct ashby_text permission = ashby_value_text(member(endpoint, "permission"));

	assert_int_equal(
		row->effect == ASHBY_WRITE, text_is(ashby_value_text(member(endpoint, "kind")), "write"));
	assert_int_equal(row->danger != ASHBY_CLASS_NONE, row->effect == ASHBY_WRITE);
	assert_true(text_is(ashby_value_text(member(endpoint, "pagination")), paging[row->paging]));
	assert_true(text_is(ashby_value_text(member(endpoint, "result")), row->result));
	/* Where the documentation is silent, the contract says in words what is known. */
	assert_int_equal(row->undocumented, ashby_type(member(endpoint, "documented")) != ASHBY_BOOL);
	if (row->permission)
		assert_true(text_is(permission, row->permission));
	else
		assert_memory_equal(permission.raw, "unknown", 7);
	check_params(row, member(endpoint, "request"));
	check_one_of(row, member(endpoint, "one_of"));
	check_errors(row, member(endpoint, "error_codes"));
}

/* ---- tests ---- */

static void test_every_endpoint_has_its_row(void **state)
{
	size_t count, n = 0;
	char name[80];

	(void)state;
	for (struct ashby_value e = ashby_value_first(section("endpoints")); ashby_type(e) != ASHBY_ABSENT;
		e = ashby_value_next(e)) {
		const struct ashby_function *row;

		copy_text(ashby_value_key(e), name, sizeof(name));
		row = ashby_catalog_find(name);
		/* What the reference calls "me" no source of Ashby knows. */
		if (!strcmp(name, "user.me")) {
			assert_null(row);
			continue;
		}
		if (!row)
			fail_msg("no row for %s", name);
		n++;
		check_row(row, e);
	}
	ashby_catalog(&count);
	assert_int_equal(count, n);
}

static void test_partners_have_no_row(void **state)
{
	char name[80];

	(void)state;
	for (struct ashby_value e = ashby_value_first(section("other_endpoints"));
		ashby_type(e) != ASHBY_ABSENT; e = ashby_value_next(e)) {
		copy_text(ashby_value_text(member(e, "name")), name, sizeof(name));
		assert_null(ashby_catalog_find(name));
	}
}

static void test_rows_are_sound(void **state)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		char buf[128];

		assert_string_equal(ashby_endpoint_name(rows[i].endpoint, buf), rows[i].endpoint);
		assert_ptr_equal(ashby_catalog_find(rows[i].endpoint), &rows[i]);
		if (rows[i].name)
			assert_ptr_equal(ashby_catalog_find(rows[i].name), &rows[i]);
		assert_true(strlen(rows[i].summary) >= 10 && strlen(rows[i].summary) <= 80);
		assert_true(rows[i].summary[strlen(rows[i].summary) - 1] != '.');
		/* Groups are whole: a row of another group never comes between. */
		for (size_t j = i + 1; j < count; j++)
			if (!strcmp(rows[j].group, rows[i].group))
				assert_string_equal(rows[j - 1].group, rows[i].group);
	}
}

/* "note (or note.value)" names note. */
static void first_word(struct ashby_text text, char *out, size_t size)
{
	copy_text(text, out, size);
	out[strcspn(out, " .")] = '\0';
}

static void check_renames(const struct ashby_function *row, struct ashby_value function)
{
	char from[80], to[80];

	for (struct ashby_value r = ashby_value_first(member(function, "renames"));
		ashby_type(r) != ASHBY_ABSENT; r = ashby_value_next(r)) {
		const struct ashby_param *param;

		copy_text(ashby_value_key(r), from, sizeof(from));
		first_word(ashby_value_text(r), to, sizeof(to));
		param = ashby_param_find(row, from);
		if (!param)
			fail_msg("%s does not accept %s", row->endpoint, from);
		assert_string_equal(param->use == ASHBY_PARAM_FOLDED ? param->arg : param->name, to);
	}
}

/* Every parameter that the reference offers is taken, or refused with what to do instead. */
static void check_offered(const struct ashby_function *row, struct ashby_value function)
{
	static const char *const refused[] = { "offset", "brandId" };
	char name[80];

	for (struct ashby_value p = ashby_value_first(member(function, "params"));
		ashby_type(p) != ASHBY_ABSENT; p = ashby_value_next(p)) {
		struct ashby_err err = { 0 };
		struct ashby_body *body = NULL;
		bool known;

		copy_text(ashby_value_key(p), name, sizeof(name));
		known = ashby_param_find(row, name) || !strcmp(name, "body");
		for (size_t i = 0; !known && i < sizeof(refused) / sizeof(refused[0]); i++)
			known = !strcmp(name, refused[i]);
		if (!known)
			fail_msg("%s: %s of the reference is not taken", row->endpoint, name);
		if (ashby_param_find(row, name) || !strcmp(name, "body"))
			continue;
		assert_int_equal(ashby_body_new(&body), ASHBY_OK);
		assert_int_equal(ashby_function_set(row, body, name, "1", 0, &err), ASHBY_EUSAGE);
		assert_null(strstr(err.message, "did you mean"));
		assert_null(strstr(err.message, "it takes "));
		ashby_body_free(body);
	}
}

static void test_names_of_the_reference(void **state)
{
	char name[80], endpoint[80];
	size_t n = 0;

	(void)state;
	for (struct ashby_value f = ashby_value_first(section("functions")); ashby_type(f) != ASHBY_ABSENT;
		f = ashby_value_next(f)) {
		const struct ashby_function *row;

		n++;
		copy_text(ashby_value_key(f), name, sizeof(name));
		copy_text(ashby_value_text(member(f, "endpoint")), endpoint, sizeof(endpoint));
		row = ashby_catalog_find(name);
		/* The raw verb goes to any endpoint, so it has no row. */
		if (!strcmp(endpoint, "*")) {
			assert_null(row);
			continue;
		}
		if (!row)
			fail_msg("no row named %s", name);
		assert_string_equal(row->endpoint, endpoint);
		check_renames(row, f);
		check_offered(row, f);
	}
	assert_int_equal(n, 44);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_endpoint_has_its_row),
		cmocka_unit_test(test_partners_have_no_row),
		cmocka_unit_test(test_rows_are_sound),
		cmocka_unit_test(test_names_of_the_reference),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
