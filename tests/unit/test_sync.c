/* test_sync.c: kinds read into a store through a client: pages, tokens, what fails, what comes along. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <unistd.h>

#include "ashby/store.h"
#include "session_kit.h"
#include "sync.h"

/* What the server says to an endpoint, if its body holds needle; the first that fits and is not used up. */
struct answer {
	const char *endpoint, *needle;
	const char *json;
	int status; /* 0: 200 */
	int times;  /* 0: always */
};

struct world {
	struct kit kit;
	struct ashby_store *store;
	struct ashby_sync *sync;
	struct answer *answers;
	size_t count;
	struct script scripts[200];
	char *bytes[200]; /* of the scripts */
	size_t made;
	char asked[200][80]; /* "endpoint" or "endpoint needle" of the answer, in order */
	size_t asked_count;
};

#define PAGE(rows) "{\"success\":true,\"results\":[" rows "],\"moreDataAvailable\":false}"
#define PAGE_MORE(rows, cursor) \
	"{\"success\":true,\"results\":[" rows "],\"moreDataAvailable\":true,\"nextCursor\":\"" cursor "\"}"
#define PAGE_LAST(rows, token) \
	"{\"success\":true,\"results\":[" rows "],\"moreDataAvailable\":false,\"syncToken\":\"" token "\"}"
#define REFUSED(code) "{\"success\":false,\"errorInfo\":{\"code\":\"" code "\",\"message\":\"no\"}}"
#define ROW(id) "{\"id\":\"" id "\",\"title\":\"T" id "\"}"
#define ANSWER(world, rows) \
	((world)->answers = (rows), (world)->count = sizeof(rows) / sizeof(*(rows)), (world)->asked_count = 0)

static struct script *reply(struct world *world, int status, const char *json)
{
	struct script *script = &world->scripts[world->made];
	size_t size = strlen(json) + 200;
	char *bytes = malloc(size);

	assert_true(world->made < 200);
	world->bytes[world->made++] = bytes;
	snprintf(bytes, size,
		"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		status ? status : 200, strlen(json), json);
	*script = (struct script){ .bytes = bytes };
	return script;
}

static const struct script *pick(void *arg, const char *request)
{
	struct world *world = arg;
	const char *body = strstr(request, "\r\n\r\n");
	char endpoint[64] = "";

	assert_int_equal(sscanf(request, "POST /%63[a-zA-Z.] ", endpoint), 1);
	assert_true(world->asked_count < 200);
	for (size_t i = 0; i < world->count; i++) {
		struct answer *a = &world->answers[i];

		if (strcmp(a->endpoint, endpoint) != 0 || (a->needle && !strstr(body, a->needle)) ||
			a->times < 0)
			continue;
		if (a->times && --a->times == 0)
			a->times = -1;
		snprintf(world->asked[world->asked_count++], 80, "%s%s%s", endpoint, a->needle ? " " : "",
			a->needle ? a->needle : "");
		return reply(world, a->status, a->json);
	}
	snprintf(world->asked[world->asked_count++], 80, "%s", endpoint);
	return reply(world, 200, PAGE(""));
}

static int setup(void **state)
{
	struct world *world = calloc(1, sizeof(*world));

	kit_init(&world->kit, false, NULL);
	world->kit.server.pick = pick;
	world->kit.server.pick_arg = world;
	assert_int_equal(ashby_store_new(&world->store), ASHBY_OK);
	assert_int_equal(
		ashby_sync_new(&world->sync, world->kit.client, world->store, world->kit.loop), ASHBY_OK);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;

	ashby_sync_free(world->sync);
	kit_release(&world->kit);
	ashby_store_free(world->store);
	for (size_t i = 0; i < world->made; i++)
		free(world->bytes[i]);
	free(world);
	return 0;
}

static struct ashby_sync_state state_of(struct world *world, enum ashby_kind kind)
{
	struct ashby_sync_state state;

