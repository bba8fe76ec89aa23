/*
 * pager.c: follows the cursors of a list, one page at a time, and knows when to stop or to start over. Uses the public
 * calls only.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/client.h"

#define PAGES_MAX 10000

struct ashby_pager {
	struct ashby_scope *scope;
	char *endpoint;
	unsigned flags;
	struct ashby_body *body; /* the caller's, the cursor laid over it */
	char *token;
	struct ashby_call *call;
	ashby_reply_fn *fn;
	void *arg;
	uint64_t *seen; /* fingerprints of the cursors of this pass */
	size_t seen_count, seen_cap;
	unsigned pages, asked;
	bool more, busy, dying;
	bool restarted;    /* the page on its way or just delivered is a first page again */
	bool started_over; /* happens once */
};

/* Codes after which only a pass from the start can help. */
static const char *const stale[] = {
	"next_cursor_expired",
	"invalid_next_cursor",
	"cursor_invalid",
	"sync_token_expired",
	"sync_token_invalid",
	"incremental_sync_too_large",
};

enum ashby_error ashby_pager_new(struct ashby_pager **out, struct ashby_scope *scope, const char *endpoint,
	const char *body, unsigned flags, struct ashby_err *err)
{
	struct ashby_pager *pager = calloc(1, sizeof(*pager));
	enum ashby_error error;

	if (!pager)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	pager->scope = scope;
	pager->flags = flags;
	pager->more = true;
	error = ashby_body_parse(&pager->body, ashby_text_str(body ? body : "{}"), err);
	if (!error) {
		pager->endpoint = strdup(endpoint);
		pager->token = calloc(1, 1);
		if (!pager->endpoint || !pager->token)
			error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	}
	if (error) {
		ashby_pager_free(pager);
		return error;
	}
	*out = pager;
	return ASHBY_OK;
}

void ashby_pager_free(struct ashby_pager *pager)
{
	if (!pager)
		return;
	pager->dying = true;
	if (pager->busy && pager->call)
		ashby_call_cancel(pager->call);
	ashby_body_free(pager->body);
	free(pager->endpoint);
	free(pager->token);
	free(pager->seen);
	free(pager);
}

/* ---- cursors ---- */

/* FNV-1a, 64 bits: among 10,000 cursors of one list two different ones do not meet. */
static uint64_t fingerprint(struct ashby_text text)
{
	uint64_t hash = 14695981039346656037u;
	size_t i;

	for (i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.raw[i]) * 1099511628211u;
	return hash;
}

/* ASHBY_EREPLY if the cursor was followed before. */
static enum ashby_error seen_add(struct ashby_pager *pager, struct ashby_text cursor)
{
	uint64_t mark = fingerprint(cursor), *seen;
	size_t i, cap;

	for (i = 0; i < pager->seen_count; i++)
		if (pager->seen[i] == mark)
			return ASHBY_EREPLY;
	if (pager->seen_count == pager->seen_cap) {
		cap = pager->seen_cap ? pager->seen_cap * 2 : 64;
		seen = realloc(pager->seen, cap * sizeof(*seen));
		if (!seen)
			return ASHBY_ENOMEM;
		pager->seen = seen;
		pager->seen_cap = cap;
	}
	pager->seen[pager->seen_count++] = mark;
	return ASHBY_OK;
}

/* Where the next page is. A server may leave out moreDataAvailable and still give a cursor. */
static enum ashby_error cursor_follow(
	struct ashby_pager *pager, struct ashby_value root, struct ashby_err *err)
{
	struct ashby_value more = ashby_get(root, "moreDataAvailable");
	struct ashby_text cursor = ashby_get_text(root, "nextCursor");
	enum ashby_error error;

	pager->more = ashby_value_bool(more, cursor.len > 0);
	if (!pager->more)
		return ASHBY_OK;
	pager->more = false;
	if (!cursor.len)
		return ashby_err_set(err, ASHBY_EREPLY,
			"page %u of '%s' says that there is more, and does not say where", pager->asked,
			pager->endpoint);
	if (pager->asked >= PAGES_MAX)
		return ashby_err_set(
			err, ASHBY_ELIMIT, "'%s' has more than %d pages", pager->endpoint, PAGES_MAX);
	error = seen_add(pager, cursor);
	if (error == ASHBY_EREPLY)
		return ashby_err_set(err, error, "page %u of '%s' leads back to a page that was read before",
			pager->asked, pager->endpoint);
	if (!error)
		error = ashby_body_set_text(pager->body, "cursor", cursor);
	if (error)
		return ashby_err_set(err, error, "out of memory");
	pager->more = true;
	return ASHBY_OK;
}

