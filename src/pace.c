/* pace.c: a token bucket whose rate climbs while all is well and halves on a 429. Knows no requests and no clock. */
#include "pace.h"

#define RUNNING_MAX 4 /* connections at once */
#define BURST_MAX 4.0
#define AUTO_START 5.0
#define AUTO_MAX 20.0
#define RATE_MIN 0.5
#define QUOTA_WAIT_MAX_MS 60000 /* no 429 came yet: what a proxy may have said is not worth more */
#define CLIMB_MS 30000          /* clean time for one request a second more */

static double burst_of(const struct ashby__pace *pace)
{
	if (pace->rate < 1)
		return 1;
	return pace->rate < BURST_MAX ? pace->rate : BURST_MAX;
}

void ashby__pace_init(struct ashby__pace *pace, int setting, bool loopback, int64_t now_ms)
{
	*pace = (struct ashby__pace){ .filled_ms = now_ms, .clean_ms = now_ms, .last_ms = now_ms };
	if (setting > 0)
		pace->rate = pace->rate_max = setting;
	if (setting == 0 && !loopback) {
		pace->rate = AUTO_START;
		pace->rate_max = AUTO_MAX;
	}
	pace->tokens = burst_of(pace);
}

int64_t ashby__pace_pause(const struct ashby__pace *pace, int64_t now_ms)
{
	return pace->pause_ms > now_ms ? pace->pause_ms - now_ms : 0;
}

static void fill(struct ashby__pace *pace, int64_t now_ms)
{
	double burst = burst_of(pace);

	pace->tokens += pace->rate * (double)(now_ms - pace->filled_ms) / 1000;
	if (pace->tokens > burst)
		pace->tokens = burst;
	pace->filled_ms = now_ms;
}

int64_t ashby__pace_wait(struct ashby__pace *pace, bool prefetch, int64_t now_ms)
{
	int64_t pause = ashby__pace_pause(pace, now_ms);

	if (pause)
		return pause;
	/* One place stays free of prefetch: what a person asks for never stands behind it. */
	if (pace->running >= (size_t)(prefetch ? RUNNING_MAX - 1 : RUNNING_MAX))
		return -1;
	if (pace->rate <= 0)
		return 0;
	fill(pace, now_ms);
	if (pace->tokens >= 1)
		return 0;
	return (int64_t)((1 - pace->tokens) * 1000 / pace->rate) + 1;
}

void ashby__pace_start(struct ashby__pace *pace, int64_t now_ms)
{
	pace->running++;
	if (pace->rate <= 0)
		return;
	/* Time without a request proves nothing. */
	if (now_ms - pace->last_ms > CLIMB_MS)
		pace->clean_ms = now_ms;
	pace->last_ms = now_ms;
	fill(pace, now_ms);
	pace->tokens -= 1;
	if (now_ms - pace->clean_ms >= CLIMB_MS && pace->rate < pace->rate_max) {
		pace->rate = pace->rate + 1 > pace->rate_max ? pace->rate_max : pace->rate + 1;
		pace->clean_ms = now_ms;
	}
}

void ashby__pace_end(struct ashby__pace *pace)
{
	pace->running--;
}

void ashby__pace_limited(struct ashby__pace *pace, int64_t wait_ms, int64_t now_ms)
{
	bool paused = pace->pause_ms > now_ms;

	if (now_ms + wait_ms > pace->pause_ms)
		pace->pause_ms = now_ms + wait_ms;
	pace->clean_ms = pace->pause_ms;
	pace->tokens = 0;
	pace->filled_ms = pace->pause_ms;
	/* Requests that were on their way together are one offence. */
	if (!paused && pace->rate > 0)
		pace->rate = pace->rate / 2 < RATE_MIN ? RATE_MIN : pace->rate / 2;
}

void ashby__pace_quota(struct ashby__pace *pace, int64_t remaining, int64_t reset_s, int64_t now_ms)
{
	int64_t wait_ms;

	if (remaining != 0 || reset_s <= 0)
		return;
	wait_ms = reset_s > QUOTA_WAIT_MAX_MS / 1000 ? QUOTA_WAIT_MAX_MS : reset_s * 1000;
	if (now_ms + wait_ms > pace->pause_ms)
		pace->pause_ms = now_ms + wait_ms;
}
