/* home_tell.c: the words of Home's lines and of their rules. A row of a table a section. */
#include "home_tell.h"

#include <stdio.h>
#include <string.h>

#include "ages.h"
#include "app.h"
#include "briefings.h"
#include "joins.h"
#include "tell.h"

enum { CELL_MAX = 8192, NAMES_MAX = 4, MINUTE_MS = 60 * 1000, HOUR_MINUTES = 60 };

static struct ashby_text text_of(struct app *app, enum ashby_kind kind, uint32_t row, const char *path)
{
	struct ashby_field field;

	if (row == ASHBY_NO_ROW || !ashby_field_find(kind, path, &field))
		return ashby_text_str("");
	return ashby_field_text(app->store, &field, row);
}

static int64_t time_of(struct app *app, enum ashby_kind kind, uint32_t row, const char *path)
{
	struct ashby_field field;

	return ashby_field_find(kind, path, &field) ? ashby_field_time(app->store, &field, row)
						    : ASHBY_NO_TIME;
}

static void add(struct ashby_buf *out, struct ashby_text text)
{
	ashby_buf_add(out, text.raw, text.len);
}

void home_cells_init(struct home_cells *cells)
{
	ashby_buf_init(&cells->name, CELL_MAX);
	ashby_buf_init(&cells->what, CELL_MAX);
	ashby_buf_init(&cells->job, CELL_MAX);
	ashby_buf_init(&cells->when, CELL_MAX);
}

void home_cells_release(struct home_cells *cells)
{
	ashby_buf_release(&cells->name);
	ashby_buf_release(&cells->what);
	ashby_buf_release(&cells->job);
	ashby_buf_release(&cells->when);
}

/* ---- parts ---- */

static void add_title(struct app *app, uint32_t event, struct ashby_buf *out)
{
	struct ashby_text title = text_of(app, ASHBY_EVENTS, event, "interviewId->title");

	add(out, title.len ? title : ashby_text_str("interview"));
}

/* The interviewers: "you" first of all, the others short: "you, T. Berg", "T. Berg +2". */
static void add_interviewers(struct app *app, uint32_t event, struct ashby_buf *out)
{
	struct ashby_text ids = text_of(app, ASHBY_EVENTS, event, "interviewers[].id");
	int shown = 0, more = 0;

	if (mine_known(app) && mine_in(app, ids)) {
		ashby_buf_adds(out, ", you");
		shown++;
	}
	for (size_t at = 0, len; at < ids.len; at += len + 2) {
		struct ashby_text id;
		uint32_t user;

		for (len = 0; at + len < ids.len && ids.raw[at + len] != ','; len++)
			;
		id = ashby_text_of(ids.raw + at, len);
		user = ashby_store_find(app->store, ASHBY_USERS, id);
		if (user == ASHBY_NO_ROW || ashby_text_equal(id, ashby_text_str(app->me_id)))
			continue;
		if (shown++ >= 1) {
			more++;
			continue;
		}
		ashby_buf_adds(out, ", ");
		tell_short_name(out, text_of(app, ASHBY_USERS, user, "firstName"),
			text_of(app, ASHBY_USERS, user, "lastName"));
	}
	if (more > 0)
		ashby_buf_addf(out, " +%d", more);
}

static void add_age(struct app *app, int64_t at, struct ashby_buf *out)
{
	char age[32];

	ashby_buf_adds(out, tell_age(at, app_now(app), age));
}

static void add_user(struct app *app, uint32_t user, struct ashby_buf *out)
{
	tell_short_name(out, text_of(app, ASHBY_USERS, user, "firstName"),
		text_of(app, ASHBY_USERS, user, "lastName"));
}

static void add_person(struct app *app, const struct home_item *item, struct home_cells *out)
{
	add(&out->name, text_of(app, ASHBY_APPLICATIONS, item->application, "candidate.name"));
	add(&out->job, text_of(app, ASHBY_APPLICATIONS, item->application, "job.title"));
}

/* ---- lines ---- */

static void tell_approval(
	struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out)
{
	(void)home;
	if (item->kind == ASHBY_JOBS) {
		add(&out->name, text_of(app, ASHBY_JOBS, item->row, "title"));
		ashby_buf_adds(&out->what, "Job, to be approved");
	} else {
		add_person(app, item, out);
		ashby_buf_adds(&out->what, "Offer, ");
		add(&out->what, text_of(app, ASHBY_APPLICATIONS, item->application, "job.title"));
	}
	ashby_buf_adds(&out->when, "waiting ");
	add_age(app, item->at, &out->when);
}

