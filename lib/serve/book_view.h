/*
 * book_view - what is in a book, as far as it is safe: balances, figures,
 * where its records are, and its windows; kept up with the book as it grows.
 *
 *	struct book_view v = { .path = "books/main", .currency = "GBP" };
 *
 *	if (book_view_open(&v) == -1 ||
 *	    book_view_catch_up(&v, landed, pipeline) == -1)
 *		fail(v.failure.sentence);
 *	...
 *	if (book_view_advance(&v, 3, 1) == -1)
 *		fail(v.failure.sentence);
 *	book_view_close(&v);
 *
 * It only reads.  What it needs in memory is what balsys-ledger needs for as
 * many accounts, what stats/summary does, and what serve/history and
 * serve/window_list say of a record and a window.
 */
#ifndef BALSYS_BOOK_VIEW_H
#define BALSYS_BOOK_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "ledger/accounts.h"
#include "serve/book_record.h"
#include "serve/follower.h"
#include "serve/history.h"
#include "serve/posted.h"
#include "serve/window_list.h"
#include "stats/summary.h"
#include "stream/failure.h"

enum { BOOK_VIEW_LATEST = 32 };	/* records that are at hand */

struct book_view {
	const char *path;		/* yours to set; borrowed */

	int scale;			/* of the book, as is what follows */
	struct money cap;
	uint64_t window;		/* records of a window */
	char id[33];
	struct accounts accounts;	/* with their balances, and how many
			   records they have */
	bool has_opening;		/* accounts that are not there have */
	struct money opening;
	struct money_total balance;	/* of all accounts that are there */
	uint64_t records;		/* that were posted */
	uint64_t too_large;		/* of these, over the cap by themselves,
					   and so in no window */
	struct summary summary;		/* of all: as balsys-stats DIR has it */
	struct history history;
	struct window_list windows;
	struct book_view_record latest[BOOK_VIEW_LATEST];	/* a ring: the
			   last is [(records - 1) % BOOK_VIEW_LATEST], and so
			   on back, of those read since it was opened */
	struct failure failure;		/* why something said -1 */
	struct book_view_state *state;	/* private */
};

/*
 * Read the book's options and opening balances; the book is there, and made.
 * Returns 0, or -1 with failure set; book_view_close() is due in either case.
 */
int	book_view_open(struct book_view *v)
	__attribute__((warn_unused_result));

/*
 * Read all that is in the book and was not read before, as all of it is safe;
 * landed(arg), if not NULL, is called for each record posted.  Returns 0, or -1
 * with failure set; then nothing but book_view_close() may follow.
 */
int	book_view_catch_up(struct book_view *v,
	    void (*landed)(void *arg, const struct posted *posted), void *arg)
	__attribute__((warn_unused_result));

/* So many more lines of ledger.csv and rejects.csv are safe: read them.
   Returns as above. */
int	book_view_advance(struct book_view *v, uint64_t accepted,
	    uint64_t refused)
	__attribute__((warn_unused_result));

/*
 * Look for windows that were formed; formed(arg), if not NULL, is called for
 * each, which may set its micros.  Returns how many, or -1 as above.
 */
int	book_view_look(struct book_view *v,
	    void (*formed)(void *arg, struct window_entry *window), void *arg)
	__attribute__((warn_unused_result));

/* Where its lines are, for history_find(). */
struct history_source book_view_source(struct book_view *v);

/* The folder, open. */
int	book_view_folder(const struct book_view *v);

/* Release everything.  Harmless twice. */
void	book_view_close(struct book_view *v);

#endif
