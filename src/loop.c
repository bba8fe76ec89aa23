/*
 * loop.c: the one poll loop. Knows descriptors, timers, signals and deferred calls, and nothing of what they are for.
 *
 * Callbacks change the list of watches while it is being walked: a freed watch is only marked, and leaves the list
 * before the next poll; nothing points into the list across a callback.
 */
#include "ashby/loop.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys.h"

struct ashby_watch {
	struct ashby_loop *loop;
	ashby_watch_fn *fn;
	void *arg;
	int fd;
	unsigned events;
	bool dead;
	bool muted; /* the descriptor is not open: reported once, else poll would spin */
};

struct ashby_timer {
	struct ashby_loop *loop;
	struct ashby_timer *prev, *next; /* of all timers of the loop */
	ashby_timer_fn *fn;
	void *arg;
	int64_t due;    /* of ashby__boot_ms */
	uint64_t order; /* of the starts: equal times run in the order they were started */
	size_t at;      /* place in the heap + 1, 0 when stopped */
};

struct deferred {
	ashby_timer_fn *fn;
	void *arg;
};

struct ashby_loop {
	struct ashby_watch **watches;
	size_t watch_count, watch_cap;
	struct pollfd *polls; /* [0] is the wake pipe, [i + 1] is watches[i]; same capacity + 1 */
	struct ashby_timer *timers;
	struct ashby_timer **heap;
	size_t timer_count, heap_count, heap_cap; /* the heap has room for every timer: a start cannot fail */
	struct deferred *deferred;
	size_t deferred_count, deferred_cap;
	struct deferred at_end;
	int64_t now;
	uint64_t order;
	int wake[2];
	bool in_turn, stop;
};

/* ---- signals ---- */

#define SIGNAL_MAX 65

/* What a handler can reach is static by nature: the one global of the library beside curl's. */
static struct signal_slot {
	struct ashby_loop *loop;
	ashby_signal_fn *fn;
	void *arg;
	struct sigaction old;
	int wake;
	volatile sig_atomic_t pending;
} signals[SIGNAL_MAX];

static void on_signal(int signo)
{
	int saved = errno;
	ssize_t ignored;

	signals[signo].pending = 1;
	/* A full pipe is fine: then the loop is about to wake up anyway. */
	ignored = write(signals[signo].wake, "", 1);
	(void)ignored;
	errno = saved;
}

static void signal_restore(struct signal_slot *slot, int signo)
{
	sigaction(signo, &slot->old, NULL);
	slot->loop = NULL;
	slot->pending = 0;
}

enum ashby_error ashby_loop_signal(struct ashby_loop *loop, int signo, ashby_signal_fn *fn, void *arg)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	struct signal_slot *slot;

	if (signo <= 0 || signo >= SIGNAL_MAX)
		return ASHBY_EUSAGE;
	slot = &signals[signo];
	if (slot->loop && slot->loop != loop)
		return ASHBY_EUSAGE;
	if (!fn) {
		if (slot->loop)
			signal_restore(slot, signo);
		return ASHBY_OK;
	}
	slot->fn = fn;
	slot->arg = arg;
	if (slot->loop)
		return ASHBY_OK;
	slot->wake = loop->wake[1];
	slot->pending = 0;
	sigfillset(&action.sa_mask);
	if (sigaction(signo, &action, &slot->old))
		return ASHBY_EUSAGE;
	slot->loop = loop;
	return ASHBY_OK;
}

static void run_signals(struct ashby_loop *loop)
{
	struct signal_slot *slot;
	int signo;

	for (signo = 1; signo < SIGNAL_MAX; signo++) {
		slot = &signals[signo];
		if (slot->loop != loop || !slot->pending)
			continue;
		slot->pending = 0;
		slot->fn(slot->arg, signo);
	}
}

static void drain_wake(struct ashby_loop *loop)
{
	char bytes[64];

	while (read(loop->wake[0], bytes, sizeof(bytes)) > 0)
		;
}

/* ---- life ---- */

