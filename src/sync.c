/*
 * sync.c: reads kinds into the store: first what somebody looks at, then the rest behind. Knows pages and tokens;
 * retries, pace and permissions are the client's, and what a record means is the store's.
 */
#include "sync.h"

#include <stdlib.h>
#include <string.h>

#include "store_rows.h"

#define RETRY_MAX_MS 300000
/* What recruiters work on: lists begin with the oldest, so this much is read before the rest. */
#define RECENT_MS (INT64_C(90) * 24 * 60 * 60 * 1000)

/* A kind that is cut from another's records is read with it. */
static enum ashby_kind source_of(enum ashby_kind kind)
{
	for (unsigned i = 0; i < ASHBY_KIND_COUNT; i++) {
		const struct ashby__cut *cut = ashby__cut_of((enum ashby_kind)i);

		if (cut && cut->child == kind)
			return cut->parent;
	}
	return kind;
}

static void on_retry(void *arg);

enum ashby_error ashby_sync_new(struct ashby_sync **out, struct ashby_client *client,
	struct ashby_store *store, struct ashby_loop *loop)
{
	struct ashby_sync *sync = calloc(1, sizeof(*sync));
	enum ashby_error error;

	if (!sync)
		return ASHBY_ENOMEM;
	sync->client = client;
	sync->store = store;
	sync->first_plan = ASHBY_NO_ROW;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		sync->pass[kind] = (struct ashby__pass){
			.sync = sync, .kind = (enum ashby_kind)kind, .synced_ms = ASHBY_NO_TIME
		};
	sync->retry_ms = ASHBY__RETRY_MS;
	error = ashby_scope_new(&sync->scope, client);
	if (!error)
		error = ashby_timer_new(&sync->retry, loop, on_retry, sync);
	if (error) {
		ashby_scope_free(sync->scope);
		free(sync);
		return error;
	}
	*out = sync;
	return ASHBY_OK;
}

/* ---- one pass ---- */

/* Freeing a pager whose page is on its way runs on_page, which must then find that nothing runs. */
static void drop_pager(struct ashby__pass *pass)
{
	struct ashby_pager *pager = pass->pager;

	pass->running = false;
	pass->pager = NULL;
	ashby_pager_free(pager);
}

/* What passes by itself; a wrong key or a missing permission does not. */
static bool is_outage(enum ashby_error error)
{
	static const bool outage[ASHBY_ERROR_COUNT] = {
		[ASHBY_ENET] = true, [ASHBY_ETIMEOUT] = true, [ASHBY_ESERVER] = true, [ASHBY_ERATE] = true
	};

	return outage[error];
}

/* The pass runs no longer. */
static void settle(struct ashby__pass *pass)
{
	struct ashby_sync *sync = pass->sync;

	pass->running = false;
	ashby__store_tell(sync->store, pass->kind);
	/* Stages may have waited to know of which plans. */
	if (pass->kind == ASHBY_PLANS && sync->pass[ASHBY_STAGES].running)
		ashby__stages_next(sync);
}

/* It has what was wanted of it. */
static void rest(struct ashby__pass *pass)
{
	pass->synced_ms = ashby_clock_now();
	settle(pass);
}

void ashby__pass_stop(struct ashby__pass *pass, const struct ashby_err *err)
{
	struct ashby_sync *sync = pass->sync;

	pass->err = *err;
	if (is_outage(err->error) && !sync->retrying) {
		sync->retrying = true;
		ashby_timer_start(sync->retry, sync->retry_ms);
		sync->retry_ms = sync->retry_ms < RETRY_MAX_MS / 2 ? sync->retry_ms * 2 : RETRY_MAX_MS;
	}
	settle(pass);
}

void ashby__pass_goes_well(struct ashby__pass *pass)
{
	pass->sync->retry_ms = ASHBY__RETRY_MS;
}

void ashby__pass_finish(struct ashby__pass *pass)
{
	if (pass->reach == REACH_ALL)
		ashby_store_pass_end(pass->sync->store, pass->kind);
	pass->whole = true;
	rest(pass);
}

static void on_page(void *arg, const struct ashby_reply *reply);

static void ask(struct ashby__pass *pass)
{
	struct ashby_err err;

	ashby_pager_set_flags(pass->pager, pass->got < pass->want ? 0 : ASHBY_CALL_PREFETCH);
	if (ashby_pager_next(pass->pager, on_page, pass, &err))
		ashby__pass_stop(pass, &err);
}

