/* test_transport.c: a write leaves at most once, and it is known whether it left; the hook before the first byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>

#include "server.h"
#include "transport.h"
#include "url.h"

#define OK_REPLY "HTTP/1.1 200 OK\r\nDate: Tue, 24 Nov 2026 12:00:00 GMT\r\nContent-Length: 2\r\n\r\n{}"

struct bench {
	struct ashby_loop *loop;
	struct server server;
	struct ashby__base base;
	struct ashby__transport *transport;
	int before_calls, ends;
	enum ashby_error before_says;
	struct ashby__response response; /* without its body */
	char body[64];
};

static void bench_init(struct bench *b)
{
	struct ashby__transport_options options = { .base = &b->base,
		.agent = "test",
		.connect_timeout_ms = 1000,
		.timeout_ms = 1000,
		.write_timeout_ms = 1000,
		.low_speed_s = 5 };

	memset(b, 0, sizeof(*b));
	assert_int_equal(ashby_loop_new(&b->loop), ASHBY_OK);
	assert_true(server_init(&b->server, b->loop, false));
	assert_int_equal(ashby__base_init(&b->base, b->server.url, NULL), ASHBY_OK);
	assert_int_equal(ashby__transport_new(&b->transport, b->loop, &options), ASHBY_OK);
}

static void bench_release(struct bench *b)
{
	ashby__transport_free(b->transport);
	ashby__base_release(&b->base);
	server_release(&b->server);
	ashby_loop_free(b->loop);
}

static enum ashby_error on_before(void *arg)
{
	struct bench *b = arg;

	b->before_calls++;
	/* Nothing may have reached the server yet. */
	assert_int_equal(b->server.request_count, 0);
	return b->before_says;
}

static void on_response(void *arg, struct ashby__response *response)
{
	struct bench *b = arg;

	b->ends++;
	b->response = *response;
	snprintf(b->body, sizeof(b->body), "%s", ashby_buf_str(&response->body));
}

static void send_one(struct bench *b, bool write)
{
	struct ashby__request request = { .endpoint = "candidate.createNote",
		.key = "sandbox-0123456789ab",
		.body = "{}",
		.body_len = 2,
		.write = write };
	struct ashby__exchange *exchange;
	int ends = b->ends;

	if (write && !b->server.request_count)
		request.before = on_before;
	request.before_arg = b;
	assert_int_equal(
		ashby__exchange_new(&exchange, b->transport, &request, on_response, b, NULL), ASHBY_OK);
	assert_int_equal(b->ends, ends);
	while (b->ends == ends)
		assert_int_equal(ashby_loop_turn(b->loop, -1), ASHBY_OK);
}

static void a_reply_comes_with_what_its_headers_say(void **state)
{
	static const struct script rows[] = {
		{ "HTTP/1.1 100 Continue\r\nx-ashby-request-id: early\r\n\r\n"
		  "HTTP/1.1 429 Many\r\ncOnTeNt-TyPe:  text/plain \r\nX-Ashby-Request-Id:01\x1b[31mX\r\n"
		  "Retry-After: 12\r\nX-RateLimit-Scope: integration-partner\r\n"
		  "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\nContent-Length: 4\r\n\r\nslow",
			0, 0 },
	};
	struct bench b;

	(void)state;
	bench_init(&b);
	server_script(&b.server, rows, 1);
	send_one(&b, false);
	assert_int_equal(b.response.err.error, ASHBY_OK);
	assert_int_equal(b.response.http, 429);
	assert_string_equal(b.response.content_type, "text/plain");
	assert_string_equal(b.response.request_id, "01?[31mX");
	assert_int_equal(b.response.retry_after_s, 12);
	assert_true(b.response.partner_scope);
	assert_int_equal(b.response.date_s, 1795521600);
	assert_string_equal(b.body, "slow");
	bench_release(&b);
}

/* H12: a server that keeps the line open and says next to nothing. It is given up long before the time limit. */
static void a_reply_that_trickles_is_given_up(void **state)
{
	static const struct script rows[] = { { "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{", 0, 0 } };
	struct bench b;

	(void)state;
	bench_init(&b);
	ashby__transport_free(b.transport);
	assert_int_equal(ashby__transport_new(&b.transport, b.loop,
				 &(struct ashby__transport_options){ .base = &b.base,
					 .agent = "test",
					 .connect_timeout_ms = 1000,
					 .timeout_ms = 60000,
					 .write_timeout_ms = 60000,
					 .low_speed_s = 1 }),
		ASHBY_OK);
	server_script(&b.server, rows, 1);
	send_one(&b, false);
	assert_int_equal(b.response.err.error, ASHBY_ETIMEOUT);
	assert_non_null(strstr(b.response.err.message, "too slow"));
	bench_release(&b);
}

