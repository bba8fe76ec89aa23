/*
 * view_candidate.c: the detail of a candidate: who it is, all of their applications, notes, fields.
 */
#include <stdlib.h>
#include "people.h"

#define APPLICATIONS_MAX 20

struct candidate {
	struct fetch info, notes;
	struct fetch *applications; /* one call each: the API lists them by id only */
	size_t count;
};

static void info_came(struct page *page, struct fetch *fetch)
{
	struct candidate *c = page->own;
	struct ashby_value info = fetch_value(fetch), ids = ashby_get(info, "applicationIds");
	struct ashby_buf body;

	detail_crumb(page, ashby_get_text(info, "name"));
	if (c->applications || !info.node)
		return;
	ashby_buf_init(&body, 4096);
	c->applications = xcalloc(APPLICATIONS_MAX, sizeof *c->applications);
	for (struct ashby_value v = ashby_value_first(ids); v.node && c->count < APPLICATIONS_MAX;
		v = ashby_value_next(v))
		fetch_one(&c->applications[c->count++], page, "application.info",
			fetch_body(&body, "applicationId", ashby_value_text(v), NULL), NULL);
	ashby_buf_release(&body);
}

static void load(struct page *page)
{
	struct candidate *c = page->own;
	struct ashby_text id = ashby_text_str(page->id);
	struct ashby_buf body;

	people_want(page);
	detail_crumb(page, people_stored(page, ASHBY_CANDIDATES, id, "name"));
	ashby_buf_init(&body, 4096);
	fetch_one(&c->info, page, "candidate.info", fetch_body(&body, "id", id, NULL), info_came);
	fetch_list(&c->notes, page, "candidate.listNotes", fetch_body(&body, "candidateId", id, NULL), NULL);
	ashby_buf_release(&body);
}

static void close_view(struct page *page)
{
	struct candidate *c = page->own;

	fetch_release(&c->info);
	fetch_release(&c->notes);
	for (size_t i = 0; i < c->count; i++)
		fetch_release(&c->applications[i]);
	free(c->applications);
}

static void applications(struct page *page, struct doc *doc)
{
	const struct candidate *c = page->own;

	for (size_t i = 0; i < c->count; i++)
		block_application(page, doc, &c->applications[i]);
	if (c->count == 0 && c->info.state == FETCH_DONE) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no applications");
	}
}

static void overview(struct page *page, struct doc *doc)
{
	const struct candidate *c = page->own;
	struct ashby_value info = fetch_value(&c->info);
	const struct ashby_value none = { NULL };

	doc_section(doc, "Overview", -1);
	if (info.node) {
		people_head(page, doc, info, none);
	} else {
		doc_line(doc);
		block_text(doc, ROLE_NOW,
			people_stored(page, ASHBY_CANDIDATES, ashby_text_str(page->id), "name"));
	}
	doc_blank(doc);
	if (block_ready(doc, &c->info, "the candidate")) {
		block_label(doc, "SOURCE", 8);
		block_text(doc, ROLE_TEXT, ashby_get_text(info, "source.title"));
		block_label(doc, "TAGS", 8);
		block_tags(doc, ashby_get(info, "tags"));
	}
	doc_heading(doc, "APPLICATIONS", c->count > 0 ? (int)c->count : -1);
	applications(page, doc);
	doc_heading(doc, "NOTES", -1);
	block_notes(page, doc, &c->notes, 5);
	if (info.node) {
		doc_heading(doc, "LINKS", -1);
		block_links(doc, info);
	}
}

static void fill(struct page *page, struct doc *doc)
{
	const struct candidate *c = page->own;

	overview(page, doc);
	doc_section(doc, "Notes", -1);
	block_note_count(doc, &c->notes);
	block_notes(page, doc, &c->notes, 0);
	doc_section(doc, "Fields", -1);
	if (block_ready(doc, &c->info, "the candidate"))
		people_fields(page, doc, fetch_value(&c->info));
}

static const char *const contexts[] = { "candidate", NULL };

DEFINE_VIEW(candidate) = {
	.name = "candidate",
	.title = "Candidate",
	.engine = &detail_engine,
	.contexts = contexts,
	.footer = "note tag section-next other-next links find inspect wrap",
	.kind = ASHBY_CANDIDATES,
	.watches = 1u << ASHBY_USERS,
	.load = load,
	.fill = fill,
	.close = close_view,
	.state_size = sizeof(struct candidate),
};
