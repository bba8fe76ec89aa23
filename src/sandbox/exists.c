/* exists.c: whether an id's numbers are within the world. An id may come from a world of the same seed and another size. */
#include "edits.h"
#include "overlay.h"
#include "upload.h"
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

/* Of the kinds that requests create, with what the seed knows of each. */
static uint32_t seeded(enum kind kind)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (tables[i].kind == kind)
			return *tables[i].count;
	return 0;
}

uint32_t world_created(const struct world *world, enum kind kind)
{
	return (uint32_t)edits_int(world, (struct id){ KIND_NONE, kind, 0 }, ".count", 0);
}

struct id world_create(struct world *world, enum kind kind, uint32_t first)
{
	uint32_t count = world_created(world, kind);
	struct id id = { kind, first + count, 0 };

	edits_set_int(world, (struct id){ KIND_NONE, kind, 0 }, ".count", count + 1);
	edits_set_bool(world, id, ".new", true);
	return id;
}

static uint32_t count_of(const struct world *world, enum kind kind)
{
	switch (kind) {
	case KIND_USER: return world->user_count;
	case KIND_JOB:
	case KIND_POSTING: return world->job_count;
	case KIND_CANDIDATE:
	case KIND_FILE:
	case KIND_NOTE: return world_candidates(world);
	case KIND_APPLICATION:
	case KIND_SCHEDULE:
	case KIND_EVENT:
	case KIND_OFFER:
	case KIND_OFFER_VERSION:
	case KIND_OFFER_PROCESS:
	case KIND_OFFER_FORM:
	case KIND_SUBMISSION: return world_applications(world);
	case KIND_UPLOAD: return uploads_count(world);
	case KIND_ARCHIVE_REASON: return archive_reason_count;
	case KIND_CLOSE_REASON: return close_reason_count;
	case KIND_ROLE: return role_count;
	case KIND_POOL: return FAMILY_COUNT + world_created(world, kind);
	case KIND_PROJECT:
	case KIND_TEMPLATE: return 3;
	case KIND_WEBHOOK: return 1 + world_created(world, kind);
	case KIND_PAUSE: return world->user_count + world_created(world, kind);
	default: return seeded(kind) ? seeded(kind) + world_created(world, kind) : NOBODY;
	}
}

/* What hangs on a candidate or an application goes with it. */
static const struct {
	enum kind kind, owner;
} hanging[] = {
	{ KIND_NOTE, KIND_CANDIDATE },
	{ KIND_FILE, KIND_CANDIDATE },
	{ KIND_MOVE, KIND_APPLICATION },
	{ KIND_SCHEDULE, KIND_APPLICATION },
	{ KIND_EVENT, KIND_APPLICATION },
	{ KIND_OFFER, KIND_APPLICATION },
	{ KIND_OFFER_VERSION, KIND_APPLICATION },
	{ KIND_OFFER_PROCESS, KIND_APPLICATION },
	{ KIND_SUBMISSION, KIND_APPLICATION },
};

static bool is_gone(const struct world *world, struct id id)
{
	for (size_t i = 0; i < sizeof(hanging) / sizeof(hanging[0]); i++)
		if (hanging[i].kind == id.kind &&
			edits_deleted(world, (struct id){ hanging[i].owner, id.index, 0 }))
			return true;
	return edits_deleted(world, id);
}

bool world_has(const struct world *world, struct id id)
{
	if (is_gone(world, id))
		return false;
	if (id.kind == KIND_OPENING && id.index == OPENING_LOOSE)
		return id.sub < edits_count(world, KIND_OPENING, OPENING_LOOSE);
	if (id.kind == KIND_OPENING)
		return id.index < world->job_count && id.sub < world->jobs[id.index].openings;
	if (id.index >= count_of(world, id.kind))
		return false;
	if (id.kind == KIND_STAGE)
		return id.sub < plans[id.index].count;
	return true;
}
