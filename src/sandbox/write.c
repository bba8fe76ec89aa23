/* write.c: the pen, and small change of the handlers of writes. See write.h. */
#include "write.h"

#include <stdio.h>
#include <string.h>

#include "ashby/date.h"

/* ---- the pen ---- */

void pen_open(struct call *c)
{
	ashby_buf_clear(&c->scratch);
	c->reply = c->out;
	c->out = &c->scratch;
}

void pen_set(struct call *c, struct id id, const char *name)
{
	c->out = c->reply;
	edits_set(c->world, id, name, ashby_text_of(c->scratch.data, c->scratch.len));
}

struct ashby_record *pen_read(struct call *c)
{
	struct ashby_record *record = NULL;

	c->out = c->reply;
	if (ashby_record_parse(&record, ashby_text_of(c->scratch.data, c->scratch.len), NULL, NULL))
		return NULL;
	return record;
}

/* ---- members ---- */

void set_value(struct call *c, struct id id, const char *member, struct ashby_value value)
{
	pen_open(c);
	ashby_value_print(c->out, value, 0);
	pen_set(c, id, member);
}

void copy_param(struct call *c, struct id id, const char *param, const char *member)
{
	struct ashby_value value = ashby_get(c->body, param);

	if (ashby_type(value) != ASHBY_ABSENT)
		set_value(c, id, member, value);
}

void set_time(struct call *c, struct id id, const char *member, int64_t ms)
{
	pen_open(c);
	out_time(c->out, NULL, ms);
	pen_set(c, id, member);
}

void set_raw(struct call *c, struct id id, const char *member, const char *json)
{
	edits_set(c->world, id, member, ashby_text_str(json));
}

void set_inside(struct call *c, struct id id, const char *object, const char *member, struct ashby_text json)
{
	struct ashby_body *body = NULL;
	struct ashby_text before;
	enum ashby_error error;

	if (!edits_get(c->world, id, object, &before))
		before = ashby_text_str("{}");
	error = ashby_body_parse(&body, before, NULL);
	if (!error)
		error = ashby_body_set_json(body, member, json);
	if (!error) {
		ashby_buf_clear(&c->scratch);
		error = ashby_body_print(body, &c->scratch);
	}
	ashby_body_free(body);
	if (error)
		c->scratch.error = error;
	else
		edits_set(c->world, id, object, ashby_text_of(c->scratch.data, c->scratch.len));
}

void null_member(struct call *c, size_t from, const char *name)
{
	const char *brace = c->out->error ? NULL : memchr(c->out->data + from, '{', c->out->len - from);
	struct ashby_body *body = NULL;
	size_t start;

	if (!brace)
		return;
	start = (size_t)(brace - c->out->data);
	if (!ashby_body_parse(&body, ashby_text_of(brace, c->out->len - start), NULL) &&
		!ashby_body_set_json(body, name, ashby_text_str("null"))) {
		ashby_buf_cut(c->out, start);
		ashby_body_print(body, c->out);
	} else {
		c->out->error = ASHBY_ENOMEM;
	}
	ashby_body_free(body);
}

/* ---- changes ---- */

void mark(struct call *c, struct id id)
{
	if (overlay_mark(c->world, id))
		c->scratch.error = ASHBY_ENOMEM;
}

int64_t moment_of(const struct call *c, struct id id)
{
	const struct change *change = overlay_find(c->world, id);

	return change ? change->at : c->world->now;
}

/* ---- the request ---- */

int64_t call_time(const struct call *c, const char *name, int64_t fallback)
{
	int64_t ms = ashby_get_time(c->body, name);

	return ms == ASHBY_NO_TIME ? fallback : ms;
}

bool call_user(struct call *c, const char *name, uint32_t *user)
{
	struct id id;

	*user = NOBODY;
	if (!call_has(c, name))
		return true;
	if (!call_need(c, name, KIND_USER, "user_not_found", &id))
		return false;
	*user = id.index;
	return true;
}

bool call_credit(struct call *c, const char *name, uint32_t *user)
{
	struct user facts;

	if (!call_user(c, name, user))
		return false;
	if (*user == NOBODY)
		return true;
	world_user(c->world, *user, &facts);
	if (!facts.enabled) {
		*user = NOBODY;
		c->warning = "credited_user_deactivated";
	}
	return true;
}

bool call_source(struct call *c, const char *name, unsigned *source)
{
	struct id id;

	*source = 0;
	if (!call_has(c, name))
		return true;
	if (!call_need(c, name, KIND_SOURCE, "source_not_found", &id))
		return false;
	*source = id.index + 1;
	return true;
}

const char *call_str(const struct call *c, const char *name, char *text, size_t size)
{
	struct ashby_text value = call_text(c, name);

	snprintf(text, size, "%.*s", (int)value.len, value.len ? value.raw : "");
	return text;
}

bool value_id(struct call *c, struct ashby_value value, enum kind kind, struct id *out)
{
	struct ashby_text text = ashby_value_text(value);
	struct id id;

	if (!id_parse(c->world->seed, text.raw, text.len, &id) || id.kind != kind || !world_has(c->world, id))
		return false;
	*out = id;
	return true;
}

uint32_t actor_of(const struct call *c)
{
	return c->on_behalf ? c->user : NOBODY;
}

uint32_t author_of(const struct call *c)
{
	return c->on_behalf ? c->user : ME;
}