enum ashby_error ashby_loop_new(struct ashby_loop **out)
{
	struct ashby_loop *loop = calloc(1, sizeof(*loop));

	if (!loop)
		return ASHBY_ENOMEM;
	loop->polls = calloc(1, sizeof(*loop->polls));
	if (!loop->polls) {
		free(loop);
		return ASHBY_ENOMEM;
	}
	if (ashby__pipe(loop->wake)) {
		free(loop->polls);
		free(loop);
		return ASHBY_ELOCAL;
	}
	*out = loop;
	return ASHBY_OK;
}

void ashby_loop_free(struct ashby_loop *loop)
{
	size_t i;
	int signo;

	if (!loop)
		return;
	assert(!loop->in_turn);
	for (signo = 1; signo < SIGNAL_MAX; signo++)
		if (signals[signo].loop == loop)
			signal_restore(&signals[signo], signo);
	for (i = 0; i < loop->watch_count; i++)
		free(loop->watches[i]);
	while (loop->timers)
		ashby_timer_free(loop->timers);
	close(loop->wake[0]);
	close(loop->wake[1]);
	free(loop->watches);
	free(loop->polls);
	free(loop->heap);
	free(loop->deferred);
	free(loop);
}

/* ---- watches ---- */

static enum ashby_error watches_grow(struct ashby_loop *loop)
{
	size_t cap = loop->watch_cap ? loop->watch_cap * 2 : 8;
	struct ashby_watch **watches;
	struct pollfd *polls;

	if (loop->watch_count < loop->watch_cap)
		return ASHBY_OK;
	watches = realloc(loop->watches, cap * sizeof(struct ashby_watch *));
	if (!watches)
		return ASHBY_ENOMEM;
	loop->watches = watches;
	polls = realloc(loop->polls, (cap + 1) * sizeof(*polls));
	if (!polls)
		return ASHBY_ENOMEM;
	loop->polls = polls;
	loop->watch_cap = cap;
	return ASHBY_OK;
}

enum ashby_error ashby_watch_new(struct ashby_watch **out, struct ashby_loop *loop, int fd, unsigned events,
	ashby_watch_fn *fn, void *arg)
{
	struct ashby_watch *watch;

	if (watches_grow(loop))
		return ASHBY_ENOMEM;
	watch = calloc(1, sizeof(*watch));
	if (!watch)
		return ASHBY_ENOMEM;
	*watch = (struct ashby_watch){ .loop = loop, .fd = fd, .events = events, .fn = fn, .arg = arg };
	loop->watches[loop->watch_count++] = watch;
	*out = watch;
	return ASHBY_OK;
}

void ashby_watch_set(struct ashby_watch *watch, unsigned events)
{
	watch->events = events;
}

void ashby_watch_free(struct ashby_watch *watch)
{
	if (watch)
		watch->dead = true;
}

static void watches_compact(struct ashby_loop *loop)
{
	size_t from, to = 0;

	for (from = 0; from < loop->watch_count; from++) {
		if (loop->watches[from]->dead)
			free(loop->watches[from]);
		else
			loop->watches[to++] = loop->watches[from];
	}
	loop->watch_count = to;
}

static size_t watches_to_polls(struct ashby_loop *loop)
{
	const struct ashby_watch *watch;
	size_t i;

	loop->polls[0] = (struct pollfd){ .fd = loop->wake[0], .events = POLLIN };
	for (i = 0; i < loop->watch_count; i++) {
		watch = loop->watches[i];
		loop->polls[i + 1] = (struct pollfd){
			.fd = watch->muted ? -1 : watch->fd,
			.events = (short)((watch->events & ASHBY_READABLE ? POLLIN : 0) |
				(watch->events & ASHBY_WRITABLE ? POLLOUT : 0)),
		};
	}
	return loop->watch_count;
}

