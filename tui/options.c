/* options.c: the table behind `:set`. Knows the theme and the zone; not how anything is drawn. */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "clip.h"
#include "keyfiles.h"
#include "session.h"
#include "theme.h"

struct option {
	const char *name;
	bool (*set)(struct app *app, const char *value, const char **why);
	void (*get)(struct app *app, struct ashby_buf *out);
	const char *values; /* joined by blanks, for completion; NULL: anything */
	const char *help;
};

static const char *const places[] = {
	[PREVIEW_AUTO] = "auto",
	[PREVIEW_RIGHT] = "right",
	[PREVIEW_BOTTOM] = "bottom",
	[PREVIEW_FULL] = "full",
	[PREVIEW_OFF] = "off",
};

enum { THEME_FILE_MAX = 16 * 1024 };
enum { PLACES = sizeof(places) / sizeof(places[0]), KEEPS_DEFAULT = 90, KEEPS_MIN = 40, KEEPS_MAX = 400 };

static bool read_switch(const char *value, bool *out, const char **why)
{
	bool on = strcmp(value, "on") == 0 || strcmp(value, "yes") == 0;

	if (!on && strcmp(value, "off") != 0 && strcmp(value, "no") != 0) {
		*why = "it is on or off";
		return false;
	}
	*out = on;
	return true;
}

/* A user's theme: it lives as long as the program. */
static struct theme own_theme;
static char own_name[48];

static void on_theme_line(void *arg, int line, const char *why)
{
	status_warn(arg, "themes/%s:%d: %s", own_name, line, why);
}

static bool load_theme(struct app *app, const char *name)
{
	char path[1200], text[THEME_FILE_MAX];
	size_t len;
	FILE *file;

	if (strchr(name, '/') || strlen(name) >= sizeof(own_name) || !app->session ||
		!*app->session->own_folder)
		return false;
	snprintf(path, sizeof(path), "%s/themes/%s", app->session->own_folder, name);
	file = fopen(path, "re");
	if (!file)
		return false;
	len = fread(text, 1, sizeof(text) - 1, file);
	text[len] = '\0';
	fclose(file);
	snprintf(own_name, sizeof(own_name), "%s", name);
	own_theme = *theme_find("plain");
	own_theme.name = own_name;
	theme_parse(&own_theme, text, on_theme_line, app);
	theme_use(&own_theme);
	return true;
}

static bool set_theme(struct app *app, const char *value, const char **why)
{
	const struct theme *theme = theme_find(value);

	if (!theme && load_theme(app, value))
		return true;
	if (!theme) {
		*why = "it is plain, mono, contrast, or a file of that name in themes/ beside the "
		       "configuration";
		return false;
	}
	theme_use(theme);
	return true;
}

static void get_theme(struct app *app, struct ashby_buf *out)
{
	(void)app;
	ashby_buf_adds(out, theme_now()->name);
}

static bool set_preview(struct app *app, const char *value, const char **why)
{
	for (int i = 0; i < PLACES; i++) {
		if (strcmp(places[i], value) == 0) {
			app->options.preview = (enum preview_place)i;
			return true;
		}
	}
	*why = "it is auto, right, bottom, full or off";
	return false;
}

static void get_preview(struct app *app, struct ashby_buf *out)
{
	ashby_buf_adds(out, places[app->options.preview]);
}

static bool set_keeps(struct app *app, const char *value, const char **why)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (*value == '\0' || *end != '\0' || n < KEEPS_MIN || n > KEEPS_MAX) {
		*why = "it is a number of columns, 40 to 400";
		return false;
	}
	app->options.list_keeps = (int)n;
	return true;
}

static void get_keeps(struct app *app, struct ashby_buf *out)
{
	ashby_buf_addf(out, "%d", app->options.list_keeps);
}

static bool set_hints(struct app *app, const char *value, const char **why)
{
	return read_switch(value, &app->options.hints, why);
}

static void get_hints(struct app *app, struct ashby_buf *out)
{
	ashby_buf_adds(out, app->options.hints ? "on" : "off");
}

static bool set_footer(struct app *app, const char *value, const char **why)
{
	return read_switch(value, &app->options.footer, why);
}

static void get_footer(struct app *app, struct ashby_buf *out)
{
	ashby_buf_adds(out, app->options.footer ? "on" : "off");
}

static bool set_zone(struct app *app, const char *value, const char **why)
{
	struct ashby_zone *zone = NULL;
	struct ashby_err err;

	if (ashby_zone_new(&zone, strcmp(value, "local") == 0 ? "" : value, &err) != ASHBY_OK) {
		*why = "no such time zone is installed (as in Europe/Berlin, or local)";
		return false;
	}
	ashby_zone_free(app->zone);
	app->zone = zone;
	return true;
}

static void get_zone(struct app *app, struct ashby_buf *out)
{
	ashby_buf_adds(out, ashby_zone_name(app->zone));
}

static bool set_clipboard(struct app *app, const char *value, const char **why)
{
	bool on;

	(void)app;
	if (!read_switch(value, &on, why))
		return false;
	clip_enable(on);
	return true;
}

