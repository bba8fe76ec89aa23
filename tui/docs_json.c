/* docs_json.c: the reference of a function as JSON, for other programs. Computed from its row, like the words. */
#include <stdio.h>
#include <string.h>

#include "docs.h"
#include "headless.h"

static const char *const paging_names[] = { "none", "cursor", "cursor+sync" };
static const char *const class_names[] = { NULL, "A", "B", "C" };
/* What is done with a parameter; NULL: it is sent. */
static const char *const use_names[] = {
	[ASHBY_PARAM_SENT] = NULL,
	[ASHBY_PARAM_FILTER] = "filter",
	[ASHBY_PARAM_MOST] = "most",
	[ASHBY_PARAM_DROPPED] = "dropped",
	[ASHBY_PARAM_ROUTED] = "routed",
	[ASHBY_PARAM_LOOKUP] = "lookup",
	[ASHBY_PARAM_FOLDED] = "folded",
};

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

static void add_words(struct ashby_buf *out, const char *name, const char *words)
{
	if (words)
		json_member(out, name, ashby_text_str(words));
}

static void add_list_if(struct ashby_buf *out, const char *name, const char *list)
{
	if (list)
		add_list(out, name, list);
}

/* true, 100 are JSON; "the job's default plan" is not. */
static void add_default(struct ashby_buf *out, const char *without)
{
	struct ashby_record *record;

	if (!without)
		return;
	if (ashby_record_parse(&record, ashby_text_str(without), NULL, NULL)) {
		json_member(out, "default", ashby_text_str(without));
		return;
	}
	json_raw(out, "default", without);
	ashby_record_unref(record);
}

static void add_param(struct ashby_buf *out, const struct ashby_param *param)
{
	char number[24];

	ashby_buf_addc(out, '{');
	json_member(out, "name", ashby_text_str(param->name));
	json_member(out, "type", ashby_text_str(ashby_param_type_name(param->type)));
	add_bool(out, "required", param->required);
	if (param->nullable)
		add_bool(out, "nullable", true);
	add_list_if(out, "values", param->values);
	add_list_if(out, "meanings", param->meanings);
	if (param->min || param->max) {
		snprintf(number, sizeof(number), "%lld", (long long)param->min);
		json_raw(out, "minimum", number);
		snprintf(number, sizeof(number), "%lld", (long long)param->max);
		json_raw(out, "maximum", number);
	}
	add_default(out, param->without);
	add_list_if(out, "spellings", param->spellings);
	add_words(out, "help", param->help);
	if (use_names[param->use]) {
		add_bool(out, "sent", false);
		add_words(out, "use", use_names[param->use]);
		add_words(out, "by", param->arg);
	}
	ashby_buf_addc(out, '}');
}

static void add_params(struct ashby_buf *out, const struct ashby_function *function)
{
	json_raw(out, "params", "[");
	for (const struct ashby_param *param = function->params; param->type != ASHBY_PARAM_END; param++) {
		if (param != function->params)
			ashby_buf_addc(out, ',');
		add_param(out, param);
	}
	ashby_buf_addc(out, ']');
}

static void add_blocks(struct ashby_buf *out, const struct ashby_function *function)
{
	const char *endpoint;
	char name[64];

	json_raw(out, "with", "[");
	for (size_t i = 0; ashby_plan_block(function, i, name, &endpoint); i++) {
		ashby_buf_adds(out, i ? ",{" : "{");
		json_member(out, "name", ashby_text_str(name));
		if (endpoint)
			json_member(out, "endpoint", ashby_text_str(endpoint));
		else
			json_raw(out, "endpoint", NULL);
		ashby_buf_addc(out, '}');
	}
	ashby_buf_addc(out, ']');
}

static void add_examples(struct ashby_buf *out, const struct ashby_function *function)
{
	struct ashby_buf example;

	ashby_buf_init(&example, 65536);
	ashby_buf_adds(&example, "ashby-tui ");
	docs_example(&example, function, " ");
	json_raw(out, "example", "{");
	json_member(out, "shell", ashby_text_of(example.data, example.len));
	ashby_buf_clear(&example);
	if (function->effect == ASHBY_READ) {
		docs_bar_example(&example, function);
		json_member(out, "bar", ashby_text_of(example.data, example.len));
	} else {
		json_raw(out, "bar", NULL);
	}
	ashby_buf_addc(out, '}');
	ashby_buf_release(&example);
}

static void add_error(void *arg, const struct docs_error *error)
{
	struct ashby_buf *out = arg;
	const char *codes = error->codes;

	while (codes) {
		size_t len = strcspn(codes, "|");

		ashby_buf_adds(out, out->data[out->len - 1] == '[' ? "{" : ",{");
		json_member(out, "code", ashby_text_of(codes, len));
		json_member(out, "means", ashby_text_str(error->means));
		ashby_buf_addf(out, ",\"status\":%d}", error->status);
		codes = codes[len] ? codes + len + 1 : NULL;
	}
}

static void add_errors(struct ashby_buf *out, const struct ashby_function *function)
{
	json_raw(out, "errors", "[");
	docs_errors(function, add_error, out);
	ashby_buf_addc(out, ']');
}

static void add_or_null(struct ashby_buf *out, const char *name, const char *words)
{
	if (words)
		json_member(out, name, ashby_text_str(words));
	else
		json_raw(out, name, NULL);
}

void docs_json(struct ashby_buf *out, const struct ashby_function *function)
{
	ashby_buf_addc(out, '{');
	json_member(out, "name", ashby_text_str(function->name ? function->name : function->endpoint));
	json_member(out, "endpoint", ashby_text_str(function->endpoint));
	json_member(out, "group", ashby_text_str(function->group));
	json_member(out, "kind", ashby_text_str(function->effect == ASHBY_WRITE ? "write" : "read"));
	add_or_null(out, "class", class_names[function->danger]);
	add_or_null(out, "permission", function->permission);
	json_member(out, "paging", ashby_text_str(paging_names[function->paging]));
	add_params(out, function);
	add_list_if(out, "oneOf", function->one_of);
	add_list_if(out, "exclusive", function->exclusive);
	add_list_if(out, "together", function->together);
	add_blocks(out, function);
	json_member(out, "result", ashby_text_str(function->result));
	json_member(out, "summary", ashby_text_str(function->summary));
	add_words(out, "note", function->note);
	add_errors(out, function);
	add_examples(out, function);
	add_bool(out, "documented", !function->undocumented);
	ashby_buf_addc(out, '}');
}
