/* keyfiles.c: finds, reads and checks key files. Knows the tables of views and commands, not how keys are read. */
#include "keyfiles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ashby/catalog.h>

#include "app.h"
#include "session.h"

enum { FILE_MAX = 256 * 1024, PATH = 1200 };

/* NULL if it cannot be read; else to be freed. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text;
	size_t len;

	if (!file)
		return NULL;
	text = xmalloc(FILE_MAX);
	len = fread(text, 1, FILE_MAX - 1, file);
	text[len] = '\0';
	fclose(file);
	return text;
}

/* ---- what a line may name ---- */

static bool is_word(const char *line, const char *word)
{
	size_t len = strcspn(line, " ");

	return strlen(word) == len && strncmp(line, word, len) == 0;
}

static bool in_table(const struct command *table, const char *line)
{
	for (; table && table->name; table++) {
		if (is_word(line, table->name))
			return true;
	}
	return false;
}

static bool knows_command(const char *line)
{
	char name[128];

	for (int i = 0; command_tables[i]; i++) {
		if (in_table(command_tables[i], line))
			return true;
	}
	for (const struct view *const *view = views; *view; view++) {
		if (in_table((*view)->commands, line) || in_table((*view)->engine->commands, line))
			return true;
	}
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(line, " "), line);
	return ashby_catalog_find(name) != NULL;
}

static bool knows_context(const char *name)
{
	static const char *const others[] = { "*", "list", "candidate", "home", "board", "detail", "json",
		"text", "menu", "dialog" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (strcmp(others[i], name) == 0)
			return true;
	}
	for (const struct view *const *view = views; *view; view++) {
		if (strcmp((*view)->name, name) == 0)
			return true;
	}
	return false;
}

/* Lines that can be read but name nothing: said, and kept, since they do no harm. */
static int check_names(const struct keymap *map, keymap_error_fn *fn, void *arg)
{
	const struct binding *b;
	char message[256];
	int bad = 0;

	for (unsigned i = 0; (b = keymap_each(map, i)); i++) {
		if (!b->file)
			continue;
		if (!knows_context(b->context))
			snprintf(message, sizeof(message), "there is no context '%.60s'", b->context);
		else if (!knows_command(b->command))
			snprintf(message, sizeof(message), "there is no command '%.*s'",
				(int)(strcspn(b->command, " ") % 100), b->command);
		else
			continue;
		fn(arg, b->file, b->line, message);
		bad++;
	}
	return bad;
}

/* ---- loading ---- */

static void on_line(void *arg, const char *file, int line, const char *message)
{
	status_warn(arg, "%s:%d: %s", file, line, message);
}

void keyfiles_load(struct app *app)
{
	struct keymap *map = keymap_new();
	char path[PATH], *text;

	keymap_account(map, app->account ? app->account->name : NULL);
	keymap_load(map, keymap_default, NULL, on_line, app);
	if (app->options.emacs)
		keymap_load(map, keymap_emacs, NULL, on_line, app);
	keymap_free(app->keymap);
	app->keymap = map;
	if (!app->session || !*app->session->own_folder)
		return;
	snprintf(path, sizeof(path), "%s/keys.conf", app->session->own_folder);
	text = read_file(path);
	if (!text)
		return;
	keymap_load(map, text, "keys.conf", on_line, app);
	check_names(map, on_line, app);
	free(text);
}

bool keyfiles_source(struct app *app, const char *name)
{
	const char *slash = strrchr(name, '/');
	char path[PATH], *text = read_file(name);
	int bad;

	if (!text && *name != '/' && app->session && *app->session->own_folder) {
		snprintf(path, sizeof(path), "%s/%s", app->session->own_folder, name);
		text = read_file(path);
	}
	if (!text && strcmp(name, "emacs") == 0) {
		app->options.emacs = true;
		keyfiles_load(app);
		status_good(app, "emacs keys; ? shows them");
		return true;
	}
	if (!text) {
		status_warn(app, "'%s' cannot be read, here or beside the configuration", name);
		return false;
	}
	/* Read again: its lines take the place of those it gave before. */
	bad = keymap_reload(app->keymap, text, slash ? slash + 1 : name, on_line, app);
	bad += check_names(app->keymap, on_line, app);
	if (bad == 0)
		status_good(app, "read %s", name);
	free(text);
	return true;
}

int keyfiles_check(const char *path, const char *account, keymap_error_fn *fn, void *arg)
{
	struct keymap *map;
	char *text = read_file(path);
	int bad;

	if (!text)
		return 0;
	map = keymap_new();
	keymap_account(map, account);
	bad = keymap_load(map, keymap_default, NULL, fn, arg);
	bad += keymap_load(map, text, "keys.conf", fn, arg);
	bad += check_names(map, fn, arg);
	keymap_free(map);
	free(text);
	return bad;
}
