/*
 * tally - all that balsys-stats is given to read, counted into a summary.
 *
 *	struct tally tally = { .feed = FEED_START, .summary = &summary };
 *
 *	status = tally_find(&tally, &outputs, operands);
 *	if (status == 0)
 *		status = outputs_open(&outputs, &out, NULL);
 *	if (status == 0)
 *		status = tally_open(&tally, &outputs);
 *	if (status == 0) {
 *		status = tally_read(&tally);
 *		put_figures(&summary);
 *	}
 *	status = cli_worse(status, tally_close(&tally));
 *
 * What an input is its columns tell (cli/tally_kind), or that it is a file of a
 * book (cli/tally_inputs).  Inputs of different kinds may follow each other,
 * each under its own header, be it in one pipe.
 *
 * Not in the summary is what this run refused itself, which is in
 * feed.refusals; whoever tells figures adds it, as more may come behind.
 */
#ifndef BALSYS_TALLY_H
#define BALSYS_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "cli/feed.h"
#include "cli/tally_inputs.h"
#include "cli/tally_kind.h"
#include "stats/summary.h"

struct tally {
	/* As asked: */
	struct feed feed;		/* by feed_option() */
	const char *cap;		/* of --cap; NULL: 1000000, or what a
					   book or a list of batches says */
	struct summary *summary;	/* borrowed; opened by tally_open(), its
					   cap is set by tally_find() */

	uint64_t over;			/* batches over the cap */
	struct tally_inputs inputs;

	struct outputs *outputs;	/* private, as is all that follows:
					   which know what is read */
	size_t now;			/* the input that is read */
	enum tally_kind kind;
	int at[TALLY_COLUMNS_MAX];	/* its columns: see tally_kind */
	struct buf columns;		/* of the last transactions */
	const struct tally_book *of;	/* whose they were */
	uint64_t window, batch;		/* of the last line, 0: none yet */
	uint64_t whole_windows;		/* of the book that is read */
	struct windows_sums filling;	/* the batch of it that is read */
	bool cap_is_known;		/* --cap or an input said it */
	bool cap_is_used;		/* it is behind figures already */
};

/*
 * Find what is to be read, and have outputs see to it that it is not written
 * to; and with which scale and cap, from the options or from books.  operands
 * end with NULL and are borrowed.  Returns 0 or the status to exit with, after
 * saying why; exits if options are wrong.  tally_close() is due in any case.
 */
int	tally_find(struct tally *t, struct outputs *outputs,
	    const char *const operands[])
	__attribute__((warn_unused_result));

/*
 * Open the reject file and the first input up to its header, and the summary.
 * Returns as above.
 */
int	tally_open(struct tally *t, struct outputs *outputs)
	__attribute__((warn_unused_result));

/*
 * Read to the end and count all of it in.  Returns 0, or the status to end with
 * after saying why; what came before is counted in.
 */
int	tally_read(struct tally *t)
	__attribute__((warn_unused_result));

/*
 * Say what is left to say, as feed_close() does, and how many batches are over
 * the cap.  Returns the status that the reading earned.  The summary stays.
 */
int	tally_close(struct tally *t);

#endif
