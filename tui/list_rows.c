/*
 * list_rows.c: which rows are shown and in what order. A rebuild runs in slices and replaces the rows when it is whole;
 * the cursor stays with its row and on its line. Knows columns by cells alone.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "list_in.h"
#include "mine.h"

enum {
	SLICE_US = 8000, /* of a turn: keys must not wait longer */
	CHUNK = 256,     /* rows between two looks at the clock */
	SORT_CHUNK = 4096,
	COSTLY_US = 5000, /* a rebuild this dear is not made for every page that comes, ... */
	COSTLY_REST = 20, /* ... but after a rest of so many times its cost */
};

enum phase { COLLECT, KEYS, SORT, FILTER, FINISH };

static int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- cursor and marks ---- */

uint32_t rows_find(const struct list *l, uint32_t row)
{
	for (uint32_t i = 0; i < l->count; i++) {
		if (l->row[i] == row)
			return i;
	}
	return l->count;
}

static void drop_ghost(struct list *l)
{
	uint32_t at = l->ghost == ASHBY_NO_ROW ? l->count : rows_find(l, l->ghost);

	l->ghost = ASHBY_NO_ROW;
	if (at >= l->count)
		return;
	memmove(l->row + at, l->row + at + 1, (l->count - at - 1) * sizeof(*l->row));
	l->count--;
	if (l->at > at)
		l->at--;
}

void rows_place(struct list *l, uint32_t position)
{
	uint32_t wanted = position < l->count ? l->row[position] : ASHBY_NO_ROW;

	if (l->ghost != ASHBY_NO_ROW && wanted != l->ghost) {
		drop_ghost(l);
		position = wanted == ASHBY_NO_ROW ? position : rows_find(l, wanted);
	}
	if (position >= l->count)
		position = l->count ? l->count - 1 : 0;
	l->at = position;
	l->cursor = l->count ? l->row[position] : ASHBY_NO_ROW;
	preview_moved(l);
}

bool rows_marked(const struct list *l, uint32_t row)
{
	return row < l->mark_cap && l->mark[row];
}

void rows_mark(struct list *l, uint32_t row, bool on)
{
	if (row >= l->mark_cap) {
		uint32_t cap = row + 1024;

		l->mark = xrealloc(l->mark, cap);
		memset(l->mark + l->mark_cap, 0, cap - l->mark_cap);
		l->mark_cap = cap;
	}
	if (l->mark[row] != on)
		l->marked += on ? 1 : UINT32_MAX;
	l->mark[row] = on;
}

void rows_unmark_all(struct list *l)
{
	if (l->mark_cap)
		memset(l->mark, 0, l->mark_cap);
	l->marked = 0;
	l->range = ASHBY_NO_ROW;
}

/* ---- collecting ---- */

static bool accepted(struct list *l, uint32_t row)
{
	const struct view *view = l->page->view;

	struct app *app = l->page->app;

	return ashby_store_live(app->store, view->kind, row) &&
		mine_passes(app, mine_scope_lists(app), view->kind, row) &&
		(!view->accepts || view->accepts(l->page, row));
}

static bool matches(struct list *l, uint32_t row)
{
	return l->words.count == 0 || match_row(l, row);
}

static void push(struct list_job *job, uint32_t row)
{
	if (job->count == job->cap) {
		job->cap = job->cap ? job->cap * 2 : 256;
		job->item = xrealloc(job->item, job->cap * sizeof(*job->item));
	}
	job->item[job->count++] = (struct list_item){ .row = row };
}

/* Looks at the next rows; true when there are no more. */
static bool collect(struct list *l)
{
	struct list_job *job = &l->job;
	bool all = job->step == STEP_COLLECT;
	uint32_t end = all ? ashby_store_slots(l->page->app->store, l->page->view->kind) : l->base_count;

	for (int i = 0; i < CHUNK && job->next < end; i++, job->next++) {
		uint32_t row = all ? job->next : l->base[job->next];

		if (!accepted(l, row))
			continue;
		job->total++;
		if (!l->show_asleep && l->asleep_count > 0 && asleep_is(l, row)) {
			job->asleep++;
			continue;
		}
		if (!l->standing || l->standing->passes(l->page, row))
			push(job, row);
	}
	return job->next >= end;
}

