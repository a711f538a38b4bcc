/*
 * master - do the sizes left fit into the batches left, if a batch may be
 * filled in part?
 *
 *	struct master m = { .allowed = steps };
 *
 *	switch (master_run(&m, &kinds)) {
 *	case MASTER_CLOSED:
 *		...
 *
 * The linear program of Gilmore and Gomory: patterns, each taken as often as
 * one likes, also in part, so that every kind is covered; the fewest of them.
 * Patterns are found as they are wanted (pricing.h) and kept for the programs
 * that come.  A no is proven in whole numbers: a value for each kind such
 * that all together are worth more than the batches left can hold, as none
 * can hold more than the most a pattern is worth.
 *
 * Farley, A. A. (1990), A note on bounding a class of linear programming
 * problems, including cutting stock problems, Operations Research 38, 922-923.
 */
#ifndef BALSYS_MASTER_H
#define BALSYS_MASTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pack/kinds.h"
#include "pack/lp.h"
#include "pack/patterns.h"
#include "pack/pricing.h"

enum master_answer {
	MASTER_FAILED = -1,
	MASTER_CLOSED,		/* no: proven */
	MASTER_OPEN,		/* it may be */
	MASTER_SPENT,		/* the steps were not enough to say */
};

/* A pattern of the solution, and how often it is taken, in LP_ONEs. */
struct master_share {
	uint32_t pattern;	/* of master.patterns */
	int64_t value;
};

struct master {
	uint64_t allowed;	/* steps, set by the user */
	uint64_t steps;		/* taken so far */
	bool settle;		/* set by the user: not an answer is wanted */
				/* but a solution that is nearly the best */
	struct patterns patterns;
	struct master_share *share;	/* of the last OPEN; owned */
	size_t shares;
	/*
	 * Of the last run: how many batches are needed at least.
	 */
	uint64_t bound;
	int64_t *value;		/* that prove it, of each kind; owned */
	struct lp lp;		/* private, from here on */
	struct pricing pricing;
	int64_t *price;		/* of each kind */
	int64_t worth;		/* of all, by the best prices, in LP_ONEs */
	int64_t *least;		/* of each row */
	uint32_t *row_of;	/* of each kind; or KINDS_NONE */
	uint32_t *kind_of;	/* of each row */
	uint8_t *basic;		/* of each kind, in the last program */
	uint32_t *column;	/* the pattern that each is, or KINDS_NONE */
	struct lp_entry *entry;
	size_t rows;
	int64_t penalty;
	size_t price_cap, least_cap, row_cap, kind_cap, basic_cap;
	size_t column_cap, entry_cap, share_cap, value_cap;
};

/*
 * Answer for these kinds.  Returns MASTER_FAILED with errno ENOMEM or ENOSYS,
 * as lp.h says; where CLP finds no optimum, MASTER_SPENT.
 */
enum master_answer master_run(struct master *m, const struct kinds *k);

/* Forget all patterns, and what the last program was like. */
void	master_clear(struct master *m);

/* Release its memory.  Harmless twice. */
void	master_free(struct master *m);

#endif
