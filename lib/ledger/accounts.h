/*
 * accounts - what every account holds, found by its name.
 *
 *	struct accounts accounts = { 0 };
 *	struct account *a = accounts_find_or_add(&accounts, name);
 *
 *	if (a == NULL)
 *		return -1;
 *	if (accounts_post(a, amount) == -1)
 *		refuse();
 *
 * All zeros is an empty table.  Names are copied.  An account takes some 130
 * bytes and its name.
 */
#ifndef BALSYS_ACCOUNTS_H
#define BALSYS_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/money.h"
#include "base/span.h"

/* What an account may do; a limit that is not there forbids nothing. */
struct account_limit {
	bool has_least, has_most;
	struct money least_balance;	/* no debit may go below */
	uint64_t most_amount;		/* no amount may be larger, any sign */
};

struct account {
	struct span name;		/* owned by the table */
	struct money balance;
	bool opened;			/* it was given an opening balance */
	uint64_t count;			/* amounts posted */
	struct money_total credits, debits;	/* their sums; debits <= 0 */
	struct money_total gap;		/* stated less computed balance */
	const struct account_limit *limit;	/* borrowed; or NULL */
};

struct accounts {
	struct map by_name;		/* its seed is yours to set */
	struct arena memory;		/* yours to use too */
};

/*
 * The account called name, made with all zeros if there is none.  The pointer
 * stays good until accounts_free().  Returns NULL with errno ENOMEM.
 */
struct account *accounts_find_or_add(struct accounts *accounts,
	    struct span name);

/*
 * Post amount: add it to the balance and to the sum of its kind, and count it.
 * An amount of zero is a credit.
 *
 * Returns 0, or -1 with nothing changed and errno ERANGE if the balance could
 * not be held, or EPERM if a limit forbids it.
 */
int	accounts_post(struct account *account, struct money amount)
	__attribute__((warn_unused_result));

/*
 * Compare the balance with one that is stated elsewhere.  Returns by how much
 * the gap between the two, stated less computed, has changed since the last
 * comparison; it is zero to begin with, so that a record missing here is a
 * change once.
 */
struct money_total accounts_reconcile(struct account *account,
	    struct money stated);

/*
 * Those accounts that were opened or posted to, in the order of their names'
 * bytes, and how many.  Gives an array of pointers, to be freed by the caller;
 * NULL with errno ENOMEM.
 */
struct account **accounts_sorted(const struct accounts *accounts,
	    size_t *count);

/* Release everything.  Harmless twice. */
void	accounts_free(struct accounts *accounts);

#endif
