/*
 * test_key.c: sources of a key: helpers that hang, flood, fail or speak out of turn; key files that others
 * could have touched; no source ever falls to a weaker one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ashby/account.h"
#include "helper.h"
#include "words.h"

extern char **environ;

#define KEY "abcdefghijklmnop0123456789"

struct answer {
	int count;
	bool given;
	char key[300], source[200];
	struct ashby_err err;
};

static struct ashby_loop *loop;
static char folder[] = "/tmp/ashby-test-key-XXXXXX";

static int setup(void **state)
{
	(void)state;
	return !mkdtemp(folder) || ashby_loop_new(&loop) ? -1 : 0;
}

static int teardown(void **state)
{
	(void)state;
	ashby_loop_free(loop);
	return rmdir(folder);
}

static void on_key(void *arg, const char *key, const char *source, const struct ashby_err *err)
{
	struct answer *answer = arg;

	answer->count++;
	answer->given = key != NULL;
	snprintf(answer->key, sizeof(answer->key), "%s", key ? key : "");
	snprintf(answer->source, sizeof(answer->source), "%s", source);
	if (err)
		answer->err = *err;
}

static struct answer fetch(const struct ashby_account *account, const struct ashby_env *env)
{
	struct answer answer = { 0 };
	struct ashby_key_request *request = NULL;

	assert_int_equal(ashby_key_fetch(&request, loop, account, env, on_key, &answer, NULL), ASHBY_OK);
	/* Never before the function has returned. */
	assert_int_equal(answer.count, 0);
	while (!answer.count)
		assert_int_equal(ashby_loop_turn(loop, 5000), ASHBY_OK);
	ashby_key_request_free(request);
	assert_int_equal(answer.count, 1);
	return answer;
}

/* ---- helpers ---- */

static const struct {
	const char *command;
	const char *key;     /* what comes of it */
	const char *refusal; /* or what the error must say */
} commands[] = {
	{ "echo " KEY, KEY, NULL },
	{ "printf '%s' " KEY, KEY, NULL },
	{ "printf '%s\\r\\nsecond line\\n' " KEY, KEY, NULL },
	{ "sh -c 'echo " KEY "; echo on standard error >&2'", KEY, NULL },
	{ "sh -c 'echo " KEY "; exit 3'", NULL, "status 3" },
	{ "sh -c 'echo no store >&2; exit 1'", NULL, "status 1: no store" },
	{ "sh -c 'kill -9 $$'", NULL, "signal 9" },
	{ "printf 'abcdefghijkl\\000mnopqrstuvw\\n'", NULL, "no API key" },
	{ "echo short", NULL, "no API key" },
	{ "echo 'has a blank in its middle'", NULL, "no API key" },
	{ "true", NULL, "no API key" },
	{ "sh -c 'yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'", NULL, "more than 4096 bytes" },
	{ "/nonexistent/helper", NULL, "cannot run '/nonexistent/helper'" },
	{ "sh -c 'read line || echo " KEY "'", KEY, NULL },
	/* A grandchild that keeps the output open does not hold us up. */
	{ "sh -c 'sleep 2 & echo " KEY "'", KEY, NULL },
};

/* Under valgrind vfork is fork, and posix_spawn cannot tell that there is no such program. */
static bool spawn_tells(void)
{
	char path[] = "/nonexistent/helper";
	char *argv[] = { path, NULL };
	pid_t pid;

	if (posix_spawn(&pid, path, NULL, NULL, argv, environ) != 0)
		return true;
	waitpid(pid, NULL, 0);
	return false;
}

static void test_commands(void **state)
{
	(void)state;
	if (!spawn_tells())
		skip();
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct ashby_account account = { .name = "x", .key_command = commands[i].command };
		struct answer answer = fetch(&account, NULL);

		if (commands[i].key) {
			if (!answer.given)
				fail_msg("%s: %s", commands[i].command, answer.err.message);
			assert_string_equal(answer.key, commands[i].key);
		} else {
			assert_false(answer.given);
			assert_int_equal(answer.err.error, ASHBY_EKEY);
			if (!strstr(answer.err.message, commands[i].refusal))
				fail_msg("'%s' does not say '%s'", answer.err.message, commands[i].refusal);
		}
	}
}

