/* ask.c: reads and writes /dev/tty. What a person types is wiped from here as soon as it has been handed over. */
#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#include <ashby/ashby.h>

enum { CTRL_C = 3, CTRL_D = 4, BACKSPACE = 8, CTRL_U = 21, DELETE = 127, ESCAPE = 27 };

static volatile sig_atomic_t caught;

static void on_signal(int signo)
{
	caught = signo;
}

static int open_tty(void)
{
	return open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

bool ask_possible(void)
{
	int fd = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) ? open_tty() : -1;

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void put(int fd, const char *s, size_t len)
{
	while (len) {
		ssize_t n = write(fd, s, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		s += n;
		len -= (size_t)n;
	}
}

/* Names, and what helpers and servers say, are from outside. */
static void put_clean(int fd, const char *text)
{
	struct ashby_buf clean;

	ashby_buf_init(&clean, 1 << 16);
	ashby_text_clean(&clean, ashby_text_str(text), ASHBY_TEXT_BLOCK, NULL);
	put(fd, clean.data, clean.len);
	ashby_buf_release(&clean);
}

void ask_say(const char *format, ...)
{
	struct ashby_buf text;
	int fd = open_tty();
	va_list ap;

	if (fd < 0)
		return;
	ashby_buf_init(&text, 1 << 16);
	va_start(ap, format);
	ashby_buf_addv(&text, format, ap);
	va_end(ap);
	put_clean(fd, ashby_buf_str(&text));
	put(fd, "\n", 1);
	ashby_buf_release(&text);
	close(fd);
}

/* ---- a line ---- */

/* The next byte; -1 when a signal came or the terminal is gone. */
static int next_byte(int fd)
{
	unsigned char c;
	ssize_t n;

	do {
		n = read(fd, &c, 1);
	} while (n < 0 && errno == EINTR && !caught);
	return n == 1 ? c : -1;
}

/* Takes back one character, its bytes together. */
static size_t untype(int fd, char *out, size_t len, bool shown)
{
	if (!len)
		return 0;
	do {
		len--;
	} while (len && ((unsigned char)out[len] & 0xc0) == 0x80);
	out[len] = '\0';
	if (shown)
		put(fd, "\b \b", 3);
	return len;
}

/* An arrow key or its like: nothing that belongs to an answer. */
static void skip_sequence(int fd)
{
	struct pollfd more = { .fd = fd, .events = POLLIN };
	int c;

	while (poll(&more, 1, 10) == 1 && (c = next_byte(fd)) >= 0)
		if (c != '[' && c != 'O' && c >= 0x40 && c <= 0x7e)
			return;
}

static bool type_line(int fd, char *out, size_t size, bool shown)
{
	size_t len = 0;
	int c;

	out[0] = '\0';
	while ((c = next_byte(fd)) >= 0 && c != CTRL_C && !(c == CTRL_D && !len)) {
		char typed = (char)c;

		if (c == '\r' || c == '\n')
			return true;
		if (c == BACKSPACE || c == DELETE)
			len = untype(fd, out, len, shown);
		else if (c == CTRL_U)
			while (len)
				len = untype(fd, out, len, shown);
		else if (c == ESCAPE)
			skip_sequence(fd);
		else if (c >= ' ' && len + 1 < size) {
			out[len++] = typed;
			out[len] = '\0';
			if (shown)
				put(fd, &typed, 1);
		} else if (c >= ' ') {
			return false;
		}
	}
	return false;
}

/* The terminal's own keys (C-c, C-z) come as bytes meanwhile, so that it is never left without its echo. */
static bool with_plain_keys(int fd, const char *prompt, char *out, size_t size, bool shown)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	enum { SIGNALS = sizeof(signals) / sizeof(signals[0]) };
	struct sigaction action = { .sa_handler = on_signal }, before[SIGNALS];
	struct termios saved, raw;
	bool done;

	if (tcgetattr(fd, &saved))
		return false;
	caught = 0;
	for (int i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &action, &before[i]);
	raw = saved;
	raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	/* What was typed before a secret was asked for is none. */
	tcsetattr(fd, shown ? TCSADRAIN : TCSAFLUSH, &raw);
	/* Only now: whoever reads the question may answer at once. */
	put_clean(fd, prompt);
	done = type_line(fd, out, size, shown);
	tcsetattr(fd, TCSADRAIN, &saved);
	put(fd, "\n", 1);
	for (int i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &before[i], NULL);
	if (caught)
		raise(caught);
	return done;
}

static bool ask(const char *prompt, char *out, size_t size, bool shown)
{
	int fd = open_tty();
	bool done;

	out[0] = '\0';
	if (fd < 0)
		return false;
	done = with_plain_keys(fd, prompt, out, size, shown);
	close(fd);
	return done;
}

bool ask_line(const char *prompt, char *out, size_t size)
{
	return ask(prompt, out, size, true);
}

bool ask_secret(const char *prompt, char *out, size_t size)
{
	return ask(prompt, out, size, false);
}

/* Volatile: the compiler must not think that nobody reads it any more. */
void ask_wipe(char *at, size_t size)
{
	volatile char *p = at;

	while (size--)
		*p++ = 0;
}

bool ask_yes(const char *prompt, bool usual, bool *yes)
{
	char line[16];

	for (;;) {
		if (!ask_line(prompt, line, sizeof(line)))
			return false;
		*yes = *line ? !strcasecmp(line, "y") || !strcasecmp(line, "yes") : usual;
		if (*yes || !*line || !strcasecmp(line, "n") || !strcasecmp(line, "no"))
			return true;
	}
}
