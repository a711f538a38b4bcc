/*
 * snapshot - what a ledger remembers, kept in a checkpoint: its accounts, and
 * where the ids and lines that were decided stand in the files of a book.
 *
 *	snapshot_put(&c, &ledger);
 *
 *	if (snapshot_get(&c, &ledger) == -1)
 *		start_anew();
 *
 * What comes from options is no part of it: opening balances that are usual,
 * and limits.
 */
#ifndef BALSYS_SNAPSHOT_H
#define BALSYS_SNAPSHOT_H

#include "ledger/ledger.h"
#include "stream/checkpoint.h"

/* Put all there is; what fails is told by checkpoint_commit(). */
void	snapshot_put(struct checkpoint *c, const struct ledger *ledger);

/*
 * Get it into a ledger that has its options, and with them perhaps accounts,
 * but nothing posted.  Returns 0, or -1 with errno of checkpoint_get(), or
 * EBADMSG; the ledger is then no use.
 */
int	snapshot_get(struct checkpoint *c, struct ledger *ledger)
	__attribute__((warn_unused_result));

#endif