static unsigned events_of(short revents)
{
	unsigned events = 0;

	if (revents & (POLLIN | POLLERR))
		events |= ASHBY_READABLE;
	if (revents & (POLLOUT | POLLERR))
		events |= ASHBY_WRITABLE;
	if (revents & (POLLHUP | POLLERR | POLLNVAL))
		events |= ASHBY_HANGUP;
	return events;
}

/* Only the first `polled` watches were polled; those made since then come in the next turn. */
static void run_watches(struct ashby_loop *loop, size_t polled)
{
	struct ashby_watch *watch;
	unsigned events;
	short revents;
	size_t i;

	for (i = 0; i < polled; i++) {
		watch = loop->watches[i];
		revents = loop->polls[i + 1].revents;
		if (watch->dead || !revents)
			continue;
		if (revents & POLLNVAL)
			watch->muted = true;
		events = events_of(revents) & (watch->events | ASHBY_HANGUP);
		if (events)
			watch->fn(watch->arg, watch->fd, events);
	}
}

/* ---- timers: a binary heap by time, then by order of start ---- */

static bool earlier(const struct ashby_timer *a, const struct ashby_timer *b)
{
	return a->due != b->due ? a->due < b->due : a->order < b->order;
}

static void heap_put(struct ashby_loop *loop, size_t at, struct ashby_timer *timer)
{
	loop->heap[at] = timer;
	timer->at = at + 1;
}

static void heap_up(struct ashby_loop *loop, size_t at)
{
	struct ashby_timer *timer = loop->heap[at];

	for (; at && earlier(timer, loop->heap[(at - 1) / 2]); at = (at - 1) / 2)
		heap_put(loop, at, loop->heap[(at - 1) / 2]);
	heap_put(loop, at, timer);
}

static void heap_down(struct ashby_loop *loop, size_t at)
{
	struct ashby_timer *timer = loop->heap[at];
	size_t child;

	while ((child = at * 2 + 1) < loop->heap_count) {
		if (child + 1 < loop->heap_count && earlier(loop->heap[child + 1], loop->heap[child]))
			child++;
		if (!earlier(loop->heap[child], timer))
			break;
		heap_put(loop, at, loop->heap[child]);
		at = child;
	}
	heap_put(loop, at, timer);
}

enum ashby_error ashby_timer_new(
	struct ashby_timer **out, struct ashby_loop *loop, ashby_timer_fn *fn, void *arg)
{
	struct ashby_timer **heap;
	struct ashby_timer *timer;
	size_t cap;

	if (loop->timer_count == loop->heap_cap) {
		cap = loop->heap_cap ? loop->heap_cap * 2 : 8;
		heap = realloc(loop->heap, cap * sizeof(struct ashby_timer *));
		if (!heap)
			return ASHBY_ENOMEM;
		loop->heap = heap;
		loop->heap_cap = cap;
	}
	timer = calloc(1, sizeof(*timer));
	if (!timer)
		return ASHBY_ENOMEM;
	*timer = (struct ashby_timer){ .loop = loop, .fn = fn, .arg = arg, .next = loop->timers };
	if (loop->timers)
		loop->timers->prev = timer;
	loop->timers = timer;
	loop->timer_count++;
	*out = timer;
	return ASHBY_OK;
}

void ashby_timer_stop(struct ashby_timer *timer)
{
	struct ashby_loop *loop = timer->loop;
	size_t at;

	if (!timer->at)
		return;
	at = timer->at - 1;
	timer->at = 0;
	loop->heap_count--;
	if (at == loop->heap_count)
		return;
	heap_put(loop, at, loop->heap[loop->heap_count]);
	heap_up(loop, at);
	heap_down(loop, at);
}

void ashby_timer_start(struct ashby_timer *timer, int64_t ms)
{
	struct ashby_loop *loop = timer->loop;

	ashby_timer_stop(timer);
	timer->due = ashby_loop_now(loop) + (ms > 0 ? ms : 0);
	timer->order = loop->order++;
	loop->heap[loop->heap_count] = timer;
	heap_up(loop, loop->heap_count++);
}

