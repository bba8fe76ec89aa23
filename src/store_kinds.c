/*
 * store_kinds.c: the kinds of rows: where their records come from and which columns of them are kept. Data only; how
 * columns are held and filled is the store's and the sync's business.
 */
#include "store_rows.h"

#include <string.h>

/* clang-format off */
#define TEXT(name) { .path = (name), .type = ASHBY_COLUMN_TEXT }
#define WORD(name) { .path = (name), .type = ASHBY_COLUMN_TEXT, .repeats = true }
#define WORD_FROM(name, place) { .path = (name), .type = ASHBY_COLUMN_TEXT, .repeats = true, .from = (place) }
#define TIME(name) { .path = (name), .type = ASHBY_COLUMN_TIME }
#define TIME_FROM(name, place) { .path = (name), .type = ASHBY_COLUMN_TIME, .from = (place) }
#define NUMBER(name) { .path = (name), .type = ASHBY_COLUMN_NUMBER }
#define NUMBER_FROM(name, place) { .path = (name), .type = ASHBY_COLUMN_NUMBER, .from = (place) }
#define BOOL(name) { .path = (name), .type = ASHBY_COLUMN_BOOL }
#define COUNT(name) { .path = (name), .type = ASHBY_COLUMN_COUNT }
#define COUNT_FROM(name, place) { .path = (name), .type = ASHBY_COLUMN_COUNT, .from = (place) }
#define REF(name, kind) { .path = (name), .type = ASHBY_COLUMN_REF, .ref = (kind) }
#define REF_FROM(name, kind, place) { .path = (name), .type = ASHBY_COLUMN_REF, .ref = (kind), .from = (place) }
#define LIST(name) { .path = (name), .type = ASHBY_COLUMN_LIST, .repeats = true }
#define LIST_FROM(name, place) { .path = (name), .type = ASHBY_COLUMN_LIST, .repeats = true, .from = (place) }
/* clang-format on */

/* Who is on a hiring team; Ashby knows roles by titles that each organisation chooses. */
#define HIRING_TEAM                                                                               \
	WORD_FROM("recruiter", "hiringTeam[role=$recruiter].firstName+lastName"),                 \
		WORD_FROM("hiringManager", "hiringTeam[role=$hiringManager].firstName+lastName"), \
		WORD_FROM("coordinator", "hiringTeam[role=$coordinator].firstName+lastName"),     \
		LIST("hiringTeam[].userId")

static const struct ashby_column jobs[] = {
	TEXT("id"),
	TEXT("title"),
	WORD("status"),
	WORD("employmentType"),
	TEXT("customRequisitionId"),
	BOOL("confidential"),
	REF("departmentId", ASHBY_DEPARTMENTS),
	REF("locationId", ASHBY_LOCATIONS),
	REF("defaultInterviewPlanId", ASHBY_PLANS),
	COUNT("interviewPlanIds"),
	COUNT("jobPostingIds"),
	HIRING_TEAM,
	WORD_FROM("author", "author.firstName+lastName"),
	TIME("openedAt"),
	TIME("closedAt"),
	TIME("createdAt"),
	TIME("updatedAt"),
};

static const struct ashby_column candidates[] = {
	TEXT("id"),
	TEXT("name"),
	TEXT("primaryEmailAddress.value"),
	TEXT("primaryPhoneNumber.value"),
	TEXT("position"),
	TEXT("company"),
	TEXT("school"),
	WORD("location.locationSummary"),
	WORD("timezone"),
	WORD("source.title"),
	WORD("source.sourceType.title"),
	WORD_FROM("creditedToUser", "creditedToUser.firstName+lastName"),
	LIST("tags[].title"),
	COUNT("applicationIds"),
	REF("applicationIds[0]", ASHBY_APPLICATIONS),
	REF("applicationIds[-1]", ASHBY_APPLICATIONS),
	WORD("fraudStatus"),
	TIME("createdAt"),
	TIME("updatedAt"),
};

