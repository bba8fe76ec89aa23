/* expect.c: the steps that look at the screen. One that expects something waits until it is so, and fails at the limit:
 * tests never sleep and hope. Rows and columns count from 1, a negative row from the bottom. */
#include "expect.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "grid.h"

enum {
	TICK_MS = 20,
	STILL_MS = 1000, /* an expected screen is only rewritten from one that rests */
};

int expect_until(struct script *s, expect_test_fn *test, const void *what)
{
	long long end = term_now_ms() + s->limit_ms;

	for (;;) {
		int ended = term_ended(&s->term);

		if (test(s, what))
			return 1;
		if (ended || term_now_ms() > end)
			return 0;
		term_pump(&s->term, TICK_MS);
	}
}

void expect_mismatch(struct script *s, const char *what, const char *detail)
{
	int ended = term_ended(&s->term);

	script_fail(s, "%s: %s%s", what, detail, ended ? " (the program has ended)" : "");
	script_show(s);
}

/* ---- what must be seen ------------------------------------------------------------------------------------------ */

/* A regular expression, and the row it is about: 0 for the whole screen. */
struct match {
	regex_t regex;
	int row, absent;
};

static int matches(struct script *s, const void *what)
{
	const struct match *m = what;
	int row = m->row < 0 ? s->term.rows + m->row : m->row - 1;
	char *text = m->row ? grid_row(&s->term, row) : grid_text(&s->term);
	int found = !regexec(&m->regex, text, 0, NULL, 0);

	free(text);
	return found != m->absent;
}

static void expect(struct script *s, struct match *m, const char *regex, const char *detail)
{
	if (regcomp(&m->regex, regex, REG_EXTENDED | REG_NOSUB | REG_NEWLINE)) {
		script_fail(s, "'%s' is no regular expression", regex);
		return;
	}
	if (!expect_until(s, matches, m))
		expect_mismatch(s, regex, detail);
	regfree(&m->regex);
}

void expect_wait(struct script *s, char *arg)
{
	struct match m = { .row = 0 };

	expect(s, &m, arg, "was not seen");
}

void expect_not(struct script *s, char *arg)
{
	struct match m = { .absent = 1 };

	expect(s, &m, arg, "is still there");
}

void expect_row(struct script *s, char *arg)
{
	char *regex = arg;
	struct match m = { .row = (int)strtol(arg, &regex, 10) };

	if (!m.row || abs(m.row) > s->term.rows || *regex != ' ')
		script_fail(s, "row N REGEX, and the screen has %d rows", s->term.rows);
	else
		expect(s, &m, regex + 1, "is not in that row");
}

static int cursor_is(struct script *s, const void *what)
{
	const VTermPos *wanted = what;
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(s->term.vt), &at);
	return at.row == wanted->row && at.col == wanted->col;
}

void expect_cursor(struct script *s, char *arg)
{
	int row, col;

	if (sscanf(arg, "%d %d", &row, &col) != 2) {
		script_fail(s, "cursor ROW COL, not '%s'", arg);
		return;
	}
	VTermPos wanted = { .row = row < 0 ? s->term.rows + row : row - 1, .col = col - 1 };
	if (!expect_until(s, cursor_is, &wanted))
		expect_mismatch(s, arg, "the cursor is not there");
}

struct style {
	int row, col;
	const char *words;
};

static int style_is(struct script *s, const void *what)
{
	const struct style *wanted = what;

	return !strcmp(grid_style(&s->term, wanted->row, wanted->col), wanted->words);
}

void expect_style(struct script *s, char *arg)
{
	int row, col, at = 0;

	if (sscanf(arg, "%d %d %n", &row, &col, &at) != 2 || !at) {
		script_fail(s, "style ROW COL WORDS, not '%s'", arg);
		return;
	}
	struct style wanted = {
		.row = row < 0 ? s->term.rows + row : row - 1, .col = col - 1, .words = arg + at
	};
	if (!expect_until(s, style_is, &wanted))
		expect_mismatch(s, arg, grid_style(&s->term, wanted.row, wanted.col));
}

