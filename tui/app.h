/*
 * app.h: the running program: one loop, a client, rows in memory, tabs with their stacks of pages, the status line.
 * Everything a view may ask of the program is here; it never touches the loop, curses, or another page.
 */
#ifndef APP_H
#define APP_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/ashby.h>
#include "keymap.h"
#include "options.h"
#include "view.h"

struct cli;       /* cli.h: the options given */
struct cmdbar;    /* cmdbar.h */
struct popup;     /* popup.h */
struct status;    /* status.h */
struct keys;      /* keys.h */
struct input;     /* input.h */
struct session;   /* session.h */
struct joins;     /* joins.h */
struct local;     /* local.h */
struct mine;      /* mine.h */
struct ages;      /* ages.h */
struct briefings; /* briefings.h: who owes feedback */
struct behind;    /* behind.h */

#define APP_TABS 12

struct app {
	const struct cli *cli;
	struct ashby_loop *loop;
	struct ashby_client *client;
	struct ashby_store *store;
	struct ashby_sync *sync;
	struct ashby_listener *listener;
	struct joins *joins;
	struct local *local;   /* what a person keeps on this machine: local.h */
	char local_path[1100]; /* of its file, "" if it has none */
	struct mine *mine;
	struct ages *ages;
	struct briefings *briefings;
	struct behind *behind; /* NULL: nothing is read ahead of need */
	struct ashby_zone *zone;
	const struct ashby_account *account;
	struct keymap *keymap;
	struct cmdbar *bar;
	struct status *status;
	struct keys *keys; /* keys typed so far of a sequence */
	struct input *input;
	struct session *session;
	struct popup *popup;        /* the one on top, or NULL */
	struct page *tab[APP_TABS]; /* top page of each tab's stack, NULL: never opened; by view order */
	const struct view *tab_view[APP_TABS]; /* by view order */
	int tabs;
	int tab_now, tab_before;
	struct options options;
	char me[80];     /* who "mine" is, in short and from outside, or "" */
	char me_id[101]; /* the same as a user of Ashby, or "" */
	bool read_only;
	bool bare;  /* one pane and nothing else, for copying with the mouse */
	bool dirty; /* draw at the end of this turn */
	bool quitting;
	bool lent; /* the terminal is somebody else's for a while: nothing is drawn or read */
	struct ashby_watch *tty;
	char switch_to[48]; /* the account to go on with when this one has ended, or "" */
	bool fetching;      /* the key is fetched anew, by the person's word */
	bool said_stop, said_person;
	enum ashby_error said_error[ASHBY_KIND_COUNT]; /* of a kind's pass, so that it is said once */
	int exit_status;
};

/* Runs the terminal program to its end; the process's exit status. */
int app_run(const struct cli *cli);

struct page *app_page(struct app *app); /* the page on top of the tab in front */
/* Opens a view over the page in front, about a record (id may be ""). NULL and a status message if it cannot be. */
struct page *app_open(struct app *app, const char *view, const char *id, struct ashby_text crumb);
void app_back(struct app *app);
void app_tab(struct app *app, int tab);
void app_quit(struct app *app, int exit_status);
void app_dirty(struct app *app);
/* Ends this account's pages and goes on with another. */
void app_switch(struct app *app, const char *account);
/* Gives the terminal away (a helper that asks, plain questions), and takes it back; harmless when done already. */
void app_lend(struct app *app);
void app_take(struct app *app);
/* The key contexts of a page, NULL-ended. */
void app_contexts(struct app *app, struct page *page, const char *out[8]);
int64_t app_now(struct app *app); /* wall clock, fixed by --now */

/* ---- the status line ---- */

void status_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3))); /* 5 s */
void status_good(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Stays until a key is pressed after it was seen; also kept for Activity. err's texts are from outside. */
void status_error(struct app *app, const struct ashby_err *err, const char *what);
void status_warn(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The i-th newest of the last messages, with the wall clock of when it was said; NULL past the end. */
const char *status_log(const struct app *app, unsigned i, int64_t *when_ms, enum role *role);

/* Allocation that restores the terminal and aborts when memory is out. */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *at, size_t size);
char *xstrdup(const char *s);

#endif
