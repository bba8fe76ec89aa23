/* The sandbox's table of endpoints and its records against the published contract. */
#include "contract.h"

#include "booking.h"
#include "journey.h"

/* ---- the table ---- */

/* Of these the contract says that no documentation knows them. */
static bool is_guess(struct ashby_text name)
{
	return ashby_text_equal(name, ashby_text_str("webhook.list")) ||
		ashby_text_equal(name, ashby_text_str("user.me"));
}

static bool is_read(const struct endpoint *row)
{
	for (const struct endpoint *read = endpoint_reads; read->name; read++)
		if (read == row)
			return true;
	return false;
}

static void every_endpoint_has_a_row(void **state)
{
	(void)state;
	for (struct ashby_value e = ashby_value_first(ashby_get(ashby_record_root(contract), "endpoints"));
		e.node; e = ashby_value_next(e)) {
		struct ashby_text key = ashby_value_key(e);
		const struct endpoint *row;
		char name[64];

		if (is_guess(key))
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)key.len, key.raw);
		row = endpoint_find(name);
		if (!row)
			fail_msg("%s has no row", name);
		if ((strcmp(text_at(e, "kind"), "read") == 0) != is_read(row))
			fail_msg("%s: read or write", name);
		if (row->permission && strcmp(row->permission, text_at(e, "permission")) != 0)
			fail_msg("%s: permission %s", name, row->permission);
		if (is_read(row) && strcmp(text_at(e, "pagination"), "cursor+sync") == 0 &&
			!(row->flags & ENDPOINT_SYNC))
			fail_msg("%s takes a sync token", name);
	}
}

static void every_row_is_an_endpoint(void **state)
{
	(void)state;
	for (const struct endpoint *row = endpoint_reads; row->name; row++) {
		struct ashby_value request = ashby_get(contract_part("endpoints", row->name), "request");

		if (ashby_type(contract_part("endpoints", row->name)) != ASHBY_OBJECT)
			fail_msg("%s is not in the contract", row->name);
		for (const struct param *p = row->params; p && p->type != TAKES_END; p++)
			if (!member(request, ashby_text_str(p->name)).node)
				fail_msg("%s does not take %s", row->name, p->name);
	}
}

/* ---- records ---- */

/* Bodies that show the most of an endpoint, %s: the id of the first record of `from`. */
static const struct {
	const char *endpoint, *body, *from, *path;
} asks[] = {
	{ "application.list", "{\"expand\":[\"openings\"]}", NULL, NULL },
	{ "application.list", "{\"status\":\"Archived\"}", NULL, NULL },
	{ "application.list", "{\"status\":\"Hired\"}", NULL, NULL },
	{ "application.list", "{\"status\":\"Lead\"}", NULL, NULL },
	{ "candidate.list", "{}", NULL, NULL },
	{ "candidate.search", "{\"name\":\"e\"}", NULL, NULL },
	{ "job.list",
		"{\"status\":[\"Draft\",\"Open\",\"Closed\",\"Archived\"],\"expand\":[\"location\","
		"\"openings\",\"compensation\"]}",
		NULL, NULL },
	{ "job.search", "{\"title\":\"engineer\"}", NULL, NULL },
	{ "interview.list", "{\"includeArchived\":true,\"includeNonSharedInterviews\":true}", NULL, NULL },
	{ "interviewSchedule.list", "{}", NULL, NULL },
	{ "interviewPlan.list", "{\"includeArchived\":true}", NULL, NULL },
	{ "interviewStageGroup.list", "{}", NULL, NULL },
	{ "applicationFeedback.list", "{}", NULL, NULL },
	{ "offer.list", "{}", NULL, NULL },
	{ "approval.list", "{}", NULL, NULL },
	{ "opening.list", "{}", NULL, NULL },
	{ "user.list", "{\"includeDeactivated\":true}", NULL, NULL },
	{ "department.list", "{\"includeArchived\":true}", NULL, NULL },
	{ "location.list", "{\"includeArchived\":true,\"includeLocationHierarchy\":true}", NULL, NULL },
	{ "source.list", "{\"includeArchived\":true}", NULL, NULL },
	{ "archiveReason.list", "{\"includeArchived\":true}", NULL, NULL },
	{ "closeReason.list", "{\"includeArchived\":true}", NULL, NULL },
	{ "candidateTag.list", "{\"includeArchived\":true}", NULL, NULL },
	{ "customField.list", "{\"includeArchived\":true}", NULL, NULL },
	{ "communicationTemplate.list", "{}", NULL, NULL },
	{ "feedbackFormDefinition.list", "{}", NULL, NULL },
	{ "jobPosting.list", "{}", NULL, NULL },
	{ "project.list", "{}", NULL, NULL },
	{ "applicationHiringTeamRole.list", "{}", NULL, NULL },
	{ "apiKey.info", "{}", NULL, NULL },
	{ "application.info",
		"{\"applicationId\":\"%s\",\"expand\":[\"openings\",\"applicationFormSubmissions\","
		"\"referrals\"]}",
		"application.list", "results[7].id" },
	{ "application.listHistory", "{\"applicationId\":\"%s\"}", "application.list", "results[7].id" },
	{ "application.listCriteriaEvaluations", "{\"applicationId\":\"%s\"}", "application.list",
		"results[5].id" },
	{ "candidate.info", "{\"id\":\"%s\"}", "candidate.list", "results[9].id" },
	{ "candidate.listNotes", "{\"candidateId\":\"%s\"}", "candidate.list", "results[9].id" },
	{ "job.info", "{\"id\":\"%s\"}", "job.list", "results[0].id" },
	{ "jobInterviewPlan.info", "{\"jobId\":\"%s\"}", "job.list", "results[0].id" },
	{ "jobPosting.info", "{\"jobPostingId\":\"%s\",\"expand\":[\"job\"]}", "jobPosting.list",
		"results[0].id" },
	{ "interviewStage.list", "{\"interviewPlanId\":\"%s\"}", "interviewPlan.list", "results[0].id" },
	{ "interviewEvent.list", "{\"interviewScheduleId\":\"%s\",\"expand\":[\"interview\"]}",
		"interviewSchedule.list", "results[1].id" },
	{ "offer.info", "{\"offerId\":\"%s\"}", "offer.list", "results[1].id" },
	{ "file.info", "{\"fileHandle\":\"%s\"}", "candidate.list", "results[0].resumeFileHandle.handle" },
	{ "user.search", "{\"email\":\"%s\"}", "user.list", "results[3].email" },
	{ "department.info", "{\"departmentId\":\"%s\"}", "department.list", "results[1].id" },
};

