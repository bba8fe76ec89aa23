/*
 * tell.h: values as a person reads them: ages, times in the zone in use, calendar days as written, amounts, names,
 * the API's words. Text from outside stays text; only our own words and digits are made here.
 */
#ifndef TELL_H
#define TELL_H

#include <stdint.h>
#include <ashby/date.h>
#include <ashby/record.h>
#include <ashby/zone.h>

/* All fill and return buf. now_ms decides whether a year is said. "-" stands for no time. */
const char *tell_age(int64_t ms, int64_t now_ms, char buf[static 32]);
const char *tell_time(
	const struct ashby_zone *zone, int64_t ms, int64_t now_ms, char buf[static 32]); /* 24 Nov 14:00 */
const char *tell_day(
	const struct ashby_zone *zone, int64_t ms, int64_t now_ms, char buf[static 32]); /* 24 Nov */
const char *tell_clock(const struct ashby_zone *zone, int64_t ms, char buf[static 32]);  /* 14:00 */
/* A calendar day, never shifted by a zone; of a date and time only its day. False if it is neither. */
bool tell_calendar(struct ashby_text text, char buf[static 32]);
/* EUR 92,000; the period is not known, so none is said. False if there is no number. */
bool tell_money(struct ashby_value money, char buf[static 64]);
bool tell_amount(double value, struct ashby_text currency, char buf[static 64]);
/* "WaitingOnCandidateBooking" as "waiting on candidate booking". */
const char *tell_api(struct ashby_text camel, char *buf, size_t size);
/* "Maya Chen" as "M. Chen", when it is longer than so many columns. Appends to out. */
void tell_short_name(struct ashby_buf *out, struct ashby_text first, struct ashby_text last);

#endif
