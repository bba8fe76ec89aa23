/* test_loop.c: order within a turn, changes during dispatch, signals, deferred calls. No test waits for wall time. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ashby/loop.h"
#include "sys.h"

struct fixture {
	struct ashby_loop *loop;
	char log[256];
};

struct entry {
	struct fixture *f;
	char name;
	struct ashby_timer *timer;
	struct ashby_watch *watch;
	struct entry *other;
};

static void note(struct fixture *f, char name)
{
	size_t len = strlen(f->log);

	assert_true(len + 1 < sizeof(f->log));
	f->log[len] = name;
	f->log[len + 1] = '\0';
}

static int setup(void **state)
{
	static struct fixture f;

	memset(&f, 0, sizeof(f));
	*state = &f;
	return ashby_loop_new(&f.loop);
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ashby_loop_free(f->loop);
	return 0;
}

static void on_note(void *arg)
{
	struct entry *e = arg;

	note(e->f, e->name);
}

static void on_restart(void *arg)
{
	struct entry *e = arg;

	note(e->f, e->name);
	ashby_timer_start(e->timer, 0);
}

static void on_free_self(void *arg)
{
	struct entry *e = arg;

	note(e->f, e->name);
	ashby_timer_free(e->timer);
}

static void timers_run_by_time_then_order(void **state)
{
	struct fixture *f = *state;
	struct entry e[4] = { { .f = f, .name = 'a' }, { .f = f, .name = 'b' }, { .f = f, .name = 'c' },
		{ .f = f, .name = 'd' } };
	int i;

	for (i = 0; i < 4; i++)
		assert_int_equal(ashby_timer_new(&e[i].timer, f->loop, on_note, &e[i]), ASHBY_OK);
	ashby_timer_start(e[0].timer, 3);
	ashby_timer_start(e[1].timer, 1);
	ashby_timer_start(e[2].timer, 0);
	ashby_timer_start(e[3].timer, 2);
	while (strlen(f->log) < 4)
		assert_int_equal(ashby_loop_turn(f->loop, -1), ASHBY_OK);
	assert_string_equal(f->log, "cbda");
	/* Equal times: by the order of the starts. Stopped: not at all. A second start moves it. */
	f->log[0] = '\0';
	ashby_timer_start(e[3].timer, 0);
	ashby_timer_start(e[0].timer, 0);
	ashby_timer_start(e[1].timer, 0);
	ashby_timer_stop(e[0].timer);
	ashby_timer_start(e[3].timer, 0);
	ashby_loop_turn(f->loop, 0);
	while (strlen(f->log) < 2)
		ashby_loop_turn(f->loop, -1);
	assert_string_equal(f->log, "bd");
}

static void many_timers_keep_the_heap(void **state)
{
	struct fixture *f = *state;
	struct ashby_timer *timers[200];
	struct entry e = { .f = f, .name = 'x' };
	int i;

	for (i = 0; i < 200; i++) {
		assert_int_equal(ashby_timer_new(&timers[i], f->loop, on_note, &e), ASHBY_OK);
		ashby_timer_start(timers[i], (i * 7919) % 100 + 100000);
	}
	for (i = 0; i < 200; i += 2)
		ashby_timer_free(timers[i]);
	for (i = 1; i < 200; i += 2)
		ashby_timer_start(timers[i], 0);
	ashby_loop_turn(f->loop, -1);
	assert_int_equal(strlen(f->log), 100);
}

static void a_timer_may_restart_or_free_itself(void **state)
{
	struct fixture *f = *state;
	struct entry r = { .f = f, .name = 'r' }, s = { .f = f, .name = 's' };

	assert_int_equal(ashby_timer_new(&r.timer, f->loop, on_restart, &r), ASHBY_OK);
	assert_int_equal(ashby_timer_new(&s.timer, f->loop, on_free_self, &s), ASHBY_OK);
	ashby_timer_start(r.timer, 0);
	ashby_timer_start(s.timer, 0);
	ashby_loop_turn(f->loop, -1);
	/* A restart with 0 ms runs once a turn, not for ever. */
	assert_string_equal(f->log, "rs");
	ashby_loop_turn(f->loop, -1);
	assert_string_equal(f->log, "rsr");
}

static void on_pipe(void *arg, int fd, unsigned events)
{
	struct entry *e = arg;
	char byte;

	note(e->f, e->name);
	if (events & ASHBY_READABLE)
		assert_int_equal(read(fd, &byte, 1), 1);
	if (e->other) {
		ashby_watch_free(e->other->watch);
		e->other = NULL;
	}
}

