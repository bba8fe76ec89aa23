/*
 * text_clean.c: the sanitiser, the one gate between text from outside and a terminal. What it does to a character
 * depends on that character's class, on what has been written before it and, for ZWJ and ZWNJ only, on the next one,
 * so that its own output passes it unchanged. Knows nothing of curses.
 */
#include "ashby/text.h"

#include <string.h>

#include "text_class.h"
#include "utf8.h"

#define SHOWN_MAX 65536 /* bytes; the rest of a field is shown on demand */
#define ELLIPSIS 0x2026
#define ELLIPSIS_LEN 3 /* bytes, in UTF-8 */
#define MARKS_MAX 4    /* a cell of curses holds a character and four marks */
#define TAB_COLUMNS 8
#define DOTTED_CIRCLE 0x25CC
#define BREAK_MARK 0x21B5
#define ZWJ 0x200D
#define SKIN_FIRST 0x1F3FB /* modifiers of an emoji's skin: some terminals join them to it, some do not */
#define SKIN_LAST 0x1F3FF

struct cleaner {
	struct ashby_buf *out;
	size_t start; /* length of out before the text */
	size_t fit;   /* bytes of the text that end before a character and leave room for the ellipsis */
	unsigned flags;
	struct ashby_text_report report;
	const char *next; /* input after the character at hand */
	size_t next_len;
	int column;      /* in the line, for tabs */
	int marks;       /* on the last character written */
	bool base;       /* there is a character in this line that a mark can sit on */
	bool emoji;      /* ... and it is an emoji */
	bool joining;    /* ... and it is a letter after which ZWJ or ZWNJ may be spelled */
	bool drop_emoji; /* a ZWJ followed an emoji in a one-line field: what it glues on is cut */
	bool full;
};

/* ---- writing ---- */

static size_t written(const struct cleaner *c)
{
	return c->out->len - c->start;
}

static void write_bytes(struct cleaner *c, const char *bytes, size_t len)
{
	if (written(c) + len > SHOWN_MAX)
		c->full = true;
	else
		ashby_buf_add(c->out, bytes, len);
}

static void note_fit(struct cleaner *c, size_t len)
{
	c->fit = len < SHOWN_MAX - ELLIPSIS_LEN ? len : SHOWN_MAX - ELLIPSIS_LEN;
}

/* A character with a cell of its own. */
static void write_base(struct cleaner *c, uint32_t cp)
{
	int columns = ashby__text_columns(cp);
	char bytes[4] = "??";
	size_t len = (size_t)columns;

	if (written(c) <= SHOWN_MAX - ELLIPSIS_LEN)
		c->fit = written(c);
	if (cp < 0x80 || !(c->flags & ASHBY_TEXT_ASCII))
		len = ashby__utf8_put(bytes, cp);
	write_bytes(c, bytes, len);
	c->column += columns;
	c->marks = 0;
	c->base = true;
	c->emoji = ashby__text_emoji(cp);
	c->joining = ashby__text_joining(cp);
	c->drop_emoji = false;
}

/* Something without a cell, onto the last character. An ASCII terminal has nowhere to put it. */
static void write_mark(struct cleaner *c, uint32_t cp)
{
	char bytes[4];

	c->marks++;
	c->drop_emoji = false;
	if (!(c->flags & ASHBY_TEXT_ASCII))
		write_bytes(c, bytes, ashby__utf8_put(bytes, cp));
}

/* ---- one function a class ---- */

static void clean_plain(struct cleaner *c, uint32_t cp)
{
	if (c->drop_emoji && ashby__text_emoji(cp))
		c->drop_emoji = false;
	else if (!c->emoji || cp < SKIN_FIRST || cp > SKIN_LAST)
		write_base(c, cp);
}

static void clean_mark(struct cleaner *c, uint32_t cp)
{
	if (!c->base)
		write_base(c, DOTTED_CIRCLE);
	if (c->marks < MARKS_MAX)
		write_mark(c, cp);
	else
		c->report.replaced++;
}

static void clean_break(struct cleaner *c, uint32_t cp)
{
	(void)cp;
	if (!(c->flags & ASHBY_TEXT_BLOCK)) {
		write_base(c, ' ');
		write_base(c, c->flags & ASHBY_TEXT_ASCII ? '/' : BREAK_MARK);
		return;
	}
	write_base(c, '\n');
	c->base = false;
	c->column = 0;
}

