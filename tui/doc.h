/*
 * doc.h: styled text of many lines: previews, details, help. Filled by a view once, laid out for a width, drawn from a
 * scroll position. Text from outside is kept raw and cleaned when it is laid out. Knows no store and no curses.
 *
 * Build order: doc_line starts a line, spans follow. Tabs are columns of the line. A span that does not fit wraps with
 * the line's hanging indent if wrapping is on, else it is cut.
 */
#ifndef DOC_H
#define DOC_H

#include <stdbool.h>
#include <stddef.h>
#include "draw.h"

struct doc;

struct doc *doc_new(void);
void doc_free(struct doc *doc); /* accepts NULL */
void doc_clear(struct doc *doc);

void doc_section(struct doc *doc, const char *title, int count); /* a tab of a detail; count -1: none shown */
void doc_section_note(
	struct doc *doc, const char *note); /* what stands in the count's place: "2/4", "-", "..." */
/* What the lines from here on belong to, for pages with a cursor; -1: nothing. */
void doc_target(struct doc *doc, int target);
void doc_line(struct doc *doc);              /* starts a new line, indent 0 */
void doc_hang(struct doc *doc, int columns); /* hanging indent of this line's continuation lines */
void doc_text(struct doc *doc, unsigned style, struct ashby_text text);
void doc_block(struct doc *doc, unsigned style, struct ashby_text text,
	int indent); /* several lines, each wrapped */
void doc_label(struct doc *doc, unsigned style, const char *words);
void doc_labelf(struct doc *doc, unsigned style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void doc_tab(struct doc *doc, int column); /* go to a column (at least two blanks on) */
void doc_right(struct doc *doc);           /* what follows is right-aligned on this line */
void doc_blank(struct doc *doc);           /* an empty line; two in a row count as one */
void doc_heading(struct doc *doc, const char *words, int count); /* blank line, heading; count -1: none */
/* Something that can be opened or copied: its letter in the links menu, its words, its address. */
void doc_link(struct doc *doc, char letter, const char *words, struct ashby_text url);

/* After filling, for a width. Returns the number of lines. */
int doc_layout(struct doc *doc, int cols, bool wrap);
int doc_lines(const struct doc *doc);
void doc_draw(const struct doc *doc, const struct box *box, int top);
/* One line into row y of the box; flags are added to every style: DRAW_SELECTED fills the row. */
void doc_draw_line(const struct doc *doc, const struct box *box, int y, int line, unsigned flags);
int doc_target_at(const struct doc *doc, int line);
/* The first line of a target, -1 if it has none. */
int doc_target_line(const struct doc *doc, int target);
/* Sections: how many, the title of one ("Notes 6"), its first line. */
int doc_sections(const struct doc *doc);
const char *doc_section_title(const struct doc *doc, int i);
int doc_section_line(const struct doc *doc, int i);
/* The first line at or after `from` (before it, if back) that holds the words, folding case; -1 if none. */
int doc_find(const struct doc *doc, const char *words, int from, bool back);
void doc_mark(struct doc *doc, const char *words); /* words drawn as ROLE_MATCH; NULL: none */
bool doc_link_at(const struct doc *doc, int i, char *letter, const char **words, struct ashby_text *url);
/* The laid-out line as plain text, for copying. */
void doc_plain(const struct doc *doc, int line, struct ashby_buf *out);

#endif
