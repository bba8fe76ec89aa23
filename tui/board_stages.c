/* board_stages.c: orders stages and deals cards to them. Pure arithmetic over what it is given. */
#include "board_stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"

void board_stages_release(struct board_stages *s)
{
	free(s->stage);
	free(s->card);
	memset(s, 0, sizeof(*s));
}

void board_stages_begin(struct board_stages *s)
{
	for (uint32_t i = 0; i < s->count; i++)
		s->stage[i].seen = false;
}

int board_stages_find(const struct board_stages *s, struct ashby_text id)
{
	for (uint32_t i = 0; i < s->count; i++) {
		if (ashby_text_equal(id, ashby_text_str(s->stage[i].id)))
			return (int)i;
	}
	return -1;
}

void board_stages_add(
	struct board_stages *s, struct ashby_text id, struct ashby_text title, double order, bool last)
{
	int at = board_stages_find(s, id);
	struct board_stage *stage;

	if (id.len == 0 || id.len >= BOARD_ID)
		return;
	if (at < 0) {
		if (s->count == s->cap) {
			s->cap = s->cap ? s->cap * 2 : 16;
			s->stage = xrealloc(s->stage, s->cap * sizeof(*s->stage));
		}
		at = (int)s->count++;
		memset(&s->stage[at], 0, sizeof(s->stage[at]));
		memcpy(s->stage[at].id, id.raw, id.len);
	}
	stage = &s->stage[at];
	stage->title = title;
	stage->order = order;
	stage->last = last;
	stage->seen = true;
}

/* By order; equal ones by their id, so that two drawings of the same are the same. Nothing compares with no order. */
static int by_order(const void *a, const void *b)
{
	const struct board_stage *x = a, *y = b;

	if (x->last != y->last)
		return x->last ? 1 : -1;
	if (x->order < y->order)
		return -1;
	if (x->order > y->order)
		return 1;
	return strcmp(x->id, y->id);
}

void board_stages_end(struct board_stages *s)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < s->count; i++) {
		if (s->stage[i].seen)
			s->stage[n++] = s->stage[i];
	}
	s->count = n;
	if (n > 0)
		qsort(s->stage, n, sizeof(*s->stage), by_order);
}

void board_stages_deal(struct board_stages *s, const uint32_t *row, const int *column, uint32_t count)
{
	uint32_t first = 0;

	if (s->card_cap < count) {
		s->card_cap = count;
		s->card = xrealloc(s->card, count * sizeof(*s->card));
	}
	for (uint32_t i = 0; i < s->count; i++)
		s->stage[i].count = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (column[i] >= 0)
			s->stage[column[i]].count++;
	}
	for (uint32_t i = 0; i < s->count; i++) {
		s->stage[i].first = first;
		first += s->stage[i].count;
		s->stage[i].count = 0;
	}
	s->cards = first;
	for (uint32_t i = 0; i < count; i++) {
		struct board_stage *stage = column[i] >= 0 ? &s->stage[column[i]] : NULL;

		if (stage)
			s->card[stage->first + stage->count++] = row[i];
	}
}

bool board_stages_card(const struct board_stages *s, uint32_t row, int *column, uint32_t *at)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const struct board_stage *stage = &s->stage[i];

		for (uint32_t k = 0; k < stage->count; k++) {
			if (s->card[stage->first + k] != row)
				continue;
			*column = (int)i;
			*at = k;
			return true;
		}
	}
	return false;
}
