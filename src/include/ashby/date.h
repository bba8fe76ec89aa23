/*
 * date.h: times as the API writes them. A time is int64_t milliseconds since 1970 UTC; ASHBY_NO_TIME is "none".
 * A calendar date (an offer's start, a posting's day) is kept as text YYYY-MM-DD and never shifted by a zone.
 */
#ifndef ASHBY_DATE_H
#define ASHBY_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "ashby/error.h"
#include "ashby/text.h"

#define ASHBY_NO_TIME INT64_MIN

/* ISO 8601 (date, or date and time; fraction and zone optional, without a zone UTC). False if it is none. */
bool ashby_date_parse(struct ashby_text text, int64_t *ms);
/* What a person may give for a time: ISO, epoch seconds or milliseconds, or relative: -7d, -2h, +3w, now, today. */
bool ashby_date_parse_human(const char *text, int64_t now_ms, int64_t *ms);
/* 2026-05-28T21:07:04.042Z; buf holds 25 bytes. */
void ashby_date_iso(int64_t ms, char buf[static 25]);
/* Days from 1970-01-01 and back (proleptic Gregorian); month 1..12. */
int64_t ashby_date_days(int year, int month, int day);
void ashby_date_civil(int64_t days, int *year, int *month, int *day);
/* Whether text is a calendar date YYYY-MM-DD that exists. */
bool ashby_date_calendar(struct ashby_text text, int *year, int *month, int *day);
/* An age as lists show it, at most 4 columns: 45s 12m 4h 19d 8mo 3y; a future time gives "0s". buf holds 16. */
void ashby_date_age(int64_t from_ms, int64_t now_ms, char buf[static 16]);

/* Wall clock in ms; fixed by ashby_clock_fix (the option --now), which then stands still. */
int64_t ashby_clock_now(void);
void ashby_clock_fix(int64_t ms);

#endif
