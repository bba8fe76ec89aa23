/*
 * test_sync_sandbox.c: a whole company read from the sandbox into a store: every kind, every column, every join. The
 * sandbox is $B/ashby-sandbox, and ends with this program.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <math.h>

#include "ashby/client.h"
#include "ashby/store.h"

#define KEY "sandbox-0123456789ab"

struct world {
	const char *option, *value; /* of the sandbox, besides the usual */
	pid_t sandbox;
	int hold; /* its standard input: closed, it ends */
	char path[108];
	struct ashby_loop *loop;
	struct ashby_client *client;
	struct ashby_store *store;
	struct ashby_sync *sync;
};

static void run_sandbox(const struct world *world, int in, int out)
{
	const char *build = getenv("B");
	char program[512];

	snprintf(program, sizeof(program), "%s/ashby-sandbox", build ? build : "build/plain");
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	execl(program, program, "--unix", world->path, "--with-stdin", "--seed", "7", "--now",
		"2026-06-01T12:00:00Z", "--candidates", "300", "--key", KEY, world->option, world->value,
		(char *)NULL);
	_exit(127);
}

static void start_sandbox(struct world *world)
{
	const char *folder = getenv("TMPDIR");
	int in[2], out[2];
	char line[300] = "";

	snprintf(world->path, sizeof(world->path), "%.60s/ashby-sync-%ld.sock", folder ? folder : "/tmp",
		(long)getpid());
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	world->sandbox = fork();
	assert_true(world->sandbox >= 0);
	if (world->sandbox == 0) {
		close(in[1]);
		close(out[0]);
		run_sandbox(world, in[0], out[1]);
	}
	close(in[0]);
	close(out[1]);
	world->hold = in[1];
	/* One line, when it is ready. */
	for (size_t len = 0; len + 1 < sizeof(line) && read(out[0], line + len, 1) == 1 && line[len] != '\n';)
		len++;
	close(out[0]);
	assert_int_equal(strncmp(line, "listening on unix:", 18), 0);
}

static int begin(void **state, const char *option, const char *value)
{
	struct ashby_client_options options = { .rate = -1 };
	struct world *world = calloc(1, sizeof(*world));
	char url[128];

	world->option = option;
	world->value = value;
	start_sandbox(world);
	snprintf(url, sizeof(url), "unix:%s", world->path);
	options.base_url = url;
	assert_int_equal(ashby_loop_new(&world->loop), ASHBY_OK);
	assert_int_equal(ashby_client_new(&world->client, world->loop, &options, NULL), ASHBY_OK);
	assert_int_equal(ashby_client_set_key(world->client, KEY, NULL), ASHBY_OK);
	assert_int_equal(ashby_store_new(&world->store), ASHBY_OK);
	assert_int_equal(ashby_sync_new(&world->sync, world->client, world->store, world->loop), ASHBY_OK);
	*state = world;
	return 0;
}

static int setup(void **state)
{
	return begin(state, NULL, NULL);
}

static int setup_without_approvals(void **state)
{
	return begin(state, "--scopes",
		"jobsRead,candidatesRead,interviewsRead,offersRead,organizationRead,"
		"hiringProcessMetadataRead");
}

static int setup_with_a_cursor_that_dies(void **state)
{
	return begin(state, "--fault", "application.list:fail@next_cursor_expired:3");
}

static int teardown(void **state)
{
	struct world *world = *state;

	ashby_sync_free(world->sync);
	ashby_store_free(world->store);
	ashby_client_free(world->client);
	ashby_loop_free(world->loop);
	close(world->hold);
	waitpid(world->sandbox, NULL, 0);
	unlink(world->path);
	free(world);
	return 0;
}

static struct ashby_sync_state finish(struct world *world, enum ashby_kind kind)
{
	struct ashby_sync_state state;

	for (;;) {
		ashby_sync_state(world->sync, kind, &state);
		if (!state.running)
			return state;
		assert_int_equal(ashby_loop_turn(world->loop, -1), ASHBY_OK);
	}
}

static void want_all(struct world *world)
{
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		ashby_sync_want(world->sync, (enum ashby_kind)kind, UINT32_MAX);
}

static void read_all(struct world *world)
{
	want_all(world);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		struct ashby_sync_state state = finish(world, (enum ashby_kind)kind);

		if (state.err.error)
			fail_msg("%s: %s", ashby_kind_info((enum ashby_kind)kind)->name, state.err.message);
		assert_false(state.more);
	}
}

