/*
 * cmdbar_line.h: the one line that readline edits. It is fed keys and asked for its text; it never sees a terminal: its
 * streams are /dev/null, its signals, its environment and its prompt are left to us.
 */
#ifndef CMDBAR_LINE_H
#define CMDBAR_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include "key.h"

enum line_state { LINE_EDITING, LINE_ACCEPTED, LINE_LEFT };

/* Starts with a text, the cursor at its end. with_history: Up, Down and C-r walk the commands typed before. */
void line_open(const char *text, bool with_history);
void line_close(void);
/* After LINE_ACCEPTED the text is the accepted one, until line_close. */
enum line_state line_feed(tui_key key);
const char *line_text(void);
size_t line_point(void); /* the cursor's byte */
/* What readline asks in the meantime ("(reverse-i-search)`app': "), NULL while it just edits. */
const char *line_asks(void);
/* Puts text at the cursor, in the place of the bytes before it from `from` on. */
void line_replace(size_t from, const char *text);
void line_set_point(size_t point);

void line_history_add(const char *line);
void line_history_load(const char *path);
void line_history_save(const char *path);

#endif
