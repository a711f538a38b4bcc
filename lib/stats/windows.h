/*
 * windows - how well batches are filled, and how few there could have been.
 *
 *	struct windows windows = { .cap = cap };
 *	int got = windows_add(&windows, window, batch, txn.amount);
 *
 *	if (got == -1)
 *		fail("not grouped by window and batch");
 *	if (got == 1)
 *		say("this batch is over the cap");
 *	...
 *	struct windows_sums sums = windows_sums(&windows);
 *
 * Records come grouped by batch within window, as balsys-batch writes them.
 * From one batch to the next the numbers go up, of the window or, within it,
 * of the batch; back to batch 1 of window 1 they go where another run's lines
 * begin.  Only sums are kept, whatever the length of the stream.
 */
#ifndef BALSYS_WINDOWS_H
#define BALSYS_WINDOWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"

/* What whole windows come to. */
struct windows_sums {
	uint64_t windows, batches;
	uint64_t proven;	/* windows with as many batches as bound */
	struct money_total absolute;
	money_int128 lower_bound;	/* of all windows' batches: of each
					   total / cap rounded up, at least 1;
					   or what a report says */
	uint64_t records;	/* in all batches */
	bool has_least;		/* it is known how full each batch is */
	money_int128 least;	/* the absolute sum of the one least full */
};

struct windows {
	struct money cap;	/* above zero; set before the first record */
	struct windows_sums done;	/* private, as is all that follows */
	uint64_t window, batch;		/* where we are; 0 before the first */
	uint64_t batches, records;	/* of this window, so far */
	money_int128 least;		/* of its batches but the last */
	struct money_total window_total, batch_total;
};

/*
 * Count in a record that stands in this batch of this window; both are
 * numbered from 1.  Returns 0; or 1 if it is the one by which the batch goes
 * over the cap; or -1 with errno EINVAL and nothing changed if no record can
 * stand there, behind the ones before.
 */
int	windows_add(struct windows *w, uint64_t window, uint64_t batch,
	    struct money amount)
	__attribute__((warn_unused_result));

/* The last window is whole, and what follows is another stream. */
void	windows_end(struct windows *w);

/* How many windows came before that of the last record. */
uint64_t windows_before(const struct windows *w);

/* The absolute sum of the batch that the last record stands in. */
struct money_total windows_batch_total(const struct windows *w);

/* Add what some windows, or batches, come to, to what others do. */
void	windows_sums_add(struct windows_sums *sums,
	    const struct windows_sums *more);

/* What all windows come to, if the last one were whole; and what that one
   alone does. */
struct windows_sums windows_current(const struct windows *w);
struct windows_sums windows_sums(const struct windows *w);

/*
 * part / whole in ten-thousandths, rounded once, half up; part is not
 * negative and whole above zero, and both are under 2^112.
 */
money_int128 windows_share(money_int128 part, money_int128 whole);

#endif
