/* param.h: one parameter's value: from text as people type it, and whether JSON fits it. */
#ifndef ASHBY_PARAM_H
#define ASHBY_PARAM_H

#include <stdint.h>
#include "ashby/buf.h"
#include "ashby/catalog.h"

/*
 * Appends the JSON of a value given as text ("3", "-7d", "open") to out, in the parameter's type and
 * spelling. ASHBY_EUSAGE: err names the parameter, what was given, what is allowed.
 */
enum ashby_error ashby__param_convert(const struct ashby_param *param, const char *text, int64_t now_ms,
	struct ashby_buf *out, struct ashby_err *err);
/*
 * Whether a JSON value fits: type, allowed values, range, null. What is right but for its form (an allowed value in
 * another case, one value for an array of one, a date where milliseconds are wanted) fits too: then its right form
 * is appended to spelt, which stays empty otherwise. Errors as above.
 */
enum ashby_error ashby__param_check(const struct ashby_param *param, struct ashby_value value,
	struct ashby_buf *spelt, struct ashby_err *err);

#endif
