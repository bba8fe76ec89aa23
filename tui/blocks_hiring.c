/*
 * blocks_hiring.c: what happens to an application, as parts of details: notes, the path through the stages, interviews.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "blocks.h"
#include "html.h"

#define DAY_MS INT64_C(86400000)

/* Elements with the time that they are sorted by. */
struct timed {
	struct ashby_value value, parent;
	int64_t ms;
};

static int newest_first(const void *a, const void *b)
{
	const struct timed *x = a, *y = b;

	return x->ms < y->ms ? 1 : x->ms > y->ms ? -1 : 0;
}

static int oldest_first(const void *a, const void *b)
{
	return newest_first(b, a);
}

static struct timed *collect(const struct fetch *fetch, const char *path, size_t *count)
{
	struct timed *list = xcalloc(fetch_elements(fetch) + 1, sizeof *list);
	struct ashby_value v = { NULL };
	size_t page = 0, n = 0;

	while (fetch_next(fetch, &page, &v))
		list[n++] = (struct timed){ .value = v, .ms = ashby_get_time(v, path) };
	qsort(list, n, sizeof *list, newest_first);
	*count = n;
	return list;
}

/* ---- notes ---- */

enum {
	NOTE_AUTHOR = 7,
	NOTE_AUTHOR_MAX = 20
}; /* columns: where an author begins, and the most it moves the rest */

/* The start of a note on one line of text. */
static void note_start(struct doc *doc, struct ashby_text content)
{
	struct ashby_buf plain;
	const size_t most = 280;

	ashby_buf_init(&plain, ASHBY_BUF_MAX);
	html_plain(&plain, content);
	for (size_t i = 0; i < plain.len; i++)
		if (plain.data[i] == '\n' || plain.data[i] == '\r')
			plain.data[i] = ' ';
	if (plain.len > most) {
		size_t end = most;

		while (end > 0 && ((unsigned char)plain.data[end] & 0xc0) == 0x80)
			end--;
		ashby_buf_cut(&plain, end);
		ashby_buf_adds(&plain, "...");
	}
	block_text(doc, ROLE_TEXT, ashby_text_of(plain.data, plain.len));
	ashby_buf_release(&plain);
}

static void note_short(struct doc *doc, struct ashby_value note, const char *age, int column)
{
	doc_line(doc);
	doc_hang(doc, column);
	doc_labelf(doc, ROLE_DIM, "%5s", age);
	doc_tab(doc, NOTE_AUTHOR);
	block_person(doc, ROLE_TEXT, ashby_get(note, "author"));
	doc_tab(doc, column);
	note_start(doc, ashby_get_text(note, "content"));
}

static void note_full(struct page *page, struct doc *doc, struct ashby_value note, const char *age)
{
	char when[32];

	doc_blank(doc);
	doc_line(doc);
	doc_labelf(doc, ROLE_DIM, "%5s", age);
	doc_tab(doc, NOTE_AUTHOR);
	block_person(doc, ROLE_NOW, ashby_get(note, "author"));
	if (ashby_value_bool(ashby_get(note, "isPrivate"), false))
		doc_label(doc, ROLE_LATE, "  private");
	doc_right(doc);
	doc_label(doc, ROLE_DIM,
		tell_time(page->app->zone, ashby_get_time(note, "createdAt"), app_now(page->app), when));
	block_html(doc, ROLE_TEXT, ashby_get_text(note, "content"), NOTE_AUTHOR);
}

/* Where the words of notes begin: behind the widest author of those that are shown. */
static int note_column(const struct timed *list, size_t count)
{
	struct ashby_buf name;
	int widest = 0;

	ashby_buf_init(&name, ASHBY_BUF_MAX);
	for (size_t i = 0; i < count; i++) {
		struct ashby_value author = ashby_get(list[i].value, "author");
		int cols;

		ashby_buf_clear(&name);
		tell_short_name(
			&name, ashby_get_text(author, "firstName"), ashby_get_text(author, "lastName"));
		cols = block_columns(ashby_text_of(name.data, name.len));
		widest = cols > widest ? cols : widest;
	}
	ashby_buf_release(&name);
	return NOTE_AUTHOR + 2 + (widest < NOTE_AUTHOR_MAX ? widest : NOTE_AUTHOR_MAX);
}

