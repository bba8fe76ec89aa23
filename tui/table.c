/* table.c: aligned columns for a terminal or a mail. Knows paths into results, nothing of calls. */
#include "table.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

enum {
	COLUMNS_MAX = 8,
	WIDTH_MAX = 40,   /* of one column: a note does not push the rest away; an id has 36 */
	VALUE_MAX = 100,  /* of one member of a single object */
	CELL_MAX = 65536, /* bytes of one cell */
};

struct column {
	char title[32];
	char path[64];
	int width;
};

struct table {
	const char *type;
	struct column columns[COLUMNS_MAX];
	int count; /* 0: not chosen yet */
	bool headed;
};

/* Columns by what the results are: titles and paths. */
static const struct {
	const char *type, *columns;
} layouts[] = {
	{ "Candidate", "NAME=name EMAIL=primaryEmailAddress.value COMPANY=company UPDATED=updatedAt ID=id" },
	{ "Application",
		"CANDIDATE=candidate.name JOB=job.title STAGE=currentInterviewStage.title STATUS=status "
		"UPDATED=updatedAt ID=id" },
	{ "Job",
		"TITLE=title STATUS=status DEPARTMENT=shown.department LOCATION=shown.location "
		"FILLED=shown.openings ACTIVE=shown.active OPENED=openedAt ID=id" },
	{ "JobPosting",
		"TITLE=title DEPARTMENT=departmentName LOCATION=locationName PUBLISHED=publishedDate ID=id" },
	{ "Opening",
		"OPENING=latestVersion.identifier STATE=openingState OPENED=openedAt CLOSED=closedAt ID=id" },
	{ "Offer",
		"OFFER=offerStatus ACCEPTANCE=acceptanceStatus DECIDED=decidedAt APPLICATION=applicationId "
		"ID=id" },
	{ "InterviewSchedule",
		"STATUS=status START=interviewEvents[0].startTime APPLICATION=applicationId ID=id" },
	{ "InterviewEvent",
		"START=startTime END=endTime FEEDBACK=hasSubmittedFeedback INTERVIEW=interviewId ID=id" },
	{ "User", "FIRST=firstName LAST=lastName EMAIL=email ROLE=globalRole ENABLED=isEnabled ID=id" },
	{ "Note", "CREATED=createdAt FIRST=author.firstName LAST=author.lastName NOTE=content" },
	{ "Feedback",
		"SUBMITTED=submittedAt FIRST=submittedByUser.firstName LAST=submittedByUser.lastName ID=id" },
	{ "Approval",
		"ENTITY=entityType SUBMITTED=submittedAt COMPLETED=completedAt ENTITY-ID=entityId ID=id" },
	{ "ApplicationHistoryItem", "STAGE=title ENTERED=enteredStageAt LEFT=leftStageAt ID=id" },
};

/* For all others: those of these that the first result has, in this order. */
static const struct {
	const char *title, *path;
} usual[] = {
	{ "NAME", "name" },
	{ "TITLE", "title" },
	{ "LABEL", "label" },
	{ "TEXT", "text" },
	{ "IDENTIFIER", "identifier" },
	{ "TYPE", "type" },
	{ "REASON", "reasonType" },
	{ "STATUS", "status" },
	{ "ARCHIVED", "isArchived" },
	{ "CREATED", "createdAt" },
	{ "UPDATED", "updatedAt" },
	{ "ID", "id" },
};

struct table *table_new(const char *type)
{
	struct table *table = calloc(1, sizeof(*table));

	if (table && type)
		table->type = strncmp(type, "[]", 2) ? type : type + 2;
	return table;
}

void table_free(struct table *table)
{
	free(table);
}

/* ---- cells ---- */

static unsigned text_flags(void)
{
	return ASHBY_TEXT_LINE | (strcmp(nl_langinfo(CODESET), "UTF-8") ? ASHBY_TEXT_ASCII : 0);
}

static bool is_scalar(struct ashby_value value)
{
	enum ashby_type type = ashby_type(value);

	return type != ASHBY_ABSENT && type != ASHBY_ARRAY && type != ASHBY_OBJECT;
}

