/* demo.c: starting and ending the private sandbox of --demo. Knows nothing of the API. */
#include "demo.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <ashby/buf.h>

#define DEMO_KEY "sandbox-demo-0000000000" /* no secret: what it opens is made up */
#define START_LIMIT_MS 10000               /* the sandbox listens within a tenth of this on a slow machine */
#define END_LIMIT_MS 2000 /* it ends when its standard input closes; after this it is killed */

extern char **environ;

struct demo {
	char folder[256];
	char base_url[300], config[300];
	pid_t pid; /* 0: not running */
	int input; /* its standard input: it ends when we do, however that comes */
};

const char *demo_base_url(const struct demo *demo)
{
	return demo->base_url;
}

const char *demo_key(const struct demo *demo)
{
	(void)demo;
	return DEMO_KEY;
}

const char *demo_config(const struct demo *demo)
{
	return demo->config;
}

/* ---- the folder ---- */

static enum ashby_error make_folder(struct demo *demo, struct ashby_err *err)
{
	const char *tmp = getenv("TMPDIR");
	int fd;

	/* A socket's path holds at most 107 bytes. */
	if (!tmp || *tmp != '/' || strlen(tmp) > 70)
		tmp = "/tmp";
	snprintf(demo->folder, sizeof(demo->folder), "%s/ashby-demo-XXXXXX", tmp);
	if (!mkdtemp(demo->folder)) {
		ashby_err_set(err, ASHBY_ELOCAL, "cannot make a folder in '%s': %s", tmp, strerror(errno));
		*demo->folder = '\0';
		return ASHBY_ELOCAL;
	}
	snprintf(demo->base_url, sizeof(demo->base_url), "unix:%s/socket", demo->folder);
	snprintf(demo->config, sizeof(demo->config), "%s/config", demo->folder);
	fd = open(demo->config, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return ashby_err_set(
			err, ASHBY_ELOCAL, "cannot make '%s': %s", demo->config, strerror(errno));
	close(fd);
	if (setenv("XDG_STATE_HOME", demo->folder, 1) || setenv("XDG_CACHE_HOME", demo->folder, 1))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	return ASHBY_OK;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	remove(path);
	return 0;
}

/* ---- the sandbox ---- */

/* The sandbox that was built or installed with us, else whichever PATH has. */
static void find_program(char *out, size_t size)
{
	ssize_t len = readlink("/proc/self/exe", out, size - 1);
	char *slash;

	if (len > 0) {
		out[len] = '\0';
		slash = strrchr(out, '/');
		if (slash && (size_t)(slash + 1 - out) + sizeof("ashby-sandbox") <= size) {
			memcpy(slash + 1, "ashby-sandbox", sizeof("ashby-sandbox"));
			if (!access(out, X_OK))
				return;
		}
	}
	snprintf(out, size, "ashby-sandbox");
}

static int run(struct demo *demo, const char *now, int input, int output)
{
	char program[1024], unix_word[] = "--unix", socket[300], stdin_word[] = "--with-stdin",
			    key_word[] = "--key";
	char key[] = DEMO_KEY, now_word[] = "--now", time[32];
	char *argv[] = { program, unix_word, socket, stdin_word, key_word, key, now ? now_word : NULL, time,
		NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	sigset_t defaults;
	int rc = posix_spawn_file_actions_init(&actions);

	if (rc)
		return rc;
	rc = posix_spawnattr_init(&attr);
	if (rc) {
		posix_spawn_file_actions_destroy(&actions);
		return rc;
	}
	find_program(program, sizeof(program));
	snprintf(socket, sizeof(socket), "%s/socket", demo->folder);
	snprintf(time, sizeof(time), "%s", now ? now : "");
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	/* A group of its own: Ctrl-C is for us, and it must not draw on the screen. */
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawn_file_actions_adddup2(&actions, input, 0);
	if (!rc)
		rc = posix_spawn_file_actions_adddup2(&actions, output, 1);
	if (!rc)
		rc = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	if (!rc)
		rc = posix_spawnp(&demo->pid, program, &actions, &attr, argv, environ);
	if (rc)
		demo->pid = 0;
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

/* The one line that it prints when it is ready. */
static enum ashby_error wait_ready(int output, struct ashby_err *err)
{
	struct pollfd fd = { output, POLLIN, 0 };
	char line[512];
	size_t len = 0;

	while (len < sizeof(line) - 1) {
		int rc = poll(&fd, 1, START_LIMIT_MS);
		ssize_t n;

		if (rc < 0 && errno == EINTR)
			continue;
		if (rc == 0)
			return ashby_err_set(err, ASHBY_ELOCAL, "the sandbox does not say that it listens");
		n = rc < 0 ? -1 : read(output, line + len, sizeof(line) - 1 - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return ashby_err_set(err, ASHBY_ELOCAL, "the sandbox ended before it listened");
		len += (size_t)n;
		line[len] = '\0';
		if (strchr(line, '\n'))
			break;
	}
	if (strncmp(line, "listening on ", 13) != 0)
		return ashby_err_set(err, ASHBY_ELOCAL, "the sandbox said '%.100s'", line);
	return ASHBY_OK;
}

/* Pipes that no other child inherits. */
static int make_pipe(int fds[2])
{
	if (pipe(fds))
		return -1;
	for (int i = 0; i < 2; i++)
		if (fcntl(fds[i], F_SETFD, FD_CLOEXEC) < 0)
			return -1;
	return 0;
}

static void close_pipe(int fds[2])
{
	for (int i = 0; i < 2; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

static enum ashby_error start(struct demo *demo, const char *now, struct ashby_err *err)
{
	int input[2] = { -1, -1 }, output[2] = { -1, -1 };
	enum ashby_error error = ASHBY_OK;
	int rc;

	if (make_pipe(input) || make_pipe(output)) {
		error = ashby_err_set(err, ASHBY_ELOCAL, "cannot make a pipe: %s", strerror(errno));
	} else {
		rc = run(demo, now, input[0], output[1]);
		close(output[1]);
		output[1] = -1;
		if (rc)
			error = ashby_err_set(err, ASHBY_ELOCAL,
				"cannot start ashby-sandbox: %s; it belongs beside ashby-tui or into PATH",
				strerror(rc));
		else
			error = wait_ready(output[0], err);
		demo->input = input[1];
		input[1] = -1;
	}
	close_pipe(input);
	close_pipe(output);
	return error;
}

enum ashby_error demo_start(struct demo **out, const char *now, struct ashby_err *err)
{
	struct demo *demo = calloc(1, sizeof(*demo));
	enum ashby_error error;

	if (!demo)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	demo->input = -1;
	error = make_folder(demo, err);
	if (!error)
		error = start(demo, now, err);
	if (error)
		demo_free(demo);
	else
		*out = demo;
	return error;
}

static void end_sandbox(struct demo *demo)
{
	const struct timespec moment = { 0, 10000000 };

	for (int ms = 0; ms < END_LIMIT_MS; ms += 10) {
		if (waitpid(demo->pid, NULL, WNOHANG) != 0)
			return;
		nanosleep(&moment, NULL);
	}
	kill(demo->pid, SIGKILL);
	waitpid(demo->pid, NULL, 0);
}

void demo_free(struct demo *demo)
{
	if (!demo)
		return;
	if (demo->input >= 0)
		close(demo->input);
	if (demo->pid)
		end_sandbox(demo);
	if (*demo->folder)
		nftw(demo->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(demo);
}
