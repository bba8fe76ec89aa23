/*
 * store_read.c: reads a column's value out of a record, by the paths that store.h tells of. Knows nothing of how the
 * value is held.
 */
#include "store_rows.h"

#include <math.h>
#include <string.h>

/* Longest key of a path; the columns are ours, a test walks them. */
#define KEY_MAX 64

/* Called for each value that a path leads to, with the "a+b" that is left of it, or "". */
typedef void visit_fn(void *arg, struct ashby_value value, const char *rest);

static const struct {
	const char *name, *title;
} roles[ASHBY_ROLE_COUNT] = {
	[ASHBY_ROLE_RECRUITER] = { "$recruiter", "Recruiter" },
	[ASHBY_ROLE_HIRING_MANAGER] = { "$hiringManager", "Hiring Manager" },
	[ASHBY_ROLE_COORDINATOR] = { "$coordinator", "Coordinator" },
};

/* What stands between brackets: "key", "!key", "key=text", "key=$role". */
struct condition {
	char key[KEY_MAX];
	bool absent, equal;
	struct ashby_text text;
};

static void copy_key(char key[static KEY_MAX], const char *from, size_t len)
{
	if (len > KEY_MAX - 1)
		len = KEY_MAX - 1;
	memcpy(key, from, len);
	key[len] = '\0';
}

static struct ashby_text role_title(const struct ashby__reader *reader, struct ashby_text text)
{
	for (unsigned i = 0; i < ASHBY_ROLE_COUNT; i++)
		if (ashby_text_equal(text, ashby_text_str(roles[i].name)))
			return ashby_text_str(reader->role[i] ? reader->role[i] : roles[i].title);
	return text;
}

static void parse_condition(
	const struct ashby__reader *reader, const char *path, size_t len, struct condition *out)
{
	const char *equal = memchr(path, '=', len);

	out->absent = *path == '!';
	out->equal = equal != NULL;
	path += out->absent;
	len -= out->absent;
	copy_key(out->key, path, equal ? (size_t)(equal - path) : len);
	if (equal)
		out->text = role_title(reader, ashby_text_of(equal + 1, (size_t)(path + len - equal - 1)));
}

static bool holds(const struct condition *condition, struct ashby_value element)
{
	struct ashby_value value = ashby_get(element, condition->key);
	enum ashby_type type = ashby_type(value);

	if (condition->equal)
		return type == ASHBY_STRING && ashby_text_equal(ashby_value_text(value), condition->text);
	return condition->absent == (type == ASHBY_ABSENT || type == ASHBY_NULL);
}

/* The first element that the condition holds for; of an object itself, or the absent value. */
static struct ashby_value pick(const struct condition *condition, struct ashby_value value)
{
	if (ashby_type(value) != ASHBY_ARRAY)
		return holds(condition, value) ? value : (struct ashby_value){ NULL };
	for (value = ashby_value_first(value); value.node; value = ashby_value_next(value))
		if (holds(condition, value))
			break;
	return value;
}

/* One "[...]" or "key" of a path; moves *path behind it and the dot after it. */
static struct ashby_value step(
	const struct ashby__reader *reader, struct ashby_value value, const char **path)
{
	const char *at = *path;
	size_t len = strcspn(at, *at == '[' ? "]" : ".[");
	bool bracket = *at == '[';
	struct condition condition;
	char key[KEY_MAX];

	*path = at + len + bracket;
	*path += **path == '.';
	if (bracket && !strchr("-0123456789", at[1])) {
		parse_condition(reader, at + 1, len - 1, &condition);
		return pick(&condition, value);
	}
	copy_key(key, at, len + bracket);
	return ashby_get(value, key);
}

/* Whether nothing but "a+b" is left. */
static bool is_joined(const char *path)
{
	return path[strcspn(path, "+.[")] == '+';
}

static void walk(const struct ashby__reader *reader, struct ashby_value value, const char *path, visit_fn *fn,
	void *arg)
{
	while (*path && value.node && !is_joined(path)) {
		if (strncmp(path, "[]", 2) != 0) {
			value = step(reader, value, &path);
			continue;
		}
		path += path[2] == '.' ? 3 : 2;
		if (ashby_type(value) != ASHBY_ARRAY)
			return;
		/* There is one [] in a path, so this goes one deeper and no more. */
		for (value = ashby_value_first(value); value.node; value = ashby_value_next(value))
			walk(reader, value, path, fn, arg);
		return;
	}
	if (value.node)
		fn(arg, value, path);
}

