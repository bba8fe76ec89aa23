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
#include "edits.h"
#include "ashby/loop.h"
#include "http.h"

/* What the ledger of the next server is; NULL: none. */
static struct ledger_file *ledger;

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
	if (server_new(&bench->server, bench->loop, bench->world, bench->faults, ledger, &options, &err))
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

/* ---- writes ---- */

/* The first line of the ledger that has this text in it; "" if none has. */
static const char *line_with(const char *path, const char *part)
{
	static char line[8192];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (strstr(line, part)) {
			fclose(file);
			return line;
		}
	fclose(file);
	return "";
}

/* At each moment: whether the note was written, and whether the ledger says so. */
static void faults_act_or_not(void **state)
{
	static const struct {
		const char *fault;
		bool acts;
	} cases[] = { { "cut-before", false }, { "cut-after", true }, { "cut-status", true },
		{ "cut-headers", true }, { "cut-body", true }, { "reset", true }, { "status@500", true },
		{ "status@503", true }, { "status@408", true }, { "status@404", false },
		{ "status@422", false }, { "status-before@503", false }, { "envelope@500", true },
		{ "envelope@401", false }, { "envelope-before@500", false }, { "rate@1", false },
		{ "redirect@http://x/", false }, { "portal", false }, { "empty", true }, { "garbage", true },
		{ "fail@internal_error", true }, { "fail@candidate_not_found", false },
		{ "fail-null", false }, { "fail-objects", false }, { "warn", true }, { "cut-json", true },
		{ "no-success", true }, { "trailing", true }, { "close", true } };
	char folder[] = "/tmp/sandbox-test-XXXXXX", path[64], spec[80], body[200], who[ID_TEXT + 1];
	struct ashby_err err;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/ledger", folder);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bench bench;
		struct id note = { KIND_NOTE, 5, 0 };

		assert_int_equal(ledger_open(&ledger, path, &err), ASHBY_OK);
		snprintf(spec, sizeof(spec), "candidate.createNote:%s:1", cases[i].fault);
		set_up(&bench, spec, (struct server_options){ 0 });
		id_print(bench.world->seed, (struct id){ KIND_CANDIDATE, 5, 0 }, who);
		snprintf(body, sizeof(body), "{\"candidateId\":\"%s\",\"note\":\"x\"}", who);
		fetch(&bench, "candidate.createNote", "k", body);
		if ((edits_count(bench.world, KIND_NOTE, note.index) == 1) != cases[i].acts)
			fail_msg("%s: acts", cases[i].fault);
		if (!strstr(line_with(path, "createNote"),
			    cases[i].acts ? "\"applied\":true" : "\"applied\":false"))
			fail_msg("%s: %s", cases[i].fault, line_with(path, "createNote"));
		tear_down(&bench);
		ledger_close(ledger);
		ledger = NULL;
		unlink(path);
	}
	rmdir(folder);
}

static void a_stall_may_act(void **state)
{
	static const char *const faults[] = { "candidate.create:stall", "candidate.create:stall-after" };

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		struct bench bench;
		int fd;

		set_up(&bench, faults[i], (struct server_options){ 0 });
		fd = dial(&bench);
		request(fd, "candidate.create", "k", "{\"name\":\"A\"}");
		for (unsigned turns = 0; turns < 20; turns++)
			ashby_loop_turn(bench.loop, 5);
		assert_int_equal(world_candidates(bench.world), 200 + i);
		close(fd);
		tear_down(&bench);
	}
}

/* A reply's member, from the text of a response. */
static void member_of(const char *text, const char *path, char *out, size_t size)
{
	struct ashby_record *record = NULL;
	const char *json = strstr(text, "\r\n\r\n");

	assert_non_null(json);
	assert_int_equal(ashby_record_parse(&record, ashby_text_str(json + 4), NULL, NULL), ASHBY_OK);
	snprintf(out, size, "%s", text_at(ashby_record_root(record), path));
	ashby_record_unref(record);
}

