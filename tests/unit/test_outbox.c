/*
 * test_outbox.c: what is recorded of a write, what becomes of what dead processes left; once keys, retrying and
 * discarding, and what is erased after a while.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <sys/wait.h>
#include <unistd.h>

#include "outbox_kit.h"
#include "owner.h"

#define DAY_MS ((int64_t)24 * 3600 * 1000)

/* ---- what is recorded ---- */

static void take_first(void *arg, const struct ashby_intent *intent)
{
	int *count = arg;

	if ((*count)++)
		return;
	assert_int_equal(strlen(intent->id), ASHBY_INTENT_ID - 1);
	assert_int_equal(intent->state, ASHBY_INTENT_CONFIRMED);
	assert_int_equal(intent->sequence, 1);
	assert_int_equal(strlen(intent->fingerprint), 8);
	assert_string_equal(intent->endpoint, "candidate.createNote");
	assert_string_equal(intent->targets, "{\"candidateId\":\"00000000-0000-4000-8000-000000000001\"}");
	assert_string_equal(intent->body, NOTE);
	assert_int_equal(intent->danger, ASHBY_CLASS_A);
	assert_null(intent->once);
	assert_int_equal(intent->attempts, 1);
	assert_int_equal(intent->http, 200);
	assert_string_equal(intent->error, "");
	assert_string_equal(intent->request_id, "01REQ");
	assert_string_equal(intent->result_id, "note-1");
	assert_true(*intent->summary);
	assert_true(intent->made_ms <= intent->sent_ms && intent->sent_ms <= intent->changed_ms);
	assert_false(intent->damaged);
}

static void an_intent_says_what_was_asked_and_what_came(void **state)
{
	struct box box;
	struct told told;
	int count = 0;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_confirm, NULL, &told);
	box_reopen(&box);
	assert_int_equal(ashby_outbox_each(box.outbox, take_first, &count, NULL), ASHBY_OK);
	assert_int_equal(count, 1);
	assert_string_equal(ashby_outbox_notice(box.outbox), "");
	box_release(&box);
}

static void count_one(void *arg, const struct ashby_intent *intent)
{
	assert_non_null(intent->id);
	++*(int *)arg;
}

static void an_intent_is_found_by_enough_of_its_id(void **state)
{
	struct ashby_err err;
	struct box box;
	struct told told;
	char id[ASHBY_INTENT_ID];
	int count = 0;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_confirm, NULL, &told);
	memcpy(id, told.id, sizeof(id));
	assert_int_equal(ashby_outbox_find(box.outbox, id, count_one, &count, &err), ASHBY_OK);
	id[ASHBY_OUTBOX_PREFIX] = '\0';
	assert_int_equal(ashby_outbox_find(box.outbox, id, count_one, &count, &err), ASHBY_OK);
	assert_int_equal(count, 2);
	id[ASHBY_OUTBOX_PREFIX - 1] = '\0';
	assert_int_equal(ashby_outbox_find(box.outbox, id, count_one, &count, &err), ASHBY_EUSAGE);
	assert_int_equal(ashby_outbox_find(box.outbox, "no such id", count_one, &count, &err), ASHBY_EUSAGE);
	box_do(&box, box_confirm, NULL, &told);
	box_sql(&box, "UPDATE intent SET id = 'abcd' || sequence");
	assert_int_equal(ashby_outbox_find(box.outbox, "abcd", count_one, &count, &err), ASHBY_EUSAGE);
	assert_non_null(strstr(err.message, "several"));
	assert_int_equal(count, 2);
	box_release(&box);
}

static void take_second(void *arg, const struct ashby_intent *intent)
{
	if ((*(int *)arg)++)
		return;
	assert_string_equal(intent->targets, "{\"id\":\"a\",\"jobId\":\"b\",\"tagIds\":[\"c\"]}");
	assert_int_equal(intent->danger, ASHBY_CLASS_C);
	assert_string_equal(intent->summary, "moves things");
}

