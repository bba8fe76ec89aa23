/* company.c: data only. See company.h. */
/* data */
#include "company.h"

#include <stddef.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

const struct department departments[] = {
	{ "Engineering", NULL, -1, false, NULL },
	{ "Platform", "Platform Engineering", 0, false, "{\"costCentre\":\"4100\",\"region\":\"EMEA\"}" },
	{ "Data", NULL, 0, false, NULL },
	{ "Product", NULL, -1, false, NULL },
	{ "Design", "Product Design", 3, false, NULL },
	{ "Commercial", NULL, -1, false, NULL },
	{ "Sales", NULL, 5, false, "{\"costCentre\":\"5200\"}" },
	{ "Marketing", NULL, 5, false, NULL },
	{ "Operations", "People & Operations", -1, false, NULL },
	{ "Support", NULL, 8, false, NULL },
	{ "Finance", NULL, 8, false, NULL },
	{ "Platform", NULL, 3, false, NULL },
	{ "Hardware (until 2024)", NULL, 0, true, NULL },
};
const unsigned department_count = COUNT(departments);

const struct location locations[] = {
	{ "Europe", NULL, -1, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false },
	{ "Berlin", "Berlin, Germany", 0, false, "Hybrid", "Germany", "Berlin", "Berlin", "10119",
		"Musterallee 12", "EUR", false },
	{ "London", NULL, 0, false, "Hybrid", "United Kingdom", "England", "London", "N1 0ZZ",
		"4 Sample Yard", "GBP", false },
	{ "Lisbon", "Lisboa", 0, false, "OnSite", "Portugal", "Lisboa", "Lisbon", "1000-001",
		"Rua do Exemplo 3", "EUR", false },
	{ "Remote, Europe", "Anywhere in Europe", 0, false, "Remote", NULL, NULL, NULL, NULL, NULL, "EUR",
		false },
	{ "Asia", NULL, -1, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false },
	{ "Tokyo", "東京", 5, false, "Hybrid", "Japan", "Tokyo", "Tokyo", "100-0000", NULL, "JPY", false },
	{ "Bengaluru", NULL, 5, false, "OnSite", "India", "Karnataka", "Bengaluru", "560000",
		"1 Specimen Road", "INR", false },
	{ "Americas", NULL, -1, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false },
	{ "New York", "New York City", 8, false, "Hybrid", "United States", "NY", "New York", "10000",
		"99 Placeholder St", "USD", false },
	{ "São Paulo", NULL, 8, false, "Remote", "Brazil", "SP", "São Paulo", NULL, NULL, "BRL", false },
	{ "Prague", NULL, 0, false, "OnSite", "Czech Republic", "Prague", "Prague", "110 00", NULL, "CZK",
		true },
};
const unsigned location_count = COUNT(locations);

const struct titled source_types[] = {
	{ "Inbound", false },
	{ "Sourced", false },
	{ "Referral", false },
	{ "Agencies", false },
	{ "Events", false },
	{ "Old imports", true },
};
const unsigned source_type_count = COUNT(source_types);

const struct source sources[] = {
	{ "Applied", 0, false, 40, false },
	{ "Careers page", 0, false, 10, false },
	{ "LinkedIn", 1, false, 14, true },
	{ "Referral", 2, false, 12, false },
	{ "Nordlicht Recruiting", 3, false, 4, false },
	{ "GitHub", 1, false, 4, true },
	{ "Job board: Hacker Jobs", 0, false, 6, false },
	{ "StackJobs", 0, true, 1, false },
	{ "Meetup Berlin", 4, false, 2, true },
	{ "University fair", 4, false, 2, false },
	{ "Silver medallists", 1, false, 3, true },
	{ "Talent & Töchter GmbH", 3, false, 2, false },
	{ "CSV import 2023", 5, true, 0, false },
};
const unsigned source_count = COUNT(sources);

const struct reason archive_reasons[] = {
	{ "Not enough experience", "RejectedByOrg", false },
	{ "Skills do not match", "RejectedByOrg", false },
	{ "Better candidates", "RejectedByOrg", false },
	{ "Failed the task", "RejectedByOrg", false },
	{ "Location or time zone", "RejectedByOrg", false },
	{ "Salary expectation too high", "RejectedByOrg", false },
	{ "No work permit", "RejectedByOrg", false },
	{ "Values", "RejectedByOrg", false },
	{ "Position filled", "Other", false },
	{ "Duplicate", "Other", false },
	{ "Took another offer", "RejectedByCandidate", false },
	{ "Not interested any more", "RejectedByCandidate", false },
	{ "Compensation", "RejectedByCandidate", false },
	{ "No reply", "RejectedByCandidate", false },
	{ "Overqualified", "RejectedByOrg", true },
};
const unsigned archive_reason_count = COUNT(archive_reasons);

