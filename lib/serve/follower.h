/*
 * follower - the lines of a file that somebody else appends to, each once it
 * is whole.
 *
 *	struct follower f = { .name = "ledger.csv" };
 *
 *	while ((got = follower_next(&f, dir, &line)) == 1)
 *		use(line, f.offset);
 *	follower_close(&f);
 *
 * A file that is not there yet, or is shorter than what was read of it, has no
 * line for now: a book's files are cut back only to be filled with the same
 * bytes again.  How many lines are safe to be told is for the caller to know.
 */
#ifndef BALSYS_FOLLOWER_H
#define BALSYS_FOLLOWER_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct follower {
	const char *name;	/* yours to set; borrowed */
	uint64_t offset;	/* where the line given last begins, */
	uint64_t next;		/* and where the one behind it does */
	uint64_t lines;		/* that were given */
	struct follower_state *state;	/* private */
};

/*
 * The next line, without its newline, of the file in the folder dir; borrowed
 * until the next call.  Returns 1; 0 if there is no whole one for now; or -1
 * with errno of open(2), pread(2), or ENOMEM, or EBADMSG if it is longer than
 * any line of a book.
 */
int	follower_next(struct follower *f, int dir, struct span *line)
	__attribute__((warn_unused_result));

/* The file, open to be read; -1 before the first line. */
int	follower_fd(const struct follower *f);

/* Release everything; the next call goes on behind the line given last, in the
   file that is there then.  Harmless twice. */
void	follower_close(struct follower *f);

#endif
