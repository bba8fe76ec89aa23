/*
 * board_in.h: the inside of the board, for the board*.c files alone. A board is a list that is drawn as columns: its
 * rows, filter, order, marks and preview are those of the list engine.
 */
#ifndef BOARD_IN_H
#define BOARD_IN_H

#include "board_stages.h"
#include "list_in.h"

enum board_path {
	STAGE_TITLE,
	STAGE_TYPE,
	STAGE_ORDER,
	STAGE_PLAN,
	JOB_TITLE,
	JOB_STATUS,
	JOB_PLAN,
	JOB_PLANS,
	PLAN_TITLE,
	BOARD_PATHS
};

struct board {
	struct list list; /* first: what works on a list's page works on this one */
	struct ashby_field field[BOARD_PATHS];
	struct board_stages stages;
	char plan[BOARD_ID]; /* the plan that is shown, "": all that the job has */
	int *column;         /* of each row of the list, while cards are dealt */
	uint32_t column_cap;
	uint32_t active, attention; /* of this board, under any filter */
	int at;                     /* the column that the cursor is in */
	uint32_t depth;             /* how far down a step to the side looks for a card */
	int left, shown;            /* the first column in view, and how many are */
	bool follow; /* the view goes where the cursor goes: not while stages without cards are looked at */
	uint32_t cards; /* that fit into a column */
};

static inline struct board *board_of(const struct page *page)
{
	return page->state;
}

/* ---- board.c ---- */

struct ashby_text board_text(const struct board *b, enum board_path path, uint32_t row);
/* Stages, cards, and where the cursor is, from the rows that the list shows now. */
void board_group(struct board *b);
/* Takes another job, or another plan of it. */
void board_take_job(struct page *page, uint32_t job);
void board_take_plan(struct page *page, struct ashby_text plan);

/* ---- board_draw.c ---- */

void board_draw(struct page *page, const struct layout *layout, struct surface *surface);

#endif
