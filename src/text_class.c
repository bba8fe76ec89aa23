/*
 * text_class.c: the table of what may be shown and what deceives, and the one place that asks for a width. Categories
 * are utf8proc's, columns are wcwidth's, since that is what curses and most terminals count by.
 */
#include "text_class.h"

#include <stddef.h>
#include <utf8proc.h>
#include <wchar.h>

#define LINE_FEED 0x0A

struct range {
	uint32_t first, last;
	enum text_class class;
};

/* Sorted. What is not here is told by its category and width. */
static const struct range special[] = {
	{ 0x0000, 0x0008, TEXT_STAND_IN },
	{ 0x0009, 0x0009, TEXT_TAB },
	{ 0x000A, 0x000A, TEXT_BREAK },
	{ 0x000B, 0x001F, TEXT_STAND_IN },
	{ 0x007F, 0x0084, TEXT_STAND_IN },
	{ 0x0085, 0x0085, TEXT_BREAK },
	{ 0x0086, 0x009F, TEXT_STAND_IN },
	{ 0x00AD, 0x00AD, TEXT_HIDDEN },
	{ 0x034F, 0x034F, TEXT_HIDDEN },
	{ 0x061C, 0x061C, TEXT_HIDDEN },
	{ 0x115F, 0x1160, TEXT_HIDDEN },
	{ 0x17B4, 0x17B5, TEXT_HIDDEN },
	{ 0x180B, 0x180F, TEXT_HIDDEN },
	{ 0x200B, 0x200B, TEXT_HIDDEN },
	{ 0x200C, 0x200D, TEXT_JOINER },
	{ 0x200E, 0x200F, TEXT_HIDDEN },
	{ 0x2028, 0x2029, TEXT_BREAK },
	{ 0x202A, 0x202E, TEXT_HIDDEN },
	{ 0x2060, 0x206F, TEXT_HIDDEN },
	{ 0x3164, 0x3164, TEXT_HIDDEN },
	{ 0xD800, 0xDFFF, TEXT_STAND_IN },
	{ 0xFE00, 0xFE0D, TEXT_HIDDEN },
	{ 0xFE0E, 0xFE0F, TEXT_VARIATION },
	{ 0xFEFF, 0xFEFF, TEXT_HIDDEN },
	{ 0xFFA0, 0xFFA0, TEXT_HIDDEN },
	{ 0xFFF0, 0xFFFB, TEXT_HIDDEN },
	{ 0x1BCA0, 0x1BCA3, TEXT_HIDDEN },
	{ 0x1D173, 0x1D17A, TEXT_HIDDEN },
	{ 0xE0000, 0xE0FFF, TEXT_HIDDEN },
};

static const struct range *find_special(uint32_t cp)
{
	size_t low = 0, high = sizeof(special) / sizeof(special[0]);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (cp > special[middle].last)
			low = middle + 1;
		else if (cp < special[middle].first)
			high = middle;
		else
			return &special[middle];
	}
	return NULL;
}

enum text_class ashby__text_class(uint32_t cp)
{
	const struct range *found;
	utf8proc_category_t category;
	int columns;

	if (cp >= 0x20 && cp < 0x7F)
		return TEXT_PLAIN;
	found = find_special(cp);
	if (found)
		return found->class;
	category = utf8proc_category((utf8proc_int32_t)cp);
	if (category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO)
		return TEXT_STAND_IN;
	columns = wcwidth((wchar_t)cp);
	if (columns < 0)
		return TEXT_STAND_IN;
	return columns == 0 ? TEXT_MARK : TEXT_PLAIN;
}

int ashby__text_columns(uint32_t cp)
{
	int columns;

	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	if (cp == LINE_FEED)
		return 0;
	columns = wcwidth((wchar_t)cp);
	return columns < 0 ? 1 : columns;
}

bool ashby__text_unseen(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && find_special(cp));
}

bool ashby__text_emoji(uint32_t cp)
{
	return cp >= 0xA9 &&
		utf8proc_get_property((utf8proc_int32_t)cp)->boundclass ==
		UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool ashby__text_joining(uint32_t cp)
{
	return cp >= 0x600 && utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LO;
}
