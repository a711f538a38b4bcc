/*
 * figures - what a number of records come to.
 *
 *	struct figures figures = { 0 };
 *
 *	figures_add(&figures, &txn);
 *	figures_add_balance(&figures, previous, balance, txn.amount);
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

struct figures {
	uint64_t credits, debits;	/* how many; zero is a credit */
	struct money_total credit_sum, debit_sum;	/* debit_sum <= 0 */
	uint64_t least, most;		/* how large an amount is, whatever its
					   sign; of none if there are none */
	bool has_time;			/* any record has one */
	struct timestamp first, last;	/* the least and the greatest */
	bool has_balance;		/* any record has one */
	struct money_total opening, closing;	/* summed over accounts */
	struct money lowest, highest;	/* after any record */
};

/* Count a record in. */
void	figures_add(struct figures *f, const struct txn *txn);

/*
 * Count in the balance that a record of amount left behind; previous is the
 * one before it of the same account, or NULL if there was none, and what the
 * account then opened with is balance less amount.
 */
void	figures_add_balance(struct figures *f, const struct money *previous,
	    struct money balance, struct money amount);

/* How many records were counted in. */
uint64_t figures_records(const struct figures *f);

/* Credits and debits together; and the sum of all absolute amounts. */
struct money_total figures_net(const struct figures *f);
struct money_total figures_absolute(const struct figures *f);

#endif
