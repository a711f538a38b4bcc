/* Sleeping, waking, and the signals that ask to stop. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "check.h"
#include "source.h"
#include "stream/wait.h"

static int
count_up(void *arg)
{
	++*(int *)arg;
	return 0;
}

static int
say_no(void *arg)
{
	++*(int *)arg;
	return -1;
}

static struct timespec
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time;
}

static int64_t
nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static struct timespec
in_milliseconds(int count)
{
	struct timespec time = now();

	time.tv_nsec += count * 1000000L;
	time.tv_sec += time.tv_nsec / 1000000000;
	time.tv_nsec %= 1000000000;
	return time;
}

/* Ends the wait that it is run before, by a byte into a pipe. */
struct knock {
	int fd, times;
};

static int
knock(void *arg)
{
	struct knock *k = arg;

	k->times++;
	return write(k->fd, "b", 1) == 1 ? 0 : -1;
}

static void
the_hook_is_run_only_before_a_wait(void)
{
	int ends[2];
	struct knock k = { 0 };
	struct wait_hook hook = { .before = knock, .arg = &k };
	char byte;

	CHECK_INT(pipe(ends), 0);
	k.fd = ends[1];
	CHECK_INT(write(ends[1], "a", 1), 1);
	CHECK_INT(wait_readable(ends[0], &hook), 0);
	CHECK_INT(k.times, 0);
	CHECK_INT(read(ends[0], &byte, 1), 1);
	CHECK_INT(wait_readable(ends[0], &hook), 0);
	CHECK_INT(k.times, 1);
	CHECK_INT(read(ends[0], &byte, 1), 1);
	CHECK_INT(byte, 'b');
	close(ends[1]);
	/* The end of a pipe is nothing to wait for. */
	CHECK_INT(wait_readable(ends[0], &hook), 0);
	CHECK_INT(k.times, 1);
	close(ends[0]);
}

static void
a_hook_that_says_no_ends_the_wait(void)
{
	int ends[2], hooked = 0;
	struct wait_hook hook = { .before = say_no, .arg = &hooked };

	CHECK_INT(pipe(ends), 0);
	errno = 0;
	CHECK_INT(wait_readable(ends[0], &hook), -1);
	CHECK_INT(errno, ECANCELED);
	errno = 0;
	CHECK_INT(wait_until(in_milliseconds(15000), &hook), -1);
	CHECK_INT(errno, ECANCELED);
	CHECK_INT(hooked, 2);
	close(ends[0]);
	close(ends[1]);
}

/* A hook that is woken, and lets the next thing happen. */
struct woken {
	int times, last;
	int wake[2], input;
};

static int
take_byte(void *arg)
{
	struct woken *woken = arg;
	char byte;

	/* The first time it is about to sleep, and nothing has come yet. */
	if (woken->times++ > 0)
		woken->last = read(woken->wake[0], &byte, 1) == 1 ? byte : -1;
	if (woken->times < 3)
		return write(woken->wake[1], woken->times == 1 ? "a" : "b",
		    1) == 1 ? 0 : -1;
	return write(woken->input, "c", 1) == 1 ? 0 : -1;
}

/* By the first of its descriptors, or by the second. */
static void
check_woken(bool second)
{
	int input[2];
	struct woken woken = { 0 };
	struct wait_hook hook = { .before = take_byte, .arg = &woken,
	    .wakes = !second, .wakes_too = second };

	CHECK_INT(pipe(input), 0);
	CHECK_INT(pipe(woken.wake), 0);
	woken.input = input[1];
	hook.wake_fd = hook.second_fd = woken.wake[0];
	CHECK_INT(wait_readable(input[0], &hook), 0);
	CHECK_INT(woken.times, 3);
	CHECK_INT(woken.last, 'b');
	/* Where there is no need to sleep, what wakes is not looked at. */
	CHECK_INT(write(woken.wake[1], "d", 1), 1);
	CHECK_INT(wait_readable(input[0], &hook), 0);
	CHECK_INT(woken.times, 3);
	for (int i = 0; i < 2; i++) {
		close(input[i]);
		close(woken.wake[i]);
	}
}

static void
the_hook_is_run_again_whenever_it_is_woken(void)
{
	check_woken(false);
	check_woken(true);
}

/* A hook that wants to be run again soon, and sees that something comes. */
struct restless {
	int times, enough, fd;
	int patience;
};

