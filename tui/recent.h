/* recent.h: the last notes about a candidate, for previews: one call, made once the cursor rests, dropped when it moves. */
#ifndef RECENT_H
#define RECENT_H

#include "fetch.h"
#include "view.h"

struct doc;

/* Lives in a view's own state. */
struct recent {
	char candidate[64]; /* whose notes they are, "" if none were asked for */
	struct fetch notes;
};

/* Adds what is known to the document; with `fetch` asks for it if it is another candidate's. */
void recent_notes(
	struct page *page, struct recent *recent, struct ashby_text candidate, struct doc *doc, bool fetch);
void recent_release(struct recent *recent);

#endif