static enum ashby_error token_keep(struct ashby_pager *pager, struct ashby_value root, struct ashby_err *err)
{
	struct ashby_text token = ashby_get_text(root, "syncToken");
	char *kept;

	if (pager->more || !token.len)
		return ASHBY_OK;
	kept = malloc(token.len + 1);
	if (!kept)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	memcpy(kept, token.raw, token.len);
	kept[token.len] = '\0';
	free(pager->token);
	pager->token = kept;
	return ASHBY_OK;
}

/* ---- pages ---- */

static void on_page(void *arg, const struct ashby_reply *reply);

static enum ashby_error page_ask(struct ashby_pager *pager, struct ashby_err *err)
{
	enum ashby_error error;
	struct ashby_buf body;

	ashby_buf_init(&body, ASHBY_BUF_MAX);
	error = ashby_body_print(pager->body, &body);
	if (error)
		ashby_err_set(err, error, "out of memory");
	else
		error = ashby_call(&pager->call, pager->scope, pager->endpoint, ashby_buf_str(&body),
			pager->flags, on_page, pager, err);
	ashby_buf_release(&body);
	pager->busy = !error;
	return error;
}

static bool is_stale(const struct ashby_pager *pager, const struct ashby_reply *reply)
{
	struct ashby_text json;
	size_t i;

	if (reply->error != ASHBY_EAPI || pager->started_over || pager->dying)
		return false;
	if (!ashby_body_get(pager->body, "cursor", &json) && !ashby_body_get(pager->body, "syncToken", &json))
		return false;
	for (i = 0; i < sizeof(stale) / sizeof(*stale); i++)
		if (!strcmp(stale[i], reply->err.code))
			return true;
	return false;
}

static enum ashby_error start_over(struct ashby_pager *pager, struct ashby_err *err)
{
	ashby_body_remove(pager->body, "cursor");
	ashby_body_remove(pager->body, "syncToken");
	pager->seen_count = 0;
	pager->pages = pager->asked = 0;
	pager->started_over = pager->restarted = true;
	return page_ask(pager, err);
}

/* A page that breaks the rules is delivered as a failure: nobody must take the list for whole. */
static void deliver(struct ashby_pager *pager, const struct ashby_reply *reply, const struct ashby_err *err)
{
	struct ashby_reply spoilt = *reply;

	if (!err->error) {
		pager->fn(pager->arg, reply);
		return;
	}
	spoilt.err = *err;
	spoilt.error = err->error;
	spoilt.results = spoilt.warnings = (struct ashby_value){ NULL };
	pager->fn(pager->arg, &spoilt);
}

static void on_page(void *arg, const struct ashby_reply *reply)
{
	struct ashby_pager *pager = arg;
	struct ashby_err err = { .error = ASHBY_OK };
	struct ashby_value root;

	pager->busy = false;
	pager->call = NULL;
	if (is_stale(pager, reply)) {
		if (!start_over(pager, &err))
			return;
	} else if (!reply->error) {
		root = ashby_record_root(reply->record);
		pager->asked++;
		if (!cursor_follow(pager, root, &err) && !token_keep(pager, root, &err))
			pager->pages++;
	}
	deliver(pager, reply, &err);
}

enum ashby_error ashby_pager_next(
	struct ashby_pager *pager, ashby_reply_fn *fn, void *arg, struct ashby_err *err)
{
	if (pager->dying)
		return ashby_err_set(err, ASHBY_ECANCELLED, "cancelled: nobody waits for it any more");
	if (pager->busy)
		return ashby_err_set(
			err, ASHBY_EUSAGE, "a page of '%s' is on its way already", pager->endpoint);
	if (!pager->more)
		return ashby_err_set(err, ASHBY_EUSAGE, "'%s' has no further page", pager->endpoint);
	pager->fn = fn;
	pager->arg = arg;
	/* Until its first page has come, a pass that started over is still to be told of. */
	if (pager->pages)
		pager->restarted = false;
	return page_ask(pager, err);
}

void ashby_pager_set_flags(struct ashby_pager *pager, unsigned flags)
{
	pager->flags = flags;
}

bool ashby_pager_more(const struct ashby_pager *pager)
{
	return pager->more;
}

bool ashby_pager_busy(const struct ashby_pager *pager)
{
	return pager->busy;
}

bool ashby_pager_restarted(const struct ashby_pager *pager)
{
	return pager->restarted;
}

unsigned ashby_pager_pages(const struct ashby_pager *pager)
{
	return pager->pages;
}

const char *ashby_pager_token(const struct ashby_pager *pager)
{
	return pager->token;
}