static const struct ashby_column applications[] = {
	TEXT("id"),
	REF("candidate.id", ASHBY_CANDIDATES),
	TEXT("candidate.name"),
	TEXT("candidate.primaryEmailAddress.value"),
	TEXT("candidate.primaryPhoneNumber.value"),
	REF("job.id", ASHBY_JOBS),
	WORD("job.title"),
	WORD("status"),
	REF("currentInterviewStage.id", ASHBY_STAGES),
	WORD("currentInterviewStage.title"),
	WORD("currentInterviewStage.type"),
	NUMBER("currentInterviewStage.orderInInterviewPlan"),
	REF("currentInterviewStage.interviewPlanId", ASHBY_PLANS),
	WORD("source.title"),
	WORD("source.sourceType.title"),
	WORD_FROM("creditedToUser", "creditedToUser.firstName+lastName"),
	WORD("archiveReason.text"),
	WORD("archiveReason.reasonType"),
	HIRING_TEAM,
	TIME("archivedAt"),
	TIME("createdAt"),
	TIME("updatedAt"),
};

static const struct ashby_column schedules[] = {
	TEXT("id"),
	WORD("status"),
	REF("applicationId", ASHBY_APPLICATIONS),
	REF("interviewStageId", ASHBY_STAGES),
	REF("scheduledBy.id", ASHBY_USERS),
	WORD_FROM("scheduledBy", "scheduledBy.firstName+lastName"),
	COUNT("interviewEvents"),
	TIME("interviewEvents[0].startTime"),
	TIME("interviewEvents[-1].endTime"),
	TIME("createdAt"),
	TIME("updatedAt"),
};

static const struct ashby_column events[] = {
	TEXT("id"),
	REF_FROM("interviewScheduleId", ASHBY_SCHEDULES, "^.id"),
	REF_FROM("applicationId", ASHBY_APPLICATIONS, "^.applicationId"),
	REF_FROM("interviewStageId", ASHBY_STAGES, "^.interviewStageId"),
	WORD_FROM("status", "^.status"),
	WORD_FROM("scheduledBy", "^.scheduledBy.firstName+lastName"),
	REF("interviewId", ASHBY_INTERVIEWS),
	TIME("startTime"),
	TIME("endTime"),
	LIST_FROM("interviewers", "interviewers[].firstName+lastName"),
	LIST("interviewers[].id"),
	BOOL("hasSubmittedFeedback"),
	TEXT("meetingLink"),
	WORD("location"),
	TEXT("feedbackLink"),
	TIME("createdAt"),
	TIME("updatedAt"),
};

static const struct ashby_column interviews[] = {
	TEXT("id"),
	TEXT("title"),
	TEXT("externalTitle"),
	REF("jobId", ASHBY_JOBS),
	WORD("feedbackFormDefinitionId"),
	BOOL("isArchived"),
	BOOL("isDebrief"),
	BOOL("isFeedbackRequired"),
	BOOL("isFeedbackRequested"),
};

static const struct ashby_column offers[] = {
	TEXT("id"),
	REF("applicationId", ASHBY_APPLICATIONS),
	WORD("offerStatus"),
	WORD("acceptanceStatus"),
	TIME("decidedAt"),
	TEXT("latestVersion.id"),
	NUMBER("latestVersion.salary.value"),
	WORD("latestVersion.salary.currencyCode"),
	WORD("latestVersion.startDate"),
	WORD("latestVersion.approvalStatus"),
	REF("latestVersion.openingId", ASHBY_OPENINGS),
	WORD_FROM("latestVersion.author", "latestVersion.author.firstName+lastName"),
	TIME("latestVersion.createdAt"),
};

/* entityId is an offer's latestVersion.id, never the offer's own id. What waits is in the first step not completed. */
static const struct ashby_column approvals[] = {
	TEXT("id"),
	TEXT("entityId"),
	WORD("entityType"),
	COUNT("steps"),
	COUNT_FROM("stepsDone", "steps[][completedAt]"),
	NUMBER_FROM("approvalsRequired", "steps[!completedAt].approvalsRequired"),
	LIST_FROM("waitsFor", "steps[!completedAt].approvers[][decision=pending].userId"),
	COUNT_FROM("approvalsGiven", "steps[!completedAt].approvers[][decision=approve]"),
	TIME_FROM("requestedAt", "steps[!completedAt].approvers[requestedAt].requestedAt"),
	TIME("submittedAt"),
	TIME("completedAt"),
	TIME("createdAt"),
};

