/* field.c: paths of the view's kind, looked up at each reading: few rows are in view. Draws nothing. */
#include "field.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "tell.h"

/*
 * Paths that were found, by the address and then the letters of their name: a view asks for the same few for every row
 * that it looks at.
 */
enum { KNOWN = 256, PATH = 72 };

static struct {
	char path[PATH];
	struct ashby_field field;
	bool found;
} known[KNOWN];

static bool find(struct page *page, const char *path, struct ashby_field *out)
{
	size_t slot = ((uintptr_t)path >> 2 ^ (uintptr_t)path >> 10 ^ (size_t)page->view->kind * 37) % KNOWN;

	if (!known[slot].found || known[slot].field.kind != page->view->kind ||
		strcmp(known[slot].path, path) != 0) {
		if (!ashby_field_find(page->view->kind, path, out))
			return false;
		if (strlen(path) >= PATH)
			return true;
		memcpy(known[slot].path, path, strlen(path) + 1);
		known[slot].field = *out;
		known[slot].found = true;
	}
	*out = known[slot].field;
	return true;
}

struct ashby_text field_text(struct page *page, uint32_t row, const char *path)
{
	struct ashby_field field;

	return find(page, path, &field) ? ashby_field_text(page->app->store, &field, row)
					: ashby_text_str(NULL);
}

int64_t field_time(struct page *page, uint32_t row, const char *path)
{
	struct ashby_field field;

	return find(page, path, &field) ? ashby_field_time(page->app->store, &field, row) : ASHBY_NO_TIME;
}

double field_number(struct page *page, uint32_t row, const char *path)
{
	struct ashby_field field;

	return find(page, path, &field) ? ashby_field_number(page->app->store, &field, row) : (double)NAN;
}

bool field_is(struct page *page, uint32_t row, const char *path, const char *word)
{
	return ashby_text_equal(field_text(page, row, path), ashby_text_str(word));
}

uint32_t field_row(struct page *page, uint32_t row, const char *path)
{
	struct ashby_field field;

	return find(page, path, &field) ? ashby_field_row(page->app->store, &field, row) : ASHBY_NO_ROW;
}

/* "Lia Amari" in two: what is before the first blank, and the rest. */
static void split_name(struct ashby_text name, struct ashby_text *first, struct ashby_text *last)
{
	const char *blank = memchr(name.raw, ' ', name.len);
	size_t len = blank ? (size_t)(blank - name.raw) : name.len;

	*first = ashby_text_of(name.raw, len);
	*last = blank ? ashby_text_of(blank + 1, name.len - len - 1) : ashby_text_str(NULL);
}

void field_people(struct page *page, uint32_t row, const char *path, struct cell *out)
{
	struct ashby_text all = field_text(page, row, path), first, last;
	const char *comma;
	struct ashby_buf words;
	int more = 0;

	if (all.len == 0)
		return;
	for (size_t i = 0; i < all.len; i++)
		more += all.raw[i] == ',';
	comma = memchr(all.raw, ',', all.len);
	split_name(ashby_text_of(all.raw, comma ? (size_t)(comma - all.raw) : all.len), &first, &last);
	ashby_buf_init(&words, 4096);
	tell_short_name(&words, first, last);
	snprintf(out->words, sizeof(out->words), more ? "%.48s +%d" : "%.48s", ashby_buf_str(&words), more);
	ashby_buf_release(&words);
}
