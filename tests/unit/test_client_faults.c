/* test_client_faults.c: what a read makes of every fault of the wire: how it ends, after how many tries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "ashby/date.h"
#include "session_kit.h"

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define STATUS(line) "HTTP/1.1 " line "\r\nContent-Length: 0\r\n\r\n"
#define MIB ((size_t)1 << 20)

struct fault {
	const char *what;
	struct script first; /* given once, or STAYs */
	enum ashby_error error;
	int http, tries;
	const char *message; /* a part of it */
};

/* After `first` the server answers well, so what is tried again and passes ends as a success. */
static const struct fault faults[] = {
	{ "reset after the request", { NULL, 0, SERVER_RESET }, ASHBY_OK, 200, 2, "" },
	{ "closed without a byte", { NULL, 0, SERVER_CLOSE }, ASHBY_OK, 200, 2, "" },
	{ "cut in the head", { "HTTP/1.1 200 OK\r\nContent-Ty", 0, SERVER_CLOSE }, ASHBY_OK, 200, 2, "" },
	{ "cut in the body", { JSON_HEAD "Content-Length: 99\r\n\r\n{\"succ", 0, SERVER_CLOSE }, ASHBY_OK,
		200, 2, "" },
	{ "cut chunk", { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"su", 0, SERVER_CLOSE },
		ASHBY_OK, 200, 2, "" },
	{ "cut, and the end of the body is the end of the connection",
		{ JSON_HEAD "\r\n{\"success\":true,\"results\":[{\"id\":\"a", 0, SERVER_CLOSE }, ASHBY_OK,
		200, 2, "" },
	{ "empty 200", { JSON_HEAD "Content-Length: 0\r\n\r\n", 0, 0 }, ASHBY_OK, 200, 2, "" },
	{ "500", { STATUS("500 Oops"), 0, 0 }, ASHBY_OK, 200, 2, "" },
	{ "502", { STATUS("502 Bad Gateway"), 0, SERVER_CLOSE }, ASHBY_OK, 200, 2, "" },
	{ "503", { STATUS("503 Later"), 0, 0 }, ASHBY_OK, 200, 2, "" },
	{ "408", { STATUS("408 Slow"), 0, 0 }, ASHBY_OK, 200, 2, "" },
	{ "429", { STATUS("429 Many"), 0, 0 }, ASHBY_OK, 200, 2, "" },
	{ "429 in an envelope under 200",
		{ JSON_HEAD "Content-Length: 62\r\n\r\n"
			    "{\"success\":false,\"errorInfo\":{\"code\":\"rate_limit_exceeded\"}}  ",
			0, 0 },
		ASHBY_OK, 200, 2, "" },
	{ "500 for ever", { STATUS("500 Oops"), 0, SERVER_STAY }, ASHBY_ESERVER, 500, 4, "HTTP 500" },
	{ "429 for ever", { STATUS("429 Many"), 0, SERVER_STAY }, ASHBY_ERATE, 429, 5, "too many requests" },
	{ "closed for ever", { NULL, 0, SERVER_CLOSE | SERVER_STAY }, ASHBY_ENET, 0, 4, "without an answer" },
	{ "an interim answer first", { "HTTP/1.1 100 Continue\r\n\r\n" EMPTY_LIST, 0, 0 }, ASHBY_OK, 200, 1,
		"" },
	{ "a byte a turn", { EMPTY_LIST, 0, SERVER_DRIP }, ASHBY_OK, 200, 1, "" },
	{ "byte order mark", { JSON_HEAD "Content-Length: 19\r\n\r\n\xEF\xBB\xBF{\"success\":true}", 0, 0 },
		ASHBY_OK, 200, 1, "" },
	{ "a captive portal",
		{ "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<html>Log "
		  "in\x1b[2J</",
			0, 0 },
		ASHBY_EREPLY, 200, 1, "it is text/html: <html>" },
	{ "not JSON", { JSON_HEAD "Content-Length: 5\r\n\r\nhello", 0, 0 }, ASHBY_EREPLY, 200, 1, "hello" },
	{ "not HTTP", { "SSH-2.0-OpenSSH_9.2\r\n", 0, SERVER_CLOSE }, ASHBY_EREPLY, 0, 1, "HTTP" },
	{ "401", { STATUS("401 No"), 0, 0 }, ASHBY_EAUTH, 401, 1, "HTTP 401" },
	{ "400", { STATUS("400 Bad"), 0, 0 }, ASHBY_EAPI, 400, 1, "HTTP 400" },
	{ "404", { STATUS("404 Where"), 0, 0 }, ASHBY_EAPI, 404, 1, "does not know" },
	{ "304", { "HTTP/1.1 304 Same\r\n\r\n", 0, 0 }, ASHBY_ESERVER, 304, 1, "not followed" },
	{ "a body announced too long", { JSON_HEAD "Content-Length: 99999999\r\n\r\n{", 0, 0 }, ASHBY_ELIMIT,
		200, 1, "too long" },
	{ "broken gzip", { JSON_HEAD "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!", 0, 0 },
		ASHBY_EREPLY, 200, 1, "decompress" },
	{ "an unknown encoding", { JSON_HEAD "Content-Encoding: rot13\r\nContent-Length: 2\r\n\r\n{}", 0, 0 },
		ASHBY_EREPLY, 200, 1, "decompress" },
	{ "a header without an end of line", { "HTTP/1.1 200 OK\r\nX: y", 0, SERVER_CLOSE | SERVER_STAY },
		ASHBY_ENET, 200, 4, "" },
};

