/*
 * view_offer.c: the detail of an offer: its terms against the versions before, the chain of approvals, what happens
 * next. It shows what the API says of the chain; who may approve for whom is Ashby's to know.
 */
#include <stdlib.h>
#include <string.h>
#include "people.h"

struct offer {
	struct fetch info, application, approval;
};

static void application_came(struct page *page, struct fetch *fetch)
{
	detail_crumb(page, ashby_get_text(fetch_value(fetch), "candidate.name"));
}

/* Approvals belong to the version, not to the offer. */
static void info_came(struct page *page, struct fetch *fetch)
{
	struct offer *o = page->own;
	struct ashby_value info = fetch_value(fetch);
	struct ashby_buf body;

	if (!info.node)
		return;
	ashby_buf_init(&body, 4096);
	fetch_one(&o->application, page, "application.info",
		fetch_body(&body, "applicationId", ashby_get_text(info, "applicationId"), NULL),
		application_came);
	fetch_one(&o->approval, page, "approval.list",
		fetch_body(&body, "entityId", ashby_get_text(info, "latestVersion.id"),
			",\"entityType\":\"offer\""),
		NULL);
	ashby_buf_release(&body);
}

static struct ashby_text stored(struct page *page, const char *path)
{
	return people_stored(page, ASHBY_APPLICATIONS,
		people_stored(page, ASHBY_OFFERS, ashby_text_str(page->id), "applicationId"), path);
}

static void load(struct page *page)
{
	struct offer *o = page->own;
	struct ashby_buf body;

	people_want(page);
	detail_crumb(page, stored(page, "candidate.name"));
	ashby_buf_init(&body, 4096);
	fetch_one(&o->info, page, "offer.info", fetch_body(&body, "offerId", ashby_text_str(page->id), NULL),
		info_came);
	ashby_buf_release(&body);
}

static void close_view(struct page *page)
{
	struct offer *o = page->own;

	fetch_release(&o->info);
	fetch_release(&o->application);
	fetch_release(&o->approval);
}

static void head(struct page *page, struct doc *doc)
{
	const struct offer *o = page->own;
	struct ashby_value info = fetch_value(&o->info), a = fetch_value(&o->application);

	doc_line(doc);
	block_text(
		doc, ROLE_NOW, a.node ? ashby_get_text(a, "candidate.name") : stored(page, "candidate.name"));
	doc_right(doc);
	if (info.node)
		block_offer_status(doc, info);
	doc_line(doc);
	block_text(doc, ROLE_TEXT, a.node ? ashby_get_text(a, "job.title") : stored(page, "job.title"));
	doc_right(doc);
	if (ashby_value_count(ashby_get(info, "versions")) > 0)
		doc_labelf(doc, ROLE_DIM, "version %zu", ashby_value_count(ashby_get(info, "versions")));
}

static void approval(struct page *page, struct doc *doc)
{
	const struct offer *o = page->own;
	struct ashby_value info = fetch_value(&o->info), v = { NULL };
	size_t at = 0;
	bool any = false;

	doc_heading(doc, "APPROVAL", -1);
	if (o->approval.state == FETCH_NONE || !block_ready(doc, &o->approval, "the approvals"))
		return;
	while (fetch_next(&o->approval, &at, &v)) {
		if (!ashby_text_equal(
			    ashby_get_text(v, "entityId"), ashby_get_text(info, "latestVersion.id")))
			continue;
		block_approval(page, doc, v);
		any = true;
	}
	if (!any) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no approval asked for this version");
	}
}

static void files(struct doc *doc, struct ashby_value list)
{
	if (ashby_value_count(list) == 0)
		return;
	doc_heading(doc, "FILES", -1);
	for (struct ashby_value v = ashby_value_first(list); v.node; v = ashby_value_next(v)) {
		doc_line(doc);
		doc_label(doc, ROLE_TEXT, "  ");
		doc_text(doc, ROLE_TEXT, ashby_get_text(v, "name"));
	}
}

static void fill(struct page *page, struct doc *doc)
{
	const struct offer *o = page->own;
	struct ashby_value info = fetch_value(&o->info);
	char when[32];

	doc_section(doc, "Overview", -1);
	head(page, doc);
	doc_blank(doc);
	if (!block_ready(doc, &o->info, "the offer"))
		return;
	if (!info.node) {
		doc_line(doc);
		doc_label(doc, ROLE_BAD, "Ashby does not know this offer any more");
		return;
	}
	block_versions(page, doc, info);
	approval(page, doc);
	if (ashby_get_time(info, "decidedAt") != ASHBY_NO_TIME) {
		doc_blank(doc);
		block_label(doc, "DECIDED", 12);
		doc_label(doc, ROLE_TEXT,
			tell_time(page->app->zone, ashby_get_time(info, "decidedAt"), app_now(page->app),
				when));
	}
	files(doc, ashby_get(info, "latestVersion.fileHandles"));
}

static const char *const contexts[] = { "candidate", NULL };

DEFINE_VIEW(offer) = {
	.name = "offer",
	.title = "Offer",
	.engine = &detail_engine,
	.contexts = contexts,
	.footer = "approve note other-next links find inspect wrap",
	.kind = ASHBY_OFFERS,
	.watches = 1u << ASHBY_USERS,
	.load = load,
	.fill = fill,
	.close = close_view,
	.state_size = sizeof(struct offer),
};
