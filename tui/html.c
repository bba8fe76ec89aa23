/*
 * html.c: the few elements that Ashby keeps in notes, as plain text: lists become dashes, blocks become lines, the rest
 * of the tags goes, entities are decoded. Everything else stays as it is: "a < b" is not a tag. Pure.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include "html.h"

struct element {
	const char *name;
	const char *open, *close; /* what stands in its place */
};

static const struct element elements[] = {
	{ "p", "", "\n" },
	{ "br", "\n", "" },
	{ "li", "- ", "\n" },
	{ "ul", "\n", "\n" },
	{ "ol", "\n", "\n" },
	{ "pre", "\n", "\n" },
	{ "div", "", "\n" },
	{ "h1", "\n", "\n" },
	{ "h2", "\n", "\n" },
	{ "h3", "\n", "\n" },
	{ "b", "", "" },
	{ "strong", "", "" },
	{ "i", "", "" },
	{ "em", "", "" },
	{ "u", "", "" },
	{ "a", "", "" },
	{ "code", "", "" },
	{ "span", "", "" },
};

struct entity {
	const char *name, *text;
};

static const struct entity entities[] = {
	{ "&amp;", "&" },
	{ "&lt;", "<" },
	{ "&gt;", ">" },
	{ "&quot;", "\"" },
	{ "&#39;", "'" },
	{ "&apos;", "'" },
	{ "&nbsp;", " " },
};

/* The bytes of a known tag at s, 0 if it is none; *out is what it becomes. */
static size_t tag(const char *s, size_t len, const char **out)
{
	size_t at = 1, name;
	const char *end = memchr(s, '>', len < 2048 ? len : 2048);
	bool close;

	if (!end || len < 3)
		return 0;
	close = s[1] == '/';
	at += close;
	for (name = at; s[name] != '>' && isalnum((unsigned char)s[name]); name++)
		;
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
		if (strlen(elements[i].name) == name - at &&
			strncasecmp(elements[i].name, s + at, name - at) == 0) {
			*out = close ? elements[i].close : elements[i].open;
			return (size_t)(end - s) + 1;
		}
	}
	return 0;
}

static size_t entity(const char *s, size_t len, const char **out)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		size_t n = strlen(entities[i].name);

		if (n <= len && strncmp(s, entities[i].name, n) == 0) {
			*out = entities[i].text;
			return n;
		}
	}
	return 0;
}

/* Line breaks: never two empty lines in a row, none at the start. */
static void put(struct ashby_buf *out, const char *words)
{
	size_t len = out->len;

	if (strcmp(words, "\n") == 0 &&
		(len == 0 || (len >= 2 && out->data[len - 1] == '\n' && out->data[len - 2] == '\n')))
		return;
	ashby_buf_adds(out, words);
}

void html_plain(struct ashby_buf *out, struct ashby_text text)
{
	bool html = false;

	for (size_t i = 0; i < text.len && !html; i++) {
		const char *words;

		html = text.raw[i] == '<' && tag(text.raw + i, text.len - i, &words) > 0;
	}
	for (size_t i = 0; i < text.len;) {
		const char *words = "";
		size_t n = 0;

		if (html && text.raw[i] == '<')
			n = tag(text.raw + i, text.len - i, &words);
		else if (html && text.raw[i] == '&')
			n = entity(text.raw + i, text.len - i, &words);
		if (n > 0)
			put(out, words);
		else
			ashby_buf_add(out, text.raw + i, 1);
		i += n > 0 ? n : 1;
	}
	while (out->len > 0 && out->data[out->len - 1] == '\n')
		ashby_buf_cut(out, out->len - 1);
}