static int
grow_tired(void *arg)
{
	struct restless *r = arg;

	if (++r->times < r->enough)
		return 0;
	r->patience = -1;
	return r->fd == -1 || write(r->fd, "x", 1) == 1 ? 0 : -1;
}

static int
patience_of(void *arg)
{
	return ((struct restless *)arg)->patience;
}

static void
a_sleep_ends_with_the_patience_of_the_hook(void)
{
	int ends[2];
	struct restless r = { .enough = 4, .patience = 1 };
	struct wait_hook hook = { .before = grow_tired, .arg = &r,
	    .patience = patience_of };
	struct timespec deadline;

	CHECK_INT(pipe(ends), 0);
	r.fd = ends[1];
	CHECK_INT(wait_readable(ends[0], &hook), 0);
	CHECK_INT(r.times, 4);
	r.times = 0;
	/* With none at all it is run again at once, and still it ends. */
	for (int tries = 0; tries < 100 && r.times != 4; tries++) {
		/* A busy machine may have other things to do meanwhile. */
		r = (struct restless){ .enough = 4, .fd = -1, .patience = 0 };
		deadline = in_milliseconds(100);
		CHECK_INT(wait_until(deadline, &hook), 0);
		CHECK(nanoseconds(now()) >= nanoseconds(deadline));
	}
	/* Without end of patience it slept: nothing was run. */
	CHECK_INT(r.times, 4);
	/* Where there is something to read, it is not asked. */
	CHECK_INT(wait_readable(ends[0], &hook), 0);
	CHECK_INT(r.times, 4);
	close(ends[0]);
	close(ends[1]);
}

static void
a_deadline_is_never_early(void)
{
	int hooked = 0;
	struct wait_hook hook = { .before = count_up, .arg = &hooked };

	for (int i = 1; i <= 5; i++) {
		/* On a busy machine it may be past before it is waited for. */
		while (hooked < i) {
			struct timespec deadline = in_milliseconds(i);
			CHECK_INT(wait_until(deadline, &hook), 0);
			CHECK(nanoseconds(now()) >= nanoseconds(deadline));
		}
		CHECK_INT(hooked, i);
	}
	CHECK_INT(wait_until((struct timespec){ 0 }, &hook), 0);
	CHECK_INT(hooked, 5);
}

