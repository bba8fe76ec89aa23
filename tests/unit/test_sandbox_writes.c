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

/* ---- candidates ---- */

static const char *copy(char out[ID_TEXT + 1], const char *text)
{
	snprintf(out, ID_TEXT + 1, "%s", text);
	return out;
}

static void a_candidate_is_created_and_changed(void **state)
{
	struct world *world = world_of(1, 300, 9);
	struct ashby_value results;
	char who[ID_TEXT + 1], source[ID_TEXT + 1];

	(void)state;
	copy(source, id_text(world, KIND_SOURCE, 2, 0));
	results = must(world, "candidate.create",
		"{\"name\":\"Zoë "
		"Quill\",\"email\":\"zoe@example.test\",\"website\":\"https://zoe.example.test\","
		"\"linkedInUrl\":\"https://l.example.test/zoe\",\"sourceId\":\"%s\","
		"\"location\":{\"city\":\"Porto\",\"country\":\"Portugal\"}}",
		source);
	copy(who, text_at(results, "id"));
	assert_true(text_is(results, "primaryEmailAddress.value", "zoe@example.test"));
	assert_true(text_is(results, "socialLinks[type=Website].url", "https://zoe.example.test"));
	assert_true(text_is(results, "location.locationSummary", "Porto, Portugal"));
	assert_true(text_is(results, "source.id", source));
	/* What was not given is absent, not null. */
	assert_int_equal(ashby_type(ashby_get(results, "primaryPhoneNumber")), ASHBY_ABSENT);
	assert_int_equal(ashby_type(ashby_get(results, "resumeFileHandle")), ASHBY_ABSENT);
	assert_int_equal(ashby_value_count(ashby_get(results, "applicationIds")), 0);
	results = must(world, "candidate.search", "{\"name\":\"quill\"}");
	assert_true(text_is(results, "[0].id", who));
	results = must(world, "candidate.update",
		"{\"candidateId\":\"%s\",\"name\":\"Zoë "
		"Quill-Lima\",\"websiteUrl\":\"https://q.example.test\","
		"\"alternateEmail\":\"z@work.example.test\"}",
		who);
	/* The reply of an update is not the record. */
	assert_int_equal(ashby_type(ashby_get(results, "source")), ASHBY_NULL);
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", who);
	assert_true(text_is(results, "source.id", source));
	assert_true(text_is(results, "name", "Zoë Quill-Lima"));
	assert_true(text_is(results, "emailAddresses[1].value", "z@work.example.test"));
	assert_true(text_is(results, "socialLinks[type=Website].url", "https://q.example.test"));
	assert_int_equal(ashby_value_count(ashby_get(results, "socialLinks")), 2);
	must(world, "candidate.update",
		"{\"candidateId\":\"%s\",\"socialLinks\":[{\"type\":\"GitHub\",\"url\":\"https://"
		"g.example.test\"}],"
		"\"linkedInUrl\":\"https://ignored.example.test\"}",
		who);
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", who);
	assert_int_equal(ashby_value_count(ashby_get(results, "socialLinks")), 1);
	world_free(world);
}

/* Who cannot be credited any more: the rest is done, and the reply says so. */
static void partly_done_has_a_warning(void **state)
{
	struct world *world = world_of(1, 100, 9);
	struct reply reply;
	struct user user;
	uint32_t gone = 0;
	char body[200];

	(void)state;
	do
		world_user(world, ++gone, &user);
	while (user.enabled);
	snprintf(body, sizeof(body), "{\"name\":\"A\",\"creditedToUserId\":\"%s\"}",
		id_text(world, KIND_USER, gone, 0));
	ask(&reply, world, "candidate.create", body);
	assert_true(is_success(&reply));
	assert_true(text_is(reply.root, "warnings[0]", "credited_user_deactivated"));
	assert_int_equal(ashby_type(ashby_get(reply.root, "results.creditedToUser")), ASHBY_NULL);
	reply_release(&reply);
	world_free(world);
}