/* A server that reads, acts and closes a kept connection without a byte: libcurl would send a read again by itself. */
static void a_write_is_never_sent_again_behind_our_back(void **state)
{
	static const struct script rows[] = {
		{ OK_REPLY, 0, 0 },
		{ NULL, 0, SERVER_CLOSE },
		{ OK_REPLY, 0, SERVER_STAY },
	};
	struct bench b;

	(void)state;
	bench_init(&b);
	server_script(&b.server, rows, 3);
	send_one(&b, false);
	assert_int_equal(b.server.request_count, 1);
	send_one(&b, true);
	assert_int_equal(b.response.err.error, ASHBY_ENET);
	assert_true(b.response.sent);
	assert_int_equal(b.server.request_count, 2);
	assert_int_equal(b.server.accepted, 2);
	assert_null(strstr(b.server.requests[1], "Expect"));
	bench_release(&b);
	/* The same with a read shows that the fault is there to be met. */
	bench_init(&b);
	server_script(&b.server, rows, 3);
	send_one(&b, false);
	send_one(&b, false);
	assert_int_equal(b.response.err.error, ASHBY_OK);
	assert_int_equal(b.server.request_count, 3);
	bench_release(&b);
}

static void a_write_uses_its_connection_once(void **state)
{
	static const struct script rows[] = { { OK_REPLY, 0, SERVER_STAY } };
	struct bench b;
	int i;

	(void)state;
	bench_init(&b);
	server_script(&b.server, rows, 1);
	for (i = 0; i < 3; i++)
		send_one(&b, true);
	assert_int_equal(b.server.accepted, 3);
	assert_int_equal(b.before_calls, 1);
	assert_true(b.response.sent);
	send_one(&b, false);
	assert_int_equal(b.server.accepted, 4);
	bench_release(&b);
}

static void nothing_is_sent_that_could_not_be_recorded(void **state)
{
	static const struct script rows[] = { { OK_REPLY, 0, SERVER_STAY } };
	struct bench b;

	(void)state;
	bench_init(&b);
	server_script(&b.server, rows, 1);
	b.before_says = ASHBY_ELOCAL;
	send_one(&b, true);
	assert_int_equal(b.response.err.error, ASHBY_ELOCAL);
	assert_false(b.response.sent);
	assert_int_equal(b.before_calls, 1);
	while (!b.server.closed)
		ashby_loop_turn(b.loop, -1);
	assert_int_equal(b.server.request_count, 0);
	bench_release(&b);
}

static void a_refused_connection_has_sent_nothing(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	server_stop(&b.server);
	send_one(&b, true);
	assert_int_equal(b.response.err.error, ASHBY_ENET);
	assert_false(b.response.sent);
	assert_int_equal(b.before_calls, 0);
	bench_release(&b);
}

static void on_free_transport(void *arg, struct ashby__response *response)
{
	struct bench *b = arg;

	(void)response;
	b->ends++;
	ashby__transport_free(b->transport);
	b->transport = NULL;
}

static void a_callback_may_free_the_transport(void **state)
{
	static const struct script rows[] = { { OK_REPLY, 0, SERVER_STAY } };
	struct ashby__request request = {
		.endpoint = "job.list", .key = "sandbox-0123456789ab", .body = "{}", .body_len = 2
	};
	struct ashby__exchange *exchange;
	struct bench b;

	(void)state;
	bench_init(&b);
	server_script(&b.server, rows, 1);
	assert_int_equal(
		ashby__exchange_new(&exchange, b.transport, &request, on_free_transport, &b, NULL), ASHBY_OK);
	while (!b.ends)
		ashby_loop_turn(b.loop, -1);
	bench_release(&b);
}

static void a_missing_file_of_authorities_is_named(void **state)
{
	struct ashby__request request = {
		.endpoint = "job.list", .key = "sandbox-0123456789ab", .body = "{}", .body_len = 2
	};
	struct ashby__transport_options options = { .agent = "test", .ca_file = "/nonexistent/ca.pem" };
	struct ashby__transport *transport;
	struct ashby__exchange *exchange = NULL;
	struct ashby_err err;
	struct bench b;

	(void)state;
	bench_init(&b);
	options.base = &b.base;
	assert_int_equal(ashby__transport_new(&transport, b.loop, &options), ASHBY_OK);
	assert_int_equal(
		ashby__exchange_new(&exchange, transport, &request, on_response, &b, &err), ASHBY_ECONFIG);
	assert_null(exchange);
	assert_non_null(strstr(err.message, "/nonexistent/ca.pem"));
	ashby__transport_free(transport);
	bench_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reply_comes_with_what_its_headers_say),
		cmocka_unit_test(a_reply_that_trickles_is_given_up),
		cmocka_unit_test(a_write_is_never_sent_again_behind_our_back),
		cmocka_unit_test(a_write_uses_its_connection_once),
		cmocka_unit_test(nothing_is_sent_that_could_not_be_recorded),
		cmocka_unit_test(a_refused_connection_has_sent_nothing),
		cmocka_unit_test(a_callback_may_free_the_transport),
		cmocka_unit_test(a_missing_file_of_authorities_is_named),
	};

	alarm(60);
	return cmocka_run_group_tests_name("transport", tests, NULL, NULL);
}
