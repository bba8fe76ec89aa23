/* data */
/*
 * catalog.c: the rows of the catalogue, one for each endpoint that the API offers, and nothing else.
 *
 * A row says what one has to know to call an endpoint; what is done with it is in catalog_find.c and api.c.
 * The facts are Ashby's (specification, changelog, recorded replies); tests/unit/test_catalog.c holds each
 * row against tests/fixtures/contract.json. Endpoints which Ashby calls at a partner have no row.
 *
 * To add a function, add a row.
 */
#include "ashby/catalog.h"

/* clang-format off */

/* A parameter that must be given, or may be. The rest of a struct ashby_param may follow. */
#define NEED(n, t) .name = n, .type = ASHBY_PARAM_##t, .required = true
#define MAY(n, t) .name = n, .type = ASHBY_PARAM_##t
/* A row's parameters, closed by ASHBY_PARAM_END. */
#define PARAMS(...) (const struct ashby_param[]){ __VA_ARGS__, { .type = ASHBY_PARAM_END } }
#define NO_PARAMS (const struct ashby_param[]){ { .type = ASHBY_PARAM_END } }
/* A row that writes, with its class of danger; a row without it reads. */
#define WRITES(c) .effect = ASHBY_WRITE, .danger = ASHBY_CLASS_##c
#define PAGED(p) .paging = ASHBY_PAGING_##p

/* Parameters that mean the same everywhere. */
#define CURSOR { MAY("cursor", STRING), .help = "nextCursor of the page before" }
#define SYNC_TOKEN { MAY("syncToken", STRING), .help = "of the last page of an earlier complete pass" }
#define LIMIT { MAY("limit", INT), .min = 1, .max = 100, .without = "100", .help = "size of a page" }
#define CREATED_AFTER { MAY("createdAfter", EPOCH), .help = "only what was made after this time" }
#define INCLUDE_ARCHIVED { MAY("includeArchived", BOOL), .without = "false", .help = "archived ones too" }
/* What the reference passes to endpoints that answer at once. */
#define ALL_AT_ONCE                                                                                              \
	{ MAY("limit", INT), .min = 1, .max = 1000000, .use = ASHBY_PARAM_MOST, .help = "so many results at most" }, \
	{ MAY("cursor", STRING), .use = ASHBY_PARAM_DROPPED, .arg = "it answers with everything at once" },        \
	{ MAY("syncToken", STRING), .use = ASHBY_PARAM_DROPPED, .arg = "it answers with everything at once" }
#define NO_FORM { MAY("excludeFormDefinition", BOOL), .without = "false", .help = "a much smaller reply" }