/* Nobody knows what it does, so it may do anything; what it is about is still to be seen. */
static void an_endpoint_of_tomorrow_is_a_write_too(void **state)
{
	const struct ashby_write writes[] = {
		{ .endpoint = "thing.move" },
		{ .endpoint = "/api/v1/thing.move",
			.body = "{\"id\":\"a\",\"Id\":1,\"note\":\"x\",\"jobId\":\"b\",\"tagIds\":[\"c\"]}",
			.summary = "moves things" },
	};
	char id[ASHBY_INTENT_ID];
	struct box box;
	struct told told;
	int count = 0;
	size_t i;

	(void)state;
	box_init(&box, false);
	server_script(&box.kit.server, box_confirm, 1);
	for (i = 0; i < 2; i++) {
		memset(&told, 0, sizeof(told));
		assert_int_equal(
			ashby_outbox_send(box.outbox, &writes[i], id, box_told, &told, NULL), ASHBY_OK);
		box_wait(&box, &told);
		assert_int_equal(told.state, ASHBY_INTENT_CONFIRMED);
	}
	assert_int_equal(ashby_outbox_each(box.outbox, take_second, &count, NULL), ASHBY_OK);
	assert_int_equal(count, 2);
	assert_string_equal(box_look(&box, "SELECT body || targets || summary FROM intent"),
		"{}{}an endpoint outside of the catalogue");
	box_release(&box);
}

static void what_cannot_be_a_write_is_not_recorded(void **state)
{
	static char long_key[ASHBY_ONCE_MAX + 2];
	static const struct ashby_write writes[] = {
		{ .endpoint = "nonsense", .body = "{}" },
		{ .endpoint = "candidate.createNote", .body = "[]" },
		{ .endpoint = "candidate.createNote", .body = "{\"note\":" },
		{ .endpoint = "candidate.createNote", .body = "{}", .once = "" },
		{ .endpoint = "candidate.createNote", .body = "{}", .once = long_key },
	};
	struct box box;
	struct told told = { .count = 0 };
	char id[ASHBY_INTENT_ID];
	size_t i;

	(void)state;
	memset(long_key, 'k', ASHBY_ONCE_MAX + 1);
	box_init(&box, false);
	for (i = 0; i < sizeof(writes) / sizeof(*writes); i++)
		assert_int_equal(
			ashby_outbox_send(box.outbox, &writes[i], id, box_told, &told, NULL), ASHBY_EUSAGE);
	assert_string_equal(box_look(&box, "SELECT count(*) FROM intent"), "0");
	box_release(&box);
}

static void without_a_key_nothing_is_recorded(void **state)
{
	const struct ashby_client_options options = { .base_url = "http://127.0.0.1:9" };
	const struct ashby_write write = { .endpoint = "candidate.createNote", .body = NOTE };
	char id[ASHBY_INTENT_ID];
	struct ashby_outbox *outbox;
	struct ashby_client *client;
	struct ashby_loop *loop;
	struct box box;

	(void)state;
	box_folder(&box);
	assert_int_equal(ashby_outbox_open(&outbox, BOX_ACCOUNT, NULL), ASHBY_OK);
	assert_int_equal(ashby_outbox_send(outbox, &write, id, box_told, NULL, NULL), ASHBY_EUSAGE);
	assert_int_equal(ashby_loop_new(&loop), ASHBY_OK);
	assert_int_equal(ashby_client_new(&client, loop, &options, NULL), ASHBY_OK);
	assert_int_equal(ashby_outbox_attach(outbox, loop, client, NULL), ASHBY_OK);
	assert_int_equal(ashby_outbox_send(outbox, &write, id, box_told, NULL, NULL), ASHBY_EKEY);
	ashby_outbox_free(outbox);
	ashby_client_free(client);
	ashby_loop_free(loop);
	assert_string_equal(box_look(&box, "SELECT count(*) FROM intent"), "0");
	nftw(box.folder, box_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- what dead processes have left ---- */

static void what_the_dead_left_is_settled(void **state)
{
	static const struct {
		const char *change, *state;
	} rows[] = {
		{ "state = 'sending'", "sending" },
		{ "state = 'queued'", "queued" },
		{ "state = 'sending', owner_pid = %d", "unknown" },
		{ "state = 'queued', owner_pid = %d", "failed" },
		{ "state = 'queued', doubt = 1, owner_pid = %d", "unknown" },
		{ "state = 'sending', owner_start = '1'", "unknown" },
		{ "state = 'sending', owner_boot = 'another'", "unknown" },
		{ "state = 'confirmed', owner_pid = %d", "confirmed" },
		{ "state = 'held', owner_pid = %d", "held" },
	};
	char change[100], expected[64];
	struct box box;
	struct told told;
	size_t i;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_confirm, NULL, &told);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *at = strstr(rows[i].change, "%d");

		snprintf(change, sizeof(change), "%.*s",
			(int)(at ? (size_t)(at - rows[i].change) : strlen(rows[i].change)), rows[i].change);
		if (at)
			snprintf(change + strlen(change), sizeof(change) - strlen(change), "%d",
				(int)dead_pid());
		box_sql(&box, "UPDATE intent SET owner_pid = %d, doubt = 0", (int)getpid());
		box_sql(&box, "UPDATE intent SET %s", change);
		box_reopen(&box);
		snprintf(expected, sizeof(expected), "%s", rows[i].state);
		if (strcmp(box_look(&box, "SELECT state FROM intent"), expected) != 0)
			fail_msg("%s: %s", change, box_look(&box, "SELECT state FROM intent"));
		box_sql(&box,
			"UPDATE intent SET owner_start = (SELECT owner_start FROM intent), state = "
			"'confirmed'");
	}
	box_release(&box);
}

