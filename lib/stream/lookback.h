/*
 * lookback - parts of a file that are looked at again, by where they are.
 *
 *	struct lookback b = { .fd = fd };
 *
 *	if (lookback_line(&b, offset, &line) == -1)
 *		return -1;
 *	...
 *	lookback_free(&b);
 *
 * A little is read where one looks here and there, more where one goes on from
 * where one was: up to 64 KiB, which is what it holds, beside a line that is
 * longer.  What was read must not change.
 */
#ifndef BALSYS_LOOKBACK_H
#define BALSYS_LOOKBACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

struct lookback {
	int fd;			/* open to be read; borrowed */
	uint64_t at;		/* private: where what is held begins */
	size_t len;
	char *held;
	struct buf line;
};

/*
 * Bytes from offset on, before limit, at least one and as many as are at hand;
 * borrowed until the next call.  Returns 0, or -1 with errno of pread(2),
 * ENOMEM, or EBADMSG if there are none.
 */
int	lookback_bytes(struct lookback *b, uint64_t offset, uint64_t limit,
	    struct span *bytes)
	__attribute__((warn_unused_result));

/*
 * The line that begins at offset, without its newline; borrowed until the next
 * call.  Returns 0, or -1 with errno as above: EBADMSG if it has no newline.
 */
int	lookback_line(struct lookback *b, uint64_t offset, struct span *line)
	__attribute__((warn_unused_result));

/*
 * The same of bytes that are elsewhere, too: bytes(arg) gives some from offset
 * on, at least one, as lookback_bytes() does, and line_room holds a line that
 * is in several pieces.  Returns as above, with errno of bytes().
 */
int	lookback_gather(struct buf *line_room,
	    int (*bytes)(void *arg, uint64_t offset, struct span *there),
	    void *arg, uint64_t offset, struct span *line)
	__attribute__((warn_unused_result));

/* Release memory.  Harmless twice. */
void	lookback_free(struct lookback *b);

#endif
