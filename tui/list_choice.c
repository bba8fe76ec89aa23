/* list_choice.c: one chosen column from text and to text. Pure: knows no list. */
#include "list_choice.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool choice_parse(const char *word, struct list_choice *out, const char **why)
{
	size_t len = strlen(word), digits;
	bool sized = false;

	*out = (struct list_choice){ .width = 0 };
	if (len > 1 && (word[len - 1] == '>' || word[len - 1] == '<'))
		out->align = word[--len];
	for (digits = len; digits > 0 && isdigit((unsigned char)word[digits - 1]);)
		digits--;
	if (digits > 1 && digits < len && word[digits - 1] == ':') {
		out->width = len - digits > 3 ? CHOICE_WIDEST + 1 : atoi(word + digits);
		len = digits - 1;
		sized = true;
	}
	if (out->width > CHOICE_WIDEST || (sized && out->width == 0)) {
		*why = "a width is 1 to 200 columns, as in name:24";
		return false;
	}
	if (len == 0 || len >= CHOICE_NAME) {
		*why = "a column's name, then :WIDTH, then > or <";
		return false;
	}
	memcpy(out->name, word, len);
	out->name[len] = '\0';
	return true;
}

void choice_print(struct ashby_buf *out, const struct list_choice *choice)
{
	bool quote = strpbrk(choice->name, " \t\"\\#") != NULL;

	if (out->len > 0)
		ashby_buf_addc(out, ' ');
	if (quote)
		ashby_buf_addc(out, '"');
	for (const char *p = choice->name; *p; p++) {
		if (*p == '"' || *p == '\\')
			ashby_buf_addc(out, '\\');
		ashby_buf_addc(out, *p);
	}
	if (quote)
		ashby_buf_addc(out, '"');
	if (choice->width > 0)
		ashby_buf_addf(out, ":%d", choice->width);
	if (choice->align)
		ashby_buf_addc(out, choice->align);
}