/* A child sends, is killed while the server has its request, and is gone without a word. */
static void a_process_killed_while_sending_leaves_an_unknown(void **state)
{
	struct box box;
	struct told told;
	int status;
	pid_t pid;

	(void)state;
	box_init(&box, false);
	ashby_outbox_free(box.outbox);
	pid = fork();
	if (!pid) {
		static const struct script silence[] = { { NULL, 0, SERVER_STAY } };

		box_open(&box);
		server_script(&box.kit.server, silence, 1);
		box_send(&box, NULL, &told);
		kit_requests(&box.kit, 1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_string_equal(box_look(&box, "SELECT state FROM intent"), "sending");
	box_open(&box);
	assert_string_equal(box_look(&box, "SELECT state FROM intent"), "unknown");
	box_release(&box);
}

static void an_owner_is_told_from_its_successor(void **state)
{
	struct ashby__owner self, other;

	(void)state;
	ashby__owner_self(&self);
	assert_true(ashby__owner_alive(&self));
	assert_true(*self.start && *self.boot);
	other = self;
	other.pid = dead_pid();
	assert_false(ashby__owner_alive(&other));
	other.pid = 0;
	assert_false(ashby__owner_alive(&other));
	other = self;
	other.start[0] = '\0';
	assert_true(ashby__owner_alive(&other));
	other.boot[0] = '!';
	assert_false(ashby__owner_alive(&other));
	other = self;
	other.pid = fork();
	if (!other.pid)
		_exit(0);
	/* Ended and not waited for: it will do nothing more. */
	siginfo_t info;
	assert_int_equal(waitid(P_PID, (id_t)other.pid, &info, WEXITED | WNOWAIT), 0);
	other.start[0] = '\0';
	assert_false(ashby__owner_alive(&other));
	waitpid((pid_t)other.pid, NULL, 0);
}

/* ---- once ---- */

static void once_means_once(void **state)
{
	struct box box;
	struct told first, second;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_confirm, "hello-1", &first);
	assert_int_equal(first.state, ASHBY_INTENT_CONFIRMED);
	box_reopen(&box);
	box_do(&box, box_confirm, "hello-1", &second);
	assert_int_equal(second.state, ASHBY_INTENT_CONFIRMED);
	assert_int_equal(second.err.error, ASHBY_OK);
	assert_true(second.before);
	assert_false(second.other);
	assert_string_equal(second.id, first.id);
	assert_string_equal(second.request_id, "01REQ");
	assert_int_equal(box.kit.server.request_count, 1);
	box_do(&box, box_confirm, "hello-2", &second);
	assert_false(second.before);
	assert_int_equal(box.kit.server.request_count, 2);
	box_release(&box);
}

static void once_says_when_it_was_another_write(void **state)
{
	const struct ashby_write write = {
		.endpoint = "candidate.createNote", .body = "{\"note\":\"b\"}", .once = "k"
	};
	char id[ASHBY_INTENT_ID];
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_confirm, "k", &told);
	memset(&told, 0, sizeof(told));
	assert_int_equal(ashby_outbox_send(box.outbox, &write, id, box_told, &told, NULL), ASHBY_OK);
	box_wait(&box, &told);
	assert_true(told.before && told.other);
	assert_int_equal(box.kit.server.request_count, 1);
	box_release(&box);
}