const struct titled close_reasons[] = {
	{ "Hired", false },
	{ "Budget cut", false },
	{ "Reorganised", false },
	{ "Opened by mistake", true },
};
const unsigned close_reason_count = COUNT(close_reasons);

const struct titled tags[] = {
	{ "golang", false },
	{ "storage", false },
	{ "silver medal", false },
	{ "re-engage in spring", false },
	{ "rust", false },
	{ "speaker", false },
	{ "open source", false },
	{ "relocation", false },
	{ "boomerang", false },
	{ "on-call", false },
	{ "Führung", false },
	{ "B2B SaaS", false },
	{ "figma", false },
	{ "sql", false },
	{ "do not contact", false },
	{ "日本語", false },
	{ "⭐ top 10", false },
	{ "campus 2022", true },
};
const unsigned tag_count = COUNT(tags);

const char *const roles[] = { "Recruiter", "Hiring Manager", "Coordinator", "Sourcer", "Executive Sponsor" };
const unsigned role_count = COUNT(roles);

static const char *const permits[] = { "EU citizen", "Blue Card", "Visa needed", "Permanent resident", NULL };
static const char *const languages[] = { "English", "German", "Portuguese", "French", "Japanese", "Hindi",
	NULL };
static const char *const priorities[] = { "High", "Normal", "Low", NULL };

const struct custom_field custom_fields[] = {
	{ "Work permit", "ValueSelect", FIELD_CANDIDATE, false, false, false, permits, 70 },
	{ "Notice", "String", FIELD_CANDIDATE, false, false, false, NULL, 60 },
	{ "Expectation", "CompensationRange", FIELD_CANDIDATE, false, false, false, NULL, 45 },
	{ "Languages", "MultiValueSelect", FIELD_CANDIDATE, false, false, false, languages, 55 },
	{ "Willing to relocate", "Boolean", FIELD_CANDIDATE, false, false, false, NULL, 40 },
	{ "Available from", "Date", FIELD_CANDIDATE, false, false, false, NULL, 30 },
	{ "For the agency", "LongText", FIELD_CANDIDATE, true, false, false, NULL, 4 },
	{ "Priority", "ValueSelect", FIELD_APPLICATION, false, false, false, priorities, 35 },
	{ "Years of experience", "Number", FIELD_APPLICATION, false, false, false, NULL, 75 },
	{ "Band", "NumberRange", FIELD_APPLICATION, false, false, false, NULL, 40 },
	{ "Task score", "Number", FIELD_APPLICATION, false, false, false, NULL, 25 },
	{ "Referred in person", "Boolean", FIELD_APPLICATION, false, false, false, NULL, 10 },
	{ "Cost centre", "String", FIELD_JOB, false, true, false, NULL, 95 },
	{ "Budget", "Currency", FIELD_JOB, true, false, false, NULL, 70 },
	{ "Bonus", "String", FIELD_OFFER, false, false, false, NULL, 85 },
	{ "Equity", "String", FIELD_OFFER, false, false, false, NULL, 75 },
	{ "Expires", "Date", FIELD_OFFER, false, false, false, NULL, 80 },
	{ "Sign-on", "Currency", FIELD_OFFER, false, false, false, NULL, 20 },
	{ "Backfill for", "String", FIELD_OPENING, false, false, false, NULL, 30 },
	{ "T-shirt size", "String", FIELD_CANDIDATE, false, false, true, NULL, 0 },
};
const unsigned custom_field_count = COUNT(custom_fields);

const char *const stage_type_names[] = { "Lead", "PreInterviewScreen", "Active", "Offer", "Hired",
	"Archived" };

enum { GROUP_LEAD, GROUP_REVIEW, GROUP_SCREEN, GROUP_LOOP, GROUP_OFFER, GROUP_HIRED, GROUP_ARCHIVED };
const struct titled stage_groups[] = {
	{ "Sourcing", false },
	{ "Review", false },
	{ "Screens", false },
	{ "Loop", false },
	{ "Offer", false },
	{ "Hired", false },
	{ "Archived", false },
};
const char *const stage_group_types[] = { "Lead", "PreInterviewScreen", "Active", "Active", "Offer", "Hired",
	"Archived" };
const unsigned stage_group_count = COUNT(stage_groups);

