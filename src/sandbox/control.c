/*
 * control.c: what a test tells the sandbox to let happen, by requests of its own: sandbox.merge, sandbox.delete,
 * sandbox.drift. The API has none of them.
 */
#include "drift.h"
#include "part.h"
#include "write.h"

static void done(struct call *c, enum ashby_error error)
{
	if (error)
		c->out->error = error;
	out_object(c->out, "results");
	out_int(c->out, "changes", overlay_seq(c->world));
	out_close(c->out, '}');
}

void control_merge(struct call *c)
{
	struct id candidate, into;

	if (!call_need(c, "candidateId", KIND_CANDIDATE, "candidate_not_found", &candidate) ||
		!call_need(c, "intoCandidateId", KIND_CANDIDATE, "candidate_not_found", &into))
		return;
	if (!part_can_merge(c->world, candidate.index, into.index)) {
		check_fail(c, "", "intoCandidateId", "cannot take the applications of the other");
		return;
	}
	done(c, part_merge(c->world, candidate.index, into.index));
}

void control_delete(struct call *c)
{
	struct id id;

	if (call_has(c, "candidateId")) {
		if (call_need(c, "candidateId", KIND_CANDIDATE, "candidate_not_found", &id))
			done(c, part_delete_candidate(c->world, id.index));
	} else if (call_has(c, "applicationId")) {
		if (call_need(c, "applicationId", KIND_APPLICATION, "application_not_found", &id))
			done(c, part_delete_application(c->world, id.index));
	} else {
		check_fail(c, "", "candidateId", "or applicationId is required");
	}
}

void control_drift(struct call *c)
{
	int64_t count = call_int(c, "count", 1);
	enum ashby_error error = ASHBY_OK;

	if (count < 1 || count > 100000) {
		check_fail(c, "", "count", "must be from 1 to 100000");
		return;
	}
	while (count-- > 0 && !error)
		error = drift_once(c->world);
	done(c, error);
}
