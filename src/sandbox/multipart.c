/* multipart.c: walks the parts of a form. See multipart.h. */
#include "multipart.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Where needle is in text from `from` on; text.len if it is not. */
static size_t find(struct ashby_text text, size_t from, const char *needle, size_t len)
{
	for (size_t i = from; i + len <= text.len; i++)
		if (memcmp(text.raw + i, needle, len) == 0)
			return i;
	return text.len;
}

bool multipart_init(struct multipart *form, const char *content_type, struct ashby_text body)
{
	static const char kind[] = "multipart/form-data";
	const char *at;
	size_t len;

	if (!content_type || strncasecmp(content_type, kind, sizeof(kind) - 1) != 0)
		return false;
	at = strstr(content_type, "boundary=");
	if (!at)
		return false;
	at += strlen("boundary=");
	if (*at == '"')
		len = strcspn(++at, "\"");
	else
		len = strcspn(at, "; \t");
	if (!len || len + 3 > sizeof(form->boundary))
		return false;
	snprintf(form->boundary, sizeof(form->boundary), "--%.*s", (int)len, at);
	form->rest = body;
	return true;
}

/* The value of name="..." in a header line. */
static struct ashby_text attribute(struct ashby_text line, const char *name)
{
	char wanted[24];
	size_t len = (size_t)snprintf(wanted, sizeof(wanted), "%s=\"", name), at = 0, end;

	/* filename=" ends like name=": what is wanted stands after a space or a semicolon. */
	for (;; at++) {
		at = find(line, at, wanted, len);
		if (at == line.len)
			return ashby_text_of("", 0);
		if (at && strchr("; \t", line.raw[at - 1]))
			break;
	}
	end = find(line, at + len, "\"", 1);
	return ashby_text_of(line.raw + at + len, end - at - len);
}

static bool starts(struct ashby_text line, const char *word)
{
	size_t len = strlen(word);

	return line.len >= len && strncasecmp(line.raw, word, len) == 0;
}

static void read_header(struct ashby_text line, struct part *out)
{
	static const char disposition[] = "Content-Disposition:", type[] = "Content-Type:";

	if (starts(line, disposition)) {
		out->name = attribute(line, "name");
		out->filename = attribute(line, "filename");
	} else if (starts(line, type)) {
		size_t at = sizeof(type) - 1;

		while (at < line.len && line.raw[at] == ' ')
			at++;
		out->type = ashby_text_of(line.raw + at, line.len - at);
	}
}

bool multipart_next(struct multipart *form, struct part *out, bool *broken)
{
	size_t len = strlen(form->boundary), at = find(form->rest, 0, form->boundary, len), end;
	struct ashby_text empty = ashby_text_of("", 0);
	char tail[84];

	*broken = true;
	*out = (struct part){ empty, empty, empty, empty };
	if (at == form->rest.len || at + len + 2 > form->rest.len)
		return false;
	at += len;
	if (memcmp(form->rest.raw + at, "--", 2) == 0) {
		*broken = false;
		return false;
	}
	at += 2;
	for (;;) {
		end = find(form->rest, at, "\r\n", 2);
		if (end == form->rest.len)
			return false;
		if (end == at)
			break;
		read_header(ashby_text_of(form->rest.raw + at, end - at), out);
		at = end + 2;
	}
	at += 2;
	snprintf(tail, sizeof(tail), "\r\n%s", form->boundary);
	end = find(form->rest, at, tail, len + 2);
	if (end == form->rest.len)
		return false;
	out->bytes = ashby_text_of(form->rest.raw + at, end - at);
	form->rest = ashby_text_of(form->rest.raw + end + 2, form->rest.len - end - 2);
	*broken = false;
	return true;
}
