/* error.c: names of errors and the filling of struct ashby_err. */
#include "ashby/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* As the headless tool's "code" when the API gave none (DESIGN: usage, config, network, timeout, ...). */
static const char *const names[ASHBY_ERROR_COUNT] = {
	[ASHBY_OK] = "ok",
	[ASHBY_ENOMEM] = "local",
	[ASHBY_EUSAGE] = "usage",
	[ASHBY_ECONFIG] = "config",
	[ASHBY_EKEY] = "config",
	[ASHBY_EAUTH] = "not_authorised",
	[ASHBY_EPERM] = "missing_endpoint_permission",
	[ASHBY_EAPI] = "api",
	[ASHBY_ERATE] = "rate_limit",
	[ASHBY_ENET] = "network",
	[ASHBY_ETLS] = "network",
	[ASHBY_ETIMEOUT] = "timeout",
	[ASHBY_ESERVER] = "server",
	[ASHBY_EREPLY] = "reply",
	[ASHBY_ELIMIT] = "reply",
	[ASHBY_ECANCELLED] = "cancelled",
	[ASHBY_EREFUSED] = "not_forced",
	[ASHBY_ELOCAL] = "local",
	[ASHBY_EUNKNOWN] = "outcome_unknown",
};

const char *ashby_error_name(enum ashby_error error)
{
	if ((unsigned)error >= ASHBY_ERROR_COUNT)
		return "local";
	return names[error];
}

enum ashby_error ashby_err_set(struct ashby_err *err, enum ashby_error error, const char *format, ...)
{
	va_list ap;

	if (!err)
		return error;
	memset(err, 0, sizeof(*err));
	err->error = error;
	va_start(ap, format);
	vsnprintf(err->message, sizeof(err->message), format, ap);
	va_end(ap);
	return error;
}
