/* The sandbox over HTTP: a client's socket and the server in one loop, one thread. */
#include "sandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "auth.h"
#include "ashby/loop.h"
#include "http.h"

struct bench {
	struct ashby_loop *loop;
	struct world *world;
	struct faults *faults;
	struct server *server;
};

static void set_up(struct bench *bench, const char *spec, struct server_options options)
{
	struct ashby_err err;

	options.key.text = options.key.text ? options.key.text : "k";
	bench->world = world_of(1, 200, 6);
	assert_int_equal(ashby_loop_new(&bench->loop), ASHBY_OK);
	assert_int_equal(faults_new(&bench->faults, 1), ASHBY_OK);
	assert_int_equal(faults_add(bench->faults, spec, &err), ASHBY_OK);
	if (server_new(&bench->server, bench->loop, bench->world, bench->faults, NULL, &options, &err))
		fail_msg("%s", err.message);
}

static void tear_down(struct bench *bench)
{
	server_free(bench->server);
	ashby_loop_free(bench->loop);
	faults_free(bench->faults);
	world_free(bench->world);
}

static int dial(const struct bench *bench)
{
	const char *address = server_address(bench->server);
	int fd, ok;

	if (strncmp(address, "unix:", 5) == 0) {
		struct sockaddr_un at = { .sun_family = AF_UNIX };

		snprintf(at.sun_path, sizeof(at.sun_path), "%s", address + 5);
		fd = socket(AF_UNIX, SOCK_STREAM, 0);
		ok = connect(fd, (struct sockaddr *)&at, sizeof(at));
	} else {
		struct sockaddr_in at = { .sin_family = AF_INET };

		at.sin_port = htons((uint16_t)atoi(strrchr(address, ':') + 1));
		at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		fd = socket(AF_INET, SOCK_STREAM, 0);
		ok = connect(fd, (struct sockaddr *)&at, sizeof(at));
	}
	assert_int_equal(ok, 0);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}

static void request(int fd, const char *endpoint, const char *key, const char *body)
{
	char text[1000], *header = key ? auth_header(key) : NULL;
	int len = snprintf(text, sizeof(text),
		"POST /%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s%s%sContent-Length: %zu\r\n\r\n%s",
		endpoint, key ? "Authorization: " : "", key ? header : "", key ? "\r\n" : "", strlen(body),
		body);

	free(header);
	assert_int_equal(write(fd, text, (size_t)len), len);
}

/* Turns the loop until the server has closed; false if it reset the connection. */
static bool receive(const struct bench *bench, int fd, struct ashby_buf *out)
{
	for (unsigned turns = 0; turns < 2000; turns++) {
		char bytes[4096];
		ssize_t n = read(fd, bytes, sizeof(bytes));

		if (n > 0)
			ashby_buf_add(out, bytes, (size_t)n);
		else if (n == 0 || errno != EAGAIN)
			return n == 0;
		else
			ashby_loop_turn(bench->loop, 20);
	}
	fail_msg("the server did not close");
	return false;
}

/* One request on a connection of its own; the reply's text, at most 64 kB. */
static const char *fetch(const struct bench *bench, const char *endpoint, const char *key, const char *body)
{
	static char text[65536];
	struct ashby_buf out;
	int fd = dial(bench);

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	request(fd, endpoint, key, body);
	snprintf(text, sizeof(text), "%s", receive(bench, fd, &out) ? ashby_buf_str(&out) : "reset");
	ashby_buf_release(&out);
	close(fd);
	return text;
}

static bool has(const char *text, const char *part)
{
	if (strstr(text, part))
		return true;
	print_message("looked for '%s' in:\n%.600s\n", part, text);
	return false;
}

