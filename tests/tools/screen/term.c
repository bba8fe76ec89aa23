/* term.c: opens the pseudo-terminal, runs the program in it, carries its output through the check to libvterm. */
#include "term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DRAIN_MS = 5000 };

void term_die(const char *what)
{
	perror(what);
	exit(2);
}

long long term_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void emit(void *to, const char *bytes, size_t len)
{
	struct term *t = to;

	vterm_input_write(t->vt, bytes, len);
}

static void set_size(struct term *t)
{
	struct winsize size = { .ws_row = (unsigned short)t->rows, .ws_col = (unsigned short)t->cols };

	if (ioctl(t->master, TIOCSWINSZ, &size))
		term_die("TIOCSWINSZ");
}

void term_open(struct term *t, int rows, int cols)
{
	memset(t, 0, sizeof(*t));
	t->rows = rows;
	t->cols = cols;
	t->master = posix_openpt(O_RDWR | O_NOCTTY);
	if (t->master < 0 || grantpt(t->master) || unlockpt(t->master))
		term_die("posix_openpt");
	t->slave = open(ptsname(t->master), O_RDWR | O_NOCTTY);
	if (t->slave < 0 || tcgetattr(t->slave, &t->before))
		term_die("the terminal");
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	fcntl(t->slave, F_SETFD, FD_CLOEXEC);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	set_size(t);
	t->vt = vterm_new(rows, cols);
	if (!t->vt)
		term_die("vterm_new");
	vterm_set_utf8(t->vt, 1);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	check_init(&t->check, emit, t);
}

void term_run(struct term *t, const char *command, char *const *env)
{
	t->started = 1;
	t->pid = fork();
	if (t->pid < 0)
		term_die("fork");
	if (t->pid)
		return;
	setsid();
	if (ioctl(t->slave, TIOCSCTTY, 0))
		term_die("TIOCSCTTY");
	for (int fd = 0; fd < 3; fd++)
		dup2(t->slave, fd);
	execle("/bin/sh", "sh", "-c", command, (char *)NULL, env);
	_exit(127);
}

size_t term_pump(struct term *t, int ms)
{
	long long until = term_now_ms() + ms;
	size_t all = 0;

	for (;;) {
		char bytes[8192];
		long long left = until - term_now_ms();
		struct pollfd p = { .fd = t->master, .events = POLLIN };

		if (poll(&p, 1, all || left < 0 ? 0 : (int)left) <= 0)
			return all;
		ssize_t n = read(t->master, bytes, sizeof(bytes));
		if (n <= 0)
			return all;
		check_feed(&t->check, bytes, (size_t)n);
		all += (size_t)n;
	}
}

void term_type(struct term *t, const char *bytes, size_t len)
{
	long long until = term_now_ms() + DRAIN_MS;

	t->typed_at = t->check.bytes;
	while (len) {
		ssize_t n = write(t->master, bytes, len);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
			continue;
		}
		if (errno != EAGAIN || term_now_ms() > until)
			term_die("the program does not read what is typed");
		term_pump(t, 10);
	}
}

void term_drain_input(struct term *t)
{
	long long until = term_now_ms() + DRAIN_MS;
	int waiting = 0;

	while (term_now_ms() < until && !ioctl(t->slave, FIONREAD, &waiting) && waiting && !term_ended(t))
		term_pump(t, 5);
}

void term_resize(struct term *t, int rows, int cols)
{
	term_pump(t, 0);
	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	set_size(t);
}

int term_ended(struct term *t)
{
	if (t->pid && waitpid(t->pid, &t->status, WNOHANG) == t->pid)
		t->pid = 0;
	if (t->pid || !t->started)
		return 0;
	while (term_pump(t, 0))
		;
	return 1;
}

/* The pen after the last byte: a program that ends in bold leaves the shell's prompt bold. */
static int pen_is_plain(struct term *t)
{
	static const VTermAttr attrs[] = { VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE, VTERM_ATTR_REVERSE,
		VTERM_ATTR_STRIKE };
	VTermState *state = vterm_obtain_state(t->vt);
	VTermValue value;

	for (size_t i = 0; i < sizeof(attrs) / sizeof(attrs[0]); i++) {
		memset(&value, 0, sizeof(value));
		vterm_state_get_penattr(state, attrs[i], &value);
		if (value.number)
			return 0;
	}
	vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &value);
	if (!VTERM_COLOR_IS_DEFAULT_FG(&value.color))
		return 0;
	vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &value);
	return VTERM_COLOR_IS_DEFAULT_BG(&value.color);
}

const char *term_changed(struct term *t)
{
	struct termios now;
	const char *left = check_left_on(&t->check, t->rows);

	if (left)
		return left;
	if (!pen_is_plain(t))
		return "colours or attributes are left on";
	if (tcgetattr(t->slave, &now))
		return "the terminal's settings cannot be read";
	if (now.c_iflag != t->before.c_iflag || now.c_oflag != t->before.c_oflag ||
		now.c_cflag != t->before.c_cflag || now.c_lflag != t->before.c_lflag ||
		memcmp(now.c_cc, t->before.c_cc, sizeof(now.c_cc)))
		return "the terminal's settings (stty) are not as before";
	return NULL;
}

int term_close(struct term *t, int ms)
{
	long long until = term_now_ms() + ms;
	int killed = 0;

	close(t->slave);
	close(t->master);
	while (t->pid && waitpid(t->pid, &t->status, WNOHANG) == 0) {
		if (term_now_ms() > until && !killed++)
			kill(-t->pid, SIGKILL);
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
	t->pid = 0;
	vterm_free(t->vt);
	return killed ? -1 : 0;
}