static void only_who_is_done_is_anonymized(void **state)
{
	struct world *world = world_of(1, 400, 9);
	struct journey journey;
	struct ashby_value results;

	(void)state;
	find_application(world, STAGE_SCREEN, STAGE_ACTIVE, &journey);
	refuses(world, "candidate_has_active_applications", "candidate.anonymize", "{\"candidateId\":\"%s\"}",
		id_text(world, KIND_CANDIDATE, journey.candidate, 0));
	must(world, "application.changeStage",
		"{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\",\"archiveReasonId\":\"%s\"}",
		id_text(world, KIND_APPLICATION, journey.application, 0),
		id_text(world, KIND_STAGE, journey.plan, archive_stage(&journey)),
		id_text(world, KIND_ARCHIVE_REASON, 0, 0));
	results = must(world, "candidate.anonymize", "{\"candidateId\":\"%s\"}",
		id_text(world, KIND_CANDIDATE, journey.candidate, 0));
	assert_true(strncmp(text_at(results, "name"), "Anonymized", 10) == 0);
	assert_int_equal(ashby_value_count(ashby_get(results, "emailAddresses")), 0);
	results = must(world, "application.info", "{\"applicationId\":\"%s\"}",
		id_text(world, KIND_APPLICATION, journey.application, 0));
	assert_true(strncmp(text_at(results, "candidate.name"), "Anonymized", 10) == 0);
	assert_int_equal(ashby_type(ashby_get(results, "candidate.primaryEmailAddress")), ASHBY_ABSENT);
	world_free(world);
}

/* ---- applications ---- */

static void an_application_starts_and_is_transferred(void **state)
{
	struct world *world = world_of(1, 300, 9);
	char who[ID_TEXT + 1], id[ID_TEXT + 1];
	struct ashby_value results;
	unsigned plan;

	(void)state;
	copy(who, text_at(must(world, "candidate.create", "{\"name\":\"A B\"}"), "id"));
	results = must(world, "application.create", "{\"candidateId\":\"%s\",\"jobId\":\"%s\"}", who,
		id_text(world, KIND_JOB, 0, 0));
	copy(id, text_at(results, "id"));
	assert_true(text_is(results, "status", "Lead"));
	assert_true(text_is(results, "currentInterviewStage.type", "Lead"));
	assert_int_equal(ashby_value_count(ashby_get(results, "applicationHistory")), 1);
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", who);
	assert_true(text_is(results, "applicationIds[0]", id));
	plan = world->jobs[2].plans[0];
	results = must(world, "application.transfer",
		"{\"applicationId\":\"%s\",\"jobId\":\"%s\",\"interviewPlanId\":\"%s\","
		"\"interviewStageId\":\"%s\"}",
		id, id_text(world, KIND_JOB, 2, 0), id_text(world, KIND_PLAN, plan, 0),
		id_text(world, KIND_STAGE, plan, 2));
	assert_true(text_is(results, "job.id", id_text(world, KIND_JOB, 2, 0)));
	assert_true(text_is(
		results, "currentInterviewStage.interviewPlanId", id_text(world, KIND_PLAN, plan, 0)));
	results = must(world, "application.update", "{\"applicationId\":\"%s\",\"sourceId\":\"%s\"}", id,
		id_text(world, KIND_SOURCE, 1, 0));
	assert_int_equal(ashby_type(ashby_get(results, "source")), ASHBY_NULL);
	results = must(world, "application.info", "{\"applicationId\":\"%s\"}", id);
	assert_true(text_is(results, "source.id", id_text(world, KIND_SOURCE, 1, 0)));
	assert_int_equal(ashby_value_count(ashby_get(results, "applicationHistory")), 2);
	must(world, "application.changeSource", "{\"applicationId\":\"%s\",\"sourceId\":null}", id);
	results = must(world, "application.info", "{\"applicationId\":\"%s\"}", id);
	assert_int_equal(ashby_type(ashby_get(results, "source")), ASHBY_NULL);
	refuses(world, "sourceId", "application.changeSource", "{\"applicationId\":\"%s\"}", id);
	world_free(world);
}

