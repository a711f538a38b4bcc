/*
 * sketch - what a picture of streams is drawn from, gathered as they are read,
 * in memory that does not grow with them.
 *
 *	struct sketch s = SKETCH_START;
 *
 *	s.cap = cap;
 *	if (sketch_add(&s, &txn, &place) == -1)
 *		return -1;
 *	...
 *	if (sketch_end(&s) == -1)
 *		return -1;
 *	draw(&s.balance, &s.fills);
 *	sketch_free(&s);
 *
 * The balance of all accounts together is, behind a record, what it was at the
 * beginning and all amounts up to there.  So amounts are what is kept, and
 * where they stand: at their time, or, where the first record has none, at
 * their number.  A later one without a time stands at that of the one before.
 *
 * How full batches are is told by the records in them, or by a list of them:
 * where there are both, by records.  How many batches a window takes is told by
 * records or by reports: where there are both, by reports.  In which order they
 * come makes no difference.
 *
 * It takes as many series (stats/series.h) as have values, at most four.
 */
#ifndef BALSYS_SKETCH_H
#define BALSYS_SKETCH_H

#include "ledger/txn.h"
#include "stats/decades.h"
#include "stats/series.h"
#include "stats/summary.h"

/* Who told what is in a series. */
enum sketch_source {
	SKETCH_NOBODY,
	SKETCH_LISTS,		/* of batches */
	SKETCH_RECORDS,
	SKETCH_REPORTS,		/* lines about windows */
};

struct sketch {
	struct money cap;	/* of a batch, above zero; set before the
				   first record with a place */
	uint64_t records;
	bool by_number;		/* the balance: not by time */
	bool is_shuffled;	/* a record has a place: its order is another
				   than that of posting */
	struct series balance;	/* amounts, by microseconds or from 1 */
	struct decades amounts;
	struct series fills;	/* absolute sums of batches, from 1 */
	struct series batches, bounds;	/* of windows, from 1: how many there
					   are, and how many at least */
	enum sketch_source fills_from, windows_from;

	struct sketch_window {	/* private: where we are */
		struct summary_place place;	/* none: in no window */
		uint64_t batches;		/* of it, but the last */
		money_int128 batch, total;	/* absolute sums */
		bool is_over;			/* with its stream */
	} now;
};

#define SKETCH_START { .balance = { .runs = true } }

/*
 * Count in a record, and its batch where place says one.  Returns 0, or -1 with
 * errno ENOMEM, and the sketch is then good for nothing but sketch_free().
 */
int	sketch_add(struct sketch *s, const struct txn *txn,
	    const struct summary_place *place)
	__attribute__((warn_unused_result));

/* Another stream of records begins: the last window of the one before is
   whole. */
void	sketch_begin_stream(struct sketch *s);

/* Count in a batch from a list, with the absolute sum of its amounts; and a
   window from a report.  Return as sketch_add(). */
int	sketch_add_batch(struct sketch *s, money_int128 total)
	__attribute__((warn_unused_result));
int	sketch_add_window(struct sketch *s, uint64_t batches,
	    money_int128 lower_bound)
	__attribute__((warn_unused_result));

/* Behind the last of all: the window that we are in is whole.  Returns
   likewise. */
int	sketch_end(struct sketch *s)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	sketch_free(struct sketch *s);

#endif
