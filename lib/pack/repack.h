/*
 * repack - move sizes between batches until fewer of them hold all.
 *
 *	struct repack repack = { 0 };
 *	struct worth worth = { value, most };
 *
 *	if (repack_improve(&repack, &sizes, &worth, bound, &steps, 1000000,
 *	    batch, &batches) == 1)
 *		only_as_many_as_the_bound_are_left();
 *	repack_free(&repack);
 *
 * All batches but a few are settled, and what is in the few is loose.  A
 * settled batch gives up to three of its sizes for up to three loose ones if
 * it is worth more with them; so what may be lost in all gathers where the
 * loose ones are, and with so much room to spare they are fitted into fewer
 * batches than they came from.  Where nothing gets better, some batches are
 * broken up and others are settled in their place.
 *
 * Worth, and not size, is what a batch should be full of: the proof that there
 * must be a number of batches says how much of it a batch can hold at most and
 * so, what may be missing in all of them together.  With the total over the
 * cap for a proof, the worth of a size is the size.
 *
 * Exchanges between a batch and what is in none are those of M. Buljubasic and
 * M. Vasquez (2016), Consistent neighborhood search for one-dimensional bin
 * packing and two-dimensional vector packing, Computers and Operations
 * Research 76, 12-21; the measure by the values of a proof is ours.
 */
#ifndef BALSYS_REPACK_H
#define BALSYS_REPACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "pack/fit.h"
#include "pack/offers.h"
#include "pack/sizes.h"
#include "pack/worth.h"

struct repack_batch {
	uint32_t first;		/* of its sizes; the others follow in next */
	uint32_t last;
	uint32_t count;
	uint64_t room;
	int64_t missing;	/* of the worth that it could have */
};

struct repack {
	const struct sizes *sizes;	/* private, all of it */
	const struct worth *worth;
	struct random lot;
	uint64_t steps, allowed;
	uint32_t offered;	/* how many loose sizes at a time */
	struct repack_batch *batch;	/* the settled ones */
	size_t nbatches;
	uint32_t *next;
	uint32_t *loose;
	size_t nloose;
	struct offers *offers;	/* sets of loose sizes */
	struct fit fit;
	uint64_t *few_size;
	int64_t *few_value;
	size_t batch_cap, next_cap, loose_cap, few_size_cap, few_value_cap;
};

/*
 * Bring *batches, more than 1, down to target, at least 1.  batch says for each
 * size which batch it is in, from 0.  Takes about as many steps as allowed at
 * most, adds those it took to *steps, and is the same on every machine; a step
 * is a set of loose sizes held against a batch, or one look at a batch or a
 * size.
 *
 * Returns 1, and batch and *batches tell the new packing; 0 if it did not get
 * that far: both then tell the best it came to, or are as they were; or -1
 * with errno ENOMEM, and both are as they were.
 */
int	repack_improve(struct repack *r, const struct sizes *s,
	    const struct worth *worth, uint64_t target, uint64_t *steps,
	    uint64_t allowed, uint32_t *batch, uint32_t *batches)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	repack_free(struct repack *r);

#endif
