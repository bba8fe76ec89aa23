/*
 * test_config.c: the configuration file with its refusals (each with file and line), base URLs, environment,
 * folders.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ashby/account.h"
#include "sha256.h"

static char folder[] = "/tmp/ashby-test-config-XXXXXX";
static char path[200];
static struct ashby_err err;

static char state_home[220];

static void remove_below_state(const char *name)
{
	char full[300];

	snprintf(full, sizeof(full), "%s/%s", state_home, name);
	remove(full);
}

static int setup(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/config", folder);
	snprintf(state_home, sizeof(state_home), "%s/state", folder);
	return setenv("XDG_STATE_HOME", state_home, 1);
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	remove_below_state("ashby-tui/hosts");
	remove_below_state("ashby-tui");
	rmdir(state_home);
	return rmdir(folder);
}

static void write_config(const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static struct ashby_config *load(const char *text)
{
	struct ashby_config *config = NULL;

	write_config(text);
	if (ashby_config_load(&config, path, NULL, NULL, &err))
		fail_msg("%s", err.message);
	return config;
}

static void test_accounts(void **state)
{
	struct ashby_config *config = load("theme = mono # why not\n"
					   "ask-fields = a#b\n"
					   "\n"
					   "# the first is the default\n"
					   "[account acme]\n"
					   "  key-command = pass show ashby/api\n"
					   "me = rita@example.test\n"
					   "label=Acme Ltd\r\n"
					   "rate = 3\n"
					   "read-only = yes\n"
					   "[account other.one]\n"
					   "keyring = on\n"
					   "key-file = ~/key\n"
					   "rate = off\n"
					   "base-url = https://ashby.example.test\n");
	const struct ashby_account *account;
	const char *value;
	int line;

	(void)state;
	assert_int_equal(ashby_config_accounts(config), 2);
	assert_int_equal(ashby_config_find(config, NULL, &account, &err), ASHBY_OK);
	assert_string_equal(account->name, "acme");
	assert_string_equal(account->label, "Acme Ltd");
	assert_string_equal(account->key_command, "pass show ashby/api");
	assert_string_equal(account->me, "rita@example.test");
	assert_int_equal(account->rate, 3);
	assert_int_equal(account->line, 5);
	assert_true(account->read_only);
	assert_false(account->env_key);
	assert_null(account->base_url);
	assert_int_equal(ashby_config_find(config, "other.one", &account, &err), ASHBY_OK);
	assert_true(account->keyring);
	assert_int_equal(account->rate, -1);
	assert_string_equal(account->label, "other.one");
	assert_string_equal(account->base_url, "https://ashby.example.test");
	assert_int_equal(ashby_config_find(config, "nobody", &account, &err), ASHBY_ECONFIG);
	assert_non_null(strstr(err.message, "acme, other.one"));
	assert_string_equal(ashby_config_get(config, "theme"), "mono");
	assert_string_equal(ashby_config_item(config, 1, &value, &line), "ask-fields");
	assert_string_equal(value, "a#b");
	assert_int_equal(line, 2);
	assert_null(ashby_config_item(config, 2, &value, &line));
	assert_null(ashby_config_get(config, "me"));
	assert_null(ashby_config_account(config, 2));
	ashby_config_free(config);
	ashby_config_free(NULL);
}

static void test_refusals(void **state)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{ "theme\n", ":1: this is neither" },
		{ "\n= x\n", ":2: this is no name" },
		{ "theme =\n", ":1: the value is missing" },
		{ "theme = a\ntheme = b\n", ":2: this setting was given above" },
		{ "me = x\n", ":1: 'me' belongs to an account" },
		{ "[acme]\n", ":1: a section is [account NAME]" },
		{ "[account acme\n", ":1: a section is" },
		{ "[account]\n", ":1: a section is" },
		{ "[account a b]\n", ":1: an account's name" },
		{ "[account ../x]\n", ":1: an account's name" },
		{ "[account a]\n[account a]\n", ":2: there is an account" },
		{ "[account a]\nthem = x\n", ":2: an account has no 'them'" },
		{ "[account a]\nkey-comand = x\n", "did you mean 'key-command'?" },
		{ "[account a]\nread-only = maybe\n", ":2: read-only: it is yes or no" },
		{ "[account a]\nrate = fast\n", ":2: rate: it is auto, off" },
		{ "[account a]\nrate = 0\n", ":2: rate:" },
		{ "[account a]\nkey-command = pass 'x\n", ":2: key-command: a quote stays open" },
		{ "[account a]\nbase-url = http://example.test\n", ":2: base-url: " },
		{ "[account a]\nbase-url = https://user:pass@example.test\n", ":2: base-url: " },
		{ "[account a]\nbase-url = nonsense\n", ":2: base-url: " },
		{ "[account a]\ncolour = pink\n", ":2: colour: it is red" },
		{ "[account a]\nme = x@example.test\n[account b]\non-behalf = yes\n",
			":3: on-behalf needs me" },
		{ "[account a]\nme = x\nme = y\n", ":3: this setting was given above" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ashby_config *config = NULL;

		write_config(rows[i].text);
		assert_int_equal(ashby_config_load(&config, path, NULL, NULL, &err), ASHBY_ECONFIG);
		assert_null(config);
		if (!strstr(err.message, rows[i].says) || strncmp(err.message, path, strlen(path)) != 0)
			fail_msg("'%s' does not say '%s'", err.message, rows[i].says);
	}
}

static void test_settings_that_nobody_knows(void **state)
{
	static const char *const known[] = { "theme", "role-recruiter", NULL };
	struct ashby_config *config = load("theme = mono\nrole-recuiter = Recruiter\n");

	(void)state;
	assert_int_equal(ashby_config_check(config, known, &err), ASHBY_ECONFIG);
	assert_int_equal(strncmp(err.message, path, strlen(path)), 0);
	assert_non_null(strstr(
		err.message, ":2: there is no setting 'role-recuiter'; did you mean 'role-recruiter'?"));
	ashby_config_free(config);
	config = load("xyzzy = 1\n");
	assert_int_equal(ashby_config_check(config, known, &err), ASHBY_ECONFIG);
	assert_null(strstr(err.message, "did you mean"));
	ashby_config_free(config);
	config = load("theme = mono\n[account a]\n");
	assert_int_equal(ashby_config_check(config, known, &err), ASHBY_OK);
	ashby_config_free(config);
}

static void test_append(void **state)
{
	static const char before[] = "# mine\ttheme\r\ntheme = mono\n[account acme] # first\nrate=off";
	struct ashby_account account = { .name = "other",
		.label = "Other & Co",
		.colour = 2,
		.key_command = "pass show 'a b'",
		.me = "rita@example.test",
		.read_only = true,
		.on_behalf = true,
		.rate = 7 };
	const struct ashby_account *found;
	struct ashby_config *config;
	struct ashby_buf section;
	char text[1000];
	struct stat st;
	FILE *file;
	size_t len;

	(void)state;
	write_config(before);
	ashby_buf_init(&section, 4096);
	assert_int_equal(ashby_account_print(&account, &section, &err), ASHBY_OK);
	assert_int_equal(ashby_config_append(path, ashby_buf_str(&section), &err), ASHBY_OK);
	file = fopen(path, "r");
	len = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[len] = '\0';
	assert_memory_equal(text, before, sizeof(before) - 1);
	assert_memory_equal(text + sizeof(before) - 1, "\n\n[account other]\n", 18);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(ashby_config_load(&config, path, NULL, NULL, &err), ASHBY_OK);
	assert_int_equal(ashby_config_find(config, "other", &found, &err), ASHBY_OK);
	assert_string_equal(found->label, "Other & Co");
	assert_string_equal(found->key_command, "pass show 'a b'");
	assert_string_equal(found->me, "rita@example.test");
	assert_int_equal(found->colour, 2);
	assert_int_equal(found->rate, 7);
	assert_true(found->read_only && found->on_behalf && !found->keyring);
	ashby_config_free(config);
	/* What a line cannot hold is refused, not bent. */
	account.label = "a #b";
	assert_int_equal(ashby_account_print(&account, &section, &err), ASHBY_EUSAGE);
	account.label = "a\nb = c";
	assert_int_equal(ashby_account_print(&account, &section, &err), ASHBY_EUSAGE);
	account.label = "a";
	account.name = "../a";
	assert_int_equal(ashby_account_print(&account, &section, &err), ASHBY_EUSAGE);
	ashby_buf_release(&section);
	/* Made when missing; a link stays a link; what others may write is not touched. */
	unlink(path);
	assert_int_equal(ashby_config_append(path, "[account a]\n", &err), ASHBY_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_size, 12);
	chmod(path, 0666);
	assert_int_equal(ashby_config_append(path, "[account b]\n", &err), ASHBY_ECONFIG);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 12);
	chmod(path, 0600);
	snprintf(text, sizeof(text), "%s.real", path);
	assert_int_equal(rename(path, text), 0);
	assert_int_equal(symlink(text, path), 0);
	assert_int_equal(ashby_config_append(path, "[account b]\n", &err), ASHBY_OK);
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(text, &st), 0);
	assert_int_equal(st.st_size, 25);
	unlink(text);
	unlink(path);
}

