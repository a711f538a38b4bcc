/*
 * trouble - transactions as CSV, many of them not as they should be, drawn by
 * lot: the same seed gives the same bytes on every machine.
 *
 *	struct buf csv = { 0 };
 *
 *	trouble_put(&csv, seed, 500);
 *	...
 *	buf_free(&csv);
 *
 * Quotes right and wrong, NULs, carriage returns, byte-order marks, headers
 * that come again, too many fields and too few, amounts, times, ids and
 * accounts of all forms and lengths, and lines that end where blocks do.
 */
#ifndef BALSYS_FUZZ_TROUBLE_H
#define BALSYS_FUZZ_TROUBLE_H

#include "base/buf.h"

/*
 * Append a header and about so many lines.  The seed also says which columns
 * there are, how much of all is trouble, how lines end, and whether anything
 * is in it that ends a run.  Asked for 0 lines it may append nothing.
 */
void	trouble_put(struct buf *csv, uint64_t seed, size_t lines);

#endif
