/*
 * outcomes - what balsys-ledger --outcomes writes to a pipe, as it comes.
 *
 *	struct outcomes o = { .fd = fd };
 *
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
	int fd;			/* yours, of a pipe: reading it never waits */
	bool has_begun;		/* the line that names the columns was there */
	struct buf bytes;	/* private */
	size_t done;
};

/*
 * Read once what there is.  Returns 1; or 0 at the end; or -1 with errno,
 * EAGAIN if there is nothing for now.
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
