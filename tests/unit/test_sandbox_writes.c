/* What writes do to the sandbox's world: each one is looked at by reading, as a client would. */
#include "sandbox.h"

#include "journey.h"
#include "offer.h"
#include "overlay.h"

/* ---- asking ---- */

/* Asks for success and keeps a copy of the reply until the next but three. */
static struct ashby_value must(struct world *world, const char *endpoint, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static struct ashby_value must(struct world *world, const char *endpoint, const char *format, ...)
{
	static struct reply replies[4];
	static unsigned turn;
	struct reply *reply = &replies[turn++ % 4];
	char body[4096];
	va_list ap;

	reply_release(reply);
	va_start(ap, format);
	vsnprintf(body, sizeof(body), format, ap);
	va_end(ap);
	ask(reply, world, endpoint, body);
	if (!is_success(reply))
		fail_msg("%s %s: %.600s", endpoint, body, ashby_buf_str(&reply->text));
	return ashby_get(reply->root, "results");
}

/* Asks for a failure with this code, after which nothing has changed. */
static void refuses(struct world *world, const char *code, const char *endpoint, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
static void refuses(struct world *world, const char *code, const char *endpoint, const char *format, ...)
{
	uint32_t before = overlay_seq(world);
	struct reply reply;
	char body[4096];
	va_list ap;

	va_start(ap, format);
	vsnprintf(body, sizeof(body), format, ap);
	va_end(ap);
	ask(&reply, world, endpoint, body);
	if (is_success(&reply) || !strstr(ashby_buf_str(&reply.text), code))
		fail_msg("%s %s is not refused with %s: %.400s", endpoint, body, code,
			ashby_buf_str(&reply.text));
	assert_int_equal(overlay_seq(world), before);
	reply_release(&reply);
}

/* An id as text, in one of eight buffers that take turns. */
static const char *id_text(const struct world *world, enum kind kind, uint32_t index, uint32_t sub)
{
	static char texts[8][ID_TEXT + 1];
	static unsigned turn;
	char *text = texts[turn++ % 8];

	id_print(world->seed, (struct id){ kind, index, sub }, text);
	return text;
}

static bool text_is(struct ashby_value value, const char *path, const char *text)
{
	if (ashby_text_equal(ashby_get_text(value, path), ashby_text_str(text)))
		return true;
	print_message("%s is '%s', not '%s'\n", path, text_at(value, path), text);
	return false;
}

/* The n-th application (from the newest) that is under way in a stage of one of these types, of nobody in the cast. */
static void find_application(
	struct world *world, enum stage_type from, enum stage_type to, struct journey *out)
{
	for (uint32_t a = world_applications(world); a-- > 0;) {
		journey_tell(world, a, out);
		if (!out->role && journey_now(out)->type >= from && journey_now(out)->type <= to)
			return;
	}
	fail_msg("no application is there");
}

static unsigned archive_stage(const struct journey *journey)
{
	return plans[journey->plan].count - 1;
}

/* ---- notes ---- */

static void a_note_is_listed(void **state)
{
	struct world *world = world_of(1, 300, 9);
	char who[ID_TEXT + 1];
	struct ashby_value results;
	size_t before;

	(void)state;
	snprintf(who, sizeof(who), "%s", id_text(world, KIND_CANDIDATE, 17, 0));
	before = ashby_value_count(must(world, "candidate.listNotes", "{\"candidateId\":\"%s\"}", who));
	results = must(
		world, "candidate.createNote", "{\"candidateId\":\"%s\",\"note\":\"Called twice\"}", who);
	assert_true(text_is(results, "content", "Called twice"));
	assert_true(text_is(results, "author.email", ME_EMAIL));
	must(world, "candidate.createNote",
		"{\"candidateId\":\"%s\",\"isPrivate\":true,\"note\":{\"type\":\"text/html\",\"value\":"
		"\"<h1>Hi</h1><b>yes</b><script>x</script> 1 < 2\"}}",
		who);
	results = must(world, "candidate.listNotes", "{\"candidateId\":\"%s\"}", who);
	assert_int_equal(ashby_value_count(results), before + 2);
	assert_true(text_is(results, "[-1].content", "Hi<b>yes</b>x 1 < 2"));
	assert_true(ashby_value_bool(ashby_get(results, "[-1].isPrivate"), false));
	assert_true(text_is(results, "[-2].content", "Called twice"));
	refuses(world, "candidate_not_found", "candidate.createNote",
		"{\"candidateId\":\"%s\",\"note\":\"x\"}", id_text(world, KIND_CANDIDATE, 4000, 0));
	refuses(world, "note.type", "candidate.createNote",
		"{\"candidateId\":\"%s\",\"note\":{\"type\":\"text/rtf\",\"value\":\"x\"}}", who);
	world_free(world);
}

/* ---- stages ---- */

static void a_move_shows_its_stage_and_history(void **state)
{
	struct world *world = world_of(1, 400, 9);
	struct journey journey;
	struct ashby_value results;
	char id[ID_TEXT + 1], stage[ID_TEXT + 1];

	(void)state;
	find_application(world, STAGE_SCREEN, STAGE_ACTIVE, &journey);
	snprintf(id, sizeof(id), "%s", id_text(world, KIND_APPLICATION, journey.application, 0));
	snprintf(stage, sizeof(stage), "%s",
		id_text(world, KIND_STAGE, journey.plan, journey.moves[journey.count - 1].order + 1));
	results = must(world, "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\"}", id, stage);
	assert_true(text_is(results, "currentInterviewStage.id", stage));
	results = must(world, "application.info", "{\"applicationId\":\"%s\"}", id);
	assert_int_equal(ashby_value_count(ashby_get(results, "applicationHistory")), journey.count + 1);
	assert_true(text_is(results, "applicationHistory[-1].stageId", stage));
	assert_int_equal(ashby_type(ashby_get(results, "applicationHistory[-1].leftStageAt")), ASHBY_ABSENT);
	assert_int_equal(ashby_type(ashby_get(results, "applicationHistory[-2].leftStageAt")), ASHBY_STRING);
	assert_true(ashby_get_time(results, "updatedAt") > journey.updated);
	world_free(world);
}

static void archiving_asks_for_a_reason(void **state)
{
	struct world *world = world_of(1, 400, 9);
	struct journey journey;
	struct ashby_value results;
	char id[ID_TEXT + 1], end[ID_TEXT + 1], next[ID_TEXT + 1], reason[ID_TEXT + 1];

	(void)state;
	find_application(world, STAGE_SCREEN, STAGE_ACTIVE, &journey);
	snprintf(id, sizeof(id), "%s", id_text(world, KIND_APPLICATION, journey.application, 0));
	snprintf(end, sizeof(end), "%s", id_text(world, KIND_STAGE, journey.plan, archive_stage(&journey)));
	snprintf(next, sizeof(next), "%s",
		id_text(world, KIND_STAGE, journey.plan, journey.moves[journey.count - 1].order + 1));
	snprintf(reason, sizeof(reason), "%s", id_text(world, KIND_ARCHIVE_REASON, 2, 0));
	refuses(world, "archiveReasonId", "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\"}", id, end);
	refuses(world, "archiveReasonId", "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\",\"archiveReasonId\":\"%s\"}", id, next,
		reason);
	refuses(world, "archive_reason_not_found", "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\",\"archiveReasonId\":\"%s\"}", id, end,
		next);
	refuses(world, "communication_template_not_allowed", "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\",\"archiveReasonId\":\"%s\","
		"\"archiveEmail\":{\"communicationTemplateId\":\"%s\"}}",
		id, end, reason, id_text(world, KIND_TEMPLATE, 2, 0));
	refuses(world, "interview_stage_not_found", "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\"}", id,
		id_text(world, KIND_STAGE, journey.plan == 0 ? 1 : 0, 1));
	results = must(world, "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\",\"archiveReasonId\":\"%s\"}", id, end,
		reason);
	assert_true(text_is(results, "status", "Archived"));
	assert_true(text_is(results, "archiveReason.id", reason));
	assert_int_equal(ashby_type(ashby_get(results, "archivedAt")), ASHBY_STRING);
	/* And back: the reason is gone. */
	results = must(world, "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\"}", id, next);
	assert_true(text_is(results, "status", "Active"));
	assert_int_equal(ashby_type(ashby_get(results, "archiveReason")), ASHBY_NULL);
	assert_int_equal(ashby_type(ashby_get(results, "archivedAt")), ASHBY_ABSENT);
	world_free(world);
}

/* ---- tags ---- */

static void tags_come_and_go(void **state)
{
	struct world *world = world_of(1, 300, 9);
	char who[ID_TEXT + 1], path[80];
	const char *tag = NULL;
	struct ashby_value results;
	uint32_t before;

	(void)state;
	snprintf(who, sizeof(who), "%s", id_text(world, KIND_CANDIDATE, 40, 0));
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", who);
	for (uint32_t i = 0; !tag; i++) {
		snprintf(path, sizeof(path), "tags[id=%s]", id_text(world, KIND_TAG, i, 0));
		if (!ashby_get(results, path).node)
			tag = id_text(world, KIND_TAG, i, 0);
	}
	snprintf(path, sizeof(path), "tags[id=%s]", tag);
	results = must(world, "candidate.addTag", "{\"candidateId\":\"%s\",\"tagId\":\"%s\"}", who, tag);
	assert_int_equal(ashby_type(ashby_get(results, path)), ASHBY_OBJECT);
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", who);
	assert_int_equal(ashby_type(ashby_get(results, path)), ASHBY_OBJECT);
	must(world, "candidate.removeTag", "{\"candidateId\":\"%s\",\"tagId\":\"%s\"}", who, tag);
	/* Once more: says yes, and nothing has changed. */
	before = overlay_seq(world);
	results = must(world, "candidate.removeTag", "{\"candidateId\":\"%s\",\"tagId\":\"%s\"}", who, tag);
	assert_int_equal(overlay_seq(world), before);
	assert_false(ashby_get(results, path).node);
	refuses(world, "extra", "candidate.removeTag",
		"{\"candidateId\":\"%s\",\"tagId\":\"%s\",\"extra\":1}", who, tag);
	world_free(world);
}

/* ---- custom fields ---- */

static void fields_are_set_and_cleared(void **state)
{
	struct world *world = world_of(1, 300, 9);
	char who[ID_TEXT + 1], permit[ID_TEXT + 1], notice[ID_TEXT + 1], spoken[ID_TEXT + 1], path[90];
	struct ashby_value results;

	(void)state;
	snprintf(who, sizeof(who), "%s", id_text(world, KIND_CANDIDATE, 9, 0));
	snprintf(permit, sizeof(permit), "%s", id_text(world, KIND_CUSTOM_FIELD, 0, 0));
	snprintf(notice, sizeof(notice), "%s", id_text(world, KIND_CUSTOM_FIELD, 1, 0));
	snprintf(spoken, sizeof(spoken), "%s", id_text(world, KIND_CUSTOM_FIELD, 3, 0));
	results = must(world, "customField.setValue",
		"{\"objectId\":\"%s\",\"objectType\":\"Candidate\",\"fieldId\":\"%s\",\"fieldValue\":\"6 "
		"weeks\"}",
		who, notice);
	assert_int_equal(ashby_type(results), ASHBY_OBJECT);
	assert_true(text_is(results, "value", "6 weeks"));
	assert_int_equal(ashby_type(ashby_get(results, "valueLabel")), ASHBY_ABSENT);
	snprintf(path, sizeof(path), "customFields[id=%s].value", notice);
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", who);
	assert_true(text_is(results, path, "6 weeks"));
	must(world, "customField.setValue",
		"{\"objectId\":\"%s\",\"objectType\":\"Candidate\",\"fieldId\":\"%s\",\"fieldValue\":null}",
		who, notice);
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", who);
	assert_false(ashby_get(results, path).node);
	refuses(world, "fieldValue", "customField.setValue",
		"{\"objectId\":\"%s\",\"objectType\":\"Candidate\",\"fieldId\":\"%s\",\"fieldValue\":7}", who,
		notice);
	refuses(world, "fieldValue", "customField.setValue",
		"{\"objectId\":\"%s\",\"objectType\":\"Candidate\",\"fieldId\":\"%s\",\"fieldValue\":\"no "
		"such\"}",
		who, permit);
	refuses(world, "fieldId", "customField.setValue",
		"{\"objectId\":\"%s\",\"objectType\":\"Candidate\",\"fieldId\":\"%s\",\"fieldValue\":1}", who,
		id_text(world, KIND_CUSTOM_FIELD, 8, 0));
	results = must(world, "customField.setValues",
		"{\"objectId\":\"%s\",\"objectType\":\"Candidate\",\"values\":[{\"fieldId\":\"%s\","
		"\"fieldValue\":"
		"\"soon\"},{\"fieldId\":\"%s\",\"fieldValue\":[]}]}",
		who, notice, spoken);
	assert_int_equal(ashby_type(results), ASHBY_ARRAY);
	assert_int_equal(ashby_value_count(results), 2);
	assert_int_equal(ashby_type(ashby_get(results, "[1].valueLabel")), ASHBY_ARRAY);
	world_free(world);
}

/* ---- offers ---- */

static const char form[] = "{\"fieldSubmissions\":[{\"path\":\"_systemfield_start_date\",\"value\":"
			   "\"2027-01-01\"},{\"path\":\"_systemfield_salary\",\"value\":{\"currencyCode\":"
			   "\"EUR\",\"value\":91000}},{\"path\":\"equity\",\"value\":\"0.1%\"}]}";

static void an_offer_goes_its_way(void **state)
{
	struct world *world = world_of(1, 600, 9);
	char process[ID_TEXT + 1], step[2][ID_TEXT + 1], version[ID_TEXT + 1], user[2][ID_TEXT + 1],
		id[ID_TEXT + 1];
	struct journey journey;
	struct ashby_value results;

	(void)state;
	find_application(world, STAGE_ACTIVE, STAGE_ACTIVE, &journey);
	results = must(world, "offerProcess.start", "{\"applicationId\":\"%s\"}",
		id_text(world, KIND_APPLICATION, journey.application, 0));
	assert_true(text_is(results, "status", "WaitingOnOfferCreation"));
	snprintf(process, sizeof(process), "%s", text_at(results, "id"));
	results = must(world, "offer.start", "{\"offerProcessId\":\"%s\"}", process);
	assert_true(text_is(
		results, "formDefinition.sections[0].fields[0].field.path", "_systemfield_start_date"));
	snprintf(id, sizeof(id), "%s", text_at(results, "id"));
	refuses(world, "_systemfield_salary", "offer.create",
		"{\"offerProcessId\":\"%s\",\"offerFormId\":\"%s\",\"offerForm\":{\"fieldSubmissions\":[{"
		"\"path\":"
		"\"_systemfield_start_date\",\"value\":\"2027-01-01\"}]}}",
		process, id);
	results = must(world, "offer.create",
		"{\"offerProcessId\":\"%s\",\"offerFormId\":\"%s\",\"offerForm\":%s}", process, id, form);
	assert_true(text_is(results, "offerStatus", "WaitingOnApprovalStart"));
	assert_true(text_is(results, "latestVersion.startDate", "2027-01-01"));
	assert_int_equal(ashby_value_int(ashby_get(results, "latestVersion.salary.value"), 0), 91000);
	assert_true(text_is(results, "latestVersion.customFields[title=Equity].value", "0.1%"));
	snprintf(version, sizeof(version), "%s", text_at(results, "latestVersion.id"));
	snprintf(id, sizeof(id), "%s", text_at(results, "id"));
	refuses(world, "invalid_input", "offer.approve", "{\"offerVersionId\":\"%s\"}", version);
	results = must(world, "offer.startApprovalProcess", "{\"offerVersionId\":\"%s\"}", version);
	assert_true(text_is(results, "offerStatus", "WaitingOnOfferApproval"));
	results = must(world, "approval.list", "{\"entityType\":\"offer\",\"entityId\":\"%s\"}", version);
	assert_int_equal(ashby_value_count(results), 1);
	for (unsigned i = 0; i < 2; i++) {
		snprintf(step[i], sizeof(step[i]), "%s",
			text_at(results, i ? "[0].steps[1].id" : "[0].steps[0].id"));
		snprintf(user[i], sizeof(user[i]), "%s",
			text_at(results,
				i ? "[0].steps[1].approvers[0].userId" : "[0].steps[0].approvers[0].userId"));
	}
	refuses(world, "approvalStepId", "offer.approve",
		"{\"offerVersionId\":\"%s\",\"approvalStepId\":\"%s\",\"userId\":\"%s\"}", version, step[1],
		user[1]);
	refuses(world, "userId", "offer.approve",
		"{\"offerVersionId\":\"%s\",\"approvalStepId\":\"%s\",\"userId\":\"%s\"}", version, step[0],
		id_text(world, KIND_USER, 30, 0));
	refuses(world, "userId", "offer.approve", "{\"offerVersionId\":\"%s\",\"approvalStepId\":\"%s\"}",
		version, step[0]);
	results = must(world, "offer.approve",
		"{\"offerVersionId\":\"%s\",\"approvalStepId\":\"%s\",\"userId\":\"%s\"}", version, step[0],
		user[0]);
	assert_true(text_is(results, "offerStatus", "WaitingOnOfferApproval"));
	/* Whole: as an administrator would. */
	results = must(world, "offer.approve", "{\"offerVersionId\":\"%s\"}", version);
	assert_true(text_is(results, "offerStatus", "WaitingOnCandidateResponse"));
	assert_true(text_is(results, "latestVersion.approvalStatus", "Approved"));
	/* A new version asks everybody again. */
	results = must(world, "offer.update", "{\"offerId\":\"%s\",\"offerForm\":%s}", id, form);
	assert_true(text_is(results, "offerStatus", "WaitingOnOfferApproval"));
	assert_int_equal(ashby_value_count(ashby_get(results, "versions")), 2);
	refuses(world, "offerVersionId", "offer.approve", "{\"offerVersionId\":\"%s\"}", version);
	results = must(world, "offer.list", "{\"applicationId\":\"%s\"}",
		id_text(world, KIND_APPLICATION, journey.application, 0));
	assert_int_equal(ashby_value_count(results), 1);
	world_free(world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_note_is_listed),
		cmocka_unit_test(a_move_shows_its_stage_and_history),
		cmocka_unit_test(archiving_asks_for_a_reason),
		cmocka_unit_test(tags_come_and_go),
		cmocka_unit_test(fields_are_set_and_cleared),
		cmocka_unit_test(an_offer_goes_its_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
