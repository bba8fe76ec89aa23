/*
 * test_outbox_wire.c: what the outbox makes of every fault of the wire: how often a write is sent, and what it is called
 * afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <unistd.h>

#include "outbox_kit.h"

#define PLAIN(status, body_len, body) "HTTP/1.1 " status "\r\nContent-Length: " body_len "\r\n\r\n" body
#define REFUSAL(status)                                                                       \
	"HTTP/1.1 " status "\r\nContent-Type: application/json\r\nContent-Length: 57\r\n\r\n" \
	"{\"success\":false,\"errorInfo\":{\"code\":\"invalid_input\"}}   "
#define FAIL(code, len) \
	JSON_HEAD "Content-Length: " len "\r\n\r\n{\"success\":false,\"errorInfo\":{\"code\":\"" code "\"}}"
#define C ASHBY_INTENT_CONFIRMED
#define F ASHBY_INTENT_FAILED
#define U ASHBY_INTENT_UNKNOWN

struct fault {
	const char *what;
	struct script reply;
	enum ashby_intent_state state;
	enum ashby_error error;
};

static const struct fault faults[] = {
	{ "success", { CONFIRM, 0, 0 }, C, ASHBY_OK },
	{ "success, closed after", { CONFIRM, 0, SERVER_CLOSE }, C, ASHBY_OK },
	{ "success, a byte a turn", { CONFIRM, 0, SERVER_DRIP }, C, ASHBY_OK },
	/* These two are the ones that libcurl answers by sending again on a connection that was used before. */
	{ "closed without a byte", { NULL, 0, SERVER_CLOSE }, U, ASHBY_EUNKNOWN },
	{ "reset without a byte", { NULL, 0, SERVER_RESET }, U, ASHBY_EUNKNOWN },
	{ "cut in the status", { "HTTP/1.1 20", 0, SERVER_CLOSE }, U, ASHBY_EUNKNOWN },
	{ "cut in the head", { "HTTP/1.1 200 OK\r\nContent-Ty", 0, SERVER_CLOSE }, U, ASHBY_EUNKNOWN },
	{ "cut in the body", { JSON_HEAD "Content-Length: 99\r\n\r\n{\"success\":true", 0, SERVER_CLOSE }, U,
		ASHBY_EUNKNOWN },
	{ "cut chunk", { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"su", 0, SERVER_CLOSE }, U,
		ASHBY_EUNKNOWN },
	{ "cut, and the end of the body is the end of the connection",
		{ JSON_HEAD "\r\n{\"success\":true,\"results\":{\"id\":\"a", 0, SERVER_CLOSE }, U,
		ASHBY_EUNKNOWN },
	{ "empty 200", { JSON_HEAD "Content-Length: 0\r\n\r\n", 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "bytes after the JSON", { JSON_HEAD "Content-Length: 17\r\n\r\n{\"success\":true}x", 0, 0 }, U,
		ASHBY_EUNKNOWN },
	{ "a byte order mark", { JSON_HEAD "Content-Length: 19\r\n\r\n\xEF\xBB\xBF{\"success\":true}", 0, 0 },
		U, ASHBY_EUNKNOWN },
	{ "a log-in page",
		{ "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
		  "16\r\n\r\n{\"success\":true}",
			0, 0 },
		U, ASHBY_EUNKNOWN },
	{ "an array", { JSON_HEAD "Content-Length: 18\r\n\r\n[{\"success\":true}]", 0, 0 }, U,
		ASHBY_EUNKNOWN },
	{ "no word of success", { JSON_HEAD "Content-Length: 14\r\n\r\n{\"results\":{}}", 0, 0 }, U,
		ASHBY_EUNKNOWN },
	{ "success in quotes", { JSON_HEAD "Content-Length: 18\r\n\r\n{\"success\":\"true\"}", 0, 0 }, U,
		ASHBY_EUNKNOWN },
	{ "two words of success",
		{ JSON_HEAD "Content-Length: 32\r\n\r\n{\"success\":true,\"success\":false}", 0, 0 }, U,
		ASHBY_EUNKNOWN },
	{ "not HTTP", { "SSH-2.0-OpenSSH_9.2\r\n", 0, SERVER_CLOSE }, U, ASHBY_EUNKNOWN },
	{ "broken gzip", { JSON_HEAD "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!", 0, 0 },
		U, ASHBY_EUNKNOWN },
	{ "a body announced too long", { JSON_HEAD "Content-Length: 99999999\r\n\r\n{", 0, 0 }, U,
		ASHBY_EUNKNOWN },
	{ "302", { "HTTP/1.1 302 There\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", 0, 0 },
		U, ASHBY_EUNKNOWN },
	{ "307",
		{ "HTTP/1.1 307 There\r\nLocation: /candidate.createNote\r\nContent-Length: 0\r\n\r\n", 0,
			0 },
		U, ASHBY_EUNKNOWN },
	{ "400", { REFUSAL("400 Bad"), 0, 0 }, F, ASHBY_EAPI },
	{ "400 of a proxy", { PLAIN("400 Bad", "3", "bad"), 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "401", { PLAIN("401 No", "2", "no"), 0, 0 }, F, ASHBY_EAUTH },
	{ "403", { PLAIN("403 No", "2", "no"), 0, 0 }, F, ASHBY_EAUTH },
	{ "404", { REFUSAL("404 Where"), 0, 0 }, F, ASHBY_EAPI },
	{ "408", { PLAIN("408 Slow", "0", ""), 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "417", { PLAIN("417 Expectation", "0", ""), 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "422", { REFUSAL("422 Unprocessable"), 0, 0 }, F, ASHBY_EAPI },
	{ "500", { PLAIN("500 Oops", "0", ""), 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "500 in an envelope", { REFUSAL("500 Oops"), 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "502", { PLAIN("502 Gateway", "0", ""), 0, SERVER_CLOSE }, U, ASHBY_EUNKNOWN },
	{ "503", { PLAIN("503 Later", "0", ""), 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "no", { FAIL("invalid_input", "54"), 0, 0 }, F, ASHBY_EAPI },
	{ "no, of its own fault", { FAIL("internal_error", "55"), 0, 0 }, U, ASHBY_EUNKNOWN },
	{ "no permission", { FAIL("missing_endpoint_permission", "68"), 0, 0 }, F, ASHBY_EPERM },
	{ "no reason",
		{ JSON_HEAD
			"Content-Length: 49\r\n\r\n{\"success\":false,\"errors\":null,\"errorInfo\":null} ",
			0, 0 },
		F, ASHBY_EAPI },
	{ "an interim answer first", { "HTTP/1.1 100 Continue\r\n\r\n" CONFIRM, 0, 0 }, C, ASHBY_OK },
};

static const struct script read_reply = { EMPTY_LIST, 0, 0 };

/* Reads succeed and leave a connection that could be used again; the write gets its fault. */
static const struct script *reply_of(void *arg, const char *request)
{
	return strstr(request, "candidate.createNote") ? arg : &read_reply;
}

static void a_write_is_sent_once_and_judged(const struct fault *fault)
{
	union {
		const struct script *in;
		void *out;
	} script = { .in = &fault->reply };
	struct box box;
	struct told told;
	struct got got;

	box_init(&box, false);
	box.kit.server.pick = reply_of;
	box.kit.server.pick_arg = script.out;
	kit_call(&box.kit, "job.list", &got);
	kit_wait(&box.kit, &got);
	assert_int_equal(got.error, ASHBY_OK);
	box_send(&box, NULL, &told);
	box_wait(&box, &told);
	kit_settle(&box.kit);
	if (told.state != fault->state || told.err.error != fault->error)
		fail_msg("%s: %s, %s", fault->what, ashby_intent_state_name(told.state), told.err.message);
	/* Whatever it was, something is said of it. */
	if (strstr(told.err.message, "applied: ;"))
		fail_msg("%s: %s", fault->what, told.err.message);
	if (box_posts(&box, "candidate.createNote") != 1)
		fail_msg("%s: sent %zu times", fault->what, box_posts(&box, "candidate.createNote"));
	assert_string_equal(
		box_look(&box, "SELECT state FROM intent"), ashby_intent_state_name(fault->state));
	assert_string_equal(box_look(&box, "SELECT attempts FROM intent"), "1");
	assert_true(told.sent);
	assert_int_equal(told.trouble.error, ASHBY_OK);
	box_release(&box);
}

static void every_fault_leaves_one_request_and_the_truth(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		a_write_is_sent_once_and_judged(&faults[i]);
}

/* A look into the file at the moment when the server has the request. */
static const struct script *look_first(void *arg, const char *request)
{
	static const struct script confirm = { CONFIRM, 0, 0 };
	struct box *box = arg;

	assert_non_null(strstr(request, "candidate.createNote"));
	assert_string_equal(box_look(box, "SELECT state || attempts FROM intent"), "sending1");
	return &confirm;
}

static void it_is_recorded_before_the_first_byte(void **state)
{
	struct box box;
	struct told told;
	const char *request;

	(void)state;
	box_init(&box, false);
	box.kit.server.pick = look_first;
	box.kit.server.pick_arg = &box;
	box_send(&box, NULL, &told);
	assert_string_equal(box_look(&box, "SELECT state || attempts FROM intent"), "queued0");
	box_wait(&box, &told);
	assert_int_equal(told.state, C);
	assert_string_equal(told.request_id, "01REQ");
	assert_string_equal(box_look(&box, "SELECT result_id FROM intent"), "note-1");
	request = box.kit.server.requests[0];
	assert_non_null(strstr(request, "\r\n\r\n" NOTE));
	assert_non_null(strstr(request, "POST /candidate.createNote HTTP/1.1\r\n"));
	assert_null(strstr(request, "Expect:"));
	/* The connection was the write's own. */
	kit_settle(&box.kit);
	assert_int_equal(box.kit.server.closed, 1);
	box_release(&box);
}

static void what_was_refused_unread_goes_again(void **state)
{
	static const struct script rows[] = {
		{ REFUSAL("429 Many"), 0, 0 },
		{ REFUSAL("429 Many"), 0, 0 },
		{ CONFIRM, 0, 0 },
	};
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	box_send(&box, NULL, &told);
	box_wait(&box, &told);
	assert_int_equal(told.state, C);
	assert_int_equal(box.kit.server.request_count, 3);
	assert_string_equal(box_look(&box, "SELECT attempts FROM intent"), "3");
	box_release(&box);
}

static void five_times_is_enough(void **state)
{
	static const struct script rows[] = { { REFUSAL("429 Many"), 0, SERVER_STAY } };
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	box_send(&box, NULL, &told);
	box_wait(&box, &told);
	assert_int_equal(told.state, F);
	assert_int_equal(told.err.error, ASHBY_ERATE);
	assert_int_equal(box.kit.server.request_count, 5);
	box_release(&box);
}

static void what_was_never_sent_goes_when_the_server_is_back(void **state)
{
	static const struct script rows[] = { { CONFIRM, 0, 0 } };
	struct box box;
	struct told told;
	char away[120];
	int i;

	(void)state;
	box_init(&box, true);
	SCRIPT(&box.kit, rows);
	snprintf(away, sizeof(away), "%s.x", box.kit.server.path);
	assert_int_equal(rename(box.kit.server.path, away), 0);
	box_send(&box, NULL, &told);
	for (i = 0; i < 50; i++)
		assert_int_equal(ashby_loop_turn(box.kit.loop, 0), ASHBY_OK);
	assert_int_equal(told.count, 0);
	assert_string_equal(box_look(&box, "SELECT state || attempts FROM intent"), "queued0");
	assert_int_equal(rename(away, box.kit.server.path), 0);
	box_wait(&box, &told);
	assert_int_equal(told.state, C);
	assert_int_equal(box.kit.server.request_count, 1);
	box_release(&box);
}

static void who_gives_up_waiting_hears_that_nothing_was_sent(void **state)
{
	struct ashby_err why;
	struct box box;
	struct told told;

	(void)state;
	ashby_err_set(&why, ASHBY_ETIMEOUT, "gave up after 1 s");
	box_init(&box, false);
	server_stop(&box.kit.server);
	box_send(&box, NULL, &told);
	kit_settle(&box.kit);
	ashby_outbox_stop(box.outbox, told.id, &why);
	assert_int_equal(told.count, 1);
	assert_int_equal(told.state, F);
	assert_false(told.sent);
	assert_int_equal(told.err.error, ASHBY_ENET);
	assert_non_null(strstr(told.err.message, "not sent: gave up after 1 s: cannot connect"));
	assert_string_equal(box_look(&box, "SELECT state || ifnull(sent, '-') FROM intent"), "failed-");
	box_release(&box);
}

static void who_stops_listening_hears_that_it_is_unknown(void **state)
{
	static const struct script rows[] = { { NULL, 0, SERVER_STAY } };
	struct ashby_err why;
	struct box box;
	struct told told;

	(void)state;
	ashby_err_set(&why, ASHBY_ECANCELLED, "interrupted");
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	box_send(&box, NULL, &told);
	assert_false(ashby_outbox_sending(box.outbox, told.id));
	kit_requests(&box.kit, 1);
	assert_true(ashby_outbox_sending(box.outbox, told.id));
	ashby_outbox_stop(box.outbox, told.id, &why);
	assert_int_equal(told.count, 1);
	assert_int_equal(told.state, U);
	assert_int_equal(told.err.error, ASHBY_EUNKNOWN);
	assert_string_equal(
		box_look(&box, "SELECT state || ': ' || message FROM intent"), "unknown: interrupted");
	/* Whoever asked is told once. */
	ashby_outbox_stop(box.outbox, told.id, &why);
	assert_int_equal(told.count, 1);
	box_release(&box);
}

static void a_refused_key_stops_what_comes_after(void **state)
{
	static const struct script rows[] = { { PLAIN("401 No", "2", "no"), 0, SERVER_STAY } };
	struct box box;
	struct told first, second, third;
	struct ashby_err err;

	(void)state;
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	box_send(&box, NULL, &first);
	box_send(&box, NULL, &second);
	box_wait(&box, &second);
	assert_int_equal(first.state, F);
	assert_true(first.sent);
	assert_int_equal(second.state, F);
	assert_false(second.sent);
	assert_int_equal(second.err.error, ASHBY_EAUTH);
	assert_int_equal(box.kit.server.request_count, 1);
	assert_int_equal(box_try(&box, NULL, &third, &err), ASHBY_EAUTH);
	assert_string_equal(box_look(&box, "SELECT count(*) FROM intent"), "2");
	box_release(&box);
}

static void another_key_is_never_used(void **state)
{
	static const struct script rows[] = { { CONFIRM, 0, SERVER_STAY } };
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	box_send(&box, NULL, &told);
	assert_int_equal(
		ashby_client_set_key(box.kit.client, "sandbox-another-organisation", NULL), ASHBY_OK);
	box_wait(&box, &told);
	assert_int_equal(told.state, F);
	assert_false(told.sent);
	assert_non_null(strstr(told.err.message, "another API key"));
	assert_int_equal(box.kit.server.request_count, 0);
	box_release(&box);
}

static const struct script *only_writes(void *arg, const char *request)
{
	static const struct script confirm = { CONFIRM, 0, 0 }, silence = { NULL, 0, 0 };

	(void)arg;
	return strstr(request, "candidate.createNote") ? &confirm : &silence;
}

/* All that may run at once are reads without an answer; then one of them makes room. */
static void writes_go_in_order_and_before_reads(void **state)
{
	struct ashby_call *reads[5];
	struct got got[5];
	struct told first, second;
	struct box box;
	size_t i;

	(void)state;
	box_init(&box, false);
	box.kit.server.pick = only_writes;
	memset(got, 0, sizeof(got));
	for (i = 0; i < 5; i++)
		assert_int_equal(
			ashby_call(&reads[i], box.kit.scope, "job.list", NULL, 0, kit_got, &got[i], NULL),
			ASHBY_OK);
	kit_requests(&box.kit, 4);
	box_send(&box, NULL, &first);
	box_send(&box, NULL, &second);
	kit_settle(&box.kit);
	assert_int_equal(box.kit.server.request_count, 4);
	ashby_call_cancel(reads[0]);
	box_wait(&box, &first);
	assert_non_null(strstr(box.kit.server.requests[4], "candidate.createNote"));
	ashby_call_cancel(reads[1]);
	box_wait(&box, &second);
	assert_string_equal(box_look(&box, "SELECT group_concat(state) FROM intent"), "confirmed,confirmed");
	box_release(&box);
}

static void warnings_of_a_success_are_kept(void **state)
{
	static const struct script rows[] = {
		{ JSON_HEAD
			"Content-Length: 49\r\n\r\n{\"success\":true,\"results\":{},\"warnings\":[\"some\"]}",
			0, 0 },
	};
	struct box box;
	struct told told;

	(void)state;
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	box_send(&box, NULL, &told);
	box_wait(&box, &told);
	assert_int_equal(told.state, C);
	assert_string_equal(box_look(&box, "SELECT warnings FROM intent"), "[\"some\"]");
	box_release(&box);
}

/* The first holds the account's turn while its request is out; the second's goes when that is settled. */
static void two_instances_never_send_at_once(void **state)
{
	static const struct script rows[] = { { NULL, 0, 0 }, { CONFIRM, 0, 0 } };
	struct ashby_outbox *other;
	struct ashby_err why;
	struct box box, twin;
	struct told first, second;

	(void)state;
	ashby_err_set(&why, ASHBY_ECANCELLED, "interrupted");
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	assert_int_equal(ashby_outbox_open(&other, BOX_ACCOUNT, NULL), ASHBY_OK);
	assert_int_equal(ashby_outbox_attach(other, box.kit.loop, box.kit.client, NULL), ASHBY_OK);
	twin = box;
	twin.outbox = other;
	box_send(&box, NULL, &first);
	kit_requests(&box.kit, 1);
	box_send(&twin, NULL, &second);
	kit_settle(&box.kit);
	assert_int_equal(box.kit.server.request_count, 1);
	ashby_outbox_stop(box.outbox, first.id, &why);
	assert_int_equal(first.state, U);
	box_wait(&twin, &second);
	assert_int_equal(second.state, C);
	assert_int_equal(box.kit.server.request_count, 2);
	ashby_outbox_free(other);
	box_release(&box);
}

/* ---- the end of the session ---- */

static void the_end_settles_what_is_left(void **state)
{
	static const struct script rows[] = { { NULL, 0, SERVER_STAY } };
	struct box box;
	struct told first, second;

	(void)state;
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	box_send(&box, NULL, &first);
	box_send(&box, NULL, &second);
	kit_requests(&box.kit, 1);
	ashby_outbox_free(box.outbox);
	box.outbox = NULL;
	assert_int_equal(first.count + second.count, 2);
	assert_int_equal(first.state, U);
	assert_int_equal(second.state, F);
	assert_false(second.sent);
	box_release(&box);
}

static void free_inside(void *arg, const struct ashby_settled *settled)
{
	struct box *box = arg;

	assert_int_equal(settled->state, C);
	ashby_outbox_free(box->outbox);
	box->outbox = NULL;
}

static void an_outbox_may_go_in_its_callback(void **state)
{
	static const struct script rows[] = { { CONFIRM, 0, 0 } };
	const struct ashby_write write = { .endpoint = "candidate.createNote", .body = NOTE };
	char id[ASHBY_INTENT_ID];
	struct box box;

	(void)state;
	box_init(&box, false);
	SCRIPT(&box.kit, rows);
	assert_int_equal(ashby_outbox_send(box.outbox, &write, id, free_inside, &box, NULL), ASHBY_OK);
	while (box.outbox)
		assert_int_equal(ashby_loop_turn(box.kit.loop, -1), ASHBY_OK);
	kit_settle(&box.kit);
	box_release(&box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_leaves_one_request_and_the_truth),
		cmocka_unit_test(it_is_recorded_before_the_first_byte),
		cmocka_unit_test(what_was_refused_unread_goes_again),
		cmocka_unit_test(five_times_is_enough),
		cmocka_unit_test(what_was_never_sent_goes_when_the_server_is_back),
		cmocka_unit_test(who_gives_up_waiting_hears_that_nothing_was_sent),
		cmocka_unit_test(who_stops_listening_hears_that_it_is_unknown),
		cmocka_unit_test(a_refused_key_stops_what_comes_after),
		cmocka_unit_test(another_key_is_never_used),
		cmocka_unit_test(writes_go_in_order_and_before_reads),
		cmocka_unit_test(warnings_of_a_success_are_kept),
		cmocka_unit_test(two_instances_never_send_at_once),
		cmocka_unit_test(the_end_settles_what_is_left),
		cmocka_unit_test(an_outbox_may_go_in_its_callback),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	alarm(120);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