static void tell_today(
	struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out)
{
	int minutes = (int)((item->at - app_now(app) + MINUTE_MS - 1) / MINUTE_MS);
	char clock[32];

	(void)home;
	add_person(app, item, out);
	ashby_buf_addf(&out->what, "%s ", tell_clock(app->zone, item->at, clock));
	add_title(app, item->row, &out->what);
	add_interviewers(app, item->row, &out->what);
	if (minutes <= 0)
		ashby_buf_adds(&out->when, "now");
	else if (minutes < HOUR_MINUTES)
		ashby_buf_addf(&out->when, "in %dm", minutes);
	else
		ashby_buf_addf(&out->when, "in %dh%02d", minutes / HOUR_MINUTES, minutes % HOUR_MINUTES);
}

static void tell_owe(
	struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out)
{
	(void)home;
	add_person(app, item, out);
	add_title(app, item->row, &out->what);
	add_age(app, item->at, &out->when);
}

static bool owes(struct app *app, const struct home_item *item, uint32_t event)
{
	return home_owes(app, event, ashby_store_id(app->store, ASHBY_USERS, item->row));
}

static void tell_chase(
	struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out)
{
	unsigned shown = 0;

	add_user(app, item->row, &out->name);
	if (item->n > 1)
		ashby_buf_addf(&out->name, "  %u", item->n);
	for (unsigned i = 0; i < home->due_count && shown < NAMES_MAX; i++) {
		if (!owes(app, item, home->due[i]))
			continue;
		ashby_buf_adds(&out->what, shown++ ? ", " : "");
		add(&out->what, text_of(app, ASHBY_EVENTS, home->due[i], "applicationId->candidate.name"));
	}
	if (item->n > shown)
		ashby_buf_addf(&out->what, " +%u", item->n - shown);
	add(&out->job, text_of(app, ASHBY_APPLICATIONS, item->application, "job.title"));
	add_age(app, item->at, &out->when);
}

static void tell_late(
	struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out)
{
	struct age age = ages_of(app, item->row);
	char usual[16];

	(void)home;
	add_person(app, item, out);
	add(&out->what, text_of(app, ASHBY_APPLICATIONS, item->row, "currentInterviewStage.title"));
	habit_span(habit_speaks(&age.habit) ? age.habit.median : age.limit_ms, usual);
	ashby_buf_addf(&out->what, ", %s %s", habit_speaks(&age.habit) ? "usual" : "limit", usual);
	add_age(app, item->at, &out->when);
}

static void tell_review(
	struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out)
{
	(void)home;
	add(&out->name, text_of(app, ASHBY_APPLICATIONS, item->application, "candidate.name"));
	if (item->n > 1)
		ashby_buf_addf(&out->name, " +%u", item->n - 1);
	add(&out->what, text_of(app, ASHBY_JOBS, item->row, "title"));
	add(&out->job, text_of(app, ASHBY_APPLICATIONS, item->application, "source.title"));
	add_age(app, item->at, &out->when);
}

/* ---- rules ---- */

static void line(struct ashby_buf *out, const char *words)
{
	ashby_buf_addf(out, "%s%s", out->len ? "\n" : "", words);
}

static void add_since(struct app *app, const char *words, int64_t at, struct ashby_buf *out)
{
	char when[32], age[32];

	ashby_buf_addf(out, "%s%s %s, %s ago.", out->len ? "\n" : "", words,
		tell_time(app->zone, at, app_now(app), when), tell_age(at, app_now(app), age));
}

static void why_approval(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	uint32_t approval = item->kind == ASHBY_OFFERS ? joins_approval(app, item->row) : ASHBY_NO_ROW;

	line(out,
		home->scope == SCOPE_ME ? "Its first step that is not done waits for your decision."
					: "A step of its approval is not done yet.");
	if (approval != ASHBY_NO_ROW && home->scope != SCOPE_ME) {
		ashby_buf_adds(out, "\nIt waits for ");
		joins_waits_for(app, approval, out);
		ashby_buf_addc(out, '.');
	}
	add_since(app, "Asked for", item->at, out);
}

static void why_today(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	(void)app;
	(void)item;
	line(out, "An interview of today that is not over.");
	if (home->scope == SCOPE_ME)
		line(out, "You interview, scheduled it, or are on the candidate's hiring team.");
}

static void why_owe(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	(void)home;
	add_since(app, "The interview ended", item->at, out);
	ashby_buf_addf(out,
		"\nYour feedback is required there and has not come. Interviews of the last %d days are "
		"looked "
		"after.",
		BRIEFING_DAYS);
}

void home_tell_event(struct app *app, uint32_t event, struct ashby_buf *out)
{
	add(out, text_of(app, ASHBY_EVENTS, event, "applicationId->candidate.name"));
	ashby_buf_adds(out, ", ");
	add_title(app, event, out);
	ashby_buf_adds(out, ", ");
	add_age(app, time_of(app, ASHBY_EVENTS, event, "endTime"), out);
}

