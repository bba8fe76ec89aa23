/* utf8.c: strict UTF-8, one code point at a time. Knows nothing of what a character is. */
#include "utf8.h"

/* Bytes that follow a lead byte, and the range of the first of them, which rules out overlong forms and surrogates. */
struct lead {
	unsigned char follow, low, high;
};

static struct lead lead_of(unsigned char c)
{
	if (c >= 0xC2 && c <= 0xDF)
		return (struct lead){ 1, 0x80, 0xBF };
	if (c >= 0xE0 && c <= 0xEF)
		return (struct lead){ 2, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF };
	if (c >= 0xF0 && c <= 0xF4)
		return (struct lead){ 3, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF };
	return (struct lead){ 0, 0, 0 };
}

size_t ashby__utf8_next(const char *s, size_t len, uint32_t *cp)
{
	unsigned char first = (unsigned char)s[0];
	struct lead lead;
	uint32_t value;
	size_t i;

	if (first < 0x80) {
		*cp = first;
		return 1;
	}
	*cp = UTF8_BAD;
	lead = lead_of(first);
	if (!lead.follow)
		return 1;
	value = first & (0x3Fu >> lead.follow);
	for (i = 1; i <= lead.follow; i++) {
		unsigned char c = i < len ? (unsigned char)s[i] : 0;

		if (c < lead.low || c > lead.high)
			return i;
		value = value << 6 | (c & 0x3Fu);
		lead.low = 0x80;
		lead.high = 0xBF;
	}
	*cp = value;
	return i;
}

size_t ashby__utf8_put(char at[static 4], uint32_t cp)
{
	if (cp < 0x80) {
		at[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		at[0] = (char)(0xC0 | cp >> 6);
		at[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		at[0] = (char)(0xE0 | cp >> 12);
		at[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		at[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	at[0] = (char)(0xF0 | cp >> 18);
	at[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	at[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	at[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}
