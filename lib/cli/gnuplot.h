/*
 * gnuplot - the program that draws: given a script, it gives a picture.
 *
 *	struct buf picture = { 0 };
 *
 *	if (!gnuplot_is_there())
 *		return EX_UNAVAILABLE;
 *	status = gnuplot_run(buf_span(&script), &picture);
 *
 * It is run without a shell, in the C locale and without what a user has set up
 * for it, so that a script always means the same.
 */
#ifndef BALSYS_GNUPLOT_H
#define BALSYS_GNUPLOT_H

#include <stdbool.h>

#include "base/buf.h"

/* Is it in PATH? */
bool	gnuplot_is_there(void);

/*
 * Append to picture what it writes to standard output.  What it says on
 * standard error is said again, as one line.  Returns 0, or the status to exit
 * with after saying why: EX_UNAVAILABLE if it cannot be run; EX_IOERR if it
 * failed, wrote nothing, or memory is out, and picture is then not to be used.
 * A signal that asks to stop ends it: EX_TEMPFAIL, and nothing is said.
 */
int	gnuplot_run(struct span script, struct buf *picture)
	__attribute__((warn_unused_result));

#endif
