/*
 * body.c: the body of a request, built member by member. Keeps the exact JSON text that it was given, so that what is
 * confirmed, journaled and sent is the same. Knows nothing of the catalogue.
 */
#include "ashby/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

#define BODY_MAX ((size_t)16 << 20) /* bytes of one member, as large as a document may be */

struct member {
	char *name;
	char *json;
	size_t len;
};

struct ashby_body {
	struct member *members;
	size_t count, cap;
};

enum ashby_error ashby_body_new(struct ashby_body **out)
{
	struct ashby_body *body = calloc(1, sizeof(*body));

	if (!body)
		return ASHBY_ENOMEM;
	*out = body;
	return ASHBY_OK;
}

static void member_release(struct member *member)
{
	free(member->name);
	free(member->json);
}

void ashby_body_free(struct ashby_body *body)
{
	if (!body)
		return;
	for (size_t i = 0; i < body->count; i++)
		member_release(&body->members[i]);
	free(body->members);
	free(body);
}

/* ---- members ---- */

static char *copy(const char *bytes, size_t len)
{
	char *at = malloc(len + 1);

	if (!at)
		return NULL;
	if (len)
		memcpy(at, bytes, len);
	at[len] = '\0';
	return at;
}

static struct member *find(const struct ashby_body *body, const char *name)
{
	for (size_t i = 0; i < body->count; i++)
		if (strcmp(body->members[i].name, name) == 0)
			return &body->members[i];
	return NULL;
}

static struct member *append(struct ashby_body *body, const char *name)
{
	struct member *members = body->members;
	size_t cap = body->cap;
	char *own;

	if (body->count == cap) {
		cap = cap ? cap * 2 : 8;
		members = realloc(members, cap * sizeof(*members));
		if (!members)
			return NULL;
		body->members = members;
		body->cap = cap;
	}
	own = copy(name, strlen(name));
	if (!own)
		return NULL;
	members[body->count] = (struct member){ .name = own };
	return &members[body->count++];
}

/* Sets a member to JSON that is known to be one value. */
static enum ashby_error put(struct ashby_body *body, const char *name, struct ashby_text json)
{
	struct member *member = find(body, name);
	char *own = copy(json.raw, json.len);

	if (!own)
		return ASHBY_ENOMEM;
	if (!member)
		member = append(body, name);
	if (!member) {
		free(own);
		return ASHBY_ENOMEM;
	}
	free(member->json);
	member->json = own;
	member->len = json.len;
	return ASHBY_OK;
}

/* ---- parsing ---- */

struct reading {
	struct ashby_body *body;
	struct ashby_err *err;
};

static enum ashby_error read_member(void *arg, struct ashby_value value, struct ashby_text json)
{
	struct reading *reading = arg;
	struct ashby_text key = ashby_value_key(value);

	if (find(reading->body, key.raw))
		return ashby_err_set(reading->err, ASHBY_EUSAGE,
			"'%.80s' is given twice in the JSON object; give it once", key.raw);
	if (put(reading->body, key.raw, json))
		return ashby_err_set(reading->err, ASHBY_ENOMEM, "out of memory while reading JSON");
	return ASHBY_OK;
}

/* What a person wrote and cannot be read is their mistake, not a reply's. */
static enum ashby_error as_usage(enum ashby_error error, struct ashby_err *err)
{
	if (error != ASHBY_EREPLY && error != ASHBY_ELIMIT)
		return error;
	if (err)
		err->error = ASHBY_EUSAGE;
	return ASHBY_EUSAGE;
}

enum ashby_error ashby_body_parse(struct ashby_body **out, struct ashby_text json, struct ashby_err *err)
{
	struct ashby_record *record = NULL;
	struct reading reading = { .err = err };
	enum ashby_error error;

