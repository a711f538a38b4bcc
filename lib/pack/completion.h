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
 * slack.  A batch may leave its share of the slack, or what is left of it, and
 * no more.  It takes the largest sizes until a few are missing, then those few
 * that fill it best: of two or three, with the first as large as may be and the
 * others found by two fingers; where these leave too much, of three beside the
 * largest; and towards the end, where few sizes are left, any few of them
 * (sums.h).  What is found first that leaves little enough is taken.
 *
 * So large sizes are used up early, by few to a batch, and there are many small
 * ones left in the end, when the last batches want to be filled with hardly
 * anything left over.
 *
 * To fill the batch of the largest size as well as can be, one after the other,
 * is the minimum bin slack of Gupta, J. N. D. and Ho, J. C. (1999), A new
 * heuristic algorithm for the one-dimensional bin-packing problem, Production
 * Planning and Control 10, 598-603, begun with the largest size by Fleszar, K.
 * and Hindi, K. S. (2002), New heuristics for one-dimensional bin-packing,
 * Computers and Operations Research 29, 821-839; slack that is rationed, and
 * small sizes that are saved up, are ours.
 */
#ifndef BALSYS_COMPLETION_H
#define BALSYS_COMPLETION_H

#include <stddef.h>
#include <stdint.h>

#include "pack/pool.h"
#include "pack/sizes.h"
#include "pack/sums.h"

struct completion_plan {
	unsigned few;		/* eighths of its share of the slack that a */
	unsigned more;		/* batch may leave, with up to three chosen */
				/* sizes and with more */
	unsigned missing;	/* quarters of sizes of the middle size that */
				/* are left to be chosen well */
	unsigned seeds;		/* how many of the largest are tried first */
	uint64_t triples;	/* steps for three beside the largest */
	unsigned tail;		/* sizes left, from where sums are tried, */
	size_t sums;		/* no more than so many of each half */
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
	struct sums sums;
	const struct completion_plan *plan;
	window_uint128 slack;
	uint64_t cap;
	uint64_t room;		/* of the batch that is being filled, */
	uint64_t enough;	/* and what of it will do */
	uint32_t seed;		/* where to go on with them */
	uint64_t barren;	/* what may be left where none did */
	uint64_t left;		/* batches */
	uint64_t steps, allowed;
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
