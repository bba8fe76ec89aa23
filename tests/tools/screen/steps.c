/* steps.c: what a script can say: the table of its words, and those that start, type and end. */
#include "steps.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "expect.h"
#include "keys.h"

enum {
	TICK_MS = 20,
	ESC_MS = 80, /* longer than any escape delay, so that Esc is not taken for the start of a key */
	SANDBOX_MS = 20000,
};

/* Cuts the next word off the line; NULL at its end. */
static char *next_word(char **at)
{
	char *word = *at + strspn(*at, " ");
	char *after = word + strcspn(word, " ");

	if (!*word)
		return NULL;
	*at = *after ? after + 1 : after;
	*after = '\0';
	return word;
}

/* ---- before the start ------------------------------------------------------------------------------------------- */

static void step_size(struct script *s, char *arg)
{
	int cols, rows;

	if (sscanf(arg, "%dx%d", &cols, &rows) != 2 || cols < 1 || rows < 1)
		script_fail(s, "size COLSxROWS, not '%s'", arg);
	else
		term_resize(&s->term, rows, cols);
}

static void step_env(struct script *s, char *arg)
{
	char *equals = strchr(arg, '=');

	if (!equals) {
		script_fail(s, "env NAME=VALUE, not '%s'", arg);
		return;
	}
	*equals = '\0';
	char *value = script_expand(s, equals + 1);
	script_setenv(s, arg, value);
	free(value);
}

static void step_allow(struct script *s, char *arg)
{
	for (char *word = next_word(&arg); word; word = next_word(&arg)) {
		unsigned bit = check_allow_named(word);

		if (!bit)
			script_fail(s, "nothing that can be allowed is called '%s'", word);
		s->term.check.allow |= bit;
	}
}

/* Reads the sandbox's first line, which tells where it listens and with which key. */
static void read_address(struct script *s, int from)
{
	char line[SCRIPT_PATH * 2], address[SCRIPT_PATH], key[128];
	size_t len = 0;
	long long end = term_now_ms() + SANDBOX_MS;

	fcntl(from, F_SETFL, O_NONBLOCK);
	while (len < sizeof(line) - 1 && !memchr(line, '\n', len) && term_now_ms() < end) {
		ssize_t n = read(from, line + len, sizeof(line) - 1 - len);

		if (!n)
			break;
		if (n > 0)
			len += (size_t)n;
		else
			term_pump(&s->term, TICK_MS);
	}
	line[len] = '\0';
	if (sscanf(line, "listening on %511s key %127s", address, key) != 2) {
		script_fail(s, "the sandbox did not say where it listens: '%s'", line);
		script_sh(s, "cat \"$T/sandbox.log\"");
		return;
	}
	script_setenv(s, "ASHBY_BASE_URL", address);
	script_setenv(s, "ASHBY_API_KEY", key);
}

static void step_sandbox(struct script *s, char *arg)
{
	char command[SCRIPT_PATH * 4];
	int in[2], out[2];

	if (s->sandbox || pipe(in) || pipe(out)) {
		script_fail(s, "one sandbox at a time");
		return;
	}
	snprintf(command, sizeof(command),
		"exec \"$B/ashby-sandbox\" %s --with-stdin %s 2>\"$T/sandbox.log\"",
		strstr(arg, "--port") || strstr(arg, "--unix") ? "" : "--unix \"$T/sandbox.sock\"", arg);
	for (int i = 0; i < 2; i++) {
		fcntl(in[i], F_SETFD, FD_CLOEXEC);
		fcntl(out[i], F_SETFD, FD_CLOEXEC);
	}
	s->sandbox = fork();
	if (!s->sandbox) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execle("/bin/sh", "sh", "-c", command, (char *)NULL, s->env);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	s->sandbox_stdin = in[1];
	read_address(s, out[0]);
	close(out[0]);
}

static void step_run(struct script *s, char *arg)
{
	char command[SCRIPT_PATH * 8];

	if (s->term.started) {
		script_fail(s, "a script runs one program");
		return;
	}
	snprintf(command, sizeof(command), "exec %s", arg);
	term_run(&s->term, command, s->env);
}

static void step_sh(struct script *s, char *arg)
{
	int status = script_sh(s, arg);

	if (status)
		script_fail(s, "'%s' ended with status %d", arg, status);
}

/* ---- what a person does ----------------------------------------------------------------------------------------- */

static void step_keys(struct script *s, char *arg)
{
	for (char *word = next_word(&arg); word; word = next_word(&arg)) {
		char bytes[KEYS_MAX];
		size_t len;

		if (!strncmp(word, "text:", 5)) {
			term_type(&s->term, word + 5, strlen(word + 5));
			continue;
		}
		len = keys_bytes(word, check_cursor_keys(&s->term.check), bytes);
		if (!len) {
			script_fail(s, "no key is called '%s'", word);
			return;
		}
		term_type(&s->term, bytes, len);
		if (len == 1 && bytes[0] == '\033') {
			term_drain_input(&s->term);
			for (long long end = term_now_ms() + ESC_MS; term_now_ms() < end;)
				term_pump(&s->term, ESC_MS);
		}
	}
}

static void step_type(struct script *s, char *arg)
{
	term_type(&s->term, arg, strlen(arg));
}

static void step_paste(struct script *s, char *arg)
{
	term_type(&s->term, "\033[200~", 6);
	term_type(&s->term, arg, strlen(arg));
	term_type(&s->term, "\033[201~", 6);
}

