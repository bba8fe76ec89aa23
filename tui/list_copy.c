/* list_copy.c: copying from rows of a list. What a view's row has is found by paths; the clipboard is clip.h's. */
#include <string.h>

#include "clip.h"
#include "field.h"
#include "list_in.h"

typedef void copy_fn(struct page *page, uint32_t row, struct ashby_buf *out);

static void add(struct ashby_buf *out, struct ashby_text text)
{
	if (text.len > 0)
		ashby_buf_add(out, text.raw, text.len);
}

/* The first of the paths that has a value: kinds reach a candidate by different ways. */
static void add_first(struct page *page, uint32_t row, const char *const *paths, struct ashby_buf *out)
{
	for (; *paths && out->len == 0; paths++)
		add(out, field_text(page, row, *paths));
}

static void copy_row(struct page *page, uint32_t row, struct ashby_buf *out)
{
	struct list *l = list_of(page);

	for (unsigned i = 0; i < l->columns; i++) {
		if (l->hidden[i])
			continue;
		if (out->len > 0)
			ashby_buf_adds(out, "  ");
		list_cell_text(page, i, row, out);
	}
}

static void copy_name(struct page *page, uint32_t row, struct ashby_buf *out)
{
	list_cell_text(page, (unsigned)column_of_name(list_of(page)), row, out);
}

static void copy_email(struct page *page, uint32_t row, struct ashby_buf *out)
{
	static const char *const paths[] = { "primaryEmailAddress.value",
		"candidate.primaryEmailAddress.value", "applicationId->candidate.primaryEmailAddress.value",
		NULL };

	add_first(page, row, paths, out);
}

static void copy_phone(struct page *page, uint32_t row, struct ashby_buf *out)
{
	static const char *const paths[] = { "primaryPhoneNumber.value", "candidate.primaryPhoneNumber.value",
		"applicationId->candidate.primaryPhoneNumber.value", NULL };

	add_first(page, row, paths, out);
}

static void copy_id(struct page *page, uint32_t row, struct ashby_buf *out)
{
	add(out, ashby_store_id(page->app->store, page->view->kind, row));
}

static void copy_json(struct page *page, uint32_t row, struct ashby_buf *out)
{
	struct ashby_text json;

	if (ashby_store_json(page->app->store, page->view->kind, row, &json))
		add(out, json);
}

static const struct {
	const char *name, *words;
	copy_fn *fn;
} whats[] = {
	{ "row", "the row", copy_row },
	{ "name", "the name", copy_name },
	{ "email", "the e-mail address", copy_email },
	{ "phone", "the phone number", copy_phone },
	{ "id", "the id", copy_id },
	{ "json", "the JSON", copy_json },
};

enum { WHATS = sizeof(whats) / sizeof(whats[0]) };

struct copying {
	struct page *page;
	copy_fn *fn;
	struct ashby_buf all;
};

static void copy_one(void *arg, uint32_t row)
{
	struct copying *c = arg;
	struct ashby_buf one;

	ashby_buf_init(&one, CLIP_MAX);
	c->fn(c->page, row, &one);
	if (one.len > 0 && c->all.len > 0)
		ashby_buf_addc(&c->all, '\n');
	if (one.len > 0)
		ashby_buf_add(&c->all, one.data, one.len);
	ashby_buf_release(&one);
}

unsigned list_yank(struct app *app, struct page *page, const struct args *args)
{
	struct copying c = { .page = page };
	const char *words = NULL;

	for (int i = 0; i < WHATS; i++) {
		if (strcmp(whats[i].name, args->word[0]) == 0) {
			c.fn = whats[i].fn;
			words = whats[i].words;
		}
	}
	if (!c.fn) {
		status_warn(app, "copy what? row, name, email, phone, id or json");
		return REACT_DRAW;
	}
	ashby_buf_init(&c.all, CLIP_MAX);
	list_each_target(page, copy_one, &c);
	if (c.all.error)
		status_warn(app, "that is more than a terminal's clipboard takes");
	else if (c.all.len == 0)
		status_say(app, "there is nothing to copy: %s is not known here", words);
	else
		clip_copy(app, ashby_text_of(c.all.data, c.all.len), words);
	ashby_buf_release(&c.all);
	return REACT_DRAW;
}

void list_yank_words(struct app *app, struct page *page, int n, struct ashby_buf *out)
{
	(void)app;
	(void)page;
	for (int i = 0; n == 0 && i < WHATS; i++)
		ashby_buf_addf(out, "%s\t%s\n", whats[i].name, whats[i].words);
}
