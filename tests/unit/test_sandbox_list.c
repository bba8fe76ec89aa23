/* The sandbox's pages, cursors, sync tokens, rights and refusals, without HTTP. */
#include "sandbox.h"

#include "drift.h"
#include "overlay.h"

/* Walks a list to its end; calls seen for each id if given. Returns the number of rows and copies the token. */
static unsigned walk(struct world *world, const char *endpoint, unsigned limit, const char *sync,
	char token[16], void (*seen)(void *arg, const char *id), void *arg)
{
	char cursor[200] = "", body[400];
	unsigned rows = 0;

	for (;;) {
		struct reply reply;
		bool more;

		snprintf(body, sizeof(body), "{\"limit\":%u%s%s%s%s%s%s}", limit,
			*cursor ? ",\"cursor\":\"" : "", cursor, *cursor ? "\"" : "",
			sync ? ",\"syncToken\":\"" : "", sync ? sync : "", sync ? "\"" : "");
		ask(&reply, world, endpoint, body);
		assert_true(is_success(&reply));
		assert_true(ashby_value_count(ashby_get(reply.root, "results")) <= limit);
		for (struct ashby_value e = ashby_value_first(ashby_get(reply.root, "results")); e.node;
			e = ashby_value_next(e)) {
			if (seen)
				seen(arg, text_at(e, "id"));
			rows++;
		}
		more = ashby_value_bool(ashby_get(reply.root, "moreDataAvailable"), true);
		/* The token comes with the last page only, the cursor with all others. */
		assert_int_equal(
			ashby_type(ashby_get(reply.root, "syncToken")), more ? ASHBY_ABSENT : ASHBY_STRING);
		assert_int_equal(
			ashby_type(ashby_get(reply.root, "nextCursor")), more ? ASHBY_STRING : ASHBY_ABSENT);
		snprintf(cursor, sizeof(cursor), "%s", text_at(reply.root, "nextCursor"));
		if (!more && token)
			snprintf(token, 16, "%s", text_at(reply.root, "syncToken"));
		reply_release(&reply);
		if (!more)
			return rows;
	}
}

/* Ids as bits: which records of a kind were seen. */
struct seen {
	struct world *world;
	enum kind kind;
	unsigned char *bits;
	uint32_t count;
};

static void mark(void *arg, const char *text)
{
	struct seen *seen = arg;
	struct id id;

	assert_true(id_parse(seen->world->seed, text, strlen(text), &id));
	assert_int_equal(id.kind, seen->kind);
	assert_true(id.index < seen->count);
	assert_int_equal(seen->bits[id.index]++, 0);
}

static void pages_cover_each_row_once(void **state)
{
	static const unsigned limits[] = { 1, 7, 99, 100 };
	struct world *world = world_of(1, 263, 9);

	(void)state;
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		for (unsigned k = 0; k < 3; k++) {
			static const char *const lists[] = { "candidate.list", "application.list",
				"job.list" };
			static const enum kind kinds[] = { KIND_CANDIDATE, KIND_APPLICATION, KIND_JOB };
			uint32_t counts[] = { 263, world_applications(world), 9 };
			struct seen seen = { world, kinds[k], calloc(counts[k], 1), counts[k] };

			assert_non_null(seen.bits);
			assert_int_equal(
				walk(world, lists[k], limits[i], NULL, NULL, mark, &seen), counts[k]);
			free(seen.bits);
		}
	world_free(world);
}

static void cursors_have_the_real_lengths(void **state)
{
	struct world *world = world_of(1, 300, 9);
	struct reply reply;

	(void)state;
	ask(&reply, world, "candidate.list", "{}");
	assert_in_range(strlen(text_at(reply.root, "nextCursor")), 2, 6);
	reply_release(&reply);
	ask(&reply, world, "application.list", "{}");
	assert_int_equal(strlen(text_at(reply.root, "nextCursor")), 119);
	reply_release(&reply);
	world_free(world);
}

static void expect_code_with(
	struct world *world, const char *scopes, const char *endpoint, const char *body, const char *code)
{
	struct reply reply;

	ask_with(&reply, world, scopes, endpoint, body);
	assert_false(is_success(&reply));
	assert_int_equal(ashby_type(ashby_get(reply.root, "results")), ASHBY_ABSENT);
	assert_string_equal(text_at(reply.root, "errorInfo.code"), code);
	assert_string_equal(text_at(reply.root, "errors[0]"), code);
	assert_string_equal(text_at(reply.root, "errorInfo.requestId"), "01TEST");
	assert_true(strlen(text_at(reply.root, "errorInfo.message")) > 0);
	reply_release(&reply);
}

