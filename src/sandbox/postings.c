/* postings.c: job postings as a careers page has them. Knows nothing of HTTP. */
#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "edits.h"
#include "overlay.h"
#include "records.h"

static const struct job *job_at(const struct call *c, uint32_t index)
{
	return &c->world->jobs[index];
}

/* ---- postings: one for a job that is or was open, a second one for a few, in another place ---- */

unsigned posting_count(const struct job *job, uint32_t index)
{
	if (job->fresh || strcmp(job->status, "Open") != 0)
		return 0;
	return index % 5 == 2 ? 2 : 1;
}

static bool is_listed(uint32_t job, unsigned posting)
{
	return posting == 0 && job % 7 != 3;
}

/* ---- postings ---- */

static void posting_title(const struct call *c, uint32_t job, unsigned posting, char *text, size_t size)
{
	char name[180];

	snprintf(text, size, "%s%s", job_name(c, job, name, sizeof(name)), posting ? " (remote)" : "");
}

static unsigned posting_location(const struct call *c, uint32_t job, unsigned posting)
{
	return posting ? 4 : job_at(c, job)->title->location;
}

static void put_posting_place(struct call *c, uint32_t job, unsigned posting)
{
	unsigned department = job_at(c, job)->title->department, location = posting_location(c, job, posting);
	int parent = department_parent(c, department);
	char name[200];

	out_text(c->out, "departmentName",
		department_name(c, parent >= 0 ? (unsigned)parent : department, name, sizeof(name)));
	out_text(c->out, "teamName", department_name(c, department, name, sizeof(name)));
	out_text(c->out, "locationName", location_name(c, location, name, sizeof(name)));
	out_object(c->out, "locationIds");
	put_id(c, "primaryLocationId", KIND_LOCATION, location, 0);
	out_array(c->out, "secondaryLocationIds");
	if (job % 3 == 0 && location != 4)
		put_id(c, NULL, KIND_LOCATION, 4, 0);
	out_close(c->out, ']');
	out_close(c->out, '}');
}

static int64_t updated_at(const struct call *c, uint32_t job, unsigned posting)
{
	const struct change *change = overlay_find(c->world, id_of(KIND_POSTING, job, posting));

	return change ? change->at : job_at(c, job)->updated;
}

static void put_links(struct call *c, uint32_t job, unsigned posting)
{
	char id[ID_TEXT + 1], link[160];

	id_print(c->world->seed, id_of(KIND_POSTING, job, posting), id);
	snprintf(link, sizeof(link), "https://jobs.example.test/sandbox/%s", id);
	if (is_listed(job, posting))
		out_text(c->out, "externalLink", link);
	else
		out_null(c->out, "externalLink");
	snprintf(link, sizeof(link), "https://jobs.example.test/sandbox/%s/application", id);
	out_text(c->out, "applyLink", link);
}

static void put_posting(struct call *c, uint32_t index, unsigned posting)
{
	const struct job *job = job_at(c, index);
	const struct location *location = location_at(posting_location(c, index, posting));
	size_t from = c->out->len;
	char title[200];

	posting_title(c, index, posting, title, sizeof(title));
	out_object(c->out, NULL);
	put_id(c, "id", KIND_POSTING, index, posting);
	out_text(c->out, "title", title);
	put_id(c, "jobId", KIND_JOB, index, 0);
	put_posting_place(c, index, posting);
	out_text(c->out, "locationExternalName", location->external);
	out_text(c->out, "workplaceType", location->workplace);
	out_text(c->out, "employmentType", job->title->employment);
	out_bool(c->out, "isListed", is_listed(index, posting));
	out_day(c->out, "publishedDate", job->opened);
	if (index % 4 == 0)
		out_time(c->out, "applicationDeadline", c->world->now + 30 * DAY_MS);
	else
		out_null(c->out, "applicationDeadline");
	put_links(c, index, posting);
	out_text(c->out, "compensationTierSummary", index % 2 ? NULL : "70K – 95K • 0.25% – 1%");
	out_bool(c->out, "shouldDisplayCompensationOnJobBoard", index % 2 == 0);
	out_time(c->out, "updatedAt", updated_at(c, index, posting));
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_POSTING, index, posting), c->out, from);
}

static bool posting_wanted(struct call *c, uint32_t index, unsigned posting)
{
	unsigned department = job_at(c, index)->title->department;
	int parent = department_parent(c, department);
	struct ashby_text location = call_text(c, "location"), wanted = call_text(c, "department");
	char name[200];

	location_name(c, posting_location(c, index, posting), name, sizeof(name));
	if (location.len && !ashby_text_equal(location, ashby_text_str(name)))
		return false;
	department_name(c, department, name, sizeof(name));
	if (wanted.len && !ashby_text_equal(wanted, ashby_text_str(name))) {
		if (parent < 0)
			return false;
		department_name(c, (unsigned)parent, name, sizeof(name));
		if (!ashby_text_equal(wanted, ashby_text_str(name)))
			return false;
	}
	return !call_bool(c, "listedOnly") || is_listed(index, posting);
}