/* In a child that holds signals back: what test() returns is its status. */
static int
run_child(int (*test)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		/* Tests may be run where a shell had them ignored. */
		signal(SIGHUP, SIG_DFL);
		signal(SIGINT, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		wait_catch_signals();
		_exit(test());
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
}

static int
signal_while_input_is_ready(void)
{
	static const struct wait_hook none;
	int ends[2];

	if (pipe(ends) == -1 || write(ends[1], "a", 1) != 1)
		return 2;
	if (wait_readable(ends[0], &none) == -1)
		return 3;
	raise(SIGTERM);
	if (wait_signal() != 0)
		return 4;	/* it came in too early */
	if (wait_readable(ends[0], &none) != -1 || errno != EINTR)
		return 5;
	if (wait_signal() != SIGTERM)
		return 6;
	/* It is not forgotten. */
	return wait_readable(ends[0], &none) != -1 || errno != EINTR;
}

static int
signal_while_waiting(void)
{
	static const struct wait_hook none;
	int ends[2];
	pid_t parent = getpid();

	if (pipe(ends) == -1)
		return 2;
	if (fork() == 0) {
		struct timespec moment = { .tv_nsec = 20000000 };
		nanosleep(&moment, NULL);
		kill(parent, SIGINT);
		_exit(0);
	}
	if (wait_readable(ends[0], &none) != -1 || errno != EINTR)
		return 3;
	return wait_signal() != SIGINT;
}

/* It is heard first, and nothing is done any more. */
static int
signal_before_a_wait(void)
{
	int ends[2], hooked = 0;
	struct wait_hook hook = { .before = count_up, .arg = &hooked };

	if (pipe(ends) == -1)
		return 2;
	raise(SIGTERM);
	if (wait_readable(ends[0], &hook) != -1 || errno != EINTR)
		return 3;
	return hooked != 0 || wait_signal() != SIGTERM;
}

/* A signal comes while the hook is at work, and the hook is always woken. */
static int
raise_signal(void *arg)
{
	if (++*(int *)arg == 3)
		raise(SIGTERM);
	return *(int *)arg == 100 ? -1 : 0;
}

static int
signal_while_woken(void)
{
	int input[2], wake[2], hooked = 0;
	struct wait_hook hook = { .before = raise_signal, .arg = &hooked,
	    .wakes = true };

	if (pipe(input) == -1 || pipe(wake) == -1 ||
	    write(wake[1], "a", 1) != 1)
		return 2;
	hook.wake_fd = wake[0];
	if (wait_readable(input[0], &hook) != -1 || errno != EINTR)
		return 3;
	return hooked != 3 || wait_signal() != SIGTERM;
}

/* One that comes while the hook is run again and again without a sleep. */
static int
signal_while_restless(void)
{
	int input[2];
	struct restless r = { .enough = 100, .fd = -1, .patience = 0 };
	struct wait_hook hook = { .before = grow_tired, .arg = &r,
	    .patience = patience_of };

	if (pipe(input) == -1)
		return 2;
	raise(SIGTERM);
	if (wait_until(in_milliseconds(15000), &hook) != -1 || errno != EINTR)
		return 3;
	if (wait_readable(input[0], &hook) != -1 || errno != EINTR)
		return 4;
	return r.times > 1;
}

static int
signal_behind_a_deadline(void)
{
	static const struct wait_hook none;

	raise(SIGHUP);
	if (wait_until((struct timespec){ 0 }, &none) != -1 || errno != EINTR)
		return 2;
	return wait_signal() != SIGHUP;
}

static int
signal_while_opening(void)
{
	pid_t parent = getpid();

	if (mkfifo("fifo", 0666) == -1)
		return 2;
	if (fork() == 0) {
		struct timespec moment = { .tv_nsec = 20000000 };
		nanosleep(&moment, NULL);
		kill(parent, SIGTERM);
		_exit(0);
	}
	if (wait_open("fifo", O_WRONLY, 0) != -1 || errno != EINTR)
		return 3;
	return wait_signal() != SIGTERM;
}

/* What was heard is heeded already; what comes now is not. */
static int
signal_behind_another(void)
{
	struct timespec end;

	raise(SIGTERM);
	if (wait_for_nothing() != -1)
		return 2;
	end = in_milliseconds(5);
	if (wait_anew(5) != 0 || nanoseconds(now()) < nanoseconds(end))
		return 3;
	if (wait_signal() != SIGTERM || wait_for_nothing() != -1)
		return 4;	/* it is not forgotten */
	raise(SIGHUP);
	errno = 0;
	if (wait_anew(15000) != -1 || errno != EINTR)
		return 5;
	if (wait_signal() != SIGHUP)
		return 6;
	raise(SIGHUP);
	return wait_anew(0) != -1;
}

static void
signals_are_heard_at_every_wait(void)
{
	CHECK_INT(run_child(signal_while_input_is_ready), 0);
	CHECK_INT(run_child(signal_while_waiting), 0);
	CHECK_INT(run_child(signal_before_a_wait), 0);
	CHECK_INT(run_child(signal_while_woken), 0);
	CHECK_INT(run_child(signal_while_restless), 0);
	CHECK_INT(run_child(signal_behind_a_deadline), 0);
	CHECK_INT(run_child(signal_while_opening), 0);
	CHECK_INT(run_child(signal_behind_another), 0);
}

static void
a_signal_that_was_ignored_stays_so(void)
{
	int ready[2], status;
	pid_t child;
	char byte;

	CHECK_INT(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		static const struct wait_hook none;
		signal(SIGINT, SIG_IGN);
		wait_catch_signals();
		raise(SIGINT);
		_exit(wait_until(in_milliseconds(5), &none) != 0 ||
		    wait_signal() != 0 || write(ready[1], "x", 1) != 1);
	}
	CHECK_INT(read(ready[0], &byte, 1), 1);
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
	close(ready[0]);
	close(ready[1]);
}

int
main(void)
{
	/* A wait that is never over is a failure, too. */
	alarm(20);
	RUN(the_hook_is_run_only_before_a_wait);
	RUN(a_hook_that_says_no_ends_the_wait);
	RUN(the_hook_is_run_again_whenever_it_is_woken);
	RUN(a_sleep_ends_with_the_patience_of_the_hook);
	RUN(a_deadline_is_never_early);
	RUN(signals_are_heard_at_every_wait);
	RUN(a_signal_that_was_ignored_stays_so);
	return check_status();
}
