/* ppoll(2) is in POSIX since 2024; glibc shows it under this name. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "stream/wait.h"

static volatile sig_atomic_t caught;
static sigset_t while_waiting;
static bool catching;

static void
catch(int signal)
{
	caught = signal;
}

void
wait_catch_signals(void)
{
	static const int asks[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = catch }, before;
	sigset_t held;

	sigemptyset(&held);
	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++) {
		sigaction(asks[i], NULL, &before);
		if (before.sa_handler == SIG_IGN)
			continue;
		sigaction(asks[i], &action, NULL);
		sigaddset(&held, asks[i]);
	}
	sigprocmask(SIG_BLOCK, &held, &while_waiting);
	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++)
		sigdelset(&while_waiting, asks[i]);
	catching = true;
}

int
wait_signal(void)
{
	return caught;
}

void
wait_mask_outside(sigset_t *mask)
{
	if (catching)
		*mask = while_waiting;
	else
		sigprocmask(SIG_BLOCK, NULL, mask);
}

/* Returns 0, or -1 with errno EINTR if a signal has asked to stop. */
static int
go_on(void)
{
	if (caught == 0)
		return 0;
	errno = EINTR;
	return -1;
}

/*
 * As ppoll(2), which lets no signal in where an fd is ready.  Returns -1 with
 * errno EINTR only if one asks to stop.
 */
static int
poll_with_signals(struct pollfd *fds, nfds_t count, struct timespec *timeout)
{
	int ready;

	if (go_on() == -1)
		return -1;
	do
		ready = ppoll(fds, count, timeout,
		    catching ? &while_waiting : NULL);
	while (ready == -1 && errno == EINTR && caught == 0);
	return ready;
}

int
wait_for_nothing(void)
{
	struct timespec now = { 0 };

	/* So no fd is asked for. */
	if (catching)
		(void)poll_with_signals(NULL, 0, &now);
	return go_on();
}

int
wait_anew(unsigned milliseconds)
{
	struct timespec most = { .tv_sec = milliseconds / 1000,
	    .tv_nsec = milliseconds % 1000 * 1000000L };
	int before = caught, ready;

	/* No other is let in here: they are held back but in ppoll(2). */
	caught = 0;
	ready = poll_with_signals(NULL, 0, &most);
	if (caught == 0)
		caught = before;
	return ready == -1 ? -1 : 0;
}

int
wait_any(struct pollfd *fds, unsigned count, int64_t micros)
{
	struct timespec now = { 0 }, most = { .tv_sec = micros / 1000000,
	    .tv_nsec = micros % 1000000 * 1000 };
	int before = caught, ready;

	caught = 0;
	ready = poll_with_signals(fds, count, micros < 0 ? NULL : &most);
	/* Where one is always ready, this is where signals are heard. */
	if (ready > 0 && poll_with_signals(NULL, 0, &now) == -1)
		ready = -1;
	if (caught == 0)
		caught = before;
	return ready;
}

static int
run_hook(const struct wait_hook *hook)
{
	if (hook->before != NULL && hook->before(hook->arg) == -1) {
		errno = ECANCELED;
		return -1;
	}
	return 0;
}

/* How long a sleep may last by a hook; NULL: however long. */
static struct timespec *
patience_of(const struct wait_hook *hook, struct timespec *most)
{
	int milliseconds = hook->patience == NULL ? -1 :
	    hook->patience(hook->arg);

	if (milliseconds < 0)
		return NULL;
	most->tv_sec = milliseconds / 1000;
	most->tv_nsec = milliseconds % 1000 * 1000000L;
	return most;
}

int
wait_readable(int fd, const struct wait_hook *hook)
{
	struct pollfd fds[] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = hook->wakes ? hook->wake_fd : -1, .events = POLLIN },
		{ .fd = hook->wakes_too ? hook->second_fd : -1,
		    .events = POLLIN },
	};
	struct timespec now = { 0 }, most;
	int ready = poll_with_signals(fds, 1, &now);

	if (ready > 0)
		return wait_for_nothing();
	while (ready >= 0 && fds[0].revents == 0) {
		if (run_hook(hook) == -1)
			return -1;
		ready = poll_with_signals(fds, 3, patience_of(hook, &most));
		/* What wakes may be ready again, and again. */
		if (ready > 0 && (fds[1].revents | fds[2].revents) != 0 &&
		    wait_for_nothing() == -1)
			return -1;
	}
	/* What poll cannot say of this fd, read(2) will. */
	return ready == -1 && errno == EINTR ? -1 : 0;
}

static bool
is_fifo(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISFIFO(about.st_mode);
}

int
wait_open(const char *path, int flags, mode_t mode)
{
	enum { AGAIN = 10 * 1000 * 1000 };	/* nanoseconds */
	int fd;

	/*
	 * open(2) of a FIFO sleeps where a signal that comes just before is
	 * not heard, so it is asked again and again without sleeping.
	 */
	while ((fd = open(path, flags | O_NONBLOCK, mode)) == -1 &&
	    (errno == EINTR || (errno == ENXIO && is_fifo(path)))) {
		struct timespec moment = { .tv_nsec = AGAIN };
		if (poll_with_signals(NULL, 0, &moment) == -1)
			return -1;
	}
	if (fd != -1)
		(void)fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
	return fd;
}

/* How long until deadline; zero where it is past. */
static struct timespec
time_left(struct timespec deadline)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	deadline.tv_sec -= now.tv_sec;
	deadline.tv_nsec -= now.tv_nsec;
	if (deadline.tv_nsec < 0) {
		deadline.tv_sec--;
		deadline.tv_nsec += 1000000000;
	}
	if (deadline.tv_sec < 0)
		return (struct timespec){ 0 };
	return deadline;
}

static bool
is_shorter(struct timespec a, struct timespec b)
{
	return a.tv_sec < b.tv_sec ||
	    (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

int
wait_until(struct timespec deadline, const struct wait_hook *hook)
{
	struct timespec left = time_left(deadline), most, *patience = NULL;
	bool is_due = left.tv_sec > 0 || left.tv_nsec > 0;

	do {
		if (is_due) {
			if (run_hook(hook) == -1)
				return -1;
			left = time_left(deadline);
			patience = patience_of(hook, &most);
		}
		is_due = patience != NULL && is_shorter(most, left);
		if (poll_with_signals(NULL, 0, is_due ? &most : &left) == -1)
			return -1;
		left = time_left(deadline);
	} while (left.tv_sec > 0 || left.tv_nsec > 0);
	return 0;
}
