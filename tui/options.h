/* options.h: what `:set` and the configuration file can change while the program runs. A row of a table each. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <ashby/buf.h>
#include "habit.h"
#include "layout.h"

struct app;

struct options {
	struct late_days late_days; /* when too few cases tell how long a stage usually takes */
	enum preview_place preview;
	int list_keeps; /* columns that the list keeps before a preview goes right of it */
	bool hints;     /* a list of what can follow a prefix key */
	bool footer;    /* the line of keys */
	bool emacs;     /* keys for hands that know it */
};

void options_init(struct options *options);
/* Sets one by name; false and *why (in words) if it cannot be. */
bool options_set(struct app *app, const char *name, const char *value, const char **why);
/* The value in words; false if there is no such option. */
bool options_get(struct app *app, const char *name, struct ashby_buf *out);
/* All of them, "name value" each. */
void options_all(struct app *app, struct ashby_buf *out);
/* Whether there is an option of this name. */
bool options_known(const char *name);
/* The name of the i-th; NULL past the end. */
const char *options_name(unsigned i);
/* Candidates for completion: names, or the values of one; "word\thint" a line. */
void options_complete(struct app *app, const char *name, struct ashby_buf *out);

#endif
