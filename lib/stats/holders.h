/*
 * holders - the accounts of a stream, and with which balances they began and
 * ended.
 *
 *	struct holders holders = { .max = 4096, .roster.seed = seed };
 *	struct holder *holder;
 *
 *	if (holders_find(&holders, txn.account, &holder) == -1)
 *		return -1;
 *	if (holder != NULL)
 *		holder_add_balance(holder, balance, &txn, run);
 *	...
 *	if (holder_ends(holder, &opening, &closing))
 *		use(opening, closing);
 *
 * Of no more than max accounts anything is known: where there are others, it is
 * unknown how many there are, and nothing more is found of any.
 */
#ifndef BALSYS_HOLDERS_H
#define BALSYS_HOLDERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/roster.h"
#include "stats/chain.h"

struct summary_group;

struct holder {
	struct money first_amount;	/* private: of the first record with a
					   balance, */
	struct money first_balance;	/* that it left behind, */
	struct money closing;		/* and that the last one did */
	bool has_balance;		/* there is one */
	struct chain *chain;		/* private: NULL unless shuffled */
	struct summary_group *group;	/* yours; NULL to begin with */
};

struct holders {
	/* Yours to set before the first: */
	size_t max;
	bool is_shuffled;		/* within a run of records their order
					   is not that of posting */

	struct roster roster;		/* its seed is yours to set */
	bool unknown;			/* there are more than max */
	struct arena memory;		/* private */
};

/*
 * The account of this name, made if it is not there, in *holder; NULL where
 * there are too many.  Returns 0, or -1 with errno ENOMEM.
 */
int	holders_find(struct holders *h, struct span name,
	    struct holder **holder)
	__attribute__((warn_unused_result));

/*
 * The same of count names at once, at most ROSTER_RUN_MAX, that stand stride
 * bytes behind each other, in less time.
 */
int	holders_find_run(struct holders *h, const struct span *name,
	    size_t stride, size_t count, struct holder **holder)
	__attribute__((warn_unused_result));

/* All of them, in no order: as roster_next(). */
struct holder *holders_next(const struct holders *h, size_t *at);

/* Count in the balance that a record of the account left; run is as
   chain_add() wants it where records are shuffled. */
void	holder_add_balance(struct holder *holder, struct money balance,
	    const struct txn *txn, uint64_t run);

/*
 * Where balances began and ended, so far; the account has_balance.  Returns
 * whether that can be told.
 */
bool	holder_ends(const struct holder *holder, struct money_total *opening,
	    struct money_total *closing);

/* Release everything and leave it empty.  Harmless twice. */
void	holders_free(struct holders *h);

#endif