static void keep(struct list_job *job, uint32_t row)
{
	if (job->found_count == job->found_cap) {
		job->found_cap = job->found_cap ? job->found_cap * 2 : 256;
		job->found = xrealloc(job->found, job->found_cap * sizeof(*job->found));
	}
	job->found[job->found_count++] = row;
}

/* Keeps the rows that have the words, in the order they are in. */
static bool filter(struct list *l)
{
	struct list_job *job = &l->job;
	bool narrow = job->step == STEP_NARROW;
	const uint32_t *from = narrow ? l->row : l->base;
	uint32_t end = narrow ? l->count : l->base_count;
	int chunk = l->words.count > 0 ? CHUNK : SORT_CHUNK;

	for (int i = 0; i < chunk && job->next < end; i++, job->next++) {
		uint32_t row = from[job->next];

		if (l->words.count == 0 || (accepted(l, row) && matches(l, row)))
			keep(job, row);
	}
	return job->next >= end;
}

/* ---- order ---- */

static bool keys(struct list *l)
{
	struct list_job *job = &l->job;

	for (int i = 0; i < CHUNK && job->next < job->count; i++, job->next++) {
		struct list_item *item = &job->item[job->next];

		item->key = l->sort < 0 ? 0 : cell_key(l, (unsigned)l->sort, item->row);
		if (l->descending)
			item->key = list_sort_down(item->key);
	}
	return job->next >= job->count;
}

static int tie(void *arg, uint32_t a, uint32_t b)
{
	struct list *l = arg;
	int order = l->sort < 0 ? 0 : cell_compare(l, (unsigned)l->sort, a, b);

	return l->descending ? -order : order;
}

static int item_order(struct list *l, const struct list_item *a, const struct list_item *b)
{
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return tie(l, a->row, b->row);
}

/*
 * Rows that were there keep their order; new ones go where they belong among them. sorted holds all rows in the new
 * order; out gets those of the old order that are still in it, merged with the others.
 */
static void settle(struct list *l, const struct list_item *sorted, uint32_t count, uint32_t *out)
{
	uint32_t slots = ashby_store_slots(l->page->app->store, l->page->view->kind);
	uint32_t *place = xmalloc((size_t)slots * sizeof(*place)); /* in sorted, plus one */
	uint8_t *old = xcalloc(slots, 1);
	uint32_t o = 0, s = 0, n = 0;

	memset(place, 0, (size_t)slots * sizeof(*place));
	for (uint32_t i = 0; i < count; i++)
		place[sorted[i].row] = i + 1;
	for (uint32_t i = 0; i < l->base_count; i++) {
		if (place[l->base[i]])
			old[l->base[i]] = 1;
	}
	while (n < count) {
		while (s < count && old[sorted[s].row])
			s++;
		while (o < l->base_count && !old[l->base[o]])
			o++;
		if (o < l->base_count &&
			(s == count || item_order(l, &sorted[place[l->base[o]] - 1], &sorted[s]) <= 0))
			out[n++] = l->base[o++];
		else
			out[n++] = sorted[s++].row;
	}
	free(place);
	free(old);
}

/* The sort is done: its result is the new order of all. */
static void set_base(struct list *l)
{
	struct list_job *job = &l->job;
	uint32_t *base = xmalloc(((size_t)job->count + 1) * sizeof(*base));

	if (job->settled) {
		settle(l, job->sort.from, job->count, base);
	} else {
		for (uint32_t k = 0; k < job->count; k++)
			base[k] = job->sort.from[k].row;
	}
	free(l->base);
	l->base = base;
	l->base_count = job->count;
	if (job->step == STEP_COLLECT) {
		l->total = job->total;
		l->hidden_asleep = job->asleep;
	}
}

