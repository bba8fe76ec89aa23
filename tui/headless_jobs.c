/*
 * headless_jobs.c: departments, locations, openings and active applications, each list read to its end (or to where it
 * costs too much), and counted by job. Prints nothing but remarks.
 */
#include "headless_jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "headless.h"

#define ID_MAX 64
/* Of applications there can be tens of thousands: so many pages are read, and what is counted is marked as a part. */
#define APPLICATION_PAGES 20

struct name {
	char id[ID_MAX];
	char *text;
};

struct count {
	char id[ID_MAX]; /* of a job */
	unsigned openings, filled, active;
};

struct source;

struct jobs {
	struct ashby_scope *scope;
	jobs_fn *fn;
	void *arg;
	const struct source *source; /* that is being read */
	struct ashby_pager *pager;
	struct name *names;
	size_t name_count;
	struct count *counts;
	size_t job_count;
	bool unseen[4]; /* by source: the key may not see it */
	bool part;      /* there are more applications than were read */
};

/* ---- what is remembered ---- */

static void copy_id(char to[ID_MAX], struct ashby_text id)
{
	size_t len = id.len < ID_MAX ? id.len : ID_MAX - 1;

	if (len)
		memcpy(to, id.raw, len);
	to[len] = '\0';
}

static const char *name_of(const struct jobs *jobs, struct ashby_text id)
{
	for (size_t i = 0; i < jobs->name_count; i++)
		if (ashby_text_equal(ashby_text_str(jobs->names[i].id), id))
			return jobs->names[i].text;
	return "";
}

/* The counts of a job; a new row of zeros if there is none. */
static struct count *count_of(struct jobs *jobs, struct ashby_text id)
{
	for (size_t i = 0; i < jobs->job_count; i++)
		if (ashby_text_equal(ashby_text_str(jobs->counts[i].id), id))
			return &jobs->counts[i];
	jobs->counts = xrealloc(jobs->counts, (jobs->job_count + 1) * sizeof(*jobs->counts));
	jobs->counts[jobs->job_count] = (struct count){ .openings = 0 };
	copy_id(jobs->counts[jobs->job_count].id, id);
	return &jobs->counts[jobs->job_count++];
}

static void take_name(struct jobs *jobs, struct ashby_value value)
{
	struct ashby_text text = ashby_get_text(value, "name");
	struct name *name;

	jobs->names = xrealloc(jobs->names, (jobs->name_count + 1) * sizeof(*jobs->names));
	name = &jobs->names[jobs->name_count++];
	copy_id(name->id, ashby_get_text(value, "id"));
	name->text = xmalloc(text.len + 1);
	if (text.len)
		memcpy(name->text, text.raw, text.len);
	name->text[text.len] = '\0';
}

static void take_opening(struct jobs *jobs, struct ashby_value value)
{
	struct ashby_value ids = ashby_get(value, "latestVersion.jobIds");
	bool filled = ashby_text_equal(ashby_get_text(value, "openingState"), ashby_text_str("Filled"));

	if (ashby_value_bool(ashby_get(value, "isArchived"), false))
		return;
	for (struct ashby_value id = ashby_value_first(ids); ashby_type(id) != ASHBY_ABSENT;
		id = ashby_value_next(id)) {
		struct count *count = count_of(jobs, ashby_value_text(id));

		count->openings++;
		count->filled += filled;
	}
}

static void take_application(struct jobs *jobs, struct ashby_value value)
{
	struct ashby_text id = ashby_get_text(value, "job.id");

	if (id.len)
		count_of(jobs, id)->active++;
}

/* ---- reading, one list after another ---- */

static const struct source {
	const char *endpoint, *body;
	void (*take)(struct jobs *jobs, struct ashby_value value);
	unsigned pages; /* at most; 0: all */
} sources[] = {
	{ "department.list", "{\"includeArchived\":true}", take_name, 0 },
	{ "location.list", "{\"includeArchived\":true}", take_name, 0 },
	{ "opening.list", "{}", take_opening, 0 },
	{ "application.list", "{\"status\":\"Active\"}", take_application, APPLICATION_PAGES },
};

#define SOURCES (sizeof(sources) / sizeof(sources[0]))

static void next_source(struct jobs *jobs, const struct source *source);

static void forget(struct jobs *jobs)
{
	for (size_t i = 0; i < jobs->name_count; i++)
		free(jobs->names[i].text);
	jobs->name_count = jobs->job_count = 0;
}

static void end(struct jobs *jobs, const struct ashby_err *err)
{
	jobs->fn(jobs->arg, err);
}

/* What a key has no right to see is no reason to show nothing. */
static void on_failure(struct jobs *jobs, const struct ashby_err *err)
{
	if (err->error != ASHBY_EPERM && err->error != ASHBY_EAPI) {
		end(jobs, err);
		return;
	}
	headless_warn("some columns stay empty: %s", err->message);
	jobs->unseen[jobs->source - sources] = true;
	next_source(jobs, jobs->source + 1);
}