static void test_command_environment(void **state)
{
	struct ashby_account account = { .name = "x",
		.key_command =
			"sh -c 'echo x${ASHBY_CANARY}x${LD_CANARY}x${SSLKEYLOGFILE}x${KEPT}xabcdefghij'" };
	struct answer answer;

	(void)state;
	setenv("ASHBY_CANARY", "leak", 1);
	setenv("LD_CANARY", "leak", 1);
	setenv("SSLKEYLOGFILE", "leak", 1);
	setenv("KEPT", "kept", 1);
	answer = fetch(&account, NULL);
	assert_string_equal(answer.key, "xxxxkeptxabcdefghij");
	unsetenv("ASHBY_CANARY");
	unsetenv("LD_CANARY");
	unsetenv("SSLKEYLOGFILE");
	unsetenv("KEPT");
}

static void on_result(void *arg, const struct ashby__helper_result *result)
{
	*(int *)arg = result->timed_out ? 2 : 1;
}

static void test_time_limit(void **state)
{
	char sleep_word[] = "sleep", hundred[] = "100";
	char *argv[] = { sleep_word, hundred, NULL };
	struct ashby__helper *helper;
	int ended = 0;

	(void)state;
	assert_int_equal(
		ashby__helper_start(&helper, loop, argv, 50, false, on_result, &ended, NULL), ASHBY_OK);
	while (!ended)
		ashby_loop_turn(loop, 5000);
	assert_int_equal(ended, 2);
	ashby__helper_free(helper);
}

static void test_free_cancels(void **state)
{
	struct ashby_account account = { .name = "x", .key_command = "sleep 100" };
	struct ashby_key_request *request;
	struct answer answer = { 0 };

	(void)state;
	assert_int_equal(ashby_key_fetch(&request, loop, &account, NULL, on_key, &answer, NULL), ASHBY_OK);
	ashby_loop_turn(loop, 0);
	ashby_key_request_free(request);
	ashby_loop_turn(loop, 0);
	assert_int_equal(answer.count, 0);
	ashby_key_request_free(NULL);
}

/* ---- the environment, and the order ---- */

static void test_env(void **state)
{
	char key[] = KEY, bad[] = "a:b", empty[] = "";
	struct ashby_account account = { .name = "x" };
	struct ashby_env env = { .key = key };
	struct answer answer = fetch(&account, &env);

	(void)state;
	assert_string_equal(answer.key, KEY);
	assert_string_equal(answer.source, "ASHBY_API_KEY");
	env.key = bad;
	assert_false(fetch(&account, &env).given);
	env.key = empty;
	assert_false(fetch(&account, &env).given);
	env.key = NULL;
	answer = fetch(&account, &env);
	assert_false(answer.given);
	assert_non_null(strstr(answer.err.message, "key-command"));
}

static void test_typed(void **state)
{
	char key[] = KEY, typed[] = "typed-0123456789abcdef";
	struct ashby_account account = { .name = "x" };
	struct ashby_env env = { .typed = typed };
	struct answer answer;

	(void)state;
	assert_false(ashby_key_sourced(&account, NULL));
	assert_true(ashby_key_sourced(&account, &env));
	answer = fetch(&account, &env);
	assert_string_equal(answer.key, typed);
	assert_string_equal(answer.source, "what was typed");
	/* The weakest of all. */
	env.key = key;
	assert_string_equal(fetch(&account, &env).key, KEY);
	account.key_command = "false";
	env.key = NULL;
	assert_true(ashby_key_sourced(&account, NULL));
	assert_false(fetch(&account, &env).given);
}

/* A secret-tool of the test's own. */
static const struct {
	const char *script, *key, *refusal;
} keyrings[] = {
	{ "echo \"key-of-$5-0123456789\"", "key-of-acme-0123456789", NULL },
	{ "exit 1", NULL, "secret-tool store --label Ashby service ashby-tui account acme" },
	{ "echo 'Cannot autolaunch D-Bus without X11' >&2; exit 1", NULL,
		"autolaunch D-Bus without X11; over SSH" },
	{ "echo too short", NULL, "no API key" },
};

