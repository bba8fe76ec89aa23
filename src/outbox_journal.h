/*
 * outbox_journal.h: the file of the outbox: opening it with care, and one transaction for each change of an intent.
 * Knows states and evidence, nothing of clients, loops or verdicts. For the outbox family only.
 */
#ifndef ASHBY_OUTBOX_JOURNAL_H
#define ASHBY_OUTBOX_JOURNAL_H

#include "ashby/buf.h"
#include "ashby/outbox.h"
#include "owner.h"

struct sqlite3;

struct ashby__journal {
	struct sqlite3 *db;
	char *path;
	int lock;        /* descriptor of the file that the sender locks */
	unsigned locked; /* how often we have taken it */
	struct ashby__owner self;
	struct ashby_buf notice;
};

/* ---- outbox_file.c ---- */

enum ashby_error ashby__journal_open(
	struct ashby__journal *journal, const char *folder, struct ashby_err *err);
void ashby__journal_close(struct ashby__journal *journal);
/* One sender an account. ASHBY_EREFUSED: another process has it now. Counts. */
enum ashby_error ashby__journal_lock(struct ashby__journal *journal, struct ashby_err *err);
void ashby__journal_unlock(struct ashby__journal *journal);

/* ---- outbox_sql.c ---- */

/* A value for a place in a statement, or a column of a new row. */
struct ashby__bind {
	const char *text; /* NULL and is_text: NULL */
	int64_t number;
	bool is_text;
};
#define BIND_TEXT(s) ((struct ashby__bind){ .text = (s), .is_text = true })
#define BIND_INT(n) ((struct ashby__bind){ .number = (n) })

struct ashby__row; /* what a query is at */
typedef enum ashby_error ashby__row_fn(void *arg, const struct ashby__row *row);

/* Runs one statement; fn (or NULL) gets each row and ends it by an error; *changed (or NULL) gets the rows changed. */
enum ashby_error ashby__sql(struct sqlite3 *db, const char *sql, const struct ashby__bind *binds, int count,
	ashby__row_fn *fn, void *arg, int *changed);
const char *ashby__row_text(const struct ashby__row *row, int column); /* NULL if NULL */
int64_t ashby__row_int(const struct ashby__row *row, int column);
/* A column as it is, to go into another row. */
struct ashby__bind ashby__row_bind(const struct ashby__row *row, int column);
/* The last error of a connection in words. */
void ashby__sql_why(struct sqlite3 *db, char *out, size_t size);
/* ASHBY_ELOCAL (or ENOMEM) with the connection's reason: "cannot VERB the outbox 'PATH': reason". */
enum ashby_error ashby__journal_fail(const struct ashby__journal *journal, enum ashby_error error,
	const char *verb, struct ashby_err *err);

enum ashby_error ashby__db_open(struct sqlite3 **out, const char *path, unsigned flags);
enum db_flags { DB_READ_ONLY = 1 };
void ashby__db_close(struct sqlite3 *db); /* accepts NULL */
/* Whether the last failure says that the file itself is damaged. */
bool ashby__db_damaged(struct sqlite3 *db);
/* Undoes a transaction that is still open. */
void ashby__db_rollback(struct sqlite3 *db);

/* ---- outbox_journal.c ---- */

extern const char ashby__journal_schema[];
#define JOURNAL_VERSION 1

/* A new intent, queued. */
struct ashby__intent_new {
	char id[ASHBY_INTENT_ID];
	const char *fingerprint, *endpoint, *targets, *body, *summary, *once;
	enum ashby_class danger;
};
/* What is recorded under a once key; id "" if nothing is. */
struct ashby__once {
	char id[ASHBY_INTENT_ID];
	enum ashby_intent_state state;
	char request_id[80];
	int64_t changed_ms;
	bool other; /* endpoint or body differ */
};
/* What an attempt brought. */
struct ashby__proof {
	const struct ashby_err *err;                   /* ASHBY_OK: success */
	const char *request_id, *warnings, *result_id; /* or NULL */
	bool sent; /* something of it has left, in this attempt or before */
};

/* Records it, unless something stands in its way under the once key: then once->id says what. */
enum ashby_error ashby__journal_add(struct ashby__journal *journal, const struct ashby__intent_new *intent,
	struct ashby__once *once, struct ashby_err *err);
/* From queued to sending, synced when this returns. Anything but ASHBY_OK: do not send. */
enum ashby_error ashby__journal_sending(
	struct ashby__journal *journal, const char *id, struct ashby_err *err);
/* The state and the evidence of an intent of ours. */
enum ashby_error ashby__journal_settle(struct ashby__journal *journal, const char *id,
	enum ashby_intent_state state, const struct ashby__proof *proof, struct ashby_err *err);
/* Back to queued and ours, by the user's word. ASHBY_ELOCAL if its state has changed meanwhile. */
enum ashby_error ashby__journal_requeue(
	struct ashby__journal *journal, const char *id, struct ashby_err *err);
enum ashby_error ashby__journal_erase(struct ashby__journal *journal, const char *id, struct ashby_err *err);
/* Settles what dead processes have left. Only while the lock is ours. */
enum ashby_error ashby__journal_recover(struct ashby__journal *journal, struct ashby_err *err);
/* Erases what is past its time. */
enum ashby_error ashby__journal_prune(struct ashby__journal *journal, struct ashby_err *err);
/* prefix: NULL for all, else the beginning of an id. */
enum ashby_error ashby__journal_each(struct ashby__journal *journal, const char *prefix, ashby_intent_fn *fn,
	void *arg, struct ashby_err *err);
/* Whether the table has the columns that we ask for. */
bool ashby__journal_readable(struct ashby__journal *journal);
/* Copies what can be read from a damaged file; returns how many. */
size_t ashby__journal_salvage(struct ashby__journal *journal, const char *from);

#endif