void block_notes(struct page *page, struct doc *doc, const struct fetch *notes, size_t most)
{
	struct timed *list;
	size_t count, shown;
	int column;
	char age[32];

	if (!block_ready(doc, notes, "the notes"))
		return;
	list = collect(notes, "createdAt", &count);
	shown = most > 0 && most < count ? most : count;
	column = note_column(list, shown);
	for (size_t i = 0; i < shown; i++) {
		tell_age(list[i].ms, app_now(page->app), age);
		if (most > 0)
			note_short(doc, list[i].value, age, column);
		else
			note_full(page, doc, list[i].value, age);
	}
	if (count == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no notes yet");
	} else if (count > shown) {
		doc_line(doc);
		doc_labelf(doc, ROLE_DIM, "%*s%zu more", NOTE_AUTHOR, "", count - shown);
	}
	free(list);
}

/* ---- the path through the stages ---- */

static struct timed *stages(struct ashby_value history, size_t *count)
{
	struct timed *list = xcalloc(ashby_value_count(history) + 1, sizeof *list);
	size_t n = 0;

	for (struct ashby_value v = ashby_value_first(history); v.node; v = ashby_value_next(v))
		list[n++] = (struct timed){ .value = v, .ms = ashby_get_time(v, "enteredStageAt") };
	qsort(list, n, sizeof *list, oldest_first);
	*count = n;
	return list;
}

/* How long, in ms; the stage that has not been left lasts until now. */
static int64_t stay(struct page *page, const struct timed *stage)
{
	int64_t left = ashby_get_time(stage->value, "leftStageAt");
	int64_t until = left == ASHBY_NO_TIME ? app_now(page->app) : left;

	return stage->ms == ASHBY_NO_TIME || until < stage->ms ? 0 : until - stage->ms;
}

static int bar_length(int64_t ms, int64_t longest)
{
	const int most = 20;
	int64_t days = (ms + DAY_MS / 2) / DAY_MS, all = (longest + DAY_MS / 2) / DAY_MS;

	if (all > most)
		days = days * most / all;
	return days < 1 ? 1 : (int)days;
}

/* Columns that a stage takes on the path: its words, or the bar under them. */
static int cell_cols(struct page *page, const struct timed *stage, int64_t longest)
{
	int cols = block_columns(ashby_get_text(stage->value, "title")) + 5;
	int bar = bar_length(stay(page, stage), longest);

	return (cols > bar ? cols : bar) + 3;
}

static void path_words(struct page *page, struct doc *doc, const struct timed *stage, bool last)
{
	char age[32];

	doc_text(doc, ROLE_TEXT, ashby_get_text(stage->value, "title"));
	doc_labelf(doc, last ? ROLE_NOW : ROLE_DIM, " %s", tell_age(0, stay(page, stage), age));
}

/* The stages with a bar under each, a cell a day; they must fit side by side. */
static void path_bars(
	struct page *page, struct doc *doc, const struct timed *list, size_t count, int64_t longest)
{
	char bar[32];
	int x = 8;

	block_label(doc, "PATH", 8);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			doc_tab(doc, x);
		path_words(page, doc, &list[i], i + 1 == count);
		x += cell_cols(page, &list[i], longest);
		if (i + 1 < count) {
			doc_tab(doc, x - 2);
			doc_label(doc, ROLE_DIM, ">");
		}
	}
	doc_line(doc);
	x = 8;
	for (size_t i = 0; i < count; i++) {
		int n = bar_length(stay(page, &list[i]), longest);

		memset(bar, '#', sizeof bar);
		bar[n < (int)sizeof bar ? n : (int)sizeof bar - 1] = '\0';
		doc_tab(doc, x);
		doc_label(doc, i + 1 == count ? ROLE_PRESS : ROLE_DIM, bar);
		x += cell_cols(page, &list[i], longest);
	}
}