static void history_left_out_vanishes(void **state)
{
	struct world *world = world_of(1, 500, 9);
	struct journey journey;
	struct ashby_value results;
	char id[ID_TEXT + 1], last[ID_TEXT + 1], stage[ID_TEXT + 1];

	(void)state;
	do
		find_application(world, STAGE_ACTIVE, STAGE_ACTIVE, &journey);
	while (journey.count < 2);
	copy(id, id_text(world, KIND_APPLICATION, journey.application, 0));
	results = must(world, "application.info", "{\"applicationId\":\"%s\"}", id);
	copy(last, text_at(results, "applicationHistory[-1].id"));
	copy(stage, text_at(results, "applicationHistory[-1].stageId"));
	must(world, "application.updateHistory",
		"{\"applicationId\":\"%s\",\"applicationHistory\":[{\"stageId\":\"%s\",\"stageNumber\":0,"
		"\"enteredStageAt\":\"2026-11-20T09:00:00Z\",\"applicationHistoryId\":\"%s\"}]}",
		id, stage, last);
	results = must(world, "application.listHistory", "{\"applicationId\":\"%s\"}", id);
	assert_int_equal(ashby_value_count(results), 1);
	assert_true(text_is(results, "[0].id", last));
	assert_true(text_is(results, "[0].enteredStageAt", "2026-11-20T09:00:00.000Z"));
	/* And it goes on from there. */
	must(world, "application.changeStage", "{\"applicationId\":\"%s\",\"interviewStageId\":\"%s\"}", id,
		id_text(world, KIND_STAGE, journey.plan, 1));
	results = must(world, "application.listHistory", "{\"applicationId\":\"%s\"}", id);
	assert_int_equal(ashby_value_count(results), 2);
	assert_string_not_equal(text_at(results, "[1].id"), last);
	world_free(world);
}

/* ---- interviews and feedback ---- */

#define MEETING                                                                                          \
	"{\"startTime\":\"2026-11-%s:00:00Z\",\"endTime\":\"2026-11-%s:45:00Z\",\"interviewId\":\"%s\"," \
	"\"interviewers\":[{\"email\":\"" ME_EMAIL "\",\"feedbackRequired\":true}]}"

static void a_meeting_is_booked_answered_and_called_off(void **state)
{
	struct world *world = world_of(1, 400, 9);
	struct journey journey;
	struct ashby_value results;
	char id[ID_TEXT + 1], schedule[ID_TEXT + 1], event[ID_TEXT + 1], talk[ID_TEXT + 1];

	(void)state;
	find_application(world, STAGE_ACTIVE, STAGE_ACTIVE, &journey);
	copy(id, id_text(world, KIND_APPLICATION, journey.application, 0));
	copy(talk, id_text(world, KIND_INTERVIEW, 1, 0));
	results = must(world, "interviewSchedule.create",
		"{\"applicationId\":\"%s\",\"interviewEvents\":[" MEETING "]}", id, "23T09", "23T09", talk);
	copy(schedule, text_at(results, "id"));
	copy(event, text_at(results, "interviewEvents[0].id"));
	assert_true(text_is(results, "status", "WaitingOnFeedback"));
	results = must(world, "interviewSchedule.list", "{\"applicationId\":\"%s\"}", id);
	assert_true(text_is(results, "[-1].id", schedule));
	refuses(world, "user_not_found", "interviewSchedule.create",
		"{\"applicationId\":\"%s\",\"interviewEvents\":[{\"startTime\":\"2026-11-30T09:00:00Z\","
		"\"endTime\":"
		"\"2026-11-30T10:00:00Z\",\"interviewers\":[{\"email\":\"nobody@example.test\"}]}]}",
		id);
	refuses(world, "overall_recommendation", "applicationFeedback.submit",
		"{\"applicationId\":\"%s\",\"formDefinitionId\":\"%s\",\"feedbackForm\":{"
		"\"fieldSubmissions\":[]}}",
		id, id_text(world, KIND_FORM, 1, 0));
	refuses(world, "userId", "applicationFeedback.submit",
		"{\"applicationId\":\"%s\",\"formDefinitionId\":\"%s\",\"userId\":\"%s\","
		"\"interviewEventId\":\"%s\","
		"\"feedbackForm\":{\"fieldSubmissions\":[{\"path\":\"overall_recommendation\",\"value\":"
		"\"Yes\"}]}}",
		id, id_text(world, KIND_FORM, 1, 0), id_text(world, KIND_USER, 40, 0), event);
	results = must(world, "applicationFeedback.submit",
		"{\"applicationId\":\"%s\",\"formDefinitionId\":\"%s\",\"userId\":\"%s\","
		"\"interviewEventId\":\"%s\","
		"\"feedbackForm\":{\"fieldSubmissions\":[{\"path\":\"overall_recommendation\",\"value\":"
		"\"Yes\"}]}}",
		id, id_text(world, KIND_FORM, 1, 0), id_text(world, KIND_USER, ME, 0), event);
	assert_true(text_is(results, "submittedFormInstance.submittedValues.overall_recommendation", "Yes"));
	results = must(world, "applicationFeedback.list", "{\"applicationId\":\"%s\"}", id);
	assert_true(text_is(results, "[-1].interviewEventId", event));
	assert_true(text_is(results, "[-1].submittedValues.overall_recommendation", "Yes"));
	assert_true(text_is(results, "[-1].submittedByUser.email", ME_EMAIL));
	results = must(world, "interviewBriefing.info", "{\"interviewEventId\":\"%s\"}", event);
	assert_true(ashby_value_bool(ashby_get(results, "hasSubmittedFeedback"), false));
	results = must(world, "interviewSchedule.list", "{\"applicationId\":\"%s\"}", id);
	assert_true(text_is(results, "[-1].status", "Complete"));
	/* Somebody else's, and one that has an answer. */
	refuses(world, "invalid_input", "interviewSchedule.update",
		"{\"interviewScheduleId\":\"%s\",\"interviewEventIdToCancel\":\"%s\"}", schedule, event);
	results = must(world, "interviewSchedule.update",
		"{\"interviewScheduleId\":\"%s\",\"interviewEventIdToCancel\":\"%s\","
		"\"allowFeedbackDeletion\":true,"
		"\"interviewEvent\":" MEETING "}",
		schedule, event, "30T09", "30T09", talk);
	assert_int_equal(ashby_value_count(ashby_get(results, "interviewEvents")), 1);
	assert_string_not_equal(text_at(results, "interviewEvents[0].id"), event);
	assert_true(text_is(results, "status", "Scheduled"));
	results = must(world, "applicationFeedback.list", "{\"applicationId\":\"%s\"}", id);
	assert_string_not_equal(text_at(results, "[-1].interviewEventId"), event);
	results = must(world, "interviewSchedule.cancel", "{\"id\":\"%s\"}", schedule);
	assert_true(text_is(results, "status", "Cancelled"));
	assert_int_equal(ashby_value_count(ashby_get(results, "interviewEvents")), 0);
	world_free(world);
}

