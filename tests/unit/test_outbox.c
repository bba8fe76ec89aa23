/*
 * test_outbox.c: the outbox's file: what is recorded, what becomes of what dead processes left, of a damaged or a foreign
 * file, of a full disk; once keys, retrying and discarding, and what is erased after a while.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <locale.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "outbox_kit.h"
#include "owner.h"

#define FAIL_AT_ONCE \
	JSON_HEAD "Content-Length: 54\r\n\r\n{\"success\":false,\"errorInfo\":{\"code\":\"invalid_input\"}}"
#define DAY_MS ((int64_t)24 * 3600 * 1000)

static const struct script confirm[] = { { CONFIRM, 0, SERVER_STAY } };
static const struct script refuse[] = { { FAIL_AT_ONCE, 0, SERVER_STAY } };
static const struct script cut[] = { { NULL, 0, SERVER_CLOSE | SERVER_STAY } };

static void box_sql(const struct box *box, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void box_sql(const struct box *box, const char *format, ...)
{
	char sql[1000], *problem = NULL;
	sqlite3 *db = NULL;
	va_list ap;

	va_start(ap, format);
	vsnprintf(sql, sizeof(sql), format, ap);
	va_end(ap);
	assert_int_equal(sqlite3_open(box->file, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK)
		fail_msg("%s: %s", sql, problem);
	sqlite3_close(db);
}

static void box_do(struct box *box, const struct script *script, const char *once, struct told *told)
{
	server_script(&box->kit.server, script, 1);
	box_send(box, once, told);
	box_wait(box, told);
}

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
	box_do(&box, confirm, NULL, &told);
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
	box_do(&box, confirm, NULL, &told);
	memcpy(id, told.id, sizeof(id));
	assert_int_equal(ashby_outbox_find(box.outbox, id, count_one, &count, &err), ASHBY_OK);
	id[ASHBY_OUTBOX_PREFIX] = '\0';
	assert_int_equal(ashby_outbox_find(box.outbox, id, count_one, &count, &err), ASHBY_OK);
	assert_int_equal(count, 2);
	id[ASHBY_OUTBOX_PREFIX - 1] = '\0';
	assert_int_equal(ashby_outbox_find(box.outbox, id, count_one, &count, &err), ASHBY_EUSAGE);
	assert_int_equal(ashby_outbox_find(box.outbox, "no such id", count_one, &count, &err), ASHBY_EUSAGE);
	box_do(&box, confirm, NULL, &told);
	box_sql(&box, "UPDATE intent SET id = 'abcd' || sequence");
	assert_int_equal(ashby_outbox_find(box.outbox, "abcd", count_one, &count, &err), ASHBY_EUSAGE);
	assert_non_null(strstr(err.message, "several"));
	assert_int_equal(count, 2);
	box_release(&box);
}

static void what_cannot_be_a_write_is_not_recorded(void **state)
{
	static const struct ashby_write writes[] = {
		{ .endpoint = "nonsense", .body = "{}" },
		{ .endpoint = "candidate.createNote", .body = "[]" },
		{ .endpoint = "candidate.createNote", .body = "{\"note\":" },
		{ .endpoint = "candidate.createNote", .body = "{}", .once = "" },
	};
	struct box box;
	struct told told = { .count = 0 };
	char id[ASHBY_INTENT_ID];
	size_t i;

	(void)state;
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

/* A number that belonged to a process, and to none now. */
static pid_t dead_pid(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return pid;
}

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
	box_do(&box, confirm, NULL, &told);
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
	box_do(&box, confirm, "hello-1", &first);
	assert_int_equal(first.state, ASHBY_INTENT_CONFIRMED);
	box_reopen(&box);
	box_do(&box, confirm, "hello-1", &second);
	assert_int_equal(second.state, ASHBY_INTENT_CONFIRMED);
	assert_int_equal(second.err.error, ASHBY_OK);
	assert_true(second.before);
	assert_false(second.other);
	assert_string_equal(second.id, first.id);
	assert_string_equal(second.request_id, "01REQ");
	assert_int_equal(box.kit.server.request_count, 1);
	box_do(&box, confirm, "hello-2", &second);
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
	box_do(&box, confirm, "k", &told);
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
	box_do(&box, cut, "k", &told);
	assert_int_equal(told.state, ASHBY_INTENT_UNKNOWN);
	box_do(&box, confirm, "k", &told);
	assert_int_equal(told.err.error, ASHBY_EUNKNOWN);
	assert_non_null(strstr(told.err.message, "retry or discard"));
	box_sql(&box, "UPDATE intent SET state = 'sending'");
	box_do(&box, confirm, "k", &told);
	assert_int_equal(told.err.error, ASHBY_EUNKNOWN);
	assert_non_null(strstr(told.err.message, "on its way"));
	assert_int_equal(box.kit.server.request_count, 1);
	box_release(&box);
}