static void put_keyring(const char *script, char *file, size_t size)
{
	FILE *out;

	snprintf(file, size, "%s/secret-tool", folder);
	unlink(file);
	out = fopen(file, "w");
	assert_non_null(out);
	fprintf(out, "#!/bin/sh\n[ \"$1 $2 $3 $4\" = 'lookup service ashby-tui account' ] || exit 9\n%s\n",
		script);
	fclose(out);
	assert_int_equal(chmod(file, 0700), 0);
}

static void test_keyring(void **state)
{
	struct ashby_account account = { .name = "acme", .keyring = true };
	char file[220], search[4400], before[4096], typed[] = "typed-0123456789abcdef";
	struct ashby_env env = { .typed = typed };
	struct answer answer;

	(void)state;
	if (!spawn_tells())
		skip();
	snprintf(before, sizeof(before), "%.4000s", getenv("PATH"));
	snprintf(search, sizeof(search), "%s:%s", folder, before);
	setenv("PATH", search, 1);
	for (size_t i = 0; i < sizeof(keyrings) / sizeof(keyrings[0]); i++) {
		put_keyring(keyrings[i].script, file, sizeof(file));
		answer = fetch(&account, &env);
		if (keyrings[i].key) {
			assert_string_equal(answer.key, keyrings[i].key);
		} else {
			assert_false(answer.given);
			assert_int_equal(answer.err.error, ASHBY_EKEY);
			if (!strstr(answer.err.message, keyrings[i].refusal))
				fail_msg("'%s' does not say '%s'", answer.err.message, keyrings[i].refusal);
		}
	}
	unlink(file);
	setenv("PATH", folder, 1);
	answer = fetch(&account, &env);
	setenv("PATH", before, 1);
	assert_false(answer.given);
	assert_non_null(strstr(answer.err.message, "libsecret-tools"));
}

static void test_no_fall_through(void **state)
{
	char key[] = KEY;
	struct ashby_env env = { .key = key };
	struct ashby_account account = { .name = "x", .key_command = "false", .key_file = "/nonexistent" };
	struct answer answer = fetch(&account, &env);

	(void)state;
	assert_false(answer.given);
	assert_non_null(strstr(answer.err.message, "key-command 'false'"));
	account.key_command = NULL;
	answer = fetch(&account, &env);
	assert_false(answer.given);
	assert_non_null(strstr(answer.source, "not used"));
	/* A base URL from outside takes the key from the environment, whatever is configured. */
	account.env_key = true;
	assert_string_equal(fetch(&account, &env).key, KEY);
}

/* ---- key files ---- */

static char path[200];

static void make_file(mode_t mode)
{
	int fd;

	snprintf(path, sizeof(path), "%s/key", folder);
	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, KEY "\n", sizeof(KEY)), sizeof(KEY));
	close(fd);
	assert_int_equal(chmod(path, mode), 0);
}

static void assert_refused(const char *why)
{
	struct ashby_account account = { .name = "x", .key_file = path };
	struct answer answer = fetch(&account, NULL);

	assert_false(answer.given);
	assert_int_equal(answer.err.error, ASHBY_EKEY);
	if (!strstr(answer.err.message, why))
		fail_msg("'%s' does not say '%s'", answer.err.message, why);
}

static void test_key_file(void **state)
{
	struct ashby_account account = { .name = "x", .key_file = path };

	(void)state;
	make_file(0600);
	assert_string_equal(fetch(&account, NULL).key, KEY);
	make_file(0400);
	assert_string_equal(fetch(&account, NULL).key, KEY);
	unlink(path);
}

