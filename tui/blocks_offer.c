/*
 * blocks_offer.c: offers as parts of details: terms, versions side by side, the chain of approvals. No pay period is
 * said, because the API gives none; an expiry only where the organisation has a field for it.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "blocks.h"
#include "detail.h"

#define VERSIONS_MAX 3

struct status {
	const char *api, *words;
	enum role role;
};

static const struct status statuses[] = {
	{ "WaitingOnApprovalDefinition", "approval not defined", ROLE_LATE },
	{ "WaitingOnApprovalStart", "approval not started", ROLE_LATE },
	{ "WaitingOnOfferApproval", "in approval", ROLE_LATE },
	{ "WaitingOnCandidateResponse", "with the candidate", ROLE_TEXT },
	{ "CandidateAccepted", "accepted", ROLE_GOOD },
	{ "CandidateRejected", "declined", ROLE_BAD },
	{ "OfferCancelled", "cancelled", ROLE_DIM },
};

void block_offer_status(struct doc *doc, struct ashby_value offer)
{
	struct ashby_text status = ashby_get_text(offer, "offerStatus");
	char words[64];

	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		if (ashby_text_equal(status, ashby_text_str(statuses[i].api))) {
			doc_label(doc, statuses[i].role, statuses[i].words);
			return;
		}
	}
	if (status.len > 0)
		doc_text(doc, ROLE_TEXT, ashby_text_str(tell_api(status, words, sizeof words)));
	else
		doc_label(doc, ROLE_DIM, "-");
}

static void salary(struct doc *doc, unsigned style, struct ashby_value version)
{
	char buf[64];

	if (tell_money(ashby_get(version, "salary"), buf))
		doc_label(doc, style, buf);
	else
		doc_label(doc, ROLE_DIM, "-");
}

static void start_date(struct doc *doc, unsigned style, struct ashby_value version)
{
	char buf[32];

	if (tell_calendar(ashby_get_text(version, "startDate"), buf))
		doc_label(doc, style, buf);
	else
		doc_label(doc, ROLE_DIM, "-");
}

void block_terms(struct page *page, struct doc *doc, struct ashby_value version)
{
	block_row(doc, "Base");
	salary(doc, ROLE_TEXT, version);
	block_row(doc, "Start");
	start_date(doc, ROLE_TEXT, version);
	block_custom_fields(page, doc, ashby_get(version, "customFields"));
}

/* ---- versions ---- */

/* Versions newest first, at most so many. */
static size_t newest(struct ashby_value offer, struct ashby_value *out)
{
	size_t n = 0;

	for (struct ashby_value v = ashby_value_first(ashby_get(offer, "versions")); v.node;
		v = ashby_value_next(v)) {
		int64_t ms = ashby_get_time(v, "createdAt");
		size_t at = n;

		while (at > 0 && ashby_get_time(out[at - 1], "createdAt") < ms)
			at--;
		if (at >= VERSIONS_MAX)
			continue;
		memmove(&out[at + 1], &out[at],
			((n < VERSIONS_MAX ? n : VERSIONS_MAX - 1) - at) * sizeof *out);
		out[at] = v;
		n += n < VERSIONS_MAX;
	}
	if (n == 0 && ashby_get(offer, "latestVersion").node)
		out[n++] = ashby_get(offer, "latestVersion");
	return n;
}

static void percent(struct doc *doc, struct ashby_value now, struct ashby_value before)
{
	double a = ashby_value_number(ashby_get(now, "salary.value"), NAN);
	double b = ashby_value_number(ashby_get(before, "salary.value"), NAN);

	if (!ashby_text_equal(ashby_get_text(now, "salary.currencyCode"),
		    ashby_get_text(before, "salary.currencyCode")))
		return;
	if (isfinite(a) && isfinite(b) && b > 0 && a != b)
		doc_labelf(doc, ROLE_PRESS, "  %+.1f%%", (a - b) / b * 100);
}

static int version_column(size_t i)
{
	return 24 + (int)i * 24;
}

static struct ashby_value field_of(struct ashby_value version, struct ashby_text id)
{
	struct ashby_value v = ashby_value_first(ashby_get(version, "customFields"));

	while (v.node && !ashby_text_equal(ashby_get_text(v, "id"), id))
		v = ashby_value_next(v);
	return v;
}

static bool same(struct ashby_value a, struct ashby_value b)
{
	struct ashby_buf x, y;
	bool equal;

	ashby_buf_init(&x, ASHBY_BUF_MAX);
	ashby_buf_init(&y, ASHBY_BUF_MAX);
	ashby_value_print(&x, a, 0);
	ashby_value_print(&y, b, 0);
	equal = strcmp(ashby_buf_str(&x), ashby_buf_str(&y)) == 0;
	ashby_buf_release(&x);
	ashby_buf_release(&y);
	return equal;
}

static void compared_field(struct page *page, struct doc *doc, const struct ashby_value *version,
	size_t count, struct ashby_value field)
{
	struct ashby_value first = field_of(version[0], ashby_get_text(field, "id"));

	doc_line(doc);
	doc_label(doc, ROLE_DIM, "  ");
	doc_text(doc, ROLE_DIM, ashby_get_text(field, "title"));
	for (size_t i = 0; i < count; i++) {
		struct ashby_value v = field_of(version[i], ashby_get_text(field, "id"));
		bool changed = i == 0 && count > 1 &&
			!same(ashby_get(first, "value"),
				ashby_get(field_of(version[1], ashby_get_text(field, "id")), "value"));

		doc_tab(doc, version_column(i));
		block_value(page, doc,
			changed          ? ROLE_NOW
				: i == 0 ? ROLE_TEXT
					 : ROLE_DIM,
			ashby_get(v, "value"), ashby_get(v, "valueLabel"));
	}
}

