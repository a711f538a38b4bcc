/*
 * duals - do these values of sizes prove a bound?
 *
 * A packing in one batch less would waste at most slack = (batches - 1) * cap
 * - total, so each of its batches would hold at least cap - slack.  If no such
 * set of sizes, within the cap, is worth as much as the values of all over
 * batches - 1, there is no such packing.  The most that a set is worth is
 * searched for here in whole numbers, by code that proves nothing else:
 * Farley, A. A. (1990), A note on bounding a class of linear programming
 * problems, including cutting stock problems, Operations Research 38, 922-923.
 */
#ifndef BALSYS_BENCH_DUALS_H
#define BALSYS_BENCH_DUALS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Do these values, at most 2^32 either way, prove that at least so many
 * batches are needed?  They belong to the amounts over 0, the largest first.
 * Returns 1 if they do, 0 if they do not, -1 if that is too much to search
 * for, or there is no memory.
 */
int	duals_prove(const uint64_t *amount, size_t count, uint64_t cap,
	    const int64_t *value, uint64_t batches);

#endif