/* The token of a pass that has come to its end; without one the next refresh reads everything. */
static void keep_token(struct ashby__pass *pass)
{
	const char *token = ashby_pager_token(pass->pager);

	free(pass->token);
	pass->token = *token ? strdup(token) : NULL;
}

/* The kind's standing parameters, and how far the pass reaches. */
static enum ashby_error make_body(struct ashby_buf *out, const struct ashby__pass *pass)
{
	const char *standing = ashby_kind_info(pass->kind)->body;
	struct ashby_body *body;
	enum ashby_error error;

	error = ashby_body_parse(&body, ashby_text_str(standing ? standing : "{}"), NULL);
	if (error)
		return error;
	if (pass->reach == REACH_CHANGES)
		error = ashby_body_set_text(body, "syncToken", ashby_text_str(pass->token));
	if (pass->reach == REACH_RECENT)
		error = ashby_body_set_int(body, "createdAfter", ashby_clock_now() - RECENT_MS);
	if (!error)
		error = ashby_body_print(body, out);
	ashby_body_free(body);
	return error;
}

static void start(struct ashby__pass *pass, enum ashby__reach reach)
{
	const struct ashby_kind_info *info = ashby_kind_info(pass->kind);
	struct ashby_err err = { .error = ASHBY_OK };
	struct ashby_buf body;

	drop_pager(pass);
	if (pass->reach != REACH_RECENT || reach != REACH_ALL)
		pass->got = pass->pages = 0;
	pass->started = true;
	pass->reach = reach;
	pass->err = err;
	ashby_buf_init(&body, ASHBY_BUF_MAX);
	if (make_body(&body, pass))
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory");
	else
		ashby_pager_new(&pass->pager, pass->sync->scope, info->list, ashby_buf_str(&body), 0, &err);
	ashby_buf_release(&body);
	if (err.error) {
		ashby__pass_stop(pass, &err);
		return;
	}
	pass->running = true;
	if (reach == REACH_ALL)
		ashby_store_pass_begin(pass->sync->store, pass->kind);
	ask(pass);
}

/* A pass that rests or has stopped in the middle goes on with its next page, or with all after what is recent. */
static bool resume(struct ashby__pass *pass)
{
	if (pass->pager && ashby_pager_more(pass->pager)) {
		pass->running = true;
		pass->err = (struct ashby_err){ .error = ASHBY_OK };
		ask(pass);
		return true;
	}
	if (pass->reach != REACH_RECENT)
		return false;
	start(pass, REACH_ALL);
	return true;
}

/* Whether a big kind has come as far as somebody looks. One that was read whole is kept so. */
static bool may_rest(const struct ashby__pass *pass)
{
	return ashby_kind_info(pass->kind)->ahead && !pass->whole && pass->got >= pass->want;
}

/* All pages of the pass have come. */
static void end(struct ashby__pass *pass)
{
	bool recent = pass->reach == REACH_RECENT;

	if (!recent)
		keep_token(pass);
	drop_pager(pass);
	if (!recent)
		ashby__pass_finish(pass);
	else if (may_rest(pass))
		rest(pass);
	else
		start(pass, REACH_ALL);
}

static void put_page(struct ashby__pass *pass, const struct ashby_reply *reply)
{
	struct ashby_err err;

	if (!ashby_store_put_page(pass->sync->store, pass->kind, reply->record)) {
		ashby__pass_goes_well(pass);
		return;
	}
	drop_pager(pass);
	ashby_err_set(&err, ASHBY_ENOMEM, "out of memory for the rows of '%s'", reply->endpoint);
	ashby__pass_stop(pass, &err);
}

/* The token was refused, or a cursor died: this is the first page of it all. */
static void begin_again(struct ashby__pass *pass)
{
	if (pass->reach == REACH_CHANGES) {
		pass->reach = REACH_ALL;
		ashby_store_pass_begin(pass->sync->store, pass->kind);
	}
	pass->got = pass->pages = 0;
}

static void on_page(void *arg, const struct ashby_reply *reply)
{
	struct ashby__pass *pass = arg;
	bool more;

	if (!pass->running)
		return;
	if (reply->error == ASHBY_EAPI && pass->reach == REACH_RECENT) {
		/* The filter is a short cut; without it the way is longer. */
		start(pass, REACH_ALL);
		return;
	}
	if (reply->error) {
		ashby__pass_stop(pass, &reply->err);
		return;
	}
	if (ashby_pager_restarted(pass->pager) && ashby_pager_pages(pass->pager) == 1)
		begin_again(pass);
	pass->got += (uint32_t)ashby_value_count(reply->results);
	pass->pages++;
	more = ashby_pager_more(pass->pager);
	/* The next page is on its way while this one is read. */
	if (more && !may_rest(pass))
		ask(pass);
	put_page(pass, reply);
	if (pass->running && !more)
		end(pass);
	else if (pass->running && !ashby_pager_busy(pass->pager))
		rest(pass);
}