/* Numbers of the definitions below, plus one, as stages name them. */
enum {
	IV_CALL = 1,
	IV_SCREEN,
	IV_CODING,
	IV_DESIGN,
	IV_VALUES,
	IV_MANAGER,
	IV_DEBRIEF,
	IV_ARCHITECTURE,
	IV_SQL,
	IV_CASE,
	IV_PORTFOLIO,
	IV_EXERCISE,
	IV_SENSE,
	IV_STAKEHOLDERS,
	IV_ROLEPLAY,
	IV_PIPELINE,
	IV_TEAM,
	IV_TASK,
	IV_SESSION,
	IV_COFFEE
};

#define LEADS                                          \
	{ "New Lead", STAGE_LEAD, GROUP_LEAD, { 0 } }, \
	{                                              \
		"Reached Out", STAGE_LEAD, GROUP_LEAD, \
		{                                      \
			0                              \
		}                                      \
	}
#define REVIEW                                                    \
	{                                                         \
		"Application Review", STAGE_SCREEN, GROUP_REVIEW, \
		{                                                 \
			0                                         \
		}                                                 \
	}
#define CALL                                                  \
	{                                                     \
		"Recruiter Call", STAGE_ACTIVE, GROUP_SCREEN, \
		{                                             \
			IV_CALL                               \
		}                                             \
	}
#define ENDING                                                                                      \
	{ "Offer", STAGE_OFFER, GROUP_OFFER, { 0 } }, { "Hired", STAGE_HIRED, GROUP_HIRED, { 0 } }, \
	{                                                                                           \
		"Archived", STAGE_ARCHIVED, GROUP_ARCHIVED,                                         \
		{                                                                                   \
			0                                                                           \
		}                                                                                   \
	}

const struct plan plans[] = {
	{ "Engineering", false, 10,
		{ LEADS, REVIEW, CALL, { "Tech Screen", STAGE_ACTIVE, GROUP_SCREEN, { IV_SCREEN } },
			{ "Onsite", STAGE_ACTIVE, GROUP_LOOP,
				{ IV_CODING, IV_DESIGN, IV_VALUES, IV_MANAGER } },
			{ "Debrief", STAGE_ACTIVE, GROUP_LOOP, { IV_DEBRIEF } }, ENDING } },
	{ "Engineering, senior", false, 11,
		{ LEADS, REVIEW, CALL, { "Tech Screen", STAGE_ACTIVE, GROUP_SCREEN, { IV_SCREEN } },
			{ "Architecture", STAGE_ACTIVE, -1, { IV_ARCHITECTURE } },
			{ "Onsite", STAGE_ACTIVE, GROUP_LOOP, { IV_CODING, IV_VALUES, IV_MANAGER } },
			{ "Debrief", STAGE_ACTIVE, GROUP_LOOP, { IV_DEBRIEF } }, ENDING } },
	{ "Data", false, 10,
		{ LEADS, REVIEW, CALL, { "SQL Screen", STAGE_ACTIVE, GROUP_SCREEN, { IV_SQL } },
			{ "Case Study", STAGE_ACTIVE, GROUP_LOOP, { IV_CASE, IV_STAKEHOLDERS } },
			{ "Values", STAGE_ACTIVE, GROUP_LOOP, { IV_VALUES } }, ENDING } },
	{ "Design", false, 10,
		{ LEADS, REVIEW, CALL, { "Portfolio", STAGE_ACTIVE, GROUP_SCREEN, { IV_PORTFOLIO } },
			{ "Design Exercise", STAGE_ACTIVE, GROUP_LOOP, { IV_EXERCISE, IV_VALUES } },
			{ "Team", STAGE_ACTIVE, GROUP_LOOP, { IV_TEAM } }, ENDING } },
	{ "Product", false, 10,
		{ LEADS, REVIEW, CALL, { "Product Sense", STAGE_ACTIVE, GROUP_SCREEN, { IV_SENSE } },
			{ "Panel", STAGE_ACTIVE, GROUP_LOOP, { IV_CASE, IV_STAKEHOLDERS, IV_VALUES } },
			{ "Founder Coffee", STAGE_ACTIVE, -1, { IV_COFFEE } }, ENDING } },
	{ "Sales", false, 9,
		{ LEADS, REVIEW, CALL,
			{ "Role Play", STAGE_ACTIVE, GROUP_LOOP, { IV_ROLEPLAY, IV_PIPELINE } },
			{ "Team", STAGE_ACTIVE, GROUP_LOOP, { IV_TEAM } }, ENDING } },
	{ "Operations", false, 9,
		{ LEADS, REVIEW, CALL, { "Task", STAGE_ACTIVE, GROUP_SCREEN, { IV_TASK } },
			{ "Working Session", STAGE_ACTIVE, GROUP_LOOP, { IV_SESSION, IV_VALUES } },
			ENDING } },
	{ "Early careers", false, 7, { LEADS, REVIEW, CALL, ENDING } },
	{ "Engineering (2024)", true, 8,
		{ LEADS, REVIEW, CALL, { "Onsite", STAGE_ACTIVE, GROUP_LOOP, { IV_CODING, IV_MANAGER } },
			ENDING } },
};
const unsigned plan_count = COUNT(plans);
const unsigned family_plans[FAMILY_COUNT] = { 0, 2, 3, 4, 5, 6 };

