/* test_url.c: which base URL may be used with which key, and what becomes of an endpoint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/client.h"
#include "url.h"

#define REAL "0123456789abcdef0123"
#define SANDBOX "sandbox-0123456789ab"

static void only_good_pairs_pass(void **state)
{
	static const struct {
		const char *url, *key;
		bool good;
	} rows[] = {
		{ NULL, REAL, true },
		{ "", REAL, true },
		{ "https://api.ashbyhq.com", REAL, true },
		{ "https://api.ashbyhq.com/", REAL, true },
		{ "HTTPS://API.AshbyHQ.com:443", REAL, true },
		{ "https://eu.example.test:8443", REAL, true },
		{ "https://127.0.0.1:9", REAL, true },
		{ "https://[2001:db8::1]:9", REAL, true },
		{ "http://127.0.0.1:8080", SANDBOX, true },
		{ "http://127.9.8.7", SANDBOX, true },
		{ "http://localhost:8080/", SANDBOX, true },
		{ "http://[::1]:8080", SANDBOX, true },
		{ "unix:/run/x.sock", SANDBOX, true },
		{ "http://127.0.0.1:8080", NULL, true },
		{ "http://127.0.0.1:8080", REAL, false },
		{ "unix:/run/x.sock", REAL, false },
		{ "http://localhost.", SANDBOX, false },
		{ "http://localhost.example.test", SANDBOX, false },
		{ "http://127.0.0.1.example.test", SANDBOX, false },
		{ "http://128.0.0.1", SANDBOX, false },
		{ "http://[::2]", SANDBOX, false },
		{ "http://api.ashbyhq.com", SANDBOX, false },
		{ "http://10.0.0.1:80", SANDBOX, false },
		{ "api.ashbyhq.com", REAL, false },
		{ "//api.ashbyhq.com", REAL, false },
		{ "ftp://api.ashbyhq.com", REAL, false },
		{ "file:///etc/passwd", REAL, false },
		{ "https://", REAL, false },
		{ "https://user@api.ashbyhq.com", REAL, false },
		{ "https://user:word@api.ashbyhq.com", REAL, false },
		{ "http://127.0.0.1@evil.example.test", SANDBOX, false },
		{ "https://api.ashbyhq.com/v1", REAL, false },
		{ "https://api.ashbyhq.com?x=1", REAL, false },
		{ "https://api.ashbyhq.com#x", REAL, false },
		{ "https://api.ashbyhq.com\\@evil.example.test", REAL, false },
		{ "https://api.ashbyhq.com evil", REAL, false },
		{ "https://api.ashbyhq.com\r\nX: y", REAL, false },
		{ "https://api%2eashbyhq%00.com", REAL, false },
		{ "https://\xC3\xA4.example.test", REAL, false },
		{ "https://x:99999", REAL, false },
		{ "unix:", SANDBOX, false },
	};
	struct ashby_err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		err.error = ASHBY_OK;
		if ((ashby_url_check(rows[i].url, rows[i].key, &err) == ASHBY_OK) != rows[i].good)
			fail_msg("row %zu: '%s': %s", i, rows[i].url, err.error ? err.message : "taken");
		if (!rows[i].good) {
			assert_int_equal(err.error, ASHBY_ECONFIG);
			assert_null(strstr(err.message, "word"));
			assert_null(strstr(err.message, REAL));
		}
	}
}

static void a_socket_path_has_a_limit(void **state)
{
	char url[300] = "unix:/";

	(void)state;
	memset(url + 6, 'a', 101);
	assert_int_equal(ashby_url_check(url, SANDBOX, NULL), ASHBY_OK);
	memset(url + 6, 'a', 200);
	assert_int_equal(ashby_url_check(url, SANDBOX, NULL), ASHBY_ECONFIG);
}

static void keys_have_a_form(void **state)
{
	char key[300];

	(void)state;
	assert_true(ashby_key_valid("0123456789abcdef"));
	assert_true(ashby_key_valid("AZaz09._-AZaz09._-"));
	assert_false(ashby_key_valid(NULL));
	assert_false(ashby_key_valid(""));
	assert_false(ashby_key_valid("0123456789abcde"));
	assert_false(ashby_key_valid("0123456789abcdef:"));
	assert_false(ashby_key_valid("0123456789abcdef\n"));
	assert_false(ashby_key_valid("0123456789 abcdef"));
	assert_false(ashby_key_valid("0123456789abcd\xC3\xA9"));
	memset(key, 'k', sizeof(key));
	key[256] = '\0';
	assert_true(ashby_key_valid(key));
	key[256] = 'k';
	key[257] = '\0';
	assert_false(ashby_key_valid(key));
}

static void an_endpoint_becomes_a_url(void **state)
{
	static const struct {
		const char *base, *want;
	} rows[] = {
		{ NULL, "https://api.ashbyhq.com/candidate.list" },
		{ "HTTPS://EU.Example.TEST:8443/", "https://eu.example.test:8443/candidate.list" },
		{ "http://[::1]:8080", "http://[::1]:8080/candidate.list" },
		{ "unix:/run/x.sock", "http://localhost/candidate.list" },
	};
	struct ashby__base base;
	size_t i;
	char *url;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(ashby__base_init(&base, rows[i].base, NULL), ASHBY_OK);
		assert_int_equal(ashby__base_join(&url, &base, "candidate.list"), ASHBY_OK);
		assert_string_equal(url, rows[i].want);
		free(url);
		ashby__base_release(&base);
	}
}

static void proxies_have_a_scheme(void **state)
{
	(void)state;
	assert_true(ashby__proxy_valid("http://proxy.example.test:3128"));
	assert_true(ashby__proxy_valid("socks5h://127.0.0.1:1080"));
	assert_false(ashby__proxy_valid("proxy.example.test:3128"));
	assert_false(ashby__proxy_valid("file:///x"));
	assert_false(ashby__proxy_valid("http://a b"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_good_pairs_pass),
		cmocka_unit_test(a_socket_path_has_a_limit),
		cmocka_unit_test(keys_have_a_form),
		cmocka_unit_test(an_endpoint_becomes_a_url),
		cmocka_unit_test(proxies_have_a_scheme),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
