/*
 * chain - where the balances of an account began and ended, told from records
 * that stand in another order than they were posted in.
 *
 *	struct chain chain = { 0 };
 *
 *	chain_add(&chain, window, balance, txn.amount);
 *	...
 *	if (chain_end(&chain))
 *		use(chain.opening, chain.closing);
 *
 * Every record leads from one balance to the next: from balance less amount to
 * balance.  Over a run of records, in whatever order, the sum of what they
 * lead from less what they lead to is opening - closing, and that of the
 * squares is opening^2 - closing^2, as all between falls out; the quotient of
 * the two is opening + closing.  Runs themselves follow each other in order.
 *
 * A run that ends where it began tells nothing of where that was; an account
 * of which all runs are so, and one of which records are missing, is left
 * without an answer.  All zeros is an account without records.
 */
#ifndef BALSYS_CHAIN_H
#define BALSYS_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"

__extension__ typedef unsigned __int128 chain_uint128;

struct chain {
	struct money opening, closing;	/* once chain_end() says so */
	bool found;			/* private, as is all that follows */
	bool broken;
	uint64_t run;
	money_int128 sum;
	chain_uint128 squares;		/* modulo 2^128; the result fits */
};

/*
 * Add a record of amount that left balance behind.  run is a number that never
 * goes down from one record to the next, and tells the runs apart.
 */
void	chain_add(struct chain *c, uint64_t run, struct money balance,
	    struct money amount);

/* Behind the last record: are opening and closing known? */
bool	chain_end(struct chain *c);

#endif
