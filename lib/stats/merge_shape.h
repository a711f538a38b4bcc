/*
 * merge_shape - what figures of a saved summary mean, which must be the same
 * for all that are merged: their scale, currency, groups, cap and zone.
 *
 *	if (merge_shape_read(&in, &merge, &summary) == -1)
 *		fail(merge.failure.sentence);
 */
#ifndef BALSYS_MERGE_SHAPE_H
#define BALSYS_MERGE_SHAPE_H

#include "stats/merge.h"
#include "stats/saved_lines.h"

/*
 * Read the lines of it where in stands, and leave in behind them.  What m wants
 * they must say, and what they said of the first file, which m then has, and s
 * borrows.  Returns 0, or -1 with the failure of m set, which is that of in.
 */
int	merge_shape_read(struct saved_lines *in, struct merge *m,
	    struct summary *s)
	__attribute__((warn_unused_result));

#endif
