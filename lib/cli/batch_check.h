/*
 * batch_check - balsys-batch --check: all that a book says of batches, seen
 * again.
 *
 * Its files must be what their sums say.  Every window must have the next
 * records of ledger.csv, those in oversize.csv aside, each in one batch, in
 * order, and no batch may be over the cap; its line in windows.csv must say
 * what it has, its certificate prove that, and its submission be that of its
 * bytes.
 */
#ifndef BALSYS_BATCH_CHECK_H
#define BALSYS_BATCH_CHECK_H

#include "cli/audit.h"

/*
 * Check the book.  Returns the status to exit with, after telling what differs:
 * EXIT_REFUSED if anything does.
 */
int	batch_check(const struct audit_options *options)
	__attribute__((warn_unused_result));

#endif
