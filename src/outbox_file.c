/*
 * outbox_file.c: the outbox's file from the outside: who may use it, whether it is whole and of our time, what becomes of
 * one that is not. Knows nothing of what intents mean.
 */
#include "outbox_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ashby/date.h"
#include "sys.h"

#define PATH_BYTES 16384
#define ASIDE_MAX 100 /* files set aside within one second */

enum health { HEALTH_GOOD, HEALTH_NEW, HEALTH_DAMAGED, HEALTH_NEWER, HEALTH_FAILED };

/* ---- files ---- */

static enum ashby_error refuse(const char *path, const char *why, struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ECONFIG, "'%s' is refused: %s", path, why);
}

static enum ashby_error cannot(const char *verb, const char *path, struct ashby_err *err)
{
	return ashby_err_set(err, ASHBY_ELOCAL, "cannot %s '%s': %s", verb, path, strerror(errno));
}

static void sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* A record in a file that is gone after a power cut would be none: the names of new folders are synced as well. */
static void sync_names(const char *folder)
{
	char *parent = strdup(folder), *slash = parent ? strrchr(parent, '/') : NULL;

	sync_folder(folder);
	if (slash && slash != parent) {
		*slash = '\0';
		sync_folder(parent);
	}
	free(parent);
}

/* Made for us only. Not opened when it is there: closing it again would drop SQLite's locks on it in this process. */
static enum ashby_error file_check(const char *path, const char *folder, struct ashby_err *err)
{
	struct stat st;
	int fd;

	if (lstat(path, &st)) {
		if (errno != ENOENT)
			return cannot("look at", path, err);
		fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd < 0)
			return cannot("make", path, err);
		if (fstat(fd, &st)) {
			close(fd);
			return cannot("look at", path, err);
		}
		close(fd);
		sync_names(folder);
	}
	if (!S_ISREG(st.st_mode))
		return refuse(path, "it is no regular file", err);
	if (st.st_uid != geteuid())
		return refuse(path, "it belongs to another user", err);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return refuse(path, "it is open to others; run chmod 600 on it", err);
	if (st.st_nlink != 1)
		return refuse(path, "it has a second name (a hard link)", err);
	return ASHBY_OK;
}

static enum ashby_error path_make(char **out, const char *folder, const char *name, struct ashby_err *err)
{
	struct ashby_buf path;

	ashby_buf_init(&path, PATH_BYTES);
	ashby_buf_addf(&path, "%s/%s", folder, name);
	*out = ashby_buf_take(&path);
	return *out ? ASHBY_OK : ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
}

/* ---- the lock ---- */

static enum ashby_error lock_open(struct ashby__journal *journal, const char *folder, struct ashby_err *err)
{
	char *path = NULL;
	enum ashby_error error = path_make(&path, folder, "outbox.lock", err);

	if (!error) {
		journal->lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (journal->lock < 0)
			error = cannot("open", path, err);
	}
	free(path);
	return error;
}

enum ashby_error ashby__journal_lock(struct ashby__journal *journal, struct ashby_err *err)
{
	int rc = journal->locked ? 0 : ashby__lock_try(journal->lock);

	if (rc < 0)
		return ashby_err_set(err, ASHBY_ELOCAL, "cannot lock the outbox: %s", strerror(errno));
	if (rc > 0)
		return ashby_err_set(err, ASHBY_EREFUSED, "another process is sending a write just now");
	journal->locked++;
	return ASHBY_OK;
}

void ashby__journal_unlock(struct ashby__journal *journal)
{
	if (!--journal->locked)
		ashby__lock_free(journal->lock);
}

/* ---- health ---- */

static enum ashby_error take_int(void *arg, const struct ashby__row *row)
{
	*(int64_t *)arg = ashby__row_int(row, 0);
	return ASHBY_OK;
}

static enum ashby_error take_ok(void *arg, const struct ashby__row *row)
{
	const char *text = ashby__row_text(row, 0);

	*(bool *)arg = text && !strcmp(text, "ok");
	return ASHBY_OK;
}

