/*
 * headless_jobs.h: what a table of jobs shows that no job says: the names of its department and location, openings filled
 * and in all, active applications. Read before the first row is printed.
 */
#ifndef HEADLESS_JOBS_H
#define HEADLESS_JOBS_H

#include <ashby/ashby.h>

struct jobs;

/* Whether results of this type have something to be looked up for. */
bool jobs_wanted(const struct ashby_function *function);

/* err->error is 0, or what stops the whole: what a key may not see is left empty, and said. */
typedef void jobs_fn(void *arg, const struct ashby_err *err);
/* Reads all; fn runs once, never before this has returned. NULL and err if it cannot begin. */
struct jobs *jobs_new(struct ashby_scope *scope, jobs_fn *fn, void *arg, struct ashby_err *err);
void jobs_free(struct jobs *jobs); /* accepts NULL */

/* The same jobs with a member "shown" {department, location, openings, active}; the caller unrefs the record. */
struct ashby_record *jobs_show(const struct jobs *jobs, struct ashby_value results);

#endif
