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

#include <stdint.h>

struct worth {
	const int64_t *value;	/* of each of sizes, in order; borrowed */
	int64_t most;		/* at least 1 */
};

#endif
