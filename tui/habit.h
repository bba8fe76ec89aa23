/*
 * habit.h: how long a stage usually takes, and whether an age is late against that. Pure arithmetic over durations:
 * knows neither rows nor calls.
 */
#ifndef HABIT_H
#define HABIT_H

#include <stdbool.h>
#include <stdint.h>
#include <ashby/buf.h>

enum { HABIT_CASES = 8 }; /* fewer say nothing: a configured limit stands in */

struct habit {
	unsigned n;            /* cases it rests on */
	int64_t median, upper; /* milliseconds; upper: the 75th percentile */
};

enum lateness { LATE_NOT, LATE, LATE_VERY };

/* Of so many durations, which it sorts. Percentiles are interpolated between neighbours. */
void habit_of(int64_t *ms, unsigned n, struct habit *out);
bool habit_speaks(const struct habit *habit); /* it rests on enough cases */
/*
 * Late: over the 75th percentile; very late: over twice the median, and over the 75th too. Without enough cases over
 * the limit, and over twice the limit.
 */
enum lateness habit_judge(const struct habit *habit, int64_t age_ms, int64_t limit_ms);
const char *habit_flag(enum lateness late); /* "!", "!!" or NULL */
/* "usual 6d (n=23)", or "limit 10d" while too few cases are known. */
void habit_tell(const struct habit *habit, int64_t limit_ms, struct ashby_buf *out);
/* "6d", "4h": a duration as ages are told. */
void habit_span(int64_t ms, char buf[static 16]);

/* ---- the limits of the configuration: days by type of stage ---- */

enum habit_stage { STAGE_REVIEW, STAGE_ACTIVE, STAGE_OFFER, STAGE_TYPES };

struct late_days {
	int days[STAGE_TYPES];
};
extern const struct late_days late_days_default;

/* "7", or "review=4 active=10 offer=5" (commas are blanks; what is not named stays). False: it is neither. */
bool late_days_parse(struct late_days *days, const char *words);
void late_days_tell(const struct late_days *days, struct ashby_buf *out);
/* In milliseconds, for a stage's type in Ashby's word ("PreInterviewScreen"). */
int64_t late_days_limit(const struct late_days *days, const char *stage_type, unsigned len);

#endif
