/* test_client.c: calls, scopes, the key and the order of the queue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <unistd.h>

#include "session_kit.h"

static const struct script ok[] = { { EMPTY_LIST, 0, SERVER_STAY } };
static const struct script hang[] = { { NULL, 0, SERVER_STAY } };

static void a_request_looks_as_the_api_wants_it(void **state)
{
	static const struct ashby_client_options options = { .on_behalf =
								     "00000000-0000-4000-8000-000000000001" };
	const char *request;
	struct got got = { .count = 0 };
	struct kit kit;

	(void)state;
	kit_init(&kit, false, &options);
	SCRIPT(&kit, ok);
	assert_int_equal(
		ashby_call(NULL, kit.scope, "/job.list", "{\"limit\":5}", 0, kit_got, &got, NULL), ASHBY_OK);
	assert_int_equal(got.count, 0);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_OK);
	assert_int_equal(got.http, 200);
	assert_int_equal(got.tries, 1);
	assert_true(got.record);
	assert_string_equal(got.endpoint, "job.list");
	assert_string_equal(got.request_id, "01REQ");
	request = kit.server.requests[0];
	assert_int_equal(strncmp(request, "POST /job.list HTTP/1.1\r\n", 25), 0);
	assert_non_null(strstr(request, KIT_BASIC));
	assert_non_null(strstr(request, "\r\nAccept: application/json; version=1\r\n"));
	assert_non_null(strstr(request, "\r\nContent-Type: application/json\r\n"));
	assert_non_null(strstr(request, "\r\nUser-Agent: libashby/"));
	assert_non_null(strstr(request, "\r\nAccept-Encoding: gzip\r\n"));
	assert_non_null(strstr(request, "\r\nX-On-Behalf-Of: 00000000-0000-4000-8000-000000000001\r\n"));
	assert_non_null(strstr(request, "\r\n\r\n{\"limit\":5}"));
	assert_null(strstr(request, "Expect"));
	kit_release(&kit);
}

static void a_unix_socket_is_a_base_url(void **state)
{
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, true, NULL);
	SCRIPT(&kit, ok);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_OK);
	assert_non_null(strstr(kit.server.requests[0], "Host: localhost\r\n"));
	kit_release(&kit);
}

static void connections_are_kept_and_at_most_four(void **state)
{
	struct got got[6];
	struct kit kit;
	int i;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, ok);
	for (i = 0; i < 3; i++) {
		kit_call(&kit, "job.list", &got[0]);
		kit_wait(&kit, &got[0]);
	}
	assert_int_equal(kit.server.accepted, 1);
	SCRIPT(&kit, hang);
	for (i = 0; i < 6; i++)
		kit_call(&kit, "job.list", &got[i]);
	kit_requests(&kit, 3 + 4);
	kit_settle(&kit);
	assert_int_equal(kit.server.request_count, 3 + 4);
	SCRIPT(&kit, ok);
	assert_true(ashby_client_cancel_newest(kit.client));
	assert_int_equal(got[5].error, ASHBY_ECANCELLED);
	assert_int_equal(ashby_scope_pending(kit.scope), 5);
	kit_release(&kit);
	for (i = 0; i < 6; i++) {
		assert_int_equal(got[i].count, 1);
		assert_int_equal(got[i].error, ASHBY_ECANCELLED);
	}
}

static void writes_are_refused_before_anything_is_queued(void **state)
{
	static const struct {
		const char *endpoint, *body;
		unsigned flags;
		enum ashby_error error;
	} rows[] = {
		{ "candidate.createNote", NULL, 0, ASHBY_EREFUSED },
		{ "/api/v1/candidate.createNote", NULL, ASHBY_CALL_RAW, ASHBY_EREFUSED },
		{ "thing.unknown", NULL, 0, ASHBY_EREFUSED },
		{ "nonsense", NULL, 0, ASHBY_EUSAGE },
		{ "../../etc/passwd", NULL, ASHBY_CALL_RAW, ASHBY_EUSAGE },
		{ "job.list\r\nX: y", NULL, ASHBY_CALL_RAW, ASHBY_EUSAGE },
		{ NULL, NULL, 0, ASHBY_EUSAGE },
		{ "job.list", "[]", 0, ASHBY_EUSAGE },
		{ "job.list", "{\"a\":1,\"a\":2}", 0, ASHBY_EUSAGE },
		{ "job.list", "", 0, ASHBY_EUSAGE },
	};
	struct ashby_err err;
	struct got got = { .count = 0 };
	struct kit kit;
	size_t i;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, ok);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		err.error = ASHBY_OK;
		assert_int_equal(ashby_call(NULL, kit.scope, rows[i].endpoint, rows[i].body, rows[i].flags,
					 kit_got, &got, &err),
			rows[i].error);
		assert_int_equal(err.error, rows[i].error);
	}
	assert_int_equal(ashby_scope_pending(kit.scope), 0);
	assert_int_equal(
		ashby_call(NULL, kit.scope, "thing.unknown", NULL, ASHBY_CALL_RAW, kit_got, &got, NULL),
		ASHBY_OK);
	kit_wait(&kit, &got);
	assert_int_equal(got.count, 1);
	assert_int_equal(kit.server.request_count, 1);
	kit_release(&kit);
}

/* ---- cancelling ---- */

