/*
 * wait - the one place where a process sleeps for want of input, or of time,
 * and where it hears that it should stop.
 *
 * Before it sleeps it lets the caller flush, so that no record waits in a
 * buffer while there is nothing to do.  Signals that ask to stop are let in
 * here and nowhere else: a line that was begun is always finished.
 *
 * Signals belong to the whole process, and so does what this module remembers
 * of them.
 */
#ifndef BALSYS_WAIT_H
#define BALSYS_WAIT_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/*
 * What to do before sleeping; returns 0, or -1 if going on is pointless, which
 * ends the wait.
 */
struct wait_hook {
	int (*before)(void *arg);	/* NULL: nothing */
	void *arg;
	bool wakes;		/* wake_fd is one to be watched, too: whenever
				   it is readable, before() is run again */
	int wake_fd;
	bool wakes_too;		/* likewise: there is a second one */
	int second_fd;
	/* How many milliseconds a sleep lasts at most before before() is run
	   again; asked before each, behind before().  NULL, or -1: any */
	int (*patience)(void *arg);
};

/*
 * From now on hold back SIGHUP, SIGINT and SIGTERM until the process waits.
 * One that was ignored when the process started stays ignored.  A program
 * that never calls this waits all the same and dies of signals as usual.
 */
void	wait_catch_signals(void);

/* The signal that asked to stop, or 0 if none has so far. */
int	wait_signal(void);

/*
 * What is held back outside of this program, for another that it begins: the
 * mask that it was begun with, but for signals that ask it to stop.
 */
void	wait_mask_outside(sigset_t *mask);

/*
 * Wait until reading from fd would not.  Where it would not anyway, the hook
 * is not run; signals are let in even so.  While it sleeps, the hook's wake_fd
 * lets the caller see to work that is done elsewhere.  Returns 0, or -1 with
 * errno EINTR (a signal asks to stop) or ECANCELED (the hook said so).
 */
int	wait_readable(int fd, const struct wait_hook *hook)
	__attribute__((warn_unused_result));

/*
 * Let signals in where there is nothing to wait for.  Returns 0, or -1 with
 * errno EINTR (a signal asks to stop).
 */
int	wait_for_nothing(void)
	__attribute__((warn_unused_result));

/*
 * Wait for so many milliseconds, whatever has asked to stop so far: for what
 * comes after the work was stopped.  Returns 0, or -1 with errno EINTR (a
 * signal asks to stop now; it is the one that wait_signal() tells).
 */
int	wait_anew(unsigned milliseconds)
	__attribute__((warn_unused_result));

/*
 * Wait for any of several descriptors, as poll(2) does, for so many
 * microseconds at most, or for as long as it takes if that is negative;
 * whatever has asked to stop so far, as with wait_anew().  Signals are let in
 * even where one is ready.  Returns how many are ready, or 0, or -1 with errno
 * EINTR (a signal asks to stop now) or of poll(2).
 */
int	wait_any(struct pollfd *fds, unsigned count, int64_t micros)
	__attribute__((warn_unused_result));

/*
 * As open(2) for writing, which sleeps where path is a FIFO that nobody reads.
 * Returns -1 with errno EINTR if a signal asks to stop.
 */
int	wait_open(const char *path, int flags, mode_t mode)
	__attribute__((warn_unused_result));

/*
 * Wait until the monotonic clock shows deadline: never shorter.  A deadline
 * that is past only lets signals in.  Returns as wait_readable().
 */
int	wait_until(struct timespec deadline, const struct wait_hook *hook)
	__attribute__((warn_unused_result));

#endif
