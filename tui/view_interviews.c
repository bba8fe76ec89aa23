/* view_interviews.c: an agenda: events by time with a line for each day and one for now. Cancelled ones are left out. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "briefings.h"
#include "doc.h"
#include "field.h"
#include "list.h"
#include "preview.h"
#include "recent.h"
#include "tell.h"

enum {
	MINUTE_MS = 60 * 1000,
	HOUR_MS = 60 * MINUTE_MS,
	DAY_MS = 24 * HOUR_MS,
	NIGHT_TO = 7,
	NIGHT_FROM = 22
};

static const char *const contexts[] = { "candidate", NULL };

static const char *const weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
	"Nov", "Dec" };

static int64_t start_of(struct page *page, uint32_t row)
{
	return field_time(page, row, "startTime");
}

static int64_t end_of(struct page *page, uint32_t row)
{
	int64_t end = field_time(page, row, "endTime");

	return end == ASHBY_NO_TIME ? start_of(page, row) : end;
}

static bool accepts(struct page *page, uint32_t row)
{
	return !field_is(page, row, "status", "Cancelled") && start_of(page, row) != ASHBY_NO_TIME;
}

static bool is_past(struct page *page, uint32_t row)
{
	return end_of(page, row) < app_now(page->app);
}

static bool has_feedback(struct page *page, uint32_t row)
{
	return field_number(page, row, "hasSubmittedFeedback") > 0;
}

/* ---- cells ---- */

static void cell_time(struct page *page, uint32_t row, struct cell *out)
{
	char from[32], to[32];

	out->key = (double)start_of(page, row);
	tell_clock(page->app->zone, start_of(page, row), from);
	tell_clock(page->app->zone, end_of(page, row), to);
	snprintf(out->words, sizeof(out->words), "%s-%s", from, to);
}

static void cell_with(struct page *page, uint32_t row, struct cell *out)
{
	field_people(page, row, "interviewers", out);
}

/* The candidate's wall clock, where Ashby knows the zone: most have none, and then nothing is guessed. */
static bool their_clock(struct page *page, uint32_t row, struct ashby_wall *mine, struct ashby_wall *theirs)
{
	struct ashby_text name = field_text(page, row, "applicationId->candidate.id->timezone");
	struct ashby_zone *zone = NULL;
	char word[64];

	if (name.len == 0 || name.len >= sizeof(word))
		return false;
	memcpy(word, name.raw, name.len);
	word[name.len] = '\0';
	if (ashby_zone_new(&zone, word, NULL) != ASHBY_OK)
		return false;
	ashby_zone_wall(page->app->zone, start_of(page, row), mine);
	ashby_zone_wall(zone, start_of(page, row), theirs);
	ashby_zone_free(zone);
	return true;
}

static void cell_theirs(struct page *page, uint32_t row, struct cell *out)
{
	struct ashby_wall mine, theirs;
	int64_t days;
	int hours;

	if (!their_clock(page, row, &mine, &theirs))
		return;
	days = ashby_date_days(theirs.year, theirs.month, theirs.day) -
		ashby_date_days(mine.year, mine.month, mine.day);
	hours = (theirs.offset_s - mine.offset_s) / 3600;
	if (days != 0)
		snprintf(out->words, sizeof(out->words), "%02d:%02d %+dd", theirs.hour, theirs.minute,
			(int)days);
	else if (hours != 0)
		snprintf(out->words, sizeof(out->words), "%02d:%02d %+dh", theirs.hour, theirs.minute, hours);
	else
		snprintf(out->words, sizeof(out->words), "%02d:%02d", theirs.hour, theirs.minute);
}

/* ---- lines between ---- */

static void group(struct page *page, uint32_t row, char words[static 64])
{
	struct ashby_wall wall, now;

	ashby_zone_wall(page->app->zone, start_of(page, row), &wall);
	ashby_zone_wall(page->app->zone, app_now(page->app), &now);
	snprintf(words, 64, "%s %d %s", weekdays[wall.weekday % 7], wall.day, months[(wall.month - 1) % 12]);
	if (wall.year != now.year)
		snprintf(words + strlen(words), 64 - strlen(words), " %d", wall.year);
	else if (wall.month == now.month && wall.day == now.day)
		snprintf(words + strlen(words), 64 - strlen(words), ", today");
}

static bool between(struct page *page, uint32_t before, uint32_t row, char words[static 64])
{
	int64_t now = app_now(page->app);
	char clock[32];

	if (start_of(page, row) <= now || (before != ASHBY_NO_ROW && start_of(page, before) > now))
		return false;
	snprintf(words, 64, "now %s", tell_clock(page->app->zone, now, clock));
	return true;
}