void ashby_timer_free(struct ashby_timer *timer)
{
	if (!timer)
		return;
	ashby_timer_stop(timer);
	if (timer->prev)
		timer->prev->next = timer->next;
	else
		timer->loop->timers = timer->next;
	if (timer->next)
		timer->next->prev = timer->prev;
	timer->loop->timer_count--;
	free(timer);
}

/* A timer started by one of these callbacks waits for the next turn, even with 0 ms: descriptors get their share. */
static void run_timers(struct ashby_loop *loop)
{
	uint64_t limit = loop->order;
	struct ashby_timer *timer;

	while (loop->heap_count) {
		timer = loop->heap[0];
		if (timer->due > loop->now || timer->order >= limit)
			return;
		ashby_timer_stop(timer);
		timer->fn(timer->arg);
	}
}

/* ---- deferred calls ---- */

enum ashby_error ashby_loop_defer(struct ashby_loop *loop, ashby_timer_fn *fn, void *arg)
{
	struct deferred *deferred;
	size_t cap;

	if (loop->deferred_count == loop->deferred_cap) {
		cap = loop->deferred_cap ? loop->deferred_cap * 2 : 8;
		deferred = realloc(loop->deferred, cap * sizeof(*deferred));
		if (!deferred)
			return ASHBY_ENOMEM;
		loop->deferred = deferred;
		loop->deferred_cap = cap;
	}
	loop->deferred[loop->deferred_count++] = (struct deferred){ fn, arg };
	return ASHBY_OK;
}

static void run_deferred(struct ashby_loop *loop)
{
	struct deferred call;
	size_t i;

	for (i = 0; i < loop->deferred_count; i++) {
		call = loop->deferred[i];
		call.fn(call.arg);
	}
	loop->deferred_count = 0;
}

void ashby_loop_at_end(struct ashby_loop *loop, ashby_timer_fn *fn, void *arg)
{
	loop->at_end = (struct deferred){ fn, arg };
}

/* ---- turns ---- */

int64_t ashby_loop_now(const struct ashby_loop *loop)
{
	return loop->in_turn ? loop->now : ashby__boot_ms();
}

static int wait_ms(const struct ashby_loop *loop, int max_ms)
{
	int64_t wait;

	if (loop->deferred_count)
		return 0;
	if (!loop->heap_count)
		return max_ms;
	wait = loop->heap[0]->due - ashby__boot_ms();
	if (wait < 0)
		wait = 0;
	if (max_ms >= 0 && wait > max_ms)
		wait = max_ms;
	return wait > INT_MAX ? INT_MAX : (int)wait;
}

enum ashby_error ashby_loop_turn(struct ashby_loop *loop, int max_ms)
{
	size_t polled;
	bool woken;

	if (loop->in_turn)
		return ASHBY_EUSAGE;
	watches_compact(loop);
	polled = watches_to_polls(loop);
	if (poll(loop->polls, (nfds_t)(polled + 1), wait_ms(loop, max_ms)) < 0) {
		if (errno != EINTR && errno != EAGAIN)
			return ASHBY_ELOCAL;
		polled = 0;
		loop->polls[0].revents = POLLIN;
	}
	woken = loop->polls[0].revents != 0;
	loop->now = ashby__boot_ms();
	loop->in_turn = true;
	run_timers(loop);
	run_watches(loop, polled);
	if (woken)
		drain_wake(loop);
	run_signals(loop);
	run_deferred(loop);
	if (loop->at_end.fn)
		loop->at_end.fn(loop->at_end.arg);
	/* The hook may have deferred something: it still belongs to this turn. */
	run_deferred(loop);
	loop->in_turn = false;
	return ASHBY_OK;
}

enum ashby_error ashby_loop_run(struct ashby_loop *loop)
{
	enum ashby_error error = ASHBY_OK;

	while (!loop->stop && !error)
		error = ashby_loop_turn(loop, -1);
	loop->stop = false;
	return error;
}

void ashby_loop_stop(struct ashby_loop *loop)
{
	loop->stop = true;
}
