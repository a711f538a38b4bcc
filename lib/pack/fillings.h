/*
 * fillings - of some sizes, the few that fill a room.
 *
 *	struct fillings fillings = { 0 };
 *	struct fillings_chosen chosen;
 *
 *	if (fillings_fill(&fillings, size, n, 8000, room, enough, &steps,
 *	    &chosen) == -1)
 *		return -1;
 *	for (unsigned i = 0; i < chosen.count; i++)
 *		put(size[chosen.index[i]]);
 *	fillings_free(&fillings);
 *
 * The sizes are parted in halves, the sums of a few of each half are sorted,
 * and the two lists are gone through from opposite ends, so that millions of
 * sums are weighed by looking at some thousands: E. Horowitz and S. Sahni
 * (1974), Computing partitions with applications to the knapsack problem,
 * Journal of the ACM 21, 277-292.
 */
#ifndef BALSYS_FILLINGS_H
#define BALSYS_FILLINGS_H

#include <stddef.h>
#include <stdint.h>

#include "pack/order.h"

enum {
	SUMS_FROM = 256,	/* the most sizes to choose from */
	SUMS_DEPTH = 8,		/* of each half, the most that are chosen */
};

struct fillings_chosen {
	uint64_t sum;
	unsigned count;
	unsigned index[2 * SUMS_DEPTH];
};

struct fillings_half {
	uint64_t *sum;		/* of each set, rising in how many are in it */
	uint64_t *set;		/* a byte for each: its place, from 1 */
	size_t count;
	struct order order;
	size_t sum_cap, set_cap;
};

struct fillings {
	struct fillings_half half[2];	/* private */
};

/*
 * Choose from n sizes, at most SUMS_FROM, so that they come to as near room as
 * can be and not over it; of those it meets that come to enough, the fewer.
 * From each half up to so many are chosen that there are no more than most
 * sets, but always up to one.  Adds to *steps how many sums were made, sorted
 * and weighed.
 *
 * Returns 0, or -1 with errno ENOMEM.
 */
int	fillings_fill(struct fillings *s, const uint64_t *size, unsigned n,
	    size_t most, uint64_t room, uint64_t enough, uint64_t *steps,
	    struct fillings_chosen *chosen)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	fillings_free(struct fillings *s);

#endif
