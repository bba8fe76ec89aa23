/* contract.h: the published contract, and records held against its schemas. For test_sandbox_contract*.c. */
#ifndef TESTS_CONTRACT_H
#define TESTS_CONTRACT_H

#include "sandbox.h"

static struct ashby_record *contract;

static inline int setup(void **state)
{
	static char text[1 << 20];
	FILE *file = fopen("tests/fixtures/contract.json", "rb");
	size_t len;

	(void)state;
	if (!file)
		return -1;
	len = fread(text, 1, sizeof(text), file);
	fclose(file);
	return ashby_record_parse(&contract, ashby_text_of(text, len), NULL, NULL);
}

static inline int teardown(void **state)
{
	(void)state;
	ashby_record_unref(contract);
	return 0;
}

/* A member by its exact key, which may have dots; absent if there is none. */
static inline struct ashby_value member(struct ashby_value object, struct ashby_text key)
{
	struct ashby_value value = ashby_value_first(object);

	while (value.node && !ashby_text_equal(ashby_value_key(value), key))
		value = ashby_value_next(value);
	return value;
}

static inline struct ashby_value contract_part(const char *part, const char *name)
{
	return member(ashby_get(ashby_record_root(contract), part), ashby_text_str(name));
}

static void check_record(const char *where, const char *schema, struct ashby_value value);

static bool is_listed(struct ashby_value values, struct ashby_value value)
{
	for (struct ashby_value v = ashby_value_first(values); v.node; v = ashby_value_next(v))
		if (ashby_text_equal(ashby_value_text(v), ashby_value_text(value)))
			return true;
	return false;
}

static void check_type(const char *where, const char *type, struct ashby_value value)
{
	static const struct {
		const char *name;
		enum ashby_type type;
	} types[] = { { "string", ASHBY_STRING }, { "uuid", ASHBY_STRING }, { "datetime", ASHBY_STRING },
		{ "date", ASHBY_STRING }, { "boolean", ASHBY_BOOL }, { "integer", ASHBY_NUMBER },
		{ "number", ASHBY_NUMBER }, { "array", ASHBY_ARRAY }, { "object", ASHBY_OBJECT } };
	struct ashby_text text = ashby_value_text(value);
	int64_t ms;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].name, type) == 0 && ashby_type(value) != types[i].type)
			fail_msg("%s is no %s", where, type);
	if (strcmp(type, "uuid") == 0 && !id_is_uuid(text.raw, text.len))
		fail_msg("%s is no UUID", where);
	if (strcmp(type, "datetime") == 0 && !ashby_date_parse(text, &ms))
		fail_msg("%s is no time", where);
}

static void check_field(const char *where, struct ashby_value field, struct ashby_value value)
{
	const char *type = text_at(field, "type"), *item = text_at(field, "items.type");
	bool required = ashby_value_bool(ashby_get(field, "required"), false);
	bool nullable = ashby_value_bool(ashby_get(field, "nullable"), false);
	char schema[64];

	if (ashby_type(value) == ASHBY_ABSENT || ashby_type(value) == ASHBY_NULL) {
		if (required && !(nullable && ashby_type(value) == ASHBY_NULL))
			fail_msg("%s is required", where);
		return;
	}
	if (ashby_type(ashby_get(field, "enum")) == ASHBY_ARRAY &&
		!is_listed(ashby_get(field, "enum"), value))
		fail_msg("%s has a value outside its list", where);
	check_type(where, type, value);
	snprintf(schema, sizeof(schema), "%s", *item ? item : type);
	if (!contract_part("schemas", schema).node)
		return;
	if (!*item) {
		check_record(where, schema, value);
		return;
	}
	for (struct ashby_value e = ashby_value_first(value); e.node; e = ashby_value_next(e))
		check_record(where, schema, e);
}

static void check_record(const char *where, const char *schema, struct ashby_value value)
{
	if (ashby_type(value) != ASHBY_OBJECT)
		fail_msg("%s is no object", where);
	for (struct ashby_value field = ashby_value_first(contract_part("schemas", schema)); field.node;
		field = ashby_value_next(field)) {
		struct ashby_text key = ashby_value_key(field);
		char path[200];

		snprintf(path, sizeof(path), "%s.%.*s", where, (int)key.len, key.raw);
		check_field(path, field, member(value, key));
	}
}

/* The schema of an endpoint's results: "[]Candidate" is Candidate; "" if it is none of the contract's. */
static inline const char *schema_of(const char *endpoint)
{
	const char *result = text_at(contract_part("endpoints", endpoint), "result");

	if (strncmp(result, "[]", 2) == 0)
		result += 2;
	return contract_part("schemas", result).node ? result : "";
}

static void check_reply(const char *endpoint, const struct reply *reply)
{
	struct ashby_value results = ashby_get(reply->root, "results");
	char schema[64];

	if (!is_success(reply))
		fail_msg("%s: %s", endpoint, ashby_buf_str(&reply->text));
	snprintf(schema, sizeof(schema), "%s", schema_of(endpoint));
	assert_true(*schema);
	if (ashby_type(results) == ASHBY_OBJECT) {
		check_record(endpoint, schema, results);
		return;
	}
	assert_int_equal(ashby_type(results), ASHBY_ARRAY);
	for (struct ashby_value e = ashby_value_first(results); e.node; e = ashby_value_next(e))
		check_record(endpoint, schema, e);
}

#endif
