/*
 * commands_local.c: what a person keeps on this machine: saved filters, bookmarks of rows and filters, rows snoozed for
 * some days. Nothing here reaches Ashby.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "list.h"
#include "list_in.h"
#include "local.h"
#include "page.h"
#include "popup.h"

enum { ITEMS = 100, KEY = 400, LABEL = 128, NAME_MAX_BYTES = 64 };

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)
#define FILTER_MARK "filter " /* begins the key of a bookmark that is a filter */

static bool is_list(const struct page *page)
{
	return page && page->view->engine->lists;
}

/* Titles came from outside once: what a menu shows is clean. */
static void clean(const char *raw, char out[static LABEL])
{
	struct ashby_buf buf;
	int cols;

	ashby_buf_init(&buf, 64 * 1024);
	ashby_text_clean(&buf, ashby_text_str(raw), ASHBY_TEXT_LINE, NULL);
	snprintf(out, LABEL, "%.*s", (int)ashby_text_cut(ashby_buf_str(&buf), buf.len, LABEL / 4, &cols),
		ashby_buf_str(&buf));
	ashby_buf_release(&buf);
}

/* A menu of the items of one type; keys go with it as its argument, since items may change while it is open. */
struct choices {
	char *key[ITEMS];
	int count;
};

static struct choices *choices_new(void)
{
	return xcalloc(1, sizeof(struct choices));
}

static void choices_free(void *arg)
{
	struct choices *choices = arg;

	for (int i = 0; i < choices->count; i++)
		free(choices->key[i]);
	free(choices);
}

/* ---- filters ---- */

/* Brings a view's list to the front, under a standing filter and words. */
static void go_to_filter(struct app *app, const char *view, const char *standing, const char *words)
{
	const struct view *found = view_find(view);
	int tab = found ? tabs_of(app, found) : -1;
	struct page *page;

	if (tab < 0) {
		status_warn(app, "there is no view '%s'", view);
		return;
	}
	app_tab(app, tab);
	while ((page = app_page(app)) && page->below)
		app_back(app);
	if (!is_list(page))
		return;
	list_filter_by_name(page, *standing ? standing : NULL);
	page->view->engine->find(page, *words ? words : NULL, true);
}

static void filter_words(const struct local_item *item, char out[static LABEL])
{
	char view[LABEL], value[LABEL];

	clean(item->view, view);
	clean(item->value, value);
	snprintf(out, LABEL, "%.30s%s%.30s%s%.40s", view, *item->title ? ", " : "", item->title,
		*value ? " /" : "", value);
}

static void on_filter(struct app *app, void *arg, int i)
{
	const struct choices *choices = arg;
	const struct local_item *item = local_find(app->local, LOCAL_FILTER, choices->key[i]);

	if (item)
		go_to_filter(app, item->view, item->title, item->value);
}

static void on_filter_drop(struct app *app, void *arg, int i)
{
	const struct choices *choices = arg;
	char name[LABEL];

	clean(choices->key[i], name);
	if (app_local_drop(app, LOCAL_FILTER, choices->key[i]))
		status_say(app, "filter '%s' removed", name);
}

static unsigned do_filters(struct app *app, struct page *page, const struct args *args)
{
	struct choices *choices = choices_new();
	struct menu_item items[ITEMS];
	char words[ITEMS][LABEL], hints[ITEMS][LABEL];
	const struct local_item *item;

	(void)page;
	(void)args;
	for (unsigned i = 0;
		app->local && choices->count < ITEMS && (item = local_at(app->local, LOCAL_FILTER, i)); i++) {
		int n = choices->count++;

		choices->key[n] = xstrdup(item->key);
		clean(item->key, words[n]);
		filter_words(item, hints[n]);
		items[n] = (struct menu_item){ n < 9 ? (tui_key)('1' + n) : KEY_NONE, words[n], hints[n] };
	}
	if (choices->count == 0) {
		choices_free(choices);
		status_say(app, "no filters are saved: type / first, then :filter save=NAME");
		return REACT_DRAW;
	}
	menu_open(app, "Filters", items, choices->count, on_filter, choices);
	menu_more(app, on_filter_drop, choices_free);
	return REACT_DRAW;
}