static const struct ashby_function rows[] = {
	/* ---- Candidates ---- */

	{
		.endpoint = "candidate.list", .name = "list_candidates",
		.summary = "lists all candidates, oldest first",
		.group = "Candidates", .permission = "candidatesRead", PAGED(SYNC),
		.result = "[]Candidate",
		.note = "createdAfter counts from the moment a candidate was added to Ashby",
		.params = PARAMS(CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT),
	},

	{
		.endpoint = "candidate.search", .name = "search_candidates",
		.summary = "finds candidates by e-mail, by name, or by both together",
		.group = "Candidates", .permission = "candidatesRead", .result = "[]Candidate",
		.note = "at most 100 results and no cursor",
		.params = PARAMS({ MAY("email", STRING) }, { MAY("name", STRING) }),
	},

	{
		.endpoint = "candidate.info", .name = "get_candidate",
		.summary = "shows one candidate",
		.group = "Candidates", .permission = "candidatesRead", .result = "Candidate",
		.one_of = "id|externalMappingId",
		.errors = "candidate_not_found",
		.params = PARAMS(
			{ MAY("id", UUID), .spellings = "candidateId" },
			{ MAY("externalMappingId", STRING) }),
	},

	{
		.endpoint = "candidate.create", .name = "create_candidate",
		.summary = "adds a candidate",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(B), .result = "Candidate",
		.note = "nothing looks for a candidate that exists already, so a repeat makes a second one",
		.params = PARAMS(
			{ NEED("name", STRING) },
			{ MAY("email", EMAIL), .help = "the primary, personal one" },
			{ MAY("phoneNumber", STRING), .help = "the primary, personal one" },
			{ MAY("linkedInUrl", STRING) }, { MAY("githubUrl", STRING) },
			{ MAY("website", STRING) }, { MAY("alternateEmailAddresses", STRINGS) },
			{ MAY("sourceId", UUID) }, { MAY("creditedToUserId", UUID) },
			{ MAY("location", OBJECT), .help = "{city, region, country}" },
			{ MAY("createdAt", DATETIME) }),
	},

	{
		.endpoint = "candidate.update", .name = "update_candidate",
		.summary = "changes a candidate's name, contacts, links, source or location",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(B), .result = "Candidate",
		.note = "subscribers are told unless sendNotifications is false",
		.params = PARAMS(
			{ NEED("candidateId", UUID) }, { MAY("name", STRING) },
			{ MAY("email", EMAIL), .help = "the primary, personal one" },
			{ MAY("phoneNumber", STRING), .help = "the primary, personal one" },
			{ MAY("linkedInUrl", STRING) }, { MAY("githubUrl", STRING) },
			{ MAY("websiteUrl", STRING), .spellings = "website",
				.help = "called website in candidate.create" },
			{ MAY("alternateEmail", EMAIL), .help = "one address to add" },
			{ MAY("socialLinks", ARRAY),
				.help = "of {type, url}; replaces the whole list and makes the "
					"three urls ignored" },
			{ MAY("sourceId", UUID) }, { MAY("creditedToUserId", UUID) },
			{ MAY("location", OBJECT), .help = "{city, region, country}" },
			{ MAY("createdAt", DATETIME) },
			{ MAY("sendNotifications", BOOL), .without = "true" }),
	},

	{
		.endpoint = "candidate.createNote", .name = "create_note",
		.summary = "writes a note on a candidate",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(A), .result = "Note",
		.note = "of HTML the tags b, i, u, a, ul, ol, li, code and pre are kept; a repeat makes "
			"a second note",
		.exclusive = "candidateId|applicationId",
		.params = PARAMS(
			{ NEED("candidateId", UUID) },
			{ NEED("note", ANY), .spellings = "content",
				.help = "text, or {type: text/plain or text/html, value}" },
			{ MAY("contentType", STRING), .values = "text/plain|text/html",
				.use = ASHBY_PARAM_FOLDED, .arg = "note",
				.help = "of a note that is given as text" },
			{ MAY("applicationId", UUID), .use = ASHBY_PARAM_LOOKUP, .arg = "candidateId",
				.help = "instead of candidateId: its candidate is looked up" },
			{ MAY("sendNotifications", BOOL), .without = "false" },
			{ MAY("isPrivate", BOOL), .without = "false", .help = "needs a key that may see private fields" },
			{ MAY("createdAt", DATETIME) }),
	},

	{
		.endpoint = "candidate.listNotes", .name = "list_candidate_notes",
		.summary = "lists the notes on a candidate",
		.group = "Candidates", .permission = "candidatesRead", PAGED(SYNC), .result = "[]Note",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, { NEED("candidateId", UUID) }),
	},

	{
		.endpoint = "candidate.addTag",
		.summary = "puts a tag on a candidate",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(A), .result = "Candidate",
		.params = PARAMS({ NEED("candidateId", UUID) }, { NEED("tagId", UUID) }),
	},

	{
		.endpoint = "candidate.removeTag",
		.summary = "takes a tag off a candidate",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(A), .result = "Candidate",
		.note = "does nothing, and says so with success, if the tag was not set",
		.params = PARAMS({ NEED("candidateId", UUID) }, { NEED("tagId", UUID) }),
	},

	{
		.endpoint = "candidate.addProject",
		.summary = "puts a candidate into a project",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(A), .result = "Candidate",
		.params = PARAMS({ NEED("candidateId", UUID) }, { NEED("projectId", UUID) }),
	},

	{
		.endpoint = "candidate.removeProject",
		.summary = "takes a candidate out of a project",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(A), .result = "Candidate",
		.params = PARAMS({ NEED("candidateId", UUID) }, { NEED("projectId", UUID) }),
	},

	{
		.endpoint = "candidate.listProjects",
		.summary = "lists the projects that a candidate is in",
		.group = "Candidates", .permission = "candidatesRead", PAGED(CURSOR),
		.result = "[]Project",
		.params = PARAMS(CURSOR, LIMIT, { NEED("candidateId", UUID) }),
	},

	{
		.endpoint = "candidate.listClientInfo",
		.summary = "lists the network addresses and browsers that a candidate applied from",
		.group = "Candidates", .permission = "candidatesRead", PAGED(SYNC),
		.result = "[]{id,ipAddress,userAgent,relatedEntityType,relatedEntityId,candidateId,"
			"createdAt}",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, { NEED("candidateId", UUID) }),
	},

	{
		.endpoint = "candidate.listFraudChecks",
		.summary = "lists the results of fraud checks on a candidate",
		.group = "Candidates", .permission = "candidatesRead", PAGED(CURSOR),
		.result = "[]{id,candidateId,applicationId,createdAt,fraudSignals:[{id,category,name,"
			"description,value}]}",
		.note = "needs the Fraud Detection feature",
		.params = PARAMS(CURSOR, LIMIT, { NEED("candidateId", UUID) }),
	},

	{
		.endpoint = "candidate.setFraudStatus",
		.summary = "records a verdict on whether a candidate is a fraud",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(B), .result = "Candidate",
		.note = "needs the Fraud Detection feature",
		.params = PARAMS(
			{ NEED("candidateId", UUID) },
			{ NEED("fraudStatus", STRING), .values = "Fraudulent|NotFraudulent|Unsure" }),
	},

	{
		.endpoint = "candidate.anonymize",
		.summary = "erases a candidate's personal data for ever",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(C), .result = "Candidate",
		.note = "cannot be undone; every application must be archived or hired",
		.params = PARAMS({ NEED("candidateId", UUID) }),
	},

	{
		.endpoint = "candidate.uploadFile",
		.summary = "attaches an uploaded file to a candidate",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(B), .result = "Candidate",
		.params = PARAMS(
			{ NEED("candidateId", UUID) },
			{ NEED("fileHandle", STRING), .help = "from file.createFileUploadHandle" }),
	},

	{
		.endpoint = "candidate.uploadResume",
		.summary = "attaches an uploaded resume to a candidate and reads it",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(B), .result = "Candidate",
		.note = "what the candidate's record says already wins over what the resume says",
		.params = PARAMS(
			{ NEED("candidateId", UUID) },
			{ NEED("resumeHandle", STRING), .help = "from file.createFileUploadHandle" }),
	},

	{
		.endpoint = "candidate.addEmailMessage",
		.summary = "files a sent or received e-mail in a candidate's feed",
		.group = "Candidates", .permission = "candidatesWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("candidateId", UUID) }, { NEED("emailProviderEmailId", STRING) },
			{ NEED("subject", STRING) }, { NEED("from", STRING) }, { NEED("to", STRING) },
			{ NEED("body", STRING) }, { MAY("userId", UUID) }, { MAY("sentAt", DATETIME) },
			{ MAY("cc", STRING) }, { MAY("messageUrl", URL) }, { MAY("messageIdHeader", STRING) },
			{ MAY("threadId", STRING) }, { MAY("isPrivate", BOOL), .without = "false" }),
	},

	{
		.endpoint = "candidateTag.list",
		.summary = "lists the tags that candidates can bear",
		.group = "Candidates", .permission = "hiringProcessMetadataRead", PAGED(SYNC),
		.result = "[]CandidateTag",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, INCLUDE_ARCHIVED),
	},

	{
		.endpoint = "candidateTag.create",
		.summary = "adds a tag, or gives the one that has the title",
		.group = "Candidates", .permission = "hiringProcessMetadataWrite", WRITES(A),
		.result = "CandidateTag",
		.params = PARAMS({ NEED("title", STRING) }),
	},

	{
		.endpoint = "candidateTag.archive",
		.summary = "archives a tag",
		.group = "Candidates", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "CandidateTag",
		.params = PARAMS({ NEED("tagId", UUID) }),
	},

	{
		.endpoint = "project.list",
		.summary = "lists the talent projects",
		.group = "Candidates", .permission = "candidatesRead", PAGED(SYNC),
		.result = "[]Project",
		.params = PARAMS(CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT),
	},

	{
		.endpoint = "project.info",
		.summary = "shows one project",
		.group = "Candidates", .permission = "jobsRead", .result = "Project",
		.params = PARAMS({ NEED("projectId", UUID) }),
	},

	{
		.endpoint = "project.search",
		.summary = "finds projects by title",
		.group = "Candidates", .permission = "candidatesRead", .result = "[]Project",
		.note = "at most 100 results and no cursor",
		.params = PARAMS({ MAY("title", STRING) }),
	},

	/* ---- Applications ---- */

	{
		.endpoint = "application.list", .name = "list_applications",
		.summary = "lists applications, of all jobs or of one",
		.group = "Applications", .permission = "candidatesRead", PAGED(SYNC),
		.result = "[]Application",
		.note = "there is no filter by candidate or by stage: candidate.info names a candidate's "
			"applications",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT,
			{ MAY("status", STRING),
				.values = "Hired|Archived|Active|Lead", .meanings = "Rejected|Withdrawn",
				.help = "one value; rejected and withdrawn are archived ones, chosen here "
					"by the reason" },
			{ MAY("jobId", UUID) }, { MAY("expand", STRINGS), .values = "openings" }),
	},

	{
		.endpoint = "application.info", .name = "get_application",
		.summary = "shows one application with its history and resume",
		.group = "Applications", .permission = "candidatesRead", .result = "Application",
		.one_of = "applicationId|submittedFormInstanceId",
		.errors = "application_not_found|application_blocked",
		.params = PARAMS(
			{ MAY("applicationId", UUID), .spellings = "id",
				.help = "wins if both ids are given" },
			{ MAY("submittedFormInstanceId", UUID) },
			{ MAY("expand", STRINGS),
				.values = "openings|applicationFormSubmissions|referrals",
				.help = "referrals only with applicationId" }),
	},

	{
		.endpoint = "application.create", .name = "create_application",
		.summary = "lets a candidate apply for a job",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "Application",
		.note = "a repeat may make a second application",
		.params = PARAMS(
			{ NEED("candidateId", UUID) }, { NEED("jobId", UUID) },
			{ MAY("interviewPlanId", UUID), .without = "the job's default plan" },
			{ MAY("interviewStageId", STRING),
				.without = "the first lead stage",
				.help = "FirstPreInterviewScreen stands for the first screening stage" },
			{ MAY("sourceId", UUID) }, { MAY("creditedToUserId", UUID) },
			{ MAY("createdAt", DATETIME), .without = "now" },
			{ MAY("applicationHistory", ARRAY),
				.help = "of {stageId, stageNumber, enteredStageAt, archiveReasonId "
					"for an archived stage}" }),
	},

	{
		.endpoint = "application.update", .name = "update_application",
		.summary = "changes an application's source, credit or date",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "Application",
		.note = "subscribers are told unless sendNotifications is false; stage and job have "
			"calls of their own",
		.params = PARAMS(
			{ NEED("applicationId", UUID) }, { MAY("sourceId", UUID) },
			{ MAY("creditedToUserId", UUID) }, { MAY("createdAt", DATETIME) },
			{ MAY("sendNotifications", BOOL), .without = "true" }),
	},

	{
		.endpoint = "application.changeStage",
		.summary = "moves an application to another stage, the archive included",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "Application",
		.note = "class C with archiveEmail; if that e-mail cannot be sent the stage stays",
		.errors = "application_not_found|interview_plan_not_found|interview_stage_not_found|"
			"archive_reason_not_found|communication_template_not_found|communication_template_not_allowed",
		.params = PARAMS(
			{ NEED("applicationId", UUID) }, { NEED("interviewStageId", UUID) },
			{ MAY("archiveReasonId", UUID),
				.help = "needed for a stage of type Archived, refused for others" },
			{ MAY("archiveEmail", OBJECT),
				.help = "{communicationTemplateId, sendAt}, for a stage of type "
					"Archived only; without sendAt it goes out next morning" }),
	},

	{
		.endpoint = "application.changeSource",
		.summary = "changes or clears where an application came from",
		.group = "Applications", .permission = "candidatesWrite", WRITES(A), .result = "Application",
		.params = PARAMS(
			{ NEED("applicationId", UUID) },
			{ NEED("sourceId", UUID), .nullable = true, .help = "null clears it" }),
	},

	{
		.endpoint = "application.transfer",
		.summary = "moves an application to another job",
		.group = "Applications", .permission = "candidatesWrite", WRITES(C), .result = "Application",
		.note = "starts the automatic activities of the new stage unless told not to",
		.params = PARAMS(
			{ NEED("applicationId", UUID) }, { NEED("jobId", UUID) },
			{ NEED("interviewPlanId", UUID) }, { NEED("interviewStageId", UUID) },
			{ MAY("startAutomaticActivities", BOOL), .without = "true" }),
	},

	{
		.endpoint = "application.listHistory",
		.summary = "lists the stages that an application has been through",
		.group = "Applications", .permission = "candidatesRead", PAGED(CURSOR),
		.result = "[]ApplicationHistoryItem",
		.errors = "application_not_found",
		.params = PARAMS(CURSOR, LIMIT, { NEED("applicationId", UUID) }),
	},

	{
		.endpoint = "application.updateHistory",
		.summary = "replaces an application's whole history",
		.group = "Applications", .permission = "candidatesWrite", WRITES(C), .result = "Application",
		.note = "events left out are deleted; the key must be allowed to update history",
		.params = PARAMS(
			{ NEED("applicationId", UUID) },
			{ NEED("applicationHistory", ARRAY),
				.help = "all of it: {stageId, stageNumber, enteredStageAt, "
					"applicationHistoryId, archiveReasonId}" }),
	},

	{
		.endpoint = "application.listCriteriaEvaluations", .name = "list_criteria_evaluations",
		.summary = "lists how an application was judged against the job's criteria",
		.group = "Applications", .permission = "candidatesRead", PAGED(CURSOR),
		.result = "[]CriteriaEvaluation",
		.note = "needs the AI Application Review feature",
		.errors = "application_not_found",
		.params = PARAMS(CURSOR, LIMIT, { NEED("applicationId", UUID) }),
	},

	{
		.endpoint = "application.addHiringTeamMember",
		.summary = "gives a user a role on an application",
		.group = "Applications", .permission = "candidatesWrite", WRITES(A),
		.result = "HiringTeamMember",
		.params = PARAMS(
			{ NEED("applicationId", UUID) }, { NEED("teamMemberId", UUID), .help = "a user id" },
			{ NEED("roleId", UUID) }),
	},

	{
		.endpoint = "application.removeHiringTeamMember",
		.summary = "takes a user's role on an application away",
		.group = "Applications", .permission = "candidatesWrite", WRITES(A),
		.result = "HiringTeamMember",
		.params = PARAMS(
			{ NEED("applicationId", UUID) }, { NEED("teamMemberId", UUID), .help = "a user id" },
			{ NEED("roleId", UUID) }),
	},

	{
		.endpoint = "applicationHiringTeamRole.list",
		.summary = "lists the roles that a user can have on an application",
		.group = "Applications", .permission = "candidatesRead", .result = "[]HiringTeamRole",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "applicationFeedback.list",
		.summary = "lists submitted feedback, of all applications or of one",
		.group = "Applications", .permission = "candidatesRead", PAGED(SYNC),
		.result = "[]Feedback",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT, { MAY("applicationId", UUID) }),
	},

	{
		.endpoint = "applicationFeedback.submit",
		.summary = "submits a feedback form on an application",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B),
		.result = "{submittedFormInstance: SubmittedFormInstance}",
		.note = "a repeat may submit it twice",
		.params = PARAMS(
			{ NEED("feedbackForm", OBJECT), .help = "{fieldSubmissions: [{path, value}]}" },
			{ NEED("formDefinitionId", UUID) }, { NEED("applicationId", UUID) },
			{ MAY("userId", UUID),
				.help = "an interviewer of that meeting, with interviewEventId; "
					"else the key's own user" },
			{ MAY("interviewEventId", UUID) }),
	},

	{
		.endpoint = "applicationFeedbackRequest.create",
		.summary = "asks a user for feedback without an interview",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("applicationId", UUID) }, { NEED("interviewId", UUID) },
			{ NEED("interviewerUserId", UUID) }),
	},

	{
		.endpoint = "applicationForm.submit",
		.summary = "submits a job posting's application form",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B),
		.result = "{submittedFormInstance: SubmittedFormInstance, formMessages: {blocked,"
			" blockMessageForCandidateHtml}}",
		.note = "the reply also says whether the form was blocked",
		.errors = "job_posting_not_published",
		.params = PARAMS(
			{ NEED("jobPostingId", UUID) },
			{ NEED("applicationForm", OBJECT), .help = "{fieldSubmissions: [{path, value}]}" },
			{ MAY("utmData", OBJECT),
				.help = "{utm_source, utm_campaign, utm_medium, utm_term, utm_content}" },
			{ MAY("tagIds", UUIDS) },
			{ MAY("allowSubmissionForUnpublishedJobPosting", BOOL), .without = "true" }),
	},

	{
		.endpoint = "archiveReason.list",
		.summary = "lists the reasons for which an application can be archived",
		.group = "Applications", .permission = "hiringProcessMetadataRead",
		.result = "[]ArchiveReason",
		.params = PARAMS(INCLUDE_ARCHIVED),
	},

	{
		.endpoint = "source.list", .name = "list_sources",
		.summary = "lists where applications can come from",
		.group = "Applications", .permission = "hiringProcessMetadataRead", .result = "[]Source",
		.params = PARAMS(INCLUDE_ARCHIVED, ALL_AT_ONCE),
	},

	{
		.endpoint = "sourceTrackingLink.list",
		.summary = "lists the tracking links of sources",
		.group = "Applications", .permission = "hiringProcessMetadataRead",
		.result = "[]{id,code,enabled,sourceId,link}",
		.params = PARAMS({ MAY("includeDisabled", BOOL), .without = "false" }),
	},

	{
		.endpoint = "referral.create",
		.summary = "refers a candidate with the referral form",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "Application",
		.params = PARAMS(
			{ NEED("id", UUID), .help = "of the referral form" },
			{ NEED("creditedToUserId", UUID) },
			{ NEED("fieldSubmissions", ARRAY), .help = "of {path, value}" },
			{ MAY("createdAt", DATETIME) }),
	},

	{
		.endpoint = "referralForm.info",
		.summary = "shows the referral form",
		.group = "Applications", .permission = "hiringProcessMetadataRead",
		.result = "{id,organizationId,title,isArchived,isDefaultForm,formDefinition}",
		.note = "makes the default form if there is none",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "hiringTeamRole.list",
		.summary = "lists the roles of hiring teams",
		.group = "Applications", .permission = "organizationRead",
		.result = "[]string | []HiringTeamRole",
		.note = "gives titles only; their ids come with namesOnly=false",
		.params = PARAMS({ MAY("namesOnly", BOOL), .without = "true" }),
	},

	{
		.endpoint = "hiringTeam.addMember",
		.summary = "gives a user a role on a job, an opening or an application",
		.group = "Applications", .permission = "organizationWrite", WRITES(B),
		.result = "HiringTeamMember",
		.exclusive = "applicationId|jobId|openingId",
		.one_of = "applicationId|jobId|openingId",
		.params = PARAMS(
			{ MAY("applicationId", UUID) }, { MAY("jobId", UUID) }, { MAY("openingId", UUID) },
			{ NEED("teamMemberId", UUID), .help = "a user id" },
			{ NEED("roleId", UUID), .help = "from hiringTeamRole.list with namesOnly=false" }),
	},

	{
		.endpoint = "hiringTeam.removeMember",
		.summary = "takes a user's role on a job, an opening or an application away",
		.group = "Applications", .permission = "organizationWrite", WRITES(B),
		.result = "HiringTeamMember",
		.exclusive = "applicationId|jobId|openingId",
		.one_of = "applicationId|jobId|openingId",
		.params = PARAMS(
			{ MAY("applicationId", UUID) }, { MAY("jobId", UUID) }, { MAY("openingId", UUID) },
			{ NEED("teamMemberId", UUID), .help = "a user id" },
			{ NEED("roleId", UUID), .help = "from hiringTeamRole.list with namesOnly=false" }),
	},

	{
		.endpoint = "assessment.update", .name = "update_assessment",
		.summary = "reports the state or the result of an assessment",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "unknown",
		.note = "names are in snake case on the wire",
		.params = PARAMS(
			{ NEED("assessment_id", UUID) }, { NEED("timestamp", EPOCH) },
			{ MAY("assessment_status", OBJECT),
				.help = "needed unless cancelled_reason is given" },
			{ MAY("assessment_profile_url", OBJECT),
				.help = "of type url; needed with assessment_result" },
			{ MAY("assessment_result", OBJECT), .help = "marks the assessment as complete" },
			{ MAY("cancelled_reason", OBJECT), .help = "marks the assessment as cancelled" },
			{ MAY("metadata", ARRAY), .help = "with identifiers of their own" }),
	},

	{
		.endpoint = "assessment.addCompletedToCandidate",
		.summary = "attaches a finished assessment to a candidate",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("candidateId", UUID) }, { NEED("partnerId", UUID) },
			{ NEED("assessment", OBJECT),
				.help = "{assessmentTypeId, assessmentId, assessmentName, result, "
					"metadata}" },
			{ NEED("timestamp", EPOCH) }),
	},

	{
		.endpoint = "surveyFormDefinition.info",
		.summary = "shows one survey form",
		.group = "Applications", .permission = "hiringProcessMetadataRead", .result = "object",
		.params = PARAMS({ NEED("surveyFormDefinitionId", UUID) }),
	},

	{
		.endpoint = "surveyFormDefinition.list",
		.summary = "lists the survey forms",
		.group = "Applications", .permission = "hiringProcessMetadataRead", PAGED(SYNC),
		.result = "[]object",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT),
	},

	{
		.endpoint = "surveyRequest.create",
		.summary = "makes the link to a survey for a candidate",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "object",
		.note = "no e-mail is sent",
		.params = PARAMS(
			{ NEED("candidateId", UUID) }, { NEED("applicationId", UUID) },
			{ NEED("surveyFormDefinitionId", UUID) }),
	},

	{
		.endpoint = "surveyRequest.list",
		.summary = "lists the surveys that were asked for",
		.group = "Applications", .permission = "candidatesRead", PAGED(SYNC),
		.result = "[]object",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT,
			{ NEED("surveyType", STRING), .values = "CandidateExperience" },
			{ MAY("applicationId", UUID) }, { MAY("candidateId", UUID) }),
	},

	{
		.endpoint = "surveySubmission.create",
		.summary = "files the answers to a survey",
		.group = "Applications", .permission = "candidatesWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("candidateId", UUID) }, { NEED("applicationId", UUID) },
			{ NEED("surveyFormDefinitionId", UUID) },
			{ NEED("submittedValues", OBJECT), .help = "the answers by the paths of the form" }),
	},

	{
		.endpoint = "surveySubmission.list",
		.summary = "lists the answers to surveys",
		.group = "Applications", .permission = "candidatesRead", PAGED(SYNC),
		.result = "[]object",
		.params = PARAMS(
			{ NEED("surveyType", STRING), .values = "CandidateExperience|Questionnaire" },
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT),
	},

	/* ---- Jobs ---- */

	{
		.endpoint = "job.list", .name = "list_jobs",
		.summary = "lists jobs",
		.group = "Jobs", .permission = "jobsRead", PAGED(SYNC), .result = "[]Job",
		.note = "without a status: open, closed and archived ones",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT,
			{ MAY("status", STRINGS),
				.values = "Draft|Open|Closed|Archived",
				.help = "an array; drafts come only if asked for" },
			{ MAY("openedAfter", EPOCH) }, { MAY("openedBefore", EPOCH) },
			{ MAY("closedAfter", EPOCH) }, { MAY("closedBefore", EPOCH) },
			{ MAY("includeUnpublishedJobPostingsIds", BOOL) },
			{ MAY("expand", STRINGS), .values = "location|openings" }),
	},

	{
		.endpoint = "job.info", .name = "get_job",
		.summary = "shows one job",
		.group = "Jobs", .permission = "jobsRead", .result = "Job",
		.errors = "job_not_found",
		.params = PARAMS(
			{ NEED("id", UUID), .spellings = "jobId" },
			{ MAY("includeUnpublishedJobPostingsIds", BOOL) },
			{ MAY("expand", STRINGS), .values = "location|openings" }),
	},

	{
		.endpoint = "job.search", .name = "search_jobs",
		.summary = "finds jobs by title or requisition id",
		.group = "Jobs", .permission = "jobsRead", .result = "[]Job",
		.one_of = "title|requisitionId",
		.params = PARAMS(
			{ MAY("title", STRING), .spellings = "query" }, { MAY("requisitionId", STRING) },
			{ MAY("limit", INT), .min = 1, .max = 1000000, .use = ASHBY_PARAM_MOST,
				.help = "so many results at most" }),
	},

	{
		.endpoint = "job.create", .name = "create_job",
		.summary = "adds a job as a draft",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Job",
		.note = "a repeat makes a second job",
		.params = PARAMS(
			{ NEED("title", STRING) }, { NEED("teamId", UUID), .help = "a department or a team" },
			{ NEED("locationId", UUID) },
			{ MAY("defaultInterviewPlanId", UUID), .help = "a job cannot be opened without one" },
			{ MAY("jobTemplateId", UUID), .help = "of an active template" },
			{ MAY("brandId", UUID) }),
	},

	{
		.endpoint = "job.update", .name = "update_job",
		.summary = "changes a job's title, team, location, plan or requisition id",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Job",
		.params = PARAMS(
			{ NEED("jobId", UUID) }, { MAY("title", STRING) }, { MAY("teamId", UUID) },
			{ MAY("locationId", UUID) }, { MAY("defaultInterviewPlanId", UUID) },
			{ MAY("customRequisitionId", STRING) }),
	},

	{
		.endpoint = "job.setStatus",
		.summary = "opens, closes, archives or reopens a job",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Job",
		.note = "draft to open or archived, open to closed, closed to draft or archived, "
			"archived to draft",
		.params = PARAMS(
			{ NEED("jobId", UUID) },
			{ NEED("status", STRING), .values = "Draft|Open|Closed|Archived" }),
	},

	{
		.endpoint = "job.updateCompensation",
		.summary = "replaces a job's compensation tiers",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B),
		.result = "Job + {compensationTiers: []CompensationTier}",
		.note = "tiers left out are gone",
		.params = PARAMS(
			{ NEED("jobId", UUID) },
			{ NEED("compensationTiers", ARRAY),
				.help = "of {title, additionalInformation, components: "
					"[{compensationType, interval, currencyCode, label, minValue, "
					"maxValue}]}" }),
	},

	{
		.endpoint = "jobInterviewPlan.info",
		.summary = "shows a job's stages with the interviews to book at each",
		.group = "Jobs", .permission = "jobsRead", .result = "JobInterviewPlan",
		.params = PARAMS({ NEED("jobId", UUID) }),
	},

	{
		.endpoint = "jobPosting.list", .name = "list_job_postings",
		.summary = "lists the published job postings of a board",
		.group = "Jobs", .permission = "jobsRead", .result = "[]JobPosting",
		.params = PARAMS(
			{ MAY("location", STRING), .help = "a name, spelt exactly" },
			{ MAY("department", STRING), .help = "a name, spelt exactly" },
			{ MAY("listedOnly", BOOL), .without = "false", .help = "true leaves unlisted ones out",
				.absent = "unlisted postings are among these; listedOnly=true leaves them "
					"out" },
			{ MAY("jobBoardId", UUID), .without = "the primary external board" },
			{ MAY("jobId", UUID), .use = ASHBY_PARAM_FILTER, .arg = "jobId",
				.help = "of one job" },
			ALL_AT_ONCE),
	},

	{
		.endpoint = "jobPosting.info", .name = "get_job_posting",
		.summary = "shows one job posting",
		.group = "Jobs", .permission = "jobsRead", .result = "JobPostingDetail",
		.params = PARAMS(
			{ NEED("jobPostingId", UUID) }, { MAY("jobBoardId", UUID) },
			{ MAY("expand", STRINGS), .values = "job" }),
	},

	{
		.endpoint = "jobPosting.update",
		.summary = "changes what a job posting says in public",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "JobPostingDetail",
		.params = PARAMS(
			{ NEED("jobPostingId", UUID) }, { MAY("title", STRING) },
			{ MAY("workplaceType", STRING), .values = "OnSite|Hybrid|Remote" },
			{ MAY("suppressDescriptionOpening", BOOL) },
			{ MAY("suppressDescriptionClosing", BOOL) },
			{ MAY("description", OBJECT),
				.help = "{type: text/html, content}; headings and the tags of notes "
					"are kept" }),
	},

	{
		.endpoint = "jobBoard.list",
		.summary = "lists the job boards",
		.group = "Jobs", .permission = "jobsRead", .result = "[]{id,title,isInternal}",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "jobTemplate.list",
		.summary = "lists the templates that jobs are made from",
		.group = "Jobs", .permission = "jobsRead", PAGED(SYNC),
		.result = "[]{id,title,status Active|Inactive,locationId,departmentId,"
			"defaultInterviewPlanId,interviewPlanIds,createdAt,updatedAt,location}",
		.params = PARAMS(
			CURSOR, SYNC_TOKEN, LIMIT, { MAY("expand", STRINGS), .values = "location" }),
	},

	{
		.endpoint = "brand.list",
		.summary = "lists the employer brands",
		.group = "Jobs", .permission = "organizationRead", PAGED(CURSOR),
		.result = "[]{id,name,hostedJobsPageSlug}",
		.params = PARAMS(CURSOR, LIMIT),
	},

	{
		.endpoint = "opening.list", .name = "list_openings",
		.summary = "lists openings",
		.group = "Jobs", .permission = "jobsRead", PAGED(SYNC), .result = "[]Opening",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT,
			{ MAY("jobId", UUID), .use = ASHBY_PARAM_FILTER, .arg = "latestVersion.jobIds",
				.help = "of one job" },
			{ MAY("status", STRING), .values = "Draft|Approved|Open|Filled|Closed",
				.use = ASHBY_PARAM_FILTER, .arg = "openingState",
				.spellings = "openingState", .help = "in one state" }),
	},

	{
		.endpoint = "opening.info",
		.summary = "shows one opening",
		.group = "Jobs", .permission = "jobsRead", .result = "Opening",
		.params = PARAMS({ NEED("openingId", UUID) }),
	},

	{
		.endpoint = "opening.search",
		.summary = "finds openings by identifier",
		.group = "Jobs", .permission = "jobsRead", .result = "[]Opening",
		.params = PARAMS({ NEED("identifier", STRING) }),
	},

	{
		.endpoint = "opening.create", .name = "create_opening",
		.summary = "adds an opening",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.note = "a repeat makes a second opening",
		.params = PARAMS(
			{ MAY("identifier", STRING) }, { MAY("description", STRING) },
			{ MAY("teamId", UUID) }, { MAY("locationIds", UUIDS) }, { MAY("jobIds", UUIDS) },
			{ MAY("targetHireDate", DATE) }, { MAY("targetStartDate", DATE) },
			{ MAY("isBackfill", BOOL), .without = "false" },
			{ MAY("employmentType", STRING),
				.values = "FullTime|PartTime|Intern|Contract|Temporary",
				.without = "FullTime" },
			{ MAY("openingState", STRING),
				.values = "Draft|Approved|Open|Closed", .without = "Draft" }),
	},

	{
		.endpoint = "opening.update",
		.summary = "changes an opening",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.params = PARAMS(
			{ NEED("openingId", UUID) }, { MAY("identifier", STRING) },
			{ MAY("description", STRING) }, { MAY("teamId", UUID) },
			{ MAY("targetHireDate", DATE) }, { MAY("targetStartDate", DATE) },
			{ MAY("isBackfill", BOOL), .without = "false" },
			{ MAY("employmentType", STRING),
				.values = "FullTime|PartTime|Intern|Contract|Temporary" }),
	},

	{
		.endpoint = "opening.addJob",
		.summary = "ties an opening to a job",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.params = PARAMS({ NEED("openingId", UUID) }, { NEED("jobId", UUID) }),
	},

	{
		.endpoint = "opening.removeJob",
		.summary = "unties an opening from a job",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.params = PARAMS({ NEED("openingId", UUID) }, { NEED("jobId", UUID) }),
	},

	{
		.endpoint = "opening.addLocation",
		.summary = "adds a location to an opening",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.params = PARAMS({ NEED("openingId", UUID) }, { NEED("locationId", UUID) }),
	},

	{
		.endpoint = "opening.removeLocation",
		.summary = "takes a location off an opening",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.params = PARAMS({ NEED("openingId", UUID) }, { NEED("locationId", UUID) }),
	},

	{
		.endpoint = "opening.setOpeningState",
		.summary = "drafts, approves, opens or closes an opening",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.note = "the state Filled cannot be set",
		.params = PARAMS(
			{ NEED("openingId", UUID) },
			{ NEED("openingState", STRING), .values = "Draft|Approved|Open|Closed" },
			{ MAY("closeReasonId", UUID), .help = "when closing" }),
	},

	{
		.endpoint = "opening.setArchived",
		.summary = "archives an opening or brings it back",
		.group = "Jobs", .permission = "jobsWrite", WRITES(B), .result = "Opening",
		.params = PARAMS({ NEED("openingId", UUID) }, { NEED("archive", BOOL) }),
	},

	{
		.endpoint = "closeReason.list",
		.summary = "lists the reasons for which a job or an opening can be closed",
		.group = "Jobs", .permission = "hiringProcessMetadataRead", .result = "[]CloseReason",
		.params = PARAMS(INCLUDE_ARCHIVED),
	},

	/* ---- Interviews ---- */

	{
		.endpoint = "interview.list", .name = "list_interviews",
		.summary = "lists the kinds of interviews that can be booked",
		.group = "Interviews", .permission = "interviewsRead", PAGED(SYNC),
		.result = "[]Interview",
		.note = "these are definitions; what is booked is in interviewSchedule.list",
		.params = PARAMS(
			CURSOR, SYNC_TOKEN, LIMIT, INCLUDE_ARCHIVED,
			{ MAY("includeNonSharedInterviews", BOOL), .without = "false" },
			{ MAY("excludeArchivedScheduleTemplateInterviews", BOOL), .without = "false",
				.help = "works only with includeNonSharedInterviews" },
			{ MAY("applicationId", UUID), .use = ASHBY_PARAM_ROUTED,
				.arg = "interviewSchedule.list",
				.help = "lists what is booked for that application" }),
	},

	{
		.endpoint = "interview.info", .name = "get_interview",
		.summary = "shows one kind of interview",
		.group = "Interviews", .permission = "interviewsRead", .result = "Interview",
		.note = "no time and no people: those are in interviewSchedule.list",
		.params = PARAMS({ NEED("id", UUID), .spellings = "interviewId" }),
	},

	{
		.endpoint = "interviewSchedule.list", .name = "list_interview_schedules",
		.summary = "lists bookings with their meetings",
		.group = "Interviews", .permission = "interviewsRead", PAGED(SYNC),
		.result = "[]InterviewSchedule",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT, { MAY("applicationId", UUID) },
			{ MAY("interviewStageId", UUID) }),
	},

	{
		.endpoint = "interviewSchedule.create",
		.summary = "books interviews for an application",
		.group = "Interviews", .permission = "interviewsWrite", WRITES(B),
		.result = "InterviewSchedule",
		.note = "interviewers are named by e-mail; a repeat books twice",
		.params = PARAMS(
			{ NEED("applicationId", UUID) },
			{ NEED("interviewEvents", ARRAY),
				.help = "of {startTime, endTime, interviewers: [{email, "
					"feedbackRequired}], interviewId, extraData}" }),
	},

	{
		.endpoint = "interviewSchedule.update", .name = "update_interview_schedule",
		.summary = "adds, changes or cancels meetings of a booking",
		.group = "Interviews", .permission = "interviewsWrite", WRITES(B),
		.result = "InterviewSchedule",
		.one_of = "interviewEvent|interviewEventIdToCancel",
		.note = "works only for bookings made with the same key; class C with allowFeedbackDeletion",
		.params = PARAMS(
			{ NEED("interviewScheduleId", UUID) },
			{ MAY("interviewEvent", ANY),
				.help = "one or several of {startTime, endTime, interviewers: "
					"[{email, feedbackRequired}], interviewId}; with interviewEventId "
					"to change one" },
			{ MAY("interviewEventIdToCancel", ANY), .help = "one id or several" },
			{ MAY("allowFeedbackDeletion", BOOL), .without = "false",
				.help = "true cancels meetings with feedback and deletes that "
					"feedback" }),
	},

	{
		.endpoint = "interviewSchedule.cancel",
		.summary = "cancels a booking with all its meetings",
		.group = "Interviews", .permission = "interviewsWrite", WRITES(C),
		.result = "InterviewSchedule",
		.errors = "interview_schedule_not_found",
		.params = PARAMS(
			{ NEED("id", UUID), .spellings = "interviewScheduleId" },
			{ MAY("allowReschedule", BOOL), .without = "false" }),
	},

	{
		.endpoint = "interviewEvent.list", .name = "list_interview_events",
		.summary = "lists the meetings of one booking",
		.group = "Interviews", .permission = "interviewsRead", PAGED(SYNC),
		.result = "[]InterviewEvent",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT, { NEED("interviewScheduleId", UUID) },
			{ MAY("expand", STRINGS), .values = "interview" }),
	},

	{
		.endpoint = "interviewBriefing.info",
		.summary = "shows who interviews at a meeting and who still owes feedback",
		.group = "Interviews", .permission = "interviewsRead", .result = "object",
		.params = PARAMS(
			{ NEED("interviewEventId", UUID) },
			{ MAY("expand", STRINGS),
				.values = "feedbackFormDefinition|application|candidate|job|"
					"interview|interviewers" }),
	},

	{
		.endpoint = "interviewPlan.list", .name = "list_interview_plans",
		.summary = "lists interview plans",
		.group = "Interviews", .permission = "interviewsRead", PAGED(SYNC),
		.result = "[]InterviewPlan",
		.note = "published plans only",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, INCLUDE_ARCHIVED),
	},

	{
		.endpoint = "interviewStage.list",
		.summary = "lists the stages of an interview plan in their order",
		.group = "Interviews", .permission = "interviewsRead", .result = "[]InterviewStage",
		.params = PARAMS({ NEED("interviewPlanId", UUID) }),
	},

	{
		.endpoint = "interviewStage.info",
		.summary = "shows one stage",
		.group = "Interviews", .permission = "interviewsRead", .result = "InterviewStage",
		.params = PARAMS({ NEED("interviewStageId", UUID) }),
	},

	{
		.endpoint = "interviewStageGroup.list",
		.summary = "lists the groups that stages belong to",
		.group = "Interviews", .permission = "interviewsRead", .result = "[]InterviewStageGroup",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "interviewerPool.list",
		.summary = "lists the pools of interviewers",
		.group = "Interviews", .permission = "hiringProcessMetadataRead", PAGED(SYNC),
		.result = "[]object",
		.params = PARAMS(
			CURSOR, SYNC_TOKEN, LIMIT, { MAY("includeArchivedPools", BOOL), .without = "false" },
			{ MAY("includeArchivedTrainingStages", BOOL), .without = "false" }),
	},

	{
		.endpoint = "interviewerPool.info",
		.summary = "shows one pool with its members and trainees",
		.group = "Interviews", .permission = "hiringProcessMetadataRead", .result = "object",
		.params = PARAMS({ NEED("interviewerPoolId", UUID) }),
	},

	{
		.endpoint = "interviewerPool.create",
		.summary = "adds a pool of interviewers",
		.group = "Interviews", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "object",
		.params = PARAMS({ NEED("title", STRING) }, { MAY("requiresTraining", BOOL) }),
	},

	{
		.endpoint = "interviewerPool.update",
		.summary = "renames a pool or changes its training",
		.group = "Interviews", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "object",
		.params = PARAMS(
			{ NEED("interviewerPoolId", UUID) }, { MAY("title", STRING) },
			{ MAY("requiresTraining", BOOL) }),
	},

	{
		.endpoint = "interviewerPool.archive",
		.summary = "archives a pool",
		.group = "Interviews", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "object",
		.params = PARAMS({ NEED("interviewerPoolId", UUID) }),
	},

	{
		.endpoint = "interviewerPool.restore",
		.summary = "brings an archived pool back",
		.group = "Interviews", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "object",
		.params = PARAMS({ NEED("interviewerPoolId", UUID) }),
	},

	{
		.endpoint = "interviewerPool.addUser",
		.summary = "puts a user into a pool",
		.group = "Interviews", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "object",
		.params = PARAMS(
			{ NEED("interviewerPoolId", UUID) }, { NEED("userId", UUID) },
			{ MAY("interviewerPoolTrainingPathStageId", UUID) }),
	},

	{
		.endpoint = "interviewerPool.removeUser",
		.summary = "takes a user out of a pool",
		.group = "Interviews", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "object",
		.params = PARAMS({ NEED("interviewerPoolId", UUID) }, { NEED("userId", UUID) }),
	},

	{
		.endpoint = "feedbackFormDefinition.list",
		.summary = "lists the feedback forms",
		.group = "Interviews", .permission = "hiringProcessMetadataRead", PAGED(SYNC),
		.result = "[]FeedbackFormDefinition",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, INCLUDE_ARCHIVED),
	},

	{
		.endpoint = "feedbackFormDefinition.info",
		.summary = "shows one feedback form",
		.group = "Interviews", .permission = "hiringProcessMetadataRead",
		.result = "FeedbackFormDefinition",
		.params = PARAMS({ NEED("feedbackFormDefinitionId", UUID) }),
	},

	{
		.endpoint = "notetakerTranscript.info",
		.summary = "gives a link to an interview's transcript",
		.group = "Interviews", .permission = "notetakerRead", .result = "object",
		.note = "the link lives five minutes",
		.params = PARAMS({ NEED("notetakerTranscriptId", UUID) }),
	},

	/* ---- Offers ---- */

	{
		.endpoint = "offer.list", .name = "list_offers",
		.summary = "lists offers in their latest version",
		.group = "Offers", .permission = "offersRead", PAGED(SYNC), .result = "[]Offer",
		.note = "no earlier versions and no form definition",
		.params = PARAMS(
			CREATED_AFTER, CURSOR, SYNC_TOKEN, LIMIT,
			{ MAY("offerStatus", STRINGS),
				.values = "WaitingOnApprovalStart|WaitingOnOfferApproval|"
					"WaitingOnApprovalDefinition|WaitingOnCandidateResponse|"
					"CandidateRejected|CandidateAccepted|OfferCancelled",
				.help = "at least one" },
			{ MAY("acceptanceStatus", STRINGS),
				.values = "Accepted|Declined|Pending|Created|Cancelled|WaitingOnResponse",
				.help = "at least one" },
			{ MAY("applicationId", UUID) },
			{ MAY("approvalStatus", STRINGS),
				.values = "Approved|WaitingOnApprovals|Declined",
				.help = "at least one; of the latest version" }),
	},

	{
		.endpoint = "offer.info", .name = "get_offer",
		.summary = "shows one offer with its versions",
		.group = "Offers", .permission = "offersRead", .result = "Offer",
		.errors = "offer_not_found",
		.params = PARAMS({ NEED("offerId", UUID) }, NO_FORM),
	},

	{
		.endpoint = "offerProcess.start",
		.summary = "starts the offer process of an application",
		.group = "Offers", .permission = "offersWrite", WRITES(B), .result = "OfferProcess",
		.note = "first of four: then offer.start, offer.create, offer.startApprovalProcess",
		.params = PARAMS({ NEED("applicationId", UUID) }),
	},

	{
		.endpoint = "offer.start",
		.summary = "makes a blank offer version and gives its form",
		.group = "Offers", .permission = "offersWrite", WRITES(B), .result = "OfferForm",
		.params = PARAMS({ NEED("offerProcessId", UUID) }),
	},

	{
		.endpoint = "offer.create", .name = "create_offer",
		.summary = "fills an offer's form in",
		.group = "Offers", .permission = "offersWrite", WRITES(B), .result = "Offer",
		.note = "a repeat makes a second offer; offerProcess.start and offer.start come first",
		.errors = "opening_in_use|opening_state_invalid",
		.params = PARAMS(
			{ NEED("offerProcessId", UUID) },
			{ NEED("offerFormId", UUID), .help = "the id that offer.start gave" },
			{ NEED("offerForm", OBJECT), .help = "{fieldSubmissions: [{path, value}]}" },
			NO_FORM),
	},

	{
		.endpoint = "offer.update", .name = "update_offer",
		.summary = "writes a new version of an offer",
		.group = "Offers", .permission = "offersWrite", WRITES(B), .result = "Offer",
		.note = "approval starts again",
		.params = PARAMS(
			{ NEED("offerId", UUID) },
			{ NEED("offerForm", OBJECT), .help = "{fieldSubmissions: [{path, value}]}" },
			NO_FORM),
	},

	{
		.endpoint = "offer.startApprovalProcess",
		.summary = "asks the approvers to approve an offer",
		.group = "Offers", .permission = "offersWrite", WRITES(B), .result = "Offer",
		.note = "only while the offer waits for its approval to start",
		.params = PARAMS({ NEED("offerVersionId", UUID) }, { MAY("note", STRING) }, NO_FORM),
	},

	{
		.endpoint = "offer.approve", .name = "approve_offer",
		.summary = "approves one step of an offer, or all of it",
		.group = "Offers", .permission = "offersWrite", WRITES(C), .result = "Offer",
		.note = "without approvalStepId and userId everything is approved over the heads of the "
			"approvers",
		.together = "approvalStepId|userId",
		.params = PARAMS(
			{ NEED("offerVersionId", UUID), .help = "latestVersion.id of the offer" },
			{ MAY("approvalStepId", UUID), .help = "the current step; with userId, or neither" },
			{ MAY("userId", UUID), .help = "an approver of that step" }, NO_FORM),
	},

	{
		.endpoint = "offer.setStatus",
		.summary = "sets whether a candidate has accepted an offer",
		.group = "Offers", WRITES(C), .undocumented = true, .result = "unknown",
		.note = "newer than the published specification: parameters unknown",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "offer.setDecidedAt",
		.summary = "sets when an offer was decided on",
		.group = "Offers", WRITES(B), .undocumented = true, .result = "unknown",
		.note = "newer than the published specification: parameters unknown",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "approval.list",
		.summary = "lists approval steps with their approvers",
		.group = "Offers", .permission = "approvalsRead", PAGED(SYNC), .result = "[]Approval",
		.note = "the entity of an offer is its version",
		.params = PARAMS(
			CURSOR, SYNC_TOKEN, LIMIT,
			{ MAY("entityType", STRING), .values = "offer|job|opening" },
			{ MAY("entityId", UUID), .help = "of an offer: its version id, latestVersion.id" }),
	},

	{
		.endpoint = "approvalDefinition.update",
		.summary = "sets who has to approve an offer, step by step",
		.group = "Offers", .permission = "approvalsWrite", WRITES(C), .result = "ApprovalDefinition",
		.note = "with no steps approval is skipped and the offer moves on",
		.params = PARAMS(
			{ NEED("entityType", STRING), .values = "offer" },
			{ NEED("entityId", UUID), .help = "an offer version id" },
			{ NEED("approvalStepDefinitions", ARRAY),
				.help = "in order, {approvalsRequired, approvers: [{userId, type: "
					"user}]}; none at all skips approval" },
			{ MAY("submitApprovalRequest", BOOL), .without = "false" }),
	},

	/* ---- Organisation ---- */

	{
		.endpoint = "user.list", .name = "list_users",
		.summary = "lists the users",
		.group = "Organisation", .permission = "organizationRead", PAGED(SYNC),
		.result = "[]User",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, { MAY("includeDeactivated", BOOL), .without = "false" }),
	},

	{
		.endpoint = "user.info",
		.summary = "shows one user",
		.group = "Organisation", .permission = "organizationRead", .result = "User",
		.params = PARAMS({ NEED("userId", UUID) }),
	},

	{
		.endpoint = "user.search",
		.summary = "finds a user by e-mail",
		.group = "Organisation", .permission = "organizationRead", .result = "[]User",
		.note = "gives an array",
		.params = PARAMS({ NEED("email", EMAIL) }),
	},

	{
		.endpoint = "user.interviewerSettings",
		.summary = "shows how many interviews a user takes a day and a week",
		.group = "Organisation", .permission = "organizationRead",
		.result = "{id,dailyLimit,weeklyLimit}",
		.params = PARAMS({ NEED("userId", UUID) }),
	},

	{
		.endpoint = "user.updateInterviewerSettings",
		.summary = "changes how many interviews a user takes",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("userId", UUID) }, { MAY("dailyLimit", INT) }, { MAY("weeklyLimit", INT) }),
	},

	{
		.endpoint = "user.createInterviewerPause",
		.summary = "pauses a user as an interviewer",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("userId", UUID) }, { MAY("startsAt", DATETIME) }, { MAY("endsAt", DATETIME) },
			{ MAY("comment", STRING) }),
	},

	{
		.endpoint = "user.listInterviewerPauses",
		.summary = "lists a user's pauses as an interviewer",
		.group = "Organisation", .permission = "organizationRead", .result = "[]object",
		.params = PARAMS({ NEED("userId", UUID) }),
	},

	{
		.endpoint = "user.deleteInterviewerPause",
		.summary = "ends a user's pause as an interviewer",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS({ NEED("interviewerPauseId", UUID) }),
	},

	{
		.endpoint = "user.setCustomFieldValue",
		.summary = "sets one custom field of a user",
		.group = "Organisation", .permission = "organizationWrite", WRITES(A), .result = "object",
		.params = PARAMS(
			{ NEED("userId", UUID) }, { NEED("fieldId", UUID) },
			{ NEED("fieldValue", ANY), .spellings = "value",
				.help = "in the form of the field's type" }),
	},

	{
		.endpoint = "user.setCustomFieldValues",
		.summary = "sets several custom fields of a user",
		.group = "Organisation", .permission = "organizationWrite", WRITES(A), .result = "[]object",
		.params = PARAMS(
			{ NEED("userId", UUID) },
			{ NEED("values", ARRAY), .help = "of {fieldId, fieldValue}" }),
	},

	{
		.endpoint = "department.list", .name = "list_departments",
		.summary = "lists departments and teams",
		.group = "Organisation", .permission = "organizationRead", PAGED(SYNC),
		.result = "[]Department",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, INCLUDE_ARCHIVED),
	},

	{
		.endpoint = "department.info",
		.summary = "shows one department or team",
		.group = "Organisation", .permission = "organizationRead", .result = "Department",
		.params = PARAMS({ NEED("departmentId", UUID) }),
	},

	{
		.endpoint = "department.create",
		.summary = "adds a department or team",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B),
		.result = "Department",
		.params = PARAMS(
			{ NEED("name", STRING) }, { MAY("externalName", STRING) }, { MAY("parentId", UUID) },
			{ MAY("extraData", OBJECT) }),
	},

	{
		.endpoint = "department.update",
		.summary = "changes a department or team",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B),
		.result = "Department",
		.params = PARAMS(
			{ NEED("departmentId", UUID) }, { MAY("name", STRING) },
			{ MAY("externalName", STRING) }, { MAY("extraData", OBJECT) }),
	},

	{
		.endpoint = "department.move",
		.summary = "moves a department under another one",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B),
		.result = "Department",
		.params = PARAMS({ NEED("departmentId", UUID) }, { MAY("parentId", UUID) }),
	},

	{
		.endpoint = "department.archive",
		.summary = "archives a department",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B),
		.result = "Department",
		.params = PARAMS({ NEED("departmentId", UUID) }),
	},

	{
		.endpoint = "department.restore",
		.summary = "brings an archived department back",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B),
		.result = "Department",
		.params = PARAMS({ NEED("departmentId", UUID) }),
	},

	{
		.endpoint = "location.list", .name = "list_locations",
		.summary = "lists locations",
		.group = "Organisation", .permission = "organizationRead", PAGED(SYNC),
		.result = "[]Location",
		.note = "regions come only with includeLocationHierarchy",
		.params = PARAMS(
			CURSOR, SYNC_TOKEN, LIMIT, INCLUDE_ARCHIVED,
			{ MAY("includeLocationHierarchy", BOOL), .without = "false" }),
	},

	{
		.endpoint = "location.info",
		.summary = "shows one location",
		.group = "Organisation", .permission = "organizationRead", .result = "Location",
		.params = PARAMS({ NEED("locationId", UUID) }),
	},

	{
		.endpoint = "location.create",
		.summary = "adds a location or a region",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("name", STRING) },
			{ NEED("type", STRING), .values = "Location|LocationHierarchy" },
			{ MAY("address", OBJECT),
				.help = "{postalAddress: {addressCountry, addressRegion, "
					"addressLocality, postalCode, streetAddress}}" },
			{ MAY("parentLocationId", STRING) }, { MAY("isRemote", BOOL), .without = "false" },
			{ MAY("workplaceType", STRING), .values = "OnSite|Hybrid|Remote" },
			{ MAY("externalName", STRING) }, { MAY("extraData", OBJECT) }),
	},

	{
		.endpoint = "location.archive",
		.summary = "archives a location",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS({ NEED("locationId", STRING) }),
	},

	{
		.endpoint = "location.restore",
		.summary = "brings an archived location back",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS({ NEED("locationId", STRING) }),
	},

	{
		.endpoint = "location.move",
		.summary = "moves a location into another region",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("locationId", STRING) }, { NEED("parentLocationHierarchyId", STRING) }),
	},

	{
		.endpoint = "location.updateAddress",
		.summary = "changes a location's address",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("locationId", STRING) },
			{ NEED("address", OBJECT),
				.help = "{postalAddress: {addressCountry, addressRegion, "
					"addressLocality, postalCode, streetAddress}}" }),
	},

	{
		.endpoint = "location.updateName",
		.summary = "renames a location",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS({ NEED("locationId", STRING) }, { NEED("name", STRING) }),
	},

	{
		.endpoint = "location.updateExternalName",
		.summary = "changes the name that candidates see, or clears it with null",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("locationId", STRING) },
			{ MAY("externalName", STRING), .help = "null clears it" }),
	},

	{
		.endpoint = "location.updateWorkplaceType",
		.summary = "changes how people work at a location",
		.group = "Organisation", .permission = "organizationWrite", WRITES(B), .result = "object",
		.params = PARAMS(
			{ NEED("locationId", STRING) },
			{ NEED("workplaceType", STRING), .values = "OnSite|Hybrid|Remote" }),
	},

	{
		.endpoint = "customField.list",
		.summary = "lists the custom fields",
		.group = "Organisation", .permission = "hiringProcessMetadataRead", PAGED(SYNC),
		.result = "[]CustomField",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT, INCLUDE_ARCHIVED),
	},

	{
		.endpoint = "customField.info",
		.summary = "shows one custom field",
		.group = "Organisation", .permission = "hiringProcessMetadataRead", .result = "CustomField",
		.params = PARAMS({ NEED("customFieldId", UUID) }),
	},

	{
		.endpoint = "customField.create",
		.summary = "adds a custom field",
		.group = "Organisation", .permission = "hiringProcessMetadataWrite", WRITES(B),
		.result = "CustomField",
		.params = PARAMS(
			{ NEED("fieldType", STRING),
				.values = "Boolean|CompensationRange|Currency|Date|LongText|"
					"MultiValueSelect|Number|NumberRange|String|ValueSelect|Url|UUID" },
			{ NEED("objectType", STRING),
				.values = "Application|Candidate|Job|Employee|Talent_Project|"
					"Opening_Version|Offer_Version" },
			{ NEED("title", STRING) }, { MAY("description", STRING) },
			{ MAY("selectableValues", ARRAY),
				.help = "of {label, value}; needed for ValueSelect and "
					"MultiValueSelect" },
			{ MAY("isDateOnlyField", BOOL) }, { MAY("isExposableToCandidate", BOOL), .without = "false" }),
	},

	{
		.endpoint = "customField.setValue", .name = "set_custom_field_value",
		.summary = "sets one custom field of an object",
		.group = "Organisation", .permission = "candidatesWrite", WRITES(A),
		.result = "CustomFieldValue",
		.note = "two quick calls on one object can overwrite each other: use customField.setValues",
		.params = PARAMS(
			{ NEED("objectId", UUID) },
			{ NEED("objectType", STRING), .values = "Application|Candidate|Job|Opening" },
			{ NEED("fieldId", UUID) },
			{ NEED("fieldValue", ANY), .spellings = "value",
				.help = "in the form of the field's type" }),
	},

	{
		.endpoint = "customField.setValues",
		.summary = "sets several custom fields of an object at once",
		.group = "Organisation", .permission = "candidatesWrite", WRITES(A),
		.result = "[]CustomFieldValue",
		.params = PARAMS(
			{ NEED("objectId", UUID) },
			{ NEED("objectType", STRING), .values = "Application|Candidate|Job|Opening" },
			{ NEED("values", ARRAY), .help = "at least one {fieldId, fieldValue}" }),
	},

	{
		.endpoint = "customField.updateSelectableValues",
		.summary = "replaces the choices of a custom field",
		.group = "Organisation", .permission = "hiringProcessMetadataWrite", WRITES(C),
		.result = "CustomField",
		.note = "choices left out are archived",
		.params = PARAMS(
			{ NEED("customFieldId", UUID) },
			{ NEED("selectableValues", ARRAY),
				.help = "of {label, value}, matched by value; those left out are "
					"archived" }),
	},

	{
		.endpoint = "communicationTemplate.list",
		.summary = "lists the enabled message templates",
		.group = "Organisation", .permission = "hiringProcessMetadataRead",
		.result = "[]CommunicationTemplate",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "file.info", .name = "get_file",
		.summary = "gives a link to a file",
		.group = "Organisation", .permission = "candidatesRead", .result = "FileUrl",
		.note = "fetch it at once and without the key",
		.params = PARAMS(
			{ NEED("fileHandle", STRING), .spellings = "fileId",
				.help = "the handle of a file, not its id" }),
	},

	{
		.endpoint = "file.createFileUploadHandle",
		.summary = "asks for a place to upload a file to",
		.group = "Organisation", .permission = "candidatesWrite", WRITES(A),
		.result = "FileUploadHandle",
		.note = "post the fields, then the file, to the given url within ten minutes",
		.params = PARAMS(
			{ NEED("fileUploadContext", STRING),
				.values = "CandidateResume|CandidateFiles|ApplicationForm" },
			{ NEED("filename", STRING) }, { NEED("contentType", STRING) },
			{ NEED("contentLength", INT), .help = "in bytes" }),
	},

	{
		.endpoint = "report.synchronous",
		.summary = "runs a report and waits for it",
		.group = "Organisation", .permission = "reportsRead", .result = "Report",
		.note = "beta; at most 30 s, 15 starts a minute and 3 at once in the organisation",
		.errors = "rate_limit_exceeded|concurrent_limit_exceeded",
		.params = PARAMS(
			{ NEED("reportId", UUID) },
			{ MAY("includeHeadersInData", BOOL), .without = "true" }),
	},

	{
		.endpoint = "report.generate",
		.summary = "starts a report, or asks whether it is ready",
		.group = "Organisation", .permission = "reportsRead", .result = "Report",
		.note = "beta; ask once a second; 15 starts a minute and 3 at once in the organisation",
		.errors = "rate_limit_exceeded|concurrent_limit_exceeded",
		.params = PARAMS(
			{ NEED("reportId", UUID) },
			{ MAY("includeHeadersInData", BOOL), .without = "true" },
			{ MAY("requestId", STRING),
				.help = "asks for that report; without it a new one starts" }),
	},

	/* ---- Key and webhooks ---- */

	{
		.endpoint = "apiKey.info", .name = "get_current_user",
		.summary = "shows the API key itself: its title, age and scopes",
		.group = "Key and webhooks", .permission = "apiKeysRead", .result = "ApiKeyInfo",
		.note = "there is no current user; this is who the API takes you for",
		.params = NO_PARAMS,
	},

	{
		.endpoint = "webhook.list", .name = "list_webhooks",
		.summary = "lists the webhooks",
		.group = "Key and webhooks", .undocumented = true, .result = "unknown",
		.note = "in no published source: it may not exist; get_webhook shows one by the id that "
			"create_webhook answered with",
		.params = PARAMS(CURSOR, SYNC_TOKEN, LIMIT),
	},

	{
		.endpoint = "webhook.info", .name = "get_webhook",
		.summary = "shows one webhook without its secret",
		.group = "Key and webhooks", .permission = "apiKeysRead", .result = "Webhook",
		.params = PARAMS({ NEED("webhookId", UUID) }),
	},

	{
		.endpoint = "webhook.create", .name = "create_webhook",
		.summary = "adds a webhook",
		.group = "Key and webhooks", .permission = "apiKeysWrite", WRITES(B), .result = "Webhook",
		.note = "a repeat makes a second one",
		.params = PARAMS(
			{ NEED("webhookType", STRING),
				.values = "applicationSubmit|applicationUpdate|candidateHire|"
					"candidateStageChange|candidateDelete|candidateMerge|"
					"interviewPlanTransition|interviewScheduleCreate|"
					"interviewScheduleUpdate|jobPostingUpdate|jobPostingPublish|"
					"jobPostingUnpublish|offerCreate|offerUpdate|offerDelete|pushToHRIS|"
					"surveySubmit" },
			{ NEED("requestUrl", URL) }, { NEED("secretToken", STRING) }),
	},

	{
		.endpoint = "webhook.update",
		.summary = "changes a webhook or switches it on and off",
		.group = "Key and webhooks", .permission = "apiKeysWrite", WRITES(B), .result = "Webhook",
		.note = "takes at least one of enabled, requestUrl and secretToken",
		.params = PARAMS(
			{ NEED("webhookId", UUID) }, { MAY("enabled", BOOL) }, { MAY("requestUrl", URL) },
			{ MAY("secretToken", STRING) }),
	},

	{
		.endpoint = "webhook.delete",
		.summary = "deletes a webhook",
		.group = "Key and webhooks", .permission = "apiKeysWrite", WRITES(C),
		.result = "{webhookId: uuid}",
		.params = PARAMS({ NEED("webhookId", UUID) }),
	},
};

/* clang-format on */

const struct ashby_function *ashby_catalog(size_t *count)
{
	*count = sizeof(rows) / sizeof(rows[0]);
	return rows;
}
