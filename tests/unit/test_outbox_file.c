/*
 * test_outbox_file.c: the outbox's file: a full disk, who may use it, a damaged, a foreign and a newer one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <locale.h>
#include <sys/resource.h>
#include <unistd.h>

#include "outbox_kit.h"

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
	server_script(&box.kit.server, box_confirm, 1);
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
	server_script(&box.kit.server, box_confirm, 1);
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
	return box_confirm;
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

/* It fills up while the server says "later": it is not sent again on the strength of a record that is not there. */
static const struct script *fill_disk_and_limit(void *arg, const char *request)
{
	static const struct script later = {
		"HTTP/1.1 429 Many\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n"
		"{\"success\":false}",
		0, 0
	};

	(void)arg;
	(void)request;
	limit_files(16);
	return &later;
}

static void what_cannot_be_recorded_as_queued_is_not_sent_again(void **state)
{
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	box.kit.server.pick = fill_disk_and_limit;
	box_send(&box, NULL, &told);
	box_wait(&box, &told);
	limit_files(RLIM_INFINITY);
	assert_int_equal(told.state, ASHBY_INTENT_FAILED);
	assert_true(told.sent);
	assert_int_equal(told.err.error, ASHBY_ELOCAL);
	assert_int_equal(box.kit.server.request_count, 1);
	box_release(&box);
}

static void on_a_full_disk_an_outbox_is_not_made(void **state)
{
	struct ashby_outbox *outbox;
	struct ashby_err err;
	struct box box;

	(void)state;
	memset(&box, 0, sizeof(box));
	box_folder(&box);
	limit_files(16);
	assert_int_equal(ashby_outbox_open(&outbox, BOX_ACCOUNT, &err), ASHBY_ELOCAL);
	limit_files(RLIM_INFINITY);
	assert_non_null(strstr(err.message, "outbox.db"));
	assert_int_equal(ashby_outbox_open(&outbox, BOX_ACCOUNT, &err), ASHBY_OK);
	ashby_outbox_free(outbox);
	nftw(box.folder, box_remove, 8, FTW_DEPTH | FTW_PHYS);
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
	box_do(&box, box_confirm, NULL, &told);
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
		box_do(&box, i % 2 ? box_confirm : box_cut, NULL, &told);
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
	box_do(&box, box_confirm, NULL, &told);
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
	box_do(&box, box_confirm, NULL, &told);
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

/* Somebody is sending by the file as it was: it is not taken from under them. */
static void a_damaged_file_in_use_is_left(void **state)
{
	static const struct script silence[] = { { NULL, 0, SERVER_STAY } };
	struct ashby_outbox *outbox;
	struct ashby_err err;
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	server_script(&box.kit.server, silence, 1);
	box_send(&box, NULL, &told);
	kit_requests(&box.kit, 1);
	overwrite(&box, 0, "noise", 5);
	assert_int_equal(ashby_outbox_open(&outbox, BOX_ACCOUNT, &err), ASHBY_ELOCAL);
	assert_non_null(strstr(err.message, "try again when it has ended"));
	assert_int_equal(set_aside(&box), 0);
	box_release(&box);
	assert_int_equal(told.state, ASHBY_INTENT_UNKNOWN);
}

/* Names that mean something in the address by which a damaged file is read. */
static void odd_names_of_folders_are_no_matter(void **state)
{
	struct box box;
	struct told told;
	char odd[320];

	(void)state;
	memset(&box, 0, sizeof(box));
	box_folder(&box);
	snprintf(odd, sizeof(odd), "%.200s/50%% #1?x", box.folder);
	assert_int_equal(mkdir(odd, 0700), 0);
	setenv("XDG_STATE_HOME", odd, 1);
	snprintf(box.file, sizeof(box.file), "%.280s/ashby-tui/" BOX_ACCOUNT "/outbox.db", odd);
	kit_init(&box.kit, false, NULL);
	box_open(&box);
	box_do(&box, box_confirm, NULL, &told);
	box_sql(&box, "UPDATE intent SET state = 'failed'; PRAGMA user_version = 0");
	box_reopen(&box);
	assert_non_null(strstr(ashby_outbox_notice(box.outbox), "1 of its records could be read"));
	assert_string_equal(box_look(&box, "SELECT state FROM intent"), "failed");
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
		box_do(&box, i % 2 ? box_confirm : box_cut, NULL, &told);
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
		cmocka_unit_test(on_a_full_disk_nothing_is_sent),
		cmocka_unit_test(what_cannot_be_recorded_as_sending_is_not_sent),
		cmocka_unit_test(what_cannot_be_recorded_as_confirmed_is_said),
		cmocka_unit_test(what_cannot_be_recorded_as_queued_is_not_sent_again),
		cmocka_unit_test(on_a_full_disk_an_outbox_is_not_made),
		cmocka_unit_test(the_file_is_for_us_alone),
		cmocka_unit_test(a_newer_file_is_left_alone),
		cmocka_unit_test(a_damaged_file_is_kept_and_read),
		cmocka_unit_test(noise_is_kept_as_well),
		cmocka_unit_test(a_damaged_file_in_use_is_left),
		cmocka_unit_test(odd_names_of_folders_are_no_matter),
		cmocka_unit_test(any_bytes_are_survived),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	alarm(280);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
