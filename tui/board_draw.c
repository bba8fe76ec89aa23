/* board_draw.c: heads and cards of a board, a stage beside the other. Touches the cards in view only. */
#include <stdio.h>
#include <string.h>

#include "ages.h"
#include "board_in.h"

enum {
	NARROW = 20,       /* columns of a stage with its bar: as many stages as fit ... */
	NARROW_STAGES = 4, /* ... up to so many, ... */
	WIDE = 26,         /* ... more only if they are this wide */
	WIDEST = 40,
	CARD = 2, /* lines */
	MESSAGE = 800,
};

struct pen {
	struct board *b;
	struct box box; /* heads and cards */
	int width;      /* of a stage, with the bar at its right */
	int heads;      /* lines: titles, usual and late, the rule */
	int age, next, name;
};

static int at_most(int n, int most)
{
	return n < most ? n : most;
}

static void compute(struct pen *p)
{
	struct board *b = p->b;
	int cols = p->box.rect.cols, count = (int)b->stages.count;
	int narrow = at_most(cols / NARROW, NARROW_STAGES), wide = cols / WIDE;
	int rows = p->box.rect.rows;

	b->shown = at_most(narrow > wide ? narrow : wide, count);
	if (b->shown < 1)
		b->shown = 1;
	p->width = at_most(cols / b->shown, WIDEST);
	p->heads = rows >= 10 ? 3 : rows >= 6 ? 2 : 1;
	b->cards = (uint32_t)((rows - p->heads) / CARD);
	p->age = column_named(&b->list, "AGE");
	p->next = column_named(&b->list, "NEXT");
	p->name = column_of_name(&b->list);
}

/* Cards that a column shows: where not all fit, the last line says how many more there are. */
static uint32_t room_for(const struct pen *p, const struct board_stage *stage)
{
	int lines = p->box.rect.rows - p->heads;

	if (stage->count <= p->b->cards)
		return stage->count;
	return lines > CARD ? (uint32_t)((lines - 1) / CARD) : 1;
}

/* Brings the cursor's stage, and in it the card, into view. */
static void show_cursor(struct pen *p)
{
	struct board *b = p->b;
	int column, most = (int)b->stages.count - b->shown;
	uint32_t at;

	b->left = b->left > most ? most : b->left;
	b->left = b->left < 0 ? 0 : b->left;
	for (uint32_t i = 0; i < b->stages.count; i++) {
		struct board_stage *stage = &b->stages.stage[i];
		uint32_t cards = room_for(p, stage);

		if (stage->top + cards > stage->count)
			stage->top = stage->count - cards;
	}
	if (!board_stages_card(&b->stages, b->list.cursor, &column, &at))
		return;
	if (b->follow && column < b->left)
		b->left = column;
	if (b->follow && column >= b->left + b->shown)
		b->left = column - b->shown + 1;
	if (at < b->stages.stage[column].top)
		b->stages.stage[column].top = at;
	if (at >= b->stages.stage[column].top + room_for(p, &b->stages.stage[column]))
		b->stages.stage[column].top = at - room_for(p, &b->stages.stage[column]) + 1;
}

/* ---- heads ---- */

/* "usual 6d" of a stage whose habit is known, and how many are late. */
static void draw_habit(const struct pen *p, int x, int cols, const struct board_stage *stage)
{
	const struct page *page = p->b->list.page;
	uint32_t job = ashby_store_find(page->app->store, ASHBY_JOBS, ashby_text_str(page->id));
	struct habit habit;
	char span[16];

	if (stage->late > 0)
		cols -= 1 +
			draw_labelf(&p->box, 1, x, cols, ROLE_LATE | DRAW_RIGHT, "%u late",
				(unsigned)stage->late);
	if (!ages_usual(page->app, job, ashby_text_str(stage->id), &habit) || !habit_speaks(&habit))
		return;
	habit_span(habit.median, span);
	draw_labelf(&p->box, 1, x, cols, ROLE_DIM, "usual %s", span);
}

static void draw_head(const struct pen *p, int x, const struct board_stage *stage)
{
	int cols = p->width - 3;
	char count[16];
	int width;

	width = snprintf(count, sizeof(count), "%u", (unsigned)stage->count);
	draw_text(&p->box, 0, x + 1, cols - width - 1, ROLE_TEXT, stage->title);
	draw_label(&p->box, 0, x + 1, cols, ROLE_TEXT | DRAW_RIGHT, count);
	if (p->heads > 2)
		draw_habit(p, x + 1, cols, stage);
}

/* The rule under the heads says whether there are stages out of view on either side. */
static void draw_rule(const struct pen *p)
{
	const struct board *b = p->b;
	int cols = p->box.rect.cols, y = p->heads - 1;

	if (p->heads < 2)
		return;
	draw_hline(&p->box, y, 0, cols);
	for (int i = 1; i < b->shown; i++)
		draw_label(&p->box, y, i * p->width - 1, 1, ROLE_RULE, "+");
	if (b->left > 0)
		draw_label(&p->box, y, 0, 1, ROLE_PRESS, "<");
	if (b->left + b->shown < (int)b->stages.count)
		draw_label(&p->box, y, cols - 1, 1, ROLE_PRESS, ">");
}

/* ---- a card ---- */

static enum role flag_role(const char *flag)
{
	return flag[1] ? ROLE_BAD : ROLE_LATE;
}

