/*
 * ask.c: one call as it was planned, step by step: the call, another endpoint where it is refused, the blocks one after
 * another, the trimming. Uses public calls only; what the steps are is adapt.c's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapt.h"

struct ask {
	struct ashby_scope *scope;
	struct ashby_plan plan;
	char *body;
	unsigned flags;
	ashby_reply_fn *fn;
	void *arg;
	/* the answer so far */
	struct ashby_reply reply;
	struct ashby_record *record;
	bool detoured, warned;
	/* blocks */
	size_t block;
	struct ashby_pager *pager;
	struct ashby_buf added; /* ,"name":[...] of the blocks that are whole */
	struct ashby_buf rows;  /* of the one that is being read */
};

static void ask_free(struct ask *ask)
{
	ashby_pager_free(ask->pager);
	ashby_record_unref(ask->record);
	ashby_buf_release(&ask->added);
	ashby_buf_release(&ask->rows);
	free(ask->body);
	free(ask);
}

/* ---- the end ---- */

/* Hands the answer over. Nothing of the ask is used after that. */
static void deliver(struct ask *ask)
{
	struct ashby_reply *reply = &ask->reply;
	struct ashby_value root = { NULL };

	reply->error = reply->err.error;
	reply->record = ask->record;
	if (ask->record)
		root = ashby_record_root(ask->record);
	reply->results = reply->error ? (struct ashby_value){ NULL } : ashby_get(root, "results");
	reply->warnings =
		ask->warned && !reply->error ? ashby_get(root, "warnings") : (struct ashby_value){ NULL };
	reply->request_id = reply->err.request_id;
	ask->fn(ask->arg, reply);
	ask_free(ask);
}

static void fail(struct ask *ask, const struct ashby_err *err)
{
	ask->reply.err = *err;
	deliver(ask);
}

/* Notes a reply as the answer. It outlives the callback that it came in, so its texts become the tables'. */
static void keep_reply(struct ask *ask, const struct ashby_reply *reply)
{
	const struct ashby__detour *detour = ashby__detour_of(ask->plan.function);
	int64_t elapsed = ask->reply.elapsed_ms + reply->elapsed_ms;

	ashby_record_unref(ask->record);
	ask->reply = *reply;
	ask->reply.elapsed_ms = elapsed;
	ask->reply.endpoint = ask->detoured ? detour->instead : ask->plan.function->endpoint;
	ask->warned = ashby_type(reply->warnings) != ASHBY_ABSENT;
	ask->record = reply->record ? ashby_record_ref(reply->record) : NULL;
}

static void replace_record(struct ask *ask, struct ashby_record *record)
{
	ashby_record_unref(ask->record);
	ask->record = record;
}

/* ---- the whole result ---- */

/* The result object with the blocks as further members. */
static enum ashby_error join_blocks(struct ask *ask, struct ashby_err *err)
{
	struct ashby_value results = ashby_get(ashby_record_root(ask->record), "results");
	struct ashby_record *record;
	struct ashby_buf text;
	enum ashby_error error;

	ashby_buf_init(&text, ASHBY_BUF_MAX);
	ashby_value_print(&text, results, 0);
	/* An object ends with its brace; an empty one has no member before the comma. */
	ashby_buf_cut(&text, text.len ? text.len - 1 : 0);
	ashby_buf_add(&text, ask->added.data + (ashby_value_count(results) ? 0 : 1),
		ask->added.len - (ashby_value_count(results) ? 0 : 1));
	ashby_buf_addc(&text, '}');
	if (text.error || ask->added.error)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else
		error = ashby__envelope_with(&record, ask->record, ashby_text_of(text.data, text.len), err);
	if (!error)
		replace_record(ask, record);
	ashby_buf_release(&text);
	return error;
}

static void finish(struct ask *ask)
{
	struct ashby_record *record;
	struct ashby_err err = { .error = ASHBY_OK };
	enum ashby_error error;

	if (ask->added.len)
		error = join_blocks(ask, &err);
	else
		error = ashby_plan_trim(&ask->plan, ask->record, &record, &err);
	if (error) {
		fail(ask, &err);
		return;
	}
	if (!ask->added.len)
		replace_record(ask, record);
	deliver(ask);
}

/* ---- blocks ---- */

static void next_block(struct ask *ask);

static const struct ashby__block *block_of(const struct ask *ask)
{
	return ask->plan.block[ask->block];
}

/* The id that a block is read by, of the result or of the asker. */
static struct ashby_text block_id(const struct ask *ask)
{
	const char *path = block_of(ask)->path;
	struct ashby_value results = ashby_get(ashby_record_root(ask->record), "results");

	return path ? ashby_get_text(results, path) : ashby_text_str(ask->plan.me);
}

/* A list without brackets; anything else as it is. */
static enum ashby_error take_results(struct ask *ask, const struct ashby_reply *reply)
{
	const struct ashby__block *block = block_of(ask);
	struct ashby_text id = block_id(ask);
	struct ashby_keep keep = { .path = block->keep };

	if (ashby_type(reply->results) != ASHBY_ARRAY)
		return ashby_value_print(&ask->rows, reply->results, 0);
	if (ask->rows.len && ashby_value_count(reply->results))
		ashby_buf_addc(&ask->rows, ',');
	if (id.len < sizeof(keep.value) && id.len)
		memcpy(keep.value, id.raw, id.len);
	return ashby__keep_results(
		&ask->rows, reply->record, &keep, block->keep ? 1 : 0, block->first ? 1 : 0);
}

