/*
 * test_download.c: links of others: which are followed, what they may bring, what is left on the disk when they fail; and
 * that the key never goes along. Against a scripted server on loopback.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "address.h"
#include "ashby/download.h"
#include "magic.h"
#include "session_kit.h"
#include "url.h"

#define PDF "%PDF-1.4 resume"
#define FILE_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"

/* ---- addresses ---- */

static bool is_public(const char *text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	struct sockaddr_storage address = { 0 };

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
		memcpy(&address, &v4, sizeof(v4));
	} else {
		assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
		memcpy(&address, &v6, sizeof(v6));
	}
	return ashby__address_public((const struct sockaddr *)&address);
}

static void test_addresses(void **state)
{
	static const char *const open[] = { "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
		"100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
		"223.255.255.255", "2606:4700::1111", "::ffff:8.8.8.8", "2002:0808:0808::1",
		"64:ff9b::808:808" };
	static const char *const closed[] = { "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1",
		"127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.168.1.1", "192.0.0.170", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fdff::1", "ff02::1",
		"::ffff:10.0.0.1", "::ffff:169.254.169.254", "2002:0a00:0001::1", "64:ff9b::a9fe:a9fe",
		"::7f00:1" };
	struct sockaddr other = { .sa_family = AF_UNIX };

	(void)state;
	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		if (!is_public(open[i]))
			fail_msg("%s is public", open[i]);
	for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++)
		if (is_public(closed[i]))
			fail_msg("%s is not public", closed[i]);
	assert_false(ashby__address_public(&other));
}

/* ---- links ---- */

