/*
 * outcomes - what balsys-ledger --outcomes writes to a pipe, as it comes.
 *
 *	struct outcomes o = { 0 };
 *
 *	if (outcomes_begin(&o, fd) == -1)
 *		return -1;
 *	got = outcomes_read(&o);
 *	while ((more = outcomes_next(&o, &outcome)) == 1)
 *		use(&outcome);
 *	...
 *	outcomes_free(&o);
 *
 * The first line, which names the columns, is passed over.
 */
#ifndef BALSYS_OUTCOMES_H
#define BALSYS_OUTCOMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "serve/pipeline.h"

struct outcome {
	enum fate fate;
	struct span reason, balance;	/* borrowed until outcomes_read() */
};

struct outcomes {
	bool has_begun;		/* the line that names the columns was there */
	int fd;			/* private, as is what follows; borrowed */
	struct buf bytes;
	size_t done;
};

/*
 * Read from a pipe, which stays yours, and which never lets a reader wait.
 * Returns 0, or -1 with errno ENOMEM: later on no memory is asked for.
 */
int	outcomes_begin(struct outcomes *o, int fd)
	__attribute__((warn_unused_result));

/*
 * Read once what there is, behind all that outcomes_next() has told.  Returns
 * 1; or 0 at the end; or -1 with errno: EAGAIN if there is nothing for now,
 * EBADMSG if there is a line that is longer than any can be.
 */
int	outcomes_read(struct outcomes *o)
	__attribute__((warn_unused_result));

/*
 * Returns 1 and the next one; or 0 if it is not there yet as a whole; or -1 if
 * it cannot be understood.
 */
int	outcomes_next(struct outcomes *o, struct outcome *outcome)
	__attribute__((warn_unused_result));

/* Release everything but fd.  Harmless twice. */
void	outcomes_free(struct outcomes *o);

#endif