void block_path(struct page *page, struct doc *doc, struct ashby_value history, int width)
{
	size_t count;
	struct timed *list = stages(history, &count);
	int64_t longest = 0;
	int cols = 8;

	for (size_t i = 0; i < count; i++)
		longest = stay(page, &list[i]) > longest ? stay(page, &list[i]) : longest;
	for (size_t i = 0; i < count; i++)
		cols += cell_cols(page, &list[i], longest);
	if (count > 0 && cols <= width) {
		path_bars(page, doc, list, count, longest);
	} else {
		block_label(doc, "PATH", 8);
		for (size_t i = 0; i < count; i++) {
			doc_label(doc, ROLE_DIM, i > 0 ? " > " : "");
			path_words(page, doc, &list[i], i + 1 == count);
		}
		if (count == 0)
			doc_label(doc, ROLE_DIM, "-");
	}
	free(list);
}

void block_history(struct page *page, struct doc *doc, struct ashby_value history)
{
	size_t count;
	struct timed *list = stages(history, &count);
	char age[32], when[32];

	for (size_t i = count; i-- > 0;) {
		struct ashby_text actor = ashby_get_text(list[i].value, "actorId");

		doc_line(doc);
		doc_labelf(doc, ROLE_DIM, "%14s",
			tell_time(page->app->zone, list[i].ms, app_now(page->app), when));
		doc_tab(doc, 17);
		doc_text(doc, i + 1 == count ? ROLE_NOW : ROLE_TEXT, ashby_get_text(list[i].value, "title"));
		doc_tab(doc, 42);
		doc_labelf(doc, ROLE_TEXT, "%4s", tell_age(0, stay(page, &list[i]), age));
		doc_tab(doc, 50);
		if (actor.len > 0) {
			doc_label(doc, ROLE_DIM, "moved by ");
			block_user(page->app, doc, ROLE_TEXT, actor);
		}
	}
	if (count == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no history came with this application");
	}
	free(list);
}

int64_t block_entered(struct ashby_value history)
{
	for (struct ashby_value v = ashby_value_first(history); v.node; v = ashby_value_next(v))
		if (ashby_get_time(v, "leftStageAt") == ASHBY_NO_TIME)
			return ashby_get_time(v, "enteredStageAt");
	return ASHBY_NO_TIME;
}

void block_archived(struct page *page, struct doc *doc, struct ashby_value application)
{
	static const struct {
		const char *type, *words;
	} kinds[] = { { "RejectedByCandidate", "withdrew" }, { "RejectedByOrg", "rejected" } };
	struct ashby_value reason = ashby_get(application, "archiveReason");
	struct ashby_text type = ashby_get_text(reason, "reasonType");
	const char *words = "other";
	char day[32];

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (ashby_text_equal(type, ashby_text_str(kinds[i].type)))
			words = kinds[i].words;
	doc_labelf(doc, ROLE_BAD, "archived %s",
		tell_day(
			page->app->zone, ashby_get_time(application, "archivedAt"), app_now(page->app), day));
	if (type.len > 0)
		doc_labelf(doc, ROLE_TEXT, ": %s, ", words);
	doc_text(doc, ROLE_TEXT, ashby_get_text(reason, "text"));
}

void block_application(struct page *page, struct doc *doc, const struct fetch *fetch)
{
	struct ashby_value v = fetch_value(fetch);
	int64_t entered = block_entered(ashby_get(v, "applicationHistory"));
	char age[32];

	if (!v.node) {
		block_ready(doc, fetch, "an application");
		return;
	}
	doc_line(doc);
	doc_hang(doc, 4);
	doc_label(doc, ROLE_TEXT, "  ");
	doc_text(doc, ROLE_TEXT, ashby_get_text(v, "job.title"));
	doc_tab(doc, 34);
	if (ashby_text_equal(ashby_get_text(v, "status"), ashby_text_str("Archived"))) {
		block_archived(page, doc, v);
		return;
	}
	doc_text(doc, ROLE_TEXT, ashby_get_text(v, "currentInterviewStage.title"));
	doc_tab(doc, 52);
	doc_labelf(doc, ROLE_TEXT, "%4s  ", tell_age(entered, app_now(page->app), age));
	doc_text(doc, ROLE_DIM, ashby_get_text(v, "status"));
}

/* ---- interviews ---- */

