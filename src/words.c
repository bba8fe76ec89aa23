/* words.c: splitting a command line. Knows nothing of what is run. */
#include "words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Copies one word to at; returns where the text goes on, NULL if a quote stays open. */
static const char *take_word(const char *text, char **at)
{
	char quote = '\0';

	for (; *text; text++) {
		bool escapes = *text == '\\' && text[1] && quote != '\'';

		if (escapes && quote == '"')
			escapes = text[1] == '"' || text[1] == '\\';
		if (escapes) {
			*(*at)++ = *++text;
		} else if (quote ? *text == quote : *text == '\'' || *text == '"') {
			quote = quote ? '\0' : *text;
		} else if (!quote && (*text == ' ' || *text == '\t')) {
			break;
		} else {
			*(*at)++ = *text;
		}
	}
	*(*at)++ = '\0';
	return quote ? NULL : text;
}

/* One block holds the pointers and then the characters: no text has more words than characters. */
enum ashby_error ashby__words_split(char ***out, const char *text, struct ashby_err *err)
{
	size_t len = strlen(text), count = 0;
	char **words = malloc((len + 2) * sizeof(*words) + 2 * len + 2);
	char *at;

	if (!words)
		return ashby_err_set(err, ASHBY_ENOMEM, "out of memory");
	at = (char *)(words + len + 2);
	for (;;) {
		text += strspn(text, " \t");
		if (!*text)
			break;
		words[count++] = at;
		text = take_word(text, &at);
		if (!text) {
			free(words);
			return ashby_err_set(err, ASHBY_EUSAGE, "a quote stays open");
		}
	}
	words[count] = NULL;
	if (!count) {
		free(words);
		return ashby_err_set(err, ASHBY_EUSAGE, "there is no command");
	}
	*out = words;
	return ASHBY_OK;
}

void ashby__words_free(char **words)
{
	free(words);
}
