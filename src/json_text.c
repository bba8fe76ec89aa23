/* json_text.c: JSON strings as text: quoting what goes out, and showing on a terminal what came in. */
#include "ashby/record.h"

#include <stdbool.h>
#include <string.h>

#include "text_class.h"
#include "utf8.h"

static bool quote_plain(char c)
{
	return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

static void quote_char(struct ashby_buf *out, uint32_t cp)
{
	static const char escapes[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
	const char *found = cp && cp < 0x80 ? strchr(escapes, (int)cp) : NULL;
	char bytes[4];

	if (found) {
		ashby_buf_addc(out, '\\');
		ashby_buf_addc(out, letters[found - escapes]);
	} else if (cp < 0x20) {
		ashby_buf_addf(out, "\\u%04x", (unsigned)cp);
	} else {
		ashby_buf_add(out, bytes, ashby__utf8_put(bytes, cp == UTF8_BAD ? UTF8_REPLACEMENT : cp));
	}
}

enum ashby_error ashby_json_quote(struct ashby_buf *out, struct ashby_text text)
{
	size_t at = 0, from;
	uint32_t cp;

	ashby_buf_addc(out, '"');
	while (at < text.len && !out->error) {
		for (from = at; at < text.len && quote_plain(text.raw[at]); at++)
			;
		ashby_buf_add(out, text.raw + from, at - from);
		if (at == text.len)
			break;
		at += ashby__utf8_next(text.raw + at, text.len - at, &cp);
		quote_char(out, cp);
	}
	return ashby_buf_addc(out, '"');
}

static void add_escape(struct ashby_buf *out, uint32_t cp)
{
	if (cp > 0xFFFF) {
		cp -= 0x10000;
		ashby_buf_addf(out, "\\u%04x", 0xD800u + (unsigned)(cp >> 10));
		cp = 0xDC00 + (cp & 0x3FF);
	}
	ashby_buf_addf(out, "\\u%04x", (unsigned)cp);
}

/* A line's end is the one control that moves the cursor as a reader of JSON expects; a tab is harmless. */
static bool copied(uint32_t cp, uint32_t next)
{
	if (cp == '\n' || cp == '\t')
		return true;
	return cp == '\r' ? next == '\n' : !ashby__text_unseen(cp);
}

enum ashby_error ashby_json_escape_hidden(struct ashby_buf *out, struct ashby_text json)
{
	size_t at = 0, len, from = 0;
	uint32_t cp;

	while (at < json.len && !out->error) {
		if ((unsigned char)json.raw[at] >= 0x20 && (unsigned char)json.raw[at] < 0x7F) {
			at++;
			continue;
		}
		len = ashby__utf8_next(json.raw + at, json.len - at, &cp);
		if (cp != UTF8_BAD && copied(cp, at + 1 < json.len ? (unsigned char)json.raw[at + 1] : 0)) {
			at += len;
			continue;
		}
		ashby_buf_add(out, json.raw + from, at - from);
		if (cp == UTF8_BAD)
			ashby_buf_adds(out, "\xEF\xBF\xBD");
		else
			add_escape(out, cp);
		at += len;
		from = at;
	}
	return ashby_buf_add(out, json.len ? json.raw + from : "", at - from);
}
