/*
 * board_stages.h: the columns of a board: stages in the order of their plan, Hired last, and which cards stand in each.
 * Pure: knows no store and no screen.
 */
#ifndef BOARD_STAGES_H
#define BOARD_STAGES_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/text.h>

enum { BOARD_ID = 64 };

struct board_stage {
	char id[BOARD_ID];
	struct ashby_text title; /* belongs to who added it */
	double order;
	bool last;             /* after all others: Hired */
	bool seen;             /* since the last begin */
	uint32_t first, count; /* its part of the cards */
	uint32_t top;          /* the first card in view: kept while the stage stays */
	uint32_t late;
};

/* All zero is empty. */
struct board_stages {
	struct board_stage *stage;
	uint32_t count, cap;
	uint32_t *card; /* rows, stage by stage */
	uint32_t cards, card_cap;
};

void board_stages_release(struct board_stages *s);
/* Between these two all stages are added; those that are not leave at the end. */
void board_stages_begin(struct board_stages *s);
void board_stages_add(
	struct board_stages *s, struct ashby_text id, struct ashby_text title, double order, bool last);
void board_stages_end(struct board_stages *s);
int board_stages_find(const struct board_stages *s, struct ashby_text id); /* -1: none */
/* Deals the rows to their stages, each in the order given; a column of -1 stands in none. */
void board_stages_deal(struct board_stages *s, const uint32_t *row, const int *column, uint32_t count);
/* Where a row's card is. False if it has none. */
bool board_stages_card(const struct board_stages *s, uint32_t row, int *column, uint32_t *at);

#endif