static void records_are_as_the_contract_says(void **state)
{
	struct world *world = world_of(1, 1500, 24);

	(void)state;
	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
		char body[600], id[512] = "";
		const char *hole = strstr(asks[i].body, "%s");
		struct reply reply;

		if (asks[i].from) {
			ask(&reply, world, asks[i].from, "{}");
			snprintf(id, sizeof(id), "%s", text_at(reply.root, asks[i].path));
			reply_release(&reply);
			assert_true(*id);
		}
		if (hole)
			snprintf(body, sizeof(body), "%.*s%s%s", (int)(hole - asks[i].body), asks[i].body, id,
				hole + 2);
		else
			snprintf(body, sizeof(body), "%s", asks[i].body);
		ask(&reply, world, asks[i].endpoint, body);
		check_reply(asks[i].endpoint, &reply);
		reply_release(&reply);
	}
	world_free(world);
}

/* Real data lacks keys, has nulls, and brings keys that nobody has documented. */
static void real_gaps_are_there(void **state)
{
	struct world *world = world_of(1, 400, 12);
	unsigned no_phone = 0, no_mail = 0, no_resume = 0, null_source = 0, unknown = 0;
	struct reply reply;

	(void)state;
	ask(&reply, world, "candidate.list", "{}");
	for (struct ashby_value e = ashby_value_first(ashby_get(reply.root, "results")); e.node;
		e = ashby_value_next(e)) {
		no_phone += ashby_type(ashby_get(e, "primaryPhoneNumber")) == ASHBY_ABSENT;
		no_mail += ashby_type(ashby_get(e, "primaryEmailAddress")) == ASHBY_ABSENT;
		no_resume += ashby_type(ashby_get(e, "resumeFileHandle")) == ASHBY_ABSENT;
		null_source += ashby_type(ashby_get(e, "source")) == ASHBY_NULL;
		unknown += ashby_type(ashby_get(e, "hasUnreadMessages")) != ASHBY_ABSENT;
	}
	assert_true(no_phone && no_mail && no_resume && null_source && unknown == 100);
	/* As big as the real ones. */
	assert_in_range(reply.text.len / 100, 2000, 3500);
	reply_release(&reply);
	ask(&reply, world, "application.list", "{\"status\":\"Active\"}");
	assert_int_equal(ashby_type(ashby_get(reply.root, "results[0].archivedAt")), ASHBY_ABSENT);
	assert_int_equal(ashby_type(ashby_get(reply.root, "results[0].archiveReason")), ASHBY_NULL);
	assert_int_equal(ashby_type(ashby_get(reply.root, "results[0].applicationHistory")), ASHBY_ABSENT);
	reply_release(&reply);
	world_free(world);
}

static bool status_occurs(const struct world *world, struct ashby_text status)
{
	for (uint32_t a = world_applications(world) * 3 / 4; a < world_applications(world); a++) {
		struct journey journey;
		struct booking booking;

		journey_tell(world, a, &journey);
		if (booking_tell(world, &journey, journey.count - 1, &booking) &&
			ashby_text_equal(status, ashby_text_str(booking.status)))
			return true;
	}
	return false;
}

/* Whatever waits, every status is to be seen somewhere. */
static void every_schedule_status_occurs(void **state)
{
	struct ashby_value statuses = ashby_get(ashby_record_root(contract), "enums.InterviewScheduleStatus");
	struct world *world = world_of(1, 20000, 16);

	(void)state;
	assert_int_equal(ashby_value_count(statuses), 10);
	for (struct ashby_value s = ashby_value_first(statuses); s.node; s = ashby_value_next(s))
		if (!status_occurs(world, ashby_value_text(s)))
			fail_msg("no schedule is %s", text_at(s, ""));
	world_free(world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_endpoint_has_a_row),
		cmocka_unit_test(every_row_is_an_endpoint),
		cmocka_unit_test(records_are_as_the_contract_says),
		cmocka_unit_test(real_gaps_are_there),
		cmocka_unit_test(every_schedule_status_occurs),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
