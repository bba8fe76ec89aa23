/* test_process.c: the first steps of a program: what they close, forbid and forget. Each in a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ashby/account.h"

/* Runs a check in a child after the first steps; its status says what did not hold. */
static int in_child(void (*before)(void), int (*check)(void))
{
	struct ashby_err err;
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (!pid) {
		if (before)
			before();
		_exit(ashby_process_init(&err) ? 99 : check());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void loosen(void)
{
	struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };

	setrlimit(RLIMIT_CORE, &all);
	umask(0);
	setenv("SSLKEYLOGFILE", "/nonexistent/keys", 1);
}

static int is_tight(void)
{
	struct rlimit core;
	struct sigaction pipe;

	if (getrlimit(RLIMIT_CORE, &core) || core.rlim_cur || core.rlim_max)
		return 1;
	if (umask(0) != 077)
		return 2;
	if (getenv("SSLKEYLOGFILE"))
		return 3;
	if (sigaction(SIGPIPE, NULL, &pipe) || pipe.sa_handler != SIG_IGN)
		return 4;
#ifndef ASHBY_DEBUG_BUILD
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0))
		return 5;
#endif
	return 0;
}

static void nothing_is_left_open_to_others(void **state)
{
	(void)state;
	assert_int_equal(in_child(loosen, is_tight), 0);
}

static void close_standard(void)
{
	close(0);
	close(1);
	close(2);
}

/* The next file opened gets a number of its own, not that of standard error. */
static int is_open(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			return 1 + fd;
	return open("/dev/null", O_RDONLY) > 2 ? 0 : 4;
}

static void standard_descriptors_are_there(void **state)
{
	(void)state;
	assert_int_equal(in_child(close_standard, is_open), 0);
	assert_int_equal(in_child(NULL, is_open), 0);
}

static int abort_now(void)
{
	abort();
}

static void no_core_is_left(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		loosen();
		signal(SIGABRT, SIG_DFL);
		_exit(ashby_process_init(NULL) ? 99 : abort_now());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
#ifdef WCOREDUMP
	assert_false(WCOREDUMP(status));
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_left_open_to_others),
		cmocka_unit_test(standard_descriptors_are_there),
		cmocka_unit_test(no_core_is_left),
	};

	return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