static void others_schedules_are_not_updated(void **state)
{
	struct world *world = world_of(1, 400, 9);
	struct ashby_value results = must(world, "interviewSchedule.list", "{\"limit\":1}");
	char id[ID_TEXT + 1];

	(void)state;
	copy(id, text_at(results, "[0].id"));
	refuses(world, "interviewScheduleId", "interviewSchedule.update",
		"{\"interviewScheduleId\":\"%s\",\"interviewEventIdToCancel\":\"%s\"}", id,
		text_at(results, "[0].interviewEvents[0].id"));
	must(world, "interviewSchedule.cancel", "{\"id\":\"%s\"}", id);
	world_free(world);
}

/* ---- jobs and openings ---- */

static void a_job_goes_through_its_states(void **state)
{
	struct world *world = world_of(1, 100, 9);
	struct ashby_value results;
	char id[ID_TEXT + 1];

	(void)state;
	results = must(world, "job.create",
		"{\"title\":\"Lighthouse Keeper\",\"teamId\":\"%s\",\"locationId\":\"%s\"}",
		id_text(world, KIND_DEPARTMENT, 1, 0), id_text(world, KIND_LOCATION, 1, 0));
	copy(id, text_at(results, "id"));
	assert_true(text_is(results, "status", "Draft"));
	assert_int_equal(ashby_type(ashby_get(results, "defaultInterviewPlanId")), ASHBY_ABSENT);
	refuses(world, "interview_plan_not_found", "job.setStatus", "{\"jobId\":\"%s\",\"status\":\"Open\"}",
		id);
	refuses(world, "status", "job.setStatus", "{\"jobId\":\"%s\",\"status\":\"Closed\"}", id);
	must(world, "job.update", "{\"jobId\":\"%s\",\"title\":\"Keeper\",\"defaultInterviewPlanId\":\"%s\"}",
		id, id_text(world, KIND_PLAN, 0, 0));
	results = must(world, "job.setStatus", "{\"jobId\":\"%s\",\"status\":\"Open\"}", id);
	assert_true(ashby_get_time(results, "openedAt") != ASHBY_NO_TIME);
	results = must(world, "job.list", "{}");
	assert_true(text_is(results, "[-1].title", "Keeper"));
	results = must(world, "job.search", "{\"title\":\"keeper\"}");
	assert_true(text_is(results, "[0].id", id));
	refuses(world, "status", "job.setStatus", "{\"jobId\":\"%s\",\"status\":\"Archived\"}", id);
	must(world, "job.setStatus", "{\"jobId\":\"%s\",\"status\":\"Closed\"}", id);
	must(world, "job.setStatus", "{\"jobId\":\"%s\",\"status\":\"Draft\"}", id);
	results = must(world, "application.create", "{\"candidateId\":\"%s\",\"jobId\":\"%s\"}",
		id_text(world, KIND_CANDIDATE, 3, 0), id);
	assert_true(text_is(results, "job.title", "Keeper"));
	world_free(world);
}

