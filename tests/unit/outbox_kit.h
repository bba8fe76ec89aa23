/*
 * outbox_kit.h: what the tests of the outbox share: a state folder of their own, an outbox on a scripted server, what was
 * settled, and a look into the file by SQL. A test includes it once, after cmocka.h.
 */
#ifndef TEST_OUTBOX_KIT_H
#define TEST_OUTBOX_KIT_H

#include <ftw.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ashby/account.h"
#include "ashby/date.h"
#include "ashby/outbox.h"
#include "session_kit.h"

#define BOX_ACCOUNT "acme"
#define NOTE "{\"candidateId\":\"00000000-0000-4000-8000-000000000001\",\"note\":\"called\"}"
#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-ashby-request-id: 01REQ\r\n"
#define CONFIRM JSON_HEAD "Content-Length: 42\r\n\r\n{\"success\":true,\"results\":{\"id\":\"note-1\"}}"

struct box {
	struct kit kit;
	struct ashby_outbox *outbox;
	char folder[300]; /* XDG_STATE_HOME */
	char file[400];   /* outbox.db */
};

/* What a callback was told. */
struct told {
	int count;
	enum ashby_intent_state state;
	bool sent, before, other, reply;
	struct ashby_err err, trouble;
	char id[ASHBY_INTENT_ID], request_id[80];
};

static inline void box_told(void *arg, const struct ashby_settled *settled)
{
	struct told *told = arg;

	told->count++;
	told->state = settled->state;
	told->sent = settled->sent;
	told->before = settled->before;
	told->other = settled->other;
	told->reply = settled->reply != NULL;
	told->err = settled->err;
	told->trouble = settled->trouble;
	snprintf(told->id, sizeof(told->id), "%s", settled->id);
	snprintf(told->request_id, sizeof(told->request_id), "%s", settled->request_id);
}

static inline int box_remove(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

/* ---- life ---- */

static inline void box_folder(struct box *box)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(box->folder, sizeof(box->folder), "%.200s/ashby-outbox-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(box->folder));
	setenv("XDG_STATE_HOME", box->folder, 1);
	snprintf(box->file, sizeof(box->file), "%s/ashby-tui/" BOX_ACCOUNT "/outbox.db", box->folder);
}

static inline void box_open(struct box *box)
{
	struct ashby_err err;

	if (ashby_outbox_open(&box->outbox, BOX_ACCOUNT, &err))
		fail_msg("open: %s", err.message);
	assert_int_equal(ashby_outbox_attach(box->outbox, box->kit.loop, box->kit.client, NULL), ASHBY_OK);
}

static inline void box_init(struct box *box, bool on_unix)
{
	memset(box, 0, sizeof(*box));
	box_folder(box);
	kit_init(&box->kit, on_unix, NULL);
	box_open(box);
}

static inline void box_reopen(struct box *box)
{
	ashby_outbox_free(box->outbox);
	box_open(box);
}

static inline void box_release(struct box *box)
{
	ashby_outbox_free(box->outbox);
	kit_release(&box->kit);
	nftw(box->folder, box_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- writes ---- */

static inline enum ashby_error box_try(
	struct box *box, const char *once, struct told *told, struct ashby_err *err)
{
	const struct ashby_write write = { .endpoint = "candidate.createNote", .body = NOTE, .once = once };
	char id[ASHBY_INTENT_ID] = "";
	enum ashby_error error;

	memset(told, 0, sizeof(*told));
	error = ashby_outbox_send(box->outbox, &write, id, box_told, told, err);
	assert_int_equal(told->count, 0);
	memcpy(told->id, id, sizeof(id));
	return error;
}

static inline void box_send(struct box *box, const char *once, struct told *told)
{
	struct ashby_err err;

	if (box_try(box, once, told, &err))
		fail_msg("send: %s", err.message);
	assert_int_equal(strlen(told->id), ASHBY_INTENT_ID - 1);
}

static inline void box_wait(struct box *box, const struct told *told)
{
	while (!told->count)
		assert_int_equal(ashby_loop_turn(box->kit.loop, -1), ASHBY_OK);
	assert_int_equal(told->count, 1);
}

/* How often the server got this endpoint. */
static inline size_t box_posts(const struct box *box, const char *endpoint)
{
	size_t i, count = 0;

	for (i = 0; i < box->kit.server.request_count; i++)
		count += strstr(box->kit.server.requests[i], endpoint) != NULL;
	return count;
}

/* ---- the file ---- */

/* The first column of the first row, as text; "" if there is none. In a buffer that the next look overwrites. */
static inline const char *box_look(const struct box *box, const char *sql)
{
	static char out[4096];
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;

	out[0] = '\0';
	assert_int_equal(sqlite3_open(box->file, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
		snprintf(out, sizeof(out), "%s", (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return out;
}

/* ---- whole writes ---- */

#define FAIL_AT_ONCE \
	JSON_HEAD "Content-Length: 54\r\n\r\n{\"success\":false,\"errorInfo\":{\"code\":\"invalid_input\"}}"

static const struct script box_confirm[] = { { CONFIRM, 0, SERVER_STAY } };
static const struct script box_refuse[] = { { FAIL_AT_ONCE, 0, SERVER_STAY } };
static const struct script box_cut[] = { { NULL, 0, SERVER_CLOSE | SERVER_STAY } };

static inline void box_sql(const struct box *box, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static inline void box_sql(const struct box *box, const char *format, ...)
{
	char sql[1000], *problem = NULL;
	sqlite3 *db = NULL;
	va_list ap;

	va_start(ap, format);
	vsnprintf(sql, sizeof(sql), format, ap);
	va_end(ap);
	assert_int_equal(sqlite3_open(box->file, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK)
		fail_msg("%s: %s", sql, problem);
	sqlite3_close(db);
}

static inline void box_do(struct box *box, const struct script *script, const char *once, struct told *told)
{
	server_script(&box->kit.server, script, 1);
	box_send(box, once, told);
	box_wait(box, told);
}

/* A number that belonged to a process, and to none now. */
static inline pid_t dead_pid(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return pid;
}

#endif