static void assert_load_refused(const char *says)
{
	struct ashby_config *config = NULL;

	assert_int_equal(ashby_config_load(&config, path, NULL, NULL, &err), ASHBY_ECONFIG);
	if (!strstr(err.message, says))
		fail_msg("'%s' does not say '%s'", err.message, says);
}

static void test_who_can_write(void **state)
{
	struct ashby_config *config = NULL;

	(void)state;
	write_config("theme = mono\n");
	chmod(path, 0644);
	assert_int_equal(ashby_config_load(&config, path, NULL, NULL, &err), ASHBY_OK);
	ashby_config_free(config);
	chmod(path, 0664);
	assert_load_refused("chmod go-w");
	chmod(path, 0646);
	assert_load_refused("chmod go-w");
	chmod(path, 0600);
	if (geteuid() == 0) {
		assert_int_equal(chown(path, 65534, (gid_t)-1), 0);
		assert_load_refused("another user");
	}
	unlink(path);
	assert_load_refused("cannot open");
	assert_int_equal(mkdir(path, 0700), 0);
	assert_load_refused("no regular file");
	rmdir(path);
}

static void test_nul_is_no_text(void **state)
{
	int fd;

	(void)state;
	write_config("theme = mono\n");
	fd = open(path, O_WRONLY | O_APPEND);
	assert_int_equal(write(fd, "a\0b", 3), 3);
	close(fd);
	assert_load_refused("no text file");
}

