/* log.c: one line a call, appended. Knows the client's list of calls, nothing of what was in them. */
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <ashby/ashby.h>

enum ashby_error log_open(struct call_log *log, const char *path, struct ashby_err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW, 0600);

	if (fd < 0)
		return ashby_err_set(
			err, ASHBY_ELOCAL, "cannot open the log '%s': %s", path, strerror(errno));
	log->fd = fd;
	return ASHBY_OK;
}

static void add_line(struct ashby_buf *out, const struct ashby_activity *call)
{
	char started[25];
	struct ashby_buf text;

	ashby_date_iso(call->started_ms, started);
	ashby_buf_init(&text, 4096);
	ashby_buf_addf(&text, "%s %s %s http=%d tries=%d ms=%lld bytes=%zu", started, call->endpoint,
		ashby_error_name(call->error), call->http, call->tries, (long long)call->elapsed_ms,
		call->bytes);
	if (*call->code)
		ashby_buf_addf(&text, " code=%s", call->code);
	if (*call->request_id)
		ashby_buf_addf(&text, " request=%s", call->request_id);
	/* Code and request id are the server's words. */
	ashby_text_clean(out, ashby_text_of(text.data, text.len), ASHBY_TEXT_LINE, NULL);
	ashby_buf_addc(out, '\n');
	ashby_buf_release(&text);
}

void log_calls(struct call_log *log, const struct ashby_client *client)
{
	struct ashby_activity call;
	struct ashby_buf lines;

	if (log->fd < 0)
		return;
	ashby_buf_init(&lines, 1 << 20);
	for (size_t i = 0; ashby_client_activity(client, i, &call); i++) {
		uint64_t *slot = &log->written[call.serial % LOG_CALLS];

		if (call.state != ASHBY_DONE || *slot == call.serial + 1)
			continue;
		*slot = call.serial + 1;
		add_line(&lines, &call);
	}
	/* A log that cannot be written stops nothing. */
	if (lines.len && write(log->fd, lines.data, lines.len) < 0)
		log_close(log);
	ashby_buf_release(&lines);
}

void log_close(struct call_log *log)
{
	if (log->fd >= 0)
		close(log->fd);
	log->fd = -1;
}
