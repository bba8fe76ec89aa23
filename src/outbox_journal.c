/*
 * outbox_journal.c: intents as rows: each change of one is one transaction. Knows nothing of how a write is sent or
 * judged.
 */
#include "outbox_journal.h"

#include <stdio.h>
#include <string.h>

#include "ashby/date.h"
#include "sha256.h"
#include "sys.h"

#define DAY_MS ((int64_t)24 * 3600 * 1000)
#define BODIES_MS (7 * DAY_MS)
#define RECEIPTS_MS (90 * DAY_MS)

#define STATES "'draft','held','queued','sending','confirmed','failed','unknown','not-applied','conflict'"

/* snapshot is room for what the target was when the write was made. Columns are never taken away, only added. */
const char ashby__journal_schema[] =
	"CREATE TABLE intent ("
	"sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
	"id TEXT NOT NULL UNIQUE,"
	"state TEXT NOT NULL CHECK (state IN (" STATES ")),"
	"made INTEGER NOT NULL,"
	"made_boot INTEGER NOT NULL,"
	"changed INTEGER NOT NULL,"
	"sent INTEGER,"
	"fingerprint TEXT NOT NULL,"
	"endpoint TEXT NOT NULL,"
	"targets TEXT NOT NULL,"
	"body TEXT,"
	"body_sum TEXT NOT NULL,"
	"snapshot TEXT,"
	"summary TEXT NOT NULL,"
	"class TEXT NOT NULL,"
	"once TEXT,"
	"attempts INTEGER NOT NULL DEFAULT 0,"
	"doubt INTEGER NOT NULL DEFAULT 0," /* an earlier attempt was unknown: no later failure can undo that */
	"owner_pid INTEGER NOT NULL,"
	"owner_start TEXT NOT NULL,"
	"owner_boot TEXT NOT NULL,"
	"error TEXT, http INTEGER, code TEXT, request_id TEXT, message TEXT, warnings TEXT, result_id TEXT"
	") STRICT\0"
	"CREATE INDEX intent_once ON intent (once) WHERE once IS NOT NULL\0"
	"PRAGMA application_id=0x41534F42\0"
	"PRAGMA user_version=1\0";

#define COLUMNS                                                                                      \
	"id, sequence, state, made, changed, sent, fingerprint, endpoint, targets, body, body_sum, " \
	"summary, class, "                                                                           \
	"once, attempts, error, http, code, request_id, message, warnings, result_id"

/* ---- names ---- */

static const char *const state_names[ASHBY_INTENT_STATES] = {
	[ASHBY_INTENT_DRAFT] = "draft",
	[ASHBY_INTENT_HELD] = "held",
	[ASHBY_INTENT_QUEUED] = "queued",
	[ASHBY_INTENT_SENDING] = "sending",
	[ASHBY_INTENT_CONFIRMED] = "confirmed",
	[ASHBY_INTENT_FAILED] = "failed",
	[ASHBY_INTENT_UNKNOWN] = "unknown",
	[ASHBY_INTENT_NOT_APPLIED] = "not-applied",
	[ASHBY_INTENT_CONFLICT] = "conflict",
};

static const char *const class_names[] = { "", "A", "B", "C" };

const char *ashby_intent_state_name(enum ashby_intent_state state)
{
	return (unsigned)state < ASHBY_INTENT_STATES ? state_names[state] : "unknown";
}

/* What cannot be read is taken for the state that asks for most care. */
static enum ashby_intent_state state_of(const char *name)
{
	int i;

	for (i = 0; name && i < ASHBY_INTENT_STATES; i++)
		if (!strcmp(state_names[i], name))
			return (enum ashby_intent_state)i;
	return ASHBY_INTENT_UNKNOWN;
}

static enum ashby_class class_of(const char *name)
{
	size_t i;

	for (i = 0; name && i < sizeof(class_names) / sizeof(*class_names); i++)
		if (!strcmp(class_names[i], name))
			return (enum ashby_class)i;
	return ASHBY_CLASS_C;
}

