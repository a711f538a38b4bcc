/*
 * series - what a curve is drawn from: any number of values along a line, kept
 * in so many bins as a picture has room for.
 *
 *	struct series s = { .runs = true };
 *	struct series_step step;
 *	size_t at = 0;
 *
 *	if (series_add(&s, txn.time.micros, txn.amount.minor) == -1)
 *		return -1;
 *	...
 *	while (series_next(&s, &at, &step))
 *		draw(step.from, step.until, step.bin.low, step.bin.high);
 *	series_free(&s);
 *
 * All bins are equally wide, a power of two, and begin at multiples of it: the
 * least width with which all places that occurred have a bin.  Where that
 * becomes greater, pairs of bins become one.  So the bins follow from the least
 * and the greatest place alone, whatever the order.
 *
 * Values are of one of two sorts.  Those of a series that runs are steps of
 * something that adds up, as amounts do to a balance, and low and high are how
 * far it went from where it stood when the bin began.  Other values are what is
 * to be seen itself, and low and high the least and the greatest of a bin.
 *
 * It takes SERIES_BINS * sizeof(struct series_bin) bytes, 64 KiB, from the
 * first value on, and twice that for as long as bins are joined.
 */
#ifndef BALSYS_SERIES_H
#define BALSYS_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

enum { SERIES_BINS = 1024 };	/* a power of two */

struct series_bin {
	uint64_t count;		/* values in it */
	int64_t last;		/* the greatest place that one has */
	money_int128 sum, low, high;
};

struct series {
	bool runs;		/* yours to set, before the first value */
	uint64_t count;		/* values in it */
	int64_t first, last;	/* the least and the greatest place */
	bool went_back;		/* a place was less than the one before: low
				   and high of what runs mean nothing then */
	uint64_t most;		/* values in the fullest bin */
	int64_t previous;	/* private, as is what follows */
	unsigned shift;		/* bins are 2^shift wide */
	struct series_bin *bin;	/* owned; that of place p is number
				   p >> shift, modulo SERIES_BINS */
};

/* A bin, and the places that it is for: from the first to the last. */
struct series_step {
	int64_t from, until;
	struct series_bin bin;
};

/*
 * Count in a value at a place.  Returns 0, or -1 with errno ENOMEM and nothing
 * changed.
 */
int	series_add(struct series *s, int64_t place, money_int128 value)
	__attribute__((warn_unused_result));

/*
 * The bins that are not empty, in order: *at is 0 to begin with.  Returns
 * whether there was one more.
 */
bool	series_next(const struct series *s, size_t *at,
	    struct series_step *step);

/* Forget all values and release memory; runs stays.  Harmless twice. */
void	series_free(struct series *s);

#endif