static void once_waits_for_the_truth(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_cut, "k", &told);
	assert_int_equal(told.state, ASHBY_INTENT_UNKNOWN);
	box_do(&box, box_confirm, "k", &told);
	assert_int_equal(told.err.error, ASHBY_EUNKNOWN);
	assert_non_null(strstr(told.err.message, "retry or discard"));
	box_sql(&box, "UPDATE intent SET state = 'sending'");
	box_do(&box, box_confirm, "k", &told);
	assert_int_equal(told.err.error, ASHBY_EUNKNOWN);
	assert_non_null(strstr(told.err.message, "on its way"));
	assert_int_equal(box.kit.server.request_count, 1);
	box_release(&box);
}

/* Also when nobody turns the loop any more. */
static void once_is_told_at_the_end_too(void **state)
{
	struct box box;
	struct told told, again;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_confirm, "k", &told);
	box_send(&box, "k", &again);
	/* There is nothing to stop: it is settled, and only not told. */
	ashby_outbox_stop(box.outbox, again.id, &(struct ashby_err){ .error = ASHBY_ECANCELLED });
	assert_int_equal(again.count, 0);
	assert_false(ashby_outbox_sending(box.outbox, again.id));
	ashby_outbox_free(box.outbox);
	box.outbox = NULL;
	assert_int_equal(again.count, 1);
	assert_true(again.before);
	box_release(&box);
}

static void once_lets_a_failure_be_repeated(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_refuse, "k", &told);
	assert_int_equal(told.state, ASHBY_INTENT_FAILED);
	box_do(&box, box_confirm, "k", &told);
	assert_int_equal(told.state, ASHBY_INTENT_CONFIRMED);
	assert_int_equal(box.kit.server.request_count, 2);
	box_release(&box);
}

/* ---- by the user's word ---- */

static void a_failed_write_goes_again_by_the_users_word(void **state)
{
	struct box box;
	struct told told, again = { .count = 0 };

	(void)state;
	box_init(&box, false);
	box_do(&box, box_refuse, NULL, &told);
	server_script(&box.kit.server, box_confirm, 1);
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, NULL), ASHBY_OK);
	box_wait(&box, &again);
	assert_int_equal(again.state, ASHBY_INTENT_CONFIRMED);
	assert_string_equal(again.id, told.id);
	assert_string_equal(
		box_look(&box, "SELECT count(*) || state || attempts FROM intent"), "1confirmed2");
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, NULL), ASHBY_EUSAGE);
	box_release(&box);
}

/* The second attempt is refused, but the first may have been applied. */
static void no_later_failure_settles_an_unknown(void **state)
{
	struct box box;
	struct told told, again = { .count = 0 };

	(void)state;
	box_init(&box, false);
	box_do(&box, box_cut, NULL, &told);
	server_script(&box.kit.server, box_refuse, 1);
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, NULL), ASHBY_OK);
	box_wait(&box, &again);
	assert_int_equal(again.state, ASHBY_INTENT_UNKNOWN);
	assert_int_equal(again.err.error, ASHBY_EUNKNOWN);
	assert_string_equal(box_look(&box, "SELECT state || doubt FROM intent"), "unknown1");
	box_release(&box);
}

static void what_is_not_as_recorded_is_not_sent(void **state)
{
	struct ashby_err err;
	struct box box;
	struct told told, again = { .count = 0 };

	(void)state;
	box_init(&box, false);
	box_do(&box, box_refuse, NULL, &told);
	box_sql(&box, "UPDATE intent SET body = replace(body, 'called', 'cancel')");
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, &err), ASHBY_EUSAGE);
	assert_non_null(strstr(err.message, "not as it was recorded"));
	box_sql(&box, "UPDATE intent SET body = NULL");
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, &err), ASHBY_EUSAGE);
	box_do(&box, box_refuse, NULL, &told);
	box_sql(&box, "UPDATE intent SET fingerprint = '01234567'");
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, &err), ASHBY_ECONFIG);
	assert_non_null(strstr(err.message, "another API key (01234567)"));
	assert_int_equal(box.kit.server.request_count, 2);
	box_release(&box);
}

