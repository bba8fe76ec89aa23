/*
 * blur.h: hides e-mail addresses, phone numbers and pay in what is about to be drawn, for a screen that others see. By
 * the look of the text, so that no view can forget it; letters and digits become stars, widths stay. Pure.
 */
#ifndef BLUR_H
#define BLUR_H

#include <stddef.h>

/* clean text, changed in place */
void blur_text(char *clean, size_t len);

#endif
