/*
 * adapt.h: what is done on this side of the API so that every function works as it is offered: filters that the API
 * does not have, values that it spells otherwise, another endpoint where that is what was meant, a read that comes
 * first, blocks that are added. The catalogue says what of it a parameter needs; a plan is that for one call.
 *
 * For a shell, a command bar and a script alike: plan a checked body, then ask (or, for many pages, follow a pager and
 * trim each page).
 */
#ifndef ASHBY_ADAPT_H
#define ASHBY_ADAPT_H

#include <stdbool.h>
#include <stddef.h>
#include "ashby/catalog.h"
#include "ashby/client.h"

#define ASHBY_PLAN_KEEPS 4
#define ASHBY_PLAN_BLOCKS 8
#define ASHBY_PLAN_REMARKS 4

struct ashby__lookup;
struct ashby__block;

/* A result stays if the value at path is this text, or is an array that holds it. */
struct ashby_keep {
	const char *path;
	char value[80];
};

struct ashby_plan {
	const struct ashby_function
		*function; /* the row that is called, which may be another than was asked for */
	struct ashby_keep keep[ASHBY_PLAN_KEEPS];
	size_t keeps;
	size_t most;                          /* results that stay at most; 0: all */
	char remark[ASHBY_PLAN_REMARKS][200]; /* sentences for whoever reads the results */
	size_t remarks;
	const struct ashby__lookup *lookup; /* a read that must come first, or NULL */
	char lookup_id[80];
	const struct ashby__block *block[ASHBY_PLAN_BLOCKS];
	size_t blocks;
	char me[256]; /* e-mail of whoever asks, or "" */
};

/*
 * Plans a call of the row. body has passed ashby_function_check; what the API does not know is taken out of it, the rest
 * is put as the API wants it. with: names of blocks joined by ',', or NULL. ASHBY_EUSAGE names what cannot be done and
 * what can.
 */
enum ashby_error ashby_plan_make(struct ashby_plan *plan, const struct ashby_function *function,
	struct ashby_body *body, const char *with, struct ashby_err *err);
/* Who asks (an e-mail): part of the answer where the question is who that is. */
void ashby_plan_set_me(struct ashby_plan *plan, const char *me);
/* The i-th block that a row can be asked with: its name, and the endpoint that it costs or NULL. False past the end. */
bool ashby_plan_block(
	const struct ashby_function *function, size_t i, char name[static 64], const char **endpoint);

/* The endpoint and (into body) the request of the read that must come first; NULL if there is none. */
const char *ashby_plan_first(const struct ashby_plan *plan, struct ashby_buf *body);
/* Puts what that read found into the body of the call. */
enum ashby_error ashby_plan_found(struct ashby_plan *plan, const struct ashby_reply *reply,
	struct ashby_body *body, struct ashby_err *err);

/* Whether results are left out on this side, so that a page may hold fewer than were asked for. */
bool ashby_plan_trims(const struct ashby_plan *plan);
/* The envelope with the results that stay; the same record, referenced once more, if all do. */
enum ashby_error ashby_plan_trim(const struct ashby_plan *plan, struct ashby_record *record,
	struct ashby_record **out, struct ashby_err *err);
/* Adds to a failure what the catalogue knows of the endpoint. */
void ashby_plan_explain(const struct ashby_plan *plan, struct ashby_err *err);

/*
 * Makes one call as planned: the call, the endpoint to try where it fails, the blocks, the trimming. body is JSON. fn
 * runs once with a reply as of ashby_call, never before this has returned; freeing the scope cancels.
 * A read that must come first is the caller's to make.
 */
enum ashby_error ashby_ask(struct ashby_scope *scope, const struct ashby_plan *plan, const char *body,
	unsigned flags, ashby_reply_fn *fn, void *arg, struct ashby_err *err);

#endif
