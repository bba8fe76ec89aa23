/* test_home.c: what Home collects and in which order, what is mine, and what is late only when it is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "app_kit.h"
#include "home.h"
#include "home_tell.h"

#define ID(kind, n) "00000000-0000-40" kind "-8000-00000000000" n
#define ME ID("01", "1")

static void put_people(struct app *app)
{
	app_put(app, ASHBY_USERS,
		"{\"id\":\"" ME
		"\",\"firstName\":\"Maya\",\"lastName\":\"Chen\",\"email\":\"m@example.test\"}");
	app_put(app, ASHBY_JOBS,
		"{\"id\":\"" ID("02",
			"1") "\",\"title\":\"Cook\",\"status\":\"Open\",\"hiringTeam\":[{\"userId\":\"" ME
			     "\",\"role\":\"Recruiter\"}]}");
	app_put(app, ASHBY_JOBS, "{\"id\":\"" ID("02", "2") "\",\"title\":\"Baker\",\"status\":\"Open\"}");
}

static void put_application(struct app *app, const char *id, const char *job, const char *name,
	const char *created, const char *type)
{
	char json[1024];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"status\":\"Active\",\"createdAt\":\"%s\","
		"\"candidate\":{\"id\":\"" ID(
			"04", "1") "\",\"name\":\"%s\"},\"job\":{\"id\":\"%s\",\"title\":\"x\"},"
				   "\"currentInterviewStage\":{\"id\":\"" ID(
					   "05", "1") "\",\"title\":\"Review\",\"type\":\"%s\"}}",
		id, created, name, job, type);
	app_put(app, ASHBY_APPLICATIONS, json);
}

static void be_me(struct app *app)
{
	snprintf(app->me_id, sizeof(app->me_id), "%s", ME);
	snprintf(app->me, sizeof(app->me), "M. Chen");
}

static void test_review_is_grouped_by_job(void **state)
{
	struct app *app = *state;
	struct home home = { .count = 0 };
	const struct home_item *item;

	put_people(app);
	put_application(
		app, ID("03", "1"), ID("02", "1"), "Ann", "2026-11-20T10:00:00Z", "PreInterviewScreen");
	put_application(
		app, ID("03", "2"), ID("02", "1"), "Bob", "2026-11-10T10:00:00Z", "PreInterviewScreen");
	put_application(
		app, ID("03", "3"), ID("02", "2"), "Cid", "2026-11-22T10:00:00Z", "PreInterviewScreen");
	put_application(app, ID("03", "4"), ID("02", "2"), "Dee", "2026-01-01T10:00:00Z", "Active");
	home_collect(&home, app);
	assert_int_equal(home.scope, SCOPE_ALL);
	assert_int_equal(home.first[HOME_REVIEW + 1] - home.first[HOME_REVIEW], 2);
	assert_int_equal(home_things(&home, HOME_REVIEW), 3);
	/* The job whose first has waited longest, and that one's name. */
	item = &home.item[home.first[HOME_REVIEW]];
	assert_int_equal(item->n, 2);
	assert_int_equal(item->application,
		ashby_store_find(app->store, ASHBY_APPLICATIONS, ashby_text_str(ID("03", "2"))));
	/* No history has been read: that somebody is late is not known. */
	assert_int_equal(home_things(&home, HOME_LATE), 0);
	home_release(&home);
}