static void who_may_ask(void **state)
{
	struct bench bench;
	const char *text;

	(void)state;
	set_up(&bench, "", (struct server_options){ 0 });
	text = fetch(&bench, "job.list", NULL, "{}");
	assert_true(has(text, "HTTP/1.1 401 ") && has(text, "text/plain"));
	assert_true(has(fetch(&bench, "job.list", "wrong", "{}"), "HTTP/1.1 403 "));
	assert_true(has(fetch(&bench, "no.such", "k", "{}"), "HTTP/1.1 404 "));
	text = fetch(&bench, "candidate.list", "k", "{\"limit\":1}");
	assert_true(has(text, "HTTP/1.1 200 ") && has(text, "x-ashby-request-id: 01") &&
		has(text, "{\"success\":true,\"results\":[{"));
	text = fetch(&bench, "candidate.create", "k", "{\"name\":\"A\"}");
	assert_true(has(text, "HTTP/1.1 200 ") && has(text, "{\"success\":true,\"results\":{\"id\":\""));
	tear_down(&bench);
}

static void rights_and_rate(void **state)
{
	struct bench bench;
	const char *text;

	(void)state;
	set_up(&bench, "", (struct server_options){ .rate = 2, .key = { "k", "candidatesRead" } });
	text = fetch(&bench, "job.list", "k", "{}");
	assert_true(has(text, "HTTP/1.1 403 ") && has(text, "missing_endpoint_permission"));
	fetch(&bench, "candidate.list", "k", "{\"limit\":1}");
	text = fetch(&bench, "candidate.list", "k", "{\"limit\":1}");
	assert_true(has(text, "HTTP/1.1 429 ") && has(text, "Retry-After: 1") &&
		has(text, "rate_limit_exceeded"));
	tear_down(&bench);
}

static void faults_reach_the_wire(void **state)
{
	struct bench bench;
	const char *text;

	(void)state;
	set_up(&bench,
		"job.list:cut-before:1,job.list:cut-status:2,job.list:cut-headers:3,job.list:cut-body:4,job."
		"list:garbage:5,"
		"job.list:reset:6,job.list:status@503:7,job.list:redirect@http://h/"
		"x:8,job.list:empty:9,job.list:rate@9:10,"
		"job.list:drip@200000:11,job.list:cut-after:12",
		(struct server_options){ 0 });
	assert_string_equal(fetch(&bench, "job.list", "k", "{}"), "");
	assert_string_equal(fetch(&bench, "job.list", "k", "{}"), "HTTP/1.");
	text = fetch(&bench, "job.list", "k", "{}");
	assert_true(has(text, "HTTP/1.1 200 OK\r\n") && !strstr(text, "\r\n\r\n"));
	text = fetch(&bench, "job.list", "k", "{}");
	assert_true(has(text, "\r\n\r\n{\"success\":true") && !strstr(text, "syncToken"));
	assert_true(has(fetch(&bench, "job.list", "k", "{}"), "this is not HTTP"));
	assert_string_equal(fetch(&bench, "job.list", "k", "{}"), "reset");
	assert_true(has(fetch(&bench, "job.list", "k", "{}"), "HTTP/1.1 503 "));
	text = fetch(&bench, "job.list", "k", "{}");
	assert_true(has(text, "HTTP/1.1 302 ") && has(text, "Location: http://h/x\r\n"));
	assert_true(has(fetch(&bench, "job.list", "k", "{}"), "Content-Length: 0\r\n"));
	assert_true(has(fetch(&bench, "job.list", "k", "{}"), "Retry-After: 9\r\n"));
	assert_true(has(fetch(&bench, "job.list", "k", "{}"), "syncToken"));
	assert_string_equal(fetch(&bench, "job.list", "k", "{}"), "");
	tear_down(&bench);
}

static void a_refused_connection(void **state)
{
	struct bench bench;
	struct ashby_buf out;
	int fd;

	(void)state;
	set_up(&bench, "*:refuse:1", (struct server_options){ 0 });
	fd = dial(&bench);
	ashby_buf_init(&out, 1000);
	receive(&bench, fd, &out);
	assert_int_equal(out.len, 0);
	close(fd);
	assert_true(has(fetch(&bench, "apiKey.info", "k", "{}"), "HTTP/1.1 200 "));
	tear_down(&bench);
}

static void tick(void *arg)
{
	(*(unsigned *)arg)++;
}