static void a_freed_watch_is_not_called(void **state)
{
	struct fixture *f = *state;
	struct entry a = { .f = f, .name = 'a' }, b = { .f = f, .name = 'b' };
	int one[2], two[2];

	assert_int_equal(ashby__pipe(one), 0);
	assert_int_equal(ashby__pipe(two), 0);
	assert_int_equal(ashby_watch_new(&a.watch, f->loop, one[0], ASHBY_READABLE, on_pipe, &a), ASHBY_OK);
	assert_int_equal(ashby_watch_new(&b.watch, f->loop, two[0], ASHBY_READABLE, on_pipe, &b), ASHBY_OK);
	a.other = &b;
	assert_int_equal(write(one[1], "x", 1), 1);
	assert_int_equal(write(two[1], "x", 1), 1);
	ashby_loop_turn(f->loop, -1);
	ashby_loop_turn(f->loop, 0);
	assert_string_equal(f->log, "a");
	close(one[0]);
	close(one[1]);
	close(two[0]);
	close(two[1]);
}

static void on_grow(void *arg, int fd, unsigned events)
{
	struct entry *e = arg;
	struct ashby_watch *made;
	int i;

	(void)events;
	note(e->f, e->name);
	for (i = 0; i < 50; i++)
		assert_int_equal(ashby_watch_new(&made, e->f->loop, fd, 0, on_pipe, e), ASHBY_OK);
	ashby_watch_free(e->watch);
}

static void a_callback_may_add_watches_and_free_its_own(void **state)
{
	struct fixture *f = *state;
	struct entry a = { .f = f, .name = 'a' };
	int fds[2];

	assert_int_equal(ashby__pipe(fds), 0);
	assert_int_equal(ashby_watch_new(&a.watch, f->loop, fds[0], ASHBY_READABLE, on_grow, &a), ASHBY_OK);
	assert_int_equal(write(fds[1], "x", 1), 1);
	ashby_loop_turn(f->loop, -1);
	ashby_loop_turn(f->loop, 0);
	assert_string_equal(f->log, "a");
	close(fds[0]);
	close(fds[1]);
}

static void on_events(void *arg, int fd, unsigned events)
{
	(void)fd;
	*(unsigned *)arg = events;
}

static void hangup_is_reported_and_a_closed_descriptor_once(void **state)
{
	struct fixture *f = *state;
	struct ashby_watch *watch;
	unsigned events = 0;
	int fds[2];

	assert_int_equal(ashby__pipe(fds), 0);
	assert_int_equal(ashby_watch_new(&watch, f->loop, fds[0], 0, on_events, &events), ASHBY_OK);
	ashby_loop_turn(f->loop, 0);
	assert_int_equal(events, 0);
	close(fds[1]);
	ashby_loop_turn(f->loop, 0);
	assert_int_equal(events, ASHBY_HANGUP);
	close(fds[0]);
	events = 0;
	ashby_loop_turn(f->loop, 0);
	assert_int_equal(events, ASHBY_HANGUP);
	events = 0;
	ashby_loop_turn(f->loop, 0);
	assert_int_equal(events, 0);
	ashby_watch_free(watch);
}

static void watch_set_changes_what_is_reported(void **state)
{
	struct fixture *f = *state;
	struct ashby_watch *watch;
	unsigned events = 0;
	int fds[2];

	assert_int_equal(ashby__pipe(fds), 0);
	assert_int_equal(ashby_watch_new(&watch, f->loop, fds[1], 0, on_events, &events), ASHBY_OK);
	ashby_loop_turn(f->loop, 0);
	assert_int_equal(events, 0);
	ashby_watch_set(watch, ASHBY_WRITABLE);
	ashby_loop_turn(f->loop, 0);
	assert_int_equal(events, ASHBY_WRITABLE);
	ashby_watch_free(watch);
	close(fds[0]);
	close(fds[1]);
}

static void on_defer_again(void *arg)
{
	struct entry *e = arg;

	note(e->f, e->name);
	if (e->other)
		assert_int_equal(ashby_loop_defer(e->f->loop, on_note, e->other), ASHBY_OK);
}

