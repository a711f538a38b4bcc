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
 * All zeros is an empty table.  Names are copied; they have up to 255 bytes.
 * An account takes 49 bytes and its name, rounded up to 8, and 11 to 22 in the
 * table; one with terms of its own takes 48 more.
 */
#ifndef BALSYS_ACCOUNTS_H
#define BALSYS_ACCOUNTS_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/money.h"
#include "base/roster.h"
#include "base/span.h"

/* What an account may do; a limit that is not there forbids nothing. */
struct account_limit {
	bool has_least, has_most;
	struct money least_balance;	/* no debit may go below */
	uint64_t most_amount;		/* no amount may be larger, any sign */
};

/* What most accounts have none of, or the same. */
struct account_terms {
	struct account_limit limit;
	bool limited;			/* by a limit, even an empty one */
	bool are_shared;		/* they belong to somebody else */
	struct money_total gap;		/* stated less computed balance */
};

struct account {
	struct money balance;
	uint64_t credits_low;		/* private: a sum of 128 bits */
	uint64_t credits_high;
	uint64_t opened : 1;		/* it was given an opening balance */
	uint64_t count : 63;		/* amounts posted */
	struct account_terms *terms;	/* or NULL: all zeros */
	struct money opening;
};

struct accounts {
	struct roster by_name;		/* its seed is yours to set */
	struct arena memory;		/* private */
};

/* The account's name; borrowed until accounts_free(). */
static inline struct span
accounts_name(const struct account *account)
{
	return roster_name(account, sizeof(*account));
}

/*
 * The account called name, made with all zeros if there is none.  The pointer
 * stays good until accounts_free().  Returns NULL with errno ENOMEM.
 */
struct account *accounts_find_or_add(struct accounts *accounts,
	    struct span name);

/*
 * Find many at once, up to ROSTER_RUN_MAX, which takes less time: found[i] is
 * the account of the i-th name, which stands i times stride bytes behind name,
 * or NULL.
 */
void	accounts_find_run(const struct accounts *accounts,
	    const struct span *name, size_t stride, size_t count,
	    void **found);

/*
 * The terms of this account alone, to be changed: made with all zeros if there
 * are none, copied if they are shared.  Returns NULL with errno ENOMEM.
 */
struct account_terms *accounts_own_terms(struct accounts *accounts,
	    struct account *account);

/* Open an account without postings with a balance. */
void	accounts_open(struct account *account, struct money opening);

/* Does a limit forbid an amount that would leave balance? */
bool	accounts_forbids(const struct account_limit *limit,
	    struct money amount, struct money balance);

/*
 * Post amount: add it to the balance and to the sum of its kind, and count it.
 * An amount of zero is a credit.
 *
 * Returns 0, or -1 with nothing changed and errno ERANGE if the balance could
 * not be held, or EPERM if a limit forbids it.
 */
__attribute__((warn_unused_result))
static inline int
accounts_post(struct account *account, struct money amount)
{
	uint64_t credit = amount.minor < 0 ? 0 : (uint64_t)amount.minor;
	struct money balance = account->balance;

	if (money_add(&balance, amount) == -1)
		return -1;
	if (account->terms != NULL &&
	    accounts_forbids(&account->terms->limit, amount, balance)) {
		errno = EPERM;
		return -1;
	}
	account->balance = balance;
	account->credits_low += credit;
	account->credits_high += account->credits_low < credit;
	account->count++;
	return 0;
}

/* The sums of what was posted; that of the debits is not above zero. */
struct money_total accounts_credits(const struct account *account);
struct money_total accounts_debits(const struct account *account);

/*
 * Compare the balance with one that is stated elsewhere.  *change is by how
 * much the gap between the two, stated less computed, has changed since the
 * last comparison; it is zero to begin with, so that a record missing here is a
 * change once.  Returns 0, or -1 with errno ENOMEM.
 */
int	accounts_reconcile(struct accounts *accounts, struct account *account,
	    struct money stated, struct money_total *change)
	__attribute__((warn_unused_result));

/* The sum of all balances. */
struct money_total accounts_balance(const struct accounts *accounts);

/*
 * Those accounts that were opened or posted to, or those with a limit of their
 * own, in the order of their names' bytes, and how many.  Gives an array of
 * pointers, to be freed by the caller; NULL with errno ENOMEM.
 */
struct account **accounts_sorted(const struct accounts *accounts,
	    size_t *count);
struct account **accounts_limited(const struct accounts *accounts,
	    size_t *count);

/* Release everything.  Harmless twice. */
void	accounts_free(struct accounts *accounts);

#endif
