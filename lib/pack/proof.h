/*
 * proof - the bounds of a window, the one that is less work first.
 *
 *	struct proof proof = { 0 };
 *	struct bound bound = bounds_l1(&window);
 *
 *	if (proof_quick(&proof, &sizes, batches, &steps, &bound) == -1 ||
 *	    proof_thorough(&proof, &sizes, batches, 10, &steps, &bound) == -1)
 *		return -1;
 *	if (bound.batches == batches)
 *		no_packing_has_fewer();
 *	proof_free(&proof);
 *
 * It brings dual.h, stairs.h and reduction.h together.
 */
#ifndef BALSYS_PROOF_H
#define BALSYS_PROOF_H

#include <stddef.h>
#include <stdint.h>

#include "pack/bounds.h"
#include "pack/dual.h"
#include "pack/reduction.h"
#include "pack/sizes.h"
#include "pack/stairs.h"
#include "pack/worth.h"

struct proof {
	struct dual dual;	/* private, all of it */
	struct stairs stairs;
	struct reduction reduction;
	unsigned starts;	/* that found the stairs of the bound */
	int64_t *value;
	int64_t *blend;
	size_t value_cap, blend_cap;
};

/*
 * Raise *bound, which is at least L1, until it is wanted, or to the highest
 * found; what is already as high stays as it is.  Quick is what grows as the
 * number of sizes: L2, FS1 and, where sizes are over half the cap, "STAIRS"
 * from a few starts.  Thorough is all else, with stairs from so many starts.
 * Values that *bound borrows are good until the next call of either.
 *
 * Both add what they took to *steps and return 0, or -1 with errno ENOMEM.
 */
int	proof_quick(struct proof *p, const struct sizes *s, uint64_t wanted,
	    uint64_t *steps, struct bound *bound)
	__attribute__((warn_unused_result));
int	proof_thorough(struct proof *p, const struct sizes *s,
	    uint64_t wanted, unsigned starts, uint64_t *steps,
	    struct bound *bound)
	__attribute__((warn_unused_result));

/*
 * What sizes count for in the last bound that was raised here, told apart by
 * their sizes as well where it has only a few values.  *worth is good until
 * the next call, and has no values where the bound is none by values, or the
 * cap is too large.  Returns 0, or -1 with errno ENOMEM.
 */
int	proof_worth(struct proof *p, const struct sizes *s,
	    const struct bound *bound, struct worth *worth)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	proof_free(struct proof *p);

#endif