static const char *post_form(const struct bench *bench, const char *path, const char *form)
{
	static char text[4096];
	struct ashby_buf out, head;
	int fd = dial(bench);

	ashby_buf_init(&head, ASHBY_BUF_MAX);
	ashby_buf_addf(&head,
		"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; "
		"boundary=XyZ\r\nContent-Length: %zu\r\n\r\n%s",
		path, strlen(form), form);
	assert_int_equal(write(fd, head.data, head.len), (ssize_t)head.len);
	ashby_buf_init(&out, ASHBY_BUF_MAX);
	snprintf(text, sizeof(text), "%s", receive(bench, fd, &out) ? ashby_buf_str(&out) : "reset");
	ashby_buf_release(&out);
	ashby_buf_release(&head);
	close(fd);
	return text;
}

static void add_part(struct ashby_buf *form, const char *name, const char *value)
{
	ashby_buf_addf(
		form, "--XyZ\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value);
}

static void fill_form(struct ashby_buf *form, const char *reply, const char *bytes)
{
	static const char *const fields[] = { "key", "Content-Type", "policy", "x-amz-signature" };

	ashby_buf_clear(form);
	for (unsigned i = 0; i < 4; i++) {
		char path[60], value[400];

		snprintf(path, sizeof(path), "results.fields.%s", fields[i]);
		member_of(reply, path, value, sizeof(value));
		add_part(form, fields[i], value);
	}
	ashby_buf_addf(form,
		"--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cv.txt\"\r\n"
		"Content-Type: text/plain\r\n\r\n%s\r\n--XyZ--\r\n",
		bytes);
}

static void a_file_goes_up_and_comes_down(void **state)
{
	char handle[400], url[400], who[ID_TEXT + 1], body[900], reply[8192];
	struct ashby_buf form;
	struct bench bench;
	const char *path;

	(void)state;
	set_up(&bench, "", (struct server_options){ 0 });
	ashby_buf_init(&form, ASHBY_BUF_MAX);
	snprintf(reply, sizeof(reply), "%s",
		fetch(&bench, "file.createFileUploadHandle", "k",
			"{\"fileUploadContext\":\"CandidateResume\",\"filename\":\"my "
			"cv.txt\",\"contentType\":"
			"\"text/plain\",\"contentLength\":11}"));
	member_of(reply, "results.handle", handle, sizeof(handle));
	member_of(reply, "results.url", url, sizeof(url));
	path = strstr(url, "/uploads/");
	assert_non_null(path);
	id_print(bench.world->seed, (struct id){ KIND_CANDIDATE, 8, 0 }, who);
	snprintf(body, sizeof(body), "{\"candidateId\":\"%s\",\"resumeHandle\":\"%s\"}", who, handle);
	/* Nothing is there yet; then a form that is not the one that was signed, a file of another length. */
	assert_true(has(fetch(&bench, "candidate.uploadResume", "k", body), "file_not_found"));
	fill_form(&form, reply, "hello there");
	form.data[strlen("--XyZ\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n")] = '?';
	assert_true(has(post_form(&bench, path, ashby_buf_str(&form)), " 403 "));
	fill_form(&form, reply, "hello");
	assert_true(has(post_form(&bench, path, ashby_buf_str(&form)), " 403 "));
	fill_form(&form, reply, "hello there");
	assert_true(has(post_form(&bench, path, ashby_buf_str(&form)), " 204 "));
	assert_true(has(fetch(&bench, "candidate.uploadResume", "k", body), "\"name\":\"my cv.txt\""));
	snprintf(body, sizeof(body), "{\"fileHandle\":\"%s\"}", handle);
	member_of(fetch(&bench, "file.info", "k", body), "results.url", url, sizeof(url));
	path = strstr(url, "files/");
	assert_true(path && has(path, "my%20cv.txt"));
	assert_true(has(fetch(&bench, path, NULL, ""), "hello there"));
	ashby_buf_release(&form);
	tear_down(&bench);
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
		cmocka_unit_test(faults_act_or_not),
		cmocka_unit_test(a_stall_may_act),
		cmocka_unit_test(a_file_goes_up_and_comes_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
