/*
 * packing - which batch each amount of a window is in.
 *
 *	struct packing packing = { .effort = 3 };
 *
 *	while (next_window(&window)) {
 *		if (method->pack(&window, &packing) == -1)
 *			return -1;
 *		use(packing.batch, packing.batches);
 *	}
 *	packing_free(&packing);
 *
 * Batches are numbered from 0, and none is empty.  All zeros is a packing that
 * owns nothing.  Memory is kept from window to window; one packing serves one
 * thread.
 */
#ifndef BALSYS_PACKING_H
#define BALSYS_PACKING_H

#include <stddef.h>
#include <stdint.h>

#include "pack/bounds.h"
#include "pack/completion.h"
#include "pack/exact.h"
#include "pack/fit.h"
#include "pack/fullest.h"
#include "pack/lowest.h"
#include "pack/order.h"
#include "pack/proof.h"
#include "pack/repack.h"
#include "pack/sizes.h"

struct packing {
	int effort;		/* 1 to 9, set by the caller: how hard the */
				/* methods best and exact try */
	uint32_t *batch;	/* of each amount; owned, until the next pack */
	uint32_t batches;
	/*
	 * How often amounts, sums of them or the room in batches were
	 * compared: the work that it took, sorting aside, however fast the
	 * machine is.
	 */
	uint64_t steps;
	const char *method;	/* what found the packing; a constant */
	struct bound bound;	/* how few there can be; good until the next */
				/* pack, as is what it borrows */
	uint32_t *draft;	/* of the next packing; private, as is all */
	size_t batch_cap, draft_cap;	/* that follows */
	struct order order;
	struct sizes sizes;
	struct lowest lowest;
	struct fullest fullest;
	struct proof proof;
	struct completion completion;
	struct fit fit;
	struct repack repack;
	struct exact exact;
	uint32_t *place;	/* the batch of each of sizes, */
	uint32_t *trial;	/* and in another packing */
	size_t place_cap, trial_cap;
};

/*
 * For the methods themselves, which begin and end with these: make room for
 * count amounts, so that draft can be filled with the batch of each; and make
 * draft the packing, with what is known of it.  A method that has not looked
 * for a bound gives none, an empty one: it is then the first that proves that
 * there cannot be fewer batches, or else the highest that is known without a
 * search, and the work for it is not counted in steps.
 *
 * Return 0, or -1 with errno ENOMEM, packing_reserve() also if count is over
 * UINT32_MAX; the packing is then the one before.
 */
int	packing_reserve(struct packing *p, size_t count)
	__attribute__((warn_unused_result));
int	packing_finish(struct packing *p, const struct window *w,
	    const char *method, uint32_t batches, uint64_t steps,
	    struct bound bound)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	packing_free(struct packing *p);

#endif
