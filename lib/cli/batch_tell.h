/*
 * batch_tell - the windows that are in a book already, written to somebody who
 * wants all of them from the first on.
 */
#ifndef BALSYS_BATCH_TELL_H
#define BALSYS_BATCH_TELL_H

#include "cli/batch_shape.h"
#include "cli/outputs.h"
#include "stream/journal.h"
#include "stream/writer.h"

/*
 * Write all that is in batches, whose path is given, in the form that shape
 * says, as far as outputs do not fail and no signal asks to stop.  Returns 0
 * or the status to exit with, after saying why.
 */
int	batch_tell(const struct journal *batches, const char *path,
	    const struct batch_shape *shape, struct writer *to,
	    const struct outputs *outputs)
	__attribute__((warn_unused_result));

#endif
