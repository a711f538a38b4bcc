/*
 * submitted - the windows of a book that were submitted, as its file
 * submitted.csv has them, and those that are still to be.
 *
 *	struct submitted s = { .submit = &submit, .dir = book.dir,
 *	    .folder = book.path, .id = book.id, .form = BATCH_OUTPUT_LINES,
 *	    .scale = 2, .cap = cap, .window = SPAN("window"),
 *	    .batch = SPAN("batch") };
 *
 *	status = submitted_open(&s, length);
 *	while (status == 0 && more_is_safe(&length))
 *		status = submitted_go_on(&s, length);
 *	if (status == 0)
 *		status = submitted_end(&s);
 *	status = submitted_close(&s, status);
 *
 * Windows are read back from the book's batches.csv, so that what is submitted
 * is made of what is there, and is the same bytes whenever it is made.  Once a
 * command has taken one, its number and key are appended to submitted.csv and
 * synced, and only then the next is begun.  So there never is a gap; and what
 * is repeated, since a crash came in between, is the same under the same key.
 *
 * Now and then a checkpoint, submit.ckpt, keeps where in batches.csv the next
 * window begins.  Without it batches.csv is read from the start and every key
 * in submitted.csv made again; with it, those behind it.
 *
 * Two windows are held, one as records and one as bytes.
 */
#ifndef BALSYS_SUBMITTED_H
#define BALSYS_SUBMITTED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "cli/batch_output.h"
#include "cli/parcel.h"
#include "cli/submit.h"
#include "cli/window_file.h"
#include "cli/window_text.h"
#include "stream/journal.h"

/* Where a window begins, and its line of submitted.csv. */
struct submitted_place {
	uint64_t number;	/* of the window, from 1 */
	uint64_t offset;	/* in batches.csv; 0: behind the header */
	uint64_t line;
	uint64_t noted;		/* offset in submitted.csv */
};

struct submitted {
	/* How, and of which book; all is borrowed until submitted_close(). */
	const struct submit *submit;
	int dir;
	const char *folder, *id;
	enum batch_output_form form;
	int scale;
	uint64_t cap;
	struct span window, batch;	/* what its last columns are called */

	int status;		/* private, from here on: what ended it */
	bool checking;		/* submit nothing, only look at what was */
	struct submitted_place next;
	uint64_t kept;		/* the offset that the checkpoint has */
	struct journal journal;
	struct buf path, header;
	struct window_text text;
	struct parcel parcel;
};

/*
 * Open submitted.csv, or make it, cut off what is torn, with a word about it,
 * and see that what is there is right for the first length bytes of
 * batches.csv, which end with a window and are on disk.  Nothing is submitted
 * yet.  Returns 0 or the status to exit with, after saying why: EX_DATAERR if
 * a window was submitted that batches.csv has as another.  submitted_close() is
 * due in either case.
 */
int	submitted_open(struct submitted *s, uint64_t length)
	__attribute__((warn_unused_result));

/*
 * Submit all windows in the first length bytes of batches.csv that are not
 * submitted yet, and see that those that are, as when an older copy of the
 * other files was put beside it, are what was submitted.  Returns as
 * submit_window() does, or as above; and from the first failure on always that.
 */
int	submitted_go_on(struct submitted *s, uint64_t length)
	__attribute__((warn_unused_result));

/*
 * No more will come: EX_DATAERR, after saying so, if a window was submitted
 * that did not.  Returns as submitted_go_on().
 */
int	submitted_end(struct submitted *s)
	__attribute__((warn_unused_result));

/*
 * Close it, with its sums.  status is what was earned before: behind trouble no
 * more is told.  Returns what was earned in all.  Harmless twice, and on one
 * that is all zeros.
 */
int	submitted_close(struct submitted *s, int status);

#endif