	ashby_sync_state(world->sync, kind, &state);
	return state;
}

/* Turns until nothing runs. */
static void finish(struct world *world)
{
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		while (state_of(world, (enum ashby_kind)kind).running)
			assert_int_equal(ashby_loop_turn(world->kit.loop, -1), ASHBY_OK);
}

static void turn_until_asked(struct world *world, size_t count)
{
	while (world->asked_count < count)
		assert_int_equal(ashby_loop_turn(world->kit.loop, -1), ASHBY_OK);
}

static bool has(struct world *world, enum ashby_kind kind, const char *id)
{
	return ashby_store_find(world->store, kind, ashby_text_str(id)) != ASHBY_NO_ROW;
}

static size_t times_asked(const struct world *world, const char *what)
{
	size_t times = 0;

	for (size_t i = 0; i < world->asked_count; i++)
		times += strncmp(world->asked[i], what, strlen(what)) == 0;
	return times;
}

/* Whether the n-th call, from the oldest, was one that nobody waited for. */
static bool was_prefetch(struct world *world, size_t n)
{
	struct ashby_activity activity;
	size_t count = 0;

	while (ashby_client_activity(world->kit.client, count, &activity))
		count++;
	assert_true(ashby_client_activity(world->kit.client, count - 1 - n, &activity));
	return activity.prefetch;
}

static void a_list_is_read_to_its_end(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", "\"cursor\":\"two\"", PAGE_LAST(ROW("e"), "t1"), 0, 0 },
		{ "candidateTag.list", "\"cursor\":\"one\"", PAGE_MORE(ROW("c") "," ROW("d"), "two"), 0, 0 },
		{ "candidateTag.list", "{\"limit\":100,\"includeArchived\":true}",
			PAGE_MORE(ROW("a") "," ROW("b"), "one"), 0, 0 },
	};
	struct world *world = *state;
	struct ashby_sync_state now;

	ANSWER(world, answers);
	now = state_of(world, ASHBY_TAGS);
	assert_false(now.started || now.running);
	assert_int_equal(now.synced_ms, ASHBY_NO_TIME);
	ashby_sync_want(world->sync, ASHBY_TAGS, 3);
	now = state_of(world, ASHBY_TAGS);
	assert_true(now.started && now.running && now.more);
	finish(world);
	now = state_of(world, ASHBY_TAGS);
	assert_true(now.started);
	assert_false(now.more);
	assert_int_equal(now.pages, 3);
	assert_int_equal(now.err.error, ASHBY_OK);
	assert_true(now.synced_ms != ASHBY_NO_TIME);
	assert_int_equal(ashby_store_count(world->store, ASHBY_TAGS), 5);
	assert_int_equal(world->asked_count, 3);
	/* A person waits for three rows, which two pages give. */
	assert_false(was_prefetch(world, 0));
	assert_false(was_prefetch(world, 1));
	assert_true(was_prefetch(world, 2));
	/* Looking again costs nothing. */
	ashby_sync_want(world->sync, ASHBY_TAGS, 50);
	kit_settle(&world->kit);
	assert_int_equal(world->asked_count, 3);
}