/* ---- the end of a rebuild ---- */

/* The cursor's row is no longer among the rows: it stays as a dim line until the next move. */
static void keep_ghost(struct list *l, uint32_t at)
{
	struct ashby_buf name;

	ashby_buf_init(&name, sizeof(l->ghost_name) - 1);
	if (!ashby_store_live(l->page->app->store, l->page->view->kind, l->cursor))
		list_cell_text(l->page, (unsigned)column_of_name(l), l->cursor, &name);
	memcpy(l->ghost_name, ashby_buf_str(&name), name.len + 1);
	ashby_buf_release(&name);
	if (l->count + 1 > l->cap) {
		l->cap = l->count + 64;
		l->row = xrealloc(l->row, l->cap * sizeof(*l->row));
	}
	at = at < l->count ? at : l->count;
	memmove(l->row + at + 1, l->row + at, (l->count - at) * sizeof(*l->row));
	l->row[at] = l->ghost = l->cursor;
	l->count++;
	l->at = at;
}

static void restore_cursor(struct list *l, uint32_t cursor, uint32_t at, uint32_t line)
{
	uint32_t now = cursor == ASHBY_NO_ROW ? l->count : rows_find(l, cursor);
	const struct view *view = l->page->view;

	if (!l->touched || cursor == ASHBY_NO_ROW) {
		uint32_t start = view->start && l->count ? view->start(l->page) : ASHBY_NO_ROW;

		now = start == ASHBY_NO_ROW ? 0 : rows_find(l, start);
		rows_place(l, now);
		l->top = view->start ? l->at : 0;
		return;
	}
	if (now == l->count && l->job.step == STEP_COLLECT && l->words.count == 0 &&
		!ashby_store_live(l->page->app->store, view->kind, cursor)) {
		keep_ghost(l, at);
		return;
	}
	/* What is looked for starts with the first that has it. */
	if (now == l->count && l->words.count > 0)
		at = 0;
	rows_place(l, now < l->count ? now : at);
	l->top = l->at > line ? l->at - line : 0;
	/* No empty lines below while there are rows above. */
	if (l->top + (uint32_t)l->body_rows > l->count)
		l->top = l->count > (uint32_t)l->body_rows ? l->count - (uint32_t)l->body_rows : 0;
}

static void finish(struct list *l)
{
	struct list_job *job = &l->job;
	uint32_t cursor = l->cursor, at = l->at, line = l->at >= l->top ? l->at - l->top : 0;
	uint32_t *old = l->row, cap = l->cap;

	/* The two arrays change places: the next rebuild fills what is now old. */
	l->row = job->found;
	l->count = job->found_count;
	l->cap = job->found_cap;
	job->found = old;
	job->found_cap = cap;
	l->ghost = ASHBY_NO_ROW;
	l->partial = false;
	restore_cursor(l, cursor, at, line);
	job->step = STEP_NONE;
	preview_moved(l);
	app_dirty(l->page->app);
}

/* ---- the job ---- */

static void start_phase(struct list *l, enum phase phase)
{
	struct list_job *job = &l->job;

	job->phase = phase;
	job->next = 0;
	if (phase == FILTER)
		job->found_count = 0;
	if (phase != SORT)
		return;
	job->room = xrealloc(job->room, ((size_t)job->count + 1) * sizeof(*job->room));
	list_sort_start(&job->sort, job->item, job->room, job->count, tie, l);
}

/* One bit of work; true when the job is done. */
static bool step(struct list *l)
{
	switch ((enum phase)l->job.phase) {
	case COLLECT:
		if (collect(l))
			start_phase(l, KEYS);
		return false;
	case KEYS:
		if (keys(l))
			start_phase(l, SORT);
		return false;
	case SORT:
		if (!list_sort_step(&l->job.sort, SORT_CHUNK))
			return false;
		set_base(l);
		start_phase(l, FILTER);
		return false;
	case FILTER:
		if (filter(l))
			start_phase(l, FINISH);
		return false;
	case FINISH: finish(l); return true;
	}
	return true;
}