static void get_clipboard(struct app *app, struct ashby_buf *out)
{
	(void)app;
	ashby_buf_adds(out, clip_enabled() ? "on" : "off");
}

static const char *const line_names[] = {
	[DRAW_LINES_UTF8] = "utf8",
	[DRAW_LINES_ACS] = "acs",
	[DRAW_LINES_ASCII] = "ascii",
};

static bool set_lines(struct app *app, const char *value, const char **why)
{
	(void)app;
	for (int i = 0; i <= DRAW_LINES_ASCII; i++) {
		if (strcmp(line_names[i], value) == 0) {
			draw_set_lines((enum draw_lines)i);
			return true;
		}
	}
	*why = "it is utf8, acs or ascii";
	return false;
}

static void get_lines(struct app *app, struct ashby_buf *out)
{
	(void)app;
	ashby_buf_adds(out, draw_is_ascii() ? "ascii" : line_names[draw_lines_now()]);
}

static bool set_blur(struct app *app, const char *value, const char **why)
{
	bool on;

	(void)app;
	if (!read_switch(value, &on, why))
		return false;
	draw_blur(on);
	return true;
}

static void get_blur(struct app *app, struct ashby_buf *out)
{
	(void)app;
	ashby_buf_adds(out, draw_is_blurred() ? "on" : "off");
}

static bool set_keys(struct app *app, const char *value, const char **why)
{
	bool emacs = strcmp(value, "emacs") == 0;

	if (!emacs && strcmp(value, "default") != 0) {
		*why = "it is default or emacs";
		return false;
	}
	app->options.emacs = emacs;
	keyfiles_load(app);
	return true;
}

static void get_keys(struct app *app, struct ashby_buf *out)
{
	ashby_buf_adds(out, app->options.emacs ? "emacs" : "default");
}

static bool set_late_days(struct app *app, const char *value, const char **why)
{
	if (late_days_parse(&app->options.late_days, value))
		return true;
	*why = "it is a number of days, or review=4,active=10,offer=5";
	return false;
}

static void get_late_days(struct app *app, struct ashby_buf *out)
{
	late_days_tell(&app->options.late_days, out);
}

static const struct option table[] = {
	{ "theme", set_theme, get_theme, "plain mono contrast", "how roles look" },
	{ "preview", set_preview, get_preview, "auto right bottom full off", "where the preview goes" },
	{ "list-keeps", set_keeps, get_keeps, NULL,
		"columns that a list keeps before a preview goes right of it" },
	{ "hints", set_hints, get_hints, "on off", "what can follow a prefix key, after a moment" },
	{ "footer", set_footer, get_footer, "on off", "the line of keys at the bottom" },
	{ "lines", set_lines, get_lines, "utf8 acs ascii", "how rules and bars are drawn" },
	{ "blur", set_blur, get_blur, "on off", "e-mail addresses, phone numbers and pay as stars" },
	{ "keys", set_keys, get_keys, "default emacs", "which keys the program starts with" },
	{ "clipboard", set_clipboard, get_clipboard, "on off", "whether copying sends to the terminal" },
	{ "late-days", set_late_days, get_late_days, NULL,
		"days in a stage that are late where too few past cases tell what is usual" },
	{ "zone", set_zone, get_zone, "local UTC", "the time zone that times are shown in" },
};

enum { OPTIONS = sizeof(table) / sizeof(table[0]) };

static const struct option *find(const char *name)
{
	for (int i = 0; i < OPTIONS; i++) {
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	}
	return NULL;
}

void options_init(struct options *options)
{
	*options = (struct options){
		.preview = PREVIEW_AUTO,
		.list_keeps = KEEPS_DEFAULT,
		.late_days = late_days_default,
		.hints = true,
		.footer = true,
	};
}

bool options_set(struct app *app, const char *name, const char *value, const char **why)
{
	const struct option *option = find(name);

	if (!option) {
		*why = "there is no such option (see :set)";
		return false;
	}
	return option->set(app, value, why);
}

bool options_get(struct app *app, const char *name, struct ashby_buf *out)
{
	const struct option *option = find(name);

	if (option)
		option->get(app, out);
	return option != NULL;
}

void options_all(struct app *app, struct ashby_buf *out)
{
	for (int i = 0; i < OPTIONS; i++) {
		ashby_buf_addf(out, "%s%s ", i ? ", " : "", table[i].name);
		table[i].get(app, out);
	}
}

const char *options_name(unsigned i)
{
	return i < OPTIONS ? table[i].name : NULL;
}

bool options_known(const char *name)
{
	return find(name) != NULL;
}

void options_complete(struct app *app, const char *name, struct ashby_buf *out)
{
	const struct option *option = name ? find(name) : NULL;

	if (option && option->values) {
		for (const char *p = option->values; *p;) {
			size_t len = strcspn(p, " ");

			ashby_buf_add(out, p, len);
			ashby_buf_adds(out, "\t\n");
			p += len + strspn(p + len, " ");
		}
	}
	for (int i = 0; !name && i < OPTIONS; i++) {
		ashby_buf_addf(out, "%s\tnow ", table[i].name);
		table[i].get(app, out);
		ashby_buf_addf(out, ": %s\n", table[i].help);
	}
}
