/* test_activity.c: what the status line and the Activity view are told of a client's traffic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "session_kit.h"

static const struct script hang[] = { { NULL, 0, SERVER_STAY } };

static void on_tick(void *arg)
{
	++*(int *)arg;
}

static void activity_and_traffic_tell_the_truth(void **state)
{
	static const struct script rows[] = {
		{ EMPTY_LIST, 0, 0 },
		{ OK_HEAD
			"Content-Length: 49\r\n\r\n{\"success\":false,\"errorInfo\":{\"code\":\"no_thing\"}}",
			0, 0 },
		{ NULL, 0, SERVER_STAY },
	};
	struct ashby_activity a;
	struct ashby_traffic t;
	struct got got[4];
	struct kit kit;
	int i;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	assert_false(ashby_client_activity(kit.client, 0, &a));
	ashby_client_traffic(kit.client, &t);
	assert_int_equal(t.waiting + t.running + t.foreground, 0);
	for (i = 0; i < 2; i++) {
		kit_call(&kit, i ? "user.list" : "job.list", &got[i]);
		kit_wait(&kit, &got[i]);
	}
	kit_call(&kit, "offer.list", &got[2]);
	kit_requests(&kit, 3);
	kit_call(&kit, "source.list", &got[3]);
	assert_true(ashby_client_activity(kit.client, 0, &a));
	assert_int_equal(a.serial, 4);
	assert_int_equal(a.state, ASHBY_WAITING);
	assert_string_equal(a.endpoint, "source.list");
	assert_true(ashby_client_activity(kit.client, 1, &a));
	assert_int_equal(a.state, ASHBY_RUNNING);
	assert_int_equal(a.tries, 1);
	assert_true(ashby_client_activity(kit.client, 2, &a));
	assert_int_equal(a.state, ASHBY_DONE);
	assert_int_equal(a.error, ASHBY_EAPI);
	assert_string_equal(a.code, "no_thing");
	assert_string_equal(a.request_id, "01REQ");
	assert_true(ashby_client_activity(kit.client, 3, &a));
	assert_int_equal(a.error, ASHBY_OK);
	assert_int_equal(a.http, 200);
	assert_int_equal(a.bytes, 29);
	assert_false(ashby_client_activity(kit.client, 4, &a));
	ashby_client_traffic(kit.client, &t);
	assert_int_equal(t.waiting, 1);
	assert_int_equal(t.running, 1);
	assert_int_equal(t.foreground, 2);
	assert_int_equal(t.sent, 3);
	assert_int_equal(t.failed, 1);
	assert_string_equal(t.endpoint, "offer.list");
	assert_true(t.rate == 0);
	kit_release(&kit);
}

static void activity_keeps_the_last_500(void **state)
{
	struct ashby_activity a;
	struct got got;
	struct kit kit;
	int i;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, hang);
	for (i = 0; i < 700; i++)
		kit_call(&kit, "job.list", &got);
	kit_requests(&kit, 4);
	assert_true(ashby_client_activity(kit.client, 499, &a));
	assert_int_equal(a.serial, 201);
	assert_false(ashby_client_activity(kit.client, 500, &a));
	ashby_scope_cancel(kit.scope);
	assert_int_equal(ashby_scope_pending(kit.scope), 0);
	assert_true(ashby_client_activity(kit.client, 0, &a));
	assert_int_equal(a.error, ASHBY_ECANCELLED);
	kit_release(&kit);
}

static void a_listener_hears_once_a_turn(void **state)
{
	struct got got[10];
	struct kit kit;
	int heard = 0, i;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, hang);
	ashby_client_listen(kit.client, on_tick, &heard);
	for (i = 0; i < 10; i++)
		kit_call(&kit, "job.list", &got[i]);
	assert_int_equal(heard, 0);
	ashby_loop_turn(kit.loop, -1);
	assert_int_equal(heard, 1);
	kit_requests(&kit, 4);
	kit_settle(&kit);
	heard = 0;
	kit_settle(&kit);
	assert_int_equal(heard, 0);
	kit_release(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(activity_and_traffic_tell_the_truth),
		cmocka_unit_test(activity_keeps_the_last_500),
		cmocka_unit_test(a_listener_hears_once_a_turn),
	};

	alarm(60);
	return cmocka_run_group_tests_name("activity", tests, NULL, NULL);
}
