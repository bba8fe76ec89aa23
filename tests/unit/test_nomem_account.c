/* test_nomem_account.c: bodies of the catalogue, configuration, keys and hosts when memory runs out anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ashby/account.h"
#include "ashby/catalog.h"
#include "nomem.h"

#define KEY "abcdefghijklmnop0123456789"

static char folder[] = "/tmp/ashby-test-nomem-XXXXXX";
static char config_path[100], key_path[100], append_path[100];

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static int setup(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(config_path, sizeof(config_path), "%s/config", folder);
	snprintf(key_path, sizeof(key_path), "%s/key", folder);
	snprintf(append_path, sizeof(append_path), "%s/appended", folder);
	write_file(key_path, KEY "\n");
	write_file(config_path,
		"theme = mono\n[account acme]\nkey-command = pass 'x y'\nme = a@example.test\n"
		"[account b]\nbase-url = https://ashby.example.test\n");
	return setenv("XDG_STATE_HOME", folder, 1);
}

static int teardown(void **state)
{
	char path[200];

	(void)state;
	unlink(config_path);
	unlink(append_path);
	unlink(key_path);
	snprintf(path, sizeof(path), "%s/ashby-tui/hosts", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/ashby-tui", folder);
	rmdir(path);
	return rmdir(folder);
}

static enum ashby_error fill_body(struct ashby_body *body)
{
	const struct ashby_function *jobs = ashby_catalog_find("list_jobs");
	enum ashby_error error = ashby_function_set(jobs, body, "status", "open,draft", 0, NULL);

	if (!error)
		error = ashby_function_set(jobs, body, "opened_after", "-7d", 0, NULL);
	return error ? error : ashby_function_check(jobs, body, NULL);
}

static enum ashby_error set_and_check(void)
{
	struct ashby_body *body = NULL;
	enum ashby_error error = ashby_body_new(&body);

	if (!error)
		error = fill_body(body);
	ashby_body_free(body);
	return error;
}

static enum ashby_error fold_and_rename(void)
{
	static const char json[] =
		"{\"candidateId\":\"3ae2b801-19f6-41ef-ad28-214bd731948f\",\"content\":\"x\","
		"\"contentType\":\"text/html\"}";
	struct ashby_body *body = NULL;
	struct ashby_err err;
	enum ashby_error error = ashby_body_parse(&body, ashby_text_str(json), &err);

	if (!error)
		error = ashby_function_check(ashby_catalog_find("create_note"), body, &err);
	ashby_body_free(body);
	return error;
}

static enum ashby_error load_config(void)
{
	char key[] = "sandbox-abcdefghijkl";
	struct ashby_env env = { .key = key };
	struct ashby_config *config = NULL;
	const struct ashby_account *account;
	struct ashby_err err;
	enum ashby_error error = ashby_config_load(&config, config_path, &env, "http://127.0.0.1:8080", &err);

	if (!error)
		error = ashby_config_find(config, "b", &account, &err);
	ashby_config_free(config);
	return error;
}

static enum ashby_error hosts(void)
{
	enum ashby_error error = ashby_host_confirm("https://ashby.example.test", KEY, NULL);

	return error ? error : ashby_host_check("https://ashby.example.test", KEY, NULL);
}

struct answer {
	bool came;
	enum ashby_error error;
};

static void on_key(void *arg, const char *key, const char *source, const struct ashby_err *err)
{
	struct answer *answer = arg;

	(void)source;
	answer->came = true;
	answer->error = key ? ASHBY_OK : err->error;
}

static enum ashby_error fetch(const struct ashby_account *account)
{
	char key[] = KEY;
	struct ashby_env env = { .key = key };
	struct ashby_loop *loop = NULL;
	struct ashby_key_request *request = NULL;
	struct answer answer = { 0 };
	enum ashby_error error = ashby_loop_new(&loop);

	if (!error)
		error = ashby_key_fetch(&request, loop, account, &env, on_key, &answer, NULL);
	while (!error && !answer.came)
		error = ashby_loop_turn(loop, 5000);
	if (!error)
		error = answer.error;
	ashby_key_request_free(request);
	ashby_loop_free(loop);
	return error;
}

static enum ashby_error key_of_environment(void)
{
	const struct ashby_account account = { .name = "x", .env_key = true };

	return fetch(&account);
}

static enum ashby_error key_of_file(void)
{
	const struct ashby_account account = { .name = "x", .key_file = key_path };

	return fetch(&account);
}

static enum ashby_error key_of_command(void)
{
	const struct ashby_account account = { .name = "x", .key_command = "echo " KEY };

	return fetch(&account);
}

static void test_bodies(void **state)
{
	(void)state;
	nomem_each(set_and_check);
	nomem_each(fold_and_rename);
}

static enum ashby_error append_account(void)
{
	const struct ashby_account account = {
		.name = "new", .label = "New", .key_command = "pass x", .colour = 2
	};
	struct ashby_buf section;
	enum ashby_error error;

	/* Each try begins with the same file. */
	write_file(append_path, "[account acme]\n");
	ashby_buf_init(&section, 4096);
	error = ashby_account_print(&account, &section, NULL);
	if (!error)
		error = ashby_config_append(append_path, ashby_buf_str(&section), NULL);
	ashby_buf_release(&section);
	return error;
}

static enum ashby_error check_config(void)
{
	static const char *const known[] = { "theme", NULL };
	struct ashby_config *config = NULL;
	enum ashby_error error = ashby_config_load(&config, config_path, NULL, NULL, NULL);

	if (!error)
		error = ashby_config_check(config, known, NULL);
	ashby_config_free(config);
	return error;
}

static void test_config(void **state)
{
	(void)state;
	nomem_each(append_account);
	nomem_each(check_config);
	nomem_each(load_config);
	nomem_each(hosts);
}

static void test_keys(void **state)
{
	(void)state;
	nomem_each(key_of_environment);
	nomem_each(key_of_file);
	nomem_each(key_of_command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_config),
		cmocka_unit_test(test_keys),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
