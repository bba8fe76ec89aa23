/*
 * store_kit.h: what the tests of the store share: putting a record given as JSON, reading fields by path and id. A test
 * includes it once, after cmocka.h.
 */
#ifndef TEST_STORE_KIT_H
#define TEST_STORE_KIT_H

#include <string.h>

#include "ashby/store.h"

#define ID(kind, n) "00000000-0000-4" #kind "-8000-00000000000" #n
#define APPLICATION ID(001, 1)
#define CANDIDATE ID(002, 1)
#define JOB ID(003, 1)

static inline int setup(void **state)
{
	return ashby_store_new((struct ashby_store **)state);
}

static inline int teardown(void **state)
{
	ashby_store_free(*state);
	return 0;
}

static inline struct ashby_record *parse(const char *json)
{
	struct ashby_record *record = NULL;
	struct ashby_err err = { 0 };

	if (ashby_record_parse(&record, ashby_text_str(json), NULL, &err))
		fail_msg("%s: %s", json, err.message);
	return record;
}

static inline enum ashby_error try_put(struct ashby_store *store, enum ashby_kind kind, const char *json)
{
	struct ashby_record *record = parse(json);
	enum ashby_error error =
		ashby_store_put(store, kind, ashby_record_root(record), ashby_text_str(json));

	ashby_record_unref(record);
	return error;
}

static inline void put(struct ashby_store *store, enum ashby_kind kind, const char *json)
{
	assert_int_equal(try_put(store, kind, json), ASHBY_OK);
}

static inline uint32_t find(struct ashby_store *store, enum ashby_kind kind, const char *id)
{
	return ashby_store_find(store, kind, ashby_text_str(id));
}

static inline struct ashby_field field(enum ashby_kind kind, const char *path)
{
	struct ashby_field field;

	if (!ashby_field_find(kind, path, &field))
		fail_msg("no field %s", path);
	return field;
}

static inline void assert_text(struct ashby_text text, const char *expected)
{
	if (text.len != strlen(expected) || (text.len && memcmp(text.raw, expected, text.len) != 0))
		fail_msg("'%.*s' is not '%s'", (int)text.len, text.raw ? text.raw : "", expected);
}

static inline void assert_field(struct ashby_store *store, enum ashby_kind kind, const char *id,
	const char *path, const char *expected)
{
	struct ashby_field f = field(kind, path);

	assert_text(ashby_field_text(store, &f, find(store, kind, id)), expected);
}

static inline double number(struct ashby_store *store, enum ashby_kind kind, const char *id, const char *path)
{
	struct ashby_field f = field(kind, path);

	return ashby_field_number(store, &f, find(store, kind, id));
}

static inline int64_t time_at(
	struct ashby_store *store, enum ashby_kind kind, const char *id, const char *path)
{
	struct ashby_field f = field(kind, path);

	return ashby_field_time(store, &f, find(store, kind, id));
}

/* Almost all that an application can have, and what only a newer server would send. */
/* clang-format off */
#define APPLICATION_RECORD \
	"{\"id\":\"" APPLICATION "\",\"status\":\"Active\"," \
	"\"createdAt\":\"2026-05-28T21:07:04.042Z\",\"updatedAt\":\"2026-05-29T00:00:00.000Z\"," \
	"\"candidate\":{\"id\":\"" CANDIDATE "\",\"name\":\"Priya Raman\"," \
	"\"primaryEmailAddress\":{\"value\":\"priya@example.test\",\"type\":\"Work\",\"isPrimary\":true}}," \
	"\"job\":{\"id\":\"" JOB "\",\"title\":\"Backend Engineer\",\"brandId\":\"x\"}," \
	"\"source\":null,\"creditedToUser\":null,\"archiveReason\":null," \
	"\"currentInterviewStage\":{\"id\":\"" ID(004, 1) "\",\"title\":\"Onsite\",\"type\":\"Active\"," \
	"\"orderInInterviewPlan\":4,\"interviewPlanId\":\"" ID(005, 1) "\",\"interviewStageGroupId\":null}," \
	"\"hiringTeam\":[" \
	"{\"userId\":\"" ID(006, 1) "\",\"firstName\":\"Jo\",\"lastName\":\"Ortiz\",\"role\":\"Hiring Manager\"}," \
	"{\"userId\":\"" ID(006, 2) "\",\"firstName\":\"Mei\",\"lastName\":\"Chen\",\"role\":\"Recruiter\"}]," \
	"\"unheardOf\":{\"a\":[1,2,{\"b\":null}]}}"
/* clang-format on */

#endif