static void a_cancelled_call_ends_once_and_at_once(void **state)
{
	struct ashby_call *call;
	struct got got = { .count = 0 };
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, hang);
	/* Before it is sent. */
	assert_int_equal(ashby_call(&call, kit.scope, "job.list", NULL, 0, kit_got, &got, NULL), ASHBY_OK);
	ashby_call_cancel(call);
	assert_int_equal(got.count, 1);
	assert_int_equal(got.error, ASHBY_ECANCELLED);
	kit_settle(&kit);
	assert_int_equal(kit.server.accepted, 0);
	/* After. */
	assert_int_equal(ashby_call(&call, kit.scope, "job.list", NULL, 0, kit_got, &got, NULL), ASHBY_OK);
	kit_requests(&kit, 1);
	ashby_call_cancel(call);
	assert_int_equal(got.count, 2);
	while (!kit.server.closed)
		ashby_loop_turn(kit.loop, -1);
	kit_settle(&kit);
	assert_int_equal(got.count, 2);
	assert_false(ashby_client_cancel_newest(kit.client));
	kit_release(&kit);
}

struct chain {
	struct kit *kit;
	struct ashby_call *self, *other;
	int ends;
};

static void on_free_scope(void *arg, const struct ashby_reply *reply)
{
	struct chain *chain = arg;
	struct ashby_scope *scope = chain->kit->scope;

	(void)reply;
	chain->ends++;
	chain->kit->scope = NULL;
	ashby_scope_free(scope);
}

static void a_callback_may_free_its_scope(void **state)
{
	struct chain chain = { .kit = NULL };
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	chain.kit = &kit;
	SCRIPT(&kit, ok);
	assert_int_equal(
		ashby_call(NULL, kit.scope, "job.list", NULL, 0, on_free_scope, &chain, NULL), ASHBY_OK);
	kit_call(&kit, "user.list", &got);
	while (!chain.ends)
		ashby_loop_turn(kit.loop, -1);
	assert_int_equal(got.count, 1);
	kit_settle(&kit);
	assert_int_equal(chain.ends, 1);
	assert_int_equal(got.count, 1);
	/* Also when the scope is being cancelled. */
	assert_int_equal(ashby_scope_new(&kit.scope, kit.client), ASHBY_OK);
	assert_int_equal(
		ashby_call(NULL, kit.scope, "job.list", NULL, 0, on_free_scope, &chain, NULL), ASHBY_OK);
	kit_call(&kit, "user.list", &got);
	ashby_scope_cancel(kit.scope);
	assert_int_equal(chain.ends, 2);
	assert_int_equal(got.count, 1);
	kit_release(&kit);
}

static void on_free_client(void *arg, const struct ashby_reply *reply)
{
	struct chain *chain = arg;

	on_free_scope(arg, reply);
	ashby_client_free(chain->kit->client);
	chain->kit->client = NULL;
}

static void a_callback_may_free_its_client(void **state)
{
	struct chain chain = { .kit = NULL };
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	chain.kit = &kit;
	SCRIPT(&kit, ok);
	assert_int_equal(
		ashby_call(NULL, kit.scope, "job.list", NULL, 0, on_free_client, &chain, NULL), ASHBY_OK);
	while (!chain.ends)
		ashby_loop_turn(kit.loop, -1);
	kit_settle(&kit);
	kit_client(&kit, NULL);
	ashby_client_fail(kit.client, &(struct ashby_err){ .error = ASHBY_EKEY });
	assert_int_equal(
		ashby_call(NULL, kit.scope, "job.list", NULL, 0, on_free_client, &chain, NULL), ASHBY_OK);
	while (chain.ends < 2)
		ashby_loop_turn(kit.loop, -1);
	kit_settle(&kit);
	kit_release(&kit);
}

static void on_cancel_both(void *arg, const struct ashby_reply *reply)
{
	struct chain *chain = arg;

	(void)reply;
	if (!chain->ends++) {
		ashby_call_cancel(chain->self);
		ashby_call_cancel(chain->other);
	}
}