static void why_chase(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	add_user(app, item->row, out);
	ashby_buf_addf(out,
		" interviewed in the last %d days, is not in training, and the feedback that is required has "
		"not "
		"come:",
		BRIEFING_DAYS);
	for (unsigned i = 0; i < home->due_count; i++) {
		if (!owes(app, item, home->due[i]))
			continue;
		ashby_buf_adds(out, "\n  ");
		home_tell_event(app, home->due[i], out);
	}
	line(out, "y f copies a reminder with every link.");
}

static void add_rule(const struct age *age, struct ashby_buf *out)
{
	char median[16], upper[16], limit[16];

	habit_span(age->habit.median, median);
	habit_span(age->habit.upper, upper);
	habit_span(age->limit_ms, limit);
	if (habit_speaks(&age->habit))
		ashby_buf_addf(out,
			"\nOf the last %u that left this stage in this job half took up to %s, three in four "
			"up to "
			"%s.\n"
			"! says over %s, !! over twice the usual %s as well.",
			age->habit.n, median, upper, upper, median);
	else
		ashby_buf_addf(out,
			"\nOnly %u past cases are known here: the limit of %s counts (:set late-days).\n"
			"! says over it, !! over twice as long.",
			age->habit.n, limit);
}

static void why_late(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	struct age age = ages_of(app, item->row);

	(void)home;
	add_since(app, "In its stage since", item->at, out);
	add_rule(&age, out);
}

static void why_review(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	struct age age = ages_of(app, item->application);

	(void)home;
	ashby_buf_addf(
		out, "%u active application%s before the first screen.", item->n, item->n == 1 ? "" : "s");
	add_since(app, item->n == 1 ? "It came" : "The first came", item->at, out);
	if (age.measured)
		add_rule(&age, out);
}

/* ---- sections ---- */

static const struct section {
	const char *heading, *heading_me; /* of the scope "me" */
	const char *why;
	void (*tell)(struct app *app, const struct home *home, const struct home_item *item,
		struct home_cells *out);
	void (*rule)(struct app *app, const struct home *home, const struct home_item *item,
		struct ashby_buf *out);
} sections[HOME_SECTIONS] = {
	[HOME_APPROVALS] = { "APPROVALS WAITING", "APPROVALS WAITING FOR YOU", "a step is not done",
		tell_approval, why_approval },
	[HOME_TODAY] = { "TODAY", "TODAY", "today, not over", tell_today, why_today },
	[HOME_OWE] = { "FEEDBACK YOU OWE", "FEEDBACK YOU OWE", "required, not given", tell_owe, why_owe },
	[HOME_CHASE] = { "FEEDBACK TO CHASE", "FEEDBACK TO CHASE", "required, not given", tell_chase,
		why_chase },
	[HOME_LATE] = { "LATE", "LATE", "longer than usual", tell_late, why_late },
	[HOME_REVIEW] = { "TO REVIEW", "TO REVIEW", "before the first screen", tell_review, why_review },
};

void home_tell(struct app *app, const struct home *home, const struct home_item *item, struct home_cells *out)
{
	ashby_buf_clear(&out->name);
	ashby_buf_clear(&out->what);
	ashby_buf_clear(&out->job);
	ashby_buf_clear(&out->when);
	sections[item->section].tell(app, home, item, out);
}

const char *home_heading(const struct home *home, enum home_section section)
{
	return home->scope == SCOPE_ME ? sections[section].heading_me : sections[section].heading;
}

const char *home_why_short(enum home_section section)
{
	return sections[section].why;
}

void home_why(struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	sections[item->section].rule(app, home, item, out);
}

void home_reminder(
	struct app *app, const struct home *home, const struct home_item *item, struct ashby_buf *out)
{
	struct ashby_text first = text_of(app, ASHBY_USERS, item->row, "firstName");

	ashby_buf_adds(out, "Hi ");
	add(out, first);
	ashby_buf_addf(out, ", your feedback is still missing after %s:\n",
		item->n == 1 ? "this interview" : "these interviews");
	for (unsigned i = 0; i < home->due_count; i++) {
		char when[32];

		if (!owes(app, item, home->due[i]))
			continue;
		ashby_buf_adds(out, "- ");
		add(out, text_of(app, ASHBY_EVENTS, home->due[i], "applicationId->candidate.name"));
		ashby_buf_adds(out, ", ");
		add_title(app, home->due[i], out);
		ashby_buf_addf(out, ", %s: ",
			tell_day(app->zone, time_of(app, ASHBY_EVENTS, home->due[i], "startTime"),
				app_now(app), when));
		add(out, text_of(app, ASHBY_EVENTS, home->due[i], "feedbackLink"));
		ashby_buf_addc(out, '\n');
	}
	ashby_buf_adds(out, "Thank you!\n");
}
