/*
 * ledger_check - balsys-ledger --check: all that a book says of accounts,
 * computed again.
 *
 * Its files must be what their sums say.  Every line of ledger.csv must be a
 * transaction that the limits allow, its balance the one before and its amount;
 * every id decided once; every line of rejects.csv one that was refused.
 */
#ifndef BALSYS_LEDGER_CHECK_H
#define BALSYS_LEDGER_CHECK_H

#include "cli/audit.h"

/*
 * Check the book.  Returns the status to exit with, after telling what differs:
 * EXIT_REFUSED if anything does.
 */
int	ledger_check(const struct audit_options *options)
	__attribute__((warn_unused_result));

#endif