static unsigned save_filter(struct app *app, struct page *page, const char *name)
{
	char key[NAME_MAX_BYTES + 1], view[64], words[LIST_WORDS], standing[64];
	struct list *l;

	if (!is_list(page)) {
		status_warn(app, "filters are of lists: go to one first");
		return REACT_DRAW;
	}
	l = list_of(page);
	if (!*l->typed && !l->standing) {
		status_warn(app, "there is no filter here to save: type / first");
		return REACT_DRAW;
	}
	if (!*name || strlen(name) > NAME_MAX_BYTES) {
		status_warn(
			app, "a filter needs a name of up to %d letters: :filter save=NAME", NAME_MAX_BYTES);
		return REACT_DRAW | REACT_RETRY;
	}
	snprintf(key, sizeof(key), "%s", name);
	snprintf(view, sizeof(view), "%s", page->view->name);
	snprintf(words, sizeof(words), "%s", l->typed);
	snprintf(standing, sizeof(standing), "%s", l->standing ? l->standing->name : "");
	if (app_local_set(app, &(struct local_item){ LOCAL_FILTER, key, view, words, standing, 0 }))
		status_good(app, "saved as '%s'; F lists them", key);
	return REACT_DRAW;
}

static unsigned delete_filter(struct app *app, const char *name)
{
	if (app_local_drop(app, LOCAL_FILTER, name))
		status_say(app, "filter '%s' removed", name);
	else
		status_warn(app, "no filter is saved as '%s'", name);
	return REACT_DRAW;
}

static unsigned do_filter(struct app *app, struct page *page, const struct args *args)
{
	const struct local_item *item;
	const char *word = args->word[0];

	if (args->count == 0)
		return do_filters(app, page, args);
	if (strncmp(word, "save=", 5) == 0)
		return save_filter(app, page, word + 5);
	if (strncmp(word, "delete=", 7) == 0)
		return delete_filter(app, word + 7);
	item = app->local ? local_find(app->local, LOCAL_FILTER, word) : NULL;
	if (item)
		go_to_filter(app, item->view, item->title, item->value);
	else if (!list_filter_by_name(page, word))
		status_warn(app, "no filter is saved as '%s', and none of this view has that name", word);
	return REACT_DRAW;
}

static void complete_filter(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	const struct list_filter *own = is_list(page) ? page->view->filters : NULL;
	const struct local_item *item;
	char words[LABEL], name[LABEL];

	if (n != 0)
		return;
	for (unsigned i = 0; app->local && (item = local_at(app->local, LOCAL_FILTER, i)); i++) {
		clean(item->key, name);
		filter_words(item, words);
		ashby_buf_addf(out, strchr(name, ' ') ? "\"%s\"\t%s\n" : "%s\t%s\n", name, words);
	}
	for (; own && own->name; own++)
		ashby_buf_addf(out, "%s\t%s\n", own->name, own->crumb);
	ashby_buf_adds(out, "save=\tkeep the filter in front under a name\ndelete=\tforget a saved one\n");
}

/* ---- bookmarks ---- */

/* The view and id that open what the cursor or the page is about, and its name, raw. */
static bool row_of(struct page *page, const char **view, char id[static 128], struct ashby_buf *name)
{
	if (is_list(page)) {
		*view = page->view->detail;
		return list_detail(page, id, name);
	}
	*view = page->view->name;
	snprintf(id, 128, "%s", page->id);
	ashby_buf_adds(name, page->crumb);
	return *id != '\0';
}

static unsigned bookmark_row(struct app *app, struct page *page)
{
	char key[KEY], id[128], view[64], title[512], label[LABEL];
	const char *opens = NULL;
	struct ashby_buf name;
	bool found;

	ashby_buf_init(&name, sizeof(title));
	found = row_of(page, &opens, id, &name);
	snprintf(title, sizeof(title), "%s", ashby_buf_str(&name));
	ashby_buf_release(&name);
	if (!found || !opens) {
		status_say(app, "there is no row here to bookmark");
		return REACT_DRAW;
	}
	snprintf(view, sizeof(view), "%s", opens);
	snprintf(key, sizeof(key), "%s %s", view, id);
	clean(title, label);
	if (app_local_drop(app, LOCAL_BOOKMARK, key))
		status_say(app, "%s is no bookmark any more", label);
	else if (app_local_set(app, &(struct local_item){ LOCAL_BOOKMARK, key, view, id, title, 0 }))
		status_good(app, "%s is a bookmark; ' lists them", label);
	return REACT_DRAW;
}