static void on_again(void *arg, const struct ashby_reply *reply)
{
	struct chain *chain = arg;

	assert_int_equal(reply->error, ASHBY_ECANCELLED);
	chain->ends++;
	assert_int_equal(ashby_call(NULL, chain->kit->scope, "job.list", NULL, 0, on_again, chain, NULL),
		ASHBY_ECANCELLED);
}

static void a_callback_may_cancel_and_ask_again(void **state)
{
	struct chain chain = { .kit = NULL };
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	chain.kit = &kit;
	SCRIPT(&kit, ok);
	assert_int_equal(
		ashby_call(&chain.self, kit.scope, "job.list", NULL, 0, on_cancel_both, &chain, NULL),
		ASHBY_OK);
	assert_int_equal(
		ashby_call(&chain.other, kit.scope, "job.list", NULL, 0, on_cancel_both, &chain, NULL),
		ASHBY_OK);
	while (!chain.ends)
		ashby_loop_turn(kit.loop, -1);
	assert_int_equal(chain.ends, 2);
	/* In a scope that dies nothing new can be asked for. */
	chain.ends = 0;
	assert_int_equal(ashby_call(NULL, kit.scope, "job.list", NULL, 0, on_again, &chain, NULL), ASHBY_OK);
	kit_release(&kit);
	assert_int_equal(chain.ends, 1);
}

static void on_tick(void *arg)
{
	++*(int *)arg;
}

static void the_loop_lives_while_the_server_hangs(void **state)
{
	struct ashby_timer *timer;
	struct got got;
	struct kit kit;
	int ticks = 0, want;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, hang);
	kit_call(&kit, "job.list", &got);
	kit_requests(&kit, 1);
	assert_int_equal(ashby_timer_new(&timer, kit.loop, on_tick, &ticks), ASHBY_OK);
	for (want = 1; want <= 50; want++) {
		ashby_timer_start(timer, 0);
		while (ticks < want)
			ashby_loop_turn(kit.loop, -1);
	}
	assert_int_equal(got.count, 0);
	ashby_timer_free(timer);
	kit_release(&kit);
}

/* ---- the key ---- */

static void calls_wait_for_a_key_or_its_failure(void **state)
{
	struct ashby_client_options options = { .base_url = NULL };
	struct ashby_err no_key;
	struct got got[2];
	struct kit kit;

	(void)state;
	memset(&kit, 0, sizeof(kit));
	assert_int_equal(ashby_loop_new(&kit.loop), ASHBY_OK);
	assert_true(server_init(&kit.server, kit.loop, false));
	SCRIPT(&kit, ok);
	options.base_url = kit.server.url;
	assert_int_equal(ashby_client_new(&kit.client, kit.loop, &options, NULL), ASHBY_OK);
	assert_int_equal(ashby_scope_new(&kit.scope, kit.client), ASHBY_OK);
	kit_call(&kit, "job.list", &got[0]);
	kit_settle(&kit);
	assert_int_equal(kit.server.accepted, 0);
	ashby_err_set(&no_key, ASHBY_EKEY, "the key helper failed");
	ashby_client_fail(kit.client, &no_key);
	assert_int_equal(got[0].count, 0);
	kit_wait(&kit, &got[0]);
	assert_int_equal(got[0].error, ASHBY_EKEY);
	kit_call(&kit, "job.list", &got[0]);
	kit_wait(&kit, &got[0]);
	assert_string_equal(got[0].err.message, "the key helper failed");
	kit_call(&kit, "job.list", &got[1]);
	assert_int_equal(ashby_client_set_key(kit.client, "bad key", NULL), ASHBY_EKEY);
	assert_int_equal(ashby_client_set_key(kit.client, "0123456789abcdef", NULL), ASHBY_ECONFIG);
	assert_int_equal(ashby_client_set_key(kit.client, KIT_KEY, NULL), ASHBY_OK);
	kit_wait(&kit, &got[1]);
	assert_int_equal(got[1].error, ASHBY_OK);
	kit_release(&kit);
}