static void expect_code(struct world *world, const char *endpoint, const char *body, const char *code)
{
	expect_code_with(world, NULL, endpoint, body, code);
}

static void bad_input_is_refused(void **state)
{
	static const struct {
		const char *endpoint, *body, *code;
	} cases[] = {
		{ "candidate.list", "{\"limit\":101}", "invalid_input" },
		{ "candidate.list", "{\"limit\":0}", "invalid_input" },
		{ "candidate.list", "{\"limit\":\"5\"}", "invalid_input" },
		{ "candidate.list", "{\"limit\":2.5}", "invalid_input" },
		{ "candidate.list", "{\"cursor\":\"nonsense\"}", "invalid_next_cursor" },
		{ "candidate.list", "{\"cursor\":\"\"}", "invalid_next_cursor" },
		{ "candidate.list", "{\"cursor\":4}", "invalid_input" },
		{ "candidate.list", "{\"syncToken\":\"nonsense\"}", "sync_token_invalid" },
		{ "candidate.list", "{\"createdAfter\":\"2026-01-01\"}", "invalid_input" },
		{ "application.list", "{\"status\":[\"Active\"]}", "invalid_input" },
		{ "application.list", "{\"status\":\"active\"}", "invalid_input" },
		{ "application.list", "{\"jobId\":\"x\"}", "invalid_input" },
		{ "job.list", "{\"status\":\"Open\"}", "invalid_input" },
		{ "job.list", "{\"expand\":[\"nothing\"]}", "invalid_input" },
		{ "job.search", "{}", "invalid_input" },
		{ "user.search", "{}", "invalid_input" },
		{ "interviewEvent.list", "{}", "invalid_input" },
		{ "candidate.info", "{}", "invalid_input" },
		{ "candidate.info", "[]", "invalid_input" },
		{ "candidate.info", "{", "invalid_input" },
		{ "candidate.info", "", "invalid_input" },
		{ "location.list", "{\"archived\":true}", "invalid_input" },
		{ "candidate.create", "{\"name\":7}", "invalid_input" },
		{ "offer.approve", "{}", "invalid_input" },
	};
	struct world *world = world_of(1, 120, 5);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_code(world, cases[i].endpoint, cases[i].body, cases[i].code);
	world_free(world);
}

static void stray_properties_are_ignored(void **state)
{
	struct world *world = world_of(1, 20, 5);
	struct reply reply;

	(void)state;
	ask(&reply, world, "jobPosting.list", "{\"limit\":5,\"cursor\":7,\"colour\":null}");
	assert_true(is_success(&reply));
	assert_int_equal(ashby_type(ashby_get(reply.root, "moreDataAvailable")), ASHBY_ABSENT);
	reply_release(&reply);
	ask(&reply, world, "user.list", "{\"cursor\":null,\"syncToken\":null}");
	assert_true(is_success(&reply));
	reply_release(&reply);
	world_free(world);
}

static void a_cursor_belongs_to_its_endpoint(void **state)
{
	struct world *world = world_of(1, 300, 200);
	struct reply reply;
	char body[300];

	(void)state;
	ask(&reply, world, "application.list", "{\"limit\":1}");
	snprintf(body, sizeof(body), "{\"cursor\":\"%s\"}", text_at(reply.root, "nextCursor"));
	reply_release(&reply);
	expect_code(world, "candidate.list", body, "invalid_next_cursor");
	expect_code(world, "interviewSchedule.list", body, "invalid_next_cursor");
	world_free(world);
}

/* ---- sync ---- */

struct changed {
	struct world *world;
	enum kind kind;
	uint32_t since;
	unsigned count;
};

static void must_have_changed(void *arg, const char *text)
{
	struct changed *changed = arg;
	const struct change *change;
	struct id id;

	assert_true(id_parse(changed->world->seed, text, strlen(text), &id));
	assert_int_equal(id.kind, changed->kind);
	change = overlay_find(changed->world, id);
	assert_non_null(change);
	assert_true(change->seq > changed->since);
	changed->count++;
}

static unsigned count_changes(const struct world *world, enum kind kind, uint32_t since)
{
	unsigned n = 0;
	size_t count;
	const struct change *all = overlay_all(world, kind, &count);

	/* What is gone has changed too, and is not listed. */
	for (size_t i = 0; i < count; i++) {
		enum kind owner = kind == KIND_CANDIDATE || kind == KIND_JOB ? kind : KIND_APPLICATION;

		n += all[i].seq > since && world_has(world, (struct id){ owner, all[i].index, 0 });
	}
	return n;
}

