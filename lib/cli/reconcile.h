/*
 * reconcile - balances as somebody else states them, beside those computed.
 *
 *	struct reconcile r = { .column = "balance" };
 *
 *	status = reconcile_begin(&r, &feed);
 *	...
 *	if (reconcile_stated(&r, &feed, row, &stated) == 1 &&
 *	    reconcile_compare(&r, &feed, row, &txn, accounts, account,
 *	    stated) == -1)
 *		return -1;
 *	status = cli_worse(status, reconcile_end(&r, &feed));
 *
 * The first ten differences are named on standard error, all are counted, and
 * go to a file where there is one.
 */
#ifndef BALSYS_RECONCILE_H
#define BALSYS_RECONCILE_H

#include "cli/feed.h"
#include "ledger/accounts.h"

struct reconcile {
	const char *column;	/* where balances are stated; NULL: nowhere */
	const char *path;	/* of the file of differences, or NULL */
	struct writer file;

	int at;			/* private: the column, or -1 */
	uint64_t differing;	/* private */
};

/* Find the column.  Returns 0, or the status to exit with after saying why. */
int	reconcile_begin(struct reconcile *r, const struct feed *feed)
	__attribute__((warn_unused_result));

/*
 * The balance stated in a record.  Returns 1, or 0 if there is none, or -1 with
 * feed->fault filled if that is no amount.
 */
int	reconcile_stated(const struct reconcile *r, struct feed *feed,
	    const struct record *row, struct money *stated)
	__attribute__((warn_unused_result));

/*
 * Compare it with what the account holds, and tell where the gap changes.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	reconcile_compare(struct reconcile *r, const struct feed *feed,
	    const struct record *row, const struct txn *txn,
	    struct accounts *accounts, struct account *account,
	    struct money stated)
	__attribute__((warn_unused_result));

/* Say how many differences there were.  Returns the status they earn. */
int	reconcile_end(const struct reconcile *r, const struct feed *feed)
	__attribute__((warn_unused_result));

#endif