static void version_heads(struct doc *doc, size_t count, size_t all)
{
	doc_line(doc);
	doc_label(doc, ROLE_HEADING, "TERMS");
	for (size_t i = 0; i < count; i++) {
		doc_tab(doc, version_column(i));
		doc_labelf(doc, ROLE_HEADING, "VERSION %zu", all - i);
	}
}

void block_versions(struct page *page, struct doc *doc, struct ashby_value offer)
{
	struct ashby_value version[VERSIONS_MAX + 1];
	size_t count = newest(offer, version), all = ashby_value_count(ashby_get(offer, "versions"));
	int width = detail_width(page);
	char when[32];

	if (count == 0)
		return;
	while (count > 1 && width > 0 && version_column(count - 1) + 20 > width)
		count--; /* the oldest give way in a narrow pane */
	version_heads(doc, count, all > count ? all : count);
	doc_line(doc);
	doc_label(doc, ROLE_DIM, "  Base");
	for (size_t i = 0; i < count; i++) {
		doc_tab(doc, version_column(i));
		salary(doc, i == 0 ? ROLE_TEXT : ROLE_DIM, version[i]);
		if (i == 0 && count > 1)
			percent(doc, version[0], version[1]);
	}
	doc_line(doc);
	doc_label(doc, ROLE_DIM, "  Start");
	for (size_t i = 0; i < count; i++) {
		doc_tab(doc, version_column(i));
		start_date(doc, i == 0 ? ROLE_TEXT : ROLE_DIM, version[i]);
	}
	for (struct ashby_value f = ashby_value_first(ashby_get(version[0], "customFields")); f.node;
		f = ashby_value_next(f))
		compared_field(page, doc, version, count, f);
	doc_line(doc);
	doc_label(doc, ROLE_DIM, "  Written");
	for (size_t i = 0; i < count; i++) {
		doc_tab(doc, version_column(i));
		doc_label(doc, ROLE_DIM,
			tell_day(page->app->zone, ashby_get_time(version[i], "createdAt"), app_now(page->app),
				when));
	}
	doc_line(doc);
	doc_label(doc, ROLE_DIM, "  By");
	for (size_t i = 0; i < count; i++) {
		doc_tab(doc, version_column(i));
		block_person(doc, ROLE_DIM, ashby_get(version[i], "author"));
	}
}

/* ---- approval ---- */

struct decision {
	const char *api, *words;
	enum role role;
};

static const struct decision decisions[] = {
	{ "approve", "approved", ROLE_GOOD },
	{ "reject", "declined", ROLE_BAD },
	{ "pending", "waiting", ROLE_LATE },
};

static void approver(struct page *page, struct doc *doc, struct ashby_value v, bool current)
{
	struct ashby_text decision = ashby_get_text(v, "decision");
	int64_t decided = ashby_get_time(v, "decidedAt"), asked = ashby_get_time(v, "requestedAt");
	char when[32];

	doc_tab(doc, 8);
	block_user(page->app, doc, ROLE_TEXT, ashby_get_text(v, "userId"));
	doc_tab(doc, 26);
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++)
		if (ashby_text_equal(decision, ashby_text_str(decisions[i].api)))
			doc_label(doc, i == 2 && !current ? ROLE_DIM : decisions[i].role,
				i == 2 && !current ? "not asked yet" : decisions[i].words);
	if (decided != ASHBY_NO_TIME)
		doc_labelf(
			doc, ROLE_DIM, " %s", tell_time(page->app->zone, decided, app_now(page->app), when));
	else if (asked != ASHBY_NO_TIME && current)
		doc_labelf(doc, ROLE_LATE, " %s", tell_age(asked, app_now(page->app), when));
}

void block_approval(struct page *page, struct doc *doc, struct ashby_value approval)
{
	int number = 0;
	bool open = false;

	for (struct ashby_value s = ashby_value_first(ashby_get(approval, "steps")); s.node;
		s = ashby_value_next(s)) {
		bool done = ashby_get_time(s, "completedAt") != ASHBY_NO_TIME, current = !done && !open;
		struct ashby_value approvers = ashby_get(s, "approvers"), v = ashby_value_first(approvers);
		int64_t needed = ashby_value_int(ashby_get(s, "approvalsRequired"), 0);

		open = open || !done;
		doc_line(doc);
		doc_labelf(doc, current ? ROLE_NOW : ROLE_DIM, "  %4d", ++number);
		for (bool first = true; v.node; v = ashby_value_next(v), first = false) {
			if (!first)
				doc_line(doc);
			approver(page, doc, v, current);
		}
		if (needed > 0 && (size_t)needed < ashby_value_count(approvers))
			doc_labelf(doc, ROLE_DIM, "  %d of %zu needed", (int)needed,
				ashby_value_count(approvers));
	}
	if (number == 0) {
		doc_line(doc);
		doc_label(doc, ROLE_DIM, "  no steps");
	}
}