/* What a job was when people applied does not change with it. */
static void stories_do_not_change_with_the_job(void **state)
{
	struct world *world = world_of(1, 400, 9);
	struct journey before, after;

	(void)state;
	for (uint32_t a = 0; a < 40; a++) {
		char id[ID_TEXT + 1];

		journey_tell(world, a, &before);
		copy(id, id_text(world, KIND_JOB, before.job, 0));
		if (strcmp(world->jobs[before.job].status, "Open") == 0)
			must(world, "job.setStatus", "{\"jobId\":\"%s\",\"status\":\"Closed\"}", id);
		journey_tell(world, a, &after);
		assert_int_equal(before.count, after.count);
		assert_int_equal(before.job, after.job);
		for (unsigned m = 0; m < before.count; m++) {
			assert_int_equal(before.moves[m].order, after.moves[m].order);
			assert_int_equal(before.moves[m].at, after.moves[m].at);
		}
	}
	world_free(world);
}

static void an_opening_is_made_and_closed(void **state)
{
	struct world *world = world_of(1, 100, 9);
	struct ashby_value results;
	char id[ID_TEXT + 1], job[ID_TEXT + 1];

	(void)state;
	copy(job, id_text(world, KIND_JOB, 0, 0));
	results = must(world, "opening.create", "{\"identifier\":\"OP-NEW\",\"jobIds\":[\"%s\"]}", job);
	copy(id, text_at(results, "id"));
	assert_true(text_is(results, "openingState", "Draft"));
	assert_true(text_is(results, "latestVersion.jobIds[0]", job));
	refuses(world, "openingState", "opening.setOpeningState",
		"{\"openingId\":\"%s\",\"openingState\":\"Filled\"}", id);
	results = must(world, "opening.setOpeningState",
		"{\"openingId\":\"%s\",\"openingState\":\"Closed\",\"closeReasonId\":\"%s\"}", id,
		id_text(world, KIND_CLOSE_REASON, 0, 0));
	assert_true(ashby_get_time(results, "closedAt") != ASHBY_NO_TIME);
	must(world, "opening.removeJob", "{\"openingId\":\"%s\",\"jobId\":\"%s\"}", id, job);
	results = must(world, "opening.search", "{\"identifier\":\"OP-NEW\"}");
	assert_true(text_is(results, "[0].id", id));
	assert_int_equal(ashby_value_count(ashby_get(results, "[0].latestVersion.jobIds")), 0);
	results = must(world, "opening.list", "{}");
	assert_true(text_is(results, "[-1].id", id));
	results = must(world, "hiringTeam.addMember",
		"{\"openingId\":\"%s\",\"teamMemberId\":\"%s\",\"roleId\":\"%s\"}", id,
		id_text(world, KIND_USER, 3, 0), id_text(world, KIND_ROLE, ROLE_SOURCER, 0));
	assert_true(text_is(results, "role", roles[ROLE_SOURCER]));
	refuses(world, "applicationId", "hiringTeam.addMember",
		"{\"openingId\":\"%s\",\"jobId\":\"%s\",\"teamMemberId\":\"%s\",\"roleId\":\"%s\"}", id, job,
		id_text(world, KIND_USER, 3, 0), id_text(world, KIND_ROLE, 0, 0));
	world_free(world);
}

/* ---- the organisation ---- */

