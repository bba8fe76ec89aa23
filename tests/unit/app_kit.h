/*
 * app_kit.h: a program without a terminal and without a network, for tests of engines and views: a loop, a client that
 * waits for a key that never comes, an empty store. A test includes it once, after cmocka.h.
 */
#ifndef TEST_APP_KIT_H
#define TEST_APP_KIT_H

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "ages.h"
#include "briefings.h"
#include "joins.h"
#include "local.h"
#include "mine.h"
#include "page.h"
#include "status.h"

static inline int app_setup(void **state)
{
	struct ashby_client_options options = { .base_url = "http://127.0.0.1:1" };
	struct app *app = calloc(1, sizeof(*app));
	struct ashby_err err = { 0 };

	setlocale(LC_CTYPE, "C.UTF-8");
	if (ashby_loop_new(&app->loop) || ashby_client_new(&app->client, app->loop, &options, &err) ||
		ashby_store_new(&app->store) ||
		ashby_sync_new(&app->sync, app->client, app->store, app->loop))
		return -1;
	options_init(&app->options);
	app->status = status_new(app);
	app->joins = joins_new(app);
	app->mine = mine_new(app);
	app->ages = ages_new(app);
	app->briefings = briefings_new(app);
	tabs_init(app);
	ashby_clock_fix(INT64_C(1795528920000)); /* 2026-11-24 14:02 UTC */
	*state = app;
	return 0;
}

static inline int app_teardown(void **state)
{
	struct app *app = *state;

	tabs_free(app);
	briefings_free(app->briefings);
	ages_free(app->ages);
	mine_free(app->mine);
	joins_free(app->joins);
	app_local_close(app);
	status_free(app->status);
	ashby_sync_free(app->sync);
	ashby_store_free(app->store);
	ashby_client_free(app->client);
	ashby_loop_free(app->loop);
	free(app);
	return 0;
}

static inline void app_put(struct app *app, enum ashby_kind kind, const char *json)
{
	struct ashby_record *record = NULL;
	struct ashby_err err = { 0 };

	if (ashby_record_parse(&record, ashby_text_str(json), NULL, &err))
		fail_msg("%s: %s", json, err.message);
	assert_int_equal(
		ashby_store_put(app->store, kind, ashby_record_root(record), ashby_text_str(json)), ASHBY_OK);
	ashby_record_unref(record);
}

/* Brings a view to the front. */
static inline struct page *app_show(struct app *app, const char *view)
{
	app_tab(app, tabs_of(app, view_find(view)));
	return app_page(app);
}

#endif