/* A cell's words, clean. Times lose their milliseconds. */
static void add_cell(struct ashby_buf *out, struct ashby_value value)
{
	struct ashby_buf raw;
	struct ashby_text text = ashby_value_text(value);
	int64_t ms;

	ashby_buf_init(&raw, CELL_MAX);
	if (text.len == 24 && text.raw[10] == 'T' && ashby_date_parse(text, &ms))
		ashby_buf_addf(&raw, "%.19sZ", text.raw);
	else if (ashby_type(value) == ASHBY_STRING)
		ashby_buf_add(&raw, text.raw, text.len < CELL_MAX ? text.len : CELL_MAX);
	else if (ashby_type(value) != ASHBY_ABSENT && ashby_type(value) != ASHBY_NULL)
		ashby_value_print(&raw, value, 0);
	ashby_text_clean(out, ashby_text_of(raw.data, raw.len), text_flags(), NULL);
	ashby_buf_release(&raw);
}

/* Appends clean text, cut to width columns, and fills up to it unless it is the last on its line. */
static void add_padded(struct ashby_buf *out, struct ashby_text clean, int width, bool last)
{
	const char *mark = text_flags() & ASHBY_TEXT_ASCII ? "~" : "\xe2\x80\xa6";
	int used = ashby_text_width(clean.raw ? clean.raw : "", clean.len);

	if (used > width) {
		size_t len = ashby_text_cut(clean.raw, clean.len, width - 1, &used);

		ashby_buf_add(out, clean.raw, len);
		ashby_buf_adds(out, mark);
		used++;
	} else {
		ashby_buf_add(out, clean.raw, clean.len);
	}
	for (; !last && used < width; used++)
		ashby_buf_addc(out, ' ');
}

static void add_value(struct ashby_buf *out, struct ashby_value value, int width, bool last)
{
	struct ashby_buf cell;

	ashby_buf_init(&cell, (size_t)4 * CELL_MAX);
	add_cell(&cell, value);
	add_padded(out, ashby_text_of(cell.data, cell.len), width, last);
	ashby_buf_release(&cell);
}

static int value_width(struct ashby_value value)
{
	struct ashby_buf cell;
	int width;

	ashby_buf_init(&cell, (size_t)4 * CELL_MAX);
	add_cell(&cell, value);
	width = ashby_text_width(ashby_buf_str(&cell), cell.len);
	ashby_buf_release(&cell);
	return width < WIDTH_MAX ? width : WIDTH_MAX;
}

/* ---- columns ---- */

static void copy(char *to, size_t size, const char *from, size_t len)
{
	if (len >= size)
		len = size - 1;
	memcpy(to, from, len);
	to[len] = '\0';
}

static void add_column(
	struct table *table, const char *title, size_t title_len, const char *path, size_t path_len)
{
	struct column *column;

	if (table->count >= COLUMNS_MAX)
		return;
	column = &table->columns[table->count++];
	copy(column->title, sizeof(column->title), title, title_len);
	copy(column->path, sizeof(column->path), path, path_len);
}

/* "TITLE=path TITLE=path" */
static void add_columns(struct table *table, const char *list)
{
	while (*list) {
		size_t len = strcspn(list, " "), title = strcspn(list, "=");

		add_column(table, list, title, list + title + 1, len - title - 1);
		list += len;
		list += strspn(list, " ");
	}
}