/* Ashby says only that somebody gave feedback, not who: with several interviewers it may be a part. */
static void say_done(struct page *page, uint32_t row, struct cell *out)
{
	struct ashby_text with = field_text(page, row, "interviewers");
	bool several = with.len > 0 && memchr(with.raw, ',', with.len);
	char age[32];

	if (has_feedback(page, row)) {
		snprintf(out->words, sizeof(out->words), "done, %s",
			several ? "some feedback in" : "feedback in");
		out->role = ROLE_GOOD;
		return;
	}
	snprintf(out->words, sizeof(out->words), "done %s ago, no feedback yet",
		tell_age(end_of(page, row), app_now(page->app), age));
	out->role = ROLE_LATE;
	out->flag = "!";
}

static bool second(struct page *page, uint32_t row, struct cell *out)
{
	struct ashby_wall mine, theirs;

	if (is_past(page, row)) {
		say_done(page, row, out);
		return true;
	}
	if (their_clock(page, row, &mine, &theirs) && (theirs.hour < NIGHT_TO || theirs.hour >= NIGHT_FROM)) {
		snprintf(out->words, sizeof(out->words), "%02d:%02d for the candidate", theirs.hour,
			theirs.minute);
		out->role = ROLE_LATE;
		out->flag = "!";
		return true;
	}
	return false;
}

static void crumb(struct page *page, uint32_t row, struct ashby_buf *out)
{
	char words[64];

	group(page, row, words);
	ashby_buf_addf(out, "%s (%s)", words, page->app->zone ? ashby_zone_name(page->app->zone) : "UTC");
}

/* The first that has not ended; the last one if all have. */
static uint32_t start(struct page *page)
{
	uint32_t count = list_count(page), low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (start_of(page, list_row_at(page, middle)) < app_now(page->app))
			low = middle + 1;
		else
			high = middle;
	}
	while (low > 0 && !is_past(page, list_row_at(page, low - 1)))
		low--;
	return list_row_at(page, low < count ? low : count ? count - 1 : 0);
}

/* ---- going by days ---- */

static int64_t day_of(struct page *page, uint32_t row)
{
	struct ashby_wall wall;

	ashby_zone_wall(page->app->zone, start_of(page, row), &wall);
	return ashby_date_days(wall.year, wall.month, wall.day);
}

/* The first event of the nearest day that is at least so many days away. */
static unsigned go_days(struct page *page, int days)
{
	uint32_t at = list_at(page), count = list_count(page), row = list_row_at(page, at);
	int64_t wanted;

	if (row == ASHBY_NO_ROW)
		return REACT_NONE;
	wanted = day_of(page, row) + days;
	if (days > 0) {
		while (at + 1 < count && day_of(page, list_row_at(page, at)) < wanted)
			at++;
	} else {
		while (at > 0 && day_of(page, list_row_at(page, at)) > wanted)
			at--;
		wanted = day_of(page, list_row_at(page, at));
		while (at > 0 && day_of(page, list_row_at(page, at - 1)) == wanted)
			at--;
	}
	list_goto(page, at);
	return REACT_DRAW;
}

#define GO_DAYS(name, days)                                                               \
	static unsigned name(struct app *app, struct page *page, const struct args *args) \
	{                                                                                 \
		(void)app;                                                                \
		(void)args;                                                               \
		return go_days(page, (days));                                             \
	}

GO_DAYS(do_day_next, 1)
GO_DAYS(do_day_prev, -1)
GO_DAYS(do_week_next, 7)
GO_DAYS(do_week_prev, -7)

static unsigned do_now(struct app *app, struct page *page, const struct args *args)
{
	uint32_t row = start(page);

	(void)app;
	(void)args;
	for (uint32_t i = 0; i < list_count(page); i++) {
		if (list_row_at(page, i) == row) {
			list_goto(page, i);
			break;
		}
	}
	return REACT_DRAW;
}

/* Mine, the candidate's, UTC, and round again; or one by name. */
static unsigned do_zone(struct app *app, struct page *page, const struct args *args)
{
	struct ashby_text theirs =
		field_text(page, list_row_at(page, list_at(page)), "applicationId->candidate.id->timezone");
	const char *now = app->zone ? ashby_zone_name(app->zone) : "UTC", *next = "UTC", *why = "";
	char word[64] = "";

	if (theirs.len > 0 && theirs.len < sizeof(word))
		memcpy(word, theirs.raw, theirs.len);
	if (args->count > 0)
		next = args->word[0];
	else if (strcmp(now, "UTC") == 0)
		next = "local";
	else if (*word && strcmp(now, word) != 0)
		next = word;
	if (options_set(app, "zone", next, &why))
		status_say(app, "times in %s", app->zone ? ashby_zone_name(app->zone) : "UTC");
	else
		status_warn(app, "zone %s: %s", next, why);
	list_changed(page);
	return REACT_DRAW;
}