const struct interview interviews[] = {
	{ "Recruiter call", "First call", 30, 1, 1, true, false, false, -1, 0 },
	{ "Tech screen", NULL, 60, 1, 0, true, false, false, -1, 1 },
	{ "Onsite: coding", "Coding", 60, 1, 0, true, false, false, -1, 1 },
	{ "Onsite: system design", "System design", 60, 2, 0, true, false, false, -1, 2 },
	{ "Onsite: values", "Values", 45, 1, 2, true, false, false, -1, -1 },
	{ "Onsite: hiring manager", "Meet your manager", 45, 1, 2, true, false, false, -1, -1 },
	{ "Debrief", NULL, 30, 3, 2, false, true, false, -1, -1 },
	{ "Architecture deep dive", NULL, 75, 2, 0, true, false, false, -1, 2 },
	{ "SQL and modelling", NULL, 60, 1, 0, true, false, false, -1, -1 },
	{ "Case study", "Case", 90, 2, 3, true, false, false, -1, 2 },
	{ "Portfolio review", "Portfolio", 60, 2, 3, true, false, false, -1, -1 },
	{ "Design exercise", NULL, 60, 1, 3, true, false, false, -1, 1 },
	{ "Product sense", NULL, 60, 1, 3, true, false, false, -1, -1 },
	{ "Stakeholder panel", "Panel", 45, 3, 2, true, false, false, -1, -1 },
	{ "Role play", NULL, 45, 2, 3, true, false, false, -1, 2 },
	{ "Pipeline review", NULL, 45, 1, 3, true, false, false, -1, -1 },
	{ "Team conversation", "Meet the team", 30, 3, 2, false, false, false, -1, -1 },
	{ "Task walk-through", NULL, 45, 1, 3, true, false, false, -1, -1 },
	{ "Working session", NULL, 60, 2, 3, true, false, false, -1, 1 },
	{ "Founder coffee ☕", "Coffee with a founder", 30, 1, 2, false, false, false, -1, -1 },
	{ "Backend Engineer: reading code", NULL, 45, 1, 0, true, false, false, 0, 1 },
	{ "Product Designer: whiteboard", NULL, 60, 1, 3, true, false, false, 2, -1 },
	{ "SENIOR FULL STACK ENGINEER interview ", NULL, 60, 1, 0, true, false, true, 1, -1 },
	{ "[Old] Whiteboard", NULL, 60, 1, 0, true, false, true, -1, -1 },
	{ "[Old] Brain teasers", NULL, 30, 1, 0, false, false, true, -1, -1 },
};
const unsigned interview_count = COUNT(interviews);

const char *const instructions_html[] = {
	"<h2>Before the call</h2><p>Read the <strong>resume</strong> and the answers of the form. The "
	"candidate&rsquo;s time "
	"counts: start on the minute.</p><ul><li>why now, why us</li><li>notice period, work permit, "
	"place</li><li>what they "
	"expect to be paid &amp; what they know of our band</li></ul><h3>Never</h3><p>Do not ask for age, "
	"family, health or "
	"faith. See <a href=\"https://handbook.example.test/hiring\" target=\"_blank\" rel=\"noopener\">the "
	"handbook</a>.</p>",
	"<h2>How it runs</h2><p>Share the pad five minutes early. The candidate may use any "
	"language.</p><h3>Agenda</h3><ul>"
	"<li>5 min: introductions</li><li>45 min: the problem, with <em>their</em> tests</li><li>10 min: "
	"their questions</li>"
	"</ul><p>Give hints early. We look for how somebody thinks aloud, not for the trick.</p><p></p>",
	"<h1>Depth over breadth</h1><p>Pick one system they built. Follow it down until it gets hard, then "
	"ask what they would "
	"do with twice the load and half the people.</p><p>Write your <strong>evidence</strong> first and "
	"your verdict last "
	"&mdash; within 24 hours.</p>",
};
const char *const instructions_plain[] = {
	"BEFORE THE CALL\n\nRead the resume and the answers of the form. The candidate’s time counts: start "
	"on the minute.\n\n"
	" - why now, why us\n - notice period, work permit, place\n - what they expect to be paid & what "
	"they know of our band"
	"\n\n\nNEVER\n\nDo not ask for age, family, health or faith. See the handbook "
	"https://handbook.example.test/hiring.",
	"HOW IT RUNS\n\nShare the pad five minutes early. The candidate may use any "
	"language.\n\n\nAGENDA\n\n - 5 min: "
	"introductions\n - 45 min: the problem, with their tests\n - 10 min: their questions\n\nGive hints "
	"early. We look for "
	"how somebody thinks aloud, not for the trick.",
	"DEPTH OVER BREADTH\n\nPick one system they built. Follow it down until it gets hard, then ask what "
	"they would do with "
	"twice the load and half the people.\n\nWrite your evidence first and your verdict last — within 24 "
	"hours.",
};
const unsigned instruction_count = COUNT(instructions_html);

