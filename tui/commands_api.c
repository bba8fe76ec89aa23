/*
 * commands_api.c: commands that call the API by hand, and those that show what the program knows of itself. Only reads
 * leave from here: a write is refused with the reason.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "clip.h"
#include "cmdbar.h"
#include "help.h"
#include "jsonview.h"

/* ---- what stands under the cursor ---- */

/* The row of the page, or of the one below: a reply is often looked at beside the list it came from. */
static bool nearest_row(struct app *app, enum ashby_kind *kind, uint32_t *row)
{
	for (struct page *page = app_page(app); page; page = page->below)
		if (page_row(page, kind, row))
			return true;
	return false;
}

struct token {
	const char *token;
	enum ashby_kind kind;
	const char *path; /* from a row of that kind */
};

static const struct token tokens[] = {
	{ "%app", ASHBY_APPLICATIONS, "id" },
	{ "%app", ASHBY_OFFERS, "applicationId" },
	{ "%app", ASHBY_SCHEDULES, "applicationId" },
	{ "%app", ASHBY_EVENTS, "applicationId" },
	{ "%app", ASHBY_CANDIDATES, "applicationIds[-1]" },
	{ "%cand", ASHBY_CANDIDATES, "id" },
	{ "%cand", ASHBY_APPLICATIONS, "candidate.id" },
	{ "%cand", ASHBY_OFFERS, "applicationId->candidate.id" },
	{ "%cand", ASHBY_SCHEDULES, "applicationId->candidate.id" },
	{ "%cand", ASHBY_EVENTS, "applicationId->candidate.id" },
	{ "%job", ASHBY_JOBS, "id" },
	{ "%job", ASHBY_APPLICATIONS, "job.id" },
	{ "%job", ASHBY_OFFERS, "applicationId->job.id" },
	{ "%job", ASHBY_SCHEDULES, "applicationId->job.id" },
	{ "%job", ASHBY_EVENTS, "applicationId->job.id" },
	{ "%offer", ASHBY_OFFERS, "id" },
};

/* Ids are put into JSON as they are: anything but an id's letters is refused. */
static bool is_id(struct ashby_text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!isalnum((unsigned char)text.raw[i]) && text.raw[i] != '-' && text.raw[i] != '_')
			return false;
	return text.len > 0;
}

static struct ashby_text id_of(struct app *app, const char *token, size_t len)
{
	enum ashby_kind kind;
	uint32_t row;
	struct ashby_field field;

	if (!nearest_row(app, &kind, &row))
		return ashby_text_str("");
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		if (strlen(tokens[i].token) != len || strncmp(tokens[i].token, token, len) != 0 ||
			tokens[i].kind != kind)
			continue;
		if (ashby_field_find(kind, tokens[i].path, &field))
			return ashby_field_text(app->store, &field, row);
	}
	return ashby_text_str("");
}

static bool known_token(const char *s, size_t *len)
{
	static const char *const names[] = { "%app", "%cand", "%job", "%offer" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		*len = strlen(names[i]);
		if (strncmp(s, names[i], *len) == 0 && !isalnum((unsigned char)s[*len]))
			return true;
	}
	return false;
}

/* Copies the line with %app and its kin filled in; false, and a message, if the row does not have one. */
static bool fill_in(struct app *app, const char *line, struct ashby_buf *out)
{
	size_t len;

	while (*line) {
		struct ashby_text id;

		if (*line != '%' || !known_token(line, &len)) {
			ashby_buf_addc(out, *line++);
			continue;
		}
		id = id_of(app, line, len);
		if (!is_id(id)) {
			status_warn(app, "%.*s: the row under the cursor has none", (int)len, line);
			return false;
		}
		ashby_buf_add(out, id.raw, id.len);
		line += len;
	}
	return true;
}

/* ---- calls ---- */