static void close_block(struct ask *ask, bool is_list)
{
	const struct ashby__block *block = block_of(ask);
	const char *open = is_list && !block->first ? "[" : "", *close = *open ? "]" : "";

	ashby_buf_addf(&ask->added, ",\"%s\":%s", block->name, open);
	if (ask->rows.len)
		ashby_buf_add(&ask->added, ask->rows.data, ask->rows.len);
	else if (!*open)
		ashby_buf_adds(&ask->added, "null");
	ashby_buf_adds(&ask->added, close);
	ashby_buf_clear(&ask->rows);
	ashby_pager_free(ask->pager);
	ask->pager = NULL;
	ask->block++;
	next_block(ask);
}

/* The whole answer fails with a block: nobody must take what is missing for empty. */
static void fail_block(struct ask *ask, const struct ashby_err *err)
{
	struct ashby_err told = *err;

	snprintf(told.message, sizeof(told.message), "%.60s cannot be added: %.400s", block_of(ask)->name,
		err->message);
	fail(ask, &told);
}

static void on_block(void *arg, const struct ashby_reply *reply)
{
	struct ask *ask = arg;
	struct ashby_err err;

	if (reply->error) {
		fail_block(ask, &reply->err);
		return;
	}
	ask->reply.elapsed_ms += reply->elapsed_ms;
	ask->reply.bytes += reply->bytes;
	if (take_results(ask, reply)) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
		fail(ask, &err);
	} else if (!ashby_pager_more(ask->pager)) {
		close_block(ask, ashby_type(reply->results) == ASHBY_ARRAY);
	} else if (ashby_pager_next(ask->pager, on_block, ask, &err)) {
		fail_block(ask, &err);
	}
}

static enum ashby_error ask_block(struct ask *ask, struct ashby_err *err)
{
	const struct ashby__block *block = block_of(ask);
	struct ashby_text id = block_id(ask);
	struct ashby_buf body;
	enum ashby_error error;

	ashby_buf_init(&body, 65536);
	ashby_buf_addf(&body, "{%s", block->more ? block->more : "");
	if (block->param) {
		ashby_buf_addf(&body, "\"%s\":", block->param);
		ashby_json_quote(&body, id);
	}
	ashby_buf_addc(&body, '}');
	error = body.error ? ashby_err_set(err, ASHBY_ENOMEM, "out of memory")
			   : ashby_pager_new(&ask->pager, ask->scope, block->read, ashby_buf_str(&body),
				     ask->flags, err);
	if (!error)
		error = ashby_pager_next(ask->pager, on_block, ask, err);
	ashby_buf_release(&body);
	return error;
}

static void next_block(struct ask *ask)
{
	struct ashby_err err;

	if (ask->block == ask->plan.blocks) {
		finish(ask);
	} else if (!block_id(ask).len) {
		/* There is nothing to read it by, so there is none. */
		close_block(ask, !block_of(ask)->first);
	} else if (ask_block(ask, &err)) {
		fail_block(ask, &err);
	}
}

/* ---- the call, and where else to look ---- */

static void on_reply(void *arg, const struct ashby_reply *reply);

/* Asks the other endpoint; false if there is none, or nothing to ask it by. */
static bool take_detour(struct ask *ask)
{
	const struct ashby__detour *detour = ashby__detour_of(ask->plan.function);
	struct ashby_body *body = NULL;
	struct ashby_text id;
	struct ashby_buf other;
	struct ashby_err err;
	bool asked = false;

	if (!detour || ask->detoured || ashby_body_parse(&body, ashby_text_str(ask->body), &err))
		return false;
	ashby_buf_init(&other, 65536);
	if (ashby_body_get(body, detour->param, &id)) {
		ashby_buf_addf(&other, "{\"%s\":", detour->instead_param);
		ashby_buf_add(&other, id.raw, id.len);
		ashby_buf_addc(&other, '}');
		asked = !other.error &&
			!ashby_call(NULL, ask->scope, detour->instead, ashby_buf_str(&other), ask->flags,
				on_reply, ask, &err);
	}
	ask->detoured = asked;
	ashby_buf_release(&other);
	ashby_body_free(body);
	return asked;
}

/* The first refusal stands; the second says only that there was no luck there either. */
static void fail_detour(struct ask *ask)
{
	const struct ashby__detour *detour = ashby__detour_of(ask->plan.function);
	struct ashby_err err = ask->reply.err;

	snprintf(err.message, sizeof(err.message), "%.400s; nor is it the id of an %s",
		ask->reply.err.message, detour->what);
	fail(ask, &err);
}

static void on_reply(void *arg, const struct ashby_reply *reply)
{
	struct ask *ask = arg;

	if (reply->error == ASHBY_EAPI && ask->detoured) {
		fail_detour(ask);
		return;
	}
	keep_reply(ask, reply);
	if (reply->error == ASHBY_EAPI && take_detour(ask))
		return;
	if (reply->error) {
		ashby_plan_explain(&ask->plan, &ask->reply.err);
		deliver(ask);
	} else if (ask->plan.blocks && ashby_type(reply->results) == ASHBY_OBJECT) {
		next_block(ask);
	} else {
		finish(ask);
	}
}

enum ashby_error ashby_ask(struct ashby_scope *scope, const struct ashby_plan *plan, const char *body,
	unsigned flags, ashby_reply_fn *fn, void *arg, struct ashby_err *err)
{
	struct ask *ask = calloc(1, sizeof(*ask));
	enum ashby_error error;

	if (!ask)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	*ask = (struct ask){ .scope = scope, .plan = *plan, .flags = flags, .fn = fn, .arg = arg };
	ashby_buf_init(&ask->added, ASHBY_BUF_MAX);
	ashby_buf_init(&ask->rows, ASHBY_BUF_MAX);
	ask->body = strdup(body);
	error = ask->body ? ashby_call(NULL, scope, plan->function->endpoint, body, flags, on_reply, ask, err)
			  : ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	if (error)
		ask_free(ask);
	return error;
}
