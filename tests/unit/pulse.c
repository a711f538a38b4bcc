/* What is done every now and then, by a clock that the test sets. */
#include <errno.h>
#include <unistd.h>

#include "check.h"
#include "cli/pulse.h"

/* A clock has no argument, so this is the one that all of it goes by. */
static int64_t the_time;

static int64_t
read_clock(void)
{
	return the_time;
}

struct worked {
	int times;
	unsigned wish;
	int64_t at;		/* the last time */
};

static unsigned
work(void *arg)
{
	struct worked *worked = arg;

	worked->times++;
	worked->at = the_time;
	return worked->wish;
}

static void
beat_until(struct pulse *p, int64_t end)
{
	for (; the_time <= end; the_time++)
		pulse_beat(p);
	the_time = end;
}

static void
nothing_to_do_is_never_done(void)
{
	struct pulse p = { .clock = read_clock };
	struct wait_hook hook = pulse_hook(&p, (struct wait_hook){ 0 });

	the_time = 5;
	pulse_beat(&p);
	CHECK(!pulse_do(&p));
	CHECK_INT(hook.before(hook.arg), 0);
	CHECK_INT(hook.patience(hook.arg), -1);
}

static void
each_is_done_in_its_time(void)
{
	struct pulse p = { .clock = read_clock };
	struct worked quick = { 0 }, slow = { 0 };

	the_time = 1000;
	pulse_every(&p, 250, work, &quick);
	pulse_every(&p, 1000, work, &slow);
	pulse_beat(&p);
	CHECK_INT(quick.times + slow.times, 0);
	beat_until(&p, 1249);
	CHECK_INT(quick.times, 0);
	beat_until(&p, 1250);
	CHECK_INT(quick.times, 1);
	CHECK_INT(slow.times, 0);
	beat_until(&p, 4000);
	CHECK_INT(quick.times, 12);
	CHECK_INT(slow.times, 3);
}

static void
what_is_late_is_done_once_and_then_in_step_again(void)
{
	struct pulse p = { .clock = read_clock };
	struct worked worked = { 0 };

	the_time = 0;
	pulse_every(&p, 100, work, &worked);
	the_time = 1234;
	CHECK(pulse_do(&p));
	CHECK(!pulse_do(&p));
	CHECK_INT(worked.times, 1);
	beat_until(&p, 1299);
	CHECK_INT(worked.times, 1);
	beat_until(&p, 1300);
	CHECK_INT(worked.times, 2);
	CHECK_INT(worked.at, 1300);
}

static void
a_wish_moves_the_next_turn(void)
{
	struct pulse p = { .clock = read_clock };
	struct worked worked = { .wish = 7 };

	the_time = 0;
	pulse_every(&p, 100, work, &worked);
	the_time = 105;
	pulse_beat(&p);
	beat_until(&p, 111);
	CHECK_INT(worked.times, 1);
	worked.wish = 0;
	beat_until(&p, 112);
	CHECK_INT(worked.times, 2);
	beat_until(&p, 211);
	CHECK_INT(worked.times, 2);
	beat_until(&p, 212);
	CHECK_INT(worked.times, 3);
}

/* What stands inside of the pulse's hook. */
struct inner {
	int times, say, patience;
	struct worked *worked;
	int worked_before;	/* the work that was done when it was run */
};

static int
run_inner(void *arg)
{
	struct inner *inner = arg;

	inner->times++;
	inner->worked_before = inner->worked->times;
	return inner->say;
}

static int
patience_of(void *arg)
{
	return ((struct inner *)arg)->patience;
}

static void
the_hook_runs_the_inner_one_around_what_is_due(void)
{
	struct pulse p = { .clock = read_clock };
	struct worked worked = { 0 };
	struct inner inner = { .worked = &worked };
	struct wait_hook hook;

	the_time = 0;
	pulse_every(&p, 100, work, &worked);
	hook = pulse_hook(&p, (struct wait_hook){ .before = run_inner,
	    .arg = &inner, .wakes = true, .wake_fd = 8, .wakes_too = true,
	    .second_fd = 9 });
	CHECK(hook.wakes && hook.wakes_too);
	CHECK_INT(hook.wake_fd, 8);
	CHECK_INT(hook.second_fd, 9);
	CHECK_INT(hook.before(hook.arg), 0);
	CHECK_INT(inner.times, 1);
	the_time = 100;
	CHECK_INT(hook.before(hook.arg), 0);
	/* Before it, and again behind it. */
	CHECK_INT(inner.times, 3);
	CHECK_INT(inner.worked_before, 1);
	the_time = 200;
	inner.say = -1;
	CHECK_INT(hook.before(hook.arg), -1);
	CHECK_INT(worked.times, 1);
}

