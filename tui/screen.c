/* screen.c: starts and stops curses, gives the terminal back on every way out. Knows no view, no text, no role. */
#include "screen.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <ashby/error.h>
#include "surface.h"
#include <term.h>

enum { ESCAPE_MS = 25, SIDE_MAX = 1000, RESET_MAX = 256, CRASH_STACK = 64 * 1024 };

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* The whole screen scrolls again: curses may have set a region for a height that a resize has made stale. */
#define REGION_OFF "\0337\033[r\0338"

static struct {
	SCREEN *screen;
	WINDOW *keys; /* a pad: reading from a window would paint it */
	struct surface base;
	bool on, ascii;
	const char *dump_path;
	struct termios before;
	/* What a signal handler writes: built at the start, never changed. */
	char reset[RESET_MAX];
	size_t reset_len;
} term;

static volatile sig_atomic_t crash_armed;
static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
enum { CRASHES = sizeof(crashes) / sizeof(crashes[0]) };
static struct sigaction crash_before[CRASHES];

/* ---- locale ---- */

static bool utf8_codeset(void)
{
	const char *set = nl_langinfo(CODESET);

	return strcasecmp(set, "UTF-8") == 0 || strcasecmp(set, "UTF8") == 0;
}

static const char *wanted_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "";
}

static bool asks_utf8(const char *name)
{
	const char *dot = strchr(name, '.');

	return dot && (strncasecmp(dot + 1, "UTF-8", 5) == 0 || strncasecmp(dot + 1, "UTF8", 4) == 0);
}

void screen_locale(void)
{
	const char *wanted = wanted_locale();

	if (!setlocale(LC_CTYPE, "") && asks_utf8(wanted) && !setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "C");
	term.ascii = !utf8_codeset();
}

/* ---- the way out ---- */

/* Adds a terminfo string without its padding ("$<5>"), which a signal handler could not obey. */
static void reset_add(const char *s)
{
	if (!s || s == (const char *)-1)
		return;
	for (; *s && term.reset_len + 1 < sizeof(term.reset); s++) {
		if (s[0] == '$' && s[1] == '<') {
			const char *end = strchr(s, '>');

			if (end) {
				s = end;
				continue;
			}
		}
		term.reset[term.reset_len++] = *s;
	}
}

/* Whether the terminal sets regions as the VT100 did; all that know REGION_OFF do. */
static bool scrolls_regions(void)
{
	const char *csr = tigetstr("csr");

	return csr && csr != (const char *)-1 && !strcmp(csr, "\033[%i%p1%d;%p2%dr");
}

static void build_reset(void)
{
	term.reset_len = 0;
	reset_add(PASTE_OFF);
	reset_add(tigetstr("sgr0"));
	reset_add(tigetstr("rmkx"));
	reset_add(tigetstr("cnorm"));
	reset_add(tigetstr("rmcup"));
	if (scrolls_regions())
		reset_add(REGION_OFF);
}

/* Only what may be called in a handler: write and tcsetattr. */
static void give_back_raw(void)
{
	size_t at = 0;

	while (at < term.reset_len) {
		ssize_t n = write(STDOUT_FILENO, term.reset + at, term.reset_len - at);

		if (n <= 0)
			break;
		at += (size_t)n;
	}
	tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
}

static void on_crash(int signo)
{
	if (crash_armed) {
		crash_armed = 0;
		give_back_raw();
	}
	for (int i = 0; i < CRASHES; i++) {
		if (crashes[i] == signo)
			sigaction(signo, &crash_before[i], NULL);
	}
	raise(signo);
}

static void arm_crashes(void)
{
	static char stack[CRASH_STACK];
	stack_t alternate = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_crash;
	action.sa_flags = SA_ONSTACK | SA_NODEFER;
	sigemptyset(&action.sa_mask);
	sigaltstack(&alternate, NULL);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &action, &crash_before[i]);
	crash_armed = 1;
}

static void disarm_crashes(void)
{
	crash_armed = 0;
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &crash_before[i], NULL);
}

static void put_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static void put(const char *bytes, size_t len)
{
	put_all(STDOUT_FILENO, bytes, len);
}

_Noreturn void screen_die(const char *why)
{
	screen_stop();
	fprintf(stderr, "ashby-tui: %s\n", why);
	abort();
}

