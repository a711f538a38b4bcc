/*
 * saved - a summary as a file of text, of what can be added in any order.
 *
 *	if (saved_put(&out, &summary, 2, "GBP") == -1)
 *		return -1;
 *
 * Kept are counts, sums, the least and the greatest, histograms, counts by
 * time, the names of accounts, groups, windows as reports have them and batches
 * as lists do.  What depends on the order of records is not: balances, idle
 * time, windows that were told from records.  stats/merge reads it back.
 *
 * It is lines, the same bytes for the same figures:
 *
 *	balsys-summary 1
 *	scale 2
 *	by day
 *	cap 1000000.00
 *	refused 1
 *	reason amount 1
 *	credits 2 sum 250.00
 *	debits 1 sum -19.99
 *	amounts min 19.99 max 200.00
 *	19.98,1
 *	...
 *	times first 2026-11-22T06:50:00.000000Z last 2026-11-22T06:52:10.000000Z
 *	timeline records 3 width 1
 *	2026-11-22T06:50:00.000000Z,1
 *	...
 *	accounts 1
 *	rent
 *	groups 1
 *	group 2026-11-22T00:00:00.000000Z
 *	credits 2 sum 250.00
 *	...
 *	sha256 5f0c...
 *
 * Behind amounts is the least of each bucket of the histogram, and how many are
 * in it; behind timeline when each of its buckets begins, and how many.  Names
 * are fields of CSV.  The last line is the SHA-256 of all before it.
 */
#ifndef BALSYS_SAVED_H
#define BALSYS_SAVED_H

#include "stats/summary.h"
#include "stream/writer.h"

#define SAVED_VERSION "1"

/*
 * Write a summary, behind summary_end(), with amounts of scale decimals;
 * currency is a label, or NULL.  Returns 0, or -1 with errno ENOMEM, or ERANGE
 * if there is more than may be saved (stats/saved_bounds).  What is written
 * fails as a writer does.
 */
int	saved_put(struct writer *w, const struct summary *s, int scale,
	    const char *currency)
	__attribute__((warn_unused_result));

#endif
