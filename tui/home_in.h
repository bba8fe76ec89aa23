/* home_in.h: the inside of the page of Home, for the view_home.c and home_*.c files alone. */
#ifndef HOME_IN_H
#define HOME_IN_H

#include "app.h"
#include "home.h"
#include "home_tell.h"

enum home_line_type { LINE_BLANK, LINE_HEAD, LINE_ITEM, LINE_MORE, LINE_WORDS };

struct home_line {
	enum home_line_type type;
	enum home_section section;
	unsigned item; /* LINE_ITEM: index; LINE_MORE: how many are left out */
};

struct home_page {
	struct page *page;
	struct home home;
	struct home_line *line;
	unsigned count, cap;
	char *words; /* lines of LINE_WORDS, each ended by a line break; `item` is the offset */
	unsigned at; /* line of the cursor */
	unsigned top;
	int rows, cols; /* at the last draw */
	bool stale;
	/* What the cursor is on: it stays there when lines move. */
	enum home_line_type type;
	enum home_section section;
	uint32_t row;
	bool moved; /* somebody moved the cursor */
	int64_t cost_us, built_us;
	struct ashby_timer *minute, *later;
};

/* The item under the cursor, or NULL. */
const struct home_item *home_under(struct page *page);
extern const struct command home_commands[];
/* A popup with the rule of an item. */
void home_why_open(struct app *app, const struct home *home, const struct home_item *item);

#endif