/* ---- start and stop ---- */

static bool fail(struct ashby_err *err, const char *words, const char *what)
{
	ashby_err_set(err, ASHBY_EUSAGE, "%s%s", words, what);
	return false;
}

bool screen_possible(struct ashby_err *err)
{
	const char *name = getenv("TERM"), *cup;
	int found = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(err,
			"standard input and output must be a terminal (see --help for the commands without "
			"one)",
			"");
	if (!name || !*name)
		return fail(err, "TERM is not set: name the terminal's type, as in TERM=xterm-256color", "");
	if (setupterm(NULL, STDOUT_FILENO, &found) != OK)
		return fail(err, "no description of this terminal is installed: TERM=", name);
	cup = tigetstr("cup");
	found = cup && cup != (char *)-1;
	/* newterm reads the description again. */
	del_curterm(cur_term);
	if (!found)
		return fail(err, "this terminal cannot place the cursor: TERM=", name);
	return true;
}

/* Key codes above curses' own, for the brackets of a paste. */
static void define_keys(void)
{
	define_key("\033[200~", SCREEN_PASTE_BEGIN);
	define_key("\033[201~", SCREEN_PASTE_END);
}

static void modes(void)
{
	raw();
	noecho();
	nonl();
	curs_set(1);
	put(PASTE_ON, sizeof(PASTE_ON) - 1);
}

/* How many colours are used: 0 if there are none, or none are wanted. */
static int start_colour(void)
{
	const char *no = getenv("NO_COLOR");

	if (!has_colors() || start_color() == ERR)
		return 0;
	use_default_colors();
	for (int i = 0; i < SURFACE_PAIRS && i < COLORS && i + 1 < COLOR_PAIRS; i++)
		init_pair((short)(i + 1), (short)i, -1);
	return COLORS >= 8 && (!no || !*no) ? COLORS : 0;
}

bool screen_start(struct ashby_err *err)
{
	if (!screen_possible(err))
		return false;
	/* With these set, curses would not follow the window's size. */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	tcgetattr(STDIN_FILENO, &term.before);
	term.screen = newterm(NULL, stdout, stdin);
	if (!term.screen)
		return fail(err, "the terminal cannot be used: TERM=", getenv("TERM"));
	set_term(term.screen);
	set_escdelay(ESCAPE_MS);
	term.on = true;
	build_reset();
	arm_crashes();
	modes();
	define_keys();
	term.dump_path = getenv("ASHBY_TUI_DRAW_DUMP");
	term.keys = newpad(1, 1);
	keypad(term.keys, TRUE);
	nodelay(term.keys, TRUE);
	term.base.window = newwin(0, 0, 0, 0);
	term.base.panel = new_panel(term.base.window);
	if (!term.keys || !term.base.window || !term.base.panel)
		screen_die("out of memory");
	getmaxyx(term.base.window, term.base.rows, term.base.cols);
	draw_start(term.ascii, start_colour(), term.dump_path != NULL);
	screen_resized();
	return true;
}

/* Without an alternate screen the last picture stays, and the shell would write its prompt into the line of keys. */
static void clean_prompt_line(void)
{
	const char *erase = tigetstr("el");

	if (tigetstr("rmcup") || !erase)
		return;
	putp(erase);
	fflush(stdout);
}

void screen_stop(void)
{
	if (!term.on)
		return;
	term.on = false;
	put(PASTE_OFF, sizeof(PASTE_OFF) - 1);
	endwin();
	clean_prompt_line();
	if (scrolls_regions())
		put(REGION_OFF, sizeof(REGION_OFF) - 1);
	disarm_crashes();
	del_panel(term.base.panel);
	delwin(term.base.window);
	delwin(term.keys);
	delscreen(term.screen);
	memset(&term.base, 0, sizeof(term.base));
	term.keys = NULL;
	term.screen = NULL;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
}

bool screen_on(void)
{
	return term.on;
}

void screen_lend(void)
{
	if (!term.on)
		return;
	put(PASTE_OFF, sizeof(PASTE_OFF) - 1);
	endwin();
	if (scrolls_regions())
		put(REGION_OFF, sizeof(REGION_OFF) - 1);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
}

