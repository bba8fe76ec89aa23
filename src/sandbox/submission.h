/*
 * submission.h: what a FormSubmission says, held against the definition of its form: paths, required ones, types.
 * Knows nothing of what the form is for.
 */
#ifndef SANDBOX_SUBMISSION_H
#define SANDBOX_SUBMISSION_H

#include "call.h"

/* Fails with invalid_input that names the path where something is wrong; list is the array of {path, value}. */
bool submission_check(struct call *c, struct ashby_value list, const char *place, unsigned form);
/* Of fields[] of a form submission: the value of a path, absent if it was not submitted. */
struct ashby_value submission_value(struct ashby_value list, const char *path);
/* The map from path to value, as it is read back. */
void put_submission(struct call *c, const char *key, struct ashby_value list);

#endif
