/* command.c: finds, checks and runs a command line. Knows tables of commands, not what they do. */
#include "command.h"

#include <string.h>

#include "app.h"

enum { WORDS = sizeof(((struct args *)0)->word) / sizeof(char *) };

/* Copies one word, with its quotes and backslashes resolved, to the buffer. Returns where it ends in the line. */
static const char *split_word(const char *p, struct ashby_buf *buf, const char **why)
{
	bool quoted = false;

	for (; *p && (quoted || (*p != ' ' && *p != '\t')); p++) {
		if (*p == '"') {
			quoted = !quoted;
			continue;
		}
		if (*p == '\\' && p[1])
			p++;
		ashby_buf_addc(buf, *p);
	}
	ashby_buf_addc(buf, '\0');
	if (quoted) {
		*why = "a quote is open";
		return NULL;
	}
	return p;
}

int command_split(const char *line, struct ashby_buf *buf, struct args *out, const char **why)
{
	size_t start[WORDS + 1];
	int count = 0;

	ashby_buf_clear(buf);
	memset(out, 0, sizeof(*out));
	out->rest = "";
	for (;;) {
		line += strspn(line, " \t");
		if (count == 1)
			out->rest = line;
		if (!*line)
			break;
		if (count == WORDS + 1) {
			*why = "too many words";
			return -1;
		}
		start[count++] = buf->len;
		line = split_word(line, buf, why);
		if (!line)
			return -1;
	}
	if (buf->error) {
		*why = "the line is too long";
		return -1;
	}
	for (int i = 1; i < count; i++)
		out->word[i - 1] = buf->data + start[i];
	out->count = count > 0 ? count - 1 : 0;
	return 0;
}

const struct command *const command_tables[] = { commands_global, commands_local, commands_keys,
	commands_account, commands_api, NULL };

static const struct command *find_in(const struct command *table, const char *name, size_t len)
{
	for (; table && table->name; table++) {
		if (strncmp(table->name, name, len) == 0 && table->name[len] == '\0')
			return table;
	}
	return NULL;
}

const struct command *command_find(struct app *app, const char *line)
{
	struct page *page = app_page(app);
	const struct command *found = NULL;
	size_t len;

	line += strspn(line, " \t");
	len = strcspn(line, " \t");
	if (page)
		found = find_in(page->view->commands, line, len);
	if (!found && page)
		found = find_in(page->view->engine->commands, line, len);
	for (int i = 0; !found && command_tables[i]; i++)
		found = find_in(command_tables[i], line, len);
	return found;
}

static bool about_candidate(enum ashby_kind kind)
{
	return kind == ASHBY_CANDIDATES || kind == ASHBY_APPLICATIONS || kind == ASHBY_SCHEDULES ||
		kind == ASHBY_EVENTS || kind == ASHBY_OFFERS;
}

int command_able(struct app *app, const struct command *command, const char **why)
{
	enum ashby_kind kind = ASHBY_KIND_COUNT;
	struct page *page = app_page(app);
	uint32_t row = ASHBY_NO_ROW;
	bool has_row = page && page_row(page, &kind, &row);

	if ((command->needs & NEEDS_ROW) && !has_row) {
		*why = "there is no row under the cursor";
		return 0;
	}
	if ((command->needs & NEEDS_CANDIDATE) && !(has_row && about_candidate(kind))) {
		*why = "this is not about a candidate";
		return 0;
	}
	if (command->needs & NEEDS_WRITE) {
		*why = app->read_only ? "this account is read-only"
				      : "the screen does not write yet: ashby-tui call --force does";
		return 0;
	}
	return 1;
}

static unsigned run_checked(struct app *app, const struct command *command, struct args *args)
{
	const char *why = "";

	if (!command_able(app, command, &why)) {
		status_warn(app, "%s: %s", command->label ? command->label : command->name, why);
		return REACT_DRAW;
	}
	if (args->count < command->min || (command->max >= 0 && args->count > command->max)) {
		status_warn(
			app, "usage: %s %s", command->name, command->args ? command->args : "(no arguments)");
		return REACT_DRAW | REACT_RETRY;
	}
	return command->run(app, app_page(app), args);
}

unsigned command_run(struct app *app, const char *line)
{
	const struct command *command;
	const char *why = "";
	struct ashby_buf buf;
	struct args args;
	unsigned reaction = REACT_DRAW | REACT_RETRY;

	line += strspn(line, " \t");
	if (!*line)
		return REACT_NONE;
	command = command_find(app, line);
	if (!command) {
		reaction = commands_api_function(app, line);
		if (reaction != REACT_NONE)
			return reaction;
		status_warn(app, "no command '%.*s' here; ? shows what there is", (int)strcspn(line, " \t"),
			line);
		return REACT_DRAW | REACT_RETRY;
	}
	ashby_buf_init(&buf, 64 * 1024);
	if (command_split(line, &buf, &args, &why) != 0)
		status_warn(app, "%s: %s", command->name, why);
	else
		reaction = run_checked(app, command, &args);
	ashby_buf_release(&buf);
	return reaction;
}