static enum ashby_error ask(struct sqlite3 *db, const char *sql, int64_t *out)
{
	return ashby__sql(db, sql, NULL, 0, take_int, out, NULL);
}

static enum health health_after(struct sqlite3 *db, enum ashby_error error)
{
	if (error == ASHBY_ENOMEM)
		return HEALTH_FAILED;
	return ashby__db_damaged(db) ? HEALTH_DAMAGED : HEALTH_FAILED;
}

static enum health health_of(struct ashby__journal *journal, enum ashby_error *error)
{
	struct sqlite3 *db = journal->db;
	int64_t version = 0, tables = 0;
	bool sound = false;

	*error = ask(db, "PRAGMA user_version", &version);
	if (!*error)
		*error = ask(db, "SELECT count(*) FROM sqlite_schema", &tables);
	if (*error)
		return health_after(db, *error);
	if (version > JOURNAL_VERSION)
		return HEALTH_NEWER;
	if (version < JOURNAL_VERSION)
		return version == 0 && tables == 0 ? HEALTH_NEW : HEALTH_DAMAGED;
	*error = ashby__sql(db, "PRAGMA quick_check(1)", NULL, 0, take_ok, &sound, NULL);
	if (*error)
		return health_after(db, *error);
	/* A schema that lacks something we ask for was not made by us, or is no longer. */
	if (!sound || !ashby__journal_readable(journal))
		return HEALTH_DAMAGED;
	return HEALTH_GOOD;
}

static enum health db_open(struct ashby__journal *journal, enum ashby_error *error)
{
	*error = ashby__db_open(&journal->db, journal->path, 0);
	if (*error)
		return health_after(journal->db, *error);
	return health_of(journal, error);
}

/* Two processes may be here at once: the second finds the first one's work. */
static enum ashby_error schema_make(struct ashby__journal *journal, struct ashby_err *err)
{
	const char *at = ashby__journal_schema;
	int64_t version = 0;
	enum ashby_error error = ashby__sql(journal->db, "BEGIN IMMEDIATE", NULL, 0, NULL, NULL, NULL);

	if (!error)
		error = ask(journal->db, "PRAGMA user_version", &version);
	for (; !error && !version && *at; at += strlen(at) + 1)
		error = ashby__sql(journal->db, at, NULL, 0, NULL, NULL, NULL);
	if (!error)
		error = ashby__sql(journal->db, "COMMIT", NULL, 0, NULL, NULL, NULL);
	if (error)
		error = ashby__journal_fail(journal, error, "begin", err);
	ashby__db_rollback(journal->db);
	return error;
}

/* ---- setting aside ---- */

static enum ashby_error aside_name(struct ashby_buf *out, const char *path, struct ashby_err *err)
{
	char when[25];
	int i;

	ashby_date_iso(ashby_clock_now(), when);
	for (i = 0; i < ASIDE_MAX; i++) {
		ashby_buf_clear(out);
		ashby_buf_addf(out, "%s.bad-%.19sZ", path, when);
		if (i)
			ashby_buf_addf(out, "-%d", i);
		if (out->error)
			return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
		if (access(ashby_buf_str(out), F_OK))
			return ASHBY_OK;
	}
	return ashby_err_set(err, ASHBY_ELOCAL, "there are too many damaged outboxes beside '%s'", path);
}

/* The rollback journal belongs to the file: it must not be played into the new one. */
static enum ashby_error move_aside(const char *path, const char *to, struct ashby_err *err)
{
	struct ashby_buf from, journal;
	enum ashby_error error = ASHBY_OK;

	ashby_buf_init(&from, PATH_BYTES);
	ashby_buf_init(&journal, PATH_BYTES);
	ashby_buf_addf(&from, "%s-journal", path);
	ashby_buf_addf(&journal, "%s-journal", to);
	if (from.error || journal.error)
		error = ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	else if (rename(ashby_buf_str(&from), ashby_buf_str(&journal)) && errno != ENOENT)
		error = cannot("set aside", ashby_buf_str(&from), err);
	else if (rename(path, to))
		error = cannot("set aside", path, err);
	ashby_buf_release(&from);
	ashby_buf_release(&journal);
	return error;
}

