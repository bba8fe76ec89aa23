/* script.c: reads a script line by line, gives each to its step, and cleans up after it. */
#include "script.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "grid.h"
#include "steps.h"

enum { LINE = 4096, LIMIT_S = 20 };

void script_fail(struct script *s, const char *format, ...)
{
	va_list args;

	s->failed = 1;
	printf("%s:%d: ", s->name, s->line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

void script_show(struct script *s)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(s->term.vt), &at);
	printf("---- the screen, %dx%d, cursor at %d %d ----\n", s->term.cols, s->term.rows, at.row + 1,
		at.col + 1);
	for (int row = 0; row < s->term.rows; row++) {
		char *text = grid_row(&s->term, row);

		printf("%3d|%s\n", row + 1, text);
		free(text);
	}
	puts("----");
}

/* ---- the environment -------------------------------------------------------------------------------------------- */

const char *script_getenv(const struct script *s, const char *name)
{
	size_t len = strlen(name);

	for (int i = 0; s->env[i]; i++)
		if (!strncmp(s->env[i], name, len) && s->env[i][len] == '=')
			return s->env[i] + len + 1;
	return NULL;
}

void script_setenv(struct script *s, const char *name, const char *value)
{
	size_t len = strlen(name), size = len + strlen(value) + 2;
	char *both = malloc(size);
	int i = 0;

	if (!both)
		term_die("memory");
	snprintf(both, size, "%s=%s", name, value);
	while (s->env[i] && (strncmp(s->env[i], name, len) != 0 || s->env[i][len] != '='))
		i++;
	if (i == SCRIPT_ENV)
		term_die("too many variables");
	free(s->env[i]);
	s->env[i] = both;
}

char *script_expand(const struct script *s, const char *text)
{
	char *out = calloc(1, LINE * 2);
	size_t len = 0;

	if (!out)
		term_die("memory");
	while (*text && len < LINE) {
		char name[64];
		size_t n = *text == '$' ? strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") : 0;

		if (!n || n >= sizeof(name)) {
			out[len++] = *text++;
			continue;
		}
		memcpy(name, text + 1, n);
		name[n] = '\0';
		const char *value = script_getenv(s, name);
		len += (size_t)snprintf(out + len, LINE * 2 - len, "%s", value ? value : "");
		text += n + 1;
	}
	return out;
}

/* Nothing of the person's own: neither locale nor keys nor folders. */
static void pin_env(struct script *s)
{
	static const char *const passed[] = { "PATH", "B", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
	static const struct {
		const char *name, *value;
	} pinned[] = {
		{ "TERM", "xterm-256color" },
		{ "LANG", "C.UTF-8" },
		{ "TZ", "Europe/Berlin" },
		{ "INPUTRC", "/dev/null" },
		{ "SHELL", "/bin/sh" },
	};
	char home[SCRIPT_PATH + 8];

	for (size_t i = 0; i < sizeof(passed) / sizeof(passed[0]); i++)
		if (getenv(passed[i]))
			script_setenv(s, passed[i], getenv(passed[i]));
	if (!script_getenv(s, "B"))
		script_setenv(s, "B", "build/plain");
	for (size_t i = 0; i < sizeof(pinned) / sizeof(pinned[0]); i++)
		script_setenv(s, pinned[i].name, pinned[i].value);
	snprintf(home, sizeof(home), "%s/home", s->tmp);
	if (mkdir(home, 0700))
		term_die(home);
	script_setenv(s, "T", s->tmp);
	script_setenv(s, "HOME", home);
	script_setenv(s, "TMPDIR", s->tmp);
}

int script_sh(struct script *s, const char *command)
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		term_die("fork");
	if (!pid) {
		dup2(STDOUT_FILENO, STDERR_FILENO);
		execle("/bin/sh", "sh", "-c", command, (char *)NULL, s->env);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ---- the run ---------------------------------------------------------------------------------------------------- */

static void begin(struct script *s, const char *name)
{
	const char *slash = strrchr(name, '/'), *base = getenv("TMPDIR"), *limit = getenv("SCREEN_LIMIT_S");

	memset(s, 0, sizeof(*s));
	s->name = slash ? slash + 1 : name;
	s->limit_ms = (limit && atoi(limit) > 0 ? atoi(limit) : LIMIT_S) * 1000;
	s->sandbox_stdin = -1;
	snprintf(s->dir, sizeof(s->dir), "%.*s", slash ? (int)(slash - name) : 1, slash ? name : ".");
	snprintf(s->tmp, sizeof(s->tmp), "%s/screen.XXXXXX", base && *base ? base : "/tmp");
	if (!mkdtemp(s->tmp))
		term_die(s->tmp);
	pin_env(s);
	term_open(&s->term, 24, 80);
}

/* The sandbox ends when its standard input does. */
static void end_sandbox(struct script *s)
{
	long long until = term_now_ms() + s->limit_ms;
	int killed = 0;

	if (!s->sandbox)
		return;
	kill(s->sandbox, SIGCONT);
	close(s->sandbox_stdin);
	while (waitpid(s->sandbox, NULL, WNOHANG) == 0) {
		if (term_now_ms() > until && !killed++) {
			kill(s->sandbox, SIGKILL);
			script_fail(s, "the sandbox did not end when its standard input was closed");
		}
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
}

static void end(struct script *s)
{
	if (s->term.check.findings)
		script_fail(s, "%u times the program wrote what it must not; first at %s",
			s->term.check.findings, s->term.check.finding);
	if (term_close(&s->term, s->limit_ms))
		script_fail(s, "the program did not end when its terminal was hung up");
	end_sandbox(s);
	script_sh(s, "rm -rf \"$T\"");
	for (int i = 0; s->env[i]; i++)
		free(s->env[i]);
}

int script_run(const char *name, FILE *from)
{
	struct script s;
	char line[LINE];

	begin(&s, name);
	while (!s.failed && fgets(line, sizeof(line), from)) {
		char *word = line + strspn(line, " \t");

		s.line++;
		line[strcspn(line, "\n")] = '\0';
		if (!*word || *word == '#')
			continue;
		steps_run(&s, word);
	}
	end(&s);
	return s.failed;
}
