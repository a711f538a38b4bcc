/*
 * reduction - a bound by what must be in a batch together, or may as well be.
 *
 *	struct reduction reduction = { 0 };
 *
 *	if (reduction_raise(&reduction, &sizes, batches, &steps, 200000,
 *	    &bound) == -1)
 *		return -1;
 *	reduction_free(&reduction);
 *
 * Two sizes that fill a batch exactly may have one: in a packing where they are
 * apart, whatever is beside the one has room in place of the other.  So may a
 * size beside which two others never have room, with the largest that has.
 * Such batches are fixed, one after the other; there are at least so many, and
 * for what is left, as many as its bound L2 (dual.h) says.
 *
 * Then the smallest size that is left is left out, which leaves no fewer
 * batches than before but may leave room for fewer beside others; and so on.
 * The highest bound on the way is "L3", its parameter how many were left out:
 * Martello, S. and Toth, P. (1990), Lower bounds and reduction procedures for
 * the bin packing problem, Discrete Applied Mathematics 28, 59-70.  Theirs
 * fixes some batches of three, too.
 */
#ifndef BALSYS_REDUCTION_H
#define BALSYS_REDUCTION_H

#include <stddef.h>
#include <stdint.h>

#include "pack/bounds.h"
#include "pack/pool.h"
#include "pack/sizes.h"

struct reduction {
	struct pool pool;	/* private */
};

/*
 * Raise *bound, which is at least L1, to the highest there is here, or until
 * it is wanted; what is already as high stays as it is.  Takes about as many
 * steps as allowed at most, and adds those taken to *steps; a step is a size
 * that was looked at.  Returns 0, or -1 with errno ENOMEM.
 */
int	reduction_raise(struct reduction *r, const struct sizes *s,
	    uint64_t wanted, uint64_t *steps, uint64_t allowed,
	    struct bound *bound)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	reduction_free(struct reduction *r);

#endif
