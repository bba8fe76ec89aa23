/* docs.c: the verb docs: the reference of every function, computed from the catalogue. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "docs.h"
#include "headless.h"

#define DOCS_MAX ((size_t)1 << 24)
#define LINE_WHOLE 1000 /* columns: more than any line has */

/* The raw verb has no row: it goes to any endpoint. It is documented in the form of one. */
static const struct ashby_param raw_params[] = {
	{ .name = "endpoint",
		.type = ASHBY_PARAM_STRING,
		.required = true,
		.help = "any endpoint, as candidate.list" },
	{ .name = "body", .type = ASHBY_PARAM_OBJECT, .help = "sent exactly as it is given" },
	{ .type = ASHBY_PARAM_END },
};
const struct ashby_function docs_raw = {
	.endpoint = "*",
	.name = "api_post",
	.group = "Any endpoint",
	.summary = "sends a body to any endpoint, unchecked",
	.effect = ASHBY_WRITE,
	.danger = ASHBY_CLASS_C,
	.result = "the whole reply",
	.note = "the verb api; it reads or writes as its endpoint does, and one that is not listed here "
		"counts as a write",
	.params = raw_params,
};

/* ---- the list ---- */

/* The widest endpoint of the group that begins at a row: what stands behind it is aligned within the group. */
static int group_width(const struct ashby_function *rows, size_t count, size_t at)
{
	size_t width = 0;

	for (size_t i = at; i < count && !strcmp(rows[i].group, rows[at].group); i++)
		if (strlen(rows[i].endpoint) > width)
			width = strlen(rows[i].endpoint);
	return (int)width;
}

static void add_list_line(struct ashby_buf *out, const struct ashby_function *function, int column, int width)
{
	char words[240];

	snprintf(words, sizeof(words), "%s%s%s%s", function->summary, function->name ? " [" : "",
		function->name ? function->name : "", function->name ? "]" : "");
	ashby_buf_addf(
		out, "  %-*s %c ", column, function->endpoint, function->effect == ASHBY_WRITE ? 'W' : ' ');
	docs_wrap(out, column + 5, column + 5, width, words);
}

static void add_all_words(struct ashby_buf *out, int width)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);
	const char *group = "";
	int column = 0;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i].group, group) != 0) {
			group = rows[i].group;
			column = group_width(rows, count, i);
			ashby_buf_addf(out, "%s%s\n", i ? "\n" : "", group);
		}
		add_list_line(out, &rows[i], column, width);
	}
	ashby_buf_addf(out, "\n%s\n", docs_raw.group);
	add_list_line(out, &docs_raw, 8, width);
	ashby_buf_adds(out, "\n");
	docs_wrap(out, 0, 0, width,
		"W writes. In [] stands the name of the reference; call takes it and the endpoint alike. "
		"Names of "
		"parameters may be written in snake case, values of a choice in any case. ashby-tui docs "
		"FUNCTION "
		"shows a function with its parameters, an example and its errors.");
}

static void add_all_json(struct ashby_buf *out)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);

	ashby_buf_addc(out, '[');
	for (size_t i = 0; i < count; i++) {
		docs_json(out, &rows[i]);
		ashby_buf_addc(out, ',');
	}
	docs_json(out, &docs_raw);
	ashby_buf_addc(out, ']');
}

/* ---- the verb ---- */

/* Columns of the terminal; where there is none, what a page usually has. Prose is hard to read in longer lines. */
static int page_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long width = columns ? strtol(columns, NULL, 10) : 0;

	if (width < 20 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width < 40)
		width = 80;
	return width > 100 ? 100 : (int)width;
}

static const struct ashby_function *find(const char *name)
{
	char endpoint[128];
	const struct ashby_function *row;

	if (!strcmp(name, docs_raw.name))
		return &docs_raw;
	row = ashby_catalog_find(name);
	if (!row && ashby_endpoint_name(name, endpoint))
		row = ashby_catalog_find(endpoint);
	return row;
}

static int print(const struct headless *h, struct ashby_buf *out, bool json)
{
	struct ashby_err err;

	if (out->error) {
		ashby_err_set(&err, out->error, "out of memory");
		return headless_fail(h, &err);
	}
	if (json)
		out_json(h, ashby_text_of(out->data, out->len));
	else
		out_text(ashby_text_of(out->data, out->len), ASHBY_TEXT_BLOCK);
	return out_end(EXIT_DONE);
}

/* Words for people are the default everywhere here: `docs | less` is the common use. */
static bool asks_json(const struct cli *cli)
{
	for (int i = 0; i < cli->argc; i++)
		if (!strcmp(cli->argv[i], "--json"))
			return true;
	return false;
}

int verb_docs(const struct cli *cli)
{
	static const struct word_option none[] = { { .name = NULL } };
	const bool json = asks_json(cli);
	const struct ashby_function *row = NULL;
	struct headless h;
	struct ashby_buf out;
	int count, status;

	headless_init(&h, cli);
	h.format = json ? FORMAT_JSON : FORMAT_TABLE;
	count = headless_words(&h, none, NULL);
	if (count < 0)
		return EXIT_USAGE;
	if (count > 1)
		return headless_usage(&h, "docs wants at most one function");
	if (count)
		row = find(cli->argv[0]);
	if (count && !row) {
		const char *guess = ashby_catalog_guess(cli->argv[0]);

		return headless_usage(&h, "there is no function '%.80s'%s%s%s", cli->argv[0],
			guess ? "; did you mean '" : "", guess ? guess : "", guess ? "'?" : "");
	}
	ashby_buf_init(&out, DOCS_MAX);
	if (!count && json)
		add_all_json(&out);
	else if (!count)
		add_all_words(&out, h.to_terminal ? page_width() : LINE_WHOLE); /* for grep, a line each */
	else if (json)
		docs_json(&out, row);
	else
		docs_words(&out, row, page_width());
	status = print(&h, &out, json);
	ashby_buf_release(&out);
	return status;
}
