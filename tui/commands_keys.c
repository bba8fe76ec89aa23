/* commands_keys.c: keys changed and looked up while the program runs. What a key file may say is keymap.c's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "keyfiles.h"
#include "popup.h"

enum { LISTED = 400, LABEL = 160 };

static void on_error(void *arg, const char *file, int line, const char *message)
{
	(void)file;
	(void)line;
	status_warn(arg, "%s", message);
}

static unsigned bind_line(struct app *app, const char *verb, const struct args *args)
{
	char line[512];

	snprintf(line, sizeof(line), "%s %s", verb, args->rest);
	if (keymap_load(app->keymap, line, ":", on_error, app) == 0)
		status_good(app, "%s", line);
	return REACT_DRAW;
}

static void who(const struct binding *b, char out[static LABEL])
{
	if (b->file && strcmp(b->file, ":") == 0)
		snprintf(out, LABEL, "%.40s, typed", b->context);
	else if (b->file)
		snprintf(out, LABEL, "%.40s, %.40s:%d", b->context, b->file, b->line);
	else
		snprintf(out, LABEL, "%.40s, built in", b->context);
}

static void on_listed(struct app *app, void *arg, int i)
{
	const struct binding *b = keymap_each(app->keymap, (unsigned)i);

	(void)arg;
	if (b)
		status_say(app, "bind %s ...  %s", b->context, b->command);
}

/* All bindings as a menu: typing filters it. */
static unsigned list_all(struct app *app)
{
	struct menu_item *items = xcalloc(LISTED, sizeof(*items));
	char(*words)[LABEL] = xcalloc(LISTED, LABEL), (*hints)[LABEL] = xcalloc(LISTED, LABEL);
	const struct binding *b;
	int n = 0;

	for (; n < LISTED && (b = keymap_each(app->keymap, (unsigned)n)); n++) {
		char keys[64];

		keymap_keys_name(b->keys, b->count, keys);
		snprintf(words[n], LABEL, "%-8s %.60s", keys, b->command);
		who(b, hints[n]);
		items[n] = (struct menu_item){ KEY_NONE, words[n], hints[n] };
	}
	menu_open(app, "Keys", items, n, on_listed, NULL);
	free(items);
	free(words);
	free(hints);
	return REACT_DRAW;
}

/* The keys of a line as `bind` takes them; 0 if a word is none. */
static unsigned read_keys(const struct args *args, tui_key keys[static KEYMAP_SEQUENCE])
{
	unsigned n = 0;

	for (int i = 0; i < args->count; i++) {
		const char *why;
		size_t used = n < KEYMAP_SEQUENCE ? key_parse(args->word[i], &keys[n], &why) : 0;

		if (used == 0 || args->word[i][used] != '\0')
			return 0;
		n++;
	}
	return n;
}

/* Who bound keys, and to what, in the contexts of this page. */
static unsigned say_bound(struct app *app, struct page *page, const tui_key *keys, unsigned count)
{
	const struct binding *b = NULL;
	const char *contexts[8];
	char name[64], by[LABEL];

	app_contexts(app, page, contexts);
	keymap_keys_name(keys, count, name);
	switch (keymap_find(app->keymap, contexts, keys, count, &b)) {
	case KEYMAP_FULL:
		who(b, by);
		status_say(app, "%s: %s  (%s)", name, b->command, by);
		break;
	case KEYMAP_PREFIX: status_say(app, "%s begins a sequence: type it and wait", name); break;
	case KEYMAP_NONE: status_say(app, "%s is not bound here", name); break;
	}
	return REACT_DRAW;
}

static unsigned do_bind(struct app *app, struct page *page, const struct args *args)
{
	tui_key keys[KEYMAP_SEQUENCE];
	unsigned count;

	if (args->count == 0)
		return list_all(app);
	count = read_keys(args, keys);
	return count > 0 ? say_bound(app, page, keys, count) : bind_line(app, "bind!", args);
}

static unsigned do_unbind(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	return bind_line(app, "unbind", args);
}

static unsigned do_source(struct app *app, struct page *page, const struct args *args)
{
	(void)page;
	keyfiles_source(app, args->word[0]);
	return REACT_DRAW;
}

static void complete_source(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app;
	(void)page;
	if (n == 0)
		ashby_buf_adds(
			out, "keys.conf\tyour own keys, read again\nemacs\tkeys for hands that know emacs\n");
}

static void complete_contexts(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	const char *contexts[8];

	app_contexts(app, page, contexts);
	for (int i = 0; n == 0 && contexts[i]; i++)
		ashby_buf_addf(out, "%s\ta context of this page\n", contexts[i]);
}

/* data */
/* clang-format off */
const struct command commands_keys[] = {
	{ "bind", do_bind, 0, -1, 0, "bind", "[KEYS | CONTEXT KEYS COMMAND]", "list keys, say who bound some, or bind them for now", "PROGRAM",
		complete_contexts },
	{ "unbind", do_unbind, 2, -1, 0, "unbind", "CONTEXT KEYS", "take a binding away for now", "PROGRAM", complete_contexts },
	{ "source", do_source, 1, 1, 0, "source", "FILE", "read a file of keys", "PROGRAM", complete_source },
	{ NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
