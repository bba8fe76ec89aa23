/*
 * view_api.c: every function of the API, from the catalogue: what it does, its parameters; Enter puts a call of it into
 * the bar. Says nothing that the catalogue does not.
 */
#include <stdio.h>
#include <string.h>
#include "app.h"
#include "cmdbar.h"
#include "doc.h"
#include "textview.h"

struct api {
	int open; /* index + 1 of the function that is shown in full, 0: none */
};

static bool matches(const struct ashby_function *f, const char *filter)
{
	struct ashby_text words = ashby_text_str(filter);

	return ashby_text_find(ashby_text_str(f->endpoint), words) ||
		(f->name && ashby_text_find(ashby_text_str(f->name), words)) ||
		ashby_text_find(ashby_text_str(f->summary ? f->summary : ""), words) ||
		ashby_text_find(ashby_text_str(f->group ? f->group : ""), words);
}

static void param(struct doc *doc, const struct ashby_param *p)
{
	doc_line(doc);
	doc_hang(doc, 52);
	doc_labelf(doc, p->required ? ROLE_NOW : ROLE_TEXT, "     %s", p->name);
	doc_tab(doc, 34);
	doc_label(doc, ROLE_DIM, ashby_param_type_name(p->type));
	if (p->required)
		doc_label(doc, ROLE_LATE, " required");
	doc_tab(doc, 58);
	if (p->values) {
		doc_label(doc, ROLE_TEXT, p->values);
		doc_label(doc, ROLE_TEXT, "  ");
	}
	doc_label(doc, ROLE_DIM, p->help ? p->help : "");
	if (p->without)
		doc_labelf(doc, ROLE_DIM, "%s%s if left out", p->help ? "; " : "", p->without);
	if (p->use != ASHBY_PARAM_SENT)
		doc_label(doc, ROLE_DIM, p->help ? "; done here, not sent" : "done here, not sent");
}

static void function_full(struct doc *doc, const struct ashby_function *f)
{
	const struct ashby_param *p = f->params;

	doc_line(doc);
	doc_label(doc, ROLE_DIM, "     ");
	doc_label(doc, ROLE_TEXT, f->summary ? f->summary : "");
	doc_line(doc);
	doc_label(doc, ROLE_DIM, "     permission ");
	doc_label(doc, ROLE_TEXT, f->permission ? f->permission : "unknown");
	doc_label(doc, ROLE_DIM, "   result ");
	doc_label(doc, ROLE_TEXT, f->result ? f->result : "-");
	if (f->one_of) {
		doc_label(doc, ROLE_DIM, "   one needed of ");
		doc_label(doc, ROLE_TEXT, f->one_of);
	}
	for (; p->type != ASHBY_PARAM_END; p++)
		param(doc, p);
	if (f->note) {
		doc_line(doc);
		doc_labelf(doc, ROLE_DIM, "     %s", f->note);
	}
	doc_line(doc);
}

static void function_line(struct doc *doc, const struct ashby_function *f, bool wide)
{
	doc_line(doc);
	doc_labelf(doc, ROLE_TEXT, "   %s", f->endpoint);
	doc_tab(doc, 40);
	doc_label(doc, f->effect == ASHBY_WRITE ? ROLE_LATE : ROLE_DIM,
		f->effect == ASHBY_WRITE ? "write" : "read");
	doc_tab(doc, 47);
	doc_label(doc, ROLE_TEXT, f->name ? f->name : "");
	if (!wide)
		return;
	doc_tab(doc, 76);
	doc_label(doc, ROLE_DIM, f->summary ? f->summary : "");
}

static void fill(struct page *page, struct doc *doc)
{
	const struct api *own = page->own;
	const char *filter = text_filter(page), *group = "";
	const struct ashby_function *f;
	size_t count, shown = 0;

	f = ashby_catalog(&count);
	for (size_t i = 0; i < count; i++) {
		if (*filter && !matches(&f[i], filter))
			continue;
		if (f[i].group && strcmp(f[i].group, group) != 0) {
			group = f[i].group;
			doc_target(doc, -1);
			doc_heading(doc, group, -1);
		}
		doc_target(doc, (int)i);
		function_line(doc, &f[i], text_width(page) >= 110);
		if (own->open == (int)i + 1)
			function_full(doc, &f[i]);
		shown++;
	}
	doc_target(doc, -1);
	if (shown == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, " no function matches");
	}
}

static const struct ashby_function *under_cursor(struct page *page)
{
	size_t count;
	const struct ashby_function *all = ashby_catalog(&count);
	int target = text_target(page);

	return target >= 0 && (size_t)target < count ? &all[target] : NULL;
}

static unsigned put(struct app *app, struct page *page, const struct args *args)
{
	const struct ashby_function *f = under_cursor(page);
	char line[160];

	(void)args;
	if (!f)
		return REACT_NONE;
	snprintf(line, sizeof line, "command api %s {}", f->endpoint);
	return command_run(app, line);
}

static unsigned show(struct app *app, struct page *page, const struct args *args)
{
	struct api *own = page->own;
	int target = text_target(page);

	(void)app, (void)args;
	own->open = own->open == target + 1 ? 0 : target + 1;
	text_changed(page);
	return REACT_DRAW;
}

static const struct command commands[] = {
	{ "open", put, 0, 0, 0, "call", NULL, "put a call of this function into the bar", "GO", NULL },
	{ "parameters", show, 0, 0, 0, "parameters", NULL, "show or hide the parameters", "SEE", NULL },
	{ .name = NULL },
};

DEFINE_VIEW(api) = {
	.name = "api",
	.title = "API",
	.engine = &text_engine,
	.commands = commands,
	.footer = "open parameters find back",
	.fill = fill,
	.state_size = sizeof(struct api),
};
