/* sync.h: the sync's own structures, for sync*.c only. */
#ifndef ASHBY_SYNC_H
#define ASHBY_SYNC_H

#include "ashby/store.h"
#include "store_parts.h"

/* How far a pass reaches. */
enum ashby__reach {
	REACH_RECENT, /* what was created of late: lists begin with the oldest, and nobody asks for that first */
	REACH_ALL,    /* everything: what it does not list is gone */
	REACH_CHANGES, /* what has changed since a token */
};

/* One kind's reading. It runs, rests (ahead of nobody, or whole), or has stopped for a reason that err says. */
struct ashby__pass {
	struct ashby_sync *sync;
	enum ashby_kind kind;
	struct ashby_pager *pager; /* NULL before the first and after the last page */
	bool started, running;
	enum ashby__reach reach;
	bool whole;     /* all has been read once */
	uint32_t want;  /* rows that a person waits for */
	uint32_t got;   /* rows of this pass, the recent ones that led it included */
	unsigned pages; /* likewise */
	int64_t synced_ms;
	char *token; /* of the last whole pass, NULL if none */
	struct ashby_err err;
};

struct ashby_sync {
	struct ashby_client *client;
	struct ashby_store *store;
	struct ashby_scope *scope;
	struct ashby__pass pass[ASHBY_KIND_COUNT];
	/* Stages are read a plan at a time. */
	struct ashby__cells asked; /* by row of the plan: 1 if it was asked for in this pass */
	uint32_t first_plan;       /* wanted before the others, or ASHBY_NO_ROW */
	bool gap;                  /* a plan would not tell its stages */
	struct ashby_call *stages; /* on its way */
	/* Passes that an outage has stopped are tried again, at longer and longer intervals. */
	struct ashby_timer *retry;
	bool retrying;
	int64_t retry_ms;
};

/* ---- sync.c ---- */

#define ASHBY__RETRY_MS 30000

/* A page has come and was put: there is no outage. */
void ashby__pass_goes_well(struct ashby__pass *pass);
/* Ends the running pass: whole, or with err. Listeners of the store are told. */
void ashby__pass_finish(struct ashby__pass *pass);
void ashby__pass_stop(struct ashby__pass *pass, const struct ashby_err *err);

/* ---- sync_stages.c ---- */

/* Starts the pass over stages, or goes on with it if one runs; it waits until the plans have been read. */
void ashby__stages_start(struct ashby_sync *sync);
void ashby__stages_next(struct ashby_sync *sync);
void ashby__stages_cancel(struct ashby_sync *sync);

#endif