static enum ashby_error replace_locked(
	struct ashby__journal *journal, const char *folder, struct ashby_err *err)
{
	struct ashby_buf aside;
	enum ashby_error error;
	size_t saved;

	/* Whoever had the lock before us may have done it already. */
	if (db_open(journal, &error) == HEALTH_GOOD)
		return ASHBY_OK;
	ashby_buf_init(&aside, PATH_BYTES);
	ashby__db_close(journal->db);
	journal->db = NULL;
	error = aside_name(&aside, journal->path, err);
	if (!error)
		error = move_aside(journal->path, ashby_buf_str(&aside), err);
	if (!error)
		error = file_check(journal->path, folder, err);
	if (!error && db_open(journal, &error) == HEALTH_NEW)
		error = schema_make(journal, err);
	else if (!error)
		error = ashby__journal_fail(journal, ASHBY_ELOCAL, "make", err);
	if (!error) {
		saved = ashby__journal_salvage(journal, ashby_buf_str(&aside));
		ashby_buf_addf(&journal->notice,
			"the outbox was damaged: it is kept as '%s', and %zu of its records could be read",
			ashby_buf_str(&aside), saved);
	}
	ashby_buf_release(&aside);
	return error;
}

static enum ashby_error replace(struct ashby__journal *journal, const char *folder, struct ashby_err *err)
{
	enum ashby_error error;

	ashby__db_close(journal->db);
	journal->db = NULL;
	error = ashby__journal_lock(journal, err);
	if (error == ASHBY_EREFUSED)
		return ashby_err_set(err, ASHBY_ELOCAL,
			"the outbox '%s' is damaged, and another process is sending: try again when it has "
			"ended",
			journal->path);
	if (error)
		return error;
	error = replace_locked(journal, folder, err);
	ashby__journal_unlock(journal);
	return error;
}

/* ---- public ---- */

static enum ashby_error open_whole(struct ashby__journal *journal, const char *folder, struct ashby_err *err)
{
	enum ashby_error error;
	enum health health = db_open(journal, &error);

	switch (health) {
	case HEALTH_GOOD: return ASHBY_OK;
	case HEALTH_NEW: return schema_make(journal, err);
	case HEALTH_DAMAGED: return replace(journal, folder, err);
	case HEALTH_NEWER:
		return ashby_err_set(err, ASHBY_ELOCAL,
			"the outbox '%s' was made by a newer version of this program: use that one",
			journal->path);
	case HEALTH_FAILED: break;
	}
	return ashby__journal_fail(journal, error, "open", err);
}

enum ashby_error ashby__journal_open(
	struct ashby__journal *journal, const char *folder, struct ashby_err *err)
{
	enum ashby_error error;

	*journal = (struct ashby__journal){ .lock = -1 };
	ashby_buf_init(&journal->notice, PATH_BYTES);
	ashby__owner_self(&journal->self);
	error = path_make(&journal->path, folder, "outbox.db", err);
	if (!error)
		error = file_check(journal->path, folder, err);
	if (!error)
		error = lock_open(journal, folder, err);
	if (!error)
		error = open_whole(journal, folder, err);
	if (error) {
		ashby__journal_close(journal);
		return error;
	}
	/* Both can wait for the next opening: on a full disk the outbox is still there to be looked at. */
	if (!ashby__journal_lock(journal, NULL)) {
		ashby__journal_recover(journal, NULL);
		ashby__journal_prune(journal, NULL);
		ashby__journal_unlock(journal);
	}
	return ASHBY_OK;
}

void ashby__journal_close(struct ashby__journal *journal)
{
	ashby__db_close(journal->db);
	if (journal->lock >= 0)
		close(journal->lock);
	free(journal->path);
	ashby_buf_release(&journal->notice);
	*journal = (struct ashby__journal){ .lock = -1 };
}
