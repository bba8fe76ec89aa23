/* transport_head.h: what the headers of a reply say. Private to src/. */
#ifndef ASHBY_TRANSPORT_HEAD_H
#define ASHBY_TRANSPORT_HEAD_H

#include "transport.h"

/* Kept as it came until the end: what it means needs the server's date, which may come later. */
struct ashby__head {
	char retry_after[64], reset[32];
};

/* Before the first line. */
void ashby__head_forget(struct ashby__head *head, struct ashby__response *r);
/* One line, not terminated. A status line begins anew: what an earlier answer (100, or a proxy's) said does not count. */
void ashby__head_line(struct ashby__head *head, struct ashby__response *r, const char *line, size_t len);
/*
 * After the last: times become seconds from now. By the server's own clock where it sent one: this computer's may be
 * wrong by days.
 */
void ashby__head_end(const struct ashby__head *head, struct ashby__response *r);

#endif
