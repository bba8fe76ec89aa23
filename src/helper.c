/* helper.c: running a program that prints a secret. The only place of the library that starts a process. */
#include "helper.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys.h"

#define TICK_MS 20 /* how often we look whether it has ended: it may do so with its output still held open */
#define ERRORS_MAX 2048 /* bytes of standard error kept; the rest is read and dropped */

extern char **environ;

struct stream {
	int fd;
	struct ashby_watch *watch;
	struct ashby_buf text;
};

struct ashby__helper {
	struct ashby_loop *loop;
	struct ashby_timer *tick;
	struct stream output, errors;
	pid_t pid; /* 0: reaped */
	bool tty, timed_out, too_long;
	int status;
	int64_t deadline;
	ashby__helper_fn *fn;
	void *arg;
};

/* ---- the environment of a child: nothing of ours, nothing that changes how it is loaded ---- */

static bool is_kept(const char *variable)
{
	static const char *const dropped[] = { "ASHBY_", "LD_", "SSLKEYLOGFILE=" };

	for (size_t i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++)
		if (!strncmp(variable, dropped[i], strlen(dropped[i])))
			return false;
	return true;
}

static char **clean_environment(void)
{
	size_t count = 0, kept = 0;
	char **out;

	while (environ && environ[count])
		count++;
	out = calloc(count + 1, sizeof(*out));
	for (size_t i = 0; out && i < count; i++)
		if (is_kept(environ[i]))
			out[kept++] = environ[i];
	return out;
}

/* ---- the end ---- */

static void end_process(struct ashby__helper *helper)
{
	if (!helper->pid)
		return;
	/* A helper with the terminal shares our group, so that it may read from the terminal. */
	kill(helper->tty ? helper->pid : -helper->pid, SIGKILL);
	while (waitpid(helper->pid, &helper->status, 0) < 0 && errno == EINTR)
		continue;
	helper->pid = 0;
}

static void stream_close(struct stream *stream)
{
	ashby_watch_free(stream->watch);
	stream->watch = NULL;
	if (stream->fd >= 0)
		close(stream->fd);
	stream->fd = -1;
}

static void finish(struct ashby__helper *helper)
{
	struct ashby_buf output = helper->output.text, errors = helper->errors.text;
	struct ashby__helper_result result = { helper->timed_out, helper->too_long, helper->status, &output,
		&errors };

	ashby_timer_stop(helper->tick);
	end_process(helper);
	stream_close(&helper->output);
	stream_close(&helper->errors);
	ashby_buf_init(&helper->output.text, HELPER_OUTPUT_MAX);
	ashby_buf_init(&helper->errors.text, ERRORS_MAX);
	helper->fn(helper->arg, &result);
	ashby_buf_wipe(&output);
	ashby_buf_wipe(&errors);
}

/* ---- while it runs ---- */

