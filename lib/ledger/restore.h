/*
 * restore - a ledger as it was, from the files of a book.
 *
 *	struct restore r = { .ledger = &ledger, .recall = &recall, .scale = 2 };
 *
 *	if (restore_known(&r, "books/main/known.csv") == -1 ||
 *	    restore_rejects(&r, "books/main/rejects.csv", 0, 0) == -1 ||
 *	    restore_accepted(&r, "books/main/ledger.csv", 0, 0) == -1)
 *		fail(r.failure.sentence);
 *	failure_free(&r.failure);
 *
 * Every record is posted again, so that a balance that is not what it should be
 * is found, and an id that is there twice.  The ledger has its options and is
 * kept; its stores see the same files.
 *
 * Each function reads from offset on, which is where line begins; 0 is the line
 * behind the header.  Each returns 0, or -1 with failure set, and the ledger is
 * then no use.
 */
#ifndef BALSYS_RESTORE_H
#define BALSYS_RESTORE_H

#include "ledger/ledger.h"
#include "ledger/recall.h"
#include "stream/failure.h"

struct restore {
	struct ledger *ledger;	/* borrowed, as are the next two */
	struct recall *recall;
	int scale;
	struct failure failure;
};

/* The ids that were decided in an earlier book: of two, the first counts. */
int	restore_known(struct restore *r, const char *path)
	__attribute__((warn_unused_result));

/* What was refused. */
int	restore_rejects(struct restore *r, const char *path, uint64_t offset,
	    unsigned long line)
	__attribute__((warn_unused_result));

/* What was accepted, with its balances. */
int	restore_accepted(struct restore *r, const char *path, uint64_t offset,
	    unsigned long line)
	__attribute__((warn_unused_result));

/*
 * The first line of ledger.csv, without its newline: where a transaction's
 * parts stand in every line of it, and in every record that was refused.
 */
int	restore_columns(struct restore *r, const char *path, struct span header,
	    struct txn_columns *at)
	__attribute__((warn_unused_result));

#endif