static void sum_of(const char *body, char out[static 65])
{
	uint8_t sum[32];
	size_t i;

	ashby__sha256(body, strlen(body), sum);
	for (i = 0; i < sizeof(sum); i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

/* ---- errors and transactions ---- */

enum ashby_error ashby__journal_fail(
	const struct ashby__journal *journal, enum ashby_error error, const char *verb, struct ashby_err *err)
{
	char why[300];

	if (error == ASHBY_ENOMEM)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	ashby__sql_why(journal->db, why, sizeof(why));
	return ashby_err_set(err, error, "cannot %s the outbox '%s': %s", verb, journal->path, why);
}

static enum ashby_error run(struct ashby__journal *journal, const char *sql, const struct ashby__bind *binds,
	int count, int *changed, struct ashby_err *err)
{
	enum ashby_error error = ashby__sql(journal->db, sql, binds, count, NULL, NULL, changed);

	if (!error)
		return ASHBY_OK;
	error = ashby__journal_fail(journal, error, "write", err);
	ashby__db_rollback(journal->db);
	return error;
}

static enum ashby_error begin(struct ashby__journal *journal, struct ashby_err *err)
{
	return run(journal, "BEGIN IMMEDIATE", NULL, 0, NULL, err);
}

static enum ashby_error commit(struct ashby__journal *journal, struct ashby_err *err)
{
	return run(journal, "COMMIT", NULL, 0, NULL, err);
}

/* ---- adding ---- */

struct look {
	const struct ashby__intent_new *intent;
	const char *sum;
	struct ashby__once *once;
};

static void copy(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

static bool same(const char *a, const char *b)
{
	return a && !strcmp(a, b);
}

static enum ashby_error take_once(void *arg, const struct ashby__row *row)
{
	struct look *look = arg;
	struct ashby__once *once = look->once;

	copy(once->id, sizeof(once->id), ashby__row_text(row, 0));
	once->state = state_of(ashby__row_text(row, 1));
	copy(once->request_id, sizeof(once->request_id), ashby__row_text(row, 2));
	once->changed_ms = ashby__row_int(row, 3);
	once->other = !same(ashby__row_text(row, 4), look->intent->endpoint) ||
		!same(ashby__row_text(row, 5), look->sum) ||
		!same(ashby__row_text(row, 6), look->intent->fingerprint);
	return ASHBY_OK;
}

/* The newest that is more than a failed try. */
static enum ashby_error find_once(struct ashby__journal *journal, struct look *look, struct ashby_err *err)
{
	static const char sql[] = "SELECT id, state, request_id, changed, endpoint, body_sum, fingerprint "
				  "FROM intent WHERE once = ?1 "
				  "AND state NOT IN ('failed', 'not-applied') ORDER BY sequence DESC LIMIT 1";
	enum ashby_error error;

	look->once->id[0] = '\0';
	if (!look->intent->once)
		return ASHBY_OK;
	error = ashby__sql(journal->db, sql, &BIND_TEXT(look->intent->once), 1, take_once, look, NULL);
	if (error) {
		error = ashby__journal_fail(journal, error, "read", err);
		ashby__db_rollback(journal->db);
	}
	return error;
}

static enum ashby_error insert(struct ashby__journal *journal, const struct ashby__intent_new *intent,
	const char *sum, struct ashby_err *err)
{
	static const char sql[] =
		"INSERT INTO intent (id, state, made, made_boot, changed, fingerprint, endpoint, targets, "
		"body, "
		"body_sum, summary, class, once, owner_pid, owner_start, owner_boot) "
		"VALUES (?1, 'queued', ?2, ?3, ?2, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
	const struct ashby__bind binds[] = {
		BIND_TEXT(intent->id),
		BIND_INT(ashby_clock_now()),
		BIND_INT(ashby__boot_ms()),
		BIND_TEXT(intent->fingerprint),
		BIND_TEXT(intent->endpoint),
		BIND_TEXT(intent->targets),
		BIND_TEXT(intent->body),
		BIND_TEXT(sum),
		BIND_TEXT(intent->summary),
		BIND_TEXT(class_names[intent->danger]),
		BIND_TEXT(intent->once),
		BIND_INT(journal->self.pid),
		BIND_TEXT(journal->self.start),
		BIND_TEXT(journal->self.boot),
	};

	return run(journal, sql, binds, sizeof(binds) / sizeof(*binds), NULL, err);
}

enum ashby_error ashby__journal_add(struct ashby__journal *journal, const struct ashby__intent_new *intent,
	struct ashby__once *once, struct ashby_err *err)
{
	char sum[65];
	struct look look = { intent, sum, once };
	enum ashby_error error = begin(journal, err);

	if (error)
		return error;
	sum_of(intent->body, sum);
	error = find_once(journal, &look, err);
	if (!error && !once->id[0])
		error = insert(journal, intent, sum, err);
	return error ? error : commit(journal, err);
}

/* ---- changing ---- */

/* One row, or the record is not as we left it: then nothing may be sent on its strength. */
static enum ashby_error change_one(struct ashby__journal *journal, const char *sql,
	const struct ashby__bind *binds, int count, struct ashby_err *err)
{
	int changed = 0;
	enum ashby_error error = run(journal, sql, binds, count, &changed, err);

	if (!error && changed != 1)
		error = ashby_err_set(err, ASHBY_ELOCAL,
			"the record of this write has changed meanwhile: another process has dealt with it");
	return error;
}

enum ashby_error ashby__journal_sending(struct ashby__journal *journal, const char *id, struct ashby_err *err)
{
	const struct ashby__bind binds[] = {
		BIND_TEXT(id),
		BIND_INT(ashby_clock_now()),
		BIND_INT(journal->self.pid),
		BIND_TEXT(journal->self.start),
		BIND_TEXT(journal->self.boot),
	};

	return change_one(journal,
		"UPDATE intent SET state = 'sending', changed = ?2, sent = ?2, attempts = attempts + 1, "
		"owner_pid = ?3, owner_start = ?4, owner_boot = ?5 "
		"WHERE id = ?1 AND state = 'queued' AND owner_pid = ?3 AND owner_start = ?4 AND owner_boot = "
		"?5",
		binds, sizeof(binds) / sizeof(*binds), err);
}

enum ashby_error ashby__journal_settle(struct ashby__journal *journal, const char *id,
	enum ashby_intent_state state, const struct ashby__proof *proof, struct ashby_err *err)
{
	const struct ashby_err *why = proof->err;
	const struct ashby__bind binds[] = {
		BIND_TEXT(id),
		BIND_TEXT(state_names[state]),
		BIND_INT(ashby_clock_now()),
		BIND_TEXT(why->error ? ashby_error_name(why->error) : NULL),
		BIND_INT(why->http),
		BIND_TEXT(why->code),
		BIND_TEXT(proof->request_id),
		BIND_TEXT(why->message),
		BIND_TEXT(proof->warnings),
		BIND_TEXT(proof->result_id),
		BIND_INT(proof->sent),
	};

	/* From unknown too: only we know what came of a sending that somebody took for a dead process's. */
	return change_one(journal,
		"UPDATE intent SET state = ?2, changed = ?3, error = ?4, http = ?5, code = ?6, request_id = "
		"?7, "
		"message = ?8, warnings = ?9, result_id = ?10, sent = iif(?11, sent, NULL) "
		"WHERE id = ?1 AND state IN ('queued', 'sending', 'unknown')",
		binds, sizeof(binds) / sizeof(*binds), err);
}

enum ashby_error ashby__journal_requeue(struct ashby__journal *journal, const char *id, struct ashby_err *err)
{
	const struct ashby__bind binds[] = {
		BIND_TEXT(id),
		BIND_INT(ashby_clock_now()),
		BIND_INT(journal->self.pid),
		BIND_TEXT(journal->self.start),
		BIND_TEXT(journal->self.boot),
	};

	return change_one(journal,
		"UPDATE intent SET state = 'queued', changed = ?2, owner_pid = ?3, owner_start = ?4, "
		"owner_boot = ?5, "
		"doubt = doubt OR state = 'unknown' "
		"WHERE id = ?1 AND state IN ('failed', 'unknown', 'not-applied') AND body IS NOT NULL",
		binds, sizeof(binds) / sizeof(*binds), err);
}

enum ashby_error ashby__journal_erase(struct ashby__journal *journal, const char *id, struct ashby_err *err)
{
	int changed = 0;
	enum ashby_error error = run(journal,
		"DELETE FROM intent "
		"WHERE id = ?1 AND state IN ('draft', 'failed', 'unknown', 'not-applied', 'conflict')",
		&BIND_TEXT(id), 1, &changed, err);

	if (!error && changed != 1)
		error = ashby_err_set(
			err, ASHBY_EUSAGE, "%.12s cannot be discarded: it is confirmed, or on its way", id);
	return error;
}

/* ---- what others have left ---- */

static enum ashby_error recover_one(void *arg, const struct ashby__row *row)
{
	struct ashby__journal *journal = arg;
	struct ashby__owner owner = { .pid = ashby__row_int(row, 2) };
	bool sending = state_of(ashby__row_text(row, 1)) == ASHBY_INTENT_SENDING;
	bool unknown = sending || ashby__row_int(row, 5);
	const struct ashby__bind binds[] = {
		BIND_TEXT(ashby__row_text(row, 0)),
		BIND_INT(ashby_clock_now()),
		BIND_TEXT(unknown ? "unknown" : "failed"),
		BIND_TEXT(unknown ? "outcome_unknown" : "cancelled"),
		BIND_TEXT(sending ? "the program ended while this was on its way"
				  : "not sent: the program that queued it has ended"),
	};

	copy(owner.start, sizeof(owner.start), ashby__row_text(row, 3));
	copy(owner.boot, sizeof(owner.boot), ashby__row_text(row, 4));
	if (ashby__owner_alive(&owner))
		return ASHBY_OK;
	return run(journal,
		"UPDATE intent SET state = ?3, changed = ?2, error = ?4, message = ?5 WHERE id = ?1", binds,
		sizeof(binds) / sizeof(*binds), NULL, NULL);
}

enum ashby_error ashby__journal_recover(struct ashby__journal *journal, struct ashby_err *err)
{
	enum ashby_error error = begin(journal, err);

	if (error)
		return error;
	error = ashby__sql(journal->db,
		"SELECT id, state, owner_pid, owner_start, owner_boot, doubt FROM intent "
		"WHERE state IN ('sending', 'queued')",
		NULL, 0, recover_one, journal, NULL);
	if (!error)
		return commit(journal, err);
	error = ashby__journal_fail(journal, error, "recover", err);
	ashby__db_rollback(journal->db);
	return error;
}

enum ashby_error ashby__journal_prune(struct ashby__journal *journal, struct ashby_err *err)
{
	int64_t now = ashby_clock_now();
	enum ashby_error error = begin(journal, err);

	if (!error)
		error = run(journal,
			"UPDATE intent SET body = NULL, snapshot = NULL "
			"WHERE state = 'confirmed' AND changed < ?1 AND body IS NOT NULL",
			&BIND_INT(now - BODIES_MS), 1, NULL, err);
	if (!error)
		error = run(journal,
			"DELETE FROM intent WHERE state IN ('confirmed', 'failed', 'not-applied') AND "
			"changed < ?1",
			&BIND_INT(now - RECEIPTS_MS), 1, NULL, err);
	return error ? error : commit(journal, err);
}

/* ---- reading ---- */

struct show {
	ashby_intent_fn *fn;
	void *arg;
};

static const char *text_of(const struct ashby__row *row, int column)
{
	const char *text = ashby__row_text(row, column);

	return text ? text : "";
}

static enum ashby_error show_one(void *arg, const struct ashby__row *row)
{
	struct show *show = arg;
	struct ashby_intent intent = {
		.id = text_of(row, 0),
		.sequence = ashby__row_int(row, 1),
		.state = state_of(ashby__row_text(row, 2)),
		.made_ms = ashby__row_int(row, 3),
		.changed_ms = ashby__row_int(row, 4),
		.sent_ms = ashby__row_text(row, 5) ? ashby__row_int(row, 5) : ASHBY_NO_TIME,
		.fingerprint = text_of(row, 6),
		.endpoint = text_of(row, 7),
		.targets = text_of(row, 8),
		.body = ashby__row_text(row, 9),
		.summary = text_of(row, 11),
		.danger = class_of(ashby__row_text(row, 12)),
		.once = ashby__row_text(row, 13),
		.attempts = (int)ashby__row_int(row, 14),
		.error = text_of(row, 15),
		.http = (int)ashby__row_int(row, 16),
		.code = text_of(row, 17),
		.request_id = text_of(row, 18),
		.message = text_of(row, 19),
		.warnings = text_of(row, 20),
		.result_id = text_of(row, 21),
	};
	char sum[65];

	if (intent.body) {
		sum_of(intent.body, sum);
		intent.damaged = strcmp(sum, text_of(row, 10)) != 0;
	}
	if (show->fn)
		show->fn(show->arg, &intent);
	return ASHBY_OK;
}

enum ashby_error ashby__journal_each(struct ashby__journal *journal, const char *prefix, ashby_intent_fn *fn,
	void *arg, struct ashby_err *err)
{
	struct show show = { fn, arg };
	enum ashby_error error = ashby__sql(journal->db,
		"SELECT " COLUMNS " FROM intent WHERE ?1 IS NULL OR substr(id, 1, length(?1)) = ?1 "
		"ORDER BY sequence DESC",
		&BIND_TEXT(prefix), 1, show_one, &show, NULL);

	return error ? ashby__journal_fail(journal, error, "read", err) : ASHBY_OK;
}

bool ashby__journal_readable(struct ashby__journal *journal)
{
	return !ashby__sql(journal->db,
		"SELECT " COLUMNS
		", made_boot, snapshot, doubt, owner_pid, owner_start, owner_boot FROM intent LIMIT 1",
		NULL, 0, NULL, NULL, NULL);
}