static const struct ashby_column openings[] = {
	TEXT("id"),
	TEXT("latestVersion.identifier"),
	TEXT("latestVersion.description"),
	WORD("openingState"),
	WORD("latestVersion.employmentType"),
	BOOL("isArchived"),
	REF("latestVersion.jobIds[0]", ASHBY_JOBS),
	COUNT("latestVersion.jobIds"),
	LIST("latestVersion.jobIds[]"),
	WORD("latestVersion.targetHireDate"),
	WORD("latestVersion.targetStartDate"),
	TIME("openedAt"),
	TIME("closedAt"),
};

static const struct ashby_column users[] = {
	TEXT("id"),
	{ .path = "name", .type = ASHBY_COLUMN_TEXT, .from = "firstName+lastName" },
	WORD("firstName"),
	WORD("lastName"),
	TEXT("email"),
	WORD("globalRole"),
	BOOL("isEnabled"),
	REF("managerId", ASHBY_USERS),
	TIME("updatedAt"),
};

static const struct ashby_column departments[] = {
	TEXT("id"),
	TEXT("name"),
	TEXT("externalName"),
	BOOL("isArchived"),
	REF("parentId", ASHBY_DEPARTMENTS),
	TIME("createdAt"),
	TIME("updatedAt"),
};

static const struct ashby_column locations[] = {
	TEXT("id"),
	TEXT("name"),
	TEXT("externalName"),
	WORD("workplaceType"),
	WORD("type"),
	BOOL("isArchived"),
	REF("parentLocationId", ASHBY_LOCATIONS),
};

static const struct ashby_column plans[] = {
	TEXT("id"),
	TEXT("title"),
	BOOL("isArchived"),
	TIME("createdAt"),
	TIME("updatedAt"),
};

static const struct ashby_column stages[] = {
	TEXT("id"),
	WORD("title"),
	WORD("type"),
	NUMBER("orderInInterviewPlan"),
	WORD("interviewStageGroupId"),
	REF("interviewPlanId", ASHBY_PLANS),
};

static const struct ashby_column sources[] = {
	TEXT("id"),
	TEXT("title"),
	WORD("sourceType.title"),
	BOOL("isArchived"),
};

static const struct ashby_column archive_reasons[] = {
	TEXT("id"),
	TEXT("text"),
	WORD("reasonType"),
	BOOL("isArchived"),
};

static const struct ashby_column tags[] = {
	TEXT("id"),
	TEXT("title"),
	BOOL("isArchived"),
};

static const struct ashby_column custom_fields[] = {
	TEXT("id"),
	TEXT("title"),
	WORD("objectType"),
	WORD("fieldType"),
	BOOL("isArchived"),
	BOOL("isPrivate"),
	BOOL("isRequired"),
	COUNT("selectableValues"),
};

#define COLUMNS(table) .columns = (table), .column_count = sizeof(table) / sizeof((table)[0])
/* What an endpoint leaves out unless asked is asked for: a row may refer to what is archived. */
#define PAGE "{\"limit\":100}"
#define PAGE_ARCHIVED "{\"limit\":100,\"includeArchived\":true}"

