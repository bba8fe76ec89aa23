/*
 * test_errors_told.c: every form in which a call can fail, as a table: what the server sends, and what the person then
 * reads, in words and as JSON, with which exit status, and how often the server was asked. The verb itself runs, in a
 * child of its own for each row, all against one scripted server.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define SERVER_CONNECTIONS 400
#define SERVER_REQUESTS 400
#include "ashby/account.h"
#include "ashby/loop.h"
#include "ashby/record.h"
#include "headless.h"
#include "server.h"

#define ID_HEAD "x-ashby-request-id: 01HEADER\r\n"
#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define TEXT_HEAD(status) "HTTP/1.1 " status "\r\nContent-Type: text/plain\r\n" ID_HEAD
#define GOOD JSON_HEAD ID_HEAD "Connection: close\r\n\r\n{\"success\":true,\"results\":[]}"
/* A body without a length ends with its connection. */
#define SAYS(json) JSON_HEAD ID_HEAD "Connection: close\r\n\r\n" json

struct row {
	const char *name;
	const char *reply;  /* NULL: the connection is closed without one */
	const char *second; /* of later tries; NULL: the same */
	int status;         /* the exit status */
	const char *code;   /* of the JSON error */
	const char *words;  /* part of its message, and of what is said in words */
	const char *id;     /* the request id, or NULL */
	int http;           /* 0: null */
	unsigned tries;
	unsigned flags; /* of the first reply */
};

