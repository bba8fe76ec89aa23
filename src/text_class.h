/* text_class.h: what a code point is to the sanitiser. Private to the text family and json_text.c. */
#ifndef ASHBY_TEXT_CLASS_H
#define ASHBY_TEXT_CLASS_H

#include <stdbool.h>
#include <stdint.h>

enum text_class {
	TEXT_PLAIN, /* takes a cell or two */
	TEXT_MARK,  /* takes none and belongs to the character before it */
	TEXT_BREAK, /* ends a line */
	TEXT_TAB,
	TEXT_STAND_IN, /* cannot be shown as it is: controls, private use, unassigned */
	TEXT_HIDDEN,   /* nobody sees it, and it can deceive: direction marks, zero-width, tags */
	TEXT_JOINER, /* ZWJ and ZWNJ: part of the spelling in some scripts, glue between emoji, else hidden */
	TEXT_VARIATION, /* text or emoji style: terminals disagree about the width that it makes */
};

/* cp is a scalar value, as all below. */
enum text_class ashby__text_class(uint32_t cp);
/* Columns of a code point of clean text: 0, 1 or 2. */
int ashby__text_columns(uint32_t cp);
/* A control or an invisible character: what a reader of the raw text could not see. */
bool ashby__text_unseen(uint32_t cp);
bool ashby__text_emoji(uint32_t cp);
/* A letter of a script without case, the only ones in whose spelling ZWJ and ZWNJ take part. */
bool ashby__text_joining(uint32_t cp);

#endif