static void a_big_kind_rests_until_more_is_wanted(void **state)
{
	struct answer answers[] = {
		{ "candidate.list", "\"cursor\":\"two\"", PAGE_LAST(ROW("e"), "t1"), 0, 0 },
		{ "candidate.list", "\"cursor\":\"one\"", PAGE_MORE(ROW("c") "," ROW("d"), "two"), 0, 0 },
		{ "candidate.list", NULL, PAGE_MORE(ROW("a") "," ROW("b"), "one"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_CANDIDATES, 2);
	finish(world);
	assert_int_equal(ashby_store_count(world->store, ASHBY_CANDIDATES), 2);
	assert_true(state_of(world, ASHBY_CANDIDATES).more);
	assert_true(state_of(world, ASHBY_CANDIDATES).synced_ms != ASHBY_NO_TIME);
	ashby_sync_want(world->sync, ASHBY_CANDIDATES, 3);
	finish(world);
	assert_int_equal(ashby_store_count(world->store, ASHBY_CANDIDATES), 4);
	assert_int_equal(times_asked(world, "candidate.list"), 2);
	ashby_sync_want(world->sync, ASHBY_CANDIDATES, 100);
	finish(world);
	assert_int_equal(ashby_store_count(world->store, ASHBY_CANDIDATES), 5);
	assert_false(state_of(world, ASHBY_CANDIDATES).more);
}

static void what_is_recent_comes_first(void **state)
{
	struct answer answers[] = {
		{ "application.list", "\"createdAfter\":1772224000000", PAGE_MORE(ROW("y"), "old"), 0, 1 },
		{ "application.list", "cursor\":\"old\"", PAGE_LAST(ROW("z"), "short"), 0, 1 },
		{ "application.list", "cursor\":\"two\"", PAGE_LAST(ROW("y") "," ROW("z"), "long"), 0, 0 },
		{ "application.list", "\"syncToken\":\"long\"", PAGE(""), 0, 0 },
		{ "application.list", NULL, PAGE_MORE(ROW("a") "," ROW("b"), "two"), 0, 0 },
	};
	struct world *world = *state;

	ashby_clock_fix(INT64_C(1780000000000));
	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_APPLICATIONS, 1);
	while (times_asked(world, "application.list") < 3)
		assert_int_equal(ashby_loop_turn(world->kit.loop, -1), ASHBY_OK);
	assert_true(has(world, ASHBY_APPLICATIONS, "z"));
	assert_true(state_of(world, ASHBY_APPLICATIONS).more);
	finish(world);
	assert_int_equal(ashby_store_count(world->store, ASHBY_APPLICATIONS), 4);
	assert_false(state_of(world, ASHBY_APPLICATIONS).more);
	assert_int_equal(state_of(world, ASHBY_APPLICATIONS).pages, 4);
	/* The token is that of all, and once all is there nothing is read twice. */
	ashby_sync_refresh(world->sync, ASHBY_APPLICATIONS);
	finish(world);
	assert_int_equal(times_asked(world, "application.list \"syncToken"), 1);
	ashby_sync_resync(world->sync, ASHBY_APPLICATIONS);
	finish(world);
	assert_int_equal(times_asked(world, "application.list \"createdAfter"), 1);
}

static void a_big_kind_rests_with_what_is_recent(void **state)
{
	struct answer answers[] = {
		{ "candidate.list", "createdAfter", PAGE(ROW("y") "," ROW("z")), 0, 0 },
		{ "candidate.list", "cursor", PAGE(ROW("c")), 0, 0 },
		{ "candidate.list", NULL, PAGE_MORE(ROW("a") "," ROW("b"), "two"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_CANDIDATES, 2);
	finish(world);
	assert_int_equal(times_asked(world, "candidate.list"), 1);
	assert_true(state_of(world, ASHBY_CANDIDATES).more);
	ashby_sync_want(world->sync, ASHBY_CANDIDATES, 3);
	finish(world);
	assert_int_equal(times_asked(world, "candidate.list"), 2);
	assert_int_equal(ashby_store_count(world->store, ASHBY_CANDIDATES), 4);
}

static void without_the_filter_all_is_read(void **state)
{
	struct answer answers[] = {
		{ "interviewSchedule.list", "createdAfter", REFUSED("invalid_input"), 0, 0 },
		{ "interviewSchedule.list", NULL, PAGE(ROW("s")), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_SCHEDULES, 1);
	finish(world);
	assert_int_equal(state_of(world, ASHBY_SCHEDULES).err.error, ASHBY_OK);
	assert_true(has(world, ASHBY_SCHEDULES, "s"));
	assert_false(state_of(world, ASHBY_SCHEDULES).more);
}

static void a_refresh_asks_what_has_changed(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", "\"syncToken\":\"t2\"", PAGE_LAST("", "t3"), 0, 0 },
		{ "candidateTag.list", "\"syncToken\":\"t1\"", PAGE_LAST(ROW("c"), "t2"), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_LAST(ROW("a") "," ROW("b"), "t1"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	finish(world);
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	finish(world);
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	finish(world);
	/* What has not changed is not listed, and stays. */
	assert_int_equal(ashby_store_count(world->store, ASHBY_TAGS), 3);
	assert_int_equal(world->asked_count, 3);
	assert_string_equal(world->asked[2], "candidateTag.list \"syncToken\":\"t2\"");
}

static void a_refused_token_reads_everything(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", "\"syncToken\":\"t1\"", REFUSED("sync_token_expired"), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_LAST(ROW("a") "," ROW("b"), "t1"), 0, 1 },
		{ "candidateTag.list", "cursor", PAGE_LAST(ROW("d"), "t2"), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_MORE(ROW("b") "," ROW("c"), "one"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_TAGS, 1);
	finish(world);
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	finish(world);
	assert_int_equal(world->asked_count, 4);
	assert_int_equal(state_of(world, ASHBY_TAGS).err.error, ASHBY_OK);
	assert_false(has(world, ASHBY_TAGS, "a"));
	assert_int_equal(ashby_store_count(world->store, ASHBY_TAGS), 3);
}

static void a_resync_keeps_rows_until_it_is_whole(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", NULL, PAGE_LAST(ROW("a") "," ROW("b"), "t1"), 0, 1 },
		{ "candidateTag.list", "cursor", PAGE_LAST(ROW("c"), "t2"), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_MORE(ROW("b"), "one"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_TAGS, 1);
	finish(world);
	ashby_sync_resync(world->sync, ASHBY_TAGS);
	turn_until_asked(world, 3);
	assert_true(has(world, ASHBY_TAGS, "a"));
	assert_false(state_of(world, ASHBY_TAGS).more);
	finish(world);
	assert_false(has(world, ASHBY_TAGS, "a"));
	assert_true(has(world, ASHBY_TAGS, "b") && has(world, ASHBY_TAGS, "c"));
}

static void one_kind_that_is_refused_stops_no_other(void **state)
{
	struct answer answers[] = {
		{ "approval.list", NULL, REFUSED("missing_endpoint_permission"), 403, 0 },
		{ "candidateTag.list", NULL, PAGE(ROW("a")), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_APPROVALS, 1);
	ashby_sync_want(world->sync, ASHBY_TAGS, 1);
	finish(world);
	assert_int_equal(state_of(world, ASHBY_APPROVALS).err.error, ASHBY_EPERM);
	assert_true(state_of(world, ASHBY_APPROVALS).more);
	assert_int_equal(state_of(world, ASHBY_TAGS).err.error, ASHBY_OK);
	assert_true(has(world, ASHBY_TAGS, "a"));
	/* A view that draws again does not ask again. */
	ashby_sync_want(world->sync, ASHBY_APPROVALS, 2);
	kit_settle(&world->kit);
	assert_int_equal(times_asked(world, "approval.list"), 1);
	ashby_sync_refresh(world->sync, ASHBY_APPROVALS);
	finish(world);
	assert_int_equal(times_asked(world, "approval.list"), 2);
}

static void a_pass_goes_on_where_it_failed(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", "\"cursor\":\"one\"", REFUSED("internal"), 0, 1 },
		{ "candidateTag.list", "\"cursor\":\"one\"", PAGE_LAST(ROW("b"), "t1"), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_MORE(ROW("a"), "one"), 0, 0 },
	};
	struct world *world = *state;
	struct ashby_sync_state now;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_TAGS, 1);
	finish(world);
	now = state_of(world, ASHBY_TAGS);
	assert_int_equal(now.err.error, ASHBY_EAPI);
	assert_string_equal(now.err.code, "internal");
	assert_true(now.more);
	assert_true(has(world, ASHBY_TAGS, "a"));
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	finish(world);
	assert_int_equal(world->asked_count, 3);
	assert_true(has(world, ASHBY_TAGS, "a") && has(world, ASHBY_TAGS, "b"));
	assert_int_equal(state_of(world, ASHBY_TAGS).err.error, ASHBY_OK);
	assert_false(state_of(world, ASHBY_TAGS).more);
}

static void an_outage_is_got_over(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", "\"cursor\":\"one\"", "", 503, 4 },
		{ "candidateTag.list", "\"cursor\":\"one\"", PAGE_LAST(ROW("b"), "t1"), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_MORE(ROW("a"), "one"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	world->sync->retry_ms = 1;
	ashby_sync_want(world->sync, ASHBY_TAGS, 1);
	while (!has(world, ASHBY_TAGS, "b"))
		assert_int_equal(ashby_loop_turn(world->kit.loop, -1), ASHBY_OK);
	assert_int_equal(times_asked(world, "candidateTag.list"), 6);
	assert_int_equal(world->sync->retry_ms, ASHBY__RETRY_MS);
	assert_int_equal(state_of(world, ASHBY_TAGS).err.error, ASHBY_OK);
}

static void a_cancelled_pass_keeps_what_came(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", "cursor", PAGE(ROW("b")), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_MORE(ROW("a"), "one"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_TAGS, 1);
	turn_until_asked(world, 2);
	ashby_sync_cancel(world->sync, ASHBY_TAGS);
	assert_false(state_of(world, ASHBY_TAGS).running);
	assert_int_equal(state_of(world, ASHBY_TAGS).err.error, ASHBY_ECANCELLED);
	ashby_sync_want(world->sync, ASHBY_TAGS, 9);
	kit_settle(&world->kit);
	assert_true(has(world, ASHBY_TAGS, "a"));
	assert_false(has(world, ASHBY_TAGS, "b"));
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	finish(world);
	assert_true(has(world, ASHBY_TAGS, "b"));
	/* Nothing runs: nothing to do. */
	ashby_sync_cancel(world->sync, ASHBY_TAGS);
	assert_int_equal(state_of(world, ASHBY_TAGS).err.error, ASHBY_OK);
}

static void the_newest_call_cancelled_stops_its_pass(void **state)
{
	struct answer answers[] = {
		{ "candidateTag.list", "cursor", PAGE(ROW("b")), 0, 0 },
		{ "candidateTag.list", NULL, PAGE_MORE(ROW("a"), "one"), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_TAGS, 9);
	turn_until_asked(world, 2);
	assert_true(ashby_client_cancel_newest(world->kit.client));
	assert_int_equal(state_of(world, ASHBY_TAGS).err.error, ASHBY_ECANCELLED);
	ashby_sync_refresh(world->sync, ASHBY_TAGS);
	finish(world);
	assert_int_equal(times_asked(world, "candidateTag.list cursor"), 2);
	assert_true(has(world, ASHBY_TAGS, "b"));
}

static void what_rows_name_comes_along(void **state)
{
	struct world *world = *state;
	size_t waited = 0;
	static const char *const along[] = { "job.list", "department.list", "location.list",
		"interviewPlan.list", "interviewStage.list" };

	struct answer answers[] = {
		{ "interviewPlan.list", NULL, PAGE(ROW("p")), 0, 0 },
	};
	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_APPLICATIONS, 1);
	finish(world);
	for (size_t i = 0; i < sizeof(along) / sizeof(along[0]); i++)
		assert_int_equal(times_asked(world, along[i]), 1);
	assert_int_equal(times_asked(world, "application.list"), 2);
	/* Candidates are many, and an application has the names that a list shows. */
	assert_int_equal(times_asked(world, "candidate.list"), 0);
	/* A row was wanted, and there is none: both lists of applications were waited for, and nothing else. */
	for (size_t i = 0; i < world->asked_count; i++)
		waited += !was_prefetch(world, i);
	assert_int_equal(waited, 2);
}

static void events_come_with_their_schedules(void **state)
{
	struct answer answers[] = {
		{ "interviewSchedule.list", NULL,
			PAGE("{\"id\":\"s\",\"interviewEvents\":[" ROW("e1") "," ROW("e2") "]}"), 0, 0 },
		{ "interview.list", "includeNonSharedInterviews\":true", PAGE(ROW("i")), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_EVENTS, 10);
	assert_true(state_of(world, ASHBY_EVENTS).running);
	finish(world);
	assert_int_equal(ashby_store_count(world->store, ASHBY_EVENTS), 2);
	assert_true(has(world, ASHBY_INTERVIEWS, "i"));
	assert_false(state_of(world, ASHBY_EVENTS).more);
	ashby_sync_refresh(world->sync, ASHBY_EVENTS);
	finish(world);
	assert_int_equal(times_asked(world, "interviewSchedule.list"), 3);
}

static void stages_come_plan_by_plan(void **state)
{
	struct answer answers[] = {
		{ "interviewPlan.list", "cursor", PAGE(ROW("p3") "," ROW("p4")), 0, 0 },
		{ "interviewPlan.list", NULL, PAGE_MORE(ROW("p1") "," ROW("p2"), "one"), 0, 0 },
		{ "interviewStage.list", "p1", PAGE(ROW("s1")), 0, 1 },
		{ "interviewStage.list", "p1", PAGE(ROW("s5")), 0, 0 },
		{ "interviewStage.list", "p2", PAGE(ROW("s2")), 0, 1 },
		{ "interviewStage.list", "p2", REFUSED("plan_not_found"), 0, 0 },
		{ "interviewStage.list", "p3", PAGE(ROW("s3")), 0, 0 },
		{ "interviewStage.list", "p4", PAGE(ROW("s4")), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_STAGES, 1);
	finish(world);
	assert_int_equal(ashby_store_count(world->store, ASHBY_STAGES), 4);
	assert_int_equal(state_of(world, ASHBY_STAGES).pages, 4);
	assert_false(state_of(world, ASHBY_STAGES).more);
	/* One plan tells nothing now: its stages may be there still, so none leave. */
	ashby_sync_refresh(world->sync, ASHBY_STAGES);
	finish(world);
	assert_int_equal(state_of(world, ASHBY_STAGES).err.error, ASHBY_OK);
	assert_int_equal(ashby_store_count(world->store, ASHBY_STAGES), 5);
}

static void the_plan_of_a_board_comes_first(void **state)
{
	struct answer answers[] = {
		{ "interviewPlan.list", NULL, PAGE(ROW("p1") "," ROW("p2") "," ROW("p3") "," ROW("p4")), 0,
			0 },
		{ "interviewStage.list", "p1", PAGE(""), 0, 0 },
		{ "interviewStage.list", "p2", PAGE(""), 0, 0 },
		{ "interviewStage.list", "p3", PAGE(""), 0, 0 },
		{ "interviewStage.list", "p4", PAGE(""), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_PLANS, 1);
	finish(world);
	ashby_sync_plan(world->sync, ashby_text_str("p3"));
	finish(world);
	assert_int_equal(world->asked_count, 5);
	assert_string_equal(world->asked[1], "interviewStage.list p3");
	assert_false(was_prefetch(world, 1));
	assert_true(was_prefetch(world, 2));
	ashby_sync_plan(world->sync, ashby_text_str("p2"));
	ashby_sync_plan(world->sync, ashby_text_str("nobody"));
	kit_settle(&world->kit);
	assert_int_equal(world->asked_count, 5);
}

static void stages_fail_with_their_plans(void **state)
{
	struct answer answers[] = {
		{ "interviewPlan.list", NULL, REFUSED("missing_endpoint_permission"), 403, 1 },
		{ "interviewPlan.list", NULL, PAGE(ROW("p1")), 0, 0 },
		{ "interviewStage.list", NULL, PAGE(ROW("s1")), 0, 0 },
	};
	struct world *world = *state;

	ANSWER(world, answers);
	ashby_sync_want(world->sync, ASHBY_STAGES, 1);
	finish(world);
	assert_int_equal(state_of(world, ASHBY_STAGES).err.error, ASHBY_EPERM);
	ashby_sync_refresh(world->sync, ASHBY_PLANS);
	ashby_sync_refresh(world->sync, ASHBY_STAGES);
	finish(world);
	assert_true(has(world, ASHBY_STAGES, "s1"));
}

static void it_may_end_at_any_time(void **state)
{
	struct answer answers[] = {
		{ "interviewPlan.list", NULL, PAGE(ROW("p1")), 0, 0 },
		{ "application.list", NULL, PAGE_MORE(ROW("a"), "one"), 0, 0 },
	};
	struct world *world = *state;

	for (size_t asked = 1; asked <= 8; asked++) {
		ANSWER(world, answers);
		ashby_sync_want(world->sync, ASHBY_OFFERS, 1);
		turn_until_asked(world, asked);
		ashby_sync_resync(world->sync, ASHBY_STAGES);
		ashby_sync_resync(world->sync, ASHBY_APPLICATIONS);
		ashby_sync_free(world->sync);
		assert_int_equal(
			ashby_sync_new(&world->sync, world->kit.client, world->store, world->kit.loop),
			ASHBY_OK);
	}
	ashby_sync_free(NULL);
}

static void count_kinds(void *arg, uint32_t kinds)
{
	*(uint32_t *)arg |= kinds;
}

static void listeners_hear_of_the_end(void **state)
{
	struct answer answers[] = { { "approval.list", NULL, REFUSED("missing_endpoint_permission"), 403,
		0 } };
	struct ashby_listener *listener;
	struct world *world = *state;
	uint32_t kinds = 0;

	ANSWER(world, answers);
	assert_int_equal(
		ashby_store_listen(&listener, world->store, world->kit.loop, count_kinds, &kinds), ASHBY_OK);
	ashby_sync_want(world->sync, ASHBY_APPROVALS, 1);
	finish(world);
	kit_settle(&world->kit);
	assert_int_equal(kinds, 1u << ASHBY_APPROVALS);
	ashby_listener_free(listener);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_list_is_read_to_its_end, setup, teardown),
		cmocka_unit_test_setup_teardown(a_big_kind_rests_until_more_is_wanted, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_recent_comes_first, setup, teardown),
		cmocka_unit_test_setup_teardown(a_big_kind_rests_with_what_is_recent, setup, teardown),
		cmocka_unit_test_setup_teardown(without_the_filter_all_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(a_refresh_asks_what_has_changed, setup, teardown),
		cmocka_unit_test_setup_teardown(a_refused_token_reads_everything, setup, teardown),
		cmocka_unit_test_setup_teardown(a_resync_keeps_rows_until_it_is_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(one_kind_that_is_refused_stops_no_other, setup, teardown),
		cmocka_unit_test_setup_teardown(a_pass_goes_on_where_it_failed, setup, teardown),
		cmocka_unit_test_setup_teardown(an_outage_is_got_over, setup, teardown),
		cmocka_unit_test_setup_teardown(a_cancelled_pass_keeps_what_came, setup, teardown),
		cmocka_unit_test_setup_teardown(the_newest_call_cancelled_stops_its_pass, setup, teardown),
		cmocka_unit_test_setup_teardown(what_rows_name_comes_along, setup, teardown),
		cmocka_unit_test_setup_teardown(events_come_with_their_schedules, setup, teardown),
		cmocka_unit_test_setup_teardown(stages_come_plan_by_plan, setup, teardown),
		cmocka_unit_test_setup_teardown(the_plan_of_a_board_comes_first, setup, teardown),
		cmocka_unit_test_setup_teardown(stages_fail_with_their_plans, setup, teardown),
		cmocka_unit_test_setup_teardown(it_may_end_at_any_time, setup, teardown),
		cmocka_unit_test_setup_teardown(listeners_hear_of_the_end, setup, teardown),
	};

	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_IGN);
	/* A test that waits for ever is one that has failed. */
	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
