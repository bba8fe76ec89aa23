/*
 * test_secret.c: after a session has ended, neither the key nor its form in the Authorization header is anywhere in
 * the memory of the process. The server is another process, since it receives the key.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ashby/client.h"
#include "sys.h"

#define REPLY                                                                         \
	"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n" \
	"Connection: close\r\n\r\n{\"success\":true}"
#define MASK 0x55 /* needles are kept so, or the search would find them */
#define KEY_LEN 20

/* "sandbox-9f8e7d6c5b4a" made at run time, and the middle of its base64 (with ":" behind it). */
static const unsigned char masked_key[KEY_LEN] = { 0x26, 0x34, 0x3b, 0x31, 0x37, 0x3a, 0x2d, 0x78, 0x6c, 0x33,
	0x6d, 0x30, 0x62, 0x31, 0x63, 0x36, 0x60, 0x37, 0x61, 0x34 };

static void unmask(char *to)
{
	size_t i;

	for (i = 0; i < KEY_LEN; i++)
		to[i] = (char)(masked_key[i] ^ MASK);
	to[KEY_LEN] = '\0';
}

/* Base64 of the first 18 bytes of the key, masked. */
static void masked_basic(unsigned char *to)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t three;
	size_t i;

	for (i = 0; i < 18; i += 3, to += 4) {
		three = (uint32_t)(masked_key[i] ^ MASK) << 16 | (uint32_t)(masked_key[i + 1] ^ MASK) << 8 |
			(uint32_t)(masked_key[i + 2] ^ MASK);
		to[0] = (unsigned char)digits[three >> 18] ^ MASK;
		to[1] = (unsigned char)digits[three >> 12 & 63] ^ MASK;
		to[2] = (unsigned char)digits[three >> 6 & 63] ^ MASK;
		to[3] = (unsigned char)digits[three & 63] ^ MASK;
	}
}

static size_t count_in(const unsigned char *at, size_t len, const unsigned char *masked, size_t needle)
{
	size_t i, k, found = 0;

	for (i = 0; i + needle <= len; i++) {
		for (k = 0; k < needle && (at[i + k] ^ MASK) == masked[k]; k++)
			;
		found += k == needle;
	}
	return found;
}

/* Occurrences in all memory that this process can write. */
static size_t count_everywhere(const unsigned char *masked, size_t needle)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	int mem = open("/proc/self/mem", O_RDONLY);
	unsigned long from, to;
	unsigned char *copy;
	char line[512], mode[8];
	size_t found = 0;
	ssize_t got;

	assert_non_null(maps);
	assert_true(mem >= 0);
	while (fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) != 3 || mode[0] != 'r' || mode[1] != 'w')
			continue;
		copy = malloc(to - from);
		assert_non_null(copy);
		got = pread(mem, copy, to - from, (off_t)from);
		if (got > 0)
			found += count_in(copy, (size_t)got, masked, needle);
		/* What was copied would be found again in the next map. */
		ashby__wipe(copy, to - from);
		free(copy);
	}
	close(mem);
	fclose(maps);
	return found;
}

/* A server in a process of its own: one request, one reply. */
static pid_t serve(char *url, size_t size)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0), made;
	char in[4096];
	pid_t pid;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	snprintf(url, size, "http://127.0.0.1:%d", ntohs(at.sin_port));
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		alarm(30);
		made = accept(fd, NULL, NULL);
		if (recv(made, in, sizeof(in), 0) > 0)
			send(made, REPLY, strlen(REPLY), MSG_NOSIGNAL);
		_exit(0);
	}
	close(fd);
	return pid;
}

struct seen {
	struct ashby_loop *loop;
	enum ashby_error error;
};

static void on_reply(void *arg, const struct ashby_reply *reply)
{
	struct seen *seen = arg;

	seen->error = reply->error;
	ashby_loop_stop(seen->loop);
}

static void a_key_is_gone_when_the_session_is(void **state)
{
	struct seen seen = { .error = ASHBY_ENOMEM };
	struct ashby_client_options options = { .base_url = NULL };
	unsigned char basic[24];
	struct ashby_client *client;
	struct ashby_scope *scope;
	char key[KEY_LEN + 1], url[64];
	pid_t pid = serve(url, sizeof(url));

	(void)state;
#if defined(__SANITIZE_ADDRESS__)
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	skip();
#endif
	masked_basic(basic);
	options.base_url = url;
	assert_int_equal(ashby_loop_new(&seen.loop), ASHBY_OK);
	assert_int_equal(ashby_client_new(&client, seen.loop, &options, NULL), ASHBY_OK);
	unmask(key);
	assert_int_equal(ashby_client_set_key(client, key, NULL), ASHBY_OK);
	ashby__wipe(key, sizeof(key));
	/* The search can find it: it is in the client now. */
	assert_int_equal(count_everywhere(masked_key, KEY_LEN), 1);
	assert_int_equal(ashby_scope_new(&scope, client), ASHBY_OK);
	assert_int_equal(ashby_call(NULL, scope, "job.list", NULL, 0, on_reply, &seen, NULL), ASHBY_OK);
	assert_int_equal(ashby_loop_run(seen.loop), ASHBY_OK);
	assert_int_equal(seen.error, ASHBY_OK);
	ashby_scope_free(scope);
	ashby_client_free(client);
	ashby_loop_free(seen.loop);
	assert_int_equal(count_everywhere(masked_key, KEY_LEN), 0);
	assert_int_equal(count_everywhere(basic, sizeof(basic)), 0);
	waitpid(pid, NULL, 0);
}

static void the_wiping_allocator_keeps_what_it_moves(void **state)
{
	char *at = ashby__wiping_realloc(NULL, 10), *page;
	size_t size = 10, i;

	(void)state;
	assert_non_null(at);
	memcpy(at, "0123456789", 10);
	for (; size < 100000; size *= 3) {
		at = ashby__wiping_realloc(at, size);
		assert_non_null(at);
		assert_memory_equal(at, "0123456789", 10);
	}
	at = ashby__wiping_realloc(at, 10);
	assert_non_null(at);
	assert_memory_equal(at, "0123456789", 10);
	ashby__wiping_free(at);
	ashby__wiping_free(NULL);
	page = ashby__secret_new(512);
	assert_non_null(page);
	for (i = 0; i < 512; i++)
		assert_int_equal(page[i], 0);
	ashby__secret_free(page, 512);
	ashby__secret_free(NULL, 512);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_wiping_allocator_keeps_what_it_moves),
		cmocka_unit_test(a_key_is_gone_when_the_session_is),
	};

	alarm(60);
	return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
