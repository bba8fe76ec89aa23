/*
 * store.h: rows in memory. A kind is a row of a table: where its records come from and which columns of them are
 * kept. Columns are compact and typed, in arenas; a record's JSON is kept apart up to a budget and can be absent
 * (then the info endpoint has it). No parsed tree outlives its page.
 *
 * A row is known by its index, which never changes while the store lives. An id that others refer to has its row
 * before its record has come, and a row that the server no longer lists is dead: neither is live, both keep their
 * index for that id, and a dead one its fields. Texts belong to the store until the row's next change.
 */
#ifndef ASHBY_STORE_H
#define ASHBY_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/client.h"
#include "ashby/date.h"
#include "ashby/error.h"
#include "ashby/record.h"

enum ashby_kind {
	ASHBY_JOBS,
	ASHBY_CANDIDATES,
	ASHBY_APPLICATIONS,
	ASHBY_SCHEDULES,  /* interview schedules */
	ASHBY_EVENTS,     /* cut from the schedules' interviewEvents */
	ASHBY_INTERVIEWS, /* definitions: the titles of events */
	ASHBY_OFFERS,
	ASHBY_APPROVALS,
	ASHBY_OPENINGS,
	ASHBY_USERS,
	ASHBY_DEPARTMENTS,
	ASHBY_LOCATIONS,
	ASHBY_PLANS,
	ASHBY_STAGES, /* fetched a plan at a time */
	ASHBY_SOURCES,
	ASHBY_ARCHIVE_REASONS,
	ASHBY_TAGS,
	ASHBY_CUSTOM_FIELDS,
	ASHBY_KIND_COUNT
};

enum ashby_column_type {
	ASHBY_COLUMN_TEXT,
	ASHBY_COLUMN_TIME, /* milliseconds */
	ASHBY_COLUMN_NUMBER,
	ASHBY_COLUMN_BOOL,
	ASHBY_COLUMN_COUNT, /* how many elements the array at the path has */
	ASHBY_COLUMN_REF,   /* id of a row of another kind */
	ASHBY_COLUMN_LIST,  /* texts of an array joined by ", " ("tags[].title") */
};

/*
 * A path of a column may also say: [!key] and [key] (the first element without, with that member), [] (each element,
 * of a LIST or COUNT), a+b at its end (texts joined by a space), $recruiter and its like (the title that the
 * organisation gives to that role), ^. at its start (in the record that this one was cut from).
 */
struct ashby_column {
	const char *path; /* the column's name, and where it is in the record unless `from` says */
	enum ashby_column_type type;
	enum ashby_kind ref; /* of a REF */
	bool repeats;        /* few different texts: each is held once */
	const char *from;    /* where it is in the record when that is not its name, or NULL */
};

struct ashby_kind_info {
	const char *name;           /* "applications" */
	const char *list;           /* endpoint, NULL if the kind is cut from another's records */
	const char *body;           /* its standing parameters as JSON, or NULL */
	const char *info, *info_id; /* endpoint of one record and the name of its id parameter, or NULL */
	bool ahead;                 /* big: fetched as far as somebody looks; else read whole */
	bool recent; /* long, oldest first: what was created in the last 90 days is read before the rest */
	const struct ashby_column *columns;
	unsigned column_count;
};
const struct ashby_kind_info *ashby_kind_info(enum ashby_kind kind);
/* By name; ASHBY_KIND_COUNT if there is none. */
enum ashby_kind ashby_kind_find(const char *name);

struct ashby_store;
#define ASHBY_NO_ROW UINT32_MAX

enum ashby_error ashby_store_new(struct ashby_store **out);
void ashby_store_free(struct ashby_store *store); /* accepts NULL */
/*
 * The title that the organisation gives to a role on its hiring teams, for records put from then on. Until set:
 * "Recruiter", "Hiring Manager", "Coordinator".
 */
enum ashby_role { ASHBY_ROLE_RECRUITER, ASHBY_ROLE_HIRING_MANAGER, ASHBY_ROLE_COORDINATOR, ASHBY_ROLE_COUNT };
enum ashby_error ashby_store_set_role(struct ashby_store *store, enum ashby_role role, const char *title);
/* How many bytes of JSON are kept (64 MiB until set); what was put first goes first. */
void ashby_store_limit_json(struct ashby_store *store, size_t max);
/*
 * Puts a record (and what is cut from it); an older version of the same id is replaced, same row. ASHBY_EREPLY: it has
 * no id. A column's text is cut at 4,096 bytes.
 */
enum ashby_error ashby_store_put(
	struct ashby_store *store, enum ashby_kind kind, struct ashby_value record, struct ashby_text json);
/*
 * Puts every element of a reply's results, or the one that an info endpoint gave. What is no record (not an object, or
 * without an id) is passed over.
 */
