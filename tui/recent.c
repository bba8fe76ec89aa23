/* recent.c: notes under a resting cursor. Knows the API's name for them; draws by the blocks of details. */
#include "recent.h"

#include <stdio.h>

#include "blocks.h"
#include "list.h"

enum { NOTES_SHOWN = 5 };

static void came(struct page *page, struct fetch *fetch)
{
	(void)fetch;
	list_preview_changed(page);
}

static void ask(struct page *page, struct recent *recent, struct ashby_text candidate)
{
	struct ashby_buf body;

	recent_release(recent);
	snprintf(recent->candidate, sizeof(recent->candidate), "%.*s", (int)candidate.len, candidate.raw);
	ashby_buf_init(&body, 512);
	fetch_list(&recent->notes, page, "candidate.listNotes",
		fetch_body(&body, "candidateId", candidate, NULL), came);
	ashby_buf_release(&body);
}

void recent_notes(
	struct page *page, struct recent *recent, struct ashby_text candidate, struct doc *doc, bool fetch)
{
	bool here = candidate.len > 0 && ashby_text_equal(candidate, ashby_text_str(recent->candidate));

	if (fetch && candidate.len > 0 && !here) {
		ask(page, recent, candidate);
		here = true;
	}
	if (!here) {
		if (*recent->candidate)
			recent_release(recent);
		return;
	}
	doc_heading(
		doc, "NOTES", recent->notes.state == FETCH_DONE ? (int)fetch_elements(&recent->notes) : -1);
	block_notes(page, doc, &recent->notes, NOTES_SHOWN);
}

void recent_release(struct recent *recent)
{
	fetch_release(&recent->notes);
	recent->candidate[0] = '\0';
}