/*
 * The first screen of a filter over many rows is shown before the rest has been looked at: rows keep their order, so
 * what comes is only added at the end. Not while the cursor's row may still be found. True if it is to be drawn now.
 */
static bool show_part(struct list *l)
{
	struct list_job *job = &l->job;

	if (job->step != STEP_FILTER || job->phase != FILTER || l->partial || l->words.count == 0 ||
		job->found_count < (uint32_t)(l->body_rows > 0 ? l->body_rows : 1))
		return false;
	if (l->cursor != ASHBY_NO_ROW && accepted(l, l->cursor) && matches(l, l->cursor))
		return false;
	if (l->cap < job->found_count) {
		l->cap = job->found_count;
		l->row = xrealloc(l->row, l->cap * sizeof(*l->row));
	}
	memcpy(l->row, job->found, job->found_count * sizeof(*l->row));
	l->count = job->found_count;
	l->ghost = ASHBY_NO_ROW;
	l->partial = true;
	l->top = 0;
	rows_place(l, 0);
	app_dirty(l->page->app);
	return true;
}

static void go_on(void *arg)
{
	struct list *l = arg;
	int64_t start = clock_us(), now;

	do {
		bool done = l->job.step == STEP_NONE || step(l);

		now = clock_us();
		if (done) {
			l->cost_us += now - start;
			if (l->stale && l->slice)
				ashby_timer_start(l->slice, l->cost_us * COSTLY_REST / 1000);
			return;
		}
	} while (now - start < SLICE_US && !show_part(l));
	l->cost_us += now - start;
	if (l->slice)
		ashby_timer_start(l->slice, 0);
}

/* While the rows come for the first time, and before anybody moved, all is sorted anew. */
static bool is_settled(const struct list *l, enum list_step what)
{
	struct ashby_sync_state sync;
	enum ashby_kind kind = l->page->view->kind;

	ashby_sync_state(l->page->app->sync, kind == ASHBY_EVENTS ? ASHBY_SCHEDULES : kind, &sync);
	return what == STEP_COLLECT && l->touched && l->stale && !sync.running && l->base_count > 0;
}

static void on_slice(void *arg);

static void begin(struct list *l, enum list_step what)
{
	struct list_job *job = &l->job;

	if (!l->slice && ashby_timer_new(&l->slice, l->page->app->loop, on_slice, l) != ASHBY_OK)
		l->slice = NULL;
	/* A job that is overtaken did not finish what it had to: the new one starts from all rows. */
	if (job->step > what)
		what = job->step;
	job->settled = is_settled(l, what);
	job->step = what;
	l->partial = false;
	job->count = 0;
	job->total = 0;
	job->asleep = 0;
	if (what == STEP_COLLECT)
		asleep_find(l);
	l->stale = false;
	l->cost_us = 0;
	start_phase(l, what >= STEP_SORT ? COLLECT : FILTER);
	go_on(l);
}

static void on_slice(void *arg)
{
	struct list *l = arg;

	if (l->job.step != STEP_NONE)
		go_on(l);
	else if (l->stale)
		begin(l, STEP_COLLECT);
}

void rows_want(struct list *l, enum list_step what)
{
	begin(l, what);
}

void rows_stale(struct list *l)
{
	l->stale = true;
	if (l->job.step != STEP_NONE)
		return;
	if (l->cost_us < COSTLY_US || !l->slice)
		begin(l, STEP_COLLECT);
	else
		ashby_timer_start(l->slice, l->cost_us * COSTLY_REST / 1000);
}

void rows_release(struct list *l)
{
	ashby_timer_free(l->slice);
	free(l->base);
	free(l->row);
	free(l->mark);
	free(l->asleep);
	free(l->job.found);
	free(l->job.item);
	free(l->job.room);
}