/* ---- base URLs from outside ---- */

static void test_base_url(void **state)
{
	static const struct {
		const char *base_url, *key, *says;
	} rows[] = {
		{ "http://127.0.0.1:8080", "sandbox-abcdefghijkl", NULL },
		{ "http://[::1]:8080", "sandbox-abcdefghijkl", NULL },
		{ "http://127.0.0.1:8080", NULL, NULL },
		{ "unix:/tmp/sock", "sandbox-abcdefghijkl", NULL },
		{ "https://api.ashbyhq.com", "abcdefghijklmnopqrst", NULL },
		{ "http://127.0.0.1:8080", "abcdefghijklmnopqrst", "begins with 'sandbox-'" },
		{ "unix:/tmp/sock", "abcdefghijklmnopqrst", "begins with 'sandbox-'" },
		{ "https://evil.example.test", "abcdefghijklmnopqrst", "nobody has allowed" },
		{ "https://evil.example.test", "sandbox-abcdefghijkl", "nobody has allowed" },
		{ "https://api.ashbyhq.com.example.test", "abcdefghijklmnopqrst", "nobody has allowed" },
		{ "https://api.ashbyhq.com@example.test", "abcdefghijklmnopqrst", "user name" },
		{ "http://example.test", "sandbox-abcdefghijkl", "" },
		{ "file:///etc/passwd", "sandbox-abcdefghijkl", "" },
	};

	(void)state;
	write_config("[account acme]\nkey-command = pass x\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *key = rows[i].key ? strdup(rows[i].key) : NULL;
		struct ashby_env env = { .key = key };
		struct ashby_config *config = NULL;
		enum ashby_error error = ashby_config_load(&config, path, &env, rows[i].base_url, &err);

		if (rows[i].says) {
			assert_int_equal(error, ASHBY_ECONFIG);
			if (!strstr(err.message, rows[i].says))
				fail_msg("'%s' does not say '%s'", err.message, rows[i].says);
		} else {
			if (error)
				fail_msg("%s: %s", rows[i].base_url, err.message);
			assert_string_equal(ashby_config_account(config, 0)->base_url, rows[i].base_url);
			assert_true(ashby_config_account(config, 0)->env_key);
			ashby_config_free(config);
		}
		free(key);
	}
}

static void test_confirmed_hosts(void **state)
{
	static const char host[] = "https://ashby.example.test";

	(void)state;
	assert_int_equal(ashby_host_check(NULL, "abcdefghijklmnopqrst", &err), ASHBY_OK);
	assert_int_equal(ashby_host_check("unix:/tmp/x", "sandbox-abcdefghijkl", &err), ASHBY_OK);
	assert_int_equal(ashby_host_check(host, "abcdefghijklmnopqrst", &err), ASHBY_ECONFIG);
	assert_int_equal(ashby_host_confirm(host, "abcdefghijklmnopqrst", &err), ASHBY_OK);
	assert_int_equal(
		ashby_host_confirm("https://second.example.test", "abcdefghijklmnopqrst", &err), ASHBY_OK);
	assert_int_equal(ashby_host_check(host, "abcdefghijklmnopqrst", &err), ASHBY_OK);
	assert_int_equal(
		ashby_host_check("https://ASHBY.example.test", "abcdefghijklmnopqrst", &err), ASHBY_OK);
	/* Neither for another key, nor for another host or port. */
	assert_int_equal(ashby_host_check(host, "abcdefghijklmnopqrsu", &err), ASHBY_ECONFIG);
	assert_int_equal(ashby_host_check("https://ashby.example.test:8443", "abcdefghijklmnopqrst", &err),
		ASHBY_ECONFIG);
	assert_int_equal(
		ashby_host_check("https://by.example.test", "abcdefghijklmnopqrst", &err), ASHBY_ECONFIG);
}