static void test_mine_follows_the_hiring_team(void **state)
{
	struct app *app = *state;
	struct home home = { .count = 0 };
	uint32_t mine, other;

	put_people(app);
	put_application(
		app, ID("03", "1"), ID("02", "1"), "Ann", "2026-11-20T10:00:00Z", "PreInterviewScreen");
	put_application(
		app, ID("03", "2"), ID("02", "2"), "Bob", "2026-11-10T10:00:00Z", "PreInterviewScreen");
	mine = ashby_store_find(app->store, ASHBY_APPLICATIONS, ashby_text_str(ID("03", "1")));
	other = ashby_store_find(app->store, ASHBY_APPLICATIONS, ashby_text_str(ID("03", "2")));
	assert_true(mine_passes(app, SCOPE_JOBS, ASHBY_APPLICATIONS, other));
	be_me(app);
	assert_true(mine_passes(app, SCOPE_JOBS, ASHBY_APPLICATIONS, mine));
	assert_false(mine_passes(app, SCOPE_ME, ASHBY_APPLICATIONS, mine));
	assert_false(mine_passes(app, SCOPE_JOBS, ASHBY_APPLICATIONS, other));
	assert_true(mine_passes(app, SCOPE_ALL, ASHBY_APPLICATIONS, other));
	assert_true(mine_passes(app, SCOPE_ME, ASHBY_USERS, 0));
	home_collect(&home, app);
	assert_int_equal(home_things(&home, HOME_REVIEW), 0);
	home_release(&home);
}

static void put_schedule(struct app *app, const char *id, const char *event, const char *from, const char *to)
{
	char json[1024];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"status\":\"Scheduled\",\"applicationId\":\"" ID(
			"03", "1") "\",\"interviewEvents\":"
				   "[{\"id\":\"%s\",\"startTime\":\"%s\",\"endTime\":\"%s\",\"interviewers\":"
				   "[{\"id\":\"" ME "\",\"firstName\":\"Maya\",\"lastName\":\"Chen\"}]}]}",
		id, event, from, to);
	app_put(app, ASHBY_SCHEDULES, json);
}

static void test_today_is_what_is_not_over(void **state)
{
	struct app *app = *state;
	struct home home = { .count = 0 };
	struct home_cells cells;
	uint32_t over;

	put_people(app);
	be_me(app);
	put_application(app, ID("03", "1"), ID("02", "2"), "Ann", "2026-11-20T10:00:00Z", "Active");
	put_schedule(app, ID("06", "1"), ID("07", "1"), "2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z");
	put_schedule(app, ID("06", "2"), ID("07", "2"), "2026-11-24T16:30:00Z", "2026-11-24T17:00:00Z");
	put_schedule(app, ID("06", "3"), ID("07", "3"), "2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z");
	home_collect(&home, app);
	assert_int_equal(home_things(&home, HOME_TODAY), 1);
	home_cells_init(&cells);
	home_tell(app, &home, &home.item[home.first[HOME_TODAY]], &cells);
	assert_string_equal(ashby_buf_str(&cells.name), "Ann");
	assert_string_equal(ashby_buf_str(&cells.what), "16:30 interview, you");
	assert_string_equal(ashby_buf_str(&cells.when), "in 2h28");
	home_cells_release(&cells);
	/* Who owes feedback for the one that is over is not known before its briefing. */
	over = ashby_store_find(app->store, ASHBY_EVENTS, ashby_text_str(ID("07", "1")));
	assert_false(home_owes(app, over, ashby_text_str(ME)));
	assert_int_equal(home_things(&home, HOME_OWE), 0);
	home_release(&home);
}

static void test_empty_is_not_whole(void **state)
{
	struct app *app = *state;
	struct home home = { .count = 0 };
	struct ashby_buf words;

	home_collect(&home, app);
	assert_int_equal(home.count, 0);
	ashby_buf_init(&words, 1024);
	assert_true(home_reading(app, &words));
	assert_string_equal(
		ashby_buf_str(&words), "reading approvals, offers, schedules, applications, jobs, users");
	assert_int_equal(home_synced(app), ASHBY_NO_TIME);
	ashby_buf_release(&words);
	home_release(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_review_is_grouped_by_job, app_setup, app_teardown),
		cmocka_unit_test_setup_teardown(test_mine_follows_the_hiring_team, app_setup, app_teardown),
		cmocka_unit_test_setup_teardown(test_today_is_what_is_not_over, app_setup, app_teardown),
		cmocka_unit_test_setup_teardown(test_empty_is_not_whole, app_setup, app_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
