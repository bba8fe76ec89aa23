/* zone_in.h: a time zone from the inside: changes read from a file, and the yearly rule that holds after them. */
#ifndef ASHBY_ZONE_IN_H
#define ASHBY_ZONE_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/error.h"

struct zone_kind {
	int offset_s; /* east of UTC */
	char abbreviation[8];
};

struct zone_change {
	enum {
		ZONE_JULIAN,
		ZONE_DAY,
		ZONE_WEEKDAY
	} form; /* 1..365 without leap days; 0..365; month, week, day */
	int month, week, day;
	int time_s; /* of the local day, may lie outside of it */
};

struct zone_rule {
	struct zone_kind standard, summer;
	bool has_summer;
	struct zone_change start, end; /* of summer time */
};

/* Reads a rule as POSIX writes it, "CET-1CEST,M3.5.0,M10.5.0/3"; false if text is none. */
bool ashby__zone_rule_parse(struct zone_rule *out, const char *text);
/* What holds at an instant, in seconds since 1970. */
const struct zone_kind *ashby__zone_rule_at(const struct zone_rule *rule, int64_t t);

#define ZONE_NAME_MAX 63

struct ashby_zone {
	char name[ZONE_NAME_MAX + 1];
	int64_t *at;            /* seconds since 1970, rising */
	unsigned char *kind_of; /* from at[i] on kinds[kind_of[i]] holds */
	size_t count;
	struct zone_kind kinds[256];
	bool has_rule; /* after the last change */
	struct zone_rule rule;
};

#define ZONE_OFFSET_MAX_S 93600 /* 26 hours: the largest that RFC 8536 allows */

/* Fills a zone, all zero before, from a TZif file. ASHBY_ELOCAL if it is damaged; then only to be freed. */
enum ashby_error ashby__zone_read(struct ashby_zone *zone, const char *bytes, size_t len);

#endif