/* In the order of their age. The first one is open from the beginning: it takes whom no other job would. */
const struct job_title job_titles[] = {
	{ "Backend Engineer", FAMILY_ENGINEERING, 1, 1, "FullTime", "Open", 10, 9, 1 },
	{ "[Old] SENIOR FULL STACK ENGINEER ", FAMILY_ENGINEERING, 0, 1, "FullTime", "Archived", 5, 1, 8 },
	{ "Product Designer", FAMILY_DESIGN, 4, 2, "FullTime", "Open", 6, 4, -1 },
	{ "Sales Lead DACH", FAMILY_SALES, 6, 1, "FullTime", "Open", 4, 1, -1 },
	{ "Frontend Engineer", FAMILY_ENGINEERING, 0, 4, "FullTime", "Closed", 7, 2, -1 },
	{ "Office Manager", FAMILY_OPERATIONS, 8, 3, "PartTime", "Archived", 0, 0, -1 },
	{ "Data Analyst", FAMILY_DATA, 2, 3, "FullTime", "Open", 5, 3, -1 },
	{ "Site Reliability Engineer", FAMILY_ENGINEERING, 1, 4, "FullTime", "Open", 6, 4, 1 },
	{ "機械学習エンジニア (Machine Learning Engineer)", FAMILY_DATA, 2, 6, "FullTime", "Open", 4, 1, -1 },
	{ "Customer Support Specialist", FAMILY_OPERATIONS, 9, 3, "Contract", "Closed", 5, 3, -1 },
	{ "Product Manager, Payments", FAMILY_PRODUCT, 3, 9, "FullTime", "Open", 5, 1, -1 },
	{ "Growth Marketing Manager 🚀", FAMILY_SALES, 7, 2, "FullTime", "Open", 4, 1, -1 },
	{ "Working Student, Finance", FAMILY_OPERATIONS, 10, 1, "PartTime", "Open", 3, 1, 7 },
	{ "Engineering Manager, Platform", FAMILY_ENGINEERING, 1, 1, "FullTime", "Draft", 0, 1, 1 },
	{ "Staff Engineer, Storage", FAMILY_ENGINEERING, 1, 4, "FullTime", "Open", 4, 1, 0 },
	{ "Account Executive, Brasil (São Paulo)", FAMILY_SALES, 6, 10, "FullTime", "Open", 4, 2, -1 },
	{ "Fullstack Developer", FAMILY_ENGINEERING, 0, 7, "Temporary", "Closed", 4, 2, -1 },
	{ "Design Intern", FAMILY_DESIGN, 4, 2, "Intern", "Open", 3, 1, 7 },
	{ "Analytics Engineer", FAMILY_DATA, 2, 4, "FullTime", "Open", 4, 1, -1 },
	{ "Head of People", FAMILY_OPERATIONS, 8, 1, "FullTime", "Closed", 2, 1, -1 },
	{ "Security Engineer", FAMILY_ENGINEERING, 1, 9, "FullTime", "Open", 4, 1, 1 },
	{ "Customer Success Manager", FAMILY_SALES, 6, 2, "FullTime", "Open", 4, 2, -1 },
	{ "Technical Writer", FAMILY_PRODUCT, 11, 4, "FullTime", "Open", 3, 1, -1 },
	{ "Accountant", FAMILY_OPERATIONS, 10, 3, "FullTime", "Open", 3, 1, -1 },
};
const unsigned job_title_count = COUNT(job_titles);

const struct location *location_at(unsigned location)
{
	/* Of a location that a request has made no more is known than what the request wrote. */
	static const struct location elsewhere = { .name = "", .parent = -1, .currency = "EUR" };

	return location < location_count ? &locations[location] : &elsewhere;
}
