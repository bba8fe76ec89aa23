/* pace.h: how fast one key may ask. Pure: times are given. Private to src/. */
#ifndef ASHBY_PACE_H
#define ASHBY_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ashby__pace {
	double rate;       /* requests a second allowed now; 0: no limit */
	double rate_max;   /* where climbing ends */
	double tokens;     /* requests that may go at once */
	int64_t filled_ms; /* when tokens was right */
	int64_t clean_ms;  /* since when no 429 has come */
	int64_t last_ms;   /* of the last start */
	int64_t pause_ms;  /* nothing goes before */
	size_t running;
};

/* setting as in client.h: requests a second, 0 auto, -1 off; auto is off on loopback. */
void ashby__pace_init(struct ashby__pace *pace, int setting, bool loopback, int64_t now_ms);
/* 0: one may go now; else milliseconds to wait, or -1: until one has ended. */
int64_t ashby__pace_wait(struct ashby__pace *pace, bool prefetch, int64_t now_ms);
void ashby__pace_start(struct ashby__pace *pace, int64_t now_ms);
void ashby__pace_end(struct ashby__pace *pace);
/* A 429 came: nothing goes for wait_ms, then at half the rate. */
void ashby__pace_limited(struct ashby__pace *pace, int64_t wait_ms, int64_t now_ms);
/* The server says how many requests are left, and in how many seconds there will be more: after the last one it waits. */
void ashby__pace_quota(struct ashby__pace *pace, int64_t remaining, int64_t reset_s, int64_t now_ms);
/* Milliseconds that a wait still takes. */
int64_t ashby__pace_pause(const struct ashby__pace *pace, int64_t now_ms);

#endif