static void add_upper_column(struct table *table, const char *name, size_t len)
{
	char title[32];

	copy(title, sizeof(title), name, len);
	for (char *at = title; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	/* A path has no way to say a key with a dot or a bracket in it. */
	if (!memchr(name, '.', len) && !memchr(name, '[', len))
		add_column(table, title, strlen(title), name, len);
}

static void choose_columns(struct table *table, struct ashby_value first)
{
	for (size_t i = 0; table->type && i < sizeof(layouts) / sizeof(layouts[0]); i++)
		if (!strcmp(layouts[i].type, table->type))
			add_columns(table, layouts[i].columns);
	if (table->count || ashby_type(first) != ASHBY_OBJECT)
		return;
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (is_scalar(ashby_get(first, usual[i].path)))
			add_column(table, usual[i].title, strlen(usual[i].title), usual[i].path,
				strlen(usual[i].path));
	if (table->count > 1)
		return;
	table->count = 0;
	for (struct ashby_value v = ashby_value_first(first); ashby_type(v) != ASHBY_ABSENT;
		v = ashby_value_next(v))
		if (is_scalar(v))
			add_upper_column(table, ashby_value_key(v).raw, ashby_value_key(v).len);
}

static void measure(struct table *table, struct ashby_value results)
{
	for (int i = 0; i < table->count; i++) {
		struct column *column = &table->columns[i];

		column->width = (int)strlen(column->title);
		for (struct ashby_value v = ashby_value_first(results); ashby_type(v) != ASHBY_ABSENT;
			v = ashby_value_next(v)) {
			int width = value_width(ashby_get(v, column->path));

			if (width > column->width)
				column->width = width;
		}
	}
}

/* ---- rows ---- */

static void add_head(struct table *table, struct ashby_buf *out)
{
	for (int i = 0; i < table->count; i++) {
		bool last = i == table->count - 1;

		/* Titles that were made from a server's key are cleaned like anything else. */
		struct ashby_buf clean;

		ashby_buf_init(&clean, CELL_MAX);
		ashby_text_clean(&clean, ashby_text_str(table->columns[i].title), text_flags(), NULL);
		add_padded(out, ashby_text_of(clean.data, clean.len), table->columns[i].width, last);
		ashby_buf_release(&clean);
		ashby_buf_adds(out, last ? "\n" : "  ");
	}
}

static void add_row(struct table *table, struct ashby_value row, struct ashby_buf *out)
{
	if (!table->count) {
		add_value(out, row, VALUE_MAX, true);
		ashby_buf_addc(out, '\n');
		return;
	}
	for (int i = 0; i < table->count; i++) {
		bool last = i == table->count - 1;

		add_value(out, ashby_get(row, table->columns[i].path), table->columns[i].width, last);
		ashby_buf_adds(out, last ? "\n" : "  ");
	}
}

/* One object: its members, a line each. */
static void add_object(struct ashby_value object, struct ashby_buf *out)
{
	int width = 0;

	for (struct ashby_value v = ashby_value_first(object); ashby_type(v) != ASHBY_ABSENT;
		v = ashby_value_next(v)) {
		int key = (int)ashby_value_key(v).len;

		if (key > width)
			width = key < WIDTH_MAX ? key : WIDTH_MAX;
	}
	for (struct ashby_value v = ashby_value_first(object); ashby_type(v) != ASHBY_ABSENT;
		v = ashby_value_next(v)) {
		struct ashby_buf key;

		ashby_buf_init(&key, CELL_MAX);
		ashby_text_clean(&key, ashby_value_key(v), text_flags(), NULL);
		add_padded(out, ashby_text_of(key.data, key.len), width, false);
		ashby_buf_release(&key);
		ashby_buf_adds(out, "  ");
		add_value(out, v, VALUE_MAX, true);
		ashby_buf_addc(out, '\n');
	}
}

void table_add(struct table *table, struct ashby_value results, size_t most, struct ashby_buf *out)
{
	size_t n = 0;

	if (ashby_type(results) == ASHBY_OBJECT) {
		add_object(results, out);
		return;
	}
	if (ashby_type(results) != ASHBY_ARRAY) {
		add_row(table, results, out);
		return;
	}
	if (!table->headed && ashby_value_count(results)) {
		table->headed = true;
		choose_columns(table, ashby_value_first(results));
		measure(table, results);
		add_head(table, out);
	}
	for (struct ashby_value v = ashby_value_first(results); n < most && ashby_type(v) != ASHBY_ABSENT;
		v = ashby_value_next(v), n++)
		add_row(table, v, out);
}