static bool refuse(struct app *app, const char *name, const char *endpoint)
{
	const char *guess;

	if (endpoint && ashby_endpoint_effect(endpoint) == ASHBY_READ)
		return false;
	if (endpoint && ashby_catalog_find(endpoint)) {
		status_warn(app, "%s writes: ashby-tui call --force sends it", endpoint);
		return true;
	}
	guess = ashby_catalog_guess(name);
	if (guess)
		status_warn(app, "%s is not in the catalogue, so it counts as a write; did you mean %s", name,
			guess);
	else
		status_warn(app,
			"%s is not in the catalogue, so it counts as a write: ashby-tui api --force "
			"sends it",
			name);
	return true;
}

static unsigned call(struct app *app, const char *endpoint, const struct ashby_body *body)
{
	struct ashby_buf json;
	unsigned reaction = REACT_DRAW;

	ashby_buf_init(&json, ASHBY_BUF_MAX);
	if (ashby_body_print(body, &json) != ASHBY_OK || !json_call(app, endpoint, ashby_buf_str(&json)))
		reaction = REACT_RETRY;
	ashby_buf_release(&json);
	return reaction;
}

/* What follows prefix, or all of text without it. */
static const char *after(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) ? text : text + len;
}

/*
 * `api ENDPOINT [JSON]`: sends exactly what is given. The reference's api_post names both: endpoint=ENDPOINT
 * body:=JSON.
 */
static unsigned do_api(struct app *app, struct page *page, const struct args *args)
{
	const char *rest = args->rest + strcspn(args->rest, " \t"), *endpoint;
	const char *given = after(args->word[0], "endpoint=");
	char name[128];
	struct ashby_buf json;
	struct ashby_body *body = NULL;
	struct ashby_err err = { 0 };
	unsigned reaction = REACT_DRAW | REACT_RETRY;

	(void)page;
	endpoint = ashby_endpoint_name(given, name);
	if (ashby_catalog_find(endpoint ? endpoint : given))
		endpoint = ashby_catalog_find(endpoint ? endpoint : given)->endpoint;
	if (refuse(app, given, endpoint))
		return reaction;
	rest = after(rest + strspn(rest, " \t"), "body:=");
	ashby_buf_init(&json, ASHBY_BUF_MAX);
	if (fill_in(app, *rest ? rest : "{}", &json)) {
		if (ashby_body_parse(&body, ashby_text_of(json.data, json.len), &err) != ASHBY_OK)
			status_error(app, &err, "the body");
		else
			reaction = call(app, endpoint, body);
	}
	ashby_body_free(body);
	ashby_buf_release(&json);
	return reaction;
}

/* One NAME=VALUE, or NAME:=JSON. */
static bool set_pair(struct app *app, const struct ashby_function *f, struct ashby_body *body, char *pair)
{
	char *equals = strchr(pair, '=');
	struct ashby_err err = { 0 };

	if (!equals || equals == pair) {
		status_warn(app, "'%s' is not NAME=VALUE", pair);
		return false;
	}
	*equals = '\0';
	if (equals[-1] == ':') {
		equals[-1] = '\0';
		if (ashby_body_set_json(body, pair, ashby_text_str(equals + 1)) == ASHBY_OK)
			return true;
		status_warn(app, "%s: this is not JSON", pair);
		return false;
	}
	if (ashby_function_set(f, body, pair, equals + 1, app_now(app), &err) == ASHBY_OK)
		return true;
	status_error(app, &err, f->name);
	return false;
}

/* The words after the name: parameters into the body, --with BLOCKS into *with. */
static bool read_words(struct app *app, const struct ashby_function *f, const struct args *args,
	struct ashby_body *body, const char **with)
{
	for (int i = 0; i < args->count; i++) {
		char *pair;
		bool good;

		if (strcmp(args->word[i], "--with") == 0 && i + 1 < args->count) {
			*with = args->word[++i];
			continue;
		}
		pair = xstrdup(args->word[i]);
		good = set_pair(app, f, body, pair);
		free(pair);
		if (!good)
			return false;
	}
	return true;
}

