/*
 * list_sort.h: a stable merge sort of rows by a number and, where numbers are equal, by what the caller says. It can
 * stop after any step and go on later. Pure.
 */
#ifndef LIST_SORT_H
#define LIST_SORT_H

#include <stdbool.h>
#include <stdint.h>

struct list_item {
	uint64_t key;
	uint32_t row;
};

typedef int list_tie_fn(void *arg, uint32_t a, uint32_t b);

struct list_sort {
	struct list_item *from, *to; /* they change places with each pass */
	uint32_t count;
	uint32_t width; /* of sorted runs in from */
	uint32_t at;    /* where this pass has come to */
	list_tie_fn *tie;
	void *arg;
};

/* item and room: count elements each. tie may be NULL. */
void list_sort_start(struct list_sort *sort, struct list_item *item, struct list_item *room, uint32_t count,
	list_tie_fn *tie, void *arg);
/* Merges about `budget` elements. True when all is sorted: the result is in sort->from. */
bool list_sort_step(struct list_sort *sort, uint32_t budget);
/* A number as a key in ascending order; NAN is UINT64_MAX, which is last in either direction. */
uint64_t list_sort_number(double number);
/* The same key for descending order; an unknown one stays last. */
uint64_t list_sort_down(uint64_t key);

#endif
