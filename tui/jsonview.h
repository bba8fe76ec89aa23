/*
 * jsonview.h: opening the JSON of anything: a reply, a row, a record that a detail shows.
 */
#ifndef JSONVIEW_H
#define JSONVIEW_H

#include <ashby/adapt.h>
#include "view.h"

/* Over the page in front. head: "application.list  200  412 ms  38 KB", or NULL. The record is kept by reference. */
struct page *json_open(
	struct app *app, struct ashby_record *record, const char *head, struct ashby_text crumb);
/* A row's JSON: from memory, else asked for. */
struct page *json_open_row(struct app *app, enum ashby_kind kind, uint32_t row);
/* A record by its id, by the kind's info endpoint. */
struct page *json_open_id(struct app *app, enum ashby_kind kind, struct ashby_text id);

/* Calls an endpoint and shows what it answers. body is a JSON object. NULL and a message if it cannot be sent. */
struct page *json_call(struct app *app, const char *endpoint, const char *body);
/* The same, with what the plan wants done on this side. */
struct page *json_ask(struct app *app, const struct ashby_plan *plan, const char *body);

#endif