static void a_tag_is_made_once(void **state)
{
	struct world *world = world_of(1, 100, 9);
	char id[ID_TEXT + 1];
	struct ashby_value results;
	size_t before;

	(void)state;
	before = ashby_value_count(must(world, "candidateTag.list", "{}"));
	copy(id, text_at(must(world, "candidateTag.create", "{\"title\":\"Night owl\"}"), "id"));
	results = must(world, "candidateTag.create", "{\"title\":\"Night owl\"}");
	assert_true(text_is(results, "id", id));
	assert_int_equal(ashby_value_count(must(world, "candidateTag.list", "{}")), before + 1);
	must(world, "candidateTag.archive", "{\"tagId\":\"%s\"}", id);
	assert_int_equal(ashby_value_count(must(world, "candidateTag.list", "{}")), before);
	world_free(world);
}

static void secrets_of_webhooks_are_not_told(void **state)
{
	struct world *world = world_of(1, 100, 9);
	struct ashby_value results;
	char id[ID_TEXT + 1];

	(void)state;
	results = must(world, "webhook.create",
		"{\"webhookType\":\"offerCreate\",\"requestUrl\":\"https://"
		"h.example.test\",\"secretToken\":\"s3cret\"}");
	copy(id, text_at(results, "id"));
	assert_int_equal(ashby_type(ashby_get(results, "secretToken")), ASHBY_ABSENT);
	results = must(world, "webhook.update", "{\"webhookId\":\"%s\",\"enabled\":false}", id);
	assert_false(ashby_value_bool(ashby_get(results, "enabled"), true));
	results = must(world, "webhook.info", "{\"webhookId\":\"%s\"}", id);
	assert_true(text_is(results, "webhookType", "offerCreate"));
	refuses(world, "enabled", "webhook.update", "{\"webhookId\":\"%s\"}", id);
	must(world, "webhook.delete", "{\"webhookId\":\"%s\"}", id);
	refuses(world, "webhook_not_found", "webhook.info", "{\"webhookId\":\"%s\"}", id);
	world_free(world);
}

/* ---- what incremental passes have, merges, deletions ---- */

/* The token at the end of a list that has one page. */
static void token_of(struct world *world, const char *list, const char *body, char out[16])
{
	struct reply reply;

	ask(&reply, world, list, body);
	snprintf(out, 16, "%s", text_at(reply.root, "syncToken"));
	assert_int_equal(strlen(out), 9);
	reply_release(&reply);
}

static void tokens_carry_what_was_written(void **state)
{
	struct world *world = world_of(1, 90, 9);
	struct ashby_value results;
	char who[ID_TEXT + 1], candidates[16], notes[16], body[120], tags_token[16];

	(void)state;
	copy(who, id_text(world, KIND_CANDIDATE, 12, 0));
	snprintf(body, sizeof(body), "{\"candidateId\":\"%s\"}", who);
	token_of(world, "candidate.list", "{}", candidates);
	token_of(world, "candidate.listNotes", body, notes);
	token_of(world, "candidateTag.list", "{}", tags_token);
	must(world, "candidate.createNote", "{\"candidateId\":\"%s\",\"note\":\"new\"}", who);
	must(world, "candidateTag.create", "{\"title\":\"Morning person\"}");
	results = must(world, "candidate.list", "{\"syncToken\":\"%s\"}", candidates);
	assert_int_equal(ashby_value_count(results), 1);
	assert_true(text_is(results, "[0].id", who));
	results = must(
		world, "candidate.listNotes", "{\"candidateId\":\"%s\",\"syncToken\":\"%s\"}", who, notes);
	assert_int_equal(ashby_value_count(results), 1);
	assert_true(text_is(results, "[0].content", "new"));
	results = must(world, "candidateTag.list", "{\"syncToken\":\"%s\"}", tags_token);
	assert_int_equal(ashby_value_count(results), 1);
	world_free(world);
}