static unsigned bookmark_filter(struct app *app, struct page *page)
{
	struct list *l = list_of(page);
	char key[KEY], view[64], words[LIST_WORDS], standing[64];

	snprintf(view, sizeof(view), "%s", page->view->name);
	snprintf(words, sizeof(words), "%s", l->typed);
	snprintf(standing, sizeof(standing), "%s", l->standing ? l->standing->name : "");
	snprintf(key, sizeof(key), FILTER_MARK "%s %s %s", view, standing, words);
	if (app_local_drop(app, LOCAL_BOOKMARK, key))
		status_say(app, "the filter is no bookmark any more");
	else if (app_local_set(app, &(struct local_item){ LOCAL_BOOKMARK, key, view, words, standing, 0 }))
		status_good(app, "the filter is a bookmark; ' lists them");
	return REACT_DRAW;
}

static void on_what(struct app *app, void *arg, int i)
{
	struct page *page = app_page(app);

	(void)arg;
	if (i == 1 && is_list(page))
		bookmark_filter(app, page);
	else if (page)
		bookmark_row(app, page);
}

static unsigned do_bookmark(struct app *app, struct page *page, const struct args *args)
{
	static const struct menu_item items[] = { { 'r', "this row", NULL }, { 'f', "this filter", NULL } };
	bool filtered = is_list(page) && *list_of(page)->typed;

	if (!page)
		return REACT_NONE;
	if (args->count > 0 && strcmp(args->word[0], "filter") == 0 && is_list(page))
		return bookmark_filter(app, page);
	if (!filtered || args->count > 0)
		return bookmark_row(app, page);
	menu_open(app, "Bookmark", items, 2, on_what, NULL);
	return REACT_DRAW;
}

static void on_bookmark(struct app *app, void *arg, int i)
{
	const struct choices *choices = arg;
	const struct local_item *item = local_find(app->local, LOCAL_BOOKMARK, choices->key[i]);

	if (!item)
		return;
	if (strncmp(item->key, FILTER_MARK, strlen(FILTER_MARK)) == 0)
		go_to_filter(app, item->view, item->title, item->value);
	else
		app_open(app, item->view, item->value, ashby_text_str(item->title));
}

static void on_bookmark_drop(struct app *app, void *arg, int i)
{
	const struct choices *choices = arg;

	if (app_local_drop(app, LOCAL_BOOKMARK, choices->key[i]))
		status_say(app, "bookmark removed");
}

static unsigned do_bookmarks(struct app *app, struct page *page, const struct args *args)
{
	struct choices *choices = choices_new();
	struct menu_item items[ITEMS];
	char words[ITEMS][LABEL];
	const struct local_item *item;

	(void)page;
	(void)args;
	for (unsigned i = 0;
		app->local && choices->count < ITEMS && (item = local_at(app->local, LOCAL_BOOKMARK, i));
		i++) {
		bool filter = strncmp(item->key, FILTER_MARK, strlen(FILTER_MARK)) == 0;
		int n = choices->count++;

		choices->key[n] = xstrdup(item->key);
		if (filter)
			filter_words(item, words[n]);
		else
			clean(item->title, words[n]);
		items[n] = (struct menu_item){ n < 9 ? (tui_key)('1' + n) : KEY_NONE, words[n],
			filter                          ? "filter"
				: view_find(item->view) ? view_find(item->view)->title
							: "" };
	}
	if (choices->count == 0) {
		choices_free(choices);
		status_say(app, "no bookmarks yet: B makes one of a row or a filter");
		return REACT_DRAW;
	}
	menu_open(app, "Bookmarks", items, choices->count, on_bookmark, choices);
	menu_more(app, on_bookmark_drop, choices_free);
	return REACT_DRAW;
}

/* ---- snooze ---- */

static const struct {
	const char *word, *words;
	tui_key letter;
	int days;
} spans[] = {
	{ "1d", "until tomorrow", '1', 1 },
	{ "3d", "for three days", '3', 3 },
	{ "1w", "for a week", 'w', 7 },
	{ "off", "wake it up", 'o', 0 },
};

enum { SPANS = sizeof(spans) / sizeof(spans[0]) };

struct snoozing {
	struct page *page;
	int days;
	unsigned count;
};

