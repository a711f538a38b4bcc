/*
 * worth - what sizes count for in a proof that there must be so many batches.
 *
 * Whatever sizes a batch holds, they are worth no more than most; so batches
 * that hold sizes worth total are at least total over most.  What a batch is
 * worth less than most is missing in it.  Where the proof is the total over
 * the cap, a size is worth itself, and what is missing is the room left.
 */
#ifndef BALSYS_WORTH_H
#define BALSYS_WORTH_H

#include <stdbool.h>
#include <stdint.h>

#include "pack/sizes.h"

struct worth {
	const int64_t *value;	/* of each of sizes, in order; borrowed */
	int64_t most;		/* at least 1 */
};

/*
 * Of a worth that tells only a few kinds of size apart, make one that tells
 * all: weight parts of it and one part of the size itself, which no batch
 * surpasses either.  value has room for all sizes, and *blend borrows it.
 * Returns false, and nothing is changed, if the cap is too large for that.
 */
bool	worth_blend(const struct worth *worth, const struct sizes *s,
	    int64_t weight, int64_t *value, struct worth *blend)
	__attribute__((warn_unused_result));

#endif
