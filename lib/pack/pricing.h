/*
 * pricing - the patterns that are worth the most.
 *
 *	struct pricing p = { 0 };
 *
 *	if (pricing_run(&p, &kinds, value, over, UINT64_MAX) == -1)
 *		return -1;
 *	for (size_t i = 0; i < p.found; i++)
 *		use(p.part + p.start[i], p.start[i + 1] - p.start[i]);
 *	pricing_free(&p);
 *
 * Every kind has a value, a whole number of 0 or more; a pattern is worth the
 * sum.  Looked for are those worth more than a limit: of those with the same
 * largest kind the best, so that they differ.  Kinds worth nothing are left
 * out, unless a batch must be filled.
 *
 * The search puts the largest size first and goes down only where what fits
 * into the room left can still be worth enough.  That comes from a table by
 * dynamic programming over the room; where the cap is large the room is
 * counted in coarser units, sizes rounded down, which can only promise too
 * much.  The search itself is exact.
 *
 * Gilmore, P. C. and Gomory, R. E. (1961), A linear programming approach to
 * the cutting-stock problem, Operations Research 9, 849-859.
 */
#ifndef BALSYS_PRICING_H
#define BALSYS_PRICING_H

#include <stddef.h>
#include <stdint.h>

#include "pack/kinds.h"

struct pricing {
	uint32_t *part;		/* of the patterns found; owned, until the */
	size_t *start;		/* next run, as is where each starts */
	size_t found;
	int64_t most;		/* no pattern is worth more than this */
	uint64_t steps;		/* of all runs */
	struct candidate *offer;	/* private, from here on */
	size_t offers;
	int64_t *table;		/* [offer][room in units] */
	size_t units;		/* that a row has, 0 included */
	uint64_t unit;
	uint32_t *fitting;	/* [room in units]: the first that may fit */
	uint32_t *chosen;	/* the pattern that is being made */
	size_t nchosen;
	size_t before;		/* found, before this largest part */
	uint64_t slack;
	int64_t over;
	uint64_t stop;		/* where steps may get to */
	const struct kinds *kinds;
	size_t part_cap, start_cap, offer_cap, table_cap, fitting_cap;
	size_t chosen_cap;
	int failed;
};

/*
 * Look for patterns of k worth over the limit, in about this many steps: if
 * they do not suffice, there may be more than are found, and most is a weaker
 * limit.  Only where found is 0 and the steps sufficed is most exact: the limit
 * itself.  A pattern holds what k wants at most, allows, and has no more slack
 * than k's; k must have some.  Returns 0, or -1 with errno ENOMEM.
 */
int	pricing_run(struct pricing *p, const struct kinds *k,
	    const int64_t *value, int64_t over, uint64_t steps)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	pricing_free(struct pricing *p);

#endif
