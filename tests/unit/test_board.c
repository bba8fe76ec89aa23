/* test_board.c: stages in order and the cards dealt to them; a board over a store: moves, other plans, who leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "app_kit.h"
#include "board_in.h"

static void add(struct board_stages *s, const char *id, double order, bool last)
{
	board_stages_add(s, ashby_text_str(id), ashby_text_str(id), order, last);
}

static void test_stages_are_in_order_and_hired_is_last(void **state)
{
	struct board_stages s = { 0 };

	(void)state;
	board_stages_begin(&s);
	add(&s, "onsite", 3, false);
	add(&s, "hired", 0, true);
	add(&s, "review", 1, false);
	add(&s, "onsite", 3, false);
	board_stages_end(&s);
	assert_int_equal(s.count, 3);
	assert_string_equal(s.stage[0].id, "review");
	assert_string_equal(s.stage[1].id, "onsite");
	assert_string_equal(s.stage[2].id, "hired");
	assert_int_equal(board_stages_find(&s, ashby_text_str("onsite")), 1);
	assert_int_equal(board_stages_find(&s, ashby_text_str("offer")), -1);
	board_stages_release(&s);
}

static void test_a_stage_that_is_not_added_again_leaves(void **state)
{
	struct board_stages s = { 0 };

	(void)state;
	board_stages_begin(&s);
	add(&s, "a", 1, false);
	add(&s, "b", 2, false);
	board_stages_end(&s);
	s.stage[1].top = 7;
	board_stages_begin(&s);
	add(&s, "b", 2, false);
	board_stages_end(&s);
	assert_int_equal(s.count, 1);
	assert_string_equal(s.stage[0].id, "b");
	assert_int_equal(s.stage[0].top, 7);
	board_stages_release(&s);
}

static void test_cards_keep_their_order_in_each_stage(void **state)
{
	static const uint32_t row[] = { 50, 40, 30, 20, 10 };
	static const int column[] = { 1, 0, 1, -1, 0 };
	struct board_stages s = { 0 };
	int at_column;
	uint32_t at;

	(void)state;
	board_stages_begin(&s);
	add(&s, "a", 1, false);
	add(&s, "b", 2, false);
	add(&s, "c", 3, false);
	board_stages_end(&s);
	board_stages_deal(&s, row, column, 5);
	assert_int_equal(s.cards, 4);
	assert_int_equal(s.stage[0].count, 2);
	assert_int_equal(s.stage[2].count, 0);
	assert_int_equal(s.card[0], 40);
	assert_int_equal(s.card[1], 10);
	assert_int_equal(s.card[2], 50);
	assert_int_equal(s.card[3], 30);
	assert_true(board_stages_card(&s, 30, &at_column, &at));
	assert_int_equal(at_column, 1);
	assert_int_equal(at, 1);
	assert_false(board_stages_card(&s, 20, &at_column, &at));
	board_stages_release(&s);
}

/* ---- over a store ---- */

#define JOB "00000000-0000-4001-8000-000000000001"

static void put(struct app *app, int n, const char *status, const char *stage, int order, const char *type,
	const char *plan)
{
	char json[1024];

	snprintf(json, sizeof(json),
		"{\"id\":\"00000000-0000-4003-8000-%012d\",\"status\":\"%s\",\"job\":{\"id\":\"" JOB
		"\",\"title\":\"Backend Engineer\"},\"candidate\":{\"id\":\"00000000-0000-4002-8000-%012d\","
		"\"name\":\"Person %d\"},\"currentInterviewStage\":{\"id\":\"stage-%s\",\"title\":\"%s\","
		"\"type\":\"%s\",\"orderInInterviewPlan\":%d,\"interviewPlanId\":\"%s\"},"
		"\"createdAt\":\"2026-11-%02dT10:00:00.000Z\",\"updatedAt\":\"2026-11-20T10:00:00.000Z\"}",
		n, status, n, n, stage, stage, type, order, plan, n);
	app_put(app, ASHBY_APPLICATIONS, json);
}

static void fill(struct app *app, const char *plans)
{
	char json[512];

	snprintf(json, sizeof(json),
		"{\"id\":\"" JOB "\",\"title\":\"Backend Engineer\",\"status\":\"Open\","
		"\"defaultInterviewPlanId\":\"plan-a\",\"interviewPlanIds\":[%s]}",
		plans);
	app_put(app, ASHBY_JOBS, json);
	put(app, 1, "Active", "Onsite", 3, "Active", "plan-a");
	put(app, 2, "Active", "Review", 1, "PreInterviewScreen", "plan-a");
	put(app, 3, "Active", "Onsite", 3, "Active", "plan-a");
	put(app, 4, "Hired", "Hired", 9, "Hired", "plan-a");
	put(app, 5, "Archived", "Archived", 8, "Archived", "plan-a");
	put(app, 6, "Active", "Call", 2, "Active", "plan-b");
}