static void a_turn_has_its_order(void **state)
{
	struct fixture *f = *state;
	struct entry t = { .f = f, .name = 't' }, w = { .f = f, .name = 'w' }, d = { .f = f, .name = 'd' },
		     again = { .f = f, .name = 'g' }, end = { .f = f, .name = 'e' };
	int fds[2];

	assert_int_equal(ashby__pipe(fds), 0);
	d.other = &again;
	ashby_loop_at_end(f->loop, on_note, &end);
	assert_int_equal(ashby_loop_defer(f->loop, on_defer_again, &d), ASHBY_OK);
	assert_int_equal(ashby_watch_new(&w.watch, f->loop, fds[0], ASHBY_READABLE, on_pipe, &w), ASHBY_OK);
	assert_int_equal(ashby_timer_new(&t.timer, f->loop, on_note, &t), ASHBY_OK);
	ashby_timer_start(t.timer, 0);
	assert_int_equal(write(fds[1], "x", 1), 1);
	ashby_loop_turn(f->loop, -1);
	assert_string_equal(f->log, "twdge");
	close(fds[0]);
	close(fds[1]);
}

static void on_count(void *arg, int signo)
{
	assert_int_equal(signo, SIGUSR1);
	++*(int *)arg;
}

static void signals_run_in_the_loop_and_are_given_back(void **state)
{
	struct fixture *f = *state;
	struct sigaction before, after;
	struct ashby_loop *second;
	int count = 0;

	sigaction(SIGUSR1, NULL, &before);
	assert_int_equal(ashby_loop_signal(f->loop, SIGUSR1, on_count, &count), ASHBY_OK);
	raise(SIGUSR1);
	raise(SIGUSR1);
	assert_int_equal(count, 0);
	ashby_loop_turn(f->loop, -1);
	assert_int_equal(count, 1);
	assert_int_equal(ashby_loop_new(&second), ASHBY_OK);
	assert_int_equal(ashby_loop_signal(second, SIGUSR1, on_count, &count), ASHBY_EUSAGE);
	assert_int_equal(ashby_loop_signal(second, 0, on_count, &count), ASHBY_EUSAGE);
	assert_int_equal(ashby_loop_signal(second, SIGKILL, on_count, &count), ASHBY_EUSAGE);
	assert_int_equal(ashby_loop_signal(f->loop, SIGUSR1, NULL, NULL), ASHBY_OK);
	sigaction(SIGUSR1, NULL, &after);
	assert_ptr_equal(before.sa_handler, after.sa_handler);
	assert_int_equal(ashby_loop_signal(second, SIGUSR1, on_count, &count), ASHBY_OK);
	ashby_loop_free(second);
	sigaction(SIGUSR1, NULL, &after);
	assert_ptr_equal(before.sa_handler, after.sa_handler);
}

static void on_stop(void *arg)
{
	struct entry *e = arg;

	note(e->f, e->name);
	assert_int_equal(ashby_loop_turn(e->f->loop, 0), ASHBY_EUSAGE);
	ashby_loop_stop(e->f->loop);
}

static void run_ends_with_stop(void **state)
{
	struct fixture *f = *state;
	struct entry e = { .f = f, .name = 's' };

	assert_int_equal(ashby_loop_defer(f->loop, on_stop, &e), ASHBY_OK);
	assert_int_equal(ashby_loop_run(f->loop), ASHBY_OK);
	assert_int_equal(ashby_loop_defer(f->loop, on_stop, &e), ASHBY_OK);
	assert_int_equal(ashby_loop_run(f->loop), ASHBY_OK);
	assert_string_equal(f->log, "ss");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(timers_run_by_time_then_order, setup, teardown),
		cmocka_unit_test_setup_teardown(many_timers_keep_the_heap, setup, teardown),
		cmocka_unit_test_setup_teardown(a_timer_may_restart_or_free_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(a_freed_watch_is_not_called, setup, teardown),
		cmocka_unit_test_setup_teardown(a_callback_may_add_watches_and_free_its_own, setup, teardown),
		cmocka_unit_test_setup_teardown(
			hangup_is_reported_and_a_closed_descriptor_once, setup, teardown),
		cmocka_unit_test_setup_teardown(watch_set_changes_what_is_reported, setup, teardown),
		cmocka_unit_test_setup_teardown(a_turn_has_its_order, setup, teardown),
		cmocka_unit_test_setup_teardown(signals_run_in_the_loop_and_are_given_back, setup, teardown),
		cmocka_unit_test_setup_teardown(run_ends_with_stop, setup, teardown),
	};

	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