static void on_page(void *arg, const struct ashby_reply *reply)
{
	struct jobs *jobs = arg;
	const struct source *source = jobs->source;
	struct ashby_err err;
	bool more;

	if (reply->error) {
		on_failure(jobs, &reply->err);
		return;
	}
	for (struct ashby_value v = ashby_value_first(reply->results); ashby_type(v) != ASHBY_ABSENT;
		v = ashby_value_next(v))
		source->take(jobs, v);
	more = ashby_pager_more(jobs->pager);
	if (more && source->pages && ashby_pager_pages(jobs->pager) >= source->pages) {
		jobs->part = true;
		more = false;
	}
	if (!more)
		next_source(jobs, source + 1);
	else if (ashby_pager_next(jobs->pager, on_page, jobs, &err))
		end(jobs, &err);
}

static enum ashby_error ask(struct jobs *jobs, const struct source *source, struct ashby_err *err)
{
	enum ashby_error error;

	ashby_pager_free(jobs->pager);
	jobs->pager = NULL;
	jobs->source = source;
	error = ashby_pager_new(&jobs->pager, jobs->scope, source->endpoint, source->body, 0, err);
	return error ? error : ashby_pager_next(jobs->pager, on_page, jobs, err);
}

static void next_source(struct jobs *jobs, const struct source *source)
{
	struct ashby_err err = { .error = ASHBY_OK };

	if (source == sources + SOURCES || ask(jobs, source, &err))
		end(jobs, &err);
}

/* ---- public ---- */

bool jobs_wanted(const struct ashby_function *function)
{
	return function && !strcmp(function->result, "[]Job");
}

struct jobs *jobs_new(struct ashby_scope *scope, jobs_fn *fn, void *arg, struct ashby_err *err)
{
	struct jobs *jobs = xcalloc(1, sizeof(*jobs));

	jobs->scope = scope;
	jobs->fn = fn;
	jobs->arg = arg;
	if (!ask(jobs, sources, err))
		return jobs;
	jobs_free(jobs);
	return NULL;
}

void jobs_free(struct jobs *jobs)
{
	if (!jobs)
		return;
	ashby_pager_free(jobs->pager);
	forget(jobs);
	free(jobs->names);
	free(jobs->counts);
	free(jobs);
}

struct showing {
	const struct jobs *jobs;
	struct ashby_buf *out;
};

static void add_shown(const struct jobs *jobs, struct ashby_value job, struct ashby_buf *out)
{
	static const struct count none = { .openings = 0 };
	const struct count *count = &none;
	char words[48];

	for (size_t i = 0; i < jobs->job_count; i++)
		if (ashby_text_equal(ashby_text_str(jobs->counts[i].id), ashby_get_text(job, "id")))
			count = &jobs->counts[i];
	ashby_buf_adds(out, "\"shown\":{");
	json_member(out, "department", ashby_text_str(name_of(jobs, ashby_get_text(job, "departmentId"))));
	json_member(out, "location", ashby_text_str(name_of(jobs, ashby_get_text(job, "locationId"))));
	snprintf(words, sizeof(words), "%u/%u", count->filled, count->openings);
	json_member(out, "openings", ashby_text_str(jobs->unseen[2] ? "-" : words));
	snprintf(words, sizeof(words), "%u%s", count->active, jobs->part ? "+" : "");
	json_member(out, "active", ashby_text_str(jobs->unseen[3] ? "-" : words));
	ashby_buf_addc(out, '}');
}

struct ashby_record *jobs_show(const struct jobs *jobs, struct ashby_value results)
{
	const struct ashby_limits limits = { .bytes = ASHBY_BUF_MAX };
	struct ashby_record *record = NULL;
	struct ashby_buf out;

	ashby_buf_init(&out, ASHBY_BUF_MAX);
	ashby_buf_addc(&out, '[');
	for (struct ashby_value job = ashby_value_first(results); ashby_type(job) != ASHBY_ABSENT;
		job = ashby_value_next(job)) {
		if (out.len > 1)
			ashby_buf_addc(&out, ',');
		ashby_value_print(&out, job, 0);
		/* An object's last brace makes room for one member more. */
		if (ashby_type(job) != ASHBY_OBJECT)
			continue;
		ashby_buf_cut(&out, out.len - 1);
		if (ashby_value_count(job))
			ashby_buf_addc(&out, ',');
		add_shown(jobs, job, &out);
		ashby_buf_addc(&out, '}');
	}
	ashby_buf_addc(&out, ']');
	if (out.error || ashby_record_parse(&record, ashby_text_of(out.data, out.len), &limits, NULL))
		record = NULL;
	ashby_buf_release(&out);
	return record;
}
