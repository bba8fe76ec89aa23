/* blur.c: finds what is private by its look. Pure: knows no view and no screen. */
#include "blur.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { ID_LEN = 36, PHONE_DIGITS = 7, PAY_DIGITS = 5, CODE = 3 };

static bool is_in(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '_';
}

/* ASCII letters and digits only: a star for each keeps the width. */
static void hide(char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (isalnum((unsigned char)at[i]))
			at[i] = '*';
	}
}

static void hide_mails(char *text, size_t len)
{
	for (size_t i = 1; i + 1 < len; i++) {
		size_t from = i, to = i + 1;

		if (text[i] != '@')
			continue;
		while (from > 0 && (is_word(text[from - 1]) || is_in(text[from - 1], ".+-'%")))
			from--;
		while (to < len && (is_word(text[to]) || is_in(text[to], ".-")))
			to++;
		if (from < i && to > i + 1)
			hide(text + from, to - from);
	}
}

/* A run of digits and what stands between them; *digits gets how many. Ends with a digit. */
static size_t run(const char *text, size_t len, const char *between, int *digits)
{
	size_t end = 0;

	*digits = 0;
	for (size_t i = 0; i < len; i++) {
		if (isdigit((unsigned char)text[i])) {
			++*digits;
			end = i + 1;
		} else if (!is_in(text[i], between) || (text[i] == ' ' && i > 0 && text[i - 1] == ' ')) {
			break;
		}
	}
	return end;
}

static bool is_id(const char *text, size_t len)
{
	return len >= ID_LEN && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}

/* +351 21 555 0143, (030) 5550143, 0171-5550143: never a date, a time or an id. */
static void hide_phones(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool begins = text[i] == '+' || text[i] == '(' || text[i] == '0';
		size_t end;
		int digits;

		if (is_id(text + i, len - i)) {
			i += ID_LEN - 1;
			continue;
		}
		if (!begins || (i > 0 && (is_word(text[i - 1]) || is_in(text[i - 1], "-:.,"))))
			continue;
		end = run(text + i + 1, len - i - 1, " ()-./", &digits) + 1;
		digits += text[i] == '0';
		if (digits < PHONE_DIGITS ||
			(i + end < len && (is_word(text[i + end]) || text[i + end] == ':')))
			continue;
		hide(text + i, end);
		i += end;
	}
}

static bool is_currency(const char *text, size_t at)
{
	if (at >= CODE + 1 && text[at - 1] == ' ') {
		const char *code = text + at - CODE - 1;

		return isupper((unsigned char)code[0]) && isupper((unsigned char)code[1]) &&
			isupper((unsigned char)code[2]) && (at == CODE + 1 || !is_word(code[-1]));
	}
	/* $, and the last bytes of the pound, the yen and the euro sign. */
	return at > 0 && (text[at - 1] == '$' || is_in(text[at - 1], "\xa3\xa5\xac"));
}

/* An amount after its currency, and a bare number that is as long as pay. */
static void hide_pay(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		int digits;
		size_t end;

		if (!isdigit((unsigned char)text[i]) || (i > 0 && isdigit((unsigned char)text[i - 1])))
			continue;
		end = run(text + i, len - i, ",.'", &digits);
		if (is_currency(text, i) ||
			(digits >= PAY_DIGITS &&
				(i == 0 || (!is_word(text[i - 1]) && !is_in(text[i - 1], "-:/"))) &&
				(i + end == len ||
					(!is_word(text[i + end]) && !is_in(text[i + end], "-:/")))))
			hide(text + i, end);
		i += end;
	}
}

void blur_text(char *clean, size_t len)
{
	hide_mails(clean, len);
	hide_phones(clean, len);
	hide_pay(clean, len);
}