static void the_merged_id_is_gone(void **state)
{
	struct world *world = world_of(1, 90, 9);
	struct ashby_value results;
	uint32_t applications[CANDIDATE_APPLICATIONS];
	unsigned before[2];
	char lost[ID_TEXT + 1], kept[ID_TEXT + 1], application[ID_TEXT + 1];
	size_t notes;

	(void)state;
	copy(lost, id_text(world, KIND_CANDIDATE, 20, 0));
	copy(kept, id_text(world, KIND_CANDIDATE, 31, 0));
	before[0] = world_candidate_applications(world, 20, applications);
	copy(application, id_text(world, KIND_APPLICATION, applications[0], 0));
	before[1] = world_candidate_applications(world, 31, applications);
	must(world, "candidate.createNote", "{\"candidateId\":\"%s\",\"note\":\"of the lost\"}", lost);
	notes = ashby_value_count(must(world, "candidate.listNotes", "{\"candidateId\":\"%s\"}", lost)) +
		ashby_value_count(must(world, "candidate.listNotes", "{\"candidateId\":\"%s\"}", kept));
	must(world, "sandbox.merge", "{\"candidateId\":\"%s\",\"intoCandidateId\":\"%s\"}", lost, kept);
	refuses(world, "candidate_not_found", "candidate.info", "{\"id\":\"%s\"}", lost);
	results = must(world, "application.info", "{\"applicationId\":\"%s\"}", application);
	assert_true(text_is(results, "candidate.id", kept));
	results = must(world, "candidate.info", "{\"id\":\"%s\"}", kept);
	assert_int_equal(ashby_value_count(ashby_get(results, "applicationIds")), before[0] + before[1]);
	results = must(world, "candidate.listNotes", "{\"candidateId\":\"%s\"}", kept);
	assert_int_equal(ashby_value_count(results), notes);
	assert_true(text_is(results, "[-1].content", "of the lost"));
	world_free(world);
}

static void a_deleted_record_is_not_listed(void **state)
{
	struct world *world = world_of(1, 90, 9);
	uint32_t applications[CANDIDATE_APPLICATIONS];
	size_t people = ashby_value_count(must(world, "candidate.list", "{}")),
	       cases = world_applications(world);
	char who[ID_TEXT + 1];

	(void)state;
	copy(who, id_text(world, KIND_CANDIDATE, 33, 0));
	cases -= world_candidate_applications(world, 33, applications);
	must(world, "sandbox.delete", "{\"candidateId\":\"%s\"}", who);
	assert_int_equal(ashby_value_count(must(world, "candidate.list", "{}")), people - 1);
	refuses(world, "candidate_not_found", "candidate.createNote",
		"{\"candidateId\":\"%s\",\"note\":\"x\"}", who);
	if (cases <= 100)
		assert_int_equal(ashby_value_count(must(world, "application.list", "{}")), cases);
	refuses(world, "application_not_found", "application.info", "{\"applicationId\":\"%s\"}",
		id_text(world, KIND_APPLICATION, applications[0], 0));
	world_free(world);
}

/* Everything that was written is remembered beside the seed, however large the organisation is. */
static void only_what_was_written_is_kept(void **state)
{
	struct world *world = world_of(1, 200000, 16);
	char who[ID_TEXT + 1];

	(void)state;
	copy(who, id_text(world, KIND_CANDIDATE, 150000, 0));
	must(world, "candidate.createNote", "{\"candidateId\":\"%s\",\"note\":\"x\"}", who);
	must(world, "candidate.update", "{\"candidateId\":\"%s\",\"name\":\"Far Away\"}", who);
	assert_true(text_is(must(world, "candidate.info", "{\"id\":\"%s\"}", who), "name", "Far Away"));
	assert_null(world->ledgers);
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
		cmocka_unit_test(a_candidate_is_created_and_changed),
		cmocka_unit_test(partly_done_has_a_warning),
		cmocka_unit_test(only_who_is_done_is_anonymized),
		cmocka_unit_test(an_application_starts_and_is_transferred),
		cmocka_unit_test(history_left_out_vanishes),
		cmocka_unit_test(a_meeting_is_booked_answered_and_called_off),
		cmocka_unit_test(others_schedules_are_not_updated),
		cmocka_unit_test(a_job_goes_through_its_states),
		cmocka_unit_test(stories_do_not_change_with_the_job),
		cmocka_unit_test(an_opening_is_made_and_closed),
		cmocka_unit_test(a_tag_is_made_once),
		cmocka_unit_test(secrets_of_webhooks_are_not_told),
		cmocka_unit_test(tokens_carry_what_was_written),
		cmocka_unit_test(the_merged_id_is_gone),
		cmocka_unit_test(a_deleted_record_is_not_listed),
		cmocka_unit_test(only_what_was_written_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
