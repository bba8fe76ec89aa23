/*
 * outbox_salvage.c: what can still be read of a damaged outbox goes into the new one. The damaged file itself is only
 * read, as it lies.
 */
#include "outbox_journal.h"

#include <string.h>

/* In the order of both statements. */
#define FIELDS                                                                                           \
	"sequence, id, state, made, made_boot, changed, sent, fingerprint, endpoint, targets, body, "    \
	"body_sum, snapshot, "                                                                           \
	"summary, class, once, attempts, doubt, owner_pid, owner_start, owner_boot, error, http, code, " \
	"request_id, message, "                                                                          \
	"warnings, result_id"

static const char insert[] =
	"INSERT OR IGNORE INTO intent (" FIELDS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
	"?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, "
	"?27, ?28)";

enum { COUNT = 28, STATE = 2 };

struct salvage {
	struct ashby__journal *journal;
	size_t saved;
};

static enum ashby_error save_one(void *arg, const struct ashby__row *row)
{
	struct salvage *salvage = arg;
	struct ashby__bind binds[COUNT];
	int i, changed = 0;

	for (i = 0; i < COUNT; i++)
		binds[i] = ashby__row_bind(row, i);
	if (!ashby__sql(salvage->journal->db, insert, binds, COUNT, NULL, NULL, &changed) && changed) {
		salvage->saved++;
		return ASHBY_OK;
	}
	/* A state that is none any more: it may have been any, so it is the one that asks for most care. */
	binds[STATE] = BIND_TEXT("unknown");
	if (!ashby__sql(salvage->journal->db, insert, binds, COUNT, NULL, NULL, &changed) && changed)
		salvage->saved++;
	return ASHBY_OK;
}

size_t ashby__journal_salvage(struct ashby__journal *journal, const char *from)
{
	/* From both ends: a damaged page stops each of them. */
	static const char *const ways[] = {
		"SELECT " FIELDS " FROM intent NOT INDEXED ORDER BY sequence",
		"SELECT " FIELDS " FROM intent NOT INDEXED ORDER BY sequence DESC",
	};
	struct salvage salvage = { journal, 0 };
	struct sqlite3 *db = NULL;
	size_t i;

	if (!ashby__db_open(&db, from, DB_READ_ONLY))
		for (i = 0; i < sizeof(ways) / sizeof(*ways); i++)
			ashby__sql(db, ways[i], NULL, 0, save_one, &salvage, NULL);
	ashby__db_close(db);
	return salvage.saved;
}