static void read_column(
	const struct ashby__reader *reader, const struct ashby_column *column, visit_fn *fn, void *arg)
{
	const char *path = column->from ? column->from : column->path;

	if (strncmp(path, "^.", 2) == 0)
		walk(reader, reader->parent, path + 2, fn, arg);
	else
		walk(reader, reader->record, path, fn, arg);
}

/* ---- what is done with the values ---- */

struct joined {
	struct ashby_buf *out;
	size_t start;
};

/* element: where the texts of this element begin. Elements stand apart by ", ", texts of one by a space. */
static void add_text(struct joined *joined, size_t element, struct ashby_text text)
{
	if (text.len == 0)
		return;
	if (joined->out->len > element)
		ashby_buf_addc(joined->out, ' ');
	else if (joined->out->len > joined->start)
		ashby_buf_adds(joined->out, ", ");
	ashby_buf_add(joined->out, text.raw, text.len);
}

static void visit_text(void *arg, struct ashby_value value, const char *rest)
{
	struct joined *joined = arg;
	size_t element = joined->out->len;
	char key[KEY_MAX];

	/* A list as long as a row may hold needs no more. */
	if (element - joined->start > ASHBY__TEXT_MAX)
		return;
	if (!*rest)
		add_text(joined, element, ashby_value_text(value));
	for (size_t len; *rest; rest += len + (rest[len] == '+')) {
		len = strcspn(rest, "+");
		copy_key(key, rest, len);
		add_text(joined, element, ashby_get_text(value, key));
	}
}

enum ashby_error ashby__read_text(
	const struct ashby__reader *reader, const struct ashby_column *column, struct ashby_buf *out)
{
	struct joined joined = { out, out->len };
	size_t len;

	read_column(reader, column, visit_text, &joined);
	if (out->error)
		return out->error;
	len = out->len - joined.start;
	if (len > ASHBY__TEXT_MAX) {
		len = ASHBY__TEXT_MAX;
		while (len > 0 && ((unsigned char)out->data[joined.start + len] & 0xc0) == 0x80)
			len--;
		ashby_buf_cut(out, joined.start + len);
	}
	return ASHBY_OK;
}

static void visit_value(void *arg, struct ashby_value value, const char *rest)
{
	(void)rest;
	*(struct ashby_value *)arg = value;
}

static void visit_count(void *arg, struct ashby_value value, const char *rest)
{
	(void)value;
	(void)rest;
	*(double *)arg += 1;
}

/* Elements of an array, NAN if there is no array; or how many values a path with [] leads to. */
static double read_count(const struct ashby__reader *reader, const struct ashby_column *column)
{
	struct ashby_value value = { NULL };
	double count = 0;

	if (!strstr(column->from ? column->from : column->path, "[]")) {
		read_column(reader, column, visit_value, &value);
		return ashby_type(value) == ASHBY_ARRAY ? (double)ashby_value_count(value) : NAN;
	}
	read_column(reader, column, visit_count, &count);
	return count;
}

double ashby__read_number(const struct ashby__reader *reader, const struct ashby_column *column)
{
	struct ashby_value value = { NULL };

	if (column->type == ASHBY_COLUMN_COUNT)
		return read_count(reader, column);
	read_column(reader, column, visit_value, &value);
	if (column->type == ASHBY_COLUMN_BOOL)
		return ashby_type(value) == ASHBY_BOOL ? ashby_value_bool(value, false) : NAN;
	return ashby_value_number(value, NAN);
}

int64_t ashby__read_time(const struct ashby__reader *reader, const struct ashby_column *column)
{
	struct ashby_value value = { NULL };

	read_column(reader, column, visit_value, &value);
	return ashby_get_time(value, "");
}

struct ashby_text ashby__read_id(const struct ashby__reader *reader, const struct ashby_column *column)
{
	struct ashby_value value = { NULL };

	read_column(reader, column, visit_value, &value);
	return ashby_value_text(value);
}