static void a_fault_ends_as_the_table_says(void **state)
{
	struct script rows[2] = { { NULL, 0, 0 }, { EMPTY_LIST, 0, SERVER_STAY } };
	const struct fault *fault;
	struct got got;
	struct kit kit;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		fault = &faults[i];
		rows[0] = fault->first;
		kit_init(&kit, false, NULL);
		SCRIPT(&kit, rows);
		kit_call(&kit, "job.list", &got);
		kit_wait(&kit, &got);
		if (got.error != fault->error || got.http != fault->http || got.tries != fault->tries ||
			!strstr(got.err.message, fault->message))
			fail_msg("'%s' ended as %s, HTTP %d, %d tries: %s", fault->what,
				ashby_error_name(got.error), got.http, got.tries, got.err.message);
		assert_null(strchr(got.err.message, 0x1b));
		kit_settle(&kit);
		assert_int_equal(got.count, 1);
		kit_release(&kit);
	}
}

static void nobody_listens(void **state)
{
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	server_stop(&kit.server);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_ENET);
	assert_int_equal(got.http, 0);
	assert_int_equal(got.tries, 4);
	assert_non_null(strstr(got.err.message, "cannot connect"));
	kit_release(&kit);
}

static void plain_http_is_not_taken_for_tls(void **state)
{
	static const struct script rows[] = { { STATUS("400 Bad"), 0, SERVER_CLOSE | SERVER_STAY } };
	struct ashby_client_options options = { .base_url = NULL };
	char url[160];
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ashby_scope_free(kit.scope);
	ashby_client_free(kit.client);
	snprintf(url, sizeof(url), "https%.100s", kit.server.url + 4);
	options.base_url = url;
	options.timeout_ms = 60;
	kit_client(&kit, &options);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_true(got.error == ASHBY_ENET || got.error == ASHBY_ETIMEOUT);
	assert_int_equal(kit.server.request_count, 0);
	kit_release(&kit);
}

static void a_silent_server_is_given_up(void **state)
{
	static const struct script rows[] = { { NULL, 0, SERVER_STAY } };
	static const struct script endless[] = { { EMPTY_LIST, 60, SERVER_DRIP | SERVER_STAY } };
	static const struct ashby_client_options options = { .timeout_ms = 40 };
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, &options);
	SCRIPT(&kit, rows);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_ETIMEOUT);
	assert_int_equal(got.tries, 4);
	SCRIPT(&kit, endless);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_ETIMEOUT);
	kit_release(&kit);
}

static void a_redirect_is_not_followed(void **state)
{
	struct script rows[1] = { { NULL, 0, SERVER_STAY } };
	struct server other;
	struct got got;
	struct kit kit;
	char reply[300];
	int status;

	(void)state;
	for (status = 301; status <= 308; status++) {
		kit_init(&kit, false, NULL);
		assert_true(server_init(&other, kit.loop, false));
		snprintf(reply, sizeof(reply),
			"HTTP/1.1 %d Moved\r\nLocation: %s/job.list\r\nContent-Length: 0\r\n\r\n", status,
			other.url);
		rows[0].bytes = reply;
		SCRIPT(&kit, rows);
		kit_call(&kit, "job.list", &got);
		kit_wait(&kit, &got);
		kit_settle(&kit);
		assert_int_equal(got.error, ASHBY_ESERVER);
		assert_int_equal(got.http, status);
		assert_int_equal(got.tries, 1);
		assert_int_equal(other.accepted, 0);
		assert_int_equal(kit.server.request_count, 1);
		server_release(&other);
		kit_release(&kit);
	}
}