/* ---- the environment ---- */

static void test_env_take(void **state)
{
	struct ashby_env env = { 0 };
	char *at;

	(void)state;
	setenv("ASHBY_API_KEY", "sandbox-abcdefghijkl", 1);
	setenv("ASHBY_BASE_URL", "", 1);
	at = getenv("ASHBY_API_KEY");
	assert_int_equal(ashby_env_take(&env), ASHBY_OK);
	assert_string_equal(env.key, "sandbox-abcdefghijkl");
	assert_null(env.base_url);
	assert_null(getenv("ASHBY_API_KEY"));
	/* Also gone from where the system shows it. */
	for (size_t i = 0; i < strlen("sandbox-abcdefghijkl"); i++)
		assert_int_equal(at[i], 0);
	ashby_env_release(&env);
	assert_null(env.key);
	ashby_env_release(&env);
}

static void test_account_of_the_environment(void **state)
{
	char key[] = "abc";
	struct ashby_env env = { .key = key };
	struct ashby_config *config = NULL;

	(void)state;
	write_config("theme = mono\n");
	assert_int_equal(ashby_config_load(&config, path, &env, NULL, &err), ASHBY_OK);
	assert_int_equal(ashby_config_accounts(config), 1);
	assert_string_equal(ashby_config_account(config, 0)->name, "env-ba7816bf");
	assert_true(ashby_config_account(config, 0)->env_key);
	ashby_config_free(config);
	assert_int_equal(ashby_config_load(&config, path, NULL, NULL, &err), ASHBY_OK);
	assert_string_equal(ashby_config_account(config, 0)->name, "env");
	ashby_config_free(config);
}

/* ---- folders ---- */

static void test_folder(void **state)
{
	char *made = NULL;
	struct stat st;

	(void)state;
	assert_int_equal(ashby_folder(&made, "state", "acme", &err), ASHBY_OK);
	assert_int_equal(stat(made, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	chmod(made, 0750);
	free(made);
	assert_int_equal(ashby_folder(&made, "state", "acme", &err), ASHBY_ECONFIG);
	assert_non_null(strstr(err.message, "chmod 700"));
	assert_int_equal(ashby_folder(&made, "nowhere", NULL, &err), ASHBY_EUSAGE);
	remove_below_state("ashby-tui/acme");
}

static void test_folder_without_home(void **state)
{
	char file[220], *made = NULL;
	int fd;

	(void)state;
	snprintf(file, sizeof(file), "%s/file", folder);
	fd = open(file, O_WRONLY | O_CREAT, 0600);
	close(fd);
	setenv("XDG_CACHE_HOME", file, 1);
	assert_int_equal(ashby_folder(&made, "cache", NULL, &err), ASHBY_ECONFIG);
	unsetenv("XDG_CACHE_HOME");
	unlink(file);
}

/* ---- fingerprints ---- */

static void assert_sha256(const void *bytes, size_t len, const char *hex)
{
	uint8_t hash[32];
	char text[65];

	ashby__sha256(bytes, len, hash);
	for (size_t i = 0; i < 32; i++)
		snprintf(text + 2 * i, 3, "%02x", hash[i]);
	assert_string_equal(text, hex);
}

/* The examples of FIPS 180-4, and lengths around a block's end. */
static void test_sha256(void **state)
{
	static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	static char million[1000000];

	(void)state;
	assert_sha256("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_sha256("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_sha256(two, 56, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	assert_sha256(two, 55, "aa353e009edbaebfc6e494c8d847696896cb8b398e0173a4b5c1b636292d87c7");
	memset(million, 'a', sizeof(million));
	assert_sha256(million, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
	assert_sha256(
		million, sizeof(million), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_settings_that_nobody_knows),
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_who_can_write),
		cmocka_unit_test(test_nul_is_no_text),
		cmocka_unit_test(test_base_url),
		cmocka_unit_test(test_confirmed_hosts),
		cmocka_unit_test(test_env_take),
		cmocka_unit_test(test_account_of_the_environment),
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_folder_without_home),
		cmocka_unit_test(test_sha256),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
