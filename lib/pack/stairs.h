/*
 * stairs - a bound by what sizes are worth when it rises in a few steps.
 *
 *	struct stairs stairs = { 0 };
 *
 *	if (stairs_search(&stairs, &sizes, batches, 10, &steps) == -1)
 *		return -1;
 *	if (stairs.batches == batches)
 *		no_packing_has_fewer();
 *	stairs_free(&stairs);
 *
 * A batch is worth a number of units.  A size below half the cap is worth a
 * unit for each step that is not above it; two that make up the cap are worth
 * the whole batch between them, which says what sizes above the half are worth.
 * If then no sizes with room in one batch are worth more than it, there must be
 * at least as many batches as all sizes are worth.
 *
 * Functions of this kind, symmetric and superadditive, are the dual feasible
 * functions that no other surpasses: J. Carlier and E. Neron (2007), Computing
 * redundant resources for the resource constrained project scheduling problem,
 * European Journal of Operational Research 176, 1452-1463.  How the steps are
 * found is ours.  What they gain is a sum over the steps, each of which may be
 * anywhere between limits that the others set; so one after the other is put
 * where it gains most, until none can be bettered, from several starts.  That
 * no batch is worth more is not taken from these limits but checked, for every
 * stair that is kept, by the least size of sets that are worth more.
 *
 * Where about half of the sizes are over half the cap, this is the bound by
 * linear programming in nearly all windows, for a thousandth of the work.
 */
#ifndef BALSYS_STAIRS_H
#define BALSYS_STAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "pack/sizes.h"
#include "pack/worth.h"

enum {
	STAIRS_UNITS = 12,	/* the most that a batch is worth */
	STAIRS_STEPS = STAIRS_UNITS / 2,
	STAIRS_LEVELS = 32,
	STAIRS_RULES = 64,	/* more than steps can ever have */
};

/* Where the steps are, step[1] the lowest; 0 is nowhere yet, in a search. */
struct stair {
	unsigned units;		/* that a batch is worth */
	unsigned nsteps;	/* half as many */
	uint64_t step[STAIRS_STEPS + 1];
};

/* Some steps, each taken so many times, must reach least together. */
struct stairs_rule {
	unsigned times[STAIRS_STEPS + 1];
	uint64_t least;
};

struct stairs {
	uint64_t batches;	/* there are at least so many */
	struct worth worth;	/* that shows it, in halves of a unit; the */
				/* values are owned until the next search */
	struct stair best;	/* private, from here on */
	int64_t best_total;	/* of all sizes, in halves of a unit */
	uint64_t cap;
	uint64_t *low;		/* sizes below half the cap, rising */
	uint64_t *beside;	/* room beside those above half, rising */
	size_t nlow, nbeside, nhalves;
	int32_t *gain;		/* of a step at each of low */
	uint32_t *peak[STAIRS_LEVELS];	/* where 2^level of them gain most */
	int64_t *value;
	struct stairs_rule rule[STAIRS_RULES];
	size_t nrules;
	struct random lot;
	uint64_t steps;
	size_t low_cap, beside_cap, gain_cap, value_cap;
	size_t peak_cap[STAIRS_LEVELS];
};

/*
 * Look for stairs that show that there must be wanted batches, or as many as
 * can be shown; rounds is the number of starts for each number of units.  Adds
 * to *steps how often limits were set for a step; it is the same on every
 * machine.  Where the cap is over INT64_MAX / 4, or there are over INT32_MAX
 * sizes, batches is 0 and worth has no values.
 *
 * Returns 0, or -1 with errno ENOMEM.
 */
int	stairs_search(struct stairs *st, const struct sizes *s,
	    uint64_t wanted, unsigned rounds, uint64_t *steps)
	__attribute__((warn_unused_result));

/*
 * Are no sizes, as many as there may be and of any size, that have room in one
 * batch worth more than it?  The steps are all somewhere, none below the one
 * before, from 1 to cap / 2 + 1, where no size reaches it; the cap is at most
 * INT64_MAX / 4.
 */
bool	stairs_is_proof(const struct stair *stair, uint64_t cap)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	stairs_free(struct stairs *st);

#endif
