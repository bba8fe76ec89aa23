/* call.c: checks a request against its endpoint's row, runs the handler, and writes the envelope. */
#include "call.h"
#include "check.h"
#include "edits.h"
#include "overlay.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct endpoint *look(const struct endpoint *rows, const char *name)
{
	for (; rows->name; rows++)
		if (strcmp(rows->name, name) == 0)
			return rows;
	return NULL;
}

const struct endpoint *endpoint_find(const char *name)
{
	const struct endpoint *row = look(endpoint_reads, name);

	if (!row)
		row = look(endpoint_writes, name);
	return row ? row : look(endpoint_controls, name);
}

/* Whether word is one of those joined by separator. */
static bool among(const char *list, char separator, const char *word, size_t len)
{
	while (list) {
		const char *end = strchr(list, separator);
		size_t n = end ? (size_t)(end - list) : strlen(list);

		if (n == len && memcmp(list, word, n) == 0)
			return true;
		list = end ? end + 1 : NULL;
	}
	return false;
}

bool key_has_scope(const struct key *key, const char *scope)
{
	return !key->scopes || among(key->scopes, ',', scope, strlen(scope));
}

/* ---- failures ---- */

bool call_fail(struct call *c, const char *code, const char *format, ...)
{
	va_list ap;

	c->code = code;
	va_start(ap, format);
	vsnprintf(c->message, sizeof(c->message), format, ap);
	va_end(ap);
	return false;
}

static void error_info(struct call *c, bool message)
{
	out_object(c->out, "errorInfo");
	out_text(c->out, "code", c->code);
	if (message)
		out_text(c->out, "message", c->message);
	out_text(c->out, "requestId", c->request_id);
	out_close(c->out, '}');
}

static void error_object(struct call *c, const char *name, const char *value)
{
	out_array(c->out, "errors");
	out_object(c->out, NULL);
	out_text(c->out, "message", c->message);
	out_text(c->out, name, value);
	out_close(c->out, '}');
	out_close(c->out, ']');
}

static void error_strings(struct call *c)
{
	out_array(c->out, "errors");
	out_text(c->out, NULL, c->code);
	out_close(c->out, ']');
}

void call_envelope(struct call *c, enum failure_shape shape)
{
	ashby_buf_clear(c->out);
	out_object(c->out, NULL);
	out_bool(c->out, "success", false);
	switch (shape) {
	case SHAPE_FULL:
		error_strings(c);
		error_info(c, true);
		break;
	case SHAPE_STRINGS: error_strings(c); break;
	case SHAPE_OBJECTS:
		error_object(c, "parameter", c->parameter ? c->parameter : "id");
		error_info(c, false);
		break;
	case SHAPE_NO_MESSAGE: error_info(c, false); break;
	case SHAPE_NONE:
		out_null(c->out, "errors");
		out_null(c->out, "errorInfo");
		break;
	case SHAPE_CODES: error_object(c, "code", c->code); break;
	}
	out_close(c->out, '}');
}

/* Only "there is no such record" comes in odd shapes: what a client must act on comes whole. */
static enum failure_shape shape_for(const struct call *c)
{
	size_t len = strlen(c->code), tail = strlen("_not_found");

	if (c->endpoint && len > tail && strcmp(c->code + len - tail, "_not_found") == 0)
		return c->endpoint->shape;
	return SHAPE_FULL;
}

/* ---- checking the body ---- */

static bool is_array_of(struct ashby_value value, const char *values)
{
	if (ashby_type(value) != ASHBY_ARRAY)
		return false;
	for (struct ashby_value e = ashby_value_first(value); e.node; e = ashby_value_next(e)) {
		struct ashby_text text = ashby_value_text(e);

		if (ashby_type(e) != ASHBY_STRING || (values && !among(values, '|', text.raw, text.len)))
			return false;
	}
	return true;
}

static bool fits(const struct param *param, struct ashby_value value)
{
	struct ashby_text text = ashby_value_text(value);
	bool string = ashby_type(value) == ASHBY_STRING;

	switch (param->type) {
	case TAKES_TEXT: return string;
	case TAKES_UUID: return string && id_is_uuid(text.raw, text.len);
	case TAKES_INT: return ashby_value_int(value, INT64_MIN) != INT64_MIN;
	case TAKES_BOOL: return ashby_type(value) == ASHBY_BOOL;
	case TAKES_ENUM: return string && among(param->values, '|', text.raw, text.len);
	case TAKES_ENUMS: return is_array_of(value, param->values);
	case TAKES_TEXTS: return is_array_of(value, NULL);
	case TAKES_END: break;
	}
	return false;
}

static const char *wanted(const struct param *param)
{
	static const char *const names[] = {
		[TAKES_END] = "",
		[TAKES_TEXT] = "a string",
		[TAKES_UUID] = "a UUID",
		[TAKES_INT] = "an integer",
		[TAKES_BOOL] = "a boolean",
		[TAKES_ENUM] = "one of",
		[TAKES_ENUMS] = "an array of",
		[TAKES_TEXTS] = "an array of strings",
	};

	return names[param->type];
}

static bool check_param(struct call *c, const struct param *param)
{
	struct ashby_value value = ashby_get(c->body, param->name);

	if (ashby_type(value) == ASHBY_ABSENT) {
		c->parameter = param->name;
		return !param->required || call_fail(c, "invalid_input", "%s is required", param->name);
	}
	if (fits(param, value))
		return true;
	c->parameter = param->name;
	return call_fail(c, "invalid_input", "%s must be %s%s%s", param->name, wanted(param),
		param->values ? " " : "", param->values ? param->values : "");
}