static void
a_sleep_ends_when_something_is_due(void)
{
	struct pulse p = { .clock = read_clock };
	struct worked worked = { 0 };
	struct inner inner = { .worked = &worked, .patience = -1 };
	struct wait_hook hook;

	the_time = 0;
	/* Even if it comes to have something to do later. */
	hook = pulse_hook(&p, (struct wait_hook){ .before = run_inner,
	    .arg = &inner, .patience = patience_of });
	CHECK_INT(hook.patience(hook.arg), -1);
	inner.patience = 30;
	CHECK_INT(hook.patience(hook.arg), 30);
	pulse_every(&p, 100, work, &worked);
	pulse_every(&p, 250, work, &worked);
	CHECK_INT(hook.patience(hook.arg), 30);
	inner.patience = -1;
	CHECK_INT(hook.patience(hook.arg), 100);
	the_time = 99;
	CHECK_INT(hook.patience(hook.arg), 1);
	the_time = 500;
	CHECK_INT(hook.patience(hook.arg), 0);
	CHECK_INT(hook.before(hook.arg), 0);
	CHECK_INT(worked.times, 2);
	CHECK_INT(hook.patience(hook.arg), 100);
}

/* Work goes on in a sleep that what stands inside of the hook begins. */
static void
a_hook_of_its_own_leaves_the_inner_one_alone(void)
{
	struct pulse p = { .clock = read_clock };
	struct worked worked = { 0 };
	struct inner inner = { .worked = &worked, .say = -1, .patience = 5 };
	struct wait_hook hook, alone;

	the_time = 0;
	alone = pulse_hook_alone(&p);
	CHECK_INT(alone.patience(alone.arg), -1);
	hook = pulse_hook(&p, (struct wait_hook){ .before = run_inner,
	    .arg = &inner, .patience = patience_of });
	pulse_every(&p, 100, work, &worked);
	CHECK_INT(alone.patience(alone.arg), 100);
	the_time = 130;
	CHECK_INT(alone.patience(alone.arg), 0);
	CHECK_INT(alone.before(alone.arg), 0);
	CHECK_INT(worked.times, 1);
	CHECK_INT(inner.times, 0);
	CHECK_INT(alone.patience(alone.arg), 70);
	CHECK(!alone.wakes && !alone.wakes_too);
	CHECK_INT(hook.before(hook.arg), -1);
	CHECK_INT(hook.patience(hook.arg), 5);
}

/* The fifth time it is called there is something to read. */
struct feeder {
	int times, fd;
};

static unsigned
feed(void *arg)
{
	struct feeder *feeder = arg;

	if (++feeder->times == 5 && write(feeder->fd, "x", 1) == -1)
		CHECK(false);
	return 0;
}

static void
a_process_that_sleeps_works_on(void)
{
	struct pulse p = { 0 };
	struct feeder feeder = { 0 };
	struct wait_hook hook;
	int ends[2];

	CHECK_INT(pipe(ends), 0);
	feeder.fd = ends[1];
	pulse_every(&p, 1, feed, &feeder);
	hook = pulse_hook(&p, (struct wait_hook){ 0 });
	CHECK_INT(wait_readable(ends[0], &hook), 0);
	CHECK(feeder.times >= 5);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	/* A wait that is never over is a failure, too. */
	alarm(60);
	RUN(nothing_to_do_is_never_done);
	RUN(each_is_done_in_its_time);
	RUN(what_is_late_is_done_once_and_then_in_step_again);
	RUN(a_wish_moves_the_next_turn);
	RUN(the_hook_runs_the_inner_one_around_what_is_due);
	RUN(a_sleep_ends_when_something_is_due);
	RUN(a_hook_of_its_own_leaves_the_inner_one_alone);
	RUN(a_process_that_sleeps_works_on);
	return check_status();
}
