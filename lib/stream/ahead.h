/*
 * ahead - bytes that a thread makes ahead of the one who reads them.
 *
 *	struct ahead ahead = { 0 };
 *
 *	if (ahead_open(&ahead, fill, arg) == -1)
 *		return -1;
 *	while ((got = ahead_read(&ahead, block, sizeof(block), &hook)) > 0)
 *		use(block, got);
 *	ahead_close(&ahead);
 *
 * The thread is at most AHEAD_BLOCKS blocks of AHEAD_BLOCK bytes ahead, and
 * that is what this takes of memory.  Signals are the reader's.
 */
#ifndef BALSYS_AHEAD_H
#define BALSYS_AHEAD_H

#include <sys/types.h>

#include "stream/wait.h"

enum {
	AHEAD_BLOCKS = 4,
	AHEAD_BLOCK = 128 * 1024,
};

struct ahead {
	struct ahead_state *state;	/* private */
};

/*
 * Have a thread call fill(arg, ...) again and again, which returns what
 * ahead_read() is to return: some bytes as soon as there are any, 0 at the
 * end, or -1 with errno; and then the same when it is called again.
 *
 * Returns 0, or -1 with errno ENOMEM, EMFILE, ENFILE or EAGAIN (no thread can
 * be made); nothing then needs closing, and fill() was not called.
 */
int	ahead_open(struct ahead *a,
	    ssize_t (*fill)(void *arg, char *dst, size_t len), void *arg)
	__attribute__((warn_unused_result));

/*
 * For fill(): wait until reading from fd would not.  Returns 0, or -1 with
 * errno ECANCELED as soon as it should return.
 */
int	ahead_wait(const struct ahead *a, int fd)
	__attribute__((warn_unused_result));

/*
 * Read up to len bytes, at least one, into dst.  Where the thread has none yet
 * they are waited for as by wait_readable(), with the hook.  Returns how many,
 * or what fill() did, or -1 with errno EINTR or ECANCELED from the wait.
 */
ssize_t	ahead_read(struct ahead *a, char *dst, size_t len,
	    const struct wait_hook *hook)
	__attribute__((warn_unused_result));

/*
 * End the thread, which is waited for, but not for what fill() waits for in
 * ahead_wait(), and release everything.  Harmless twice, and on all zeros.
 */
void	ahead_close(struct ahead *a);

#endif
