/*
 * outputs - all that a command writes to, flushed and closed together.
 *
 * Standard output and the files that options name are alike here: each fails
 * with a message of its own, and what was put is written out at every wait.
 */
#ifndef BALSYS_OUTPUTS_H
#define BALSYS_OUTPUTS_H

#include "stream/wait.h"
#include "stream/writer.h"

enum {
	OUTPUTS_MAX = 8,
	OUTPUTS_TABLES = 34,
	OUTPUTS_CLAIMS = 12,	/* two for each file that is replaced */
};

struct outputs {
	/* No output may be one of these; borrowed, and end with NULL. */
	const char *const *inputs;
	const char *tables[OUTPUTS_TABLES + 1];	/* what options read */
	const char *book;	/* nor a file of this book's; or NULL */
	const char *const *books;	/* nor of these; likewise; or NULL */
	struct writer *open[OUTPUTS_MAX];	/* borrowed */
	int count;
	const char *claimed[OUTPUTS_CLAIMS];	/* private, as are these */
	int nclaims;
	uint64_t bytes;				/* of those closed */
	const struct writer *also;	/* one that fails, too, or NULL */
};

/*
 * Open the file path, or standard output if path is NULL, as one more; w is
 * borrowed until outputs_close().  A file is made, or emptied.  Returns 0, or
 * the status to exit with after saying why: EX_CANTCREAT, or EX_USAGE if the
 * file is one of the inputs or another output.
 */
int	outputs_open(struct outputs *all, struct writer *w, const char *path)
	__attribute__((warn_unused_result));

/*
 * The file path, which is borrowed, is written to by somebody else: see that it
 * is none of the inputs, no output and no file of the book, and that no output
 * will be it.  It need not be there.  Returns 0, or EX_USAGE after saying what
 * else it is.
 */
int	outputs_claim(struct outputs *all, const char *path)
	__attribute__((warn_unused_result));

/*
 * The same, and open it as wait_open() does, or make it, without emptying it.
 * Sets *fd.  Returns 0, or the status to exit with after saying why, as
 * outputs_open().
 */
int	outputs_append(struct outputs *all, const char *path, int *fd)
	__attribute__((warn_unused_result));

/* Did any of them fail?  One look a record is cheap. */
static inline bool
outputs_failed(const struct outputs *all)
{
	for (int i = 0; i < all->count; i++)
		if (writer_error(all->open[i]) != 0)
			return true;
	return all->also != NULL && writer_error(all->also) != 0;
}

/* Did the reader of standard output leave? */
bool	outputs_left(const struct outputs *all);

/* How many bytes were put into all of them so far, closed ones included. */
uint64_t outputs_bytes(const struct outputs *all);

/* Hand everything put so far to the system.  Failures stick to each. */
void	outputs_flush(struct outputs *all);

/* A hook that flushes them all before a wait; it borrows all. */
struct wait_hook outputs_hook(struct outputs *all);

/*
 * Close them all.  Returns 0, or EX_IOERR after saying of each that failed
 * why, or CLI_LEFT if nothing failed but that the reader of standard output
 * left.
 */
int	outputs_close(struct outputs *all)
	__attribute__((warn_unused_result));

#endif