/* While replies wait the loop is free: other timers run, and a second connection is served. */
static void latency_does_not_sleep(void **state)
{
	struct ashby_timer *timer;
	struct ashby_buf out;
	struct bench bench;
	unsigned ticks = 0;
	int first, second;

	(void)state;
	set_up(&bench, "", (struct server_options){ .latency_ms = 60 });
	assert_int_equal(ashby_timer_new(&timer, bench.loop, tick, &ticks), ASHBY_OK);
	first = dial(&bench);
	second = dial(&bench);
	request(first, "job.list", "k", "{}");
	request(second, "user.list", "k", "{}");
	ashby_timer_start(timer, 5);
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	assert_true(receive(&bench, second, &out));
	assert_true(has(ashby_buf_str(&out), "HTTP/1.1 200 "));
	assert_int_equal(ticks, 1);
	ashby_buf_clear(&out);
	assert_true(receive(&bench, first, &out));
	assert_true(has(ashby_buf_str(&out), "HTTP/1.1 200 "));
	ashby_buf_release(&out);
	ashby_timer_free(timer);
	close(first);
	close(second);
	tear_down(&bench);
}

/* It ends at once, with connections that wait or are never answered. */
static void ends_with_open_requests(void **state)
{
	struct bench bench;
	int stalled, waiting, dripped;

	(void)state;
	set_up(&bench, "job.list:stall,user.list:drip@4", (struct server_options){ 0 });
	stalled = dial(&bench);
	dripped = dial(&bench);
	waiting = dial(&bench);
	request(stalled, "job.list", "k", "{}");
	request(dripped, "user.list", "k", "{}");
	for (unsigned i = 0; i < 10; i++)
		ashby_loop_turn(bench.loop, 5);
	tear_down(&bench);
	close(stalled);
	close(dripped);
	close(waiting);
	set_up(&bench, "", (struct server_options){ .latency_ms = 60000 });
	waiting = dial(&bench);
	request(waiting, "job.list", "k", "{}");
	for (unsigned i = 0; i < 10; i++)
		ashby_loop_turn(bench.loop, 5);
	tear_down(&bench);
	close(waiting);
}

static void files_need_no_key(void **state)
{
	struct bench bench;
	struct reply reply;
	const char *url, *text;
	char body[400];

	(void)state;
	set_up(&bench, "", (struct server_options){ 0 });
	ask(&reply, bench.world, "candidate.list", "{\"limit\":1}");
	snprintf(body, sizeof(body), "{\"fileHandle\":\"%s\"}",
		text_at(reply.root, "results[0].resumeFileHandle.handle"));
	reply_release(&reply);
	ask(&reply, bench.world, "file.info", body);
	url = text_at(reply.root, "results.url");
	assert_non_null(strstr(url, "/files/"));
	text = fetch(&bench, strstr(url, "/files/") + 1, NULL, "");
	assert_true(has(text, "HTTP/1.1 200 ") && has(text, "%PDF-1.4") && has(text, "EXPERIENCE") &&
		has(text, "%%EOF"));
	assert_true(has(fetch(&bench, "files/nothing", NULL, ""), "HTTP/1.1 404 "));
	reply_release(&reply);
	tear_down(&bench);
}

static void a_unix_socket_is_private(void **state)
{
	char folder[] = "/tmp/sandbox-test-XXXXXX", path[64];
	struct bench bench;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/s", folder);
	set_up(&bench, "", (struct server_options){ .unix_path = path });
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(has(fetch(&bench, "apiKey.info", "k", "{}"), "\"success\":true"));
	tear_down(&bench);
	assert_int_equal(stat(path, &st), -1);
	rmdir(folder);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_may_ask),
		cmocka_unit_test(rights_and_rate),
		cmocka_unit_test(faults_reach_the_wire),
		cmocka_unit_test(a_refused_connection),
		cmocka_unit_test(latency_does_not_sleep),
		cmocka_unit_test(ends_with_open_requests),
		cmocka_unit_test(files_need_no_key),
		cmocka_unit_test(a_unix_socket_is_private),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
