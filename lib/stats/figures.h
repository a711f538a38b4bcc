/*
 * figures - what a number of records come to.
 *
 *	struct figures figures = { 0 };
 *
 *	if (figures_add(&figures, &txn) == -1)
 *		return -1;
 *	figures_add_balance(&figures, balance, &txn);
 *	...
 *	figures_free(&figures);
 *
 * All zeros is the figures of no records.  Sums have 128 bits, so there is
 * always room.
 */
#ifndef BALSYS_FIGURES_H
#define BALSYS_FIGURES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"
#include "base/timestamp.h"
#include "ledger/txn.h"
#include "stats/histogram.h"

/* A balance, and the earliest time that a record which left it has. */
struct figures_extreme {
	struct money balance;
	bool has_time;
	struct timestamp time;
};

struct figures {
	uint64_t credits, debits;	/* how many; zero is a credit */
	struct money_total credit_sum, debit_sum;	/* debit_sum <= 0 */
	uint64_t least, most;		/* how large an amount is, whatever its
					   sign; of none if there are none */
	struct histogram sizes;		/* the same of all of them */
	bool has_time;			/* any record has one */
	struct timestamp first, last;	/* the least and the greatest */
	bool has_balance;		/* any record has one */
	struct figures_extreme lowest, highest;	/* after any record */
	bool has_ends;			/* it is known where balances began */
	struct money_total opening, closing;	/* summed over accounts */
};

/* Count a record in.  Returns 0, or -1 with errno ENOMEM and not counted. */
int	figures_add(struct figures *f, const struct txn *txn)
	__attribute__((warn_unused_result));

/*
 * The same of count records, where histogram_widen() has made room in sizes:
 * in less time.
 */
void	figures_add_run(struct figures *f, const struct txn *txn,
	    size_t count);

/* Count in the balance that a record left behind. */
void	figures_add_balance(struct figures *f, struct money balance,
	    const struct txn *txn);

/*
 * Count in the figures of other records.  Balances are left out: where they
 * were depends on what came between.  Returns 0, or -1 with errno ENOMEM and
 * nothing counted.
 */
int	figures_merge(struct figures *f, const struct figures *other)
	__attribute__((warn_unused_result));

/* How many records were counted in. */
uint64_t figures_records(const struct figures *f);

/* Credits and debits together; and the sum of all absolute amounts. */
struct money_total figures_net(const struct figures *f);
struct money_total figures_absolute(const struct figures *f);

/* The absolute sum by the number of records, which is not 0, rounded once to
   whole minor units, half up. */
uint64_t figures_mean(const struct figures *f);

/* Release memory; all is zero then. */
void	figures_free(struct figures *f);

#endif