static void once_lets_a_failure_be_repeated(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	box_do(&box, refuse, "k", &told);
	assert_int_equal(told.state, ASHBY_INTENT_FAILED);
	box_do(&box, confirm, "k", &told);
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
	box_do(&box, refuse, NULL, &told);
	server_script(&box.kit.server, confirm, 1);
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
	box_do(&box, cut, NULL, &told);
	server_script(&box.kit.server, refuse, 1);
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
	box_do(&box, refuse, NULL, &told);
	box_sql(&box, "UPDATE intent SET body = replace(body, 'called', 'cancel')");
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, &err), ASHBY_EUSAGE);
	assert_non_null(strstr(err.message, "not as it was recorded"));
	box_sql(&box, "UPDATE intent SET body = NULL");
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, &err), ASHBY_EUSAGE);
	box_do(&box, refuse, NULL, &told);
	box_sql(&box, "UPDATE intent SET fingerprint = '01234567'");
	assert_int_equal(ashby_outbox_retry(box.outbox, told.id, box_told, &again, &err), ASHBY_ECONFIG);
	assert_non_null(strstr(err.message, "another API key (01234567)"));
	assert_int_equal(box.kit.server.request_count, 2);
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
		box_do(&box, confirm, NULL, &told);
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
	box_do(&box, confirm, NULL, &confirmed);
	box_do(&box, refuse, NULL, &failed);
	box_do(&box, cut, NULL, &unknown);
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

/* ---- the disk ---- */