static void a_refused_key_stops_all_traffic(void **state)
{
	static const char *const refusals[] = {
		"HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nnope",
		"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nbad",
	};
	struct script rows[4] = { { NULL, 0, 0 }, { NULL, 0, 0 }, { NULL, 0, 0 }, { EMPTY_LIST, 0, 0 } };
	struct ashby_traffic traffic;
	struct got got[5];
	struct kit kit;
	size_t i, k;

	(void)state;
	for (k = 0; k < 2; k++) {
		kit_init(&kit, false, NULL);
		rows[2].bytes = refusals[k];
		SCRIPT(&kit, rows);
		for (i = 0; i < 3; i++)
			kit_call(&kit, "job.list", &got[i]);
		kit_requests(&kit, 3);
		for (i = 0; i < 3; i++)
			kit_wait(&kit, &got[i]);
		kit_call(&kit, "job.list", &got[3]);
		kit_wait(&kit, &got[3]);
		for (i = 0; i < 4; i++)
			assert_int_equal(got[i].error, ASHBY_EAUTH);
		kit_settle(&kit);
		assert_int_equal(kit.server.request_count, 3);
		ashby_client_traffic(kit.client, &traffic);
		assert_true(traffic.stopped);
		assert_int_equal(traffic.stop.error, ASHBY_EAUTH);
		assert_int_equal(ashby_client_set_key(kit.client, KIT_KEY "2", NULL), ASHBY_OK);
		kit_call(&kit, "job.list", &got[4]);
		kit_wait(&kit, &got[4]);
		assert_int_equal(got[4].error, ASHBY_OK);
		assert_null(strstr(kit.server.requests[3], KIT_BASIC));
		ashby_client_traffic(kit.client, &traffic);
		assert_false(traffic.stopped);
		kit_release(&kit);
	}
}

static void a_missing_permission_stops_nothing(void **state)
{
	static const struct script rows[] = {
		{ "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 73\r\n\r\n"
		  "{\"success\":false,\"errorInfo\":{\"code\":\"missing_endpoint_permission\"}}     ",
			0, 0 },
		{ EMPTY_LIST, 0, 0 },
	};
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	kit_call(&kit, "offer.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_EPERM);
	assert_int_equal(got.tries, 1);
	assert_true(got.record);
	assert_non_null(strstr(got.err.message, "offersRead"));
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_OK);
	kit_release(&kit);
}

static void the_environment_has_no_say(void **state)
{
	static const char *const names[] = { "http_proxy", "https_proxy", "all_proxy", "ALL_PROXY" };
	struct got got;
	struct kit kit;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		setenv(names[i], "http://127.0.0.1:1", 1);
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, ok);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_OK);
	kit_release(&kit);
	/* A sandbox on this machine is never reached by a detour, even when one is asked for. */
	kit_init(&kit, false, &(struct ashby_client_options){ .proxy = "env" });
	SCRIPT(&kit, ok);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_OK);
	kit_release(&kit);
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
}

/* ---- order ---- */

static void a_person_goes_before_prefetch(void **state)
{
	struct got ahead[4], got;
	struct kit kit;
	int i;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, hang);
	memset(ahead, 0, sizeof(ahead));
	for (i = 0; i < 4; i++)
		assert_int_equal(ashby_call(NULL, kit.scope, "user.list", NULL, ASHBY_CALL_PREFETCH, kit_got,
					 &ahead[i], NULL),
			ASHBY_OK);
	kit_requests(&kit, 3);
	kit_settle(&kit);
	assert_int_equal(kit.server.request_count, 3);
	/* One place is never taken by prefetch. */
	kit_call(&kit, "job.list", &got);
	kit_requests(&kit, 4);
	assert_non_null(strstr(kit.server.requests[3], "POST /job.list"));
	/* The newest that a person waits for, not the newest. */
	assert_true(ashby_client_cancel_newest(kit.client));
	assert_int_equal(got.error, ASHBY_ECANCELLED);
	assert_false(ashby_client_cancel_newest(kit.client));
	kit_release(&kit);
}

/* For whom a call is made is known before it goes, or it does not go. */
static void calls_wait_until_it_is_known_for_whom_they_are(void **state)
{
	static const struct ashby_client_options options = { .on_behalf = "?" };
	static const char person[] = "X-On-Behalf-Of: ";
	struct got found, made;
	struct ashby_err err;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, &options);
	SCRIPT(&kit, ok);
	kit_call(&kit, "job.list", &made);
	assert_int_equal(ashby_call(NULL, kit.scope, "user.search", "{\"email\":\"a@example.test\"}",
				 ASHBY_CALL_AS_KEY, kit_got, memset(&found, 0, sizeof(found)), NULL),
		ASHBY_OK);
	kit_wait(&kit, &found);
	kit_settle(&kit);
	assert_int_equal(kit.server.request_count, 1);
	assert_non_null(strstr(kit.server.requests[0], "POST /user.search "));
	assert_null(strstr(kit.server.requests[0], person));
	assert_int_equal(made.count, 0);
	assert_int_equal(ashby_client_act_for(kit.client, "", &err), ASHBY_ECONFIG);
	assert_int_equal(ashby_client_act_for(kit.client, "x\r\nX-Other: y", &err), ASHBY_ECONFIG);
	kit_settle(&kit);
	assert_int_equal(made.count, 0);
	assert_int_equal(
		ashby_client_act_for(kit.client, "00000000-0000-4000-8000-000000000002", &err), ASHBY_OK);
	kit_wait(&kit, &made);
	assert_int_equal(made.error, ASHBY_OK);
	assert_non_null(strstr(
		kit.server.requests[1], "\r\nX-On-Behalf-Of: 00000000-0000-4000-8000-000000000002\r\n"));
	kit_release(&kit);
}