static void a_token_gives_only_what_changed(void **state)
{
	static const struct {
		const char *list;
		enum kind kind;
	} lists[] = { { "candidate.list", KIND_CANDIDATE }, { "application.list", KIND_APPLICATION },
		{ "job.list", KIND_JOB }, { "interviewSchedule.list", KIND_SCHEDULE },
		{ "applicationFeedback.list", KIND_FEEDBACK } };
	struct world *world = world_of(6, 500, 12);
	char tokens[5][16];
	uint32_t since = 0;

	(void)state;
	for (unsigned i = 0; i < 5; i++) {
		walk(world, lists[i].list, 100, NULL, tokens[i], NULL, NULL);
		assert_int_equal(strlen(tokens[i]), 9);
		assert_int_equal(walk(world, lists[i].list, 100, tokens[i], NULL, NULL, NULL), 0);
	}
	for (unsigned round = 0; round < 3; round++) {
		for (unsigned n = 0; n < 150; n++)
			assert_int_equal(drift_once(world), ASHBY_OK);
		for (unsigned i = 0; i < 5; i++) {
			struct changed changed = { world, lists[i].kind, since, 0 };
			char old[16];

			memcpy(old, tokens[i], sizeof(old));
			/* Small pages, so that the pass has cursors. A draft job is not listed unless asked for. */
			walk(world, lists[i].list, 7, old, tokens[i], must_have_changed, &changed);
			/* Feedback that is missing runs out. */
			assert_true(changed.count > 0 || (round > 0 && lists[i].kind == KIND_FEEDBACK));
			if (lists[i].kind != KIND_JOB)
				assert_int_equal(changed.count, count_changes(world, lists[i].kind, since));
		}
		since = overlay_seq(world);
	}
	world_free(world);
}

static void drift_comes_from_the_seed(void **state)
{
	struct world *one = world_of(6, 300, 12), *two = world_of(6, 300, 12);
	struct reply a, b;

	(void)state;
	for (unsigned n = 0; n < 200; n++) {
		drift_once(one);
		drift_once(two);
	}
	/* More have come, and are listed after everybody else. */
	assert_true(world_candidates(one) > 300);
	ask(&a, one, "application.list", "{\"createdAfter\":1795525320000}");
	ask(&b, two, "application.list", "{\"createdAfter\":1795525320000}");
	assert_string_equal(ashby_buf_str(&a.text), ashby_buf_str(&b.text));
	assert_in_range(ashby_value_count(ashby_get(a.root, "results")), world_candidates(one) - 304,
		world_candidates(one) - 300);
	reply_release(&a);
	reply_release(&b);
	world_free(one);
	world_free(two);
}

static void a_token_of_a_longer_life_has_expired(void **state)
{
	struct world *world = world_of(6, 60, 4), *fresh = world_of(6, 60, 4);
	char token[16], body[64];

	(void)state;
	for (unsigned n = 0; n < 10; n++)
		drift_once(world);
	walk(world, "candidate.list", 100, NULL, token, NULL, NULL);
	snprintf(body, sizeof(body), "{\"syncToken\":\"%s\"}", token);
	expect_code(fresh, "candidate.list", body, "sync_token_expired");
	/* And one endpoint's is not another's. */
	expect_code(world, "application.list", body, "sync_token_invalid");
	world_free(world);
	world_free(fresh);
}

/* ---- rights ---- */

static void a_key_has_its_scopes(void **state)
{
	struct world *world = world_of(1, 20, 5);
	struct reply reply;

	(void)state;
	expect_code_with(
		world, "candidatesRead,apiKeysRead", "job.list", "{}", "missing_endpoint_permission");
	expect_code_with(world, "candidatesRead,jobsReadX", "job.list", "{}", "missing_endpoint_permission");
	ask_with(&reply, world, "candidatesRead,apiKeysRead", "job.list", "{}");
	assert_int_equal(reply.status, 403);
	reply_release(&reply);
	ask_with(&reply, world, "candidatesRead,apiKeysRead", "candidate.list", "{}");
	assert_true(is_success(&reply));
	reply_release(&reply);
	ask_with(&reply, world, "candidatesRead,apiKeysRead", "apiKey.info", "{}");
	assert_int_equal(ashby_value_count(ashby_get(reply.root, "results.scopes")), 2);
	assert_string_equal(text_at(reply.root, "results.scopes[0]"), "candidates:read");
	assert_string_equal(text_at(reply.root, "results.scopes[1]"), "apiKeys:read");
	reply_release(&reply);
	world_free(world);
}

/* ---- the ways of saying that there is no such record ---- */