static void test_links(void **state)
{
	static const struct {
		const char *base, *from, *to, *out; /* out NULL: refused */
	} rows[] = {
		{ NULL, NULL, "https://files.example.test/a?b=c", "https://files.example.test/a?b=c" },
		{ NULL, NULL, "https://files.example.test:8443/a", "https://files.example.test:8443/a" },
		{ NULL, "https://files.example.test/a/b", "c?d", "https://files.example.test/a/c?d" },
		{ NULL, "https://files.example.test/a/b", "/c", "https://files.example.test/c" },
		{ NULL, "https://files.example.test/a", "https://other.example.test/",
			"https://other.example.test/" },
		{ NULL, NULL, "http://files.example.test/a", NULL },
		{ NULL, "https://files.example.test/a", "http://files.example.test/a", NULL },
		{ NULL, NULL, "file:///etc/passwd", NULL },
		{ NULL, NULL, "ftp://files.example.test/a", NULL },
		{ NULL, NULL, "gopher://files.example.test/a", NULL },
		{ NULL, NULL, "javascript:alert(1)", NULL },
		{ NULL, NULL, "https://user:pass@files.example.test/a", NULL },
		{ NULL, NULL, "https://files.example.test/a b", NULL },
		{ NULL, NULL, "https://files.example.test/a\r\nX: y", NULL },
		{ NULL, NULL, "https://10.0.0.1/a", NULL },
		{ NULL, NULL, "https://169.254.169.254/latest/meta-data", NULL },
		{ NULL, NULL, "https://[::1]/a", NULL },
		{ NULL, NULL, "https://[::ffff:10.0.0.1]/a", NULL },
		{ NULL, NULL, "https://localhost/a", NULL },
		{ NULL, NULL, "https://2130706433/a", NULL }, /* 127.0.0.1 as one number */
		{ NULL, NULL, "relative", NULL },
		{ NULL, NULL, "", NULL },
		{ "http://127.0.0.1:80", NULL, "http://127.0.0.1:8080/f", "http://127.0.0.1:8080/f" },
		{ "http://127.0.0.1:80", NULL, "http://files.example.test/f", NULL },
		{ "unix:/tmp/s", NULL, "http://localhost/f", "http://localhost/f" },
		{ "https://api.example.test", NULL, "http://127.0.0.1/f", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ashby__base base;
		struct ashby_err err = { 0 };
		char *out = NULL;
		enum ashby_error error;

		assert_int_equal(ashby__base_init(&base, rows[i].base, &err), ASHBY_OK);
		error = ashby__link_follow(&out, &base, rows[i].from, rows[i].to, &err);
		if (!rows[i].out && !error)
			fail_msg("'%s' is followed", rows[i].to);
		if (rows[i].out && error)
			fail_msg("'%s': %s", rows[i].to, err.message);
		if (rows[i].out)
			assert_string_equal(out, rows[i].out);
		else
			assert_int_equal(error, ASHBY_EREPLY);
		/* What is refused may be a secret even so. */
		assert_null(strstr(err.message, "pass@"));
		free(out);
		ashby__base_release(&base);
	}
}

/* ---- marks ---- */

static void test_magic(void **state)
{
	static const struct {
		const char *path, *bytes;
		size_t len;
		const char *broken;
	} rows[] = {
		{ "a.pdf", PDF, sizeof(PDF) - 1, NULL },
		{ "A.PDF", "\n\n" PDF, sizeof(PDF) + 1, NULL },
		{ "dir.d/a.pdf", "MZ\x90", 3, "PDF" },
		{ "a.pdf", "<html>", 6, "PDF" },
		{ "a.pdf", "", 0, "PDF" },
		{ "a.docx", "PK\x03\x04....", 8, NULL },
		{ "a.docx", PDF, sizeof(PDF) - 1, "Word document" },
		{ "a.png", "\x89PNG\r\n", 6, NULL },
		{ "a.jpeg", "\xFF\xD8\xFF\xE0", 4, NULL },
		{ "a.txt", "plain words", 11, NULL },
		{ "a.txt",
			"\x7F"
			"ELF\x00\x01",
			6, "text" },
		{ "a.unknown", "anything", 8, NULL },
		{ "noending", "MZ", 2, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *broken = ashby__magic_broken(rows[i].path, rows[i].bytes, rows[i].len);

		if (!rows[i].broken)
			assert_null(broken);
		else
			assert_string_equal(broken, rows[i].broken);
	}
	assert_string_equal(ashby_media_type("x/Resume.PDF"), "application/pdf");
	assert_string_equal(ashby_media_type("x.pdf/none"), "application/octet-stream");
}

/* ---- on the wire ---- */

struct fetched {
	int count;
	struct ashby_err err;
	size_t bytes;
};

static void on_fetched(void *arg, const struct ashby_err *err, size_t bytes)
{
	struct fetched *fetched = arg;

	fetched->count++;
	fetched->err = *err;
	fetched->bytes = bytes;
}

static char folder[] = "/tmp/ashby-test-download-XXXXXX";
static char path[128];

static void fresh_path(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
}

static void fetch(struct kit *kit, const char *url, struct fetched *fetched)
{
	struct ashby_download *download = NULL;
	struct ashby_err err;

	memset(fetched, 0, sizeof(*fetched));
	if (ashby_download_new(&download, kit->client, url, path, on_fetched, fetched, &err))
		fail_msg("%s", err.message);
	assert_int_equal(fetched->count, 0);
	while (!fetched->count)
		assert_int_equal(ashby_loop_turn(kit->loop, -1), ASHBY_OK);
	ashby_download_free(download);
}

static const char *url_of(const struct kit *kit, const char *rest)
{
	static char url[300];

	snprintf(url, sizeof(url), "%s%s", kit->server.url, rest);
	return url;
}

static void test_whole_file(void **state)
{
	static const struct script rows[] = { { FILE_HEAD "Content-Length: 15\r\n\r\n" PDF, 0,
		SERVER_KEEP } };
	struct fetched fetched;
	struct stat st;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	fresh_path("whole.pdf");
	fetch(&kit, url_of(&kit, "/files/1"), &fetched);
	assert_int_equal(fetched.err.error, ASHBY_OK);
	assert_int_equal(fetched.bytes, 15);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 15);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_memory_equal(kit.server.requests[0], "GET /files/1 HTTP/1.1\r\n", 23);
	/* Whoever keeps the file gets no key. */
	assert_null(strstr(kit.server.requests[0], "Authorization"));
	assert_null(strstr(kit.server.requests[0], KIT_KEY));
	kit_release(&kit);
}

/* What goes wrong, and that nothing is left behind. */
static void test_failures(void **state)
{
	static const struct {
		const char *name;
		struct script rows[5];
		enum ashby_error error;
		const char *says;
		size_t requests;
	} rows[] = {
		{ "x.pdf", { { "HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno\n", 0, SERVER_KEEP } },
			ASHBY_ESERVER, "HTTP 403: its links live for minutes", 1 },
		{ "x.pdf", { { "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", 0, SERVER_KEEP } },
			ASHBY_ESERVER, "HTTP 500", 1 },
		{ "x.pdf", { { FILE_HEAD "Content-Length: 6\r\n\r\n<html>", 0, SERVER_KEEP } }, ASHBY_EREPLY,
			"the file is no PDF", 1 },
		{ "x.pdf", { { FILE_HEAD "Content-Length: 0\r\n\r\n", 0, SERVER_KEEP } }, ASHBY_EREPLY,
			"the file is empty", 1 },
		{ "x.pdf", { { FILE_HEAD "Content-Length: 150\r\n\r\n" PDF, 0, SERVER_CLOSE } }, ASHBY_ENET,
			"broke", 1 },
		{ "x.pdf", { { FILE_HEAD "Content-Length: 52428801\r\n\r\n" PDF, 0, SERVER_CLOSE } },
			ASHBY_ELIMIT, "too long", 1 },
		{ "x.pdf",
			{ { "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/x\r\nContent-Length: 0\r\n\r\n",
				0, SERVER_KEEP } },
			ASHBY_EREPLY, "is not https", 1 },
		{ "x.pdf",
			{ { "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
				0, SERVER_KEEP } },
			ASHBY_EREPLY, "is not followed", 1 },
		{ "x.pdf", { { "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", 0, SERVER_KEEP } },
			ASHBY_ESERVER, "HTTP 302", 1 },
		{ "x.pdf",
			{ { "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n", 0,
				SERVER_KEEP | SERVER_STAY } },
			ASHBY_ESERVER, "more than 3 redirects", 4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fetched fetched;
		struct kit kit;

		kit_init(&kit, false, NULL);
		server_script(&kit.server, rows[i].rows, 1);
		fresh_path(rows[i].name);
		fetch(&kit, url_of(&kit, "/f"), &fetched);
		if (fetched.err.error != rows[i].error || !strstr(fetched.err.message, rows[i].says))
			fail_msg("row %zu: %d, %s", i, fetched.err.error, fetched.err.message);
		assert_int_equal(kit.server.request_count, rows[i].requests);
		assert_int_equal(access(path, F_OK), -1);
		kit_release(&kit);
	}
}

static void test_redirects_are_followed(void **state)
{
	static const struct script rows[] = {
		{ "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 5\r\n\r\nmoved", 0, SERVER_KEEP },
		{ "HTTP/1.1 307 Temporary\r\nLocation: c?d=e\r\nContent-Length: 0\r\n\r\n", 0, SERVER_KEEP },
		{ FILE_HEAD "Content-Length: 15\r\n\r\n" PDF, 0, SERVER_KEEP },
	};
	struct fetched fetched;
	struct kit kit;

	(void)state;
	kit_init(&kit, true, NULL);
	SCRIPT(&kit, rows);
	fresh_path("moved.pdf");
	/* Behind a socket the sandbox names itself localhost. */
	fetch(&kit, "http://localhost/a", &fetched);
	assert_int_equal(fetched.err.error, ASHBY_OK);
	assert_int_equal(fetched.bytes, 15);
	assert_memory_equal(kit.server.requests[1], "GET /b ", 7);
	assert_memory_equal(kit.server.requests[2], "GET /c?d=e ", 11);
	kit_release(&kit);
}

static void refuse_new(struct kit *kit, const char *url, enum ashby_error error)
{
	struct ashby_download *download = NULL;
	struct fetched fetched = { 0 };
	struct ashby_err err;

	assert_int_equal(
		ashby_download_new(&download, kit->client, url, path, on_fetched, &fetched, &err), error);
	assert_null(download);
	assert_int_equal(kit->server.request_count, 0);
}

static void test_nothing_is_written_over(void **state)
{
	struct kit kit;
	int fd;

	(void)state;
	kit_init(&kit, false, NULL);
	fresh_path("there.pdf");
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "mine", 4), 4);
	close(fd);
	refuse_new(&kit, url_of(&kit, "/f"), ASHBY_ELOCAL);
	assert_int_equal(access(path, F_OK), 0);
	/* A link that somebody has laid there leads nowhere. */
	fresh_path("link.pdf");
	assert_int_equal(symlink("/tmp/ashby-test-not-there", path), 0);
	refuse_new(&kit, url_of(&kit, "/f"), ASHBY_ELOCAL);
	assert_int_equal(access("/tmp/ashby-test-not-there", F_OK), -1);
	fresh_path("link.pdf");
	snprintf(path, sizeof(path), "%s/none/x.pdf", folder);
	refuse_new(&kit, url_of(&kit, "/f"), ASHBY_ELOCAL);
	kit_release(&kit);
}