static void without_a_key_nothing_goes_again(void **state)
{
	struct ashby_err why, err;
	struct box box;
	struct told told, again = { .count = 0 };

	(void)state;
	ashby_err_set(&why, ASHBY_EKEY, "the key cannot be had");
	box_init(&box, false);
	box_do(&box, box_refuse, NULL, &told);
	ashby_client_fail(box.kit.client, &why);
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, &err), ASHBY_EKEY);
	assert_string_equal(err.message, why.message);
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, NULL), ASHBY_EKEY);
	assert_int_equal(ashby_outbox_retry(box.outbox, "none", box_told, &again, NULL), ASHBY_EKEY);
	assert_int_equal(ashby_client_set_key(box.kit.client, KIT_KEY, NULL), ASHBY_OK);
	assert_int_equal(ashby_outbox_retry(box.outbox, "none", box_told, &again, NULL), ASHBY_EUSAGE);
	assert_int_equal(ashby_outbox_discard(box.outbox, "none", NULL), ASHBY_EUSAGE);
	assert_string_equal(box_look(&box, "SELECT state FROM intent"), "failed");
	box_release(&box);
}

static void only_what_is_open_can_be_discarded(void **state)
{
	static const struct {
		const char *state;
		enum ashby_error error;
	} rows[] = {
		{ "confirmed", ASHBY_EUSAGE },
		{ "sending", ASHBY_EUSAGE },
		{ "queued", ASHBY_EUSAGE },
		{ "failed", ASHBY_OK },
		{ "unknown", ASHBY_OK },
	};
	struct box box;
	struct told told;
	size_t i;

	(void)state;
	box_init(&box, false);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		box_do(&box, box_confirm, NULL, &told);
		box_sql(&box, "UPDATE intent SET state = '%s' WHERE id = '%s'", rows[i].state, told.id);
		assert_int_equal(ashby_outbox_discard(box.outbox, told.id, NULL), rows[i].error);
	}
	assert_string_equal(box_look(&box, "SELECT count(*) FROM intent"), "3");
	box_release(&box);
}

/* ---- what is erased ---- */

static void bodies_go_after_a_week_and_receipts_after_a_season(void **state)
{
	int64_t now = ashby_clock_now();
	struct box box;
	struct told confirmed, failed, unknown;

	(void)state;
	box_init(&box, false);
	box_do(&box, box_confirm, NULL, &confirmed);
	box_do(&box, box_refuse, NULL, &failed);
	box_do(&box, box_cut, NULL, &unknown);
	ashby_clock_fix(now + 6 * DAY_MS);
	box_reopen(&box);
	assert_string_equal(box_look(&box, "SELECT count(body) FROM intent"), "3");
	ashby_clock_fix(now + 8 * DAY_MS);
	box_reopen(&box);
	assert_string_equal(
		box_look(&box, "SELECT group_concat(state) FROM intent WHERE body IS NULL"), "confirmed");
	assert_string_equal(box_look(&box, "SELECT request_id FROM intent WHERE body IS NULL"), "01REQ");
	ashby_clock_fix(now + 91 * DAY_MS);
	box_reopen(&box);
	assert_string_equal(box_look(&box, "SELECT group_concat(state) FROM intent"), "unknown");
	ashby_clock_fix(ASHBY_NO_TIME);
	box_release(&box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_intent_says_what_was_asked_and_what_came),
		cmocka_unit_test(an_intent_is_found_by_enough_of_its_id),
		cmocka_unit_test(an_endpoint_of_tomorrow_is_a_write_too),
		cmocka_unit_test(what_cannot_be_a_write_is_not_recorded),
		cmocka_unit_test(without_a_key_nothing_is_recorded),
		cmocka_unit_test(what_the_dead_left_is_settled),
		cmocka_unit_test(a_process_killed_while_sending_leaves_an_unknown),
		cmocka_unit_test(an_owner_is_told_from_its_successor),
		cmocka_unit_test(once_means_once),
		cmocka_unit_test(once_says_when_it_was_another_write),
		cmocka_unit_test(once_waits_for_the_truth),
		cmocka_unit_test(once_is_told_at_the_end_too),
		cmocka_unit_test(once_lets_a_failure_be_repeated),
		cmocka_unit_test(a_failed_write_goes_again_by_the_users_word),
		cmocka_unit_test(no_later_failure_settles_an_unknown),
		cmocka_unit_test(what_is_not_as_recorded_is_not_sent),
		cmocka_unit_test(without_a_key_nothing_goes_again),
		cmocka_unit_test(only_what_is_open_can_be_discarded),
		cmocka_unit_test(bodies_go_after_a_week_and_receipts_after_a_season),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	alarm(280);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
