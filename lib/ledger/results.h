/*
 * results - what a ledger writes: the records it accepted, and, in files of
 * their own, whose headers are given here, what became of each, where a stated
 * balance differs, and what every account closed with.
 *
 * Each is a line of CSV.  Writers keep their errors.
 */
#ifndef BALSYS_RESULTS_H
#define BALSYS_RESULTS_H

#include "ledger/accounts.h"
#include "ledger/ledger.h"
#include "stream/writer.h"

#define RESULTS_OUTCOMES "id,outcome,reason,balance\n"
#define RESULTS_DIFFERENCES \
	"file,line,id,account,asserted,computed,change\n"
#define RESULTS_CLOSING "account,count,credits,debits,balance\n"

/* Put a record that was accepted, with the balance that it left. */
void	results_put_accepted(struct writer *w, struct span raw,
	    struct money balance, int scale);

/*
 * What became of a record.  id is empty where it could not be read, reason
 * where it was not refused, now or before; balance is that of one accepted,
 * else NULL.
 */
void	results_put_outcome(struct writer *w, struct span id,
	    enum ledger_outcome outcome, struct span reason,
	    const struct money *balance, int scale);

/*
 * The gap between the balance stated beside a record and the one computed, in
 * account, has changed by change.  account is empty where there is none.
 */
void	results_put_difference(struct writer *w, const struct record *row,
	    struct span id, struct span account, struct money stated,
	    struct money computed, struct money_total change, int scale);

/*
 * A line for every account, in the order of their names' bytes; its debits are
 * written as the negative sum they are.  Returns 0, or -1 with errno ENOMEM.
 */
int	results_put_closing(struct writer *w, const struct accounts *accounts,
	    int scale)
	__attribute__((warn_unused_result));

#endif
