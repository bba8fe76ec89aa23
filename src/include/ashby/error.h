/*
 * error.h: how every function of libashby says that something went wrong.
 *
 * Functions return enum ashby_error (0 is success) and, where they take one, fill a struct ashby_err with the
 * details. Out-parameters are untouched on failure. Nothing here prints, exits or aborts.
 */
#ifndef ASHBY_ERROR_H
#define ASHBY_ERROR_H

enum ashby_error {
	ASHBY_OK = 0,
	ASHBY_ENOMEM,     /* an allocation failed, or a buffer's stated maximum was reached */
	ASHBY_EUSAGE,     /* the caller gave something wrong: a parameter's name, type or value */
	ASHBY_ECONFIG,    /* the configuration cannot be used: file, line, or a refused set-up */
	ASHBY_EKEY,       /* no API key can be had from the configured source */
	ASHBY_EAUTH,      /* 401, or 403 for a wrong or disabled key: all traffic with that key stops */
	ASHBY_EPERM,      /* the key is right but lacks the endpoint's permission */
	ASHBY_EAPI,       /* the API said no: success is false */
	ASHBY_ERATE,      /* 429, after every allowed wait */
	ASHBY_ENET,       /* the server could not be reached, or the connection broke */
	ASHBY_ETLS,       /* the server's certificate could not be verified; never retried */
	ASHBY_ETIMEOUT,   /* no answer in time, or slower than the floor */
	ASHBY_ESERVER,    /* 5xx, 408, a redirect or another status that should not be */
	ASHBY_EREPLY,     /* a complete reply that is not Ashby's: not JSON, odd root, no boolean success */
	ASHBY_ELIMIT,     /* a limit was passed: bytes, depth, width, nodes, pages */
	ASHBY_ECANCELLED, /* cancelled by the caller, or its scope has died */
	ASHBY_EREFUSED,   /* refused before sending: a write without a way to leave, a read-only account */
	ASHBY_ELOCAL,     /* a local file or output failed */
	ASHBY_EUNKNOWN,   /* a write may or may not have been applied */
	ASHBY_ERROR_COUNT
};

/*
 * Details of one failure. code, request_id and parts of message may come from the server: they are text from
 * outside and pass the sanitiser (text.h) before they reach a terminal. Always NUL-terminated, cut if too long.
 */
struct ashby_err {
	enum ashby_error error;
	int http;            /* status of the reply, 0 if there was none */
	int retry_after_s;   /* seconds that the server asked to wait, clamped to 1..300; 0 if it did not */
	char code[80];       /* errorInfo.code, or "" */
	char request_id[80]; /* x-ashby-request-id or errorInfo.requestId, or "" */
	char message[600];   /* one sentence, lower case, no full stop */
};

/* The name of an error as the headless tool prints it ("usage", "network", ...); never NULL. */
const char *ashby_error_name(enum ashby_error error);

/* Sets error and message (printf-like; err may be NULL) and clears the rest. Returns error. */
enum ashby_error ashby_err_set(struct ashby_err *err, enum ashby_error error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