/* A checked body on its way, with what is done on this side. */
static unsigned ask(
	struct app *app, const struct ashby_function *f, struct ashby_body *body, const char *with)
{
	struct ashby_plan plan;
	struct ashby_err err = { 0 };
	struct ashby_buf json;
	unsigned reaction = REACT_DRAW | REACT_RETRY;

	if (ashby_function_check(f, body, &err) != ASHBY_OK ||
		ashby_plan_make(&plan, f, body, with, &err) != ASHBY_OK) {
		status_error(app, &err, f->name ? f->name : f->endpoint);
		return reaction;
	}
	ashby_plan_set_me(&plan, app->account->me);
	ashby_buf_init(&json, ASHBY_BUF_MAX);
	if (ashby_body_print(body, &json) == ASHBY_OK && json_ask(app, &plan, ashby_buf_str(&json))) {
		reaction = REACT_DRAW;
		if (plan.remarks)
			status_say(app, "%s", plan.remark[0]);
	}
	ashby_buf_release(&json);
	return reaction;
}

unsigned commands_api_function(struct app *app, const char *line)
{
	const struct ashby_function *f;
	struct ashby_body *body = NULL;
	struct ashby_buf filled, words;
	struct args args;
	const char *why = "", *with = NULL;
	char name[128];
	unsigned reaction = REACT_DRAW | REACT_RETRY;

	snprintf(name, sizeof name, "%.*s", (int)strcspn(line, " \t"), line);
	f = ashby_catalog_find(name);
	if (!f)
		return REACT_NONE;
	if (refuse(app, name, f->endpoint))
		return reaction;
	ashby_buf_init(&filled, ASHBY_BUF_MAX);
	ashby_buf_init(&words, ASHBY_BUF_MAX);
	if (fill_in(app, line, &filled) && ashby_body_new(&body) == ASHBY_OK) {
		if (command_split(ashby_buf_str(&filled), &words, &args, &why) != 0)
			status_warn(app, "%s: %s", name, why);
		else if (read_words(app, f, &args, body, &with))
			reaction = ask(app, f, body, with);
	}
	ashby_body_free(body);
	ashby_buf_release(&filled);
	ashby_buf_release(&words);
	return reaction;
}

/* ---- what the program knows of itself ---- */

static unsigned open_view(struct app *app, const char *view, const char *crumb)
{
	struct page *page = app_page(app);

	if (page && strcmp(page->view->name, view) == 0)
		app_back(app);
	else
		app_open(app, view, "", ashby_text_str(crumb));
	return REACT_DRAW;
}

static unsigned do_activity(struct app *app, struct page *page, const struct args *args)
{
	(void)page, (void)args;
	return open_view(app, "activity", "Activity");
}

static unsigned do_functions(struct app *app, struct page *page, const struct args *args)
{
	(void)page, (void)args;
	return open_view(app, "api", "API");
}

static unsigned do_help(struct app *app, struct page *page, const struct args *args)
{
	(void)page, (void)args;
	help_open(app);
	return REACT_DRAW;
}

static unsigned do_inspect(struct app *app, struct page *page, const struct args *args)
{
	enum ashby_kind kind;
	uint32_t row;

	(void)args;
	if (page && page_row(page, &kind, &row))
		json_open_row(app, kind, row);
	else if (page && page->id[0] && page->view->engine == &detail_engine)
		json_open_id(app, page->view->kind, ashby_text_str(page->id));
	else
		status_say(app, "there is no record here");
	return REACT_DRAW;
}

/* ---- copying from a row ---- */

