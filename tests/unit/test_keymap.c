/* test_keymap.c: key files, look-up order, and the default keys: each is bound to a command that exists, once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "keymap.h"

static const char *const contexts[] = { "offers", "candidate", "list", "*", NULL };
static char last_error[256];

static void on_error(void *arg, const char *file, int line, const char *message)
{
	(void)arg;
	snprintf(last_error, sizeof(last_error), "%s:%d: %s", file, line, message);
}

static int setup(void **state)
{
	*state = keymap_new();
	last_error[0] = '\0';
	return 0;
}

static int teardown(void **state)
{
	keymap_free(*state);
	return 0;
}

static int load(struct keymap *map, const char *text, const char *file)
{
	return keymap_load(map, text, file, on_error, NULL);
}

static const char *bound(struct keymap *map, const char *keys)
{
	const struct binding *binding = NULL;
	tui_key key[KEYMAP_SEQUENCE];
	unsigned count = 0;
	const char *why;

	while (*keys) {
		keys += key_parse(keys, &key[count++], &why);
		keys += strspn(keys, " ");
	}
	switch (keymap_find(map, contexts, key, count, &binding)) {
	case KEYMAP_FULL: return binding->command;
	case KEYMAP_PREFIX: return "(prefix)";
	case KEYMAP_NONE: break;
	}
	return "(none)";
}

static void test_lines(void **state)
{
	assert_int_equal(load(*state,
				 "# comment\n\nbind * j next\nbind list,* g g top  # first row\n"
				 "bind offers a tag add \"silver # medal\"  # silver\n",
				 NULL),
		0);
	assert_string_equal(bound(*state, "j"), "next");
	assert_string_equal(bound(*state, "g"), "(prefix)");
	assert_string_equal(bound(*state, "g g"), "top");
	assert_string_equal(bound(*state, "g x"), "(none)");
	assert_string_equal(bound(*state, "a"), "tag add \"silver # medal\"");
}

static void test_order(void **state)
{
	load(*state, "bind * x one\nbind list x two\nbind candidate x three\nbind offers x four\n", NULL);
	assert_string_equal(bound(*state, "x"), "four");
	assert_int_equal(load(*state, "unbind offers x\n", "keys.conf"), 0);
	assert_string_equal(bound(*state, "x"), "three");
	/* A line of the user's wins wherever it stands. */
	load(*state, "bind * x mine\n", "keys.conf");
	assert_string_equal(bound(*state, "x"), "mine");
	load(*state, "bind offers z h way\nbind * z other\n", NULL);
	assert_string_equal(bound(*state, "z"), "(prefix)");
}

static void test_errors_name_the_line(void **state)
{
	assert_int_equal(load(*state, "bind * <C-i> next\nbind * j\nfoo\nbind * k prev\nbind * <Foo> x\n",
				 "keys.conf"),
		4);
	assert_string_equal(bound(*state, "k"), "prev");
	assert_int_equal(load(*state, "\nbind * <C-i> next\n", "keys.conf"), 1);
	assert_string_equal(last_error, "keys.conf:2: <C-i> is the same byte as <Tab>");
}

static void test_clashes(void **state)
{
	assert_int_equal(load(*state, "bind * a one\nbind * a two\n", "keys.conf"), 1);
	assert_string_equal(bound(*state, "a"), "one");
	assert_int_equal(load(*state, "bind! * a two\n", "keys.conf"), 0);
	assert_string_equal(bound(*state, "a"), "two");
	assert_int_equal(load(*state, "bind * a b three\n", "keys.conf"), 1);
	/* Over a built-in line, plain bind is enough. */
	load(*state, "bind * q back\n", NULL);
	assert_int_equal(load(*state, "bind * q quit\n", "keys.conf"), 0);
	assert_string_equal(bound(*state, "q"), "quit");
}

static void test_accounts(void **state)
{
	keymap_account(*state, "sandbox");
	load(*state, "bind offers@sandbox a approve\nbind offers@acme b never\n", "keys.conf");
	assert_string_equal(bound(*state, "a"), "approve");
	assert_string_equal(bound(*state, "b"), "(none)");
}

static void test_langmap(void **state)
{
	load(*state, "bind * j next\nlangmap \u0440\u043e\u043b\u0434 hjkl\n", NULL);
	assert_string_equal(bound(*state, "\u043e"), "next");
	assert_int_equal(load(*state, "langmap abc de\n", "keys.conf"), 1);
}

static void test_keys_of(void **state)
{
	char buf[64];

	load(*state, "bind * g t top\nbind * t top\nbind list y y yank row\nbind list y n yank name\n", NULL);
	assert_string_equal(keymap_keys_of(*state, contexts, "top", buf), "t");
	assert_string_equal(keymap_keys_of(*state, contexts, "yank", buf), "y");
	assert_string_equal(keymap_keys_of(*state, contexts, "yank name", buf), "y n");
	assert_null(keymap_keys_of(*state, contexts, "none", buf));
}