/* ---- limits ---- */

/* Bits of a deflate stream, least significant first. */
struct bits {
	unsigned char *at;
	size_t len;
	unsigned count;
};

static void bits_put(struct bits *b, unsigned value, unsigned count, bool huffman)
{
	unsigned i, bit;

	for (i = 0; i < count; i++) {
		bit = value >> (huffman ? count - 1 - i : i) & 1;
		if (!b->count)
			b->at[b->len] = 0;
		b->at[b->len] |= (unsigned char)(bit << b->count);
		b->count = (b->count + 1) % 8;
		if (!b->count)
			b->len++;
	}
}

/* A reply whose gzip body grows to more than so many bytes: one letter, then matches of 258 at distance 1. */
static size_t bomb(unsigned char *to, size_t bytes)
{
	static const char head[] = JSON_HEAD "Content-Encoding: gzip\r\n\r\n";
	static const unsigned char gzip[10] = { 0x1f, 0x8b, 8 };
	struct bits b = { .at = to };
	size_t at;

	memcpy(to, head, sizeof(head) - 1);
	memcpy(to + sizeof(head) - 1, gzip, sizeof(gzip));
	b.len = sizeof(head) - 1 + sizeof(gzip);
	bits_put(&b, 1, 1, false);         /* the last block */
	bits_put(&b, 1, 2, false);         /* fixed codes */
	bits_put(&b, 0x30 + ' ', 8, true); /* a space */
	for (at = 0; at < bytes; at += 258) {
		bits_put(&b, 0xC5, 8, true); /* length 258 */
		bits_put(&b, 0, 5, true);    /* distance 1 */
	}
	bits_put(&b, 0, 7, true);
	return b.len + 1;
}

static void what_grows_too_long_is_stopped(void **state)
{
	static const char head[] = "HTTP/1.1 200 OK\r\n";
	static const char endless_body[] = JSON_HEAD "\r\n";
	struct script rows[1] = { { NULL, 0, SERVER_CLOSE } };
	size_t room = 40 * MIB, i;
	char *bytes = malloc(room);
	struct got got;
	struct kit kit;
	int kind;

	(void)state;
	assert_non_null(bytes);
	for (kind = 0; kind < 4; kind++) {
		memset(bytes, 'x', room);
		if (kind == 0) { /* many headers */
			memcpy(bytes, head, sizeof(head) - 1);
			for (i = sizeof(head) - 1; i < 400000; i += 20)
				memcpy(bytes + i, "X: 1234567890 1234\r\n", 20);
			rows[0].len = 400000;
		} else if (kind == 1) { /* one long header */
			memcpy(bytes, head, sizeof(head) - 1);
			memcpy(bytes + sizeof(head) - 1, "X: ", 3);
			rows[0].len = 400000;
		} else if (kind == 2) { /* a body without an end */
			memcpy(bytes, endless_body, sizeof(endless_body) - 1);
			rows[0].len = 17 * MIB;
		} else {
			rows[0].len = bomb((unsigned char *)bytes, 33 * MIB);
			assert_true(rows[0].len < MIB);
		}
		rows[0].bytes = bytes;
		kit_init(&kit, false, NULL);
		SCRIPT(&kit, rows);
		kit_call(&kit, "job.list", &got);
		kit_wait(&kit, &got);
		if (got.error != ASHBY_ELIMIT && kind != 1)
			fail_msg("kind %d: %s: %s", kind, ashby_error_name(got.error), got.err.message);
		assert_int_not_equal(got.error, ASHBY_OK);
		assert_true(got.bytes <= 16 * MIB);
		assert_int_equal(got.count, 1);
		kit_release(&kit);
	}
	free(bytes);
}

