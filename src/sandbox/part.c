/* part.c: merging and vanishing. See part.h. */
#include "part.h"

#include <stdio.h>

#include "edits.h"
#include "overlay.h"

static struct id candidate_id(uint32_t index)
{
	return (struct id){ KIND_CANDIDATE, index, 0 };
}

static struct id application_id(uint32_t index)
{
	return (struct id){ KIND_APPLICATION, index, 0 };
}

bool part_can_merge(const struct world *world, uint32_t candidate, uint32_t into)
{
	uint32_t applications[CANDIDATE_APPLICATIONS];

	return candidate != into &&
		world_candidate_applications(world, candidate, applications) +
			world_candidate_applications(world, into, applications) <=
		CANDIDATE_APPLICATIONS;
}

/* Those whose notes it has get one more. */
static void adopt(struct world *world, uint32_t candidate, uint32_t into)
{
	int64_t count = edits_int(world, candidate_id(into), ".merged", 0);
	uint32_t owner;

	for (unsigned n = 0; part_owner(world, candidate, n, &owner); n++) {
		char member[24];

		snprintf(member, sizeof(member), ".merged%d", (int)count++);
		edits_set_int(world, candidate_id(into), member, owner);
	}
	edits_set_int(world, candidate_id(into), ".merged", count);
}

enum ashby_error part_merge(struct world *world, uint32_t candidate, uint32_t into)
{
	uint32_t applications[CANDIDATE_APPLICATIONS];
	unsigned count = world_candidate_applications(world, candidate, applications);
	enum ashby_error error = ASHBY_OK;

	for (unsigned i = 0; i < count && !error; i++) {
		edits_set_int(world, application_id(applications[i]), ".candidate", into);
		error = overlay_own(world, into, applications[i]);
		if (!error)
			error = overlay_mark(world, application_id(applications[i]));
	}
	adopt(world, candidate, into);
	edits_delete(world, candidate_id(candidate));
	if (!error)
		error = overlay_mark(world, candidate_id(candidate));
	return error ? error : overlay_mark(world, candidate_id(into));
}

bool part_owner(const struct world *world, uint32_t candidate, unsigned n, uint32_t *owner)
{
	char member[24];

	*owner = candidate;
	if (!n)
		return true;
	snprintf(member, sizeof(member), ".merged%u", n - 1);
	*owner = (uint32_t)edits_int(world, candidate_id(candidate), member, NOBODY);
	return *owner != NOBODY;
}

enum ashby_error part_delete_application(struct world *world, uint32_t application)
{
	edits_delete(world, application_id(application));
	return overlay_mark(world, application_id(application));
}

enum ashby_error part_delete_candidate(struct world *world, uint32_t candidate)
{
	uint32_t applications[CANDIDATE_APPLICATIONS];
	unsigned count = world_candidate_applications(world, candidate, applications);
	enum ashby_error error = ASHBY_OK;

	for (unsigned i = 0; i < count && !error; i++)
		error = part_delete_application(world, applications[i]);
	edits_delete(world, candidate_id(candidate));
	return error ? error : overlay_mark(world, candidate_id(candidate));
}