static void test_key_file_made(void **state)
{
	struct ashby_account account = { .name = "x", .key_file = path };
	struct ashby_err err;
	struct stat st;

	(void)state;
	unlink(path);
	assert_int_equal(ashby_key_file_write(path, KEY, &err), ASHBY_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_string_equal(fetch(&account, NULL).key, KEY);
	/* What is there is somebody's. */
	assert_int_equal(ashby_key_file_write(path, "another-0123456789", &err), ASHBY_ELOCAL);
	assert_string_equal(fetch(&account, NULL).key, KEY);
	unlink(path);
}

static void test_key_file_modes(void **state)
{
	static const mode_t modes[] = { 0644, 0604, 0640, 0620, 0602, 0610, 0601, 0666 };

	(void)state;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		struct stat st;

		make_file(modes[i]);
		assert_refused("chmod 600");
		/* Refused, never repaired in silence. */
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 07777, modes[i]);
	}
	unlink(path);
}

static void test_key_file_kinds(void **state)
{
	char other[220];

	(void)state;
	make_file(0600);
	snprintf(other, sizeof(other), "%s/other", folder);
	assert_int_equal(link(path, other), 0);
	assert_refused("hard link");
	unlink(path);
	assert_int_equal(symlink(other, path), 0);
	assert_refused("symbolic link");
	unlink(path);
	unlink(other);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_refused("no regular file");
	unlink(path);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_refused("no regular file");
	rmdir(path);
	assert_refused("cannot open");
	snprintf(path, sizeof(path), "/dev/null");
	assert_refused("no regular file");
}

static void test_key_file_folder(void **state)
{
	(void)state;
	make_file(0600);
	assert_int_equal(chmod(folder, 0777), 0);
	assert_refused("everybody can write");
	assert_int_equal(chmod(folder, 01777), 0);
	assert_refused("everybody can write");
	assert_int_equal(chmod(folder, 0700), 0);
	unlink(path);
}

static void test_key_file_owner(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	make_file(0600);
	assert_int_equal(chown(path, 65534, (gid_t)-1), 0);
	assert_refused("another user");
	unlink(path);
}

static void test_key_file_too_long(void **state)
{
	int fd;

	(void)state;
	make_file(0600);
	fd = open(path, O_WRONLY | O_APPEND);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(write(fd, KEY, sizeof(KEY) - 1), sizeof(KEY) - 1);
	close(fd);
	assert_refused("too long");
	unlink(path);
}

/* ---- words ---- */

static void test_words(void **state)
{
	static const struct {
		const char *text;
		const char *words; /* joined by |, NULL: refused */
	} rows[] = {
		{ "pass show ashby/api", "pass|show|ashby/api" },
		{ "  a\t b ", "a|b" },
		{ "sh -c 'echo \"$HOME\"'", "sh|-c|echo \"$HOME\"" },
		{ "a \"b c\\\" \\d\" e\\ f ''", "a|b c\" \\d|e f|" },
		{ "a'b'\"c\"", "abc" },
		{ "~/bin/x $(id) `id` *", "~/bin/x|$(id)|`id`|*" },
		{ "a \\", "a|\\" },
		{ "a 'b", NULL },
		{ "a \"b", NULL },
		{ "", NULL },
		{ "  ", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char **words = NULL, joined[100] = "";
		enum ashby_error error = ashby__words_split(&words, rows[i].text, NULL);

		if (!rows[i].words) {
			assert_int_equal(error, ASHBY_EUSAGE);
			continue;
		}
		assert_int_equal(error, ASHBY_OK);
		for (size_t j = 0, at = 0; words[j]; j++)
			at += (size_t)snprintf(
				joined + at, sizeof(joined) - at, "%s%s", j ? "|" : "", words[j]);
		assert_string_equal(joined, rows[i].words);
		ashby__words_free(words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_command_environment),
		cmocka_unit_test(test_time_limit),
		cmocka_unit_test(test_free_cancels),
		cmocka_unit_test(test_env),
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_keyring),
		cmocka_unit_test(test_no_fall_through),
		cmocka_unit_test(test_key_file),
		cmocka_unit_test(test_key_file_made),
		cmocka_unit_test(test_key_file_modes),
		cmocka_unit_test(test_key_file_kinds),
		cmocka_unit_test(test_key_file_folder),
		cmocka_unit_test(test_key_file_owner),
		cmocka_unit_test(test_key_file_too_long),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