static void limit_files(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void on_a_full_disk_nothing_is_sent(void **state)
{
	struct ashby_err err;
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	server_script(&box.kit.server, confirm, 1);
	limit_files(16);
	assert_int_equal(box_try(&box, NULL, &told, &err), ASHBY_ELOCAL);
	assert_non_null(strstr(err.message, "cannot write the outbox"));
	limit_files(RLIM_INFINITY);
	kit_settle(&box.kit);
	assert_int_equal(told.count, 0);
	assert_int_equal(box.kit.server.accepted, 0);
	/* The outbox is as good as before. */
	box_send(&box, NULL, &told);
	box_wait(&box, &told);
	assert_int_equal(told.state, ASHBY_INTENT_CONFIRMED);
	box_release(&box);
}

/* It fills up between the record and the sending: the connection stands, and not a byte goes over it. */
static void what_cannot_be_recorded_as_sending_is_not_sent(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	server_script(&box.kit.server, confirm, 1);
	box_send(&box, NULL, &told);
	limit_files(16);
	box_wait(&box, &told);
	limit_files(RLIM_INFINITY);
	assert_int_equal(told.state, ASHBY_INTENT_FAILED);
	assert_false(told.sent);
	assert_int_equal(told.err.error, ASHBY_ELOCAL);
	assert_int_equal(told.trouble.error, ASHBY_ELOCAL);
	kit_settle(&box.kit);
	assert_int_equal(box.kit.server.request_count, 0);
	assert_string_equal(box_look(&box, "SELECT state FROM intent"), "queued");
	box_release(&box);
}

static const struct script *fill_disk(void *arg, const char *request)
{
	(void)arg;
	(void)request;
	limit_files(16);
	return confirm;
}

/* It fills up while the server has the request: the answer is told, and the record errs on the safe side. */
static void what_cannot_be_recorded_as_confirmed_is_said(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	box.kit.server.pick = fill_disk;
	box_send(&box, NULL, &told);
	box_wait(&box, &told);
	limit_files(RLIM_INFINITY);
	assert_int_equal(told.state, ASHBY_INTENT_CONFIRMED);
	assert_int_equal(told.err.error, ASHBY_OK);
	assert_int_equal(told.trouble.error, ASHBY_ELOCAL);
	assert_string_equal(box_look(&box, "SELECT state FROM intent"), "sending");
	box_sql(&box, "UPDATE intent SET owner_pid = %d", (int)dead_pid());
	box_reopen(&box);
	assert_string_equal(box_look(&box, "SELECT state FROM intent"), "unknown");
	box_release(&box);
}

/* ---- the file ---- */

static void refused_open(struct box *box, enum ashby_error error, const char *why)
{
	struct ashby_outbox *outbox;
	struct ashby_err err;

	assert_int_equal(ashby_outbox_open(&outbox, BOX_ACCOUNT, &err), error);
	if (!strstr(err.message, why))
		fail_msg("'%s' instead of '%s'", err.message, why);
	assert_non_null(strstr(err.message, box->folder));
}

static void the_file_is_for_us_alone(void **state)
{
	char other[420];
	struct stat st;
	struct box box;
	mode_t mask = umask(0);

	(void)state;
	box_init(&box, false);
	assert_int_equal(stat(box.file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(chmod(box.file, 0644), 0);
	refused_open(&box, ASHBY_ECONFIG, "chmod 600");
	assert_int_equal(stat(box.file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	assert_int_equal(chmod(box.file, 0600), 0);
	snprintf(other, sizeof(other), "%s.x", box.file);
	assert_int_equal(link(box.file, other), 0);
	refused_open(&box, ASHBY_ECONFIG, "second name");
	assert_int_equal(unlink(box.file), 0);
	assert_int_equal(symlink(other, box.file), 0);
	refused_open(&box, ASHBY_ECONFIG, "no regular file");
	assert_int_equal(unlink(box.file), 0);
	assert_int_equal(mkdir(box.file, 0700), 0);
	refused_open(&box, ASHBY_ECONFIG, "no regular file");
	umask(mask);
	box_release(&box);
}

static void a_newer_file_is_left_alone(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	box_do(&box, confirm, NULL, &told);
	box_sql(&box, "PRAGMA user_version = 2");
	refused_open(&box, ASHBY_ELOCAL, "newer version");
	assert_string_equal(box_look(&box, "SELECT count(*) FROM intent"), "1");
	box_release(&box);
}

/* Files beside outbox.db whose names say that they were set aside. */
static int set_aside(const struct box *box)
{
	char folder[400];
	struct dirent *entry;
	int count = 0;
	DIR *dir;

	snprintf(folder, sizeof(folder), "%s/ashby-tui/" BOX_ACCOUNT, box->folder);
	dir = opendir(folder);
	assert_non_null(dir);
	while ((entry = readdir(dir)))
		count += !strncmp(entry->d_name, "outbox.db.bad-", 14);
	closedir(dir);
	return count;
}

static void overwrite(const struct box *box, long at, const char *bytes, size_t len)
{
	FILE *file = fopen(box->file, "r+");

	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

static void a_damaged_file_is_kept_and_read(void **state)
{
	char noise[1024];
	struct box box;
	struct told told;
	int i, left;

	(void)state;
	box_init(&box, false);
	for (i = 0; i < 2; i++)
		box_do(&box, i % 2 ? confirm : cut, NULL, &told);
	for (i = 0; i < 38; i++)
		box_sql(&box,
			"CREATE TEMP TABLE t AS SELECT * FROM intent WHERE sequence = %d;"
			"UPDATE t SET sequence = %d, id = printf('%%032x', random());"
			"INSERT INTO intent SELECT * FROM t",
			i % 2 + 1, i + 3);
	ashby_outbox_free(box.outbox);
	memset(noise, 0xA5, sizeof(noise));
	/* The fourth page: one of rows, neither the first nor the last of them. */
	overwrite(&box, 5 * 4096 + 8, noise, sizeof(noise));
	box_open(&box);
	assert_int_equal(set_aside(&box), 1);
	assert_non_null(strstr(ashby_outbox_notice(box.outbox), "could be read"));
	left = atoi(box_look(&box, "SELECT count(*) FROM intent WHERE state IN ('confirmed', 'unknown')"));
	if (left < 20 || left >= 40)
		fail_msg("%d of 40 were read", left);
	box_do(&box, confirm, NULL, &told);
	assert_int_equal(told.state, ASHBY_INTENT_CONFIRMED);
	box_reopen(&box);
	assert_int_equal(set_aside(&box), 1);
	assert_string_equal(ashby_outbox_notice(box.outbox), "");
	box_release(&box);
}

static void noise_is_kept_as_well(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	ashby_outbox_free(box.outbox);
	overwrite(&box, 0, "this is no database at all, is it?", 34);
	box_open(&box);
	assert_int_equal(set_aside(&box), 1);
	box_do(&box, confirm, NULL, &told);
	/* Another one within the same second. */
	ashby_outbox_free(box.outbox);
	overwrite(&box, 0, "nor is this one", 15);
	box_open(&box);
	assert_int_equal(set_aside(&box), 2);
	ashby_outbox_free(box.outbox);
	/* A database, but somebody else's. */
	assert_int_equal(unlink(box.file), 0);
	box_sql(&box, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
	assert_int_equal(chmod(box.file, 0600), 0);
	box_open(&box);
	assert_int_equal(set_aside(&box), 3);
	box_release(&box);
}

static void look_at_all(void *arg, const struct ashby_intent *intent)
{
	*(size_t *)arg += strlen(intent->id) + strlen(intent->endpoint) + strlen(intent->message) +
		(intent->body ? strlen(intent->body) : 0) + (size_t)intent->damaged;
}

static char *read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "r");
	char *bytes = malloc(1 << 20);

	assert_non_null(file);
	assert_non_null(bytes);
	*len = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	return bytes;
}

static void write_file(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

/* Whatever a file holds, it is opened, set aside or refused, and can be read. */
static void survives(struct box *box, const char *what)
{
	struct ashby_outbox *outbox;
	struct ashby_err err;
	size_t seen = 0;

	if (ashby_outbox_open(&outbox, BOX_ACCOUNT, &err)) {
		if (err.error != ASHBY_ELOCAL || !*err.message)
			fail_msg("%s: %s", what, err.message);
		return;
	}
	if (ashby_outbox_each(outbox, look_at_all, &seen, &err) && err.error != ASHBY_ELOCAL)
		fail_msg("%s: %s", what, err.message);
	ashby_outbox_free(outbox);
	(void)box;
}

static void any_bytes_are_survived(void **state)
{
	uint32_t random = 0x2545F491;
	char *whole, *broken;
	char what[80];
	struct box box;
	struct told told;
	size_t len, i;

	(void)state;
	box_init(&box, false);
	for (i = 0; i < 8; i++)
		box_do(&box, i % 2 ? confirm : cut, NULL, &told);
	ashby_outbox_free(box.outbox);
	box.outbox = NULL;
	whole = read_file(box.file, &len);
	broken = malloc(len);
	assert_non_null(broken);
	for (i = 512; i < len; i += 512) {
		snprintf(what, sizeof(what), "cut at %zu", i);
		write_file(box.file, whole, i);
		survives(&box, what);
	}
	for (i = 0; i < 300; i++) {
		random = random * 1664525 + 1013904223;
		memcpy(broken, whole, len);
		broken[(random >> 3) % len] ^= (char)(1 << (random & 7));
		snprintf(what, sizeof(what), "bit %u of %zu", random & 7, (size_t)(random >> 3) % len);
		write_file(box.file, broken, len);
		survives(&box, what);
	}
	free(whole);
	free(broken);
	box_release(&box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_intent_says_what_was_asked_and_what_came),
		cmocka_unit_test(an_intent_is_found_by_enough_of_its_id),
		cmocka_unit_test(what_cannot_be_a_write_is_not_recorded),
		cmocka_unit_test(without_a_key_nothing_is_recorded),
		cmocka_unit_test(what_the_dead_left_is_settled),
		cmocka_unit_test(a_process_killed_while_sending_leaves_an_unknown),
		cmocka_unit_test(an_owner_is_told_from_its_successor),
		cmocka_unit_test(once_means_once),
		cmocka_unit_test(once_says_when_it_was_another_write),
		cmocka_unit_test(once_waits_for_the_truth),
		cmocka_unit_test(once_lets_a_failure_be_repeated),
		cmocka_unit_test(a_failed_write_goes_again_by_the_users_word),
		cmocka_unit_test(no_later_failure_settles_an_unknown),
		cmocka_unit_test(what_is_not_as_recorded_is_not_sent),
		cmocka_unit_test(only_what_is_open_can_be_discarded),
		cmocka_unit_test(bodies_go_after_a_week_and_receipts_after_a_season),
		cmocka_unit_test(on_a_full_disk_nothing_is_sent),
		cmocka_unit_test(what_cannot_be_recorded_as_sending_is_not_sent),
		cmocka_unit_test(what_cannot_be_recorded_as_confirmed_is_said),
		cmocka_unit_test(the_file_is_for_us_alone),
		cmocka_unit_test(a_newer_file_is_left_alone),
		cmocka_unit_test(a_damaged_file_is_kept_and_read),
		cmocka_unit_test(noise_is_kept_as_well),
		cmocka_unit_test(any_bytes_are_survived),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	alarm(280);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
