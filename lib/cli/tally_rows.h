/*
 * tally_rows - records that are no transactions, counted into a summary: lines
 * of reports, of lists of batches, of reject files, of outcomes, of windows
 * that were submitted.
 *
 *	switch (tally_rows_add(t, row)) {
 *	case TALLY_COUNTED:
 *		...
 *	}
 */
#ifndef BALSYS_TALLY_ROWS_H
#define BALSYS_TALLY_ROWS_H

#include "cli/tally.h"

/* What became of a record. */
enum tally_fate {
	TALLY_COUNTED,
	TALLY_REFUSE,		/* for what feed.fault says */
	TALLY_WRONG,		/* reading cannot go on: what feed.fault.detail
				   says is in it would leave figures wrong */
	TALLY_NO_MEMORY,
};

/* Count in a record of the kind that t is at. */
enum tally_fate tally_rows_add(struct tally *t, const struct record *row);

/* Read what balsys-batch numbered, from 1.  Returns whether it is that. */
bool	tally_rows_number(struct span text, uint64_t *number);

/* Count a batch that is over the cap, and name it if it is one of the first. */
void	tally_rows_over(struct tally *t, const struct record *row,
	    uint64_t window, uint64_t batch, const char *where,
	    struct money_total total);

/* Fill the fault with what is wrong.  Returns TALLY_WRONG. */
enum tally_fate tally_rows_wrong(struct tally *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Say so of a number that is none.  Returns TALLY_WRONG. */
enum tally_fate tally_rows_not_numbered(struct tally *t, const char *name,
	    struct span text);

#endif
