/* exists.c: whether an id's numbers are within the world. An id may come from a world of the same seed and another size. */
#include "world.h"

/* Kinds whose records are rows of a table. */
static const struct {
	enum kind kind;
	const unsigned *count;
} tables[] = {
	{ KIND_DEPARTMENT, &department_count },
	{ KIND_LOCATION, &location_count },
	{ KIND_SOURCE, &source_count },
	{ KIND_TAG, &tag_count },
	{ KIND_CUSTOM_FIELD, &custom_field_count },
	{ KIND_PLAN, &plan_count },
	{ KIND_INTERVIEW, &interview_count },
	{ KIND_STAGE, &plan_count },
};

static uint32_t count_of(const struct world *world, enum kind kind)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (tables[i].kind == kind)
			return *tables[i].count;
	switch (kind) {
	case KIND_USER: return world->user_count;
	case KIND_JOB:
	case KIND_POSTING:
	case KIND_OPENING: return world->job_count;
	case KIND_CANDIDATE:
	case KIND_FILE:
	case KIND_NOTE: return world_candidates(world);
	case KIND_APPLICATION:
	case KIND_SCHEDULE:
	case KIND_EVENT:
	case KIND_OFFER:
	case KIND_OFFER_VERSION:
	case KIND_SUBMISSION: return world_applications(world);
	default: return NOBODY;
	}
}

bool world_has(const struct world *world, struct id id)
{
	if (id.index >= count_of(world, id.kind))
		return false;
	if (id.kind == KIND_STAGE)
		return id.sub < plans[id.index].count;
	if (id.kind == KIND_OPENING)
		return id.sub < world->jobs[id.index].openings;
	return true;
}
