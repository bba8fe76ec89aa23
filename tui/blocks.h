/*
 * blocks.h: the parts that details and previews are made of: people, values by their type, forms, notes, feedback, the
 * path through the stages, interviews, offers. What was not read is not shown: "..." while it comes, "-" where the API
 * gives none, a sentence where it failed.
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include "app.h"
#include "doc.h"
#include "fetch.h"
#include "tell.h"

/* ---- small things (blocks.c) ---- */

/* The value of a part: done is true and nothing is added; else a line says that it comes or why it failed. */
bool block_ready(struct doc *doc, const struct fetch *fetch, const char *what);
/* As a section's note: "...", "-" when it failed, else the number. */
void block_note_count(struct doc *doc, const struct fetch *fetch);
/* "LABEL   " at the line's start, what follows at the column. */
void block_label(struct doc *doc, const char *label, int column);
/* "  Label" in the lists of fields, what follows at their value's column. */
void block_row(struct doc *doc, const char *label);
/* Text, or a dim "-" if there is none. */
void block_text(struct doc *doc, unsigned style, struct ashby_text text);
/* Columns that a text takes on one line. */
int block_columns(struct ashby_text text);
void block_person(struct doc *doc, unsigned style, struct ashby_value user); /* {firstName, lastName} */
void block_user(
	struct app *app, struct doc *doc, unsigned style, struct ashby_text id); /* by id, among the users */
void block_joined(
	struct app *app, struct doc *doc, enum ashby_kind kind, struct ashby_text id, const char *path);
void block_team(struct doc *doc, struct ashby_value team, int column);
/* A value of a custom field or a form, by its shape. label is its valueLabel, or absent. */
void block_value(struct page *page, struct doc *doc, unsigned style, struct ashby_value value,
	struct ashby_value label);
/* Title and value lines; false if there are none. */
bool block_custom_fields(struct page *page, struct doc *doc, struct ashby_value fields);
void block_form(struct page *page, struct doc *doc, struct ashby_value definition, struct ashby_value values);
/* The label of a form's value where the field has options, else absent. */
struct ashby_value block_option(struct ashby_value field, struct ashby_value value);
void block_tags(struct doc *doc, struct ashby_value tags);
/* A link to copy, on a line of its own; nothing if there is no address. */
void block_link(struct doc *doc, char letter, const char *words, struct ashby_text url);
/* Links of a candidate, as a line and as links to copy. */
void block_links(struct doc *doc, struct ashby_value candidate);
/* Text with the few HTML elements that Ashby keeps in notes, as plain text. */
void block_html(struct doc *doc, unsigned style, struct ashby_text text, int indent);

/* ---- hiring (blocks_hiring.c) ---- */

void block_notes(struct page *page, struct doc *doc, const struct fetch *notes, size_t most);
/* Stages and the days in each, on one line; width: of the text, for bars under it, 0 if it is not known. */
void block_path(struct page *page, struct doc *doc, struct ashby_value history, int width);
void block_history(struct page *page, struct doc *doc, struct ashby_value history);
/* When the current stage was entered, ASHBY_NO_TIME if the history does not say. */
int64_t block_entered(struct ashby_value history);
/* One line of an application that was asked for: job, stage, how long or how it ended. */
void block_application(struct page *page, struct doc *doc, const struct fetch *fetch);
void block_interviews(struct page *page, struct doc *doc, const struct fetch *schedules);
void block_schedule(struct page *page, struct doc *doc, struct ashby_value schedule);
/* What an application's status says in words: "archived 12 Nov: withdrew, Accepted another offer". */
void block_archived(struct page *page, struct doc *doc, struct ashby_value application);

/* ---- feedback (blocks_feedback.c) ---- */

/* The briefing of an ended event tells who owes feedback; one fetch each. */
struct briefing {
	struct fetch fetch;
	int64_t ended_ms;
};
struct owed {
	struct briefing *briefings;
	size_t count;
	bool whole; /* all of them have come */
};
void block_feedback(
	struct page *page, struct doc *doc, const struct fetch *feedback, const struct owed *owed);
void block_feedback_full(struct page *page, struct doc *doc, const struct fetch *feedback);
/* "2/4" when it is known who was to give feedback, else the number given. */
void block_feedback_note(struct doc *doc, const struct fetch *feedback, const struct owed *owed);
/* Names of those who owe feedback, with ages, after `before`; false and nothing if nobody is known to. */
bool block_feedback_missing(struct page *page, struct doc *doc, const char *before,
	const struct fetch *feedback, const struct owed *owed);

/* ---- offers (blocks_offer.c) ---- */

void block_terms(struct page *page, struct doc *doc, struct ashby_value version);
/* The versions' terms side by side, newest first, at most three; only what differs is marked. */
void block_versions(struct page *page, struct doc *doc, struct ashby_value offer);
void block_approval(struct page *page, struct doc *doc, struct ashby_value approval);
/* The offer's state in words, with its role's colour. */
void block_offer_status(struct doc *doc, struct ashby_value offer);

#endif
