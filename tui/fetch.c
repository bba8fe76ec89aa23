/*
 * fetch.c: one thing that a detail asks the API for. Knows no view and no document.
 */
#include <stdlib.h>
#include "app.h"
#include "detail.h"
#include "fetch.h"

#define PAGES_MAX 20

const char *fetch_body(struct ashby_buf *buf, const char *name, struct ashby_text id, const char *more)
{
	ashby_buf_clear(buf);
	ashby_buf_addf(buf, "{\"%s\":", name);
	if (ashby_json_quote(buf, id) != ASHBY_OK)
		return "{}";
	ashby_buf_adds(buf, more ? more : "");
	ashby_buf_addc(buf, '}');
	return ashby_buf_str(buf);
}

static void keep(struct fetch *fetch, struct ashby_record *record)
{
	if (fetch->count == fetch->cap) {
		fetch->cap = fetch->cap ? fetch->cap * 2 : 2;
		fetch->pages = xrealloc(fetch->pages, fetch->cap * sizeof(struct ashby_record *));
	}
	fetch->pages[fetch->count++] = ashby_record_ref(record);
}

static void drop_pages(struct fetch *fetch)
{
	for (size_t i = 0; i < fetch->count; i++)
		ashby_record_unref(fetch->pages[i]);
	fetch->count = 0;
}

static void fail(struct fetch *fetch, const struct ashby_err *err)
{
	fetch->state = FETCH_FAILED;
	fetch->err = *err;
}

static void came(void *arg, const struct ashby_reply *reply);

static void next_page(struct fetch *fetch)
{
	struct ashby_err err = { 0 };

	fetch->state = FETCH_BUSY;
	if (ashby_pager_next(fetch->pager, came, fetch, &err) != ASHBY_OK)
		fail(fetch, &err);
}

static void came(void *arg, const struct ashby_reply *reply)
{
	struct fetch *fetch = arg;

	if (reply->error == ASHBY_ECANCELLED) {
		fail(fetch, &reply->err);
		return; /* the page is going, or asks again */
	}
	if (reply->error != ASHBY_OK) {
		fail(fetch, &reply->err);
	} else {
		if (fetch->pager && ashby_pager_restarted(fetch->pager))
			drop_pages(fetch);
		keep(fetch, reply->record);
		fetch->state = FETCH_DONE;
		if (fetch->pager && ashby_pager_more(fetch->pager) && fetch->count < PAGES_MAX)
			next_page(fetch);
	}
	if (fetch->then)
		fetch->then(fetch->page, fetch);
	detail_changed(fetch->page);
}

static bool begin(struct fetch *fetch, struct page *page, const char *endpoint, fetch_fn *then)
{
	if (fetch->state == FETCH_BUSY || fetch->state == FETCH_DONE)
		return false;
	fetch_release(fetch);
	*fetch = (struct fetch){ .page = page, .state = FETCH_BUSY, .then = then, .endpoint = endpoint };
	return true;
}

void fetch_one(struct fetch *fetch, struct page *page, const char *endpoint, const char *body, fetch_fn *then)
{
	struct ashby_err err = { 0 };

	if (!begin(fetch, page, endpoint, then))
		return;
	if (ashby_call(NULL, page->scope, endpoint, body, 0, came, fetch, &err) != ASHBY_OK)
		fail(fetch, &err);
}

void fetch_list(
	struct fetch *fetch, struct page *page, const char *endpoint, const char *body, fetch_fn *then)
{
	struct ashby_err err = { 0 };

	if (!begin(fetch, page, endpoint, then))
		return;
	if (ashby_pager_new(&fetch->pager, page->scope, endpoint, body, 0, &err) != ASHBY_OK)
		fail(fetch, &err);
	else
		next_page(fetch);
}

void fetch_release(struct fetch *fetch)
{
	ashby_pager_free(fetch->pager);
	drop_pages(fetch);
	free(fetch->pages);
	*fetch = (struct fetch){ .page = NULL };
}

static struct ashby_value results(const struct fetch *fetch, size_t page)
{
	return ashby_get(ashby_record_root(fetch->pages[page]), "results");
}

struct ashby_value fetch_value(const struct fetch *fetch)
{
	struct ashby_value value = { NULL };

	if (fetch->count > 0)
		value = results(fetch, 0);
	if (ashby_type(value) == ASHBY_OBJECT && ashby_value_count(value) == 0)
		value.node = NULL;
	return value;
}

bool fetch_next(const struct fetch *fetch, size_t *page, struct ashby_value *element)
{
	if (element->node) {
		*element = ashby_value_next(*element);
		*page += element->node ? 0 : 1;
	}
	for (; !element->node && *page < fetch->count; *page += element->node ? 0 : 1)
		*element = ashby_value_first(results(fetch, *page));
	return element->node != NULL;
}

size_t fetch_elements(const struct fetch *fetch)
{
	size_t n = 0;

	for (size_t i = 0; i < fetch->count; i++)
		n += ashby_value_count(results(fetch, i));
	return n;
}

bool fetch_settled(const struct fetch *fetch)
{
	return fetch->state == FETCH_DONE || fetch->state == FETCH_FAILED;
}