static void snooze_one(void *arg, uint32_t row)
{
	struct snoozing *s = arg;
	struct app *app = s->page->app;
	enum ashby_kind kind = s->page->view->kind;
	struct ashby_text id = ashby_store_id(app->store, kind, row);
	char key[KEY], value[128], title[512], view[64];
	struct ashby_buf name;

	snprintf(value, sizeof(value), "%.*s", (int)id.len, id.raw ? id.raw : "");
	snprintf(view, sizeof(view), "%s", ashby_kind_info(kind)->name);
	snprintf(key, sizeof(key), "%s %s", view, value);
	ashby_buf_init(&name, sizeof(title));
	list_cell_text(s->page, (unsigned)column_of_name(list_of(s->page)), row, &name);
	snprintf(title, sizeof(title), "%s", ashby_buf_str(&name));
	ashby_buf_release(&name);
	if (s->days > 0)
		s->count += app_local_set(app,
			&(struct local_item){
				LOCAL_SNOOZE, key, view, value, title, app_now(app) + s->days * DAY_MS });
	else
		s->count += app_local_drop(app, LOCAL_SNOOZE, key);
}

/* Every list of the kind, in whatever tab, leaves out what sleeps. */
static void lists_again(struct app *app, enum ashby_kind kind)
{
	for (int i = 0; i < app->tabs; i++) {
		for (struct page *page = app->tab[i]; page; page = page->below) {
			if (is_list(page) && page->view->kind == kind)
				list_changed(page);
		}
	}
}

static unsigned snooze(struct app *app, struct page *page, int span)
{
	struct snoozing s = { .page = page, .days = spans[span].days };

	list_each_target(page, snooze_one, &s);
	if (s.count > 0) {
		rows_unmark_all(list_of(page));
		lists_again(app, page->view->kind);
	}
	if (s.days > 0)
		status_good(app, "%u snoozed %s; g w shows what sleeps", s.count, spans[span].words);
	else
		status_say(app, "%u woken", s.count);
	return REACT_DRAW;
}

static void on_span(struct app *app, void *arg, int i)
{
	(void)arg;
	if (is_list(app_page(app)))
		snooze(app, app_page(app), i);
}

static unsigned do_snooze(struct app *app, struct page *page, const struct args *args)
{
	struct menu_item items[SPANS];

	if (!is_list(page)) {
		status_say(app, "rows of lists can be snoozed");
		return REACT_DRAW;
	}
	for (int i = 0; i < SPANS; i++) {
		items[i] = (struct menu_item){ spans[i].letter, spans[i].words, spans[i].word };
		if (args->count > 0 && strcmp(args->word[0], spans[i].word) == 0)
			return snooze(app, page, i);
	}
	if (args->count > 0) {
		status_warn(app, "snooze until when? 1d, 3d, 1w, or off");
		return REACT_DRAW | REACT_RETRY;
	}
	menu_open(app, "Snooze", items, SPANS, on_span, NULL);
	return REACT_DRAW;
}

static void complete_snooze(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app;
	(void)page;
	for (int i = 0; n == 0 && i < SPANS; i++)
		ashby_buf_addf(out, "%s\t%s\n", spans[i].word, spans[i].words);
}

static unsigned do_snoozed(struct app *app, struct page *page, const struct args *args)
{
	struct list *l;

	(void)args;
	if (!is_list(page)) {
		status_say(app, "rows of lists can be snoozed");
		return REACT_DRAW;
	}
	l = list_of(page);
	l->show_asleep = !l->show_asleep;
	list_changed(page);
	status_say(app,
		l->show_asleep ? "snoozed rows are shown, marked z; W wakes them"
			       : "snoozed rows are hidden");
	return REACT_DRAW;
}

/* data */
/* clang-format off */
const struct command commands_local[] = {
	{ "filters", do_filters, 0, 0, 0, "saved", NULL, "saved filters", "FIND", NULL },
	{ "filter", do_filter, 0, 1, 0, "filter", "NAME|save=NAME|delete=NAME", "go to a saved filter, save this one, or remove one", "FIND",
		complete_filter },
	{ "bookmark", do_bookmark, 0, 1, 0, "bookmark", "[row|filter]", "set or drop a bookmark", "GO", NULL },
	{ "bookmarks", do_bookmarks, 0, 0, 0, "bookmarks", NULL, "list the bookmarks", "GO", NULL },
	{ "snooze", do_snooze, 0, 1, NEEDS_ROW, "snooze", "[1d|3d|1w|off]", "hide the row for a while", "LIST", complete_snooze },
	{ "snoozed", do_snoozed, 0, 0, 0, "snoozed", NULL, "show or hide snoozed rows", "LIST", NULL },
	{ NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