static void step_resize(struct script *s, char *arg)
{
	term_drain_input(&s->term);
	step_size(s, arg);
}

static void step_signal(struct script *s, char *arg)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = { { "HUP", SIGHUP }, { "INT", SIGINT }, { "TERM", SIGTERM }, { "TSTP", SIGTSTP },
		{ "CONT", SIGCONT }, { "STOP", SIGSTOP }, { "KILL", SIGKILL }, { "QUIT", SIGQUIT },
		{ "SEGV", SIGSEGV }, { "ABRT", SIGABRT } };
	char who[16], name[16];

	if (sscanf(arg, "%15s %15s", who, name) == 2) {
		pid_t pid = !strcmp(who, "app") ? s->term.pid : !strcmp(who, "sandbox") ? s->sandbox : 0;

		for (size_t i = 0; pid && i < sizeof(signals) / sizeof(signals[0]); i++)
			if (!strcmp(signals[i].name, name) && !kill(pid, signals[i].number))
				return;
	}
	script_fail(s, "signal app|sandbox NAME, not '%s', and it must run", arg);
}

/* ---- cost and end ----------------------------------------------------------------------------------------------- */

static void step_bytes(struct script *s, char *arg)
{
	size_t written;

	expect_settle(s);
	written = s->term.check.bytes - s->term.typed_at;
	if (written > (size_t)atol(arg))
		script_fail(s, "%zu bytes were written since the last key, at most %s may be", written, arg);
}

static void step_idle(struct script *s, char *arg)
{
	size_t before;

	expect_settle(s);
	before = s->term.check.bytes;
	for (long long end = term_now_ms() + atol(arg); term_now_ms() < end;)
		term_pump(&s->term, TICK_MS);
	if (s->term.check.bytes != before)
		script_fail(s, "%zu bytes were written in %s ms of rest", s->term.check.bytes - before, arg);
}

static int ended(struct script *s, const void *what)
{
	(void)what;
	return term_ended(&s->term);
}

static void step_exit(struct script *s, char *arg)
{
	int status;

	if (!expect_until(s, ended, NULL)) {
		expect_mismatch(s, "exit", "the program still runs");
		return;
	}
	status = WIFEXITED(s->term.status) ? WEXITSTATUS(s->term.status) : 128 + WTERMSIG(s->term.status);
	if (status == atoi(arg))
		return;
	script_fail(s, "the program ended with status %d, not %s", status, arg);
	script_show(s);
}

static void step_modes(struct script *s, char *arg)
{
	const char *changed;

	(void)arg;
	changed = term_changed(&s->term);
	if (changed)
		expect_mismatch(s, "modes", changed);
}

/* ---- the table -------------------------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	void (*run)(struct script *s, char *arg);
	const char *help;
} steps[] = {
	{ "size", step_size, "COLSxROWS: the terminal's size, 80x24 at first" },
	{ "env", step_env, "NAME=VALUE: a variable of all that is started; $NAME is replaced" },
	{ "allow", step_allow,
		"WORD...: allow bell osc52 title mouse focus sync tmux palette in the output" },
	{ "sandbox", step_sandbox,
		"[OPTION]...: start $B/ashby-sandbox; sets ASHBY_BASE_URL and ASHBY_API_KEY" },
	{ "run", step_run, "COMMAND: start the program, by sh -c 'exec COMMAND', in the terminal" },
	{ "sh", step_sh, "COMMAND: run it beside the terminal; it must end with status 0" },
	{ "keys", step_keys, "KEY...: type keys: j Enter C-c <C-c> Esc Up text:word" },
	{ "type", step_type, "TEXT: type the rest of the line" },
	{ "paste", step_paste, "TEXT: paste it in brackets" },
	{ "resize", step_resize, "COLSxROWS: change the terminal's size" },
	{ "signal", step_signal, "app|sandbox NAME: send a signal" },
	{ "wait", expect_wait, "REGEX: wait until the screen matches" },
	{ "not", expect_not, "REGEX: wait until the screen does not match" },
	{ "row", expect_row, "N REGEX: wait until that row matches" },
	{ "cursor", expect_cursor, "ROW COL: wait until the cursor is there" },
	{ "style", expect_style,
		"ROW COL WORDS: wait until that cell is plain, or 'bold dim underline reverse fg=N bg=N'" },
	{ "mono", expect_mono, "no cell has a colour" },
	{ "ascii", expect_ascii, "no byte above 7f was written" },
	{ "screen", expect_screen, "FILE: wait until the screen is that file beside the script" },
	{ "roles", expect_roles, "FILE: wait until the program's own dump in $T/draw is that file" },
	{ "print", expect_print, "show the screen, for whoever writes a script" },
	{ "dump-svg", expect_svg, "FILE: write the screen as a picture" },
	{ "bytes", step_bytes, "MAX: no more bytes were written since the last key" },
	{ "idle", step_idle, "MS: nothing is written for so long" },
	{ "exit", step_exit, "STATUS: wait until the program ends with it, 128 + N by a signal" },
	{ "modes", step_modes, "the terminal is as it was before the start" },
};

void steps_run(struct script *s, char *line)
{
	char *arg = line + strcspn(line, " \t");

	if (*arg) {
		*arg++ = '\0';
		arg += strspn(arg, " \t");
	}
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (!strcmp(steps[i].word, line)) {
			steps[i].run(s, arg);
			return;
		}
	}
	script_fail(s, "no step is called '%s'", line);
}

void steps_help(FILE *to)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		fprintf(to, "  %-9s %s\n", steps[i].word, steps[i].help);
}