	error = as_usage(ashby__record_parse(&record, json, NULL, JSON_STRICT, err), err);
	if (error)
		return error;
	if (ashby_type(ashby_record_root(record)) != ASHBY_OBJECT)
		error = ashby_err_set(
			err, ASHBY_EUSAGE, "the JSON is not an object; write {\"name\": value}");
	else if (ashby_body_new(&reading.body))
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory while reading JSON");
	else
		error = ashby_record_each(record, "", read_member, &reading);
	ashby_record_unref(record);
	if (error) {
		ashby_body_free(reading.body);
		return error;
	}
	*out = reading.body;
	return ASHBY_OK;
}

/* ---- setting ---- */

static struct ashby_text trimmed(struct ashby_text text)
{
	while (text.len && strchr(" \t\r\n", text.raw[0])) {
		text.raw++;
		text.len--;
	}
	while (text.len && strchr(" \t\r\n", text.raw[text.len - 1]))
		text.len--;
	return text;
}

enum ashby_error ashby_body_set_json(struct ashby_body *body, const char *name, struct ashby_text json)
{
	struct ashby_buf checked;
	enum ashby_error error;

	ashby_buf_init(&checked, BODY_MAX);
	error = as_usage(ashby__json_gate(&checked, json, NULL, JSON_STRICT, NULL), NULL);
	ashby_buf_release(&checked);
	return error ? error : put(body, name, trimmed(json));
}

enum ashby_error ashby_body_set_text(struct ashby_body *body, const char *name, struct ashby_text text)
{
	struct ashby_buf quoted;
	enum ashby_error error;

	ashby_buf_init(&quoted, BODY_MAX);
	error = ashby_json_quote(&quoted, text);
	if (!error)
		error = put(body, name, ashby_text_of(quoted.data, quoted.len));
	ashby_buf_release(&quoted);
	return error;
}

enum ashby_error ashby_body_set_int(struct ashby_body *body, const char *name, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	return put(body, name, ashby_text_str(digits));
}

enum ashby_error ashby_body_set_bool(struct ashby_body *body, const char *name, bool value)
{
	return put(body, name, ashby_text_str(value ? "true" : "false"));
}

void ashby_body_remove(struct ashby_body *body, const char *name)
{
	struct member *member = find(body, name);
	size_t after;

	if (!member)
		return;
	member_release(member);
	after = body->count - (size_t)(member - body->members) - 1;
	memmove(member, member + 1, after * sizeof(*member));
	body->count--;
}

bool ashby_body_rename(struct ashby_body *body, const char *from, const char *to)
{
	struct member *member = find(body, from);
	char *own;

	if (!member || find(body, to))
		return false;
	own = copy(to, strlen(to));
	if (!own)
		return false;
	free(member->name);
	member->name = own;
	return true;
}

/* ---- reading ---- */

size_t ashby_body_count(const struct ashby_body *body)
{
	return body->count;
}

const char *ashby_body_name(const struct ashby_body *body, size_t i)
{
	return i < body->count ? body->members[i].name : NULL;
}

struct ashby_text ashby_body_json(const struct ashby_body *body, size_t i)
{
	if (i >= body->count)
		return ashby_text_str("");
	return ashby_text_of(body->members[i].json, body->members[i].len);
}

bool ashby_body_get(const struct ashby_body *body, const char *name, struct ashby_text *json)
{
	const struct member *member = find(body, name);

	if (!member)
		return false;
	*json = ashby_text_of(member->json, member->len);
	return true;
}

enum ashby_error ashby_body_print(const struct ashby_body *body, struct ashby_buf *out)
{
	ashby_buf_addc(out, '{');
	for (size_t i = 0; i < body->count; i++) {
		if (i)
			ashby_buf_addc(out, ',');
		ashby_json_quote(out, ashby_text_str(body->members[i].name));
		ashby_buf_addc(out, ':');
		ashby_buf_add(out, body->members[i].json, body->members[i].len);
	}
	return ashby_buf_addc(out, '}');
}
