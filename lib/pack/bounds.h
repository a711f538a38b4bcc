/*
 * bounds - how many batches a window needs at least, whoever packs it.
 *
 * A bound is a proof: no packing has fewer batches.  Its name says which proof
 * it is, and with its parameter or its values anybody can go through it again,
 * in whole numbers.  An empty window needs no batch; any other needs at least
 * one, even if all its amounts are 0.
 *
 * Here is what takes no sorting.  dual.h, stairs.h and reduction.h have more.
 */
#ifndef BALSYS_BOUNDS_H
#define BALSYS_BOUNDS_H

#include <stddef.h>
#include <stdint.h>

#include "pack/window.h"

struct bound {
	uint64_t batches;
	const char *name;	/* a constant */
	uint64_t parameter;	/* of proofs that have one */
	const int64_t *value;	/* of proofs by values: that of each of */
				/* sizes.h, in its order; borrowed */
};

/*
 * "L1": the total over the cap, rounded up.
 *
 * Martello, S. and Toth, P. (1990), Lower bounds and reduction procedures for
 * the bin packing problem, Discrete Applied Mathematics 28, 59-70.
 */
struct bound bounds_l1(const struct window *w);

/*
 * The other side: no packing has more batches than this if it never opened
 * one for an amount that had room in the one opened before.  Two neighbours
 * then hold more than the cap together, so there are fewer than twice L1.
 */
size_t	bounds_most(const struct window *w);

#endif
