/* text.c: text from outside as a value: making, comparing. What may be drawn of it is text_clean.c's. */
#include "ashby/text.h"

#include <string.h>

struct ashby_text ashby_text_of(const char *bytes, size_t len)
{
	return (struct ashby_text){ bytes, len };
}

struct ashby_text ashby_text_str(const char *s)
{
	return s ? ashby_text_of(s, strlen(s)) : ashby_text_of("", 0);
}

bool ashby_text_equal(struct ashby_text a, struct ashby_text b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.raw, b.raw, a.len) == 0);
}

int ashby_text_compare(struct ashby_text a, struct ashby_text b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.raw, b.raw, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}