static void json_that_is_too_much_is_a_limit(void **state)
{
	static const char head[] = JSON_HEAD "\r\n";
	struct script rows[1] = { { NULL, 0, SERVER_CLOSE } };
	size_t room = 8 * MIB, at;
	char *bytes = malloc(room);
	struct got got;
	struct kit kit;
	int kind;

	(void)state;
	assert_non_null(bytes);
	for (kind = 0; kind < 2; kind++) {
		at = (size_t)snprintf(bytes, room, "%s{\"success\":true,\"results\":[", head);
		if (kind == 0) { /* deep */
			memset(bytes + at, '[', 1000000);
			at += 1000000;
			bytes[at++] = '}';
		} else { /* many */
			for (; at + 30 < room && at < 3 * MIB; at += 2)
				memcpy(bytes + at, "1,", 2);
			memcpy(bytes + at, "1]}", 3);
			at += 3;
		}
		rows[0] = (struct script){ bytes, at, SERVER_CLOSE };
		kit_init(&kit, false, NULL);
		SCRIPT(&kit, rows);
		kit_call(&kit, "job.list", &got);
		kit_wait(&kit, &got);
		assert_int_equal(got.error, ASHBY_ELIMIT);
		assert_int_equal(got.tries, 1);
		kit_release(&kit);
	}
	free(bytes);
}

/* ---- 429 ---- */

static void a_429_says_how_long(void **state)
{
	static const struct {
		const char *retry_after;
		int64_t from_ms, to_ms;
	} rows[] = {
		{ "Retry-After: 7\r\n", 6000, 7000 },
		{ "Retry-After: 99999\r\n", 299000, 300000 },
		{ "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n", 299000, 300000 },
		{ "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", 1, 2000 },
		{ "Retry-After: 99999999999999999999\r\n", 299000, 300000 },
		{ "Retry-After: -5\r\n", 1, 2000 },
		{ "Retry-After: soon\r\n", 1, 2000 },
		/* By the server's own clock, whatever this computer's says. */
		{ "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\nRetry-After: Tue, 24 Nov 2026 12:00:09 GMT\r\n",
			8000, 9000 },
		{ "Retry-After: Tue, 24 Nov 2026 12:00:09 GMT\r\nDate: Tue, 24 Nov 2026 12:00:00 GMT\r\n",
			8000, 9000 },
		{ "", 1, 2000 },
	};
	struct script script[1] = { { NULL, 0, 0 } };
	struct ashby_activity a;
	struct ashby_traffic t;
	struct got got, second;
	struct kit kit;
	char reply[300];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		snprintf(reply, sizeof(reply), "HTTP/1.1 429 Many\r\n%s%sContent-Length: 0\r\n\r\n",
			rows[i].retry_after, i ? "" : "X-RateLimit-Scope: Integration-Partner\r\n");
		script[0].bytes = reply;
		kit_init(&kit, false, NULL);
		ashby__client_retry_scale(kit.client, 1000);
		SCRIPT(&kit, script);
		kit_call(&kit, "job.list", &got);
		do {
			ashby_loop_turn(kit.loop, -1);
			ashby_client_traffic(kit.client, &t);
		} while (!t.pause_ms);
		assert_in_range(t.pause_ms, rows[i].from_ms, rows[i].to_ms);
		assert_int_equal(t.partner_scope, i == 0);
		assert_true(t.limited);
		assert_int_equal(t.running, 1);
		assert_true(ashby_client_activity(kit.client, 0, &a));
		assert_int_equal(a.state, ASHBY_RETRYING);
		assert_int_equal(a.http, 429);
		/* The wait is the key's: nothing else goes meanwhile. */
		kit_call(&kit, "user.list", &second);
		kit_settle(&kit);
		assert_int_equal(kit.server.request_count, 1);
		kit_release(&kit);
		assert_int_equal(got.error, ASHBY_ECANCELLED);
		assert_int_equal(got.tries, 1);
	}
}

/* A quota that is used up is a reason to wait even though nothing was refused. */
static void a_used_up_quota_is_waited_for(void **state)
{
	static const struct script rows[] = {
		{ OK_HEAD "x-ratelimit-limit: 1000, 1000;w=60\r\nx-ratelimit-remaining: 999\r\n"
			  "x-ratelimit-reset: 30\r\nContent-Length: "
			  "29\r\n\r\n{\"success\":true,\"results\":[]}",
			0, 0 },
		{ OK_HEAD "x-ratelimit-limit: 1000\r\nx-ratelimit-remaining: 0\r\n"
			  "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\nx-ratelimit-reset: 1795521607\r\n"
			  "Content-Length: 29\r\n\r\n{\"success\":true,\"results\":[]}",
			0, 0 },
	};
	struct ashby_traffic t;
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	ashby_client_traffic(kit.client, &t);
	assert_int_equal(t.limit, -1);
	assert_int_equal(t.remaining, -1);
	assert_false(t.skew_known);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	ashby_client_traffic(kit.client, &t);
	assert_int_equal(t.limit, 1000);
	assert_int_equal(t.remaining, 999);
	assert_int_equal(t.pause_ms, 0);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	ashby_client_traffic(kit.client, &t);
	assert_int_equal(t.remaining, 0);
	assert_in_range(t.pause_ms, 6000, 7000);
	assert_false(t.limited);
	assert_false(t.partner_scope);
	assert_true(t.skew_known);
	kit_release(&kit);
}

