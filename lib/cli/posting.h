/*
 * posting - transactions posted to a ledger: what becomes of each record of a
 * feed, and where that is written.
 *
 *	struct posting p = { .feed = &feed, .ledger = &ledger, .out = &out };
 *
 *	posting_all(&p);
 *	status = posting_status(&p);
 *
 * Each that is accepted goes to out, with the balance that it leaves behind;
 * what became of every one goes to fates.  One that cannot be read, held or
 * allowed is refused by the feed.  With a book it is the book's ledger, and it
 * is told where each will stand and when there is a rest between two.
 */
#ifndef BALSYS_POSTING_H
#define BALSYS_POSTING_H

#include "cli/feed.h"
#include "cli/ledger_book.h"
#include "cli/reconcile.h"
#include "ledger/ledger.h"

struct posting {
	struct feed *feed;		/* borrowed, as is all of this */
	struct ledger *ledger;
	struct ledger_book *book;	/* looked at where the ledger is kept */
	struct reconcile *reconcile;	/* of no column: nothing is compared */
	struct writer *out, *fates;	/* where records and outcomes go; fates
					   is NULL if nobody asked */
	int error;			/* an errno that ended the run, or 0 */
};

/* Post all that the feed has, until its end, or until it is pointless. */
void	posting_all(struct posting *p);

/* Say what ended the run, if anything did.  Returns the status it earns. */
int	posting_status(const struct posting *p);

#endif
