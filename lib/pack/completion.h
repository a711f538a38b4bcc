/*
 * completion - batches filled one after the other, each as full as it must be.
 *
 *	struct completion completion = { 0 };
 *
 *	if (completion_pack(&completion, &sizes, bound, &plan, &steps, 1000000,
 *	    batch, &batches) == 1)
 *		only_as_many_as_the_bound_are_used();
 *	completion_free(&completion);
 *
 * As many batches as are aimed at have some room more than the sizes need: the
 * slack, of which each batch has a share.  A batch takes the largest sizes
 * until a few are missing, and then those few that fill it: two beside one of
 * the largest, found by two fingers, if they leave no more than some of the
 * share; or else three beside the largest, or where not so many are left, any
 * few of them (fillings.h), if these leave less.  What is found first will do.
 * What a batch does not use of its share, the others have.
 *
 * Three sizes that fill a batch are rare, four are plenty; so three may leave
 * more, and the more batches of three there are, the smaller are the sizes that
 * are left.  The smallest of all are kept back.  So in the end, when hardly any
 * slack is left, the last batches are filled from many small sizes, whose sums
 * are dense.
 *
 * To fill the batch of the largest size as well as can be, one after the other,
 * is the minimum bin slack of Gupta, J. N. D. and Ho, J. C. (1999), A new
 * heuristic algorithm for the one-dimensional bin-packing problem, Production
 * Planning and Control 10, 598-603, begun with the largest size by Fleszar, K.
 * and Hindi, K. S. (2002), New heuristics for one-dimensional bin-packing,
 * Computers and Operations Research 29, 821-839.  That slack is rationed, and
 * small sizes are saved up, is ours.
 */
#ifndef BALSYS_COMPLETION_H
#define BALSYS_COMPLETION_H

#include <stddef.h>
#include <stdint.h>

#include "pack/pool.h"
#include "pack/sizes.h"
#include "pack/fillings.h"

struct completion_plan {
	unsigned few;		/* eighths of its share of the slack that a */
	unsigned more;		/* batch may leave with three chosen sizes, */
				/* and with more of them */
	unsigned missing;	/* quarters of sizes of the middle size for */
				/* which there is room when choosing begins */
	unsigned seeds;		/* how many of the largest a batch tries */
	uint64_t triples;	/* steps for three beside the largest */
	unsigned tail;		/* sizes left, from where it is sums instead */
	size_t sums;		/* of no more than so many sets of each half */
	unsigned kept_back;	/* smallest sizes, for the last batches */
};

enum {
	COMPLETION_CHOSEN = 2 * SUMS_DEPTH,	/* the most at a time */
};

/* Some sizes of the pool, by their places, and what they come to. */
struct completion_set {
	uint64_t sum;
	unsigned count;
	uint32_t place[COMPLETION_CHOSEN];
};

struct completion {
	struct pool pool;	/* private, all of it */
	struct fillings sums;
	const struct completion_plan *plan;
	window_uint128 slack;
	uint64_t cap;
	uint64_t room;		/* of the batch that is being filled, */
	uint64_t enough;	/* and what of it will do */
	uint32_t seed;		/* where to go on with them */
	uint64_t barren;	/* what may be left where none did */
	uint64_t left;		/* batches */
	uint64_t allowed;	/* steps, which the pool counts */
	uint32_t batches;
	uint32_t *batch;
	size_t batch_cap;
};

/*
 * Pack s into target batches, at least as many as its total needs, or as near
 * to it as it gets.  Takes about as many steps as allowed at most and adds
 * those taken to *steps; a step is a size, or a sum, that was looked at.
 *
 * Returns 1 if there are target batches or fewer, else 0; where there are fewer
 * than *batches, batch, of each size from 0, and *batches then tell the new
 * packing, otherwise they are as they were.  Or -1 with errno ENOMEM, likewise.
 */
int	completion_pack(struct completion *c, const struct sizes *s,
	    uint64_t target, const struct completion_plan *plan,
	    uint64_t *steps, uint64_t allowed, uint32_t *batch,
	    uint32_t *batches)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	completion_free(struct completion *c);

#endif
