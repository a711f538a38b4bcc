/*
 * search - where a search for a packing stands; what diving and branching
 * have in common.
 */
#ifndef BALSYS_SEARCH_H
#define BALSYS_SEARCH_H

#include <stdbool.h>

#include "pack/kinds.h"
#include "pack/master.h"
#include "pack/plan.h"
#include "pack/sizes.h"

enum search_answer {
	SEARCH_FAILED = -1,
	SEARCH_NONE,		/* there is no packing: proven, if it is said */
				/* that it would be */
	SEARCH_FOUND,		/* plan has a better one */
	SEARCH_SPENT,		/* the steps were not enough to say */
};

struct search {
	const struct sizes *sizes;	/* borrowed */
	struct kinds kinds;
	struct master master;
	struct plan plan;
	uint64_t nodes;		/* private to branch: that may be visited */
	int64_t *together;	/* each kind, with one: in LP_ONEs */
	uint32_t *part;
	size_t together_cap, part_cap;
};

/*
 * Fill a batch with a pattern of master.patterns, if it is wanted as a whole.
 * Returns 1, or 0 if it is not, or -1 with errno ENOMEM.
 */
int	search_take(struct search *s, uint32_t pattern)
	__attribute__((warn_unused_result));

/* Empty the batches again that were filled behind the first count. */
void	search_give_back(struct search *s, size_t count);

/* Does the last solution take each of its patterns a whole number of times? */
bool	search_is_whole(const struct search *s);

/*
 * Such a solution is a packing.  Complete the plan with it.  Returns 0, or -1
 * with errno ENOMEM.
 */
int	search_complete(struct search *s)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	search_free(struct search *s);

#endif