void expect_mono(struct script *s, char *arg)
{
	int at = grid_coloured(&s->term);

	(void)arg;
	if (at < 0)
		return;
	script_fail(s, "row %d column %d has a colour: %s", at / s->term.cols + 1, at % s->term.cols + 1,
		grid_style(&s->term, at / s->term.cols, at % s->term.cols));
	script_show(s);
}

void expect_ascii(struct script *s, char *arg)
{
	(void)arg;
	if (!s->term.check.high)
		return;
	script_fail(s, "%zu bytes above 7f were written", s->term.check.high);
	script_show(s);
}

/* ---- expected files --------------------------------------------------------------------------------------------- */

static char *read_file(const char *path)
{
	FILE *from = fopen(path, "r");
	enum { MOST = 1 << 20 };
	char *text = calloc(1, MOST);

	if (!text)
		term_die("memory");
	if (from) {
		text[fread(text, 1, MOST - 1, from)] = '\0';
		fclose(from);
	}
	return text;
}

static void write_file(struct script *s, const char *path, const char *text)
{
	FILE *to = fopen(path, "w");

	if (!to || fputs(text, to) < 0 || fclose(to))
		script_fail(s, "cannot write %s", path);
}

static int screen_is(struct script *s, const void *what)
{
	char *text = grid_text(&s->term);
	int same = !strcmp(text, what);

	free(text);
	return same;
}

/* Waits until nothing is typed ahead and nothing is drawn any more. */
void expect_settle(struct script *s)
{
	long long end = term_now_ms() + s->limit_ms;

	term_drain_input(&s->term);
	while (term_now_ms() < end && term_pump(&s->term, STILL_MS))
		;
}

/* Shows how the text differs from the file, or with UPDATE writes the file anew. */
static void differ(struct script *s, const char *path, const char *text)
{
	char mine[SCRIPT_PATH + 16], command[SCRIPT_PATH * 4];

	snprintf(mine, sizeof(mine), "%s/actual", s->tmp);
	write_file(s, mine, text);
	script_fail(s, "%s is not what the screen shows (UPDATE=1 rewrites it)", path);
	snprintf(command, sizeof(command), "diff -uN '%s' '%s'", path, mine);
	script_sh(s, command);
}

static int updating(void)
{
	return getenv("UPDATE") && *getenv("UPDATE");
}

void expect_screen(struct script *s, char *arg)
{
	char path[SCRIPT_PATH * 2];
	char *expected, *text;

	snprintf(path, sizeof(path), "%s/%s", s->dir, arg);
	if (updating())
		expect_settle(s);
	expected = updating() ? NULL : read_file(path);
	if (!expected || !expect_until(s, screen_is, expected)) {
		text = grid_text(&s->term);
		if (updating())
			write_file(s, path, text);
		else
			differ(s, path, text);
		free(text);
	}
	free(expected);
}

static int draw_dump_is(struct script *s, const void *what)
{
	char path[SCRIPT_PATH + 16];
	char *text;
	int same;

	snprintf(path, sizeof(path), "%s/draw", s->tmp);
	text = read_file(path);
	same = text && !strcmp(text, what);
	free(text);
	return same;
}

void expect_roles(struct script *s, char *arg)
{
	char path[SCRIPT_PATH * 2], dump[SCRIPT_PATH + 16];
	char *expected, *text;

	snprintf(path, sizeof(path), "%s/%s", s->dir, arg);
	snprintf(dump, sizeof(dump), "%s/draw", s->tmp);
	if (updating())
		expect_settle(s);
	expected = updating() ? NULL : read_file(path);
	if (!expected || !expect_until(s, draw_dump_is, expected)) {
		text = read_file(dump);
		if (updating())
			write_file(s, path, text ? text : "");
		else
			differ(s, path, text ? text : "");
		free(text);
	}
	free(expected);
}

void expect_svg(struct script *s, char *arg)
{
	FILE *to;

	expect_settle(s);
	to = fopen(arg, "w");
	if (!to) {
		script_fail(s, "cannot write %s", arg);
		return;
	}
	grid_svg(&s->term, to);
	if (fclose(to))
		script_fail(s, "cannot write %s", arg);
}

void expect_print(struct script *s, char *arg)
{
	(void)arg;
	expect_settle(s);
	script_show(s);
}
