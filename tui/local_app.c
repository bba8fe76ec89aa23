/*
 * local_app.c: a person's own items in the running program: read again before each change, since another program may
 * have changed them, and written at once. What cannot be written is said and lasts as long as the program.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "local.h"

void app_local_open(struct app *app)
{
	struct ashby_err err;
	const char *why = "";
	char *folder;

	app->local = local_new();
	app->local_path[0] = '\0';
	if (ashby_folder(&folder, "state", app->account ? app->account->name : NULL, &err) != ASHBY_OK)
		return;
	snprintf(app->local_path, sizeof(app->local_path), "%s/local", folder);
	free(folder);
	if (local_load(app->local, app->local_path, &why))
		return;
	status_warn(app, "bookmarks, filters and columns cannot be read from %s: %s", app->local_path, why);
	/* Nothing is written over what could not be read. */
	app->local_path[0] = '\0';
}

static void again(struct app *app)
{
	const char *why;

	if (!app->local)
		app->local = local_new();
	if (*app->local_path)
		local_load(app->local, app->local_path, &why);
}

static bool save(struct app *app)
{
	const char *why = "";

	if (!*app->local_path || local_save(app->local, app->local_path, &why))
		return true;
	status_warn(app, "this is not kept: %s: %s", app->local_path, why);
	return false;
}

/* The item may be one of those that are read again: it is copied first. */
bool app_local_set(struct app *app, const struct local_item *item)
{
	struct local *one = local_new();
	bool saved;

	local_set(one, item);
	again(app);
	local_set(app->local, local_at(one, item->type, 0));
	local_free(one);
	saved = save(app);
	app_dirty(app);
	return saved;
}

bool app_local_drop(struct app *app, enum local_type type, const char *key)
{
	char *kept = xstrdup(key);
	bool dropped;

	again(app);
	dropped = local_drop(app->local, type, kept);
	free(kept);
	if (dropped)
		save(app);
	app_dirty(app);
	return dropped;
}

void app_local_close(struct app *app)
{
	local_free(app->local);
	app->local = NULL;
}