static bool has_value(const struct ashby_store *store, const struct ashby_field *field, uint32_t row)
{
	return ashby_field_text(store, field, row).len ||
		ashby_field_time(store, field, row) != ASHBY_NO_TIME ||
		!isnan(ashby_field_number(store, field, row));
}

static uint32_t count_values(
	const struct ashby_store *store, const struct ashby_field *field, uint32_t *joined)
{
	uint32_t count = 0;

	for (uint32_t row = 0; row < ashby_store_slots(store, field->kind); row++) {
		if (!ashby_store_live(store, field->kind, row))
			continue;
		count += has_value(store, field, row);
		*joined += ashby_field_row(store, field, row) != ASHBY_NO_ROW;
	}
	return count;
}

static void every_column_is_filled(void **state)
{
	struct world *world = *state;

	read_all(world);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		const struct ashby_kind_info *info = ashby_kind_info((enum ashby_kind)kind);

		for (unsigned i = 0; i < info->column_count; i++) {
			struct ashby_field field;
			uint32_t joined = 0;

			assert_true(ashby_field_find((enum ashby_kind)kind, info->columns[i].path, &field));
			if (!count_values(world->store, &field, &joined))
				fail_msg("%s: no '%s'", info->name, info->columns[i].path);
			if (field.type == ASHBY_COLUMN_REF && !joined)
				fail_msg("%s: '%s' leads nowhere", info->name, info->columns[i].path);
		}
	}
}

/* The sum of a COUNT column. */
static double sum(const struct world *world, enum ashby_kind kind, const char *path)
{
	struct ashby_field field;
	double total = 0;

	assert_true(ashby_field_find(kind, path, &field));
	for (uint32_t row = 0; row < ashby_store_slots(world->store, kind); row++)
		if (ashby_store_live(world->store, kind, row))
			total += ashby_field_number(world->store, &field, row);
	return total;
}

static void nothing_is_lost(struct world *world)
{
	assert_int_equal(ashby_store_count(world->store, ASHBY_CANDIDATES), 300);
	assert_true(sum(world, ASHBY_CANDIDATES, "applicationIds") ==
		ashby_store_count(world->store, ASHBY_APPLICATIONS));
	assert_true(sum(world, ASHBY_SCHEDULES, "interviewEvents") ==
		ashby_store_count(world->store, ASHBY_EVENTS));
}

static void all_that_is_listed_is_there(void **state)
{
	read_all(*state);
	nothing_is_lost(*state);
}

static void a_cursor_that_dies_loses_nothing(void **state)
{
	struct world *world = *state;
	struct ashby_traffic traffic;

	read_all(world);
	ashby_client_traffic(world->client, &traffic);
	assert_int_equal(traffic.failed, 1);
	nothing_is_lost(world);
}

static void reading_again_changes_nothing(void **state)
{
	struct world *world = *state;
	uint64_t version[ASHBY_KIND_COUNT];

	read_all(world);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		version[kind] = ashby_store_version(world->store, (enum ashby_kind)kind);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		ashby_sync_refresh(world->sync, (enum ashby_kind)kind);
	read_all(world);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		ashby_sync_resync(world->sync, (enum ashby_kind)kind);
	read_all(world);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		if (ashby_store_version(world->store, (enum ashby_kind)kind) != version[kind])
			fail_msg("%s changed", ashby_kind_info((enum ashby_kind)kind)->name);
	nothing_is_lost(world);
}

static void a_right_that_is_missing_is_said(void **state)
{
	struct world *world = *state;

	want_all(world);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++) {
		struct ashby_sync_state now = finish(world, (enum ashby_kind)kind);

		assert_int_equal(now.err.error, kind == ASHBY_APPROVALS ? ASHBY_EPERM : ASHBY_OK);
		assert_int_equal(now.more, kind == ASHBY_APPROVALS);
	}
	nothing_is_lost(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_column_is_filled, setup, teardown),
		cmocka_unit_test_setup_teardown(all_that_is_listed_is_there, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_cursor_that_dies_loses_nothing, setup_with_a_cursor_that_dies, teardown),
		cmocka_unit_test_setup_teardown(reading_again_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_right_that_is_missing_is_said, setup_without_approvals, teardown),
	};

	signal(SIGPIPE, SIG_IGN);
	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