static void not_found_has_many_shapes(void **state)
{
	static const char nobody[] = "b7a2ab2a-f7f8-480a-9bdf-de750750f2db";
	static const struct {
		const char *endpoint, *name, *path, *value;
	} cases[] = {
		{ "candidate.info", "id", "errors[0]", "candidate_not_found" },
		{ "candidate.listNotes", "candidateId", "errors[0].code", "candidate_not_found" },
		{ "application.info", "applicationId", "errors[0].parameter", "applicationId" },
		{ "application.info", "applicationId", "errorInfo.code", "application_not_found" },
		{ "application.listHistory", "applicationId", "errorInfo.code", "application_not_found" },
		{ "application.listHistory", "applicationId", "errorInfo.message", "" },
		{ "interview.info", "id", "errorInfo.code", "" },
		{ "job.info", "id", "errorInfo.message", "there is no record with this id" },
	};
	struct world *world = world_of(1, 20, 5);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct reply reply;
		char body[120];

		snprintf(body, sizeof(body), "{\"%s\":\"%s\"}", cases[i].name, nobody);
		ask(&reply, world, cases[i].endpoint, body);
		assert_false(is_success(&reply));
		assert_string_equal(text_at(reply.root, cases[i].path), cases[i].value);
		reply_release(&reply);
	}
	world_free(world);
}

/* An id that is well made, of a record beyond the end. */
static void beyond_the_end_is_not_found(void **state)
{
	struct world *world = world_of(1, 20, 5);
	char body[80], id[ID_TEXT + 1];
	struct reply reply;

	(void)state;
	id_print(world->seed, (struct id){ KIND_CANDIDATE, 20, 0 }, id);
	snprintf(body, sizeof(body), "{\"id\":\"%s\"}", id);
	ask(&reply, world, "candidate.info", body);
	assert_string_equal(text_at(reply.root, "errors[0]"), "candidate_not_found");
	reply_release(&reply);
	id_print(world->seed, (struct id){ KIND_JOB, 5, 0 }, id);
	snprintf(body, sizeof(body), "{\"id\":\"%s\"}", id);
	expect_code(world, "job.info", body, "job_not_found");
	world_free(world);
}

/* ---- filters ---- */

static void filters_hold(void **state)
{
	struct world *world = world_of(1, 900, 14);
	char body[120], id[ID_TEXT + 1];
	struct reply reply;

	(void)state;
	id_print(world->seed, (struct id){ KIND_JOB, 2, 0 }, id);
	snprintf(body, sizeof(body), "{\"jobId\":\"%s\",\"status\":\"Active\"}", id);
	ask(&reply, world, "application.list", body);
	assert_true(ashby_value_count(ashby_get(reply.root, "results")) > 3);
	for (struct ashby_value e = ashby_value_first(ashby_get(reply.root, "results")); e.node;
		e = ashby_value_next(e)) {
		assert_string_equal(text_at(e, "job.id"), id);
		assert_string_equal(text_at(e, "status"), "Active");
	}
	reply_release(&reply);
	ask(&reply, world, "candidate.list", "{\"createdAfter\":1795000000000}");
	assert_true(ashby_value_count(ashby_get(reply.root, "results")) > 3);
	assert_true(ashby_get_time(reply.root, "results[0].createdAt") > INT64_C(1795000000000));
	reply_release(&reply);
	/* A draft shows only when it is asked for. */
	ask(&reply, world, "job.list", "{\"status\":[\"Draft\"]}");
	assert_int_equal(ashby_value_count(ashby_get(reply.root, "results")), 1);
	assert_int_equal(ashby_type(ashby_get(reply.root, "results[0].openedAt")), ASHBY_NULL);
	reply_release(&reply);
	ask(&reply, world, "candidate.search", "{\"name\":\"PRIYA raman\"}");
	assert_true(ashby_value_count(ashby_get(reply.root, "results")) >= 1);
	reply_release(&reply);
	world_free(world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_cover_each_row_once),
		cmocka_unit_test(cursors_have_the_real_lengths),
		cmocka_unit_test(bad_input_is_refused),
		cmocka_unit_test(stray_properties_are_ignored),
		cmocka_unit_test(a_cursor_belongs_to_its_endpoint),
		cmocka_unit_test(a_token_gives_only_what_changed),
		cmocka_unit_test(drift_comes_from_the_seed),
		cmocka_unit_test(a_token_of_a_longer_life_has_expired),
		cmocka_unit_test(a_key_has_its_scopes),
		cmocka_unit_test(not_found_has_many_shapes),
		cmocka_unit_test(beyond_the_end_is_not_found),
		cmocka_unit_test(filters_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