static void read_anew(struct ashby__pass *pass)
{
	bool recent = ashby_kind_info(pass->kind)->recent && !pass->whole;

	if (pass->kind == ASHBY_STAGES)
		ashby__stages_start(pass->sync);
	else
		start(pass, recent ? REACH_RECENT : REACH_ALL);
}

/* ---- what is asked of it ---- */

/* Kinds that the kind's rows name. A big one is not read for being named. */
static void bring_along(struct ashby_sync *sync, enum ashby_kind kind)
{
	const struct ashby_kind_info *info = ashby_kind_info(kind);
	const struct ashby__cut *cut = ashby__cut_of(kind);

	for (unsigned i = 0; i < info->column_count; i++) {
		enum ashby_kind ref = source_of(info->columns[i].ref);

		if (info->columns[i].type == ASHBY_COLUMN_REF && !ashby_kind_info(ref)->ahead)
			ashby_sync_want(sync, ref, 0);
	}
	if (cut)
		bring_along(sync, cut->child);
}

void ashby_sync_want(struct ashby_sync *sync, enum ashby_kind kind, uint32_t rows)
{
	struct ashby__pass *pass = &sync->pass[source_of(kind)];
	bool first = !pass->started;

	if (rows > pass->want)
		pass->want = rows;
	if (first)
		read_anew(pass);
	else if (!pass->running && !pass->err.error && !pass->whole && !may_rest(pass))
		resume(pass);
	if (first)
		bring_along(sync, pass->kind);
}

/* Goes on with what was interrupted, or asks what has changed, or for everything. */
static void catch_up(struct ashby__pass *pass)
{
	if (pass->running || (pass->err.error && resume(pass)))
		return;
	if (pass->token)
		start(pass, REACH_CHANGES);
	else
		read_anew(pass);
}

static void on_retry(void *arg)
{
	struct ashby_sync *sync = arg;

	sync->retrying = false;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		if (is_outage(sync->pass[kind].err.error))
			catch_up(&sync->pass[kind]);
}

/* For somebody who waits for at least a page. False if that has only now started it. */
static bool is_started(struct ashby__pass *pass)
{
	bool started = pass->started;

	ashby_sync_want(pass->sync, pass->kind, 1);
	return started;
}

void ashby_sync_refresh(struct ashby_sync *sync, enum ashby_kind kind)
{
	struct ashby__pass *pass = &sync->pass[source_of(kind)];

	if (is_started(pass))
		catch_up(pass);
}

void ashby_sync_resync(struct ashby_sync *sync, enum ashby_kind kind)
{
	struct ashby__pass *pass = &sync->pass[source_of(kind)];

	if (is_started(pass))
		read_anew(pass);
}

void ashby_sync_cancel(struct ashby_sync *sync, enum ashby_kind kind)
{
	struct ashby__pass *pass = &sync->pass[source_of(kind)];
	struct ashby_err err;

	if (!pass->running)
		return;
	drop_pager(pass);
	if (pass->kind == ASHBY_STAGES)
		ashby__stages_cancel(sync);
	ashby_err_set(&err, ASHBY_ECANCELLED, "stopped; what had come is kept");
	ashby__pass_stop(pass, &err);
}

void ashby_sync_state(const struct ashby_sync *sync, enum ashby_kind kind, struct ashby_sync_state *out)
{
	const struct ashby__pass *pass = &sync->pass[source_of(kind)];

	*out = (struct ashby_sync_state){ .started = pass->started,
		.running = pass->running,
		.more = !pass->whole,
		.pages = pass->pages,
		.synced_ms = pass->synced_ms,
		.err = pass->err };
}

void ashby_sync_free(struct ashby_sync *sync)
{
	if (!sync)
		return;
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		drop_pager(&sync->pass[kind]);
	ashby__stages_cancel(sync);
	ashby_scope_free(sync->scope);
	ashby_timer_free(sync->retry);
	for (unsigned kind = 0; kind < ASHBY_KIND_COUNT; kind++)
		free(sync->pass[kind].token);
	ashby__cells_release(&sync->asked);
	free(sync);
}