static void clean_tab(struct cleaner *c, uint32_t cp)
{
	(void)cp;
	do
		write_base(c, ' ');
	while (c->flags & ASHBY_TEXT_BLOCK && c->column % TAB_COLUMNS);
}

static void clean_stand_in(struct cleaner *c, uint32_t cp)
{
	(void)cp;
	c->report.replaced++;
	write_base(c, UTF8_REPLACEMENT);
}

static void clean_hidden(struct cleaner *c, uint32_t cp)
{
	(void)cp;
	c->report.hidden++;
}

/* Whether a ZWJ or ZWNJ here is spelling: between a letter, its marks, and another letter or mark that will stay. */
static bool spelling(const struct cleaner *c)
{
	enum text_class class;
	uint32_t cp;

	if (!c->joining || c->marks >= MARKS_MAX || !c->next_len)
		return false;
	ashby__utf8_next(c->next, c->next_len, &cp);
	if (cp == UTF8_BAD)
		return false;
	class = ashby__text_class(cp);
	return (class == TEXT_PLAIN && ashby__text_joining(cp)) ||
		(class == TEXT_MARK && c->marks + 1 < MARKS_MAX);
}

static void clean_joiner(struct cleaner *c, uint32_t cp)
{
	if (cp == ZWJ && c->emoji)
		c->drop_emoji = !(c->flags & ASHBY_TEXT_BLOCK);
	else if (spelling(c))
		write_mark(c, cp);
	else
		c->report.hidden++;
}

static void clean_variation(struct cleaner *c, uint32_t cp)
{
	(void)c;
	(void)cp;
}

static void (*const clean_class[])(struct cleaner *, uint32_t) = {
	[TEXT_PLAIN] = clean_plain,
	[TEXT_MARK] = clean_mark,
	[TEXT_BREAK] = clean_break,
	[TEXT_TAB] = clean_tab,
	[TEXT_STAND_IN] = clean_stand_in,
	[TEXT_HIDDEN] = clean_hidden,
	[TEXT_JOINER] = clean_joiner,
	[TEXT_VARIATION] = clean_variation,
};

/* ---- the walk ---- */

/* Printable ASCII is nearly all there is, and is copied as it stands. */
static size_t clean_run(struct cleaner *c, struct ashby_text text)
{
	size_t len = 0, room = SHOWN_MAX - written(c);

	while (len < text.len && text.raw[len] >= 0x20 && text.raw[len] < 0x7F)
		len++;
	if (len > room) {
		len = room;
		c->full = true;
	}
	if (!len)
		return 0;
	ashby_buf_add(c->out, text.raw, len);
	note_fit(c, written(c) - 1);
	c->column += (int)len;
	c->marks = 0;
	c->base = true;
	c->emoji = c->joining = c->drop_emoji = false;
	return len;
}

static size_t clean_one(struct cleaner *c, struct ashby_text text)
{
	uint32_t cp;
	size_t len = ashby__utf8_next(text.raw, text.len, &cp);

	if (cp == '\r' && text.len > 1 && text.raw[1] == '\n')
		return len;
	c->next = text.raw + len;
	c->next_len = text.len - len;
	clean_class[cp == UTF8_BAD ? TEXT_STAND_IN : ashby__text_class(cp)](c, cp);
	return len;
}

/* Cuts at the end of a character and says so with an ellipsis. A ZWJ that lost its second letter goes too. */
static void end_full(struct cleaner *c)
{
	struct ashby_buf *out = c->out;
	size_t len = c->start + c->fit;

	if (c->fit >= 3 &&
		(memcmp(out->data + len - 3, "\u200C", 3) == 0 ||
			memcmp(out->data + len - 3, "\u200D", 3) == 0))
		len -= 3;
	ashby_buf_cut(out, len);
	c->full = false;
	write_base(c, c->flags & ASHBY_TEXT_ASCII ? '~' : ELLIPSIS);
}

enum ashby_error ashby_text_clean(
	struct ashby_buf *out, struct ashby_text text, unsigned flags, struct ashby_text_report *report)
{
	struct cleaner c = { .out = out, .start = out->len, .flags = flags };
	size_t len;

	while (text.len && !c.full && !out->error) {
		len = clean_run(&c, text);
		if (len < text.len && !c.full)
			len += clean_one(&c, ashby_text_of(text.raw + len, text.len - len));
		text.raw += len;
		text.len -= len;
	}
	if (c.full && !out->error)
		end_full(&c);
	if (report)
		*report = c.report;
	return out->error;
}