static const struct row rows[] = {
	/* A refusal under HTTP 200, in all its forms. */
	{ "errorInfo whole",
		SAYS("{\"success\":false,\"errors\":[\"invalid_input\"],\"errorInfo\":{\"code\":\"invalid_"
		     "input\","
		     "\"message\":\"limit is too high\",\"requestId\":\"01BODY\"}}"),
		NULL, EXIT_API, "invalid_input", "limit is too high", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "request id in the body only",
		JSON_HEAD
		"Connection: "
		"close\r\n\r\n{\"success\":false,\"errorInfo\":{\"code\":\"a_b\",\"message\":\"no\","
		"\"requestId\":\"01BODY\"}}",
		NULL, EXIT_API, "a_b", "no", "01BODY", 200, 1, SERVER_CLOSE },
	{ "errorInfo without a message",
		SAYS("{\"success\":false,\"errorInfo\":{\"code\":\"job_not_found\"}}"), NULL, EXIT_API,
		"job_not_found", "job_not_found", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "errors are codes", SAYS("{\"success\":false,\"errors\":[\"application_not_found\"]}"), NULL,
		EXIT_API, "application_not_found", "application_not_found", "01HEADER", 200, 1,
		SERVER_CLOSE },
	{ "errors are sentences", SAYS("{\"success\":false,\"errors\":[\"That job is closed\"]}"), NULL,
		EXIT_API, "api", "That job is closed", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "errors name parameters",
		SAYS("{\"success\":false,\"errors\":[{\"message\":\"must be a "
		     "uuid\",\"parameter\":\"jobId\"}]}"),
		NULL, EXIT_API, "api", "must be a uuid (jobId)", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "errors are coded objects",
		SAYS("{\"success\":false,\"errors\":[{\"code\":\"offer_not_found\",\"message\":\"no such "
		     "offer\"}]}"),
		NULL, EXIT_API, "offer_not_found", "no such offer", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "no reason at all", SAYS("{\"success\":false,\"errors\":null,\"errorInfo\":null}"), NULL, EXIT_API,
		"api", "gave no reason", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "an old cursor",
		SAYS("{\"success\":false,\"errorInfo\":{\"code\":\"next_cursor_expired\",\"message\":\"too "
		     "old\"}}"),
		NULL, EXIT_API, "next_cursor_expired", "too old; begin again without cursor", "01HEADER", 200,
		1, SERVER_CLOSE },
	{ "an old token",
		SAYS("{\"success\":false,\"errorInfo\":{\"code\":\"sync_token_expired\",\"message\":\"too "
		     "old\"}}"),
		NULL, EXIT_API, "sync_token_expired", "too old; begin again without syncToken", "01HEADER",
		200, 1, SERVER_CLOSE },

	/* The key. After one refusal nothing more is sent. */
	{ "401", TEXT_HEAD("401 Unauthorized") "Content-Length: 10\r\n\r\nKey, dear!", NULL, EXIT_AUTH,
		"not_authorised",
		"the API key is missing or was not accepted: HTTP 401: Key, dear!; ashby-tui doctor",
		"01HEADER", 401, 1, SERVER_CLOSE },
	{ "403 of a wrong key", TEXT_HEAD("403 Forbidden") "Content-Length: 3\r\n\r\nNo.", NULL, EXIT_AUTH,
		"not_authorised", "the API key is wrong or switched off: HTTP 403: No.; ashby-tui doctor",
		"01HEADER", 403, 1, SERVER_CLOSE },
	{ "403 of a permission",
		"HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n" ID_HEAD "Connection: "
		"close\r\n\r\n{\"success\":false,\"errorInfo\":{\"code\":\"missing_endpoint_permission\"}}",
		NULL, EXIT_AUTH, "missing_endpoint_permission",
		"may not use 'candidate.list': it lacks the permission candidatesRead; whoever administers "
		"Ashby",
		"01HEADER", 403, 1, SERVER_CLOSE },
	{ "the same under 200", SAYS("{\"success\":false,\"errors\":[\"missing_endpoint_permission\"]}"),
		NULL, EXIT_AUTH, "missing_endpoint_permission", "lacks the permission candidatesRead",
		"01HEADER", 200, 1, SERVER_CLOSE },

	/* Statuses. What is the request's fault is not sent again. */
	{ "400", TEXT_HEAD("400 Bad") "Content-Length: 3\r\n\r\nBad", NULL, EXIT_API, "api",
		"the request was refused: HTTP 400: Bad", "01HEADER", 400, 1, SERVER_CLOSE },
	{ "404", TEXT_HEAD("404 Not Found") "Content-Length: 0\r\n\r\n", NULL, EXIT_API, "api",
		"does not know this endpoint: HTTP 404", "01HEADER", 404, 1, SERVER_CLOSE },
	{ "405", TEXT_HEAD("405 No") "Content-Length: 0\r\n\r\n", NULL, EXIT_API, "api", "HTTP 405",
		"01HEADER", 405, 1, SERVER_CLOSE },
	{ "409", TEXT_HEAD("409 No") "Content-Length: 0\r\n\r\n", NULL, EXIT_API, "api", "HTTP 409",
		"01HEADER", 409, 1, SERVER_CLOSE },
	{ "413", TEXT_HEAD("413 No") "Content-Length: 0\r\n\r\n", NULL, EXIT_API, "api", "HTTP 413",
		"01HEADER", 413, 1, SERVER_CLOSE },
	{ "415", TEXT_HEAD("415 No") "Content-Length: 0\r\n\r\n", NULL, EXIT_API, "api", "HTTP 415",
		"01HEADER", 415, 1, SERVER_CLOSE },
	{ "422", TEXT_HEAD("422 No") "Content-Length: 0\r\n\r\n", NULL, EXIT_API, "api", "HTTP 422",
		"01HEADER", 422, 1, SERVER_CLOSE },
	{ "302",
		"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\n" ID_HEAD
		"Content-Length: 0\r\n\r\n",
		NULL, EXIT_NET, "server", "redirects elsewhere, which is not followed: HTTP 302", "01HEADER",
		302, 1, SERVER_CLOSE },
	{ "429 with a pace",
		"HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Type: application/json\r\n" ID_HEAD
		"Connection: "
		"close\r\n\r\n{\"success\":false,\"errorInfo\":{\"code\":\"rate_limit_exceeded\",\"message\":"
		"\"slow down\"}}",
		NULL, EXIT_NET, "rate_limit_exceeded", "slow down; try again later, or set a lower rate",
		"01HEADER", 429, 5, SERVER_CLOSE },
	{ "429, then not", "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n", GOOD,
		EXIT_DONE, NULL, NULL, NULL, 0, 2, SERVER_CLOSE },
	{ "500", TEXT_HEAD("500 Oops") "Content-Length: 4\r\n\r\nOops", NULL, EXIT_NET, "server",
		"the server failed: HTTP 500: Oops; try again later", "01HEADER", 500, 4, SERVER_CLOSE },
	{ "503, then not", TEXT_HEAD("503 Later") "Content-Length: 0\r\n\r\n", GOOD, EXIT_DONE, NULL, NULL,
		NULL, 0, 2, SERVER_CLOSE },
	{ "408, then not", TEXT_HEAD("408 Timeout") "Content-Length: 0\r\n\r\n", GOOD, EXIT_DONE, NULL, NULL,
		NULL, 0, 2, SERVER_CLOSE },

	/* The connection: reads are tried again. */
	{ "closed without a byte, then not", NULL, GOOD, EXIT_DONE, NULL, NULL, NULL, 0, 2, SERVER_CLOSE },
	{ "reset, then not", NULL, GOOD, EXIT_DONE, NULL, NULL, NULL, 0, 2, SERVER_RESET },
	{ "empty, then not", JSON_HEAD "Content-Length: 0\r\n\r\n", GOOD, EXIT_DONE, NULL, NULL, NULL, 0, 2,
		SERVER_CLOSE },
	{ "cut by its length, then not", JSON_HEAD "Content-Length: 90\r\n\r\n{\"success\":true", GOOD,
		EXIT_DONE, NULL, NULL, NULL, 0, 2, SERVER_CLOSE },
	{ "cut JSON, then not", JSON_HEAD "Connection: close\r\n\r\n{\"success\":true,\"results\":[", GOOD,
		EXIT_DONE, NULL, NULL, NULL, 0, 2, SERVER_CLOSE },
	{ "always closed", NULL, NULL, EXIT_NET, "network",
		"the server closed the connection without an answer", NULL, 0, 4, SERVER_CLOSE },

	/* Whole replies that are not Ashby's. */
	{ "a log-in page",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>Log in to the "
		"guest net</html>",
		NULL, EXIT_NET, "reply",
		"it is text/html: <html>Log in to the guest net</html>; look whether base-url", NULL, 200, 1,
		SERVER_CLOSE },
	{ "no object", SAYS("[1,2]"), NULL, EXIT_NET, "reply", "not an object with 'success'", "01HEADER",
		200, 1, SERVER_CLOSE },
	{ "no verdict", SAYS("{\"results\":[]}"), NULL, EXIT_NET, "reply",
		"does not say whether it is a success", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "a verdict in words", SAYS("{\"success\":\"true\",\"results\":[]}"), NULL, EXIT_NET, "reply",
		"does not say whether it is a success", "01HEADER", 200, 1, SERVER_CLOSE },
	{ "bytes behind the end", SAYS("{\"success\":true,\"results\":[]} }"), NULL, EXIT_NET, "reply", "",
		"01HEADER", 200, 1, SERVER_CLOSE },
	{ "no HTTP", "\x16\x03\x01 hello\r\n\r\n", NULL, EXIT_NET, "reply", "not HTTP", NULL, 0, 1,
		SERVER_CLOSE },

	/* Successes. */
	{ "a byte order mark", SAYS("\xEF\xBB\xBF{\"success\":true,\"results\":[]}"), NULL, EXIT_DONE, NULL,
		NULL, NULL, 0, 1, SERVER_CLOSE },
	{ "warnings", SAYS("{\"success\":true,\"results\":[],\"warnings\":[\"partly_done\"]}"), NULL,
		EXIT_DONE, NULL, "warning: \"partly_done\"", NULL, 0, 1, SERVER_CLOSE },

	/* What comes from outside is clean before it is told. */
	{ "terminal sequences",
		SAYS("{\"success\":false,\"errorInfo\":{\"code\":\"a_b\",\"message\":\"x\\u001b]52;c;eA=="
		     "\\u0007y\\u202ez\"}}"),
		NULL, EXIT_API, "a_b", "x", "01HEADER", 200, 1, SERVER_CLOSE },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))
