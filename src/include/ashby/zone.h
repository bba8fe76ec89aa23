/*
 * zone.h: time zones, read from the system's zoneinfo (TZif). Opaque; NULL stands for UTC in every function.
 */
#ifndef ASHBY_ZONE_H
#define ASHBY_ZONE_H

#include <stdint.h>
#include "ashby/error.h"

struct ashby_zone;

struct ashby_wall {
	int year, month, day;     /* month 1..12 */
	int hour, minute, second; /* 0..59 */
	int weekday;              /* 0 Sunday .. 6 Saturday */
	int offset_s;             /* seconds east of UTC */
	char abbreviation[8];
};

/* By name ("Europe/Berlin"); "" or NULL: the TZ variable, else /etc/localtime. ASHBY_EUSAGE for an unknown name. */
enum ashby_error ashby_zone_new(struct ashby_zone **out, const char *name, struct ashby_err *err);
void ashby_zone_free(struct ashby_zone *zone);
/* The name it was found under, "UTC" for NULL, "local" if it cannot be told. */
const char *ashby_zone_name(const struct ashby_zone *zone);
void ashby_zone_wall(const struct ashby_zone *zone, int64_t ms, struct ashby_wall *out);
/* The instant of a wall time; of two the earlier, in a gap the instant after it. */
int64_t ashby_zone_instant(const struct ashby_zone *zone, const struct ashby_wall *wall);

#endif
