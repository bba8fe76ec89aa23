/* log.h: the file of --log: a line for each call that has ended. Ids, times and outcomes; no bodies, no names, no key. */
#ifndef LOG_H
#define LOG_H

#include <stdint.h>
#include <ashby/client.h>

#define LOG_CALLS 512 /* more than the calls that the client remembers */

struct call_log {
	int fd;                      /* -1: none */
	uint64_t written[LOG_CALLS]; /* serial + 1 of the call last written in each slot */
};

/* Opens for appending, made 0600. ASHBY_ELOCAL. */
enum ashby_error log_open(struct call_log *log, const char *path, struct ashby_err *err);
/* Writes the calls that have ended since the last time. */
void log_calls(struct call_log *log, const struct ashby_client *client);
void log_close(struct call_log *log);

#endif
