/*
 * summary - the figures of a stream, and of every account in it.
 *
 *	struct summary summary = { .by_account = true };
 *
 *	if (summary_add(&summary, &txn, has_balance ? &balance : NULL) == -1)
 *		return -1;
 *	...
 *	summary_free(&summary);
 *
 * All zeros is an empty summary that keeps no figures by account: of each it
 * then knows the name and the last balance, in some 80 bytes and the name;
 * with by_account it is some 230.
 */
#ifndef BALSYS_SUMMARY_H
#define BALSYS_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/map.h"
#include "stats/figures.h"

/* An account that occurs in the stream. */
struct summary_account {
	struct span name;		/* owned by the summary */
	bool has_balance;
	struct money balance;		/* the last, if it has one */
	struct figures *figures;	/* its own; NULL without by_account */
};

struct summary {
	bool by_account;		/* set before the first record */
	struct figures whole;
	struct map accounts;		/* its seed is yours to set */
	struct arena memory;		/* private */
};

/*
 * Count in a record, and the balance it left behind unless that is NULL.
 * Returns 0, or -1 with errno ENOMEM and nothing counted.
 */
int	summary_add(struct summary *s, const struct txn *txn,
	    const struct money *balance)
	__attribute__((warn_unused_result));

/*
 * The accounts in the order of their names' bytes, as many as
 * summary.accounts.count.  Gives an array, to be freed by the caller, of
 * pointers that the summary owns; NULL with errno ENOMEM.
 */
struct summary_account **summary_sorted(const struct summary *s);

/* Release everything.  Harmless twice. */
void	summary_free(struct summary *s);

#endif
