/*
 * exact - the fewest batches, and the proof, if the steps allowed suffice.
 *
 *	struct exact x = { 0 };
 *
 *	if (exact_pack(&x, &sizes, allowed, &steps, batch, &batches, &bound)
 *	    == -1)
 *		return -1;
 *	exact_free(&x);
 *
 * Branch and price: the linear program over all patterns gives a bound
 * (master.h), diving into its solution packings (dive.h), and where the two
 * do not meet, branching on pairs of sizes decides (branch.h).
 */
#ifndef BALSYS_EXACT_H
#define BALSYS_EXACT_H

#include <stdint.h>

#include "pack/bounds.h"
#include "pack/search.h"
#include "pack/sizes.h"

enum {
	EXACT_KINDS_MAX = 4000,		/* different sizes: with more it does */
	EXACT_COUNT_MAX = 20000,	/* nothing, as with more sizes */
};

struct exact {
	struct search search;	/* private */
	int64_t *value;
	size_t value_cap;
};

/*
 * Improve a packing of s, batch[] of each size and how many there are, and the
 * best bound known for it, until they meet or about steps_allowed steps are
 * taken; *steps is how many.  A bound called "CG" is proven by bound->value,
 * borrowed until the next call; one called "search" by the search that ended.
 *
 * The steps are the same with every x, whatever it was used for before, and on
 * every machine with the same CLP and the same kind of processor: its floating
 * point leads the search.  Some 100 million of them take a second.  Returns
 * 0, or -1 with errno ENOMEM, or ENOSYS where CLP is not there; packing and
 * bound are then none the worse.
 */
int	exact_pack(struct exact *x, const struct sizes *s,
	    uint64_t steps_allowed, uint64_t *steps, uint32_t *batch,
	    uint32_t *batches, struct bound *bound)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	exact_free(struct exact *x);

#endif
