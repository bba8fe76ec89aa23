/*
 * doc.c: filling a document: lines, spans, sections, links. Bytes from outside are copied as they come; nothing is
 * measured or cleaned here (doc_layout.c does that for a width).
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app.h"
#include "doc_in.h"

#define RAW_MAX ((size_t)1 << 30)

void *doc__room(void *array, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 64;
	return xrealloc(array, *cap * size);
}

struct doc *doc_new(void)
{
	struct doc *doc = xcalloc(1, sizeof *doc);

	ashby_buf_init(&doc->clean, ASHBY_BUF_MAX);
	return doc;
}

void doc_free(struct doc *doc)
{
	if (!doc)
		return;
	ashby_buf_release(&doc->clean);
	free(doc->raw);
	free(doc->items);
	free(doc->sections);
	free(doc->links);
	free(doc->pieces);
	free(doc->rows);
	free(doc->targets);
	free(doc);
}

void doc_clear(struct doc *doc)
{
	doc->raw_len = doc->item_count = doc->section_count = doc->link_count = 0;
	doc->piece_count = doc->row_count = doc->target_count = 0;
	doc->cols = 0;
	doc->blank = false;
	ashby_buf_clear(&doc->clean);
}

static uint32_t keep(struct doc *doc, const char *bytes, size_t *len)
{
	size_t at = doc->raw_len;

	if (*len > RAW_MAX - at)
		*len = RAW_MAX - at;
	if (at + *len > doc->raw_cap) {
		while (doc->raw_cap < at + *len)
			doc->raw_cap = doc->raw_cap ? doc->raw_cap * 2 : 4096;
		doc->raw = xrealloc(doc->raw, doc->raw_cap);
	}
	if (*len > 0)
		memcpy(doc->raw + at, bytes, *len);
	doc->raw_len += *len;
	return (uint32_t)at;
}

static struct item *add(struct doc *doc, enum item_kind kind, int n)
{
	struct item *item;

	doc->items = doc__room(doc->items, doc->item_count, &doc->item_cap, sizeof *doc->items);
	item = &doc->items[doc->item_count++];
	*item = (struct item){ .kind = kind, .n = n };
	return item;
}

static void add_bytes(struct doc *doc, enum item_kind kind, unsigned style, struct ashby_text text, int n)
{
	size_t len = text.len;
	uint32_t off = keep(doc, text.raw, &len);
	struct item *item = add(doc, kind, n);

	item->style = style;
	item->off = off;
	item->len = (uint32_t)len;
	doc->blank = false;
}

void doc_section(struct doc *doc, const char *title, int count)
{
	struct doc_section *s;

	doc->sections =
		doc__room(doc->sections, doc->section_count, &doc->section_cap, sizeof *doc->sections);
	s = &doc->sections[doc->section_count];
	*s = (struct doc_section){ .line = 0 };
	snprintf(s->title, sizeof s->title, "%s", title);
	if (count >= 0)
		snprintf(s->note, sizeof s->note, "%d", count);
	snprintf(s->full, sizeof s->full, "%s%s%s", s->title, *s->note ? " " : "", s->note);
	add(doc, ITEM_SECTION, (int)doc->section_count++);
	doc->blank = true;
}

void doc_section_note(struct doc *doc, const char *note)
{
	struct doc_section *s;

	if (doc->section_count == 0)
		return;
	s = &doc->sections[doc->section_count - 1];
	snprintf(s->note, sizeof s->note, "%s", note);
	snprintf(s->full, sizeof s->full, "%s %s", s->title, s->note);
}

void doc_target(struct doc *doc, int target)
{
	add(doc, ITEM_TARGET, target);
}

void doc_line(struct doc *doc)
{
	add(doc, ITEM_LINE, 0);
	doc->blank = false;
}

void doc_hang(struct doc *doc, int columns)
{
	add(doc, ITEM_HANG, columns);
}

void doc_text(struct doc *doc, unsigned style, struct ashby_text text)
{
	add_bytes(doc, ITEM_SPAN, style, text, 0);
}

void doc_block(struct doc *doc, unsigned style, struct ashby_text text, int indent)
{
	while (text.len > 0 && (text.raw[text.len - 1] == '\n' || text.raw[text.len - 1] == ' '))
		text.len--;
	add_bytes(doc, ITEM_BLOCK, style, text, indent);
}

void doc_label(struct doc *doc, unsigned style, const char *words)
{
	doc_text(doc, style, ashby_text_str(words));
}

void doc_labelf(struct doc *doc, unsigned style, const char *format, ...)
{
	char words[512];
	va_list ap;

	va_start(ap, format);
	vsnprintf(words, sizeof words, format, ap);
	va_end(ap);
	doc_label(doc, style, words);
}

void doc_tab(struct doc *doc, int column)
{
	add(doc, ITEM_TAB, column);
}

void doc_right(struct doc *doc)
{
	add(doc, ITEM_RIGHT, 0);
}

void doc_blank(struct doc *doc)
{
	if (doc->blank || doc->item_count == 0)
		return;
	doc_line(doc);
	doc->blank = true;
}

void doc_heading(struct doc *doc, const char *words, int count)
{
	doc_blank(doc);
	doc_line(doc);
	doc_label(doc, ROLE_HEADING, words);
	if (count >= 0)
		doc_labelf(doc, ROLE_TEXT, " %d", count);
}

void doc_link(struct doc *doc, char letter, const char *words, struct ashby_text url)
{
	size_t len = url.len;
	uint32_t off = keep(doc, url.raw, &len);
	struct doc_link *link;

	doc->links = doc__room(doc->links, doc->link_count, &doc->link_cap, sizeof *doc->links);
	link = &doc->links[doc->link_count++];
	*link = (struct doc_link){ .letter = letter, .off = off, .len = (uint32_t)len };
	snprintf(link->words, sizeof link->words, "%s", words);
}

bool doc_link_at(const struct doc *doc, int i, char *letter, const char **words, struct ashby_text *url)
{
	const struct doc_link *link;

	if (i < 0 || (size_t)i >= doc->link_count)
		return false;
	link = &doc->links[i];
	*letter = link->letter;
	*words = link->words;
	*url = ashby_text_of(doc->raw + link->off, link->len);
	return true;
}

int doc_sections(const struct doc *doc)
{
	return (int)doc->section_count;
}

const char *doc_section_title(const struct doc *doc, int i)
{
	return doc->sections[i].full;
}

int doc_section_line(const struct doc *doc, int i)
{
	return doc->sections[i].line;
}

void doc_mark(struct doc *doc, const char *words)
{
	snprintf(doc->mark, sizeof doc->mark, "%s", words ? words : "");
}
