/* text_width.c: columns and grapheme clusters of clean text: where a line may be cut. */
#include "ashby/text.h"

#include <utf8proc.h>

#include "text_class.h"
#include "utf8.h"

static bool printable_ascii(char c)
{
	return c >= 0x20 && c < 0x7F;
}

int ashby_text_width(const char *clean, size_t len)
{
	int columns = 0;
	size_t at = 0;
	uint32_t cp;

	while (at < len) {
		if (printable_ascii(clean[at])) {
			columns++;
			at++;
			continue;
		}
		at += ashby__utf8_next(clean + at, len - at, &cp);
		columns += ashby__text_columns(cp);
	}
	return columns;
}

/* Whether no cluster ends between two characters. What takes no column stays with what does. */
static bool clings(uint32_t before, uint32_t cp, utf8proc_int32_t *state)
{
	bool breaks = utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)cp, state);

	return !breaks || (before != '\n' && cp != '\n' && ashby__text_columns(cp) == 0);
}

size_t ashby_text_step(const char *clean, size_t len, int *columns)
{
	utf8proc_int32_t state = 0;
	uint32_t before, cp;
	size_t at, more;

	*columns = 0;
	if (!len)
		return 0;
	if (printable_ascii(clean[0]) && (len == 1 || (unsigned char)clean[1] < 0x80)) {
		*columns = 1;
		return 1;
	}
	at = ashby__utf8_next(clean, len, &before);
	*columns = ashby__text_columns(before);
	while (at < len) {
		more = ashby__utf8_next(clean + at, len - at, &cp);
		if (!clings(before, cp, &state))
			break;
		*columns += ashby__text_columns(cp);
		at += more;
		before = cp;
	}
	return at;
}

size_t ashby_text_cut(const char *clean, size_t len, int columns, int *used)
{
	size_t at = 0, step;
	int width, sum = 0;

	while ((step = ashby_text_step(clean + at, len - at, &width)) && sum + width <= columns) {
		sum += width;
		at += step;
	}
	*used = sum;
	return at;
}
