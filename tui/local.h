/*
 * local.h: what a person keeps about an account on this machine and Ashby does not know: saved filters, bookmarks,
 * snoozed rows, chosen columns. Items of a type are told apart by their key. One text file, a line an item; local.c is
 * pure, local_file.c reads and writes the file.
 */
#ifndef LOCAL_H
#define LOCAL_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/buf.h>

enum local_type {
	LOCAL_FILTER,   /* key: its name; view; value: the words; title: the standing filter's name, or "" */
	LOCAL_BOOKMARK, /* key: kind and id; view: what opens it; value: the id; title: whose it is, raw */
	LOCAL_SNOOZE, /* key: kind and id; view: the kind; value: the id; when: until then; title: whose it is, raw */
	LOCAL_COLUMNS, /* key: the view; value: the columns, as `:columns` takes them */
	LOCAL_TYPES
};

struct local_item {
	enum local_type type;
	char *key, *view, *value, *title; /* never NULL; a key or title may hold anything but NUL */
	int64_t when_ms;
};

struct local;

struct local *local_new(void);
void local_free(struct local *local); /* accepts NULL */
void local_clear(struct local *local);
/* Adds the items of a text. Lines that are none are kept as they are, for whoever wrote them. */
void local_parse(struct local *local, const char *text);
void local_print(const struct local *local, struct ashby_buf *out);

/* The i-th of a type in the order they were made, NULL past the end; NULL if there is no such key. */
const struct local_item *local_at(const struct local *local, enum local_type type, unsigned i);
const struct local_item *local_find(const struct local *local, enum local_type type, const char *key);
/* Makes an item or replaces the one with its key. */
void local_set(struct local *local, const struct local_item *item);
bool local_drop(struct local *local, enum local_type type, const char *key);
unsigned local_version(const struct local *local); /* grows with each change */

/* ---- local_file.c ---- */

/* Reads the file in place of what there was; one that is not there is empty. False: *why says what is wrong. */
bool local_load(struct local *local, const char *path, const char **why);
/* Whole or not at all, 0600. */
bool local_save(const struct local *local, const char *path, const char **why);
/* ---- local_app.c ---- */

struct app;

void app_local_open(struct app *app);
void app_local_close(struct app *app);
/* Change and save; false if it could not be saved (which was said), or if there was nothing to drop. */
bool app_local_set(struct app *app, const struct local_item *item);
bool app_local_drop(struct app *app, enum local_type type, const char *key);

#endif
