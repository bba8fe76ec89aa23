/*
 * test_nomem_outbox.c: each allocation of a write fails in its turn: the outbox's, the client's, libcurl's and SQLite's.
 * Whatever happens, the server gets the write at most once, what is called failed was not applied, what is called confirmed
 * was, and the outbox works when there is memory again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <unistd.h>

#include "nomem.h"
#include "outbox_kit.h"

#define BLOCK 16 /* in front of each of SQLite's blocks lies its size */

/* ---- SQLite's memory ---- */

static void *lite_malloc(int size)
{
	char *at = malloc((size_t)size + BLOCK);

	if (!at)
		return NULL;
	memcpy(at, &size, sizeof(size));
	return at + BLOCK;
}

static void lite_free(void *at)
{
	if (at)
		free((char *)at - BLOCK);
}

static int lite_size(void *at)
{
	int size = 0;

	if (at)
		memcpy(&size, (char *)at - BLOCK, sizeof(size));
	return size;
}

static void *lite_realloc(void *at, int size)
{
	char *to = realloc(at ? (char *)at - BLOCK : NULL, (size_t)size + BLOCK);

	if (!to)
		return NULL;
	memcpy(to, &size, sizeof(size));
	return to + BLOCK;
}

static int lite_roundup(int size)
{
	return (size + 7) & ~7;
}

static int lite_init(void *arg)
{
	(void)arg;
	return SQLITE_OK;
}

static void lite_end(void *arg)
{
	(void)arg;
}

/* ---- the write ---- */

struct run {
	struct box box;
	struct told told;
	bool asked;
};

/* A new outbox, one write, its end. Everything made is given back. */
static void scenario(struct run *run)
{
	const struct ashby_write write = { .endpoint = "candidate.createNote", .body = NOTE };
	struct ashby_outbox *outbox = NULL;
	char id[ASHBY_INTENT_ID];
	struct ashby_err err;

	run->asked = false;
	memset(&run->told, 0, sizeof(run->told));
	if (!ashby_outbox_open(&outbox, BOX_ACCOUNT, &err) &&
		!ashby_outbox_attach(outbox, run->box.kit.loop, run->box.kit.client, &err) &&
		!ashby_outbox_send(outbox, &write, id, box_told, &run->told, &err)) {
		run->asked = true;
		while (!run->told.count)
			if (ashby_loop_turn(run->box.kit.loop, 1000))
				break;
	}
	ashby_outbox_free(outbox);
}

static void check(struct run *run, long n)
{
	size_t posts =
		run->box.kit.server.request_count; /* not by their text: the server's memory fails too */
	enum ashby_intent_state state = run->told.state;

	assert_int_equal(run->told.count, run->asked ? 1 : 0);
	if (posts > 1)
		fail_msg("allocation %ld: sent %zu times", n, posts);
	if (!run->asked && posts)
		fail_msg("allocation %ld: sent without a record", n);
	if (run->asked && state == ASHBY_INTENT_CONFIRMED && posts != 1)
		fail_msg("allocation %ld: confirmed, and never sent", n);
	if (run->asked && state == ASHBY_INTENT_FAILED && posts)
		fail_msg("allocation %ld: called failed, and it was sent: %s", n, run->told.err.message);
	if (run->asked && !run->told.trouble.error &&
		strcmp(box_look(&run->box, "SELECT state FROM intent"), ashby_intent_state_name(state)) != 0)
		fail_msg("allocation %ld: called %s, and recorded as another state", n,
			ashby_intent_state_name(state));
}

static const struct script confirm[] = { { CONFIRM, 0, SERVER_STAY } };

/* With a folder, a server and a client of its own for each n. */
static bool one_run(struct run *run, long n, bool for_ever)
{
	/* A server that could not remember a connection never answers on it. */
	const struct ashby_client_options impatient = { .low_speed_s = 1 };
	bool fired;

	memset(run, 0, sizeof(*run));
	box_folder(&run->box);
	kit_init(&run->box.kit, false, &impatient);
	server_script(&run->box.kit.server, confirm, 1);
	nomem.left = n;
	nomem.fired = false;
	nomem.for_ever = for_ever;
	nomem.armed = true;
	scenario(run);
	nomem.armed = false;
	fired = nomem.fired;
	check(run, n);
	kit_release(&run->box.kit);
	nftw(run->box.folder, box_remove, 8, FTW_DEPTH | FTW_PHYS);
	return fired;
}

static void sweep(bool for_ever, long stride)
{
	struct run run;
	long n = 0;

	while (one_run(&run, n, for_ever)) {
		n += stride;
		if (n > NOMEM_MOST)
			fail_msg("allocations without end");
	}
	assert_int_equal(run.told.state, ASHBY_INTENT_CONFIRMED);
	if (n < 100)
		fail_msg("%ld allocations only: is the test linked with --wrap?", n);
}

static void one_failure_is_survived(void **state)
{
	(void)state;
	sweep(false, 1);
}

static void no_memory_any_more_is_survived(void **state)
{
	(void)state;
	/* What fails first has failed above: here it is what comes after that counts. */
	sweep(true, 7);
}

int main(void)
{
	static const sqlite3_mem_methods methods = { lite_malloc, lite_free, lite_realloc, lite_size,
		lite_roundup, lite_init, lite_end, NULL };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_failure_is_survived),
		cmocka_unit_test(no_memory_any_more_is_survived),
	};

	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods))
		return 1;
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	alarm(280);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
