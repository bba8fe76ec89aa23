/* preview.c: labelled values of rows in memory, as lines of a document. Asks for nothing. */
#include "preview.h"

#include <stdarg.h>
#include <stdio.h>

#include "app.h"
#include "doc.h"
#include "field.h"
#include "tell.h"

enum { VALUE_COLUMN = 18, WORDS = 256 };

void preview_label(struct doc *doc, const char *label)
{
	doc_line(doc);
	doc_hang(doc, VALUE_COLUMN);
	doc_label(doc, ROLE_TEXT, "  ");
	doc_label(doc, ROLE_DIM, label);
	doc_tab(doc, VALUE_COLUMN);
}

void preview_labelf(struct doc *doc, const char *label, const char *format, ...)
{
	char words[WORDS];
	va_list ap;

	va_start(ap, format);
	vsnprintf(words, sizeof(words), format, ap);
	va_end(ap);
	preview_label(doc, label);
	doc_label(doc, ROLE_TEXT, words);
}

void preview_text(struct page *page, uint32_t row, struct doc *doc, const char *label, const char *path)
{
	struct ashby_text text = field_text(page, row, path);

	if (text.len == 0)
		return;
	preview_label(doc, label);
	doc_text(doc, ROLE_TEXT, text);
}

void preview_date(struct page *page, uint32_t row, struct doc *doc, const char *label, const char *path)
{
	int64_t at = field_time(page, row, path);
	char day[32], age[32];

	if (at == ASHBY_NO_TIME)
		return;
	preview_label(doc, label);
	doc_label(doc, ROLE_TEXT, tell_day(page->app->zone, at, app_now(page->app), day));
	if (at <= app_now(page->app))
		doc_labelf(doc, ROLE_DIM, ", %s ago", tell_age(at, app_now(page->app), age));
}

bool preview_joined(struct page *page, uint32_t row, struct doc *doc, ...)
{
	const char *path, *separator = NULL;
	bool any = false;
	va_list ap;

	va_start(ap, doc);
	while ((path = va_arg(ap, const char *))) {
		struct ashby_text text = field_text(page, row, path);

		if (text.len > 0 && !any)
			doc_line(doc);
		else if (text.len > 0 && separator)
			doc_label(doc, ROLE_TEXT, separator);
		if (text.len > 0) {
			doc_text(doc, ROLE_TEXT, text);
			any = true;
		}
		separator = va_arg(ap, const char *);
		if (!separator)
			break;
	}
	va_end(ap);
	return any;
}

void preview_ends(struct page *page, uint32_t row, struct doc *doc, const char *left, const char *left_too,
	const char *right)
{
	struct ashby_text text = field_text(page, row, right);

	if (!preview_joined(page, row, doc, left, ", ", left_too, NULL)) {
		if (text.len == 0)
			return;
		doc_line(doc);
	}
	if (text.len == 0)
		return;
	doc_right(doc);
	doc_text(doc, ROLE_TEXT, text);
}