enum ashby_error ashby_store_put_page(
	struct ashby_store *store, enum ashby_kind kind, const struct ashby_record *envelope);
/* Rows not put since the matching begin leave (end of a full pass). */
void ashby_store_pass_begin(struct ashby_store *store, enum ashby_kind kind);
void ashby_store_pass_end(struct ashby_store *store, enum ashby_kind kind);

/* Row indexes run from 0 to slots - 1; live tells which of them count. */
uint32_t ashby_store_slots(const struct ashby_store *store, enum ashby_kind kind);
uint32_t ashby_store_count(const struct ashby_store *store, enum ashby_kind kind);
bool ashby_store_live(const struct ashby_store *store, enum ashby_kind kind, uint32_t row);
uint32_t ashby_store_find(const struct ashby_store *store, enum ashby_kind kind, struct ashby_text id);
struct ashby_text ashby_store_id(const struct ashby_store *store, enum ashby_kind kind, uint32_t row);
/* The record's JSON if it is kept; good until the next put. */
bool ashby_store_json(
	const struct ashby_store *store, enum ashby_kind kind, uint32_t row, struct ashby_text *json);
/* Grows with each change of the kind: a view compares it with what it has shown. */
uint64_t ashby_store_version(const struct ashby_store *store, enum ashby_kind kind);

/*
 * A field: a column, or a column reached through references: "candidate.name", "applicationId->job.title".
 * Resolved once, read many times.
 */
struct ashby_field {
	enum ashby_kind kind;
	unsigned hops;
	unsigned column[4]; /* column[0..hops-1] are the references, column[hops] the value */
	enum ashby_column_type type;
};
bool ashby_field_find(enum ashby_kind kind, const char *path, struct ashby_field *out);
/* The value in that row; the empty text, ASHBY_NO_TIME, NAN, if it or a row on the way is not there. */
struct ashby_text ashby_field_text(
	const struct ashby_store *store, const struct ashby_field *field, uint32_t row);
int64_t ashby_field_time(const struct ashby_store *store, const struct ashby_field *field, uint32_t row);
double ashby_field_number(const struct ashby_store *store, const struct ashby_field *field, uint32_t row);
/* The row that a REF column names, in that column's kind; ASHBY_NO_ROW if it is not loaded. */
uint32_t ashby_field_row(const struct ashby_store *store, const struct ashby_field *field, uint32_t row);
/* Rows of `kind` whose REF column points to `target`: calls fn for each. */
void ashby_store_refs(const struct ashby_store *store, const struct ashby_field *ref,
	struct ashby_text target_id, void (*fn)(void *arg, uint32_t row), void *arg);

/*
 * Change events: at most one a turn, with the kinds whose rows or whose state in a sync have changed as bits. Returns
 * a handle to stop with; the version tells which rows have changed. Listeners are freed before the store.
 */
typedef void ashby_store_fn(void *arg, uint32_t kinds);
struct ashby_listener;
enum ashby_error ashby_store_listen(struct ashby_listener **out, struct ashby_store *store,
	struct ashby_loop *loop, ashby_store_fn *fn, void *arg);
void ashby_listener_free(struct ashby_listener *listener); /* accepts NULL */
/* Bytes held: columns and texts, and JSON. */
void ashby_store_memory(const struct ashby_store *store, size_t *columns, size_t *json);

/* ---- filling it ---- */

/* Reads kinds into a store through a client: the first pages for a person, the rest behind. */
struct ashby_sync;
enum ashby_error ashby_sync_new(struct ashby_sync **out, struct ashby_client *client,
	struct ashby_store *store, struct ashby_loop *loop);
void ashby_sync_free(struct ashby_sync *sync); /* accepts NULL */
/* The kind is looked at and wants at least so many rows; starts or speeds up its pass. Kinds it refers to come too. */
void ashby_sync_want(struct ashby_sync *sync, enum ashby_kind kind, uint32_t rows);
/* The stages of this plan come before those of others: somebody looks at its board. */
void ashby_sync_plan(struct ashby_sync *sync, struct ashby_text plan_id);
/* Asks what has changed since (by sync token where there is one), or everything. */
void ashby_sync_refresh(struct ashby_sync *sync, enum ashby_kind kind);
void ashby_sync_resync(struct ashby_sync *sync, enum ashby_kind kind);
/* Stops the kind's running pass; what came stays. */
void ashby_sync_cancel(struct ashby_sync *sync, enum ashby_kind kind);

struct ashby_sync_state {
	bool started, running;
	bool more;            /* Ashby has more than is loaded */
	unsigned pages;       /* of the running or last pass */
	int64_t synced_ms;    /* wall clock when all that was wanted had come, ASHBY_NO_TIME if never */
	struct ashby_err err; /* of the last pass; error 0 if it was fine */
};
void ashby_sync_state(const struct ashby_sync *sync, enum ashby_kind kind, struct ashby_sync_state *out);

#endif