void screen_take(void)
{
	if (!term.on)
		return;
	reset_prog_mode();
	modes();
	screen_resized();
	screen_redraw();
}

void screen_suspend(void)
{
	struct sigaction plain, before;

	if (!term.on)
		return;
	screen_lend();
	memset(&plain, 0, sizeof(plain));
	plain.sa_handler = SIG_DFL;
	sigemptyset(&plain.sa_mask);
	sigaction(SIGTSTP, &plain, &before);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &before, NULL);
	screen_take();
}

/* ---- size ---- */

static int clamp(int n)
{
	return n < 1 ? 1 : n > SIDE_MAX ? SIDE_MAX : n;
}

void screen_size(int *rows, int *cols)
{
	*rows = term.base.rows;
	*cols = term.base.cols;
}

bool screen_resized(void)
{
	struct winsize size;
	int rows, cols;

	if (!term.on || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		return false;
	rows = clamp(size.ws_row);
	cols = clamp(size.ws_col);
	if (rows == term.base.rows && cols == term.base.cols)
		return false;
	resizeterm(rows, cols);
	surface_place(&term.base, &(struct rect){ 0, 0, rows, cols });
	return true;
}

/* ---- surfaces ---- */

struct surface *screen_base(void)
{
	return &term.base;
}

/* The part of a rectangle that is on the screen, one cell at least. */
static struct rect on_screen(const struct rect *rect)
{
	struct rect r = *rect;

	r.y = r.y < 0 ? 0 : r.y >= LINES ? LINES - 1 : r.y;
	r.x = r.x < 0 ? 0 : r.x >= COLS ? COLS - 1 : r.x;
	r.rows = r.rows < 1 ? 1 : r.rows > LINES - r.y ? LINES - r.y : r.rows;
	r.cols = r.cols < 1 ? 1 : r.cols > COLS - r.x ? COLS - r.x : r.cols;
	return r;
}

/* A new window takes the old one's place: moving and resizing in turn fails whenever one step would not fit. */
void surface_place(struct surface *surface, const struct rect *rect)
{
	struct rect r = on_screen(rect);
	WINDOW *window = newwin(r.rows, r.cols, r.y, r.x);

	if (!window)
		screen_die("out of memory");
	if (surface->panel) {
		replace_panel(surface->panel, window);
		delwin(surface->window);
	} else {
		surface->panel = new_panel(window);
		if (!surface->panel)
			screen_die("out of memory");
	}
	surface->window = window;
	surface->rows = r.rows;
	surface->cols = r.cols;
}

struct surface *surface_new(const struct rect *rect)
{
	struct surface *surface = calloc(1, sizeof(*surface));

	if (!surface)
		screen_die("out of memory");
	surface_place(surface, rect);
	return surface;
}

void surface_free(struct surface *surface)
{
	if (!surface)
		return;
	del_panel(surface->panel);
	delwin(surface->window);
	free(surface);
}

void surface_size(const struct surface *surface, int *rows, int *cols)
{
	*rows = surface->rows;
	*cols = surface->cols;
}

/* ---- output and input ---- */

void screen_redraw(void)
{
	if (term.on)
		clearok(curscr, TRUE);
}

/* Writes the last frame's draw calls to the file that ASHBY_TUI_DRAW_DUMP names. */
static void dump(void)
{
	size_t len;
	const char *bytes = draw_dump(&len);
	int fd;

	if (!term.dump_path)
		return;
	fd = open(term.dump_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	put_all(fd, bytes, len);
	close(fd);
}

void screen_flush(void)
{
	int y, x;

	if (!term.on)
		return;
	update_panels();
	if (draw_cursor_at(&y, &x))
		setsyx(y, x);
	doupdate();
	dump();
	draw_flushed();
}

int screen_read(bool *eof)
{
	int unit;

	*eof = false;
	if (!term.on)
		return -1;
	errno = 0;
	unit = wgetch(term.keys);
	if (unit != ERR)
		return unit;
	*eof = errno != 0 && errno != EAGAIN && errno != EINTR;
	return -1;
}

void screen_send(const char *bytes, size_t len)
{
	if (!term.on)
		return;
	fflush(stdout);
	put(bytes, len);
}
