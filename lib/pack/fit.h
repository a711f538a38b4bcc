/*
 * fit - a few sizes into a few batches, where hardly any room may be lost.
 *
 *	struct fit fit = { 0 };
 *
 *	if (fit_pack(&fit, &few, 5, spare, &steps, 20000) == 1)
 *		use(fit.batch);
 *	fit_free(&fit);
 *
 * Every batch is begun with the largest size left and tried with all that can
 * stand beside it, the largest first; one that is worth too little is no
 * batch.  So it is a search of all packings, cut short where the worth lost so
 * far is over what may be lost, or the steps are used up.
 *
 * Branch and bound by the largest size is that of Martello, S. and Toth, P.
 * (1990), Knapsack Problems: Algorithms and Computer Implementations, Wiley,
 * chapter 8; to go on batch by batch, each with all that can complete it, is
 * the bin completion of Korf, R. E. (2003), An improved algorithm for optimal
 * bin packing, IJCAI-03, 1252-1258.
 */
#ifndef BALSYS_FIT_H
#define BALSYS_FIT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Sizes and what each is worth; what a batch can hold, and be worth.  Equal
 * sizes are worth the same: of those only the first is tried.
 */
struct fit_few {
	const uint64_t *size;	/* falling, 1 to cap; borrowed */
	const int64_t *value;	/* borrowed */
	size_t count;
	uint64_t cap;
	int64_t most;
};

struct fit {
	uint32_t *batch;	/* of each size, from 0; owned; one use long */
	uint32_t batches;	/* that are used, likewise */
	size_t batch_cap;	/* private, from here on */
	const struct fit_few *few;	/* during a call */
	uint64_t left;		/* steps */
};

/*
 * Put all sizes into at most that many batches, with no more than spare of
 * their worth missing in all of them together.  Takes at most allowed steps
 * and adds those taken to *steps; a step is a size that is held against a
 * batch.
 *
 * Returns 1, and batch and batches tell the packing; 0 if it was not found:
 * then there is none, or the steps allowed were all taken; or -1 with errno
 * ENOMEM.
 */
int	fit_pack(struct fit *f, const struct fit_few *few, uint32_t batches,
	    int64_t spare, uint64_t *steps, uint64_t allowed)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	fit_free(struct fit *f);

#endif