/* A label of more than 63 letters is refused by the resolver itself: nothing leaves this machine. */
static void an_unknown_host_is_named_and_tried_again(void **state)
{
	static const struct ashby_client_options options = {
		.base_url =
			"https://aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg.test",
	};
	struct got got;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, &options);
	kit_call(&kit, "job.list", &got);
	kit_wait(&kit, &got);
	assert_int_equal(got.error, ASHBY_ENET);
	assert_int_equal(got.tries, 4);
	assert_int_equal(got.http, 0);
	assert_non_null(strstr(got.err.message, "cannot find the server"));
	kit_release(&kit);
}

static void a_proxy_that_refuses_is_named(void **state)
{
	static const struct {
		const char *reply, *says;
	} rows[] = {
		{ "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
			"the proxy refused: HTTP 407; it wants a user name and a password" },
		{ "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", "the proxy refused: HTTP 403" },
	};
	struct ashby_client_options options = { .base_url = "https://api.example.test" };
	struct script script[1] = { { NULL, 0, SERVER_STAY | SERVER_CLOSE } };
	struct got got;
	struct kit kit;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		kit_init(&kit, false, NULL);
		ashby_scope_free(kit.scope);
		ashby_client_free(kit.client);
		options.proxy = kit.server.url;
		kit_client(&kit, &options);
		script[0].bytes = rows[i].reply;
		SCRIPT(&kit, script);
		kit_call(&kit, "job.list", &got);
		kit_wait(&kit, &got);
		assert_int_equal(got.error, ASHBY_ENET);
		assert_int_equal(got.tries, 4);
		if (!strstr(got.err.message, rows[i].says))
			fail_msg("'%s' does not say '%s'", got.err.message, rows[i].says);
		/* The key is inside of the tunnel that was never there. */
		for (size_t k = 0; k < kit.server.request_count; k++)
			assert_null(strstr(kit.server.requests[k], "c2FuZGJveC"));
		kit_release(&kit);
	}
}

/* The wall clock jumps by a day while a call waits for its second try: waits are kept by a clock that does not. */
static void a_clock_that_jumps_changes_no_wait(void **state)
{
	static const struct script rows[] = { { "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", 0, 0 },
		{ EMPTY_LIST, 0, SERVER_STAY } };
	static const int64_t jumps_ms[] = { 86400000, -86400000 };
	int64_t now = ashby_clock_now();
	struct got got;
	struct kit kit;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		kit_init(&kit, false, NULL);
		ashby__client_retry_scale(kit.client, 10);
		SCRIPT(&kit, rows);
		kit_call(&kit, "job.list", &got);
		kit_requests(&kit, 1);
		ashby_clock_fix(now + jumps_ms[i]);
		kit_wait(&kit, &got);
		assert_int_equal(got.error, ASHBY_OK);
		assert_int_equal(got.tries, 2);
		kit_release(&kit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_ends_as_the_table_says),
		cmocka_unit_test(nobody_listens),
		cmocka_unit_test(plain_http_is_not_taken_for_tls),
		cmocka_unit_test(a_silent_server_is_given_up),
		cmocka_unit_test(a_redirect_is_not_followed),
		cmocka_unit_test(what_grows_too_long_is_stopped),
		cmocka_unit_test(json_that_is_too_much_is_a_limit),
		cmocka_unit_test(a_429_says_how_long),
		cmocka_unit_test(a_used_up_quota_is_waited_for),
		cmocka_unit_test(an_unknown_host_is_named_and_tried_again),
		cmocka_unit_test(a_proxy_that_refuses_is_named),
		cmocka_unit_test(a_clock_that_jumps_changes_no_wait),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	alarm(200);
	return cmocka_run_group_tests_name("client_faults", tests, NULL, NULL);
}
