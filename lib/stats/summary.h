/*
 * summary - the figures of a stream, and of every account in it.
 *
 *	struct summary summary = { .by_account = true };
 *
 *	if (summary_add(&summary, &txn, has_balance ? &balance : NULL, 0) == -1)
 *		return -1;
 *	...
 *	summary_end(&summary);
 *	use(&summary.whole);
 *	summary_free(&summary);
 *
 * All zeros is an empty summary that keeps no figures by account: of each it
 * then knows the name, the first and the last balance, in 49 bytes and the
 * name, rounded up to 8, and 11 to 22 in the table; by_account takes 160 more,
 * and 144 if records are shuffled.
 */
#ifndef BALSYS_SUMMARY_H
#define BALSYS_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/roster.h"
#include "stats/chain.h"
#include "stats/figures.h"

/* An account that occurs in the stream. */
struct summary_account {
	struct money first_amount;	/* of the first record with a balance */
	struct money first_balance;	/* that it left behind */
	struct money closing;		/* of the last one */
	bool has_balance;		/* there is one */
	struct chain *chain;		/* NULL unless records are shuffled */
	struct figures *figures;	/* its own; NULL without by_account */
};

struct summary {
	/* Set before the first record: */
	bool by_account;
	bool is_shuffled;		/* within a run of records their order
					   is not that of posting */
	struct figures whole;
	struct roster accounts;		/* its seed is yours to set */
	struct arena memory;		/* private */
};

/* The account's name; borrowed until summary_free(). */
static inline struct span
summary_name(const struct summary_account *account)
{
	return roster_name(account, sizeof(*account));
}

/*
 * Count in a record, and the balance it left behind unless that is NULL.  run
 * is the number of its run, if records are shuffled, as chain_add() wants it.
 * Returns 0, or -1 with errno ENOMEM and nothing counted.
 */
int	summary_add(struct summary *s, const struct txn *txn,
	    const struct money *balance, uint64_t run)
	__attribute__((warn_unused_result));

/*
 * Behind the last record: work out with which balances accounts began and
 * ended.  Where that cannot be told of one of them, it is not told of the
 * whole either.
 */
void	summary_end(struct summary *s);

/*
 * The accounts in the order of their names' bytes, as many as
 * summary.accounts.count.  Gives an array, to be freed by the caller, of
 * pointers that the summary owns; NULL with errno ENOMEM.
 */
struct summary_account **summary_sorted(const struct summary *s);

/* Release everything.  Harmless twice. */
void	summary_free(struct summary *s);

#endif
