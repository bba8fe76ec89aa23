/* list_sort.c: bottom-up merge sort that can be interrupted. Pure: knows no store and no column. */
#include "list_sort.h"

#include <math.h>
#include <string.h>

enum { RUN = 16 }; /* sorted by insertion first */

static int compare(const struct list_sort *sort, const struct list_item *a, const struct list_item *b)
{
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return sort->tie ? sort->tie(sort->arg, a->row, b->row) : 0;
}

static void insertion(const struct list_sort *sort, uint32_t start, uint32_t end)
{
	struct list_item *item = sort->from;

	for (uint32_t i = start + 1; i < end; i++) {
		struct list_item moving = item[i];
		uint32_t k = i;

		for (; k > start && compare(sort, &item[k - 1], &moving) > 0; k--)
			item[k] = item[k - 1];
		item[k] = moving;
	}
}

static void merge(const struct list_sort *sort, uint32_t start, uint32_t middle, uint32_t end)
{
	const struct list_item *from = sort->from;
	struct list_item *to = sort->to + start;
	uint32_t a = start, b = middle;

	/* Rows often come in order already. */
	if (middle >= end || compare(sort, &from[middle - 1], &from[middle]) <= 0) {
		memcpy(to, from + start, (end - start) * sizeof(*to));
		return;
	}
	while (a < middle && b < end)
		*to++ = compare(sort, &from[a], &from[b]) <= 0 ? from[a++] : from[b++];
	memcpy(to, from + a, (middle - a) * sizeof(*to));
	memcpy(to + (middle - a), from + b, (end - b) * sizeof(*to));
}

void list_sort_start(struct list_sort *sort, struct list_item *item, struct list_item *room, uint32_t count,
	list_tie_fn *tie, void *arg)
{
	*sort = (struct list_sort){ .from = item, .to = room, .count = count, .tie = tie, .arg = arg };
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* One run of this pass: a piece sorted by insertion (width 0), or two merged. Returns its elements. */
static uint32_t one_run(struct list_sort *sort)
{
	uint32_t start = sort->at, left = sort->count - start;
	uint32_t middle, end;

	if (sort->width == 0) {
		end = start + smaller(RUN, left);
		insertion(sort, start, end);
	} else {
		middle = start + smaller(sort->width, left);
		end = middle + smaller(sort->width, sort->count - middle);
		merge(sort, start, middle, end);
	}
	sort->at = end;
	return end - start;
}

static void next_pass(struct list_sort *sort)
{
	struct list_item *from = sort->from;

	if (sort->width > 0) {
		sort->from = sort->to;
		sort->to = from;
	}
	sort->width = sort->width == 0 ? RUN : sort->width > UINT32_MAX / 2 ? UINT32_MAX : sort->width * 2;
	sort->at = 0;
}

bool list_sort_step(struct list_sort *sort, uint32_t budget)
{
	uint32_t done = 0;

	while (sort->width < sort->count) {
		if (done >= budget)
			return false;
		done += one_run(sort);
		if (sort->at >= sort->count)
			next_pass(sort);
	}
	return true;
}

uint64_t list_sort_number(double number)
{
	uint64_t bits;

	if (isnan(number))
		return UINT64_MAX;
	memcpy(&bits, &number, sizeof(bits));
	/* Sign-magnitude to an order of unsigned numbers; infinity stays below UINT64_MAX. */
	return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

uint64_t list_sort_down(uint64_t key)
{
	if (key == UINT64_MAX)
		return key;
	return key == 0 ? UINT64_MAX - 1 : ~key;
}
