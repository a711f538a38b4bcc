/*
 * tally_records - transactions, counted into a summary, with the balance and
 * the place in a batch that they may have.
 */
#ifndef BALSYS_TALLY_RECORDS_H
#define BALSYS_TALLY_RECORDS_H

#include <sys/types.h>

#include "cli/tally_rows.h"

/* Count in a transaction. */
enum tally_fate tally_records_add(struct tally *t, const struct record *row,
	    const struct txn *txn);

/*
 * Count in those that are ready, where they say no more than amounts and
 * balances.  Returns how many that were, perhaps none, or -1 with errno ENOMEM.
 */
ssize_t	tally_records_add_ready(struct tally *t);

#endif
