/*
 * plan - the batches that a search has filled so far, and the best of all
 * packings that it has completed.
 *
 *	struct plan plan = { .batch = batch, .batches = batches };
 *
 *	if (plan_put(&plan, part, count) == -1)
 *		return -1;
 *	...
 *	if (plan_complete(&plan, &kinds, &sizes) == -1)
 *		return -1;
 *	plan_cut(&plan, 0);
 *	plan_free(&plan);
 *
 * A plan is complete when its patterns hold each kind as often as it is
 * wanted, or more often: what is too much is left out.
 */
#ifndef BALSYS_PLAN_H
#define BALSYS_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "pack/kinds.h"
#include "pack/sizes.h"

struct plan {
	uint32_t *batch;	/* the best packing: of each size; borrowed */
	uint32_t batches;	/* that it has */
	size_t count;		/* patterns put */
	uint32_t *part;		/* private, from here on */
	size_t *end;		/* of each pattern */
	uint32_t *used;		/* of each kind of single sizes */
	uint32_t *trial;	/* a packing */
	size_t part_cap, end_cap, used_cap, trial_cap;
};

/* Fill one more batch.  Returns 0, or -1 with errno ENOMEM. */
int	plan_put(struct plan *p, const uint32_t *part, size_t count)
	__attribute__((warn_unused_result));

/* The parts of pattern i, *count of them; borrowed, until the next put. */
const uint32_t *plan_part(const struct plan *p, size_t i, size_t *count);

/* Empty the batches again that were filled behind the first count. */
void	plan_cut(struct plan *p, size_t count);

/*
 * Make the plan the best packing, if it is complete and has fewer batches.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	plan_complete(struct plan *p, const struct kinds *k,
	    const struct sizes *s)
	__attribute__((warn_unused_result));

/* Release its memory, not the best packing.  Harmless twice. */
void	plan_free(struct plan *p);

#endif
