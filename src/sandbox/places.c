/* places.c: departments, locations and titles of jobs by number, whether the organisation began with them or a request made them. */
#include <stdio.h>

#include "edits.h"
#include "records.h"

const char *location_name(const struct call *c, unsigned location, char *text, size_t size)
{
	snprintf(text, size, "%s", location_at(location)->name);
	edits_text(c->world, id_of(KIND_LOCATION, location, 0), "name", text, size);
	return text;
}

const char *department_name(const struct call *c, unsigned department, char *text, size_t size)
{
	snprintf(text, size, "%s", department < department_count ? departments[department].name : "");
	edits_text(c->world, id_of(KIND_DEPARTMENT, department, 0), "name", text, size);
	return text;
}

int department_parent(const struct call *c, unsigned department)
{
	int told = department < department_count ? departments[department].parent : -1;

	return (int)edits_int(c->world, id_of(KIND_DEPARTMENT, department, 0), ".parent", told);
}

const char *job_name(const struct call *c, uint32_t job, char *text, size_t size)
{
	snprintf(text, size, "%s", c->world->jobs[job].title->title);
	edits_text(c->world, id_of(KIND_JOB, job, 0), "title", text, size);
	return text;
}
