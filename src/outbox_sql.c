/*
 * outbox_sql.c: SQLite behind three functions: open, run a statement, close. With its siblings the only place that
 * knows its symbols; knows nothing of intents.
 */
#include "outbox_journal.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define BUSY_MS \
	2000 /* another process's transaction takes a disk's sync; after this something is wrong with it */

struct ashby__row {
	sqlite3_stmt *statement;
};

/* ---- connections ---- */

/* Careful with a file that others may have damaged, and durable before fast. */
static const char *const settings[] = {
	"PRAGMA trusted_schema=OFF",
	"PRAGMA cell_size_check=ON",
	"PRAGMA mmap_size=0",
	"PRAGMA temp_store=MEMORY",
	"PRAGMA secure_delete=ON",
	"PRAGMA synchronous=EXTRA",
	"PRAGMA journal_mode=DELETE",
};

static enum ashby_error error_of(int rc)
{
	if (rc == SQLITE_OK)
		return ASHBY_OK;
	return (rc & 0xFF) == SQLITE_NOMEM ? ASHBY_ENOMEM : ASHBY_ELOCAL;
}

/* A file that must not be touched is read as it lies, without its journal being rolled back into it. */
static enum ashby_error frozen_uri(struct ashby_buf *out, const char *path)
{
	ashby_buf_adds(out, "file:");
	for (; *path; path++)
		if (strchr("%?#", *path))
			ashby_buf_addf(out, "%%%02X", (unsigned)(unsigned char)*path);
		else
			ashby_buf_addc(out, *path);
	return ashby_buf_adds(out, "?immutable=1");
}

enum ashby_error ashby__db_open(sqlite3 **out, const char *path, unsigned flags)
{
	int how = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	struct ashby_buf uri;
	enum ashby_error error;
	size_t i;

	ashby_buf_init(&uri, 65536);
	*out = NULL;
	if (flags & DB_READ_ONLY) {
		error = frozen_uri(&uri, path);
		how |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
	} else {
		error = ashby_buf_adds(&uri, path);
		how |= SQLITE_OPEN_READWRITE;
	}
	if (!error)
		error = error_of(sqlite3_open_v2(ashby_buf_str(&uri), out, how, NULL));
	ashby_buf_release(&uri);
	if (error)
		return error;
	sqlite3_extended_result_codes(*out, 1);
	sqlite3_busy_timeout(*out, BUSY_MS);
	sqlite3_db_config(*out, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(*out, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(*out, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(*out, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	for (i = 0; i < sizeof(settings) / sizeof(*settings) && !error; i++)
		error = ashby__sql(*out, settings[i], NULL, 0, NULL, NULL, NULL);
	return error;
}

void ashby__db_close(sqlite3 *db)
{
	sqlite3_close(db);
}

bool ashby__db_damaged(sqlite3 *db)
{
	int rc = db ? sqlite3_errcode(db) & 0xFF : SQLITE_OK;

	return rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB;
}

void ashby__db_rollback(sqlite3 *db)
{
	if (!sqlite3_get_autocommit(db))
		ashby__sql(db, "ROLLBACK", NULL, 0, NULL, NULL, NULL);
}

void ashby__sql_why(sqlite3 *db, char *out, size_t size)
{
	int cause = db ? sqlite3_system_errno(db) : 0;
	int rc = db ? sqlite3_errcode(db) & 0xFF : SQLITE_NOMEM;

	if (cause && (rc == SQLITE_IOERR || rc == SQLITE_FULL || rc == SQLITE_CANTOPEN))
		snprintf(out, size, "%s: %s", sqlite3_errmsg(db), strerror(cause));
	else
		snprintf(out, size, "%s", db ? sqlite3_errmsg(db) : "out of memory");
}

/* ---- statements ---- */

static int bind_all(sqlite3_stmt *statement, const struct ashby__bind *binds, int count)
{
	int i, rc = SQLITE_OK;

	for (i = 0; i < count && rc == SQLITE_OK; i++) {
		if (!binds[i].is_text)
			rc = sqlite3_bind_int64(statement, i + 1, binds[i].number);
		else if (binds[i].text)
			rc = sqlite3_bind_text(statement, i + 1, binds[i].text, -1, SQLITE_STATIC);
	}
	return rc;
}

enum ashby_error ashby__sql(sqlite3 *db, const char *sql, const struct ashby__bind *binds, int count,
	ashby__row_fn *fn, void *arg, int *changed)
{
	struct ashby__row row = { NULL };
	enum ashby_error stopped = ASHBY_OK;
	int rc = sqlite3_prepare_v2(db, sql, -1, &row.statement, NULL);

	if (rc == SQLITE_OK)
		rc = bind_all(row.statement, binds, count);
	if (rc == SQLITE_OK)
		do {
			rc = sqlite3_step(row.statement);
			if (rc == SQLITE_ROW && fn)
				stopped = fn(arg, &row);
		} while (rc == SQLITE_ROW && !stopped);
	if (rc == SQLITE_DONE || rc == SQLITE_ROW)
		rc = SQLITE_OK;
	if (rc == SQLITE_OK && changed)
		*changed = sqlite3_changes(db);
	/* Keeps the connection's message; of a statement that failed it gives the same error again. */
	sqlite3_finalize(row.statement);
	return rc == SQLITE_OK ? stopped : error_of(rc);
}

const char *ashby__row_text(const struct ashby__row *row, int column)
{
	return (const char *)sqlite3_column_text(row->statement, column);
}

int64_t ashby__row_int(const struct ashby__row *row, int column)
{
	return sqlite3_column_int64(row->statement, column);
}

struct ashby__bind ashby__row_bind(const struct ashby__row *row, int column)
{
	if (sqlite3_column_type(row->statement, column) == SQLITE_INTEGER)
		return BIND_INT(ashby__row_int(row, column));
	return BIND_TEXT(ashby__row_text(row, column));
}
