/*
 * loop.h: the one poll loop. One thread; callbacks are short (10 ms), may add and free watches and timers, their own
 * included, and never run inside a call that made them.
 *
 * One turn: poll, timers, descriptors, signals, deferred calls, then the end-of-turn hook (where a screen draws).
 * With nothing due it sleeps without a time-out: an idle program wakes up 0 times a second.
 */
#ifndef ASHBY_LOOP_H
#define ASHBY_LOOP_H

#include <stdint.h>
#include "ashby/error.h"

struct ashby_loop;
struct ashby_watch;
struct ashby_timer;

enum ashby_events { ASHBY_READABLE = 1, ASHBY_WRITABLE = 2, ASHBY_HANGUP = 4 };

typedef void ashby_watch_fn(void *arg, int fd, unsigned events);
typedef void ashby_timer_fn(void *arg);

enum ashby_error ashby_loop_new(struct ashby_loop **out);
void ashby_loop_free(struct ashby_loop *loop); /* frees what is left of watches and timers; accepts NULL */

/* Watches fd (not owned) for events; HANGUP is always reported. */
enum ashby_error ashby_watch_new(struct ashby_watch **out, struct ashby_loop *loop, int fd, unsigned events,
	ashby_watch_fn *fn, void *arg);
void ashby_watch_set(struct ashby_watch *watch, unsigned events);
void ashby_watch_free(struct ashby_watch *watch); /* accepts NULL */

/* Runs fn once after ms. A timer that ran or is stopped can be started again; it lives until freed. */
enum ashby_error ashby_timer_new(
	struct ashby_timer **out, struct ashby_loop *loop, ashby_timer_fn *fn, void *arg);
void ashby_timer_start(struct ashby_timer *timer, int64_t ms);
void ashby_timer_stop(struct ashby_timer *timer);
void ashby_timer_free(struct ashby_timer *timer); /* accepts NULL */

/* Runs fn(arg) before this turn ends (the next one, if called from outside of a turn). Cannot be taken back. */
enum ashby_error ashby_loop_defer(struct ashby_loop *loop, ashby_timer_fn *fn, void *arg);
/* Runs fn in the loop, never in the handler, after signo has come. One function a signal; NULL restores it. */
typedef void ashby_signal_fn(void *arg, int signo);
enum ashby_error ashby_loop_signal(struct ashby_loop *loop, int signo, ashby_signal_fn *fn, void *arg);
/* Runs at the end of each turn. One function. */
void ashby_loop_at_end(struct ashby_loop *loop, ashby_timer_fn *fn, void *arg);

/* Milliseconds that also count sleep (CLOCK_BOOTTIME where there is one); the time of the turn. */
int64_t ashby_loop_now(const struct ashby_loop *loop);
/* Runs until ashby_loop_stop. */
enum ashby_error ashby_loop_run(struct ashby_loop *loop);
void ashby_loop_stop(struct ashby_loop *loop);
/* One turn that waits at most max_ms (-1: no limit). */
enum ashby_error ashby_loop_turn(struct ashby_loop *loop, int max_ms);

#endif
