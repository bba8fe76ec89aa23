/* list_asleep.c: which rows of a list were snoozed, by row, so that a rebuild asks of each at no cost. Draws nothing. */
#include <stdlib.h>
#include <string.h>

#include "list_in.h"
#include "local.h"

void asleep_find(struct list *l)
{
	const struct app *app = l->page->app;
	enum ashby_kind kind = l->page->view->kind;
	const char *name = ashby_kind_info(kind)->name;
	const struct local_item *item;

	l->asleep_count = 0;
	for (unsigned i = 0; app->local && (item = local_at(app->local, LOCAL_SNOOZE, i)); i++) {
		uint32_t row;

		if (strcmp(item->view, name) != 0 || item->when_ms <= app_now(l->page->app))
			continue;
		row = ashby_store_find(app->store, kind, ashby_text_str(item->value));
		if (row == ASHBY_NO_ROW)
			continue;
		l->asleep = xrealloc(l->asleep, (l->asleep_count + 1) * sizeof(*l->asleep));
		l->asleep[l->asleep_count++] = row;
	}
}

bool asleep_is(const struct list *l, uint32_t row)
{
	for (uint32_t i = 0; i < l->asleep_count; i++) {
		if (l->asleep[i] == row)
			return true;
	}
	return false;
}