/* Age and flag at the right end. Returns the columns that they took. */
static int draw_age(const struct pen *p, const struct box *card, uint32_t row, unsigned flags)
{
	struct cell age;
	int cols = card->rect.cols - 1, used = 0;

	if (p->age < 0)
		return 0;
	cell_get(&p->b->list, (unsigned)p->age, row, &age);
	if (age.flag) {
		used = (int)strlen(age.flag) + 1;
		draw_label(card, 0, cols - used + 1, used - 1, flags | flag_role(age.flag), age.flag);
	}
	if (strcmp(age.words, "-") == 0)
		return used;
	draw_label(card, 0, 0, cols - used, flags | age.role | DRAW_RIGHT, age.words);
	return used + (int)strlen(age.words);
}

static void draw_who(const struct pen *p, const struct box *card, uint32_t row, unsigned flags)
{
	struct list *l = &p->b->list;
	int used = draw_age(p, card, row, flags), cols = card->rect.cols;
	struct cell cell;

	cell_get(l, (unsigned)p->name, row, &cell);
	draw_text(card, 0, 1, cols - 2 - used - (used > 0), flags | cell.role,
		cell.text.len > 0 ? cell.text : ashby_text_str(cell.words));
	if (p->next < 0)
		return;
	cell_get(l, (unsigned)p->next, row, &cell);
	if (cell.text.len > 0 || strcmp(cell.words, "-") != 0)
		draw_text(card, 1, 2, cols - 3, flags | cell.role,
			cell.text.len > 0 ? cell.text : ashby_text_str(cell.words));
}

static void draw_card(const struct pen *p, int y, int x, uint32_t row)
{
	const struct list *l = &p->b->list;
	struct box card = box_part(&p->box, y, x, CARD, p->width - 1);
	bool here = row == l->cursor;
	unsigned flags = here ? DRAW_SELECTED : 0;

	for (int i = 0; here && i < card.rect.rows; i++)
		draw_fill(&card, i, 0, card.rect.cols, flags);
	if (row == l->ghost)
		draw_labelf(&card, 0, 1, card.rect.cols - 2, ROLE_DIM | flags, "%s: no longer here",
			l->ghost_name);
	else
		draw_who(p, &card, row, flags);
	if (rows_marked(l, row))
		draw_label(&card, here, 0, 1, ROLE_PRESS | flags, "*");
	if (!here)
		return;
	draw_label(&card, 0, 0, 1, ROLE_TEXT | flags, ">");
	draw_cursor(&card, 0, 0);
}

/* "3 above, 7 more" */
static void draw_rest(const struct pen *p, int x, const struct board_stage *stage, uint32_t cards)
{
	uint32_t more = stage->count - stage->top - cards;
	int y = p->box.rect.rows - 1, cols = p->width - 4;

	if (stage->top > 0 && more > 0)
		draw_labelf(&p->box, y, x + 2, cols, ROLE_DIM, "%u above, %u more", (unsigned)stage->top,
			(unsigned)more);
	else if (stage->top > 0)
		draw_labelf(&p->box, y, x + 2, cols, ROLE_DIM, "%u above", (unsigned)stage->top);
	else
		draw_labelf(&p->box, y, x + 2, cols, ROLE_DIM, "%u more", (unsigned)more);
}

static void draw_stage(const struct pen *p, int x, const struct board_stage *stage)
{
	uint32_t cards = room_for(p, stage);

	draw_head(p, x, stage);
	for (uint32_t i = 0; i < cards; i++)
		draw_card(p, p->heads + (int)i * CARD, x, p->b->stages.card[stage->first + stage->top + i]);
	if (cards < stage->count && p->box.rect.rows - p->heads > CARD)
		draw_rest(p, x, stage, cards);
}

/* ---- nothing to show ---- */

static void say_empty(const struct board *b, char *out, size_t size)
{
	const struct page *page = b->list.page;
	struct ashby_sync_state sync;

	ashby_sync_state(page->app->sync, ASHBY_APPLICATIONS, &sync);
	if (sync.err.error == ASHBY_ECANCELLED)
		snprintf(out, size, "Reading was stopped. r goes on.");
	else if (sync.err.error)
		snprintf(out, size, "Could not load: %s%s%s", sync.err.message, *sync.err.code ? ", " : "",
			sync.err.code);
	else if (b->list.job.step != STEP_NONE || sync.running || sync.synced_ms == ASHBY_NO_TIME)
		snprintf(out, size, "reading applications ...");
	else if (*b->list.typed)
		snprintf(out, size, "No card has \"%s\". Esc drops the filter.", b->list.typed);
	else
		snprintf(out, size, "Nobody is in this pipeline.");
}

static void draw_empty(const struct pen *p)
{
	char words[MESSAGE];
	int y = p->b->stages.count > 0 ? p->heads : 0;

	say_empty(p->b, words, sizeof(words));
	draw_fill(&p->box, y, 0, p->box.rect.cols, ROLE_TEXT);
	draw_label(&p->box, y, 1, p->box.rect.cols - 2, ROLE_DIM, words);
	draw_cursor(&p->box, y, 0);
}

void board_draw(struct page *page, const struct layout *layout, struct surface *surface)
{
	struct board *b = board_of(page);
	struct pen p = { .b = b, .box = { surface, layout->body } };

	board_group(b);
	compute(&p);
	b->list.body_rows = layout->body.rows;
	show_cursor(&p);
	for (int i = 0; i < b->shown && b->stages.count > 0; i++) {
		draw_stage(&p, i * p.width, &b->stages.stage[b->left + i]);
		if (i > 0)
			draw_vline(&p.box, 0, i * p.width - 1, p.box.rect.rows);
	}
	if (b->stages.count > 0)
		draw_rule(&p);
	if (b->stages.cards == 0 && layout->body.rows > 0)
		draw_empty(&p);
	preview_draw(&b->list, layout, surface);
}
