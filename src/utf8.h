/* utf8.h: decoding and encoding of UTF-8, strict (no surrogates, no overlong forms). */
#ifndef ASHBY_UTF8_H
#define ASHBY_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD UINT32_MAX
#define UTF8_REPLACEMENT 0xFFFDu

/*
 * The next code point of s, which has len > 0 bytes, and the bytes it takes (at least 1). For bad UTF-8 *cp is
 * UTF8_BAD and the bytes are those of one maximal subpart, which stands for one U+FFFD (Unicode 3.9, table 3-8).
 */
size_t ashby__utf8_next(const char *s, size_t len, uint32_t *cp);
/* Writes cp, a scalar value, and returns its bytes; not NUL-terminated. */
size_t ashby__utf8_put(char at[static 4], uint32_t cp);

#endif