#define CHILDREN (2 * ROWS) /* each row as JSON and in words */

static struct server server;
static struct script script[CHILDREN][2];
static unsigned tries[CHILDREN];
static pid_t pids[CHILDREN];
static int statuses[CHILDREN];
static size_t running;
static char folder[] = "/tmp/ashby-test-errors-XXXXXX";

/* Each child asks with a limit of its own: by that its requests are told apart. */
static const struct script *pick(void *arg, const char *request)
{
	const char *limit = strstr(request, "\"limit\":");
	unsigned long child = limit ? strtoul(limit + 8, NULL, 10) - 1 : 0;
	unsigned seen;

	(void)arg;
	if (child >= CHILDREN)
		child = 0;
	seen = tries[child]++;
	return &script[child][seen && rows[child / 2].second ? 1 : 0];
}

/* The verb, as main would run it, with its output in a file. */
static void run_child(size_t child)
{
	char limit[24], path[64], form[] = "--json", table[] = "--table", name[] = "list_candidates";
	char *argv[] = { name, limit, child % 2 ? table : form, NULL };
	struct cli cli = { .program = "ashby-tui", .verb = &verbs[0], .argc = 3, .argv = argv };
	int status;

	snprintf(limit, sizeof(limit), "limit=%zu", child + 1);
	snprintf(path, sizeof(path), "%s/%zu", folder, child);
	if (!freopen(path, "w", stderr) || !freopen("/dev/null", "w", stdout))
		_exit(98);
	status = cli.verb->run(&cli);
	fflush(stderr);
	_exit(status);
}

static void on_child(void *arg, int signo)
{
	(void)arg;
	(void)signo;
	for (size_t i = 0; i < CHILDREN; i++)
		if (pids[i] > 0 && waitpid(pids[i], &statuses[i], WNOHANG) == pids[i]) {
			pids[i] = 0;
			running--;
		}
}

