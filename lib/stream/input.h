/*
 * input - the bytes of a file or a pipe, gunzipped where they are gzipped.
 *
 * What is gzip is told from its first bytes, not from a name; members may
 * follow each other.  Bytes are given as soon as they have come: a read never
 * waits to fill a block.
 *
 * Where it is gzip, a thread inflates ahead of the reader (stream/ahead): it is
 * made at the third read, as small files want none, takes no signals, and ends
 * with input_close().  Its blocks, 4 of 128 KiB, the 64 KiB that are read at
 * once, and what the library remembers, 40 KiB of zlib's or 170 KiB of
 * libisal's, are the memory that this adds to a thread's stack.  Other input
 * has no thread, and gzip has none where none can be made.
 */
#ifndef BALSYS_INPUT_H
#define BALSYS_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "stream/wait.h"

struct input {
	struct input_state *state;	/* private */
	uint64_t before;	/* bytes of files that were open before */
};

/*
 * Open path, or standard input if path is "-"; at first, in is all zeros.
 * hook is run whenever a read would have to wait; it is borrowed until
 * input_close().
 *
 * Returns 0, or -1 with errno from open(2), EISDIR or ENOMEM; nothing then
 * needs closing.  Nothing is read yet, and nothing waited for: not for the
 * writer of a FIFO either.
 */
int	input_open(struct input *in, const char *path,
	    const struct wait_hook *hook)
	__attribute__((warn_unused_result));

/*
 * Have the input, which is a plain file, end at an offset, whatever stands
 * behind it.  Nothing has been read beyond that yet.
 */
void	input_end_at(struct input *in, uint64_t until);

/*
 * Read up to len bytes into dst, at least one.  Returns how many, or 0 at the
 * end, or -1 with errno
 *
 *	EBADMSG		the data is no such input: truncated or corrupt gzip,
 *			something behind it, or compressed in another way;
 *			input_reason() says what
 *	EINTR		a signal asks to stop
 *	ECANCELED	the hook ended the wait
 *	ENOMEM		and others from read(2)
 *
 * Everything before the trouble has then been given (of gzip that is cut off,
 * see inflate.h).  A later call fails likewise.
 */
ssize_t	input_read(struct input *in, char *dst, size_t len)
	__attribute__((warn_unused_result));

/*
 * Go on at offset, in bytes from the beginning of the file, which has to be
 * where a line begins: 0, or behind a newline.  Returns 0, or -1 with errno as
 * input_read(), EBADMSG being a pipe, a device, gzip, or a file where no line
 * begins there.
 */
int	input_seek(struct input *in, uint64_t offset)
	__attribute__((warn_unused_result));

/*
 * How many bytes of the file were read so far, or since input_seek(); of gzip
 * they are compressed, and a thread is some ahead of what was given.  The last
 * few of those given that the caller has no use for yet, ahead, do not count,
 * but in gzip, where they cannot be told.  Those of files that this input was
 * before are added.
 */
uint64_t input_bytes(const struct input *in, size_t ahead);

/* What EBADMSG was about: "is truncated gzip".  Borrowed for ever. */
const char *input_reason(const struct input *in);

/* Release everything.  Harmless on an input that is closed or all zeros. */
void	input_close(struct input *in);

#endif
