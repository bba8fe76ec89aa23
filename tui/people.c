/*
 * people.c: who a detail is about. Reads candidates by path; asks nobody.
 */
#include <string.h>
#include "people.h"

struct ashby_text people_stored(
	struct page *page, enum ashby_kind kind, struct ashby_text id, const char *path)
{
	struct ashby_field field;
	uint32_t row = ashby_store_find(page->app->store, kind, id);

	if (row == ASHBY_NO_ROW || !ashby_field_find(kind, path, &field))
		return ashby_text_str("");
	return ashby_field_text(page->app->store, &field, row);
}

void people_want(struct page *page)
{
	static const enum ashby_kind kinds[] = { ASHBY_USERS, ASHBY_INTERVIEWS, ASHBY_DEPARTMENTS,
		ASHBY_LOCATIONS };

	for (size_t i = 0; page->app->sync && i < sizeof kinds / sizeof *kinds; i++)
		ashby_sync_want(page->app->sync, kinds[i], 1);
}

static struct ashby_text either(struct ashby_value a, struct ashby_value b, const char *path)
{
	struct ashby_text text = ashby_get_text(a, path);

	return text.len > 0 ? text : ashby_get_text(b, path);
}

/* "13:02 there (-1h)", from the candidate's own zone; nothing if it is not known. */
static void clock_there(struct page *page, struct doc *doc, struct ashby_text zone_name)
{
	struct ashby_zone *zone;
	struct ashby_wall there, here;
	char name[64];
	int apart;

	if (zone_name.len == 0 || zone_name.len >= sizeof name)
		return;
	memcpy(name, zone_name.raw, zone_name.len);
	name[zone_name.len] = '\0';
	if (ashby_zone_new(&zone, name, NULL) != ASHBY_OK)
		return;
	ashby_zone_wall(zone, app_now(page->app), &there);
	ashby_zone_wall(page->app->zone, app_now(page->app), &here);
	apart = (there.offset_s - here.offset_s) / 60;
	doc_labelf(doc, ROLE_TEXT, ", %02d:%02d there", there.hour, there.minute);
	if (apart % 60 == 0 && apart != 0)
		doc_labelf(doc, ROLE_DIM, " (your time %+dh)", apart / 60);
	else if (apart != 0)
		doc_labelf(doc, ROLE_DIM, " (your time %+d:%02d)", apart / 60,
			(apart < 0 ? -apart : apart) % 60);
	ashby_zone_free(zone);
}

static int second_column(const struct page *page)
{
	int width = detail_width(page);

	return width >= 90 ? width / 2 : 34;
}

void people_head(
	struct page *page, struct doc *doc, struct ashby_value candidate, struct ashby_value short_form)
{
	struct ashby_text position = ashby_get_text(candidate, "position");
	struct ashby_text company = ashby_get_text(candidate, "company");
	struct ashby_text place = ashby_get_text(candidate, "location.locationSummary");
	struct ashby_text mail = either(candidate, short_form, "primaryEmailAddress.value");
	struct ashby_text phone = either(candidate, short_form, "primaryPhoneNumber.value");
	int column = second_column(page);

	doc_line(doc);
	doc_hang(doc, column);
	block_text(doc, ROLE_NOW, either(candidate, short_form, "name"));
	doc_tab(doc, column);
	doc_text(doc, ROLE_TEXT, place);
	clock_there(page, doc, ashby_get_text(candidate, "timezone"));
	doc_line(doc);
	doc_text(doc, ROLE_TEXT, position);
	doc_label(doc, ROLE_TEXT, position.len > 0 && company.len > 0 ? ", " : "");
	doc_text(doc, ROLE_TEXT, company);
	if (position.len + company.len == 0)
		doc_label(doc, ROLE_DIM, "-");
	doc_tab(doc, column);
	block_text(doc, ROLE_TEXT, mail);
	if (phone.len == 0)
		return;
	if (column + block_columns(mail) + 3 + block_columns(phone) <= detail_width(page)) {
		doc_label(doc, ROLE_TEXT, "   ");
	} else { /* whole, on a line of its own */
		doc_line(doc);
		doc_tab(doc, column);
	}
	doc_text(doc, ROLE_TEXT, phone);
}

static void contacts(struct doc *doc, const char *label, struct ashby_value list)
{
	for (struct ashby_value v = ashby_value_first(list); v.node; v = ashby_value_next(v)) {
		block_row(doc, label);
		block_text(doc, ROLE_TEXT, ashby_get_text(v, "value"));
		doc_label(doc, ROLE_DIM, "  ");
		doc_text(doc, ROLE_DIM, ashby_get_text(v, "type"));
		if (ashby_value_bool(ashby_get(v, "isPrimary"), false))
			doc_label(doc, ROLE_DIM, ", primary");
		label = "";
	}
}

static void row(struct doc *doc, const char *label, struct ashby_text text)
{
	block_row(doc, label);
	block_text(doc, ROLE_TEXT, text);
}

static void files(struct doc *doc, struct ashby_value candidate)
{
	struct ashby_text resume = ashby_get_text(candidate, "resumeFileHandle.name");
	struct ashby_value list = ashby_get(candidate, "fileHandles");

	row(doc, "Resume", resume);
	for (struct ashby_value v = ashby_value_first(list); v.node; v = ashby_value_next(v))
		if (!ashby_text_equal(ashby_get_text(v, "handle"),
			    ashby_get_text(candidate, "resumeFileHandle.handle")))
			row(doc, "File", ashby_get_text(v, "name"));
}

void people_fields(struct page *page, struct doc *doc, struct ashby_value candidate)
{
	char when[32];

	doc_heading(doc, "CANDIDATE", -1);
	contacts(doc, "E-mail", ashby_get(candidate, "emailAddresses"));
	contacts(doc, "Phone", ashby_get(candidate, "phoneNumbers"));
	row(doc, "School", ashby_get_text(candidate, "school"));
	row(doc, "Place", ashby_get_text(candidate, "location.locationSummary"));
	row(doc, "Time zone", ashby_get_text(candidate, "timezone"));
	files(doc, candidate);
	row(doc, "Added",
		ashby_text_str(tell_day(
			page->app->zone, ashby_get_time(candidate, "createdAt"), app_now(page->app), when)));
	row(doc, "Id", ashby_get_text(candidate, "id"));
	if (ashby_value_count(ashby_get(candidate, "customFields")) > 0)
		doc_heading(doc, "CANDIDATE'S CUSTOM FIELDS", -1);
	block_custom_fields(page, doc, ashby_get(candidate, "customFields"));
}
