/*
 * sync_stages.c: the pass over interview stages, which the API lists a plan at a time. One call is on its way at a
 * time: it is the part of a sync that nobody waits for, but for the plan of a board.
 */
#include "sync.h"

#include "store_rows.h"

static void on_stages(void *arg, const struct ashby_reply *reply);

/* Which plan is next: the one that is wanted, else the first not asked; ASHBY_NO_ROW after the last. */
static uint32_t next_plan(const struct ashby_sync *sync)
{
	const struct ashby_store *store = sync->store;
	uint32_t slots = ashby_store_slots(store, ASHBY_PLANS);

	if (sync->first_plan != ASHBY_NO_ROW && !ashby__cells_get(&sync->asked, sync->first_plan))
		return sync->first_plan;
	for (uint32_t row = 0; row < slots; row++)
		if (ashby_store_live(store, ASHBY_PLANS, row) && !ashby__cells_get(&sync->asked, row))
			return row;
	return ASHBY_NO_ROW;
}

static enum ashby_error ask_plan(struct ashby_sync *sync, uint32_t plan, struct ashby_err *err)
{
	unsigned flags = plan == sync->first_plan ? 0 : ASHBY_CALL_PREFETCH;
	struct ashby_text id = ashby_store_id(sync->store, ASHBY_PLANS, plan);
	enum ashby_error error;
	struct ashby_buf body;

	if (!ashby__cells_room(&sync->asked, plan, 1))
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	ashby__cells_set(&sync->asked, plan, 1);
	ashby_buf_init(&body, ASHBY_BUF_MAX);
	ashby_buf_adds(&body, "{\"interviewPlanId\":");
	ashby_json_quote(&body, id);
	ashby_buf_adds(&body, "}");
	if (body.error)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else
		error = ashby_call(&sync->stages, sync->scope, ashby_kind_info(ASHBY_STAGES)->list,
			ashby_buf_str(&body), flags, on_stages, sync, err);
	ashby_buf_release(&body);
	return error;
}

void ashby__stages_next(struct ashby_sync *sync)
{
	struct ashby__pass *pass = &sync->pass[ASHBY_STAGES];
	const struct ashby__pass *plans = &sync->pass[ASHBY_PLANS];
	uint32_t plan = next_plan(sync);
	struct ashby_err err;

	if (sync->stages)
		return;
	if (plan != ASHBY_NO_ROW) {
		if (ask_plan(sync, plan, &err))
			ashby__pass_stop(pass, &err);
		return;
	}
	/* All that are known have been asked; more may come. */
	if (plans->running)
		return;
	if (!plans->whole) {
		ashby__pass_stop(pass, &plans->err);
		return;
	}
	pass->reach = sync->gap ? REACH_CHANGES : REACH_ALL;
	ashby__pass_finish(pass);
}

static void on_stages(void *arg, const struct ashby_reply *reply)
{
	struct ashby_sync *sync = arg;
	struct ashby__pass *pass = &sync->pass[ASHBY_STAGES];
	struct ashby_err err;

	sync->stages = NULL;
	if (!pass->running)
		return;
	if (reply->error == ASHBY_EAPI) {
		/* This plan is not for us to see; its stages, if any are known, stay. */
		sync->gap = true;
	} else if (reply->error) {
		ashby__pass_stop(pass, &reply->err);
		return;
	} else if (ashby_store_put_page(sync->store, ASHBY_STAGES, reply->record)) {
		ashby_err_set(&err, ASHBY_ENOMEM, "out of memory for the rows of '%s'", reply->endpoint);
		ashby__pass_stop(pass, &err);
		return;
	}
	ashby__pass_goes_well(pass);
	pass->pages++;
	ashby__stages_next(sync);
}

void ashby__stages_cancel(struct ashby_sync *sync)
{
	sync->pass[ASHBY_STAGES].running = false;
	if (sync->stages)
		ashby_call_cancel(sync->stages);
}

void ashby__stages_start(struct ashby_sync *sync)
{
	struct ashby__pass *pass = &sync->pass[ASHBY_STAGES];

	ashby__stages_cancel(sync);
	ashby__cells_release(&sync->asked);
	sync->gap = false;
	pass->started = true;
	pass->running = true;
	pass->reach = REACH_ALL;
	pass->pages = 0;
	pass->err = (struct ashby_err){ .error = ASHBY_OK };
	ashby_store_pass_begin(sync->store, ASHBY_STAGES);
	ashby_sync_want(sync, ASHBY_PLANS, 0);
	ashby__stages_next(sync);
}

void ashby_sync_plan(struct ashby_sync *sync, struct ashby_text plan_id)
{
	struct ashby__pass *pass = &sync->pass[ASHBY_STAGES];
	uint32_t plan = ashby__ids_find(&sync->store->rows[ASHBY_PLANS].ids, plan_id);

	if (plan == ASHBY__NO_ID)
		return;
	sync->first_plan = plan;
	if (!pass->started)
		ashby_sync_want(sync, ASHBY_STAGES, 0);
	else if (!pass->running && !pass->err.error && next_plan(sync) == plan) {
		pass->running = true;
		ashby__stages_next(sync);
	}
}