static void test_bad_links_make_no_file(void **state)
{
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	fresh_path("bad.pdf");
	refuse_new(&kit, "http://files.example.test/f", ASHBY_EREPLY);
	refuse_new(&kit, "file:///etc/passwd", ASHBY_EREPLY);
	assert_int_equal(access(path, F_OK), -1);
	kit_release(&kit);
}

/* From a base that is not on this machine, what is behind a name is looked at before a byte is sent there. */
static void test_names_into_private_networks(void **state)
{
	const struct ashby_client_options options = { .base_url = "https://api.example.test" };
	struct ashby_download *download = NULL;
	struct ashby_err err;
	struct fetched fetched = { 0 };
	struct kit kit;

	(void)state;
	kit_init(&kit, false, &options);
	fresh_path("name.pdf");
	/* One of this machine's own names that is no "localhost" in its spelling. */
	assert_int_equal(ashby_download_new(&download, kit.client, "https://ip6-localhost/f", path,
				 on_fetched, &fetched, &err),
		ASHBY_OK);
	while (!fetched.count)
		assert_int_equal(ashby_loop_turn(kit.loop, -1), ASHBY_OK);
	assert_int_not_equal(fetched.err.error, ASHBY_OK);
	ashby_download_free(download);
	assert_int_equal(access(path, F_OK), -1);
	kit_release(&kit);
}