static struct board *open_board(struct app *app)
{
	struct page *page;

	app_show(app, "jobs");
	page = app_open(app, "board", JOB, ashby_text_str(NULL));
	assert_non_null(page);
	board_group(board_of(page));
	return board_of(page);
}

static const char *here(struct board *b)
{
	static char name[32];
	struct cell cell;

	cell_get(&b->list, (unsigned)column_of_name(&b->list), b->list.cursor, &cell);
	snprintf(name, sizeof(name), "%.*s", (int)cell.text.len, cell.text.raw);
	return name;
}

static void test_one_plan_shows_everybody(void **state)
{
	struct board *b;

	fill(*state, "\"plan-a\"");
	b = open_board(*state);
	assert_int_equal(b->stages.count, 4);
	assert_string_equal(b->stages.stage[0].id, "stage-Review");
	assert_string_equal(b->stages.stage[3].id, "stage-Hired");
	assert_int_equal(b->stages.cards, 5);
	assert_int_equal(b->active, 4);
}

static void test_plans_are_shown_one_at_a_time(void **state)
{
	struct board *b;

	fill(*state, "\"plan-a\",\"plan-b\"");
	b = open_board(*state);
	assert_int_equal(b->stages.cards, 4);
	command_run(*state, "plan-next");
	board_group(b);
	assert_string_equal(b->plan, "plan-b");
	assert_int_equal(b->stages.count, 1);
	assert_string_equal(here(b), "Person 6");
	command_run(*state, "plan-next");
	assert_string_equal(b->plan, "plan-a");
}

static void test_moves_by_stage_and_card(void **state)
{
	struct board *b;

	fill(*state, "\"plan-a\"");
	b = open_board(*state);
	assert_string_equal(here(b), "Person 2");
	command_run(*state, "stage-next");
	assert_string_equal(here(b), "Person 6");
	command_run(*state, "stage-next");
	assert_string_equal(here(b), "Person 1");
	command_run(*state, "next");
	assert_string_equal(here(b), "Person 3");
	command_run(*state, "next");
	assert_string_equal(here(b), "Person 3");
	command_run(*state, "stage-next");
	assert_string_equal(here(b), "Person 4");
	command_run(*state, "stage-prev");
	assert_string_equal(here(b), "Person 3");
	command_run(*state, "top");
	assert_string_equal(here(b), "Person 1");
}

/* Somebody else moves the card under the cursor: the cursor goes with it. */
static void test_cursor_stays_with_its_card(void **state)
{
	struct board *b;

	fill(*state, "\"plan-a\"");
	b = open_board(*state);
	command_run(*state, "stage-next");
	assert_string_equal(here(b), "Person 6");
	put(*state, 6, "Active", "Onsite", 3, "Active", "plan-a");
	b->list.page->view->engine->event(b->list.page, UINT32_C(1) << ASHBY_APPLICATIONS);
	board_group(b);
	assert_string_equal(here(b), "Person 6");
	assert_string_equal(b->stages.stage[b->at].id, "stage-Onsite");
}

static void test_filter_leaves_cards(void **state)
{
	struct board *b;

	fill(*state, "\"plan-a\"");
	b = open_board(*state);
	b->list.page->view->engine->find(b->list.page, "stage:onsite", true);
	board_group(b);
	assert_int_equal(b->stages.cards, 2);
	assert_int_equal(b->stages.count, 4);
	assert_int_equal(b->active, 4);
}

#define OVER_STORE(test) cmocka_unit_test_setup_teardown(test, app_setup, app_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stages_are_in_order_and_hired_is_last),
		cmocka_unit_test(test_a_stage_that_is_not_added_again_leaves),
		cmocka_unit_test(test_cards_keep_their_order_in_each_stage),
		OVER_STORE(test_one_plan_shows_everybody),
		OVER_STORE(test_plans_are_shown_one_at_a_time),
		OVER_STORE(test_moves_by_stage_and_card),
		OVER_STORE(test_cursor_stays_with_its_card),
		OVER_STORE(test_filter_leaves_cards),
	};

	return cmocka_run_group_tests_name("board", tests, NULL, NULL);
}
