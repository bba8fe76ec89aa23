/*
 * fetch.h: one thing that a detail asks the API for: nothing yet, on its way, what came, or why it did not come. A
 * failed part leaves the rest of a page standing. Lives in the page's own state; its calls live in the page's scope.
 */
#ifndef FETCH_H
#define FETCH_H

#include <stdbool.h>
#include <ashby/client.h>

struct page;
struct fetch;

enum fetch_state { FETCH_NONE, FETCH_BUSY, FETCH_DONE, FETCH_FAILED };

/* Runs after each reply, before the page is filled again: to ask for what depends on it. */
typedef void fetch_fn(struct page *page, struct fetch *fetch);

struct fetch {
	struct page *page;
	enum fetch_state state;
	fetch_fn *then;
	struct ashby_record **pages;
	size_t count, cap;
	struct ashby_pager *pager;
	struct ashby_err err;
	const char *endpoint;
};

/* {"NAME":"ID"} and, if more is not NULL, its members (",\"expand\":[...]"). The buffer is cleared first. */
const char *fetch_body(struct ashby_buf *buf, const char *name, struct ashby_text id, const char *more);
/* One reply, or all pages of a list (2,000 elements at most). A fetch that is on its way or done is left alone. */
void fetch_one(
	struct fetch *fetch, struct page *page, const char *endpoint, const char *body, fetch_fn *then);
void fetch_list(
	struct fetch *fetch, struct page *page, const char *endpoint, const char *body, fetch_fn *then);
void fetch_release(struct fetch *fetch);

/* The results of the first reply; absent if there is none, or if it is an empty object (an unknown id). */
struct ashby_value fetch_value(const struct fetch *fetch);
/* Elements of all pages, in order: start with *page = 0 and an absent *element. */
bool fetch_next(const struct fetch *fetch, size_t *page, struct ashby_value *element);
size_t fetch_elements(const struct fetch *fetch);
bool fetch_settled(const struct fetch *fetch); /* done or failed */

#endif
