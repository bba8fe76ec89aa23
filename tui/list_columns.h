/* list_columns.h: the places of a list's columns for a width. Pure. */
#ifndef LIST_COLUMNS_H
#define LIST_COLUMNS_H

#include <stdbool.h>
#include "view.h"

enum { LIST_SLOTS = 40 };

struct list_slot {
	int x, cols; /* cols 0: not in view */
	bool flag;   /* three cells for a flag come after it */
};

struct list_columns {
	struct list_slot slot[LIST_SLOTS];
	unsigned count;
	int left; /* cells before the first: the pointer and the mark */
};

/* keep: a column that stays while there is room at all (the one sorted by), -1: none. */
void list_columns_compute(struct list_columns *c, const struct column *columns, unsigned count,
	const bool *hidden, int cols, int shift, int keep);

#endif