/* All at once: their waits between tries are real ones. The limit goes to 100, so they must be no more than that. */
static int setup(void **state)
{
	(void)state;
	assert_true(CHILDREN <= 100);
	assert_non_null(mkdtemp(folder));
	setenv("HOME", folder, 1);
	setenv("ASHBY_API_KEY", "sandbox-0123456789ab", 1);
	assert_int_equal(ashby_loop_new(&server.loop), ASHBY_OK);
	assert_true(server_init(&server, server.loop, false));
	server.pick = pick;
	setenv("ASHBY_BASE_URL", server.url, 1);
	for (size_t i = 0; i < CHILDREN; i++) {
		const struct row *row = &rows[i / 2];

		script[i][0] = (struct script){ row->reply, 0, row->flags };
		script[i][1] = (struct script){ row->second, 0, SERVER_CLOSE };
	}
	assert_int_equal(ashby_loop_signal(server.loop, SIGCHLD, on_child, NULL), ASHBY_OK);
	fflush(NULL);
	for (size_t i = 0; i < CHILDREN; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (!pids[i])
			run_child(i);
		running++;
	}
	while (running)
		assert_int_equal(ashby_loop_turn(server.loop, -1), ASHBY_OK);
	return 0;
}

static int teardown(void **state)
{
	struct ashby_loop *loop = server.loop;
	static const char *const made[] = { "/.config/ashby-tui", "/.config", "" };
	char path[64];

	(void)state;
	ashby_loop_signal(loop, SIGCHLD, NULL, NULL);
	server_release(&server);
	ashby_loop_free(loop);
	for (size_t i = 0; i < CHILDREN; i++) {
		snprintf(path, sizeof(path), "%s/%zu", folder, i);
		unlink(path);
	}
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", folder, made[i]);
		rmdir(path);
	}
	return 0;
}

static const char *told(size_t child)
{
	static char text[65536];
	char path[64];
	FILE *file;
	size_t n;

	snprintf(path, sizeof(path), "%s/%zu", folder, child);
	file = fopen(path, "r");
	assert_non_null(file);
	n = fread(text, 1, sizeof(text) - 1, file);
	text[n] = '\0';
	fclose(file);
	return text;
}

static void check_run(size_t child)
{
	const struct row *row = &rows[child / 2];
	const char *text = told(child);

	if (!WIFEXITED(statuses[child]) || WEXITSTATUS(statuses[child]) != row->status)
		fail_msg("%s: status %d: %s", row->name, WEXITSTATUS(statuses[child]), text);
	if (tries[child] != row->tries)
		fail_msg("%s: asked %u times", row->name, tries[child]);
	for (const char *at = text; *at; at++)
		if ((unsigned char)*at < ' ' && *at != '\n')
			fail_msg("%s: a raw byte %d", row->name, *at);
	assert_null(strstr(text, "\xE2\x80\xAE"));
	if (!row->words && *text)
		fail_msg("%s: something is told: %s", row->name, text);
}

static void test_exit_status_and_tries(void **state)
{
	(void)state;
	for (size_t i = 0; i < CHILDREN; i++)
		check_run(i);
}

static void test_told_in_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		const char *text = told(2 * i + 1);

		if (!rows[i].words)
			continue;
		if (strncmp(text, "ashby-tui: ", 11) != 0 || !strstr(text, rows[i].words))
			fail_msg("%s: %s", rows[i].name, text);
		if (rows[i].id && !strstr(text, rows[i].id))
			fail_msg("%s: the request id is missing: %s", rows[i].name, text);
	}
}

static void test_told_as_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];
		const char *text = told(2 * i);
		struct ashby_record *record = NULL;
		struct ashby_value error;

		if (!row->code)
			continue;
		/* One object, and nothing else. */
		if (ashby_record_parse(&record, ashby_text_str(text), NULL, NULL))
			fail_msg("%s: no JSON: %s", row->name, text);
		error = ashby_get(ashby_record_root(record), "error");
		assert_int_equal(ashby_value_count(error), 4);
		if (!ashby_text_equal(ashby_get_text(error, "code"), ashby_text_str(row->code)) ||
			!strstr(ashby_get_text(error, "message").raw, row->words))
			fail_msg("%s: %s", row->name, text);
		if (!ashby_text_equal(
			    ashby_get_text(error, "requestId"), ashby_text_str(row->id ? row->id : "")))
			fail_msg("%s: the request id: %s", row->name, text);
		assert_int_equal(ashby_value_int(ashby_get(error, "http"), 0), row->http);
		ashby_record_unref(record);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exit_status_and_tries),
		cmocka_unit_test(test_told_in_words),
		cmocka_unit_test(test_told_as_json),
	};

	alarm(120);
	return cmocka_run_group_tests(tests, setup, teardown);
}
