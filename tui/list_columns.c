/* list_columns.c: how wide each column of a list is on this screen, and which give way. Pure arithmetic. */
#include "list_columns.h"

enum {
	NARROW = 60,
	LEFT = 3,
	LEFT_NARROW = 2,
	SHORT = 8,
	RIGHT = 1,
	GAP = 2,
	FLAG = 3,
	GROW_MAX = 2,
	GIVES_MAX = 16
};

static int width_of(const struct list_columns *c, unsigned i)
{
	return c->slot[i].cols > 0 ? c->slot[i].cols + (c->slot[i].flag ? FLAG : 0) : 0;
}

/* All that is in view with the gaps between; after a flag one blank is enough. */
static int total(const struct list_columns *c)
{
	int sum = 0, before = -1;

	for (unsigned i = 0; i < c->count; i++) {
		if (c->slot[i].cols == 0)
			continue;
		if (before >= 0)
			sum += c->slot[before].flag ? GAP - 1 : GAP;
		sum += width_of(c, i);
		before = (int)i;
	}
	return sum;
}

static int least_of(const struct list_columns *c, const struct column *column)
{
	bool narrow = c->left == LEFT_NARROW;

	return narrow && (column->flags & COLUMN_SHORT) && column->min > SHORT ? SHORT : column->min;
}

/* Takes up to `over` columns from one; returns what it took. */
static int shrink(struct list_slot *slot, int min, int over)
{
	int can = slot->cols - min;

	if (can <= 0 || over <= 0)
		return 0;
	can = can < over ? can : over;
	slot->cols -= can;
	return can;
}

/* Drops columns in their order until the rest fits with each at its least. */
static void drop(struct list_columns *c, const struct column *columns, int cols, int keep)
{
	struct list_columns least = *c;

	for (unsigned i = 0; i < c->count; i++) {
		if (least.slot[i].cols > least_of(c, &columns[i]))
			least.slot[i].cols = least_of(c, &columns[i]);
	}
	for (int order = 1; order <= GIVES_MAX; order++) {
		for (unsigned i = c->count; i-- > 0 && total(&least) > cols;) {
			if (columns[i].gives == order && (int)i != keep)
				c->slot[i].cols = least.slot[i].cols = 0;
		}
	}
}

/* Then those that are left give in the same order, the name last. */
static void give_way(struct list_columns *c, const struct column *columns, int cols, int keep)
{
	drop(c, columns, cols, keep);
	for (int order = 1; order <= GIVES_MAX; order++) {
		for (unsigned i = 0; i < c->count; i++) {
			if (columns[i].gives == order)
				shrink(&c->slot[i], least_of(c, &columns[i]), total(c) - cols);
		}
	}
	for (unsigned i = 0; i < c->count; i++) {
		if (!(columns[i].flags & COLUMN_NAME))
			shrink(&c->slot[i], least_of(c, &columns[i]), total(c) - cols);
	}
	for (unsigned i = 0; i < c->count; i++) {
		if (columns[i].flags & COLUMN_NAME)
			shrink(&c->slot[i], 1, total(c) - cols);
	}
}

/* What is left goes to the columns that can use it, a cell each in turn, up to twice their width. */
static void grow(struct list_columns *c, const struct column *columns, int cols)
{
	int left = cols - total(c);
	bool grew = true;

	while (left > 0 && grew) {
		grew = false;
		for (unsigned i = 0; i < c->count && left > 0; i++) {
			if (!(columns[i].flags & COLUMN_GROW) || c->slot[i].cols == 0 ||
				c->slot[i].cols >= columns[i].width * GROW_MAX)
				continue;
			c->slot[i].cols++;
			left--;
			grew = true;
		}
	}
}

static void place(struct list_columns *c, int left)
{
	int x = left;

	for (unsigned i = 0; i < c->count; i++) {
		if (c->slot[i].cols == 0)
			continue;
		c->slot[i].x = x;
		x += width_of(c, i) + (c->slot[i].flag ? GAP - 1 : GAP);
	}
}

/* Columns pushed out to the left; the name stays, so that a row is still somebody. */
static void push_out(struct list_columns *c, const struct column *columns, int shift)
{
	for (unsigned i = 0; i < c->count && shift > 0; i++) {
		if ((columns[i].flags & COLUMN_NAME) || c->slot[i].cols == 0)
			continue;
		c->slot[i].cols = 0;
		shift--;
	}
}

void list_columns_compute(struct list_columns *c, const struct column *columns, unsigned count,
	const bool *hidden, int cols, int shift, int keep)
{
	c->count = count < LIST_SLOTS ? count : LIST_SLOTS;
	c->left = cols < NARROW ? LEFT_NARROW : LEFT;
	for (unsigned i = 0; i < c->count; i++) {
		c->slot[i] = (struct list_slot){ 0, hidden[i] ? 0 : columns[i].width,
			(columns[i].flags & COLUMN_FLAG) != 0 };
	}
	push_out(c, columns, shift);
	cols -= c->left + RIGHT;
	give_way(c, columns, cols, c->left > LEFT_NARROW ? keep : -1);
	grow(c, columns, cols);
	place(c, c->left);
}
