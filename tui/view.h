/*
 * view.h: a view declares, engines draw. One file tui/view_x.c is one view: DEFINE_VIEW(x) = { ... }; the build finds it.
 *
 * An engine is how a kind of page behaves (list, detail, json, text); a view is what it shows. A page is one live place:
 * a view, its state, and the scope that all its requests live in and die with.
 */
#ifndef VIEW_H
#define VIEW_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/client.h>
#include <ashby/store.h>
#include "command.h"
#include "draw.h"

struct app;
struct doc;
struct page;

/* ---- columns of a list ---- */

enum column_show {
	SHOW_TEXT,
	SHOW_AGE,  /* how long ago: 4h, 19d */
	SHOW_DATE, /* 24 Nov, or 24 Nov 2025 */
	SHOW_TIME, /* 24 Nov 14:00 in the zone in use */
	SHOW_NUMBER,
	SHOW_MONEY, /* cell function gives the text */
};

enum column_flags {
	COLUMN_RIGHT = 1,
	COLUMN_GROW = 2,   /* takes what is left */
	COLUMN_HIDDEN = 4, /* not shown until chosen */
	COLUMN_NAME = 8,   /* the last to give way; it also names the row in titles */
	COLUMN_FLAG = 16,  /* keeps three cells after it for "!" or "!!" */
	COLUMN_SHORT = 32, /* under 60 columns it may be cut to eight */
};

/* One cell that a view computes. Text from outside is set as text; our own words go into words. */
struct cell {
	struct ashby_text text;
	char words[64]; /* used if text is empty */
	enum role role;
	double key;       /* sort key, NAN: unknown, sorts last */
	const char *flag; /* "!" or "!!" beside it, or NULL */
};

struct column {
	const char *title; /* "CANDIDATE" */
	const char *path;  /* a field of the view's kind (store.h), or NULL with cell */
	void (*cell)(struct page *page, uint32_t row, struct cell *out);
	enum column_show show;
	int width, min; /* columns; min: how far it may shrink */
	unsigned flags;
	int gives; /* order of giving way when narrow: 1 first; 0 never */
};

/* ---- views ---- */

/* "view offers pending": rows that pass, under a word in the crumb. Ends with a row without a name. */
struct list_filter {
	const char *name;  /* "pending" */
	const char *crumb; /* "waiting for approval" */
	bool (*passes)(struct page *page, uint32_t row);
};

struct view {
	const char *name;  /* "applications": also the keymap's context */
	const char *title; /* "Applications" */
	int order;         /* of the tabs; never the alphabet */
	char digit;        /* '3', or 0: not a tab */
	const struct engine *engine;
	const char *const *contexts;    /* further contexts of its keys, NULL-ended: "candidate" */
	const struct command *commands; /* own ones, or NULL */
	const char *footer; /* command names for the key line, blank-separated, at most nine are shown */

	/* lists */
	enum ashby_kind kind;
	uint32_t watches; /* bits of kinds whose changes redraw it, besides kind */
	const struct column *columns;
	unsigned column_count;
	const char *sort;                                 /* "updatedAt desc": a column's title or path */
	const char *detail;                               /* view opened by Enter, with the row's id */
	const char *detail_path;                          /* of that view's id; NULL: the row's own */
	bool (*accepts)(struct page *page, uint32_t row); /* standing filter, or NULL */
	const struct list_filter *filters;                /* standing filters by name, or NULL */
	const char *filter;                               /* the one that it opens under, or NULL */
	/* A line between groups of rows (a day): equal words, same group. NULL: none. */
	void (*group)(struct page *page, uint32_t row, char words[static 64]);
	/* A rule between two neighbouring rows ("now 14:02"); before is ASHBY_NO_ROW at the top. NULL: none. */
	bool (*between)(struct page *page, uint32_t before, uint32_t row, char words[static 64]);
	/* A second line under a row; false: none here. Its flag stands before it. NULL: none at all. */
	bool (*second)(struct page *page, uint32_t row, struct cell *out);
	/* Adds to the crumb what the cursor's row says ("Tue 24 Nov"). NULL: nothing. */
	void (*crumb)(struct page *page, uint32_t row, struct ashby_buf *out);
	uint32_t (*start)(struct page *page); /* the row to start on, or NULL: the first */
	const char *updated; /* path of the time in the preview's title ("updated 2d ago"), or NULL */
	/* Fills the preview of a row from what is in memory. fetch tells that the row has rested: calls may be made. */
	void (*preview)(struct page *page, uint32_t row, struct doc *doc, bool fetch);

	/* details and other pages */
	void (*load)(struct page *page);                  /* asks for what it needs, in the page's scope */
	void (*fill)(struct page *page, struct doc *doc); /* from what has come so far */
	size_t state_size;                                /* of page->own, zeroed at open */
	void (*close)(struct page *page);
};

#define DEFINE_VIEW(name)                     \
	extern const struct view view_##name; \
	const struct view view_##name

extern const struct view *const views[]; /* NULL-ended, generated */

struct engine {
	const char *context; /* keymap context: "list", "board", "detail", "json", "text" */
	bool lists;          /* its state begins with a list's: what works on a list's page works on these */
	size_t state_size;   /* of page->state, zeroed at open */
	void (*open)(struct page *page);
	void (*close)(struct page *page);
	unsigned (*event)(struct page *page, uint32_t kinds); /* rows changed; returns enum reaction bits */
	void (*draw)(
		struct page *page, const struct layout *layout, struct surface *surface); /* only reads */
	void (*wish)(struct page *page, struct layout_wish *out);
	void (*count)(struct page *page, struct ashby_buf *out); /* right end of the crumb line: "12/214+" */
	void (*crumb)(struct page *page,
		struct ashby_buf *out); /* after the page's own, a line each: "waiting", "/onsite" */
	void (*note)(struct page *page, struct ashby_buf *out); /* left end of the status line: "1 marked" */
	bool (*row)(struct page *page, enum ashby_kind *kind, uint32_t *row); /* what the cursor is on */
	bool (*cancel)(struct page *page); /* Esc: drop a layer; false: nothing to drop */
	void (*find)(
		struct page *page, const char *words, bool done); /* while "/" is typed, and at its end */
	/* What could stand for the word that is typed there, "word\thint" a line, and what the typing does. NULL: nothing. */
	void (*find_words)(struct page *page, const char *word, struct ashby_buf *out);
	void (*find_hint)(struct page *page, struct ashby_buf *out);
	const struct command *commands;
};
extern const struct engine list_engine, board_engine, detail_engine, json_engine, text_engine;

struct page {
	const struct view *view;
	struct app *app;
	struct ashby_scope *scope;
	char id[64];        /* of the record that a detail shows, "" for lists */
	char crumb[256];    /* raw text from outside: drawn as such */
	void *state;        /* the engine's */
	void *own;          /* the view's */
	struct page *below; /* where `back` goes */
};

/* Puts a list under one of its view's standing filters; NULL: none. False if there is none of that name. */
bool list_filter_by_name(struct page *page, const char *name);

const struct view *view_find(const char *name); /* NULL if there is none */
/* What the cursor of the page on top is on, if it is a row. */
bool page_row(struct page *page, enum ashby_kind *kind, uint32_t *row);

#endif
