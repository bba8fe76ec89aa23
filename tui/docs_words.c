/*
 * docs_words.c: the reference of a function in words, as wide as the terminal. Everything comes from its row, in our own
 * ASCII, so that a byte is a column.
 */
#include <stdio.h>
#include <string.h>

#include "docs.h"

#define NAMES 16 /* columns of the names of facts and codes */
#define PARAMS 6 /* columns in front of what is said of a parameter */

void docs_wrap(struct ashby_buf *out, int at, int indent, int width, const char *text)
{
	bool first = true;

	while (*text) {
		size_t len = strcspn(text, " ");

		if (!first && at + 1 + (int)len > width) {
			ashby_buf_addf(out, "\n%*s", indent, "");
			at = indent;
		} else if (!first) {
			ashby_buf_addc(out, ' ');
			at++;
		}
		ashby_buf_add(out, text, len);
		at += (int)len;
		text += len;
		text += strspn(text, " ");
		first = false;
	}
	ashby_buf_addc(out, '\n');
}

/* "  kind            read" */
static void add_fact(struct ashby_buf *out, int width, const char *name, const char *words)
{
	int indent = 2 + NAMES;

	/* A long name has a line of its own. */
	ashby_buf_addf(out, "  %-*s", NAMES, name);
	if ((int)strlen(name) >= NAMES)
		ashby_buf_addf(out, "\n%*s", indent, "");
	docs_wrap(out, indent, indent, width, words);
}

static void add_title(struct ashby_buf *out, const char *title)
{
	ashby_buf_addf(out, "\n%s\n", title);
}

/* "a|b" as "a, b". */
static void add_names(struct ashby_buf *out, const char *list)
{
	for (; list && *list; list++)
		if (*list == '|')
			ashby_buf_adds(out, ", ");
		else
			ashby_buf_addc(out, *list);
}

/* ---- head ---- */

static const char *const paging_words[] = {
	[ASHBY_PAGING_NONE] = "none: everything comes in one reply",
	[ASHBY_PAGING_CURSOR] =
		"by cursor: nextCursor of a page is the cursor of the next; --all follows them to the "
		"end, --limit N until there are N rows",
	[ASHBY_PAGING_SYNC] =
		"by cursor: nextCursor of a page is the cursor of the next; --all follows them to the "
		"end, --limit N until there are N rows. The last page has a syncToken: given later, "
		"only what has changed since comes",
};

static const char *const class_words[] = {
	[ASHBY_CLASS_NONE] = "read",
	[ASHBY_CLASS_A] = "write, class A: small, and easily set right again",
	[ASHBY_CLASS_B] = "write, class B: others see it, or are told of it",
	[ASHBY_CLASS_C] = "write, class C: it cannot be taken back, or acts over the heads of others",
};

static void add_head(struct ashby_buf *out, const struct ashby_function *function, int width)
{
	ashby_buf_adds(out, function->name ? function->name : function->endpoint);
	if (function->name)
		ashby_buf_addf(out, " (%s)", function->endpoint);
	ashby_buf_adds(out, "\n  ");
	docs_wrap(out, 2, 2, width, function->summary);
	ashby_buf_addc(out, '\n');
	add_fact(out, width, "kind", class_words[function->danger]);
	add_fact(out, width, "permission", function->permission ? function->permission : "unknown");
	if (function->effect == ASHBY_READ)
		add_fact(out, width, "paging", paging_words[function->paging]);
	add_fact(out, width, "result", function->result);
	if (function->note)
		add_fact(out, width, "note", function->note);
	if (function->undocumented)
		add_fact(out, width, "undocumented",
			"Ashby's own documentation does not describe it; any parameter is passed on");
}

/* ---- parameters ---- */

/* What is done with one that is not sent, around its arg. */
static const struct {
	const char *before, *after;
} uses[] = {
	[ASHBY_PARAM_FILTER] = { "not sent: results are chosen here by ", "" },
	[ASHBY_PARAM_MOST] = { "not sent: results are cut here", "" },
	[ASHBY_PARAM_DROPPED] = { "taken and not sent: ", "" },
	[ASHBY_PARAM_ROUTED] = { "the call goes to ", " instead" },
	[ASHBY_PARAM_LOOKUP] = { "not sent: it is read to find ", "" },
	[ASHBY_PARAM_FOLDED] = { "sent as a part of ", "" },
};

/* Parts what is said of a parameter. */
static void part(struct ashby_buf *words)
{
	if (words->len)
		ashby_buf_adds(words, "; ");
}

static void add_values(struct ashby_buf *words, const struct ashby_param *param)
{
	if (!param->values && !param->min && !param->max)
		return;
	part(words);
	if (!param->values) {
		ashby_buf_addf(words, "from %lld to %lld", (long long)param->min, (long long)param->max);
		return;
	}
	ashby_buf_adds(words, strchr(param->values, '|') ? "one of " : "only ");
	add_names(words, param->values);
	if (param->meanings) {
		ashby_buf_adds(words, ", and here ");
		add_names(words, param->meanings);
	}
}

