/*
 * tally_fill - how full the batches of a book are, from its batches.csv, whose
 * records are in its ledger.csv and counted there.
 *
 * Windows that its windows.csv has not are not whole, and passed over.
 */
#ifndef BALSYS_TALLY_FILL_H
#define BALSYS_TALLY_FILL_H

#include "cli/tally_rows.h"

/* Count in a line; and, behind the last one, the batch that it was of. */
enum tally_fate tally_fill_add(struct tally *t, const struct record *row,
	    struct money amount);
enum tally_fate tally_fill_end(struct tally *t);

#endif
