/*
 * ledger_recovery - a ledger read back from its book, as it was when the run
 * before ended, however that was; and what makes that fast.
 *
 * Everything is in the files of the book.  A checkpoint says the same of their
 * beginnings: where it is whole, and they are still what it was made of, what
 * is behind them is all that is read.
 */
#ifndef BALSYS_LEDGER_RECOVERY_H
#define BALSYS_LEDGER_RECOVERY_H

#include "cli/ledger_book.h"

/*
 * Read the files of a book, whose journals are open, into its ledger; or the
 * options alone, where it has not begun.  Returns 0, or the status to exit with
 * after saying why.
 */
int	ledger_recovery_read(struct ledger_book *b)
	__attribute__((warn_unused_result));

/*
 * Begin a book: its header says where things stand in a record, and known.csv
 * which ids were decided before it.  Returns as above.
 */
int	ledger_recovery_begin(struct ledger_book *b)
	__attribute__((warn_unused_result));

/* Make a checkpoint of what is all on disk; say so if that cannot be done. */
void	ledger_recovery_keep(struct ledger_book *b);

#endif
