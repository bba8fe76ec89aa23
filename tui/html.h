/*
 * html.h: notes with the few HTML elements that Ashby keeps, as plain text. Pure.
 */
#ifndef HTML_H
#define HTML_H

#include <ashby/text.h>

/* Appends the text; what has no known tag in it is copied as it is. */
void html_plain(struct ashby_buf *out, struct ashby_text text);

#endif