void posting_list(struct call *c)
{
	out_array(c->out, "results");
	for (uint32_t i = 0; i < c->world->job_count; i++)
		for (unsigned n = 0; n < posting_count(job_at(c, i), i); n++)
			if (posting_wanted(c, i, n))
				put_posting(c, i, n);
	out_close(c->out, ']');
}

/* ---- one posting ---- */

static const char opening_plain[] = "We build the software that keeps small power grids steady.";
static const char body_html[] = "<h2>What you will do</h2><p>You join a team of six. You own what you build, "
				"from the first sketch to the pager."
				"</p><ul><li>ship in small steps, every week</li><li>write down "
				"<strong>why</strong>, not only what</li>"
				"<li>talk to the people who use it</li></ul><h2>What we look for</h2><p>Some "
				"years of doing this &amp; the wish to do "
				"it well. Formal degrees are <em>not</em> needed.</p><ul><li>clear "
				"writing</li><li>care for the people who come after"
				" you</li></ul><p></p><p>More in <a href=\"https://handbook.example.test\" "
				"target=\"_blank\" rel=\"noopener\">our "
				"handbook</a>.</p>";
static const char body_plain[] = "WHAT YOU WILL DO\n\nYou join a team of six. You own what you build, from "
				 "the first sketch to the pager.\n\n"
				 " - ship in small steps, every week\n - write down why, not only what\n - "
				 "talk to the people who use it\n\n\n"
				 "WHAT WE LOOK FOR\n\nSome years of doing this & the wish to do it well. "
				 "Formal degrees are not needed.\n\n"
				 " - clear writing\n - care for the people who come after you\n\nMore in our "
				 "handbook https://handbook.example.test.";

static void put_description(struct call *c)
{
	out_text(c->out, "descriptionPlain", body_plain);
	out_text(c->out, "descriptionHtml", body_html);
	out_text(c->out, "descriptionSocial", opening_plain);
	out_object(c->out, "descriptionParts");
	out_object(c->out, "descriptionOpening");
	out_text(c->out, "html", "<p>We build the software that keeps small power grids steady.</p>");
	out_text(c->out, "plain", opening_plain);
	out_close(c->out, '}');
	out_object(c->out, "descriptionBody");
	out_text(c->out, "html", body_html);
	out_text(c->out, "plain", body_plain);
	out_close(c->out, '}');
	out_null(c->out, "descriptionClosing");
	out_close(c->out, '}');
}

static void put_linked_data(struct call *c, uint32_t index, const char *title)
{
	out_object(c->out, "linkedData");
	out_text(c->out, "@type", "JobPosting");
	out_text(c->out, "title", title);
	out_day(c->out, "datePosted", job_at(c, index)->opened);
	out_bool(c->out, "directApply", true);
	out_text(c->out, "employmentType", "FULL_TIME");
	out_close(c->out, '}');
}

static void put_posting_compensation(struct call *c, bool display)
{
	out_object(c->out, "compensation");
	out_text(c->out, "compensationTierSummary", display ? "70K – 95K • 0.25% – 1%" : NULL);
	out_array(c->out, "summaryComponents");
	out_close(c->out, ']');
	out_array(c->out, "compensationTiers");
	out_close(c->out, ']');
	out_bool(c->out, "shouldDisplayCompensationOnJobBoard", display);
	/* The real one sends this spelling too. */
	out_bool(c->out, "shouldDisplayCompensation", display);
	out_close(c->out, '}');
}

void put_posting_detail(struct call *c, const char *key, uint32_t index, unsigned posting)
{
	const struct job *job = job_at(c, index);
	const struct location *location = location_at(posting_location(c, index, posting));
	size_t from = c->out->len;
	char title[200];

	posting_title(c, index, posting, title, sizeof(title));
	out_object(c->out, key);
	put_id(c, "id", KIND_POSTING, index, posting);
	out_text(c->out, "title", title);
	put_description(c);
	put_posting_place(c, index, posting);
	put_id(c, "jobId", KIND_JOB, index, 0);
	put_linked_data(c, index, title);
	out_day(c->out, "publishedDate", job->opened != ASHBY_NO_TIME ? job->opened : job->created);
	out_null(c->out, "applicationDeadline");
	out_bool(c->out, "isRemote", posting_location(c, index, posting) == 4);
	out_text(c->out, "workplaceType", location->workplace);
	out_text(c->out, "employmentType", job->title->employment);
	put_form(c, "applicationFormDefinition", FORM_APPLICATION);
	out_array(c->out, "surveyFormDefinitions");
	out_close(c->out, ']');
	out_bool(c->out, "isListed", is_listed(index, posting));
	put_links(c, index, posting);
	put_posting_compensation(c, index % 2 == 0);
	out_time(c->out, "updatedAt", updated_at(c, index, posting));
	if (call_lists(c, "expand", "job", false))
		put_job(c, "job", index);
	out_close(c->out, '}');
	edits_show(c->world, id_of(KIND_POSTING, index, posting), c->out, from);
	edits_show(c->world, id_of(KIND_POSTING, index, posting + POSTING_DETAIL), c->out, from);
}

void posting_info(struct call *c)
{
	struct id id;

	if (call_need(c, "jobPostingId", KIND_POSTING, "job_posting_not_found", &id))
		put_posting_detail(c, "results", id.index, id.sub);
}