static void test_cancelled(void **state)
{
	static const struct script rows[] = { { FILE_HEAD "Content-Length: 150\r\n\r\n" PDF, 0,
		SERVER_KEEP } };
	struct ashby_download *download = NULL;
	struct fetched fetched = { 0 };
	struct ashby_err err;
	struct kit kit;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	fresh_path("cancelled.pdf");
	assert_int_equal(ashby_download_new(
				 &download, kit.client, url_of(&kit, "/f"), path, on_fetched, &fetched, &err),
		ASHBY_OK);
	kit_requests(&kit, 1);
	kit_settle(&kit);
	ashby_download_free(download);
	assert_int_equal(fetched.count, 0);
	assert_int_equal(access(path, F_OK), -1);
	kit_release(&kit);
}

/* ---- uploads ---- */

static void test_upload(void **state)
{
	static const struct script rows[] = { { "HTTP/1.1 204 Done\r\nContent-Length: 0\r\n\r\n", 0,
		SERVER_KEEP } };
	struct ashby_record *fields = NULL;
	struct ashby_download *upload = NULL;
	struct fetched fetched = { 0 };
	struct ashby_err err;
	struct kit kit;
	const char *request;
	FILE *file;

	(void)state;
	kit_init(&kit, false, NULL);
	SCRIPT(&kit, rows);
	fresh_path("up.pdf");
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(PDF, file);
	fclose(file);
	assert_int_equal(
		ashby_record_parse(&fields, ashby_text_str("{\"key\":\"k1\",\"policy\":\"p2\"}"), NULL, &err),
		ASHBY_OK);
	assert_int_equal(ashby_upload_new(&upload, kit.client, url_of(&kit, "/up"), ashby_record_root(fields),
				 path, "CV of Ann.pdf", on_fetched, &fetched, &err),
		ASHBY_OK);
	while (!fetched.count)
		assert_int_equal(ashby_loop_turn(kit.loop, -1), ASHBY_OK);
	assert_int_equal(fetched.err.error, ASHBY_OK);
	assert_int_equal(fetched.bytes, 15);
	request = kit.server.requests[0];
	assert_memory_equal(request, "POST /up ", 9);
	assert_null(strstr(request, "Authorization"));
	assert_non_null(strstr(request, "name=\"file\"; filename=\"CV of Ann.pdf\""));
	assert_non_null(strstr(request, "Content-Type: application/pdf"));
	/* All fields, in their order, before the file. */
	assert_true(strstr(request, "name=\"key\"") < strstr(request, "name=\"policy\""));
	assert_true(strstr(request, "name=\"policy\"") < strstr(request, "name=\"file\""));
	ashby_download_free(upload);
	ashby_record_unref(fields);
	/* The person's file stays. */
	assert_int_equal(access(path, F_OK), 0);
	kit_release(&kit);
}

static int setup(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	static const char *const names[] = { "whole.pdf", "moved.pdf", "there.pdf", "up.pdf" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		fresh_path(names[i]);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_magic),
		cmocka_unit_test(test_whole_file),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_redirects_are_followed),
		cmocka_unit_test(test_nothing_is_written_over),
		cmocka_unit_test(test_bad_links_make_no_file),
		cmocka_unit_test(test_names_into_private_networks),
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_upload),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, setup, teardown);
}
