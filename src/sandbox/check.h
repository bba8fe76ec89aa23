/*
 * check.h: whether a request fits the parameters of the catalogue, as strictly as the API: no other spellings, no values
 * outside a list. The same rows describe what a client may send, so nothing is said twice.
 */
#ifndef SANDBOX_CHECK_H
#define SANDBOX_CHECK_H

#include "ashby/catalog.h"
#include "call.h"

/* The whole body of a write; false after call_fail. */
bool check_write(struct call *c);
/*
 * The members of an object inside the body, by rows of the same sort (ended by ASHBY_PARAM_END). place is where the
 * object is: "interviewEvents[0]"; it goes in front of a member's name in what is said.
 */
bool check_members(
	struct call *c, struct ashby_value object, const char *place, const struct ashby_param *params);
/* Fails with invalid_input that names a parameter (copied). Returns false. */
bool check_fail(struct call *c, const char *place, const char *name, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