static void interviewers(struct doc *doc, struct ashby_value event)
{
	struct ashby_value v = ashby_value_first(ashby_get(event, "interviewers"));

	if (!v.node)
		doc_label(doc, ROLE_DIM, "-");
	for (bool first = true; v.node; v = ashby_value_next(v), first = false) {
		struct ashby_text training = ashby_get_text(v, "trainingRole");

		doc_label(doc, ROLE_TEXT, first ? "" : ", ");
		block_person(doc, ROLE_TEXT, v);
		if (training.len > 0) {
			doc_label(doc, ROLE_DIM, " (");
			doc_text(doc, ROLE_DIM, training);
			doc_label(doc, ROLE_DIM, ")");
		}
	}
}

static void event_state(struct page *page, struct doc *doc, struct ashby_value event)
{
	int64_t now = app_now(page->app), start = ashby_get_time(event, "startTime");
	int64_t end = ashby_get_time(event, "endTime");
	char age[32];

	if (end != ASHBY_NO_TIME && end <= now) {
		if (ashby_value_bool(ashby_get(event, "hasSubmittedFeedback"), true))
			doc_label(doc, ROLE_DIM, "done, feedback in");
		else
			doc_labelf(doc, ROLE_LATE, "no feedback %s", tell_age(end, now, age));
	} else if (start != ASHBY_NO_TIME && start <= now) {
		doc_label(doc, ROLE_NOW, "now");
	} else if (start != ASHBY_NO_TIME) {
		doc_labelf(doc, ROLE_PRESS, "in %s", tell_age(0, start - now, age));
	}
}

static void event_line(struct page *page, struct doc *doc, struct ashby_value event)
{
	char when[32];

	doc_line(doc);
	doc_hang(doc, 17);
	doc_labelf(doc, ROLE_TEXT, "%14s",
		tell_time(page->app->zone, ashby_get_time(event, "startTime"), app_now(page->app), when));
	doc_tab(doc, 17);
	if (ashby_get_text(event, "interview.title").len > 0)
		doc_text(doc, ROLE_TEXT, ashby_get_text(event, "interview.title"));
	else
		block_joined(page->app, doc, ASHBY_INTERVIEWS, ashby_get_text(event, "interviewId"), "title");
	doc_tab(doc, 42);
	interviewers(doc, event);
	doc_tab(doc, 60);
	event_state(page, doc, event);
}

static bool is_word(struct ashby_value value, const char *path, const char *word)
{
	return ashby_text_equal(ashby_get_text(value, path), ashby_text_str(word));
}

static void schedule_without_events(struct doc *doc, struct ashby_value schedule)
{
	char words[64];

	doc_line(doc);
	doc_tab(doc, 17);
	doc_label(doc, is_word(schedule, "status", "Cancelled") ? ROLE_DIM : ROLE_LATE,
		tell_api(ashby_get_text(schedule, "status"), words, sizeof words));
}

void block_interviews(struct page *page, struct doc *doc, const struct fetch *schedules)
{
	struct timed *events = NULL;
	struct ashby_value s = { NULL };
	size_t at = 0, count = 0, cap = 0, plain = 0;

	if (!block_ready(doc, schedules, "the interviews"))
		return;
	while (fetch_next(schedules, &at, &s)) {
		struct ashby_value e = ashby_value_first(ashby_get(s, "interviewEvents"));

		if (!e.node && !is_word(s, "status", "Cancelled"))
			schedule_without_events(doc, s), plain++;
		for (; e.node && !is_word(s, "status", "Cancelled"); e = ashby_value_next(e)) {
			if (count == cap) {
				cap = cap ? cap * 2 : 16;
				events = xrealloc(events, cap * sizeof *events);
			}
			events[count++] = (struct timed){ e, s, ashby_get_time(e, "startTime") };
		}
	}
	if (count > 1)
		qsort(events, count, sizeof *events, oldest_first);
	for (size_t i = 0; i < count; i++)
		event_line(page, doc, events[i].value);
	if (count + plain == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no interviews in Ashby");
	}
	free(events);
}

void block_schedule(struct page *page, struct doc *doc, struct ashby_value schedule)
{
	struct ashby_value e = ashby_value_first(ashby_get(schedule, "interviewEvents"));

	if (!e.node)
		schedule_without_events(doc, schedule);
	for (; e.node; e = ashby_value_next(e))
		event_line(page, doc, e);
}