/* Reads what is there. False at the end of the stream or on an error. */
static bool stream_read(struct stream *stream, bool *too_long)
{
	char chunk[1024];
	ssize_t n;

	while ((n = read(stream->fd, chunk, sizeof(chunk))) > 0) {
		size_t room = stream->text.max - stream->text.len;

		if ((size_t)n > room)
			*too_long = true;
		ashby_buf_add(&stream->text, chunk, (size_t)n > room ? room : (size_t)n);
		ashby__wipe(chunk, sizeof(chunk));
		if (*too_long)
			return true;
	}
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void on_output(void *arg, int fd, unsigned events)
{
	struct ashby__helper *helper = arg;

	(void)fd;
	(void)events;
	if (!stream_read(&helper->output, &helper->too_long))
		stream_close(&helper->output);
	if (helper->too_long)
		finish(helper);
}

static void on_errors(void *arg, int fd, unsigned events)
{
	struct ashby__helper *helper = arg;
	bool dropped = false;

	(void)fd;
	(void)events;
	if (!stream_read(&helper->errors, &dropped))
		stream_close(&helper->errors);
}

static void on_tick(void *arg)
{
	struct ashby__helper *helper = arg;
	bool dropped = false;

	if (waitpid(helper->pid, &helper->status, WNOHANG) == helper->pid) {
		helper->pid = 0;
		if (helper->output.fd >= 0)
			stream_read(&helper->output, &helper->too_long);
		if (helper->errors.fd >= 0)
			stream_read(&helper->errors, &dropped);
		finish(helper);
	} else if (ashby_loop_now(helper->loop) >= helper->deadline) {
		helper->timed_out = true;
		finish(helper);
	} else {
		ashby_timer_start(helper->tick, TICK_MS);
	}
}

/* ---- the start ---- */

/* The child's end must block: a program does not expect its output to say "try again". */
static int open_stream(struct stream *stream, struct ashby__helper *helper, ashby_watch_fn *fn)
{
	int fds[2];

	if (ashby__pipe(fds))
		return -1;
	stream->fd = fds[0];
	if (fcntl(fds[1], F_SETFL, 0) < 0) {
		close(fds[1]);
		return -1;
	}
	if (ashby_watch_new(&stream->watch, helper->loop, fds[0], ASHBY_READABLE, fn, helper)) {
		close(fds[1]);
		errno = ENOMEM;
		return -1;
	}
	return fds[1];
}

static int add_actions(posix_spawn_file_actions_t *actions, bool tty, int output, int errors)
{
	int rc = posix_spawn_file_actions_addopen(actions, 0, tty ? "/dev/tty" : "/dev/null", O_RDONLY, 0);

	if (!rc)
		rc = posix_spawn_file_actions_adddup2(actions, output, 1);
	if (!rc && !tty)
		rc = posix_spawn_file_actions_adddup2(actions, errors, 2);
	return rc;
}

/* Signals as a program expects them, whatever we ignore. */
static int set_attributes(posix_spawnattr_t *attr, bool tty)
{
	short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
	sigset_t none, all;
	int rc;

	sigemptyset(&none);
	sigemptyset(&all);
	sigaddset(&all, SIGPIPE);
	sigaddset(&all, SIGINT);
	sigaddset(&all, SIGQUIT);
	sigaddset(&all, SIGTSTP);
	if (!tty)
		flags |= POSIX_SPAWN_SETPGROUP;
	rc = posix_spawnattr_setflags(attr, flags);
	if (!rc)
		rc = posix_spawnattr_setsigmask(attr, &none);
	if (!rc)
		rc = posix_spawnattr_setsigdefault(attr, &all);
	return rc;
}

static int spawn(struct ashby__helper *helper, char *const argv[], int output, int errors)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	char **environment = clean_environment();
	int rc = environment ? posix_spawn_file_actions_init(&actions) : ENOMEM;

	if (rc)
		goto out;
	rc = posix_spawnattr_init(&attr);
	if (!rc) {
		rc = add_actions(&actions, helper->tty, output, errors);
		if (!rc)
			rc = set_attributes(&attr, helper->tty);
		if (!rc)
			rc = posix_spawnp(&helper->pid, argv[0], &actions, &attr, argv, environment);
		if (rc)
			helper->pid = 0;
		posix_spawnattr_destroy(&attr);
	}
	posix_spawn_file_actions_destroy(&actions);
out:
	free(environment);
	return rc;
}

static int start(struct ashby__helper *helper, char *const argv[])
{
	int output = open_stream(&helper->output, helper, on_output);
	int errors = helper->tty || output < 0 ? -1 : open_stream(&helper->errors, helper, on_errors);
	int rc = errno;

	if (output >= 0 && (helper->tty || errors >= 0))
		rc = spawn(helper, argv, output, errors);
	if (output >= 0)
		close(output);
	if (errors >= 0)
		close(errors);
	return rc;
}

enum ashby_error ashby__helper_start(struct ashby__helper **out, struct ashby_loop *loop, char *const argv[],
	int limit_ms, bool tty, ashby__helper_fn *fn, void *arg, struct ashby_err *err)
{
	struct ashby__helper *helper = calloc(1, sizeof(*helper));
	int rc;

	if (!helper)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	*helper = (struct ashby__helper){ .loop = loop, .tty = tty, .fn = fn, .arg = arg };
	helper->output.fd = helper->errors.fd = -1;
	ashby_buf_init(&helper->output.text, HELPER_OUTPUT_MAX);
	ashby_buf_init(&helper->errors.text, ERRORS_MAX);
	helper->deadline = ashby__boot_ms() + limit_ms;
	/* All room at once: a buffer that grows would leave pieces of the secret behind. */
	if (!ashby_buf_room(&helper->output.text, HELPER_OUTPUT_MAX) ||
		ashby_timer_new(&helper->tick, loop, on_tick, helper)) {
		ashby__helper_free(helper);
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	rc = start(helper, argv);
	if (rc) {
		ashby__helper_free(helper);
		if (rc == ENOMEM)
			return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
		return ashby_err_set(err, ASHBY_EKEY, "cannot run '%s': %s", argv[0], strerror(rc));
	}
	ashby_timer_start(helper->tick, TICK_MS);
	*out = helper;
	return ASHBY_OK;
}

void ashby__helper_free(struct ashby__helper *helper)
{
	if (!helper)
		return;
	end_process(helper);
	stream_close(&helper->output);
	stream_close(&helper->errors);
	ashby_timer_free(helper->tick);
	ashby_buf_wipe(&helper->output.text);
	ashby_buf_wipe(&helper->errors.text);
	free(helper);
}