/* Somebody's feedback is missing: by the briefing where it has been read, as on Home; else by whether any has come. */
static bool no_feedback(struct page *page, uint32_t row)
{
	struct ashby_text missing;

	if (!is_past(page, row))
		return false;
	if (briefings_missing(page->app, row, &missing))
		return missing.len > 0;
	return !has_feedback(page, row);
}

static bool is_coming(struct page *page, uint32_t row)
{
	return !is_past(page, row);
}

static void preview(struct page *page, uint32_t row, struct doc *doc, bool fetch)
{
	struct cell cell = { .role = ROLE_TEXT };

	preview_joined(page, row, doc, "applicationId->job.title", ", ",
		"applicationId->currentInterviewStage.title", NULL);
	preview_joined(page, row, doc, "applicationId->candidate.id->position", ", ",
		"applicationId->candidate.id->company", NULL);
	doc_heading(doc, "INTERVIEW", -1);
	preview_text(page, row, doc, "what", "interviewId->title");
	preview_date(page, row, doc, "day", "startTime");
	cell_time(page, row, &cell);
	preview_labelf(doc, "time", "%s", cell.words);
	memset(&cell, 0, sizeof(cell));
	cell_theirs(page, row, &cell);
	if (*cell.words)
		preview_labelf(doc, "time there", "%s", cell.words);
	preview_text(page, row, doc, "with", "interviewers");
	preview_text(page, row, doc, "where", "location");
	preview_text(page, row, doc, "meeting", "meetingLink");
	preview_text(page, row, doc, "scheduled by", "scheduledBy");
	recent_notes(page, page->own, field_text(page, row, "applicationId->candidate.id"), doc, fetch);
}

static void close_view(struct page *page)
{
	recent_release(page->own);
}

static const struct column columns[] = {
	{ "TIME", "startTime", cell_time, SHOW_TIME, 11, 11, 0, 0 },
	{ "CANDIDATE", "applicationId->candidate.name", NULL, SHOW_TEXT, 20, 14, COLUMN_NAME | COLUMN_GROW,
		0 },
	{ "INTERVIEW", "interviewId->title", NULL, SHOW_TEXT, 20, 14, COLUMN_GROW, 5 },
	{ "WITH", NULL, cell_with, SHOW_TEXT, 14, 13, COLUMN_GROW, 4 },
	{ "THEIR TIME", NULL, cell_theirs, SHOW_TEXT, 10, 10, 0, 3 },
	{ "JOB", "applicationId->job.title", NULL, SHOW_TEXT, 18, 16, COLUMN_GROW, 2 },
	{ "STAGE", "applicationId->currentInterviewStage.title", NULL, SHOW_TEXT, 14, 8, COLUMN_HIDDEN, 1 },
	{ "LOCATION", "location", NULL, SHOW_TEXT, 14, 8, COLUMN_HIDDEN, 1 },
};

static const struct list_filter filters[] = {
	{ "nofeedback", "done, feedback missing", no_feedback },
	{ "coming", "still to come", is_coming },
	{ NULL, NULL, NULL },
};

/* data */
/* clang-format off */
static const struct command commands[] = {
	{ "day-next", do_day_next, 0, 0, 0, "day", NULL, "next day with an interview", "GO", NULL },
	{ "day-prev", do_day_prev, 0, 0, 0, "day", NULL, "previous day with an interview", "GO", NULL },
	{ "week-next", do_week_next, 0, 0, 0, "week", NULL, "a week on", "GO", NULL },
	{ "week-prev", do_week_prev, 0, 0, 0, "week", NULL, "a week back", "GO", NULL },
	{ "now", do_now, 0, 0, 0, "today", NULL, "what is on now, or next", "GO", NULL },
	{ "zone", do_zone, 0, 1, 0, "zone", "[NAME]", "times in my zone, the candidate's, UTC", "SEE", NULL },
	{ NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */

DEFINE_VIEW(interviews) = {
	.name = "interviews",
	.title = "Interviews",
	.order = 40,
	.digit = '4',
	.engine = &list_engine,
	.contexts = contexts,
	.commands = commands,
	.footer = "note day-next week-next now zone open find preview yank command",
	.kind = ASHBY_EVENTS,
	.watches = UINT32_C(1) << ASHBY_SCHEDULES | UINT32_C(1) << ASHBY_APPLICATIONS |
		UINT32_C(1) << ASHBY_INTERVIEWS,
	.columns = columns,
	.column_count = sizeof(columns) / sizeof(columns[0]),
	.sort = "TIME",
	.detail = "schedule",
	.detail_path = "interviewScheduleId",
	.accepts = accepts,
	.group = group,
	.between = between,
	.second = second,
	.crumb = crumb,
	.start = start,
	.filters = filters,
	.preview = preview,
	.state_size = sizeof(struct recent),
	.close = close_view,
};
