/* field.c: paths of the view's kind, looked up at each reading: few rows are in view. Draws nothing. */
#include "field.h"

#include <math.h>
#include <string.h>

#include "app.h"

static bool find(struct page *page, const char *path, struct ashby_field *out)
{
	return ashby_field_find(page->view->kind, path, out);
}

struct ashby_text field_text(struct page *page, uint32_t row, const char *path)
{
	struct ashby_field field;

	return find(page, path, &field) ? ashby_field_text(page->app->store, &field, row) : ashby_text_str(NULL);
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
