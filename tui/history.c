/*
 * history.c: what of a command line may be remembered on disk: never the body of a write, never the text of a note.
 */
#include <string.h>
#include <ashby/catalog.h>
#include "history.h"

/* Commands that carry a person's words or a change: their arguments are not kept. */
static const char *const silent[] = { "note", "edit", "archive", "tag", "move", "approve" };

static bool is_word(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && strncmp(s, word, len) == 0;
}

static bool writes(const char *name, size_t len)
{
	char buf[128], endpoint[128];
	const struct ashby_function *function;
	const char *found;

	if (len == 0 || len >= sizeof buf)
		return true;
	memcpy(buf, name, len);
	buf[len] = '\0';
	function = ashby_catalog_find(buf);
	if (function)
		return function->effect == ASHBY_WRITE;
	found = ashby_endpoint_name(buf, endpoint);
	return !found || ashby_endpoint_effect(found) == ASHBY_WRITE;
}

bool history_keeps(const char *line, struct ashby_buf *out)
{
	size_t command, blank, name;
	const char *rest;

	line += strspn(line, " \t:");
	command = strcspn(line, " \t");
	if (command == 0)
		return false;
	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
		if (is_word(line, command, silent[i])) {
			ashby_buf_adds(out, silent[i]);
			return true;
		}
	}
	rest = line + command;
	blank = strspn(rest, " \t");
	name = strcspn(rest + blank, " \t");
	if (is_word(line, command, "api") || is_word(line, command, "api_post")) {
		if (name > 0 && writes(rest + blank, name))
			ashby_buf_add(out, line, command + blank + name);
		else
			ashby_buf_adds(out, line);
		return true;
	}
	ashby_buf_add(out, line, command);
	if (ashby_catalog_find(ashby_buf_str(out)) && writes(line, command))
		return true;
	ashby_buf_adds(out, rest);
	return true;
}
