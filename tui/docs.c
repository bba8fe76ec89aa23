/* docs.c: the verb docs: the reference of every function, computed from the catalogue. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "headless.h"

#define DOCS_MAX ((size_t)1 << 24)

static const char *const paging_names[] = { "none", "cursor", "cursor+sync" };
static const char *const class_names[] = { NULL, "A", "B", "C" };

/* The raw verb has no row: it goes to any endpoint. It is documented in the form of one. */
static const struct ashby_param raw_params[] = {
	{ .name = "endpoint",
		.type = ASHBY_PARAM_STRING,
		.required = true,
		.help = "any endpoint, as candidate.list" },
	{ .name = "body", .type = ASHBY_PARAM_OBJECT, .help = "sent exactly as it is given" },
	{ .type = ASHBY_PARAM_END },
};
static const struct ashby_function raw_function = {
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

/* ---- JSON ---- */

static void add_bool(struct ashby_buf *out, const char *name, bool value)
{
	json_raw(out, name, value ? "true" : "false");
}

/* "a|b" as ["a","b"]. */
static void add_list(struct ashby_buf *out, const char *name, const char *list)
{
	json_raw(out, name, "[");
	while (list) {
		size_t len = strcspn(list, "|");

		ashby_json_quote(out, ashby_text_of(list, len));
		list = list[len] ? list + len + 1 : NULL;
		if (list)
			ashby_buf_addc(out, ',');
	}
	ashby_buf_addc(out, ']');
}

static void add_param_json(struct ashby_buf *out, const struct ashby_param *param)
{
	char number[24];

	ashby_buf_addc(out, '{');
	json_member(out, "name", ashby_text_str(param->name));
	json_member(out, "type", ashby_text_str(ashby_param_type_name(param->type)));
	add_bool(out, "required", param->required);
	if (param->nullable)
		add_bool(out, "nullable", true);
	if (param->values)
		add_list(out, "values", param->values);
	if (param->min || param->max) {
		snprintf(number, sizeof(number), "%lld", (long long)param->min);
		json_raw(out, "minimum", number);
		snprintf(number, sizeof(number), "%lld", (long long)param->max);
		json_raw(out, "maximum", number);
	}
	if (param->spellings)
		add_list(out, "spellings", param->spellings);
	if (param->help)
		json_member(out, "help", ashby_text_str(param->help));
	ashby_buf_addc(out, '}');
}

static void add_optional(struct ashby_buf *out, const char *name, const char *words)
{
	if (words)
		json_member(out, name, ashby_text_str(words));
	else
		json_raw(out, name, NULL);
}

static void add_function_json(struct ashby_buf *out, const struct ashby_function *function)
{
	ashby_buf_addc(out, '{');
	json_member(out, "name", ashby_text_str(function->name ? function->name : function->endpoint));
	json_member(out, "endpoint", ashby_text_str(function->endpoint));
	json_member(out, "group", ashby_text_str(function->group));
	json_member(out, "kind", ashby_text_str(function->effect == ASHBY_WRITE ? "write" : "read"));
	add_optional(out, "class", class_names[function->danger]);
	add_optional(out, "permission", function->permission);
	json_member(out, "paging", ashby_text_str(paging_names[function->paging]));
	json_raw(out, "params", "[");
	for (const struct ashby_param *param = function->params; param->type != ASHBY_PARAM_END; param++) {
		if (param != function->params)
			ashby_buf_addc(out, ',');
		add_param_json(out, param);
	}
	ashby_buf_addc(out, ']');
	if (function->one_of)
		add_list(out, "oneOf", function->one_of);
	json_member(out, "result", ashby_text_str(function->result));
	json_member(out, "summary", ashby_text_str(function->summary));
	if (function->note)
		json_member(out, "note", ashby_text_str(function->note));
	add_bool(out, "documented", !function->undocumented);
	ashby_buf_addc(out, '}');
}

/* ---- words ---- */

static void add_param_line(struct ashby_buf *out, const struct ashby_param *param)
{
	const char *list = param->values;

	ashby_buf_addf(out, "  %-26s %-22s %s", param->name, ashby_param_type_name(param->type),
		param->required ? "required" : "");
	while (out->len && out->data[out->len - 1] == ' ')
		ashby_buf_cut(out, out->len - 1);
	ashby_buf_addc(out, '\n');
	if (list) {
		ashby_buf_adds(out, "      one of ");
		for (; *list; list++)
			ashby_buf_adds(out, *list == '|' ? ", " : (const char[]){ *list, '\0' });
		ashby_buf_addc(out, '\n');
	}
	if (param->min || param->max)
		ashby_buf_addf(
			out, "      from %lld to %lld\n", (long long)param->min, (long long)param->max);
	if (param->help)
		ashby_buf_addf(out, "      %s\n", param->help);
	if (param->spellings)
		ashby_buf_addf(out, "      also spelt %s\n", param->spellings);
}

static void add_function_words(struct ashby_buf *out, const struct ashby_function *function)
{
	const struct ashby_param *param = function->params;

	ashby_buf_adds(out, function->name ? function->name : function->endpoint);
	if (function->name)
		ashby_buf_addf(out, " (%s)", function->endpoint);
	ashby_buf_addf(out, "\n  %s\n", function->summary);
	if (function->note)
		ashby_buf_addf(out, "  %s\n", function->note);
	ashby_buf_addf(out, "\n  kind        %s", function->effect == ASHBY_WRITE ? "write" : "read");
	if (function->danger != ASHBY_CLASS_NONE)
		ashby_buf_addf(out, ", class %s", class_names[function->danger]);
	ashby_buf_addf(out, "\n  permission  %s\n", function->permission ? function->permission : "unknown");
	ashby_buf_addf(out, "  paging      %s\n", paging_names[function->paging]);
	ashby_buf_addf(out, "  result      %s\n", function->result);
	if (function->undocumented)
		ashby_buf_adds(out, "  Ashby's own documentation does not describe it.\n");
	ashby_buf_adds(out, param->type == ASHBY_PARAM_END ? "\nNo parameters.\n" : "\nParameters\n");
	for (; param->type != ASHBY_PARAM_END; param++)
		add_param_line(out, param);
	if (function->one_of)
		ashby_buf_addf(out, "\nOne of %s is needed.\n", function->one_of);
}

static void add_list_line(struct ashby_buf *out, const struct ashby_function *function)
{
	ashby_buf_addf(out, "  %-40s %c  %s", function->endpoint, function->effect == ASHBY_WRITE ? 'W' : ' ',
		function->summary);
	if (function->name)
		ashby_buf_addf(out, " [%s]", function->name);
	ashby_buf_addc(out, '\n');
}

/* ---- the verb ---- */

static void add_all(struct ashby_buf *out, bool json)
{
	size_t count;
	const struct ashby_function *rows = ashby_catalog(&count);
	const char *group = "";

	if (json)
		ashby_buf_addc(out, '[');
	for (size_t i = 0; i <= count; i++) {
		const struct ashby_function *row = i < count ? &rows[i] : &raw_function;

		if (json) {
			if (i)
				ashby_buf_addc(out, ',');
			add_function_json(out, row);
			continue;
		}
		if (strcmp(row->group, group) != 0)
			ashby_buf_addf(out, "%s%s\n", i ? "\n" : "", row->group);
		group = row->group;
		add_list_line(out, row);
	}
	if (json)
		ashby_buf_addc(out, ']');
	else
		ashby_buf_adds(out, "\nashby-tui docs FUNCTION shows one with its parameters; W writes.\n");
}

static const struct ashby_function *find(const char *name)
{
	char endpoint[128];
	const struct ashby_function *row;

	if (!strcmp(name, raw_function.name))
		return &raw_function;
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
	if (!count)
		add_all(&out, json);
	else if (json)
		add_function_json(&out, row);
	else
		add_function_words(&out, row);
	status = print(&h, &out, json);
	ashby_buf_release(&out);
	return status;
}
