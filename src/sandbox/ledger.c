/* ledger.c: lines of JSON, appended and flushed one by one. Knows nothing of HTTP. */
#include "ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ashby/date.h"
#include "ashby/record.h"
#include "out.h"

struct ledger_file {
	int fd;
	struct ashby_buf line;
};

enum ashby_error ledger_open(struct ledger_file **out, const char *path, struct ashby_err *err)
{
	struct ledger_file *ledger = calloc(1, sizeof(*ledger));

	if (!ledger)
		return ASHBY_ENOMEM;
	ashby_buf_init(&ledger->line, ASHBY_BUF_MAX);
	ledger->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (ledger->fd < 0) {
		free(ledger);
		return ashby_err_set(err, ASHBY_ELOCAL, "cannot write '%s': %s", path, strerror(errno));
	}
	*out = ledger;
	return ASHBY_OK;
}

void ledger_close(struct ledger_file *ledger)
{
	if (!ledger)
		return;
	close(ledger->fd);
	ashby_buf_release(&ledger->line);
	free(ledger);
}

/* As JSON if it is an object, else as a string. */
static void put_body(struct ashby_buf *line, const struct ashby_buf *body)
{
	struct ashby_record *record = NULL;
	struct ashby_text text = ashby_text_of(body->data, body->len);

	if (ashby_record_parse(&record, text, NULL, NULL)) {
		out_bytes(line, "body", body->data, body->len);
		return;
	}
	/* A body may be written over several lines: the ledger has one a request. */
	out_raw(line, "body", "");
	ashby_value_print(line, ashby_record_root(record), 0);
	ashby_record_unref(record);
}

void ledger_write(struct ledger_file *ledger, const struct ledger_entry *entry)
{
	struct ashby_buf *line;
	size_t done = 0;

	if (!ledger)
		return;
	line = &ledger->line;
	ashby_buf_clear(line);
	out_object(line, NULL);
	out_time(line, "time", ashby_clock_now());
	out_text(line, "endpoint", entry->endpoint);
	put_body(line, entry->body);
	out_text(line, "fault", entry->fault);
	out_bool(line, "acted", entry->acted);
	out_bool(line, "applied", entry->applied);
	out_bool(line, "notified", entry->notified);
	out_int(line, "status", entry->status);
	out_text(line, "code", entry->code);
	out_text(line, "requestId", entry->request_id);
	out_close(line, '}');
	ashby_buf_addc(line, '\n');
	while (!line->error && done < line->len) {
		ssize_t n = write(ledger->fd, line->data + done, line->len - done);

		if (n < 0 && errno != EINTR)
			return;
		done += n > 0 ? (size_t)n : 0;
	}
}