/* ---- the default keys ---- */

static const struct command *find_in(const struct command *table, const char *name, size_t len)
{
	for (; table && table->name; table++) {
		if (strlen(table->name) == len && strncmp(table->name, name, len) == 0)
			return table;
	}
	return NULL;
}

/* As command_find, for a page of a view. */
static const struct command *find_for(const struct view *view, const char *line)
{
	size_t len = strcspn(line, " ");
	const struct command *found = find_in(view->commands, line, len);

	if (!found)
		found = find_in(view->engine->commands, line, len);
	for (int i = 0; !found && command_tables[i]; i++)
		found = find_in(command_tables[i], line, len);
	return found;
}

static void contexts_of(const struct view *view, const char *out[8])
{
	int n = 0;

	out[n++] = view->name;
	for (const char *const *c = view->contexts; c && *c; c++)
		out[n++] = *c;
	out[n++] = view->engine->context;
	out[n++] = "*";
	out[n] = NULL;
}

static bool with_emacs;

/* The key files that come with the program: the default one, or emacs over it. */
static int load_own(struct keymap *map)
{
	int bad = load(map, keymap_default, NULL);

	return with_emacs ? bad + load(map, keymap_emacs, NULL) : bad;
}

static int setup_emacs(void **state)
{
	with_emacs = true;
	return setup(state);
}

static int teardown_emacs(void **state)
{
	with_emacs = false;
	return teardown(state);
}

static void test_default_file_is_clean(void **state)
{
	if (load_own(*state) != 0)
		fail_msg("%s", last_error);
}

static void test_default_commands_exist(void **state)
{
	load_own(*state);
	for (const struct view *const *view = views; *view; view++) {
		const struct binding *b;
		const char *in[8];

		contexts_of(*view, in);
		for (unsigned i = 0; (b = keymap_at(*state, in, i)); i++) {
			const struct command *command = find_for(*view, b->command);
			struct ashby_buf buf;
			struct args args;
			const char *why = "";

			/* What holds everywhere is for engines that have it: a form has no next row. */
			if (!command && strcmp(b->context, "*") == 0)
				continue;
			if (!command)
				fail_msg("%s line %d: no command '%s' in %s", b->context, b->line, b->command,
					(*view)->name);
			ashby_buf_init(&buf, 4096);
			assert_int_equal(command_split(b->command, &buf, &args, &why), 0);
			if (args.count < command->min || (command->max >= 0 && args.count > command->max))
				fail_msg("line %d: '%s' has wrong arguments", b->line, b->command);
			assert_non_null(command->help);
			assert_non_null(command->group);
			ashby_buf_release(&buf);
		}
	}
}

/* One key is an action or a prefix, over all contexts that a page has at once. */
static void test_default_prefixes(void **state)
{
	load_own(*state);
	for (const struct view *const *view = views; *view; view++) {
		const struct binding *a, *b;
		const char *in[8];

		contexts_of(*view, in);
		for (unsigned i = 0; (a = keymap_at(*state, in, i)); i++) {
			for (unsigned k = 0; (b = keymap_at(*state, in, k)); k++) {
				if (a->count < b->count &&
					memcmp(a->keys, b->keys, a->count * sizeof(tui_key)) == 0)
					fail_msg("%s: line %d is a prefix of line %d", (*view)->name, a->line,
						b->line);
			}
		}
	}
}

/* The letters that write mean the same wherever they are bound. */
static void test_default_write_keys(void **state)
{
	static const struct {
		const char *key, *command;
	} writes[] = { { "a", "approve" }, { "n", "note" }, { "m", "move" }, { "x", "archive" },
		{ "t", "tag" }, { "e", "edit" }, { "E", "edit-external" }, { "u", "undo" }, { "U", "redo" } };

	load_own(*state);
	for (const struct view *const *view = views; *view; view++) {
		const char *in[8];

		contexts_of(*view, in);
		for (size_t i = 0; i < sizeof(writes) / sizeof(writes[0]); i++) {
			const struct binding *b = NULL;
			tui_key key = (tui_key)writes[i].key[0];

			if (keymap_find(*state, in, &key, 1, &b) == KEYMAP_FULL)
				assert_string_equal(b->command, writes[i].command);
		}
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define EMACS(name) cmocka_unit_test_setup_teardown(name, setup_emacs, teardown_emacs)
	const struct CMUnitTest tests[] = { TEST(test_lines), TEST(test_order),
		TEST(test_errors_name_the_line), TEST(test_clashes), TEST(test_accounts), TEST(test_langmap),
		TEST(test_keys_of), TEST(test_default_file_is_clean), TEST(test_default_commands_exist),
		TEST(test_default_prefixes), TEST(test_default_write_keys), EMACS(test_default_file_is_clean),
		EMACS(test_default_commands_exist), EMACS(test_default_prefixes),
		EMACS(test_default_write_keys) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