static void a_person_who_cannot_be_found_is_not_replaced(void **state)
{
	static const struct ashby_client_options options = { .on_behalf = "?" };
	struct got made;
	struct ashby_err err;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, &options);
	SCRIPT(&kit, ok);
	kit_call(&kit, "job.list", &made);
	ashby_err_set(&err, ASHBY_ECONFIG, "nobody has this e-mail");
	ashby_client_fail(kit.client, &err);
	kit_wait(&kit, &made);
	assert_int_equal(made.error, ASHBY_ECONFIG);
	assert_string_equal(made.err.message, "nobody has this e-mail");
	assert_int_equal(kit.server.request_count, 0);
	kit_release(&kit);
}

static void a_refusal_says_for_whom_it_was_asked(void **state)
{
	static const struct ashby_client_options options = { .on_behalf = "u1" };
	static const struct script no[] = { { "HTTP/1.1 403 No\r\nContent-Type: application/json\r\n"
					      "Content-Length: 83\r\n\r\n{\"success\":false,\"errorInfo\":{"
					      "\"code\":\"missing_endpoint_permission\",\"message\":\"no\"}}",
		0, SERVER_STAY } };
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, &options);
	SCRIPT(&kit, no);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_EPERM);
	assert_non_null(strstr(got.err.message, "on behalf of a person"));
	kit_settle(&kit);
	assert_int_equal(kit.server.request_count, 1);
	kit_release(&kit);
}

static void options_that_cannot_work_are_refused(void **state)
{
	static const struct ashby_client_options rows[] = {
		{ .base_url = "http://api.example.test" },
		{ .base_url = "https://u@api.example.test" },
		{ .agent = "a\r\nX: y" },
		{ .on_behalf = "x\n" },
		{ .proxy = "proxy.example.test" },
	};
	struct ashby_client *client = NULL;
	struct ashby_loop *loop;
	struct ashby_err err;
	size_t i;

	(void)state;
	assert_int_equal(ashby_loop_new(&loop), ASHBY_OK);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(ashby_client_new(&client, loop, &rows[i], &err), ASHBY_ECONFIG);
		assert_null(client);
	}
	assert_int_equal(
		ashby_client_new(&client, loop, &(struct ashby_client_options){ .timeout_ms = -1 }, &err),
		ASHBY_EUSAGE);
	assert_int_equal(ashby_client_new(&client, loop, NULL, &err), ASHBY_OK);
	ashby_client_free(client);
	ashby_client_free(NULL);
	ashby_scope_free(NULL);
	ashby_loop_free(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_looks_as_the_api_wants_it),
		cmocka_unit_test(a_unix_socket_is_a_base_url),
		cmocka_unit_test(connections_are_kept_and_at_most_four),
		cmocka_unit_test(writes_are_refused_before_anything_is_queued),
		cmocka_unit_test(a_cancelled_call_ends_once_and_at_once),
		cmocka_unit_test(a_callback_may_free_its_scope),
		cmocka_unit_test(a_callback_may_free_its_client),
		cmocka_unit_test(a_callback_may_cancel_and_ask_again),
		cmocka_unit_test(the_loop_lives_while_the_server_hangs),
		cmocka_unit_test(calls_wait_for_a_key_or_its_failure),
		cmocka_unit_test(a_refused_key_stops_all_traffic),
		cmocka_unit_test(a_missing_permission_stops_nothing),
		cmocka_unit_test(the_environment_has_no_say),
		cmocka_unit_test(a_person_goes_before_prefetch),
		cmocka_unit_test(calls_wait_until_it_is_known_for_whom_they_are),
		cmocka_unit_test(a_person_who_cannot_be_found_is_not_replaced),
		cmocka_unit_test(a_refusal_says_for_whom_it_was_asked),
		cmocka_unit_test(options_that_cannot_work_are_refused),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	alarm(120);
	return cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
