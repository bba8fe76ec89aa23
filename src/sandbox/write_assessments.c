/* write_assessments.c: what partners report of assessments. Knows nothing of HTTP. */
#include <stdio.h>

#include "ashby/date.h"
#include "write.h"

static const struct ashby_param data_params[] = {
	{ .name = "identifier", .type = ASHBY_PARAM_STRING, .required = true },
	{ .name = "label", .type = ASHBY_PARAM_STRING, .required = true },
	{ .name = "description", .type = ASHBY_PARAM_STRING },
	{ .name = "type",
		.type = ASHBY_PARAM_STRING,
		.required = true,
		.values = "numeric_score|numeric_duration_minutes|url|string|boolean_success" },
	{ .name = "value", .type = ASHBY_PARAM_ANY, .required = true },
	{ .type = ASHBY_PARAM_END },
};

static bool check_data(struct call *c, struct ashby_value value, const char *place)
{
	return ashby_type(value) == ASHBY_ABSENT || check_members(c, value, place, data_params);
}

static bool check_metadata(struct call *c, struct ashby_value list)
{
	unsigned n = 0;

	for (struct ashby_value e = ashby_value_first(list); e.node; e = ashby_value_next(e)) {
		char place[32];

		snprintf(place, sizeof(place), "metadata[%u]", n++);
		if (!check_data(c, e, place))
			return false;
	}
	return true;
}

/* The assessment is the partner's: any id will do, and what is reported of it is kept. */
void assessment_update(struct call *c)
{
	static const char *const parts[] = { "assessment_status", "assessment_profile_url",
		"assessment_result", "cancelled_reason" };
	struct id id = id_of(KIND_ASSESSMENT, 0, 0);

	if (!call_has(c, "assessment_status") && !call_has(c, "cancelled_reason")) {
		check_fail(c, "", "assessment_status", "is required unless cancelled_reason is given");
		return;
	}
	if (call_has(c, "assessment_result") && !call_has(c, "assessment_profile_url")) {
		check_fail(c, "", "assessment_profile_url", "is required with assessment_result");
		return;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!check_data(c, ashby_get(c->body, parts[i]), parts[i]))
			return;
	if (!check_metadata(c, ashby_get(c->body, "metadata")))
		return;
	id.sub = edits_count(c->world, KIND_ASSESSMENT, 0);
	edits_set_bool(c->world, id, ".new", true);
	mark(c, id);
	out_object(c->out, "results");
	out_raw(c->out, "assessment_id", "");
	ashby_value_print(c->out, ashby_get(c->body, "assessment_id"), 0);
	out_close(c->out, '}');
}

void assessment_add(struct call *c)
{
	static const struct ashby_param assessment[] = {
		{ .name = "assessmentTypeId", .type = ASHBY_PARAM_UUID, .required = true },
		{ .name = "assessmentId", .type = ASHBY_PARAM_UUID, .required = true },
		{ .name = "assessmentName", .type = ASHBY_PARAM_STRING, .required = true },
		{ .name = "result", .type = ASHBY_PARAM_OBJECT, .required = true },
		{ .name = "metadata", .type = ASHBY_PARAM_ARRAY, .required = true },
		{ .type = ASHBY_PARAM_END },
	};
	static const char *const copied[] = { "assessmentTypeId", "assessmentId", "assessmentName", "result",
		"metadata" };
	struct ashby_value given = ashby_get(c->body, "assessment");
	struct candidate who;
	uint32_t index;

	if (!need_candidate(c, "candidateId", &index) || !check_members(c, given, "assessment", assessment) ||
		!check_data(c, ashby_get(given, "result"), "assessment.result") ||
		!check_metadata(c, ashby_get(given, "metadata")))
		return;
	mark(c, id_of(KIND_CANDIDATE, index, 0));
	world_candidate(c->world, index, &who);
	out_object(c->out, "results");
	put_id(c, "candidateId", KIND_CANDIDATE, index, 0);
	if (who.application_count)
		put_id(c, "applicationId", KIND_APPLICATION, who.applications[who.application_count - 1], 0);
	for (size_t i = 0; i < sizeof(copied) / sizeof(copied[0]); i++) {
		out_raw(c->out, copied[i], "");
		ashby_value_print(c->out, ashby_get(given, copied[i]), 0);
	}
	out_close(c->out, '}');
}
