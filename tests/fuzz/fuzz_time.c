/* fuzz_time.c: any bytes as a time, as a zone's rule and as a zone's file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ashby/date.h"
#include "ashby/zone.h"
#include "zone_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void try_zone(struct ashby_zone *zone)
{
	static const int64_t times[] = { INT64_MIN, 0, INT64_C(1780002424042), INT64_C(4102444800000),
		INT64_MAX };
	struct ashby_wall wall;

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		ashby_zone_wall(zone, times[i], &wall);
		ashby_zone_instant(zone, &wall);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct ashby_zone *zone = calloc(1, sizeof(*zone));
	char *text = malloc(len + 1);
	char iso[25];
	int64_t ms;

	if (!zone || !text)
		abort();
	memcpy(text, data, len);
	text[len] = '\0';
	if (ashby_date_parse(ashby_text_of(text, len), &ms))
		ashby_date_iso(ms, iso);
	ashby_date_parse_human(text, INT64_C(1780002424042), &ms);
	if (ashby__zone_rule_parse(&zone->rule, text)) {
		zone->has_rule = true;
		try_zone(zone);
		zone->has_rule = false;
	}
	if (ashby__zone_read(zone, text, len) == ASHBY_OK)
		try_zone(zone);
	free(text);
	ashby_zone_free(zone);
	return 0;
}
