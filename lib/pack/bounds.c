#include "pack/bounds.h"

struct bound
bounds_l1(const struct window *w)
{
	window_uint128 total = window_total(w);
	uint64_t batches = (uint64_t)(total / w->cap) + (total % w->cap != 0);

	if (batches == 0 && w->count > 0)
		batches = 1;
	return (struct bound){ .batches = batches, .name = "L1" };
}

size_t
bounds_most(const struct window *w)
{
	uint64_t least = bounds_l1(w).batches;

	/* Every amount is within the cap, so least is within the count. */
	return least <= w->count / 2 ? (size_t)(2 * least) : w->count;
}
