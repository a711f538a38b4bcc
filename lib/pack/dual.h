/*
 * dual - bounds by dual feasible functions.
 *
 *	struct dual dual = { 0 };
 *	struct bound bound = bounds_l1(&window);
 *
 *	if (dual_raise(&dual, &sizes, batches, DUAL_ALL, &steps, &bound) == -1)
 *		return -1;
 *	if (bound.batches == batches)
 *		no_packing_has_fewer();
 *	dual_free(&dual);
 *
 * A function of sizes is dual feasible if no sizes that fit into one batch come
 * to more of its values than the cap itself has; so there are at least as many
 * batches as the values of all sizes over that of the cap.  A name and one
 * whole number, p, say which function it is.  With c for the cap, x for a size
 * and divisions rounded down, in units that make them whole:
 *
 * L1	x.
 * L2	p up to c/2: c where x > c - p, 0 where x < p, else x.
 * FS1	p from 1: (p+1)x / c, times p+1; but times p if that is a whole number.
 * CCM1	p from 1 to c/2: 2(x / p) where 2x < c, c/p where 2x = c, and else
 *	2(c/p - (c-x) / p).
 * BJ1	p from 1 to c, with r what p leaves of c: (x / p)(p - r), and what p
 *	leaves of x, less r if it is more.
 *
 * L2 is by Martello and Toth, see bounds.h; with p for every size, and with
 * FS1 for 1, which counts what is over half the cap, it is all of their bound.
 * FS1: Fekete, S. P. and Schepers, J. (2001), New classes of fast lower bounds
 * for bin packing problems, Mathematical Programming 91, 11-31.  CCM1: Carlier,
 * J., Clautiaux, F. and Moukrim, A. (2007), New reduction procedures and lower
 * bounds for the two-dimensional bin packing problem with fixed orientation,
 * Computers and Operations Research 34, 2223-2250; it is never below the third
 * of Fekete and Schepers, which is why that is not here.  BJ1: Burdett, C. A.
 * and Johnson, E. L. (1977), A subadditive approach to solve linear integer
 * programs, Annals of Discrete Mathematics 1, 117-143.
 */
#ifndef BALSYS_DUAL_H
#define BALSYS_DUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pack/bounds.h"
#include "pack/sizes.h"
#include "pack/worth.h"

/* Which families are tried. */
enum dual_effort {
	DUAL_QUICK,	/* L2 and FS1: in proportion to the sizes */
	DUAL_ALL,	/* CCM1 and BJ1, too: some hundred functions */
};

struct dual {
	const struct sizes *sizes;	/* private, all of it */
	window_uint128 *sum;	/* of the largest 0, 1, 2, ... of sizes */
	size_t sum_cap;
	uint64_t steps;
};

/*
 * Raise *bound, which is at least L1, to the highest there is here, or until
 * it is wanted; what is already as high stays as it is.  Adds to *steps how
 * many sizes were looked at.  Returns 0, or -1 with errno ENOMEM.
 */
int	dual_raise(struct dual *d, const struct sizes *s, uint64_t wanted,
	    enum dual_effort effort, uint64_t *steps, struct bound *bound)
	__attribute__((warn_unused_result));

/*
 * Fill value, which has room for all sizes, with what each counts for in a
 * bound that is called as above, and *worth, which borrows it; the most is what
 * the cap counts for.  Returns false if the bound is of another kind, or if the
 * cap counts for more than INT64_MAX / 4.
 */
bool	dual_worth(const struct bound *bound, const struct sizes *s,
	    int64_t *value, struct worth *worth)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	dual_free(struct dual *d);

#endif