static const struct ashby_kind_info kinds[ASHBY_KIND_COUNT] = {
	[ASHBY_JOBS] = { .name = "jobs",
		.list = "job.list",
		.info = "job.info",
		.info_id = "id",
		.body = "{\"limit\":100,\"status\":[\"Draft\",\"Open\",\"Closed\",\"Archived\"]}",
		COLUMNS(jobs) },
	[ASHBY_CANDIDATES] = { .name = "candidates",
		.list = "candidate.list",
		.recent = true,
		.info = "candidate.info",
		.info_id = "id",
		.body = PAGE,
		.ahead = true,
		COLUMNS(candidates) },
	[ASHBY_APPLICATIONS] = { .name = "applications",
		.list = "application.list",
		.recent = true,
		.info = "application.info",
		.info_id = "applicationId",
		.body = PAGE,
		COLUMNS(applications) },
	[ASHBY_SCHEDULES] = { .name = "schedules",
		.list = "interviewSchedule.list",
		.recent = true,
		.body = PAGE,
		COLUMNS(schedules) },
	[ASHBY_EVENTS] = { .name = "events", COLUMNS(events) },
	[ASHBY_INTERVIEWS] = { .name = "interviews",
		.list = "interview.list",
		.info = "interview.info",
		.info_id = "id",
		.body = "{\"limit\":100,\"includeArchived\":true,\"includeNonSharedInterviews\":true}",
		COLUMNS(interviews) },
	[ASHBY_OFFERS] = { .name = "offers",
		.list = "offer.list",
		.info = "offer.info",
		.info_id = "offerId",
		.body = PAGE,
		COLUMNS(offers) },
	[ASHBY_APPROVALS] = { .name = "approvals",
		.list = "approval.list",
		.body = PAGE,
		COLUMNS(approvals) },
	[ASHBY_OPENINGS] = { .name = "openings",
		.list = "opening.list",
		.info = "opening.info",
		.info_id = "openingId",
		.body = PAGE,
		COLUMNS(openings) },
	[ASHBY_USERS] = { .name = "users",
		.list = "user.list",
		.info = "user.info",
		.info_id = "userId",
		.body = "{\"limit\":100,\"includeDeactivated\":true}",
		COLUMNS(users) },
	[ASHBY_DEPARTMENTS] = { .name = "departments",
		.list = "department.list",
		.info = "department.info",
		.info_id = "departmentId",
		.body = PAGE_ARCHIVED,
		COLUMNS(departments) },
	[ASHBY_LOCATIONS] = { .name = "locations",
		.list = "location.list",
		.info = "location.info",
		.info_id = "locationId",
		.body = "{\"limit\":100,\"includeArchived\":true,\"includeLocationHierarchy\":true}",
		COLUMNS(locations) },
	[ASHBY_PLANS] = { .name = "plans",
		.list = "interviewPlan.list",
		.body = PAGE_ARCHIVED,
		COLUMNS(plans) },
	[ASHBY_STAGES] = { .name = "stages",
		.list = "interviewStage.list",
		.info = "interviewStage.info",
		.info_id = "interviewStageId",
		COLUMNS(stages) },
	[ASHBY_SOURCES] = { .name = "sources",
		.list = "source.list",
		.body = "{\"includeArchived\":true}",
		COLUMNS(sources) },
	[ASHBY_ARCHIVE_REASONS] = { .name = "archive-reasons",
		.list = "archiveReason.list",
		.body = "{\"includeArchived\":true}",
		COLUMNS(archive_reasons) },
	[ASHBY_TAGS] = { .name = "tags", .list = "candidateTag.list", .body = PAGE_ARCHIVED, COLUMNS(tags) },
	[ASHBY_CUSTOM_FIELDS] = { .name = "custom-fields",
		.list = "customField.list",
		.info = "customField.info",
		.info_id = "customFieldId",
		.body = PAGE_ARCHIVED,
		COLUMNS(custom_fields) },
};

const struct ashby_kind_info *ashby_kind_info(enum ashby_kind kind)
{
	return &kinds[kind];
}

enum ashby_kind ashby_kind_find(const char *name)
{
	unsigned kind = 0;

	while (kind < ASHBY_KIND_COUNT && strcmp(kinds[kind].name, name) != 0)
		kind++;
	return (enum ashby_kind)kind;
}

static const struct ashby__cut cuts[] = {
	{ ASHBY_SCHEDULES, ASHBY_EVENTS, "interviewEvents" },
};

const struct ashby__cut *ashby__cut_of(enum ashby_kind parent)
{
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++)
		if (cuts[i].parent == parent)
			return &cuts[i];
	return NULL;
}
