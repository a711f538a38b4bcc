/*
 * summed - small files of a folder that are replaced as a whole, each with the
 * file of its sums (stream/sums), NAME.sum, beside.
 *
 *	struct summed files = { .dir = dir, .folder = "books/main" };
 *
 *	if (summed_write(&files, "book", text) == -1)
 *		fail(files.failure.sentence);
 *	if (summed_read(&files, "book", true, &bytes, &exists) == -1)
 *		fail(files.failure.sentence);
 *	failure_free(&files.failure);
 *
 * At any moment a file is there as it was before or after, also when the power
 * fails.  Its sums may then be those of before, with the new ones, whole, in
 * NAME.sum.new: reading can mend that.  Whoever writes or mends has the folder
 * alone; see to that by a lock.
 */
#ifndef BALSYS_SUMMED_H
#define BALSYS_SUMMED_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "stream/failure.h"

struct summed {
	int dir;		/* borrowed: the folder, open */
	const char *folder;	/* borrowed: how messages call it */
	const char *missing;	/* what was read last that had no sums, NULL if
				   all had; yours to clear */
	struct failure failure;
};

/*
 * Read all of a file in the place of what is in *bytes, and set *exists; that
 * it does not is no failure, and leaves *bytes empty.  With checked, it has to
 * be what its sums say (else READER_FAILED_DATA), and what is not right with
 * the file of sums is mended: it is made where there is none, and missing is
 * then name.  Returns 0, or -1 with failure set: READER_FAILED_OPEN if a file
 * cannot be opened or made.
 */
int	summed_read(struct summed *f, const char *name, bool checked,
	    struct buf *bytes, bool *exists)
	__attribute__((warn_unused_result));

/*
 * Have a file and its sums be these bytes, on disk.  Returns 0, or -1 with
 * failure set; then the file is as it was, or the new one with its sums where
 * reading finds them.
 */
int	summed_write(struct summed *f, const char *name, struct span bytes)
	__attribute__((warn_unused_result));

#endif