static void add_param(struct ashby_buf *out, const struct ashby_param *param, int width)
{
	struct ashby_buf words;

	ashby_buf_init(&words, 65536);
	ashby_buf_addf(out, "  %-24s  %s%s%s\n", param->name, ashby_param_type_name(param->type),
		param->required ? ", required" : "", param->nullable ? ", may be null" : "");
	ashby_buf_adds(&words, param->help ? param->help : "");
	add_values(&words, param);
	if (param->without) {
		part(&words);
		ashby_buf_addf(&words, "%s if left out", param->without);
	}
	if (param->spellings) {
		part(&words);
		ashby_buf_adds(&words, "also spelt ");
		add_names(&words, param->spellings);
	}
	if (param->use != ASHBY_PARAM_SENT) {
		part(&words);
		ashby_buf_addf(&words, "%s%s%s", uses[param->use].before, param->arg ? param->arg : "",
			uses[param->use].after);
	}
	if (words.len) {
		ashby_buf_addf(out, "%*s", PARAMS, "");
		docs_wrap(out, PARAMS, PARAMS, width, ashby_buf_str(&words));
	}
	ashby_buf_release(&words);
}

static void add_set(struct ashby_buf *out, int width, const char *before, const char *list, const char *after)
{
	struct ashby_buf words;

	if (!list)
		return;
	ashby_buf_init(&words, 65536);
	ashby_buf_adds(&words, before);
	add_names(&words, list);
	ashby_buf_adds(&words, after);
	ashby_buf_adds(out, "  ");
	docs_wrap(out, 2, 2, width, ashby_buf_str(&words));
	ashby_buf_release(&words);
}

static void add_params(struct ashby_buf *out, const struct ashby_function *function, int width)
{
	const struct ashby_param *param = function->params;

	add_title(out, param->type == ASHBY_PARAM_END ? "No parameters." : "Parameters");
	for (; param->type != ASHBY_PARAM_END; param++)
		add_param(out, param, width);
	if (function->one_of || function->exclusive || function->together)
		ashby_buf_addc(out, '\n');
	add_set(out, width, "One is needed of ", function->one_of, ".");
	add_set(out, width, "At most one may be given of ", function->exclusive, ".");
	add_set(out, width, "Together or not at all: ", function->together, ".");
}

static void add_blocks(struct ashby_buf *out, const struct ashby_function *function, int width)
{
	const char *endpoint;
	char name[64], words[120];

	for (size_t i = 0; ashby_plan_block(function, i, name, &endpoint); i++) {
		if (!i)
			add_title(out, "Added to the result by --with NAME,NAME");
		snprintf(words, sizeof(words), "%s%s", endpoint ? endpoint : "",
			endpoint ? ": one call more, or one a page" : "costs no call");
		add_fact(out, width, name, words);
	}
}

/* ---- examples ---- */

/* A command over several lines, as a shell takes it. */
static void add_command(struct ashby_buf *out, int width, char *words)
{
	int at = 13;

	ashby_buf_adds(out, "  $ ashby-tui");
	while (*words) {
		size_t len = strcspn(words, "\n");

		/* Room for the backslash that continues the line. */
		if (at > 13 && at + 1 + (int)len + 2 > width) {
			ashby_buf_adds(out, " \\\n     ");
			at = 5;
		}
		ashby_buf_addf(out, " %.*s", (int)len, words);
		at += 1 + (int)len;
		words += len + (words[len] == '\n');
	}
	ashby_buf_addc(out, '\n');
}

static void add_examples(struct ashby_buf *out, const struct ashby_function *function, int width)
{
	struct ashby_buf words;

	add_title(out, "Example");
	ashby_buf_init(&words, 65536);
	docs_example(&words, function, "\n");
	if (words.len)
		add_command(out, width, words.data);
	ashby_buf_release(&words);
	if (function->effect == ASHBY_WRITE && function != &docs_raw) {
		ashby_buf_adds(out, "    without --force it is shown and not sent\n");
		return;
	}
	ashby_buf_adds(out, "  in the bar  ");
	if (function == &docs_raw)
		ashby_buf_adds(out, ":api candidate.list {\"limit\":10}");
	else
		docs_bar_example(out, function);
	ashby_buf_addc(out, '\n');
}

/* ---- errors ---- */

struct page {
	struct ashby_buf *out;
	int width;
};

static void add_error(void *arg, const struct docs_error *error)
{
	const struct page *page = arg;
	struct ashby_buf words;

	ashby_buf_init(&words, 65536);
	add_names(&words, error->codes);
	ashby_buf_adds(page->out, "  ");
	docs_wrap(page->out, 2, 2, page->width, ashby_buf_str(&words));
	ashby_buf_clear(&words);
	ashby_buf_addf(&words, "%s (status %d)", error->means, error->status);
	ashby_buf_addf(page->out, "%*s", PARAMS, "");
	docs_wrap(page->out, PARAMS, PARAMS, page->width, ashby_buf_str(&words));
	ashby_buf_release(&words);
}

static void add_errors(struct ashby_buf *out, const struct ashby_function *function, int width)
{
	add_title(out, "Errors");
	docs_errors(function, add_error, &(struct page){ out, width });
}

void docs_words(struct ashby_buf *out, const struct ashby_function *function, int width)
{
	add_head(out, function, width);
	add_params(out, function, width);
	add_blocks(out, function, width);
	add_examples(out, function, width);
	add_errors(out, function, width);
}