static bool check_paging(struct call *c)
{
	static const struct param cursor = { "cursor", TAKES_TEXT, false, NULL },
				  token = { "syncToken", TAKES_TEXT, false, NULL },
				  after = { "createdAfter", TAKES_INT, false, NULL };
	unsigned flags = c->endpoint->flags;
	int64_t limit = call_int(c, "limit", 100);

	/* null stands for "from the beginning" where there are cursors. */
	if (flags & ENDPOINT_CURSOR) {
		if (call_has(c, "limit") &&
			(call_int(c, "limit", INT64_MIN) == INT64_MIN || limit < 1 || limit > 100))
			return call_fail(c, "invalid_input", "limit must be an integer from 1 to 100");
		if (ashby_type(ashby_get(c->body, "cursor")) != ASHBY_NULL && !check_param(c, &cursor))
			return false;
	}
	if ((flags & ENDPOINT_SYNC) && ashby_type(ashby_get(c->body, "syncToken")) != ASHBY_NULL &&
		!check_param(c, &token))
		return false;
	return !(flags & ENDPOINT_CREATED_AFTER) || check_param(c, &after);
}

static bool known(const struct call *c, struct ashby_text name)
{
	static const char paging[] = "cursor|limit|syncToken|createdAfter";

	if (c->endpoint->flags && among(paging, '|', name.raw, name.len))
		return true;
	for (const struct param *p = c->endpoint->params; p && p->type != TAKES_END; p++)
		if (strlen(p->name) == name.len && memcmp(p->name, name.raw, name.len) == 0)
			return true;
	return false;
}

static bool is_write(const struct endpoint *endpoint)
{
	return look(endpoint_writes, endpoint->name) == endpoint;
}

static bool check(struct call *c)
{
	if (is_write(c->endpoint))
		return check_write(c);
	for (const struct param *p = c->endpoint->params; p && p->type != TAKES_END; p++)
		if (!check_param(c, p))
			return false;
	if (!check_paging(c))
		return false;
	if (!(c->endpoint->flags & ENDPOINT_STRICT))
		return true;
	for (struct ashby_value m = ashby_value_first(c->body); m.node; m = ashby_value_next(m)) {
		struct ashby_text name = ashby_value_key(m);

		if (!known(c, name))
			return call_fail(c, "invalid_input", "%.*s is not a property of %s",
				(int)(name.len < 60 ? name.len : 60), name.raw, c->endpoint->name);
	}
	return true;
}

/* ---- the whole ---- */

static void run(struct call *c)
{
	if (!check(c))
		return;
	c->ran = true;
	c->endpoint->run(c);
	if (c->warning && !c->code) {
		out_array(c->out, "warnings");
		out_text(c->out, NULL, c->warning);
		out_close(c->out, ']');
	}
}

void call_answer(struct call *c, struct ashby_text body)
{
	struct ashby_record *record = NULL;
	uint32_t before = overlay_seq(c->world);
	struct ashby_err err;

	c->status = 200;
	ashby_buf_init(&c->scratch, ASHBY_BUF_MAX);
	ashby_buf_clear(c->out);
	out_object(c->out, NULL);
	out_bool(c->out, "success", true);
	if (c->endpoint->permission && !key_has_scope(c->key, c->endpoint->permission)) {
		c->status = 403;
		call_fail(c, "missing_endpoint_permission", "the API key lacks the permission %s",
			c->endpoint->permission);
	} else if (c->on_behalf && c->user == NOBODY) {
		call_fail(c, "user_not_found", "X-On-Behalf-Of names no user of this organisation");
	} else if (ashby_record_parse(&record, body, NULL, &err)) {
		call_fail(c, "invalid_input", "the body is not JSON: %s", err.message);
	} else if (ashby_type(ashby_record_root(record)) != ASHBY_OBJECT) {
		call_fail(c, "invalid_input", "the body must be a JSON object");
	} else {
		c->body = ashby_record_root(record);
		run(c);
	}
	if (c->code)
		call_envelope(c, shape_for(c));
	else
		out_close(c->out, '}');
	c->applied = overlay_seq(c->world) != before;
	/* A write that was half lost must not look like one that was done. */
	if (edits_failed(c->world) || c->scratch.error)
		c->out->error = ASHBY_ENOMEM;
	ashby_buf_release(&c->scratch);
	ashby_record_unref(record);
}

bool call_has(const struct call *c, const char *name)
{
	return ashby_type(ashby_get(c->body, name)) > ASHBY_NULL;
}

struct ashby_text call_text(const struct call *c, const char *name)
{
	return ashby_get_text(c->body, name);
}

int64_t call_int(const struct call *c, const char *name, int64_t fallback)
{
	return ashby_value_int(ashby_get(c->body, name), fallback);
}

bool call_bool(const struct call *c, const char *name)
{
	return ashby_value_bool(ashby_get(c->body, name), false);
}

bool call_lists(const struct call *c, const char *name, const char *element, bool absent_is)
{
	struct ashby_value list = ashby_get(c->body, name);

	if (ashby_type(list) != ASHBY_ARRAY)
		return absent_is;
	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e))
		if (ashby_text_equal(ashby_value_text(e), ashby_text_str(element)))
			return true;
	return false;
}

bool call_id(const struct call *c, const char *name, enum kind kind, struct id *out)
{
	struct ashby_text text = call_text(c, name);
	struct id id;

	if (!id_parse(c->world->seed, text.raw, text.len, &id) || id.kind != kind || !world_has(c->world, id))
		return false;
	*out = id;
	return true;
}

bool call_need(struct call *c, const char *name, enum kind kind, const char *code, struct id *out)
{
	if (call_id(c, name, kind, out))
		return true;
	c->parameter = name;
	return call_fail(c, code, "there is no record with this %s", name);
}