static const struct {
	const char *what;
	enum ashby_kind kind;
	const char *path;
} copies[] = {
	{ "name", ASHBY_CANDIDATES, "name" },
	{ "name", ASHBY_APPLICATIONS, "candidate.name" },
	{ "name", ASHBY_OFFERS, "applicationId->candidate.name" },
	{ "name", ASHBY_SCHEDULES, "applicationId->candidate.name" },
	{ "name", ASHBY_EVENTS, "applicationId->candidate.name" },
	{ "name", ASHBY_JOBS, "title" },
	{ "email", ASHBY_CANDIDATES, "primaryEmailAddress.value" },
	{ "email", ASHBY_APPLICATIONS, "candidate.primaryEmailAddress.value" },
	{ "email", ASHBY_OFFERS, "applicationId->candidate.primaryEmailAddress.value" },
	{ "email", ASHBY_SCHEDULES, "applicationId->candidate.primaryEmailAddress.value" },
	{ "email", ASHBY_EVENTS, "applicationId->candidate.primaryEmailAddress.value" },
	{ "phone", ASHBY_CANDIDATES, "primaryPhoneNumber.value" },
	{ "phone", ASHBY_APPLICATIONS, "candidate.primaryPhoneNumber.value" },
	{ "phone", ASHBY_OFFERS, "applicationId->candidate.primaryPhoneNumber.value" },
	{ "phone", ASHBY_SCHEDULES, "applicationId->candidate.primaryPhoneNumber.value" },
	{ "phone", ASHBY_EVENTS, "applicationId->candidate.primaryPhoneNumber.value" },
};

static struct ashby_text copied(struct app *app, const char *what, enum ashby_kind kind, uint32_t row)
{
	struct ashby_field field;
	struct ashby_text text = ashby_text_str("");

	if (strcmp(what, "id") == 0)
		return ashby_store_id(app->store, kind, row);
	if (strcmp(what, "json") == 0) {
		ashby_store_json(app->store, kind, row, &text);
		return text;
	}
	for (size_t i = 0; i < sizeof copies / sizeof *copies; i++)
		if (copies[i].kind == kind && strcmp(copies[i].what, what) == 0 &&
			ashby_field_find(kind, copies[i].path, &field))
			text = ashby_field_text(app->store, &field, row);
	return text;
}

static unsigned do_yank(struct app *app, struct page *page, const struct args *args)
{
	const char *what = args->word[0];
	enum ashby_kind kind;
	uint32_t row;

	if (!page_row(page, &kind, &row)) {
		status_say(app, "there is no row under the cursor");
		return REACT_DRAW;
	}
	if (strcmp(what, "link") == 0) {
		status_say(app, "the link is among those of the detail: Enter, then o");
		return REACT_DRAW;
	}
	clip_copy(app, copied(app, strcmp(what, "row") == 0 ? "name" : what, kind, row), what);
	return REACT_DRAW;
}

static void complete_yank(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app, (void)page;
	if (n == 0)
		ashby_buf_adds(out,
			"row\tas text\nname\t\nemail\t\nphone\t\nlink\t\nid\t\njson\tthe whole record\n");
}

/* data */
/* clang-format off */
const struct command commands_api[] = {
	{ "api", do_api, 1, -1, 0, "call", "ENDPOINT [JSON]", "call the API with exactly this body", "FIND", NULL },
	{ "api_post", do_api, 1, -1, 0, "call", "ENDPOINT [JSON]", "the same, by the reference's name", "FIND", NULL },
	{ "functions", do_functions, 0, 0, 0, "functions", NULL, "every function of the API with its parameters", "FIND", NULL },
	{ "activity", do_activity, 0, 0, 0, "activity", NULL, "activity: calls, errors", "SEE", NULL },
	{ "inspect", do_inspect, 0, 0, 0, "raw", NULL, "show it as raw JSON", "SEE", NULL },
	{ "yank", do_yank, 1, 1, NEEDS_ROW, "copy", "row|name|email|phone|link|id|json", "copy to the terminal's clipboard", "DO", complete_yank },
	{ "help", do_help, 0, 0, 0, "help", NULL, "the keys that work here", "PROGRAM", NULL },
	{ .name = NULL },
};
/* clang-format on */
