/*
 * chain - where the balances of an account began and ended, told from records
 * that stand in another order than they were posted in.
 *
 *	struct chain chain = { 0 };
 *
 *	chain_add(&chain, window, balance, &txn);
 *	...
 *	if (chain_end(&chain))
 *		use(chain.opening, chain.closing);
 *
 * Records come in runs.  Runs follow each other in the order of posting; in a
 * run records are in any order but, unless there is just one, have times, of
 * which one is the least and one the greatest.  The record of the least leads
 * from where the run began, balance less amount, and that of the greatest to
 * where it ended.
 *
 * That is held against all others: every record leads from one balance to the
 * next, so the sum of what they lead from less what they lead to is opening -
 * closing, and that of the squares is opening^2 - closing^2, since all between
 * falls out.  And a run begins where the one before ended.  An account for
 * which any of this does not hold, as where records are missing, is left
 * without an answer.  All zeros is an account without records.
 */
#ifndef BALSYS_CHAIN_H
#define BALSYS_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"
#include "ledger/txn.h"

__extension__ typedef unsigned __int128 chain_uint128;

/* The record of a run's least or greatest time. */
struct chain_end {
	struct timestamp time;
	bool is_tied;			/* another one has that time */
	money_int128 balance;		/* before it, or behind it */
};

struct chain {
	struct money opening, closing;	/* once chain_end() says so */
	bool found;			/* private, as is all that follows */
	bool broken;
	uint64_t run;
	uint64_t count;			/* records of the run so far */
	bool is_timeless;		/* one of them has no time */
	struct chain_end first, last;
	money_int128 sum;
	chain_uint128 squares;		/* modulo 2^128; the result fits */
};

/*
 * Add a record that left balance behind.  run tells the runs apart: it never
 * goes down from one record to the next.
 */
void	chain_add(struct chain *c, uint64_t run, struct money balance,
	    const struct txn *txn);

/* Behind the last record: are opening and closing known? */
bool	chain_end(struct chain *c);

#endif
