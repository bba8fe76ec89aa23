/* keys.h: names of keys, as the key files write them, to the bytes that a terminal sends. */
#ifndef SCREEN_KEYS_H
#define SCREEN_KEYS_H

#include <stddef.h>

enum { KEYS_MAX = 16 };

/* Writes the bytes of one named key ("j", "Enter", "C-c", "<C-c>", "M-x", "F5"); their number, 0 for an unknown name.
 * With `application` the cursor keys are those of the keypad's application mode. */
size_t keys_bytes(const char *name, int application, char to[KEYS_MAX]);

#endif
